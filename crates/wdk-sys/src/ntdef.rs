//! `ntdef.h`, `basetsd.h`, `guiddef.h`: the base types.

pub use crate::{context::*, generated::ntdef::*};

/// A variable that the kernel exports. C drivers reach it through a pointer, and so does Rust:
/// `*KdDebuggerEnabled`.
#[repr(transparent)]
#[derive(Debug)]
pub struct KernelVariable<T>(T);

impl<T> core::ops::Deref for KernelVariable<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
