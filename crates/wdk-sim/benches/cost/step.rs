//! Counts the instructions that run inside an image, one at a time, by the processor's trap flag.
//!
//! Stepping through the simulated machine would take seconds, so only the image is stepped: while
//! the code outside runs, the image's code cannot be executed. Entering it faults, and the fault's
//! handler makes it executable and sets the flag; the first step outside undoes both. The machine
//! switches its threads on one host thread, so a count goes through whatever threads, callbacks
//! and timers an operation takes.
#![expect(
    unsafe_code,
    reason = "handles signals, and changes the protection of the image"
)]

use std::{cell::Cell, mem, ops::Range, ptr, sync::OnceLock};

use libc::{c_int, c_void, sigaction, siginfo_t, ucontext_t};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Steps {
    /// Instructions of the image. One with a repeat prefix counts once.
    pub(crate) instructions: u64,
    /// Calls of code outside of the image, and jumps there at the end of a function.
    pub(crate) calls: u64,
}

/// The count that this host thread makes.
///
/// # Invariants
/// `code` are pages of an image that stays mapped.
struct Count {
    code: Range<usize>,
    /// The instruction in the image that was executed last; 0 when it was one outside.
    last: usize,
    steps: Steps,
}

thread_local! {
    static COUNT: Cell<*mut Count> = const { Cell::new(ptr::null_mut()) };
}

/// Counts what `body` executes in the pages `code`.
///
/// # Safety
/// The pages are the code of an image that stays mapped, and that only this host thread runs.
pub(crate) unsafe fn count(code: Range<usize>, body: impl FnOnce()) -> Steps {
    handlers();
    // INVARIANT: the caller's promise.
    let mut count = Count {
        code,
        last: 0,
        steps: Steps::default(),
    };
    count.forbid();
    COUNT.set(&raw mut count);
    body();
    COUNT.set(ptr::null_mut());
    count.permit();
    count.steps
}

/// The handlers of before, which get the signals that are no step: those of the simulated machine,
/// which come with the first one.
fn handlers() -> &'static [(c_int, sigaction); 2] {
    static BEFORE: OnceLock<[(c_int, sigaction); 2]> = OnceLock::new();
    BEFORE.get_or_init(|| {
        [libc::SIGSEGV, libc::SIGTRAP].map(|signal| {
            // SAFETY: all-zero is a valid value of this C structure.
            let mut action: sigaction = unsafe { mem::zeroed() };
            action.sa_sigaction = on_signal as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
            // SAFETY: as above.
            let mut before: sigaction = unsafe { mem::zeroed() };
            // SAFETY: `action` is complete, and `before` is written by the call.
            let done = unsafe { sigaction(signal, &raw const action, &raw mut before) };
            assert_eq!(done, 0, "the host refuses a handler");
            (signal, before)
        })
    })
}

/// `TRAP_TRACE`: the trap flag was set.
const STEP: c_int = 2;
/// The trap flag in the processor's flags.
const TRAP_FLAG: i64 = 0x100;

extern "C" fn on_signal(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: null, or the count of this thread: nothing else uses it while the body runs.
    if let Some(count) = unsafe { COUNT.get().as_mut() } {
        // SAFETY: the kernel passes the context of the interrupted code.
        let interrupted = unsafe { &mut *context.cast::<ucontext_t>() };
        let registers = &mut interrupted.uc_mcontext.gregs;
        let next = registers[libc::REG_RIP as usize] as usize;
        let flags = &mut registers[libc::REG_EFL as usize];
        // SAFETY: the kernel passes the signal's description.
        let code = unsafe { (*info).si_code };
        if signal == libc::SIGSEGV && count.last == 0 && count.code.contains(&next) {
            count.permit();
            *flags |= TRAP_FLAG;
            count.step(next);
            return;
        }
        if signal == libc::SIGTRAP && code == STEP {
            count.step(next);
            if count.last == 0 {
                count.forbid();
                *flags &= !TRAP_FLAG;
            }
            return;
        }
    }
    pass_on(signal, info, context);
}

fn pass_on(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);
    let before = handlers().iter().find(|(known, _)| *known == signal);
    let before = before.map_or(libc::SIG_DFL, |(_, action)| action.sa_sigaction);
    if before == libc::SIG_DFL || before == libc::SIG_IGN {
        // SAFETY: the default ends the process when the instruction repeats.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
        return;
    }
    // SAFETY: a handler that was installed for this signal; one without SA_SIGINFO ignores the
    // additional arguments.
    let handler = unsafe { mem::transmute::<usize, Handler>(before) };
    handler(signal, info, context);
}

impl Count {
    /// The instruction at `next` comes next, after that at `self.last`.
    fn step(&mut self, next: usize) {
        let last = self.last;
        if self.code.contains(&next) {
            self.last = next;
            // A string instruction traps after each repetition.
            if next != last {
                self.steps.instructions += 1;
            }
        } else {
            self.last = 0;
            if !is_return(last) {
                self.steps.calls += 1;
            }
        }
    }

    /// Makes the code fault when it is entered.
    fn forbid(&self) {
        self.protect(libc::PROT_READ);
    }

    /// Lets the code run.
    fn permit(&self) {
        self.protect(libc::PROT_READ | libc::PROT_EXEC);
    }

    fn protect(&self, access: c_int) {
        let start = ptr::with_exposed_provenance_mut(self.code.start);
        // SAFETY: by the invariant these are pages of an image, which stay readable.
        let done = unsafe { libc::mprotect(start, self.code.len(), access) };
        if done != 0 {
            // Nothing may panic in a handler.
            std::process::abort();
        }
    }
}

/// Whether the instruction at `address` of the image returns.
fn is_return(address: usize) -> bool {
    // SAFETY: the instruction was executed, so it can be read.
    let first = unsafe { ptr::with_exposed_provenance::<u8>(address).read() };
    matches!(first, 0xC2 | 0xC3)
}
