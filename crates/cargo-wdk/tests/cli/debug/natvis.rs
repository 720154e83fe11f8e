//! The `.natvis` files of the crates: their form, and that the fields which they name exist.
//!
//! The form is that of
//! [Create custom views of C++ objects](https://learn.microsoft.com/visualstudio/debugger/create-custom-views-of-native-objects),
//! as far as the files use it. The files were also held against the schema of Microsoft's MIEngine.

use std::{collections::BTreeMap, fs};

use roxmltree::{Document, Node};

use super::symbols::Types;
use crate::support::workspace;

pub(super) const FILES: [&str; 3] = [
    "crates/wdk-sys/debug/core.natvis",
    "crates/wdk/debug/wdk.natvis",
    "crates/wdk-alloc/debug/alloc.natvis",
];

const NAMESPACE: &str = "http://schemas.microsoft.com/vstudio/debugger/natvis/2010";

/// What an element may have: children, attributes, whether it has text.
const SCHEMA: [(&str, &[&str], &[&str], bool); 10] = [
    ("AutoVisualizer", &["Type"], &[], false),
    (
        "Type",
        &["AlternativeType", "DisplayString", "StringView", "Expand"],
        &["Name"],
        false,
    ),
    ("AlternativeType", &[], &["Name"], false),
    ("DisplayString", &[], &["Condition", "Optional"], true),
    ("StringView", &[], &["Condition", "Optional"], true),
    (
        "Expand",
        &["Item", "ArrayItems", "ExpandedItem"],
        &[],
        false,
    ),
    ("Item", &[], &["Name", "Condition", "Optional"], true),
    ("ExpandedItem", &[], &["Condition", "Optional"], true),
    (
        "ArrayItems",
        &["Size", "ValuePointer"],
        &["Condition", "Optional"],
        false,
    ),
    ("Size", &[], &["Condition", "Optional"], true),
];

fn check_form(node: Node<'_, '_>) {
    let name = node.tag_name().name();
    assert_eq!(node.tag_name().namespace(), Some(NAMESPACE), "{name}");
    if name == "ValuePointer" {
        return;
    }
    let known = SCHEMA.iter().find(|it| it.0 == name);
    let (_, children, attributes, has_text) = known.unwrap_or_else(|| panic!("<{name}>"));
    for attribute in node.attributes() {
        assert!(
            attributes.contains(&attribute.name()),
            "{name} {}",
            attribute.name()
        );
    }
    if attributes.contains(&"Name") {
        assert!(
            node.attribute("Name").is_some_and(|it| !it.is_empty()),
            "{name}"
        );
    }
    if let Some(optional) = node.attribute("Optional") {
        assert!(["true", "false"].contains(&optional), "{optional}");
    }
    let text = node.text().unwrap_or_default().trim();
    assert_eq!(!text.is_empty(), *has_text, "{name}: {text}");
    for child in node.children().filter(Node::is_element) {
        let child_name = child.tag_name().name();
        assert!(children.contains(&child_name), "{child_name} in {name}");
        check_form(child);
    }
}

#[test]
fn the_files_have_the_form_that_debuggers_read() {
    for file in FILES {
        let text = fs::read_to_string(workspace().join(file)).unwrap();
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(document.root_element().tag_name().name(), "AutoVisualizer");
        check_form(document.root_element());
    }
}

/// Checks that each type is in the symbols, with the fields that its lines name: an optional line
/// has them in one of the types that match, any other in all of them.
pub(super) fn check_fields(types: &Types) {
    for file in FILES {
        let text = fs::read_to_string(workspace().join(file)).unwrap();
        let document = Document::parse(&text).unwrap();
        for entry in document.root_element().children().filter(Node::is_element) {
            let names = entry
                .descendants()
                .filter(|it| ["Type", "AlternativeType"].contains(&it.tag_name().name()))
                .filter_map(|it| it.attribute("Name"));
            let names: Vec<_> = names.collect();
            let found: Vec<_> = types
                .keys()
                .filter(|it| names.iter().any(|name| matches(name, it)))
                .collect();
            // A type without size is only ever behind a reference.
            assert!(
                !found.is_empty(),
                "{file}: the symbols have no {}",
                names[0]
            );
            for line in entry.descendants() {
                let optional = line.attribute("Optional") == Some("true");
                let paths: Vec<_> = expressions(line).iter().flat_map(|it| paths(it)).collect();
                let holds = |name: &&&String| paths.iter().all(|it| resolves(types, name, it));
                let right = found.iter().filter(holds).count();
                assert!(
                    right == found.len() || optional && right > 0,
                    "{file}: {} of {}: {paths:?} in {right} of {found:?}",
                    line.tag_name().name(),
                    names[0]
                );
            }
        }
    }
}

/// Whether `name` is what `pattern`, in which `*` stands for anything, describes.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(rest) = name.strip_prefix(head) else {
        return false;
    };
    rest.char_indices()
        .any(|(at, _)| matches(tail, &rest[at..]))
}

/// The expressions of an element.
fn expressions(node: Node<'_, '_>) -> Vec<String> {
    let mut found: Vec<_> = node
        .attribute("Condition")
        .map(str::to_owned)
        .into_iter()
        .collect();
    let text = node.text().unwrap_or_default();
    match node.tag_name().name() {
        "DisplayString" => {
            let text = text.replace("{{", "").replace("}}", "");
            let parts = text.split('{').skip(1);
            found.extend(parts.map(|it| it.split('}').next().unwrap_or_default().to_owned()));
        }
        "StringView" | "Item" | "Size" | "ValuePointer" | "ExpandedItem" => {
            found.push(text.to_owned());
        }
        _ => {}
    }
    found
}

/// The paths of members in an expression: `a.b->c` without casts and without the format behind a comma,
/// whose length in brackets is an expression too.
fn paths(expression: &str) -> Vec<Vec<String>> {
    let (value, format) = expression.split_once(',').unwrap_or((expression, ""));
    let length = format.split(['[', ']']).nth(1).unwrap_or_default();
    let mut text = format!("{value} {length}");
    for cast in ["(wchar_t*)", "(void*)"] {
        text = text.replace(cast, " ");
    }
    let text = text.replace("->", ".");
    let words = text.split(|it: char| !(it.is_alphanumeric() || "_.".contains(it)));
    let words = words.filter(|it| it.starts_with(|it: char| it.is_alphabetic() || it == '_'));
    let words = words.filter(|it| *it != "this");
    words
        .map(|it| it.split('.').map(str::to_owned).collect())
        .collect()
}

fn resolves(types: &Types, name: &str, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    let nothing = BTreeMap::new();
    let members = types.get(name).unwrap_or(&nothing);
    members
        .get(first)
        .is_some_and(|it| resolves(types, it, rest))
}
