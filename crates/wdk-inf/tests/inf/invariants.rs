//! What holds for any bytes that are offered as an INF. `tests/properties.rs` tries generated files,
//! the targets in `fuzz/` what a fuzzer finds.
#![allow(
    dead_code,
    reason = "each of the programs that include this uses a part of it"
)]

use wdk_inf::{
    Arch, Date, Dirs, DriverVersion, Encoding, Inf, OsVersion, Stamp,
    check::{self, Options},
    strings::Strings,
    syntax::{Line, scan},
    text,
};

/// Reading, looking into and writing back.
pub(crate) fn parse(bytes: &[u8]) {
    let Ok((decoded, encoding)) = text::decode(bytes) else {
        return assert!(Inf::parse(bytes).is_err());
    };
    assert_eq!(text::encode(&decoded, encoding).unwrap(), bytes);

    let document = scan(&decoded);
    let mut end = 0;
    for section in &document.sections {
        assert!(decoded.get(section.name.span.clone()).is_some());
        for line in &section.lines {
            assert!(end <= line.extent.start && line.span.end <= line.extent.end);
            assert!(decoded.get(line.span.clone()).is_some());
            end = line.extent.end;
            for field in line.key.iter().chain(&line.fields) {
                assert!(decoded.get(field.span.clone()).is_some());
            }
        }
    }
    let strings = Strings::of(&document, Some(0x0409));
    for line in document.sections.iter().flat_map(|it| &it.lines) {
        for field in &line.fields {
            let _ = strings.resolve(&field.value, &Dirs::default());
        }
    }
    match Inf::parse(bytes) {
        Ok(inf) => {
            assert_eq!(inf.to_bytes(), bytes);
            install(&inf);
        }
        Err(error) => assert!(!error.diagnostics.is_empty() && !error.to_string().is_empty()),
    }
}

/// What an installer asks the file.
fn install(inf: &Inf) {
    for arch in [Arch::Amd64, Arch::X86] {
        for model in inf.models(arch, OsVersion::WINDOWS_11_24H2) {
            let Some(id) = model.ids.first() else {
                continue;
            };
            if let Ok(found) = inf.find_hardware_id(arch, OsVersion::WINDOWS_11_24H2, id) {
                let _ = inf.install(&found, &Dirs::default());
            }
        }
    }
}

/// A stamped file keeps its comments, and stamping it again changes nothing.
pub(crate) fn stamp(bytes: &[u8]) {
    let Ok(inf) = Inf::parse(bytes) else { return };
    let stamp = Stamp::new()
        .driver_ver(Date::from_unix(1_700_000_000), DriverVersion([1, 2, 3, 4]))
        .catalog("x.cat")
        .arch(Arch::Amd64)
        .floor(16299)
        .kmdf_version(1, 33)
        .umdf_version(2, 33, 0);
    let Ok(once) = inf.stamp(&stamp) else { return };
    assert_eq!(once.version().catalog_file.as_deref(), Some("x.cat"));
    if let Ok(twice) = once.stamp(&stamp) {
        assert_eq!(once.text(), twice.text());
    }
    if let Ok(wide) = inf.stamp(&stamp.encoding(Encoding::Utf16Le)) {
        assert_eq!(wide.text(), once.text());
        parse(&wide.to_bytes());
    }
}

/// A ported file keeps its comments, and porting it again changes nothing.
pub(crate) fn port(bytes: &[u8]) {
    let Ok(inf) = Inf::parse(bytes) else { return };
    let Ok(once) = inf.port() else { return };
    assert_eq!(once.diff().is_empty(), once.inf.text() == inf.text());
    keeps_comments(inf.text(), once.inf.text());
    let twice = once.inf.port().unwrap();
    assert_eq!(twice.inf.text(), once.inf.text(), "{:#?}", twice.changes);
}

/// All comments of `old` are in `new`, in their order; sections may have become comments as well.
fn keeps_comments(old: &str, new: &str) {
    let kept = comments(new);
    let mut kept = kept.iter();
    for comment in comments(old) {
        let found = kept.any(|it| it.ends_with(&comment));
        assert!(found, "the comment {comment:?} is lost:\n{new}");
    }
}

/// A formatted file says the same to Windows, keeps its comments, and stays as it is when formatted again.
pub(crate) fn format(bytes: &[u8]) {
    let Ok(inf) = Inf::parse(bytes) else { return };
    let once = inf.formatted().unwrap();
    let content = |inf: &Inf| {
        let values = |line: &Line| {
            let key = line.key.as_ref().map(|it| it.value.clone());
            (
                key,
                line.fields
                    .iter()
                    .map(|it| it.value.clone())
                    .collect::<Vec<_>>(),
            )
        };
        let sections = inf.document().sections.iter();
        let content = sections.map(|it| {
            (
                it.name.value.clone(),
                it.lines.iter().map(values).collect::<Vec<_>>(),
            )
        });
        content.collect::<Vec<_>>()
    };
    assert_eq!(content(&once), content(&inf));
    assert_eq!(comments(once.text()), comments(inf.text()));
    assert_eq!(once.formatted().unwrap().text(), once.text());
}

/// The check of any bytes says where each finding is, and all its forms can be written.
pub(crate) fn check(bytes: &[u8]) {
    for unstamped in [false, true] {
        let options = Options {
            unstamped,
            ..Options::default()
        };
        let report = check::check("x.inf", bytes, &options);
        assert!(
            report
                .findings
                .iter()
                .all(|it| it.span.start <= it.span.end)
        );
        assert!(report.findings.is_empty() || !report.to_string().is_empty());
        let reports = [report];
        assert!(check::report::json(&reports).is_array());
        assert!(check::report::sarif(&reports).is_object());
    }
}

/// What stands in no section name and no line: comments and blanks, without the line ends.
fn comments(text: &str) -> Vec<String> {
    // What follows a Ctrl-Z is not read.
    let text = text.split('\u{1A}').next().unwrap_or_default();
    let document = scan(text);
    let mut covered = Vec::new();
    for section in &document.sections {
        covered.push(section.name.span.clone());
        for line in &section.lines {
            covered.extend(
                line.key
                    .iter()
                    .chain(&line.fields)
                    .map(|it| it.span.clone()),
            );
        }
    }
    let blank = |it: char| it == '\0' || it.is_whitespace();
    let mut comments = Vec::new();
    let mut at = 0;
    covered.push(text.len()..text.len());
    for span in covered {
        let between = text.get(at..span.start).unwrap_or_default();
        let found = between
            .lines()
            .filter_map(|it| Some(it.split_once(';')?.1.trim_end_matches(blank).to_owned()));
        comments.extend(found);
        at = span.end.max(at);
    }
    comments
}
