//! Small dumps that are written.
//!
//! Nothing on a registry reads small dumps. What is at which place of the file is checked by hand
//! here; the parsers of rizin and of others were tried with such files once.

use kdmp_parser::{KdmpParserError, KernelDumpParser};
use wdk_dump::{Block, Dump, Kind, Memory as _, RSP, Snapshot, Unloaded, WriteError};

use crate::{stacks, written::snapshot};

const POOL: u64 = 0xFFFF_BD00_0000_0FF0;
const MESSAGE: u64 = 0xFFFF_F801_0000_6048;

/// A machine with a stack in two parts, a block that a driver has added, and an unloaded driver.
fn small() -> Snapshot {
    let mut small = snapshot();
    small.processors[0].general[RSP] = POOL + 0x20;
    small.memory.truncate(1);
    for (address, bytes) in [
        (MESSAGE, b"toast\0".to_vec()),
        (POOL + 0x10_0000, vec![9; 24]),
    ] {
        small.memory.push(Block { address, bytes });
    }
    let start = 0xFFFF_F801_0010_0000;
    small.unloaded = vec![Unloaded {
        name: "lamp.sys".to_owned(),
        range: start..start + 0x6000,
    }];
    small
}

fn word(file: &[u8], at: usize) -> usize {
    let bytes = file[at..at + 4].try_into().expect("a field");
    u32::from_le_bytes(bytes) as usize
}

fn long(file: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(file[at..at + 8].try_into().expect("a field"))
}

#[test]
fn what_is_written_is_read() {
    let snapshot = small();
    let file = snapshot.to_small_bytes().expect("a dump");
    let dump = Dump::parse(&file).expect("it is read");
    assert_eq!((dump.kind, dump.code), (Kind::Small, 0xD1));
    assert_eq!(dump.parameters, snapshot.parameters);
    assert_eq!((dump.build, dump.processors), (19041, 2));
    assert_eq!(dump.registers, snapshot.processors[0]);
    assert_eq!(dump.exception, snapshot.exception);
    assert_eq!(dump.modules, snapshot.modules);
    assert_eq!(dump.unloaded, snapshot.unloaded);
    assert_eq!(dump.text(MESSAGE, 99).as_deref(), Some("toast"));
    assert_eq!(dump.bytes(POOL + 0x10_0000, 24), Some(vec![9; 24]));
    // The stack is there from the stack pointer on, and nothing below it.
    let stack = &snapshot.memory[0].bytes[0x20..];
    assert_eq!(dump.bytes(POOL + 0x20, stack.len()).as_deref(), Some(stack));
    assert_eq!(dump.bytes(POOL + 0x18, 8), None);
    assert_eq!(file, small().to_small_bytes().expect("the same"));
}

#[test]
fn each_part_is_where_the_format_says() {
    let file = small().to_small_bytes().expect("a dump");
    assert_eq!(long(&file, 0xFA0), file.len() as u64);
    assert_eq!(word(&file, 0x2004), file.len());
    let mark = word(&file, 0x2008);
    assert_eq!(&file[mark..mark + 4], b"TRGD");
    assert_eq!((word(&file, 0x200C), word(&file, 0x2010)), (0x348, 0xF00));
    // Context, exception, stack, drivers, unloaded drivers, debugger's block, data blocks.
    assert_eq!((word(&file, 0x2044), word(&file, 0x1038)), (0xCE3, 0xCE3));
    assert_eq!(long(&file, 0x2048), POOL + 0x20);
    // The strings: the number of characters, the characters, a NUL.
    let strings = word(&file, 0x2038);
    let path = r"\SystemRoot\System32\drivers\machine.exe";
    assert_eq!(word(&file, strings), path.len());
    assert_eq!(word(&file, word(&file, 0x2030)), strings);
    let second = (strings + 4 + 2 * (path.len() + 1)).next_multiple_of(8);
    assert_eq!(word(&file, word(&file, 0x2030) + 0x90), second);
    let debugger = word(&file, 0x2070);
    assert_eq!(&file[debugger + 0x10..debugger + 0x14], b"KDBG");
    assert_eq!(long(&file, debugger + 0x18), 0xFFFF_F800_0000_0000);
    let unloaded = word(&file, 0x2018);
    assert_eq!(long(&file, unloaded), 1);
    assert_eq!(word(&file, unloaded + 8) & 0xFFFF, 16);
    assert_eq!(&file[unloaded + 0x18..unloaded + 0x1C], b"l\0a\0");
    let blocks = word(&file, 0x2078);
    assert_eq!(word(&file, 0x207C), 2);
    assert_eq!(
        (long(&file, blocks), word(&file, blocks + 12)),
        (MESSAGE, 6)
    );
}

#[test]
fn a_reader_of_large_dumps_knows_its_kind_and_refuses_it() {
    let file = small().to_small_bytes().expect("a dump");
    let reader = KernelDumpParser::with_reader(std::io::Cursor::new(file));
    let error = reader.err();
    assert!(
        matches!(error, Some(KdmpParserError::UnknownDumpType(4))),
        "{error:?}"
    );
}

#[test]
fn a_stack_is_walked_with_the_image_file_alone() {
    let mut small = stacks::snapshot();
    let image = small.memory.pop().expect("the image");
    let file = small.to_small_bytes().expect("a dump");
    let dump = Dump::parse(&file).expect("it is read");
    let memory = wdk_dump::Layered {
        first: &dump,
        others: vec![wdk_dump::Mapped {
            base: image.address,
            bytes: image.bytes,
        }],
    };
    let calls = wdk_dump::stack::walk(&memory, &dump.modules, &dump.registers);
    assert_eq!(calls.len(), 6);
}

#[test]
fn memory_of_no_kernel_and_too_much_are_refused() {
    let mut small = small();
    small.memory[1].address = 0x7FFF_0000;
    let error = small.to_small_bytes().err();
    assert_eq!(error, Some(WriteError::Address(0x7FFF_0000)));
    small.memory[1] = Block {
        address: MESSAGE,
        bytes: vec![0; (256 << 20) + 1],
    };
    assert!(matches!(
        small.to_small_bytes(),
        Err(WriteError::TooLarge(_))
    ));
}
