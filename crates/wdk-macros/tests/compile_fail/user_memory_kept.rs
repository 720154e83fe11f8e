//! A program's memory is accessible as long as the request.
use wdk::{prelude::*, request::InputMemory};

fn keep(request: Request) -> (Disposed, InputMemory<'static>) {
    let memory = request.locked_input().unwrap();
    (request.complete(NtStatus::SUCCESS), memory)
}

fn main() {
    let _ = keep;
}
