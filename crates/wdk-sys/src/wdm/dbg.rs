//! `wdm.h`: output to the debugger.

pub use crate::generated::wdm::dbg::*;

/// Prints to the debugger in builds with debug assertions: `KdPrint!(c"%d\n".as_ptr(), number)`.
#[macro_export]
macro_rules! KdPrint {
    ($($argument:expr),+ $(,)?) => {
        if cfg!(debug_assertions) {
            $crate::DbgPrint($($argument),+);
        }
    };
}

/// As [`KdPrint!`](crate::KdPrint), if component and level are enabled.
#[macro_export]
macro_rules! KdPrintEx {
    ($($argument:expr),+ $(,)?) => {
        if cfg!(debug_assertions) {
            $crate::DbgPrintEx($($argument),+);
        }
    };
}
