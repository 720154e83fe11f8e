//! A state that ends with a callback cannot be kept beyond it.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

fn keep(device: &Device<Toaster, InD0>) -> ObjRef<Device<Toaster, InD0>> {
    ObjRef::new(device)
}

fn main() {
    let _ = keep;
}
