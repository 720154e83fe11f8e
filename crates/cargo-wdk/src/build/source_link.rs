//! Source Link: a map in the PDB from the names of sources to addresses where a debugger gets them.
//!
//! See [Source Link](https://learn.microsoft.com/cpp/build/reference/sourcelink). LLVM's linker has
//! no option for it, but one for the stream of the PDB in which Microsoft's puts the map.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use serde_json::json;
use wdk_build::toolchain::Compiler;

use crate::{
    file,
    project::{Driver, SOURCE_NAME},
};

/// The stream's name.
pub(super) const STREAM: &str = "sourcelink$1";

/// Writes the map below `folder`, when something is known: of Rust's libraries by the commit of the
/// compiler, of the driver by its package's `repository` and the commit that is checked out.
pub(super) fn write(
    driver: &Driver,
    compiler: &Compiler,
    folder: &Path,
) -> anyhow::Result<Option<PathBuf>> {
    let mut documents = BTreeMap::new();
    if let Some(commit) = &compiler.commit {
        let name = format!("{}/*", compiler.rust_sources_name());
        let address = format!("https://raw.githubusercontent.com/rust-lang/rust/{commit}/*");
        documents.insert(name, address);
    }
    let checkout = driver.sources.iter().find(|(_, name)| *name == SOURCE_NAME);
    let checkout = checkout.and_then(|(folder, _)| Checkout::of(folder));
    let commit = checkout.as_ref().map(|it| it.commit.clone());
    if let (Some(repository), Some(checkout)) = (&driver.repository, checkout)
        && let Some(address) = address(repository, &checkout)
    {
        documents.insert(format!("{SOURCE_NAME}/*"), address);
    }
    if documents.is_empty() {
        return Ok(None);
    }
    // The commit is in the name: another map is another argument, for which Cargo links anew.
    let commit = commit.unwrap_or_else(|| "none".to_owned());
    let path = folder.join(format!("{}-{commit}.sourcelink.json", driver.name));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let text = json!({ "documents": documents }).to_string();
    file::write(&path, text.as_bytes())?;
    Ok(Some(path))
}

/// What Git knows of a folder whose files are as they were committed.
struct Checkout {
    commit: String,
    /// The folder's path in the repository, which ends in a slash unless it is empty.
    prefix: String,
}

impl Checkout {
    fn of(folder: &Path) -> Option<Self> {
        let git = |arguments: &[&str]| {
            let output = Command::new("git")
                .args(arguments)
                .current_dir(folder)
                .output()
                .ok()?;
            output
                .status
                .success()
                .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        };
        // A file that differs is not what the address leads to.
        if !git(&["status", "--porcelain", "--untracked-files=no", "."])?.is_empty() {
            return None;
        }
        let answer = git(&["rev-parse", "HEAD", "--show-prefix"])?;
        let mut lines = answer.lines();
        Some(Self {
            commit: lines.next()?.to_owned(),
            prefix: lines.next().unwrap_or_default().to_owned(),
        })
    }
}

/// Where the files of a repository are as plain text, for the hosts whose addresses are known.
fn address(repository: &str, checkout: &Checkout) -> Option<String> {
    let Checkout { commit, prefix } = checkout;
    let path = repository.strip_prefix("https://")?;
    let path = path.trim_end_matches('/').trim_end_matches(".git");
    let (host, path) = path.split_once('/')?;
    // The address of a folder in a repository is no repository.
    let whole = path.split('/').count() == 2;
    match host {
        "github.com" if whole => Some(format!(
            "https://raw.githubusercontent.com/{path}/{commit}/{prefix}*"
        )),
        "gitlab.com" if !path.contains("/-/") => Some(format!(
            "https://gitlab.com/{path}/-/raw/{commit}/{prefix}*"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_the_commit() {
        let checkout = Checkout {
            commit: "abc".to_owned(),
            prefix: "drivers/".to_owned(),
        };
        let address = |it: &str| address(it, &checkout);
        assert_eq!(
            address("https://github.com/me/lamp.git").as_deref(),
            Some("https://raw.githubusercontent.com/me/lamp/abc/drivers/*")
        );
        assert_eq!(
            address("https://gitlab.com/group/part/lamp/").as_deref(),
            Some("https://gitlab.com/group/part/lamp/-/raw/abc/drivers/*")
        );
        for unknown in [
            "https://github.com/me/lamp/tree/main/x",
            "https://example.com/lamp",
            "git@github.com:me/lamp",
            "https://github.com",
        ] {
            assert_eq!(address(unknown), None, "{unknown}");
        }
    }
}
