//! File names in backticks.

use pulldown_cmark::{Event, Options, Parser};

use super::{Finding, line_of, tree::Tree};

/// What a file that a maintainer would look for ends with.
const EXTENSIONS: &[&str] = &["rs", "md", "inx", "svg", "yml"];

/// Every file name in backticks of `text` that no file of the repository has.
pub(super) fn check(tree: &Tree, document: &str, text: &str) -> Vec<Finding> {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
    let spans = parser
        .into_offset_iter()
        .filter_map(|(event, place)| match event {
            Event::Code(code) => Some((code, place.start)),
            _ => None,
        });
    spans
        .filter_map(|(code, start)| {
            Some(Finding {
                document: document.to_owned(),
                line: line_of(text, start),
                message: judge(tree, document, &code)?,
            })
        })
        .collect()
}

/// Why `code`, which stands in backticks in `document`, is the name of no file; `None` when there
/// is one or when it is not a file's name.
///
/// - A path whose first part is a folder at the top of the repository counts from there.
/// - In the pages of a crate (its README and its page of `docs/internals`) other names of sources
///   and documents are the ends of paths of that crate (`io/irp.rs`), or begin with another crate's
///   name (`wdk-sys/src/world.rs`).
/// - In other documents they are the ends of any path, but in the guide, whose readers have files of
///   their own, they are not looked at.
pub(super) fn judge(tree: &Tree, document: &str, code: &str) -> Option<String> {
    let name = code.trim_end_matches('/');
    if !is_path(name) {
        return None;
    }
    let first = name.split('/').next().unwrap_or_default();
    if first == "target" {
        // Cargo's folder is there or not.
        return None;
    }
    if name.contains('/') && tree.is_top(first) {
        return (!tree.has_match(name)).then(|| format!("there is no {name}"));
    }
    let of_crate = crate_of(tree, document);
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    let is_file = extension.is_some_and(|(_, end)| {
        // A crate's users have manifests and settings of their own.
        EXTENSIONS.contains(&end) || (end == "toml" && of_crate.is_none())
    });
    let is_folder = code.ends_with('/');
    if document.starts_with("docs/src/") || !(is_file || is_folder) {
        return None;
    }
    let known = match &of_crate {
        Some(folder) => {
            tree.has_below(folder, name)
                || tree.has_match(name)
                || tree.has_match(&format!("crates/{name}"))
        }
        None => tree.has_below("", name),
    };
    (!known).then(|| match of_crate {
        Some(folder) => format!("there is no {name} in {folder}"),
        None => format!("there is no {name}"),
    })
}

/// Whether `name` has only what the names of this repository's files have.
fn is_path(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "._-/*".contains(it))
}

/// The folder of the crate that `document` is about.
fn crate_of(tree: &Tree, document: &str) -> Option<String> {
    let parts: Vec<&str> = document.split('/').collect();
    let folder = match parts[..] {
        [top @ ("crates" | "driver"), name, _, ..] => format!("{top}/{name}"),
        ["docs", "internals", page] => format!("crates/{}", page.strip_suffix(".md")?),
        _ => return None,
    };
    tree.has(&folder).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    const FILES: &[(&str, &str)] = &[
        ("crates/kmdf/src/io.rs", ""),
        ("crates/kmdf/src/queue/inner.rs", ""),
        ("crates/wdk/src/queue.rs", ""),
        ("docs/internals/kmdf.md", ""),
    ];

    #[test]
    fn a_path_from_the_root_is_looked_for_in_every_document() {
        for document in ["README.md", "docs/src/a.md", "docs/internals/kmdf.md"] {
            let good = "`crates/kmdf/src/io.rs`, `crates/kmdf/`, `crates/*/src`";
            assert!(check(document, good, FILES).is_empty());
            let wrong = check(document, "\n\n`crates/kmdf/src/gone.rs`", FILES);
            assert_eq!(
                wrong,
                [format!("{document}:3: there is no crates/kmdf/src/gone.rs")]
            );
        }
    }

    #[test]
    fn a_crates_page_names_files_of_that_crate() {
        let page = "docs/internals/kmdf.md";
        assert!(
            check(
                page,
                "`queue/inner.rs`, `queue/`, `wdk/src/queue.rs`",
                FILES
            )
            .is_empty()
        );
        assert_eq!(check(page, "`queue.rs`", FILES).len(), 1);
        assert_eq!(check(page, "`engine/`", FILES).len(), 1);
    }

    #[test]
    fn other_documents_name_files_of_any_crate() {
        assert!(check("CONTRIBUTING.md", "`queue.rs`", FILES).is_empty());
        assert_eq!(check("CONTRIBUTING.md", "`cue.rs`", FILES).len(), 1);
    }

    #[test]
    fn what_is_no_file_name_is_left_alone() {
        let text =
            "`a + b`, `Machine::new()`, `/DRIVER`, `n/a`, `target/wdk/`, `.rs`, `1.33`, `<x>/y.rs`";
        assert!(check("README.md", text, FILES).is_empty());
        let built = [("target/other.txt", "")];
        assert!(check("README.md", "`target/wdk/x.pfx`", &built).is_empty());
    }

    #[test]
    fn the_guides_readers_have_files_of_their_own() {
        assert!(check("docs/src/a.md", "`src/lib.rs`", FILES).is_empty());
    }
}
