//! `cargo xtask test`: every test, in every world that this machine offers.

mod summary;

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context as _, bail};
use summary::Summary;

/// The variable that tells whole-driver tests where the built packages are.
pub(crate) const PACKAGES: &str = "WDK_TEST_PACKAGES";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail when a world is missing, instead of skipping its tests with a message.
    #[arg(long)]
    all_worlds: bool,
    /// Passed on to `cargo test`; the whole workspace is tested unless packages are named here.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Sets up a kernel toolchain if there is none, builds the sample drivers with it, and runs the
/// tests of the workspace.
///
/// The last line is the sum of all tests, whatever failed.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask has no parent folder")?;
    let mut total = Summary::default();
    let result = run_all(arguments, root, &mut total);
    if let Err(error) = &result {
        eprintln!("error: {error:#}");
    }
    println!("\n{total}");
    Ok(match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

fn run_all(arguments: &Arguments, root: &Path, total: &mut Summary) -> anyhow::Result<()> {
    let packages = match build_drivers(root) {
        Ok(packages) => Some(packages),
        Err(error) if arguments.all_worlds => return Err(error),
        Err(error) => {
            eprintln!("worlds: native only; the built .sys is skipped: {error:#}");
            None
        }
    };
    let mut tests = cargo(root);
    tests.arg("test");
    if !names_packages(&arguments.rest) {
        tests.arg("--workspace");
    }
    tests.arg("--no-fail-fast").args(&arguments.rest);
    if let Some(packages) = packages {
        eprintln!(
            "worlds: native, and the built .sys from {}",
            packages.display()
        );
        tests.env(PACKAGES, packages);
    }
    eprintln!("step 3 of 3: compiling and running the tests");
    count(&mut tests, total)?;
    if !names_packages(&arguments.rest) {
        clear(&target(root))?;
    }
    Ok(())
}

/// What the tests make and nothing else uses, of more than two gigabytes: their own folder, where Wine is, and what the projects that they
/// create compile. It stays when a test fails.
const LEFT_BEHIND: &[&str] = &["tmp", "tests", "new-projects", "wdk/wine"];

fn clear(target: &Path) -> anyhow::Result<()> {
    for folder in LEFT_BEHIND.iter().map(|name| target.join(name)) {
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot remove {}", folder.display()))?;
        }
    }
    Ok(())
}

/// Cargo's target folder.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Builds the packages of the sample drivers; returns the folder that holds them.
fn build_drivers(root: &Path) -> anyhow::Result<PathBuf> {
    eprintln!("step 1 of 3: a kernel toolchain, by the program cargo-wdk");
    succeed(cargo(root).args(["wdk", "setup"]))?;
    eprintln!("step 2 of 3: the sample drivers as .sys");
    succeed(cargo(root).args(["wdk", "build"]))?;
    Ok(target(root).join("wdk").join("amd64").join("release"))
}

/// Whether the arguments of `cargo test` say what is to be tested.
fn names_packages(rest: &[String]) -> bool {
    let own = rest.iter().take_while(|it| *it != "--");
    own.into_iter()
        .any(|it| it.starts_with("-p") || it.starts_with("--package"))
}

/// Runs `cargo test`, passes on what it prints, and counts the tests.
fn count(tests: &mut Command, total: &mut Summary) -> anyhow::Result<()> {
    let mut child = tests
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {tests:?}"))?;
    let output = child.stdout.take().context("the tests have no output")?;
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        std::io::stdout().write_all(&line)?;
        total.add(&String::from_utf8_lossy(&line));
        line.clear();
    }
    total.end();
    let status = child.wait()?;
    if !status.success() {
        bail!("cargo test failed ({status}); it says above what and why");
    }
    Ok(())
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // One run builds everything once: the cache of changes would take more room than all the rest.
    if env::var_os("CARGO_INCREMENTAL").is_none() {
        command.env("CARGO_INCREMENTAL", "0");
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_before_the_arguments_of_the_tests() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        assert!(names_packages(&words("-p wdk")));
        assert!(names_packages(&words("--lib --package=wdk")));
        assert!(!names_packages(&words("--lib -- --package")));
    }
}
