//! Walks a stack by the images'
//! [x64 unwind data](https://learn.microsoft.com/cpp/build/exception-handling-x64).
//!
//! Where an image has none, or is not in the dump, the stack is searched for the next address that
//! code of a known image was called from.

use std::cell::Cell;

use crate::{
    image::{Function, Image},
    memory::Memory,
    module::Module,
    registers::{RSP, Registers},
    unwind::{self, Code, Operation, Unwind},
};

/// Frames of a stack.
const FRAMES: usize = 256;
/// Words of the stack that are searched for callers in all: more than a kernel stack has.
const SEARCHED: u64 = 1 << 15;

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
        for _ in 0..unwind::CHAIN {
            let unwind = self.unwind_data(base.checked_add(function.unwind.into())?)?;
            if self.undo(&mut registers, &unwind, done)? {
                return Some(registers);
            }
            let Some(chained) = unwind.chained else {
                return self.return_from(registers);
            };
            function = chained;
            // What it continues has happened.
            done = None;
        }
        None
    }

    fn unwind_data(&self, address: u64) -> Option<Unwind> {
        let head = self.memory.bytes(address, 4)?;
        let data = self.memory.bytes(address, unwind::length(&head)?)?;
        Unwind::parse(&data)
    }

    /// Undoes a prologue, of which `done` bytes have run; all of it where that is not known. True
    /// when the registers are those of interrupted code.
    fn undo(&self, registers: &mut Registers, unwind: &Unwind, done: Option<u32>) -> Option<bool> {
        let has_run = |code: &&Code| done.is_none_or(|done| u32::from(code.end) <= done);
        let run = unwind.codes.iter().filter(has_run);
        // The frame pointer, where it is set already, says where what was saved is.
        let is_set = run.clone().any(|it| it.operation == Operation::SetFrame);
        let base = match unwind.frame {
            Some((register, above)) if is_set => {
                registers.general[usize::from(register)].wrapping_sub(above.into())
            }
            _ => registers.rsp(),
        };
        for code in run {
            match code.operation {
                Operation::Push(number) => {
                    registers.general[usize::from(number)] = self.pop(registers)?;
                }
                Operation::Allocate(bytes) => grow(registers, bytes.into())?,
                Operation::SetFrame => registers.general[RSP] = base,
                Operation::Save(number, offset) => {
                    let saved = base.checked_add(offset.into())?;
                    registers.general[usize::from(number)] = self.memory.u64(saved)?;
                }
                Operation::SaveVector | Operation::Epilogue => {}
                Operation::MachineFrame { error_code } => {
                    let frame = registers.rsp().checked_add(8 * u64::from(error_code))?;
                    registers.rip = self.memory.u64(frame)?;
                    registers.general[RSP] = self.memory.u64(frame.checked_add(24)?)?;
                    return Some(true);
                }
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

fn grow(registers: &mut Registers, bytes: u64) -> Option<()> {
    registers.general[RSP] = registers.rsp().checked_add(bytes)?;
    Some(())
}
