//! The kernel's names are UTF-16.
use wdk::prelude::*;

fn name(init: &mut DeviceInit<'_>, irql: &Passive) -> Result<()> {
    init.assign_name(r"\Device\Toaster", irql)
}

fn main() {
    let _ = name;
}
