//! A completed request is gone.
use wdk::prelude::*;

fn finish(request: Request, irql: &mut Passive) -> Disposed {
    let done = request.complete(NtStatus::SUCCESS, irql);
    request.set_information(4);
    done
}

fn main() {
    let _ = finish;
}
