//! The file as a page, with each finding below its line: InfVerif's `/l`.

use std::fmt::Write as _;

use super::{Places, Report};
use crate::diagnostic::Level;

const STYLE: &str = "body{font-family:monospace;white-space:pre-wrap}\
    .n{color:#888}.error{background:#fdd}.warning{background:#ffd}p{margin:0 0 0 6ch;white-space:normal}";

/// `report`'s file, numbered, with the findings where they are. The page needs nothing else.
#[must_use]
pub fn html(report: &Report) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n");
    let name = escape(&report.name);
    let errors = report.errors();
    let warnings = report.findings.len() - errors;
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<title>{name}</title><style>{STYLE}</style>\n<body>{name}: errors {errors}, warnings {warnings}\n\n"
    );
    let places = Places::of(&report.text);
    let mut findings = report.findings.iter().peekable();
    let lines = report.text.split('\n').count();
    for (at, line) in report.text.split('\n').enumerate() {
        let number = at + 1;
        let line = escape(line.trim_end_matches('\r'));
        let _ = writeln!(page, "<span class=\"n\">{number:5}</span> {line}");
        // What is said of no line stands behind the last.
        while let Some(finding) =
            findings.next_if(|it| places.of_byte(it.span.start).0 <= number || number == lines)
        {
            let level = match finding.level {
                Level::Error => "error",
                _ => "warning",
            };
            let _ = write!(
                page,
                "<p class=\"{level}\">{level} {}: {}",
                finding.code,
                escape(&finding.message)
            );
            if let Some(help) = &finding.help {
                let _ = write!(page, "<br>help: {}", escape(help));
            }
            page.push_str("</p>");
        }
    }
    page.push_str("</body></html>\n");
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    #[test]
    fn findings_stand_below_their_line_and_nothing_is_markup() {
        let report = Report {
            name: "a<b>.inf".into(),
            text: "[A]\r\n<script> = \"1\"\r\n".into(),
            findings: vec![
                Diagnostic::error(1002, "x < y", 5..13).help("write & instead"),
                Diagnostic::error(1299, "the rest", 999..999),
            ],
        };
        let page = html(&report);
        let line = page.find("&lt;script&gt; = &quot;1&quot;").unwrap();
        let finding = page
            .find("error 1002: x &lt; y<br>help: write &amp; instead")
            .unwrap();
        assert!(
            line < finding && finding < page.find("error 1299").unwrap(),
            "{page}"
        );
        assert!(
            !page.contains("<script>") && page.contains("errors 2"),
            "{page}"
        );
    }
}
