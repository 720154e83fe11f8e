//! The kernel pool as a global allocator, and fallible boxes and vectors.
//!
//! A kernel must handle the failure of every allocation. So the collections of this crate have no
//! operation that allocates and cannot fail:
//!
//! | type | corresponds to | differs in |
//! |---|---|---|
//! | [`KBox`] | `Box` | [`try_new`](KBox::try_new) |
//! | [`KVec`] | `Vec` | [`try_push`](KVec::try_push), [`try_with_capacity`](KVec::try_with_capacity), .. |
//! | [`KArc`] | `Arc` | [`try_new`](KArc::try_new), no weak references |
//!
//! ```no_run
//! use wdk::Result;
//! use wdk_alloc::KVec;
//!
//! fn squares(count: u32) -> Result<KVec<u32>> {
//!     let mut squares = KVec::try_with_capacity(count as usize)?;
//!     for i in 0..count {
//!         squares.try_push(i * i)?;
//!     }
//!     Ok(squares)
//! }
//! ```
//!
//! Memory comes from the non-paged pool, with the driver's own tag: the one that was given to
//! `DriverConfig::pool_tag`, or the one that the framework derived from the service's name.
//!
//! # IRQL
//! Up to `DISPATCH_LEVEL`.
//!
//! # Map
//! [`KBox`], [`KVec`] and [`KArc`] own values in the pool; [`WdkAllocator`] is the pool as
//! `#[global_allocator]`, for drivers that use the `alloc` crate; [`AllocError`] is the failure.
#![no_std]
#![debugger_visualizer(natvis_file = "../debug/alloc.natvis")]

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod arc;
mod boxed;
mod global;
mod pool;
mod vec;

use core::fmt;

pub use arc::KArc;
pub use boxed::KBox;
pub use global::WdkAllocator;
/// What version 0.1 of windows-drivers-rs calls it.
#[doc(hidden)]
pub use global::WdkAllocator as WDKAllocator;
pub use vec::{IntoIter, KVec};

/// The pool has no memory left, or the requested layout is too large.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AllocError;

impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the kernel pool has no memory left")
    }
}

impl core::error::Error for AllocError {}

impl From<AllocError> for wdk::Error {
    fn from(_: AllocError) -> Self {
        Self::INSUFFICIENT_RESOURCES
    }
}

impl From<AllocError> for wdk::NtStatus {
    fn from(_: AllocError) -> Self {
        Self::INSUFFICIENT_RESOURCES
    }
}
