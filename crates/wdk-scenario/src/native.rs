//! A driver that is linked into the program: how `cargo wdk demo` runs a driver's source natively.
//!
//! The program is an example of the driver's package, called `demo`; its `main` is a call of
//! [`main`]. `cargo wdk demo` starts it with the [`Options`] as JSON and reads its [`Line`]s.

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use serde::{Deserialize, Serialize};
use wdk_inf::Inf;
use wdk_sim::{Code, scenario::Scenario};

use crate::{Entry, Options, Verdict, host_arch, run};

/// A line of the program's output.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// Something happened.
    Entry(Entry),
    /// The run is over.
    Verdict(Verdict),
}

/// Plays the scenario `text` of the file called `file` with the driver `code` and the package of
/// `inx`, by the options in the program's first argument, and writes a [`Line`] as JSON for each
/// entry and the verdict.
#[must_use]
pub fn main(inx: &[u8], code: impl Into<Code>, file: &str, text: &str) -> ExitCode {
    match try_main(inx, code.into(), file, text) {
        Ok(verdict) if verdict.is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn try_main(
    inx: &[u8],
    code: Code,
    file: &str,
    text: &str,
) -> Result<Verdict, Box<dyn std::error::Error>> {
    let options: Options = match env::args().nth(1) {
        Some(text) => serde_json::from_str(&text)?,
        None => Options::default(),
    };
    let scenario = Scenario::parse(file, text)?;
    let inf = Inf::from_inx(inx, host_arch())?;
    let mut output = io::stdout().lock();
    let mut written = Ok(());
    let verdict = run(&inf, code, &scenario, &options, |entry| {
        if written.is_ok() {
            written = write(&mut output, &Line::Entry(entry));
        }
    })?;
    written?;
    write(&mut output, &Line::Verdict(verdict.clone()))?;
    Ok(verdict)
}

fn write(output: &mut impl io::Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}
