//! Walks a stack by the images'
//! [x64 unwind data](https://learn.microsoft.com/cpp/build/exception-handling-x64).
//!
//! Where an image has none, or is not in the dump, the stack is searched for the next address that
//! code of a known image was called from.

use std::cell::Cell;

use crate::{
    image::{Function, Image, read_function},
    memory::Memory,
    module::Module,
    registers::{RSP, Registers},
};

/// Frames of a stack.
const FRAMES: usize = 256;
/// Words of the stack that are searched for callers in all: more than a kernel stack has.
const SEARCHED: u64 = 1 << 15;
/// How many chained entries are followed; a longer chain is a damaged table.
const CHAIN: usize = 32;
/// The unwind data has the table entry of another function behind its codes.
const CHAINED: u8 = 4;

/// How a frame was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// By the registers that the dump has.
    Registers,
    /// By the unwind data of the function that it called.
    Unwound,
    /// By a search of the stack: there may be calls between it and the one before.
    Searched,
}

/// A call on a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The instruction that it is at, or returns to.
    pub address: u64,
    /// The stack pointer there.
    pub stack: u64,
    /// How it was found.
    pub found: Found,
}

/// The calls of the stack that `registers` are of, innermost first.
#[must_use]
pub fn walk(memory: &dyn Memory, modules: &[Module], registers: &Registers) -> Vec<Call> {
    let walker = Walker {
        memory,
        modules,
        left: Cell::new(SEARCHED),
    };
    let mut registers = *registers;
    let mut calls: Vec<Call> = Vec::new();
    let mut found = Found::Registers;
    while calls.len() < FRAMES {
        if registers.rip != 0 {
            calls.push(Call {
                address: registers.rip,
                stack: registers.rsp(),
                found,
            });
        } else if found == Found::Unwound {
            // Nobody called a thread's first function.
            break;
        }
        let before = registers.rsp();
        let unwound = match found {
            Found::Registers => walker.unwind(&registers, true),
            _ => walker.unwind(&registers, false),
        };
        (registers, found) = match unwound {
            // A stack that does not grow towards its end has no end.
            Some(next) if next.rsp() > before => (next, Found::Unwound),
            _ => match walker.search(&registers) {
                Some(next) => (next, Found::Searched),
                None => break,
            },
        };
    }
    calls
}

struct Walker<'a> {
    memory: &'a dyn Memory,
    modules: &'a [Module],
    /// How many words may still be searched.
    left: Cell<u64>,
}

impl<'a> Walker<'a> {
    /// The image that has an address, and where in it the address is.
    fn image_at(&self, address: u64) -> Option<(Image<'a>, u64, u32)> {
        let module = self.modules.iter().find(|it| it.contains(address))?;
        let image = Image::at(self.memory, module.base)?;
        let offset = u32::try_from(address - module.base).ok()?;
        Some((image, module.base, offset))
    }

    /// The registers of the caller. `interrupted` says that the function is not in a call, but may
    /// be anywhere, its prologue included.
    fn unwind(&self, registers: &Registers, interrupted: bool) -> Option<Registers> {
        let rip = registers.rip;
        // A call may be the last instruction of its function.
        let looked_up = if interrupted {
            rip
        } else {
            rip.checked_sub(1)?
        };
        let (image, base, offset) = self.image_at(looked_up)?;
        let Some(function) = image.function(offset) else {
            // A function that does nothing to the stack has no entry, and calls nothing.
            let is_leaf = interrupted && image.has_functions();
            return is_leaf.then(|| self.return_from(*registers)).flatten();
        };
        let done = u32::try_from(rip.checked_sub(base)?)
            .ok()?
            .checked_sub(function.begin)?;
        self.unwind_function(*registers, base, function, done)
    }

    fn unwind_function(
        &self,
        mut registers: Registers,
        base: u64,
        function: Function,
        done: u32,
    ) -> Option<Registers> {
        let (mut function, mut done) = (function, Some(done));
        for _ in 0..CHAIN {
            let data = base.checked_add(function.unwind.into())?;
            let head = self.memory.bytes(data, 4)?;
            let (version, flags) = (head[0] & 7, head[0] >> 3);
            if version != 1 && version != 2 {
                return None;
            }
            let count = usize::from(head[2]);
            let codes = self.memory.bytes(data.checked_add(4)?, 2 * count)?;
            let frame = (usize::from(head[3] & 15), u64::from(head[3] >> 4) * 16);
            if self.undo(&mut registers, &codes, frame, done)? {
                return Some(registers);
            }
            if flags & CHAINED == 0 {
                return self.return_from(registers);
            }
            let behind = 4 + 2 * count.next_multiple_of(2) as u64;
            function = read_function(self.memory, data.checked_add(behind)?)?;
            // What it continues has happened.
            done = None;
        }
        None
    }

    /// Undoes a prologue, of which `done` bytes have run; all of it where that is not known. True
    /// when the registers are those of interrupted code.
    fn undo(
        &self,
        registers: &mut Registers,
        codes: &[u8],
        (frame, above): (usize, u64),
        done: Option<u32>,
    ) -> Option<bool> {
        let slots: Vec<[u8; 2]> = codes.chunks_exact(2).map(|it| [it[0], it[1]]).collect();
        let short = |at: usize| Some(u64::from(u16::from_le_bytes(*slots.get(at)?)));
        let long = |at: usize| Some(short(at)? | short(at + 1)? << 16);
        let has_run = |slot: [u8; 2]| done.is_none_or(|done| u32::from(slot[0]) <= done);
        // The frame pointer, where it is set already, says where what was saved is.
        let is_set = sized(&slots).any(|(_, slot)| slot[1] & 15 == 3 && has_run(slot));
        let base = match is_set {
            true => registers.general[frame].wrapping_sub(above),
            false => registers.rsp(),
        };
        for (at, slot) in sized(&slots) {
            if !has_run(slot) {
                continue;
            }
            let number = usize::from(slot[1] >> 4);
            match slot[1] & 15 {
                0 => registers.general[number] = self.pop(registers)?,
                1 if number == 0 => grow(registers, short(at + 1)? * 8)?,
                1 => grow(registers, long(at + 1)?)?,
                2 => grow(registers, number as u64 * 8 + 8)?,
                3 => registers.general[RSP] = base,
                4 => {
                    let saved = base.checked_add(short(at + 1)? * 8)?;
                    registers.general[number] = self.memory.u64(saved)?;
                }
                5 => {
                    let saved = base.checked_add(long(at + 1)?)?;
                    registers.general[number] = self.memory.u64(saved)?;
                }
                // Epilogues of the second version, and vector registers.
                6..=9 => {}
                // What the processor pushed when it was interrupted, below an error code or not.
                10 => {
                    let frame = registers.rsp().checked_add(8 * (number as u64 & 1))?;
                    registers.rip = self.memory.u64(frame)?;
                    registers.general[RSP] = self.memory.u64(frame.checked_add(24)?)?;
                    return Some(true);
                }
                _ => return None,
            }
        }
        Some(false)
    }

    fn pop(&self, registers: &mut Registers) -> Option<u64> {
        let value = self.memory.u64(registers.rsp())?;
        grow(registers, 8)?;
        Some(value)
    }

    fn return_from(&self, mut registers: Registers) -> Option<Registers> {
        registers.rip = self.pop(&mut registers)?;
        Some(registers)
    }

    /// The next caller on the stack that is code of a known image.
    fn search(&self, registers: &Registers) -> Option<Registers> {
        let mut at = registers.rsp().checked_next_multiple_of(8)?;
        while let Some(left) = self.left.get().checked_sub(1) {
            self.left.set(left);
            let word = self.memory.u64(at)?;
            if self.is_called_from(word) {
                let mut found = *registers;
                found.rip = word;
                found.general[RSP] = at.checked_add(8)?;
                return Some(found);
            }
            at = at.checked_add(8)?;
        }
        None
    }

    /// Whether a function of a known image has a call before this address.
    fn is_called_from(&self, address: u64) -> bool {
        let Some((image, _, offset)) = address.checked_sub(1).and_then(|it| self.image_at(it))
        else {
            return false;
        };
        if image.function(offset).is_none() {
            return false;
        }
        let before = |length: u64| self.memory.bytes(address - length, length as usize);
        // call rel32; call [rip + rel32]; call register; call [register + offset].
        before(5).is_some_and(|it| it[0] == 0xE8)
            || (2..=7)
                .any(|length| before(length).is_some_and(|it| it[0] == 0xFF && it[1] >> 3 & 7 == 2))
    }
}

/// The codes with their places, without what belongs to the code before.
fn sized(slots: &[[u8; 2]]) -> impl Iterator<Item = (usize, [u8; 2])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let slot = *slots.get(at)?;
        let here = at;
        at += match slot[1] & 15 {
            1 if slot[1] >> 4 == 0 => 2,
            1 | 5 | 9 => 3,
            4 | 8 => 2,
            _ => 1,
        };
        Some((here, slot))
    })
}

fn grow(registers: &mut Registers, bytes: u64) -> Option<()> {
    registers.general[RSP] = registers.rsp().checked_add(bytes)?;
    Some(())
}
