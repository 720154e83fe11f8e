//! `cargo xtask test`: every test, in every world that this machine offers.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail};

/// The variable that tells whole-driver tests where the built packages are.
const PACKAGES: &str = "WDK_TEST_PACKAGES";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail when a world is missing, instead of skipping its tests with a message.
    #[arg(long)]
    all_worlds: bool,
    /// Passed on to `cargo test`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Sets up a kernel toolchain if there is none, builds the sample drivers with it, and runs the
/// tests of the workspace.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask has no parent folder")?;
    let packages = match build_drivers(root) {
        Ok(packages) => Some(packages),
        Err(error) if arguments.all_worlds => return Err(error),
        Err(error) => {
            eprintln!("worlds: native only; the built .sys is skipped: {error:#}");
            None
        }
    };
    let mut tests = cargo(root);
    tests
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(&arguments.rest);
    if let Some(packages) = packages {
        eprintln!(
            "worlds: native, and the built .sys from {}",
            packages.display()
        );
        tests.env(PACKAGES, packages);
    }
    succeed(&mut tests)
}

/// Builds the packages of the sample drivers; returns the folder that holds them.
fn build_drivers(root: &Path) -> anyhow::Result<PathBuf> {
    succeed(cargo(root).args(["wdk", "setup"]))?;
    succeed(cargo(root).args(["wdk", "build"]))?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("wdk").join("amd64").join("release"))
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}
