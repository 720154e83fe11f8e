//! A trace in the manner of `setupapi.dev.log`.
//!
//! See [SetupAPI text logs](https://learn.microsoft.com/windows-hardware/drivers/install/setupapi-text-logs).
//! There is no clock in it: the same operations write the same log.

use std::fmt::Display;

/// What the operations of a store wrote.
#[derive(Clone, Debug, Default)]
pub struct Log {
    text: String,
    depth: usize,
}

impl Log {
    /// Everything written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Starts a section: an operation as its caller names it.
    pub(super) fn begin(&mut self, section: impl Display) {
        self.depth = 0;
        self.push(format_args!(">>>  [{section}]"));
    }

    /// Opens a block within the section.
    pub(super) fn open(&mut self, category: &str, what: impl Display) {
        self.line(category, format_args!("{{{what}}}"));
        self.depth += 1;
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// A line: `inf`, `sto`, `sig`, `cpy`, `idb`, `dvi` or `utl` says who writes.
    pub(super) fn line(&mut self, category: &str, what: impl Display) {
        let indent = 5 * self.depth;
        self.push(format_args!("     {category}: {:indent$}{what}", ""));
    }

    /// Something odd.
    pub(super) fn warning(&mut self, category: &str, what: impl Display) {
        let indent = 5 * self.depth;
        self.push(format_args!("!    {category}: {:indent$}{what}", ""));
    }

    /// Ends the section with its result.
    pub(super) fn end<T, E: Display>(&mut self, result: &Result<T, E>, code: impl Fn(&E) -> u32) {
        match result {
            Ok(_) => self.push("<<<  [Exit status: SUCCESS]"),
            Err(error) => {
                self.push(format_args!("!!!  dvs: {error}"));
                let code = code(error);
                self.push(format_args!("<<<  [Exit status: FAILURE({code:#010x})]"));
            }
        }
        self.push("");
    }

    fn push(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push_str("\r\n");
    }
}
