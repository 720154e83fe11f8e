//! The bounded form of the fuzz targets, for tests: each seed as it is, and changed in a few hundred ways that
//! are the same in each run. It needs no sanitizer and no fuzzer.
//!
//! `WDK_FUZZ_RUNS=100000` tries so many changes of each seed.

use std::{
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

/// How many changes of each seed are tried unless the environment says otherwise.
const FEW: u64 = 150;

/// A small generator of numbers: the same everywhere, from a seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ it >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ it >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Bytes that readers take for something: limits of numbers, separators of text.
const TELLING: [&[u8]; 12] = [
    &[0],
    &[0xFF; 4],
    &[0x7F, 0xFF, 0xFF, 0xFF],
    &[0, 0, 0, 0x80],
    b"\n",
    b"[",
    b"]",
    b"=",
    b"%",
    b"\"",
    b"\\",
    b"..",
];

/// One change of `bytes`.
fn change(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len());
    let length = 1 + numbers.below(16.min(bytes.len()));
    let to = (at + length).min(bytes.len());
    match numbers.below(8) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << numbers.below(8),
        1 if !bytes.is_empty() => bytes[at] = numbers.next() as u8,
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let piece = bytes[at..to].to_vec();
            let place = numbers.below(bytes.len());
            bytes.splice(place..place, piece);
        }
        5 => {
            let piece = TELLING[numbers.below(TELLING.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        6 => {
            let piece = TELLING[numbers.below(TELLING.len())];
            let to = (at + piece.len()).min(bytes.len());
            bytes.splice(at..to, piece.iter().copied());
        }
        _ => {
            let from = numbers.below(bytes.len());
            let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
            let to = (at + piece.len()).min(bytes.len());
            bytes.splice(at..to, piece);
        }
    }
}

/// The folder of this file.
fn folder() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    crates.join("../../fuzz")
}

/// The seeds of `target`.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder().join("seeds").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut seeds: Vec<_> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("a seed"))
        })
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seed");
    seeds
}

/// Feeds `body` with the seeds of `target` and with changes of them. What makes it panic is kept in the folder
/// in which cargo-fuzz keeps such files.
pub(crate) fn run(target: &str, body: fn(&[u8])) {
    run_some(target, 1, body);
}

/// The same with one in `part` of the changes, for a body that takes long.
pub(crate) fn run_some(target: &str, part: u64, body: fn(&[u8])) {
    let asked = env::var("WDK_FUZZ_RUNS").ok();
    let runs = asked.map_or(FEW / part, |it| it.parse().expect("a number of changes"));
    for (name, seed) in seeds(target) {
        let mut numbers = Numbers(seed.len() as u64);
        for round in 0..=runs {
            let mut bytes = seed.clone();
            let changes = if round == 0 { 0 } else { 1 + numbers.below(6) };
            for _ in 0..changes {
                change(&mut bytes, &mut numbers);
            }
            if let Err(reason) = panic::catch_unwind(AssertUnwindSafe(|| body(&bytes))) {
                let kept = folder().join("artifacts").join(target);
                let file = kept.join(format!("bounded-{name}-{round}"));
                let written = fs::create_dir_all(&kept).and_then(|()| fs::write(&file, &bytes));
                eprintln!("{target}: {name} in round {round}; kept as {file:?}: {written:?}");
                panic::resume_unwind(reason);
            }
        }
    }
}
