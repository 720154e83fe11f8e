//! Windows Management Instrumentation: data that a device provides to programs, methods, and events.
//!
//! A [`WmiBlock`] has the type of its data and the functions behind it; [`Device::add_wmi_block`] gives it to a device. From the device's
//! start to its removal the framework has it registered with the system, and calls the functions for what programs ask.
//! [`WmiEvents`] is a field of the device's context that sends events.
//!
//! The data of a block has one size and is [`Plain`]. Data whose size changes, and instances with names of their own, are not covered.
//!
//! # Examples
//! ```
//! use wdk::{prelude::*, wmi::{MethodCall, WmiBlock, WmiEvents}};
//!
//! #[derive(Clone, Copy, Plain)]
//! #[repr(C)]
//! struct Settings { doneness: u32, slices: u32 }
//!
//! #[wdk::context]
//! struct Toaster { settings: SpinLock<Settings>, overheated: WmiEvents<u32> }
//!
//! impl Toaster {
//!     fn query(&self, _instance: u32, irql: &mut Passive) -> Result<Settings> {
//!         Ok(self.settings.with(irql, |settings, _| *settings))
//!     }
//!     fn set(&self, _instance: u32, new: Settings, irql: &mut Passive) -> Result<()> {
//!         self.settings.with(irql, |settings, _| *settings = new);
//!         Ok(())
//!     }
//!     fn call(&self, _instance: u32, call: &mut MethodCall<'_>, irql: &mut Passive) -> Result<()> {
//!         match call.id() {
//!             // How many slices are toasted in so many minutes?
//!             1 => {
//!                 let minutes: u32 = call.input()?;
//!                 let slices = self.settings.with(irql, |settings, _| settings.slices);
//!                 call.output(slices.saturating_mul(minutes))
//!             }
//!             _ => Err(Error::WMI_ITEMID_NOT_FOUND),
//!         }
//!     }
//! }
//!
//! fn provide(device: &Device<Toaster>, irql: &Passive) -> Result<()> {
//!     let settings = WmiBlock::new(guid!("0A4B7E10-95C6-4E3B-8D0B-6C0E9F1D2A33"))
//!         .query(Toaster::query)
//!         .set(Toaster::set)
//!         .methods(Toaster::call);
//!     device.add_wmi_block(settings, irql)?;
//!     let overheated = WmiBlock::events(guid!("0A4B7E11-95C6-4E3B-8D0B-6C0E9F1D2A33"));
//!     device.add_wmi_events(overheated, |toaster| &toaster.overheated, irql)
//! }
//! ```
//!
//! See [Supporting WMI in Framework-Based Drivers](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-wmi-in-kmdf-drivers).
#![expect(
    unsafe_code,
    reason = "calls the framework, and is called by it with buffers of requests"
)]

use core::{fmt, marker::PhantomData, ptr};

use wdk_sys::{
    BOOLEAN, NTSTATUS, PULONG, PVOID, STATUS_BUFFER_TOO_SMALL, STATUS_SUCCESS, ULONG,
    wdf::{
        self, _WDF_WMI_PROVIDER_CONTROL as control, _WDF_WMI_PROVIDER_FLAGS as flags,
        WDF_WMI_INSTANCE_CONFIG, WDF_WMI_PROVIDER_CONFIG, WDF_WMI_PROVIDER_CONTROL, WDFWMIINSTANCE,
        WDFWMIPROVIDER,
    },
};

use crate::{
    Context, Device, Error, Guid, NtStatus, Passive, Plain, Result, UnicodeStr,
    callback::{Callback, OfKind, zst_instance},
    context::{self, no_context_attributes},
    irql,
    slot::Slot,
};

/// A block of WMI data of a device with the context `C`: a GUID, the type of the data of an instance, and what
/// programs may do with it.
///
/// Each function gets the context and the number of the instance, and runs at `PASSIVE_LEVEL`, on several processors at the same
/// time. Without a function a request for it fails: a block without [`set`](Self::set) is read-only.
#[must_use = "the block is provided by `Device::add_wmi_block`"]
pub struct WmiBlock<C, D> {
    provider: WDF_WMI_PROVIDER_CONFIG,
    instance: WDF_WMI_INSTANCE_CONFIG,
    count: u32,
    types: PhantomData<fn(&C) -> D>,
}

/// What programs have enabled of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Control {
    /// Its events: a program listens.
    Events,
    /// The collection of its data: a program has it open.
    Collection,
}

impl Control {
    const fn raw(self) -> WDF_WMI_PROVIDER_CONTROL {
        match self {
            Self::Events => control::WdfWmiEventControl,
            Self::Collection => control::WdfWmiInstanceControl,
        }
    }
}

impl<C: Context, D: Plain> WmiBlock<C, D> {
    /// A block with one instance and no functions.
    pub fn new(guid: Guid) -> Self {
        let mut provider = WDF_WMI_PROVIDER_CONFIG::init(guid.as_raw());
        provider.MinInstanceBufferSize = size_of::<D>() as ULONG;
        Self {
            provider,
            instance: WDF_WMI_INSTANCE_CONFIG::init_provider(ptr::null_mut()),
            count: 1,
            types: PhantomData,
        }
    }

    /// A block that has events and nothing else, for [`Device::add_wmi_events`].
    pub fn events(guid: Guid) -> Self {
        let mut block = Self::new(guid);
        block.provider.Flags = flags::WdfWmiProviderEventOnly.cast_unsigned();
        block
    }

    /// Gives it so many instances, which are numbered from 0.
    pub fn instances(self, count: u32) -> Self {
        Self { count, ..self }
    }

    /// The data of an instance is what `query` returns.
    pub fn query<F, NotAFunctionPointer>(mut self, _query: F) -> Self
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, u32, &mut Passive) -> Result<D>,
    {
        self.instance.EvtWmiInstanceQueryInstance = Some(evt_query::<C, D, F>);
        self
    }

    /// An instance may be set to other data.
    pub fn set<F, NotAFunctionPointer>(mut self, _set: F) -> Self
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, u32, D, &mut Passive) -> Result<()>,
    {
        self.instance.EvtWmiInstanceSetInstance = Some(evt_set::<C, D, F>);
        self
    }

    /// Single items of an instance may be set. An item that there is not is [`Error::WMI_ITEMID_NOT_FOUND`], and one that is only read
    /// [`Error::WMI_READ_ONLY`].
    pub fn set_item<F, NotAFunctionPointer>(mut self, _set_item: F) -> Self
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, u32, Item<'_>, &mut Passive) -> Result<()>,
    {
        self.instance.EvtWmiInstanceSetItem = Some(evt_set_item::<C, F>);
        self
    }

    /// The block has methods, for all of which `methods` is called. A method that there is not is [`Error::WMI_ITEMID_NOT_FOUND`].
    pub fn methods<F, NotAFunctionPointer>(mut self, _methods: F) -> Self
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, u32, &mut MethodCall<'_>, &mut Passive) -> Result<()>,
    {
        self.instance.EvtWmiInstanceExecuteMethod = Some(evt_execute::<C, F>);
        self
    }

    /// Data that costs something to collect: `control` is called when the first program opens the block or listens to its events,
    /// and after the last one. Its error is the program's.
    pub fn expensive<F, NotAFunctionPointer>(mut self, _control: F) -> Self
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, Control, bool, &mut Passive) -> Result<()>,
    {
        self.provider.Flags |= flags::WdfWmiProviderExpensive.cast_unsigned();
        self.provider.EvtWmiProviderFunctionControl = Some(evt_control::<C, F>);
        self
    }
}

impl<C, D> fmt::Debug for WmiBlock<C, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guid = Guid::from(self.provider.Guid);
        f.debug_tuple("WmiBlock").field(&guid).finish()
    }
}

/// The number of an instance, a context of its object.
#[crate::context]
struct Number(u32);

/// The bytes of a request, which nobody else uses while a callback runs.
///
/// # Invariants
/// `start` has `input` bytes that can be read and `room` bytes that can be written to, for `'a`.
struct Bytes<'a> {
    start: *mut u8,
    input: u32,
    room: u32,
    request: PhantomData<&'a mut [u8]>,
}

impl Bytes<'_> {
    fn get<T: Plain>(&self) -> Result<T> {
        if self.input as usize != size_of::<T>() {
            return Err(Error::INVALID_BUFFER_SIZE);
        }
        if size_of::<T>() == 0 {
            // SAFETY: a value without bytes, of a type all of whose bit patterns are values.
            return Ok(unsafe { core::mem::zeroed() });
        }
        // SAFETY: so many bytes by the invariant, of which each pattern is a `T`.
        Ok(unsafe { self.start.cast::<T>().read_unaligned() })
    }

    fn put<T: Plain>(&self, value: T) -> Result<()> {
        if (self.room as usize) < size_of::<T>() {
            return Err(Error::BUFFER_TOO_SMALL);
        }
        if size_of::<T>() > 0 {
            // SAFETY: there is room, by the line above and the invariant.
            unsafe { self.start.cast::<T>().write_unaligned(value) };
        }
        Ok(())
    }
}

/// An item that a program sets.
pub struct Item<'a> {
    id: u32,
    bytes: Bytes<'a>,
}

impl Item<'_> {
    /// The item's `WmiDataId`.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The new value.
    ///
    /// # Errors
    /// [`Error::INVALID_BUFFER_SIZE`] when the program has given another number of bytes.
    pub fn value<T: Plain>(&self) -> Result<T> {
        self.bytes.get()
    }
}

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Item({}, {} bytes)", self.id, self.bytes.input)
    }
}

/// A method that a program calls.
///
/// Input and output lie in one buffer: read the input before you write the output. When there is no room for the output, the method
/// is called again with a larger buffer; ask [`room_for`](Self::room_for) before you do what may be done only once.
pub struct MethodCall<'a> {
    id: u32,
    bytes: Bytes<'a>,
    /// What was written, or needs more room than there is.
    used: u32,
    /// The output lies where the input was.
    is_written: bool,
}

impl MethodCall<'_> {
    /// The method's `WmiMethodId`.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The input.
    ///
    /// # Errors
    /// [`Error::INVALID_BUFFER_SIZE`] when the program has given another number of bytes, or the output was written.
    pub fn input<T: Plain>(&self) -> Result<T> {
        match self.is_written {
            true => Err(Error::INVALID_BUFFER_SIZE),
            false => self.bytes.get(),
        }
    }

    /// Whether there is room for an output of this type.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`], which the method returns.
    pub fn room_for<T: Plain>(&mut self) -> Result<()> {
        if (self.bytes.room as usize) < size_of::<T>() {
            self.used = size_of::<T>() as u32;
            return Err(Error::BUFFER_TOO_SMALL);
        }
        Ok(())
    }

    /// The output.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`], which the method returns.
    pub fn output<T: Plain>(&mut self, value: T) -> Result<()> {
        self.used = size_of::<T>() as u32;
        self.bytes.put(value)?;
        self.is_written = true;
        Ok(())
    }
}

impl fmt::Debug for MethodCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MethodCall")
            .field("id", &self.id)
            .field("room", &self.bytes.room)
            .finish_non_exhaustive()
    }
}

/// A field of a device context that sends events of a WMI block.
///
/// [`Device::add_wmi_events`] binds it to the block, once the context is initialised; before that, and when the device is being removed,
/// nothing is sent.
pub struct WmiEvents<D> {
    slot: Slot,
    data: PhantomData<fn(D)>,
}

impl<D: Plain> WmiEvents<D> {
    /// A field without a block.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            slot: Slot::new(),
            data: PhantomData,
        }
    }

    /// Sends an event to all programs that listen. When none does, it is lost: ask [`is_enabled`](Self::is_enabled) before work is done
    /// for it.
    ///
    /// # Errors
    /// [`Error::NO_SUCH_DEVICE`] before the field is bound and while the device is being removed; what
    /// `WdfWmiInstanceFireEvent` reports, such as [`Error::UNSUCCESSFUL`] before the device is started.
    pub fn fire(&self, data: D, _irql: &Passive) -> Result<()> {
        let mut data = data;
        let status = self.slot.while_present(|instance| {
            let data: *mut D = &raw mut data;
            let instance: WDFWMIINSTANCE = instance.cast();
            // SAFETY: the slot of a `WmiEvents` is bound to an instance, which is not deleted before this returns; the
            // data is copied, and the token states the level.
            unsafe { wdf::WdfWmiInstanceFireEvent(instance, size_of::<D>() as ULONG, data.cast()) }
        });
        NtStatus::new(status.ok_or(Error::NO_SUCH_DEVICE)?).ok()
    }

    /// Whether a program listens, or has the block open.
    #[must_use]
    pub fn is_enabled(&self, what: Control) -> bool {
        let enabled = self.slot.while_present(|instance| {
            // SAFETY: bound to an instance that is not deleted before this returns.
            let provider = unsafe { wdf::WdfWmiInstanceGetProvider(instance.cast()) };
            // SAFETY: the instance refers to its provider.
            unsafe { wdf::WdfWmiProviderIsEnabled(provider, what.raw()) }
        });
        enabled.is_some_and(|enabled| enabled != 0)
    }
}

impl<D: Plain> Default for WmiEvents<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<D> fmt::Debug for WmiEvents<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WmiEvents").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Provides a WMI block to programs, as long as the device is started.
    ///
    /// # Errors
    /// What `WdfWmiProviderCreate` and `WdfWmiInstanceCreate` report, such as [`Error::INVALID_PARAMETER`] for a block of
    /// [`events`](WmiBlock::events) that has functions. A block whose GUID the device has already is
    /// [`Error::OBJECT_NAME_COLLISION`].
    pub fn add_wmi_block<D: Plain>(&self, block: WmiBlock<C, D>, irql: &Passive) -> Result<()> {
        let mut block = block;
        block.create_provider(self)?;
        for number in 0..block.count {
            block.create_instance(self, number, irql)?;
        }
        Ok(())
    }

    /// Provides a block, whose first instance a field of the context sends events of.
    ///
    /// # Errors
    /// As for [`add_wmi_block`](Self::add_wmi_block), and [`Error::INVALID_PARAMETER`] when the block has no instances, or the field is
    /// bound already or is not part of the context.
    pub fn add_wmi_events<D: Plain>(
        &self,
        block: WmiBlock<C, D>,
        field: impl for<'c> FnOnce(&'c C) -> &'c WmiEvents<D>,
        irql: &Passive,
    ) -> Result<()> {
        let slot = self.empty_slot(&field(self.context()).slot)?;
        if block.count == 0 {
            return Err(Error::INVALID_PARAMETER);
        }
        let mut block = block;
        block.create_provider(self)?;
        for number in 0..block.count {
            let instance = block.create_instance(self, number, irql)?;
            if number == 0 {
                // SAFETY: a new descendant of the device, in whose context `empty_slot` found the slot.
                unsafe { slot.bind(self, instance.cast()) }?;
            }
        }
        Ok(())
    }

    /// Names the resource of the driver's image that describes its WMI classes: the compiled MOF file.
    ///
    /// # Errors
    /// What `WdfDeviceAssignMofResourceName` reports, such as [`Error::INVALID_DEVICE_REQUEST`] when there is a name.
    pub fn set_mof_resource(&self, name: &UnicodeStr, _irql: &Passive) -> Result<()> {
        let name = name.as_raw();
        // SAFETY: the device is live, and the framework copies the name; the token states the level.
        let status = unsafe { wdf::WdfDeviceAssignMofResourceName(self.as_raw(), name.as_ptr()) };
        NtStatus::new(status).ok()
    }
}

impl<C: Context, D: Plain> WmiBlock<C, D> {
    fn create_provider(&mut self, device: &Device<C>) -> Result<()> {
        let mut provider: WDFWMIPROVIDER = ptr::null_mut();
        let mut attributes = no_context_attributes();
        // SAFETY: the device is live and has a context of the type that the callbacks expect; the framework copies
        // configuration and attributes.
        let status = unsafe {
            wdf::WdfWmiProviderCreate(
                device.as_raw(),
                &raw mut self.provider,
                &raw mut attributes,
                &raw mut provider,
            )
        };
        // A success by its value: the device has a provider of this GUID, and there is no handle.
        if status == wdk_sys::STATUS_OBJECT_NAME_EXISTS {
            return Err(Error::OBJECT_NAME_COLLISION);
        }
        NtStatus::new(status).ok()?;
        self.instance.Provider = provider;
        Ok(())
    }

    /// An instance, which programs find once it knows its number.
    fn create_instance(
        &mut self,
        device: &Device<C>,
        number: u32,
        _irql: &Passive,
    ) -> Result<WDFWMIINSTANCE> {
        let mut instance: WDFWMIINSTANCE = ptr::null_mut();
        let mut attributes = no_context_attributes();
        // SAFETY: the provider was created for this device; the framework copies configuration and attributes.
        let status = unsafe {
            wdf::WdfWmiInstanceCreate(
                device.as_raw(),
                &raw mut self.instance,
                &raw mut attributes,
                &raw mut instance,
            )
        };
        NtStatus::new(status).ok()?;
        let fail = |error| {
            // SAFETY: created above, and nobody else has its handle.
            unsafe { wdf::WdfObjectDelete(instance.cast()) };
            error
        };
        // SAFETY: created above, and not registered yet, so that no callback looks for the context.
        unsafe { context::attach(instance.cast(), Number(number)) }.map_err(fail)?;
        // SAFETY: created above; the token states the level.
        let status = unsafe { wdf::WdfWmiInstanceRegister(instance) };
        NtStatus::new(status).ok().map_err(fail)?;
        Ok(instance)
    }
}

/// The context of an instance's device, and the instance's number.
///
/// # Safety
/// `instance` is live for `'a`, of a block that was added to a `Device<C>`.
unsafe fn target<'a, C: Context>(instance: WDFWMIINSTANCE) -> (&'a C, u32) {
    // SAFETY: the caller's handle is live.
    let device = unsafe { wdf::WdfWmiInstanceGetDevice(instance) };
    // SAFETY: the block is of a `Device<C>`, which has requests only until its removal begins.
    let device = unsafe { Device::<C>::from_raw(device) };
    // SAFETY: the number was attached before the instance was registered, and is never changed.
    let number = unsafe { context::find::<Number>(instance.cast()) };
    (device.context(), number.map_or(0, |number| number.0))
}

fn status_of(outcome: Result<()>) -> NTSTATUS {
    outcome.map_or_else(|error| NtStatus::from(error).value(), |()| STATUS_SUCCESS)
}

/// # Safety
/// Called by the framework, for an instance of a `WmiBlock<C, D>` with this function.
#[wdk_sys::abi]
unsafe fn evt_query<C, D, F>(
    instance: WDFWMIINSTANCE,
    size: ULONG,
    buffer: PVOID,
    used: PULONG,
) -> NTSTATUS
where
    C: Context,
    D: Plain,
    F: Callback + Fn(&C, u32, &mut Passive) -> Result<D>,
{
    // SAFETY: the framework's instance, of a block with this context.
    let (context, number) = unsafe { target::<C>(instance) };
    // SAFETY: `query` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: requests of WMI come at PASSIVE_LEVEL.
    let outcome = callback(context, number, unsafe { irql::assume() }).and_then(|data| {
        let bytes = Bytes {
            start: buffer.cast(),
            input: 0,
            room: size,
            request: PhantomData,
        };
        bytes.put(data)
    });
    let length = match outcome {
        Ok(()) => size_of::<D>() as ULONG,
        Err(_) => 0,
    };
    // SAFETY: the framework's variable for the result.
    unsafe { used.write(length) };
    status_of(outcome)
}

/// # Safety
/// Called by the framework, for an instance of a `WmiBlock<C, D>` with this function.
#[wdk_sys::abi]
unsafe fn evt_set<C, D, F>(instance: WDFWMIINSTANCE, size: ULONG, buffer: PVOID) -> NTSTATUS
where
    C: Context,
    D: Plain,
    F: Callback + Fn(&C, u32, D, &mut Passive) -> Result<()>,
{
    // SAFETY: the block of this instance was added to a device with this context.
    let (context, number) = unsafe { target::<C>(instance) };
    // SAFETY: `set` took a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let bytes = Bytes {
        start: buffer.cast(),
        input: size,
        room: 0,
        request: PhantomData,
    };
    // SAFETY: WMI sends its requests at PASSIVE_LEVEL.
    let outcome = bytes
        .get()
        .and_then(|data| callback(context, number, data, unsafe { irql::assume() }));
    status_of(outcome)
}

/// # Safety
/// Called by the framework, for an instance of a `WmiBlock` of `C` with this function.
#[wdk_sys::abi]
unsafe fn evt_set_item<C, F>(
    instance: WDFWMIINSTANCE,
    id: ULONG,
    size: ULONG,
    buffer: PVOID,
) -> NTSTATUS
where
    C: Context,
    F: Callback + Fn(&C, u32, Item<'_>, &mut Passive) -> Result<()>,
{
    // SAFETY: an instance that `create_instance` has made for a `Device<C>`.
    let (context, number) = unsafe { target::<C>(instance) };
    // SAFETY: `set_item` took a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let bytes = Bytes {
        start: buffer.cast(),
        input: size,
        room: 0,
        request: PhantomData,
    };
    // SAFETY: the framework calls back in the thread of the request, at PASSIVE_LEVEL.
    status_of(callback(context, number, Item { id, bytes }, unsafe {
        irql::assume()
    }))
}

/// # Safety
/// Called by the framework, for an instance of a `WmiBlock` of `C` with this function.
#[wdk_sys::abi]
unsafe fn evt_execute<C, F>(
    instance: WDFWMIINSTANCE,
    id: ULONG,
    input: ULONG,
    room: ULONG,
    buffer: PVOID,
    used: PULONG,
) -> NTSTATUS
where
    C: Context,
    F: Callback + Fn(&C, u32, &mut MethodCall<'_>, &mut Passive) -> Result<()>,
{
    // SAFETY: as the block was added, its instances have a device with this context.
    let (context, number) = unsafe { target::<C>(instance) };
    // SAFETY: `methods` took a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let mut call = MethodCall {
        id,
        bytes: Bytes {
            start: buffer.cast(),
            // No more than the buffer has, whatever the program says.
            input: input.min(room),
            room,
            request: PhantomData,
        },
        used: 0,
        is_written: false,
    };
    // SAFETY: methods are called at PASSIVE_LEVEL.
    let status = status_of(callback(context, number, &mut call, unsafe {
        irql::assume()
    }));
    let length = match status {
        STATUS_BUFFER_TOO_SMALL => call.used,
        status if status < 0 => 0,
        // Nothing that was not written is returned.
        _ if call.is_written => call.used,
        _ => 0,
    };
    // SAFETY: where the framework wants the length.
    unsafe { used.write(length) };
    status
}

/// # Safety
/// Called by the framework, for the provider of a `WmiBlock` of `C` with this function.
#[wdk_sys::abi]
unsafe fn evt_control<C, F>(
    provider: WDFWMIPROVIDER,
    what: WDF_WMI_PROVIDER_CONTROL,
    enable: BOOLEAN,
) -> NTSTATUS
where
    C: Context,
    F: Callback + Fn(&C, Control, bool, &mut Passive) -> Result<()>,
{
    // SAFETY: EvtWmiProviderFunctionControl gets a live handle.
    let device = unsafe { wdf::WdfWmiProviderGetDevice(provider) };
    // SAFETY: `create_provider` made it for a `Device<C>`, which is there as long as it is registered.
    let device = unsafe { Device::<C>::from_raw(device) };
    // SAFETY: `expensive` took a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    let what = match what {
        control::WdfWmiEventControl => Control::Events,
        _ => Control::Collection,
    };
    // SAFETY: the system enables and disables at PASSIVE_LEVEL.
    status_of(callback(device.context(), what, enable != 0, unsafe {
        irql::assume()
    }))
}
