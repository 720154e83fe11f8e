//! Lets the host's unwinder walk through a mapped image: its
//! [x64 unwind data](https://learn.microsoft.com/cpp/build/exception-handling-x64) rewritten as
//! DWARF call frame information and registered with the process.
//!
//! With it a stack that goes driver -> framework -> driver -> kernel is one backtrace, and a panic
//! of the host's code passes an image's frames on its way to the thread's root.
#![expect(
    unsafe_code,
    reason = "registers the tables with the process's unwinder"
)]

use std::ops::Range;

use gimli::{
    Encoding, Format, LittleEndian, Register, X86_64,
    constants::DW_EH_PE_absptr,
    write::{
        Address, CallFrameInstruction as Cfi, CommonInformationEntry, EhFrame, EndianVec,
        FrameDescriptionEntry, FrameTable, Writer as _,
    },
};
use wdk_dump::{
    image::Function,
    unwind::{self, Operation, Unwind},
};

/// Size of an entry of the function table.
pub(super) const ENTRY: usize = 12;

/// Call frame information that the process's unwinder knows while this lives.
pub(crate) struct UnwindTable {
    frames: Vec<u8>,
}

impl UnwindTable {
    /// Registers the functions of the image that lies at `base`; `memory` is its content and
    /// `functions` where in it the function table is. Entries that are not in order are left out:
    /// a backtrace ends there, as it would without any table.
    pub(crate) fn register(base: usize, memory: &[u8], functions: Range<usize>) -> Self {
        let frames = call_frames(base as u64, memory, functions).unwrap_or_default();
        if !frames.is_empty() {
            process::register(&frames);
        }
        Self { frames }
    }
}

impl Drop for UnwindTable {
    fn drop(&mut self) {
        if !self.frames.is_empty() {
            process::deregister(&self.frames);
        }
    }
}

/// The `.eh_frame` section for the functions, ended by an empty entry.
fn call_frames(base: u64, memory: &[u8], functions: Range<usize>) -> Option<Vec<u8>> {
    let encoding = Encoding {
        format: Format::Dwarf32,
        version: 1,
        address_size: 8,
    };
    let mut entry = CommonInformationEntry::new(encoding, 1, -8, X86_64::RA);
    entry.fde_address_encoding = DW_EH_PE_absptr;
    entry.add_instruction(Cfi::Cfa(X86_64::RSP, 8));
    entry.add_instruction(Cfi::Offset(X86_64::RA, -8));
    let mut table = FrameTable::default();
    let common = table.add_cie(entry);
    let mut any = false;
    for entry in memory.get(functions)?.chunks_exact(ENTRY) {
        let function = unwind::entry(entry).filter(|it| it.begin < it.end);
        let Some(function) = function else {
            continue;
        };
        let Some(prologue) = Prologue::read(memory, &function) else {
            continue;
        };
        let start = Address::Constant(base + u64::from(function.begin));
        let mut described = FrameDescriptionEntry::new(start, function.end - function.begin);
        for (offset, instruction) in prologue.instructions {
            described.add_instruction(offset, instruction);
        }
        table.add_fde(common, described);
        any = true;
    }
    if !any {
        return None;
    }
    let mut section = EhFrame(EndianVec::new(LittleEndian));
    table.write_eh_frame(&mut section).ok()?;
    section.write_u32(0).ok()?;
    Some(section.0.into_vec())
}

/// What a function has done to its stack, step by step.
struct Prologue {
    /// Where the caller's frame is: this much above the stack pointer, or above the frame pointer.
    depth: i32,
    /// `depth` when the frame pointer was set.
    frame_depth: Option<i32>,
    instructions: Vec<(u32, Cfi)>,
}

impl Prologue {
    fn read(memory: &[u8], function: &Function) -> Option<Self> {
        let mut prologue = Self {
            depth: 8,
            frame_depth: None,
            instructions: Vec::new(),
        };
        prologue.follow(memory, function.unwind, true, unwind::CHAIN)?;
        Some(prologue)
    }

    /// Adds the unwind data at `offset`, after that of the functions that it is chained to. Those
    /// have already happened when this one starts.
    fn follow(&mut self, memory: &[u8], offset: u32, own: bool, chain: usize) -> Option<()> {
        let data = Unwind::parse(memory.get(offset as usize..)?)?;
        if let Some(primary) = data.chained {
            self.follow(memory, primary.unwind, false, chain.checked_sub(1)?)?;
        }
        // The file has them the other way round.
        for code in data.codes.iter().rev() {
            let at = if own { u32::from(code.end) } else { 0 };
            self.apply(at, code.operation, data.frame)?;
        }
        Some(())
    }

    fn apply(&mut self, at: u32, operation: Operation, frame: Option<(u8, u32)>) -> Option<()> {
        match operation {
            Operation::Push(register) => {
                self.depth += 8;
                self.moved(at);
                self.instructions
                    .push((at, Cfi::Offset(dwarf(register)?, -self.depth)));
            }
            Operation::Allocate(bytes) => {
                self.depth = self.depth.checked_add_unsigned(bytes)?;
                self.moved(at);
            }
            Operation::SetFrame => {
                let (register, above) = frame?;
                self.frame_depth = Some(self.depth);
                let above = self.depth.checked_sub_unsigned(above)?;
                self.instructions
                    .push((at, Cfi::Cfa(dwarf(register)?, above)));
            }
            Operation::Save(register, offset) => {
                let base = self.frame_depth.unwrap_or(self.depth);
                let from_caller = i32::try_from(offset).ok()?.checked_sub(base)?;
                self.instructions
                    .push((at, Cfi::Offset(dwarf(register)?, from_caller)));
            }
            Operation::SaveVector | Operation::Epilogue => {}
            // What was interrupted is not called: the host's unwinder has no word for it here.
            _ => return None,
        }
        Some(())
    }

    /// The stack pointer has moved; as long as no frame pointer is set, the frame is found by it.
    fn moved(&mut self, at: u32) {
        if self.frame_depth.is_none() {
            self.instructions.push((at, Cfi::CfaOffset(self.depth)));
        }
    }
}

/// The DWARF number of a general register.
fn dwarf(register: u8) -> Option<Register> {
    const ORDER: [Register; 16] = [
        X86_64::RAX,
        X86_64::RCX,
        X86_64::RDX,
        X86_64::RBX,
        X86_64::RSP,
        X86_64::RBP,
        X86_64::RSI,
        X86_64::RDI,
        X86_64::R8,
        X86_64::R9,
        X86_64::R10,
        X86_64::R11,
        X86_64::R12,
        X86_64::R13,
        X86_64::R14,
        X86_64::R15,
    ];
    ORDER.get(usize::from(register)).copied()
}

/// The process's unwinder, where it takes whole sections.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
mod process {
    unsafe extern "C" {
        fn __register_frame(begin: *const u8);
        fn __deregister_frame(begin: *const u8);
    }

    pub(super) fn register(frames: &[u8]) {
        // SAFETY: a well-formed section with its end mark, which stays until `deregister`.
        unsafe { __register_frame(frames.as_ptr()) };
    }

    pub(super) fn deregister(frames: &[u8]) {
        // SAFETY: the same section was registered.
        unsafe { __deregister_frame(frames.as_ptr()) };
    }
}

/// Elsewhere a backtrace ends at the image.
#[cfg(not(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64")))]
mod process {
    pub(super) fn register(_: &[u8]) {}
    pub(super) fn deregister(_: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image of one page: a function table at 0, unwind data at 0x40.
    fn image(unwind: &[u8]) -> Vec<u8> {
        let mut memory = vec![0; 0x1000];
        for (at, word) in [(0, 0x100_u32), (4, 0x180), (8, 0x40)] {
            memory[at..at + 4].copy_from_slice(&word.to_le_bytes());
        }
        memory[0x40..0x40 + unwind.len()].copy_from_slice(unwind);
        memory
    }

    fn prologue(unwind: &[u8]) -> Option<Vec<(u32, Cfi)>> {
        let memory = image(unwind);
        let function = unwind::entry(&memory)?;
        Some(Prologue::read(&memory, &function)?.instructions)
    }

    #[test]
    fn pushes_and_allocations_deepen_the_frame() {
        // push rbx (ends at 1); push rdi (2); sub rsp, 0x28 (6)
        let unwind = [1, 6, 3, 0, 6, 0x42, 2, 0x70, 1, 0x30];
        let instructions = prologue(&unwind).expect("in order");
        assert_eq!(
            instructions,
            [
                (1, Cfi::CfaOffset(16)),
                (1, Cfi::Offset(X86_64::RBX, -16)),
                (2, Cfi::CfaOffset(24)),
                (2, Cfi::Offset(X86_64::RDI, -24)),
                (6, Cfi::CfaOffset(64)),
            ]
        );
    }

    #[test]
    fn a_frame_pointer_takes_over() {
        // push rbp (1); sub rsp, 0x20 (5); lea rbp, [rsp+0x20] (10)
        let unwind = [1, 10, 3, 0x25, 10, 0x03, 5, 0x32, 1, 0x50];
        let instructions = prologue(&unwind).expect("in order");
        assert_eq!(instructions.last(), Some(&(10, Cfi::Cfa(X86_64::RBP, 16))));
    }

    #[test]
    fn saved_registers_are_found_from_the_frame_s_base() {
        // sub rsp, 0x48 (4); mov [rsp+0x50], rsi (9): the slot that the caller left
        let unwind = [1, 9, 3, 0, 9, 0x64, 10, 0, 4, 0x82];
        let instructions = prologue(&unwind).expect("in order");
        assert_eq!(instructions.last(), Some(&(9, Cfi::Offset(X86_64::RSI, 0))));
    }

    #[test]
    fn a_chain_that_never_ends_is_left_out() {
        let mut unwind = vec![1 | 4 << 3, 0, 0, 0];
        for word in [0x100_u32, 0x180, 0x40] {
            unwind.extend(word.to_le_bytes());
        }
        assert_eq!(prologue(&unwind), None);
    }

    #[test]
    fn damaged_tables_are_left_out() {
        assert_eq!(prologue(&[1, 0, 1, 0, 0, 7]), None, "an unknown code");
        assert_eq!(call_frames(0, &[0; 8], 0..ENTRY), None, "outside the image");
        assert_eq!(
            call_frames(0, &image(&[1, 0, 0, 0]), 0..5),
            None,
            "half an entry"
        );
    }
}
