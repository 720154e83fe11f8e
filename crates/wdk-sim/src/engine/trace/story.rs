//! The trace as text: one line for each event, indented by what is open on its thread.

use std::{collections::HashMap, fmt};

use super::{Event, Phase, Trace};

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Event {
    /// Writes the event's line with its name `depth` levels in.
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let microseconds = self.time / 10;
        let (seconds, rest) = (microseconds / 1_000_000, microseconds % 1_000_000);
        write!(
            f,
            "{seconds:>4}.{rest:06}  {:width$}{}",
            "",
            self.name,
            width = depth * 2
        )?;
        let detail = self.detail.trim_end();
        match (self.phase, detail.is_empty()) {
            (_, true) => Ok(()),
            (Phase::End, false) => write!(f, " = {detail}"),
            (_, false) => write!(f, " {detail}"),
        }
    }

    /// An end without a result has no line of its own.
    fn is_told(&self) -> bool {
        self.phase != Phase::End || !self.detail.is_empty()
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut depths: HashMap<u64, usize> = HashMap::new();
        for event in &self.events {
            let depth = depths.entry(event.thread).or_default();
            if event.phase == Phase::End {
                *depth = depth.saturating_sub(1);
            }
            if event.is_told() {
                event.write(f, *depth)?;
                writeln!(f)?;
            }
            if event.phase == Phase::Begin {
                *depth += 1;
            }
        }
        Ok(())
    }
}
