//! A kernel stack has 24 KiB, and a context is built on it.
use wdk::prelude::*;

#[wdk::context]
struct Large {
    table: SpinLock<[u8; 8192]>,
}

fn add(init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let table = SpinLock::new([0; 8192]);
    init.create(|| Large { table }, irql)?;
    Ok(())
}

fn main() {
    let _ = add;
}
