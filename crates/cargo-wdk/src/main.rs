//! `cargo wdk`: new, build, run and package Windows drivers.
//!
//! Cargo calls `cargo-wdk wdk ...`. Every command is a call into the libraries beside it.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod analyze;
mod build;
mod cat;
mod certificate;
mod clean;
mod cli;
mod clock;
mod compare;
mod debug;
mod demo;
mod doctor;
mod file;
mod fixed;
mod inf;
mod inspect;
mod new;
mod outcome;
mod output;
mod pack;
mod package;
mod project;
mod run;
mod setup;
mod sign;
mod store;
mod submit;

use std::{env, path::Path, process::ExitCode};

use wdk_build::linker::REAL_LINKER;

fn main() -> ExitCode {
    match env::var_os(REAL_LINKER) {
        Some(linker) => link(Path::new(&linker)),
        None => cli::run().into(),
    }
}

/// What rustc calls when `cargo wdk build` made this program the linker.
fn link(linker: &Path) -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    match wdk_build::linker::link(linker, &arguments) {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            output::report(format_args!(
                "cannot link with {}: {error}",
                linker.display()
            ));
            ExitCode::FAILURE
        }
    }
}
