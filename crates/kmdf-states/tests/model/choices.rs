//! The choices that make up a sequence: drawn from a seed, or read from a record.

/// Draws numbers, and keeps them.
pub(crate) struct Choices {
    /// What was drawn, or is to be.
    record: Vec<u32>,
    next: usize,
    /// `None` reads the record; behind its end all choices are 0.
    random: Option<u64>,
}

impl Choices {
    pub(crate) fn of_seed(seed: u64) -> Self {
        // The generator does not leave 0.
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D;
        Self {
            record: Vec::new(),
            next: 0,
            random: Some(state | 1),
        }
    }

    pub(crate) fn of_record(record: Vec<u32>) -> Self {
        Self {
            record,
            next: 0,
            random: None,
        }
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        if count < 2 {
            return 0;
        }
        let drawn = match &mut self.random {
            Some(state) => {
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                let drawn = (*state >> 33) as usize % count;
                self.record.push(u32::try_from(drawn).unwrap_or(0));
                drawn
            }
            None => {
                self.record
                    .get(self.next)
                    .map_or(0, |drawn| *drawn as usize)
                    % count
            }
        };
        self.next += 1;
        drawn
    }

    /// True in `rate` of 64 cases; never when the choices have run out.
    pub(crate) fn happens(&mut self, rate: usize) -> bool {
        rate > 0 && self.below(64) >= 64 - rate
    }

    pub(crate) fn record(self) -> Vec<u32> {
        self.record
    }
}

/// A shorter record with smaller numbers that still fails.
pub(crate) fn shrink(mut record: Vec<u32>, fails: impl Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut size = record.len() / 2;
    while size > 0 {
        let mut start = 0;
        while start < record.len() {
            let end = (start + size).min(record.len());
            let without: Vec<u32> = [&record[..start], &record[end..]].concat();
            let mut zeroed = record.clone();
            zeroed[start..end].fill(0);
            if fails(&without) {
                record = without;
            } else if zeroed != record && fails(&zeroed) {
                record = zeroed;
                start = end;
            } else {
                start = end;
            }
        }
        size /= 2;
    }
    record
}
