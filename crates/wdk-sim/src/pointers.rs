//! Each export gets each bad pointer in the place of each pointer that it takes, and ends as Windows would: the
//! machine stops for that pointer, or the call fails. What accepts one is in `pointers/accepted.tsv`, with the reason.
#![cfg(target_arch = "x86_64")]
#![expect(unsafe_code, reason = "calls exports with what no driver should pass")]

mod arguments;
mod signatures;

use std::{collections::BTreeMap, env, fmt::Write as _};

use crate::{Error, Machine, engine::bugcheck::RUST_PANIC, subsystems::SUBSYSTEMS};
use arguments::Arguments;
use signatures::{Parameter, Returns, Signature, signatures};

/// What accepts a bad pointer: function, parameter, kinds, reason. A row that is not needed is an error, too.
const ACCEPTED: &str = include_str!("pointers/accepted.tsv");

/// A function with any parameters; the caller clears the stack in this convention.
type Any = unsafe extern "win64-unwind" fn(
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
) -> usize;

/// How a pointer can be bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Misaligned,
    Freed,
    User,
    Unmapped,
    Poison,
}

const KINDS: [Kind; 6] = [
    Kind::Null,
    Kind::Misaligned,
    Kind::Freed,
    Kind::User,
    Kind::Unmapped,
    Kind::Poison,
];

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// The machine stopped: with this code, because of that.
    Stopped(u32, String),
    /// The function returned.
    Returned(usize),
    /// Nothing can run any more.
    Stuck(String),
}

impl Outcome {
    /// Whether a driver is told, at the latest by what the function returns, that something is wrong.
    fn is_refusal(&self, returns: Returns) -> bool {
        match self {
            Self::Stopped(code, _) => *code != RUST_PANIC,
            Self::Returned(value) => match returns {
                Returns::Status => (*value as u32).cast_signed() < 0,
                Returns::Pointer => *value == 0,
                Returns::Nothing | Returns::Other => false,
            },
            Self::Stuck(_) => false,
        }
    }
}

/// Calls the export with a bad pointer as its `bad`th parameter; with good ones alone for `None`.
fn call(signature: &Signature, address: *const (), bad: Option<(usize, Kind)>) -> Outcome {
    let machine = Machine::builder().environment(false).build();
    let driver = machine.load(arguments::DRIVER);
    assert!(driver.is_ok());
    let ended = machine.call(&signature.name, || {
        let values = Arguments::new().of(signature, bad);
        let [a, b, c, d, e, f, g, h, i, j, k, l] = values;
        // SAFETY: none; what the machine makes of it is what is tested.
        let function: Any = unsafe { std::mem::transmute(address) };
        // SAFETY: as above.
        unsafe { function(a, b, c, d, e, f, g, h, i, j, k, l) }
    });
    match ended {
        Ok(value) => Outcome::Returned(value),
        Err(Error::BugCheck(it)) => Outcome::Stopped(it.code, it.message.clone()),
        Err(other) => Outcome::Stuck(other.to_string()),
    }
}

/// The kinds of bad pointers that `parameter` accepts, each with what the call came to.
fn accepted(
    signature: &Signature,
    address: *const (),
    (at, parameter): (usize, &Parameter),
) -> BTreeMap<Kind, Outcome> {
    let outcomes = KINDS.map(|kind| (kind, call(signature, address, Some((at, kind)))));
    let accepts = |(kind, outcome): &(Kind, Outcome)| match kind {
        // Bytes can be anywhere, and freed ones are found when they are written to.
        Kind::Misaligned | Kind::Freed if parameter.is_bytes() => {
            matches!(outcome, Outcome::Stopped(RUST_PANIC, _))
        }
        // No function has a status for these: the machine looks before the function runs.
        Kind::Misaligned | Kind::Freed => {
            !matches!(outcome, Outcome::Stopped(code, _) if *code != RUST_PANIC)
        }
        _ => !outcome.is_refusal(signature.returns),
    };
    outcomes.into_iter().filter(accepts).collect()
}

#[test]
fn no_export_accepts_a_bad_pointer() {
    let signatures = signatures();
    // One export alone.
    let only = env::var("WDK_POINTERS").ok();
    let mut rows: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for row in ACCEPTED.lines().filter(|it| !it.starts_with('#')) {
        let mut columns = row.split('\t');
        let [
            Some(function),
            Some(parameter),
            Some(kinds),
            Some(_reason),
            None,
        ] = [(); 5].map(|()| columns.next())
        else {
            panic!("a row has function, parameter, kinds and reason: {row}");
        };
        rows.insert((function, parameter), kinds);
    }
    let exports = SUBSYSTEMS
        .iter()
        .flat_map(|it| it.exports)
        .copied()
        .flatten();
    let (mut tried, mut wrong) = (0, String::new());
    for export in exports {
        let Some(signature) = signatures.get(export.name) else {
            continue;
        };
        if only.as_deref().is_some_and(|it| it != export.name) {
            continue;
        }
        if env::var_os("WDK_POINTERS_SHOW").is_some() {
            eprintln!("{}", export.name);
        }
        let pointers = signature.parameters.iter().enumerate();
        for (at, parameter) in pointers.filter(|(_, it)| it.is_pointer()) {
            let found = accepted(signature, export.address.0, (at, parameter));
            let kinds: Vec<String> = found
                .keys()
                .map(|it| format!("{it:?}").to_lowercase())
                .collect();
            let kinds = kinds.join(",");
            let expected = rows
                .remove(&(export.name, &*parameter.name))
                .unwrap_or_default();
            if kinds != expected {
                let (name, parameter) = (export.name, &parameter.name);
                writeln!(
                    wrong,
                    "{name}\t{parameter}\t{kinds}\tnot {expected:?}: {found:x?}"
                )
                .unwrap();
            }
            tried += KINDS.len();
        }
    }
    assert!(
        wrong.is_empty(),
        "accepted, and not in pointers/accepted.tsv, or the other way round:\n{wrong}"
    );
    if only.is_none() {
        assert!(
            rows.is_empty(),
            "rows for parameters that are not there: {rows:?}"
        );
        assert!(tried > 5000, "{tried}");
    }
}
