//! `cargo wdk setup`: installs what kernel code needs.

use clap::Args;
use wdk_build::{CpuArchitecture, Toolchain, toolchain};

use crate::{outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct Setup {
    /// The processors to build for; both when none is given.
    #[arg(long, value_name = "amd64|arm64")]
    target_arch: Vec<CpuArchitecture>,
}

pub(crate) fn run(arguments: &Setup, output: &Output) -> anyhow::Result<Outcome> {
    let wanted = match arguments.target_arch.as_slice() {
        [] => &CpuArchitecture::ALL[..],
        some => some,
    };
    let mut ready = serde_json::Map::new();
    for arch in wanted {
        let toolchain = ensure(*arch, output)?;
        output.status("Ready", format_args!("{arch}: the {toolchain}"));
        ready.insert(arch.to_string(), toolchain.to_string().into());
    }
    output.json(&ready)?;
    Ok(Outcome::Success)
}

/// A kernel toolchain for `arch`, installed when there is none.
pub(crate) fn ensure(arch: CpuArchitecture, output: &Output) -> anyhow::Result<Toolchain> {
    let bar = output.progress("Looking for a kernel toolchain");
    let found = toolchain::set_up(arch, &mut |command| {
        bar.suspend(|| output.status("Running", command));
        bar.set_message(command.to_owned());
    });
    bar.finish_and_clear();
    Ok(found?)
}
