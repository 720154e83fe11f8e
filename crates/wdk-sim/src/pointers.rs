//! Each export gets each bad pointer in the place of each pointer that it takes. Whatever it makes of it, the
//! machine may stop, as Windows does, but not the process.
#![cfg(target_arch = "x86_64")]
#![expect(unsafe_code, reason = "calls exports with what no driver should pass")]

use std::{env, fs, path::Path};

use wdk_sys::{ExAllocatePool2, ExFreePool, POOL_FLAG_NON_PAGED};

use crate::Machine;
use crate::subsystems::SUBSYSTEMS;

/// A function with any parameters; the caller clears the stack in this convention.
type Any = unsafe extern "win64-unwind" fn(
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
) -> usize;

/// How a pointer can be bad.
const KINDS: [&str; 6] = ["null", "misaligned", "freed", "user", "unmapped", "poison"];

/// Types that begin like a pointer and are none.
const NO_POINTERS: [&str; 12] = [
    "POOL_TYPE",
    "POOL_FLAGS",
    "POWER_ACTION",
    "POWER_STATE",
    "POWER_STATE_TYPE",
    "PHYSICAL_ADDRESS",
    "PRIVILEGE",
    "POWER_REQUEST_TYPE",
    "POWER_INFORMATION_LEVEL",
    "POOL_EXTENDED_PARAMETER_TYPE",
    "PROCESSINFOCLASS",
    "PFN_NUMBER",
];

/// The types of a function's parameters, by the descriptions of `wdk-sys`.
fn signatures() -> Vec<(String, Vec<String>)> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../wdk-sys/abi")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.path() {
                it if it.is_dir() => folders.push(it),
                it if it.extension().is_some_and(|it| it == "abi") => {
                    texts.push(fs::read_to_string(it).unwrap());
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    for text in texts {
        let mut rest = text.as_str();
        while let Some(at) = rest.find("\nfn ") {
            rest = &rest[at + 4..];
            let (Some(open), Some(close)) = (rest.find('('), rest.find(')')) else {
                break;
            };
            let name = rest[..open].trim().to_owned();
            let parameters = rest[open + 1..close].split(',').map(str::trim);
            let types = parameters.filter_map(|it| it.split_once(':'));
            let types = types.map(|(_, it)| it.trim().to_owned()).collect();
            found.push((name, types));
        }
    }
    found
}

fn is_pointer(type_: &str) -> bool {
    let routine = ["ROUTINE", "CALLBACK", "_FN", "NOTIFY", "PDRIVER_", "PFN"];
    let routine = routine.iter().any(|it| type_.contains(it));
    let named = type_.starts_with('P') && !NO_POINTERS.contains(&type_);
    type_.starts_with('*') || (named && !routine)
}

/// Calls the export at `address` with a bad pointer as its `bad`th parameter.
fn call(name: &str, address: *const (), types: &[String], bad: usize, kind: &str) {
    let machine = Machine::new();
    let ended = machine.call(name, || {
        // What the other pointers point to: zeroes, in a block of the pool.
        // SAFETY: any values are allowed.
        let scratch =
            unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, u32::from_le_bytes(*b"tset")) };
        let address_of = |kind: &str| match kind {
            "null" => 0,
            "misaligned" => scratch.addr() + 1,
            "freed" => {
                // SAFETY: any values are allowed.
                let block = unsafe {
                    ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, u32::from_le_bytes(*b"tset"))
                };
                // SAFETY: it was just allocated.
                unsafe { ExFreePool(block) };
                block.addr()
            }
            "user" => 0x7FFE_1000,
            "unmapped" => 0xFFFF_F800_DEAD_0000,
            _ => 0xDEAD_BEEF_DEAD_BEEF,
        };
        let mut values = [0; 12];
        for (at, type_) in types.iter().enumerate().take(values.len()) {
            values[at] = match () {
                () if at == bad => address_of(kind),
                () if is_pointer(type_) => scratch.addr() + 256 * at,
                () => 0,
            };
        }
        let [a, b, c, d, e, f, g, h, i, j, k, l] = values;
        // SAFETY: none; what the machine makes of it is what is tested.
        let function: Any = unsafe { std::mem::transmute(address) };
        // SAFETY: as above.
        unsafe { function(a, b, c, d, e, f, g, h, i, j, k, l) }
    });
    drop(ended);
}

#[test]
fn no_pointer_ends_the_process() {
    let signatures = signatures();
    // One export alone, to see which of its pointers it is (with WDK_POINTERS_SHOW).
    let only = env::var("WDK_POINTERS").ok();
    let tables = SUBSYSTEMS
        .iter()
        .flat_map(|it| it.exports)
        .copied()
        .flatten();
    let mut tried = 0;
    for export in tables {
        let Some((_, types)) = signatures.iter().find(|(name, _)| name == export.name) else {
            continue;
        };
        if only.as_deref().is_some_and(|it| it != export.name) {
            continue;
        }
        let pointers = (0..types.len()).filter(|it| is_pointer(&types[*it]));
        for bad in pointers {
            for kind in KINDS {
                if env::var_os("WDK_POINTERS_SHOW").is_some() {
                    eprintln!("{} {bad} {kind}", export.name);
                }
                call(export.name, export.address.0, types, bad, kind);
                tried += 1;
            }
        }
    }
    assert!(tried > 1000 || only.is_some(), "{tried}");
}
