//! What the user sees: lines like Cargo's own, colours and progress only on terminals, or JSON.
//!
//! Everything that the program writes goes through [`Output`]. A reader that closes the pipe, as
//! `| head` does, ends the output and nothing else: the command finishes its work, and its exit
//! code is still that of the work.

use std::{
    cell::Cell,
    fmt::{self, Display},
    io::{self, IsTerminal as _, Write as _},
    iter,
    time::Duration,
};

use anstyle::{AnsiColor, Style};
use clap::{ArgAction, Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use wdk_build::toolchain::{NoToolchain, SetupError};

use crate::outcome::Outcome;

const SUCCESS: Style = AnsiColor::BrightGreen.on_default().bold();
const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON value on standard output.
    Json,
    /// For code hosts and editors: a SARIF log, from `inf check` alone.
    Sarif,
}

/// How much is said.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Verbosity {
    /// Say more: `run` and `demo` show every event of the machine, `build` and `package` have Cargo
    /// do so.
    #[arg(short, long, action = ArgAction::Count, conflicts_with = "quiet")]
    verbose: u8,
    /// Say less: errors, warnings and what was found.
    #[arg(short, long, action = ArgAction::Count)]
    quiet: u8,
}

impl Verbosity {
    /// What both say together, for example before and after the command's name.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            verbose: self.verbose.saturating_add(other.verbose),
            quiet: self.quiet.saturating_add(other.quiet),
        }
    }

    /// What is asked of Cargo.
    fn cargo(self) -> impl Iterator<Item = &'static str> {
        let (word, count) = match self.quiet {
            0 => ("--verbose", self.verbose.min(2)),
            _ => ("--quiet", 1),
        };
        iter::repeat_n(word, count.into())
    }
}

/// Where results go.
pub(crate) struct Output {
    format: Format,
    verbosity: Verbosity,
    /// Whether the line before was shown, so that its continuation is.
    shown: Cell<bool>,
    /// What happened to standard output.
    stdout: Cell<Stdout>,
}

#[derive(Clone, Copy)]
enum Stdout {
    Open,
    /// Its reader left.
    Closed,
    /// A result is lost, for example since the disk is full.
    Failed(io::ErrorKind),
}

impl Output {
    pub(crate) fn new(format: Format, verbosity: Verbosity) -> Self {
        Self {
            format,
            verbosity,
            shown: Cell::new(true),
            stdout: Cell::new(Stdout::Open),
        }
    }

    /// Whether more than usual is to be said.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbosity.verbose > 0
    }

    /// Whether less than usual is to be said.
    pub(crate) fn is_quiet(&self) -> bool {
        self.verbosity.quiet > 0
    }

    /// The arguments that have Cargo say as much.
    pub(crate) fn cargo_arguments(&self) -> impl Iterator<Item = &'static str> {
        self.verbosity.cargo()
    }

    /// The form that was asked for.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Whether the output is for people.
    pub(crate) fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// A step that was done, as Cargo prints them.
    pub(crate) fn status(&self, verb: &str, what: impl Display) {
        self.line(SUCCESS, verb, &what, !self.is_quiet());
    }

    /// Something to know.
    pub(crate) fn note(&self, verb: &str, what: impl Display) {
        self.line(NOTE, verb, &what, !self.is_quiet());
    }

    /// Something that is not as it should be.
    pub(crate) fn warning(&self, verb: &str, what: impl Display) {
        self.line(WARNING, verb, &what, true);
    }

    /// Something that is wrong.
    pub(crate) fn error(&self, verb: &str, what: impl Display) {
        self.line(ERROR, verb, &what, true);
    }

    /// The continuation of the line before.
    pub(crate) fn detail(&self, what: impl Display) {
        if self.shown.get() {
            for line in what.to_string().lines() {
                self.text(format_args!("{:12} {line}\n", ""));
            }
        }
    }

    fn line(&self, style: Style, verb: &str, what: &dyn Display, shown: bool) {
        self.shown.set(shown);
        if shown {
            self.text(format_args!("{style}{verb:>12}{style:#} {what}\n"));
        }
    }

    /// Text as it is, when the output is for people.
    pub(crate) fn text(&self, text: impl Display) {
        if self.is_text() {
            self.write(format_args!("{text}"));
        }
    }

    /// The result for programs.
    pub(crate) fn json(&self, value: &impl Serialize) -> anyhow::Result<()> {
        if !self.is_text() {
            let text = serde_json::to_string_pretty(value)?;
            self.write(format_args!("{text}\n"));
        }
        Ok(())
    }

    /// An error with all its causes; the outcome says whose fault it is.
    pub(crate) fn failure(&self, error: &anyhow::Error) -> Outcome {
        let missing = error.downcast_ref::<NoToolchain>().is_some()
            || error.downcast_ref::<SetupError>().is_some();
        let text = with_causes(error);
        if self.is_text() {
            report(text);
        } else {
            let value = serde_json::json!({ "error": text });
            self.write(format_args!("{value}\n"));
        }
        if missing {
            Outcome::MissingTool
        } else {
            Outcome::Failure
        }
    }

    fn write(&self, text: fmt::Arguments<'_>) {
        if let Stdout::Open = self.stdout.get() {
            let written = anstream::stdout().write_fmt(text);
            self.note_result(written);
        }
    }

    fn note_result(&self, written: io::Result<()>) {
        match written.map_err(|it| it.kind()) {
            Ok(()) => {}
            Err(io::ErrorKind::BrokenPipe) => self.stdout.set(Stdout::Closed),
            Err(kind) => self.stdout.set(Stdout::Failed(kind)),
        }
    }

    /// Ends the output. A write that failed while the reader was there is a failure.
    pub(crate) fn finish(&self, outcome: Outcome) -> Outcome {
        if let Stdout::Open = self.stdout.get() {
            self.note_result(io::stdout().flush());
        }
        match self.stdout.get() {
            Stdout::Open | Stdout::Closed => outcome,
            Stdout::Failed(kind) => {
                report(format_args!("standard output cannot be written: {kind}"));
                outcome.and(Outcome::Failure)
            }
        }
    }

    /// A spinner for work that may take longer than a second; invisible off terminals.
    pub(crate) fn progress(&self, what: &str) -> ProgressBar {
        if !self.is_text() || !io::stderr().is_terminal() {
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

/// An error with its causes. Most errors of libraries tell their cause in their own text and name it
/// as their source too: what was said is not said again.
pub(crate) fn with_causes(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.contains(&cause) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause);
    }
    text
}

/// Passes on a line of a program that works for this one, to standard error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Writes an error to standard error.
pub(crate) fn report(what: impl Display) {
    // Where standard error is closed too, no output is left.
    let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {what}");
}

/// A size for people.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} bytes"),
        _ => format!("{} KiB", bytes.div_ceil(1024)),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[derive(Debug)]
    struct Tells(io::Error);

    impl Display for Tells {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "x.pfx: {}", self.0)
        }
    }

    impl std::error::Error for Tells {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_cause_that_was_told_is_not_told_again() {
        let missing = io::Error::other("no such file");
        let error: anyhow::Result<()> = Err(Tells(missing).into());
        let error = error.context("x.pfx cannot sign").unwrap_err();
        let text = "x.pfx cannot sign: x.pfx: no such file";
        assert_eq!(with_causes(&error), text);
    }

    #[test]
    fn every_cause_is_told_once() {
        let error = anyhow::anyhow!("third").context("second").context("first");
        assert_eq!(with_causes(&error), "first: second: third");
    }
}
