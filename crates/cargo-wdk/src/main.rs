//! `cargo wdk`: new, build, run and package Windows drivers.
//!
//! Cargo calls `cargo-wdk wdk ...`. Every command is a call into the libraries beside it.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod adopt;
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
mod import_libraries;
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

use std::{env, io, path::Path, process::ExitCode};

use wdk_build::{
    CpuArchitecture,
    linker::{Libraries, REAL_LINKER},
};

fn main() -> ExitCode {
    match env::var_os(REAL_LINKER) {
        Some(linker) => link(Path::new(&linker)),
        None => cli::run().into(),
    }
}

/// The libraries that drivers link.
struct OfTheKernel;

impl Libraries for OfTheKernel {
    fn library(&self, name: &str, arch: CpuArchitecture) -> Option<io::Result<Vec<u8>>> {
        import_libraries::library(name, arch)
    }

    fn last(&self) -> &[&str] {
        &import_libraries::DEFAULT
    }
}

/// What rustc calls when `cargo wdk build` made this program the linker.
fn link(linker: &Path) -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    match wdk_build::linker::link(linker, &arguments, &OfTheKernel) {
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
