//! Bus drivers: a function device has children, devices that it makes and reports to the Plug and Play manager.
//!
//! A [`Child`] is what a device at the bottom of its stack has beside what every device has; [`Children`] is a
//! parent's list of those that it adds itself, and [`ChildList`] one of those that it describes. A child is there from when the driver adds it to the list until the Plug and Play manager
//! has removed it after its driver marked it missing, or after its parent was removed. It keeps its parent alive.

mod api;
mod child_list;
mod init;
mod irp;
mod list;
mod reenumerate;
mod related;
mod relations;
mod resources;

pub(crate) use api::*;
pub(crate) use child_list::*;
pub(crate) use init::*;
pub(crate) use irp::answer;
pub(crate) use list::Children;
pub(crate) use related::*;

use core::sync::atomic::{AtomicBool, Ordering};

use kmdf_states::idle::Reference;
use wdk_sys::{
    NTSTATUS,
    wdf::{_WDF_POWER_DEVICE_STATE::WdfPowerDeviceD0, WDF_PDO_EVENT_CALLBACKS},
};

use crate::{
    device::Device,
    object::{Obj, Ref},
    pool::PoolVec,
};

/// What a device is called in one language.
pub(crate) struct DeviceText {
    locale: u32,
    description: PoolVec<u16>,
    location: PoolVec<u16>,
}

/// The framework's part of a device that a bus driver makes.
pub(crate) struct Child {
    parent: Ref<Device>,
    /// For a device of a dynamic child list.
    described: Option<Described>,
    callbacks: WDF_PDO_EVENT_CALLBACKS,
    // Each string ends with a zero; a list ends with another one when it is handed out.
    device_id: PoolVec<u16>,
    instance_id: PoolVec<u16>,
    container_id: PoolVec<u16>,
    hardware_ids: PoolVec<u16>,
    compatible_ids: PoolVec<u16>,
    texts: PoolVec<DeviceText>,
    default_locale: u32,
    /// Works without a function driver.
    raw: bool,
    /// Requests may be forwarded to the parent's queues.
    forwards: bool,
    /// Is in D0 only while its parent is.
    needs_power: bool,
    /// Whether it is in a list of its parent, from when on only the framework deletes it.
    listed: AtomicBool,
    /// Whether it has a power reference of its parent.
    powered: AtomicBool,
    /// Whether the Plug and Play manager knows it as a physical device object.
    known: AtomicBool,
}

impl Child {
    pub(crate) fn new(parent: Obj<Device>, described: Option<Described>) -> Self {
        let tag = parent.fx().tag();
        Self {
            parent: parent.reference(),
            listed: AtomicBool::new(described.is_some()),
            described,
            callbacks: WDF_PDO_EVENT_CALLBACKS::default(),
            device_id: PoolVec::new(tag),
            instance_id: PoolVec::new(tag),
            container_id: PoolVec::new(tag),
            hardware_ids: PoolVec::new(tag),
            compatible_ids: PoolVec::new(tag),
            texts: PoolVec::new(tag),
            default_locale: 0,
            raw: false,
            forwards: false,
            needs_power: true,
            powered: AtomicBool::new(false),
            known: AtomicBool::new(false),
        }
    }

    /// The function device that made it.
    pub(crate) fn parent(&self) -> Obj<Device> {
        *self.parent
    }

    /// Whether it works without a function driver.
    pub(crate) fn is_raw(&self) -> bool {
        self.raw
    }

    /// Whether requests may be forwarded to the parent's queues.
    pub(crate) fn may_forward(&self) -> bool {
        self.forwards
    }

    /// Whether it is a device of a dynamic child list.
    pub(crate) fn is_described(&self) -> bool {
        self.described.is_some()
    }

    /// It was made for nothing: it is deleted as one that is in no list.
    fn forget_listed(&self) {
        self.listed.store(false, Ordering::Release);
    }

    /// Whether it is in a list of its parent.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed.load(Ordering::Acquire)
    }

    /// Whether the Plug and Play manager knows it: not before it asks for the resources that the device needs.
    pub(crate) fn is_known(&self) -> bool {
        self.known.load(Ordering::Acquire)
    }
}

/// What a child finds as it asks its parent for power.
pub(crate) enum ParentPower {
    /// The parent is in D0, or the child does not need it.
    On,
    /// The child hears when the parent is in D0.
    Coming,
    /// The parent does not come to D0.
    Refused,
}

impl Obj<Device> {
    /// Whether a bus driver made the device.
    pub(crate) fn is_child(self) -> bool {
        self.child.is_some()
    }

    /// The Plug and Play manager has shown that it knows the device. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn note_known(self) -> Result<(), NTSTATUS> {
        let Some(child) = &self.child else {
            return Ok(());
        };
        child.known.store(true, Ordering::Release);
        self.register_interfaces()
    }

    /// A child enters D0: keeps its parent from idling. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn ask_parent(self) -> ParentPower {
        let Some(child) = self.child.as_ref().filter(|child| child.needs_power) else {
            return ParentPower::On;
        };
        let parent = child.parent();
        if !parent.pnp.is_policy_owner() {
            // It does not idle, but it sleeps with the system.
            return match parent.wdf_device_power() {
                WdfPowerDeviceD0 => ParentPower::On,
                _ => ParentPower::Coming,
            };
        }
        if child.powered.swap(true, Ordering::AcqRel) {
            self.release_reference(child);
        }
        match parent.reference_power(false) {
            Reference::InD0 => ParentPower::On,
            Reference::Pending => ParentPower::Coming,
            Reference::Refused => {
                child.powered.store(false, Ordering::Release);
                ParentPower::Refused
            }
        }
    }

    fn release_reference(self, child: &Child) {
        child.parent().power_dereference();
    }

    /// A child does not need its parent's power any more. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn release_parent(self) {
        if let Some(child) = &self.child
            && child.powered.swap(false, Ordering::AcqRel)
        {
            self.release_reference(child);
        }
    }
}
