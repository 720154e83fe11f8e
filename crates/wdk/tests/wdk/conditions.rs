//! Implementations under conditions: these name types that do not exist, so that this compiles only
//! when the attribute leaves nothing of them behind.
#![forbid(unsafe_code)]

#[wdk::handlers]
#[cfg(any())]
impl QueueHandler for Absent {}

#[wdk::handlers]
#[doc = "Two conditions, and something else between them."]
#[cfg(all())]
#[allow(unused)]
#[cfg(any())]
impl DeviceEvents for Absent {}
