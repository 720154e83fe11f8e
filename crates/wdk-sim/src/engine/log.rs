//! What drivers print: kept for reports, and shown while it is printed.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    io::{self, Write as _},
    panic,
    time::Duration,
};

use super::{bugcheck, state::Engine, trace::Category};

/// Lines that are kept: the last ones say most.
const KEPT: usize = 200;

/// The lines that the drivers of a machine printed.
pub(crate) struct Log {
    lines: RefCell<VecDeque<String>>,
    shows: Cell<bool>,
}

impl Log {
    pub(super) fn new(shows: bool) -> Self {
        Self {
            lines: RefCell::default(),
            shows: Cell::new(shows),
        }
    }

    /// The last lines, oldest first.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.borrow().iter().cloned().collect()
    }

    /// The last line without its time.
    pub(crate) fn last(&self) -> Option<String> {
        let lines = self.lines.borrow();
        lines.back().map(|line| {
            line.trim_start()
                .split_once("  ")
                .map_or(&**line, |it| it.1)
                .to_owned()
        })
    }

    /// Whether a reader has seen the lines already.
    pub(crate) fn shows(&self) -> bool {
        self.shows.get()
    }

    fn keep(&self, line: String) {
        let mut lines = self.lines.borrow_mut();
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
    }
}

impl Engine {
    /// A driver prints.
    pub(crate) fn print(&self, text: String) {
        let text = self.addresses.in_text(text).into_owned();
        for line in text.lines() {
            let line = format!("{}  {line}", seconds(self.since_start()));
            if self.log.shows() && !show(&line) {
                self.log.shows.set(false);
            }
            self.log.keep(line);
        }
        self.trace_instant(Category::Print, || (text, String::new()));
    }
}

/// A virtual time as records show it.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:>12.6}", time.as_secs_f64())
}

/// Prints a line where a test's output goes: libtest captures what the macros of the standard
/// library print on the thread of the test, on which its machine runs. False when nobody can read
/// it any more.
pub(crate) fn show(line: &str) -> bool {
    // They panic when standard output is closed, which must not look like a panic of the driver
    // that prints.
    let printed = panic::catch_unwind(|| println!("{line}"));
    if printed.is_err() {
        bugcheck::take_driver_panic();
        let _ = writeln!(io::stderr(), "standard output cannot be written");
    }
    printed.is_ok()
}
