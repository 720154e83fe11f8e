//! `cargo xtask support`: writes the list of what the simulated machine's exports lack into
//! `crates/wdk-sim/README.md`.
//!
//! The rows are data of `wdk-sim`, which this program does not link: it must build while a
//! generated file of that crate is missing. A test of the crate compares, and writes when asked.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Arguments of `cargo xtask support`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fails when the list is old, instead of writing it.
    #[arg(long)]
    check: bool,
}

/// Writes the list, or compares it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "test",
        "--quiet",
        "--package",
        "wdk-sim",
        "--test",
        "machine",
    ]);
    cargo.args([
        "--",
        "--exact",
        "exports::the_readme_lists_what_the_rows_say",
    ]);
    if arguments.check {
        cargo.env_remove("BLESS");
    } else {
        cargo.env("BLESS", "1");
    }
    let status = cargo.status().context("cannot run cargo")?;
    ensure!(status.success(), "crates/wdk-sim/README.md is old");
    Ok(())
}
