//! Decoders know the types of an event's fields.

use wdk::{prelude::*, trace::Provider};

fn read(events: &'static Provider, timeout: core::time::Duration) {
    trace::event!(events, Info, "Read", timeout: core::time::Duration = timeout);
}

fn main() {}
