//! What a project of each kind starts with: the files of `templates/`, and the words for what they
//! share.

use std::fmt;

use serde::Serialize;

/// What kind of driver a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Kmdf,
    Wdm,
    Export,
    Wfp,
    Ndis,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kmdf => "KMDF driver",
            Self::Wdm => "WDM driver",
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

/// Continuous integration on GitHub.
pub(super) const GITHUB: &str = include_str!("../../templates/common/github.yml");

/// Files that all projects share.
const COMMON: [File; 5] = [
    ("build.rs", include_str!("../../templates/common/build.rs")),
    (".gitignore", "/target\n"),
    (
        "README.md",
        include_str!("../../templates/common/README.md"),
    ),
    (
        ".vscode/launch.json",
        include_str!("../../templates/common/launch.json"),
    ),
    (
        ".vscode/extensions.json",
        include_str!("../../templates/common/extensions.json"),
    ),
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
        ]
    };
    ($kind:literal, $file:literal) => {
        include_str!(concat!("../../templates/", $kind, "/", $file))
    };
}

const KMDF: [File; 4] = files!("kmdf");
const WDM: [File; 4] = files!("wdm");
const EXPORT: [File; 4] = files!("export");
const WFP: [File; 4] = files!("wfp");
const NDIS: [File; 4] = files!("ndis");

/// What the test and `cargo wdk run` play. An export driver has none: drivers that import from it
/// load it.
const fn scenario(kind: Kind) -> Option<File> {
    let text = match kind {
        Kind::Kmdf => files!("kmdf", "driver.scenario"),
        Kind::Wdm => files!("wdm", "driver.scenario"),
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
        Kind::Wdm => WDM,
        Kind::Export => EXPORT,
        Kind::Wfp => WFP,
        Kind::Ndis => NDIS,
    };
    COMMON.into_iter().chain(own).chain(scenario(kind))
}

/// What the files that all kinds share say about this one, by placeholder; with placeholders.
pub(super) fn words(kind: Kind) -> [(&'static str, &'static str); 8] {
    let device = "rem devgen.exe comes with the WDK; it makes the device:\n\
                  devgen /add /hardwareid root\\{{name}}";
    let service = "sc start {{name}}";
    let (intro, first_test, start) = match kind {
        Kind::Kmdf => (
            "A KMDF driver in safe Rust: a device that keeps what was written last.",
            "what_was_written_is_read",
            device,
        ),
        Kind::Wdm => (
            "A WDM driver in safe Rust: `\\\\.\\{{name}}` keeps what was written last.",
            "what_was_written_is_read",
            service,
        ),
        Kind::Export => (
            "An export driver (kernel-mode DLL) in safe Rust. A driver in Rust that imports from it \
             depends on\nthis crate with the feature `import`; one in C links `{{name}}.lib`, \
             which the build puts beside the package.",
            "it_is_loaded_while_a_driver_imports_from_it",
            "rem Windows loads it with the first driver that imports from it.",
        ),
        Kind::Wfp => (
            "A callout driver in safe Rust: a firewall that blocks one TCP port, which \
             `{{name}}.inx` names.",
            "the_port_is_blocked_while_the_driver_runs",
            service,
        ),
        Kind::Ndis => (
            "An NDIS miniport driver in safe Rust: a virtual Ethernet adapter.",
            "what_is_sent_comes_back",
            device,
        ),
    };
    let scenario_row = match kind {
        Kind::Export => "",
        _ => {
            "| `{{name}}.scenario` | what a program does with the driver, for `cargo test` and `cargo wdk run` |\n"
        }
    };
    let tests = match kind {
        Kind::Export => {
            "runs the driver on a simulated machine, with a driver that imports from it, and builds the image"
        }
        _ => {
            "runs the driver on a simulated machine, linked into the test and as the built `.sys`, and plays `{{name}}.scenario`"
        }
    };
    let run = match kind {
        Kind::Export => {
            "runs the package of a driver that imports from this one; this one alone does not run"
        }
        _ => {
            "installs what was built on a simulated machine, plays `{{name}}.scenario` and shows what happens"
        }
    };
    let versions = match kind {
        Kind::Kmdf | Kind::Wfp => " and the versions of KMDF that it takes",
        _ => "",
    };
    let package_files = "`{{name}}.sys`, `.pdb`, `.inf`, `.cat` and the certificate";
    [
        ("intro", intro),
        ("tests", tests),
        ("run", run),
        ("scenario_row", scenario_row),
        ("versions", versions),
        ("package_files", package_files),
        ("first_test", first_test),
        ("start", start),
    ]
}
