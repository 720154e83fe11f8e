use wdk::prelude::*;

#[derive(Clone, Copy, Plain)]
#[repr(C)]
union Evil {
    number: u64,
    name: &'static u8,
}

fn main() {}
