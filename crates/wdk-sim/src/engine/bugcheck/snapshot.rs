//! The registers and the stack of the driver's code that was running when the machine stopped, for
//! a crash dump. The stack is gone afterwards.

use std::ops::Range;

use wdk_dump::Registers;

/// What the walk asks of the machine.
pub(super) struct Asked<'a> {
    /// The running thread's stack.
    pub(super) stack: Range<usize>,
    /// Whether an address is in an image.
    pub(super) is_in_image: &'a dyn Fn(usize) -> bool,
    /// Whether an address stands for code that was interrupted.
    pub(super) is_interruption: fn(usize) -> bool,
}

/// The processor that a bug check has stopped.
pub(crate) struct Stopped {
    /// Those of the driver's innermost call.
    pub(crate) registers: Registers,
    /// Whether an instruction of the driver was interrupted, and not a call of the driver.
    pub(crate) interrupted: bool,
    /// What the calls of images have on the stack, by address. What is between is the host's.
    pub(crate) stack: Vec<(usize, Vec<u8>)>,
}

/// The running thread, when the code of an image is on its stack.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
pub(super) fn take(asked: &Asked<'_>) -> Option<Stopped> {
    host::take(asked)
}

/// Images are walked through on one host only.
#[cfg(not(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64")))]
pub(super) fn take(_: &Asked<'_>) -> Option<Stopped> {
    None
}

#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
mod host {
    #![expect(
        unsafe_code,
        reason = "asks the unwinder for registers, and copies the stack"
    )]

    use std::{ffi::c_void, ops::Range, slice};

    use wdk_dump::{RSP, Registers};

    use super::{Asked, Stopped};

    /// Frames of one walk.
    const FRAMES: usize = 512;
    /// The numbers of registers in instructions, by their DWARF numbers.
    const NUMBERS: [usize; 16] = [0, 2, 1, 3, 6, 7, 5, 4, 8, 9, 10, 11, 12, 13, 14, 15];
    /// The DWARF numbers of registers that every function of this host keeps for its caller. The
    /// unwinder knows them at any time; of others only where a function has saved them.
    const KEPT: [usize; 6] = [3, 6, 12, 13, 14, 15];
    /// The DWARF number of the stack pointer.
    const STACK_POINTER: usize = 7;

    #[repr(C)]
    struct Context {
        _opaque: [u8; 0],
    }

    type Each = extern "C" fn(*mut Context, *mut c_void) -> i32;
    const CONTINUE: i32 = 0;
    const END: i32 = 5;

    unsafe extern "C" {
        fn _Unwind_Backtrace(each: Each, argument: *mut c_void) -> i32;
        fn _Unwind_GetIP(context: *mut Context) -> usize;
        fn _Unwind_GetCFA(context: *mut Context) -> usize;
        fn _Unwind_GetGR(context: *mut Context, number: i32) -> usize;
    }

    struct Frame {
        ip: usize,
        sp: usize,
        in_image: bool,
    }

    struct Walk<'a> {
        asked: &'a Asked<'a>,
        frames: Vec<Frame>,
        /// Those of the first frame in an image.
        registers: Option<Registers>,
        interrupted: bool,
    }

    pub(super) fn take(asked: &Asked<'_>) -> Option<Stopped> {
        let stack = &asked.stack;
        let mut walk = Walk {
            asked,
            frames: Vec::new(),
            registers: None,
            interrupted: false,
        };
        // SAFETY: `each` is given the walk, which lives as long as the call.
        unsafe { _Unwind_Backtrace(each, (&raw mut walk).cast()) };
        let registers = walk.registers?;
        let interrupted = walk.interrupted;
        let mut copied = Vec::new();
        let mut innermost = true;
        for pair in walk.frames.windows(2) {
            let [frame, outer] = pair else { continue };
            if !frame.in_image {
                continue;
            }
            // The call has pushed the address that it returns to.
            let pushed = if innermost && interrupted { 0 } else { 8 };
            innermost = false;
            let part = frame.sp.saturating_sub(pushed)..outer.sp;
            if part.start >= stack.start && part.end <= stack.end && part.start < part.end {
                copied.push(part);
            }
        }
        let stack = joined(copied).into_iter().map(|part| {
            // SAFETY: within the running thread's stack, which only this thread writes.
            let bytes = unsafe { slice::from_raw_parts(part.start as *const u8, part.len()) };
            (part.start, bytes.to_vec())
        });
        Some(Stopped {
            registers,
            interrupted,
            stack: stack.collect(),
        })
    }

    /// Parts of the stack, lowest first, without what two have in common.
    fn joined(parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match joined.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => joined.push(part),
            }
        }
        joined
    }

    extern "C" fn each(context: *mut Context, walk: *mut c_void) -> i32 {
        // SAFETY: what `take` gave to the unwinder.
        let walk = unsafe { &mut *walk.cast::<Walk<'_>>() };
        // SAFETY: the unwinder's context, which is valid during this call.
        let ip = unsafe { _Unwind_GetIP(context) };
        // SAFETY: as above.
        let sp = unsafe { _Unwind_GetCFA(context) };
        let in_image = (walk.asked.is_in_image)(ip);
        if in_image && walk.registers.is_none() {
            walk.interrupted = walk
                .frames
                .last()
                .is_some_and(|it| (walk.asked.is_interruption)(it.ip));
            let mut registers = Registers {
                rip: ip as u64,
                // Interrupts are enabled.
                flags: 0x202,
                ..Registers::default()
            };
            for (dwarf, number) in NUMBERS.into_iter().enumerate() {
                if dwarf != STACK_POINTER && (walk.interrupted || KEPT.contains(&dwarf)) {
                    // SAFETY: as above; a function of this host saves these registers before it
                    // changes them, and the entry of an interruption has saved all.
                    let value = unsafe { _Unwind_GetGR(context, dwarf as i32) };
                    registers.general[number] = value as u64;
                }
            }
            registers.general[RSP] = sp as u64;
            walk.registers = Some(registers);
        }
        walk.frames.push(Frame { ip, sp, in_image });
        if walk.frames.len() < FRAMES {
            CONTINUE
        } else {
            END
        }
    }
}
