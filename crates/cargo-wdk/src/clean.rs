//! `cargo wdk clean`: what was built is removed.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::{
    outcome::Outcome,
    output::{Output, Verbosity},
    project,
    sign::TEST_CERTIFICATE,
};

#[derive(Args)]
pub(crate) struct Clean {
    #[command(flatten)]
    pub(crate) verbosity: Verbosity,
}

pub(crate) fn run(_arguments: &Clean, output: &Output) -> anyhow::Result<Outcome> {
    let metadata = project::metadata()?;
    let target = metadata.target_directory.as_std_path();
    // Machines were made to trust it: another one would have to be brought to each of them.
    let certificate = target.join("wdk").join(TEST_CERTIFICATE);
    let kept = Kept::take(&certificate, metadata.workspace_root.as_std_path())?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg("clean").args(output.cargo_arguments());
    let status = cargo.status();
    let is_kept = kept.is_some();
    if let Some(kept) = kept {
        kept.put_back(&certificate)?;
    }
    if !status.context("cannot run cargo clean")?.success() {
        bail!("cargo clean failed; it says why above");
    }
    output.status("Cleaned", target.display());
    if is_kept {
        output.detail(format_args!(
            "but {}, which machines may trust; remove it to have another one made",
            certificate.display()
        ));
    }
    let kept = is_kept.then_some(&certificate);
    output.json(&serde_json::json!({ "folder": target, "kept": kept }))?;
    Ok(Outcome::Success)
}

/// A file that is out of the way.
struct Kept(tempfile::TempDir);

impl Kept {
    /// Moves `file`, when it is there, into a folder that only its owner can read.
    fn take(file: &Path, near: &Path) -> anyhow::Result<Option<Self>> {
        if !file.exists() {
            return Ok(None);
        }
        let mut builder = tempfile::Builder::new();
        let folder = builder.prefix(".wdk-clean-").tempdir_in(near)?;
        move_file(file, &folder.path().join(TEST_CERTIFICATE))?;
        Ok(Some(Self(folder)))
    }

    fn put_back(self, file: &Path) -> anyhow::Result<()> {
        let place = self.0.path().join(TEST_CERTIFICATE);
        let folder = file.parent().unwrap_or(Path::new(""));
        let back = fs::create_dir_all(folder)
            .map_err(Into::into)
            .and_then(|()| move_file(&place, file));
        if back.is_err() {
            // The key is worth more than a clean folder.
            let kept = self.0.keep();
            return back.with_context(|| format!("the test certificate is in {}", kept.display()));
        }
        Ok(())
    }
}

/// Moves a file, also to another volume.
fn move_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    if fs::rename(from, to).is_err() {
        fs::copy(from, to).with_context(|| format!("cannot write {}", to.display()))?;
        fs::remove_file(from).with_context(|| format!("cannot remove {}", from.display()))?;
    }
    Ok(())
}
