//! Repository chores: `cargo xtask <command>`.

mod abi;
mod coverage;
mod deps;
mod layout;
mod nt;
mod support;
mod test;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Repository chores")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the Rust side of the KMDF interface from its description.
    Abi(abi::Arguments),
    /// Prints what exists of each function of the framework: raw, safe, framework.
    Coverage(coverage::Arguments),
    /// Checks who imports whom.
    Deps,
    /// Has a C compiler check the structures against the DDK headers.
    Layout(layout::Arguments),
    /// Checks that `wdk-sys` declares what Microsoft's samples call.
    NtCoverage,
    /// Writes how far the simulated machine supports each export into its README.
    Support(support::Arguments),
    /// Runs every test, in every world that this machine offers.
    Test(test::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Abi(arguments) => abi::run(&arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Deps => deps::run(),
        Command::Layout(arguments) => layout::run(&arguments),
        Command::NtCoverage => nt::run(),
        Command::Support(arguments) => support::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
    }
}
