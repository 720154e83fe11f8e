//! An image, by Cargo.

use std::{
    env, fs,
    io::BufReader,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context as _, bail};
use cargo_metadata::Message;
use wdk_build::{Toolchain, linker::PDB_STREAM, toolchain::Core};

use super::{Build, rustflags, source_link};
use crate::{
    output::{self, Output},
    project::Driver,
};

/// What the compiler and the linker made.
pub(super) struct Built {
    pub(super) image: PathBuf,
    /// The import library and the module-definition file of an export driver.
    sdk: Option<(PathBuf, PathBuf)>,
}

impl Built {
    /// Puts what linkers of importers need beside the package, as `<name>_sdk`.
    pub(super) fn write_sdk(&self, driver: &Driver, package: &Path) -> anyhow::Result<()> {
        let Some((library, definition)) = &self.sdk else {
            return Ok(());
        };
        let folder = package.with_file_name(format!("{}_sdk", driver.name));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (from, extension) in [(library, "lib"), (definition, "def")] {
            let to = folder.join(&driver.name).with_extension(extension);
            fs::copy(from, &to).with_context(|| format!("cannot write {}", to.display()))?;
        }
        Ok(())
    }
}

/// What to do about an error of which the compiler knows only the half that is not the driver's.
fn help(message: &str) -> Option<&'static str> {
    let helps = [
        (
            "`#[panic_handler]` function required",
            "add `use wdk_panic as _;` to src/lib.rs, and wdk-panic to [dependencies]: it stops the \
             system with the panic's message",
        ),
        (
            "undefined symbol: DriverEntry",
            "put `#[wdk::driver_entry]` on the function that the system calls first, or, in a WDM \
             driver, `#[wdk::wdm_driver]` on its `impl wdm::Driver`",
        ),
    ];
    let found = helps.into_iter().find(|(part, _)| message.contains(part));
    found.map(|(_, help)| help)
}

/// Compiles and links the image.
pub(super) fn compile(
    driver: &Driver,
    arguments: &Build,
    toolchain: &Toolchain,
    target: &Path,
    output: &Output,
) -> anyhow::Result<Built> {
    let this_program = env::current_exe().context("this program's path is not known")?;
    let mut cargo = toolchain.reproducible_cargo("rustc", &this_program, &driver.sources);
    cargo
        .arg("--manifest-path")
        .arg(&driver.manifest)
        .arg("--package")
        .arg(&driver.package);
    rustflags::add_own(&mut cargo, &toolchain.compiler, toolchain.arch.target());
    // Another core is compiled with this for all crates.
    if toolchain.core == Core::Installed && !driver.unstable.is_empty() {
        cargo.env("RUSTC_BOOTSTRAP", driver.unstable.join(","));
    }
    // Drivers are plain libraries, so that host builds link none; only here they become images.
    cargo.args([
        "--lib",
        "--crate-type",
        "cdylib",
        "--message-format",
        "json-diagnostic-rendered-ansi",
    ]);
    cargo
        .arg("--profile")
        .arg(&arguments.profile)
        .arg("--target-dir")
        .arg(target);
    for features in &arguments.features {
        cargo.arg("--features").arg(features);
    }
    let flags = [
        ("--all-features", arguments.all_features),
        ("--no-default-features", arguments.no_default_features),
        ("--locked", arguments.locked),
    ];
    cargo.args(
        flags
            .iter()
            .filter(|(_, wanted)| *wanted)
            .map(|(flag, _)| flag),
    );
    cargo.args(output.cargo_arguments());
    // For the image alone: what it is linked from stays compiled.
    if let Some(map) = source_link::write(driver, &toolchain.compiler, target)? {
        let stream = format!("{PDB_STREAM}{}={}", source_link::STREAM, map.display());
        cargo.arg("--").arg(format!("-Clink-arg={stream}"));
    }
    let mut child = cargo
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", toolchain.compiler.cargo.display()))?;
    let messages = child.stdout.take().context("cargo has no output")?;
    let (mut image, mut library, mut definition) = (None, None, None);
    for message in Message::parse_stream(BufReader::new(messages)) {
        match message.context("cannot read cargo's messages")? {
            Message::CompilerArtifact(artifact)
                if artifact.target.is_cdylib()
                    && artifact.target.name.replace('-', "_") == driver.name =>
            {
                for file in artifact.filenames {
                    match file.extension() {
                        Some("dll") => image = Some(file),
                        Some("lib") => library = Some(file),
                        _ => {}
                    }
                }
            }
            Message::CompilerMessage(said) => {
                let rendered = said.message.rendered.unwrap_or_default();
                output::say(rendered.trim_end_matches('\n'));
                if let Some(help) = help(&rendered) {
                    output::say(&format!("  = help: {help}"));
                }
                output::say("");
            }
            // The build script of an export driver writes it for the linker.
            Message::BuildScriptExecuted(script) => {
                let file = script.out_dir.join(&driver.name).with_extension("def");
                definition = Some(file).filter(|it| it.exists()).or(definition);
            }
            _ => {}
        }
    }
    if !child.wait().context("cargo did not end")?.success() {
        bail!(
            "{} does not compile for the kernel; cargo says why above",
            driver.package
        );
    }
    let image = image.context("cargo made no image")?;
    Ok(Built {
        image: image.into(),
        sdk: library
            .zip(definition)
            .map(|(library, definition)| (library.into(), definition.into())),
    })
}
