//! Only disposing of a request proves that it was disposed of.
use wdk::prelude::*;

fn pretend() -> Disposed {
    Disposed(())
}

fn main() {
    let _ = pretend;
}
