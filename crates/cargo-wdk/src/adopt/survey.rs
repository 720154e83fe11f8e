//! Which manifests of a folder name the crates of windows-drivers-rs, and what they are.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use toml_edit::{DocumentMut, Item, TableLike};

use super::CRATES;

/// The tables of a manifest that name dependencies.
pub(super) const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The file with the tasks that projects for windows-drivers-rs have, without its ending. What is for samples
/// is loaded beside it.
const THEIR_MAKEFILE: &str = "rust-driver-makefile";

/// A manifest that names at least one of the crates.
pub(super) struct Manifest {
    pub(super) path: PathBuf,
    /// The package is a driver, not a library of one.
    pub(super) driver: bool,
    /// A manifest of the folder says what kind of driver it is.
    pub(super) has_model: bool,
}

impl Manifest {
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// What is in a folder.
pub(super) struct Survey {
    pub(super) manifests: Vec<Manifest>,
    /// The crates with sources that need an unreleased compiler.
    unstable: BTreeSet<String>,
    /// The files of cargo-make that include those of windows-drivers-rs.
    makefiles: Vec<PathBuf>,
}

impl Survey {
    pub(super) fn of(folder: &Path) -> anyhow::Result<Self> {
        let mut paths = Vec::new();
        let mut makefiles = Vec::new();
        collect(folder, "Cargo.toml", &mut paths)?;
        collect(folder, "Makefile.toml", &mut makefiles)?;
        paths.sort();
        makefiles.sort();
        makefiles.retain(|it| fs::read_to_string(it).is_ok_and(|it| it.contains(THEIR_MAKEFILE)));
        let mut manifests = Vec::new();
        let mut unstable = BTreeSet::new();
        for path in &paths {
            let document = read(path)?;
            if !names_crates(&document) {
                continue;
            }
            let folder = path.parent().unwrap_or(folder);
            let driver = document.contains_key("package") && is_driver(&document);
            let above = folder.ancestors().skip(1).map(|it| it.join("Cargo.toml"));
            let above = above.take_while(|it| it.starts_with(path_root(&paths)));
            let of_workspace = above
                .filter(|it| it.exists())
                .any(|it| read(&it).is_ok_and(|it| has_model(&it, "workspace")));
            if uses_unstable_features(folder) {
                unstable.insert(name_of(&document).to_owned());
            }
            manifests.push(Manifest {
                path: path.clone(),
                driver,
                has_model: of_workspace
                    || has_model(&document, "package")
                    || has_model(&document, "workspace"),
            });
        }
        if manifests.is_empty() {
            bail!(
                "no Cargo.toml in {} names one of {}; `cargo wdk new` starts a driver",
                folder.display(),
                CRATES.join(", ")
            );
        }
        Ok(Self {
            manifests,
            unstable,
            makefiles,
        })
    }

    /// What a user should know before building.
    pub(super) fn notes(&self) -> Vec<String> {
        let note = |name: &String| {
            format!(
                "{name} uses unstable features (`#![feature(..)]`): `cargo wdk build` lets the \
                 compiler take them in this crate, as a nightly one does; what a newer compiler \
                 changed or removed stays an error"
            )
        };
        let unstable = self.unstable.iter().map(note);
        let makefiles = self.makefiles.iter().map(|path| {
            format!(
                "{} loads {THEIR_MAKEFILE}.toml, which is not here, so `cargo make` fails: remove its \
                 `extend` and `load_script`; `cargo wdk build` does what the default task did, and the \
                 guide's page on windows-drivers-rs has a command for each of the others",
                path.display()
            )
        });
        unstable.chain(makefiles).collect()
    }
}

/// The folder that all of `paths` are in.
fn path_root(paths: &[PathBuf]) -> PathBuf {
    let mut folders = paths.iter().filter_map(|it| it.parent());
    let Some(first) = folders.next() else {
        return PathBuf::new();
    };
    folders.fold(first.to_owned(), |root, folder| {
        let shared = root.components().zip(folder.components());
        let shared = shared.take_while(|(one, other)| one == other);
        shared.map(|(it, _)| it).collect()
    })
}

pub(super) fn read(path: &Path) -> anyhow::Result<DocumentMut> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.parse()
        .with_context(|| format!("{} is not TOML", path.display()))
}

fn collect(folder: &Path, wanted: &str, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let name = entry.file_name();
        // A link may lead anywhere, even in a circle.
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
        let hidden = name.to_string_lossy().starts_with('.');
        if is_folder && name != "target" && !hidden {
            collect(&entry.path(), wanted, found)?;
        } else if name == wanted {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The tables of dependencies of a manifest, those of targets and of the workspace included.
pub(super) fn dependency_tables(document: &mut DocumentMut) -> Vec<&mut dyn TableLike> {
    let mut tables = Vec::new();
    for (name, item) in document.as_table_mut().iter_mut() {
        let name = name.get().to_owned();
        let Some(table) = item.as_table_like_mut() else {
            continue;
        };
        match name.as_str() {
            it if TABLES.contains(&it) => tables.push(table),
            "workspace" => {
                let below = table.get_mut("dependencies");
                tables.extend(below.and_then(Item::as_table_like_mut));
            }
            "target" => {
                for (_, target) in table.iter_mut() {
                    let Some(target) = target.as_table_like_mut() else {
                        continue;
                    };
                    let below = target.iter_mut();
                    let below = below.filter(|(name, _)| TABLES.contains(&name.get()));
                    tables.extend(below.filter_map(|(_, it)| it.as_table_like_mut()));
                }
            }
            // What replaces crates of the registry or of their repository, ours as well.
            "patch" => {
                tables.extend(
                    table
                        .iter_mut()
                        .filter_map(|(_, it)| it.as_table_like_mut()),
                );
            }
            _ => {}
        }
    }
    tables
}

/// The crate that a dependency is, whatever the manifest calls it.
pub(super) fn crate_of<'a>(key: &'a str, dependency: &'a Item) -> &'a str {
    let package = dependency.as_table_like().and_then(|it| it.get("package"));
    package.and_then(Item::as_str).unwrap_or(key)
}

fn names_crates(document: &DocumentMut) -> bool {
    let mut document = document.clone();
    dependency_tables(&mut document).iter().any(|table| {
        let mut names = table.iter();
        names.any(|(key, item)| CRATES.contains(&crate_of(key, item)))
    })
}

/// A package whose library is an image, or that says what kind of driver it is.
fn is_driver(document: &DocumentMut) -> bool {
    let kinds = document.get("lib").and_then(|it| it.get("crate-type"));
    let kinds = kinds.and_then(Item::as_array);
    kinds.is_some_and(|it| it.iter().any(|kind| kind.as_str() == Some("cdylib")))
}

fn has_model(document: &DocumentMut, owner: &str) -> bool {
    let mut item = Some(document.as_item());
    for key in [owner, "metadata", "wdk", "driver-model"] {
        item = item.and_then(|it| it.get(key));
    }
    item.is_some()
}

fn name_of(document: &DocumentMut) -> &str {
    let name = document.get("package").and_then(|it| it.get("name"));
    name.and_then(Item::as_str).unwrap_or("the workspace")
}

/// Whether a crate root in `folder` asks for unstable features without a condition.
fn uses_unstable_features(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
    wdk_build::unstable_features(&text)
}

/// The text of all sources below `folder`.
pub(super) fn sources(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![folder.join("src")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for path in entries.map(|it| it.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                text += &fs::read_to_string(path).unwrap_or_default();
            }
        }
    }
    text
}
