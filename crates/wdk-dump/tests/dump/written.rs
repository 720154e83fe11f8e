//! What is written is what two readers find: this crate's, and somebody else's.

use std::io::Cursor;

use kdmp_parser::{Gva, Gxa as _, KernelDumpParser};
use wdk_dump::{Block, Dump, Exception, Kind, Memory, Module, Registers, Snapshot, WriteError};

const POOL: u64 = 0xFFFF_BD00_0000_0FF0;
const IMAGE: u64 = 0xFFFF_F801_0000_0000;

pub(crate) fn snapshot() -> Snapshot {
    let mut registers = Registers {
        rip: IMAGE + 0x1234,
        flags: 0x202,
        ..Registers::default()
    };
    registers.general = std::array::from_fn(|number| 0x1000 + number as u64);
    let other = Registers {
        rip: IMAGE + 0x2000,
        ..Registers::default()
    };
    let module = |name: &str, base| Module {
        name: name.to_owned(),
        path: format!(r"\SystemRoot\System32\drivers\{name}"),
        base,
        size: 0x6000,
        entry: base + 0x1000,
        checksum: 0x1_2345,
        time_stamp: 0x6000_0000,
    };
    Snapshot {
        code: 0xD1,
        parameters: [POOL, 2, 1, IMAGE + 0x1234],
        build: 19041,
        processors: vec![registers, other],
        exception: Some(Exception {
            code: 0xC000_0005,
            address: IMAGE + 0x1234,
            information: vec![1, POOL],
        }),
        comment: "toast, très brûlé ".repeat(20),
        up_time: 12_345,
        unloaded: Vec::new(),
        modules: vec![
            module("machine.exe", 0xFFFF_F800_0000_0000),
            module("toaster.sys", IMAGE),
        ],
        memory: vec![
            Block {
                address: POOL,
                bytes: (0..0x3000_u32).map(|it| it as u8).collect(),
            },
            Block {
                address: IMAGE,
                bytes: vec![0xCC; 0x1800],
            },
        ],
    }
}

#[test]
fn an_independent_reader_finds_everything() {
    let snapshot = snapshot();
    let file = snapshot.to_bytes().expect("a dump");
    let reader = KernelDumpParser::with_reader(Cursor::new(file)).expect("it opens");
    let headers = reader.headers();
    assert_eq!(headers.bug_check_code, 0xD1);
    assert_eq!(headers.bug_check_code_parameters, snapshot.parameters);
    assert_eq!(headers.machine_image_type, 0x8664);
    assert_eq!(headers.number_processors, 2);
    assert_eq!(headers.exception.exception_code, 0xC000_0005);
    let context = reader.context_record();
    assert_eq!(
        (context.rip, context.rax, context.rsp, context.r15),
        (IMAGE + 0x1234, 0x1000, 0x1004, 0x100F)
    );
    let mut modules: Vec<_> = reader.kernel_modules().collect();
    modules.sort_by_key(|(range, _)| range.start);
    let modules: Vec<_> = modules
        .into_iter()
        .map(|(range, path)| (range.start.u64(), range.end.u64(), path))
        .collect();
    assert_eq!(modules.len(), 2);
    assert_eq!(
        modules[1],
        (
            IMAGE,
            IMAGE + 0x6000,
            r"\SystemRoot\System32\drivers\toaster.sys"
        )
    );
    let mut bytes = vec![0; 0x3000];
    reader
        .virt_read_exact(Gva::new(POOL), &mut bytes)
        .expect("the pages are there");
    assert_eq!(bytes, snapshot.memory[0].bytes);
}

#[test]
fn what_is_written_is_read() {
    let snapshot = snapshot();
    let file = snapshot.to_bytes().expect("a dump");
    let dump = Dump::parse(&file).expect("it is read");
    assert_eq!(dump.kind, Kind::Kernel);
    assert_eq!((dump.code, dump.parameters), (0xD1, snapshot.parameters));
    assert_eq!((dump.build, dump.processors), (19041, 2));
    assert_eq!(dump.registers, snapshot.processors[0]);
    assert_eq!(dump.exception, snapshot.exception);
    assert_eq!(dump.up_time, snapshot.up_time);
    assert_eq!(dump.modules, snapshot.modules);
    assert!(snapshot.comment.starts_with(&dump.comment));
    assert!((120..128).contains(&dump.comment.len()), "{}", dump.comment);
    for block in &snapshot.memory {
        let read = dump.bytes(block.address, block.bytes.len());
        assert_eq!(read.as_ref(), Some(&block.bytes));
    }
    assert_eq!(dump.bytes(POOL - 0x1000, 1), None);
    assert_eq!(
        dump.module_at(IMAGE + 0x5FFF).map(|it| &*it.name),
        Some("toaster.sys")
    );
    assert_eq!(dump.module_at(IMAGE + 0x6000), None);
}

#[test]
fn equal_snapshots_have_equal_dumps() {
    assert_eq!(snapshot().to_bytes(), snapshot().to_bytes());
}

#[test]
fn memory_that_no_kernel_has_is_refused() {
    let with = |blocks: &[(u64, usize)]| {
        let block = |(address, length): &(u64, usize)| Block {
            address: *address,
            bytes: vec![0; *length],
        };
        let memory = blocks.iter().map(block).collect();
        Snapshot {
            memory,
            ..Snapshot::default()
        }
        .to_bytes()
        .err()
    };
    assert_eq!(
        with(&[(0x7FFF_0000, 1)]),
        Some(WriteError::Address(0x7FFF_0000))
    );
    assert_eq!(
        with(&[(u64::MAX - 1, 4)]),
        Some(WriteError::Address(u64::MAX - 1))
    );
    assert_eq!(
        with(&[(POOL, 16), (POOL + 8, 16)]),
        Some(WriteError::Overlap(POOL + 8))
    );
    assert_eq!(with(&[(POOL, 16), (POOL + 16, 16)]), None);
}
