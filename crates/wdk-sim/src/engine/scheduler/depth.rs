//! How much of a simulated thread's stack is the drivers' and the framework's.
//!
//! The simulator runs on the same stack: its exports below the driver that calls them, its
//! managers above the driver that they call. Both know where they begin and end, so what is left
//! are the drivers and the framework.

use std::cell::Cell;

/// Bytes of a kernel stack on amd64, `KERNEL_STACK_SIZE`. All drivers of a device stack share it,
/// with the framework and the I/O manager.
pub(crate) const KERNEL_STACK: usize = 24 << 10;

thread_local! {
    /// How often a driver has called the simulator on this host thread, or the other way round.
    static CROSSINGS: Cell<u64> = const { Cell::new(0) };
}

/// How often drivers and the simulator have called each other on this host thread, and returned.
pub(crate) fn crossings() -> u64 {
    CROSSINGS.get()
}

#[inline]
fn cross() {
    CROSSINGS.set(CROSSINGS.get().wrapping_add(1));
}

/// What is known of a thread's stack while the thread runs.
pub(crate) struct Depth {
    /// The stack's highest address.
    base: usize,
    /// Where the present kernel stack begins: a DPC, an interrupt and
    /// `KeExpandKernelStackAndCallout` have one of their own.
    top: Cell<usize>,
    /// Bytes of the present kernel stack.
    limit: Cell<usize>,
    /// Bytes below `top` that are the simulator's.
    host: Cell<usize>,
    /// Where the simulator was last entered.
    entered: Cell<usize>,
    /// Whether a driver or the framework runs, and not the simulator.
    outside: Cell<bool>,
}

/// What [`Depth`] was when a driver was called, or when it called the simulator.
#[derive(Clone, Copy)]
pub(crate) struct StackState {
    top: usize,
    limit: usize,
    host: usize,
    entered: usize,
    outside: bool,
}

impl StackState {
    /// Whether a driver or the framework ran.
    #[inline]
    pub(crate) fn is_outside(self) -> bool {
        self.outside
    }
}

impl Depth {
    pub(super) const fn new(base: usize) -> Self {
        Self {
            base,
            top: Cell::new(base),
            limit: Cell::new(KERNEL_STACK),
            host: Cell::new(0),
            entered: Cell::new(base),
            outside: Cell::new(false),
        }
    }

    pub(super) fn reset(&self) {
        self.top.set(self.base);
        self.limit.set(KERNEL_STACK);
        self.host.set(0);
        self.entered.set(self.base);
        self.outside.set(false);
    }

    #[inline]
    fn now(&self) -> StackState {
        StackState {
            top: self.top.get(),
            limit: self.limit.get(),
            host: self.host.get(),
            entered: self.entered.get(),
            outside: self.outside.get(),
        }
    }

    #[inline]
    pub(crate) fn restore(&self, before: StackState) {
        cross();
        self.top.set(before.top);
        self.limit.set(before.limit);
        self.host.set(before.host);
        self.entered.set(before.entered);
        self.outside.set(before.outside);
    }

    /// The simulator, at the stack pointer `sp`, calls a driver.
    #[inline]
    pub(crate) fn leave(&self, sp: usize) -> StackState {
        cross();
        let before = self.now();
        // A function that has not entered the simulator counts as its caller's.
        if !before.outside {
            let own = before.entered.saturating_sub(sp);
            self.host.set(before.host + own);
            self.outside.set(true);
        }
        before
    }

    /// The simulator, at the stack pointer `sp`, calls a driver on a kernel stack of `limit` bytes
    /// of its own.
    pub(crate) fn leave_on_another(&self, sp: usize, limit: usize) -> StackState {
        cross();
        let before = self.now();
        self.top.set(sp);
        self.limit.set(limit);
        self.host.set(0);
        self.outside.set(true);
        before
    }

    /// A driver or the framework calls the simulator, at the stack pointer `sp`. Nothing changes
    /// where the simulator calls itself.
    #[inline]
    pub(crate) fn enter(&self, sp: usize) -> StackState {
        cross();
        let before = self.now();
        if before.outside {
            self.entered.set(sp);
            self.outside.set(false);
        }
        before
    }

    /// Bytes that drivers and the framework use of the present kernel stack, the simulator being
    /// called at `sp`. A little more than they do: what called this is not taken off.
    #[inline]
    pub(crate) fn used(&self, sp: usize) -> usize {
        self.top
            .get()
            .saturating_sub(sp)
            .saturating_sub(self.host.get())
    }

    /// Bytes of the present kernel stack.
    #[inline]
    pub(crate) fn limit(&self) -> usize {
        self.limit.get()
    }

    /// Where the present kernel stack begins.
    pub(crate) fn top(&self) -> usize {
        self.top.get()
    }

    /// Whether a driver or the framework runs, and not the simulator.
    #[inline]
    pub(crate) fn is_outside(&self) -> bool {
        self.outside.get()
    }
}

/// The stack pointer of the code that asks.
#[inline(always)]
pub(crate) fn stack_pointer() -> usize {
    machine::stack_pointer()
}

#[cfg(target_arch = "x86_64")]
mod machine {
    #![expect(unsafe_code, reason = "reads a register")]

    #[inline(always)]
    pub(super) fn stack_pointer() -> usize {
        let sp: usize;
        // SAFETY: copies a register, and touches nothing else.
        unsafe {
            std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags));
        }
        sp
    }
}

#[cfg(target_arch = "aarch64")]
mod machine {
    #![expect(unsafe_code, reason = "reads a register")]

    #[inline(always)]
    pub(super) fn stack_pointer() -> usize {
        let sp: usize;
        // SAFETY: copies a register, and touches nothing else.
        unsafe {
            std::arch::asm!("mov {}, sp", out(reg) sp, options(nomem, nostack, preserves_flags));
        }
        sp
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod machine {
    pub(super) fn stack_pointer() -> usize {
        let here = 0_u8;
        (&raw const here).addr()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simulator_s_bytes_are_not_the_driver_s() {
        let depth = Depth::new(0x10_0000);
        let call = depth.leave(0x10_0000 - 1000);
        assert_eq!(depth.used(0x10_0000 - 1300), 300);
        let export = depth.enter(0x10_0000 - 1300);
        assert!(!depth.is_outside());
        let nested = depth.leave(0x10_0000 - 5300);
        assert_eq!(depth.used(0x10_0000 - 5500), 300 + 200);
        depth.restore(nested);
        depth.restore(export);
        assert!(depth.is_outside());
        depth.restore(call);
        assert_eq!(depth.used(0x10_0000 - 10), 10);
    }

    #[test]
    fn a_stack_of_its_own_begins_anew() {
        let depth = Depth::new(0x10_0000);
        let call = depth.leave(0x10_0000 - 1000);
        let export = depth.enter(0x10_0000 - 9000);
        let callout = depth.leave_on_another(0x10_0000 - 9500, 3 * KERNEL_STACK);
        assert_eq!(depth.used(0x10_0000 - 9700), 200);
        assert_eq!(depth.limit(), 3 * KERNEL_STACK);
        depth.restore(callout);
        depth.restore(export);
        assert_eq!(depth.used(0x10_0000 - 3000), 2000);
        assert_eq!(depth.limit(), KERNEL_STACK);
        depth.restore(call);
    }
}
