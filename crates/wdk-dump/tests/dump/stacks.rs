//! Stacks of an image whose unwind data is laid out by hand.

use wdk_dump::{Block, Memory as _, Module, RBP, RSP, Registers, Snapshot};
use wdk_dump::{Dump, Layered, Mapped, image, stack, stack::Found};

const IMAGE: u64 = 0xFFFF_F801_0000_0000;
const STACK: u64 = 0xFFFF_FC00_0000_0000;
const KERNEL: u64 = 0xFFFF_F800_0000_0000;

/// An image of three functions: `inner` pushes rbx and takes 32 bytes; `outer` has a frame pointer;
/// `entry` takes 40 bytes. Each calls the one before.
fn image() -> Vec<u8> {
    let mut image = vec![0; 0x3000];
    let mut put = |at: usize, bytes: &[u8]| image[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"MZ");
    put(0x3C, &0x80_u32.to_le_bytes());
    put(0x80, b"PE\0\0");
    put(0x98, &0x20B_u16.to_le_bytes());
    // The image's size, and that of its headers.
    put(0x98 + 56, &0x3000_u32.to_le_bytes());
    put(0x98 + 60, &0x400_u32.to_le_bytes());
    // The exception table, and the debug directory.
    put(0x98 + 112 + 24, &0x2000_u32.to_le_bytes());
    put(0x98 + 112 + 28, &36_u32.to_le_bytes());
    put(0x98 + 112 + 48, &0x2100_u32.to_le_bytes());
    put(0x98 + 112 + 52, &28_u32.to_le_bytes());
    for (number, [begin, end, unwind]) in [
        [0x1000, 0x1040, 0x2200],
        [0x1040, 0x1080, 0x2210],
        [0x1080, 0x10C0, 0x2220],
    ]
    .into_iter()
    .enumerate()
    {
        for (word, value) in [begin, end, unwind].into_iter().enumerate() {
            put(0x2000 + 12 * number + 4 * word, &u32::to_le_bytes(value));
        }
    }
    // push rbx; sub rsp, 32
    put(0x2200, &[1, 5, 2, 0, 5, 0x32, 1, 0x30]);
    // push rbp; sub rsp, 32; lea rbp, [rsp + 32]; what moves rsp afterwards does not matter.
    put(0x2210, &[1, 10, 3, 0x25, 10, 0x03, 5, 0x32, 1, 0x50]);
    // sub rsp, 40
    put(0x2220, &[1, 4, 1, 0, 4, 0x42]);
    // Calls, before the addresses that the stacks return to.
    for at in [0x1060, 0x10A0] {
        put(at - 5, &[0xE8, 0, 0, 0, 0]);
    }
    // CodeView: RSDS, the GUID, the age, the path.
    put(0x2100 + 12, &2_u32.to_le_bytes());
    put(0x2100 + 20, &0x2300_u32.to_le_bytes());
    put(0x2300, b"RSDS");
    put(0x2304, &[0xAB; 16]);
    put(0x2314, &3_u32.to_le_bytes());
    put(0x2318, b"toaster.pdb\0");
    image
}

/// Stopped in `inner`, which `outer` called, which `entry` called, which the kernel called; and
/// before that `entry` called the kernel.
pub(crate) fn snapshot() -> Snapshot {
    let mut words = vec![0_u64; 128];
    // inner: 32 bytes, rbx, the return address.
    (words[4], words[5]) = (0xB, IMAGE + 0x1060);
    // outer has moved rsp by 64 more; its frame: 32 bytes, rbp, the return address.
    let frame = STACK + 8 * (6 + 8 + 4);
    (words[18], words[19]) = (0xBB, IMAGE + 0x10A0);
    // entry: 40 bytes and the return address, to the kernel.
    words[25] = KERNEL + 0x500;
    // Of the kernel nothing is known; what looks like code without a call before it is data.
    words[30] = IMAGE + 0x1004;
    words[40] = IMAGE + 0x10A0;
    words[46] = KERNEL + 0x600;
    let mut registers = Registers {
        rip: IMAGE + 0x1020,
        ..Registers::default()
    };
    registers.general[RSP] = STACK;
    registers.general[RBP] = frame;
    let module = |name: &str, base| Module {
        name: name.to_owned(),
        base,
        size: 0x3000,
        ..Module::default()
    };
    Snapshot {
        processors: vec![registers],
        modules: vec![module("machine", KERNEL), module("toaster.sys", IMAGE)],
        memory: vec![
            Block {
                address: STACK,
                bytes: words.into_iter().flat_map(u64::to_le_bytes).collect(),
            },
            Block {
                address: IMAGE,
                bytes: image(),
            },
        ],
        ..Snapshot::default()
    }
}

/// The addresses of a stack, in the driver's image or in the kernel, and how they were found.
fn calls(snapshot: &Snapshot, files: Vec<Mapped>) -> Vec<(u64, Found)> {
    let file = snapshot.to_bytes().expect("a dump");
    let dump = Dump::parse(&file).expect("it is read");
    let memory = Layered {
        first: &dump,
        others: files,
    };
    stack::walk(&memory, &dump.modules, &dump.registers)
        .into_iter()
        .map(|call| (call.address & 0xFFFF, call.found))
        .collect()
}

#[test]
fn unwind_data_leads_from_call_to_call_and_the_stack_over_what_has_none() {
    let expected = [
        (0x1020, Found::Registers),
        (0x1060, Found::Unwound),
        (0x10A0, Found::Unwound),
        (0x500, Found::Unwound),
        (0x10A0, Found::Searched),
        (0x600, Found::Unwound),
    ];
    assert_eq!(calls(&snapshot(), Vec::new()), expected);
}

#[test]
fn an_image_file_stands_for_memory_that_the_dump_lacks() {
    let mut small = snapshot();
    let image = small.memory.pop().expect("the image");
    let found = calls(&small, Vec::new());
    assert_eq!(found, [(0x1020, Found::Registers)]);
    let file = Mapped {
        base: IMAGE,
        bytes: image.bytes,
    };
    assert_eq!(calls(&small, vec![file]).len(), 6);
}

#[test]
fn an_interrupted_prologue_has_done_only_its_beginning() {
    let mut at_start = snapshot();
    let registers = &mut at_start.processors[0];
    // Nothing is pushed yet: the return address is the first word.
    registers.rip = IMAGE + 0x1000;
    registers.general[RSP] = STACK + 8 * 5;
    let found = calls(&at_start, Vec::new());
    assert_eq!(
        found[..3],
        [
            (0x1000, Found::Registers),
            (0x1060, Found::Unwound),
            (0x10A0, Found::Unwound),
        ]
    );
}

#[test]
fn the_image_names_its_pdb() {
    let memory = Mapped {
        base: IMAGE,
        bytes: image(),
    };
    let view = image::Image::at(&memory, IMAGE)
        .and_then(|it| it.code_view())
        .expect("a record");
    assert_eq!(
        (view.guid, view.age, &*view.path),
        ([0xAB; 16], 3, "toaster.pdb")
    );
    assert_eq!(memory.u16(IMAGE), Some(0x5A4D));
}
