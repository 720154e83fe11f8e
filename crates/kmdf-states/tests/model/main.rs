//! The three machines together, on a model of the system: random sequences of Plug and Play, power, policy and
//! failures of every callback.
//!
//! What is checked: callbacks come in pairs and in the documented order, requests of a power-managed queue come only
//! in D0, every request of a manager is completed exactly once, nothing gets stuck, a removal ends, no event is
//! dropped that a state does not list as ignored, and no queue overflows.
//!
//! `KMDF_MODEL_SEQUENCES=10000000` tries so many sequences, `KMDF_MODEL_FROM=1234` begins with that one.

mod actions;
mod choices;
mod driver;
mod idle;
mod managers;
mod world;

use std::env;

use choices::{Choices, shrink};
use world::World;

/// How many sequences run where nobody asks for more.
const SEQUENCES: u64 = 100_000;

fn number(variable: &str, default: u64) -> u64 {
    let Ok(number) = env::var(variable) else {
        return default;
    };
    number
        .parse()
        .unwrap_or_else(|_| panic!("{variable} is a number, not {number}"))
}

fn failure(record: &[u32]) -> Option<String> {
    World::new(Choices::of_record(record.to_vec()), false)
        .run()
        .err()
}

/// The story of a shorter sequence that fails as well.
fn explain(seed: u64, record: Vec<u32>) -> String {
    let record = shrink(record, |shorter| failure(shorter).is_some());
    let mut world = World::new(Choices::of_record(record), true);
    let found = world.run().expect_err("the shorter sequence fails");
    let (_, story) = world.into_record();
    format!(
        "sequence {seed}, made shorter:\n{}\n{found}\nKMDF_MODEL_FROM={seed} KMDF_MODEL_SEQUENCES=1 repeats it",
        story.join("\n")
    )
}

#[test]
fn what_drivers_are_promised_holds_in_random_sequences() {
    let from = number("KMDF_MODEL_FROM", 0);
    for seed in from..from + number("KMDF_MODEL_SEQUENCES", SEQUENCES) {
        let mut world = World::new(Choices::of_seed(seed), false);
        if world.run().is_err() {
            let (record, _) = world.into_record();
            panic!("{}", explain(seed, record));
        }
    }
}
