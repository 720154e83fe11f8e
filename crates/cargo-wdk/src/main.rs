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

use std::{env, path::Path, process::ExitCode};

use clap::{CommandFactory as _, Parser as _, error::ErrorKind};
use wdk_build::linker::REAL_LINKER;

use crate::{
    cli::{Cargo, Command, Format, Outcome},
    output::Output,
};

fn main() -> ExitCode {
    if let Some(linker) = env::var_os(REAL_LINKER) {
        return link(Path::new(&linker));
    }
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

/// What rustc calls when `cargo wdk build` made this program the linker.
fn link(linker: &Path) -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    match wdk_build::linker::link(linker, &arguments) {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot link with {}: {error}", linker.display());
            ExitCode::FAILURE
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
