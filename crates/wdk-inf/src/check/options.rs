//! What a file is held against.

use super::{product::Product, rules::RuleSet};
use crate::target::{Decoration, OsVersion};

/// What an INF is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which requirements: InfVerif's `/k`, `/u`, `/w` or `/h`.
    pub rules: RuleSet,
    /// The Windows version whose rules are used; the newest when absent. InfVerif's `/rulever`.
    pub rule_version: Option<OsVersion>,
    /// Only Models sections that this target takes: InfVerif's `/osver`.
    pub target: Option<Decoration>,
    /// The only provider that is allowed: InfVerif's `/provider`.
    pub provider: Option<String>,
    /// What `stampinf` fills in counts as there: InfVerif's `/stampinf`, for an `.inx`.
    pub unstamped: bool,
    /// The version of KMDF that the driver is built for, when that is known: what an INF says
    /// itself must be the same.
    pub kmdf: Option<(u32, u32)>,
    /// The build number that `$FLOOR$` stands for in an `.inx`; that of Windows 10 2004 when absent.
    pub floor: Option<u32>,
    /// What Microsoft's samples may do is allowed: InfVerif's `/samples`.
    pub samples: bool,
    /// From which build of Windows 10 on sections have to be isolated under `/w`; 17763 when absent.
    /// InfVerif's `/wbuild`.
    pub isolated_from: Option<u32>,
    /// What INF files of Windows may do is allowed: InfVerif's `/msft`.
    pub microsoft: bool,
    /// Warnings that are left out: InfVerif's `/sw`. Errors stay.
    pub suppressed: Vec<u16>,
    /// What the Windows has that the package is for: InfVerif's `/product`.
    pub product: Option<Product>,
}
