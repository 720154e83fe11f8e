//! A kernel stack has 24 KiB.
use wdk::UnicodeString;

const PATH: UnicodeString<4096> = UnicodeString::new();

fn main() {
    let _ = PATH;
}
