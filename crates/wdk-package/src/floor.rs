//! The oldest Windows on which a driver loads.
//!
//! What decides: the functions that the image imports, the version of KMDF that it needs, and the
//! processor. The facts come from the descriptions in `wdk-sys`, and of what those lack from
//! `floor/others.tsv`; a function without a known version decides nothing and is told.

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use serde::{Serialize, Serializer};
use wdk_inf::{Arch, OsVersion};

use crate::image::Image;

/// Name and first Windows version of what kernel modules export.
const SINCE: &str = include_str!("generated/since.tsv");
/// The same of what those descriptions lack, with sources.
const OTHER_SINCE: &str = include_str!("floor/others.tsv");
/// Minor version of KMDF, first build that has it, and what that Windows is called.
const KMDF: &str = include_str!("generated/kmdf.tsv");

/// Windows before 10, and after the newest framework, by the numbers of
/// <https://learn.microsoft.com/windows/win32/sysinfo/operating-system-version> and
/// <https://learn.microsoft.com/windows/release-health/windows11-release-information>.
const OTHERS: [(OsVersion, &str); 10] = [
    (OsVersion::new(5, 0, 0), "Windows 2000"),
    (OsVersion::new(5, 1, 0), "Windows XP"),
    (OsVersion::new(5, 2, 0), "Windows Server 2003"),
    (OsVersion::new(6, 0, 0), "Windows Vista"),
    (OsVersion::new(6, 1, 0), "Windows 7"),
    (OsVersion::new(6, 2, 0), "Windows 8"),
    (OsVersion::new(6, 3, 0), "Windows 8.1"),
    (OsVersion::new(10, 0, 22000), "Windows 11 21H2"),
    (OsVersion::new(10, 0, 22621), "Windows 11 22H2"),
    (OsVersion::new(10, 0, 26100), "Windows 11 24H2"),
];

/// The first Windows for 64-bit ARM, 1709:
/// <https://learn.microsoft.com/windows/arm/overview>.
const FIRST_ARM64: OsVersion = OsVersion::WINDOWS_10_1709;
/// The first 64-bit Windows for x64 that this crate knows drivers of.
const FIRST_AMD64: OsVersion = OsVersion::new(5, 2, 0);

static SINCE_TABLE: LazyLock<BTreeMap<&str, OsVersion>> = LazyLock::new(|| {
    let rows = SINCE.lines().chain(OTHER_SINCE.lines());
    let rows = rows.filter(|it| !it.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, version_of(columns.next()?)?))
    })
    .collect()
});

/// `6.1` or `10.0.19041`.
fn version_of(text: &str) -> Option<OsVersion> {
    let mut numbers = text.split('.').map(str::parse::<u32>);
    let mut next = || numbers.next().map_or(Some(0), Result::ok);
    Some(OsVersion::new(next()?, next()?, next()?))
}

fn kmdf_rows() -> impl Iterator<Item = (u32, OsVersion, &'static str)> {
    let rows = KMDF.lines().filter(|it| !it.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let minor = columns.next()?.parse().ok()?;
        let build = columns.next()?.parse().ok()?;
        Some((minor, OsVersion::new(10, 0, build), columns.next()?))
    })
}

/// The first Windows that has KMDF 1.`minor`; `None` for a version before Windows 10, or that never
/// was.
#[must_use]
pub fn of_kmdf(minor: u32) -> Option<OsVersion> {
    kmdf_rows()
        .find(|(it, ..)| *it == minor)
        .map(|(_, windows, _)| windows)
}

/// The first Windows that exports the function or variable `name`, as far as it is known.
#[must_use]
pub fn of_import(name: &str) -> Option<OsVersion> {
    SINCE_TABLE.get(name).copied()
}

/// A Windows version as people call it: `Windows 10 2004 (19041)`.
#[must_use]
pub fn windows(version: OsVersion) -> String {
    let of_kmdf = kmdf_rows().map(|(_, windows, name)| (windows, name));
    let known = of_kmdf.chain(OTHERS).find(|(it, _)| *it == version);
    match known {
        Some((_, name)) if version.major < 10 => name.to_owned(),
        Some((_, name)) => format!("{name} ({})", version.build),
        None => format!("Windows {version}"),
    }
}

/// Something that only exists from a Windows version on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Need {
    /// `ExAllocatePool2 of ntoskrnl.exe`, or `KMDF 1.31`.
    pub what: String,
    /// The first Windows that has it.
    #[serde(serialize_with = "text")]
    pub windows: OsVersion,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} needs {}", self.what, windows(self.windows))
    }
}

fn text<S: Serializer>(version: &OsVersion, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(version)
}

/// The oldest Windows that loads an image, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Floor {
    /// The oldest Windows.
    #[serde(serialize_with = "text")]
    pub windows: OsVersion,
    /// What needs it, newest Windows first.
    pub needs: Vec<Need>,
    /// Imports of which no version is known.
    pub unknown: Vec<String>,
}

impl Floor {
    /// What the image needs, and KMDF 1.`kmdf` if it is a driver of that framework.
    #[must_use]
    pub fn of(image: &Image, kmdf: Option<u32>) -> Self {
        let mut floor = Self {
            windows: FIRST_AMD64,
            needs: Vec::new(),
            unknown: Vec::new(),
        };
        if image.arch == Arch::Arm64.to_string() {
            floor.add("64-bit ARM".to_owned(), FIRST_ARM64);
        }
        match kmdf.map(|minor| (minor, of_kmdf(minor))) {
            Some((minor, Some(windows))) => floor.add(format!("KMDF 1.{minor}"), windows),
            Some((minor, None)) => floor.unknown.push(format!("KMDF 1.{minor}")),
            None => {}
        }
        for import in &image.imports {
            for name in &import.names {
                // Whether the framework's loader is there is a matter of the framework.
                if kmdf.is_some() && import.module.eq_ignore_ascii_case("WDFLDR.SYS") {
                    continue;
                }
                match of_import(name) {
                    Some(windows) => floor.add(format!("{name} of {}", import.module), windows),
                    None => floor.unknown.push(format!("{name} of {}", import.module)),
                }
            }
        }
        // The longest wait first; of one version in the order of the import table.
        floor.needs.sort_by_key(|it| std::cmp::Reverse(it.windows));
        floor
    }

    fn add(&mut self, what: String, windows: OsVersion) {
        self.windows = self.windows.max(windows);
        self.needs.push(Need { what, windows });
    }

    /// What `windows` does not have.
    pub fn missing_from(&self, windows: OsVersion) -> impl Iterator<Item = &Need> {
        self.needs.iter().filter(move |it| it.windows > windows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Import;

    fn image(names: &[&str]) -> Image {
        Image {
            arch: "amd64".to_owned(),
            subsystem: 1,
            dll_characteristics: 0,
            entry: 0,
            checksum: 0,
            computed_checksum: 0,
            imports: vec![Import {
                module: "ntoskrnl.exe".to_owned(),
                names: names.iter().map(|it| (*it).to_owned()).collect(),
            }],
            exports: Vec::new(),
            sections: Vec::new(),
            pdb: None,
        }
    }

    #[test]
    fn the_newest_import_decides() {
        let floor = Floor::of(
            &image(&["IofCompleteRequest", "ExAllocatePool2", "Mine"]),
            None,
        );
        assert_eq!(floor.windows, OsVersion::new(10, 0, 19041));
        assert_eq!(floor.needs[0].what, "ExAllocatePool2 of ntoskrnl.exe");
        assert_eq!(floor.unknown, ["Mine of ntoskrnl.exe"]);
        let missing = floor.missing_from(OsVersion::WINDOWS_10_1709);
        let missing: Vec<_> = missing.map(ToString::to_string).collect();
        assert_eq!(
            missing,
            ["ExAllocatePool2 of ntoskrnl.exe needs Windows 10 2004 (19041)"]
        );
    }

    #[test]
    fn each_version_of_kmdf_has_a_windows() {
        for (minor, build) in [
            (15, 10240),
            (17, 10586),
            (19, 14393),
            (21, 15063),
            (23, 16299),
            (25, 17134),
            (27, 17763),
            (29, 18362),
            (31, 19041),
            (33, 20348),
        ] {
            assert_eq!(of_kmdf(minor), Some(OsVersion::new(10, 0, build)));
            let floor = Floor::of(&image(&[]), Some(minor));
            assert_eq!(floor.windows.build, build, "1.{minor}");
        }
        assert_eq!(of_kmdf(32), None);
    }

    #[test]
    fn windows_is_called_by_its_name() {
        let named = |major, minor, build| windows(OsVersion::new(major, minor, build));
        assert_eq!(named(10, 0, 17763), "Windows 10 1809 (17763)");
        assert_eq!(named(6, 1, 0), "Windows 7");
        assert_eq!(named(10, 0, 12345), "Windows 10.0.12345");
    }

    #[test]
    fn every_row_of_the_facts_is_read() {
        let rows = |text: &str| text.lines().filter(|it| !it.starts_with('#')).count();
        // A name that is in both would be one fact in two places.
        assert_eq!(SINCE_TABLE.len(), rows(SINCE) + rows(OTHER_SINCE));
        assert!(rows(SINCE) > 1000);
        let sourced = OTHER_SINCE.lines().filter(|it| it.contains("\thttps://"));
        assert_eq!(sourced.count(), rows(OTHER_SINCE));
    }

    #[test]
    fn functions_of_c_are_in_every_kernel() {
        let names = [
            "memcpy",
            "memmove",
            "memset",
            "memcmp",
            "_vsnwprintf",
            "wcsstr",
        ];
        let floor = Floor::of(&image(&names), None);
        assert_eq!(floor.windows, FIRST_AMD64);
        assert_eq!(floor.unknown, Vec::<String>::new());
    }
}
