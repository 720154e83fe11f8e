//! The verdict on a driver that stops the machine.

use faulty::interface::Fault;
use wdk_inf::{Arch, Inf};
use wdk_scenario::{Entry, Options, Verdict, run};
use wdk_sim::scenario::Scenario;

const INX: &[u8] = include_bytes!("../../../inf/faulty.inx");

fn played(fault: Fault) -> (Verdict, Vec<Entry>) {
    let inf = Inf::from_inx(INX, Arch::Amd64).unwrap();
    let text = format!("load\nopen\nioctl {:#x}\n", fault.code().value());
    let scenario = Scenario::parse("faulty.scenario", &text).unwrap();
    let mut entries = Vec::new();
    let options = Options::default();
    let code = faulty::DRIVER.into();
    let verdict = run(&inf, code, &scenario, &options, |it| entries.push(it)).unwrap();
    (verdict, entries)
}

#[test]
fn a_stopped_machine_is_told_once_and_nothing_is_counted() {
    let (verdict, entries) = played(Fault::CompleteTwice);
    let end = verdict.end.as_deref().expect("the machine stopped");
    assert_eq!(
        verdict.summary,
        "the machine stopped: bug check 0x10D WDF_VIOLATION"
    );
    assert_eq!(end.matches("DoubleCompletion").count(), 1, "{end}");
    assert!(end.contains("complete_twice"), "{end}");
    // The record has what the driver printed, and the reader knows how the run was started.
    assert!(!end.contains("asked for"), "{end}");
    assert!(!end.contains("cargo test"), "{end}");
    let printed = |it: &&Entry| it.name == "faulty: asked for CompleteTwice";
    assert_eq!(entries.iter().filter(printed).count(), 1);
    let results = |it: &&Entry| it.detail.contains("bug check");
    assert_eq!(entries.iter().filter(results).count(), 0, "{entries:?}");
    let [violation] = verdict.violations.as_slice() else {
        panic!("{:?}", verdict.violations);
    };
    assert!(violation.starts_with("DoubleCompletion: "), "{violation}");
}

#[test]
fn a_panic_stops_the_machine_without_a_broken_rule() {
    let (verdict, _) = played(Fault::Panic);
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert!(!verdict.is_clean());
    assert!(
        !verdict.summary.contains("0 violations"),
        "{}",
        verdict.summary
    );
}
