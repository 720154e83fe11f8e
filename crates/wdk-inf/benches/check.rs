//! At least 2,000 files are checked in a second on one core: `cargo bench -p wdk-inf --bench check`.
//!
//! With folders as arguments, all INF and INX files below them are checked instead of those of this
//! repository, and what was found is counted by rule; `--list` shows each finding.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use wdk_inf::check::{Options, check};

/// What a file may take in the mean.
const BOUND: Duration = Duration::from_micros(500);

fn main() {
    let arguments: Vec<_> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let (options, folders): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|it| it.starts_with("--"));
    let mut paths = Vec::new();
    if folders.is_empty() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        below(&root.join("../../inf"), &mut paths);
        below(&root.join("tests"), &mut paths);
    }
    for folder in &folders {
        below(Path::new(folder), &mut paths);
    }
    let read = |path: &PathBuf| fs::read(path).map(|bytes| (path.display().to_string(), bytes));
    let files: Vec<_> = paths.iter().filter_map(|it| read(it).ok()).collect();
    let bytes: usize = files.iter().map(|(_, it)| it.len()).sum();
    let mut found = BTreeMap::new();
    // The fastest of a few: other programs may use the machine too.
    let elapsed = (0..5).map(|_| {
        found.clear();
        let start = Instant::now();
        for (name, bytes) in &files {
            for finding in check(name, bytes, &options_for(name)).findings {
                *found.entry(finding.code).or_insert(0) += 1;
            }
        }
        start.elapsed()
    });
    let elapsed = elapsed.min().unwrap_or_default();
    println!("{} files, {bytes} bytes: {elapsed:?}", files.len());
    println!("findings by rule: {found:?}");
    if options.iter().any(|it| *it == "--list") {
        files.iter().for_each(|(name, bytes)| list(name, bytes));
    }
    assert!(!files.is_empty(), "there are no files");
    let each = elapsed / u32::try_from(files.len()).expect("few files");
    println!("{each:?} for each");
    if cfg!(debug_assertions) {
        println!("the bound of {BOUND:?} is for optimised builds");
    } else {
        assert!(each < BOUND, "{each:?} is longer than {BOUND:?}");
    }
}

fn options_for(name: &str) -> Options {
    Options {
        unstamped: name.ends_with("inx"),
        samples: true,
        ..Options::default()
    }
}

/// Shows what is found in a file, a line for each.
fn list(name: &str, bytes: &[u8]) {
    let report = check(name, bytes, &options_for(name));
    for it in &report.findings {
        let line = 1 + report.text[..it.span.start].matches('\n').count();
        println!(
            "{} {} {name}:{line}: {}",
            it.code,
            it.level.name(),
            it.message
        );
    }
}

/// The INF and INX files below `folder`.
fn below(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let kind = path.extension().and_then(|it| it.to_str());
        if path.is_dir() {
            below(&path, paths);
        } else if kind.is_some_and(|it| ["inf", "inx"].contains(&&*it.to_ascii_lowercase())) {
            paths.push(path);
        }
    }
}
