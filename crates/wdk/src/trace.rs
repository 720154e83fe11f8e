//! Events for production: Event Tracing for Windows, self-describing (TraceLogging).
//!
//! A driver declares its provider in the attribute of its entry. The entry's code registers it before
//! the driver's function runs, and unregisters it when the driver was unloaded or its entry has
//! failed: no driver can forget it, and no safe code can do it too early.
//!
//! ```no_run
//! use wdk::{prelude::*, trace};
//!
//! /// The keyword of events about bread.
//! const BREAD: u64 = 0x2;
//!
//! #[wdk::driver_entry(provider(EVENTS = "Example.Toaster"))]
//! fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
//!     trace::event!(EVENTS, Info, "Loaded", path: &UnicodeStr = registry_path);
//!     DriverConfig::new().evt_device_add(device_add).create(driver, registry_path)
//! }
//!
//! #[wdk::context]
//! struct Toaster;
//!
//! fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
//!     let result = init.create(|| Toaster, irql).map(|_| ());
//!     trace::event!(EVENTS, Info, "DeviceAdded", keyword = BREAD,
//!         status: NtStatus = result.into(),
//!         slot: { width: u16 = 14, lit: bool = true },
//!     );
//!     result
//! }
//! ```
//!
//! # Cost
//! While no session listens, an event is a load and a call of `EtwProviderEnabled`; its values are
//! not computed. Names and types are constants of the image. Nothing is allocated.
//!
//! # IRQL
//! Any. Above `APC_LEVEL` all that an event reads must be resident, as for any other code that runs there.
//!
//! See [Adding event tracing to kernel-mode drivers](https://learn.microsoft.com/windows-hardware/drivers/devtest/adding-event-tracing-to-kernel-mode-drivers)
//! and [About TraceLogging](https://learn.microsoft.com/windows/win32/tracelogging/trace-logging-about).
#![expect(
    unsafe_code,
    reason = "calls Etw functions with pointers to an event's data"
)]

mod entry;
mod field;
mod macros;
mod metadata;
mod name;
mod word;

use core::{marker::PhantomData, ptr, slice};

use wdk_sys::{
    _EVENT_DATA_DESCRIPTOR__bindgen_ty_1, EVENT_ACTIVITY_CTRL_CREATE_ID, EVENT_DATA_DESCRIPTOR,
    EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA, EVENT_DATA_DESCRIPTOR_TYPE_NONE,
    EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA, EVENT_DESCRIPTOR, EtwActivityIdControl,
    EtwProviderEnabled, EtwWriteTransfer, GUID,
};

use crate::{Guid, Plain};

#[doc(inline)]
pub use crate::__trace_event as event;
#[doc(hidden)]
pub use entry::Providers;
pub(crate) use entry::{register, unregister};
#[doc(hidden)]
pub use field::{Counted, Fields, Fixed, Held, Last, Next, Stored};
pub use field::{Field, Hex};
#[doc(hidden)]
pub use metadata::{Item, metadata, metadata_len, parts, traits, traits_len};
use word::Word;

/// How important an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// The driver cannot go on.
    Critical = 1,
    /// Something failed.
    Error = 2,
    /// Something may fail.
    Warning = 3,
    /// What an administrator wants to know.
    Info = 4,
    /// What only a developer wants to know.
    Verbose = 5,
}

/// What an event is of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
    /// Neither its start nor its end.
    Info = 0,
    /// The activity starts.
    Start = 1,
    /// The activity ends.
    Stop = 2,
}

/// A provider of events.
///
/// `provider(NAME = "Company.Component")` in [`driver_entry`](macro@crate::driver_entry) or
/// [`wdm_driver`](macro@crate::wdm_driver) declares it. Its GUID is made from its name, as for every
/// TraceLogging provider, so that tools find it by the name.
#[derive(Debug)]
pub struct Provider {
    id: Guid,
    traits: &'static [u8],
    /// What `EtwRegister` returned; null while the provider is not registered.
    handle: Word,
}

impl Provider {
    /// A provider with these traits, whose name is `name`.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &str, traits: &'static [u8]) -> Self {
        Self {
            id: Guid::of_provider(name),
            traits,
            handle: Word::new(),
        }
    }

    /// The GUID by which sessions enable the provider.
    #[must_use]
    pub const fn id(&self) -> Guid {
        self.id
    }

    /// Whether a session records events of this level and these keywords.
    ///
    /// [`event!`] asks by itself; this is for what is worth doing for events alone.
    #[must_use]
    pub fn is_enabled(&self, level: Level, keyword: u64) -> bool {
        let handle = self.handle();
        // SAFETY: a registered provider's handle, at any IRQL.
        handle != 0 && unsafe { EtwProviderEnabled(handle, level as u8, keyword) } != 0
    }

    fn handle(&self) -> u64 {
        self.handle.get().addr() as u64
    }

    /// Writes an event. `N` is how many pieces of data the fields have, and two.
    #[doc(hidden)]
    pub fn write<const N: usize>(
        &self,
        event: &EventDescriptor,
        metadata: &'static [u8],
        activity: Option<&Guid>,
        related: Option<&Guid>,
        fields: &impl Fields,
    ) {
        let mut data = Data::<N>::new();
        data.push(self.traits, EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA);
        data.push(metadata, EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA);
        fields.describe(&mut data);
        let raw = |guid: Option<&Guid>| guid.map_or(ptr::null(), |it| ptr::from_ref(it.as_raw()));
        // What becomes of an event is the sessions' business: a driver has nothing to do about one
        // that is lost.
        // SAFETY: a registered provider's handle; the descriptors are of memory that `fields` and
        // `self` borrow.
        let _ = unsafe {
            EtwWriteTransfer(
                self.handle(),
                &raw const event.0,
                raw(activity),
                raw(related),
                data.len as u32,
                data.pieces.as_mut_ptr(),
            )
        };
    }
}

/// What an event is, apart from its data.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct EventDescriptor(EVENT_DESCRIPTOR);

impl EventDescriptor {
    /// The channel of TraceLogging.
    const CHANNEL: u8 = 11;

    #[must_use]
    pub const fn new(level: Level, keyword: u64, opcode: Opcode) -> Self {
        Self(EVENT_DESCRIPTOR {
            Id: 0,
            Version: 0,
            Channel: Self::CHANNEL,
            Level: level as u8,
            Opcode: opcode as u8,
            Task: 0,
            Keyword: keyword,
        })
    }
}

/// The pieces of an event's data.
///
/// # Invariants
/// The first `len` pieces describe memory that is borrowed for `'a`.
#[doc(hidden)]
pub struct Data<'a, const N: usize> {
    pieces: [EVENT_DATA_DESCRIPTOR; N],
    len: usize,
    borrowed: PhantomData<&'a [u8]>,
}

impl<const N: usize> Data<'_, N> {
    const fn new() -> Self {
        let nothing = EVENT_DATA_DESCRIPTOR {
            Ptr: 0,
            Size: 0,
            __bindgen_anon_1: _EVENT_DATA_DESCRIPTOR__bindgen_ty_1 { Reserved: 0 },
        };
        Self {
            pieces: [nothing; N],
            len: 0,
            borrowed: PhantomData,
        }
    }
}

/// Takes the pieces of an event's data.
#[doc(hidden)]
pub trait Pieces<'a> {
    /// Adds a piece that is a value.
    fn value(&mut self, bytes: &'a [u8]);
}

impl<'a, const N: usize> Data<'a, N> {
    #[inline]
    fn push(&mut self, bytes: &'a [u8], kind: u32) {
        if let Some(piece) = self.pieces.get_mut(self.len) {
            *piece = EVENT_DATA_DESCRIPTOR {
                Ptr: bytes.as_ptr().expose_provenance() as u64,
                // A value has at most 65,535 bytes.
                Size: bytes.len() as u32,
                __bindgen_anon_1: _EVENT_DATA_DESCRIPTOR__bindgen_ty_1 { Reserved: kind },
            };
            self.len += 1;
        }
    }
}

impl<'a, const N: usize> Pieces<'a> for Data<'a, N> {
    #[inline]
    fn value(&mut self, bytes: &'a [u8]) {
        self.push(bytes, EVENT_DATA_DESCRIPTOR_TYPE_NONE);
    }
}

/// The bytes of plain values.
fn bytes_of<T: Plain>(values: &[T]) -> &[u8] {
    // SAFETY: plain values have no padding, so all their bytes are initialised.
    unsafe { slice::from_raw_parts(values.as_ptr().cast(), size_of_val(values)) }
}

/// A GUID for a new activity: events with `activity = &it` belong together.
///
/// # IRQL
/// Any.
#[must_use]
pub fn new_activity() -> Guid {
    let mut id = GUID {
        Data1: 0,
        Data2: 0,
        Data3: 0,
        Data4: [0; 8],
    };
    // It fails only for a wrong code.
    // SAFETY: the GUID is a local.
    let _ = unsafe { EtwActivityIdControl(EVENT_ACTIVITY_CTRL_CREATE_ID, &raw mut id) };
    Guid::from_raw(id)
}
