//! From `.inx` to `.inf`: the version, the architecture and the framework's version are filled in,
//! as Microsoft's stampinf does.
//!
//! See [stampinf](https://learn.microsoft.com/windows-hardware/drivers/devtest/stampinf).

use std::{fmt, ops::Range, str::FromStr};

use crate::{
    diagnostic::{Diagnostic, InfError},
    edit::{Edits, line_end},
    model::Inf,
    syntax::{Field, Line},
    target::Arch,
    text::Encoding,
};

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: u8,
    day: u8,
}

impl Date {
    /// The UTC day of a moment in seconds since 1970, for example of `SOURCE_DATE_EPOCH`.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        // Years counted from March: the leap day ends one, so months need no table.
        const DAYS_OF_400_YEARS: i64 = 146_097;
        let days = seconds.div_euclid(86_400) + 719_468;
        let (era, day) = (
            days.div_euclid(DAYS_OF_400_YEARS),
            days.rem_euclid(DAYS_OF_400_YEARS),
        );
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year + i64::from(month <= 2);
        let small = |number: i64| u8::try_from(number).unwrap_or(1);
        Self {
            year,
            month: small(month),
            day: small(day),
        }
    }
}

/// The text is no day that exists, written as month, day and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(pub String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no date; write it as mm/dd/yyyy", self.0)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    /// `mm/dd/yyyy`; `DriverVer` may also have `-` between the numbers.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let mut numbers = text.split(['/', '-']).map(|digits| {
            let plain = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
            plain.then(|| digits.parse::<u16>().ok()).flatten()
        });
        let mut next = || numbers.next().flatten().ok_or_else(wrong);
        let (month, day, year) = (next()?, next()?, next()?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(wrong()),
        };
        let (Ok(small_month), Ok(small_day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(wrong());
        };
        if numbers.next().is_some() || !(1..=days).contains(&day) || !(1900..=9999).contains(&year)
        {
            return Err(wrong());
        }
        Ok(Self {
            year: year.into(),
            month: small_month,
            day: small_day,
        })
    }
}

impl fmt::Display for Date {
    /// The form in `DriverVer`: `mm/dd/yyyy`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}/{:04}", self.month, self.day, self.year)
    }
}

/// The four numbers of a driver's version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DriverVersion(pub [u16; 4]);

impl fmt::Display for DriverVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

/// The text is not one to four numbers below 65536 with dots between them, or all are zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAVersion(pub String);

impl fmt::Display for NotAVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no driver version; write up to four numbers, as in 1.2.3.4",
            self.0
        )
    }
}

impl std::error::Error for NotAVersion {}

impl FromStr for DriverVersion {
    type Err = NotAVersion;

    /// Also takes a Cargo version: what follows the numbers (`-beta.1`, `+meta`) is left out.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let wrong = || NotAVersion(text.to_owned());
        let numbers = text.split(['-', '+']).next().unwrap_or_default();
        let mut version = [0; 4];
        for (at, piece) in numbers.split('.').enumerate() {
            *version.get_mut(at).ok_or_else(wrong)? = piece.parse().map_err(|_| wrong())?;
        }
        if version == [0; 4] {
            Err(wrong())
        } else {
            Ok(Self(version))
        }
    }
}

/// What to fill in. Nothing is taken from the clock or the environment: the same input gives the
/// same bytes.
#[derive(Clone, Debug, Default)]
pub struct Stamp {
    driver_ver: Option<(Date, DriverVersion)>,
    section: Option<String>,
    catalog: Option<String>,
    tokens: Vec<(String, String)>,
    encoding: Option<Encoding>,
}

impl Stamp {
    /// Fills in nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `DriverVer`.
    #[must_use]
    pub fn driver_ver(mut self, date: Date, version: DriverVersion) -> Self {
        self.driver_ver = Some((date, version));
        self
    }

    /// Puts `DriverVer` into `section` instead of `[Version]`.
    #[must_use]
    pub fn driver_ver_section(mut self, section: &str) -> Self {
        self.section = Some(section.to_owned());
        self
    }

    /// Sets `CatalogFile`.
    #[must_use]
    pub fn catalog(mut self, name: &str) -> Self {
        self.catalog = Some(name.to_owned());
        self
    }

    /// Replaces `$ARCH$`.
    #[must_use]
    pub fn arch(self, arch: Arch) -> Self {
        self.token("$ARCH$", &arch.to_string())
    }

    /// Replaces `$FLOOR$`, the build number of the oldest Windows that the package is for, as in
    /// `NT$ARCH$.10.0...$FLOOR$`. Microsoft's stampinf has no such token and leaves it; a file for
    /// both says the number.
    #[must_use]
    pub fn floor(self, build: u32) -> Self {
        self.token("$FLOOR$", &build.to_string())
    }

    /// Replaces `$KMDFVERSION$` and `$KMDFCOINSTALLERVERSION$`.
    #[must_use]
    pub fn kmdf_version(self, major: u32, minor: u32) -> Self {
        self.token("$KMDFVERSION$", &format!("{major}.{minor}"))
            .token("$KMDFCOINSTALLERVERSION$", &format!("{major:02}{minor:03}"))
    }

    /// Replaces `$UMDFVERSION$` and `$UMDFCOINSTALLERVERSION$`; `service` is 0 in practice.
    #[must_use]
    pub fn umdf_version(self, major: u32, minor: u32, service: u32) -> Self {
        self.token("$UMDFVERSION$", &format!("{major}.{minor}.{service}"))
            .token("$UMDFCOINSTALLERVERSION$", &format!("{major:02}{minor:03}"))
    }

    /// Replaces `token`, which is compared with its case, wherever it stands outside comments.
    #[must_use]
    pub fn token(mut self, token: &str, value: &str) -> Self {
        self.tokens.push((token.to_owned(), value.to_owned()));
        self
    }

    /// Stores the result in `encoding`.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }
}

impl Inf {
    /// Reads an INX and stamps it for `arch` with KMDF 1.31, Windows 10 2004 and a fixed version:
    /// what a test installs.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn from_inx(bytes: &[u8], arch: Arch) -> Result<Self, InfError> {
        let version = DriverVersion([1, 0, 0, 0]);
        let stamp = Stamp::new().arch(arch).kmdf_version(1, 31).floor(19041);
        Self::parse(bytes)?.stamp(&stamp.driver_ver(Date::from_unix(0), version))
    }

    /// Fills in what `stamp` says; everything else, comments included, stays.
    ///
    /// # Errors
    ///
    /// [`InfError`] when the result is not an INF, or its text cannot be stored in the encoding.
    pub fn stamp(&self, stamp: &Stamp) -> Result<Self, InfError> {
        let mut edits = self.token_edits(&stamp.tokens);
        let driver_ver = stamp
            .driver_ver
            .map(|(date, version)| format!("{date},{version}"));
        let place = stamp.section.as_deref().unwrap_or("Version");
        for (section, key, value) in [
            (place, "DriverVer", &driver_ver),
            ("Version", "CatalogFile", &stamp.catalog),
        ] {
            let Some(value) = value else { continue };
            if let Some(line) = self.line(section, key) {
                edits.discard_within(&line.span);
                edits.replace(values(line), value.as_str());
            } else if let Some(at) = self.section_end(section) {
                edits.insert(at, format!("{}{key} = {value}", self.new_line_at(at)));
            } else {
                let problem =
                    Diagnostic::error(1203, format!("section [{section}] not found"), 0..0);
                return Err(self.fail(problem.help("DriverVer cannot be put there")));
            }
        }
        self.edited_as(&edits, stamp.encoding.unwrap_or(self.encoding()))
    }

    /// Where the last line of the first section called `name` ends.
    fn section_end(&self, name: &str) -> Option<usize> {
        let section = self.section(name).next()?;
        let last = section
            .lines
            .last()
            .map_or(section.name.span.end, |it| it.extent.end);
        let rest = &self.text()[last..];
        // What follows a Ctrl-Z is not read.
        let end = rest.find(['\r', '\n', '\u{1A}']);
        Some(last + end.unwrap_or(rest.len()))
    }

    /// What begins a new line at the end of the line that ends at `at`.
    fn new_line_at(&self, at: usize) -> String {
        let end = line_end(self.text());
        let line = self.text()[..at].rsplit('\n').next().unwrap_or_default();
        // The last line of a file may be continued into nothing; it must not swallow the new one.
        let ended = self.text()[at..].starts_with(['\r', '\n']);
        if !ended && line.contains('\\') {
            end.repeat(2)
        } else {
            end.to_owned()
        }
    }

    fn token_edits(&self, tokens: &[(String, String)]) -> Edits {
        let mut edits = Edits::default();
        let mut replace = |field: &Field| {
            let written = &self.text()[field.span.clone()];
            let mut at = 0;
            while let Some(start) = written[at..].find('$').map(|it| at + it) {
                let found = tokens
                    .iter()
                    .find(|(token, _)| !token.is_empty() && written[start..].starts_with(token));
                at = start + found.map_or(1, |(token, _)| token.len());
                if let Some((_, value)) = found {
                    let span = field.span.start + start..field.span.start + at;
                    edits.replace(span, value.as_str());
                }
            }
        };
        for section in &self.document().sections {
            replace(&section.name);
            for line in &section.lines {
                line.key.iter().chain(&line.fields).for_each(&mut replace);
            }
        }
        edits
    }
}

/// All fields of a line.
fn values(line: &Line) -> Range<usize> {
    let start = line
        .fields
        .first()
        .map_or(line.span.end, |it| it.span.start);
    start
        ..line
            .fields
            .last()
            .map_or(start, |it| it.span.end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INX: &str = "; $ARCH$ in a comment stays\r\n[Version]\r\nSignature=\"$Windows NT$\" ; why\r\n\r\n\
        [Manufacturer]\r\nx=M,NT$ARCH$.10.0...16299\r\n[M.NT$ARCH$.10.0...16299]\r\n[W]\r\nKmdfLibraryVersion = $KMDFVERSION$\r\n";

    fn stamp() -> Stamp {
        let version = "7.10.24.529".parse().unwrap();
        Stamp::new()
            .driver_ver(Date::from_unix(1_695_800_000), version)
            .catalog("x.cat")
            .arch(Arch::Amd64)
            .kmdf_version(1, 33)
    }

    #[test]
    fn a_stamped_file_differs_only_where_it_must() {
        let inf = Inf::parse(INX.as_bytes()).unwrap().stamp(&stamp()).unwrap();
        assert_eq!(
            inf.text(),
            "; $ARCH$ in a comment stays\r\n[Version]\r\nSignature=\"$Windows NT$\" ; why\r\n\
             DriverVer = 09/27/2023,7.10.24.529\r\nCatalogFile = x.cat\r\n\r\n\
             [Manufacturer]\r\nx=M,NTamd64.10.0...16299\r\n[M.NTamd64.10.0...16299]\r\n[W]\r\nKmdfLibraryVersion = 1.33\r\n"
        );
    }

    #[test]
    fn the_floor_is_stamped_into_decorations() {
        let inx = INX.replace("16299", "$FLOOR$");
        let inf = Inf::parse(inx.as_bytes()).unwrap();
        let inf = inf.stamp(&stamp().floor(19041)).unwrap();
        let text = inf.text();
        assert!(text.contains("x=M,NTamd64.10.0...19041"), "{text}");
        assert!(text.contains("[M.NTamd64.10.0...19041]"), "{text}");
    }

    #[test]
    fn stamping_twice_changes_nothing_more() {
        let once = Inf::parse(INX.as_bytes()).unwrap().stamp(&stamp()).unwrap();
        let twice = once.stamp(&stamp()).unwrap();
        assert_eq!(once.to_bytes(), twice.to_bytes());
    }

    #[test]
    fn what_is_there_is_replaced_in_place() {
        let inx = "[Version]\nDriverVer = 01/01/2000 , \\\n 1.0.0.0 ; old\nCatalogFile=\nSignature=\"$WINDOWS NT$\"\n";
        let inf = Inf::parse(inx.as_bytes()).unwrap().stamp(&stamp()).unwrap();
        assert_eq!(
            inf.text(),
            "[Version]\nDriverVer = 09/27/2023,7.10.24.529 ; old\nCatalogFile=x.cat\nSignature=\"$WINDOWS NT$\"\n"
        );
    }

    #[test]
    fn days_are_counted_in_utc() {
        for (seconds, date) in [
            (0, "01/01/1970"),
            (-1, "12/31/1969"),
            (951_782_400, "02/29/2000"),
            (4_107_542_399, "02/28/2100"),
            (4_107_542_400, "03/01/2100"),
        ] {
            assert_eq!(Date::from_unix(seconds).to_string(), date);
        }
    }

    #[test]
    fn a_date_is_read_as_it_is_written() {
        for text in ["02/29/2000", "12/31/1999", "09/27/2023"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        assert_eq!(
            "9-7-2023".parse::<Date>().unwrap().to_string(),
            "09/07/2023"
        );
        for wrong in [
            "",
            "*",
            "02/29/2100",
            "13/01/2020",
            "00/01/2020",
            "04/31/2020",
            "01/00/2020",
            "1/1/20",
            "1/1/2020/",
            "+1/1/2020",
            "2020/01/01",
            "258/1/2020",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn user_mode_drivers_and_own_variables_are_stamped() {
        let inx = "[Version]\nSignature=\"$Windows NT$\"\n[$NAME$_$ARCH$]\nUmdfLibraryVersion=$UMDFVERSION$ ; $NAME$\n\
                   x = WudfUpdate_$UMDFCOINSTALLERVERSION$.dll, $name$, $, $NAME\n";
        let stamp = Stamp::new()
            .umdf_version(2, 33, 0)
            .token("$NAME$", "Fan")
            .token("", "no");
        let inf = Inf::parse(inx.as_bytes()).unwrap().stamp(&stamp).unwrap();
        assert_eq!(
            inf.text(),
            "[Version]\nSignature=\"$Windows NT$\"\n[Fan_$ARCH$]\nUmdfLibraryVersion=2.33.0 ; $NAME$\n\
             x = WudfUpdate_02033.dll, $name$, $, $NAME\n"
        );
    }

    #[test]
    fn a_new_line_is_neither_behind_the_end_of_the_file_nor_part_of_the_last_line() {
        for last in ["\u{1A}\nrest", " \\", " \\ ; why", "\u{1A}", " \\\u{1A}\n"] {
            let inx = format!("[Version]\nSignature=\"$Windows NT$\"\nProvider=x{last}");
            let once = Inf::parse(inx.as_bytes()).unwrap().stamp(&stamp()).unwrap();
            let version = once.version();
            assert_eq!(version.catalog_file.as_deref(), Some("x.cat"), "{inx:?}");
            assert_eq!(version.provider.as_deref(), Some("x"), "{inx:?}");
            assert_eq!(once.stamp(&stamp()).unwrap().text(), once.text());
        }
    }

    #[test]
    fn driver_ver_goes_into_the_section_asked_for() {
        let inf = Inf::parse(INX.as_bytes()).unwrap();
        let there = stamp().driver_ver_section("W");
        let text = inf.stamp(&there).unwrap().text().to_owned();
        assert!(
            text.ends_with("1.33\r\nDriverVer = 09/27/2023,7.10.24.529\r\n"),
            "{text}"
        );
        let nowhere = stamp().driver_ver_section("Nowhere");
        assert_eq!(inf.stamp(&nowhere).unwrap_err().diagnostics[0].code, 1203);
    }

    #[test]
    fn versions_have_at_most_four_small_numbers() {
        assert_eq!("0.1.0".parse(), Ok(DriverVersion([0, 1, 0, 0])));
        assert_eq!("1.2.3-beta.4".parse(), Ok(DriverVersion([1, 2, 3, 0])));
        for wrong in ["", "0.0.0", "1.2.3.4.5", "65536", "1..2", "x"] {
            assert!(wrong.parse::<DriverVersion>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn text_that_the_encoding_lacks_is_an_error() {
        let inf =
            Inf::parse("[Version]\nSignature=\"$Windows NT$\"\n[Strings]\na=\"日\"\n".as_bytes())
                .unwrap();
        assert_eq!(inf.warnings()[0].code, 1003);
        assert!(inf.stamp(&Stamp::new().encoding(Encoding::Ansi)).is_err());
        let wide = inf
            .stamp(&Stamp::new().encoding(Encoding::Utf16Le))
            .unwrap();
        assert!(wide.to_bytes().starts_with(&[0xFF, 0xFE]) && wide.warnings().is_empty());
    }
}
