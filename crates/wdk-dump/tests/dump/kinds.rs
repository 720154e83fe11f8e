//! Dumps of the kinds that Windows writes and this crate only reads, laid out by hand.

use wdk_dump::{Dump, DumpError, Kind, Memory};

use crate::written::snapshot;

/// A header of the type `kind`, with the letters that Windows fills unused fields with.
fn header(kind: u32) -> Vec<u8> {
    let mut file: Vec<u8> = b"PAGE".iter().copied().cycle().take(0x2000).collect();
    put(&mut file, 0, b"PAGEDU64");
    put(&mut file, 0x30, &0x8664_u32.to_le_bytes());
    put(&mut file, 0x38, &0x0A_u32.to_le_bytes());
    put(&mut file, 0xF98, &kind.to_le_bytes());
    file
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    file.resize(file.len().max(at + bytes.len()), 0);
    file[at..at + bytes.len()].copy_from_slice(bytes);
}

fn words(file: &mut Vec<u8>, at: usize, words: &[u32]) {
    for (number, word) in words.iter().enumerate() {
        put(file, at + 4 * number, &word.to_le_bytes());
    }
}

/// The pages of a written dump, one after the other, and where its page tables are.
fn pages() -> (Vec<u8>, u64, u64) {
    let file = snapshot().to_bytes().expect("a dump");
    let long = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().expect("a field"));
    let first = long(0x2020) as usize;
    (file[first..].to_vec(), long(0x10), long(0x20))
}

fn finds_the_modules(dump: &Dump<'_>) {
    assert_eq!(dump.modules, snapshot().modules);
    let block = &snapshot().memory[0];
    let read = dump.bytes(block.address, block.bytes.len());
    assert_eq!(read.as_ref(), Some(&block.bytes));
}

#[test]
fn a_complete_dump_has_runs() {
    let (pages, tables, modules) = pages();
    let count = pages.len() as u64 / 0x1000;
    let mut file = header(1);
    put(&mut file, 0x10, &tables.to_le_bytes());
    put(&mut file, 0x20, &modules.to_le_bytes());
    words(&mut file, 0x88, &[2, 0]);
    // The first two pages, and those behind them.
    for (at, value) in [(0x98, 1), (0xA0, 2), (0xA8, 3), (0xB0, count - 2)] {
        put(&mut file, at, &u64::to_le_bytes(value));
    }
    file.extend(pages);
    let dump = Dump::parse(&file).expect("it is read");
    assert_eq!((dump.kind, dump.pages()), (Kind::Complete, count));
    finds_the_modules(&dump);
}

#[test]
fn a_dump_of_a_debugger_has_ranges() {
    let (pages, tables, modules) = pages();
    let count = pages.len() as u64 / 0x1000;
    for (kind, is) in [(8, Kind::Kernel), (10, Kind::Complete)] {
        let mut file = header(kind);
        put(&mut file, 0x10, &tables.to_le_bytes());
        put(&mut file, 0x20, &modules.to_le_bytes());
        words(&mut file, 0x2000, &[0x40]);
        put(&mut file, 0x2004, b"RDMPDUMP");
        for (at, value) in [
            (0x2010, 0x20),
            (0x2018, 0x3000),
            (0x2028, count),
            (0x2030, 1),
            (0x2038, count),
        ] {
            put(&mut file, at, &u64::to_le_bytes(value));
        }
        file.resize(0x3000, 0);
        file.extend(&pages);
        let dump = Dump::parse(&file).expect("it is read");
        assert_eq!((dump.kind, dump.pages()), (is, count));
        finds_the_modules(&dump);
    }
}

#[test]
fn a_small_dump_has_a_stack_drivers_and_blocks() {
    const STACK: u64 = 0xFFFF_FC00_0000_1000;
    let mut file = header(4);
    words(&mut file, 0x2000, &[0; 0x20]);
    // The context, which the header need not have; the stack; one driver; one block.
    words(&mut file, 0x200C, &[0x348]);
    words(&mut file, 0x2028, &[0x3000, 0x40, 0x3100, 1]);
    put(&mut file, 0x2048, &STACK.to_le_bytes());
    words(&mut file, 0x2078, &[0x3300, 1]);
    put(&mut file, 0x348 + 0xF8, &0x1234_u64.to_le_bytes());
    put(&mut file, 0x3000, &[7; 0x40]);
    words(&mut file, 0x3100, &[0x3200]);
    let base = 0xFFFF_F801_0000_0000_u64;
    put(&mut file, 0x3108 + 0x30, &base.to_le_bytes());
    words(&mut file, 0x3108 + 0x40, &[0x6000]);
    words(&mut file, 0x3108 + 0x80, &[0x6000_0000]);
    let name: Vec<u8> = r"\SystemRoot\toaster.sys"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    words(&mut file, 0x3200, &[name.len() as u32 / 2]);
    put(&mut file, 0x3204, &name);
    put(&mut file, 0x3300, &0xFFFF_BD00_0000_0000_u64.to_le_bytes());
    words(&mut file, 0x3308, &[0x3400, 6]);
    put(&mut file, 0x3400, b"toast\0");

    let dump = Dump::parse(&file).expect("it is read");
    assert_eq!((dump.kind, dump.code), (Kind::Small, 0x0A));
    assert_eq!(
        (dump.registers.rip, &dump.exception, &*dump.comment),
        (0x1234, &None, "")
    );
    let module = &dump.modules[0];
    assert_eq!((&*module.name, module.base), ("toaster.sys", base));
    assert_eq!((module.size, module.time_stamp), (0x6000, 0x6000_0000));
    assert_eq!(dump.bytes(STACK, 0x40), Some(vec![7; 0x40]));
    assert_eq!(dump.bytes(STACK, 0x41), None);
    assert_eq!(
        dump.text(0xFFFF_BD00_0000_0000, 99).as_deref(),
        Some("toast")
    );
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let error = |file: &[u8]| Dump::parse(file).expect_err("it is refused");
    assert_eq!(error(b""), DumpError::NotADump);
    assert_eq!(error(b"MZ\x90\0\x03\0\0\0"), DumpError::NotADump);
    assert_eq!(error(b"MDMP\x93\xA7\0\0"), DumpError::Program);
    assert_eq!(error(b"PAGEDUMP"), DumpError::Bits32);
    assert_eq!(error(b"PAGEDU64"), DumpError::Truncated("the header"));
    assert_eq!(error(&header(3)), DumpError::Kind(3));
    let mut arm = header(1);
    words(&mut arm, 0x30, &[0xAA64]);
    assert_eq!(error(&arm), DumpError::Machine(0xAA64));
    assert!(matches!(error(&header(5)), DumpError::Truncated(_)));
    assert!(matches!(error(&header(4)), DumpError::Truncated(_)));
}

#[test]
fn a_dump_that_is_cut_off_still_says_something() {
    let file = snapshot().to_bytes().expect("a dump");
    let dump = Dump::parse(&file[..file.len() - 0x1000]).expect("it is read");
    assert_eq!(dump.code, 0xD1);
    assert!(dump.pages() > 0);
}
