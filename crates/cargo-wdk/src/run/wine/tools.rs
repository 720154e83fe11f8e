//! Wine, and what is built for it from this project's sources.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};
use cargo_metadata::MetadataCommand;
use wdk_build::{CpuArchitecture, Toolchain};

use super::prefix::cache;
use crate::{
    new::Source,
    output::{Output, with_causes},
    setup,
};

/// What is missing, and what to do.
pub(super) const NO_WINE: &str = "there is no Wine of 64 bits here; install it (Debian and Ubuntu: \
                                  `apt-get install wine64`), or name its program in WINE64";

/// Wine's program, and its server.
pub(crate) struct Wine {
    pub(super) program: PathBuf,
    pub(super) server: PathBuf,
    /// What it says that it is, as `wine-8.0 (Debian 8.0~repack-4)`.
    pub(super) version: String,
}

impl Wine {
    /// The one that `WINE64` names, one of the path, or Debian's, which is not in the path.
    pub(super) fn find() -> Option<Self> {
        let folders: Vec<PathBuf> = match env::var_os("WINE64") {
            Some(named) => vec![PathBuf::from(named)],
            None => {
                let path = env::var_os("PATH").unwrap_or_default();
                let folders: Vec<_> = env::split_paths(&path).collect();
                let inside = |name: &'static str| folders.iter().map(move |it| it.join(name));
                let debian = [PathBuf::from("/usr/lib/wine/wine64")];
                inside("wine64")
                    .chain(debian)
                    .chain(inside("wine"))
                    .collect()
            }
        };
        folders.into_iter().find_map(Self::at)
    }

    fn at(program: PathBuf) -> Option<Self> {
        let output = Command::new(&program)
            .arg("--version")
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !version.starts_with("wine-") {
            return None;
        }
        // A link's target has the server beside it.
        let real = fs::canonicalize(&program).unwrap_or_else(|_| program.clone());
        let beside = [&program, &real].map(|it| it.parent().map(Path::to_owned));
        let debian = Some(PathBuf::from("/usr/lib/wine"));
        let folders = beside.into_iter().chain([debian]).flatten();
        let servers =
            folders.flat_map(|it| ["wineserver64", "wineserver"].map(|name| it.join(name)));
        let server = servers.into_iter().find(|it| it.is_file())?;
        Some(Self {
            program,
            server,
            version,
        })
    }
}

/// What runs on Wine beside the driver.
pub(super) struct Tools {
    /// `wdfldr.sys`.
    pub(super) framework: PathBuf,
    /// `ntoswine.sys`.
    pub(super) companion: PathBuf,
    /// `wdk-client.exe`.
    pub(super) client: PathBuf,
}

impl Tools {
    /// Builds them.
    pub(super) fn build(output: &Output) -> anyhow::Result<Self> {
        let toolchain = setup::ensure(CpuArchitecture::Amd64, output)?;
        let (sources, target) = sources(output)?;
        output.status("Building", "the framework and a program for Wine");
        let build = |package: &str, kind: &[&str], last: &[&str], file: &str| {
            let build = Builder {
                toolchain: &toolchain,
                sources: &sources,
                target: &target,
            };
            build.build(package, kind, last, output)?;
            let built = target
                .join(CpuArchitecture::Amd64.target())
                .join("release")
                .join(file);
            match built.is_file() {
                true => Ok(built),
                false => bail!("cargo left no {}", built.display()),
            }
        };
        let image = ["--lib", "--crate-type", "cdylib"];
        // A program without the C runtime has nothing that checks its calls. `core` is not optimised with it,
        // which would compile that with the checks of a driver.
        let program = [
            "--bin",
            "wdk-client",
            "--config",
            "profile.release.lto='off'",
        ];
        let unguarded = ["--", "-Ccontrol-flow-guard=no"];
        Ok(Self {
            framework: build("wdfldr", &image, &[], "wdfldr.dll")?,
            companion: build("ntoswine", &image, &[], "ntoswine.dll")?,
            client: build("wdk-client", &program, &unguarded, "wdk-client.exe")?,
        })
    }
}

struct Builder<'a> {
    toolchain: &'a Toolchain,
    sources: &'a Path,
    target: &'a Path,
}

impl Builder<'_> {
    fn build(
        &self,
        package: &str,
        kind: &[&str],
        last: &[&str],
        output: &Output,
    ) -> anyhow::Result<()> {
        let manifest = self.sources.join("crates").join(package).join("Cargo.toml");
        let status = self
            .toolchain
            .cargo("rustc")
            .arg("--manifest-path")
            .arg(manifest)
            .args(["--package", package, "--profile", "release"])
            .args(kind)
            .arg("--target-dir")
            .arg(self.target)
            .args(output.cargo_arguments())
            .args(last)
            // What it prints is no part of the result.
            .stdout(Stdio::null())
            .status()
            .with_context(|| format!("cannot run {}", self.toolchain.compiler.cargo.display()))?;
        if !status.success() {
            bail!("{package} does not compile; cargo says why above");
        }
        Ok(())
    }
}

/// The sources of this project, and where to build: those of the checkout that the current folder
/// belongs to, else those that this program was built from.
fn sources(output: &Output) -> anyhow::Result<(PathBuf, PathBuf)> {
    if let Ok(metadata) = MetadataCommand::new().no_deps().exec() {
        let mut packages = metadata.packages.iter();
        if packages.any(|it| it.name.as_str() == "ntoswine") {
            let target = metadata.target_directory.join("wdk").join("wine");
            return Ok((metadata.workspace_root.into(), target.into()));
        }
    }
    // Cargo knows how to get them: a package that depends on one of them.
    let folder = tempfile::Builder::new().prefix("cargo-wdk-").tempdir()?;
    let source = Source::of_this_program(output)?;
    let manifest = format!(
        "[package]\nname = \"sources\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n\
         [workspace]\n\n[dependencies]\nwdk-panic = {}\n",
        source.dependency("wdk-panic", folder.path())
    );
    fs::write(folder.path().join("Cargo.toml"), manifest)?;
    fs::write(folder.path().join("lib.rs"), "")?;
    let metadata = MetadataCommand::new()
        .manifest_path(folder.path().join("Cargo.toml"))
        .exec()
        .context("the sources of this program cannot be had")?;
    let found = metadata
        .packages
        .iter()
        .find(|it| it.name.as_str() == "wdk-panic");
    let crates = found.and_then(|it| it.manifest_path.ancestors().nth(3));
    let root = crates.context("the sources of this program cannot be had")?;
    Ok((root.into(), cache()?.join("tools")))
}

/// An error in one line, for a report.
pub(super) fn in_words(error: &anyhow::Error) -> String {
    with_causes(error).replace('\n', " ")
}
