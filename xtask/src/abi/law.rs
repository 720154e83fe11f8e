//! What may stand in which file of `wdk-sys`: generated files declare and do nothing; hand-written files
//! declare nothing that C headers do, since that belongs into a description.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;

use super::{GENERATED, read_folder};

const SOURCE: &str = "crates/wdk-sys/src";

/// How lines of a hand-written file begin that declare what a description should. A type that is not at
/// the margin is one of a test.
const DECLARATIONS: [&str; 9] = [
    "#[repr(C",
    "imports!",
    "variadic_imports!",
    "fn_types!",
    "layout!",
    "bit_fields!",
    "crate::imports!",
    "crate::fn_types!",
    "unsafe extern",
];

/// Files that may, with what they declare.
const EXEMPT: &[(&str, &str)] = &[
    (
        "bytes.rs",
        "a function of the C library, with its calling convention",
    ),
    (
        "context.rs",
        "registers, which differ between processors as no description can say",
    ),
    ("host.rs", "types of our own, for hosts only"),
    ("layout.rs", "defines the macros"),
    ("pool.rs", "symbols that the linker gives"),
    (
        "runtime.rs",
        "what the compiler calls, and no header declares",
    ),
    (
        "seh.rs",
        "a function of our own, and what the compiler of C calls for __try",
    ),
    ("wdf/stub.rs", "types of our own, for both worlds"),
    ("wdf/stub/host.rs", "types of our own, for hosts only"),
    ("wdf.rs", "the settings of a device, whose type has a value"),
    (
        "wdf/binding.rs",
        "the loader's interface, which no public header declares",
    ),
    ("wdf/stub/kernel.rs", "symbols that the linker gives"),
    ("wdf/table.rs", "a slot of the table"),
    ("world.rs", "defines the macros"),
];

/// Keywords of code that does something.
const LOGIC: [&str; 9] = [
    "if",
    "match",
    "loop",
    "while",
    "for",
    "let",
    "return",
    "static mut",
    "unsafe {",
];

/// What breaks the law, with file and line.
pub(super) fn violations(root: &Path) -> Result<Vec<String>> {
    let files = read_folder(&root.join(SOURCE))?;
    let mut found = violations_in(&files);
    found.extend(EXEMPT.iter().filter_map(|(file, _)| {
        let missing = !files.contains_key(*file);
        missing.then(|| format!("{SOURCE}/{file} is exempt and does not exist"))
    }));
    Ok(found)
}

fn violations_in(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let whole = format!("{SOURCE}/{path}");
        let generated = whole.starts_with(GENERATED[0]);
        if !generated && EXEMPT.iter().any(|(file, _)| file == path) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.trim_start();
            if generated && LOGIC.iter().any(|keyword| begins(code, keyword)) {
                found.push(format!("{whole}:{number}: a generated file only declares"));
            }
            let code = if code.starts_with("#[repr") {
                line
            } else {
                code
            };
            if !generated && DECLARATIONS.iter().any(|start| code.starts_with(start)) {
                found.push(format!(
                    "{whole}:{number}: declarations of headers belong into a description below abi"
                ));
            }
        }
    }
    found
}

/// Whether the first word of `code` is `keyword`.
fn begins(code: &str, keyword: &str) -> bool {
    code.strip_prefix(keyword)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::workspace_root;

    #[test]
    fn the_crate_keeps_the_law() {
        let violations = violations(&workspace_root()).unwrap();
        assert!(violations.is_empty(), "{violations:#?}");
    }

    #[test]
    fn logic_in_generated_and_declarations_in_other_files_break_it() {
        let check = |path: &str, text: &str| {
            violations_in(&BTreeMap::from([(path.to_owned(), text.to_owned())]))
        };
        let declaration = "\nimports! { \"ntoskrnl.exe\";\n}\n";
        assert_eq!(
            check("wdm/ke.rs", declaration),
            [
                "crates/wdk-sys/src/wdm/ke.rs:2: declarations of headers belong into a description below abi"
            ]
        );
        assert!(check("generated/wdm/ke.rs", declaration).is_empty());
        assert!(check("runtime.rs", declaration).is_empty());
        let logic = "pub fn f() {\n    if true {}\n}\n";
        assert!(check("wdm/ke.rs", logic).is_empty());
        assert_eq!(
            check("generated/wdm/ke.rs", logic),
            ["crates/wdk-sys/src/generated/wdm/ke.rs:2: a generated file only declares"]
        );
    }
}
