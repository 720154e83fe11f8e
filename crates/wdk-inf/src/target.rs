//! Architectures, OS versions, and the decorations of section names that select by them.

use std::{fmt, str::FromStr};

/// A processor architecture, as decorations spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arch {
    /// 32-bit x86.
    X86,
    /// x86-64.
    Amd64,
    /// 32-bit ARM.
    Arm,
    /// 64-bit ARM.
    Arm64,
    /// Itanium, only in old files.
    Ia64,
}

impl Arch {
    const NAMES: [(&'static str, Self); 5] = [
        ("x86", Self::X86),
        ("amd64", Self::Amd64),
        ("arm64", Self::Arm64),
        ("arm", Self::Arm),
        ("ia64", Self::Ia64),
    ];
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(_, arch)| arch == self);
        f.pad(name.map_or("", |(name, _)| name))
    }
}

/// The text names no architecture that Windows knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownArch(pub String);

impl fmt::Display for UnknownArch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown architecture {:?}; use amd64 or arm64", self.0)
    }
}

impl std::error::Error for UnknownArch {}

impl FromStr for Arch {
    type Err = UnknownArch;

    fn from_str(text: &str) -> Result<Self, UnknownArch> {
        let found = Self::NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        found
            .map(|(_, arch)| *arch)
            .ok_or_else(|| UnknownArch(text.to_owned()))
    }
}

/// A Windows version: major, minor and build number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsVersion {
    /// 10 for Windows 10 and 11.
    pub major: u32,
    /// 0 for Windows 10 and 11.
    pub minor: u32,
    /// The build number.
    pub build: u32,
}

impl OsVersion {
    /// Windows 10, version 1709: the first where drivers run from the Driver Store.
    pub const WINDOWS_10_1709: Self = Self::new(10, 0, 16299);
    /// Windows 10, version 2004: what drivers are built for where nothing else is said.
    pub const WINDOWS_10_2004: Self = Self::new(10, 0, 19041);
    /// Windows 11, version 24H2.
    pub const WINDOWS_11_24H2: Self = Self::new(10, 0, 26100);

    /// The version with these numbers.
    #[must_use]
    pub const fn new(major: u32, minor: u32, build: u32) -> Self {
        Self {
            major,
            minor,
            build,
        }
    }
}

impl fmt::Display for OsVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.build)
    }
}

/// The text is no Windows version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAVersion(pub String);

impl fmt::Display for NotAVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no Windows version; write it as 10.0.22621",
            self.0
        )
    }
}

impl std::error::Error for NotAVersion {}

impl FromStr for OsVersion {
    type Err = NotAVersion;

    /// Reads `10.0.22621`, and `10.0...22621` as decorations have it.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut numbers = text.split('.').filter(|it| !it.is_empty()).map(str::parse);
        let version = match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(build))) => Self::new(major, minor, build),
            _ => return Err(NotAVersion(text.to_owned())),
        };
        match numbers.next() {
            None => Ok(version),
            Some(_) => Err(NotAVersion(text.to_owned())),
        }
    }
}

/// `NT[arch][.major[.minor[.product[.suite[.build]]]]]` behind a section name.
///
/// See [INF Manufacturer section](https://learn.microsoft.com/windows-hardware/drivers/install/inf-manufacturer-section).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// The architecture; absent means x86 for everything newer than Windows Server 2003 SP1.
    pub arch: Option<Arch>,
    /// Lowest major OS version.
    pub major: Option<u32>,
    /// Lowest minor OS version.
    pub minor: Option<u32>,
    /// Workstation, domain controller or server.
    pub product_type: Option<u32>,
    /// Product suites.
    pub suite_mask: Option<u32>,
    /// Lowest build, compared when major and minor equal those of the OS.
    pub build: Option<u32>,
}

impl Decoration {
    /// Reads a decoration without its leading dot; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.get(..2).filter(|it| it.eq_ignore_ascii_case("NT"))?;
        let mut pieces = text[head.len()..].split('.');
        let arch = match pieces.next()? {
            "" => None,
            name => Some(name.parse().ok()?),
        };
        let mut number = || match pieces.next() {
            None | Some("") => Some(None),
            Some(digits) => number(digits)
                .and_then(|it| u32::try_from(it).ok())
                .map(Some),
        };
        let decoration = Self {
            arch,
            major: number()?,
            minor: number()?,
            product_type: number()?,
            suite_mask: number()?,
            build: number()?,
        };
        pieces.next().is_none().then_some(decoration)
    }

    /// Whether a section so decorated is for `os` on `arch`.
    #[must_use]
    pub fn applies_to(&self, arch: Arch, os: OsVersion) -> bool {
        let floor = (self.major.unwrap_or(0), self.minor.unwrap_or(0));
        let version = (os.major, os.minor);
        self.arch.unwrap_or(Arch::X86) == arch
            && (floor < version || floor == version && self.build.unwrap_or(0) <= os.build)
    }

    /// Orders decorations that apply to the same OS: the highest is the closest.
    pub(crate) fn closeness(&self) -> impl Ord + use<> {
        let version = (self.major, self.minor, self.build);
        (
            version,
            self.product_type.is_some(),
            self.suite_mask.is_some(),
        )
    }
}

/// A number of the INF language: decimal or `0x`, perhaps negative.
#[must_use]
pub fn number(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let magnitude = match digits.get(..2) {
        Some("0x" | "0X") => i64::from_str_radix(&digits[2..], 16),
        _ => digits.parse(),
    };
    // `parse` would take a second sign.
    let unsigned = !digits.contains(['+', '-']);
    magnitude
        .ok()
        .filter(|_| unsigned)
        .map(|it| if negative { -it } else { it })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_are_read() {
        let modern = Decoration::parse("NTamd64.10.0...16299").unwrap();
        assert_eq!(modern.arch, Some(Arch::Amd64));
        assert_eq!(
            (modern.major, modern.minor, modern.build),
            (Some(10), Some(0), Some(16299))
        );
        assert_eq!((modern.product_type, modern.suite_mask), (None, None));
        assert_eq!(Decoration::parse("nt"), Some(Decoration::default()));
        assert_eq!(
            Decoration::parse("NT.6.1.0x1").unwrap().product_type,
            Some(1)
        );
        for wrong in [
            "",
            "N",
            "NT$ARCH$",
            "NTamd64.10.0...16299.1",
            "NT.x",
            "Services",
            "NT.-1",
        ] {
            assert_eq!(Decoration::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_build_counts_only_when_major_and_minor_are_equal() {
        let on = |text: &str, os| Decoration::parse(text).unwrap().applies_to(Arch::Amd64, os);
        let os = OsVersion::WINDOWS_10_1709;
        assert!(on("NTamd64", os));
        assert!(on("NTamd64.10.0...16299", os));
        assert!(!on("NTamd64.10.0...17134", os));
        assert!(on("NTamd64.6.1...99999", os));
        assert!(!on("NTamd64.11", os));
        assert!(!on("NTarm64", os));
        assert!(!on("NT", os));
    }

    #[test]
    fn numbers_are_decimal_or_hexadecimal() {
        assert_eq!(number("0x00000002"), Some(2));
        assert_eq!(number("-1"), Some(-1));
        for wrong in [
            "",
            "x",
            "--1",
            "+1",
            "-",
            "0x",
            "1.5",
            "99999999999999999999",
        ] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
