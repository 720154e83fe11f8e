//! Each table function gets each bad pointer in the place of each pointer and handle that it takes. It ends in the
//! machine's bug check or in a status, and never with the process.
#![cfg(target_arch = "x86_64")]
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "calls functions with what no driver should pass"
)]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    env,
    fmt::Write as _,
    mem,
    process::Command,
    ptr,
};

use serde_json::Value;
use wdk_sim::Error;
use wdk_sys::{wdf::*, *};

use crate::common::{self, Plan};

/// What accepts a bad pointer: function, parameter, kinds, reason. A row that is not needed is an error, too.
const ACCEPTED: &str = include_str!("pointers.tsv");

/// A function with any parameters; the caller clears the stack in this convention.
type Any = unsafe extern "win64-unwind" fn(
    PWDF_DRIVER_GLOBALS,
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

/// A call: which function, the types of its parameters, which of them is bad and how.
#[derive(Clone)]
struct Call {
    slot: usize,
    types: Vec<String>,
    bad: usize,
    kind: &'static str,
}

thread_local! {
    static CALL: RefCell<Option<Call>> = const { RefCell::new(None) };
    static RETURNED: Cell<Option<usize>> = const { Cell::new(None) };
}

fn is_pointer(type_: &str) -> bool {
    let prefix = type_.starts_with('P') && !type_.starts_with("PFN_") && type_ != "POOL_TYPE";
    prefix || type_.ends_with('*') || type_ == "LPCGUID" || is_handle(type_)
}

fn is_handle(type_: &str) -> bool {
    type_.starts_with("WDF")
        && !type_.contains('_')
        && !type_.ends_with('*')
        && type_ != "WDFCONTEXT"
}

/// Where bytes stand, or what is only kept.
fn is_bytes(type_: &str) -> bool {
    ["PVOID", "PCCH", "PUCHAR", "PBOOLEAN"].contains(&type_)
}

fn block(bytes: u64) -> usize {
    // SAFETY: any values are allowed.
    unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, u32::from_le_bytes(*b"tset")) }.addr()
}

/// What stands for a parameter that is good.
fn good(device: WDFDEVICE, type_: &str) -> usize {
    let mut handle = ptr::null_mut::<core::ffi::c_void>();
    let none = ptr::null_mut();
    // SAFETY: a live device, and a variable of a handle's size for each.
    unsafe {
        match type_ {
            "WDFDEVICE" | "WDFOBJECT" => return device.addr(),
            "WDFDRIVER" => return WdfGetDriver().addr(),
            "WDFIOTARGET" => return WdfDeviceGetIoTarget(device).addr(),
            "WDFQUEUE" => {
                let mut config = WDF_IO_QUEUE_CONFIG::init(
                    _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual,
                );
                let _ = WdfIoQueueCreate(device, &raw mut config, none, (&raw mut handle).cast());
            }
            "WDFREQUEST" => {
                let _ =
                    WdfRequestCreate(none, WdfDeviceGetIoTarget(device), (&raw mut handle).cast());
            }
            "WDFMEMORY" => {
                let _ = WdfMemoryCreate(
                    none,
                    _POOL_TYPE::NonPagedPoolNx,
                    0,
                    64,
                    (&raw mut handle).cast(),
                    ptr::null_mut(),
                );
            }
            "WDFSTRING" => {
                let _ = WdfStringCreate(ptr::null(), none, (&raw mut handle).cast());
            }
            "WDFCOLLECTION" => {
                let _ = WdfCollectionCreate(none, (&raw mut handle).cast());
            }
            "WDFSPINLOCK" => {
                let _ = WdfSpinLockCreate(none, (&raw mut handle).cast());
            }
            "WDFWAITLOCK" => {
                let _ = WdfWaitLockCreate(none, (&raw mut handle).cast());
            }
            "PCUNICODE_STRING" | "PUNICODE_STRING" | "const UNICODE_STRING *" => {
                let at = block(128);
                let text = ptr::with_exposed_provenance_mut::<u16>(at + 64);
                for (index, unit) in "\\Test".encode_utf16().enumerate() {
                    text.add(index).write(unit);
                }
                let string = UNICODE_STRING {
                    Length: 10,
                    MaximumLength: 12,
                    Buffer: text,
                };
                ptr::with_exposed_provenance_mut::<UNICODE_STRING>(at).write(string);
                return at;
            }
            _ => return block(512),
        }
    }
    if handle.is_null() {
        block(512)
    } else {
        handle.addr()
    }
}

fn bad(kind: &str) -> usize {
    match kind {
        "null" => 0,
        "misaligned" => block(512) + 1,
        "freed" => {
            let block = block(512);
            // SAFETY: it was just allocated.
            unsafe { ExFreePool(ptr::with_exposed_provenance_mut(block)) };
            block
        }
        "user" => 0x7FFE_1000,
        "unmapped" => 0xFFFF_F800_DEAD_0000,
        _ => 0xDEAD_BEEF_DEAD_BEEF,
    }
}

fn call_it(device: WDFDEVICE) {
    let call = CALL.take().expect("a call is set");
    let mut values = [0; 10];
    for (at, type_) in call.types.iter().enumerate() {
        values[at] = match () {
            () if at == call.bad => bad(call.kind),
            () if is_pointer(type_) => good(device, type_),
            () if ["size_t", "ULONG"].contains(&type_.as_str()) => 16,
            () => 0,
        };
    }
    let [a, b, c, d, e, f, g, h, i, j] = values;
    let function = slot(call.slot).flatten().expect("the table has this slot");
    // SAFETY: none; what the machine makes of it is what is tested.
    let function: Any = unsafe { mem::transmute(function) };
    // SAFETY: as above.
    let returned = unsafe { function(driver_globals(), a, b, c, d, e, f, g, h, i, j) };
    RETURNED.set(Some(returned));
}

/// What was wrong with a call whose bad pointer was accepted; `None` when it was refused.
fn accepted(call: &Call, returns: &str) -> Option<String> {
    CALL.set(Some(call.clone()));
    RETURNED.set(None);
    common::plan(Plan {
        on_add: call_it,
        ..Plan::GOOD
    });
    let machine = common::machine();
    let ended = machine.plug("root\\probe");
    match (RETURNED.take(), ended) {
        (Some(value), _) if returns == "NTSTATUS" && (value as u32).cast_signed() < 0 => None,
        (Some(0), _) if is_pointer(returns) => None,
        (Some(value), _) => Some(format!("returned {value:#x}")),
        // A panic is the framework's own.
        (None, Err(Error::BugCheck(it))) if it.code != 0x5250_4E43 => None,
        (None, ended) => Some(format!("{:?}", ended.err().map(|it| it.to_string()))),
    }
}

/// The rows of the functions with these names: what each accepts, and what came of it.
fn rows_of(description: &Value, names: &str) -> Vec<String> {
    let names: Vec<&str> = names.split(',').collect();
    let mut rows = Vec::new();
    for function in description["functions"].as_array().unwrap() {
        let name = function["name"].as_str().unwrap();
        if !names.contains(&name) {
            continue;
        }
        let slot = function["index"].as_u64().unwrap() as usize;
        let returns = function["ret"].as_str().unwrap();
        let parameters = function["args"].as_array().unwrap();
        let types = parameters.iter().map(|it| it[1].as_str().unwrap());
        let types: Vec<String> = types.map(str::to_owned).collect();
        for (at, type_) in types.iter().enumerate().filter(|(_, it)| is_pointer(it)) {
            let parameter = parameters[at][0].as_str().unwrap();
            let (mut kinds, mut found) = (Vec::new(), String::new());
            for kind in KINDS {
                if is_bytes(type_) && ["misaligned", "freed"].contains(&kind) {
                    continue;
                }
                let call = Call {
                    slot,
                    types: types.clone(),
                    bad: at,
                    kind,
                };
                if let Some(what) = accepted(&call, returns) {
                    kinds.push(kind);
                    write!(found, " {kind}: {what};").unwrap();
                }
            }
            rows.push(format!(
                "{name}\t{parameter}\t{}\t{type_}:{found}",
                kinds.join(",")
            ));
        }
    }
    rows
}

/// Has a process of its own try these functions; `None` when it did not come to an end.
fn in_a_process(names: &str) -> Option<Vec<String>> {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "pointers::no_table_function_accepts_a_bad_pointer",
            "--exact",
            "--nocapture",
        ])
        .env(NAMES, names)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text.lines().filter_map(|it| it.strip_prefix("ROW\t"));
    output
        .status
        .success()
        .then(|| rows.map(str::to_owned).collect())
}

/// Names the functions that a process tries.
const NAMES: &str = "WDK_POINTERS";

#[test]
fn no_table_function_accepts_a_bad_pointer() {
    let text = include_str!("../../../wdk-sys/abi/kmdf-1.33.json");
    let description: Value = serde_json::from_str(text).unwrap();
    if let Ok(names) = env::var(NAMES) {
        for row in rows_of(&description, &names) {
            println!("ROW\t{row}");
        }
        return;
    }
    let functions = description["functions"].as_array().unwrap().iter();
    let names = functions.filter(|it| it["args"].is_array());
    let names: Vec<&str> = names.map(|it| it["name"].as_str().unwrap()).collect();
    let (mut found, mut wrong) = (Vec::new(), String::new());
    for some in names.chunks(32) {
        if let Some(rows) = in_a_process(&some.join(",")) {
            found.extend(rows);
            continue;
        }
        for name in some {
            match in_a_process(name) {
                Some(rows) => found.extend(rows),
                None => found.push(format!("{name}\t*\tprocess\tends the process")),
            }
        }
    }
    let mut rows: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for row in ACCEPTED.lines().filter(|it| !it.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [function, parameter, kinds, _reason] = columns[..] else {
            panic!("a row has function, parameter, kinds and reason: {row}");
        };
        rows.insert((function, parameter), kinds);
    }
    for row in &found {
        let columns: Vec<&str> = row.splitn(4, '\t').collect();
        let expected = rows.remove(&(columns[0], columns[1])).unwrap_or_default();
        if columns[2] != expected {
            writeln!(wrong, "{row}, not {expected:?}").unwrap();
        }
    }
    assert!(
        wrong.is_empty(),
        "accepted, and not in pointers.tsv, or the other way round:\n{wrong}"
    );
    assert!(
        rows.is_empty(),
        "rows for parameters that are not there: {rows:?}"
    );
    assert!(found.len() > 700, "{}", found.len());
}
