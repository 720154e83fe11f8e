//! The list of commands; each command's module has its arguments. Names that windows-drivers-rs's
//! cargo-wdk has mean the same here.

use std::{env, fmt::Display, path::PathBuf};

use anyhow::Context as _;
use clap::{Args, CommandFactory as _, Parser, Subcommand, error::ErrorKind};

use crate::{
    adopt, analyze, build, cat, certificate, clean, compare, debug, demo, doctor, fixed, inf,
    inspect, new,
    outcome::{EXIT_CODES, Outcome},
    output::{Format, Output, Verbosity},
    pack, package, run, setup, sign, store, submit,
};

#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", styles = styles())]
pub(crate) enum Cargo {
    Wdk(Wdk),
}

/// Windows kernel drivers in Rust, on any system.
#[derive(Args)]
#[command(version, after_help = EXIT_CODES)]
pub(crate) struct Wdk {
    #[command(subcommand)]
    command: Command,
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
    /// Work in this folder.
    #[arg(long, global = true, value_name = "FOLDER")]
    cwd: Option<PathBuf>,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Subcommand)]
enum Command {
    /// Start a driver project that builds and passes its own simulated test.
    New(new::New),
    /// Have a driver that was written for windows-drivers-rs take its crates from here.
    Adopt(adopt::Adopt),
    /// Build the driver image, its symbols and its INF, and check them.
    Build(build::Build),
    /// Install a driver on a simulated machine, use its device, remove it, and report what was found.
    Run(run::Run),
    /// Say what a crash dump shows: the bug check in words, the stack with source lines, the driver
    /// at fault, and what to do next.
    Analyze(analyze::Analyze),
    /// Run a driver and its port through the same scenario and the same generated requests, and
    /// report in what they differ.
    Compare(compare::Compare),
    /// Write what WinDbg needs to debug a built driver on a real machine, and say what to type.
    Debug(debug::Debug),
    /// Build and run a sample driver, from DriverEntry to unload: the toaster in this project's
    /// repository, elsewhere a new project that is deleted afterwards.
    Demo(demo::Demo),
    /// Work on INF and INX files.
    Inf(inf::Inf),
    /// Say of any driver image which Windows loads it, and what it is made of.
    Inspect(inspect::Inspect),
    /// Build a package and put it into a cabinet, as Microsoft takes it for attestation.
    Package(package::Package),
    /// Make packages of a folder with INFs and what they install: catalogs, signatures, and a
    /// cabinet. Of any origin; no Cargo project is needed.
    Pack(pack::Pack),
    /// Check a cabinet before it goes to Microsoft's Partner Center, and what comes back.
    Submit(submit::Submit),
    /// Make, show and check catalogs.
    Cat(cat::Cat),
    /// Sign images, catalogs and cabinets.
    Sign(sign::Sign),
    /// Make a test certificate in a file, or show the one that is there.
    Certificate(certificate::Certificate),
    /// Remove what was built, but for the workspace's test certificate.
    Clean(clean::Clean),
    /// Say what this machine can do and what is missing for the rest.
    Doctor,
    /// Install what kernel code needs, where that is possible.
    Setup(setup::Setup),
    /// Stage, install and delete driver packages in a driver store kept in a folder, as pnputil does.
    Store(store::Arguments),
    /// The same store with pnputil's own syntax, texts and exit codes: /add-driver, /enum-devices ...
    Pnputil(store::pnputil::Arguments),
    /// Say why installing failed, by setupapi.dev.log: the line of the INF, the member of the catalog,
    /// and what to do.
    ExplainLog(store::explain::ExplainLog),
}

/// Runs the command that the program's arguments name.
pub(crate) fn run() -> Outcome {
    let Cargo::Wdk(arguments) = Cargo::parse();
    let sarif = matches!(&arguments.command, Command::Inf(it) if it.writes_sarif());
    if arguments.format == Format::Sarif && !sarif {
        refuse("only `inf check` writes SARIF; use --format json");
    }
    if let Some(conflict) = arguments.command.conflict() {
        refuse(conflict);
    }
    if let Command::Run(_) = arguments.command {
        fixed::ensure();
    }
    let verbosity = arguments.verbosity.and(arguments.command.verbosity());
    let output = Output::new(arguments.format, verbosity);
    let outcome = perform(arguments.command, arguments.cwd, &output);
    let outcome = outcome.unwrap_or_else(|error| output.failure(&error));
    output.finish(outcome)
}

/// Ends the program as clap does when arguments do not go together.
fn refuse(message: impl Display) -> ! {
    Cargo::command()
        .error(ErrorKind::ArgumentConflict, message)
        .exit()
}

fn perform(command: Command, cwd: Option<PathBuf>, output: &Output) -> anyhow::Result<Outcome> {
    if let Some(folder) = cwd {
        env::set_current_dir(&folder)
            .with_context(|| format!("cannot work in {}", folder.display()))?;
    }
    match command {
        Command::New(it) => new::run(&it, output),
        Command::Adopt(it) => adopt::run(&it, output),
        Command::Build(it) => build::run(&it, output),
        Command::Run(it) => run::run(&it, output),
        Command::Analyze(it) => analyze::run(&it, output),
        Command::Compare(it) => compare::run(&it, output),
        Command::Debug(it) => debug::run(&it, output),
        Command::Demo(it) => demo::run(&it, output),
        Command::Inf(it) => inf::run(&it, output),
        Command::Inspect(it) => inspect::run(&it, output),
        Command::Package(it) => package::run(&it, output),
        Command::Pack(it) => pack::run(&it, output),
        Command::Submit(it) => submit::run(&it, output),
        Command::Cat(it) => cat::run(&it, output),
        Command::Sign(it) => sign::run(&it, output),
        Command::Certificate(it) => certificate::run(&it, output),
        Command::Clean(it) => clean::run(&it, output),
        Command::Doctor => doctor::run(output),
        Command::Setup(it) => setup::run(&it, output),
        Command::Store(it) => store::run(&it, output),
        Command::Pnputil(it) => store::pnputil::run(&it, output),
        Command::ExplainLog(it) => store::explain::run(&it, output),
    }
}

impl Command {
    /// What is said of the verbosity behind the command's name.
    fn verbosity(&self) -> Verbosity {
        match self {
            Self::Analyze(it) => it.verbosity,
            Self::Build(it) => it.verbosity,
            Self::Package(it) => it.build.verbosity,
            Self::Run(it) => it.simulation.verbosity,
            Self::Demo(it) => it.simulation.verbosity,
            Self::Clean(it) => it.verbosity,
            _ => Verbosity::default(),
        }
    }

    /// Arguments that do not go together, beyond what clap can be told.
    fn conflict(&self) -> Option<&'static str> {
        match self {
            Self::Build(it) => it.conflict(),
            Self::Package(it) => it.build.conflict(),
            _ => None,
        }
    }
}

fn styles() -> clap::builder::Styles {
    use anstyle::{AnsiColor, Effects};
    let bright = AnsiColor::BrightGreen.on_default().effects(Effects::BOLD);
    let literal = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);
    clap::builder::Styles::styled()
        .header(bright)
        .usage(bright)
        .literal(literal)
}
