//! `cargo xtask docs`: every link and every file name in the Markdown documents leads somewhere.
//!
//! Checked are the targets and anchors of links, and what stands in backticks and looks like a path
//! (see [`names::judge`]). Addresses on the network are not visited, and links with `::` are left
//! to rustdoc, which resolves them. Includes of mdBook need their file and their anchor.

mod includes;
mod links;
mod names;
mod tree;

use std::{fmt, fs, path::Path};

use anyhow::{Context as _, bail};
use tree::Tree;

/// Something in a document that leads nowhere.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// The document, relative to the repository.
    document: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            document,
            line,
            message,
        } = self;
        write!(f, "{document}:{line}: {message}")
    }
}

/// Fails with every link and file name that leads nowhere.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask has no parent folder")?;
    let tree = Tree::read(root)?;
    let findings = findings(root, &tree);
    if findings.is_empty() {
        println!("documents: {} lead where they say", tree.documents.len());
        return Ok(());
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    bail!(
        "{} links or file names in the documents lead nowhere",
        findings.len()
    );
}

fn findings(root: &Path, tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (document, text) in &tree.documents {
        found.extend(links::check(tree, document, text));
        found.extend(names::check(tree, document, text));
        found.extend(includes::check(tree, document, text, |file| {
            fs::read_to_string(root.join(file)).ok()
        }));
    }
    found.extend(links::pages_without_link(
        tree,
        "docs/src/SUMMARY.md",
        "docs/src",
    ));
    found
}

/// The line of `text` on which `offset` lies, counted from one.
fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|it| *it == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in `text` as the document `at`, beside `others`.
    pub(super) fn check(at: &str, text: &str, others: &[(&str, &str)]) -> Vec<String> {
        let files = others.iter().copied().chain([(at, text)]);
        let tree = Tree::of(files);
        let found = links::check(&tree, at, text)
            .into_iter()
            .chain(names::check(&tree, at, text));
        found.map(|it| it.to_string()).collect()
    }

    #[test]
    fn every_link_and_file_name_of_this_repository_leads_somewhere() {
        run().unwrap();
    }

    #[test]
    fn a_finding_names_the_document_and_the_line() {
        let found = check("docs/a.md", "# A\n\nSee [b](b.md).\n", &[]);
        assert_eq!(found, ["docs/a.md:3: there is no docs/b.md"]);
    }
}
