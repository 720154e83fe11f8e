//! An export driver, a kernel-mode DLL: it counts for the drivers that import from it.
#![no_std]
#![forbid(unsafe_code)]

use wdk::{export::ExportDriver, prelude::*};
use wdk_panic as _;

/// What exists from `DllInitialize` to `DllUnload`.
struct Counter {
    total: SpinLock<u32>,
}

#[wdk::export_driver]
impl ExportDriver for Counter {
    fn initialize(registry_path: &UnicodeStr, _irql: &mut Passive) -> Result<Self> {
        log::info!("initialised, with settings in {registry_path}");
        Ok(Self {
            total: SpinLock::new(0),
        })
    }

    fn unload(&self, _irql: &mut Passive) -> Result<()> {
        log::info!("no driver imports from this one any more");
        Ok(())
    }
}

/// Counts `more`, and says how many there are now.
///
/// # Errors
/// [`Error::INTEGER_OVERFLOW`] when they are too many to count; the total is unchanged then.
#[wdk::export]
pub fn {{name}}_count(
    #[state] counter: &Counter,
    more: u32,
    total: &mut u32,
    irql: &mut UpToDispatch,
) -> Result<()> {
    counter.total.with(irql, |counted, _| {
        *counted = counted.checked_add(more).ok_or(Error::INTEGER_OVERFLOW)?;
        *total = *counted;
        Ok(())
    })
}
