//! Devices that fail: what the driver and the framework say of it, and what follows.
#![expect(
    unsafe_code,
    reason = "tells the Plug and Play manager of the device's state"
)]

use wdk_sys::{
    IoInvalidateDeviceState, KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL,
    wdf::{
        _WDF_DEVICE_FAILED_ACTION::{WdfDeviceFailedAttemptRestart, WdfDeviceFailedUndefined},
        WDF_DEVICE_FAILED_ACTION,
    },
};

use super::restart::{self, Reenumerator};
use crate::{
    deferred::{HasWorkItem, Work},
    device::Device,
    object::Obj,
    sync::SpinLock,
};

/// Since this minor version a driver's wish for a restart is fulfilled at once and counted; before, at once and
/// without an end, and when its device is removed once more.
const COUNTED_SINCE: u32 = 23;

/// A device's failures.
pub(super) struct Failure {
    facts: SpinLock<Facts>,
    reenumerator: SpinLock<Option<Reenumerator>>,
    /// Restarts the device for a driver that asks above `PASSIVE_LEVEL`. It exists when the bus can.
    restart: Work,
}

#[derive(Clone, Copy)]
struct Facts {
    /// The driver's last word.
    said: Option<WDF_DEVICE_FAILED_ACTION>,
    /// The framework found that the device does not work.
    found: bool,
    /// The device has worked.
    worked: bool,
}

impl Failure {
    pub(super) fn new() -> Self {
        Self {
            facts: SpinLock::new(Facts {
                said: None,
                found: false,
                worked: false,
            }),
            reenumerator: SpinLock::new(None),
            restart: Work::new(),
        }
    }

    fn facts(&self) -> Facts {
        self.facts.with(|facts| *facts)
    }

    /// Whether the Plug and Play manager is to hear that the device has failed.
    pub(super) fn is_failed(&self) -> bool {
        let facts = self.facts();
        facts.said.is_some() || facts.found
    }

    /// The framework has found that the device does not work.
    pub(super) fn note_failure(&self) {
        self.facts.with(|facts| facts.found = true);
    }

    /// Forgets everything: the device starts anew with other drivers.
    pub(super) fn reset(&self) {
        self.facts.with(|facts| {
            *facts = Facts {
                said: None,
                found: false,
                worked: false,
            };
        });
    }

    /// The device works.
    pub(super) fn note_start(&self) {
        self.facts.with(|facts| facts.worked = true);
    }
}

impl HasWorkItem for Device {
    fn work(&self) -> &Work {
        &self.pnp.failure.restart
    }

    fn run(device: Obj<Self>) {
        device.restart_or_invalidate();
    }
}

impl Obj<Device> {
    /// `WdfDeviceSetFailed`. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn set_failed(self, action: WDF_DEVICE_FAILED_ACTION) {
        let failure = &self.pnp.failure;
        failure.facts.with(|facts| facts.said = Some(action));
        if action != WdfDeviceFailedAttemptRestart {
            self.invalidate_state();
        } else if KeGetCurrentIrql() == PASSIVE_LEVEL as u8 {
            self.restart_or_invalidate();
        } else if failure.restart.exists() {
            Work::enqueue(self);
        } else {
            self.invalidate_state();
        }
    }

    /// The driver wishes its device to be restarted.
    fn restart_or_invalidate(self) {
        let allowed = !self.counts_wishes() || self.count_restart();
        if !(allowed && self.reenumerate()) {
            self.invalidate_state();
        }
    }

    fn counts_wishes(self) -> bool {
        self.fx().built_for >= COUNTED_SINCE
    }

    fn count_restart(self) -> bool {
        restart::count_restart(self, self.pnp.failure.facts().worked)
    }

    fn reenumerate(self) -> bool {
        if self.find_anew() {
            return true;
        }
        let reenumerator = self.pnp.failure.reenumerator.with(|it| *it);
        reenumerator.is_some_and(Reenumerator::reenumerate)
    }

    /// The framework has found that the device does not work.
    pub(super) fn fail_internally(self) {
        self.pnp.failure.note_failure();
        self.invalidate_state();
    }

    /// Everything of a device that failed or was pulled out is closed. If it failed, the Plug and Play manager removes
    /// it, or its bus finds it anew.
    pub(super) fn follow_failure(self) {
        let facts = self.pnp.failure.facts();
        let action = facts.said.unwrap_or(WdfDeviceFailedUndefined);
        let wished = action == WdfDeviceFailedAttemptRestart && !self.counts_wishes();
        let unasked = action == WdfDeviceFailedUndefined && facts.found;
        if (wished || unasked) && self.count_restart() {
            self.reenumerate();
        }
        if action != WdfDeviceFailedUndefined || facts.found {
            self.invalidate_state();
        }
    }

    /// The device starts for the first time: asks its bus whether it can find the device anew.
    ///
    /// # Errors
    /// There is no memory.
    pub(super) fn prepare_restart(self) -> Result<(), NTSTATUS> {
        let failure = &self.pnp.failure;
        if failure.reenumerator.with(|it| it.is_some()) {
            return Ok(());
        }
        let Some(reenumerator) = Reenumerator::query(self) else {
            if self.can_be_found_anew() && !failure.restart.exists() {
                failure.restart.initialize(self)?;
            }
            return Ok(());
        };
        if !failure.restart.exists()
            && let Err(status) = failure.restart.initialize(self)
        {
            reenumerator.release();
            return Err(status);
        }
        failure.reenumerator.with(|it| *it = Some(reenumerator));
        Ok(())
    }

    /// Lets go of what [`Obj::prepare_restart`] got. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn end_restart(self) {
        let failure = &self.pnp.failure;
        failure.restart.flush();
        let reenumerator = failure.reenumerator.with(Option::take);
        if let Some(reenumerator) = reenumerator {
            reenumerator.release();
        }
    }

    /// Asks the Plug and Play manager to query the device's state. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn invalidate_state(self) {
        // One that is not known yet is asked for its state as it starts.
        if let Ok(physical) = self.known_physical() {
            // SAFETY: the stack's physical device object.
            unsafe { IoInvalidateDeviceState(physical) };
        }
    }
}
