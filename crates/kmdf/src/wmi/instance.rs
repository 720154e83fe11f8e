//! `WDFWMIINSTANCE`: an instance of a block.
#![expect(
    unsafe_code,
    reason = "a list of objects whose body has the link, and contexts that are copied"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, ExAllocatePool2, ExFreePool, IoWMIDeviceObjectToProviderId, IoWMIWriteEvent, NTSTATUS,
    POOL_FLAG_NON_PAGED, PVOID, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INTEGER_OVERFLOW, STATUS_INVALID_PARAMETER, STATUS_PENDING, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, ULONG, WNODE_FLAG_EVENT_ITEM, WNODE_FLAG_SINGLE_INSTANCE,
    WNODE_FLAG_STATIC_INSTANCE_NAMES,
    wdf::{
        PCWDF_OBJECT_CONTEXT_TYPE_INFO, PFN_WDF_WMI_INSTANCE_EXECUTE_METHOD,
        PFN_WDF_WMI_INSTANCE_QUERY_INSTANCE, PFN_WDF_WMI_INSTANCE_SET_INSTANCE,
        PFN_WDF_WMI_INSTANCE_SET_ITEM, WDF_WMI_INSTANCE_CONFIG, WDFWMIINSTANCE,
    },
};

use super::{
    node::{Node, SINGLE},
    power::Choice,
    provider::Provider,
};
use crate::{
    Fx,
    callback::callback,
    device::Device,
    list::{Link, link_field},
    object::{Attributes, Body, Class, Cleanup, Obj, Ref, numbers},
    violation::{self, Code},
};

/// The framework's part of a `WDFWMIINSTANCE`.
pub(crate) struct Instance {
    /// In its provider's list.
    pub(super) link: Link,
    pub(super) provider: Ref<Provider>,
    source: Source,
}

link_field! {
    /// The list of a provider's instances. An instance is taken out when it is disposed. The lock of the device's blocks guards
    /// it, and that of the list.
    pub(super) InstanceLink: Instance, link
}

/// Where the data comes from.
#[derive(Clone, Copy)]
enum Source {
    Driver(Callbacks),
    /// The framework itself has it.
    Choice(Choice),
}

/// The driver's callbacks.
#[derive(Clone, Copy)]
struct Callbacks {
    /// The context that is the data, and its size.
    context: Option<(PCWDF_OBJECT_CONTEXT_TYPE_INFO, u32)>,
    query: PFN_WDF_WMI_INSTANCE_QUERY_INSTANCE,
    set: PFN_WDF_WMI_INSTANCE_SET_INSTANCE,
    set_item: PFN_WDF_WMI_INSTANCE_SET_ITEM,
    execute: PFN_WDF_WMI_INSTANCE_EXECUTE_METHOD,
}

// SAFETY: the link belongs to the lock of the device's blocks; the rest never changes.
unsafe impl Sync for Instance {}

impl Body for Instance {
    const CLASS: &'static Class = &Class::of::<Self>("WDFWMIINSTANCE", numbers::WMI_INSTANCE);

    fn dispose(instance: Obj<Self>) -> Cleanup {
        let device = instance.provider.device;
        device.follow(device.remove_instance(instance));
        Cleanup::Call
    }
}

/// What is wrong with an instance of this provider, and else the context that it has as its data.
fn context_of(
    provider: Obj<Provider>,
    config: &WDF_WMI_INSTANCE_CONFIG,
    attributes: &Attributes,
) -> Result<Option<(PCWDF_OBJECT_CONTEXT_TYPE_INFO, u32)>, NTSTATUS> {
    if config.UseContextForQuery == 0 {
        return Ok(None);
    }
    let writes =
        config.EvtWmiInstanceSetInstance.is_some() || config.EvtWmiInstanceSetItem.is_some();
    let context = attributes.context.filter(|_| !writes);
    let context = context.ok_or(STATUS_INVALID_PARAMETER)?;
    let size = u32::try_from(context.size).map_err(|_| STATUS_INTEGER_OVERFLOW)?;
    if size < provider.smallest {
        return Err(STATUS_BUFFER_TOO_SMALL);
    }
    Ok(Some((context.unique, size)))
}

impl Obj<Instance> {
    /// Creates an instance with the driver's callbacks, which is not registered yet.
    pub(super) fn create_instance(
        fx: Fx,
        provider: Obj<Provider>,
        config: &WDF_WMI_INSTANCE_CONFIG,
        attributes: &Attributes,
    ) -> Result<Self, NTSTATUS> {
        let has_data = config.UseContextForQuery != 0
            || config.EvtWmiInstanceQueryInstance.is_some()
            || config.EvtWmiInstanceSetInstance.is_some()
            || config.EvtWmiInstanceSetItem.is_some()
            || config.EvtWmiInstanceExecuteMethod.is_some();
        if provider.is_event_only() && has_data {
            return Err(STATUS_INVALID_PARAMETER);
        }
        let context = context_of(provider, config, attributes)?;
        let callbacks = Callbacks {
            context,
            query: config
                .EvtWmiInstanceQueryInstance
                .filter(|_| context.is_none()),
            set: config.EvtWmiInstanceSetInstance,
            set_item: config.EvtWmiInstanceSetItem,
            execute: config.EvtWmiInstanceExecuteMethod,
        };
        Self::create_with(fx, provider, Source::Driver(callbacks), attributes)
    }

    /// Creates the framework's own instance.
    pub(super) fn create_choice(
        fx: Fx,
        provider: Obj<Provider>,
        choice: Choice,
    ) -> Result<Self, NTSTATUS> {
        Self::create_with(fx, provider, Source::Choice(choice), &Attributes::NONE)
    }

    fn create_with(
        fx: Fx,
        provider: Obj<Provider>,
        source: Source,
        attributes: &Attributes,
    ) -> Result<Self, NTSTATUS> {
        let body = Instance {
            link: Link::new(),
            provider: provider.reference(),
            source,
        };
        Self::create(fx, Some(provider.header()), attributes, body)
    }

    pub(super) fn device(self) -> Obj<Device> {
        self.provider.device
    }

    fn wdf(self) -> WDFWMIINSTANCE {
        self.handle().cast()
    }

    /// Whether it can be queried. One with a method can: WMI queries it before it calls that.
    pub(super) fn can_query(self) -> bool {
        match self.source {
            Source::Choice(_) => true,
            Source::Driver(driver) => {
                driver.context.is_some() || driver.query.is_some() || driver.execute.is_some()
            }
        }
    }

    pub(super) fn can_set(self) -> bool {
        match self.source {
            Source::Choice(_) => true,
            Source::Driver(driver) => driver.set.is_some(),
        }
    }

    pub(super) fn can_set_item(self) -> bool {
        match self.source {
            Source::Choice(_) => true,
            Source::Driver(driver) => driver.set_item.is_some(),
        }
    }

    pub(super) fn can_execute(self) -> bool {
        match self.source {
            Source::Choice(_) => false,
            Source::Driver(driver) => driver.execute.is_some(),
        }
    }

    /// Has the data written to `buffer`: the status, and the bytes that are used, or needed.
    pub(super) fn query(self, (buffer, size): (*mut u8, u32)) -> (NTSTATUS, u32) {
        let driver = match self.source {
            Source::Choice(_) if size == 0 => {
                return (STATUS_BUFFER_TOO_SMALL, size_of::<BOOLEAN>() as u32);
            }
            Source::Choice(choice) => {
                let value = u8::from(self.device().chosen(choice));
                // SAFETY: the buffer has a byte at least.
                unsafe { buffer.write(value) };
                return (STATUS_SUCCESS, size_of::<BOOLEAN>() as u32);
            }
            Source::Driver(driver) => driver,
        };
        if let Some((unique, length)) = driver.context {
            if size < length {
                return (STATUS_BUFFER_TOO_SMALL, length);
            }
            let Some(context) = self.header().context(unique) else {
                return (STATUS_UNSUCCESSFUL, 0);
            };
            // SAFETY: the object's context has so many bytes, and the buffer has room for them.
            unsafe { ptr::copy_nonoverlapping(context.cast::<u8>(), buffer, length as usize) };
            return (STATUS_SUCCESS, length);
        }
        self.ask_driver(driver, (buffer, size))
    }

    fn ask_driver(self, driver: Callbacks, (buffer, size): (*mut u8, u32)) -> (NTSTATUS, u32) {
        // A driver always gets a buffer.
        let mut none = 0_u8;
        let is_none = size == 0;
        let (buffer, size) = match is_none {
            true => (&raw mut none, 1),
            false => (buffer, size),
        };
        let mut used: ULONG = 0;
        let status = callback!(
            self.fx(),
            self.wdf(),
            "EvtWmiInstanceQueryInstance",
            driver.query,
            (
                self.wdf(),
                size,
                buffer.cast::<core::ffi::c_void>(),
                &raw mut used
            )
        );
        match status.unwrap_or(STATUS_SUCCESS) {
            STATUS_PENDING => {
                self.misuse(format_args!(
                    "EvtWmiInstanceQueryInstance returned STATUS_PENDING, which it may not"
                ));
                (STATUS_UNSUCCESSFUL, 0)
            }
            status if status >= 0 && used > size => {
                self.misuse(format_args!(
                    "EvtWmiInstanceQueryInstance has used {used} bytes of a buffer of {size}"
                ));
                (STATUS_UNSUCCESSFUL, 0)
            }
            status if status >= 0 && is_none && used > 0 => (STATUS_BUFFER_TOO_SMALL, used),
            STATUS_BUFFER_TOO_SMALL => {
                if self.provider.smallest > 0 {
                    self.misuse(format_args!(
                        "EvtWmiInstanceQueryInstance returned STATUS_BUFFER_TOO_SMALL, but MinInstanceBufferSize is for \
                         data of one size"
                    ));
                }
                (STATUS_BUFFER_TOO_SMALL, used)
            }
            status => (status, used),
        }
    }

    fn misuse(self, message: core::fmt::Arguments<'_>) {
        violation::wdf(
            self.fx(),
            "WmiInstance",
            Code::ObjectError,
            [self.handle() as u64, 0, 0],
            format_args!("WMI instance {:p}: {message}", self.handle()),
        );
    }

    /// Sets all of it to the `size` bytes at `buffer`, which is null for none.
    pub(super) fn set(self, (buffer, size): (*mut u8, u32)) -> NTSTATUS {
        match self.source {
            Source::Choice(_) if size == 0 => STATUS_BUFFER_TOO_SMALL,
            Source::Choice(choice) => {
                // SAFETY: the buffer has a byte at least.
                let value = unsafe { buffer.read() };
                self.device().choose(choice, value != 0);
                STATUS_SUCCESS
            }
            Source::Driver(driver) => callback!(
                self.fx(),
                self.wdf(),
                "EvtWmiInstanceSetInstance",
                driver.set,
                (self.wdf(), size, buffer.cast::<core::ffi::c_void>())
            )
            .unwrap_or(STATUS_UNSUCCESSFUL),
        }
    }

    /// Sets an item.
    pub(super) fn set_item(self, item: u32, (buffer, size): (*mut u8, u32)) -> NTSTATUS {
        match self.source {
            Source::Choice(_) if item != 0 => wdk_sys::STATUS_INVALID_DEVICE_REQUEST,
            Source::Choice(_) => self.set((buffer, size)),
            Source::Driver(driver) => callback!(
                self.fx(),
                self.wdf(),
                "EvtWmiInstanceSetItem",
                driver.set_item,
                (self.wdf(), item, size, buffer.cast::<core::ffi::c_void>())
            )
            .unwrap_or(STATUS_UNSUCCESSFUL),
        }
    }

    /// Calls a method: the status, and the bytes that it returns, or needs room for.
    pub(super) fn execute(
        self,
        method: u32,
        (buffer, input, room): (*mut u8, u32, u32),
    ) -> (NTSTATUS, u32) {
        let Source::Driver(driver) = self.source else {
            return (STATUS_UNSUCCESSFUL, 0);
        };
        let mut used: ULONG = 0;
        let status = callback!(
            self.fx(),
            self.wdf(),
            "EvtWmiInstanceExecuteMethod",
            driver.execute,
            (
                self.wdf(),
                method,
                input,
                room,
                buffer.cast::<core::ffi::c_void>(),
                &raw mut used
            )
        );
        (status.unwrap_or(STATUS_UNSUCCESSFUL), used)
    }

    /// Sends an event with `size` bytes of data. IRQL: up to `APC_LEVEL`.
    ///
    /// # Safety
    /// The data is null or has so many bytes.
    pub(super) unsafe fn fire(self, data: PVOID, size: u32) -> NTSTATUS {
        let size = if data.is_null() { 0 } else { size };
        let start = SINGLE.start as u32;
        let Some(whole) = start.checked_add(size) else {
            return STATUS_INTEGER_OVERFLOW;
        };
        // The system frees it, so it is no block of the framework's own pool.
        // SAFETY: callable at this level; what comes back is looked at.
        let memory = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, whole.into(), self.fx().tag()) };
        if memory.is_null() {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        // SAFETY: the device's object.
        let id = unsafe { IoWMIDeviceObjectToProviderId(self.device().wdm()) };
        let flags =
            WNODE_FLAG_SINGLE_INSTANCE | WNODE_FLAG_EVENT_ITEM | WNODE_FLAG_STATIC_INSTANCE_NAMES;
        // SAFETY: allocated above with so many bytes.
        let node = unsafe { Node::new(memory.cast(), whole) };
        let index = self
            .provider
            .instances
            .with(|instances| instances.index(self));
        node.write_event(&self.provider.guid, (id, flags), index, size);
        let (to, _) = node.from(start);
        // SAFETY: so many bytes by contract, and the new block has room for them.
        unsafe { ptr::copy_nonoverlapping(data.cast::<u8>(), to, size as usize) };
        // SAFETY: an event in nonpaged pool, which the system owns after a success.
        let status = unsafe { IoWMIWriteEvent(memory) };
        if status < 0 {
            // SAFETY: the event was not taken over.
            unsafe { ExFreePool(memory) };
        }
        status
    }
}
