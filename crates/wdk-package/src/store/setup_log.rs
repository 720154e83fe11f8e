//! Reading a `setupapi.dev.log`, of Windows or of a [`Store`](super::Store).
//!
//! See [Format of a text log section](https://learn.microsoft.com/windows-hardware/drivers/install/format-of-a-text-log-section).
//!
//! ```
//! use wdk_package::store::{Ending, SetupLog};
//!
//! let text = ">>>  [Device Install - ROOT\\LAMP\\0000]\n>>>  Section start 2026/01/01 00:00:00.001\n\
//!     !!!  dvi: Error 0xe0000228\n<<<  Section end 2026/01/01 00:00:00.002\n\
//!     <<<  [Exit status: FAILURE(0xe0000228)]\n";
//! let log = SetupLog::parse(text.as_bytes());
//! assert_eq!(log.sections[0].title, r"Device Install - ROOT\LAMP\0000");
//! assert_eq!(log.sections[0].ending, Ending::Failure(0xE000_0228));
//! ```

use serde::Serialize;

/// What a log tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SetupLog {
    /// Its sections in their order.
    pub sections: Vec<LogSection>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogSection {
    /// What stands in its first line, for example `Device Install - ROOT\LAMP\0000`.
    pub title: String,
    /// When it started, as written.
    pub start: String,
    /// The number of its first line in the file.
    pub line: usize,
    /// How it ended.
    pub ending: Ending,
    /// What it says.
    pub lines: Vec<LogLine>,
}

/// How a section ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Ending {
    /// `SUCCESS`
    Success,
    /// `FAILURE` with this code.
    Failure(u32),
    /// There is no exit status: the program ended, or the log was cut off.
    Open,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Its number in the file.
    pub number: usize,
    /// How grave it is.
    pub mark: Mark,
    /// Who wrote it: `sto`, `sig`, `dvi` and others.
    pub category: String,
    /// The text, without the spaces in front that show its depth.
    pub text: String,
}

/// What stands at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Mark {
    /// Nothing.
    Information,
    /// `!`
    Warning,
    /// `!!!`
    Error,
}

impl SetupLog {
    /// Reads a log in UTF-8, UTF-16 or a code page of Windows, of which only ASCII is understood.
    ///
    /// Lines that are not of this form are skipped: logs are cut off, and pasted into reports.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut log = Self::default();
        let mut open: Option<LogSection> = None;
        for (at, line) in text(bytes).lines().enumerate() {
            let line = line.trim_end();
            // A log that was pasted may be indented as a whole.
            let bare = line.trim_start();
            if let Some(rest) = bare.strip_prefix(">>>") {
                let rest = rest.trim();
                if let Some(title) = rest.strip_prefix('[') {
                    log.sections.extend(open.take());
                    open = Some(LogSection {
                        title: title.trim_end_matches(']').to_owned(),
                        start: String::new(),
                        line: at + 1,
                        ending: Ending::Open,
                        lines: Vec::new(),
                    });
                } else if let (Some(open), Some(start)) =
                    (&mut open, rest.strip_prefix("Section start"))
                {
                    start.trim().clone_into(&mut open.start);
                }
            } else if let Some(rest) = bare.strip_prefix("<<<") {
                if let (Some(section), Some(ending)) = (&mut open, ending(rest.trim())) {
                    section.ending = ending;
                    log.sections.extend(open.take());
                }
            } else if let (Some(open), Some(line)) = (&mut open, entry(at + 1, bare)) {
                open.lines.push(line);
            }
        }
        log.sections.extend(open);
        log
    }
}

fn text(bytes: &[u8]) -> String {
    let units = |order: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = pairs.map(|it| order([it[0], it[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// `[Exit status: FAILURE(0xe0000247)]`
fn ending(rest: &str) -> Option<Ending> {
    let status = rest.strip_prefix("[Exit status:")?.trim();
    let status = status.trim_end_matches(']').trim();
    if status.eq_ignore_ascii_case("SUCCESS") {
        return Some(Ending::Success);
    }
    Some(Ending::Failure(code_in(status).unwrap_or(0)))
}

/// `!!!  sto:      Failed to ...`
fn entry(number: usize, line: &str) -> Option<LogLine> {
    let rest = line.trim_start_matches('!');
    let mark = match line.len() - rest.len() {
        0 => Mark::Information,
        1 => Mark::Warning,
        _ => Mark::Error,
    };
    let (category, text) = rest.trim_start().split_once(':')?;
    let known =
        (2..=4).contains(&category.len()) && category.bytes().all(|it| it.is_ascii_lowercase());
    known.then(|| LogLine {
        number,
        mark,
        category: category.to_owned(),
        text: text.trim().to_owned(),
    })
}

/// The last hexadecimal number of a text, which is where these logs have codes.
pub(super) fn code_in(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let digits = &lower[lower.rfind("0x")? + 2..];
    let end = digits.find(|it: char| !it.is_ascii_hexdigit());
    u32::from_str_radix(&digits[..end.unwrap_or(digits.len())], 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "[Device Install Log]\r\n     OS Version = 10.0.19045\r\n\r\n[BeginLog]\r\n\r\n\
        >>>  [SetupCopyOEMInf - C:\\x\\lamp.inf]\r\n>>>  Section start 2025/01/02 03:04:05.678\r\n      \
        cmd: \"C:\\x\\setup.exe\"\r\n     sto: {Setup Import Driver Package: C:\\x\\lamp.inf} 03:04:05.700\r\n\
        !    sig:           Error 0x800b0109: A certificate chain processed.\r\n\
        !!!  sto:      Failed to import. Error = 0xE0000247\r\n<<<  Section end 2025/01/02 03:04:06.000\r\n\
        <<<  [Exit status: FAILURE(0xe0000247)]\r\n\r\n\
        >>>  [Device Install - ROOT\\LAMP\\0000]\r\n>>>  Section start 2025/01/02 03:05:00.000\r\n     \
        dvi: {Build Driver List}\r\n";

    fn check(log: &SetupLog) {
        let [first, second] = log.sections.as_slice() else {
            panic!("{log:?}")
        };
        assert_eq!(first.title, r"SetupCopyOEMInf - C:\x\lamp.inf");
        assert_eq!(first.start, "2025/01/02 03:04:05.678");
        assert_eq!(
            (first.line, first.ending),
            (6, Ending::Failure(0xE000_0247))
        );
        let marks: Vec<_> = first.lines.iter().map(|it| it.mark).collect();
        let expected = [
            Mark::Information,
            Mark::Information,
            Mark::Warning,
            Mark::Error,
        ];
        assert_eq!(marks, expected);
        assert_eq!(first.lines[2].category, "sig");
        assert_eq!(first.lines[2].number, 10);
        assert_eq!(second.ending, Ending::Open);
    }

    #[test]
    fn a_log_of_windows_is_read_in_each_encoding() {
        check(&SetupLog::parse(LOG.as_bytes()));
        let utf16: Vec<u8> = LOG.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&SetupLog::parse(
            &[&[0xFF, 0xFE], utf16.as_slice()].concat(),
        ));
        let ansi = [LOG.as_bytes(), b"     dvi: Ger\xE4t\r\n"].concat();
        check(&SetupLog::parse(&ansi));
        let indented: String = LOG.lines().map(|it| format!("    {it}\n")).collect();
        check(&SetupLog::parse(indented.as_bytes()));
    }

    #[test]
    fn what_is_no_log_has_no_sections() {
        for bytes in [
            &b""[..],
            b"\xFF\xFE",
            b"\xFF\xFE\x00",
            b">>>",
            b"<<<  [Exit status: X]",
            b"[x]",
        ] {
            assert!(SetupLog::parse(bytes).sections.is_empty(), "{bytes:?}");
        }
    }
}
