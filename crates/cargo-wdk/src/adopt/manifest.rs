//! One manifest, and the build script beside it.

use std::path::Path;

use anyhow::Context as _;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::{
    CRATES,
    changes::Changes,
    floor,
    survey::{self, Manifest, Survey, crate_of, dependency_tables},
};
use crate::new::Source;

/// What says where a crate comes from. `version` stays nowhere: requirements from 0.1 on are met by
/// the one crate that is named.
const PLACES: [&str; 8] = [
    "version", "git", "branch", "tag", "rev", "path", "registry", "base",
];

/// `wdk::wdf`, which is not there without it.
const FEATURE: &str = "windows-drivers-rs";

/// A build script that is missing.
const BUILD_SCRIPT: &str = "\
fn main() -> Result<(), wdk_build::ConfigError> {
    wdk_build::configure_wdk_binary_build()
}
";

/// The framework that windows-drivers-rs took when a driver said nothing.
const THEIR_KMDF: i64 = 33;

pub(super) fn adopt(
    manifest: &Manifest,
    survey: &Survey,
    source: &Source,
    changes: &mut Changes,
) -> anyhow::Result<()> {
    let mut document = survey::read(&manifest.path)?;
    for table in dependency_tables(&mut document) {
        redirect(table, source, manifest.folder());
    }
    if manifest.driver {
        if !manifest.has_model {
            add_model(&mut document, manifest.folder());
        }
        floor::agree(&mut document, manifest.folder(), changes)?;
        let script = build_script(manifest.folder(), &document, changes)?;
        if script && !has_build_dependency(&document) {
            add_build_dependency(&mut document, source, manifest.folder())?;
        }
    }
    if is_root(&document, manifest, survey) {
        add_profile(&mut document);
    }
    changes.set(&manifest.path, document.to_string())
}

/// Lets the dependencies of `table` that are ours come from `source`.
fn redirect(table: &mut dyn TableLike, source: &Source, folder: &Path) {
    for (key, item) in table.iter_mut() {
        let name = crate_of(key.get(), item).to_owned();
        if !CRATES.contains(&name.as_str()) {
            continue;
        }
        let inherited = item.get("workspace").and_then(Item::as_bool) == Some(true);
        if inherited {
            continue;
        }
        if let Some(text) = item.as_str().map(str::to_owned) {
            drop(text);
            let decor = item.as_value().map(|it| it.decor().clone());
            let mut inline = InlineTable::new();
            if let Some(decor) = decor {
                *inline.decor_mut() = decor;
            }
            *item = Item::Value(Value::InlineTable(inline));
        }
        let Some(dependency) = item.as_table_like_mut() else {
            continue;
        };
        for place in PLACES {
            dependency.remove(place);
        }
        for (key, place) in places(source, &name, folder) {
            dependency.insert(key, value(place));
        }
        if name == "wdk" {
            add_feature(dependency);
        }
        if let Some(inline) = item.as_inline_table_mut() {
            inline.fmt();
        }
    }
}

/// What names the crate at `source`.
fn places(source: &Source, name: &str, folder: &Path) -> Vec<(&'static str, String)> {
    let text = format!("it = {}", source.dependency(name, folder));
    let parsed: DocumentMut = text.parse().unwrap_or_default();
    let table = parsed.get("it").and_then(Item::as_table_like);
    let get = |key| {
        let text = table?.get(key)?.as_str()?;
        Some((key, text.to_owned()))
    };
    ["path", "git", "rev"].into_iter().filter_map(get).collect()
}

fn add_feature(dependency: &mut dyn TableLike) {
    let features = dependency.entry("features");
    let features = features.or_insert_with(|| value(Array::new()));
    if let Some(features) = features.as_array_mut()
        && !features.iter().any(|it| it.as_str() == Some(FEATURE))
    {
        features.push(FEATURE);
    }
}

/// Says what kind of driver it is: what the build script says, else whether it calls the framework.
fn add_model(document: &mut DocumentMut, folder: &Path) {
    let script = std::fs::read_to_string(folder.join("build.rs")).unwrap_or_default();
    let sources = survey::sources(folder);
    let says_wdm = ["DriverConfig::WDM", "DriverConfig::Wdm"].map(|it| script.contains(it));
    let calls_framework = [
        "call_unsafe_wdf_function_binding",
        "wdk::wdf",
        "WdfDriverCreate",
    ]
    .map(|it| sources.contains(it));
    let wdm = says_wdm.contains(&true) || !calls_framework.contains(&true);
    let mut model = Table::new();
    if wdm {
        model.insert("driver-type", value("WDM"));
    } else {
        model.insert("driver-type", value("KMDF"));
        model.insert("kmdf-version-major", value(1));
        model.insert("target-kmdf-version-minor", value(THEIR_KMDF));
    }
    let package = document["package"].or_insert(Item::Table(Table::new()));
    let mut owner = package;
    for key in ["metadata", "wdk"] {
        owner = owner[key].or_insert(Item::Table(hidden()));
    }
    owner["driver-model"] = Item::Table(model);
}

/// A table without a line of its own.
fn hidden() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// Sees to it that the build script calls ours; whether one had to be written or changed.
fn build_script(
    folder: &Path,
    document: &DocumentMut,
    changes: &mut Changes,
) -> anyhow::Result<bool> {
    let stated = document["package"].get("build").and_then(Item::as_str);
    let path = folder.join(stated.unwrap_or("build.rs"));
    if !path.exists() {
        changes.set(&path, BUILD_SCRIPT.to_owned())?;
        return Ok(true);
    }
    let text = changes.text(&path)?;
    if text.contains("wdk_build::") {
        return Ok(false);
    }
    let start = text
        .find("fn main(")
        .and_then(|at| Some(at + text[at..].find('{')? + 1));
    let start = start.with_context(|| format!("{} has no fn main", path.display()))?;
    let call = "\n    wdk_build::configure_wdk_binary_build().expect(\"the driver's manifest is in order\");";
    let text = format!("{}{call}{}", &text[..start], &text[start..]);
    changes.set(&path, text)?;
    Ok(true)
}

fn has_build_dependency(document: &DocumentMut) -> bool {
    let table = document.get("build-dependencies");
    let table = table.and_then(Item::as_table_like);
    table.is_some_and(|it| {
        it.iter()
            .any(|(key, item)| crate_of(key, item) == "wdk-build")
    })
}

fn add_build_dependency(
    document: &mut DocumentMut,
    source: &Source,
    folder: &Path,
) -> anyhow::Result<()> {
    let mut inline = InlineTable::new();
    for (key, place) in places(source, "wdk-build", folder) {
        inline.insert(key, place.into());
    }
    let table = document["build-dependencies"].or_insert(Item::Table(Table::new()));
    let table = table.as_table_like_mut();
    let table = table.context("build-dependencies is no table")?;
    table.insert("wdk-build", value(inline));
    Ok(())
}

/// Whether profiles of this manifest count: it is a workspace's, or no workspace is above it.
fn is_root(document: &DocumentMut, manifest: &Manifest, survey: &Survey) -> bool {
    if document.contains_key("workspace") {
        return true;
    }
    let mut others = survey.manifests.iter().map(Manifest::folder);
    let below_another =
        others.any(|it| it != manifest.folder() && manifest.folder().starts_with(it));
    let mut above = manifest.folder().ancestors().skip(1);
    let in_workspace = above.any(|it| {
        let root = survey::read(&it.join("Cargo.toml"));
        root.is_ok_and(|it| it.contains_key("workspace"))
    });
    manifest.driver && !below_another && !in_workspace
}

/// Has the compiler keep lines and types for the debugger; they are in the PDB, not in the image.
fn add_profile(document: &mut DocumentMut) {
    let profile = document["profile"].or_insert(Item::Table(hidden()));
    let release = profile["release"].or_insert(Item::Table(Table::new()));
    if let Some(release) = release.as_table_like_mut() {
        for (key, wanted) in [("debug", value(true)), ("panic", value("abort"))] {
            release.entry(key).or_insert(wanted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirected(text: &str) -> String {
        let mut document: DocumentMut = text.parse().unwrap();
        let source = Source::Path("/ours".into());
        for table in dependency_tables(&mut document) {
            redirect(table, &source, Path::new("/theirs"));
        }
        document.to_string()
    }

    #[test]
    fn every_form_of_a_dependency_is_redirected() {
        for (theirs, ours) in [
            (
                "[dependencies]\nwdk-sys = \"0.3\" # raw\n",
                "[dependencies]\nwdk-sys = { path = \"/ours/crates/wdk-sys\" } # raw\n",
            ),
            (
                "[dependencies]\nraw = { package = \"wdk-sys\", git = \"https://x\", branch = \"main\", features = [\"hid\"] }\n",
                "[dependencies]\nraw = { package = \"wdk-sys\", features = [\"hid\"], path = \"/ours/crates/wdk-sys\" }\n",
            ),
            (
                "[workspace.dependencies]\nwdk = \"0.4\"\n",
                "[workspace.dependencies]\nwdk = { path = \"/ours/crates/wdk\", features = [\"windows-drivers-rs\"] }\n",
            ),
            (
                "[dependencies.wdk-alloc]\nversion = \"0.2\"\noptional = true\n",
                "[dependencies.wdk-alloc]\noptional = true\npath = \"/ours/crates/wdk-alloc\"\n",
            ),
            (
                "[target.'cfg(windows)'.build-dependencies]\nwdk-build = \"0.1\"\n",
                "[target.'cfg(windows)'.build-dependencies]\nwdk-build = { path = \"/ours/crates/wdk-build\" }\n",
            ),
        ] {
            assert_eq!(redirected(theirs), ours);
        }
    }

    #[test]
    fn other_dependencies_and_inherited_ones_stay() {
        let text = "[dependencies]\nwdk.workspace = true\nspin = \"0.9\"\nwdk-mutex = \"1\"\n";
        assert_eq!(redirected(text), text);
    }
}
