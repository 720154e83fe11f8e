//! What Cargo makes of the changed manifests: locked versions that are too old, and crates of other
//! people that bring the crates of the registry along.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use cargo_metadata::{Metadata, MetadataCommand};
use toml_edit::{InlineTable, Item, Table, value};
use wdk_build::toolchain::{Compiler, Machine};

use super::{
    CRATES,
    changes::Changes,
    survey::{self, Survey},
};
use crate::{
    new::Source,
    project::{lacks_toolchain, with_compiler},
};

/// Lets Cargo resolve the projects of `survey`; what it cannot settle is told.
pub(super) fn settle(
    survey: &Survey,
    source: &Source,
    changes: &mut Changes,
) -> anyhow::Result<Vec<String>> {
    let mut notes = Vec::new();
    let mut done = BTreeSet::new();
    for manifest in survey.manifests.iter().filter(|it| it.driver) {
        let Some(root) = workspace_root(&manifest.path) else {
            continue;
        };
        if !done.insert(root.clone()) {
            continue;
        }
        changes.keep(&root.join("Cargo.lock"))?;
        match resolve(&root.join("Cargo.toml")) {
            Ok(metadata) => {
                if let Some(note) = redirect_others(&metadata, &root, source, changes)? {
                    notes.push(note);
                }
            }
            Err(why) => notes.push(format!(
                "Cargo does not resolve {}: {why}",
                root.join("Cargo.toml").display()
            )),
        }
    }
    Ok(notes)
}

/// Where the workspace of `manifest` is.
fn workspace_root(manifest: &Path) -> Option<PathBuf> {
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec();
    match metadata {
        Ok(metadata) => Some(metadata.workspace_root.into_std_path_buf()),
        Err(_) => manifest.parent().map(Path::to_owned),
    }
}

/// What Cargo resolves the project to. A crate that an old lock file holds below what ours need is
/// updated, alone.
fn resolve(manifest: &Path) -> Result<Metadata, String> {
    let mut updated = BTreeSet::new();
    let mut compiler: Option<Compiler> = None;
    loop {
        let mut command = MetadataCommand::new();
        command.manifest_path(manifest);
        if let Some(compiler) = &compiler {
            with_compiler(&mut command, compiler);
        }
        let why = match command.exec() {
            Ok(metadata) => return Ok(metadata),
            Err(cargo_metadata::Error::CargoMetadata { stderr })
                if lacks_toolchain(&stderr) && compiler.is_none() =>
            {
                compiler = Machine::this().compilers().first().cloned();
                match compiler {
                    Some(_) => continue,
                    None => return Err(stderr),
                }
            }
            Err(cargo_metadata::Error::CargoMetadata { stderr }) => stderr,
            Err(other) => other.to_string(),
        };
        match locked(&why) {
            Some(name) if updated.insert(name.to_owned()) => {
                let cargo = compiler.as_ref().map_or(Path::new("cargo"), |it| &it.cargo);
                let update = Command::new(cargo)
                    .args(["update", "--quiet", "--manifest-path"])
                    .arg(manifest)
                    .args(["--package", name])
                    .status();
                if update.is_ok_and(|it| it.success()) {
                    continue;
                }
                return Err(why);
            }
            _ => return Err(why),
        }
    }
}

/// The crate that Cargo could select no version of.
fn locked(why: &str) -> Option<&str> {
    let rest = why.split_once("failed to select a version for ")?.1;
    let rest = rest.strip_prefix("the requirement ").unwrap_or(rest);
    let name = rest.strip_prefix('`')?;
    name.split(['`', ' ']).next()
}

/// Crates of other people that depend on those of the registry get ours, where a patch can.
fn redirect_others(
    metadata: &Metadata,
    root: &Path,
    source: &Source,
    changes: &mut Changes,
) -> anyhow::Result<Option<String>> {
    if theirs(metadata).is_empty() {
        return Ok(None);
    }
    let path = root.join("Cargo.toml");
    let mut document = survey::read(&path)?;
    let mut patch = Table::new();
    for name in CRATES {
        let mut inline = InlineTable::new();
        let text = format!("it = {}", source.dependency(name, root));
        let parsed: toml_edit::DocumentMut = text.parse().unwrap_or_default();
        if let Some(table) = parsed.get("it").and_then(Item::as_table_like) {
            for (key, item) in table.iter() {
                inline.insert(key, item.as_str().unwrap_or_default().into());
            }
        }
        patch.insert(name, value(inline));
    }
    let mut owner = Table::new();
    owner.set_implicit(true);
    let patches = document["patch"].or_insert(Item::Table(owner));
    patches["crates-io"].or_insert(Item::Table(patch));
    changes.set(&path, document.to_string())?;
    changes.write()?;
    let left = match resolve(&path) {
        Ok(metadata) => theirs(&metadata),
        Err(why) => return Ok(Some(why)),
    };
    if left.is_empty() {
        return Ok(None);
    }
    let names = left.into_iter().collect::<Vec<_>>().join(", ");
    Ok(Some(format!(
        "crates of other people bring windows-drivers-rs along, which does not build here and whose \
         types are not ours: {names}. A patch serves requirements of 0.4 (wdk, wdk-alloc, wdk-panic) \
         and 0.5 (wdk-sys, wdk-build, wdk-macros): take a newer release of the crate, or a copy of it \
         by path, and adopt that as well"
    )))
}

/// Crates that depend on windows-drivers-rs, with what they depend on.
fn theirs(metadata: &Metadata) -> BTreeSet<String> {
    let foreign = |name: &str| {
        let mut packages = metadata.packages.iter();
        packages.any(|it| {
            let from_elsewhere = it.source.is_some();
            it.name.as_str() == name
                && from_elsewhere
                && it
                    .repository
                    .as_deref()
                    .is_some_and(|it| it.contains("windows-drivers-rs"))
        })
    };
    let mut found = BTreeSet::new();
    for package in &metadata.packages {
        let theirs = CRATES.contains(&package.name.as_str());
        if theirs || package.source.is_none() {
            continue;
        }
        for dependency in &package.dependencies {
            if CRATES.contains(&dependency.name.as_str()) && foreign(&dependency.name) {
                found.insert(format!(
                    "{} {} ({} {})",
                    package.name, package.version, dependency.name, dependency.req
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_names_the_crate_that_is_locked() {
        for why in [
            "error: failed to select a version for `serde`.\n    ... required by package",
            "error: failed to select a version for the requirement `serde = \"^1.0.220\"`",
        ] {
            assert_eq!(locked(why), Some("serde"));
        }
        assert_eq!(locked("error: no matching package found"), None);
    }
}
