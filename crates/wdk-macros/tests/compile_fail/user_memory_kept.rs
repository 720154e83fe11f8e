//! A program's memory is accessible as long as the request.
use wdk::{prelude::*, request::InputMemory};

fn keep(request: Request, irql: &mut Passive) -> (Disposed, InputMemory<'static>) {
    let memory = request.locked_input().unwrap();
    (request.complete(NtStatus::SUCCESS, irql), memory)
}

fn main() {
    let _ = keep;
}
