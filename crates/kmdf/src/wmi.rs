//! Windows Management Instrumentation: a device's blocks of data, and its registration with the system.
//!
//! A device is registered as it has started, and deregistered as its removal begins. In between every change of its
//! blocks is told to the system, which asks for them anew.
#![expect(
    unsafe_code,
    reason = "calls the kernel with the device's object and its work item"
)]

mod api;
mod instance;
mod irp;
mod node;
mod power;
mod provider;

pub(crate) use api::*;
pub(crate) use power::Choice;

use core::{cell::Cell, ptr};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, GUID, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem,
    IoWMIRegistrationControl, KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL, PDEVICE_OBJECT,
    PIO_WORKITEM, PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_DEVICE_STATE, STATUS_OBJECT_NAME_EXISTS, ULONG, WMIREG_ACTION_DEREGISTER,
    WMIREG_ACTION_REGISTER, WMIREG_ACTION_UPDATE_GUIDS, abi,
};

use self::{
    instance::Instance,
    provider::{Provider, ProviderLink},
};
use crate::{
    device::{Device, same_guid},
    event::Event,
    list::List,
    object::{Obj, Ref},
    pool::PoolVec,
    sync::SpinLock,
};

/// How far a device is with its registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Unregistered,
    Registered,
    Deregistered,
    /// The driver's last callback of the device is over.
    CleanedUp,
}

/// The WMI blocks of a device.
///
/// # Invariants
/// The work item is null or allocated, and freed with this.
pub(crate) struct Wmi {
    state: SpinLock<State>,
    item: Cell<PIO_WORKITEM>,
    /// Set when no update runs or waits, after the device was deregistered.
    updated: Event,
    mof_resource: SpinLock<Option<PoolVec<u16>>>,
}

// SAFETY: the work item is set before another thread knows the device; the rest guards itself.
unsafe impl Sync for Wmi {}
// SAFETY: a work item is not bound to the thread that allocated it.
unsafe impl Send for Wmi {}

struct State {
    phase: Phase,
    providers: List<ProviderLink>,
    count: u32,
    /// Updates that run or wait, and one for the registration.
    updates: u32,
    /// Whether the work item is queued or runs.
    queued: bool,
    /// The framework's own instances, for the user's choice of idle and wake.
    choices: [Option<Obj<Instance>>; 2],
}

/// What follows a change of the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Update {
    Nothing,
    /// The caller tells the system, which its count of updates waits for.
    Now,
    /// The work item does.
    Later,
}

impl Wmi {
    pub(crate) fn new() -> Self {
        Self {
            state: SpinLock::new(State {
                phase: Phase::Unregistered,
                providers: List::new(),
                count: 0,
                updates: 1,
                queued: false,
                choices: [None; 2],
            }),
            item: Cell::new(ptr::null_mut()),
            updated: Event::new(),
            mof_resource: SpinLock::new(None),
        }
    }

    /// Once, at the final address, for the device with this object.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn initialize(&self, object: PDEVICE_OBJECT) -> Result<(), NTSTATUS> {
        self.updated.initialize();
        // SAFETY: the device's object, which outlives the item: nothing is queued once the device is deregistered.
        let item = unsafe { IoAllocateWorkItem(object) };
        self.item.set(item);
        match item.is_null() {
            true => Err(STATUS_INSUFFICIENT_RESOURCES),
            false => Ok(()),
        }
    }

    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        self.state.with(work)
    }
}

impl Drop for Wmi {
    fn drop(&mut self) {
        let item = self.item.get();
        if !item.is_null() {
            // SAFETY: allocated by `initialize`, and not queued: a queued one holds the device.
            unsafe { IoFreeWorkItem(item) };
        }
    }
}

impl State {
    /// The provider of a block.
    fn find(&self, guid: &GUID) -> Option<Obj<Provider>> {
        self.providers.find(|it| same_guid(&it.guid, guid))
    }

    /// The blocks have changed, in code that runs at `irql`.
    fn changed(&mut self, irql: u8) -> Update {
        if self.phase != Phase::Registered {
            return Update::Nothing;
        }
        if irql == PASSIVE_LEVEL as u8 {
            self.updates += 1;
            return Update::Now;
        }
        if self.queued {
            // The run that waits tells of this change, too.
            return Update::Nothing;
        }
        self.updates += 1;
        self.queued = true;
        Update::Later
    }
}

impl Obj<Device> {
    fn control_registration(self, action: ULONG) -> NTSTATUS {
        // SAFETY: the device's object; it is deregistered before that is deleted.
        unsafe { IoWMIRegistrationControl(self.wdm(), action) }
    }

    /// Registers the device. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn register_wmi(self) -> Result<(), NTSTATUS> {
        let wmi = &self.wmi;
        wmi.updated.clear();
        wmi.with(|state| {
            state.phase = Phase::Registered;
            state.updates = 1;
        });
        let status = self.control_registration(WMIREG_ACTION_REGISTER);
        if status < 0 {
            wmi.with(|state| state.phase = Phase::Unregistered);
            return Err(status);
        }
        Ok(())
    }

    /// Deregisters the device, if it is registered, after the last update. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn deregister_wmi(self) {
        let wmi = &self.wmi;
        let registered = wmi.with(|state| {
            let registered = state.phase == Phase::Registered;
            if registered {
                state.phase = Phase::Deregistered;
            }
            registered
        });
        if registered {
            self.end_update();
            wmi.updated.wait();
            self.control_registration(WMIREG_ACTION_DEREGISTER);
        }
    }

    /// Nothing is added to the device's blocks any more.
    pub(crate) fn close_wmi(self) {
        self.wmi.with(|state| state.phase = Phase::CleanedUp);
    }

    fn end_update(self) {
        let last = self.wmi.with(|state| {
            state.updates -= 1;
            state.updates == 0
        });
        if last {
            self.wmi.updated.set();
        }
    }

    /// Does what follows a change.
    fn follow(self, update: Update) {
        match update {
            Update::Nothing => {}
            Update::Now => {
                self.tell_update();
                self.end_update();
            }
            Update::Later => {
                let context = self.reference().into_context();
                let item = self.wmi.item.get();
                // SAFETY: allocated with the device, and not queued: `queued` was false.
                unsafe { IoQueueWorkItem(item, Some(run_update), DelayedWorkQueue, context) };
            }
        }
    }

    fn tell_update(self) {
        // What is not told now is told with the next change.
        let _ = self.control_registration(WMIREG_ACTION_UPDATE_GUIDS);
    }

    /// Adds a provider, unless the device has one of its block.
    fn add_provider(self, provider: Obj<Provider>) -> Result<Update, NTSTATUS> {
        let irql = KeGetCurrentIrql();
        self.wmi.with(|state| {
            if state.find(&provider.guid).is_some() {
                return Err(STATUS_OBJECT_NAME_EXISTS);
            }
            if state.phase == Phase::Deregistered {
                return Err(STATUS_INVALID_DEVICE_STATE);
            }
            state.providers.push_back(provider);
            state.count += 1;
            // Others are told of with their first instance.
            Ok(match provider.is_tracing() {
                true => state.changed(irql),
                false => Update::Nothing,
            })
        })
    }

    /// Takes out a provider that is being deleted.
    fn remove_provider(self, provider: Obj<Provider>) {
        self.wmi.with(|state| {
            if provider.link.is_linked() {
                provider.link.unlink();
                state.count -= 1;
            }
        });
    }

    /// Adds an instance to its provider; at the beginning if it is the framework's own.
    fn add_instance(self, instance: Obj<Instance>, first: bool) -> Result<Update, NTSTATUS> {
        let irql = KeGetCurrentIrql();
        let provider = *instance.provider;
        self.wmi.with(|state| {
            if provider.is_tracing() || instance.link.is_linked() {
                return Err(STATUS_INVALID_DEVICE_REQUEST);
            }
            if state.phase == Phase::CleanedUp {
                return Err(STATUS_INVALID_DEVICE_STATE);
            }
            provider.instances.with(|instances| match first {
                true => instances.push_front(instance),
                false => instances.push_back(instance),
            });
            Ok(state.changed(irql))
        })
    }

    /// Takes an instance out of its provider's list, if it is in it.
    fn remove_instance(self, instance: Obj<Instance>) -> Update {
        let irql = KeGetCurrentIrql();
        self.wmi.with(|state| {
            if !instance.link.is_linked() {
                return Update::Nothing;
            }
            let registered = state.phase == Phase::Registered;
            let provider = *instance.provider;
            let expensive = provider.is_expensive();
            provider.instances.with(|instances| {
                instances.remove(instance, registered && !expensive);
            });
            state.changed(irql)
        })
    }
}

/// The work item's routine.
#[abi]
unsafe fn run_update(_object: PDEVICE_OBJECT, context: PVOID) {
    // SAFETY: the reference that `follow` has passed on.
    let Some(device) = (unsafe { Ref::<Device>::from_context(context) }) else {
        return;
    };
    // Before, so that a change that comes now is told by another run.
    device.wmi.with(|state| state.queued = false);
    device.tell_update();
    device.end_update();
}
