//! Which of several packages is best for a device.
//!
//! See [How Windows ranks drivers](https://learn.microsoft.com/windows-hardware/drivers/install/how-windows-ranks-drivers--windows-vista-and-later-).

use std::{cmp::Reverse, fmt};

use serde::{Deserialize, Serialize};
use wdk_inf::{Arch, Inf, Install, MatchKind, OsVersion, model::Match};

use super::trust::Signature;

/// A rank as setupapi writes it, `0xSSGGTHHH`; the lowest is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rank(pub u32);

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#010X}", self.0).map(drop)
    }
}

/// How a device's id and a model's id met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdMatch {
    /// The device's id.
    pub id: String,
    /// The identifier score, `THHH`.
    pub score: u32,
    /// The model.
    pub found: Match,
}

/// The best meeting of a device's ids and the models of an INF.
#[must_use]
pub fn match_ids(
    inf: &Inf,
    arch: Arch,
    os: OsVersion,
    hardware: &[String],
    compatible: &[String],
) -> Option<IdMatch> {
    let lists = [(0x0000, hardware), (0x2000, compatible)];
    let ids = lists.iter().flat_map(|(kind, ids)| {
        let numbered = ids.iter().enumerate();
        numbered.map(move |(at, id)| (*kind, at as u32, id))
    });
    let matches = ids.filter_map(|(kind, position, id)| {
        let found = inf.match_hardware_id(arch, os, id)?;
        let score = match (kind, found.kind) {
            (_, MatchKind::HardwareId) => kind + position.min(0xFFF),
            (0, MatchKind::CompatibleId(_)) => 0x1000 + position.min(0xFFF),
            (_, MatchKind::CompatibleId(at)) => {
                0x3000 + position.min(0xFF) + 0x100 * (at as u32).min(0xF)
            }
        };
        let id = id.clone();
        Some(IdMatch { id, score, found })
    });
    matches.min_by_key(|it| it.score)
}

/// The rank of installing `install` on a device whose ids match with `score`.
#[must_use]
pub fn rank(inf: &Inf, install: &Install, signature: &Signature, score: u32) -> Rank {
    let section = install.section.to_ascii_lowercase();
    let signed = match signature {
        Signature::Signed { .. } | Signature::Listed => 0x00,
        Signature::Unsigned if section.contains(".nt") => 0x80,
        Signature::Unsigned => 0xC0,
    };
    let written = inf
        .line(&install.section, "FeatureScore")
        .map(|line| inf.expand(line, 0));
    let feature = written.and_then(|it| {
        let digits = it.to_ascii_lowercase();
        let digits = digits.trim_start_matches("0x").trim_start_matches('x');
        u8::from_str_radix(digits, 16).ok()
    });
    Rank(signed << 24 | u32::from(feature.unwrap_or(0xFF)) << 16 | score)
}

/// A day and a version, as `DriverVer` states them; the later is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DriverVer {
    /// Year, month, day.
    pub date: (u16, u8, u8),
    /// Four numbers.
    pub version: [u16; 4],
}

impl DriverVer {
    /// Reads `mm/dd/yyyy` and `a.b.c.d`; what cannot be read counts as zero.
    #[must_use]
    pub fn read(date: &str, version: &str) -> Self {
        let mut day = date
            .split(['/', '-'])
            .map(|it| it.trim().parse().unwrap_or(0));
        let mut next = || day.next().unwrap_or(0_u16);
        let (month, dayofmonth, year) = (next(), next(), next());
        let mut numbers = version.split('.').map(|it| it.trim().parse().unwrap_or(0));
        Self {
            date: (year, month as u8, dayofmonth as u8),
            version: std::array::from_fn(|_| numbers.next().unwrap_or(0)),
        }
    }

    /// What decides between packages: rank first, then day, then version.
    pub(super) fn key(self, rank: Rank) -> (Rank, Reverse<Self>) {
        (rank, Reverse(self))
    }
}

impl fmt::Display for DriverVer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date;
        let [a, b, c, d] = self.version;
        write!(f, "{month:02}/{day:02}/{year:04} {a}.{b}.{c}.{d}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: &str = "[Version]\nSignature=\"$Windows NT$\"\n[Manufacturer]\nm=M,NTamd64\n\
        [M.NTamd64]\nd=I,A\\hw,A\\one,A\\two\n[I.NTamd64]\nFeatureScore=xFD\n[J]\n";

    fn score(hardware: &[&str], compatible: &[&str]) -> Option<u32> {
        let inf = Inf::parse(INF.as_bytes()).unwrap();
        let own = |ids: &[&str]| ids.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let (hardware, compatible) = (own(hardware), own(compatible));
        let os = OsVersion::WINDOWS_11_24H2;
        match_ids(&inf, Arch::Amd64, os, &hardware, &compatible).map(|it| it.score)
    }

    #[test]
    fn ids_score_as_microsoft_documents() {
        assert_eq!(score(&["A\\HW"], &[]), Some(0x0000));
        assert_eq!(score(&["X", "a\\hw"], &[]), Some(0x0001));
        assert_eq!(score(&["X", "a\\two"], &[]), Some(0x1001));
        assert_eq!(score(&["X"], &["Y", "a\\hw"]), Some(0x2001));
        assert_eq!(score(&["X"], &["Y", "a\\two"]), Some(0x3101));
        assert_eq!(score(&["X"], &["Y"]), None);
        assert_eq!(score(&["a\\two"], &["a\\hw"]), Some(0x1000));
    }

    #[test]
    fn a_rank_has_the_signature_in_front() {
        let inf = Inf::parse(INF.as_bytes()).unwrap();
        let install = |section: &str| Install {
            section: section.to_owned(),
            ..Install::default()
        };
        let signer = "Example".to_owned();
        let signed = Signature::Signed { signer };
        let rank = |section, signature| rank(&inf, &install(section), signature, 0x1002);
        assert_eq!(rank("I.NTamd64", &signed), Rank(0x00FD_1002));
        assert_eq!(rank("I.NTamd64", &Signature::Unsigned), Rank(0x80FD_1002));
        assert_eq!(rank("J", &Signature::Unsigned), Rank(0xC0FF_1002));
        assert_eq!(rank("J", &signed).to_string(), "0x00FF1002");
    }

    #[test]
    fn of_equal_ranks_the_later_day_wins_and_then_the_higher_version() {
        let rank = Rank(0);
        let (old, new) = (
            DriverVer::read("12/31/2024", "9.0.0.0"),
            DriverVer::read("01/01/2025", "1.0.0.0"),
        );
        assert!(new.key(rank) < old.key(rank));
        let newer = DriverVer::read("01/01/2025", "1.0.10.0");
        assert!(newer.key(rank) < new.key(rank));
        assert!(old.key(Rank(0)) < newer.key(Rank(1)));
    }
}
