//! A request is owned, and completing it uses it up.
use wdk::prelude::*;

fn finish(request: Request, length: usize, irql: &mut Passive) -> Disposed {
    if length > 40 {
        request.complete(Error::BUFFER_OVERFLOW, irql);
    }
    request.complete(NtStatus::SUCCESS, irql)
}

fn main() {
    let _ = finish;
}
