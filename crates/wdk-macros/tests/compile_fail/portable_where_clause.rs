use wdk::{export::Portable, prelude::*};

/// The importer would make a token of a level that it does not have.
#[derive(Clone, Copy, Portable)]
#[repr(C)]
struct Evil
where
    (u64,): Sized,
{
    irql: &'static Passive,
}

fn main() {}
