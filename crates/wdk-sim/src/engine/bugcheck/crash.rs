//! Faults of the host processor in driver code: wrong addresses, wrong instructions, a full stack.
//! And the signal that ends code which runs without end.
//!
//! The signal handler does as little as it can: it makes the interrupted code go on in
//! `interrupted`, which then runs as ordinary code on a stack of the host thread's own, writes
//! the report and never returns. The simulated thread's stack stays as it was: the report walks it.

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
mod registers;

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
use host::interrupted;
#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(crate) use host::watch;
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
pub(crate) use host::{Interrupted, end_loop};
#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) use registers::is_entry;

/// No code is ever interrupted on this host.
#[cfg(not(all(unix, any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn is_entry(_address: usize) -> bool {
    false
}

/// Faults are not caught on this host: they end the process.
#[cfg(not(all(unix, any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(crate) fn watch() {}

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
mod host {
    #![expect(
        unsafe_code,
        reason = "handles signals and redirects the interrupted code"
    )]

    use std::{
        cell::{Cell, RefCell},
        mem::{self, MaybeUninit},
        ptr,
        sync::{Once, OnceLock},
        time::Duration,
    };

    use corosensei::stack::Stack as _;
    use libc::{c_int, c_void, sigaction, siginfo_t};

    use super::registers::{Registers, ReportStack};
    use crate::engine::{
        bugcheck::capture, current, error::Frame, owner::Owner, scheduler::stack::KernelStack,
        state::Engine,
    };

    const SIGNALS: [c_int; 5] = [
        libc::SIGSEGV,
        libc::SIGBUS,
        libc::SIGILL,
        libc::SIGFPE,
        libc::SIGTRAP,
    ];
    /// Bytes of the stack on which reports run.
    const REPORT_STACK: usize = 1 << 20;
    /// Bytes that the report of a fault needs, where it runs on the driver's stack.
    const REPORT: usize = 48 * 1024;

    /// What the handlers of before are, in the order of [`SIGNALS`].
    static BEFORE: OnceLock<[sigaction; SIGNALS.len()]> = OnceLock::new();

    /// A fault, as the handler saw it.
    #[derive(Clone, Copy)]
    struct Fault {
        signal: c_int,
        address: usize,
        instruction: usize,
        sp: usize,
        write: bool,
    }

    /// Why the running thread's code does not go on.
    #[derive(Clone, Copy)]
    enum Cause {
        Fault(Fault),
        /// It has run for so long without calling the kernel.
        Loop(Duration),
    }

    /// How far the report of an interruption is.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Phase {
        /// There is none.
        Idle,
        Reporting,
        /// The report itself has faulted: the driver has damaged what a report reads.
        Faulted,
    }

    thread_local! {
        static CAUSE: Cell<Option<Cause>> = const { Cell::new(None) };
        static PHASE: Cell<Phase> = const { Cell::new(Phase::Idle) };
        static PREPARED: Cell<bool> = const { Cell::new(false) };
        /// Where the report's stack begins; 0 before there is one.
        static TOP: Cell<usize> = const { Cell::new(0) };
        static STACK: RefCell<Option<Owned>> = const { RefCell::new(None) };
    }

    /// The report's stack of a host thread, which ends with the thread.
    struct Owned(#[expect(dead_code, reason = "keeps the mapping")] KernelStack);

    impl Drop for Owned {
        fn drop(&mut self) {
            TOP.set(0);
        }
    }

    /// Catches the faults of simulated threads of this host thread from now on.
    pub(crate) fn watch() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(install);
        if PREPARED.replace(true) {
            return;
        }
        provide_signal_stack();
        if let Ok(stack) = KernelStack::new(REPORT_STACK) {
            TOP.set(stack.base().get());
            STACK.replace(Some(Owned(stack)));
        }
    }

    fn install() {
        let mut before = [const { MaybeUninit::<sigaction>::uninit() }; SIGNALS.len()];
        for (signal, before) in SIGNALS.into_iter().zip(&mut before) {
            // SAFETY: all-zero is a valid value of this C structure.
            let mut action: sigaction = unsafe { mem::zeroed() };
            action.sa_sigaction = on_signal as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
            // SAFETY: `action` is complete, and `before` is written by the call.
            unsafe { sigaction(signal, &raw const action, before.as_mut_ptr()) };
        }
        // SAFETY: every element was written above; sigaction fails only for unknown signals.
        let before = before.map(|action| unsafe { action.assume_init() });
        let _ = BEFORE.set(before);
    }

    /// Gives this host thread a signal stack when it has none: the fault may be a full stack.
    fn provide_signal_stack() {
        // SAFETY: all-zero is a valid value of this C structure.
        let mut current: libc::stack_t = unsafe { mem::zeroed() };
        // SAFETY: only queries.
        unsafe { libc::sigaltstack(ptr::null(), &raw mut current) };
        if current.ss_flags & libc::SS_DISABLE == 0 {
            return;
        }
        // Leaked: it must live as long as the host thread.
        let memory: &'static mut [u8] = Box::leak(vec![0; 64 * 1024].into_boxed_slice());
        let stack = libc::stack_t {
            ss_sp: memory.as_mut_ptr().cast(),
            ss_flags: 0,
            ss_size: memory.len(),
        };
        // SAFETY: the memory is this thread's for ever.
        unsafe { libc::sigaltstack(&raw const stack, ptr::null_mut()) };
    }

    extern "C" fn on_signal(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        // While a simulated thread runs, every fault is in code that a driver has called or that
        // it has misled; its stack pointer may be anywhere.
        let kernel = current::try_current::<Engine>();
        let runs = kernel.is_some_and(|kernel| kernel.sched.running().is_some());
        let phase = match PHASE.get() {
            Phase::Idle => Phase::Reporting,
            Phase::Reporting | Phase::Faulted => Phase::Faulted,
        };
        if !runs || TOP.get() == 0 || PHASE.replace(phase) == Phase::Faulted {
            pass_on(signal, info, context);
            return;
        }
        // SAFETY: the kernel passes the context of the interrupted code.
        let mut registers = Registers(unsafe { &mut *context.cast::<libc::ucontext_t>() });
        // SAFETY: the kernel passes the signal's description.
        let description = unsafe { &*info };
        // SAFETY: the signals of this handler have an address.
        let address = unsafe { description.si_addr() } as usize;
        let fault = Fault {
            signal,
            address,
            instruction: registers.instruction(),
            sp: registers.stack_pointer(),
            write: registers.is_write(),
        };
        // Of a fault of the report only the first one counts.
        if phase == Phase::Reporting {
            CAUSE.set(Some(Cause::Fault(fault)));
        }
        redirect(&mut registers, fault.address);
    }

    /// Makes the interrupted code go on in [`interrupted`].
    fn redirect(registers: &mut Registers<'_>, address: usize) {
        let sp = registers.stack_pointer();
        let engine = current::try_current::<Engine>();
        let thread = engine.as_ref().and_then(|engine| engine.sched.running());
        let needed = thread
            .is_none_or(|thread| thread.is_full(sp, address) || sp < thread.stack().start + REPORT);
        let top = TOP.get();
        registers.report(ReportStack { top, needed });
    }

    /// The code that the watchdog's signal has interrupted.
    #[cfg(target_os = "linux")]
    pub(crate) struct Interrupted<'a>(Registers<'a>);

    #[cfg(target_os = "linux")]
    impl<'a> Interrupted<'a> {
        /// The code that a signal handler was given as `context`.
        pub(crate) fn new(context: &'a mut libc::ucontext_t) -> Self {
            Self(Registers(context))
        }

        pub(crate) fn instruction(&self) -> usize {
            self.0.instruction()
        }
    }

    /// Ends the machine, whose running thread was interrupted in a loop without end. False when
    /// it cannot be ended now.
    #[cfg(target_os = "linux")]
    pub(crate) fn end_loop(interrupted: &mut Interrupted<'_>, used: Duration) -> bool {
        if TOP.get() == 0 || PHASE.get() != Phase::Idle {
            return false;
        }
        PHASE.set(Phase::Reporting);
        CAUSE.set(Some(Cause::Loop(used)));
        redirect(&mut interrupted.0, 0);
        true
    }

    /// Does with a signal that is not ours what would have been done without us.
    fn pass_on(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        let index = SIGNALS.iter().position(|known| *known == signal);
        let before = BEFORE.get().zip(index).map(|(before, index)| before[index]);
        let Some(before) = before.filter(|before| {
            before.sa_sigaction != libc::SIG_DFL && before.sa_sigaction != libc::SIG_IGN
        }) else {
            // SAFETY: restores the default, which ends the process when the instruction repeats.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
            return;
        };
        type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);
        // SAFETY: a handler that was installed for this signal; one without SA_SIGINFO ignores
        // the additional arguments.
        let handler = unsafe { mem::transmute::<usize, Handler>(before.sa_sigaction) };
        handler(signal, info, context);
    }

    /// Runs in place of the simulated thread's code, which never goes on.
    pub(super) extern "C-unwind" fn interrupted() -> ! {
        let kernel = current::current::<Engine>();
        let walks = PHASE.get() != Phase::Faulted;
        let stack = || match walks {
            true => kernel.with_line_of_driver(capture()),
            false => Vec::new(),
        };
        if kernel.alive().is_ok() {
            match CAUSE.get() {
                Some(Cause::Fault(fault)) => {
                    let (code, parameters, mut message) = kernel.bug_check_for(fault);
                    if !walks {
                        message.push_str("; its stack is damaged and cannot be walked");
                    }
                    kernel.bug_check(code, parameters, message, stack());
                }
                Some(Cause::Loop(used)) => kernel.set_endless(used, &stack()),
                None => {}
            }
        }
        CAUSE.set(None);
        PHASE.set(Phase::Idle);
        kernel.sched.abandon()
    }

    /// How far behind the beginning of a function its first line of the driver is looked for.
    const PROLOGUE: usize = 1024;

    impl Engine {
        /// Adds the driver's line to a stack that ends where a function begins: there an image's function is the library's
        /// that the driver's code was compiled into, and its frame is taken before any line of that code.
        fn with_line_of_driver(&self, mut stack: Vec<Frame>) -> Vec<Frame> {
            let Some(first) = stack.iter().find(|it| it.is_in_image()) else {
                return stack;
            };
            let address = first.address;
            let mut there = stack.iter().filter(|it| it.address == address);
            if there.any(|it| it.owner() == Owner::Driver) {
                return stack;
            }
            // The functions at an address, outermost last: that one has the others inlined.
            let functions = |it: usize| self.upcalls.frames_at(it).unwrap_or_default();
            let name = |frames: &[Frame]| frames.last().map(|it| it.symbol.clone());
            let address = address as usize;
            let outermost = name(&functions(address));
            let ahead = (address..address + PROLOGUE).step_by(8).map(functions);
            let driver = ahead
                .take_while(|frames| name(frames) == outermost)
                .flatten()
                .find(|it| it.owner() == Owner::Driver);
            if let Some(driver) = driver {
                stack.insert(0, driver);
            }
            stack
        }

        /// The bug check for a fault.
        fn bug_check_for(&self, fault: Fault) -> (u32, [u64; 4], String) {
            let Fault {
                signal,
                address,
                instruction,
                sp,
                write,
            } = fault;
            let thread = self.sched.running();
            if thread.is_some_and(|thread| thread.is_full(sp, address)) {
                // A double fault: the processor cannot even save where it was.
                let text = "the kernel stack is full".to_owned();
                let parameters = [8, address as u64, instruction as u64, 0];
                return (wdk_sys::UNEXPECTED_KERNEL_MODE_TRAP, parameters, text);
            }
            let (address, instruction) = (address as u64, instruction as u64);
            let irql = u64::from(self.sched.irql());
            let exception = |status: u64, text: &str| {
                (
                    wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
                    [status, instruction, 0, 0],
                    text.to_owned(),
                )
            };
            match signal {
                libc::SIGILL => return exception(0xC000_001D, "illegal instruction"),
                libc::SIGFPE => return exception(0xC000_0094, "integer division by zero"),
                libc::SIGTRAP => {
                    return exception(0x8000_0003, "breakpoint without a debugger");
                }
                _ => {}
            }
            let does = if write { "writes to" } else { "reads from" };
            let write = u64::from(write);
            if let Some(place) = self.pool.describe(address as usize) {
                let freed = self.pool.is_freed(address as usize) == Some(true);
                let code = match (freed, irql >= 2) {
                    (true, false) => 0xCC,
                    (true, true) => 0xD5,
                    (false, false) => 0xCD,
                    (false, true) => 0xD6,
                };
                let text = format!("the driver {does} {address:#x}: {place}");
                return (code, [address, write, instruction, 0], text);
            }
            let text = format!("the driver {does} {address:#x}, where there is no memory");
            if irql >= 2 {
                return (0xD1, [address, irql, write, instruction], text);
            }
            (0x50, [address, write, instruction, 2], text)
        }
    }
}
