//! Where a project takes this repository's crates from.
//!
//! On crates.io, crates of other people have the names of six of them. So a project depends on the
//! repository: on the checkout that it stands in, else on the commit that this program was built
//! from.

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;

use super::address;
use crate::output::Output;

/// The commit that this program was built from.
const COMMIT: Option<&str> = option_env!("WDK_SOURCE_COMMIT");
/// The remote of the checkout that it was built in.
const REMOTE: Option<&str> = option_env!("WDK_SOURCE_URL");

#[derive(Args, Debug, Default)]
pub(crate) struct SourceArguments {
    /// Take the crates from this repository, or from the checkout in this folder, instead of the
    /// repository that this program was built from.
    #[arg(long, value_name = "URL|PATH")]
    source: Option<String>,
    /// The commit of URL to use; that which this program was built from when not given.
    #[arg(long, value_name = "COMMIT", requires = "source")]
    rev: Option<String>,
}

/// Where the crates come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Source {
    /// A repository at a commit; without one, the newest of its main branch.
    Git { url: String, rev: Option<String> },
    /// A checkout, as the user named it or as the project's folder reaches it.
    Path(PathBuf),
}

impl Source {
    /// The source for a project in `project` that `arguments` name.
    pub(crate) fn of(
        arguments: &SourceArguments,
        project: &Path,
        output: &Output,
    ) -> anyhow::Result<Self> {
        match &arguments.source {
            Some(source) => Self::named(source, arguments.rev.as_deref()),
            None => match checkout_above(project) {
                Some(checkout) => Ok(Self::Path(checkout)),
                None => Self::of_this_program(output),
            },
        }
    }

    fn named(source: &str, rev: Option<&str>) -> anyhow::Result<Self> {
        let folder = Path::new(source);
        let rev_given = rev.is_some();
        let rev = rev.or(COMMIT).map(str::to_owned);
        if folder.is_dir() {
            if rev_given || !is_checkout(folder) {
                return Self::repository(folder, rev);
            }
            return Ok(Self::Path(folder.to_owned()));
        }
        let url = address::url(source);
        Ok(Self::Git {
            url: url.with_context(|| format!("{source} is neither a folder nor a URL"))?,
            rev,
        })
    }

    /// The Git repository in `folder`, a checkout or a bare one.
    fn repository(folder: &Path, rev: Option<String>) -> anyhow::Result<Self> {
        if !is_checkout(folder) && !folder.join("objects").is_dir() {
            bail!(
                "{} has no crates/wdk; give the folder of this project's checkout",
                folder.display()
            );
        }
        let folder = fs::canonicalize(folder)?;
        let path = folder.to_str().context("its path is not Unicode")?;
        Ok(Self::Git {
            url: address::url(path).context("its path is no address")?,
            rev,
        })
    }

    /// The commit that this program was built from, at an address where it can be fetched.
    pub(crate) fn of_this_program(output: &Output) -> anyhow::Result<Self> {
        let commit = || COMMIT.map(str::to_owned);
        let checkout = built_in();
        if let Some(installed) = installed_from() {
            return Ok(installed);
        }
        match (REMOTE, checkout.as_deref().zip(COMMIT)) {
            (Some(url), Some((checkout, rev))) if is_published(checkout, rev) => Ok(Self::Git {
                url: url.to_owned(),
                rev: Some(rev.to_owned()),
            }),
            // The program stands alone; its remote is where it comes from.
            (Some(url), None) => Ok(Self::Git {
                url: url.to_owned(),
                rev: commit(),
            }),
            (remote, Some((checkout, rev))) => {
                let missing = match remote {
                    Some(url) => format!("{url} does not have the commit {rev} yet"),
                    None => "the checkout of this program has no remote".to_owned(),
                };
                output.warning(
                    "Local",
                    format_args!(
                        "{missing}, so the project depends on {}",
                        checkout.display()
                    ),
                );
                output.detail("--source URL names a repository that others can reach");
                // By the way from the project: an absolute path would hold on this machine only.
                let here = env::current_dir().context("the current folder is not known")?;
                Ok(Self::Path(relative(checkout, &here)))
            }
            (None, None) => bail!(
                "this program was built outside of its Git repository, so it does not know where \
                 the crates are: give --source URL|PATH"
            ),
        }
    }

    /// What follows `name =` in the dependencies of the project in `project`.
    pub(crate) fn dependency(&self, name: &str, project: &Path) -> String {
        match self {
            Self::Git { url, rev: None } => format!("{{ git = {url:?} }}"),
            Self::Git {
                url,
                rev: Some(rev),
            } => format!("{{ git = {url:?}, rev = {rev:?} }}"),
            Self::Path(_) => {
                let folder = self.folder(project).join("crates").join(name);
                format!("{{ path = {} }}", toml_string(&slashes(&folder)))
            }
        }
    }

    /// The checkout as seen from `project`, for a path.
    pub(crate) fn folder(&self, project: &Path) -> PathBuf {
        match self {
            Self::Path(path) if path.is_absolute() => match project.strip_prefix(path) {
                Ok(below) => below.components().map(|_| "..").collect(),
                Err(_) => path.clone(),
            },
            // As the user wrote it, it starts at the current folder.
            Self::Path(path) => match env::current_dir() {
                Ok(here) => {
                    let checkout = super::clean(&here.join(path));
                    relative(&physical(&checkout), &physical(project))
                }
                Err(_) => path.clone(),
            },
            Self::Git { .. } => PathBuf::new(),
        }
    }

    /// How `cargo wdk` is installed from here.
    pub(crate) fn install_command(&self) -> String {
        match self {
            Self::Git { url, rev } => {
                let rev = rev.as_ref().map(|it| format!(" --rev {it}"));
                format!(
                    "cargo install --locked --git {url}{} cargo-wdk",
                    rev.unwrap_or_default()
                )
            }
            Self::Path(_) => "cargo install --locked --path crates/cargo-wdk".to_owned(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Git { url, rev: None } => f.write_str(url),
            Self::Git {
                url,
                rev: Some(rev),
            } => write!(f, "{url} at commit {rev}"),
            Self::Path(_) => f.write_str("the checkout at the path given"),
        }
    }
}

fn is_checkout(folder: &Path) -> bool {
    ["crates/wdk/Cargo.toml", "crates/cargo-wdk/Cargo.toml"]
        .iter()
        .all(|it| folder.join(it).exists())
}

/// The checkout of this project that `folder` is in.
fn checkout_above(folder: &Path) -> Option<PathBuf> {
    let found = folder.ancestors().skip(1).find(|it| is_checkout(it));
    found.map(Path::to_owned)
}

/// The checkout that this program was built in, when it still stands.
fn built_in() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    is_checkout(root).then(|| root.to_owned())
}

/// The address that `cargo install --git` was called with, by Cargo's record of what it installed.
fn installed_from() -> Option<Source> {
    let program = env::current_exe().ok()?;
    let record = program.parent()?.parent()?.join(".crates.toml");
    recorded(&fs::read_to_string(record).ok()?)
}

fn recorded(record: &str) -> Option<Source> {
    // "cargo-wdk 0.1.0 (git+https://example.com/wdk?branch=main#0123...)" = ["cargo-wdk"]
    let name = concat!("\"", env!("CARGO_PKG_NAME"), " ");
    let line = record.lines().find(|it| it.starts_with(name))?;
    let id = line.split_once("(git+")?.1.split_once(")\"")?.0;
    let (url, rev) = id.split_once('#')?;
    let url = url.split_once('?').map_or(url, |(url, _)| url);
    Some(Source::Git {
        url: address::url(url)?,
        rev: Some(rev.to_owned()),
    })
}

/// Whether the remote had `commit` when the checkout last asked it.
fn is_published(checkout: &Path, commit: &str) -> bool {
    let branches = Command::new("git")
        .args(["branch", "--remotes", "--contains", commit])
        .current_dir(checkout)
        .output();
    branches.is_ok_and(|it| it.status.success() && !it.stdout.is_empty())
}

/// The path without links, as `..` leads through it; what is not made yet stays as it is.
fn physical(path: &Path) -> PathBuf {
    let existing = path
        .ancestors()
        .find_map(|it| Some((it, it.canonicalize().ok()?)));
    let Some((existing, real)) = existing else {
        return path.to_owned();
    };
    // Windows' own form of an absolute path is none that Cargo takes in a manifest.
    if cfg!(windows) {
        return path.to_owned();
    }
    real.join(path.strip_prefix(existing).unwrap_or(Path::new("")))
}

/// The path from `base` to `path`, both absolute; `path` itself where none leads there.
fn relative(path: &Path, base: &Path) -> PathBuf {
    let (mut to, mut from) = (path.components().peekable(), base.components().peekable());
    if to.peek() != from.peek() {
        return path.to_owned();
    }
    while to.peek().is_some() && to.peek() == from.peek() {
        to.next();
        from.next();
    }
    let up = from.map(|_| std::path::Component::ParentDir);
    up.chain(to).collect()
}

/// With slashes, which Cargo takes on every system.
pub(crate) fn slashes(path: &Path) -> String {
    let text = path.display().to_string();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

/// In single quotes TOML keeps everything as it is; only they cannot hold a single quote.
pub(crate) fn toml_string(text: &str) -> String {
    match text.contains('\'') {
        true => format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")),
        false => format!("'{text}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_a_manifest_takes() {
        for (address, expected) in [
            (
                "https://example.com/a/wdk.git",
                "https://example.com/a/wdk.git",
            ),
            (
                "https://me:secret@example.com/wdk",
                "https://example.com/wdk",
            ),
            ("git@example.com:a/wdk.git", "https://example.com/a/wdk.git"),
            (
                "ssh://git@example.com:2222/a/wdk",
                "https://example.com/a/wdk",
            ),
            (
                "/srv/my repositories/wdk/",
                "file:///srv/my%20repositories/wdk",
            ),
            (r"C:\wdk", "file:///C:/wdk"),
            ("file:///srv/wdk", "file:///srv/wdk"),
        ] {
            assert_eq!(address::url(address).as_deref(), Some(expected));
        }
        for none in ["wdk", "../wdk", ""] {
            assert_eq!(address::url(none), None);
        }
    }

    #[test]
    fn the_record_of_an_installation_names_repository_and_commit() {
        let record = "[v1]\n\"cargo-wdk 0.1.0 (git+https://example.com/wdk?branch=main#0a1b)\" = [\"cargo-wdk\"]\n";
        let expected = Source::Git {
            url: "https://example.com/wdk".to_owned(),
            rev: Some("0a1b".to_owned()),
        };
        assert_eq!(recorded(record), Some(expected));
        let by_path = "\"cargo-wdk 0.1.0 (path+file:///wdk/crates/cargo-wdk)\" = [\"cargo-wdk\"]";
        assert_eq!(recorded(by_path), None);
    }

    #[test]
    fn a_path_inside_the_checkout_is_relative() {
        let source = Source::Path(PathBuf::from("/wdk"));
        let inside = source.dependency("wdk-sim", Path::new("/wdk/mine/lamp"));
        assert_eq!(inside, "{ path = '../../crates/wdk-sim' }");
        assert_eq!(
            relative(Path::new("/a/b/wdk"), Path::new("/a/c/lamp")),
            Path::new("../../b/wdk")
        );
    }
}
