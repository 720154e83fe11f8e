//! A program can change its memory at any time, so no reference to it exists.
use wdk::prelude::*;

fn first(request: &Request) -> Result<u8> {
    let memory = request.locked_input()?;
    let bytes: &[u8] = &memory;
    Ok(bytes[0])
}

fn main() {
    let _ = first;
}
