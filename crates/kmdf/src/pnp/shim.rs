//! What stands in for the power and power policy machines: each order of the Plug and Play machine is carried out
//! at once, under one lock with the power requests.
#![forbid(unsafe_code)]

use kmdf_states::{Outcome, pnp::Event};
use wdk_sys::wdf::_WDF_POWER_DEVICE_STATE::WdfPowerDeviceD3Final;

use super::{Plug, machines::post};
use crate::{device::Device, object::Obj};

/// What the Plug and Play machine tells the power policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Start,
    Stop,
    SurpriseRemove,
    Remove,
}

impl Obj<Device> {
    /// Tells the power policy's machine; the answer is an event.
    pub(super) fn order_policy(self, order: Order) {
        self.pnp.transition.acquire();
        let answer = match order {
            Order::Start => {
                let started = self.power_up().is_ok();
                self.pnp.with(|data| data.running = started);
                if started {
                    Event::PolicyStarted
                } else {
                    self.pnp.with(|data| data.internal_failure = true);
                    Event::PolicyStartFailed
                }
            }
            Order::Stop | Order::SurpriseRemove => {
                self.pnp.with(|data| data.running = false);
                if self.power_down(WdfPowerDeviceD3Final).is_ok() {
                    Event::PolicyStopped
                } else {
                    self.pnp.with(|data| data.internal_failure = true);
                    Event::PolicyStopFailed
                }
            }
            Order::Remove => Event::PolicyRemoved,
        };
        self.pnp.transition.release();
        post::<Plug>(self, answer);
    }

    /// Keeps the device in D0.
    pub(super) fn keep_awake(self) -> Outcome {
        Outcome::Done
    }

    /// Undoes [`Obj::keep_awake`].
    pub(super) fn let_sleep(self) {}
}
