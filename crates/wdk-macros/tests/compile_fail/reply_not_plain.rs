//! What goes to a program byte by byte has to be plain data.
use wdk::prelude::*;

#[repr(C)]
#[derive(Clone, Copy)]
struct Status {
    toasting: bool,
}

fn answer(request: Request, irql: &mut Passive) -> Disposed {
    request.reply_with(&Status { toasting: true }, irql)
}

fn main() {
    let _ = answer;
}
