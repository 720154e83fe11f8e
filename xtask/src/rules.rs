//! `cargo xtask rules`: Microsoft's rules for KMDF drivers, and what checks them here.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::{abi, format::Format};

/// The list; the tests beside it hold that each rule that is checked has a driver that breaks it.
const TABLE: &str = "crates/kmdf/compliance.tsv";
const TESTS: &str = "crates/kmdf/tests/rules";
/// Where findings have their names.
const SOURCES: [&str; 2] = ["crates/kmdf/src", "crates/wdk-sim/src"];

/// Arguments of `cargo xtask rules`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row {
    rule: String,
    set: String,
    /// The names of the findings; none for a rule that is not checked.
    reported: Vec<String>,
    /// The files that make the findings. A bug check is made by the machine's memory and has none.
    checked_in: Vec<String>,
    /// The file with a driver that breaks the rule and one that does not.
    tests: Option<String>,
    /// Why it is not checked, or what differs.
    note: String,
}

/// Prints the table and its sums.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = abi::workspace_root();
    let table = fs::read_to_string(root.join(TABLE)).with_context(|| TABLE.to_owned())?;
    let (mut sources, mut tests) = (Vec::new(), Vec::new());
    for folder in SOURCES {
        read_all(&root, Path::new(folder), &mut sources)?;
    }
    read_all(&root, Path::new(TESTS), &mut tests)?;
    let rows = rows(&table, &sources, &tests)?;
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&rows)?),
        Format::Text => print!("{}", text(&rows)),
    }
    Ok(())
}

/// Reads the sources below `folder`, with their paths.
fn read_all(root: &Path, folder: &Path, into: &mut Vec<(String, String)>) -> Result<()> {
    let entries = fs::read_dir(root.join(folder)).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.collect::<Result<_, _>>()?;
    paths.sort_by_key(fs::DirEntry::file_name);
    for entry in paths {
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read_all(root, &path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let content = fs::read_to_string(root.join(&path))?;
            into.push((path.display().to_string(), content));
        }
    }
    Ok(())
}

fn rows(table: &str, sources: &[(String, String)], tests: &[(String, String)]) -> Result<Vec<Row>> {
    let containing = |files: &[(String, String)], text: &str| -> Vec<String> {
        let found = files.iter().filter(|(_, content)| content.contains(text));
        found.map(|(path, _)| path.clone()).collect()
    };
    let lines = table.lines().enumerate();
    let mut rows = Vec::new();
    for (number, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
        let [rule, set, reported, note] = *line.split('\t').collect::<Vec<_>>() else {
            bail!(
                "{TABLE}:{}: expected a rule, its set, its findings and a note, separated by tabs",
                number + 1
            );
        };
        let reported: Vec<String> = match reported {
            "-" => Vec::new(),
            names => names.split(", ").map(str::to_owned).collect(),
        };
        let mut checked_in: Vec<String> = reported
            .iter()
            .flat_map(|name| containing(sources, &format!("\"{name}\"")))
            .collect();
        checked_in.sort();
        checked_in.dedup();
        rows.push(Row {
            tests: containing(tests, &format!("\n    {rule}: ")).pop(),
            rule: rule.to_owned(),
            set: set.to_owned(),
            reported,
            checked_in,
            note: note.to_owned(),
        });
    }
    Ok(rows)
}

fn text(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        let reported = match row.reported.is_empty() {
            true => "not checked".to_owned(),
            false => row.reported.join(", "),
        };
        let mut line = format!("{:<34} {:<20} {reported:<48}", row.rule, row.set);
        let of_memory = !row.reported.is_empty() && row.checked_in.is_empty();
        let places = of_memory.then(|| "the machine's memory".to_owned());
        let places: Vec<String> = row.checked_in.iter().cloned().chain(places).collect();
        let tests = row.tests.iter().map(|tests| format!("tests: {tests}"));
        let note = Some(row.note.clone()).filter(|note| !note.is_empty());
        let rest = places.into_iter().chain(tests).chain(note);
        line.push_str(&rest.collect::<Vec<_>>().join("; "));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let checked = rows.iter().filter(|row| !row.reported.is_empty()).count();
    out.push_str(&format!(
        "{} rules, {checked} checked, {} not\n",
        rows.len(),
        rows.len() - checked
    ));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_where_it_is_checked_and_tested() {
        let file = |path: &str, content: &str| (path.to_owned(), content.to_owned());
        let table = "# a comment\nOne\tLocking\tFirst, Second\t\nTwo\tUSB\t-\tno USB\n";
        let sources = [file("a.rs", "\"First\""), file("b.rs", "\"Third\"")];
        let tests = [file("t.rs", "x! {\n    One: A, B;\n}")];
        let rows = rows(table, &sources, &tests).unwrap();
        assert_eq!(rows[0].checked_in, ["a.rs"]);
        assert_eq!(rows[0].tests.as_deref(), Some("t.rs"));
        assert_eq!((&*rows[1].note, rows[1].tests.is_none()), ("no USB", true));
        assert!(text(&rows).ends_with("2 rules, 1 checked, 1 not\n"));
    }

    #[test]
    fn a_line_with_too_few_columns_is_named() {
        let error = rows("One\tLocking\n", &[], &[]).unwrap_err();
        assert!(error.to_string().contains("compliance.tsv:1: expected"));
    }
}
