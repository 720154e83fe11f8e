//! Native code on the stack of this host thread: its frames, and their functions.

use std::{path::PathBuf, ptr};

/// A function at a place in native code.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) file: Option<PathBuf>,
    pub(super) line: Option<u32>,
}

impl Function {
    pub(super) fn location(self) -> Option<(PathBuf, u32)> {
        self.file.zip(self.line)
    }
}

/// The functions of the instruction before `address`, innermost first: those that are inlined, and
/// the one that they are in.
pub(super) fn functions_before(address: usize) -> Vec<Function> {
    let mut found = Vec::new();
    backtrace::resolve(ptr::without_provenance_mut(address), |symbol| {
        let name = symbol
            .name()
            .map_or_else(String::new, |name| format!("{name:#}"));
        found.push(Function {
            name,
            file: symbol.filename().map(PathBuf::from),
            line: symbol.lineno(),
        });
    });
    found
}

/// Calls `each` with the frames of the running code, innermost first, as long as it says so. Where the
/// unwinder needs no lock it takes none: a fault on the way would leave it locked for all threads.
#[cfg(unix)]
pub(super) fn each_frame(each: impl FnMut(&backtrace::Frame) -> bool) {
    #![expect(unsafe_code, reason = "walks without the lock that one host needs")]
    // SAFETY: the lock is for the debugging library of Windows; the unwinders of other hosts may
    // be used by several threads.
    unsafe { backtrace::trace_unsynchronized(each) };
}

#[cfg(not(unix))]
pub(super) fn each_frame(each: impl FnMut(&backtrace::Frame) -> bool) {
    backtrace::trace(each);
}
