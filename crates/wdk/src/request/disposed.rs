#![expect(unsafe_code, reason = "reports to the framework's verifier")]

use wdk_sys::wdf::{self, WDFREQUEST};

/// Whether the proof of another request is noticed: it costs a few instructions for each request, and what
/// it notices corrupts nothing.
const CHECKED: bool = cfg!(any(
    debug_assertions,
    not(all(target_os = "windows", panic = "abort"))
));

/// Proof that a request was disposed of: what its handler returns.
///
/// It cannot be kept for another time. A handler that disposes of two requests and returns the proof of the
/// wrong one is reported, except by an optimised image: the other request is lost there, which Windows'
/// verifier and the simulated machine report when the device is removed.
#[derive(Debug)]
pub struct Disposed {
    /// A pointer: nothing that is shared can hold this value.
    request: WDFREQUEST,
}

impl Disposed {
    /// The proof for a request that the driver has just given up.
    #[inline]
    pub(super) const fn of(request: WDFREQUEST) -> Self {
        Self { request }
    }

    /// Ends the handler that was called for `request`.
    #[inline]
    pub(crate) fn end(self, request: WDFREQUEST) {
        if CHECKED && self.request != request {
            report_other();
        }
    }
}

#[cold]
#[inline(never)]
fn report_other() {
    crate::println!(
        "wdk: a handler returned the `Disposed` of another request; its own is neither completed nor \
         forwarded"
    );
    // SAFETY: there is no precondition; the driver is bound, or it could not have a request.
    unsafe { wdf::WdfVerifierDbgBreakPoint() };
}
