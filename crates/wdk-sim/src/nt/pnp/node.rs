//! A node of the device tree.
#![expect(unsafe_code, reason = "uses a dispatcher object as the tree's lock")]

use std::cell::{Cell, RefCell};

use wdk_sys::{
    _EVENT_TYPE::SynchronizationEvent, DEVICE_CAPABILITIES, KEVENT, KeInitializeEvent, KeSetEvent,
    PKEVENT, PNP_BUS_INFORMATION, TRUE,
};

use super::{
    manager::PnpManager, reenumerate::Reenumeration, requirements::Requirements,
    resources::Resources, turns::Turns, wake::Wake,
};
use crate::{
    engine::trace::Category,
    nt::{
        cm::{
            hive::{Hive, KeyId},
            values,
        },
        io::raw::Device,
        pnp::manager::Pnp,
    },
};

/// The state of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Known to its bus, without drivers.
    Enumerated,
    /// The stack is built.
    DriversAdded,
    /// Working.
    Started,
    /// Stopped to have its resources changed.
    Stopped,
    /// Agreed to be removed.
    RemovePending,
    /// Gone; its files are still open.
    SurpriseRemoved,
    /// Without drivers, on request.
    Disabled,
    /// The drivers did not get it to work.
    Failed,
    /// Gone.
    Removed,
}

/// A node of the device tree.
pub(crate) struct Node {
    pub(crate) id: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) children: RefCell<Vec<u64>>,
    /// Another one when its bus has found it anew.
    pub(crate) pdo: Cell<Device>,
    /// `ROOT\TOASTER\0000`.
    pub(crate) instance: String,
    pub(crate) description: RefCell<String>,
    pub(crate) hardware_ids: Vec<String>,
    pub(crate) compatible_ids: Vec<String>,
    pub(crate) state: Cell<State>,
    /// Whether its bus still reports it.
    pub(crate) present: Cell<bool>,
    /// The service of its function driver.
    pub(crate) service: RefCell<Option<String>>,
    /// The setup class, in braces.
    pub(crate) class_guid: RefCell<String>,
    pub(crate) class: RefCell<String>,
    /// Its key below `Control\Class`, such as `{...}\0000`.
    pub(crate) driver_key: RefCell<String>,
    /// What it is assigned.
    pub(crate) resources: RefCell<Resources>,
    /// What it has before drivers start it: on the root bus, what it was plugged in with.
    pub(super) boot: RefCell<Resources>,
    /// What its bus says that it needs.
    pub(super) requirements: RefCell<Requirements>,
    /// What its bus says of itself.
    pub(crate) bus: Cell<Option<PNP_BUS_INFORMATION>>,
    /// Where its bus says that it is.
    pub(crate) location: RefCell<String>,
    /// What its bus says of the container that it is a part of.
    pub(crate) container: RefCell<String>,
    pub(crate) capabilities: Cell<DEVICE_CAPABILITIES>,
    /// Whether it can work without a function driver.
    pub(crate) raw: Cell<bool>,
    /// Whether it is a software component, which the packages of its parent add.
    pub(crate) is_component: bool,
    /// Power requests that drivers asked for.
    pub(crate) power: Turns,
    /// The wake signal of a device on the root bus.
    pub(crate) wake: Wake,
    pub(crate) reenumeration: Reenumeration,
    /// Set by `IoSetDevicePropertyData`.
    pub(crate) properties: RefCell<Vec<super::property::Property>>,
}

impl Node {
    /// A node of the root, without ids and drivers, for the device that its bus made as `pdo`.
    pub(super) fn new(id: u64, pdo: Device, instance: String, resources: Resources) -> Self {
        Self {
            id,
            parent: None,
            children: RefCell::default(),
            pdo: pdo.into(),
            instance,
            description: RefCell::default(),
            hardware_ids: Vec::new(),
            compatible_ids: Vec::new(),
            state: Cell::new(State::Enumerated),
            present: Cell::new(true),
            service: RefCell::default(),
            class_guid: RefCell::default(),
            class: RefCell::default(),
            driver_key: RefCell::default(),
            resources: RefCell::new(resources.clone()),
            boot: RefCell::new(resources),
            requirements: RefCell::default(),
            bus: Cell::default(),
            location: RefCell::default(),
            container: RefCell::default(),
            capabilities: Cell::default(),
            raw: Cell::default(),
            is_component: false,
            power: Turns::default(),
            wake: Wake::default(),
            reenumeration: Reenumeration::default(),
            properties: RefCell::default(),
        }
    }

    /// Whether the root bus made its device: no driver takes it away.
    pub(super) fn is_on_root_bus(&self) -> bool {
        self.parent.is_none() || self.is_component
    }

    /// Whether its bus says of no resources that it needs.
    pub(super) fn needs_nothing(&self) -> bool {
        self.requirements.borrow().is_empty()
    }

    /// Whether it has no drivers but its bus's.
    pub(super) fn is_driverless(&self) -> bool {
        matches!(
            self.state.get(),
            State::Enumerated | State::Disabled | State::Failed
        )
    }

    /// Moves the device to another state, and records it.
    pub(crate) fn become_state(&self, kernel: &Pnp, state: State) {
        if self.state.replace(state) != state {
            kernel.trace_instant(Category::Pnp, || {
                let name = match state {
                    State::Enumerated => "device enumerated",
                    State::DriversAdded => "drivers added",
                    State::Started => "device started",
                    State::Stopped => "device stopped",
                    State::RemovePending => "removal pending",
                    State::SurpriseRemoved => "device surprise-removed",
                    State::Disabled => "device disabled",
                    State::Failed => "device failed",
                    State::Removed => "device removed",
                };
                (name, self.instance.clone())
            });
        }
    }

    /// The enumerator: what stands before the first backslash of the instance path.
    pub(crate) fn enumerator(&self) -> &str {
        self.instance.split('\\').next().unwrap_or_default()
    }

    /// Its key below `Enum`; made when it is not there.
    pub(crate) fn hardware_key(&self, kernel: &Pnp) -> KeyId {
        let path = format!(r"Machine\System\CurrentControlSet\Enum\{}", self.instance);
        values::create(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, &path)
    }

    /// Its software key below `Control\Class`; made when it is not there.
    pub(crate) fn software_key(&self, kernel: &Pnp) -> KeyId {
        let path = format!(
            r"Machine\System\CurrentControlSet\Control\Class\{}",
            self.driver_key.borrow()
        );
        values::create(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, &path)
    }

    /// The key of its setup class; made when it is not there.
    pub(crate) fn class_key(&self, kernel: &Pnp) -> KeyId {
        let path = format!(
            r"Machine\System\CurrentControlSet\Control\Class\{}",
            self.class_guid.borrow()
        );
        values::create(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, &path)
    }

    /// The devices of its stack, from the PDO up.
    pub(crate) fn devices(&self) -> Vec<Device> {
        std::iter::successors(Some(self.pdo.get()), |device| device.upper()).collect()
    }

    /// Files that are open on its stack.
    pub(crate) fn open_files(&self) -> i32 {
        self.devices()
            .iter()
            .map(|device| device.open_count())
            .sum()
    }
}

/// The event behind the tree's lock, initialised on first use.
pub(super) fn lock_event(pnp: &PnpManager) -> PKEVENT {
    let event: *mut KEVENT = pnp.lock.get();
    if !pnp.lock_ready.replace(true) {
        // SAFETY: the event stands in the machine and nobody uses it yet.
        unsafe { KeInitializeEvent(event, SynchronizationEvent, TRUE) };
    }
    event
}

/// Sets an event of the machine.
pub(super) fn set_event(event: PKEVENT) {
    // SAFETY: initialised by `lock_event`.
    unsafe { KeSetEvent(event, 0, 0) };
}
