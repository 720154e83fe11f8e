//! A callback outlives the function that registers it.
use wdk::prelude::*;

fn register(calls: &u32) {
    let _ = DriverConfig::new().evt_unload(|_, _| {
        core::hint::black_box(calls);
    });
}

fn main() {
    let _ = register;
}
