//! The count of what there is to do for a device, with its timer and the event that waiters wait for.
#![forbid(unsafe_code)]

use kmdf_states::{
    idle::{Event as IdleEvent, Host, Idle, Reference},
    pnp::Event as PnpEvent,
    policy,
};
use wdk_sys::{NTSTATUS, STATUS_PENDING, STATUS_POWER_STATE_INVALID, STATUS_SUCCESS};

use super::{Plug, machines::post};
use crate::{
    deferred::{HasDpc, KernelTimer, flush_dpcs},
    device::Device,
    event::Event,
    object::Obj,
    sync::SpinLock,
    violation,
};

/// How late the idle time-out may end, in milliseconds.
const TOLERABLE_DELAY: u32 = 100;
/// Time intervals of the kernel in a millisecond.
const MILLISECOND: i64 = 10_000;

/// A change of power, as the count learns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdlePower {
    Up,
    UpFailed,
    Down,
    DownFailed,
}

/// The count of a device that owns its power policy.
pub(super) struct IdleCount {
    inner: SpinLock<Inner>,
    timer: KernelTimer,
    in_d0: Event,
}

struct Inner {
    idle: Idle,
    /// In milliseconds.
    timeout: u32,
}

/// What the count has done for it.
struct Kernel {
    device: Obj<Device>,
    timeout: u32,
}

impl Host for Kernel {
    fn start_timer(&mut self) {
        let due = -i64::from(self.timeout) * MILLISECOND;
        let timer = &self.device.pnp.policy.idle.timer;
        timer.set(due, 0, TOLERABLE_DELAY);
    }

    fn cancel_timer(&mut self) -> bool {
        self.device.pnp.policy.idle.timer.cancel()
    }

    fn set_in_d0(&mut self, in_d0: bool) {
        let event = &self.device.pnp.policy.idle.in_d0;
        if in_d0 {
            event.set();
        } else {
            event.clear();
        }
    }

    // The lock that is held has raised the level, so that another thread works on what is posted.

    fn post(&mut self, event: policy::Event) {
        self.device.post_policy(event);
    }

    fn tell_pnp(&mut self) {
        post::<Plug>(self.device, PnpEvent::InD0);
    }
}

impl HasDpc for Device {
    fn run_dpc(device: Obj<Self>) {
        device.count_idle(IdleEvent::TimerExpired);
    }
}

impl IdleCount {
    pub(super) const fn new() -> Self {
        Self {
            inner: SpinLock::new(Inner {
                idle: Idle::new(),
                timeout: 0,
            }),
            timer: KernelTimer::new(),
            in_d0: Event::new(),
        }
    }

    /// Once, at the final address.
    pub(super) fn initialize(&self, device: Obj<Device>) {
        self.timer.initialize(device);
        self.in_d0.initialize_set();
    }

    /// How long, in milliseconds, there is nothing to do before the device is idle.
    pub(super) fn set_timeout(&self, timeout: u32) {
        self.inner.with(|inner| inner.timeout = timeout);
    }
}

/// The device is removed: nothing of its timer runs any more afterwards. IRQL: `PASSIVE_LEVEL`.
pub(super) fn end(count: &IdleCount) {
    count.timer.cancel();
    flush_dpcs();
}

impl Obj<Device> {
    fn with_idle<R>(self, work: impl FnOnce(&mut Idle, &mut Kernel) -> R) -> R {
        self.pnp.policy.idle.inner.with(|inner| {
            let mut kernel = Kernel {
                device: self,
                timeout: inner.timeout,
            };
            work(&mut inner.idle, &mut kernel)
        })
    }

    pub(super) fn count_idle(self, event: IdleEvent) {
        self.with_idle(|idle, kernel| idle.take(event, kernel));
    }

    /// Ends the idle time-out; `false` when its event has yet to come.
    pub(super) fn disable_idle(self) -> bool {
        self.with_idle(Idle::disable)
    }

    pub(super) fn may_stay_in_dx(self) -> bool {
        self.with_idle(|idle, _| idle.query_return_to_idle())
    }

    /// What the power machine tells the count; nothing counts for a device that does not own its power policy.
    pub(super) fn tell_idle(self, change: IdlePower) {
        if self.pnp.policy_owner {
            self.count_idle(match change {
                IdlePower::Up => IdleEvent::PoweredUp,
                IdlePower::UpFailed => IdleEvent::PowerUpFailed,
                IdlePower::Down => IdleEvent::PoweredDown,
                IdlePower::DownFailed => IdleEvent::PowerDownFailed,
            });
        }
    }

    /// Takes a power reference of a device that owns its power policy; with `wait`, the device is in D0 when this
    /// succeeds. `STATUS_PENDING` without `wait`: the device comes to D0. IRQL: with `wait`, `PASSIVE_LEVEL`.
    pub(crate) fn power_reference(self, wait: bool) -> NTSTATUS {
        match self.reference_power(false) {
            Reference::InD0 => STATUS_SUCCESS,
            Reference::Refused => STATUS_POWER_STATE_INVALID,
            Reference::Pending if !wait => STATUS_PENDING,
            Reference::Pending => {
                self.pnp.policy.idle.in_d0.wait();
                if self.with_idle(Idle::after_wait) {
                    STATUS_SUCCESS
                } else {
                    STATUS_POWER_STATE_INVALID
                }
            }
        }
    }

    /// Takes a power reference; with `tell_pnp`, the Plug and Play machine hears when the device is in D0.
    pub(crate) fn reference_power(self, tell_pnp: bool) -> Reference {
        self.with_idle(|idle, kernel| idle.add(tell_pnp, kernel))
    }

    /// Gives back a power reference.
    pub(crate) fn power_dereference(self) {
        if !self.with_idle(Idle::remove) {
            violation::break_point(
                self.fx(),
                "ResumeIdleWithoutStopIdle",
                self.handle(),
                format_args!(
                    "a power reference of {:p} is given back that was not taken: WdfDeviceResumeIdle without \
                     WdfDeviceStopIdle",
                    self.handle()
                ),
            );
        }
    }
}
