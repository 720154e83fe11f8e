//! Stacks of images that are laid out by hand.

use super::{super::map::Map, Stack};

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
