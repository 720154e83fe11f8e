//! A request is owned, and completing it uses it up.
use wdk::prelude::*;

fn finish(request: Request, length: usize) -> Disposed {
    if length > 40 {
        request.complete(Error::BUFFER_OVERFLOW);
    }
    request.complete(NtStatus::SUCCESS)
}

fn main() {
    let _ = finish;
}
