//! What a project of each kind starts with: the files of `templates/`.

use std::fmt;

use serde::Serialize;

/// What kind of driver a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Kmdf,
    Export,
    Wfp,
    Ndis,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kmdf => "KMDF driver",
            Self::Export => "export driver",
            Self::Wfp => "callout driver",
            Self::Ndis => "NDIS miniport driver",
        })
    }
}

/// A file of a project: where it goes, and its text. Both have placeholders.
type File = (&'static str, &'static str);

/// What a workspace root alone may say.
pub(crate) const PROFILE: &str = include_str!("../../templates/common/profile.toml");

/// Files that all projects share.
const COMMON: [File; 2] = [
    ("build.rs", include_str!("../../templates/common/build.rs")),
    (".gitignore", "/target\n"),
];

/// The files of one folder of `templates/`. The manifests have another name there: Cargo looks for
/// each `Cargo.toml` of a repository that a project depends on.
macro_rules! files {
    ($kind:literal) => {
        [
            ("Cargo.toml", files!($kind, "manifest.toml")),
            ("src/lib.rs", files!($kind, "lib.rs")),
            ("tests/machine.rs", files!($kind, "machine.rs")),
            ("{{name}}.inx", files!($kind, "driver.inx")),
            ("README.md", files!($kind, "README.md")),
        ]
    };
    ($kind:literal, $file:literal) => {
        include_str!(concat!("../../templates/", $kind, "/", $file))
    };
}

const KMDF: [File; 5] = files!("kmdf");
const EXPORT: [File; 5] = files!("export");
const WFP: [File; 5] = files!("wfp");
const NDIS: [File; 5] = files!("ndis");

/// What the test and `cargo wdk run` play. An export driver has none: drivers that import from it
/// load it.
const fn scenario(kind: Kind) -> Option<File> {
    let text = match kind {
        Kind::Kmdf => files!("kmdf", "driver.scenario"),
        Kind::Wfp => files!("wfp", "driver.scenario"),
        Kind::Ndis => files!("ndis", "driver.scenario"),
        Kind::Export => return None,
    };
    Some(("{{name}}.scenario", text))
}

/// The files of a project, the shared ones first.
pub(crate) fn files(kind: Kind) -> impl Iterator<Item = File> {
    let own = match kind {
        Kind::Kmdf => KMDF,
        Kind::Export => EXPORT,
        Kind::Wfp => WFP,
        Kind::Ndis => NDIS,
    };
    COMMON.into_iter().chain(own).chain(scenario(kind))
}
