//! The second buffer of METHOD_IN_DIRECT is input.
use wdk::prelude::*;

fn answer(request: &Request) -> Result<()> {
    request.direct_input_memory()?.copy_from(0, b"toast")
}

fn main() {
    let _ = answer;
}
