//! `cargo wdk debug`: a folder with what WinDbg needs to debug a built driver on a real machine.

mod script;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use script::{Kind, Script};
use serde::Serialize;
use wdk_build::{CpuArchitecture, Toolchain, toolchain};
use wdk_inf::{Arch, Inf};
use wdk_package::{Image, package, path, symbol_store};

use crate::{
    file,
    outcome::Outcome,
    output::Output,
    project::{self, SOURCE_NAME},
};

/// The extension that shows panics and the driver's objects.
const EXTENSION: &str = include_str!("../templates/debug/wdk.js");

#[derive(Args)]
pub(crate) struct Debug {
    /// The package's folder; without this, that of the driver in the current folder, as
    /// `cargo wdk build` has built it with the profile release.
    #[arg(value_name = "PACKAGE")]
    package: Option<PathBuf>,
    /// The processor that the driver was built for.
    #[arg(long, value_name = "amd64|arm64", default_value = "amd64")]
    target_arch: CpuArchitecture,
    /// The folder to write; by default NAME_debug beside the package's folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Where WinDbg finds that folder when it was copied to another machine, for example
    /// D:\lamp_debug; by default where it is written.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// Where WinDbg finds the sources of the driver; by default where they are here.
    #[arg(long, value_name = "FOLDER")]
    sources: Option<String>,
}

/// What was written, for programs.
#[derive(Serialize)]
struct Report {
    driver: String,
    folder: PathBuf,
    symbols: PathBuf,
    image: PathBuf,
    map: PathBuf,
    extension: PathBuf,
    live: PathBuf,
    dump: PathBuf,
    /// What to type in WinDbg: for a running machine, and for a crash dump.
    commands: Vec<String>,
}

pub(crate) fn run(arguments: &Debug, output: &Output) -> anyhow::Result<Outcome> {
    let package = match &arguments.package {
        Some(folder) if folder.is_dir() => folder.clone(),
        Some(other) => bail!(
            "{} is no folder; name that of a package, which holds the .inf and the .sys",
            other.display()
        ),
        None => built(arguments)?,
    };
    let inf_path = package::inf_of(&package)?;
    let inf = Inf::parse_named(&inf_path.display().to_string(), &file::read(&inf_path)?)?;
    let image = image(&package, &inf)?;
    let symbols = image.with_extension("pdb");
    if !symbols.exists() {
        bail!(
            "{} is not there; `cargo wdk build` puts the symbols into the package",
            symbols.display()
        );
    }
    let name = image.file_stem().unwrap_or_default().to_string_lossy();
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => package.with_file_name(format!("{name}_debug")),
    };
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let folder = fs::canonicalize(&folder)?;
    let seen = match &arguments.folder {
        Some(seen) => seen.trim_end_matches(['\\', '/']).to_owned(),
        None => folder.display().to_string(),
    };
    let stored = symbol_store::add(&folder.join("symbols"), &image, &symbols)?;
    let facts = Image::parse(&file::read(&image)?)?;
    let arch = if facts.arch == Arch::Arm64.to_string() {
        Arch::Arm64
    } else {
        Arch::Amd64
    };
    let map = copy_images(&inf, arch, &package, &folder, &seen)?;
    let mut modules = facts.imports.iter();
    let script = Script {
        driver: &name,
        kmdf: modules.any(|it| it.module.eq_ignore_ascii_case("WDFLDR.SYS")),
        folder: &seen,
        sources: sources(arguments)?,
    };
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        file::write(&path, text.as_bytes())?;
        anyhow::Ok(path)
    };
    let report = Report {
        driver: name.to_string(),
        symbols: stored.symbols,
        image: stored.image,
        map: write(&format!("{name}.map"), &map)?,
        extension: write("wdk.js", EXTENSION)?,
        live: write(Kind::Live.file(), &script.text(Kind::Live))?,
        dump: write(Kind::Dump.file(), &script.text(Kind::Dump))?,
        commands: vec![script.command(Kind::Live), script.command(Kind::Dump)],
        folder,
    };
    output.status("Wrote", report.folder.display());
    if let [live, dump] = &report.commands[..] {
        output.status(
            "Type",
            format_args!("in WinDbg, attached to the target: {live}"),
        );
        output.status("Type", format_args!("in WinDbg, with a crash dump: {dump}"));
    }
    output.note("Target", "to set up: see the beginning of live.wds");
    output.json(&report)?;
    Ok(Outcome::Success)
}

/// The package of the driver in the current folder.
fn built(arguments: &Debug) -> anyhow::Result<PathBuf> {
    let selection = project::select(&[])?;
    let [driver] = &selection.drivers[..] else {
        let names = selection.drivers.iter().map(|it| it.package.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        bail!("there are several drivers here ({names}); name the folder of a package");
    };
    let folder = selection.target.join("wdk");
    let folder = folder.join(arguments.target_arch.to_string());
    let folder = folder
        .join("release")
        .join(format!("{}_package", driver.name));
    if !folder.is_dir() {
        bail!(
            "{} is not there; run `cargo wdk build` first, or name a package's folder",
            folder.display()
        );
    }
    Ok(folder)
}

/// The image of the driver that the INF installs.
fn image(package: &Path, inf: &Inf) -> anyhow::Result<PathBuf> {
    let name = wdk_scenario::service(inf)?.image_file_name().to_owned();
    path::find(package, &name).with_context(|| format!("the image in {}", package.display()))
}

/// Copies the images that the package installs, and returns the map that has WinDbg hand them to the
/// target.
fn copy_images(
    inf: &Inf,
    arch: Arch,
    package: &Path,
    folder: &Path,
    seen: &str,
) -> anyhow::Result<String> {
    let images = folder.join("images");
    let slash = if seen.contains('\\') { '\\' } else { '/' };
    let map = inf.kdfiles(arch, &format!("{seen}{slash}images"));
    for file in inf.source_files(arch) {
        // Data that the package installs is not in the map.
        if !map.lines().any(|it| it == file.name) {
            continue;
        }
        let bytes = path::read(package, &file.path)
            .with_context(|| format!("{} in {}", file.path, package.display()))?;
        let to = images.join(file.path.replace('\\', "/"));
        let parent = to.parent().unwrap_or(&images);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        file::write(&to, &bytes)?;
    }
    Ok(map)
}

/// What sources are called in the PDB, and where they are.
fn sources(arguments: &Debug) -> anyhow::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    match (&arguments.sources, project::metadata()) {
        (Some(folder), _) => found.push((SOURCE_NAME.to_owned(), folder.clone())),
        (None, Ok(metadata)) => {
            found.push((SOURCE_NAME.to_owned(), metadata.workspace_root.to_string()));
        }
        // A package can be debugged without its project.
        (None, Err(_)) => {}
    }
    if let Some(home) = toolchain::cargo_home().filter(|it| it.is_dir()) {
        found.push((toolchain::CARGO_NAME.to_owned(), home.display().to_string()));
    }
    if let Ok(toolchain) = Toolchain::find(arguments.target_arch) {
        let rust = toolchain.compiler.rust_sources();
        if rust.is_dir() {
            let name = toolchain.compiler.rust_sources_name();
            found.push((name, rust.display().to_string()));
        }
    }
    Ok(found)
}
