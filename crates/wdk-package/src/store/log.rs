//! What was done, as Windows writes it into `setupapi.dev.log`.
//!
//! See [Format of a text log section](https://learn.microsoft.com/windows-hardware/drivers/install/format-of-a-text-log-section)
//! and [SetupAPI text logs](https://learn.microsoft.com/windows-hardware/drivers/install/setupapi-text-logs).
//! The clock is the log's own: it starts with 2026 and goes on by a millisecond with each line that
//! has a time, so the same operations write the same log.

use std::fmt::{self, Display};

use wdk_inf::{Arch, OsVersion};

/// What the operations of a store wrote.
#[derive(Clone, Debug, Default)]
pub struct Log {
    text: String,
    /// The blocks that are open: who writes, and what it is called.
    open: Vec<(&'static str, String)>,
    clock: u64,
}

/// A hundred years of milliseconds, when the clock stops being believed.
const LATEST: u64 = 100 * 366 * 86_400_000;

/// A moment of the log's clock, as milliseconds since it started.
#[derive(Clone, Copy)]
struct Moment(u64);

impl Log {
    /// A log whose clock goes on from `clock`, which a person may have changed.
    pub(super) fn at(clock: u64) -> Self {
        Self {
            clock: clock.min(LATEST),
            ..Self::default()
        }
    }

    /// What stands at the beginning of a log file.
    pub(super) fn header(arch: Arch, os: OsVersion) -> String {
        let start = Moment(0);
        [
            "[Device Install Log]".to_owned(),
            format!("     OS Version = {os}"),
            "     Service Pack = 0.0".to_owned(),
            "     Suite = 0x0100".to_owned(),
            "     ProductType = 1".to_owned(),
            format!("     Architecture = {arch}"),
            String::new(),
            "[BeginLog]".to_owned(),
            String::new(),
            format!("[Boot Session: {} {start}]", start.day()),
            String::new(),
        ]
        .map(|it| it + "\r\n")
        .concat()
    }

    /// Everything written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the clock is.
    pub(super) fn clock(&self) -> u64 {
        self.clock
    }

    fn now(&mut self) -> Moment {
        self.clock += 1;
        Moment(self.clock)
    }

    /// Starts a section: an operation as its caller names it.
    pub(super) fn begin(&mut self, section: impl Display) {
        self.open.clear();
        let now = self.now();
        self.push(format_args!(">>>  [{section}]"));
        self.push(format_args!(">>>  Section start {} {now}", now.day()));
    }

    /// Opens a block within the section.
    pub(super) fn open(&mut self, category: &'static str, name: &str, detail: impl Display) {
        let now = self.now();
        let detail = detail.to_string();
        let colon = if detail.is_empty() { "" } else { ": " };
        self.line(category, format_args!("{{{name}{colon}{detail}}} {now}"));
        self.open.push((category, name.to_owned()));
    }

    /// Closes the innermost block, which went well.
    pub(super) fn close(&mut self) {
        self.close_with(0);
    }

    /// Closes the innermost block with its result.
    pub(super) fn close_with(&mut self, code: u32) {
        if let Some((category, name)) = self.open.pop() {
            let now = self.now();
            self.line(
                category,
                format_args!("{{{name}: exit({code:#010x})}} {now}"),
            );
        }
    }

    /// A line: `inf`, `sto`, `sig`, `cpy`, `idb`, `dvi` or `utl` says who writes.
    pub(super) fn line(&mut self, category: &str, what: impl Display) {
        self.write("     ", category, what);
    }

    /// Something odd.
    pub(super) fn warning(&mut self, category: &str, what: impl Display) {
        self.write("!    ", category, what);
    }

    /// Something that made the operation fail.
    pub(super) fn error(&mut self, category: &str, what: impl Display) {
        self.write("!!!  ", category, what);
    }

    fn write(&mut self, mark: &str, category: &str, what: impl Display) {
        let indent = 5 * self.open.len();
        self.push(format_args!("{mark}{category}: {:indent$}{what}", ""));
    }

    /// Ends the section with its result: its code, the system's text for it, and ours.
    pub(super) fn end(&mut self, failure: Option<(u32, &str, String)>) {
        let code = failure.as_ref().map_or(0, |(code, ..)| *code);
        while !self.open.is_empty() {
            self.close_with(code);
        }
        if let Some((code, text, message)) = &failure {
            for line in message.lines() {
                self.error("dvs", line);
            }
            self.error("dvs", format_args!("Error {code:#010x}: {text}"));
        }
        let now = self.now();
        self.push(format_args!("<<<  Section end {} {now}", now.day()));
        match failure {
            None => self.push("<<<  [Exit status: SUCCESS]"),
            Some((code, ..)) => {
                self.push(format_args!("<<<  [Exit status: FAILURE({code:#010x})]"));
            }
        }
        self.push("");
        self.push("");
    }

    fn push(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push_str("\r\n");
    }
}

impl Moment {
    /// The day, counted from the first of 2026.
    fn day(self) -> String {
        let (mut year, mut day) = (2026, self.0 / 86_400_000);
        let leap = |year: u64| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        };
        while day >= 365 + u64::from(leap(year)) {
            day -= 365 + u64::from(leap(year));
            year += 1;
        }
        let mut month = 1;
        let february = 28 + u64::from(leap(year));
        for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            if day < days {
                break;
            }
            day -= days;
            month += 1;
        }
        format!("{year}/{month:02}/{:02}", day + 1)
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, milliseconds) = (self.0 / 1000, self.0 % 1000);
        let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
        write!(
            f,
            "{hours:02}:{minutes:02}:{:02}.{milliseconds:03}",
            seconds % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_written_as_windows_writes_it() {
        let mut log = Log::default();
        log.begin("Device Install - ROOT\\LAMP\\0000");
        log.open("sto", "Stage Driver Package", "lamp.inf");
        log.open("sto", "DRIVERSTORE IMPORT VALIDATE", "");
        log.warning("sig", "odd");
        log.close();
        log.line("inf", "Provider: Example");
        log.end(Some((
            0xE000_0247,
            "A problem.",
            "because\nof that".to_owned(),
        )));
        let expected = ">>>  [Device Install - ROOT\\LAMP\\0000]\r\n\
            >>>  Section start 2026/01/01 00:00:00.001\r\n     \
            sto: {Stage Driver Package: lamp.inf} 00:00:00.002\r\n     \
            sto:      {DRIVERSTORE IMPORT VALIDATE} 00:00:00.003\r\n\
            !    sig:           odd\r\n     \
            sto:      {DRIVERSTORE IMPORT VALIDATE: exit(0x00000000)} 00:00:00.004\r\n     \
            inf:      Provider: Example\r\n     \
            sto: {Stage Driver Package: exit(0xe0000247)} 00:00:00.005\r\n\
            !!!  dvs: because\r\n\
            !!!  dvs: of that\r\n\
            !!!  dvs: Error 0xe0000247: A problem.\r\n\
            <<<  Section end 2026/01/01 00:00:00.006\r\n\
            <<<  [Exit status: FAILURE(0xe0000247)]\r\n\r\n\r\n";
        assert_eq!(log.text(), expected);
    }

    #[test]
    fn the_clock_goes_on_over_days_and_years() {
        let day = |days: u64| Moment(days * 86_400_000 + 3_723_004);
        assert_eq!(day(0).day(), "2026/01/01");
        assert_eq!(day(0).to_string(), "01:02:03.004");
        assert_eq!(day(58).day(), "2026/02/28");
        assert_eq!(day(59).day(), "2026/03/01");
        assert_eq!(day(365 + 365 + 59).day(), "2028/02/29");
        assert_eq!(day(365 + 365 + 366).day(), "2029/01/01");
        let mut log = Log::at(u64::MAX);
        log.begin("x");
        assert!(log.text().contains("Section start 2126/"), "{}", log.text());
    }
}
