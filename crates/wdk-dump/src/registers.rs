//! A processor's registers, and the exception that stopped it.

use crate::{
    bytes::{part, put, put_u32, put_u64, u32_at, u64_at},
    layout::{context, exception},
};

/// The number of the stack pointer among [`Registers::general`].
pub const RSP: usize = 4;
/// The number of the usual frame pointer among [`Registers::general`].
pub const RBP: usize = 5;

/// The registers of a processor, as far as a stack is walked with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// By their numbers in instructions: rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 to r15.
    pub general: [u64; 16],
    /// The instruction pointer.
    pub rip: u64,
    /// The flags.
    pub flags: u32,
}

impl Registers {
    /// The stack pointer.
    #[must_use]
    pub fn rsp(&self) -> u64 {
        self.general[RSP]
    }

    /// The bytes of a `CONTEXT`.
    pub(crate) fn to_context(self) -> Vec<u8> {
        let mut bytes = vec![0; context::LENGTH];
        put_u32(&mut bytes, context::FLAGS, context::CONTROL_AND_INTEGER);
        // The kernel's selectors.
        put(&mut bytes, context::CS, 0x10_u16.to_le_bytes());
        put(&mut bytes, context::SS, 0x18_u16.to_le_bytes());
        put_u32(&mut bytes, context::EFLAGS, self.flags);
        for (number, value) in self.general.into_iter().enumerate() {
            put_u64(&mut bytes, context::GENERAL + 8 * number, value);
        }
        put_u64(&mut bytes, context::RIP, self.rip);
        bytes
    }

    /// The registers of a `CONTEXT`.
    pub(crate) fn of_context(bytes: &[u8]) -> Option<Self> {
        let bytes = part(bytes, 0, context::RIP + 8)?;
        let mut general = [0; 16];
        for (number, value) in general.iter_mut().enumerate() {
            *value = u64_at(bytes, context::GENERAL + 8 * number)?;
        }
        Some(Self {
            general,
            rip: u64_at(bytes, context::RIP)?,
            flags: u32_at(bytes, context::EFLAGS)?,
        })
    }
}

/// What a processor refused to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exception {
    /// The status, such as `STATUS_ACCESS_VIOLATION`.
    pub code: u32,
    /// The instruction.
    pub address: u64,
    /// Further words: of an access violation, whether it was a write, and where.
    pub information: Vec<u64>,
}

impl Exception {
    pub(crate) fn to_record(&self) -> Vec<u8> {
        let mut bytes = vec![0; exception::LENGTH];
        put_u32(&mut bytes, 0, self.code);
        put_u64(&mut bytes, exception::ADDRESS, self.address);
        let words = &self.information[..self.information.len().min(15)];
        put_u32(&mut bytes, exception::COUNT, words.len() as u32);
        for (number, word) in words.iter().enumerate() {
            put_u64(&mut bytes, exception::INFORMATION + 8 * number, *word);
        }
        bytes
    }

    /// The exception of a record; none where there was none.
    pub(crate) fn of_record(bytes: &[u8]) -> Option<Self> {
        let code = u32_at(bytes, 0)?;
        let address = u64_at(bytes, exception::ADDRESS)?;
        let count = u32_at(bytes, exception::COUNT)?;
        // A header that has no exception is filled with the letters PAGE, or with zeros.
        if code == 0 || count > 15 {
            return None;
        }
        let word = |number| u64_at(bytes, exception::INFORMATION + 8 * number as usize);
        Some(Self {
            code,
            address,
            information: (0..count).map_while(word).collect(),
        })
    }
}
