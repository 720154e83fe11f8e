//! Toolchains beside the active one.

use std::{
    ffi::OsStr,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long installing a toolchain or a component may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Makes sure that `toolchain` has `components`, installing what is missing where that is possible.
///
/// # Errors
///
/// Why it is not to be had, as an end of the sentence "skipped: ...".
pub(crate) fn need(toolchain: &str, components: &[&str]) -> Result<(), String> {
    if ends_well(&["run", toolchain, "rustc", "--version"]).is_err() {
        ends_well(&["toolchain", "install", toolchain, "--profile", "minimal"])
            .map_err(|reason| format!("Rust {toolchain} cannot be installed ({reason})"))?;
    }
    for component in components {
        ends_well(&["component", "add", component, "--toolchain", toolchain]).map_err(
            |reason| format!("{component} of Rust {toolchain} cannot be installed ({reason})"),
        )?;
    }
    Ok(())
}

/// `cargo <arguments>` of `toolchain`, without what the calling Cargo has chosen.
pub(crate) fn cargo(
    toolchain: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", toolchain, "cargo"]).args(arguments);
    for inherited in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "RUSTDOC"] {
        command.env_remove(inherited);
    }
    command
}

fn ends_well(arguments: &[&str]) -> Result<(), String> {
    let mut child = Command::new("rustup")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("rustup: {error}"))?;
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("rustup: {status}")),
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
    child.kill().map_err(|error| error.to_string())?;
    Err(format!("rustup did not end within {} s", LIMIT.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_that_does_not_exist_is_not_to_be_had() {
        let reason = need("no-such-toolchain", &[]).unwrap_err();
        assert!(reason.contains("no-such-toolchain"), "{reason}");
    }
}
