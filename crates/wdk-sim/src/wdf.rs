//! The framework on the machine: what `WDFLDR.SYS` exports, what the framework reports, and the rules that
//! Microsoft's Static Driver Verifier has for its drivers.
//!
//! | file | holds |
//! |---|---|
//! | `observer` | the framework's callbacks and violations, in the machine's trace and at its verifier |
//! | `rules` | the rules |
//! | `compliance` | what is remembered of each driver to check them |
//! | `peek` | what drivers have in the structures that they pass |

mod compliance;
pub(crate) mod observer;
mod peek;
pub(crate) mod rules;

use wdk_sys::wdf::{WdfVersionBind, WdfVersionBindClass, WdfVersionUnbind, WdfVersionUnbindClass};

use crate::{
    engine::export::{Export, export_table},
    nt::subsystem::Subsystem,
};

/// The framework as a subsystem.
pub(crate) static SUBSYSTEM: Subsystem = Subsystem {
    exports: &[EXPORTS],
    rules: rules::COMPLIANCE_RULES,
    state: || Box::new(compliance::Compliance::default()),
    driver_started: compliance::driver_started,
    driver_stopped: compliance::driver_stopped,
    restricted_call: compliance::restricted_call,
    ..Subsystem::EMPTY
};

/// What the framework's loader offers to driver images.
static EXPORTS: &[Export] = export_table!("WDFLDR.SYS":
    WdfVersionBind: full,
    WdfVersionBindClass: refused("always STATUS_NOT_SUPPORTED: the framework has no class extensions"),
    WdfVersionUnbind: full,
    WdfVersionUnbindClass: refused("class extensions are not supported, so none is ever bound"),
);
