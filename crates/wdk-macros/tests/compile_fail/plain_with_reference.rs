//! A caller cannot send a valid reference.
use wdk::prelude::*;

#[derive(Clone, Copy, Plain)]
#[repr(C)]
struct Setting {
    name: &'static u8,
}

fn main() {}
