//! A kernel stack has 24 KiB.
use wdk::{UnicodeString, registry::Key, unicode};

fn path(key: &Key<'_>) -> wdk::Result<UnicodeString<4096>> {
    key.path(unicode!("Path"))
}

fn main() {
    let _ = path;
}
