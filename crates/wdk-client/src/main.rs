//! A user-mode program that installs a driver and makes requests: one for each line that it reads
//! from its standard input, with one line of answer. Whoever drives it knows the scenario; this
//! program calls Windows, and says what Windows said.
//!
//! Fields are separated by tabs. Bytes are two hexadecimal digits each, numbers are decimal, a
//! status is an `NTSTATUS` in hexadecimal digits. `error` is followed by what failed and by the
//! error of Windows.
//!
//! | line | answer |
//! |---|---|
//! | `install INF CLASS INSTANCE ID` | `ok`, `error` |
//! | `install-service INF SECTION` | `ok`, `error` |
//! | `remove INSTANCE` | `ok`, `error` |
//! | `start SERVICE`, `stop SERVICE`, `running SERVICE` | `ok`, `error` |
//! | `interfaces CLASS`, `interfaces` for all classes | `ok LINK...` |
//! | `open FILE PATH` | `done STATUS` |
//! | `begin OPERATION FILE read LENGTH OFFSET` | `pending`, `done STATUS LENGTH BYTES` |
//! | `begin OPERATION FILE write BYTES OFFSET` | the same |
//! | `begin OPERATION FILE ioctl CODE INPUT PLACE OUTPUT PLACE` | the same |
//! | `wait OPERATION MILLISECONDS` | the same |
//! | `cancel OPERATION`, `close FILE` | `ok`, `error` |
//! | `clock WHAT AMOUNT`: the clock of `ntoswine.sys` | `ok NOW NEXT`, `error` |
//! | `query KEY NAME`, `set KEY NAME KIND BYTES`, below `HKEY_LOCAL_MACHINE` | `value KIND BYTES`, `ok`, `error` |
//! | `exit` | nothing |
//!
//! The program is linked without the standard library, so that whatever links a driver's image
//! links it too.
#![cfg_attr(all(windows, panic = "abort"), no_std, no_main)]

#[cfg(all(windows, panic = "abort"))]
extern crate alloc;

#[cfg(all(windows, panic = "abort"))]
mod windows;

#[cfg(not(all(windows, panic = "abort")))]
fn main() {
    eprintln!("wdk-client runs on Windows; `cargo wdk run --wine` builds it for that");
}
