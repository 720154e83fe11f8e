//! `cargo wdk build`: the image, its symbols and its INF in one folder, checked.

use std::{
    env, fs,
    io::BufReader,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context as _, bail};
use cargo_metadata::Message;
use clap::Args;
use serde::Serialize;
use wdk_build::{CpuArchitecture, DriverModel, Toolchain};
use wdk_inf::{
    Arch, Encoding, Inf, Stamp,
    check::{self, RuleSet},
};
use wdk_package::{Package, catalog, package::Contents, rules::Expected};

use crate::{
    clock, inf,
    outcome::Outcome,
    output::{Output, size},
    project::{self, Driver},
    sign::{self, Signer},
};

#[derive(Args)]
pub(crate) struct Build {
    /// The driver packages; all of the workspace when none is given and the folder belongs to none.
    #[arg(short, long, value_name = "PKG")]
    pub(crate) package: Vec<String>,
    /// The processor to build for.
    #[arg(long, value_name = "amd64|arm64", default_value = "amd64")]
    pub(crate) target_arch: CpuArchitecture,
    /// The Cargo profile: release, dev, or one of your own.
    #[arg(long, default_value = "release")]
    profile: String,
    /// The requirements for the INF, as `inf check --level` has them; without it those that
    /// `inf-level` in [package.metadata.wdk] names, else w.
    #[arg(long, value_name = "k|u|w|h")]
    inf_level: Option<RuleSet>,
    /// The driver is a sample, whose INF may use what is reserved.
    #[arg(long)]
    sample: bool,
    /// Features to build with.
    #[arg(long, value_name = "FEATURES")]
    features: Vec<String>,
    /// Build with all features.
    #[arg(long)]
    all_features: bool,
    /// Build without the default feature.
    #[arg(long)]
    no_default_features: bool,
    /// Fail when Cargo.lock would change.
    #[arg(long)]
    locked: bool,
    /// Sign nothing; Windows installs no such package.
    #[arg(long, conflicts_with_all = ["certificate", "timestamp"])]
    pub(crate) no_sign: bool,
    #[command(flatten)]
    pub(crate) signer: Signer,
}

impl Default for Build {
    /// What `cargo wdk build` means without arguments.
    fn default() -> Self {
        Self {
            package: Vec::new(),
            target_arch: CpuArchitecture::Amd64,
            profile: "release".to_owned(),
            inf_level: None,
            sample: false,
            features: Vec::new(),
            all_features: false,
            no_default_features: false,
            locked: false,
            no_sign: false,
            signer: Signer::default(),
        }
    }
}

/// A package as programs see it.
#[derive(Serialize)]
struct Report<'a> {
    driver: &'a str,
    target_arch: String,
    profile: &'a str,
    toolchain: String,
    #[serde(flatten)]
    package: Option<&'a Package>,
    inf_findings: serde_json::Value,
}

pub(crate) fn run(arguments: &Build, output: &Output) -> anyhow::Result<Outcome> {
    let selection = project::select(&arguments.package)?;
    let toolchain = Toolchain::find(arguments.target_arch)?;
    let mut reports = Vec::new();
    let mut outcome = Outcome::Success;
    for driver in &selection.drivers {
        let inf = check_inf(driver, arguments, output);
        if inf.errors() > 0 {
            // As in Microsoft's build: such an INF makes no package.
            outcome = Outcome::Failure;
            reports.push((driver, None, inf));
            continue;
        }
        let package = package(driver, arguments, &toolchain, &selection.target)?;
        describe(driver, &package, &toolchain, output);
        if !package.findings.is_empty() {
            outcome = Outcome::Failure;
        }
        reports.push((driver, Some(package), inf));
    }
    let reports: Vec<_> = reports
        .iter()
        .map(|(driver, package, inf)| Report {
            driver: &driver.name,
            target_arch: arguments.target_arch.to_string(),
            profile: &arguments.profile,
            toolchain: toolchain.to_string(),
            package: package.as_ref(),
            inf_findings: check::report::json(std::slice::from_ref(inf)),
        })
        .collect();
    output.json(&reports)?;
    Ok(outcome)
}

/// Holds the INX, which stands in for the INF that is stamped from it, against InfVerif's rules.
fn check_inf(driver: &Driver, arguments: &Build, output: &Output) -> check::Report {
    let options = check::Options {
        rules: arguments.inf_level.unwrap_or(driver.inf_level),
        unstamped: true,
        samples: arguments.sample,
        ..check::Options::default()
    };
    let report = check::check_file(&driver.inx, &options);
    inf::check::describe(&report, output);
    report
}

/// Builds one driver into its package folder below `target`.
pub(crate) fn package(
    driver: &Driver,
    arguments: &Build,
    toolchain: &Toolchain,
    target: &Path,
) -> anyhow::Result<Package> {
    let inf = stamped(driver, arguments.target_arch)?;
    let target = target.join("wdk");
    let built = compile(driver, arguments, toolchain, &target.join("cargo"))?;
    let image = &built.image;
    let symbols = image.with_extension("pdb");
    let folder = target
        .join(arguments.target_arch.to_string())
        .join(if arguments.profile == "dev" {
            "debug"
        } else {
            &arguments.profile
        })
        .join(format!("{}_package", driver.name));
    built.write_sdk(driver, &folder)?;
    let expected = match driver.model {
        DriverModel::Wdm => Expected::wdm(),
        DriverModel::Kmdf(_) => Expected::kmdf(),
    };
    let identity = match arguments.no_sign {
        true => None,
        false => Some(sign::identity(&arguments.signer, &target)?),
    };
    let signing = identity.as_ref().map(|it| arguments.signer.signing(it));
    let catalog = catalog::Options {
        time: clock::now()?,
        ..catalog::Options::default()
    };
    let expected = expected.importing(driver.imports.clone());
    let contents = Contents {
        name: &driver.name,
        image,
        symbols: symbols.exists().then_some(symbols.as_path()),
        inf: &inf,
        expected: &expected,
        sources: driver.inx.parent().unwrap_or(Path::new("")),
        catalog: Some(&catalog),
        signing: signing.as_ref(),
    };
    Ok(Package::assemble(&folder, &contents)?)
}

/// What the compiler and the linker made.
struct Built {
    image: PathBuf,
    /// The import library and the module-definition file of an export driver.
    sdk: Option<(PathBuf, PathBuf)>,
}

impl Built {
    /// Puts what linkers of importers need beside the package, as `<name>_sdk`.
    fn write_sdk(&self, driver: &Driver, package: &Path) -> anyhow::Result<()> {
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

/// Compiles and links the image.
fn compile(
    driver: &Driver,
    arguments: &Build,
    toolchain: &Toolchain,
    target: &Path,
) -> anyhow::Result<Built> {
    let this_program = env::current_exe().context("this program's path is not known")?;
    let mut cargo = toolchain.reproducible_cargo("rustc", &this_program, &driver.sources);
    cargo
        .arg("--manifest-path")
        .arg(&driver.manifest)
        .arg("--package")
        .arg(&driver.package);
    // Drivers are plain libraries, so that host builds link none; only here they become images.
    cargo.args([
        "--lib",
        "--crate-type",
        "cdylib",
        "--message-format",
        "json-render-diagnostics",
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

/// The driver's INF with version, architecture and framework version filled in.
fn stamped(driver: &Driver, arch: CpuArchitecture) -> anyhow::Result<Inf> {
    let bytes =
        fs::read(&driver.inx).with_context(|| format!("cannot read {}", driver.inx.display()))?;
    let inx = Inf::parse_named(&driver.inx.display().to_string(), &bytes)?;
    let mut stamp = Stamp::new()
        .arch(match arch {
            CpuArchitecture::Amd64 => Arch::Amd64,
            CpuArchitecture::Arm64 => Arch::Arm64,
        })
        .driver_ver(clock::today()?, driver.inf_version()?)
        .catalog(&format!("{}.cat", driver.name));
    if let DriverModel::Kmdf(kmdf) = driver.model {
        stamp = stamp.kmdf_version(kmdf.major.into(), kmdf.target_minor.into());
    }
    if !inx.text().is_ascii() {
        stamp = stamp.encoding(Encoding::Utf16Le);
    }
    Ok(inx.stamp(&stamp)?)
}

/// Shows what was built.
pub(crate) fn describe(driver: &Driver, package: &Package, toolchain: &Toolchain, output: &Output) {
    let length = |path: &Path| fs::metadata(path).map_or(0, |it| it.len());
    output.status(
        "Built",
        format_args!(
            "{} for {} with the {toolchain}",
            driver.name, toolchain.arch
        ),
    );
    output.status("Package", package.folder.display());
    let facts = &package.facts;
    let entry = package.entry.as_deref().unwrap_or("unknown");
    let subsystem = if facts.subsystem == 1 {
        "native"
    } else {
        "not native"
    };
    output.detail(format_args!(
        "{}.sys  {}, {subsystem}, entry {entry}, checksum {:#x}",
        driver.name,
        size(length(&package.image)),
        facts.checksum
    ));
    let imports = facts
        .imports
        .iter()
        .map(|it| format!("{} ({})", it.module, it.names.len()));
    output.detail(format_args!(
        "     imports {}",
        imports.collect::<Vec<_>>().join(", ")
    ));
    if let Some(symbols) = &package.symbols {
        output.detail(format_args!(
            "{}.pdb  {}",
            driver.name,
            size(length(symbols))
        ));
    }
    output.detail(format_args!(
        "{}.inf  {}",
        driver.name,
        size(length(&package.inf))
    ));
    if let Some(catalog) = &package.catalog {
        let name = catalog.file_name().unwrap_or_default().display();
        output.detail(format_args!("{name}  {}", size(length(catalog))));
    }
    for finding in &package.findings {
        output.error(
            "Wrong",
            format_args!("{}: {}", finding.rule, finding.message),
        );
    }
    match &package.signer {
        Some(signer) => output.status("Signed", format_args!("by {}", signer.subject)),
        None => output.note("Unsigned", "Windows does not install it"),
    }
}
