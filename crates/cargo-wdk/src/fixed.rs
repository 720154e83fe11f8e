//! A process whose addresses are the same in every run.
//!
//! Reports show kernel addresses wherever the host has mapped the machine. What a driver itself
//! sees of an address, and what lies between the fields of structures in a dump, repeats only when
//! the host maps everything where it did the last time.

/// Starts the program again without addresses that are chosen by chance, unless it was started so.
/// Goes on with them where the host does not let it, as some containers do.
#[cfg(target_os = "linux")]
pub(crate) fn ensure() {
    use std::{env, os::unix::process::CommandExt as _, process::Command};

    use nix::sys::personality::{self, Persona};

    let Ok(current) = personality::get() else {
        return;
    };
    let fixed = Persona::ADDR_NO_RANDOMIZE;
    if current.contains(fixed) || personality::set(current | fixed).is_err() {
        return;
    }
    let mut arguments = env::args_os();
    let (Ok(program), Some(name)) = (env::current_exe(), arguments.next()) else {
        return;
    };
    // It returns only when the program cannot be started; then this one does the work.
    let _ = Command::new(program).arg0(name).args(arguments).exec();
}

/// Only one host can be asked.
#[cfg(not(target_os = "linux"))]
pub(crate) fn ensure() {}
