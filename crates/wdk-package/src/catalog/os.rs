//! The systems that a catalog is for.

use std::{fmt, str::FromStr};

use thiserror::Error;
use wdk_inf::Arch;

/// A system, by inf2cat's name for it.
///
/// See [inf2cat](https://learn.microsoft.com/windows-hardware/drivers/devtest/inf2cat).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Os {
    row: &'static Row,
}

/// inf2cat's name, the spelling in the catalog's `OS`, the version in each member's `OSAttr`.
#[derive(Debug, PartialEq, Eq)]
struct Row(&'static str, &'static str, &'static str);

const W10: &str = "10.0";

/// Where a spelling was not seen in a catalog of Microsoft's, it is derived from its neighbours:
/// those rows are marked. Windows decides by `OSAttr`; `OS` is for people.
#[rustfmt::skip]
static TABLE: &[Row] = &[
    Row("2000", "2000", "5.00"),
    Row("XP_X86", "XPX86", "5.1"),
    Row("XP_X64", "XPX64", "5.2"),
    Row("Vista_X86", "VistaX86", "6.0"),
    Row("Vista_X64", "VistaX64", "6.0"),
    Row("7_X86", "7X86", "6.1"),
    Row("7_X64", "7X64", "6.1"),
    Row("Server2008R2_X64", "Server2008R2X64", "6.1"),
    Row("8_X86", "8X86", "6.2"),
    Row("8_X64", "8X64", "6.2"),
    Row("Server8_X64", "Server2012X64", "6.2"),
    Row("6_3_X86", "_v63", "6.3"),
    Row("6_3_X64", "_v63_X64", "6.3"),
    Row("Server6_3_X64", "_v63_Server_X64", "6.3"),
    Row("10_X86", "_v100", W10),
    Row("10_X64", "_v100_X64", W10),
    Row("10_AU_X86", "_v100_RS1", W10), // derived
    Row("10_AU_X64", "_v100_X64_RS1", W10),
    Row("10_RS2_X86", "_v100_RS2", W10), // derived
    Row("10_RS2_X64", "_v100_X64_RS2", W10),
    Row("10_RS3_X86", "_v100_RS3", W10), // derived
    Row("10_RS3_X64", "_v100_X64_RS3", W10),
    Row("10_RS3_ARM64", "_v100_ARM64_RS3", W10),
    Row("10_RS4_X86", "_v100_RS4", W10), // derived
    Row("10_RS4_X64", "_v100_X64_RS4", W10),
    Row("10_RS4_ARM64", "_v100_ARM64_RS4", W10),
    Row("10_RS5_X86", "_v100_RS5", W10), // derived
    Row("10_RS5_X64", "_v100_X64_RS5", W10),
    Row("10_RS5_ARM64", "_v100_ARM64_RS5", W10),
    Row("10_19H1_X86", "_v100_19H1", W10), // derived
    Row("10_19H1_X64", "_v100_X64_19H1", W10),
    Row("10_19H1_ARM64", "_v100_ARM64_19H1", W10),
    Row("10_VB_X86", "_v100_Vb", W10),
    Row("10_VB_X64", "_v100_X64_Vb", W10),
    Row("10_VB_ARM64", "_v100_ARM64_Vb", W10),
    Row("10_CO_X64", "_v100_X64_21H2", W10),
    Row("10_CO_ARM64", "_v100_ARM64_21H2", W10),
    Row("10_NI_X64", "_v100_X64_22H2", W10),
    Row("10_NI_ARM64", "_v100_ARM64_22H2", W10),
    Row("10_GE_X64", "_v100_X64_24H2", W10), // derived
    Row("10_GE_ARM64", "_v100_ARM64_24H2", W10), // derived
    Row("10_25H2_X64", "_v100_X64_25H2", W10), // derived
    Row("10_25H2_ARM64", "_v100_ARM64_25H2", W10), // derived
    Row("Server10_X64", "Server_v100_X64", W10), // derived
    Row("Server10_ARM64", "Server_v100_ARM64", W10),
    Row("Server2016_X64", "Server_v100_X64_RS1", W10), // derived
    Row("ServerRS5_X64", "Server_v100_X64_RS5", W10), // derived
    Row("ServerRS5_ARM64", "Server_v100_ARM64_RS5", W10),
    Row("ServerFE_X64", "Server_v100_X64_21H2", W10), // derived
    Row("ServerFE_ARM64", "Server_v100_ARM64_21H2", W10), // derived
    Row("Server2025_X64", "Server_v100_X64_24H2", W10), // derived
    Row("Server2025_ARM64", "Server_v100_ARM64_24H2", W10), // derived
];

/// The build of Windows 10 that has no release in its name.
const FIRST_BUILD: u32 = 10240;
/// The builds of the others, by the release in their names.
const BUILDS: [(&str, u32); 11] = [
    ("AU", 14393),
    ("RS2", 15063),
    ("RS3", 16299),
    ("RS4", 17134),
    ("RS5", 17763),
    ("19H1", 18362),
    ("VB", 19041),
    ("CO", 22000),
    ("NI", 22621),
    ("GE", 26100),
    ("25H2", 26200),
];

/// Releases for which the hardware dashboard has codes, by their inf2cat name; those from `CO` on are
/// not for x86.
///
/// See [Get product data](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#list-of-operating-system-codes).
const DASHBOARD: [(&str, &str, &str); 11] = [
    ("", "TH1", "X86 X64"),
    ("AU", "RS1", "X86 X64"),
    ("RS2", "RS2", "X86 X64"),
    ("RS3", "RS3", "X86 X64 ARM64"),
    ("RS4", "RS4", "X86 X64 ARM64"),
    ("RS5", "RS5", "X86 X64"),
    ("19H1", "19H1", "X86 X64 ARM64"),
    ("VB", "VB", "X86 X64 ARM64"),
    ("CO", "CO", "X64 ARM64"),
    ("NI", "NI", "X64 ARM64"),
    ("GE", "GE", "X64 ARM64"),
];

/// The text is no system that inf2cat knows.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("unknown system {0:?}; use inf2cat's names, for example 10_X64, 10_NI_X64 or 10_VB_ARM64")]
pub struct UnknownOs(pub String);

impl FromStr for Os {
    type Err = UnknownOs;

    fn from_str(text: &str) -> Result<Self, UnknownOs> {
        let found = TABLE.iter().find(|it| it.0.eq_ignore_ascii_case(text));
        found
            .map(|row| Self { row })
            .ok_or_else(|| UnknownOs(text.to_owned()))
    }
}

impl fmt::Display for Os {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row.0)
    }
}

impl Os {
    /// The systems that a package is for when nobody says which: every Windows 10 and 11 on `arch`.
    #[must_use]
    pub fn windows_10(arch: Arch) -> Vec<Self> {
        let suffix = match arch {
            Arch::Amd64 => "_X64",
            Arch::Arm64 => "_ARM64",
            Arch::X86 => "_X86",
            // inf2cat has no names for the others.
            Arch::Arm | Arch::Ia64 => return Vec::new(),
        };
        let rows = TABLE.iter();
        rows.filter(|row| row.0.starts_with("10_") && row.0.ends_with(suffix))
            .map(|row| Self { row })
            .collect()
    }

    /// Of these, the systems on which an INF that has devices from `build` on can be used: those
    /// whose own build is later, and the one that has it.
    pub(super) fn windows_10_from(arch: Arch, build: u32) -> Vec<Self> {
        let mut systems = Self::windows_10(arch);
        let above = systems.iter().any(|it| it.build() >= build);
        systems.retain(|it| !above || it.build() >= build);
        systems
    }

    /// The code that Partner Center has for a Windows 10 or 11, as `WINDOWS_v100_X64_RS3_FULL`; none
    /// where Microsoft's list has none.
    #[must_use]
    pub fn dashboard_code(&self) -> Option<String> {
        let name = self.row.0.strip_prefix("10_")?;
        let (release, arch) = name.rsplit_once('_').unwrap_or(("", name));
        let (_, code, archs) = DASHBOARD.iter().find(|it| it.0 == release)?;
        archs.split(' ').find(|it| *it == arch)?;
        let arch = match arch {
            "X86" => String::new(),
            arch => format!("{arch}_"),
        };
        Some(format!("WINDOWS_v100_{arch}{code}_FULL"))
    }

    /// The build number of a Windows 10 or 11.
    fn build(&self) -> u32 {
        let name = self.row.0.strip_prefix("10_").unwrap_or_default();
        let release = name.split('_').next().unwrap_or_default();
        let known = BUILDS.iter().find(|it| it.0 == release);
        known.map_or(FIRST_BUILD, |it| it.1)
    }

    /// The processor.
    #[must_use]
    pub fn arch(&self) -> Arch {
        match self.row.0 {
            name if name.ends_with("_ARM64") => Arch::Arm64,
            name if name.ends_with("_X64") => Arch::Amd64,
            _ => Arch::X86,
        }
    }

    /// How a catalog's `OS` attribute spells it.
    pub(super) fn token(&self) -> &'static str {
        self.row.1
    }

    /// What `OSAttr` says of all of `systems`: their versions, ascending, once each.
    pub(super) fn versions(systems: &[Self]) -> String {
        let mut versions: Vec<_> = TABLE.iter().map(|it| it.2).collect();
        versions.dedup();
        versions.retain(|version| systems.iter().any(|it| it.row.2 == *version));
        let versions: Vec<_> = versions.iter().map(|it| format!("2:{it}")).collect();
        versions.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn systems(names: &str) -> Vec<Os> {
        names.split(',').map(|it| it.parse().unwrap()).collect()
    }

    #[test]
    fn versions_ascend_and_stand_once() {
        let mixed = systems("10_x64,7_X86,7_X64,Server8_x64,10_NI_X64");
        assert_eq!(Os::versions(&mixed), "2:6.1,2:6.2,2:10.0");
        assert_eq!(Os::versions(&Os::windows_10(Arch::Arm64)), "2:10.0");
    }

    #[test]
    fn the_dashboard_has_codes_for_clients_of_windows_10_and_11() {
        let code = |name: &str| name.parse::<Os>().unwrap().dashboard_code();
        let of = |name| code(name).unwrap_or_default();
        assert_eq!(of("10_X86"), "WINDOWS_v100_TH1_FULL");
        assert_eq!(of("10_AU_X64"), "WINDOWS_v100_X64_RS1_FULL");
        assert_eq!(of("10_GE_ARM64"), "WINDOWS_v100_ARM64_GE_FULL");
        for none in ["10_RS5_ARM64", "10_25H2_X64", "7_X64", "ServerFE_X64"] {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn the_default_is_what_microsoft_lists_and_later_systems() {
        let tokens: Vec<_> = Os::windows_10(Arch::Amd64).iter().map(Os::token).collect();
        let microsoft = "_v100_X64,_v100_X64_RS1,_v100_X64_RS2,_v100_X64_RS3,_v100_X64_RS4,\
             _v100_X64_RS5,_v100_X64_19H1,_v100_X64_Vb,_v100_X64_21H2,_v100_X64_22H2";
        assert!(tokens.join(",").starts_with(microsoft), "{tokens:?}");
        assert!(
            Os::windows_10(Arch::Amd64)
                .iter()
                .all(|it| it.arch() == Arch::Amd64)
        );
    }

    #[test]
    fn systems_before_the_first_that_the_inf_names_are_left_out() {
        let names = |build| {
            let systems = Os::windows_10_from(Arch::Amd64, build);
            systems.iter().map(Os::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names(0), names(10240));
        assert_eq!(names(16299)[0], "10_RS3_X64");
        assert_eq!(names(17000)[0], "10_RS4_X64");
        assert_eq!(names(26100), ["10_GE_X64", "10_25H2_X64"]);
        // A release that is not known here leaves no empty list.
        assert_eq!(names(99_999), names(0));
    }

    #[test]
    fn processors_without_a_name_in_inf2cat_have_no_systems() {
        assert!(Os::windows_10_from(Arch::Arm, 0).is_empty());
        assert!(Os::windows_10(Arch::Ia64).is_empty());
    }

    #[test]
    fn other_names_are_refused() {
        let wrong = "11_X64".parse::<Os>().unwrap_err();
        assert!(wrong.to_string().contains("10_NI_X64"), "{wrong}");
    }
}
