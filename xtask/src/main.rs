//! Repository chores: `cargo xtask <command>`.

mod abi;
mod deps;
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
    /// Checks who imports whom.
    Deps,
    /// Runs every test, in every world that this machine offers.
    Test(test::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Abi(arguments) => abi::run(&arguments),
        Command::Deps => deps::run(),
        Command::Test(arguments) => test::run(&arguments),
    }
}
