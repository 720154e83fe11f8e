//! How much of a kernel stack an image's calls need.
//!
//! The frame of each function comes from the unwind data, the calls from the decoded code of the
//! image. The deepest chain of direct calls is a lower limit: calls through pointers and into the
//! kernel go on elsewhere, and how deep is not known here. x64 only.
//!
//! See [x64 exception handling](https://learn.microsoft.com/cpp/build/exception-handling-x64) for
//! the unwind data, and
//! [using the kernel stack](https://learn.microsoft.com/windows-hardware/drivers/kernel/using-the-kernel-stack).

use std::collections::{BTreeMap, BTreeSet};

use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction, OpKind};
use object::pe;
use serde::Serialize;

use super::map::Map;
use crate::symbols::Symbols;

/// Bytes of a kernel stack on x64.
pub const KERNEL_STACK: u64 = 24 * 1024;
/// What a call puts on the stack.
const RETURN_ADDRESS: u64 = 8;
/// Longest code that is decoded behind an address without unwind data, in bytes.
const LEAF: u32 = 4096;
/// How much of such code is decoded in one image; no linker's output has as much.
const LEAVES: usize = 64 << 20;
/// Longest chain of unwind data.
const CHAIN: usize = 8;
/// `UNW_FLAG_CHAININFO`.
const CHAINED: u8 = 4;

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
        let mut functions = functions(map, &mut unreadable);
        decode(map, &mut functions);
        let (depths, recursive) = depths(&functions);
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

/// The functions that the unwind data has, by their first address.
fn functions(map: &Map<'_>, unreadable: &mut usize) -> BTreeMap<u32, Function> {
    let mut functions: BTreeMap<u32, Function> = BTreeMap::new();
    let Some((table, size)) = map.directory(pe::IMAGE_DIRECTORY_ENTRY_EXCEPTION) else {
        return functions;
    };
    let entries = map.at(table, size as usize).unwrap_or_default();
    let mut last = 0;
    for entry in entries.chunks_exact(12) {
        let word = |at: usize| {
            let bytes = entry.get(at..at + 4).and_then(|it| it.try_into().ok());
            bytes.map_or(0, u32::from_le_bytes)
        };
        let (begin, end, info) = (word(0), word(4), word(8));
        let Some(unwind) = unwind(map, begin, info) else {
            *unreadable += 1;
            continue;
        };
        // The table is in order: where functions overlap, it is not one that a linker made.
        let in_order = last <= begin && begin < end;
        if !in_order || map.at(begin, (end - begin) as usize).is_none() {
            *unreadable += 1;
            continue;
        }
        last = end;
        let function = functions.entry(unwind.primary).or_default();
        function.parts.push((begin, end));
        function.frame = function.frame.max(unwind.frame);
        function.dynamic |= unwind.dynamic;
    }
    functions
}

struct Unwind {
    /// The function that a part belongs to.
    primary: u32,
    frame: u64,
    dynamic: bool,
}

/// The unwind data of a part with that of the parts that it is chained to.
fn unwind(map: &Map<'_>, begin: u32, info: u32) -> Option<Unwind> {
    let (mut primary, mut info) = (begin, info);
    let (mut frame, mut dynamic) = (0, false);
    // A chain in a circle ends here, too.
    for _ in 0..CHAIN {
        let header = map.at(info, 4)?;
        let (flags, count) = (header[0] >> 3, u32::from(header[2]));
        let register = header[3] & 0xF;
        let codes = info.checked_add(4)?;
        let (bytes, grows) = frame_of(map, codes, count)?;
        frame += bytes;
        // A frame pointer is set where the stack grows by an amount that only the code knows.
        dynamic |= grows && register != 0;
        if flags & CHAINED == 0 {
            return Some(Unwind {
                primary,
                frame,
                dynamic,
            });
        }
        let next = codes.checked_add(count.next_multiple_of(2) * 2)?;
        primary = map.u32(next)?;
        info = map.u32(next.checked_add(8)?)?;
    }
    None
}

/// Bytes that the unwind codes reserve, and whether they set a frame pointer.
fn frame_of(map: &Map<'_>, codes: u32, count: u32) -> Option<(u64, bool)> {
    let (mut bytes, mut pointer, mut at) = (0_u64, false, 0);
    while at < count {
        let slot = |index: u32| map.u16(codes.checked_add(index.checked_mul(2)?)?);
        let code = slot(at)?;
        let (operation, argument) = ((code >> 8) & 0xF, u64::from(code >> 12));
        at += match operation {
            // UWOP_PUSH_NONVOL
            0 => {
                bytes += 8;
                1
            }
            // UWOP_ALLOC_LARGE
            1 if argument == 0 => {
                bytes += u64::from(slot(at + 1)?) * 8;
                2
            }
            1 => {
                bytes += u64::from(slot(at + 1)?) | u64::from(slot(at + 2)?) << 16;
                3
            }
            // UWOP_ALLOC_SMALL
            2 => {
                bytes += argument * 8 + 8;
                1
            }
            // UWOP_SET_FPREG
            3 => {
                pointer = true;
                1
            }
            // UWOP_SAVE_NONVOL, and UWOP_EPILOG of the second version
            4 | 6 => 2,
            // UWOP_SAVE_NONVOL_FAR, UWOP_SPARE_CODE
            5 | 7 => 3,
            // UWOP_SAVE_XMM128
            8 => 2,
            // UWOP_SAVE_XMM128_FAR
            9 => 3,
            // UWOP_PUSH_MACHFRAME
            10 => {
                bytes += 40 + argument * 8;
                1
            }
            _ => return None,
        };
    }
    Some((bytes, pointer))
}

/// Finds the calls of all functions, and the functions without unwind data that are called.
fn decode(map: &Map<'_>, functions: &mut BTreeMap<u32, Function>) {
    let parts: BTreeMap<u32, (u32, u32)> = functions
        .iter()
        .flat_map(|(primary, it)| {
            it.parts
                .iter()
                .map(|(begin, end)| (*begin, (*end, *primary)))
        })
        .collect();
    let owner = |address: u32| {
        let (begin, (end, primary)) = parts.range(..=address).next_back()?;
        (address >= *begin && address < *end).then_some(*primary)
    };
    let mut wanted: BTreeSet<u32> = BTreeSet::new();
    for (primary, function) in functions.iter_mut() {
        for (begin, end) in function.parts.clone() {
            let code = map.at(begin, (end - begin) as usize).unwrap_or_default();
            for found in transfers(begin, code, false).0 {
                note(function, *primary, found, &owner);
            }
        }
        wanted.extend(function.calls.iter().chain(&function.jumps));
    }
    // A function without unwind data neither has a frame nor calls one, but it may jump on.
    let mut waiting: Vec<u32> = wanted.into_iter().collect();
    let mut left = LEAVES;
    while let Some(address) = waiting.pop() {
        if functions.contains_key(&address) || !map.is_executable(address) {
            continue;
        }
        let rest = map.from(address).unwrap_or_default();
        let code = &rest[..rest.len().min(LEAF as usize).min(left)];
        let mut leaf = Function::default();
        let (found, decoded) = transfers(address, code, true);
        left -= decoded.min(left);
        for found in found {
            note(&mut leaf, address, found, &owner);
        }
        waiting.extend(leaf.calls.iter().chain(&leaf.jumps));
        functions.insert(address, leaf);
    }
}

#[derive(Clone, Copy)]
enum Transfer {
    Call(u32),
    Jump(u32),
    Indirect,
}

fn note(
    function: &mut Function,
    primary: u32,
    found: Transfer,
    owner: &impl Fn(u32) -> Option<u32>,
) {
    match found {
        Transfer::Call(target) => {
            function.calls.insert(owner(target).unwrap_or(target));
        }
        // A jump within the function is no call.
        Transfer::Jump(target) => match owner(target) {
            Some(other) if other == primary => {}
            Some(other) => {
                function.jumps.insert(other);
            }
            None => {
                function.jumps.insert(target);
            }
        },
        Transfer::Indirect => function.indirect += 1,
    }
}

/// The calls and jumps in `code`, which starts at `address`; of a function without a known end, up
/// to where it ends.
///
/// With how many bytes were decoded.
fn transfers(address: u32, code: &[u8], to_first_end: bool) -> (Vec<Transfer>, usize) {
    let mut decoder = Decoder::with_ip(64, code, u64::from(address), DecoderOptions::NONE);
    let mut found = Vec::new();
    let mut instruction = Instruction::default();
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        let near = instruction.op_count() > 0 && instruction.op0_kind() == OpKind::NearBranch64;
        let target = u32::try_from(instruction.near_branch_target()).ok();
        match instruction.flow_control() {
            FlowControl::Call if near => found.extend(target.map(Transfer::Call)),
            FlowControl::IndirectCall => found.push(Transfer::Indirect),
            FlowControl::UnconditionalBranch | FlowControl::ConditionalBranch if near => {
                found.extend(target.map(Transfer::Jump));
            }
            _ => {}
        }
        let ends = matches!(
            instruction.flow_control(),
            FlowControl::Return
                | FlowControl::UnconditionalBranch
                | FlowControl::IndirectBranch
                | FlowControl::Exception
        );
        if to_first_end && (ends || instruction.is_invalid()) {
            break;
        }
    }
    if to_first_end {
        // Its own jumps stay within it.
        let end = address.saturating_add(u32::try_from(decoder.position()).unwrap_or(u32::MAX));
        found.retain(|it| !matches!(it, Transfer::Jump(to) if (address..end).contains(to)));
    }
    (found, decoder.position())
}

#[derive(Clone, Copy, Debug)]
struct Depth {
    bytes: u64,
    /// The next function of the deepest chain.
    through: Option<u32>,
}

/// How deep each function goes, and how many are part of a circle. Without recursion of its own,
/// however deep the image's is.
fn depths(functions: &BTreeMap<u32, Function>) -> (BTreeMap<u32, Depth>, usize) {
    let mut depths: BTreeMap<u32, Depth> = BTreeMap::new();
    let mut open: BTreeSet<u32> = BTreeSet::new();
    let mut circular: BTreeSet<u32> = BTreeSet::new();
    for start in functions.keys() {
        // A function is visited twice: its callees are waited for in between.
        let mut waiting = vec![(*start, false)];
        while let Some((address, returned)) = waiting.pop() {
            let Some(function) = functions.get(&address) else {
                continue;
            };
            let next = || function.calls.iter().chain(&function.jumps);
            if returned {
                open.remove(&address);
                depths.insert(address, depth(function, &depths));
            } else if depths.contains_key(&address) {
                continue;
            } else if open.insert(address) {
                waiting.push((address, true));
                for callee in next() {
                    if open.contains(callee) {
                        circular.insert(*callee);
                    } else {
                        waiting.push((*callee, false));
                    }
                }
            }
        }
    }
    (depths, circular.len())
}

fn depth(function: &Function, depths: &BTreeMap<u32, Depth>) -> Depth {
    let own = function.frame + RETURN_ADDRESS;
    let mut deepest = Depth {
        bytes: own,
        through: None,
    };
    let below = |address: &u32| depths.get(address).map(|it| (*address, it.bytes));
    for (address, bytes) in function.calls.iter().filter_map(below) {
        if own + bytes > deepest.bytes {
            deepest = Depth {
                bytes: own + bytes,
                through: Some(address),
            };
        }
    }
    for (address, bytes) in function.jumps.iter().filter_map(below) {
        if bytes > deepest.bytes {
            deepest = Depth {
                bytes,
                through: Some(address),
            };
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: u32 = 0x1000;
    const DATA: u32 = 0x2000;

    /// An image with the functions, each with its code and its unwind codes, 64 bytes apart.
    struct Code {
        text: Vec<u8>,
        data: Vec<u8>,
        count: u32,
    }

    impl Code {
        fn new() -> Self {
            Self {
                text: Vec::new(),
                data: vec![0; 0x400],
                count: 0,
            }
        }

        /// Where the function with this number is.
        fn address(number: u32) -> u32 {
            TEXT + number * 64
        }

        /// Adds a function that reserves `bytes` and runs `code`.
        fn function(&mut self, bytes: u16, code: &[u8]) {
            let number = self.count;
            self.text.resize(number as usize * 64, 0xCC);
            self.text.extend(code);
            let info = 0x200 + number as usize * 16;
            // Version 1, one code of two slots: UWOP_ALLOC_LARGE.
            self.data[info..info + 4].copy_from_slice(&[1, 4, 2, 0]);
            self.data[info + 4..info + 6].copy_from_slice(&[4, 1]);
            self.data[info + 6..info + 8].copy_from_slice(&(bytes / 8).to_le_bytes());
            let begin = Self::address(number);
            let entry = [begin, begin + code.len() as u32, DATA + info as u32];
            let at = number as usize * 12;
            for (index, word) in entry.iter().enumerate() {
                let at = at + index * 4;
                self.data[at..at + 4].copy_from_slice(&word.to_le_bytes());
            }
            self.count += 1;
        }

        fn stack(&self) -> Stack {
            let sections = [(TEXT, &self.text[..], true), (DATA, &self.data[..], false)];
            Stack::of(&Map::of(&sections, (DATA, self.count * 12)), None)
        }
    }

    /// A near call or jump, with its opcode, at the offset in the function `from` to `to`.
    fn near(opcode: u8, from: u32, offset: u32, to: u32) -> Vec<u8> {
        let next = Code::address(from) + offset + 5;
        let distance = Code::address(to).wrapping_sub(next);
        let mut code = vec![opcode];
        code.extend(distance.to_le_bytes());
        code
    }

    const CALL: u8 = 0xE8;
    const JUMP: u8 = 0xE9;
    const RETURN: u8 = 0xC3;

    fn chain(stack: &Stack) -> Vec<u32> {
        stack
            .chain
            .iter()
            .map(|it| (it.address - TEXT) / 64)
            .collect()
    }

    #[test]
    fn the_deepest_chain_is_that_with_the_largest_frames() {
        let mut code = Code::new();
        let mut outer = near(CALL, 0, 0, 1);
        outer.extend(near(CALL, 0, 5, 2));
        outer.push(RETURN);
        code.function(256, &outer);
        code.function(64, &[RETURN]);
        code.function(512, &[RETURN]);
        let stack = code.stack();
        assert_eq!(stack.deepest, 256 + 8 + 512 + 8);
        assert_eq!(chain(&stack), [0, 2]);
        assert_eq!(
            (stack.functions, stack.recursive, stack.indirect_calls),
            (3, 0, 0)
        );
    }

    #[test]
    fn a_jump_at_the_end_gives_the_own_frame_back() {
        let mut code = Code::new();
        code.function(4096, &near(JUMP, 0, 0, 1));
        code.function(4080, &[RETURN]);
        assert_eq!(code.stack().deepest, 4096 + 8);
    }

    #[test]
    fn recursion_ends_and_is_told() {
        let mut code = Code::new();
        let mut own = near(CALL, 0, 0, 1);
        own.push(RETURN);
        code.function(16, &own);
        let mut back = near(CALL, 1, 0, 0);
        back.push(RETURN);
        code.function(32, &back);
        let stack = code.stack();
        assert_eq!(stack.deepest, 16 + 8 + 32 + 8);
        assert_eq!(stack.recursive, 1);
    }

    #[test]
    fn calls_through_pointers_are_counted() {
        let mut code = Code::new();
        // call rax; call [rip+0]; ret
        code.function(16, &[0xFF, 0xD0, 0xFF, 0x15, 0, 0, 0, 0, RETURN]);
        assert_eq!(code.stack().indirect_calls, 2);
    }

    #[test]
    fn a_function_without_unwind_data_may_jump_on() {
        let mut code = Code::new();
        let mut outer = vec![CALL];
        // To an address behind the function that no entry has.
        outer.extend(11_u32.to_le_bytes());
        outer.push(RETURN);
        outer.resize(16, 0xCC);
        let outer_length = 6;
        let mut text = outer.clone();
        let distance = Code::address(1).wrapping_sub(TEXT + 16 + 5);
        text.push(JUMP);
        text.extend(distance.to_le_bytes());
        code.function(16, &text[..outer_length]);
        code.text.truncate(0);
        code.text.extend(&text);
        code.count = 1;
        code.function(128, &[RETURN]);
        assert_eq!(code.stack().deepest, 16 + 8 + 128 + 8);
    }

    #[test]
    fn unwind_data_that_makes_no_sense_is_left_out() {
        let mut code = Code::new();
        code.function(16, &[RETURN]);
        // An unwind code that does not exist.
        code.data[0x205] = 0x0F;
        let stack = code.stack();
        assert_eq!(
            (stack.unreadable, stack.functions, stack.deepest),
            (1, 0, 0)
        );
        // A function that overlaps the one before.
        let mut twice = Code::new();
        twice.function(16, &[RETURN; 65]);
        twice.function(16, &[RETURN]);
        assert_eq!(twice.stack().unreadable, 1);
        // A table that is not in the image.
        let map = Map::of(&[(TEXT, &code.text, true)], (0x9000, 12));
        assert_eq!(Stack::of(&map, None).deepest, 0);
    }
}
