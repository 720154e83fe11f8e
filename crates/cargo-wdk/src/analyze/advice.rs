//! What to do next, by the stop code.

use wdk_sim::bugcheck::RUST_PANIC;

/// Where Microsoft describes every stop code.
const REFERENCE: &str =
    "https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-code-reference2";

/// What to do next. `has_line` says that the stack has a source line of the driver.
pub(super) fn next(code: u32, driver: Option<&str>, has_line: bool) -> Vec<String> {
    let mut next = Vec::new();
    if has_line {
        next.push("begin at the first line above: the innermost call of the driver".to_owned());
    }
    let what = match code {
        RUST_PANIC => {
            "no input may panic a driver: use `get` instead of indexing and `checked_add` instead \
             of `+`, and return an error"
        }
        0x0A | 0xD1 => {
            "an address was wrong, or pageable at a high IRQL: look for what was freed, for a \
             wrong offset, and for pageable data that is used with a spin lock held"
        }
        0x1E | 0x3B | 0x50 | 0x7E | 0xFC => {
            "an address was wrong, or an instruction cannot be executed: look at the values that \
             the line uses"
        }
        0xC1 | 0xC6 | 0xCC | 0xCD | 0xD5 | 0xD6 => {
            "memory was used after it was freed or behind its end: find who freed it, and let one \
             owner do so"
        }
        0xC2 | 0x19 => {
            "the pool was damaged or used in a wrong way: run the driver with special pool, which \
             stops at the instruction that does it"
        }
        0xC4 | 0xC9 => {
            "Driver Verifier names the rule in the first parameter: keep it, or find the call \
             that breaks it"
        }
        0xC7 => "stop a timer or a DPC before its memory is freed",
        0xCE => "wait for all threads, work items, timers and DPCs before the driver is unloaded",
        0x10D => {
            "the framework found a fault of the driver: the first parameter says which; in \
             WinDbg `!wdfkd.wdflogdump` shows what was before"
        }
        0x7F => {
            "with 0x8 in the first parameter the kernel's stack is full: move large local \
             variables into pool, and end recursions"
        }
        0x9F => "find the request or power IRP that the driver keeps, and let it go",
        0x133 => "do less in a DPC or an interrupt: hand longer work to a work item",
        0x139 => "something wrote over the stack or a list: look at writes before the stop",
        _ => "",
    };
    match what {
        "" => next.push(format!("look the stop code up in {REFERENCE}")),
        what => next.push(what.to_owned()),
    }
    if let Some(driver) = driver.filter(|_| !has_line) {
        next.push(format!("give the PDB of {driver} with --symbols FOLDER"));
    }
    next
}
