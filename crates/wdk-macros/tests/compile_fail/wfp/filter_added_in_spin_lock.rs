use wdk::{prelude::*, wfp::Engine};

const SUBLAYER: Guid = wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F30");

fn add(engine: &Engine, lock: &SpinLock<u32>, irql: &mut Passive) -> Result<()> {
    engine.transaction(irql, |engine, irql| {
        lock.with(irql, |_, at_dispatch| {
            engine.add_sublayer(&SUBLAYER, unicode!("at DISPATCH_LEVEL"), 1, at_dispatch)
        })
    })
}

fn main() {}
