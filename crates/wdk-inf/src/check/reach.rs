//! Where a section installs: architectures, Windows versions.

use crate::target::{Arch, Decoration, OsVersion};

/// A set of architectures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Archs(u8);

impl Archs {
    const ALL: [Arch; 5] = [Arch::X86, Arch::Amd64, Arch::Arm, Arch::Arm64, Arch::Ia64];

    pub(super) const fn only(arch: Arch) -> Self {
        Self(1 << arch as u8)
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Arch> {
        Self::ALL
            .into_iter()
            .filter(move |it| self.contains(Self::only(*it)))
    }
}

/// The machines that a section installs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) archs: Archs,
    /// The oldest Windows.
    pub(super) floor: OsVersion,
    /// The newest Windows; none of the following have it otherwise.
    pub(super) ceiling: OsVersion,
    /// Held against the rules of isolation.
    pub(super) isolated: bool,
    /// For old Windows versions alone, as `LegacyUninstall`.
    pub(super) legacy: bool,
}

/// Newer than every Windows.
pub(super) const NEWEST: OsVersion = OsVersion::new(u32::MAX, 0, 0);

impl Reach {
    /// Whether some machine is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let archs = self.archs.0 & other.archs.0 != 0;
        archs && self.floor <= other.ceiling && other.floor <= self.ceiling
    }

    /// Whether checking for `self` says all there is to say for `other`.
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.archs.contains(other.archs)
            && self.floor <= other.floor
            && (self.isolated || !other.isolated)
            && (!self.legacy || other.legacy)
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            archs: self.archs.union(other.archs),
            floor: self.floor.min(other.floor),
            ceiling: self.ceiling.max(other.ceiling),
            isolated: self.isolated || other.isolated,
            legacy: self.legacy && other.legacy,
        }
    }
}

/// The oldest Windows that a decoration takes.
pub(super) fn floor(decoration: &Decoration) -> OsVersion {
    OsVersion::new(
        decoration.major.unwrap_or(0),
        decoration.minor.unwrap_or(0),
        decoration.build.unwrap_or(0),
    )
}

/// The Windows just before `version`.
pub(super) fn before(version: OsVersion) -> OsVersion {
    let OsVersion {
        major,
        minor,
        build,
    } = version;
    match (minor, build) {
        (_, 1..) => OsVersion::new(major, minor, build - 1),
        (1.., 0) => OsVersion::new(major, minor - 1, u32::MAX),
        (0, 0) => OsVersion::new(major.saturating_sub(1), u32::MAX, u32::MAX),
    }
}
