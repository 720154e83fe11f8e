//! Plug and Play and power of a device: its data, and what the driver is called with.
//!
//! [`machines`] runs the device's state machines, whose tables are in `kmdf_states`, and [`actions`] does what
//! they say. [`self_managed`] names the order of the self-managed I/O callbacks. [`irp`], [`power`] and
//! [`system_power`] take the managers' requests. [`policy`] has the driver's settings, [`idle`] the count of what
//! there is to do.
#![expect(unsafe_code, reason = "calls the driver's callbacks")]

mod actions;
mod ask;
pub(crate) mod capabilities;
mod failure;
mod filter;
mod idle;
mod irp;
mod machines;
pub(crate) mod notify;
pub(crate) mod policy;
mod power;
mod power_thread;
mod restart;
mod self_managed;
mod system_power;
pub(crate) mod usage;
mod usb_idle;

pub(crate) use irp::{dispatch_pnp_irp, send_down, stack_capabilities};
pub(crate) use power::dispatch_power_irp;
pub(crate) use power_thread::PowerThread;
pub(crate) use restart::REENUMERATE_SELF;

use kmdf_states::{
    pnp::{Event as MachineEvent, Pnp as Plug, State},
    power::{Event as PowerEvent, Power as PowerMachine, State as PowerState},
};
use wdk_sys::{
    DEVICE_RELATION_TYPE, NTSTATUS,
    wdf::{
        WDF_DEVICE_PNP_STATE, WDF_DEVICE_POWER_STATE, WDF_DEVICE_STATE, WDF_FDO_EVENT_CALLBACKS,
        WDF_PNPPOWER_EVENT_CALLBACKS, WDF_POWER_POLICY_EVENT_CALLBACKS, WDFDEVICE,
    },
};

use self::{
    actions::DevicePower,
    capabilities::Chosen,
    failure::Failure,
    machines::{Running, post},
    notify::Notifications,
    policy::DevicePolicy,
    usage::Usage,
};
use crate::{
    callback::callback,
    device::Device,
    event::Event,
    irp::Irp,
    object::{Attributes, Obj},
    pool::PoolBox,
    resources::CmList,
    sync::SpinLock,
};

/// The Plug and Play and power side of a device.
pub(crate) struct Pnp {
    callbacks: WDF_PNPPOWER_EVENT_CALLBACKS,
    filters: WDF_FDO_EVENT_CALLBACKS,
    notifications: Notifications,
    policy_owner: bool,
    machine: Running<Plug>,
    power_machine: Running<PowerMachine>,
    power: DevicePower,
    usage: Usage,
    policy: DevicePolicy,
    /// The machine has done what a removal waits for.
    removed: Event,
    /// The machine has answered a request to eject the device, which waits for it.
    ejected: Event,
    failure: Failure,
    data: SpinLock<Data>,
}

#[derive(Clone, Copy)]
struct Resources {
    raw: Obj<CmList>,
    translated: Obj<CmList>,
}

#[derive(Clone, Copy)]
pub(crate) struct Data {
    /// The Plug and Play manager's request that the device holds.
    request: Option<Irp>,
    /// The hardware that the device has.
    resources: Option<Resources>,
    /// What the lower devices start with instead of what the request says.
    filtered: Option<filter::Filtered>,
    self_managed: self_managed::State,
    /// Whether `EvtDevicePrepareHardware` runs.
    preparing: bool,
    /// Whether a request to remove the device waits for its machine.
    removing: bool,
    /// Whether the device stays after its removal: its bus says that it is there yet.
    stays: bool,
    /// How often the driver said that the device must not be stopped or removed.
    pub(crate) holds: u32,
    pub(crate) reported: WDF_DEVICE_STATE,
    pub(crate) capabilities: Chosen,
}

impl Data {
    /// Whether `EvtDevicePrepareHardware` runs.
    pub(crate) fn is_preparing(&self) -> bool {
        self.preparing
    }
}

impl Pnp {
    /// In memory of its own: as a part of the new device it would be on the kernel's stack more than once.
    #[inline(never)]
    pub(crate) fn new(
        tag: u32,
        callbacks: WDF_PNPPOWER_EVENT_CALLBACKS,
        filters: WDF_FDO_EVENT_CALLBACKS,
        policy: WDF_POWER_POLICY_EVENT_CALLBACKS,
        notifications: Notifications,
        policy_owner: bool,
    ) -> Result<PoolBox<Self>, NTSTATUS> {
        PoolBox::new(
            tag,
            Self {
                callbacks,
                filters,
                notifications,
                policy_owner,
                machine: Running::new(State::ObjectCreated),
                power_machine: Running::new(PowerState::ObjectCreated),
                power: DevicePower::new(),
                usage: Usage::new(),
                policy: DevicePolicy::new(policy),
                removed: Event::new(),
                ejected: Event::new(),
                failure: Failure::new(),
                data: SpinLock::new(Data {
                    request: None,
                    resources: None,
                    filtered: None,
                    self_managed: self_managed::State::Created,
                    preparing: false,
                    removing: false,
                    stays: false,
                    holds: 0,
                    reported: WDF_DEVICE_STATE::init(),
                    capabilities: Chosen::default(),
                }),
            },
        )
    }

    /// Reads or changes the data.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Data) -> R) -> R {
        self.data.with(work)
    }

    /// Whether the device decides on its stack's power states.
    pub(crate) fn is_policy_owner(&self) -> bool {
        self.policy_owner
    }

    /// What `WdfDeviceGetDevicePnpState` answers.
    pub(crate) fn wdf_state(&self) -> WDF_DEVICE_PNP_STATE {
        self.machine.shown()
    }

    /// What `WdfDeviceGetDevicePowerState` answers.
    pub(crate) fn wdf_power_state(&self) -> WDF_DEVICE_POWER_STATE {
        self.power_machine.shown()
    }
}

impl Obj<Device> {
    /// Creates what a device needs beside its body.
    pub(crate) fn initialize_pnp(self) -> Result<(), NTSTATUS> {
        self.pnp.removed.initialize();
        self.pnp.ejected.initialize();
        self.pnp.machine.initialize(self.fx())?;
        self.pnp.power_machine.initialize(self.fx())?;
        self.power_thread.initialize();
        self.initialize_policy()?;
        let tag = self.fx().tag();
        let list = || {
            Obj::create(
                self.fx(),
                Some(self.header()),
                &Attributes::NONE,
                CmList::new(tag),
            )
        };
        let resources = Resources {
            raw: list()?,
            translated: list()?,
        };
        self.pnp.with(|data| data.resources = Some(resources));
        Ok(())
    }

    fn wdf(self) -> WDFDEVICE {
        self.handle().cast()
    }

    /// The device is complete: its machine begins.
    pub(crate) fn begin_pnp(self) {
        post::<Plug>(self, MachineEvent::AddDevice);
    }

    /// Takes the device through its removal, and returns when nothing works for it any more but the caller, who
    /// deletes it. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn end_pnp(self, wait: impl FnOnce()) {
        self.remove_and_wait();
        wait();
        self.close_machines();
    }

    /// Takes the device through its removal. Whether it stays, to be started anew or removed again: its bus says that
    /// it is there yet. IRQL: `PASSIVE_LEVEL`.
    fn remove_and_wait(self) -> bool {
        self.pnp.removed.clear();
        self.pnp.with(|data| {
            data.removing = true;
            data.stays = false;
        });
        post::<Plug>(self, MachineEvent::Remove);
        self.pnp.removed.wait();
        self.pnp.with(|data| data.stays)
    }

    /// The machine has removed the device. Nobody waits when its parent's removal is the reason: then it is deleted
    /// here. IRQL: `PASSIVE_LEVEL`.
    fn removal_done(self, stays: bool) {
        let awaited = self.pnp.with(|data| {
            data.stays = stays;
            core::mem::take(&mut data.removing)
        });
        if awaited {
            self.pnp.removed.set();
        } else if !stays {
            self.close_machines();
            self.delete_child();
        }
    }

    /// Posts an event to the Plug and Play machine. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn post_pnp(self, event: MachineEvent) {
        post::<Plug>(self, event);
    }

    /// Posts an event to the power machine. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn post_power(self, event: PowerEvent) {
        post::<PowerMachine>(self, event);
    }

    /// Nothing works for the device any more afterwards. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn close_machines(self) {
        // Each machine tells the next one what to do, and none the one before it any more.
        self.pnp.machine.close();
        self.end_policy();
        self.pnp.power_machine.close();
        self.release_power_thread();
        self.end_restart();
    }

    /// `EvtDeviceRelationsQuery`, before the drivers below answer.
    pub(crate) fn query_relations(self, kind: DEVICE_RELATION_TYPE) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceRelationsQuery",
            self.pnp.callbacks.EvtDeviceRelationsQuery,
            (self.wdf(), kind)
        );
    }

    fn self_managed(self, event: self_managed::Event) -> Result<(), NTSTATUS> {
        let state = self.pnp.with(|data| data.self_managed);
        let Some((which, good, bad)) = self_managed::next(state, event) else {
            return Ok(());
        };
        let (fx, handle) = (self.fx(), self.handle());
        let callbacks = &self.pnp.callbacks;
        let outcome = match which {
            self_managed::Callback::Init => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoInit",
                callbacks.EvtDeviceSelfManagedIoInit,
                (self.wdf())
            )),
            self_managed::Callback::Restart => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoRestart",
                callbacks.EvtDeviceSelfManagedIoRestart,
                (self.wdf())
            )),
            self_managed::Callback::Suspend => result(callback!(
                fx,
                handle,
                "EvtDeviceSelfManagedIoSuspend",
                callbacks.EvtDeviceSelfManagedIoSuspend,
                (self.wdf())
            )),
            self_managed::Callback::Flush => {
                callback!(
                    fx,
                    handle,
                    "EvtDeviceSelfManagedIoFlush",
                    callbacks.EvtDeviceSelfManagedIoFlush,
                    (self.wdf())
                );
                Ok(())
            }
            self_managed::Callback::Cleanup => {
                callback!(
                    fx,
                    handle,
                    "EvtDeviceSelfManagedIoCleanup",
                    callbacks.EvtDeviceSelfManagedIoCleanup,
                    (self.wdf())
                );
                Ok(())
            }
        };
        let after = if outcome.is_ok() { good } else { bad };
        self.pnp.with(|data| data.self_managed = after);
        outcome
    }
}

/// What a callback returned; success when it is not registered.
fn result(status: Option<NTSTATUS>) -> Result<(), NTSTATUS> {
    match status {
        Some(status) if status < 0 => Err(status),
        _ => Ok(()),
    }
}
