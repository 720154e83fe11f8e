//! Stacks of simulated threads: mapped with a guard page below, and used again.
//!
//! A kernel stack of x64 Windows has 24 KiB. Here it has 256 KiB by default: driver and framework
//! run as unoptimised host code whose frames are several times larger, and an export's own frames
//! (formatting, unwinding) are on the same stack.

use std::{cell::RefCell, io};

use corosensei::stack::DefaultStack;

/// Bytes of a stack unless the builder says otherwise.
pub(crate) const DEFAULT_SIZE: usize = 256 * 1024;
/// Stacks of the default size that one host thread keeps.
const KEPT: usize = 64;

thread_local! {
    static POOL: RefCell<Vec<DefaultStack>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn take(size: usize) -> io::Result<DefaultStack> {
    let pooled = (size == DEFAULT_SIZE)
        .then(|| POOL.try_with(|pool| pool.borrow_mut().pop()).ok().flatten())
        .flatten();
    match pooled {
        Some(stack) => Ok(stack),
        None => DefaultStack::new(size),
    }
}

pub(super) fn give_back(size: usize, stack: DefaultStack) {
    if size != DEFAULT_SIZE {
        return;
    }
    // The pool is dropped when its thread ends; the stack is then unmapped.
    let _ = POOL.try_with(|pool| {
        let mut pool = pool.borrow_mut();
        if pool.len() < KEPT {
            pool.push(stack);
        }
    });
}
