//! The registers of code that a signal interrupted, and how another function goes on in its place.
#![expect(
    unsafe_code,
    reason = "reads and writes the context of interrupted code"
)]

use libc::ucontext_t;

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
use super::interrupted;

/// Where a report runs: a stack of the host thread's own.
#[derive(Clone, Copy)]
pub(super) struct ReportStack {
    pub(super) top: usize,
    /// The interrupted code has no stack left for the report.
    #[cfg_attr(
        all(target_os = "linux", target_arch = "x86_64"),
        expect(dead_code, reason = "every report runs there on this host")
    )]
    pub(super) needed: bool,
}

/// Whether an address is in [`entry`], which stands for the code that it took the place of.
pub(in crate::engine::bugcheck) fn is_entry(address: usize) -> bool {
    /// No larger than its code, a call and what follows it.
    const SIZE: usize = 8;
    let start = entry as *const () as usize;
    cfg!(all(target_os = "linux", target_arch = "x86_64"))
        && (start..start + SIZE).contains(&address)
}

/// The registers of the interrupted code.
pub(super) struct Registers<'a>(pub(super) &'a mut ucontext_t);

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
use interrupted as entry;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
use linux::entry;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod linux {
    use libc::c_int;

    use super::{super::interrupted, Registers, ReportStack};

    /// The registers by their DWARF numbers; the last one is the instruction pointer.
    const ORDER: [c_int; 17] = [
        libc::REG_RAX,
        libc::REG_RDX,
        libc::REG_RCX,
        libc::REG_RBX,
        libc::REG_RSI,
        libc::REG_RDI,
        libc::REG_RBP,
        libc::REG_RSP,
        libc::REG_R8,
        libc::REG_R9,
        libc::REG_R10,
        libc::REG_R11,
        libc::REG_R12,
        libc::REG_R13,
        libc::REG_R14,
        libc::REG_R15,
        libc::REG_RIP,
    ];
    /// The direction flag, which is clear where a function begins.
    const DIRECTION: i64 = 0x400;

    impl Registers<'_> {
        fn get(&self, register: c_int) -> usize {
            self.0.uc_mcontext.gregs[register as usize] as usize
        }

        fn set(&mut self, register: c_int, value: usize) {
            self.0.uc_mcontext.gregs[register as usize] = value as i64;
        }

        pub(in crate::engine::bugcheck::crash) fn stack_pointer(&self) -> usize {
            self.get(libc::REG_RSP)
        }

        pub(in crate::engine::bugcheck::crash) fn instruction(&self) -> usize {
            self.get(libc::REG_RIP)
        }

        /// Bit 1 of the page fault's error code.
        pub(in crate::engine::bugcheck::crash) fn is_write(&self) -> bool {
            self.get(libc::REG_ERR) & 2 != 0
        }

        /// Makes the interrupted code go on in [`entry`], on the report's stack. The registers
        /// lie there, for the unwinder: code between two instructions of a prologue may keep its
        /// stack pointer in any of them.
        pub(in crate::engine::bugcheck::crash) fn report(&mut self, stack: ReportStack) {
            let block = (stack.top - size_of::<[usize; ORDER.len()]>()) & !15;
            let saved = ORDER.map(|register| self.get(register));
            // SAFETY: within the report's stack, on which nothing runs that is returned to.
            unsafe { (block as *mut [usize; ORDER.len()]).write(saved) };
            self.set(libc::REG_RBP, block);
            self.set(libc::REG_RSP, block);
            self.set(libc::REG_RIP, entry as *const () as usize);
            self.0.uc_mcontext.gregs[libc::REG_EFL as usize] &= !DIRECTION;
        }
    }

    // rbp points to the registers of the interrupted code. The frame information says so: the
    // stack trace goes on into that code, on its own stack.
    std::arch::global_asm!(
        ".globl wdk_sim_fault_entry",
        ".hidden wdk_sim_fault_entry",
        "wdk_sim_fault_entry:",
        ".cfi_startproc",
        ".cfi_signal_frame",
        // CFA = [rbp + 56], the stack pointer: DW_CFA_def_cfa_expression, 3 bytes:
        // DW_OP_breg6 56, DW_OP_deref.
        ".cfi_escape 0x0f, 0x03, 0x76, 0x38, 0x06",
        // Register n is at rbp + 8 n: DW_CFA_expression n, length, DW_OP_breg6, offset.
        ".cfi_escape 0x10, 0x00, 0x02, 0x76, 0x00",
        ".cfi_escape 0x10, 0x01, 0x02, 0x76, 0x08",
        ".cfi_escape 0x10, 0x02, 0x02, 0x76, 0x10",
        ".cfi_escape 0x10, 0x03, 0x02, 0x76, 0x18",
        ".cfi_escape 0x10, 0x04, 0x02, 0x76, 0x20",
        ".cfi_escape 0x10, 0x05, 0x02, 0x76, 0x28",
        ".cfi_escape 0x10, 0x06, 0x02, 0x76, 0x30",
        ".cfi_escape 0x10, 0x08, 0x03, 0x76, 0xc0, 0x00",
        ".cfi_escape 0x10, 0x09, 0x03, 0x76, 0xc8, 0x00",
        ".cfi_escape 0x10, 0x0a, 0x03, 0x76, 0xd0, 0x00",
        ".cfi_escape 0x10, 0x0b, 0x03, 0x76, 0xd8, 0x00",
        ".cfi_escape 0x10, 0x0c, 0x03, 0x76, 0xe0, 0x00",
        ".cfi_escape 0x10, 0x0d, 0x03, 0x76, 0xe8, 0x00",
        ".cfi_escape 0x10, 0x0e, 0x03, 0x76, 0xf0, 0x00",
        ".cfi_escape 0x10, 0x0f, 0x03, 0x76, 0xf8, 0x00",
        ".cfi_escape 0x10, 0x10, 0x03, 0x76, 0x80, 0x01",
        "call {interrupted}",
        "ud2",
        ".cfi_endproc",
        interrupted = sym interrupted,
    );

    unsafe extern "C" {
        #[link_name = "wdk_sim_fault_entry"]
        pub(super) fn entry();
    }
}

#[cfg(all(target_os = "linux", target_arch = "aarch64"))]
impl Registers<'_> {
    pub(super) fn stack_pointer(&self) -> usize {
        self.0.uc_mcontext.sp as usize
    }

    pub(super) fn instruction(&self) -> usize {
        self.0.uc_mcontext.pc as usize
    }

    pub(super) fn is_write(&self) -> bool {
        false
    }

    /// Makes the interrupted code go on as if it had called [`entry`], on its own stack where
    /// there is space.
    pub(super) fn report(&mut self, stack: ReportStack) {
        let sp = match stack.needed {
            true => stack.top - 4096,
            false => (self.stack_pointer() - 256) & !15,
        };
        self.0.uc_mcontext.regs[30] = self.0.uc_mcontext.pc;
        self.0.uc_mcontext.sp = sp as u64;
        self.0.uc_mcontext.pc = entry as *const () as u64;
    }
}

#[cfg(target_os = "macos")]
impl Registers<'_> {
    #[cfg(target_arch = "x86_64")]
    fn state(&self) -> [*mut u64; 2] {
        // SAFETY: the kernel passes a machine context with every signal.
        let context = unsafe { &mut *self.0.uc_mcontext };
        [&raw mut context.__ss.__rsp, &raw mut context.__ss.__rip]
    }

    #[cfg(target_arch = "aarch64")]
    fn state(&self) -> [*mut u64; 2] {
        // SAFETY: the kernel passes a machine context with every signal.
        let context = unsafe { &mut *self.0.uc_mcontext };
        [&raw mut context.__ss.__sp, &raw mut context.__ss.__pc]
    }

    fn read(&self, index: usize) -> usize {
        // SAFETY: a register of the machine context, which is the handler's own.
        unsafe { self.state()[index].read() as usize }
    }

    fn write(&mut self, index: usize, value: usize) {
        // SAFETY: as in `read`.
        unsafe { self.state()[index].write(value as u64) };
    }

    pub(super) fn stack_pointer(&self) -> usize {
        self.read(0)
    }

    pub(super) fn instruction(&self) -> usize {
        self.read(1)
    }

    pub(super) fn is_write(&self) -> bool {
        false
    }

    /// Makes the interrupted code go on in [`entry`], on its own stack where there is space.
    pub(super) fn report(&mut self, stack: ReportStack) {
        let sp = match stack.needed {
            true => stack.top - 4096,
            false => self.stack_pointer() - 256,
        };
        self.write(0, (sp & !15) - 8);
        self.write(1, entry as *const () as usize);
    }
}
