//! What the sample drivers' images cost beside the same drivers in C:
//! `cargo bench -p wdk-sim --bench image_cost`.
//!
//! Prints instructions and calls for each operation, and the size of the code. The numbers do not
//! depend on the host. `-- --format json` prints them for programs; `-- --calls` prints the
//! functions that each operation calls.

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod cost;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
use cost::record::numbers;

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn main() {
    println!("skipped: instructions are counted on Linux with an x86-64 processor");
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|it| it == word);
    if has("--calls") {
        print_calls();
        return;
    }
    let (record, skipped) = cost::measure();
    if let Some(reason) = skipped {
        eprintln!("skipped: the drivers in C, whose numbers are the committed ones: {reason}");
    }
    match has("--format") && has("json") {
        true => println!("{}", record.to_json()),
        false => println!("{}", table(&record)),
    }
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn print_calls() {
    for subject in cost::subject::SUBJECTS {
        let mut images = vec![("Rust", cost::images::of(subject.name))];
        match cost::twin::Twins::new() {
            Ok(twins) => images.push(("C", twins.build(subject))),
            Err(reason) => eprintln!("skipped: the driver in C: {reason}"),
        }
        for (language, image) in images {
            for (operation, calls) in subject.calls(&image) {
                println!(
                    "{}, {operation}, {language}: {} calls",
                    subject.name,
                    calls.len()
                );
                for call in calls {
                    println!("    {call}");
                }
            }
        }
    }
}

/// A line for each number.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn table(record: &cost::record::Record) -> String {
    let mut text = format!("{:<32} {:>6} {:>6} {:>8}\n", "", "C", "Rust", "Rust / C");
    for row in &record.rows {
        let pairs = numbers(&row.c).into_iter().zip(numbers(&row.rust));
        for ((what, c), (_, rust)) in pairs {
            let what = format!("{}, {what}", row.driver);
            let ratio = rust as f64 / c as f64;
            text += &format!("{what:<32} {c:>6} {rust:>6} {ratio:>8.2}\n");
        }
    }
    text + &format!("C: clang {}; Rust: rustc {}", record.clang, record.rustc)
}
