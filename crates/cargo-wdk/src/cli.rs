//! The arguments. Names that windows-drivers-rs's cargo-wdk has mean the same here.

use std::{fmt, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;
use wdk_build::CpuArchitecture;
use wdk_inf::check::RuleSet;

use crate::{cat, inf, sign};

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Good = 0,
    /// The driver, its package or a file given is wrong.
    Wrong = 1,
    /// This machine lacks something; `cargo wdk setup` may get it.
    Lacking = 3,
}

const EXIT_CODES: &str = "Exit codes:
  0  all is well
  1  the driver, its package or a file given is wrong
  2  the arguments are wrong
  3  this machine lacks something; see `cargo wdk doctor`";

#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", styles = clap_styles())]
pub enum Cargo {
    Wdk(Wdk),
}

/// Windows kernel drivers in Rust, on any system.
#[derive(Args)]
#[command(version, after_help = EXIT_CODES)]
pub struct Wdk {
    #[command(subcommand)]
    pub command: Command,
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON value on standard output.
    Json,
    /// For code hosts and editors: a SARIF log, from `inf check` alone.
    Sarif,
}

#[derive(Subcommand)]
pub enum Command {
    /// Start a driver project that builds and passes its own simulated test.
    New(New),
    /// Build the driver image, its symbols and its INF, and check them.
    Build(Build),
    /// Install a driver on a simulated machine, use it, pull it out, and say what was found.
    Run(Run),
    /// Build the toaster sample and run it: a driver's life from DriverEntry to unload.
    Demo(Demo),
    /// Work on INF and INX files.
    Inf(inf::Inf),
    /// Build a package and put it into a cabinet, as Microsoft takes it for attestation.
    Package(Package),
    /// Make, show and check catalogs.
    Cat(cat::Cat),
    /// Sign images, catalogs and cabinets.
    Sign(sign::Sign),
    /// Say what this machine can do and what is missing for the rest.
    Doctor,
    /// Install what kernel code needs, where that is possible.
    Setup(Setup),
    /// Stage, install and delete driver packages in a driver store kept in a folder, as pnputil does.
    Store(crate::store::Arguments),
}

#[derive(Args)]
pub struct New {
    /// Where the project is made; the last part is its name.
    pub path: PathBuf,
    /// A KMDF driver (the default).
    #[arg(long, group = "kind")]
    pub kmdf: bool,
    /// An export driver: a kernel-mode DLL, whose functions other drivers import.
    #[arg(long, group = "kind")]
    pub export: bool,
    /// A callout driver of the Windows Filtering Platform.
    #[arg(long, group = "kind")]
    pub wfp: bool,
    /// An NDIS 6 miniport driver: a virtual network adapter.
    #[arg(long, group = "kind")]
    pub ndis: bool,
}

impl New {
    /// The kind that the flags ask for.
    pub fn kind(&self) -> Kind {
        if self.export {
            Kind::Export
        } else if self.ndis {
            Kind::Ndis
        } else if self.wfp {
            Kind::Wfp
        } else {
            Kind::Kmdf
        }
    }
}

/// What kind of driver a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
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

#[derive(Args)]
pub struct Build {
    /// The driver packages; all of the workspace when none is given and the folder belongs to none.
    #[arg(short, long, value_name = "PKG")]
    pub package: Vec<String>,
    /// The processor to build for.
    #[arg(long, value_name = "amd64|arm64", default_value = "amd64")]
    pub target_arch: CpuArchitecture,
    /// The Cargo profile: release, dev, or one of your own.
    #[arg(long, default_value = "release")]
    pub profile: String,
    /// The requirements for the INF, as `inf check --level` has them; without it those that
    /// `inf-level` in [package.metadata.wdk] names, else w.
    #[arg(long, value_name = "k|u|w|h")]
    pub inf_level: Option<RuleSet>,
    /// The driver is a sample, whose INF may use what is reserved.
    #[arg(long)]
    pub sample: bool,
    /// Features to build with.
    #[arg(long, value_name = "FEATURES")]
    pub features: Vec<String>,
    /// Build with all features.
    #[arg(long)]
    pub all_features: bool,
    /// Build without the default feature.
    #[arg(long)]
    pub no_default_features: bool,
    /// Fail when Cargo.lock would change.
    #[arg(long)]
    pub locked: bool,
    /// Sign nothing; Windows installs no such package.
    #[arg(long, conflicts_with_all = ["certificate", "timestamp"])]
    pub no_sign: bool,
    #[command(flatten)]
    pub signer: sign::Signer,
}

impl Build {
    /// What `cargo wdk build --package name` means; without a name, the current folder's package.
    pub fn of(name: Option<&str>) -> Self {
        Self {
            package: name.map(str::to_owned).into_iter().collect(),
            target_arch: CpuArchitecture::Amd64,
            profile: "release".to_owned(),
            inf_level: None,
            sample: false,
            features: Vec::new(),
            all_features: false,
            no_default_features: false,
            locked: false,
            no_sign: false,
            signer: sign::Signer::default(),
        }
    }
}

#[derive(Args)]
pub struct Package {
    #[command(flatten)]
    pub build: Build,
    /// Also write NAME.cab beside the package's folder: folder NAME with .sys, .inf, .pdb and .cat.
    #[arg(long)]
    pub cab: bool,
}

#[derive(Args)]
pub struct Run {
    /// A package folder, a .sys file with its INF beside it, or a driver package of this workspace,
    /// which is built first; that of the current folder when nothing is given.
    #[arg(value_name = "PACKAGE|FILE.sys|PKG")]
    pub subject: Option<String>,
    #[command(flatten)]
    pub simulation: Simulation,
}

#[derive(Args)]
pub struct Simulation {
    /// Schedule threads by this seed instead of letting them take turns.
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many processors the simulated machine has.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub processors: u8,
    /// Tell everything that happens.
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Args)]
pub struct Demo {
    /// Run the source natively even where an image could be built.
    #[arg(long)]
    pub native: bool,
    #[command(flatten)]
    pub simulation: Simulation,
}

#[derive(Args)]
pub struct Setup {
    /// The processors to build for; both when none is given.
    #[arg(long, value_name = "amd64|arm64")]
    pub target_arch: Vec<CpuArchitecture>,
}

fn clap_styles() -> clap::builder::Styles {
    use anstyle::{AnsiColor, Effects};
    let bright = AnsiColor::BrightGreen.on_default().effects(Effects::BOLD);
    let literal = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);
    clap::builder::Styles::styled()
        .header(bright)
        .usage(bright)
        .literal(literal)
}
