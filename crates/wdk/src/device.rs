//! Devices: made from a [`DeviceInit`], with a typed context, in states that are types.
//!
//! See [Framework device objects](https://learn.microsoft.com/windows-hardware/drivers/wdf/framework-device-object).
#![expect(unsafe_code, reason = "calls the framework with device handles")]

mod capabilities;
mod events;
mod hardware;
mod init;
mod present;
pub mod state;

use core::{fmt, marker::PhantomData, ops::Deref, ptr};

use wdk_sys::wdf::{self, WDFDEVICE, WDFOBJECT};

use crate::{
    Context, Guid, NtStatus, ObjRef, Passive, Queue, Result, UnicodeStr,
    callback::{Callback, OfKind},
    context::context_of,
    object::{Opaque, Sealed},
    queue::{ManualQueueConfig, QueueConfig, QueueHandler},
    slot::Slot,
};

pub use capabilities::PnpCapabilities;
pub(crate) use capabilities::tri_state;
pub use events::{DeviceEvents, PowerState};
pub use hardware::{Hardware, Resource, Resources};
pub use init::{
    Child, Control, ControlDevice, ControlDeviceInit, DeviceInit, HasEvents, IoType, PlugAndPlay,
};
pub(crate) use present::Presence;
pub use present::Present;
pub use state::State;
use state::{InD0, Kept, Normal, Prepared, Releasing};

/// A device with a context of type `C`, in a state that is at least `S`.
///
/// A device is kept with [`ObjRef`], which weakens it to [`Kept`]: the other states are borrowed by the
/// callbacks that run in them, and end with those.
///
/// # Invariants
/// The address is a handle of a device whose context has the type `C` and is initialised. Unless the
/// state is [`Kept`], the device is not deleted.
#[repr(transparent)]
pub struct Device<C, S = Normal>(Opaque, PhantomData<(fn() -> C, S)>);

impl<C: Context> Sealed for Device<C> {}

/// Strong states weaken to the ones they include.
macro_rules! weaken {
    ($($strong:ident => $weak:ident,)*) => {$(
        impl<C: Context> Deref for Device<C, $strong> {
            type Target = Device<C, $weak>;

            fn deref(&self) -> &Self::Target {
                // SAFETY: the same handle; a device in the strong state is in the weak one too.
                unsafe { &*ptr::from_ref(self).cast() }
            }
        }
    )*};
}
weaken! {
    InD0 => Prepared,
    Prepared => Normal,
    Normal => Kept,
    Releasing => Prepared,
}

impl<C: Context, S: State> Device<C, S> {
    /// The device behind a handle.
    ///
    /// # Safety
    /// `raw` is a live device with an initialised context of type `C`, in state `S`, for `'a`.
    #[must_use]
    pub unsafe fn from_raw<'a>(raw: WDFDEVICE) -> &'a Self {
        // SAFETY: a live handle is not null, and the type has neither size nor alignment.
        unsafe { &*raw.cast() }
    }

    /// As [`from_raw`](Self::from_raw), for a state that must be unique.
    ///
    /// # Safety
    /// As for [`from_raw`](Self::from_raw), and nobody else has the device in state `S`.
    unsafe fn from_raw_mut<'a>(raw: WDFDEVICE) -> &'a mut Self {
        // SAFETY: a live handle is not null; the type has no bytes that a unique reference could
        // conflict about.
        unsafe { &mut *raw.cast() }
    }

    /// The handle, for raw calls.
    #[must_use]
    pub fn as_raw(&self) -> WDFDEVICE {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// The driver's own data.
    #[must_use]
    #[inline]
    pub fn context(&self) -> &C {
        // SAFETY: the type invariant of `Device` says that the handle is live.
        let context = unsafe { context_of::<C>(self.as_raw().cast()) };
        // SAFETY: the device has such a context, which is initialised.
        unsafe { &*context }
    }

    /// The device behind an untyped handle, if its context is a `C`.
    ///
    /// # Safety
    /// `raw` is null or a live device for `'a`, whose context, if it is a `C`, is initialised.
    pub(crate) unsafe fn checked<'a>(raw: WDFDEVICE) -> Option<&'a Self> {
        if raw.is_null() {
            return None;
        }
        // SAFETY: not null, so a live device.
        let context = unsafe { context_of::<C>(raw.cast::<WDFOBJECT>().cast()) };
        // SAFETY: the context was found, so it is a `C`.
        (!context.is_null()).then(|| unsafe { Self::from_raw(raw) })
    }
}

impl<C: Context> Device<C> {
    /// Keeps the device's context, and a weak view of the device, beyond the callback.
    #[must_use]
    pub fn keep(&self) -> ObjRef<Self> {
        ObjRef::new(self)
    }

    /// Registers a device interface, by which applications and other drivers find the device.
    ///
    /// The framework enables it when the device starts, and disables it when the device is removed.
    ///
    /// # Errors
    /// What `WdfDeviceCreateDeviceInterface` reports.
    pub fn create_interface(
        &self,
        class: &Guid,
        reference: Option<&UnicodeStr>,
        _irql: &Passive,
    ) -> Result<()> {
        let reference = reference.map(UnicodeStr::as_raw);
        let reference = reference
            .as_ref()
            .map_or(ptr::null(), super::string::RawUnicode::as_ptr);
        // SAFETY: the device is live; the framework copies GUID and string.
        let status = unsafe {
            wdf::WdfDeviceCreateDeviceInterface(self.as_raw(), class.as_raw(), reference)
        };
        NtStatus::new(status).ok()
    }

    /// Enables or disables a device interface.
    pub fn set_interface_state(
        &self,
        class: &Guid,
        reference: Option<&UnicodeStr>,
        enabled: bool,
        _irql: &Passive,
    ) {
        let reference = reference.map(UnicodeStr::as_raw);
        let reference = reference
            .as_ref()
            .map_or(ptr::null(), super::string::RawUnicode::as_ptr);
        // SAFETY: the device is live; GUID and string are only read during the call.
        unsafe {
            wdf::WdfDeviceSetDeviceInterfaceState(
                self.as_raw(),
                class.as_raw(),
                reference,
                enabled.into(),
            );
        }
    }

    /// Gives the device a name that applications can open, such as `\DosDevices\Toaster`.
    ///
    /// # Errors
    /// What `WdfDeviceCreateSymbolicLink` reports.
    pub fn create_symbolic_link(&self, name: &UnicodeStr, _irql: &Passive) -> Result<()> {
        let name = name.as_raw();
        // SAFETY: the device is live; the framework copies the name.
        let status = unsafe { wdf::WdfDeviceCreateSymbolicLink(self.as_raw(), name.as_ptr()) };
        NtStatus::new(status).ok()
    }

    /// Creates a queue whose handlers are `handler`: the context, or a part of it.
    ///
    /// The handlers that `H` implements determine which requests the queue accepts, and its
    /// [`Irql`](QueueHandler::Irql) the level at which the framework calls them, on several processors at the same time.
    ///
    /// A handler that is not part of the context does not compile:
    /// ```compile_fail
    /// use wdk::prelude::*;
    /// # fn add<C: Context, H: QueueHandler + Sync>(device: &Device<C>, other: &H, irql: &Passive) {
    /// let _ = device.add_queue(QueueConfig::sequential(), |_| other, irql);
    /// # }
    /// ```
    ///
    /// # Errors
    /// What `WdfIoQueueCreate` reports.
    pub fn add_queue<H: QueueHandler + Sync, NotAFunctionPointer>(
        &self,
        config: QueueConfig,
        handler: impl Callback + OfKind<NotAFunctionPointer> + for<'c> Fn(&'c C) -> &'c H,
        _irql: &Passive,
    ) -> Result<&Queue> {
        crate::queue::create(self, config, handler)
    }

    /// Creates a manual queue, and binds it to a field of the context.
    ///
    /// # Errors
    /// What `WdfIoQueueCreate` reports, or
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the field is bound
    /// already or is not part of the context.
    pub fn add_manual_queue(
        &self,
        field: impl for<'c> FnOnce(&'c C) -> &'c crate::queue::ManualQueue,
        _irql: &Passive,
    ) -> Result<()> {
        crate::queue::create_manual(self, field, ManualQueueConfig::new())
    }

    /// As [`add_manual_queue`](Self::add_manual_queue), with a configuration.
    ///
    /// # Errors
    /// As [`add_manual_queue`](Self::add_manual_queue).
    pub fn add_manual_queue_with(
        &self,
        config: ManualQueueConfig,
        field: impl for<'c> FnOnce(&'c C) -> &'c crate::queue::ManualQueue,
        _irql: &Passive,
    ) -> Result<()> {
        crate::queue::create_manual(self, field, config)
    }

    /// Binds a field of the context to a queue of this device, for code that stops and starts it.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the field is bound
    /// already or is not part of the context, or when the queue is another device's.
    pub fn bind_queue(
        &self,
        field: impl for<'c> FnOnce(&'c C) -> &'c crate::queue::BoundQueue,
        queue: &Queue,
        _irql: &Passive,
    ) -> Result<()> {
        crate::queue::bind(self, field, queue)
    }

    /// The field of the context that `field` selects.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the slot is bound, or
    /// lies elsewhere and so could outlive the device.
    pub(crate) fn empty_slot<'a>(&'a self, slot: &'a Slot) -> Result<&'a Slot> {
        let context = ptr::from_ref(self.context()).addr();
        let inside = context..context + size_of::<C>();
        if inside.contains(&ptr::from_ref(slot).addr()) && slot.is_empty() {
            Ok(slot)
        } else {
            Err(crate::Error::INVALID_PARAMETER)
        }
    }
}

impl<C: Context, S: State> fmt::Debug for Device<C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Device({:p})", self.as_raw())
    }
}
