//! Hardware can be reached only while the device has it.
use wdk::prelude::*;

#[wdk::context]
struct Toaster {
    registers: Hardware<u32>,
}

fn read(toaster: &Toaster, device: &Device<Toaster>) -> Result<u32> {
    toaster.registers.get(device).copied()
}

fn main() {
    let _ = read;
}
