//! What stands in for the power policy's machine: the device is in D0 from its start to its stop, but for the
//! system's sleep.
#![forbid(unsafe_code)]

use kmdf_states::{
    Outcome,
    pnp::Event,
    policy,
    power::{Event as PowerEvent, Power},
};

use super::{Plug, machines::post};
use crate::{device::Device, object::Obj, sync::SpinLock};

/// What the Plug and Play machine tells the power policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Start,
    Stop,
    SurpriseRemove,
    Remove,
}

/// A change of power, as the count of what there is to do for a device learns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdlePower {
    Up,
    UpFailed,
    Down,
    DownFailed,
}

/// The power policy.
pub(super) struct Shim(SpinLock<State>);

#[derive(Default)]
struct State {
    /// What Plug and Play waits for.
    order: Option<Order>,
    /// Whether a change of power has failed since the device was started.
    failed: bool,
}

impl Shim {
    pub(super) const fn new() -> Self {
        Self(SpinLock::new(State {
            order: None,
            failed: false,
        }))
    }
}

impl Obj<Device> {
    /// Tells the power policy's machine; the answer is an event.
    pub(super) fn order_policy(self, order: Order) {
        let state = &self.pnp.shim.0;
        state.with(|state| state.order = Some(order));
        match order {
            Order::Start => {
                state.with(|state| state.failed = false);
                post::<Power>(self, PowerEvent::ImplicitD0);
            }
            Order::Stop | Order::SurpriseRemove => post::<Power>(self, PowerEvent::ImplicitD3),
            Order::Remove => post::<Plug>(self, Event::PolicyRemoved),
        }
    }

    /// What the power machine tells the power policy's.
    pub(super) fn post_policy(self, event: policy::Event) {
        match event {
            policy::Event::IoStopped => return post::<Power>(self, PowerEvent::FinishDx),
            policy::Event::HardwareStarted => return post::<Power>(self, PowerEvent::FinishD0),
            _ => {}
        }
        let (order, failed) = self.pnp.shim.0.with(|state| {
            state.failed |= matches!(
                event,
                policy::Event::PowerUpFailed
                    | policy::Event::PowerDownFailed
                    | policy::Event::ImplicitPowerDownFailed
            );
            let ends = match state.order {
                Some(Order::Start) => matches!(
                    event,
                    policy::Event::PoweredUp | policy::Event::PowerUpFailed
                ),
                Some(Order::Stop | Order::SurpriseRemove) => matches!(
                    event,
                    policy::Event::PoweredDown
                        | policy::Event::PowerDownFailed
                        | policy::Event::ImplicitlyPoweredDown
                        | policy::Event::ImplicitPowerDownFailed
                ),
                _ => false,
            };
            let order = if ends { state.order.take() } else { None };
            (order, state.failed)
        });
        match order {
            Some(Order::Start) if failed => post::<Plug>(self, Event::PolicyStartFailed),
            Some(Order::Start) => post::<Plug>(self, Event::PolicyStarted),
            Some(_) if failed => post::<Plug>(self, Event::PolicyStopFailed),
            Some(_) => post::<Plug>(self, Event::PolicyStopped),
            None => {}
        }
    }

    /// Nothing counts what there is to do for the device yet.
    pub(super) fn tell_idle(self, _change: IdlePower) {}

    /// Keeps the device in D0.
    pub(super) fn keep_awake(self) -> Outcome {
        Outcome::Done
    }

    /// Undoes [`Obj::keep_awake`].
    pub(super) fn let_sleep(self) {}
}
