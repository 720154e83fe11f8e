//! Padding would disclose kernel memory to the caller.
use wdk::prelude::*;

#[derive(Clone, Copy, Plain)]
#[repr(C)]
struct Setting {
    doneness: u8,
    seconds: u32,
}

fn main() {}
