//! `cargo wdk package`: the package in a cabinet.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use wdk_package::{Package as Assembled, cabinet};

use crate::{
    build::{Build, Plan},
    file,
    outcome::Outcome,
    output::{Output, size},
    project::{self, Driver},
};

#[derive(Args)]
pub(crate) struct Package {
    #[command(flatten)]
    pub(crate) build: Build,
    /// Also write NAME.cab beside the package's folder: folder NAME with .sys, .inf, .pdb and .cat.
    #[arg(long)]
    cab: bool,
}

/// A package as programs see it.
#[derive(Serialize)]
struct Report {
    driver: String,
    #[serde(flatten)]
    package: Assembled,
    cabinet: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Package, output: &Output) -> anyhow::Result<Outcome> {
    let build = &arguments.build;
    let selection = project::select(&build.package)?;
    let drivers: Vec<_> = selection.drivers.iter().collect();
    let plan = Plan::new(&drivers, build, &selection.target)?.packages()?;
    let cabinets = drivers.iter().map(|it| plan.cabinet(it));
    let cabinets: Vec<_> = cabinets.filter(|_| arguments.cab).collect();
    for path in &cabinets {
        file::check_writable(path)?;
    }
    let mut cabinets = cabinets.into_iter();
    let mut reports = Vec::new();
    for (driver, package) in selection.drivers.iter().zip(plan.build(output)?) {
        let cabinet = cabinets.next();
        if let Some(path) = &cabinet {
            write(path, driver, &package, &plan, output)?;
        }
        reports.push(Report {
            driver: driver.name.clone(),
            package,
            cabinet,
        });
    }
    if arguments.cab && build.signs() && !build.signer().is_given() {
        output.note(
            "Test-signed",
            "Microsoft takes cabinets only signed with your organization's EV certificate",
        );
    }
    output.json(&reports)?;
    let good = reports.iter().all(|it| it.package.findings.is_empty());
    Ok(Outcome::of(good))
}

/// Writes the cabinet of a package.
fn write(
    path: &Path,
    driver: &Driver,
    package: &Assembled,
    plan: &Plan<'_>,
    output: &Output,
) -> anyhow::Result<()> {
    let mut bytes = cabinet::create(&package.cabinet_entries(&driver.name)?)?;
    if let Some(signing) = plan.signing() {
        cabinet::sign(&mut bytes, &signing)?;
    }
    file::write(path, &bytes)?;
    output.status(
        "Cabinet",
        format_args!("{}  {}", path.display(), size(bytes.len() as u64)),
    );
    Ok(())
}
