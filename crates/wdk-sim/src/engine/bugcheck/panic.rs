//! Panics on simulated threads: those of drivers become bug checks, those of tests stay panics.

use std::{
    cell::RefCell,
    panic::{self, PanicHookInfo},
    sync::Once,
};

use super::stack::capture;
use crate::engine::{current, error::Frame, state::Engine};

/// A panic that began inside of a driver.
pub(crate) struct DriverPanic {
    pub(crate) message: String,
    /// The bug check's parameters: the last is where, as `wdk-panic` writes it.
    pub(crate) parameters: [u64; 4],
    pub(crate) stack: Vec<Frame>,
    /// The callbacks and functions that were open: none is when the panic has unwound them.
    pub(crate) calls: Vec<&'static str>,
    pub(crate) driver: String,
}

thread_local! {
    static LAST: RefCell<Option<DriverPanic>> = const { RefCell::new(None) };
}

/// Makes panics of drivers silent: the machine reports them.
pub(crate) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if in_driver() {
                LAST.set(Some(describe(info)));
            } else {
                LAST.set(None);
                before(info);
            }
        }));
    });
}

/// The panic that a simulated thread has just been unwound by, if a driver began it.
pub(crate) fn take_driver_panic() -> Option<DriverPanic> {
    LAST.take()
}

/// Whether a driver's code runs on this host thread. Test code on a simulated thread has no call
/// open.
fn in_driver() -> bool {
    current::try_current::<Engine>()
        .and_then(|engine| {
            engine
                .sched
                .running()
                .map(|thread| thread.calls.depth() > 0)
        })
        .unwrap_or(false)
}

fn describe(info: &PanicHookInfo<'_>) -> DriverPanic {
    let text = info.payload_as_str().unwrap_or("a panic without a message");
    let place = info.location().map_or(0, |place| {
        u64::from(place.column()) << 32 | u64::from(place.line())
    });
    let message = match info.location() {
        Some(place) => format!("panic at {}:{}: {text}", place.file(), place.line()),
        None => format!("panic: {text}"),
    };
    let engine = current::try_current::<Engine>();
    DriverPanic {
        message,
        parameters: [0, 0, 0, place],
        stack: capture(),
        calls: engine
            .as_ref()
            .map_or_else(Vec::new, |engine| engine.open_calls()),
        driver: engine.map_or_else(String::new, |engine| {
            engine.driver_name(engine.current_driver())
        }),
    }
}
