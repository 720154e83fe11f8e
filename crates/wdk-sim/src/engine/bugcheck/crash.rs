//! Faults of the host processor in driver code: wrong addresses, wrong instructions, a full stack.
//!
//! The signal handler does as little as it can: it makes the faulting code look as if it had
//! called [`stopped`], which then runs as ordinary code on the simulated thread's stack, writes
//! the report and never returns.

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(crate) use host::watch;

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
        cell::Cell,
        mem::{self, MaybeUninit},
        ptr,
        sync::{Once, OnceLock},
    };

    use libc::{c_int, c_void, sigaction, siginfo_t};

    use crate::engine::{current, state::Engine};

    const SIGNALS: [c_int; 5] = [
        libc::SIGSEGV,
        libc::SIGBUS,
        libc::SIGILL,
        libc::SIGFPE,
        libc::SIGTRAP,
    ];

    /// What the handlers of before are, in the order of [`SIGNALS`].
    static BEFORE: OnceLock<[sigaction; SIGNALS.len()]> = OnceLock::new();

    /// A fault, as the handler saw it.
    #[derive(Clone, Copy)]
    struct Fault {
        signal: c_int,
        address: usize,
        instruction: usize,
        write: bool,
    }

    thread_local! {
        static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
        static STACK: Cell<bool> = const { Cell::new(false) };
    }

    /// Catches the faults of simulated threads of this host thread from now on.
    pub(crate) fn watch() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(install);
        if !STACK.replace(true) {
            provide_signal_stack();
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
        let context = context.cast::<libc::ucontext_t>();
        // SAFETY: the kernel passes the context of the interrupted code.
        let mut registers = Registers(unsafe { &mut *context });
        let sp = registers.stack_pointer();
        let thread = current::try_current::<Engine>()
            .filter(|kernel| kernel.sched.running().is_some_and(|thread| thread.owns(sp)));
        let Some(kernel) = thread else {
            pass_on(signal, info, context.cast());
            return;
        };
        // SAFETY: the kernel passes the signal's description.
        let description = unsafe { &*info };
        // SAFETY: the signals of this handler have an address.
        let address = unsafe { description.si_addr() } as usize;
        FAULT.set(Some(Fault {
            signal,
            address,
            instruction: registers.instruction(),
            write: registers.is_write(),
        }));
        // A full stack has no space for the report; its frames are overwritten.
        let full = kernel
            .sched
            .running()
            .and_then(|thread| thread.top_of_full_stack(sp, address));
        registers.call(stopped_entry as *const () as usize, full);
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

    /// Runs on the simulated thread, as if the faulting instruction had called it.
    extern "C-unwind" fn stopped() -> ! {
        let kernel = current::current::<Engine>();
        let Some(fault) = FAULT.take() else {
            kernel.sched.abandon()
        };
        let (code, parameters, message) = kernel.bug_check_for(fault);
        kernel.stop(code, parameters, message)
    }

    impl Engine {
        /// The bug check for a fault.
        fn bug_check_for(&self, fault: Fault) -> (u32, [u64; 4], String) {
            let Fault {
                signal,
                address,
                instruction,
                write,
            } = fault;
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
            let thread = self.sched.running();
            if thread.is_some_and(|thread| thread.guards(address as usize)) {
                let text = "the kernel stack is full".to_owned();
                return (0x7F, [8, address, instruction, 0], text);
            }
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

    /// The registers of the interrupted code.
    struct Registers<'a>(&'a mut libc::ucontext_t);

    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    impl Registers<'_> {
        fn get(&self, register: c_int) -> usize {
            self.0.uc_mcontext.gregs[register as usize] as usize
        }

        fn set(&mut self, register: c_int, value: usize) {
            self.0.uc_mcontext.gregs[register as usize] = value as i64;
        }

        fn stack_pointer(&self) -> usize {
            self.get(libc::REG_RSP)
        }

        fn instruction(&self) -> usize {
            self.get(libc::REG_RIP)
        }

        /// Bit 1 of the page fault's error code.
        fn is_write(&self) -> bool {
            self.get(libc::REG_ERR) & 2 != 0
        }

        /// Makes the interrupted code go on as if it had called `function`, on a stack that
        /// begins at `stack` where the present one has no space.
        fn call(&mut self, function: usize, stack: Option<usize>) {
            let sp = stack.unwrap_or_else(|| self.stack_pointer() - 256) & !15;
            let sp = sp - 8;
            // SAFETY: below the red zone of the interrupted code, within its stack, of which at
            // least a page is left: the handler looked.
            unsafe { (sp as *mut usize).write(self.instruction()) };
            // The true stack pointer, for the unwinder.
            self.set(libc::REG_R11, self.stack_pointer());
            self.set(libc::REG_RSP, sp);
            self.set(libc::REG_RIP, function);
        }
    }

    #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
    impl Registers<'_> {
        fn stack_pointer(&self) -> usize {
            self.0.uc_mcontext.sp as usize
        }

        fn instruction(&self) -> usize {
            self.0.uc_mcontext.pc as usize
        }

        fn is_write(&self) -> bool {
            false
        }

        fn call(&mut self, function: usize, stack: Option<usize>) {
            let sp = stack.unwrap_or_else(|| self.stack_pointer() - 256) & !15;
            self.0.uc_mcontext.regs[30] = self.0.uc_mcontext.pc;
            self.0.uc_mcontext.sp = sp as u64;
            self.0.uc_mcontext.pc = function as u64;
        }
    }

    #[cfg(target_os = "macos")]
    impl Registers<'_> {
        #[cfg(target_arch = "x86_64")]
        fn state(&mut self) -> [&mut u64; 2] {
            // SAFETY: the kernel passes a machine context with every signal.
            let context = unsafe { &mut *self.0.uc_mcontext };
            [&mut context.__ss.__rsp, &mut context.__ss.__rip]
        }

        #[cfg(target_arch = "aarch64")]
        fn state(&mut self) -> [&mut u64; 2] {
            // SAFETY: the kernel passes a machine context with every signal.
            let context = unsafe { &mut *self.0.uc_mcontext };
            [&mut context.__ss.__sp, &mut context.__ss.__pc]
        }

        fn stack_pointer(&mut self) -> usize {
            *self.state()[0] as usize
        }

        fn instruction(&mut self) -> usize {
            *self.state()[1] as usize
        }

        fn is_write(&self) -> bool {
            false
        }

        fn call(&mut self, function: usize, stack: Option<usize>) {
            let sp = stack.unwrap_or_else(|| self.stack_pointer() - 256) & !15;
            let [stack_pointer, instruction] = self.state();
            *stack_pointer = sp as u64 - 8;
            *instruction = function as u64;
        }
    }

    // The interrupted code's return address lies on top of the stack and its stack pointer in
    // r11. The frame information says so, so that the stack trace goes on into the faulting code.
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    std::arch::global_asm!(
        ".globl wdk_sim_fault_entry",
        ".hidden wdk_sim_fault_entry",
        "wdk_sim_fault_entry:",
        ".cfi_startproc",
        ".cfi_signal_frame",
        "push r11",
        ".cfi_adjust_cfa_offset 8",
        "push rbp",
        ".cfi_adjust_cfa_offset 8",
        ".cfi_rel_offset rbp, 0",
        "mov rbp, rsp",
        // CFA = [rbp + 8], the true stack pointer: DW_CFA_def_cfa_expression, 3 bytes:
        // DW_OP_breg6 8, DW_OP_deref.
        ".cfi_escape 0x0f, 0x03, 0x76, 0x08, 0x06",
        // The return address is at rbp + 16: DW_CFA_expression r16, 2 bytes: DW_OP_breg6 16.
        ".cfi_escape 0x10, 0x10, 0x02, 0x76, 0x10",
        // rbp is at rbp + 0.
        ".cfi_escape 0x10, 0x06, 0x02, 0x76, 0x00",
        "and rsp, -16",
        "call {stopped}",
        "ud2",
        ".cfi_endproc",
        stopped = sym stopped,
    );

    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    unsafe extern "C" {
        #[link_name = "wdk_sim_fault_entry"]
        fn stopped_entry();
    }

    #[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
    use stopped as stopped_entry;
}
