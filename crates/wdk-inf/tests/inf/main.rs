//! The INF language: samples, every rule, properties of generated files, and another reader's view.

mod bounded;
mod corpus;
#[path = "../../../../fuzz/bounded.rs"]
mod fuzz;
mod generator;
mod invariants;
mod messages;
mod port;
mod primitive;
mod properties;
mod rules;
mod run_from_store;
mod samples;
mod setupapi;
