//! `cargo wdk package`: the package in a cabinet.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;
use wdk_build::Toolchain;
use wdk_package::{Package, cabinet};

use crate::{
    build,
    cli::{self, Outcome},
    output::{Output, size},
    project::{self, Driver},
    sign,
};

/// A package as programs see it.
#[derive(Serialize)]
struct Report {
    driver: String,
    #[serde(flatten)]
    package: Package,
    cabinet: Option<PathBuf>,
}

pub fn run(arguments: &cli::Package, output: &Output) -> anyhow::Result<Outcome> {
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
    Ok(if good { Outcome::Good } else { Outcome::Wrong })
}

/// Writes the cabinet beside the package's folder.
fn write(
    driver: &Driver,
    package: &Package,
    build: &cli::Build,
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
            "Microsoft wants the cabinet signed with your organization's EV certificate",
        );
    }
    Ok(path)
}
