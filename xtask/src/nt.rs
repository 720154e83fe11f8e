//! `cargo xtask nt-coverage`: that `wdk-sys` declares what Microsoft's C sample drivers call.
//!
//! `abi/nt-functions.txt` names every function, inline function and macro that two or more of the
//! samples call, with the module that exports it, or `inline` where the headers define it. What the
//! headers define is written by hand here, too, and listed in `abi/hand-written.txt`.

use std::collections::BTreeMap;

use anyhow::bail;

use crate::abi;

const LIST: &str = include_str!("../../crates/wdk-sys/abi/nt-functions.txt");

/// Prints how many functions of each module are declared.
///
/// # Errors
///
/// What is missing, or attributed to another module.
pub(crate) fn run() -> anyhow::Result<()> {
    let declared = declared()?;
    let mut modules = BTreeMap::<&str, usize>::new();
    for (_, module) in functions() {
        *modules.entry(module).or_default() += 1;
    }
    let missing = missing(&declared);
    if !missing.is_empty() {
        bail!("not declared as listed:\n{}", missing.join("\n"));
    }
    for (module, count) in &modules {
        println!("{count:>4} {module}");
    }
    println!("all {} are declared", modules.values().sum::<usize>());
    Ok(())
}

/// The functions of the list with their modules.
fn functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
}

/// The modules of what descriptions declare, `inline` for what is not imported.
fn declared() -> anyhow::Result<BTreeMap<String, String>> {
    let root = abi::workspace_root();
    let descriptions = abi::descriptions(&root)?;
    let inline = || "inline".to_owned();
    let mut declared: BTreeMap<String, String> = abi::hand_written(&root)?
        .into_iter()
        .map(|name| (name.name, inline()))
        .collect();
    for description in &descriptions {
        let names = abi::declared(description);
        declared.extend(names.iter().map(|name| ((*name).to_owned(), inline())));
    }
    for (name, (_, function)) in abi::functions(&descriptions) {
        let module = if function.host_only {
            inline()
        } else {
            function.module.clone()
        };
        declared.insert(name.to_owned(), module);
    }
    Ok(declared)
}

/// What is not declared, or in another module.
fn missing(declared: &BTreeMap<String, String>) -> Vec<String> {
    functions()
        .filter(|(name, module)| declared.get(*name).map(String::as_str) != Some(module))
        .map(|(name, module)| {
            let found = declared.get(name).map_or("nothing", String::as_str);
            format!("{name}: {module}, found {found}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_two_samples_call_is_declared() {
        let missing = missing(&declared().unwrap());
        assert!(missing.is_empty(), "{missing:#?}");
        assert!(functions().count() > 500);
    }

    #[test]
    fn an_import_counts_for_its_own_module_only() {
        let declared =
            |module: &str| BTreeMap::from([("NdisMSleep".to_owned(), module.to_owned())]);
        let misses = |declared| {
            missing(&declared)
                .iter()
                .any(|line| line.starts_with("NdisMSleep:"))
        };
        assert!(!misses(declared("NDIS.SYS")));
        assert!(misses(declared("ntoskrnl.exe")));
        assert!(misses(declared("inline")));
    }
}
