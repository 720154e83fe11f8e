//! One static cannot stand for many types.
#[wdk::context]
struct Toaster<T> {
    slot: T,
}

fn main() {}
