//! Devices as a test sees them.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceUnspecified, DEVICE_POWER_STATE, GUID, STATUS_SUCCESS,
    SYSTEM_POWER_STATE,
};

use crate::{
    engine::{
        error::{Error, Result},
        trace::Category,
    },
    nt::{
        kernel::Kernel,
        pnp::{
            interface,
            node::{Node, State},
            remove,
            resources::Resource,
            stack, wake,
        },
        po,
    },
};

/// What a device to be plugged in is.
#[derive(Clone, Debug, Default)]
pub struct Hardware {
    pub(super) ids: Vec<String>,
    pub(super) compatible: Vec<String>,
    pub(super) resources: Vec<Resource>,
    pub(super) wake: Option<wake::Depth>,
    pub(super) reenumerates: bool,
}

impl Hardware {
    /// A device with this hardware id.
    #[must_use]
    pub fn new(hardware_id: &str) -> Self {
        Self {
            ids: vec![hardware_id.to_owned()],
            ..Self::default()
        }
    }

    /// A further, less specific hardware id.
    #[must_use]
    pub fn hardware_id(mut self, id: &str) -> Self {
        self.ids.push(id.to_owned());
        self
    }

    /// A compatible id.
    #[must_use]
    pub fn compatible_id(mut self, id: &str) -> Self {
        self.compatible.push(id.to_owned());
        self
    }

    /// A hardware resource.
    #[must_use]
    pub fn resource(mut self, resource: Resource) -> Self {
        self.resources.push(resource);
        self
    }

    /// A device that can give a wake signal ([`Device::signal_wake`]) while it is in `device` or a lighter
    /// state, and the system in `system` or a lighter one.
    ///
    /// The bus reports the two as `DeviceWake` and `SystemWake` of its
    /// [`DEVICE_CAPABILITIES`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_device_capabilities).
    #[must_use]
    pub fn wakes(mut self, device: DEVICE_POWER_STATE, system: SYSTEM_POWER_STATE) -> Self {
        self.wake = Some(wake::Depth { device, system });
        self
    }

    /// A device whose bus takes it away and finds it anew when a driver asks for it, as PCI does: the device has a
    /// new PDO and a new stack then, once the last file on the old one is closed.
    ///
    /// The bus answers the query for
    /// [`GUID_REENUMERATE_SELF_INTERFACE_STANDARD`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_reenumerate_self_interface_standard).
    /// A device that does not start at all is not found anew, since [`Machine::plug`](crate::Machine::plug) pulls it
    /// out.
    #[must_use]
    pub fn reenumerates(mut self) -> Self {
        self.reenumerates = true;
        self
    }
}

impl From<&str> for Hardware {
    fn from(hardware_id: &str) -> Self {
        Self::new(hardware_id)
    }
}

/// The state of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceState {
    /// Known to its bus, without drivers.
    Enumerated,
    /// Working.
    Started,
    /// Stopped, to be started again.
    Stopped,
    /// Pulled out, while files are open.
    SurpriseRemoved,
    /// Without drivers, on request.
    Disabled,
    /// Its drivers did not get it to work.
    Failed,
    /// Gone.
    Removed,
}

/// A device that was plugged in. Dropping this leaves it plugged in.
///
/// Devices do not come and go while the system sleeps: what this type has the Plug and Play manager do wakes it up first.
pub struct Device {
    kernel: Rc<Kernel>,
    node: Rc<Node>,
}

impl Device {
    pub(super) fn new(kernel: &Rc<Kernel>, node: Rc<Node>) -> Self {
        Self {
            kernel: Rc::clone(kernel),
            node,
        }
    }

    /// The instance path, such as `ROOT\TOASTER\0000`.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.node.instance
    }

    /// The device at the bottom of its stack.
    pub(crate) fn pdo(&self) -> crate::nt::io::raw::Device {
        self.node.pdo.get()
    }

    /// The state of the device.
    #[must_use]
    pub fn state(&self) -> DeviceState {
        match self.node.state.get() {
            State::Enumerated => DeviceState::Enumerated,
            State::DriversAdded | State::Started | State::RemovePending => DeviceState::Started,
            State::Stopped => DeviceState::Stopped,
            State::SurpriseRemoved => DeviceState::SurpriseRemoved,
            State::Disabled => DeviceState::Disabled,
            State::Failed => DeviceState::Failed,
            State::Removed => DeviceState::Removed,
        }
    }

    /// The power state that the drivers of the device have reported last
    /// ([`PoSetPowerState`](https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-posetpowerstate)):
    /// that of the highest one that reports any, `PowerDeviceUnspecified` when none does.
    #[must_use]
    pub fn power_state(&self) -> DEVICE_POWER_STATE {
        if self.node.state.get() == State::Removed {
            return PowerDeviceUnspecified;
        }
        let mut next = Some(self.pdo().top());
        while let Some(device) = next {
            if device.power_state() != PowerDeviceUnspecified {
                return device.power_state();
            }
            next = device.lower();
        }
        PowerDeviceUnspecified
    }

    /// The devices that its driver has found.
    #[must_use]
    pub fn children(&self) -> Vec<Self> {
        let children = self.node.children.borrow();
        children
            .iter()
            .filter_map(|child| self.kernel.pnp.node(*child))
            .map(|node| Self::new(&self.kernel, node))
            .collect()
    }

    /// The links of the device's enabled interfaces, to be opened.
    #[must_use]
    pub fn interfaces(&self) -> Vec<String> {
        self.kernel.pnp.interfaces.borrow().of_node(self.node.id)
    }

    /// The link of the device's enabled interface of this class, to be opened.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn interface(&self, class: &GUID) -> Result<String> {
        let links = self
            .kernel
            .pnp
            .interfaces
            .borrow()
            .links(class, Some(self.node.id), true);
        links.into_iter().next().ok_or_else(|| {
            Error::NotFound(format!(
                "{} has no enabled interface of class {}",
                self.node.instance,
                interface::braces(class)
            ))
        })
    }

    /// The device gives its wake signal: the bus completes the
    /// [`IRP_MN_WAIT_WAKE`](https://learn.microsoft.com/windows-hardware/drivers/kernel/irp-mn-wait-wake) request
    /// that waits for it. False when none does: the signal is lost. A system that sleeps wakes up.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn signal_wake(&self) -> Result<bool> {
        let kernel = &self.kernel;
        kernel.trace_instant(Category::User, || {
            ("wake signal", self.node.instance.clone())
        });
        kernel.call("power manager", || {
            let signalled = self.node.wake.end(STATUS_SUCCESS);
            if signalled {
                po::wake_if_asleep(kernel);
            }
            signalled
        })
    }

    /// Uninstalls the device: asks its drivers whether it may go, and removes it.
    ///
    /// # Errors
    /// [`Error::Status`] with a driver's veto, or `STATUS_DEVICE_BUSY` while files are open.
    pub fn remove(&self) -> Result {
        self.act("remove", || {
            remove::remove(&self.kernel, &self.node, remove::AfterRemoval::Gone)
        })
    }

    /// Pulls the device out. Its stack stays until the last file on it is closed. A system that sleeps notices when
    /// it works again.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn surprise_remove(&self) -> Result {
        let kernel = &self.kernel;
        if kernel.pnp.asleep.get() {
            let node = Rc::clone(&self.node);
            kernel.queue_pnp(move |kernel| remove::surprise_remove(kernel, &node, true));
            return Ok(());
        }
        self.act("surprise remove", || {
            kernel.with_device_tree(|| remove::surprise_remove(kernel, &self.node, true));
            Ok(())
        })
    }

    /// Stops the device, as to change its resources.
    ///
    /// # Errors
    /// [`Error::Status`] with a driver's veto.
    pub fn stop(&self) -> Result {
        self.act("stop", || stack::stop(&self.kernel, &self.node))
    }

    /// Starts the device after [`Device::stop`].
    ///
    /// # Errors
    /// [`Error::Status`] when the driver fails.
    pub fn start(&self) -> Result {
        self.act("start", || stack::restart(&self.kernel, &self.node))
    }

    /// Takes the drivers away and leaves the device.
    ///
    /// # Errors
    /// As for [`Device::remove`].
    pub fn disable(&self) -> Result {
        self.act("disable", || {
            remove::remove(&self.kernel, &self.node, remove::AfterRemoval::Disabled)
        })
    }

    /// Gives a disabled device its drivers back.
    ///
    /// # Errors
    /// [`Error::Status`] when the driver fails.
    pub fn enable(&self) -> Result {
        self.act("enable", || stack::enable(&self.kernel, &self.node))
    }

    /// Asks the drivers whether the device may go, and then has it stay.
    ///
    /// # Errors
    /// [`Error::Status`] with a driver's veto.
    pub fn cancel_remove(&self) -> Result {
        self.act("cancel remove", || {
            remove::cancel_remove(&self.kernel, &self.node)
        })
    }

    /// Queries the drivers whether the device may stop, and cancels the stop.
    ///
    /// # Errors
    /// [`Error::Status`] with a driver's veto.
    pub fn cancel_stop(&self) -> Result {
        self.act("cancel stop", || {
            stack::cancel_stop(&self.kernel, &self.node)
        })
    }

    fn act<R>(&self, name: &'static str, action: impl FnOnce() -> Result<R>) -> Result<R> {
        let kernel = &self.kernel;
        kernel.trace_instant(Category::User, || (name, self.node.instance.clone()));
        kernel.call("PnP manager", || {
            po::wake_if_asleep(kernel);
            action()
        })?
    }
}
