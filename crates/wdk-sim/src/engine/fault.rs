//! Faults: calls that are made to fail.

use std::{cell::RefCell, fmt, str::FromStr};

/// What kind of call can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An allocation of pool.
    Pool,
    /// An IRP or a device object; what else the I/O manager allocates comes from the pool.
    IoObject,
    /// The creation of a thread.
    Thread,
    /// A mapping of memory.
    Mapping,
    /// The opening, reading or writing of a registry key.
    Registry,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Pool,
        Self::IoObject,
        Self::Thread,
        Self::Mapping,
        Self::Registry,
    ];

    /// The kind in the text of [`Faults`].
    const fn word(self) -> &'static str {
        match self {
            Self::IoObject => "io-object",
            other => other.name(),
        }
    }

    /// The kind's name in traces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pool => "pool",
            Self::IoObject => "I/O object",
            Self::Thread => "thread",
            Self::Mapping => "mapping",
            Self::Registry => "registry",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which calls fail: data, so that a run can be repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<(Kind, u64)>);

impl Faults {
    /// No call fails.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// The `nth` call of this kind fails, counted from 0 over the whole run. Only calls that a
    /// driver makes are counted.
    #[must_use]
    pub fn fail(mut self, kind: Kind, nth: u64) -> Self {
        self.0.push((kind, nth));
        self
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (kind, nth)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}:{nth}", kind.word())?;
        }
        Ok(())
    }
}

impl FromStr for Faults {
    type Err = String;

    /// Reads what [`Display`](fmt::Display) writes: `pool:3,registry:0`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut faults = Self::none();
        for part in text.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let (word, nth) = part.split_once(':').unwrap_or((part, ""));
            let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
            let (Some(kind), Ok(nth)) = (kind, nth.parse()) else {
                let words = Kind::ALL.map(Kind::word).join(", ");
                return Err(format!(
                    "`{part}` is no fault; write KIND:NUMBER, where KIND is one of {words}"
                ));
            };
            faults = faults.fail(kind, nth);
        }
        Ok(faults)
    }
}

/// Counts calls and says which fail.
pub(crate) struct Injector {
    faults: Faults,
    counts: RefCell<[u64; Kind::ALL.len()]>,
}

impl Injector {
    pub(crate) fn new(faults: Faults) -> Self {
        Self {
            faults,
            counts: RefCell::new([0; Kind::ALL.len()]),
        }
    }

    /// The calls that fail.
    pub(crate) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// How many calls of each kind there were.
    pub(crate) fn counts(&self) -> Vec<(Kind, u64)> {
        Kind::ALL.into_iter().zip(*self.counts.borrow()).collect()
    }

    fn count(&self, kind: Kind) -> u64 {
        let mut counts = self.counts.borrow_mut();
        let count = &mut counts[kind as usize];
        let now = *count;
        *count += 1;
        now
    }

    /// Counts a call of this kind; its number when it must fail.
    #[inline]
    pub(crate) fn fails(&self, kind: Kind) -> Option<u64> {
        let count = self.count(kind);
        let fails = !self.faults.0.is_empty() && self.faults.0.contains(&(kind, count));
        fails.then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_survive_their_text() {
        let faults = Faults::none().fail(Kind::Pool, 3).fail(Kind::IoObject, 0);
        assert_eq!(faults.to_string(), "pool:3,io-object:0");
        assert_eq!(faults.to_string().parse(), Ok(faults));
        assert_eq!("".parse(), Ok(Faults::none()));
        for wrong in ["pool", "pool:x", "memory:1"] {
            assert!(wrong.parse::<Faults>().is_err(), "{wrong}");
        }
    }
}
