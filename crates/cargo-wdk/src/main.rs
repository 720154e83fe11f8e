//! `cargo wdk`: new, build, run and package Windows drivers.
//!
//! Cargo calls `cargo-wdk wdk ...`. Every command is a call into the libraries beside it.
#![forbid(unsafe_code)]

mod build;
mod cabinet;
mod cat;
mod cli;
mod doctor;
mod inf;
mod new;
mod output;
mod project;
mod run;
mod scenario;
mod setup;
mod sign;
mod store;
mod story;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _, error::ErrorKind};

use crate::{
    cli::{Cargo, Command, Format, Outcome},
    output::Output,
};

fn main() -> ExitCode {
    let Cargo::Wdk(arguments) = Cargo::parse();
    let sarif = matches!(&arguments.command, Command::Inf(it) if it.writes_sarif());
    if arguments.format == Format::Sarif && !sarif {
        let message = "only `inf check` writes SARIF; use --format json";
        Cargo::command()
            .error(ErrorKind::ArgumentConflict, message)
            .exit();
    }
    let output = Output::new(arguments.format);
    let outcome = match arguments.command {
        Command::New(it) => new::run(&it, &output),
        Command::Build(it) => build::run(&it, &output),
        Command::Run(it) => run::run(&it, &output),
        Command::Demo(it) => run::demo(&it, &output),
        Command::Inf(it) => inf::run(&it, &output),
        Command::Package(it) => cabinet::run(&it, &output),
        Command::Cat(it) => cat::run(&it, &output),
        Command::Sign(it) => sign::run(&it, &output),
        Command::Doctor => doctor::run(&output),
        Command::Setup(it) => setup::run(&it, &output),
        Command::Store(it) => store::run(&it, &output),
    };
    outcome
        .unwrap_or_else(|error| output.failure(&error))
        .into()
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
