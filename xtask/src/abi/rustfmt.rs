//! The toolchain's formatter.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// Formats `source` as `cargo fmt` would.
pub(crate) fn format(source: &str) -> Result<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start rustfmt; `rustup component add rustfmt` installs it")?;
    let mut input = child.stdin.take().context("rustfmt's input")?;
    let source = source.to_owned();
    let writer = std::thread::spawn(move || input.write_all(source.as_bytes()));
    let output = child.wait_with_output()?;
    writer
        .join()
        .expect("the writer does not panic")
        .context("rustfmt stopped reading")?;
    ensure!(output.status.success(), "rustfmt rejects the source");
    Ok(String::from_utf8(output.stdout)?)
}
