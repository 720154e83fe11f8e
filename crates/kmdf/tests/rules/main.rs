//! The rules of Static Driver Verifier for KMDF drivers: for each that is checked at run time, a driver that breaks
//! it and one that does not. `compliance.tsv` says under which names the findings are reported.
#![expect(unsafe_code, reason = "drivers that call the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "drivers that break rules; the others use their own requests and locals"
)]

mod buffers;
mod dispatch;
mod driver;
mod init;
mod locks;
mod queues;
mod requests;
mod sending;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use driver::{Hooks, run};
use wdk_sim::{Machine, bugcheck, verifier::OnViolation};

/// A rule, and the names under which what breaks it is reported.
struct Row {
    rule: &'static str,
    reported: Vec<&'static str>,
}

/// The table of all rules.
fn rows() -> Vec<Row> {
    let table = include_str!("../../compliance.tsv");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            let (rule, _set) = (columns.next(), columns.next());
            let reported = columns.next().unwrap_or_default();
            Row {
                rule: rule.expect("a rule has a name"),
                reported: reported.split(", ").filter(|it| *it != "-").collect(),
            }
        })
        .collect()
}

/// What a driver does wrong: the names of broken rules, and the bug check that ended the machine.
fn findings(hooks: Hooks) -> (BTreeSet<String>, String) {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .all_rules(true)
        .special_pool(true)
        .build();
    run(&machine, hooks);
    if machine.ended().is_none() {
        let _ = machine.finish();
    }
    let violations = machine.violations();
    let mut names: BTreeSet<String> = violations.iter().map(|it| it.rule.to_owned()).collect();
    let mut text: Vec<String> = violations.iter().map(ToString::to_string).collect();
    if let Some(end) = machine.ended() {
        if let wdk_sim::Error::BugCheck(check) = &end {
            names.insert(bugcheck::name(check.code).to_owned());
        }
        text.push(end.to_string());
    }
    (names, text.join("\n"))
}

/// Checks a rule with a driver that breaks it and one that keeps it.
#[track_caller]
fn check(cases: &[Case], rule: &str) {
    let case = cases.iter().find(|(name, ..)| *name == rule);
    let (_, breaks, keeps) = *case.expect("each test has its case");
    let rows = rows();
    let row = rows.iter().find(|row| row.rule == rule);
    let row = row.unwrap_or_else(|| panic!("compliance.tsv has no {rule}"));
    let (names, text) = findings(breaks);
    let expected = row.reported.iter().copied();
    assert!(
        expected.clone().any(|name| names.contains(name)),
        "{rule} was broken; expected one of {:?}, found {names:?}:\n{text}",
        row.reported
    );
    let (names, text) = findings(keeps);
    assert!(
        names.is_empty(),
        "{rule} was kept, found {names:?}:\n{text}"
    );
}

/// A rule, a driver that breaks it, and one that keeps it.
type Case = (&'static str, Hooks, Hooks);

macro_rules! rules {
    ($($rule:ident: $breaks:expr, $keeps:expr;)*) => {
        /// The rules of this file.
        pub(crate) const CASES: &[$crate::Case] =
            &[$((stringify!($rule), $breaks, $keeps)),*];

        #[expect(non_snake_case, reason = "the rules' names")]
        mod checks {
            $(
                #[test]
                fn $rule() {
                    $crate::check(super::CASES, stringify!($rule));
                }
            )*
        }
    };
}
pub(crate) use rules;

#[test]
fn every_rule_that_is_checked_has_its_two_drivers_and_no_other_has() {
    let tested: BTreeSet<&str> = [
        buffers::CASES,
        dispatch::CASES,
        init::CASES,
        locks::CASES,
        queues::CASES,
        requests::CASES,
        sending::CASES,
    ]
    .into_iter()
    .flatten()
    .map(|(rule, ..)| *rule)
    .collect();
    let rows = rows();
    let checked = rows.iter().filter(|row| !row.reported.is_empty());
    let checked: BTreeSet<&str> = checked.map(|row| row.rule).collect();
    assert_eq!(tested, checked);
    assert_eq!(rows.len(), 123, "Microsoft documents 123 rules");
}
