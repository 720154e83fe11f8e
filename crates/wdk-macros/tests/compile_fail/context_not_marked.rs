//! The framework has to know a context's type.
use wdk::prelude::*;

struct Toaster;

fn add(init: DeviceInit<'_>, irql: &Passive) -> Result<()> {
    init.create(|| Toaster, irql)?;
    Ok(())
}

fn main() {
    let _ = add;
}
