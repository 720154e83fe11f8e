//! `cargo xtask arm64`: the tests of pure crates as ARM64 code, which QEMU runs.
//!
//! The simulated machine switches stacks in x86-64 assembly; what is tested here is what a driver's files go
//! through on an ARM64 host, and the layouts of the raw ABI there.

use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Linked by the compiler's own linker with the C library that comes with it: no other compiler is needed.
const TARGET: &str = "aarch64-unknown-linux-musl";
/// What runs the tests.
const RUNNER: &str = "qemu-aarch64";
/// The crates whose libraries' tests need no machine.
const PACKAGES: [&str; 4] = ["wdk-dump", "wdk-inf", "wdk-package", "wdk-sys"];

/// Fails when a test does. Says so and succeeds where the target or QEMU cannot be had.
pub(crate) fn run() -> anyhow::Result<()> {
    if !ends_well(Command::new(RUNNER).arg("--version")) {
        println!("skipped: there is no {RUNNER}; Debian has it in `qemu-user`");
        return Ok(());
    }
    if !ends_well(Command::new("rustup").args(["target", "add", TARGET])) {
        println!("skipped: rustup cannot add {TARGET}");
        return Ok(());
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--locked", "--lib", "--target", TARGET]);
    for package in PACKAGES {
        cargo.args(["--package", package]);
    }
    let variable = TARGET.to_uppercase().replace('-', "_");
    cargo.env(format!("CARGO_TARGET_{variable}_LINKER"), "rust-lld");
    cargo.env(format!("CARGO_TARGET_{variable}_RUNNER"), RUNNER);
    let status = cargo
        .status()
        .with_context(|| format!("cannot run {cargo:?}"))?;
    if !status.success() {
        bail!("a test fails as ARM64 code");
    }
    Ok(())
}

fn ends_well(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|it| it.success())
}
