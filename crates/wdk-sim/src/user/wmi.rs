//! WMI as programs use it: blocks of data that drivers provide, their methods, and their events.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::GUID;

use crate::{
    engine::{
        error::{NtStatus, Result},
        trace::Category,
    },
    exports::wmi::{program, wnode::BlockId},
    machine::Machine,
    nt::{kernel::Kernel, ob::name::wide, pnp::interface::braces},
};

/// A device that its driver has registered with WMI.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WmiProvider {
    /// The driver's key below `Services`.
    pub registry_path: String,
    /// The name of the resource of the driver's image that describes its classes; empty without one.
    pub mof_resource: String,
    /// The blocks.
    pub blocks: Vec<WmiRegistration>,
}

/// A block that a driver has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WmiRegistration {
    /// Its GUID, in braces.
    pub block: String,
    /// The `WMIREG_FLAG_` values.
    pub flags: u32,
    /// The names of its instances; `None` when the driver gives them with the data.
    pub instances: Option<Vec<String>>,
}

/// A block that a program has opened. Drivers that registered it as expensive collect its data meanwhile.
#[derive(Debug)]
pub struct WmiBlock {
    kernel: Held,
    block: BlockId,
}

/// An instance of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WmiInstance {
    /// Its name.
    pub name: String,
    /// Its data.
    pub data: Vec<u8>,
}

/// The events of a block, as long as a program wants them.
#[derive(Debug)]
pub struct WmiEvents {
    kernel: Held,
    block: BlockId,
    id: u64,
    inbox: Rc<std::cell::RefCell<Vec<Vec<u8>>>>,
}

/// An event that a driver has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WmiEvent {
    /// The `WNODE_FLAG_` values.
    pub flags: u32,
    /// The instance that it is about, if its name is registered.
    pub instance: Option<String>,
    /// Its data.
    pub data: Vec<u8>,
}

/// The machine, which has no text.
struct Held(Rc<Kernel>);

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Machine")
    }
}

impl Held {
    fn call<R>(&self, work: impl FnOnce(&Kernel) -> Result<R, i32>) -> Result<R> {
        let kernel = &self.0;
        let outcome = kernel.call("WMI consumer", || kernel.as_program(|| work(kernel)))?;
        outcome.map_err(|status| crate::engine::error::Error::Status(NtStatus(status)))
    }

    fn trace(&self, what: &'static str, detail: impl FnOnce() -> String) {
        self.0.trace_instant(Category::User, || (what, detail()));
    }
}

impl Machine {
    /// The devices that drivers have registered with WMI, oldest first.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn wmi_providers(&self) -> Result<Vec<WmiProvider>> {
        let kernel = &self.kernel;
        let found = kernel.call("WMI consumer", || program::registered(kernel))?;
        let provider = |it: program::Registered| WmiProvider {
            registry_path: it.registry_path,
            mof_resource: it.mof_resource,
            blocks: it
                .blocks
                .into_iter()
                .map(|(block, flags, instances)| WmiRegistration {
                    block: braces(&block),
                    flags,
                    instances,
                })
                .collect(),
        };
        Ok(found.into_iter().map(provider).collect())
    }

    /// Opens a WMI block to read and change it, and to call its methods.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with `STATUS_WMI_GUID_NOT_FOUND` when no driver has registered it, or with what a
    /// driver says that is asked to collect its data.
    pub fn wmi_block(&self, block: &GUID) -> Result<WmiBlock> {
        let kernel = Held(Rc::clone(&self.kernel));
        let id = BlockId::from(block);
        kernel.trace("open WMI block", || braces(block));
        kernel.call(|kernel| program::open(kernel, id))?;
        Ok(WmiBlock { kernel, block: id })
    }

    /// Asks for the events of a WMI block, which drivers may register later.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with what a driver says that is asked to send them.
    pub fn wmi_events(&self, block: &GUID) -> Result<WmiEvents> {
        let kernel = Held(Rc::clone(&self.kernel));
        let id = BlockId::from(block);
        kernel.trace("enable WMI events", || braces(block));
        let (number, inbox) = kernel.call(|kernel| program::subscribe(kernel, id))?;
        Ok(WmiEvents {
            kernel,
            block: id,
            id: number,
            inbox,
        })
    }

    /// Has a trace session, whose handle is `logger`, get the events of a block that is registered with
    /// `WMIREG_FLAG_TRACED_GUID`; `None` ends that.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with what the driver says.
    pub fn wmi_trace(&self, block: &GUID, logger: Option<u64>) -> Result {
        let kernel = Held(Rc::clone(&self.kernel));
        kernel.call(|kernel| program::trace(kernel, block.into(), logger))
    }

    /// The events that [`wmi_trace`](Self::wmi_trace) sessions have got: an `EVENT_TRACE_HEADER` each, and what follows it.
    #[must_use]
    pub fn wmi_traced_events(&self) -> Vec<Vec<u8>> {
        program::traced(&self.kernel)
    }
}

impl WmiBlock {
    /// All instances, of all drivers.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) when no driver has answered: what the last one said.
    pub fn query_all(&self) -> Result<Vec<WmiInstance>> {
        let found = self
            .kernel
            .call(|kernel| program::query_all(kernel, self.block))?;
        let instance = |(name, data)| WmiInstance { name, data };
        Ok(found.into_iter().map(instance).collect())
    }

    /// The data of one instance.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with what the driver says, or `STATUS_WMI_INSTANCE_NOT_FOUND`.
    pub fn query(&self, instance: &str) -> Result<Vec<u8>> {
        let name = wide(instance);
        self.kernel
            .call(|kernel| program::query(kernel, self.block, &name))
    }

    /// Sets an instance.
    ///
    /// # Errors
    /// As for [`query`](Self::query).
    pub fn set(&self, instance: &str, data: &[u8]) -> Result {
        let name = wide(instance);
        self.kernel
            .call(|kernel| program::set(kernel, self.block, &name, None, data))
    }

    /// Sets the item of an instance that has this `WmiDataId`.
    ///
    /// # Errors
    /// As for [`query`](Self::query).
    pub fn set_item(&self, instance: &str, item: u32, data: &[u8]) -> Result {
        let name = wide(instance);
        self.kernel
            .call(|kernel| program::set(kernel, self.block, &name, Some(item), data))
    }

    /// Calls the method of an instance that has this `WmiMethodId`, and gives what it returns. As on Windows the
    /// instance is queried first.
    ///
    /// # Errors
    /// As for [`query`](Self::query).
    pub fn execute(&self, instance: &str, method: u32, input: &[u8]) -> Result<Vec<u8>> {
        let name = wide(instance);
        self.kernel
            .call(|kernel| program::execute(kernel, self.block, &name, method, input))
    }
}

impl Drop for WmiBlock {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let block = self.block;
            // A machine that has ended has no blocks.
            let _ = self.kernel.call(|kernel| {
                program::close(kernel, block);
                Ok(())
            });
        }
    }
}

impl WmiEvents {
    /// The events that have come since this was last called.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn take(&self) -> Result<Vec<WmiEvent>> {
        let found = self
            .kernel
            .call(|kernel| Ok(program::events(kernel, self.block, &self.inbox)))?;
        let event = |it: program::Event| WmiEvent {
            flags: it.flags,
            instance: it.instance,
            data: it.data,
        };
        Ok(found.into_iter().map(event).collect())
    }
}

impl Drop for WmiEvents {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let id = self.id;
            // A machine that has ended has no events.
            let _ = self.kernel.call(|kernel| {
                program::unsubscribe(kernel, id);
                Ok(())
            });
        }
    }
}
