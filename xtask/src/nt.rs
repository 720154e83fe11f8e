//! `cargo xtask nt-coverage`: that `wdk-sys` declares what Microsoft's C sample drivers call.
//!
//! `abi/nt-functions.txt` names every function, inline function and macro that two or more of the
//! samples call, with the module that exports it, or `inline` where the headers define it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, bail};

const LIST: &str = include_str!("../../crates/wdk-sys/abi/nt-functions.txt");

/// What the source of `wdk-sys` declares.
#[derive(Default)]
struct Declared {
    /// Functions of the kernel's modules.
    imports: HashMap<String, String>,
    /// Every name in code. The crate compiles, so what it names is declared.
    names: HashSet<String>,
}

/// Prints how many functions of each module are declared.
///
/// # Errors
///
/// What is missing, or attributed to another module.
pub(crate) fn run() -> anyhow::Result<()> {
    let declared = read_source()?;
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

/// What is not declared, or in another module.
fn missing(declared: &Declared) -> Vec<String> {
    functions()
        .filter_map(|(name, module)| {
            let found = declared.imports.get(name).map(String::as_str);
            let ok = match found {
                Some(found) => found == module,
                None => module == "inline" && declared.names.contains(name),
            };
            (!ok).then(|| format!("{name}: {module}, found {}", found.unwrap_or("nothing")))
        })
        .collect()
}

fn read_source() -> anyhow::Result<Declared> {
    let mut declared = Declared::default();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/wdk-sys/src");
    read_folder(&source, &mut declared)?;
    Ok(declared)
}

fn read_folder(folder: &Path, declared: &mut Declared) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(&path, declared)?;
        } else {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            read(&text, declared);
        }
    }
    Ok(())
}

/// Adds the names of a file. A block of imports begins with its module and ends at the margin.
fn read(text: &str, declared: &mut Declared) {
    let mut module = None;
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default();
        if let Some((_, rest)) = code.split_once("imports! { \"") {
            module = rest.split('"').next();
        } else if code.starts_with('}') {
            module = None;
        }
        let words = || code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        if let Some(module) = module
            && let Some(at) = words().position(|word| word == "fn")
            && let Some(name) = words().nth(at + 1)
        {
            declared.imports.insert(name.to_owned(), module.to_owned());
        }
        declared
            .names
            .extend(words().filter(|word| !word.is_empty()).map(str::to_owned));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_two_samples_call_is_declared() {
        let missing = missing(&read_source().unwrap());
        assert!(missing.is_empty(), "{missing:#?}");
        assert!(functions().count() > 500);
    }

    #[test]
    fn an_import_counts_for_its_own_module_only() {
        let mut declared = Declared::default();
        read(
            "imports! { \"NDIS.SYS\";\n    pub fn NdisMSleep(Microseconds: ULONG);\n}\n// KeBugCheckEx\n",
            &mut declared,
        );
        assert_eq!(declared.imports["NdisMSleep"], "NDIS.SYS");
        assert!(!declared.names.contains("KeBugCheckEx"));
        assert!(
            missing(&declared)
                .iter()
                .any(|line| line.starts_with("KeBugCheckEx:"))
        );
        assert!(
            !missing(&declared)
                .iter()
                .any(|line| line.starts_with("NdisMSleep:"))
        );
    }
}
