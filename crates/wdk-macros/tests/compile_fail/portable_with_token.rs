use wdk::{export::Portable, prelude::*};

#[derive(Clone, Copy, Portable)]
#[repr(C)]
struct Evil {
    irql: &'static Passive,
}

fn main() {}
