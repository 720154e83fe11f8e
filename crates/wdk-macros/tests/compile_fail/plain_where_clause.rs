use wdk::prelude::*;

/// The caller would choose the address.
#[derive(Clone, Copy, Plain)]
#[repr(C)]
struct Evil
where
    (u64,): Sized,
{
    name: &'static u8,
}

fn main() {}
