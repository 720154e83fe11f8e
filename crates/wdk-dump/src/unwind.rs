//! What the [unwind data](https://learn.microsoft.com/cpp/build/exception-handling-x64) of an x64
//! function says about its prologue. The only decoder of this workspace: whoever walks a stack,
//! tells the host's unwinder about an image or measures frames reads it from here.

use crate::{
    bytes::{part, u16_at, u32_at},
    image::{FUNCTION, Function},
};

/// The unwind data names an exception handler behind its codes.
const HAS_HANDLER: u8 = 1;
/// The unwind data has the table entry of another function behind its codes.
const CHAINED: u8 = 4;
/// Bytes before the codes.
const HEAD: usize = 4;
/// How many entries may be chained; a longer chain is a damaged table.
pub const CHAIN: usize = 32;

/// What an instruction of a prologue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operation {
    /// Pushes the register of this number.
    Push(u8),
    /// Takes so many bytes of the stack.
    Allocate(u32),
    /// Sets the frame pointer, as [`Unwind::frame`] says.
    SetFrame,
    /// Stores the register of this number, so many bytes above the base of the frame.
    Save(u8, u32),
    /// Stores a vector register, which no stack is walked by.
    SaveVector,
    /// Nothing: it describes an epilogue, in data of the second version.
    Epilogue,
    /// The processor has pushed what it was doing, and an error code above that or none.
    MachineFrame {
        /// Whether there is an error code.
        error_code: bool,
    },
}

impl Operation {
    /// The bytes by which the stack grows.
    #[must_use]
    pub fn growth(self) -> u64 {
        match self {
            Self::Push(_) => 8,
            Self::Allocate(bytes) => bytes.into(),
            Self::MachineFrame { error_code } => 40 + 8 * u64::from(error_code),
            _ => 0,
        }
    }
}

/// An instruction of a prologue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where the instruction ends, from the beginning of the function.
    pub end: u8,
    /// What it does.
    pub operation: Operation,
}

/// The unwind data of a function, or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwind {
    /// The number of the frame pointer, and how many bytes it is above the base of the frame; none
    /// where the function needs none.
    pub frame: Option<(u8, u32)>,
    /// The instructions of the prologue, the last first.
    pub codes: Vec<Code>,
    /// The part whose frame this one continues. All of its prologue has run.
    pub chained: Option<Function>,
    /// Where in the bytes the offset of its exception handler is, in front of what is the handler's.
    pub handler: Option<usize>,
}

impl Unwind {
    /// The data that `bytes` begin with; more may follow. None when it is cut off, or of a version
    /// that is not known.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let &[head, _, count, frame] = part(bytes, 0, HEAD)? else {
            return None;
        };
        if !matches!(head & 7, 1 | 2) {
            return None;
        }
        let codes = codes(part(bytes, HEAD, 2 * usize::from(count))?)?;
        let chained = match head >> 3 & CHAINED != 0 {
            true => Some(entry(bytes.get(behind(count)..)?)?),
            false => None,
        };
        let register = frame & 15;
        let has_handler = chained.is_none() && head >> 3 & HAS_HANDLER != 0;
        Some(Self {
            frame: (register != 0).then_some((register, u32::from(frame >> 4) * 16)),
            codes,
            chained,
            handler: has_handler.then_some(behind(count)),
        })
    }
}

/// How many bytes the unwind data has that begins with `head`, of which four are needed.
#[must_use]
pub fn length(head: &[u8]) -> Option<usize> {
    let &[head, _, count, _] = part(head, 0, HEAD)? else {
        return None;
    };
    Some(match head >> 3 & CHAINED != 0 {
        true => behind(count) + FUNCTION as usize,
        false => HEAD + 2 * usize::from(count),
    })
}

/// Where what follows so many codes is.
fn behind(count: u8) -> usize {
    HEAD + 2 * usize::from(count).next_multiple_of(2)
}

/// The entry of a function table.
#[must_use]
pub fn entry(bytes: &[u8]) -> Option<Function> {
    Some(Function {
        begin: u32_at(bytes, 0)?,
        end: u32_at(bytes, 4)?,
        unwind: u32_at(bytes, 8)?,
    })
}

fn codes(bytes: &[u8]) -> Option<Vec<Code>> {
    let short = |slot: usize| u16_at(bytes, 2 * slot).map(u32::from);
    let long = |slot: usize| u32_at(bytes, 2 * slot);
    let mut codes = Vec::new();
    let mut slot = 0;
    while let Some(&[end, code]) = part(bytes, 2 * slot, 2) {
        let argument = code >> 4;
        let (operation, slots) = match code & 15 {
            0 => (Operation::Push(argument), 1),
            1 if argument == 0 => (Operation::Allocate(short(slot + 1)? * 8), 2),
            1 => (Operation::Allocate(long(slot + 1)?), 3),
            2 => (Operation::Allocate(u32::from(argument) * 8 + 8), 1),
            3 => (Operation::SetFrame, 1),
            4 => (Operation::Save(argument, short(slot + 1)? * 8), 2),
            5 => (Operation::Save(argument, long(slot + 1)?), 3),
            6 => (Operation::Epilogue, 2),
            8 => (Operation::SaveVector, 2),
            9 => (Operation::SaveVector, 3),
            10 => {
                let error_code = argument & 1 != 0;
                (Operation::MachineFrame { error_code }, 1)
            }
            _ => return None,
        };
        codes.push(Code { end, operation });
        slot += slots;
    }
    Some(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operations(bytes: &[u8]) -> Option<Vec<(u8, Operation)>> {
        let codes = Unwind::parse(bytes)?.codes.into_iter();
        Some(codes.map(|it| (it.end, it.operation)).collect())
    }

    #[test]
    fn each_code_takes_its_slots() {
        use Operation::{Allocate, MachineFrame, Push, Save, SaveVector, SetFrame};
        let codes = [
            [9, 0x68, 1, 0],    // a vector register: two slots
            [8, 0x79, 1, 0],    // far: three
            [0, 0, 7, 0x64],    // rsi
            [2, 0, 6, 0x75],    // rdi, far
            [0x10, 0, 1, 0],    // its offset
            [5, 0x03, 4, 0x11], // the frame pointer; a large allocation of three slots
            [0x08, 0, 1, 0],
            [3, 0x01, 0x20, 0], // of two slots
            [2, 0x72, 1, 0x50], // a small one; rbp
            [0, 0x1A, 0, 0],    // an interruption with an error code; padding
        ]
        .concat();
        let mut bytes = vec![1, 9, 19, 0x25];
        bytes.extend(codes);
        let found = operations(&bytes).expect("it is read");
        assert_eq!(
            found,
            [
                (9, SaveVector),
                (8, SaveVector),
                (7, Save(6, 16)),
                (6, Save(7, 0x1_0010)),
                (5, SetFrame),
                (4, Allocate(0x1_0008)),
                (3, Allocate(0x100)),
                (2, Allocate(64)),
                (1, Push(5)),
                (0, MachineFrame { error_code: true }),
            ]
        );
        assert_eq!(Unwind::parse(&bytes).and_then(|it| it.frame), Some((5, 32)));
        let growth: u64 = found.iter().map(|it| it.1.growth()).sum();
        assert_eq!(growth, 0x1_0008 + 0x100 + 64 + 8 + 48);
    }

    #[test]
    fn an_epilogue_of_the_second_version_takes_two_slots() {
        // The second of them may be empty, and is no push of rax then.
        let bytes = [2, 4, 3, 0, 4, 0x06, 0, 0, 4, 0x42, 0, 0];
        let found = operations(&bytes);
        let expected = vec![(4, Operation::Epilogue), (4, Operation::Allocate(40))];
        assert_eq!(found, Some(expected));
    }

    #[test]
    fn what_a_part_continues_is_behind_an_even_number_of_codes() {
        let mut bytes = vec![1 | CHAINED << 3, 2, 1, 0, 2, 0x32, 0xFF, 0xFF];
        for word in [0x1000_u32, 0x1040, 0x2200] {
            bytes.extend(word.to_le_bytes());
        }
        let chained = Unwind::parse(&bytes).and_then(|it| it.chained);
        let chained = chained.expect("it is chained");
        assert_eq!((chained.begin, chained.end), (0x1000, 0x1040));
        assert_eq!(chained.unwind, 0x2200);
        assert_eq!(length(&bytes), Some(bytes.len()));
        assert_eq!(length(&[1, 2, 3, 0]), Some(10));
        for length in 0..bytes.len() {
            assert_eq!(Unwind::parse(&bytes[..length]), None, "{length}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(Unwind::parse(&[3, 0, 0, 0]), None, "a later version");
        for code in [7, 11, 15] {
            assert_eq!(Unwind::parse(&[1, 0, 1, 0, 0, code]), None, "{code}");
        }
        // Its second slot is missing.
        assert_eq!(Unwind::parse(&[1, 0, 1, 0, 4, 0x01]), None);
    }
}
