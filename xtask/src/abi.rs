//! `cargo xtask abi`: the files that are generated from the descriptions under `crates/wdk-sys/abi`.

mod hand_written;
mod kmdf;
mod known;
mod language;
mod law;
mod modules;
mod releases;
mod rust;
mod rustfmt;
mod symbols;
mod tables;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

pub(crate) use hand_written::list as hand_written;
pub(crate) use kmdf::{Description, load};
pub(crate) use language::parse;
pub(crate) use language::{AliasOf, Body, Compound, File, MemberType};
pub(crate) use rust::declared;
pub(crate) use symbols::functions;

use known::Known;
use language::Kind;
use modules::Module;

const DESCRIPTIONS: &str = "crates/wdk-sys/abi";
/// The folders that nothing but generated files lie in.
const GENERATED: [&str; 4] = [
    "crates/wdk-sys/src/generated",
    "crates/wdk-sim/src/generated",
    "crates/wdk-package/src/generated",
    "crates/cargo-wdk/src/generated",
];
const SYMBOLS: &str = "crates/wdk-sys/src/generated/symbols.tsv";
/// The facts that decide on which Windows an image loads, for the tools that inspect images.
const SINCE: &str = "crates/wdk-package/src/generated/since.tsv";
/// What import libraries are made from.
const EXPORTS: &str = "crates/cargo-wdk/src/generated/exports.tsv";
/// Names of exports that no description has, a file for each module.
const LISTS: &str = "crates/wdk-sys/abi/exports";
const KMDF_RELEASES: &str = "crates/wdk-package/src/generated/kmdf.tsv";
const IRQL_LIMITS: &str = "crates/wdk-sim/src/generated/irql_limits.rs";

/// Arguments of `cargo xtask abi`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail when the checked-in files are not what the descriptions say.
    #[arg(long)]
    check: bool,
}

/// Writes the generated files, or compares them.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace_root();
    let files = generate(&root)?;
    let checked_in = checked_in(&root)?;
    let differences = differences(&checked_in, &files);
    if arguments.check {
        if !differences.is_empty() {
            bail!(
                "not what the descriptions say: {}; run `cargo xtask abi`",
                differences.join(", ")
            );
        }
        let violations = law::violations(&root)?;
        if !violations.is_empty() {
            bail!("{}", violations.join("\n"));
        }
        println!(
            "{} generated files are what the descriptions say",
            files.len()
        );
        return Ok(());
    }
    for name in differences {
        let path = root.join(name);
        match files.get(name) {
            Some(text) => {
                fs::create_dir_all(path.parent().context("a file has a folder")?)?;
                fs::write(&path, text)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            None => fs::remove_file(path)?,
        }
        println!("{name}");
    }
    Ok(())
}

/// The workspace's folder.
pub(crate) fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// All descriptions in the language of `language`, by path.
pub(crate) fn descriptions(root: &Path) -> Result<Vec<File>> {
    let folder = root.join(DESCRIPTIONS);
    let mut files = Vec::new();
    for (name, text) in read_folder(&folder)? {
        if let Some(path) = name.strip_suffix(".abi") {
            files.push(parse(path, &text)?);
        }
    }
    Ok(files)
}

/// The structures and unions of a description.
pub(crate) fn compounds(file: &File) -> impl Iterator<Item = &Compound> {
    file.items.iter().filter_map(|item| match &item.kind {
        Kind::Compound(compound) => Some(compound),
        _ => None,
    })
}

/// All generated files, by path below the workspace's folder.
fn generate(root: &Path) -> Result<BTreeMap<String, String>> {
    let kmdf = load(root)?;
    let descriptions = descriptions(root)?;
    let hand_written = hand_written::list(root)?;
    let known = Known::new(&descriptions, &kmdf, &hand_written)?;
    let mut generated = BTreeMap::from([(
        "hand_written".to_owned(),
        Module {
            source: "hand-written.txt".to_owned(),
            feature: None,
            declares: false,
            text: hand_written::module(&hand_written)?,
        },
    )]);
    for description in &descriptions {
        generated.insert(
            description.path.clone(),
            Module {
                source: format!("{}.abi", description.path),
                feature: description.feature.clone(),
                declares: true,
                text: rust::module(description, &known)?,
            },
        );
    }
    for table in &tables::TABLES {
        let path = root.join(DESCRIPTIONS).join(table.file);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let module = Module {
            source: table.file.to_owned(),
            feature: None,
            declares: true,
            text: table.module(&text)?,
        };
        generated.insert(table.module.to_owned(), module);
    }
    for (path, text) in kmdf::modules(&kmdf, &known)? {
        let module = Module {
            source: "kmdf-1.33.json".to_owned(),
            feature: None,
            declares: path != kmdf::CONSTRUCTORS,
            text,
        };
        generated.insert(format!("wdf/{path}"), module);
    }
    let path = root.join(DESCRIPTIONS).join(releases::FILE);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let releases = releases::rows(&text)?;
    let module = Module {
        source: releases::FILE.to_owned(),
        feature: None,
        declares: true,
        text: releases::module(&releases)?,
    };
    generated.insert("wdf/releases".to_owned(), module);
    let lists = read_folder(&root.join(LISTS))?;
    let mut files = BTreeMap::from([
        (SYMBOLS.to_owned(), symbols::table(&descriptions)?),
        (SINCE.to_owned(), symbols::since(&descriptions)?),
        (EXPORTS.to_owned(), symbols::exports(&descriptions, &lists)?),
        (KMDF_RELEASES.to_owned(), releases::table(&releases)?),
        (
            IRQL_LIMITS.to_owned(),
            modules::finished(
                "`crates/wdk-sys/abi`",
                &symbols::irql_limits(&descriptions)?,
            )?,
        ),
    ]);
    for (path, text) in modules::files(&generated)? {
        files.insert(format!("{}/{path}", GENERATED[0]), text);
    }
    Ok(files)
}

/// Names of the files that differ from, miss from or do not belong to `files`.
fn differences<'a>(
    checked_in: &'a BTreeMap<String, String>,
    files: &'a BTreeMap<String, String>,
) -> Vec<&'a str> {
    let wrong = files
        .iter()
        .filter(|(name, text)| checked_in.get(*name) != Some(text));
    let stale = checked_in
        .iter()
        .filter(|(name, _)| !files.contains_key(*name));
    wrong.chain(stale).map(|(name, _)| name.as_str()).collect()
}

/// What lies in the folders of generated files, by path below the workspace's folder.
fn checked_in(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for folder in GENERATED {
        let found = read_folder(&root.join(folder))?;
        files.extend(
            found
                .into_iter()
                .map(|(name, text)| (format!("{folder}/{name}"), text)),
        );
    }
    Ok(files)
}

/// The files of a folder and its folders, by path below it.
fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let Ok(entries) = fs::read_dir(&current) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy();
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                files.insert(name.replace('\\', "/"), text);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checked_in_files_are_what_the_descriptions_say() {
        let root = workspace_root();
        let files = generate(&root).unwrap();
        let checked_in = checked_in(&root).unwrap();
        let different = differences(&checked_in, &files);
        assert!(different.is_empty(), "run `cargo xtask abi`: {different:?}");
        for folder in GENERATED {
            assert!(files.keys().any(|name| name.starts_with(folder)));
        }
    }

    #[test]
    fn an_edited_an_absent_and_a_foreign_file_are_differences() {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let files = BTreeMap::from([file("a", "1"), file("b", "2"), file("c", "3")]);
        let checked_in = BTreeMap::from([file("a", "1"), file("b", "edited"), file("d", "4")]);
        assert_eq!(differences(&checked_in, &files), ["b", "c", "d"]);
    }
}
