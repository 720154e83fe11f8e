//! The three machines together, on a model of the system: random sequences of Plug and Play, power, policy and
//! failures of every callback.
//!
//! What is checked: callbacks come in pairs and in the documented order, requests of a power-managed queue come only
//! in D0, every request of a manager is completed exactly once, nothing gets stuck, a removal ends, no event is
//! dropped that a state does not list as ignored, and no queue overflows. In the end every state has been visited but
//! for those of [`NOT_REACHED`].
//!
//! `KMDF_MODEL_SEQUENCES=10000000` tries so many sequences, `KMDF_MODEL_FROM=1234` begins with that one.

mod actions;
mod choices;
mod driver;
mod idle;
mod managers;
mod world;

use std::{collections::BTreeSet, env};

use kmdf_states::{Machine, pnp::Pnp, policy::Policy, power::Power};

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

/// States that the first [`SEQUENCES`] do not come to: a part of their names, and why.
const NOT_REACHED: [(&str, &str); 14] = [
    (
        "ObjectCreated",
        "a machine is there before a sequence begins",
    ),
    (
        "PdoInitFailed",
        "a device that its bus driver could not make runs no further",
    ),
    ("PowerFinal", "nothing leads there"),
    ("PwrPolFinal", "nothing leads there"),
    (
        "Directed",
        "the model's power framework does not direct devices",
    ),
    (
        "TriggerDPR",
        "the model's power framework does not direct devices",
    ),
    (
        "GotoDxInDx",
        "the model's other owner does not ask twice for the same",
    ),
    (
        "GotoD0InD0",
        "rare: a request for Dx comes late, and one for D0 to a device that has started anew",
    ),
    (
        "ForParentArmedForWake",
        "rare: a sleeping child that wakes up waits for its parent",
    ),
    (
        "ParentStateArmedForWakeNP",
        "rare: a sleeping child is not pageable, and wakes up",
    ),
    ("DxDisablingWakeAtBusNP", "rare: as above"),
    (
        "DxStoppedArmForWake",
        "the model's other owner has no stopped device wake up",
    ),
    (
        "FailedWakeInterruptArrived",
        "rare: as below, and the device fails to leave it",
    ),
    (
        "InterruptFiredDuringPowerDown",
        "rare: an interrupt comes while the device leaves D0",
    ),
];

/// The states' names, without those that the power policy's two machines share.
fn states() -> BTreeSet<&'static str> {
    fn names<M: Machine>() -> impl Iterator<Item = &'static str> {
        M::ROWS.iter().map(|row| row.name)
    }
    names::<Pnp>()
        .chain(names::<Power>())
        .chain(names::<Policy>())
        .collect()
}

#[test]
fn what_drivers_are_promised_holds_in_random_sequences() {
    let from = number("KMDF_MODEL_FROM", 0);
    let sequences = number("KMDF_MODEL_SEQUENCES", SEQUENCES);
    let mut visited = BTreeSet::new();
    for seed in from..from + sequences {
        let mut world = World::new(Choices::of_seed(seed), false);
        world.visited = Some(visited);
        let found = world.run();
        visited = world.visited.take().unwrap_or_default();
        if found.is_err() {
            let (record, _) = world.into_record();
            panic!("{}", explain(seed, record));
        }
    }
    let missed: Vec<&str> = states()
        .difference(&visited)
        .copied()
        .filter(|name| !NOT_REACHED.iter().any(|(part, _)| name.contains(part)))
        .collect();
    assert!(
        missed.is_empty() || sequences < SEQUENCES,
        "no sequence comes to {missed:?}: can the machines still?"
    );
}
