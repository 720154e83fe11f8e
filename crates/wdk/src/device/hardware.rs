#![expect(
    unsafe_code,
    reason = "reads the framework's resource lists; shares a cell among callbacks"
)]

use core::{
    cell::UnsafeCell,
    fmt,
    marker::PhantomData,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::wdf::{self, WDFCMRESLIST, WDFDEVICE__};

use super::{Device, Prepared, Releasing};
use crate::{Context, Error, Result};

/// The hardware resources that a device was given, for `prepare_hardware`.
///
/// # Invariants
/// Both lists are live for `'a` and have the same length.
#[derive(Clone, Copy, Debug)]
pub struct Resources<'a> {
    translated: WDFCMRESLIST,
    callback: PhantomData<&'a ()>,
}

/// One translated hardware resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Resource {
    /// A range of I/O ports.
    Port {
        /// First port.
        start: u64,
        /// Number of ports.
        length: u32,
    },
    /// A range of device memory.
    Memory {
        /// Physical address.
        start: u64,
        /// Bytes.
        length: u32,
    },
    /// An interrupt.
    Interrupt {
        /// The vector.
        vector: u32,
        /// The device's interrupt request level.
        level: u32,
    },
    /// A resource of another type, by its `CmResourceType` number.
    Other(u8),
}

/// `CmResourceTypePort`
const PORT: u8 = 1;
/// `CmResourceTypeInterrupt`
const INTERRUPT: u8 = 2;
/// `CmResourceTypeMemory`
const MEMORY: u8 = 3;

impl Resources<'_> {
    /// # Safety
    /// Both lists were passed to a `prepare_hardware` that runs for `'a`.
    pub(crate) const unsafe fn new(_raw: WDFCMRESLIST, translated: WDFCMRESLIST) -> Self {
        Self {
            translated,
            callback: PhantomData,
        }
    }

    /// Number of resources.
    #[must_use]
    pub fn len(&self) -> u32 {
        // SAFETY: the list is live as long as the callback.
        unsafe { wdf::WdfCmResourceListGetCount(self.translated) }
    }

    /// Whether the device has no resources, as one without hardware.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The resource at `index`.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<Resource> {
        // SAFETY: the list is live, and the framework checks the index.
        let descriptor = unsafe { wdf::WdfCmResourceListGetDescriptor(self.translated, index) };
        // SAFETY: the framework returns null past the end, else a descriptor of the list.
        let descriptor = unsafe { descriptor.as_ref() }?;
        Some(match descriptor.Type {
            PORT => {
                // SAFETY: a descriptor of a port has this member.
                let port = unsafe { descriptor.u.Port };
                Resource::Port {
                    start: physical(port.Start),
                    length: port.Length,
                }
            }
            MEMORY => {
                // SAFETY: a descriptor of memory has this member.
                let memory = unsafe { descriptor.u.Memory };
                Resource::Memory {
                    start: physical(memory.Start),
                    length: memory.Length,
                }
            }
            INTERRUPT => {
                // SAFETY: a descriptor of a line interrupt has this member.
                let interrupt = unsafe { descriptor.u.Interrupt };
                Resource::Interrupt {
                    vector: interrupt.Vector,
                    level: interrupt.Level,
                }
            }
            other => Resource::Other(other),
        })
    }

    /// The resources in order.
    pub fn iter(&self) -> impl Iterator<Item = Resource> {
        (0..self.len()).map_while(|index| self.get(index))
    }
}

fn physical(address: wdk_sys::PHYSICAL_ADDRESS) -> u64 {
    // SAFETY: every bit pattern is a number.
    unsafe { address.QuadPart }.cast_unsigned()
}

/// A field of a device context for what `prepare_hardware` makes, such as mapped registers and DMA
/// buffers. It is accessible only with a device in a state in which the resources are assigned.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// struct Registers(u64);
///
/// #[wdk::context]
/// struct Toaster { registers: Hardware<Registers> }
///
/// #[wdk::handlers]
/// impl DeviceEvents for Toaster {
///     fn prepare_hardware(
///         &self,
///         device: &Device<Self, Prepared>,
///         _resources: Resources<'_>,
///         _irql: &mut Passive,
///     ) -> Result<()> {
///         self.registers.set(device, Registers(0))
///     }
///
///     fn release_hardware(
///         &self,
///         device: &mut Device<Self, Releasing>,
///         _irql: &mut Passive,
///     ) -> Result<()> {
///         drop(self.registers.take(device));
///         Ok(())
///     }
/// }
/// ```
///
/// A device in an unknown state gives no access:
/// ```compile_fail,E0308
/// # use wdk::prelude::*;
/// fn read<C: Context>(registers: &Hardware<u64>, device: &Device<C>) {
///     let _ = registers.get(device);
/// }
/// ```
///
/// # Invariants
/// `owner` is null, or the device in whose context this lies, and then there is a value. Only
/// Plug and Play and power callbacks of that device access the value, which the framework calls
/// one at a time, and only `release_hardware` removes it, for which it borrows its device uniquely.
pub struct Hardware<T> {
    owner: AtomicPtr<WDFDEVICE__>,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: by the type invariant the value is shared only among the device's callbacks, and
// dropped with the context.
unsafe impl<T: Send + Sync> Sync for Hardware<T> {}

impl<T> Hardware<T> {
    /// A field without a value.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            owner: AtomicPtr::new(ptr::null_mut()),
            value: UnsafeCell::new(None),
        }
    }

    /// Stores `value` until [`take`](Self::take).
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] when there is a value already, or when this field is not part
    /// of the device's context.
    pub fn set<C: Context>(&self, device: &Device<C, Prepared>, value: T) -> Result<()> {
        let context = ptr::from_ref(device.context()).addr();
        let inside = (context..context + size_of::<C>()).contains(&ptr::from_ref(self).addr());
        if !inside || !self.owner.load(Ordering::Relaxed).is_null() {
            return Err(Error::INVALID_PARAMETER);
        }
        // SAFETY: there is no value, so nobody borrows one, and the device's callbacks run one at a
        // time.
        unsafe { *self.value.get() = Some(value) };
        self.owner.store(device.as_raw(), Ordering::Relaxed);
        Ok(())
    }

    /// The value.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_STATE`] when there is none, or when it is another device's.
    pub fn get<'a, C: Context>(&'a self, device: &'a Device<C, Prepared>) -> Result<&'a T> {
        if self.owner.load(Ordering::Relaxed) != device.as_raw() {
            return Err(Error::INVALID_DEVICE_STATE);
        }
        // SAFETY: the device is the owner and prepared; removing the value needs this borrow of the
        // device to end.
        unsafe { &*self.value.get() }
            .as_ref()
            .ok_or(Error::INVALID_DEVICE_STATE)
    }

    /// Removes the value, if this device has one.
    pub fn take<C: Context>(&self, device: &mut Device<C, Releasing>) -> Option<T> {
        if self.owner.load(Ordering::Relaxed) != device.as_raw() {
            return None;
        }
        self.owner.store(ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: the device is the owner and borrowed uniquely, so no borrow from `get` is left.
        unsafe { &mut *self.value.get() }.take()
    }
}

impl<T> Default for Hardware<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Hardware<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hardware").finish_non_exhaustive()
    }
}
