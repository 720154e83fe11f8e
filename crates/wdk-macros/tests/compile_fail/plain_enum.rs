//! A caller can send any number.
use wdk::prelude::*;

#[derive(Clone, Copy, Plain)]
#[repr(u32)]
enum Doneness {
    Light = 1,
    Dark = 10,
}

fn main() {}
