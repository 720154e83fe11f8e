//! `cargo xtask safety`: how often the `// SAFETY:` comments of a crate repeat each other.
//!
//! A comment is what follows `// SAFETY:`, joined over its continuation lines. Two shares tell how
//! much of a crate's comments is repetition:
//!
//! - of the ten commonest: the occurrences of the ten commonest texts among all texts, where a
//!   text that stands once does not count;
//! - of those that stand more than [`OFTEN`] times: their occurrences among all.
//!
//! Both are given for whole comments and for single sentences, since a stock sentence before a
//! second one is a stock sentence, too. Texts are compared without case, backquotes and final
//! punctuation. Only a crate's `src` counts.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use crate::{abi, format::Format};

/// The share of the ten commonest that a crate has to stay below, in percent.
const LIMIT: f64 = 10.0;

/// Crates with fewer comments are not judged: among a few dozen, ten are a large share.
const JUDGED_FROM: usize = 100;

/// A text that stands more often than this is a stock text.
const OFTEN: usize = 5;

/// Arguments of `cargo xtask safety`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fails when a crate's share of the ten commonest is at or above its limit.
    #[arg(long)]
    check: bool,
    /// Prints that many of the commonest texts per crate.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    commonest: usize,
    /// Only these crates.
    #[arg(long = "package", short, value_name = "CRATE")]
    packages: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What one crate has.
#[derive(Debug, Serialize)]
struct Row {
    package: String,
    limit: f64,
    comments: Figures,
    sentences: Figures,
}

/// How often a set of texts repeats itself.
#[derive(Debug, PartialEq, Serialize)]
struct Figures {
    count: usize,
    distinct: usize,
    /// Share of the ten commonest, in percent.
    ten_commonest: f64,
    /// Share of those that stand more than [`OFTEN`] times, in percent.
    often: f64,
    commonest: Vec<Text>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Text {
    count: usize,
    text: String,
}

/// Prints the figures, and in check mode holds them against the limits.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut rows = Vec::new();
    for (package, folder) in packages(&abi::workspace_root())? {
        if !arguments.packages.is_empty() && !arguments.packages.contains(&package) {
            continue;
        }
        let mut comments = Vec::new();
        for file in rust_files(&folder)? {
            let source = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            comments.extend(safety_comments(&source));
        }
        if !comments.is_empty() {
            rows.push(row(package, &comments, arguments.commonest));
        }
    }
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&rows)?),
        Format::Text => print(&rows),
    }
    let over: Vec<&Row> = rows.iter().filter(|row| row.over()).collect();
    if arguments.check && !over.is_empty() {
        for row in &over {
            eprintln!(
                "{}: the ten commonest SAFETY texts are {:.1} % of the comments and {:.1} % of \
                 the sentences; the limit is {} %",
                row.package, row.comments.ten_commonest, row.sentences.ten_commonest, row.limit
            );
        }
        bail!(
            "{} crates repeat their SAFETY comments: move the argument into a type's invariant \
             or a checked function; `cargo xtask safety --commonest 20` lists the texts",
            over.len()
        );
    }
    Ok(())
}

impl Row {
    fn over(&self) -> bool {
        self.comments.count >= JUDGED_FROM
            && (self.comments.ten_commonest >= self.limit
                || self.sentences.ten_commonest >= self.limit)
    }
}

fn row(package: String, comments: &[String], commonest: usize) -> Row {
    Row {
        limit: LIMIT,
        comments: figures(comments.iter().map(|text| normalised(text)), commonest),
        sentences: figures(
            comments
                .iter()
                .flat_map(|text| sentences(text))
                .map(normalised),
            commonest,
        ),
        package,
    }
}

fn print(rows: &[Row]) {
    println!("                      comments               sentences");
    println!("crate                 count  ten %  often %  count  ten %  often %  limit %");
    for row in rows {
        println!(
            "{:<20} {:>6} {:>6.1} {:>8.1} {:>6} {:>6.1} {:>8.1} {:>8}",
            row.package,
            row.comments.count,
            row.comments.ten_commonest,
            row.comments.often,
            row.sentences.count,
            row.sentences.ten_commonest,
            row.sentences.often,
            match row.comments.count < JUDGED_FROM {
                true => "-".to_owned(),
                false => row.limit.to_string(),
            },
        );
        for text in &row.comments.commonest {
            println!("    {:>4}  {}", text.count, text.text);
        }
    }
}

/// The `// SAFETY:` comments of a source text, each joined to one line.
fn safety_comments(source: &str) -> Vec<String> {
    const MARK: &str = "// SAFETY:";
    let mut found = Vec::new();
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((before, after)) = line.split_once(MARK) else {
            continue;
        };
        let mut text = after.trim().to_owned();
        // One behind code ends with its line.
        while before.trim().is_empty()
            && let Some(more) = lines.next_if(|line| continues(line.trim_start()))
        {
            text.push(' ');
            text.push_str(more.trim_start().trim_start_matches('/').trim());
        }
        found.push(text);
    }
    found
}

fn continues(line: &str) -> bool {
    line.starts_with("//")
        && !line.starts_with("// SAFETY:")
        && !line.starts_with("///")
        && !line.starts_with("//!")
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', ';', ':'])
        // A point inside a word (`file.rs`, `::`) ends no sentence: put such parts together again.
        .scan(0, move |start, part| {
            let end = part.as_ptr() as usize - text.as_ptr() as usize + part.len();
            let ends = text[end..].chars().next().is_none_or(char::is_whitespace);
            let sentence = ends.then(|| &text[*start..end]);
            if ends {
                *start = end;
            }
            Some(sentence)
        })
        .flatten()
}

fn normalised(text: &str) -> String {
    text.replace('`', "")
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches(['.', ';', ':', ','])
        .to_owned()
}

fn figures(texts: impl Iterator<Item = String>, commonest: usize) -> Figures {
    let mut counts = BTreeMap::<String, usize>::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let count: usize = counts.values().sum();
    let distinct = counts.len();
    let mut texts: Vec<Text> = counts
        .into_iter()
        .map(|(text, count)| Text { count, text })
        .collect();
    texts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let share = |part: usize| 100.0 * part as f64 / count.max(1) as f64;
    let ten_commonest = share(
        texts
            .iter()
            .take(10)
            .map(|text| text.count)
            .filter(|&count| count > 1)
            .sum(),
    );
    let often = share(
        texts
            .iter()
            .map(|text| text.count)
            .filter(|&count| count > OFTEN)
            .sum(),
    );
    texts.truncate(commonest);
    Figures {
        count,
        distinct,
        ten_commonest,
        often,
        commonest: texts,
    }
}

/// The workspace's packages by name, each with its `src`.
fn packages(root: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for parent in ["crates", "driver"] {
        let parent = root.join(parent);
        for entry in
            fs::read_dir(&parent).with_context(|| format!("cannot read {}", parent.display()))?
        {
            let folder = entry?.path();
            if folder.join("Cargo.toml").exists()
                && let Some(name) = folder.file_name().and_then(|name| name.to_str())
            {
                found.push((name.to_owned(), folder.join("src")));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Figures {
        figures(texts.iter().map(|text| normalised(text)), 3)
    }

    #[test]
    fn a_comment_ends_with_its_block() {
        let source = "\
fn f() {
    // SAFETY: the first line
    // and the second.
    unsafe { a() };
    // SAFETY: alone.
    // SAFETY: directly below.
    unsafe { b() }; // SAFETY: behind code.
    // Not part of it.
    // SAFETY: above a documented item.
    /// Documentation.
    unsafe fn g() {}
}
";
        assert_eq!(
            safety_comments(source),
            [
                "the first line and the second.",
                "alone.",
                "directly below.",
                "behind code.",
                "above a documented item.",
            ]
        );
    }

    #[test]
    fn case_punctuation_and_line_breaks_do_not_tell_texts_apart() {
        let figures = of(&["The `driver's`  handle.", "the driver's handle"]);
        assert_eq!((figures.count, figures.distinct), (2, 1));
        assert_eq!(figures.commonest[0].text, "the driver's handle");
    }

    #[test]
    fn texts_that_stand_once_are_no_repetition() {
        assert_eq!(of(&["a", "b", "c"]).ten_commonest, 0.0);
        assert_eq!(of(&["a", "a", "b", "c"]).ten_commonest, 50.0);
    }

    #[test]
    fn only_the_ten_commonest_count() {
        let texts: Vec<String> = (0..20)
            .flat_map(|n| [format!("text {n}"), format!("text {n}")])
            .collect();
        assert_eq!(figures(texts.into_iter(), 0).ten_commonest, 50.0);
    }

    #[test]
    fn often_means_more_than_five_times() {
        assert_eq!(of(&["a"; 5]).often, 0.0);
        assert_eq!(of(&["a"; 6]).often, 100.0);
    }

    #[test]
    fn sentences_end_at_points_before_white_space() {
        assert_eq!(
            sentences("By `a::b`, see file.rs; held. The rest").collect::<Vec<_>>(),
            ["By `a::b`, see file.rs;", " held.", " The rest"]
        );
    }

    #[test]
    fn a_stock_sentence_before_another_is_found() {
        let comments: Vec<String> = (0..100)
            .map(|n| format!("by contract. Case {n}."))
            .collect();
        let row = row("new".to_owned(), &comments, 0);
        assert_eq!(row.comments.ten_commonest, 0.0);
        assert_eq!(row.sentences.ten_commonest, 50.0);
        assert!(row.over());
    }

    #[test]
    fn few_comments_are_not_judged() {
        let comments = vec!["by contract.".to_owned(); JUDGED_FROM - 1];
        assert!(!row("new".to_owned(), &comments, 0).over());
    }
}
