//! What the user sees: lines like Cargo's own, colours and progress only on terminals, or JSON.

use std::{fmt::Display, io::IsTerminal as _, time::Duration};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use wdk_build::toolchain::{NoToolchain, SetupError};

use crate::cli::{Format, Outcome};

const GOOD: Style = AnsiColor::BrightGreen.on_default().bold();
const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
const BAD: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();

/// Where results go.
pub struct Output {
    format: Format,
}

impl Output {
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    /// The form that was asked for.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether a person reads along.
    pub fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// A step that was done, as Cargo prints them.
    pub fn status(&self, verb: &str, what: impl Display) {
        self.line(GOOD, verb, &what);
    }

    /// Something to know.
    pub fn note(&self, verb: &str, what: impl Display) {
        self.line(NOTE, verb, &what);
    }

    /// Something that is not as it should be.
    pub fn warning(&self, verb: &str, what: impl Display) {
        self.line(WARNING, verb, &what);
    }

    /// Something that is wrong.
    pub fn wrong(&self, verb: &str, what: impl Display) {
        self.line(BAD, verb, &what);
    }

    /// The continuation of the line before.
    pub fn more(&self, what: impl Display) {
        if self.is_text() {
            anstream::println!("{:12} {what}", "");
        }
    }

    fn line(&self, style: Style, verb: &str, what: &dyn Display) {
        if self.is_text() {
            anstream::println!("{style}{verb:>12}{style:#} {what}");
        }
    }

    /// A line of a story: when, how deep, what.
    pub fn event(&self, seconds: f64, depth: usize, style: Style, name: &str, detail: &str) {
        if self.is_text() {
            let indent = 2 * depth;
            let gap = if name.is_empty() || detail.is_empty() {
                ""
            } else {
                " "
            };
            let dim = Style::new().dimmed();
            anstream::println!(
                "{dim}{seconds:>12.6}{dim:#}  {:indent$}{style}{name}{style:#}{gap}{dim}{detail}{dim:#}",
                ""
            );
        }
    }

    /// The result for programs.
    pub fn json(&self, value: &impl Serialize) -> anyhow::Result<()> {
        if !self.is_text() {
            println!("{}", serde_json::to_string_pretty(value)?);
        }
        Ok(())
    }

    /// An error with all its causes; says whose fault it is.
    pub fn failure(&self, error: &anyhow::Error) -> Outcome {
        let lacking = error.downcast_ref::<NoToolchain>().is_some()
            || error.downcast_ref::<SetupError>().is_some();
        if self.is_text() {
            anstream::eprintln!("{BAD}error{BAD:#}: {error:#}");
        } else {
            println!("{}", serde_json::json!({ "error": format!("{error:#}") }));
        }
        if lacking {
            Outcome::Lacking
        } else {
            Outcome::Wrong
        }
    }

    /// A spinner for work that may take longer than a second; invisible off terminals.
    pub fn progress(&self, what: &str) -> ProgressBar {
        if !self.is_text() || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg:.cyan.bold} {spinner} {elapsed}");
        let bar = ProgressBar::new_spinner().with_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

/// A size for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} bytes"),
        _ => format!("{} KiB", bytes.div_ceil(1024)),
    }
}
