//! The calls and jumps of functions, from their decoded code.

use std::collections::{BTreeMap, BTreeSet};

use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction, OpKind};

use super::{super::map::Map, Function};

/// Longest code that is decoded behind an address without unwind data, in bytes.
const LEAF: u32 = 4096;
/// How much of such code is decoded in one image; no linker's output has as much.
const LEAVES: usize = 64 << 20;

/// Finds the calls of all functions, and the functions without unwind data that are called.
pub(super) fn decode(map: &Map<'_>, functions: &mut BTreeMap<u32, Function>) {
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
