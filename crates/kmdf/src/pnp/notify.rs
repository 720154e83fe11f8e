//! Callbacks for state changes, which `WdfDeviceInitRegister*StateChangeCallback` registers.
#![expect(unsafe_code, reason = "calls the driver's callbacks")]

use wdk_sys::{
    NTSTATUS, STATUS_INVALID_PARAMETER,
    wdf::{
        _WDF_STATE_NOTIFICATION_TYPE::{
            StateNotificationAllStates, StateNotificationEnterState, StateNotificationLeaveState,
            StateNotificationPostProcessState,
        },
        PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION,
        PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION,
        PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION, WDF_DEVICE_PNP_NOTIFICATION_DATA,
        WDF_DEVICE_POWER_NOTIFICATION_DATA,
    },
};

use crate::{callback::callback, object::Header, pool::PoolVec};

/// A state machine for which drivers can register callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Machine {
    Pnp,
    Power,
    Policy,
}

/// A driver's callback.
#[derive(Clone, Copy)]
pub(crate) enum Callback {
    Pnp(PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION),
    Power(PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION),
    Policy(PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION),
}

impl Callback {
    pub(crate) fn machine(&self) -> Machine {
        match self {
            Self::Pnp(_) => Machine::Pnp,
            Self::Power(_) => Machine::Power,
            Self::Policy(_) => Machine::Policy,
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        match self {
            Self::Pnp(callback) => callback.is_none(),
            Self::Power(callback) => callback.is_none(),
            Self::Policy(callback) => callback.is_none(),
        }
    }
}

struct Registration {
    callback: Callback,
    state: i32,
    kinds: u32,
}

/// A device's callbacks for state changes.
pub(crate) struct Notifications(PoolVec<Registration>);

impl Notifications {
    pub(crate) fn new(tag: u32) -> Self {
        Self(PoolVec::new(tag))
    }

    /// The bits of a state's number that identify it; the highest says that the state is not pageable.
    const STATE: i32 = 0x7FFF;

    /// Registers; a later registration for the same state replaces the earlier one.
    pub(crate) fn add(
        &mut self,
        callback: Callback,
        state: i32,
        kinds: u32,
    ) -> Result<(), NTSTATUS> {
        let state = state & Self::STATE;
        let (first, last) = match callback.machine() {
            Machine::Pnp => (0x100, 0x13A),
            Machine::Power => (0x300, 0x369),
            Machine::Policy => (0x500, 0x5C0),
        };
        let known = StateNotificationAllStates as u32;
        if !(first..last).contains(&state) || kinds & !known != 0 || kinds == 0 {
            return Err(STATUS_INVALID_PARAMETER);
        }
        let registration = Registration {
            callback,
            state,
            kinds,
        };
        let machine = callback.machine();
        let same = self
            .0
            .iter_mut()
            .find(|other| other.state == state && other.callback.machine() == machine);
        match same {
            Some(same) => {
                *same = registration;
                Ok(())
            }
            None => self.0.push(registration),
        }
    }

    fn invoke(&self, device: &Header, state: i32, kind: i32, change: Change) {
        let registered = self.0.iter().filter(|registration| {
            registration.state == state & Self::STATE
                && registration.callback.machine() == change.machine
                && registration.kinds & kind as u32 != 0
        });
        for registration in registered {
            registration.callback.call(device, kind, change);
        }
    }

    /// Before the machine does what the new state begins with.
    pub(crate) fn before(&self, device: &Header, change: Change) {
        self.invoke(device, change.from, StateNotificationLeaveState, change);
        self.invoke(device, change.to, StateNotificationEnterState, change);
    }

    /// After the machine has done what the new state begins with.
    pub(crate) fn after(&self, device: &Header, change: Change) {
        self.invoke(device, change.to, StateNotificationPostProcessState, change);
    }
}

/// A machine goes from one state to another.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    pub(crate) machine: Machine,
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// What all three machines' notification data look like.
#[repr(C)]
struct Data {
    kind: i32,
    current: i32,
    new: i32,
}
const _: () = assert!(size_of::<Data>() == size_of::<WDF_DEVICE_PNP_NOTIFICATION_DATA>());
const _: () = assert!(size_of::<Data>() == size_of::<WDF_DEVICE_POWER_NOTIFICATION_DATA>());

impl Callback {
    fn call(self, device: &Header, kind: i32, change: Change) {
        let (fx, handle) = (device.fx(), device.handle());
        let done = kind == StateNotificationPostProcessState;
        let data = Data {
            kind,
            current: if done { change.to } else { change.from },
            new: if done { 0 } else { change.to },
        };
        let data = &raw const data;
        match self {
            Self::Pnp(function) => callback!(
                fx,
                handle,
                "EvtDevicePnpStateChange",
                function,
                (handle.cast(), data.cast())
            ),
            Self::Power(function) => callback!(
                fx,
                handle,
                "EvtDevicePowerStateChange",
                function,
                (handle.cast(), data.cast())
            ),
            Self::Policy(function) => callback!(
                fx,
                handle,
                "EvtDevicePowerPolicyStateChange",
                function,
                (handle.cast(), data.cast())
            ),
        };
    }
}
