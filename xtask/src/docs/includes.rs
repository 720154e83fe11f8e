//! What mdBook includes: `{{#include FILE:ANCHOR}}`.

use super::{
    Finding, line_of,
    tree::{Tree, parent, resolve},
};

/// Every include of `text` whose file or anchor is not there; `read` gives the text of a file.
pub(super) fn check(
    tree: &Tree,
    document: &str,
    text: &str,
    read: impl Fn(&str) -> Option<String>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (start, rest) in text
        .match_indices("{{#include ")
        .map(|(at, it)| (at, &text[at + it.len()..]))
    {
        let target = rest.split("}}").next().unwrap_or(rest).trim();
        let (file, anchor) = match target.split_once(':') {
            Some((file, anchor)) => (file, Some(anchor)),
            None => (target, None),
        };
        let source = resolve(parent(document), file).filter(|it| tree.has(it));
        let source = source.and_then(|it| read(&it));
        let message = match (source, anchor) {
            (None, _) => format!("there is no {file} to include"),
            (Some(source), Some(anchor)) if !has_anchor(&source, anchor) => {
                format!("{file} has no anchor {anchor}")
            }
            _ => continue,
        };
        found.push(Finding {
            document: document.to_owned(),
            line: line_of(text, start),
            message,
        });
    }
    found
}

/// Whether the anchor begins and ends, as mdBook wants it.
fn has_anchor(source: &str, anchor: &str) -> bool {
    let at = |mark: &str| {
        let mut lines = source.lines();
        lines.position(|line| line.trim_end().ends_with(&format!("{mark}: {anchor}")))
    };
    matches!((at("ANCHOR"), at("ANCHOR_END")), (Some(start), Some(end)) if start < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_include_needs_its_file_and_both_ends_of_its_anchor() {
        let source = "// ANCHOR: good\nfn a() {}\n// ANCHOR_END: good\n// ANCHOR: open\n";
        let text = "{{#include ../b.rs:good}}\n{{#include ../b.rs:open}}\n{{#include ../c.rs}}\n{{#include ../b.rs}}";
        let tree = Tree::of([("docs/a.md", text), ("b.rs", source)]);
        let read = |path: &str| (path == "b.rs").then(|| source.to_owned());
        let found = check(&tree, "docs/a.md", text, read);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "docs/a.md:2: ../b.rs has no anchor open",
                "docs/a.md:3: there is no ../c.rs to include"
            ]
        );
    }
}
