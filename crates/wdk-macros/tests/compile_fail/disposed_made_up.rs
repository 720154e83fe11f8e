//! Only disposing of a request proves that it was disposed of.
use wdk::prelude::*;

fn pretend() -> Disposed {
    Disposed {
        request: core::ptr::null_mut(),
    }
}

fn main() {
    let _ = pretend;
}
