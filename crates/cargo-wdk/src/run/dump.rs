//! The crash dump of a run.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use wdk_sim::NoDump;

use crate::{file, output::Output};

/// How much of the machine's memory a dump has.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DumpKind {
    /// Images, pool and stack, as in MEMORY.DMP.
    #[default]
    Kernel,
    /// The stack and what the driver adds by itself, as in C:\Windows\Minidump.
    Triage,
}

/// Writes the crash dump of a run that ended in a bug check, and says where it is.
pub(super) fn write(
    path: &Path,
    dump: Result<Vec<u8>, NoDump>,
    output: &Output,
) -> anyhow::Result<Option<PathBuf>> {
    let bytes = match dump {
        Ok(bytes) => bytes,
        Err(NoDump::NoBugCheck) => {
            output.status(
                "No dump",
                format_args!(
                    "{}: the run did not end in a bug check, so nothing was written",
                    path.display()
                ),
            );
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    file::write(path, &bytes)?;
    output.status("Dump", path.display());
    output.detail(format_args!(
        "`cargo wdk analyze {}` reads it",
        path.display()
    ));
    Ok(Some(path.to_owned()))
}
