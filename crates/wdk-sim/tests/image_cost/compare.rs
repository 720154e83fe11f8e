//! The numbers of now and the committed ones.

use std::{env, fs};

use crate::{
    alone,
    cost::{
        self, images,
        record::{Cost, OperationCost, Record, numbers},
        subject::SUBJECTS,
    },
    page,
};

/// How far a number may be from the committed one, in either direction: one part in so many.
const TOLERANCE: u64 = 50;

/// What is not as it was recorded, one line each.
fn differences(now: &Cost, recorded: &Cost) -> Vec<String> {
    let (now, before) = (numbers(now), numbers(recorded));
    if !now.iter().map(|it| &it.0).eq(before.iter().map(|it| &it.0)) {
        return vec!["other operations are recorded".to_owned()];
    }
    let pairs = now.into_iter().zip(before);
    pairs
        .filter(|((_, now), (_, before))| now.abs_diff(*before) * TOLERANCE > *before)
        .map(|((what, now), (_, before))| format!("{what}: {now}, recorded are {before}"))
        .collect()
}

#[test]
fn images_cost_what_is_recorded() {
    let _alone = alone();
    let blessed = env::var_os("BLESS").is_some();
    if !blessed && images::packages().is_none() {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return;
    }
    let (now, skipped) = cost::measure();
    if let Some(reason) = &skipped {
        eprintln!("skipped: the drivers in C are not compiled: {reason}");
    }
    if blessed {
        fs::write(Record::path(), now.to_json() + "\n").expect("the repository can be written");
        page::write(&now);
        return;
    }
    let recorded = Record::read();
    let mut wrong = Vec::new();
    for subject in SUBJECTS {
        let name = subject.name;
        let (Some(now), Some(recorded)) = (now.row(name), recorded.row(name)) else {
            wrong.push(format!("{name}: nothing is recorded"));
            continue;
        };
        let c = differences(&now.c, &recorded.c).into_iter();
        wrong.extend(c.map(|it| format!("{name} in C, {it}")));
        let rust = differences(&now.rust, &recorded.rust).into_iter();
        wrong.extend(rust.map(|it| format!("{name} in Rust, {it}")));
    }
    assert!(
        wrong.is_empty(),
        "{}\nmeasured with clang {} and rustc {}, recorded with clang {} and rustc {}\n\
         `cargo bench -p wdk-sim --bench image_cost -- --calls` shows what is called. If the \
         change is meant, `BLESS=1 cargo test -p wdk-sim --test image_cost` writes the numbers.",
        wrong.join("\n"),
        now.clang,
        now.rustc,
        recorded.clang,
        recorded.rustc,
    );
}

#[test]
fn the_steps_and_the_trace_count_the_same_calls() {
    let _alone = alone();
    if images::packages().is_none() {
        eprintln!("skipped: WDK_TEST_PACKAGES names no folder of built drivers");
        return;
    }
    for subject in SUBJECTS {
        let image = images::of(subject.name);
        let stepped = subject.measure(&image).operations.into_iter();
        let stepped: Vec<_> = stepped.map(|it| (it.name, it.calls)).collect();
        let traced = subject.calls(&image).into_iter();
        let traced: Vec<_> = traced
            .map(|(name, calls)| (name.to_owned(), calls.len() as u64))
            .collect();
        assert_eq!(stepped, traced, "{}", subject.name);
    }
}

#[test]
fn three_percent_are_told_in_both_directions() {
    let cost = |instructions, calls, text| Cost {
        text,
        operations: vec![OperationCost {
            name: "write".to_owned(),
            instructions,
            calls,
        }],
    };
    let recorded = cost(200, 19, 3000);
    for close in [recorded.clone(), cost(204, 19, 3060), cost(196, 19, 2940)] {
        assert_eq!(differences(&close, &recorded), [""; 0]);
    }
    for far in [
        cost(206, 19, 3000),
        cost(194, 19, 3000),
        cost(200, 20, 3000),
        cost(200, 19, 3090),
    ] {
        assert_eq!(differences(&far, &recorded).len(), 1, "{far:?}");
    }
    let less = Cost {
        operations: Vec::new(),
        ..recorded.clone()
    };
    assert_eq!(
        differences(&less, &recorded),
        ["other operations are recorded"]
    );
}
