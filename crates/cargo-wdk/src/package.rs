//! `cargo wdk package`: the package in a cabinet.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;
use wdk_build::Toolchain;
use wdk_package::{Package as Assembled, cabinet};

use crate::{
    build::{self, Build},
    outcome::Outcome,
    output::{Output, size},
    project::{self, Driver},
    sign,
};

#[derive(Args)]
pub(crate) struct Package {
    #[command(flatten)]
    build: Build,
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
    let toolchain = Toolchain::find(build.target_arch)?;
    let mut reports = Vec::new();
    for driver in selection.drivers {
        let package = build::package(&driver, build, &toolchain, &selection.target)?;
        build::describe(&driver, &package, &toolchain, output);
        let cabinet = match arguments.cab {
            true => Some(write(&driver, &package, build, &selection.target, output)?),
            false => None,
        };
        reports.push(Report {
            driver: driver.name,
            package,
            cabinet,
        });
    }
    output.json(&reports)?;
    let good = reports.iter().all(|it| it.package.findings.is_empty());
    Ok(Outcome::of(good))
}

/// Writes the cabinet beside the package's folder.
fn write(
    driver: &Driver,
    package: &Assembled,
    build: &Build,
    target: &Path,
    output: &Output,
) -> anyhow::Result<PathBuf> {
    let mut bytes = cabinet::create(&package.cabinet_entries(&driver.name)?)?;
    if !build.no_sign {
        let identity = sign::identity(&build.signer, &target.join("wdk"))?;
        cabinet::sign(&mut bytes, &build.signer.signing(&identity))?;
    }
    let path = package
        .folder
        .with_file_name(format!("{}.cab", driver.name));
    let length = bytes.len() as u64;
    fs::write(&path, bytes)?;
    output.status(
        "Cabinet",
        format_args!("{}  {}", path.display(), size(length)),
    );
    if build.signer.certificate.is_none() && !build.no_sign {
        output.note(
            "Test-signed",
            "Microsoft takes the cabinet only signed with your organization's EV certificate",
        );
    }
    Ok(path)
}
