#![forbid(unsafe_code)]
use wdk::prelude::*;

#[derive(Clone, Copy)]
#[repr(C)]
struct Evil {
    name: &'static u8,
}

// It only checks, and implements nothing.
const _: () = {
    type Number = u64;
    #[derive(Clone, Copy)]
    struct Evil {
        name: Number,
    }
    wdk::__plain!(Evil [name value]);
};

fn read(request: &Request) -> Result<Evil> {
    request.input()
}

fn main() {}
