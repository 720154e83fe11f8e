//! What is built, settled before the first compilation.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use wdk_build::{DriverModel, Toolchain};
use wdk_inf::{Encoding, Inf, Stamp};
use wdk_package::{
    Identity, Package, authenticode, catalog, inspect::integrity, package::Contents,
    rules::Expected, signature::Signing,
};

use super::{Build, compile::compile, describe, floor};
use crate::{
    clock, file,
    output::Output,
    project::Driver,
    sign::{self, Signer},
};

/// What is built, and everything of it that can be settled before the first compilation: what is
/// wrong with it is told in a second, not after minutes.
pub(crate) struct Plan<'a> {
    arguments: &'a Build,
    pub(super) toolchain: Toolchain,
    /// The workspace's `target/wdk`.
    target: PathBuf,
    signer: Signer,
    identity: Option<Identity>,
    catalog: catalog::Options,
    /// Each driver with its stamped INF.
    drivers: Vec<(&'a Driver, Inf)>,
}

impl<'a> Plan<'a> {
    /// Settles what building `drivers` below `target` needs.
    pub(crate) fn new(
        drivers: &[&'a Driver],
        arguments: &'a Build,
        target: &Path,
    ) -> anyhow::Result<Self> {
        let target = target.join("wdk");
        let catalog = arguments.catalog()?;
        let signer = arguments.signer();
        let stamped = drivers.iter().map(|it| {
            let inf = stamped(it, arguments)?;
            floor::check_inf(it, arguments.arch())?;
            Ok((*it, inf))
        });
        let plan = Self {
            drivers: stamped.collect::<anyhow::Result<_>>()?,
            identity: match arguments.signs() {
                true => Some(sign::identity(&signer, &target)?),
                false => None,
            },
            toolchain: Toolchain::find(arguments.target_arch)?,
            arguments,
            target,
            signer,
            catalog,
        };
        for (driver, inf) in &plan.drivers {
            plan.check_files(driver, inf)?;
        }
        Ok(plan)
    }

    /// Who signs the packages.
    pub(crate) fn signing(&self) -> Option<Signing<'_>> {
        let identity = self.identity.as_ref()?;
        Some(self.signer.signing(identity))
    }

    /// The folder of a driver's package.
    fn folder(&self, driver: &Driver) -> PathBuf {
        let profile = match self.arguments.profile.as_str() {
            "dev" => "debug",
            other => other,
        };
        self.target
            .join(self.arguments.target_arch.to_string())
            .join(profile)
            .join(format!("{}_package", driver.name))
    }

    /// The cabinet of a driver's package.
    pub(crate) fn cabinet(&self, driver: &Driver) -> PathBuf {
        self.folder(driver)
            .with_file_name(format!("{}.cab", driver.name))
    }

    /// That what the INF installs besides the image is there, and that the package has a place.
    fn check_files(&self, driver: &Driver, inf: &Inf) -> anyhow::Result<()> {
        let folder = self.folder(driver);
        if folder.exists() && !folder.is_dir() {
            bail!(
                "cannot write {}: a file is there; remove it",
                folder.display()
            );
        }
        let parent = folder.parent().unwrap_or(&self.target);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let image = format!("{}.sys", driver.name);
        for arch in catalog::architectures(inf) {
            for other in catalog::package_files(inf, arch)? {
                if !other.source.eq_ignore_ascii_case(&image) {
                    other.read(driver.sources_of_inf())?;
                }
            }
        }
        Ok(())
    }

    /// Builds and shows one package after the other.
    pub(crate) fn build(&self, output: &Output) -> anyhow::Result<Vec<Package>> {
        let built = self.build_for_report(output)?;
        Ok(built.into_iter().map(|(package, _)| package).collect())
    }

    /// The same, with what is told of each package.
    pub(super) fn build_for_report(
        &self,
        output: &Output,
    ) -> anyhow::Result<Vec<(Package, floor::Verdict)>> {
        let count = self.drivers.len();
        let mut packages = Vec::new();
        for (number, (driver, inf)) in self.drivers.iter().enumerate() {
            if count > 1 {
                let place = format_args!("{} ({} of {count})", driver.name, number + 1);
                output.status("Building", place);
            }
            let mut package = self.package(driver, inf, output)?;
            let integrity = integrity::of(&file::read(&package.image)?)?;
            let arch = self.arguments.arch();
            let (verdict, missing) = floor::verdict_of(driver, arch, &package.facts, &integrity)?;
            package.findings.extend(missing);
            // Sections that are writable and executable are told by the loader's rules already.
            let others = integrity
                .into_iter()
                .filter(|it| it.rule != "writable-code");
            package.findings.extend(others);
            describe(driver, &package, &self.toolchain, output);
            output.status("Verdict", &verdict.sentence);
            if self.arguments.compatible.verify_signature {
                verify(&package, output)?;
            }
            packages.push((package, verdict));
        }
        Ok(packages)
    }

    /// Builds one driver into its package folder.
    fn package(&self, driver: &Driver, inf: &Inf, output: &Output) -> anyhow::Result<Package> {
        let cargo = self.target.join("cargo");
        let built = compile(driver, self.arguments, &self.toolchain, &cargo, output)?;
        let image = &built.image;
        let symbols = image.with_extension("pdb");
        let folder = self.folder(driver);
        built.write_sdk(driver, &folder)?;
        let expected = match driver.model {
            DriverModel::Wdm => Expected::wdm(),
            DriverModel::Kmdf(_) => Expected::kmdf(),
        };
        let expected = expected.importing(driver.imports.clone());
        let signing = self.signing();
        let contents = Contents {
            name: &driver.name,
            image,
            symbols: symbols.exists().then_some(symbols.as_path()),
            inf,
            expected: &expected,
            sources: driver.sources_of_inf(),
            catalog: Some(&self.catalog),
            signing: signing.as_ref(),
        };
        Ok(Package::assemble(&folder, &contents)?)
    }
}

/// Holds the package against its catalog, and image and catalog against their signatures.
fn verify(package: &Package, output: &Output) -> anyhow::Result<()> {
    let catalog = package.catalog.as_deref();
    let catalog = catalog.context("the package has no catalog that could be verified")?;
    let verdict = catalog::verify_package(&file::read(catalog)?, &package.inf)?;
    authenticode::verify(&file::read(&package.image)?)
        .with_context(|| format!("{} does not verify", package.image.display()))?;
    if let Some(wrong) = verdict.findings.first() {
        bail!("{} does not verify: {wrong}", catalog.display());
    }
    match (verdict.signer, verdict.signature) {
        (Some(signer), _) => {
            output.status("Verified", "the signatures of image and catalog");
            let anchor = format!("they hold where {} is trusted", signer.anchor);
            output.detail(anchor);
            Ok(())
        }
        (None, reason) => bail!(
            "{} does not verify: {}",
            catalog.display(),
            reason.unwrap_or_default()
        ),
    }
}

/// The driver's INF with version, architecture and framework version filled in.
fn stamped(driver: &Driver, arguments: &Build) -> anyhow::Result<Inf> {
    let bytes = file::read(&driver.inx)?;
    let inx = Inf::parse_named(&driver.inx.display().to_string(), &bytes)?;
    let mut stamp = Stamp::new()
        .arch(arguments.arch())
        .floor(floor::declared(driver).build)
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
