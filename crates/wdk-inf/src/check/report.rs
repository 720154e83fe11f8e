//! What was found, for people, and for programs as JSON or SARIF, which code hosts and editors read.

use std::{collections::BTreeSet, fmt};

use serde_json::{Value, json};

use super::rules::rule;
use crate::diagnostic::{Diagnostic, Level};

mod html;

pub use html::html;

/// What was found in one INF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file's name, for the excerpts.
    pub name: String,
    /// The decoded text that the spans count in.
    pub text: String,
    /// The findings in the order of the file.
    pub findings: Vec<Diagnostic>,
}

impl Report {
    /// The number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        let errors = self.findings.iter().filter(|it| it.level == Level::Error);
        errors.count()
    }

    /// All findings with their excerpts.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let each = self
            .findings
            .iter()
            .map(|it| it.render(&self.name, &self.text, colour));
        each.collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The findings of `reports`, one object per file.
#[must_use]
pub fn json(reports: &[Report]) -> Value {
    let file = |report: &Report| {
        let places = Places::of(&report.text);
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|it| {
                let (line, column) = places.of_byte(it.span.start);
                let (end_line, end_column) = places.of_byte(it.span.end);
                json!({
                    "code": it.code,
                    "level": it.level.name(),
                    "message": it.message,
                    "help": it.help,
                    "line": line,
                    "column": column,
                    "end_line": end_line,
                    "end_column": end_column,
                })
            })
            .collect();
        json!({ "file": report.name, "findings": findings })
    };
    reports.iter().map(file).collect()
}

/// The findings of `reports` as one run of a
/// [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) log.
#[must_use]
pub fn sarif(reports: &[Report]) -> Value {
    let found = reports.iter().flat_map(|it| &it.findings);
    let codes: BTreeSet<u16> = found.map(|it| it.code).collect();
    let rules = codes.iter().filter_map(|code| rule(*code)).map(|rule| {
        json!({
            "id": rule.code.to_string(),
            "shortDescription": { "text": rule.title },
            "fullDescription": { "text": rule.explanation },
        })
    });
    let results = reports.iter().flat_map(|report| {
        let places = Places::of(&report.text);
        let result = move |it: &Diagnostic| sarif_result(report, &places, it);
        report.findings.iter().map(result)
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cargo wdk inf check",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn sarif_result(report: &Report, places: &Places<'_>, finding: &Diagnostic) -> Value {
    let (line, column) = places.of_byte(finding.span.start);
    let (end_line, end_column) = places.of_byte(finding.span.end);
    let text = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    json!({
        "ruleId": finding.code.to_string(),
        "level": finding.level.name(),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": report.name.replace('\\', "/") },
            "region": {
                "startLine": line, "startColumn": column,
                "endLine": end_line, "endColumn": end_column,
            },
        }}],
    })
}

/// From bytes of a text to lines and columns, both counted from one.
struct Places<'a> {
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    fn of(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            text,
            lines: lines.collect(),
        }
    }

    fn of_byte(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= at);
        let before = self.text.get(self.lines[line - 1]..at);
        (line, before.map_or(0, |it| it.chars().count()) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_one_in_characters() {
        let places = Places::of("ä=b\n\nx");
        let of = |at| places.of_byte(at);
        assert_eq!(
            [of(0), of(2), of(5), of(6), of(99)],
            [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2)]
        );
    }

    #[test]
    fn both_forms_name_the_line_and_the_rule() {
        let report = Report {
            name: r"a\b.inf".into(),
            text: "[A]\n[B]\n".into(),
            findings: vec![Diagnostic::error(1002, "odd", 4..7)],
        };
        let reports = [report];
        assert_eq!(json(&reports)[0]["findings"][0]["line"], 2);
        let run = &sarif(&reports)["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "1002");
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a/b.inf");
        assert_eq!(place["region"]["endColumn"], 4);
    }
}
