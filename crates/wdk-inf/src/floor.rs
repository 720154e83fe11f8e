//! The oldest Windows that a package's INF lets install it.

use std::ops::Range;

use crate::{
    model::Inf,
    target::{Arch, Decoration, OsVersion},
};

/// A decoration in `[Manufacturer]` that is for an architecture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The decoration as written, for example `NTamd64.10.0...19041`.
    pub decoration: String,
    /// The oldest Windows that it selects; all zero when it names none.
    pub windows: OsVersion,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its place in the text.
    pub span: Range<usize>,
}

impl Inf {
    /// What the lines of `[Manufacturer]` name for `arch`, oldest Windows first. Empty for an INF
    /// without devices: a `DefaultInstall` section names no Windows.
    #[must_use]
    pub fn reaches(&self, arch: Arch) -> Vec<Reach> {
        let mut reaches = Vec::new();
        for line in self.lines("Manufacturer") {
            for at in 1..line.fields.len() {
                let written = self.expand(line, at);
                let Some(decoration) = Decoration::parse(&written) else {
                    continue;
                };
                if decoration.arch.unwrap_or(Arch::X86) != arch {
                    continue;
                }
                let span = line.fields[at].span.clone();
                reaches.push(Reach {
                    windows: OsVersion::new(
                        decoration.major.unwrap_or(0),
                        decoration.minor.unwrap_or(0),
                        decoration.build.unwrap_or(0),
                    ),
                    decoration: written,
                    line: 1 + self.text()[..span.start].matches('\n').count(),
                    span,
                });
            }
        }
        reaches.sort_by_key(|it| it.windows);
        reaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(manufacturer: &str) -> Vec<(String, u32, usize)> {
        let text =
            format!("[Version]\nSignature=\"$Windows NT$\"\n[Manufacturer]\n{manufacturer}\n");
        let inf = Inf::parse(text.as_bytes()).unwrap();
        let of = |it: Reach| (it.decoration, it.windows.build, it.line);
        inf.reaches(Arch::Amd64).into_iter().map(of).collect()
    }

    #[test]
    fn the_oldest_windows_of_the_architecture_comes_first() {
        let found =
            reaches("x=M,NTamd64.10.0...19041,NTarm64.10.0...16299\ny=N,NTamd64.10.0...17763");
        let expected = [
            ("NTamd64.10.0...17763", 17763, 5),
            ("NTamd64.10.0...19041", 19041, 4),
        ];
        assert_eq!(
            found,
            expected.map(|(text, build, line)| (text.to_owned(), build, line))
        );
    }

    #[test]
    fn a_decoration_without_a_version_is_for_every_windows() {
        assert_eq!(reaches("x=M,NTamd64"), [("NTamd64".to_owned(), 0, 4)]);
        assert!(reaches("x=M,NT").is_empty());
    }
}
