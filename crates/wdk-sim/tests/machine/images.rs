//! Images: a driver that is no more than its machine code runs; broken ones are refused by name.

use wdk_sim::{Error, Image, ImageError, Machine};

/// Where the code stands.
const TEXT: u32 = 0x1000;
/// Where the import tables stand.
const IMPORTS: u32 = 0x2000;
const FILE_ALIGNMENT: usize = 0x200;

/// `DriverEntry`: calls the first import, sets `DriverUnload`, succeeds.
fn code() -> Vec<u8> {
    let mut code = vec![0x53, 0x48, 0x83, 0xEC, 0x20, 0x48, 0x89, 0xCB];
    // call [rip + slot of the first import]
    let next = TEXT + code.len() as u32 + 6;
    code.extend([0xFF, 0x15]);
    code.extend((IMPORTS + SLOTS - next).to_le_bytes());
    // lea rax, [rip + unload]; mov [rbx + DriverUnload], rax
    code.extend([0x48, 0x8D, 0x05]);
    code.extend(12_u32.to_le_bytes());
    code.extend([0x48, 0x89, 0x43, 0x68]);
    // xor eax, eax; add rsp, 0x20; pop rbx; ret; unload: ret
    code.extend([0x31, 0xC0, 0x48, 0x83, 0xC4, 0x20, 0x5B, 0xC3]);
    code.push(0xC3);
    code
}

/// Offset of the import address table behind the descriptors.
const SLOTS: u32 = 0x40;

/// Imports of `names` from `module`: descriptor, address table, lookup table, names.
fn imports(module: &str, names: &[&str]) -> Vec<u8> {
    let count = names.len() as u32 + 1;
    let lookup = SLOTS + count * 8;
    let mut texts = Vec::new();
    let texts_at = lookup + count * 8;
    let mut table: Vec<u8> = Vec::new();
    for name in names {
        let at = IMPORTS + texts_at + texts.len() as u32;
        table.extend(u64::from(at).to_le_bytes());
        texts.extend([0, 0]);
        texts.extend(name.bytes());
        texts.extend([0; 2]);
        texts.resize(texts.len().next_multiple_of(2), 0);
    }
    table.extend([0; 8]);
    let module_at = IMPORTS + texts_at + texts.len() as u32;
    texts.extend(module.bytes());
    texts.push(0);
    let mut section = Vec::new();
    for word in [IMPORTS + lookup, 0, 0, module_at, IMPORTS + SLOTS] {
        section.extend(word.to_le_bytes());
    }
    section.resize(SLOTS as usize, 0);
    section.extend(&table);
    section.extend(&table);
    section.extend(texts);
    section
}

/// A native x86-64 image with these imports from `module`.
fn image(module: &str, names: &[&str]) -> Vec<u8> {
    image_of(&code(), module, names)
}

/// A native x86-64 image whose `DriverEntry` is `code`.
fn image_of(code: &[u8], module: &str, names: &[&str]) -> Vec<u8> {
    let mut file = b"MZ".to_vec();
    file.resize(0x3C, 0);
    file.extend(0x40_u32.to_le_bytes());
    file.extend(b"PE\0\0");
    // File header: machine, sections, time, symbols, optional header, flags.
    file.extend(0x8664_u16.to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend([0; 12]);
    file.extend(240_u16.to_le_bytes());
    file.extend(0x22_u16.to_le_bytes());
    // Optional header.
    file.extend(0x20B_u16.to_le_bytes());
    file.extend([14, 0]);
    for word in [0x200, 0x200, 0, TEXT, TEXT] {
        file.extend(u32::to_le_bytes(word));
    }
    file.extend(0x1_4000_0000_u64.to_le_bytes());
    file.extend(0x1000_u32.to_le_bytes());
    file.extend((FILE_ALIGNMENT as u32).to_le_bytes());
    for version in [10_u16, 0, 10, 0, 10, 0] {
        file.extend(version.to_le_bytes());
    }
    for word in [0, 0x3000, 0x400, 0] {
        file.extend(u32::to_le_bytes(word));
    }
    file.extend(1_u16.to_le_bytes());
    file.extend(0_u16.to_le_bytes());
    for size in [0x10_0000_u64, 0x1000, 0x10_0000, 0x1000] {
        file.extend(size.to_le_bytes());
    }
    file.extend(0_u32.to_le_bytes());
    file.extend(16_u32.to_le_bytes());
    for directory in 0..16 {
        let entry = if directory == 1 {
            [IMPORTS, 40]
        } else {
            [0, 0]
        };
        for word in entry {
            file.extend(u32::to_le_bytes(word));
        }
    }
    for (name, at, raw, flags) in [
        (b".text\0\0\0", TEXT, 0x400_u32, 0x6000_0020_u32),
        (b".rdata\0\0", IMPORTS, 0x600, 0x4000_0040),
    ] {
        file.extend(name);
        for word in [0x200, at, 0x200, raw, 0, 0, 0, flags] {
            file.extend(word.to_le_bytes());
        }
    }
    file.resize(0x400, 0);
    file.extend(code);
    file.resize(0x600, 0);
    file.extend(imports(module, names));
    file.resize(0x800, 0);
    file
}

fn good() -> Vec<u8> {
    image("ntoskrnl.exe", &["KeGetCurrentIrql"])
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_driver_of_machine_code_is_loaded_and_unloaded() {
    let machine = Machine::new();
    let image = Image::from_bytes("tiny.sys", good()).unwrap();
    let imports: Vec<_> = image.imports().collect();
    assert_eq!(imports, ["ntoskrnl.exe!KeGetCurrentIrql"]);
    for _ in 0..3 {
        let driver = machine.load(&image).unwrap();
        assert_eq!(driver.service(), "tiny");
        driver.unload().unwrap();
        assert!(driver.unload().is_err(), "it is unloaded already");
    }
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_frame_without_probes_is_a_double_fault_wherever_it_ends() {
    // sub rsp, bytes; push rax; ret
    let large = |bytes: u32| {
        let mut code = vec![0x48, 0x81, 0xEC];
        code.extend(bytes.to_le_bytes());
        code.extend([0x50, 0xC3]);
        code
    };
    // xor esp, esp; push rax: no stack at all.
    let wild = vec![0x31, 0xE4, 0x50];
    for code in [large(256 << 10), large(5 << 20), large(48 << 20), wild] {
        let machine = Machine::new();
        let bytes = image_of(&code, "ntoskrnl.exe", &["KeGetCurrentIrql"]);
        let image = Image::from_bytes("deep.sys", bytes).unwrap();
        let Err(Error::BugCheck(found)) = machine.load(&image) else {
            panic!("the machine should stop");
        };
        assert_eq!((found.code, found.parameters[0]), (0x7F, 8), "{found}");
        assert!(Machine::new().call("another", || ()).is_ok());
    }
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_function_that_asks_for_its_frame_keeps_its_registers() {
    // push rbx; sub rsp, 0x20; mov eax, 0x5008; mov rcx, 7; mov r10, 9; mov r11, 11
    let mut code = vec![0x53, 0x48, 0x83, 0xEC, 0x20, 0xB8];
    code.extend(0x5008_u32.to_le_bytes());
    for (prefix, low) in [
        ([0x48, 0xC7, 0xC1], 7_u32),
        ([0x49, 0xC7, 0xC2], 9),
        ([0x49, 0xC7, 0xC3], 11),
    ] {
        code.extend(prefix);
        code.extend(low.to_le_bytes());
    }
    // call [rip + slot of __chkstk]
    let next = TEXT + code.len() as u32 + 6;
    code.extend([0xFF, 0x15]);
    code.extend((IMPORTS + SLOTS - next).to_le_bytes());
    // add rcx, r10; add rcx, r11; sub rax, 0x5008; add rax, rcx; sub eax, 27; add rsp, 0x20; pop
    // rbx; neg eax; ret: zero, which is success, or a failure.
    code.extend([0x4C, 0x01, 0xD1, 0x4C, 0x01, 0xD9, 0x48, 0x2D]);
    code.extend(0x5008_u32.to_le_bytes());
    code.extend([
        0x48, 0x01, 0xC8, 0x83, 0xE8, 27, 0x48, 0x83, 0xC4, 0x20, 0x5B,
    ]);
    // neg eax; sbb eax, eax: 0, or 0xFFFFFFFF; ret
    code.extend([0xF7, 0xD8, 0x19, 0xC0, 0xC3]);
    let bytes = image_of(&code, "ntoskrnl.exe", &["__chkstk"]);
    let image = Image::from_bytes("probing.sys", bytes).unwrap();
    assert!(Machine::new().load(&image).is_ok());
}

#[test]
#[cfg(target_arch = "x86_64")]
fn all_unknown_imports_are_named_at_once() {
    let machine = Machine::new();
    let names = ["KeGetCurrentIrql", "KeNoSuchThing", "ExNorThis"];
    let image = Image::from_bytes("odd.sys", image("ntoskrnl.exe", &names)).unwrap();
    let Err(Error::Image { path, reason }) = machine.load(&image) else {
        panic!("it was loaded");
    };
    assert_eq!(path.to_str(), Some("odd.sys"));
    assert!(
        reason.ends_with("ntoskrnl.exe!KeNoSuchThing, ntoskrnl.exe!ExNorThis"),
        "{reason}"
    );
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_truncated_image_is_refused_at_every_length() {
    let whole = good();
    for length in 0..0x7FF {
        let part = whole[..length].to_vec();
        assert!(
            Image::from_bytes("cut.sys", part).is_err(),
            "{length} bytes"
        );
    }
    let error = Image::from_bytes("cut.sys", whole[..0x500].to_vec()).err();
    assert!(matches!(error, Some(ImageError::Truncated(_))), "{error:?}");
}

#[test]
fn what_is_no_image_is_refused() {
    for bytes in [&b""[..], b"M", b"#!/bin/sh\n", b"\x7fELF\x02\x01\x01"] {
        let error = Image::from_bytes("no.sys", bytes).err();
        assert!(matches!(error, Some(ImageError::NotPe)), "{error:?}");
    }
}

#[test]
fn other_processors_and_programs_are_refused() {
    let mut arm = good();
    arm[0x44..0x46].copy_from_slice(&0xAA64_u16.to_le_bytes());
    let error = Image::from_bytes("arm.sys", arm).err().unwrap();
    assert!(error.to_string().contains("ARM64"), "{error}");
    let mut program = good();
    program[0x40 + 24 + 68] = 3;
    let error = Image::from_bytes("program.exe", program).err().unwrap();
    assert!(error.to_string().contains("/SUBSYSTEM:NATIVE"), "{error}");
}

#[test]
fn a_damaged_image_never_crashes_the_reader() {
    let whole = good();
    for position in 0..whole.len() {
        for value in [0x00, 0x7F, 0xFF] {
            let mut damaged = whole.clone();
            damaged[position] = value;
            // Whether it is refused depends on the byte; it must not panic.
            let _ = Image::from_bytes("damaged.sys", damaged);
        }
    }
}
