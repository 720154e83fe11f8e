//! Nobody holds on to hardware that is taken away.
use wdk::prelude::*;

#[wdk::context]
struct Toaster {
    registers: Hardware<u32>,
}

fn release(toaster: &Toaster, device: &mut Device<Toaster, Releasing>) -> Result<u32> {
    let registers = toaster.registers.get(device)?;
    toaster.registers.take(device);
    Ok(*registers)
}

fn main() {
    let _ = release;
}
