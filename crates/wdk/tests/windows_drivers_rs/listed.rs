//! The list of names that the published versions export, and the test that a version's crate uses each.

use std::collections::BTreeSet;

const TABLE: &str = include_str!("names.tsv");
/// Each has a crate beside this file.
const MINORS: [&str; 6] = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"];

/// Uses names, and lists them as `USED`: `kind path;`, and
/// - `function path: type;`, also for constants and variants: the value has the type;
/// - `field path => (name: type);`, of a structure of this path;
/// - `macro path => (arguments);` or `(unsafe arguments)`: it is called, in a function that never runs.
macro_rules! published {
    ($($kind:tt $path:path $(: $type:ty)? $(=> ($($how:tt)*))?;)*) => {
        $(const _: () = {
            uses!($kind $path $(: $type)? $(=> $($how)*)?);
        };)*
        const USED: &[(&str, &[&str])] = &[
            $((stringify!($kind), &[stringify!($path), $(stringify!($($how)*))?])),*
        ];
    };
}

macro_rules! uses {
    (crate $path:path) => {
        uses!(module $path);
    };
    (module $path:path) => {
        #[expect(unused_imports, reason = "that the name is there is what is tested")]
        use $path as it;
    };
    (structure $path:path) => {
        const _: Option<$path> = None;
    };
    (enumeration $path:path) => {
        const _: Option<$path> = None;
    };
    (function $path:path: $type:ty) => {
        const _: $type = $path;
    };
    (constant $path:path: $type:ty) => {
        const _: $type = $path;
    };
    (variant $path:path: $type:ty) => {
        const _: $type = $path;
    };
    (field $path:path => $name:ident: $type:ty) => {
        const _: fn(&mut $path) -> &mut $type = |it| &mut it.$name;
    };
    (macro $path:path => unsafe $($argument:tt)*) => {
        #[expect(dead_code, reason = "that it compiles is what is tested")]
        fn never_runs() {
            use $path as unsafe_it;
            // SAFETY: nothing calls this function.
            let () = unsafe { unsafe_it!($($argument)*) };
        }
    };
    (macro $path:path => $($argument:tt)*) => {
        #[expect(dead_code, reason = "that it compiles is what is tested")]
        fn never_runs() {
            use $path as it;
            let _ = it!($($argument)*);
        }
    };
}

/// Holds that the crate of the minor version `minor` uses every name of that version which has no reason
/// to be missing, and no others.
pub(crate) fn check(minor: &str, used: &[(&str, &[&str])]) {
    let used: BTreeSet<(String, String)> = used
        .iter()
        .map(|(kind, parts)| ((*kind).to_owned(), path(kind, parts)))
        .collect();
    let mut listed = BTreeSet::new();
    let mut reasons = BTreeSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            ["reason", name, sentence] => {
                assert!(!sentence.is_empty(), "no sentence: {line}");
                assert!(reasons.insert(name), "twice: {line}");
            }
            [path, kind, minors, here] => {
                assert!(here == "here" || reasons.contains(here), "unknown: {line}");
                let known = |it: &str| MINORS.contains(&it);
                assert!(minors.split(' ').all(known), "no such version: {line}");
                if here == "here" && minors.split(' ').any(|it| it == minor) {
                    let row = (kind.to_owned(), path.to_owned());
                    assert!(listed.insert(row), "twice: {line}");
                }
            }
            _ => panic!("neither a name nor a reason: {line}"),
        }
    }
    let unused: Vec<_> = listed.difference(&used).collect();
    assert!(unused.is_empty(), "{minor} exports them too: {unused:?}");
    let unlisted: Vec<_> = used.difference(&listed).collect();
    assert!(unlisted.is_empty(), "names.tsv lacks them: {unlisted:?}");
}

/// The path as the table has it: without spaces and type arguments, and with the field's name.
fn path(kind: &str, parts: &[&str]) -> String {
    let tidy = |text: &str| text.replace(char::is_whitespace, "");
    let path = tidy(parts[0]);
    let (path, _) = path.split_once('<').unwrap_or((&path, ""));
    match (kind, parts) {
        ("field", [_, field]) => {
            let (name, _) = field.split_once(':').unwrap_or((field, ""));
            format!("{path}::{}", tidy(name))
        }
        _ => path.to_owned(),
    }
}
