//! The Rust side of the framework's interface, from its one description.

mod callbacks;
mod ctype;
mod description;
mod enums;
mod functions;
mod handles;
mod init;
mod structs;
mod table;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result};

use super::known::Known;

pub(crate) use description::Description;

pub(crate) const DESCRIPTION: &str = "crates/wdk-sys/abi/kmdf-1.33.json";

/// The module that only adds constructors to structures.
pub(super) const CONSTRUCTORS: &str = "init";

/// Reads and checks the description.
pub(crate) fn load(root: &Path) -> Result<Description> {
    let path = root.join(DESCRIPTION);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let description: Description =
        serde_json::from_str(&text).with_context(|| format!("{DESCRIPTION} does not parse"))?;
    description.check()?;
    Ok(description)
}

/// Every name that the description declares.
pub(super) fn names(description: &Description) -> HashSet<String> {
    let mut names: HashSet<String> = description.handles.iter().cloned().collect();
    for function in &description.functions {
        names.insert(function.name.clone());
        names.insert(format!("PFN_{}", function.name.to_uppercase()));
    }
    names.extend(description.callbacks.iter().map(|c| c.name.clone()));
    for item in &description.structs {
        names.extend([item.name.clone(), format!("_{}", item.name)]);
        names.extend(item.pointers.iter().chain(&item.const_pointers).cloned());
    }
    for item in &description.enums {
        names.extend([item.name.clone(), format!("_{}", item.name)]);
        names.extend(item.pointers.iter().cloned());
    }
    names.extend(["WDFFUNCENUM", "_WDFFUNCENUM"].map(str::to_owned));
    names
}

/// The modules, by path below the framework's folder, and the text of each.
pub(super) fn modules(
    description: &Description,
    known: &Known,
) -> Result<BTreeMap<String, String>> {
    let mut modules = BTreeMap::from([
        ("handles".to_owned(), handles::emit(description)),
        ("enums".to_owned(), enums::emit(description)),
        ("structs".to_owned(), structs::emit(description, known)?),
        (CONSTRUCTORS.to_owned(), init::emit(description, known)?),
        ("callbacks".to_owned(), callbacks::emit(description, known)?),
        ("table".to_owned(), table::emit(description)?),
    ]);
    modules.extend(functions::emit(description, known)?);
    Ok(modules)
}
