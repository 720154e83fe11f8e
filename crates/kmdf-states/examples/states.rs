//! Prints the machines' tables as JSON, for `cargo xtask states`.

use std::fmt::Debug;

use kmdf_states::{Machine, Queue, not_owner::NotOwner, pnp::Pnp, policy::Policy, power::Power};
use serde_json::{Value, json};

fn main() {
    let machines = json!([
        machine::<Pnp>("pnp"),
        machine::<Power>("power"),
        machine::<Policy>("policy"),
        machine::<NotOwner>("not_owner"),
    ]);
    println!("{machines:#}");
}

fn machine<M: Machine>(name: &str) -> Value {
    let states: Vec<Value> = M::ROWS
        .iter()
        .map(|row| {
            json!({
                "state": text(row.state),
                "name": row.name,
                "open": row.queue == Queue::Open,
                "action": row.enter.map(text),
                "outcomes": ways(row.then),
                "events": ways(row.on),
                "ignored": row.ignored.iter().map(text).collect::<Vec<String>>(),
            })
        })
        .collect();
    json!({ "machine": name, "states": states })
}

/// What leads where, in the order of the table.
fn ways<C: Debug, S: Debug>(ways: &[(C, S)]) -> Vec<Value> {
    ways.iter()
        .map(|(cause, to)| json!({ "cause": text(cause), "to": text(to) }))
        .collect()
}

fn text(value: impl Debug) -> String {
    format!("{value:?}")
}
