//! The targets of links and pictures.

use std::collections::BTreeSet;

use pulldown_cmark::{
    BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::{
    Finding, line_of,
    tree::{Tree, parent, resolve},
};

/// Every link and picture of `text` that leads nowhere.
pub(super) fn check(tree: &Tree, document: &str, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut undefined = Vec::new();
    let mut note = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // `[text]` alone is text with brackets more often than a link.
        if link.link_type == LinkType::Reference || link.link_type == LinkType::ReferenceUnknown {
            undefined.push((link.span.start, link.reference.to_string()));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut note));
    for (event, place) in parser.into_offset_iter() {
        let targets = match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                vec![dest_url.to_string()]
            }
            Event::Html(html) | Event::InlineHtml(html) => targets_of_html(&html),
            _ => continue,
        };
        for target in targets {
            if let Some(message) = fault(tree, document, text, &target) {
                found.push(Finding {
                    document: document.to_owned(),
                    line: line_of(text, place.start),
                    message,
                });
            }
        }
    }
    found.extend(undefined.into_iter().map(|(start, name)| Finding {
        document: document.to_owned(),
        line: line_of(text, start),
        message: format!("[{name}] is defined nowhere in the document"),
    }));
    found
}

/// Every document of `folder` that `summary` does not link to: mdBook would leave it out.
pub(super) fn pages_without_link(tree: &Tree, summary: &str, folder: &str) -> Vec<Finding> {
    let Some(text) = tree.documents.get(summary) else {
        return Vec::new();
    };
    let linked: BTreeSet<String> = Parser::new_ext(text, options())
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => resolve(folder, &dest_url),
            _ => None,
        })
        .collect();
    let prefix = format!("{folder}/");
    let pages = tree.documents.keys().filter(|it| it.starts_with(&prefix));
    pages
        .filter(|it| *it != summary && !linked.contains(*it))
        .map(|page| Finding {
            document: summary.to_owned(),
            line: 1,
            message: format!("does not link to {page}"),
        })
        .collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Why `target` leads nowhere, seen from `document`.
fn fault(tree: &Tree, document: &str, text: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") || target.contains("::") {
        return None;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    let full = match path.strip_prefix('/') {
        _ if path.is_empty() => Some(document.to_owned()),
        Some(from_root) => resolve("", from_root),
        None => resolve(parent(document), path),
    };
    let Some(full) = full else {
        return Some(format!("{path} lies outside of the repository"));
    };
    if !tree.has(&full) {
        return Some(format!("there is no {full}"));
    }
    let anchor = anchor?;
    let there = if full == document {
        text
    } else {
        tree.documents.get(&full)?
    };
    let missing = !anchors(there).contains(anchor);
    missing.then(|| format!("{full} has no heading for #{anchor}"))
}

/// The anchors of the headings of `text`, made as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading: Option<(HeadingLevel, String)> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((_, title)) = heading.take() else {
                    continue;
                };
                let name = anchor_of(&title);
                let mut numbered = name.clone();
                let mut count = 0;
                while !found.insert(numbered) {
                    count += 1;
                    numbered = format!("{name}-{count}");
                }
            }
            _ => {}
        }
    }
    found
}

fn anchor_of(title: &str) -> String {
    title
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|it| match it {
            ' ' => Some('-'),
            '-' | '_' => Some(it),
            it if it.is_alphanumeric() => Some(it),
            _ => None,
        })
        .collect()
}

/// What `src="..."` and `href="..."` in a piece of HTML name.
fn targets_of_html(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in ["src=\"", "href=\""] {
        for (start, _) in html.match_indices(attribute) {
            let value = &html[start + attribute.len()..];
            found.extend(value.split_once('"').map(|(value, _)| value.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::tests::check, *};

    #[test]
    fn a_link_leads_to_a_file_a_folder_or_a_heading() {
        let text = "[a](b.md) [b](../crates) [c](b.md#two-words) [d](#here)\n\n# Here\n";
        let others = [("docs/b.md", "## Two `words`\n"), ("crates/x.rs", "")];
        assert!(check("docs/a.md", text, &others).is_empty());
    }

    #[test]
    fn a_heading_that_is_not_there_is_found() {
        let found = check("a.md", "x\n[b](b.md#three)\n", &[("b.md", "# Two\n")]);
        assert_eq!(found, ["a.md:2: b.md has no heading for #three"]);
    }

    #[test]
    fn a_picture_that_is_not_there_is_found() {
        assert_eq!(check("a.md", "![run](run.svg)", &[]).len(), 1);
        assert_eq!(check("a.md", "<img src=\"run.svg\">", &[]).len(), 1);
        assert!(check("a.md", "![run](run.svg)", &[("run.svg", "")]).is_empty());
    }

    #[test]
    fn a_reference_without_a_definition_is_found() {
        let found = check("a.md", "[text][nowhere]\n", &[]);
        assert_eq!(
            found,
            ["a.md:1: [nowhere] is defined nowhere in the document"]
        );
        assert!(check("a.md", "[text][b]\n\n[b]: b.md\n", &[("b.md", "")]).is_empty());
    }

    #[test]
    fn a_link_that_leaves_the_repository_is_found() {
        assert_eq!(check("docs/a.md", "[x](../../x.md)", &[]).len(), 1);
    }

    #[test]
    fn the_network_and_rustdoc_are_left_alone() {
        let text = "[a](https://example.org/x.md) [b](crate::Machine) [c](mailto:a@b.c)";
        assert!(check("a.md", text, &[]).is_empty());
    }

    #[test]
    fn a_page_that_the_summary_forgets_is_found() {
        let tree = Tree::of([
            ("docs/src/SUMMARY.md", "[A](a.md)"),
            ("docs/src/a.md", ""),
            ("docs/src/b.md", ""),
        ]);
        let found = pages_without_link(&tree, "docs/src/SUMMARY.md", "docs/src");
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["docs/src/SUMMARY.md:1: does not link to docs/src/b.md"]
        );
    }
}
