//! Numbered directories (DIRIDs): the Driver Store, deprecated and tolerated ones.

use super::rules::RuleSet;
use crate::target::OsVersion;

/// The directory of the package in the Driver Store.
pub(super) const DRIVER_STORE: i64 = 13;
/// The first Windows whose drivers run from there: 10, version 1709.
pub(super) const SINCE: OsVersion = OsVersion::WINDOWS_10_1709;
/// The first whose UMDF drivers and firmware updates do: 10, version 1803.
pub(super) const SINCE_FOR_ALL: OsVersion = OsVersion::new(10, 0, 17134);

/// Whether directory `dirid` is deprecated since Windows 11, version 24H2.
///
/// See [Using dirids](https://learn.microsoft.com/windows-hardware/drivers/install/using-dirids).
pub(super) fn is_deprecated(dirid: i64) -> bool {
    const DEPRECATED: [i64; 23] = [
        -1, 1, 17, 18, 20, 21, 24, 25, 30, 50, 53, 54, 65535, 16406, 16407, 16408, 16409, 16415,
        16419, 16429, 16430, 2, 3,
    ];
    DEPRECATED.contains(&dirid)
}

/// What `/h` still tolerates beside 13, as of April 2024.
///
/// See [InfVerif /h](https://learn.microsoft.com/windows-hardware/drivers/devtest/infverif_h).
const TOLERATED: [i64; 17] = [
    10, 11, 12, 23, 51, 52, 55, 16422, 16425, 16426, 16427, 16428, 66000, 66001, 66002, 66003,
    66004,
];

/// Whether the rule set lets files go to `dirid`.
pub(super) fn is_tolerated(rules: RuleSet, dirid: i64) -> bool {
    rules == RuleSet::Signature && TOLERATED.contains(&dirid)
}
