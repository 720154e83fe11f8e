//! Every choice that a run makes, and who makes it.

use std::{collections::HashMap, fmt, str::FromStr};

/// Who decides what runs next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schedule {
    /// Threads of one priority take turns; the strategy of a quiet machine, and the fastest.
    #[default]
    RoundRobin,
    /// Any thread at any scheduling point, drawn from the seed.
    Random {
        /// What the draws start from.
        seed: u64,
    },
    /// Probabilistic concurrency testing: random priorities and `depth - 1` random points at which
    /// the running thread's priority drops. Finds a bug that needs `depth` ordered events with a
    /// probability that can be computed.
    Pct {
        /// What the draws start from.
        seed: u64,
        /// How many events the bug needs.
        depth: u32,
        /// About how many scheduling points the run has.
        points: u32,
    },
    /// The choices of an earlier run; after the last one the first alternative is taken.
    Replay(Vec<u32>),
}

impl Schedule {
    /// The seed, or 0 for strategies without one.
    #[must_use]
    pub fn seed(&self) -> u64 {
        match self {
            Self::Random { seed } | Self::Pct { seed, .. } => *seed,
            Self::RoundRobin | Self::Replay(_) => 0,
        }
    }

    pub(super) fn chooser(&self) -> Option<Box<dyn Choices>> {
        match self {
            Self::RoundRobin => None,
            Self::Random { seed } => Some(Box::new(Random(Draws::new(*seed)))),
            Self::Pct {
                seed,
                depth,
                points,
            } => Some(Box::new(Pct::new(*seed, *depth, *points))),
            Self::Replay(choices) => Some(Box::new(Replay(choices.clone().into_iter()))),
        }
    }
}

/// From how many equal choices on they are written with their number.
const MANY: usize = 4;
/// Most choices that a text stands for.
const MOST: usize = 1 << 24;

/// Reads the choices of a replay: numbers, and `131x0` for 131 times the first alternative.
fn read_choices(text: &str) -> Result<Vec<u32>, String> {
    let mut choices = Vec::new();
    for word in text.split(':').filter(|it| !it.is_empty()) {
        let (count, choice) = word.split_once('x').unwrap_or(("1", word));
        let (Ok(count), Ok(choice)) = (count.parse::<usize>(), choice.parse::<u32>()) else {
            return Err(format!("`{word}` is neither a choice nor a number of them"));
        };
        if count > MOST - choices.len() {
            return Err(format!("`{word}`: these are more than {MOST} choices"));
        }
        choices.extend(std::iter::repeat_n(choice, count));
    }
    Ok(choices)
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RoundRobin => f.write_str("round-robin"),
            Self::Random { seed } => write!(f, "random:{seed}"),
            Self::Pct {
                seed,
                depth,
                points,
            } => write!(f, "pct:{seed}:{depth}:{points}"),
            Self::Replay(choices) => {
                f.write_str("replay")?;
                // Most choices of an exploration are the first alternative.
                choices
                    .chunk_by(|one, other| one == other)
                    .try_for_each(|same| match same.len() {
                        1..MANY => same.iter().try_for_each(|it| write!(f, ":{it}")),
                        count => write!(f, ":{count}x{}", same[0]),
                    })
            }
        }
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(choices) = text.strip_prefix("replay")
            && (choices.is_empty() || choices.starts_with(':'))
        {
            return read_choices(choices).map(Self::Replay);
        }
        let mut words = text.split(':');
        let strategy = words.next().unwrap_or_default();
        let numbers = words
            .map(|word| {
                word.parse::<u64>()
                    .map_err(|_| format!("`{word}` is not a number"))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let narrow =
            |number: u64| u32::try_from(number).map_err(|_| format!("{number} is not below 2^32"));
        match (strategy, numbers.as_slice()) {
            ("round-robin", []) => Ok(Self::RoundRobin),
            ("random", &[seed]) => Ok(Self::Random { seed }),
            ("pct", &[seed, depth, points]) => Ok(Self::Pct {
                seed,
                depth: narrow(depth)?,
                points: narrow(points)?,
            }),
            _ => Err(format!(
                "`{text}` is no schedule; write `round-robin`, `random:SEED`, \
                 `pct:SEED:DEPTH:POINTS` or `replay:CHOICE:CHOICE:..`"
            )),
        }
    }
}

/// What could run next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Number of the thread; numbers are not used again within a run.
    pub thread: u64,
    /// It is the thread that has run up to here.
    pub runs: bool,
}

/// The one source of a run's nondeterminism.
pub trait Choices {
    /// The index of the alternative to take. There are at least two.
    fn choose(&mut self, alternatives: &[Alternative]) -> usize;
}

/// Numbers drawn from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        // The bias of a 64-bit draw over a few alternatives is far below what a test could see.
        (self.next() % bound.max(1) as u64) as usize
    }
}

struct Random(Draws);

impl Choices for Random {
    fn choose(&mut self, alternatives: &[Alternative]) -> usize {
        self.0.below(alternatives.len())
    }
}

struct Replay(std::vec::IntoIter<u32>);

impl Choices for Replay {
    fn choose(&mut self, _: &[Alternative]) -> usize {
        self.0.next().unwrap_or_default() as usize
    }
}

/// Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs".
struct Pct {
    draws: Draws,
    priorities: HashMap<u64, u64>,
    /// Points at which the running thread drops below all others, in falling order.
    changes: Vec<u32>,
    point: u32,
}

impl Pct {
    fn new(seed: u64, depth: u32, points: u32) -> Self {
        let mut draws = Draws::new(seed);
        let mut changes: Vec<u32> = (1..depth)
            .map(|_| draws.below(points.max(1) as usize) as u32)
            .collect();
        changes.sort_unstable_by(|one, other| other.cmp(one));
        Self {
            draws,
            priorities: HashMap::new(),
            changes,
            point: 0,
        }
    }
}

impl Choices for Pct {
    fn choose(&mut self, alternatives: &[Alternative]) -> usize {
        self.point += 1;
        for alternative in alternatives {
            let draw = self.draws.next() | 1 << 63;
            self.priorities.entry(alternative.thread).or_insert(draw);
        }
        while self
            .changes
            .last()
            .is_some_and(|change| *change < self.point)
        {
            self.changes.pop();
            let running = alternatives.iter().find(|alternative| alternative.runs);
            if let Some(running) = running {
                self.priorities
                    .insert(running.thread, self.changes.len() as u64);
            }
        }
        (0..alternatives.len())
            .max_by_key(|index| self.priorities[&alternatives[*index].thread])
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_survive_their_text() {
        let schedules = [
            Schedule::RoundRobin,
            Schedule::Random { seed: u64::MAX },
            Schedule::Pct {
                seed: 3,
                depth: 2,
                points: 100,
            },
            Schedule::Replay(vec![0, 2, 1]),
            Schedule::Replay([vec![0; 131], vec![1, 0, 2, 2, 2, 2]].concat()),
            Schedule::Replay(Vec::new()),
        ];
        for schedule in schedules {
            assert_eq!(schedule.to_string().parse(), Ok(schedule));
        }
        assert!("pct:1".parse::<Schedule>().is_err());
        assert!("random:x".parse::<Schedule>().is_err());
        let long = Schedule::Replay([vec![0; 131], vec![1, 0]].concat());
        assert_eq!(long.to_string(), "replay:131x0:1:0");
        for wrong in ["replay:x", "replay:1x", "replay:99999999999x0", "replays"] {
            assert!(wrong.parse::<Schedule>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn pct_lowers_the_running_thread_at_its_change_points() {
        let alternatives = [
            Alternative {
                thread: 1,
                runs: true,
            },
            Alternative {
                thread: 2,
                runs: false,
            },
        ];
        let switched = (0..64).any(|seed| {
            let mut pct = Pct::new(seed, 2, 10);
            let chosen: Vec<usize> = (0..20).map(|_| pct.choose(&alternatives)).collect();
            chosen[0] == 0 && chosen[19] == 1
        });
        assert!(switched);
    }
}
