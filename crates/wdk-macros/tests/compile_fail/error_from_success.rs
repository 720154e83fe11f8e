//! An error is a failing status and nothing else.
use wdk::prelude::*;

fn fail() -> Result<()> {
    Err(NtStatus::SUCCESS.into())
}

fn main() {
    let _ = fail;
}
