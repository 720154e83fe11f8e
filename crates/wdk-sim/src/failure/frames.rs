//! Stacks: the driver's calls, and those around them when they are asked for.

use std::{env, path::Path};

use super::Page;
use crate::engine::{
    bugcheck::Owner,
    error::Frame,
    repeat::{BACKTRACE, Backtrace},
};

/// Calls of the driver that are shown.
const SHOWN: usize = 10;
/// Calls that are shown when none is the driver's own.
const NEAREST: usize = 2;
/// Open callbacks and functions that are shown: the innermost ones.
const CALLS: usize = 6;

/// Writes which callbacks and functions are open, outermost first, and whose they are.
pub(super) fn write_calls(page: &mut Page, indent: usize, driver: &str, calls: &[&str]) {
    let skipped = calls.len().saturating_sub(CALLS);
    let more = if skipped == 0 { "" } else { ".. > " };
    let calls = calls[skipped..].join(" > ");
    match (calls.is_empty(), driver.is_empty()) {
        (true, true) => {}
        (true, false) => page.text(indent, &format!("in the driver {driver}")),
        (false, true) => page.text(indent, &format!("in {more}{calls}")),
        (false, false) => page.text(indent, &format!("in {more}{calls} of the driver {driver}")),
    }
}

/// Writes a stack, innermost call first: those of the driver, and how many others there are.
pub(crate) fn write(page: &mut Page, indent: usize, stack: &[Frame]) {
    let is_full = Backtrace::asked() == Backtrace::Full;
    let is_shown = |frame: &&Frame| is_full || frame.owner() == Owner::Driver;
    let limit = if is_full { usize::MAX } else { SHOWN };
    let mut chosen: Vec<_> = stack.iter().filter(is_shown).collect();
    if stack.is_empty() {
        return;
    }
    if chosen.is_empty() {
        // A library's function in the driver's image is the nearest that there is to its code.
        chosen = stack
            .iter()
            .filter(|it| it.is_in_image())
            .take(NEAREST)
            .collect();
    }
    page.gap();
    for frame in chosen.iter().take(limit) {
        write_frame(page, indent, frame);
    }
    let left_out = stack.len() - chosen.len().min(limit);
    if left_out > 0 {
        let them = if left_out == 1 {
            "call is"
        } else {
            "calls are"
        };
        page.line(
            indent,
            format!("({left_out} other {them} left out; {BACKTRACE}=full shows all)"),
        );
    }
}

fn write_frame(page: &mut Page, indent: usize, frame: &Frame) {
    page.cut(indent, &frame.symbol);
    if let Some((file, line)) = &frame.location {
        page.line(indent + 2, format!("at {}:{line}", shown(file).display()));
    }
}

/// A file as it is named from the current folder, where it is below that.
fn shown(file: &Path) -> &Path {
    let current = env::current_dir().ok();
    current
        .and_then(|current| file.strip_prefix(current).ok())
        .unwrap_or(file)
}
