//! The files of the repository.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Context as _;

/// The files and folders of the repository, relative to it, with `/` between their parts.
#[derive(Default)]
pub(super) struct Tree {
    /// The Markdown documents with their text.
    pub(super) documents: BTreeMap<String, String>,
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Tree {
    /// Reads what lies below `root`, but for build folders and the repository's own records.
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let mut tree = Self::default();
        let mut pending = vec![String::new()];
        while let Some(folder) = pending.pop() {
            let path = root.join(&folder);
            let entries = path
                .read_dir()
                .with_context(|| format!("cannot read {}", path.display()))?;
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let relative = join(&folder, &name);
                if !entry.file_type()?.is_dir() {
                    if is_document(&relative) {
                        let text = fs::read_to_string(entry.path())
                            .with_context(|| format!("cannot read {relative}"))?;
                        tree.documents.insert(relative.clone(), text);
                    }
                    tree.add_file(&relative);
                } else if name != ".git" && !is_build_folder(&entry.path()) {
                    tree.folders.insert(relative.clone());
                    pending.push(relative);
                }
            }
        }
        Ok(tree)
    }

    /// Whether there is a file or a folder at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.files.contains(path) || self.folders.contains(path)
    }

    /// Whether a file or folder whose path matches `pattern` lies at `folder` or anywhere below it.
    /// A part of the pattern that is `*`, or has one, stands for any name that fits.
    pub(super) fn has_below(&self, folder: &str, pattern: &str) -> bool {
        let pattern: Vec<&str> = pattern.trim_end_matches('/').split('/').collect();
        let mut all = self.files.iter().chain(&self.folders);
        all.any(|path| {
            let inside = folder.is_empty() || path.starts_with(&format!("{folder}/"));
            let parts: Vec<&str> = path.split('/').collect();
            inside && ends_with(&parts, &pattern)
        })
    }

    /// Whether `pattern` names a file or folder from the root on.
    pub(super) fn has_match(&self, pattern: &str) -> bool {
        let pattern: Vec<&str> = pattern.trim_end_matches('/').split('/').collect();
        let mut all = self.files.iter().chain(&self.folders);
        all.any(|path| {
            let parts: Vec<&str> = path.split('/').collect();
            parts.len() == pattern.len() && ends_with(&parts, &pattern)
        })
    }

    /// Whether `name` is the first part of a path of this repository.
    pub(super) fn is_top(&self, name: &str) -> bool {
        self.folders.contains(name)
    }

    fn add_file(&mut self, path: &str) {
        self.files.insert(path.to_owned());
    }

    /// A tree of these files.
    #[cfg(test)]
    pub(super) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add_file(path);
            tree.documents.insert(path.to_owned(), text.to_owned());
            let mut folder = parent(path);
            while !folder.is_empty() {
                tree.folders.insert(folder.to_owned());
                folder = parent(folder);
            }
        }
        tree
    }
}

/// Whether the file at `path` is a document of this repository. Those of the projects that
/// `cargo wdk new` makes are not: their links lead within that project.
fn is_document(path: &str) -> bool {
    path.ends_with(".md") && !path.split('/').any(|part| part == "templates")
}

/// Cargo marks the folders that it builds into; a Python environment marks itself.
fn is_build_folder(path: &Path) -> bool {
    path.join("CACHEDIR.TAG").exists() || path.join("pyvenv.cfg").exists()
}

fn ends_with(path: &[&str], pattern: &[&str]) -> bool {
    path.len() >= pattern.len()
        && path[path.len() - pattern.len()..]
            .iter()
            .zip(pattern)
            .all(|(part, pattern)| matches(part, pattern))
}

/// Whether `name` fits `pattern`, in which one `*` stands for any text.
fn matches(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    }
}

/// The folder that `path` lies in.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` as seen from `folder`, with `.` and `..` resolved; `None` when it leaves the repository.
pub(super) fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_resolved_from_its_folder() {
        assert_eq!(resolve("docs/src", "../a.md").as_deref(), Some("docs/a.md"));
        assert_eq!(
            resolve("docs", "./src/b.md").as_deref(),
            Some("docs/src/b.md")
        );
        assert_eq!(resolve("docs", "../../x"), None);
    }

    #[test]
    fn a_star_stands_for_one_part_of_a_path() {
        let tree = Tree::of([("crates/one/tests/all.rs", "")]);
        assert!(tree.has_match("crates/*/tests"));
        assert!(tree.has_match("crates/*/tests/*.rs"));
        assert!(!tree.has_match("crates/*/benches"));
        assert!(tree.has_match("crates/*"));
    }

    #[test]
    fn the_end_of_a_path_is_enough_below_a_folder() {
        let tree = Tree::of([("crates/one/src/io/irp.rs", "")]);
        assert!(tree.has_below("crates/one", "io/irp.rs"));
        assert!(!tree.has_below("crates/one", "o/irp.rs"));
        assert!(!tree.has_below("crates/other", "io/irp.rs"));
    }
}
