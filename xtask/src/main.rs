//! Repository chores: `cargo xtask <command>`.

mod abi;
mod arm64;
mod coverage;
mod deps;
mod docs;
mod features;
mod format;
mod layout;
mod miri;
mod nt;
mod oldest;
mod picture;
mod rules;
mod rustup;
mod safety;
mod states;
mod support;
#[cfg(test)]
mod tasks;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Repository chores")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the files that are generated from the descriptions of the ABI.
    Abi(abi::Arguments),
    /// Runs the tests of pure crates as ARM64 code.
    Arm64,
    /// Prints what exists of each function of the framework: raw, safe, framework.
    Coverage(coverage::Arguments),
    /// Checks who imports whom.
    Deps,
    /// Checks that every link and file name in the documents leads somewhere.
    Docs,
    /// Compiles `wdk-sys` and `wdk` with each feature alone, with none and with all.
    Features,
    /// Has a C compiler check the structures against the DDK headers.
    Layout(layout::Arguments),
    /// Has Miri look for undefined behaviour in pure code.
    Miri,
    /// Checks that `wdk-sys` declares what Microsoft's samples call.
    NtCoverage,
    /// Compiles the workspace with the oldest compiler that it promises to support.
    Oldest,
    /// Draws what `cargo wdk demo` prints.
    Picture,
    /// Prints Microsoft's rules for KMDF drivers, and what checks them.
    Rules(rules::Arguments),
    /// Counts the `// SAFETY:` comments that repeat each other.
    Safety(safety::Arguments),
    /// Prints the framework's state machines, and draws them for the documentation.
    States(states::Arguments),
    /// Writes how far the simulated machine supports each export into its README.
    Support(support::Arguments),
    /// Runs every test, in every world that this machine offers.
    Test(test::Arguments),
}

fn main() -> anyhow::Result<ExitCode> {
    let result = match Arguments::parse().command {
        Command::Abi(arguments) => abi::run(&arguments),
        Command::Arm64 => arm64::run(),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Deps => deps::run(),
        Command::Docs => docs::run(),
        Command::Features => features::run(),
        Command::Layout(arguments) => layout::run(&arguments),
        Command::Miri => miri::run(),
        Command::NtCoverage => nt::run(),
        Command::Oldest => oldest::run(),
        Command::Picture => picture::run(),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Safety(arguments) => safety::run(&arguments),
        Command::States(arguments) => states::run(&arguments),
        Command::Support(arguments) => support::run(&arguments),
        Command::Test(arguments) => return test::run(&arguments),
    };
    result.map(|()| ExitCode::SUCCESS)
}
