//! A completed request is gone.
use wdk::prelude::*;

fn finish(request: Request) -> Disposed {
    let done = request.complete(NtStatus::SUCCESS);
    request.set_information(4);
    done
}

fn main() {
    let _ = finish;
}
