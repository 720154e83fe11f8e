//! How much of a kernel stack an image's calls need.
//!
//! The frame of each function comes from the unwind data, the calls from the decoded code of the
//! image. The deepest chain of direct calls is a lower limit: calls through pointers and into the
//! kernel go on elsewhere, and how deep is not known here. x64 only.
//!
//! See [x64 exception handling](https://learn.microsoft.com/cpp/build/exception-handling-x64) for
//! the unwind data, and
//! [using the kernel stack](https://learn.microsoft.com/windows-hardware/drivers/kernel/using-the-kernel-stack).

mod calls;
mod depth;
mod frames;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::Serialize;

use super::map::Map;
use crate::symbols::Symbols;

/// Bytes of a kernel stack on x64.
pub const KERNEL_STACK: u64 = 24 * 1024;
/// What a call puts on the stack.
const RETURN_ADDRESS: u64 = 8;

/// The deepest known chain of calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stack {
    /// Bytes that it needs.
    pub deepest: u64,
    /// Bytes of a kernel stack.
    pub available: u64,
    /// The functions of the chain, the outermost first.
    pub chain: Vec<Frame>,
    /// Functions with unwind data.
    pub functions: usize,
    /// Calls through pointers, whose targets are not known; those into other modules among them.
    pub indirect_calls: usize,
    /// Functions that call themselves, directly or through others: each level adds their frames.
    pub recursive: usize,
    /// Functions whose frame grows while they run.
    pub dynamic: usize,
    /// Entries of the unwind data that make no sense, and are left out.
    pub unreadable: usize,
}

/// A function of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Its address, relative to the image's base.
    pub address: u32,
    /// Its name, where symbols have one.
    pub name: Option<String>,
    /// Bytes of its frame with the return address.
    pub bytes: u64,
}

#[derive(Clone, Debug, Default)]
struct Function {
    /// Begin and end of its parts.
    parts: Vec<(u32, u32)>,
    frame: u64,
    dynamic: bool,
    calls: BTreeSet<u32>,
    /// Where it jumps to instead of a call and a return: its own frame is gone there.
    jumps: BTreeSet<u32>,
    indirect: usize,
}

impl Stack {
    pub(super) fn of(map: &Map<'_>, symbols: Option<&Symbols>) -> Self {
        let mut unreadable = 0;
        let mut functions = frames::functions(map, &mut unreadable);
        calls::decode(map, &mut functions);
        let (depths, recursive) = depth::depths(&functions);
        let deepest = depths
            .iter()
            .max_by_key(|(address, it)| (it.bytes, u32::MAX - **address));
        let mut chain = Vec::new();
        let mut next = deepest.map(|(address, _)| *address);
        while let Some(address) = next {
            let bytes = functions.get(&address).map_or(0, |it| it.frame);
            chain.push(Frame {
                address,
                name: symbols.and_then(|it| it.name(address).map(str::to_owned)),
                bytes: bytes + RETURN_ADDRESS,
            });
            next = depths.get(&address).and_then(|it| it.through);
        }
        Self {
            deepest: deepest.map_or(0, |(_, it)| it.bytes),
            available: KERNEL_STACK,
            chain,
            functions: functions.values().filter(|it| !it.parts.is_empty()).count(),
            indirect_calls: functions.values().map(|it| it.indirect).sum(),
            recursive,
            dynamic: functions.values().filter(|it| it.dynamic).count(),
            unreadable,
        }
    }
}
