//! `cargo wdk build`: the image, its symbols and its INF in one folder, checked.

mod compile;
mod floor;
mod plan;
mod rustflags;
mod source_link;
mod windows_drivers_rs;

use std::{convert::Infallible, fs, path::Path};

use anyhow::bail;
use clap::Args;
use serde::Serialize;
use wdk_build::{CpuArchitecture, DriverModel, Toolchain};
use wdk_inf::{
    Arch,
    check::{self, RuleSet},
};
use wdk_package::{Package, catalog};
use windows_drivers_rs::{Compatible, SignMode, TargetPlatform};

pub(crate) use plan::Plan;
use plan::{Made, Unpackaged};

use crate::{
    clock, inf,
    outcome::Outcome,
    output::{Output, Verbosity, size},
    project::{self, Driver},
    sign::Signer,
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
    #[arg(long, default_value = "release", value_parser = profile)]
    profile: String,
    /// The requirements for the INF, as `inf check --level` has them; without it those that
    /// `inf-level` in [package.metadata.wdk] names, else w.
    #[arg(long, value_name = "k|u|w|h")]
    inf_level: Option<RuleSet>,
    /// The driver is a sample, whose INF may use what is reserved.
    #[arg(long)]
    sample: bool,
    /// Features to build with.
    #[arg(short = 'F', long, value_name = "FEATURES")]
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
    #[command(flatten)]
    pub(crate) verbosity: Verbosity,
    #[command(flatten)]
    compatible: Compatible,
}

/// A profile's name; windows-drivers-rs takes its two in any case.
fn profile(text: &str) -> Result<String, Infallible> {
    let known = ["dev", "release"];
    let known = known.into_iter().find(|it| it.eq_ignore_ascii_case(text));
    Ok(known.unwrap_or(text).to_owned())
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
            verbosity: Verbosity::default(),
            compatible: Compatible::default(),
        }
    }
}

impl Build {
    /// Arguments that do not go together, beyond what clap can be told.
    pub(crate) fn conflict(&self) -> Option<&'static str> {
        let Compatible {
            sign_mode,
            verify_signature,
            signtool_args,
            ..
        } = &self.compatible;
        if *sign_mode != Some(SignMode::Off) {
            return None;
        }
        if *verify_signature {
            return Some("--verify-signature has nothing to verify with --sign-mode off");
        }
        let signs = signtool_args.is_some() || self.signer.timestamp.is_some();
        signs.then_some("with --sign-mode off nothing is signed; leave out what says how")
    }

    /// Whether image and catalog are signed.
    pub(crate) fn signs(&self) -> bool {
        !self.no_sign && self.compatible.sign_mode != Some(SignMode::Off)
    }

    /// Who signs.
    pub(crate) fn signer(&self) -> Signer {
        let mut signer = self.signer.clone();
        if let Some(theirs) = &self.compatible.signtool_args {
            signer.certificate.clone_from(&theirs.certificate);
            signer.password.clone_from(&theirs.password);
            signer.timestamp.clone_from(&theirs.timestamp);
        }
        signer
    }

    /// The rules that the driver's INF is held against.
    fn rules(&self, driver: &Driver) -> RuleSet {
        let theirs = self.compatible.target_platform;
        let theirs = theirs.map(TargetPlatform::rules);
        theirs.or(self.inf_level).unwrap_or(driver.inf_level)
    }

    /// The architecture, as an INF calls it.
    fn arch(&self) -> Arch {
        match self.target_arch {
            CpuArchitecture::Amd64 => Arch::Amd64,
            CpuArchitecture::Arm64 => Arch::Arm64,
        }
    }

    /// What the catalogs are to have.
    fn catalog(&self) -> anyhow::Result<catalog::Options> {
        let theirs = self.compatible.inf2cat_args.clone().unwrap_or_default();
        let arch = self.arch();
        if let Some(other) = theirs.systems.iter().find(|it| it.arch() != arch) {
            bail!("the package is built for {arch}, and /os names {other}");
        }
        Ok(catalog::Options {
            time: clock::now()?,
            systems: theirs.systems,
            pages: theirs.pages,
            ..catalog::Options::default()
        })
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
    /// The image that is in no package, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    unpackaged: Option<&'a Unpackaged>,
    /// Which Windows runs the driver, and why.
    runs_on: Option<&'a floor::Verdict>,
    inf_findings: serde_json::Value,
}

pub(crate) fn run(arguments: &Build, output: &Output) -> anyhow::Result<Outcome> {
    let selection = project::select(&arguments.package)?;
    let drivers: Vec<_> = selection.drivers.iter().collect();
    let checked = drivers.iter();
    let checked: Vec<_> = checked.map(|it| check_inf(it, arguments, output)).collect();
    let mut plan = Plan::new(&drivers, arguments, &selection.target)?;
    // As in Microsoft's build, an INF with errors makes no package. The code is compiled all the
    // same: whose errors come first is the user's choice.
    for (index, report) in checked.iter().enumerate() {
        if let Some(report) = report
            && report.errors() > 0
        {
            plan.refuse(
                index,
                format!("its INF has {} errors, see above", report.errors()),
            );
        }
    }
    let mut outcome = Outcome::Success;
    let mut reports = Vec::new();
    let made = plan.build_for_report(output)?;
    for ((driver, inf), made) in drivers.iter().zip(&checked).zip(&made) {
        let (package, verdict, unpackaged) = match made {
            Made::Package(package, verdict) => (Some(package), Some(verdict), None),
            Made::Image(image) => (None, None, Some(image)),
        };
        if let Some(image) = unpackaged {
            describe_alone(driver, image, &plan, output);
        }
        // A service that serves no device is started without an INF.
        let good = match package {
            Some(package) => package.findings.is_empty(),
            None => driver.inx.is_none(),
        };
        outcome = outcome.and(Outcome::of(good));
        reports.push(Report {
            driver: &driver.name,
            target_arch: arguments.target_arch.to_string(),
            profile: &arguments.profile,
            toolchain: plan.toolchain.to_string(),
            package,
            unpackaged,
            runs_on: verdict,
            inf_findings: check::report::json(inf.as_slice()),
        });
    }
    output.json(&reports)?;
    Ok(outcome)
}

/// Holds the INX, which stands in for the INF that is stamped from it, against InfVerif's rules.
fn check_inf(driver: &Driver, arguments: &Build, output: &Output) -> Option<check::Report> {
    let path = driver.inx.as_deref()?;
    let options = check::Options {
        rules: arguments.rules(driver),
        unstamped: true,
        samples: arguments.sample,
        kmdf: match &driver.model {
            DriverModel::Kmdf(it) => Some((it.major.into(), it.target_minor.into())),
            _ => None,
        },
        floor: Some(floor::declared(driver).build),
        ..check::Options::default()
    };
    let report = check::check_file(path, &options);
    inf::check::describe(&report, output);
    Some(report)
}

/// Shows an image that is in no package.
fn describe_alone(driver: &Driver, made: &Unpackaged, plan: &Plan<'_>, output: &Output) {
    output.status(
        "Built",
        format_args!("{} with the {}", driver.name, plan.toolchain),
    );
    output.status("Image", made.image.display());
    output.warning("No package", &made.reason);
    output.detail(format_args!(
        "`cargo wdk run {}` starts it as a service; on Windows: sc.exe create {} type= kernel \
         binPath= C:\\{}.sys",
        made.image.display(),
        driver.name,
        driver.name
    ));
}

/// Shows what was built.
fn describe(driver: &Driver, package: &Package, toolchain: &Toolchain, output: &Output) {
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
