//! What is built, settled before the first compilation.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde::Serialize;
use wdk_build::{DriverModel, Toolchain};
use wdk_inf::{Encoding, Inf, Stamp};
use wdk_package::{
    Identity, Package, authenticode, catalog, checksum, inspect::integrity, package::Contents,
    rules::Expected, signature::Signing,
};

use super::{
    Build,
    compile::{Built, compile},
    describe, floor,
};
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
    /// Each driver with its stamped INF, or with the reason for which it gets no package.
    drivers: Vec<(&'a Driver, anyhow::Result<Inf>)>,
}

/// What was made of a driver.
#[expect(clippy::large_enum_variant, reason = "there are as many as drivers")]
pub(super) enum Made {
    /// A package, with what is told of it.
    Package(Package, floor::Verdict),
    /// Its image alone.
    Image(Unpackaged),
}

/// An image that is in no package.
#[derive(Serialize)]
pub(super) struct Unpackaged {
    pub(super) image: PathBuf,
    pub(super) symbols: Option<PathBuf>,
    /// What keeps it from being packaged.
    pub(super) reason: String,
}

impl<'a> Plan<'a> {
    /// Settles what building `drivers` below `target` needs. A driver whose INF is missing or wrong
    /// is compiled all the same, see [`packages`](Self::packages).
    pub(crate) fn new(
        drivers: &[&'a Driver],
        arguments: &'a Build,
        target: &Path,
    ) -> anyhow::Result<Self> {
        let target = target.join("wdk");
        let catalog = arguments.catalog()?;
        let signer = arguments.signer();
        for driver in drivers {
            driver.inf_version()?;
            floor::check_manifest(driver)?;
        }
        let stamped = drivers.iter().map(|it| {
            let inf = stamped(it, arguments);
            let checked = inf.and_then(|inf| {
                floor::check_inf(it, arguments.arch())?;
                Ok(inf)
            });
            (*it, checked)
        });
        let mut plan = Self {
            drivers: stamped.collect(),
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
        let mut planned = std::mem::take(&mut plan.drivers);
        for (driver, inf) in &mut planned {
            plan.check_folder(driver)?;
            if let Ok(stamped) = inf
                && let Err(missing) = plan.check_files(driver, stamped)
            {
                *inf = Err(missing);
            }
        }
        plan.drivers = planned;
        Ok(plan)
    }

    /// The plan, when each driver gets a package: nothing is compiled where one does not.
    pub(crate) fn packages(mut self) -> anyhow::Result<Self> {
        let drivers = std::mem::take(&mut self.drivers);
        let ready = drivers.into_iter().map(|(it, inf)| Ok((it, Ok(inf?))));
        self.drivers = ready.collect::<anyhow::Result<_>>()?;
        Ok(self)
    }

    /// Lets the driver at `index` have no package, for a reason that was told already.
    pub(super) fn refuse(&mut self, index: usize, reason: String) {
        if let Some((_, inf)) = self.drivers.get_mut(index) {
            *inf = Err(anyhow::Error::msg(reason));
        }
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

    /// That the package has a place.
    fn check_folder(&self, driver: &Driver) -> anyhow::Result<()> {
        let folder = self.folder(driver);
        if folder.exists() && !folder.is_dir() {
            bail!(
                "cannot write {}: a file is there; remove it",
                folder.display()
            );
        }
        let parent = folder.parent().unwrap_or(&self.target);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))
    }

    /// That what the INF installs besides the image is there.
    #[expect(clippy::unused_self, reason = "a check of a plan")]
    fn check_files(&self, driver: &Driver, inf: &Inf) -> anyhow::Result<()> {
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
        let made = self.build_for_report(output)?.into_iter();
        made.map(|it| match it {
            Made::Package(package, _) => Ok(package),
            Made::Image(image) => bail!("{}", image.reason),
        })
        .collect()
    }

    /// Builds the only driver, which gets no package; its image.
    pub(crate) fn image(&self, output: &Output) -> anyhow::Result<PathBuf> {
        let mut made = self.build_for_report(output)?;
        match made.pop() {
            Some(Made::Image(it)) => Ok(it.image),
            Some(Made::Package(it, _)) => Ok(it.image),
            None => bail!("nothing was built"),
        }
    }

    /// The same, with what is told of each package, and images alone of what gets none.
    pub(super) fn build_for_report(&self, output: &Output) -> anyhow::Result<Vec<Made>> {
        let count = self.drivers.len();
        let mut all = Vec::new();
        for (number, (driver, inf)) in self.drivers.iter().enumerate() {
            if count > 1 {
                let place = format_args!("{} ({} of {count})", driver.name, number + 1);
                output.status("Building", place);
            }
            let cargo = self.target.join("cargo");
            let built = compile(driver, self.arguments, &self.toolchain, &cargo, output)?;
            let made = match inf {
                Ok(inf) => {
                    let (package, verdict) = self.described(driver, inf, &built, output)?;
                    Made::Package(package, verdict)
                }
                Err(reason) => Made::Image(self.image_alone(driver, &built, reason)?),
            };
            all.push(made);
        }
        Ok(all)
    }

    /// A package, shown.
    fn described(
        &self,
        driver: &Driver,
        inf: &Inf,
        built: &Built,
        output: &Output,
    ) -> anyhow::Result<(Package, floor::Verdict)> {
        let mut package = self.package(driver, inf, built)?;
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
        Ok((package, verdict))
    }

    /// Puts the image beside where the package would be, signed if packages are.
    fn image_alone(
        &self,
        driver: &Driver,
        built: &Built,
        reason: &anyhow::Error,
    ) -> anyhow::Result<Unpackaged> {
        let place = |extension: &str| {
            let folder = self.folder(driver);
            folder
                .with_file_name(&driver.name)
                .with_extension(extension)
        };
        let mut image = file::read(&built.image)?;
        match self.signing() {
            Some(signing) => authenticode::sign(&mut image, &signing, false)?,
            None => checksum::set(&mut image)?,
        }
        let path = place("sys");
        file::write(&path, &image)?;
        let from = built.image.with_extension("pdb");
        let symbols = from.exists().then(|| place("pdb"));
        if let Some(to) = &symbols {
            fs::copy(&from, to).with_context(|| format!("cannot write {}", to.display()))?;
        }
        Ok(Unpackaged {
            image: path,
            symbols,
            reason: format!("{reason:#}"),
        })
    }

    /// Builds one driver into its package folder.
    fn package(&self, driver: &Driver, inf: &Inf, built: &Built) -> anyhow::Result<Package> {
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
    let path = driver.inx()?;
    let inx = Inf::parse_named(&path.display().to_string(), &file::read(path)?)?;
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
