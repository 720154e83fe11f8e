//! `cargo wdk setup`: installs what kernel code needs.

use wdk_build::{CpuArchitecture, Toolchain, toolchain};

use crate::{
    cli::{self, Outcome},
    output::Output,
};

pub fn run(arguments: &cli::Setup, output: &Output) -> anyhow::Result<Outcome> {
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
    Ok(Outcome::Good)
}

/// A kernel toolchain for `arch`, installed when there is none.
pub fn ensure(arch: CpuArchitecture, output: &Output) -> anyhow::Result<Toolchain> {
    let bar = output.progress("Looking for a kernel toolchain");
    let found = toolchain::set_up(arch, &mut |command| {
        bar.suspend(|| output.status("Running", command));
        bar.set_message(command.to_owned());
    });
    bar.finish_and_clear();
    Ok(found?)
}
