//! Every rule of the table that is checked, broken once and nearly broken once.

mod fixtures;
mod mistakes;

use std::collections::HashSet;

use fixtures::{Fixture, fixtures};
use wdk_inf::{
    Level,
    check::{Options, RULES, Report, RuleSet, check, check_file, rule},
};

/// A package that breaks no rule of any rule set.
const BASE: &str = include_str!("rules/base.inf");

/// Rules that are about the file as bytes; their tests are below.
const BYTES: [u16; 2] = [1000, 1003];

/// `BASE` with replacements; an empty text to replace means the end of the file.
fn edited(fixture: &Fixture, edits: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        if from.is_empty() {
            text = format!("{text}\n{to}\n");
        } else {
            assert!(
                text.contains(from),
                "{}: {from:?} is not in the INF",
                fixture.code
            );
            text = text.replace(from, to);
        }
    }
    text
}

fn report(fixture: &Fixture, text: &str) -> Report {
    check("x.inf", text.as_bytes(), &fixture.options)
}

fn has(report: &Report, code: u16) -> bool {
    report.findings.iter().any(|it| it.code == code)
}

#[test]
fn the_base_breaks_no_rule() {
    for rules in [
        RuleSet::Declarative,
        RuleSet::Universal,
        RuleSet::Windows,
        RuleSet::Signature,
    ] {
        let options = Options {
            rules,
            ..Options::default()
        };
        let report = check("base.inf", BASE.as_bytes(), &options);
        assert!(report.findings.is_empty(), "/{rules}\n{report}");
    }
}

#[test]
fn every_rule_finds_what_breaks_it_and_nothing_else() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let code = fixture.code;
        let bad = report(&fixture, &edited(&fixture, &fixture.bad));
        let finding = bad.findings.iter().find(|it| it.code == code);
        match finding {
            None => wrong.push(format!("{code} is not found, only\n{bad}")),
            Some(finding) => {
                let level = rule(code).unwrap().severity.under(fixture.options.rules);
                assert_eq!(Some(finding.level), level, "{code}");
            }
        }
        let good = report(&fixture, &edited(&fixture, &fixture.good));
        if has(&good, code) {
            wrong.push(format!("{code} is found where it is not\n{good}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_checked_rule_has_a_fixture_and_no_other_has() {
    let tested: HashSet<u16> = fixtures().iter().map(|it| it.code).chain(BYTES).collect();
    let checked: HashSet<u16> = RULES
        .iter()
        .filter(|it| it.unchecked.is_none())
        .map(|it| it.code)
        .collect();
    let mut missing: Vec<_> = checked.difference(&tested).collect();
    let mut extra: Vec<_> = tested.difference(&checked).collect();
    missing.sort();
    extra.sort();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
    assert!(extra.is_empty(), "said to be unchecked: {extra:?}");
    // Those from 9000 on are ours.
    assert_eq!(RULES.iter().filter(|it| it.code < 9000).count(), 202);
    assert!(checked.len() >= 150, "{}", checked.len());
}

#[test]
fn the_table_is_in_order_and_explains_itself() {
    assert!(RULES.is_sorted_by_key(|it| it.code));
    for rule in RULES {
        assert!(
            !rule.title.is_empty() && rule.explanation.ends_with(['.', ')']),
            "{}",
            rule.code
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_a_finding() {
    let folder = std::env::temp_dir().join("no-such-folder");
    let report = check_file(&folder.join("x.inf"), &Options::default());
    assert_eq!(report.findings[0].code, 1000);
    assert_eq!(report.findings[0].level, Level::Error);
}

#[test]
fn an_inf_is_ansi_or_utf16() {
    let umlaut = BASE.replace("Example Lamps", "Lämpchen");
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(umlaut.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let codes = |bytes: &[u8], unstamped| {
        let options = Options {
            unstamped,
            ..Options::default()
        };
        let report = check("x.inf", bytes, &options);
        report.findings.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(umlaut.as_bytes(), false), [1003]);
    assert!(codes(&wide, false).is_empty());
    assert_eq!(codes(&wide[..wide.len() - 1], false), [1003, 1299]);
    // What is stamped later is written as UTF-16 then.
    assert!(codes(umlaut.as_bytes(), true).is_empty());
}

#[test]
fn checking_takes_time_in_proportion_to_the_file() {
    // The same number of steps for each device: quadratic work would take minutes here.
    let mut text = BASE.to_owned();
    for n in 0..20_000 {
        let device = format!(
            "[Extra{n}]\nCopyFiles = Files\n[Extra{n}.Services]\nAddService = lamp, 2, Service\n"
        );
        text.push_str(&device);
    }
    let lines: String = (0..20_000)
        .map(|n| format!("\"Lamp {n}\" = Extra{n}, root\\lamp{n}\n"))
        .collect();
    let text = text.replace(
        "%Lamp% = Lamp, root\\lamp",
        &format!("%Lamp% = Lamp, root\\lamp\n{lines}"),
    );
    assert!(text.len() > 2_000_000);
    let report = check("x.inf", text.as_bytes(), &Options::default());
    assert!(report.findings.is_empty(), "{}", report.findings.len());
}

#[test]
fn options_say_what_counts() {
    let outside = BASE.replace(
        "NTamd64.10.0...25398",
        "NTamd64.10.0...17763,NTamd64.10.0...19041",
    );
    let outside = outside.replace(
        "[Models.NTamd64.10.0...17763,NTamd64.10.0...19041]",
        "[Models.NTamd64.10.0...17763]\n%Lamp% = Old, root\\lamp\n[Models.NTamd64.10.0...19041]",
    );
    let old = "[Old]\nAddReg = Outside\n[Old.Services]\nAddService = lamp, 2, Service\n[Outside]\nHKLM,Software\\Lamp,a,,b\n";
    let outside = format!("{outside}\n{old}");
    let codes = |text: &str, options: Options| {
        let report = check("x.inf", text.as_bytes(), &options);
        report.findings.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    let isolated_from = |build| Options {
        isolated_from: Some(build),
        ..Options::default()
    };
    assert_eq!(codes(&outside, Options::default()), [1321]);
    assert_eq!(codes(&outside, isolated_from(19041)), [0; 0]);

    let microsoft = BASE.replace("\"Example Lamps\"", "\"Microsoft\"");
    assert_eq!(codes(&microsoft, Options::default()), [1204]);
    let options = Options {
        microsoft: true,
        ..Options::default()
    };
    assert_eq!(codes(&microsoft, options), [0; 0]);

    let unused = format!("{BASE}\n[Unused]\n[Hardwear]\nx\n")
        .replace("AddReg = Hardware", "AddReg = Hardwear");
    let options = Options {
        suppressed: vec![1224, 2083],
        ..Options::default()
    };
    assert_eq!(codes(&unused, Options::default()), [2083, 2083, 1224]);
    // It is an error, and errors stay.
    assert_eq!(codes(&unused, options), [1224]);
}

#[test]
fn a_token_that_is_not_stamped_is_one_error() {
    let text = BASE.replace("NTamd64", "NT$ARCH$");
    let report = check("x.inf", text.as_bytes(), &Options::default());
    let codes: Vec<_> = report.findings.iter().map(|it| it.code).collect();
    assert_eq!(codes, [1274], "{report}");
    let undefined = BASE.replace("%13%\\lamp.sys", "%DIR%\\lamp.sys");
    let report = check("x.inf", undefined.as_bytes(), &Options::default());
    let codes: Vec<_> = report.findings.iter().map(|it| it.code).collect();
    assert_eq!(codes, [1235], "{report}");
}

#[test]
fn a_path_to_a_stored_file_is_told_where_the_file_is() {
    let paths = [
        (
            r"%%SystemRoot%%\System32\DriverStore\FileRepository\lamp.inf_amd64_1\bin\lamp.dll",
            1257,
        ),
        (
            r"C:\Windows\System32\DriverStore\FileRepository\lamp.inf_amd64_1\bin\lamp.dll",
            1257,
        ),
        (r"C:\Windows\System32\lamp.dll", 1257),
        (r"%11%\lamp.dll", 9002),
        (r"\SystemRoot\System32\drivers\LAMP.DLL", 9002),
    ];
    for (path, code) in paths {
        let text = BASE.replace("\"warm white\"", &format!("\"{path}\""));
        let report = check("x.inf", text.as_bytes(), &Options::default());
        let [finding] = &report.findings[..] else {
            panic!("{path}\n{report}");
        };
        let help = finding.help.as_deref().unwrap_or_default();
        assert!(finding.code == code && help.contains("%13%"), "{report}");
    }
    let other = r"C:\Windows\System32\DriverStore\FileRepository\bulb.inf_amd64_1\bulb.dll";
    let text = BASE.replace("\"warm white\"", &format!("\"{other}\""));
    let report = check("x.inf", text.as_bytes(), &Options::default());
    assert!(
        report.to_string().contains("of another package"),
        "{report}"
    );
    let old = BASE.replace(r"%13%\lamp.sys", r"%12%\lamp.sys");
    let report = check("x.inf", old.as_bytes(), &Options::default());
    assert!(
        report.to_string().contains(r"write %13%\lamp.sys"),
        "{report}"
    );
}
