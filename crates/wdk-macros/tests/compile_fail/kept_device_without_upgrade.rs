use wdk::{prelude::*, registry::Access};

#[wdk::context]
struct Toaster;

fn sign(kept: &ObjRef<Device<Toaster>>, irql: &Passive) -> Result<u32> {
    kept.hardware_key(Access::Read, irql)?.u32(unicode!("Sign"))
}

fn main() {}
