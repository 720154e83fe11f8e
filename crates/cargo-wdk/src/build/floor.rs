//! The oldest Windows that a driver runs on: what its manifest says, what its INF says, and what the
//! image and the framework need. The three must not contradict each other.

use std::fmt::Write as _;

use anyhow::bail;
use serde::Serialize;
use wdk_build::DriverModel;
use wdk_inf::{Arch, Inf, OsVersion, Reach, Stamp};
use wdk_package::{Image, floor, floor::Floor, inspect::verdict, rules::Finding};

use crate::{file, project::Driver};

/// The oldest Windows that the driver is declared for: its manifest's, else Windows 10 2004, or the
/// first Windows that has the framework it needs.
pub(super) fn declared(driver: &Driver) -> OsVersion {
    let stated = driver.minimum_windows_build;
    let stated = stated.map(|build| OsVersion::new(10, 0, build));
    let framework = kmdf(driver).and_then(floor::of_kmdf);
    let implied = framework.map_or(OsVersion::WINDOWS_10_2004, |it| {
        it.max(OsVersion::WINDOWS_10_2004)
    });
    stated.unwrap_or(implied)
}

/// The minor version of KMDF without which the driver is not bound.
fn kmdf(driver: &Driver) -> Option<u32> {
    match driver.model {
        DriverModel::Kmdf(version) => Some(version.minimum_minor.into()),
        DriverModel::Wdm => None,
    }
}

/// The oldest Windows that the INF lets install the driver, with its line in the INX.
fn reach(driver: &Driver, arch: Arch) -> anyhow::Result<Option<Reach>> {
    let path = driver.inx()?;
    let inx = Inf::parse_named(&path.display().to_string(), &file::read(path)?)?;
    // Without a version and a catalog, which are lines of their own.
    let tokens = Stamp::new().arch(arch).floor(declared(driver).build);
    let reaches = inx.stamp(&tokens)?.reaches(arch);
    Ok(reaches.into_iter().next())
}

/// Holds the manifest against the framework.
pub(super) fn check_manifest(driver: &Driver) -> anyhow::Result<()> {
    let declared = declared(driver);
    if let Some(minor) = kmdf(driver)
        && let Some(windows) = floor::of_kmdf(minor)
        && windows > declared
    {
        bail!(
            "{}: minimum-windows-build is {}, and KMDF 1.{minor} needs {}; lower \
             target-kmdf-version-minor, or raise minimum-windows-build",
            driver.manifest.display(),
            declared.build,
            floor::windows(windows),
        );
    }
    Ok(())
}

/// Holds manifest and INF against each other.
pub(super) fn check_inf(driver: &Driver, arch: Arch) -> anyhow::Result<()> {
    let declared = declared(driver);
    let Some(reach) = reach(driver, arch)? else {
        return Ok(());
    };
    if reach.windows >= declared {
        return Ok(());
    }
    let place = format!("{}:{}", driver.inx()?.display(), reach.line);
    let mut why = format!(
        "{place}: [Manufacturer] says {}, which lets {} install the driver; ",
        reach.decoration,
        match reach.windows.major {
            0 => "every Windows".to_owned(),
            _ => floor::windows(reach.windows),
        }
    );
    let framework = kmdf(driver).and_then(|minor| Some((minor, floor::of_kmdf(minor)?)));
    match framework.filter(|(_, windows)| *windows > reach.windows) {
        Some((minor, windows)) => {
            let needs = floor::windows(windows);
            let _ = write!(why, "KMDF 1.{minor}, which it is built for, needs {needs}");
        }
        None => {
            let is = match driver.minimum_windows_build {
                Some(_) => "minimum-windows-build of its manifest is",
                None => "without minimum-windows-build in its manifest it is built for",
            };
            let _ = write!(why, "{is} {}", floor::windows(declared));
        }
    }
    bail!(
        "{why}. Write NT$ARCH$.10.0...$FLOOR$ there and in the name of the Models section, or change \
         the manifest"
    );
}

/// What was found out of a driver that was built.
#[derive(Serialize)]
pub(super) struct Verdict {
    /// The sentence for people.
    pub(super) sentence: String,
    /// The oldest Windows.
    windows: String,
    /// Whether memory integrity loads the image.
    memory_integrity: bool,
    /// What needs this Windows, and what no version is known of.
    floor: Floor,
}

/// Holds what the image needs against what manifest and INF say.
pub(super) fn verdict_of(
    driver: &Driver,
    arch: Arch,
    image: &Image,
    integrity: &[Finding],
) -> anyhow::Result<(Verdict, Vec<Finding>)> {
    let declared = declared(driver);
    let needed = Floor::of(image, kmdf(driver));
    let reach = reach(driver, arch)?;
    let lowest = reach
        .as_ref()
        .map_or(declared, |it| it.windows.min(declared));
    let place = match &reach {
        Some(reach) => format!(
            "{}:{} says {}",
            driver.inx()?.display(),
            reach.line,
            reach.decoration
        ),
        None => format!("the driver is for {}", floor::windows(declared)),
    };
    let missing = needed.missing_from(lowest).map(|need| Finding {
        rule: "floor",
        message: format!(
            "{need}, and {place}; do without it, or raise minimum-windows-build in {}",
            driver.manifest.display()
        ),
    });
    let findings = missing.collect();
    let windows = reach.map_or(declared, |it| it.windows.max(declared));
    let windows = windows.max(needed.windows);
    let verdict = Verdict {
        sentence: verdict(windows, integrity),
        windows: windows.to_string(),
        memory_integrity: integrity.is_empty(),
        floor: needed,
    };
    Ok((verdict, findings))
}
