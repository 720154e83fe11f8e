use wdk::prelude::*;

type Function = fn() -> u8;

/// An arrow is no closing bracket, and a tuple structure's fields are counted.
#[derive(Clone, Copy, Plain)]
#[repr(C)]
struct Evil(u64, fn() -> u8, Function);

fn main() {}
