//! Bus drivers: a driver describes the devices that it finds, and makes each when the Plug and Play manager asks for it.
//!
//! The descriptions are in a [`ChildList`], a field of the bus's context. What a description says tells one child from
//! another; the framework keeps copies of its bytes and compares them. A child that is reported is made by the callback
//! of [`Device::add_child_list`], which names it in a [`ChildInit`]; drivers are found for it by these names. A child that is
//! reported missing is removed.
//!
//! # Examples
//! ```
//! use wdk::{bus::{ChildInit, ChildList}, prelude::*};
//!
//! #[wdk::context]
//! struct Bus { toasters: ChildList<Serial> }
//!
//! #[wdk::context]
//! struct Toaster;
//!
//! /// Tells a toaster from others.
//! #[derive(Clone, Copy, Plain)]
//! #[repr(C)]
//! struct Serial(u32);
//!
//! fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
//!     let bus = init.create(|| Bus { toasters: ChildList::new() }, irql)?;
//!     bus.add_child_list(|bus| &bus.toasters, Bus::make_toaster, irql)?;
//!     bus.context().toasters.report(&Serial(1))
//! }
//!
//! impl Bus {
//!     fn make_toaster(&self, _bus: &Device<Self>, serial: &Serial, mut init: ChildInit<'_>, irql: &mut Passive) -> Result<()> {
//!         init.assign_device_id(unicode!("ToasterBus\\Toaster"), irql)?;
//!         init.add_hardware_id(unicode!("ToasterBus\\Toaster"), irql)?;
//!         init.assign_instance_number(serial.0, irql)?;
//!         init.create(|| Toaster, irql)?;
//!         Ok(())
//!     }
//! }
//! ```
//!
//! See [Dynamic enumeration](https://learn.microsoft.com/windows-hardware/drivers/wdf/dynamic-enumeration).
#![expect(
    unsafe_code,
    reason = "calls the framework and is called by it, with lists and descriptions"
)]

use core::{cell::Cell, fmt, marker::PhantomData, ptr};

use wdk_sys::{
    INTERFACE_TYPE, NTSTATUS, PNP_BUS_INFORMATION, ULONG,
    wdf::{
        self, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER, PWDFDEVICE_INIT,
        WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER, WDF_CHILD_LIST_CONFIG, WDFCHILDLIST,
    },
};

use crate::{
    Context, Device, DeviceInit, Error, Guid, NtStatus, Passive, Plain, Result, UnicodeStr,
    UnicodeString,
    callback::{Callback, OfKind, zst_instance},
    context::no_context_attributes,
    device::Child,
    irql,
    slot::Slot,
};

/// The settings of a child that is about to be made.
///
/// It needs a device ID (`BUS\DEVICE`) and an instance ID that no other device with this device ID has.
pub type ChildInit<'a> = DeviceInit<'a, Child>;

/// A description as the framework keeps it: the header, then the driver's part, with nothing between. What
/// may lie behind is not part of it: the framework compares the bytes.
#[repr(C, packed(4))]
struct Described<D> {
    header: WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    description: D,
}

impl<D: Plain> Described<D> {
    const SIZE: ULONG =
        (size_of::<WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER>() + size_of::<D>()) as ULONG;

    fn new(description: &D) -> Self {
        Self {
            header: WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER {
                IdentificationDescriptionSize: Self::SIZE,
            },
            description: *description,
        }
    }

    fn header(&mut self) -> PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER {
        ptr::from_mut(self).cast()
    }
}

/// The children of a bus, each described by a `D`: a field of the bus's context.
///
/// [`Device::add_child_list`] binds it; before that, and when the bus is being removed, its functions fail with
/// [`Error::INVALID_DEVICE_STATE`].
///
/// # IRQL
/// Its functions work up to `DISPATCH_LEVEL`. What they report is acted on later, in another thread.
pub struct ChildList<D>(Slot, PhantomData<fn() -> D>);

impl<D: Plain> ChildList<D> {
    /// A field without a list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new(), PhantomData)
    }

    /// Reports a child as present. A child that is there already stays as it is.
    ///
    /// # Errors
    /// What `WdfChildListAddOrUpdateChildDescriptionAsPresent` reports, such as
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    pub fn report(&self, child: &D) -> Result<()> {
        let mut described = Described::new(child);
        self.call(|list| {
            // SAFETY: a live list of such descriptions without addresses; the framework copies it.
            unsafe {
                wdf::WdfChildListAddOrUpdateChildDescriptionAsPresent(
                    list,
                    described.header(),
                    ptr::null_mut(),
                )
            }
        })
    }

    /// Reports a child as missing: it is removed without notice.
    ///
    /// # Errors
    /// [`Error::NO_SUCH_DEVICE`](crate::Error::NO_SUCH_DEVICE) when the list has no such child.
    pub fn report_missing(&self, child: &D) -> Result<()> {
        let mut described = Described::new(child);
        self.call(|list| {
            // SAFETY: a live list of such descriptions; it is only read.
            unsafe { wdf::WdfChildListUpdateChildDescriptionAsMissing(list, described.header()) }
        })
    }

    /// Has the Plug and Play manager eject a child, as its user could: its drivers are asked first.
    ///
    /// # Errors
    /// [`Error::NO_SUCH_DEVICE`](crate::Error::NO_SUCH_DEVICE) when the list has no such child that was made.
    pub fn request_eject(&self, child: &D) -> Result<()> {
        let mut described = Described::new(child);
        self.call(|list| {
            // SAFETY: a live list of such descriptions; it is only read.
            let found =
                unsafe { wdf::WdfChildListRequestChildEject(list, described.header()) != 0 };
            match found {
                true => NtStatus::SUCCESS.value(),
                false => NtStatus::from(Error::NO_SUCH_DEVICE).value(),
            }
        })
    }

    /// Reports what a look at the bus has found: the children that `found` gives are present, all others missing.
    ///
    /// # Errors
    /// As [`report`](Self::report), for the first child that cannot be added; it and those after it count as missing.
    pub fn report_all(&self, found: impl IntoIterator<Item = D>) -> Result<()> {
        self.call(|list| {
            // SAFETY: a live list. The scan ends below.
            unsafe { wdf::WdfChildListBeginScan(list) };
            NtStatus::SUCCESS.value()
        })?;
        let reported = found.into_iter().try_for_each(|child| self.report(&child));
        self.call(|list| {
            // SAFETY: a live list, whose scan this function has begun.
            unsafe { wdf::WdfChildListEndScan(list) };
            NtStatus::SUCCESS.value()
        })?;
        reported
    }

    fn call(&self, function: impl FnOnce(WDFCHILDLIST) -> NTSTATUS) -> Result<()> {
        let status = self.0.while_present(|list| function(list.cast()));
        NtStatus::new(status.ok_or(Error::INVALID_DEVICE_STATE)?).ok()
    }
}

impl<D: Plain> Default for ChildList<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<D> fmt::Debug for ChildList<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChildList").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Binds a list of children, a field of the context, to the function that makes a child:
    /// `EvtChildListCreateDevice`. It is called when the Plug and Play manager asks for the devices of the bus.
    ///
    /// A child for which the function returns an error is not there; it is asked for again when the bus reports
    /// anything the next time.
    ///
    /// # Errors
    /// What `WdfChildListCreate` reports, or
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the list is bound already or is not
    /// part of the context.
    pub fn add_child_list<F, D, NotAFunctionPointer>(
        &self,
        list: impl for<'c> FnOnce(&'c C) -> &'c ChildList<D>,
        _make: F,
        _irql: &Passive,
    ) -> Result<()>
    where
        D: Plain,
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, &Self, &D, ChildInit<'_>, &mut Passive) -> Result<()>,
    {
        let slot = self.empty_slot(&list(self.context()).0)?;
        let mut config =
            WDF_CHILD_LIST_CONFIG::init(Described::<D>::SIZE, Some(evt_create_device::<C, F, D>));
        let mut attributes = no_context_attributes();
        let mut created = ptr::null_mut();
        // SAFETY: a live device with a context of the type that the callback expects; the framework copies
        // configuration and attributes.
        let status = unsafe {
            wdf::WdfChildListCreate(
                self.as_raw(),
                &raw mut config,
                &raw mut attributes,
                &raw mut created,
            )
        };
        NtStatus::new(status).ok()?;
        // SAFETY: the list is a new child of the device, in whose context `empty_slot` found the slot. The device
        // ends it: a list cannot be deleted before.
        unsafe { slot.refer_to(self, created.cast()) }
    }

    /// Says what kind of bus this is, for `DevicePropertyBusTypeGuid` and its siblings of the children.
    pub fn set_bus_information(&self, kind: &Guid, number: u32, _irql: &Passive) {
        let mut information = PNP_BUS_INFORMATION {
            BusTypeGuid: (*kind).into(),
            LegacyBusType: PNP_BUS,
            BusNumber: number,
        };
        // SAFETY: a live device; the framework copies the structure.
        unsafe {
            wdf::WdfDeviceSetBusInformationForChildren(self.as_raw(), &raw mut information);
        }
    }
}

/// The type of a bus that is none of the old ones.
const PNP_BUS: INTERFACE_TYPE = wdk_sys::_INTERFACE_TYPE::PNPBus;

/// # Safety
/// Called by the framework, for a list that `add_child_list` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_create_device<C, F, D>(
    list: WDFCHILDLIST,
    description: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    init: PWDFDEVICE_INIT,
) -> NTSTATUS
where
    C: Context,
    D: Plain,
    F: Callback + Fn(&C, &Device<C>, &D, ChildInit<'_>, &mut Passive) -> Result<()>,
{
    // SAFETY: `add_child_list` was given a value of type `F`.
    let make = unsafe { zst_instance::<F>() };
    // SAFETY: EvtChildListCreateDevice is called with a live list.
    let parent = unsafe { wdf::WdfChildListGetDevice(list) };
    // SAFETY: `add_child_list` made the list for a `Device<C>`, which outlives its callbacks.
    let parent = unsafe { Device::<C>::from_raw(parent) };
    // SAFETY: the description has the list's size, so the driver's part follows the header.
    let place = unsafe { description.add(1) }.cast::<D>();
    // SAFETY: all bytes of a plain value; the framework keeps them meanwhile.
    let child = unsafe { place.read_unaligned() };
    let failed = Cell::new(NtStatus::SUCCESS);
    // SAFETY: the framework's settings for a child, during this callback, which returns what is left.
    let init = unsafe { ChildInit::borrowed(init, &failed) };
    // SAFETY: the framework calls this at PASSIVE_LEVEL.
    let result = make(parent.context(), parent, &child, init, unsafe {
        irql::assume()
    });
    match failed.get() {
        NtStatus::SUCCESS => NtStatus::from(result).value(),
        failed => failed.value(),
    }
}

/// Methods that pass a string to a function of the framework, which copies it.
macro_rules! strings {
    ($($(#[$meta:meta])* $name:ident = $function:ident;)*) => {$(
        $(#[$meta])*
        ///
        /// # Errors
        #[doc = concat!("What `", stringify!($function), "` reports.")]
        pub fn $name(&mut self, id: &UnicodeStr, _irql: &Passive) -> Result<()> {
            let id = id.as_raw();
            // SAFETY: the settings are live; the framework copies the string.
            let status = unsafe { wdf::$function(self.as_raw(), id.as_ptr()) };
            NtStatus::new(status).ok()
        }
    )*};
}

impl ChildInit<'_> {
    strings! {
        /// The device ID, such as `ToasterBus\Toaster`: its first part names the bus.
        assign_device_id = WdfPdoInitAssignDeviceID;
        /// What tells the child from others with the same device ID.
        assign_instance_id = WdfPdoInitAssignInstanceID;
        /// The container ID: devices with the same one are parts of one product.
        assign_container_id = WdfPdoInitAssignContainerID;
        /// A hardware ID, by which drivers are found; the most specific one first.
        add_hardware_id = WdfPdoInitAddHardwareID;
        /// A compatible ID, by which less specific drivers are found.
        add_compatible_id = WdfPdoInitAddCompatibleID;
    }

    /// [`assign_instance_id`](Self::assign_instance_id) with a number, such as `0007`.
    ///
    /// # Errors
    /// What `WdfPdoInitAssignInstanceID` reports.
    pub fn assign_instance_number(&mut self, number: u32, irql: &Passive) -> Result<()> {
        let mut id = UnicodeString::<10>::new();
        fmt::write(&mut id, format_args!("{number:04}")).map_err(|_| Error::INVALID_PARAMETER)?;
        self.assign_instance_id(&id, irql)
    }

    /// What the user sees until a driver is found: a description and a location, in the language of `locale`, such as
    /// `0x409` for English.
    ///
    /// # Errors
    /// What `WdfPdoInitAddDeviceText` reports.
    pub fn add_device_text(
        &mut self,
        description: &UnicodeStr,
        location: &UnicodeStr,
        locale: u32,
        _irql: &Passive,
    ) -> Result<()> {
        let (description, location) = (description.as_raw(), location.as_raw());
        // SAFETY: the settings are live; the framework copies the strings.
        let status = unsafe {
            wdf::WdfPdoInitAddDeviceText(
                self.as_raw(),
                description.as_ptr(),
                location.as_ptr(),
                locale,
            )
        };
        NtStatus::new(status).ok()
    }

    /// The language of the texts for a user whose own language there is none in.
    pub fn set_default_locale(&mut self, locale: u32, _irql: &Passive) {
        // SAFETY: the settings are live.
        unsafe { wdf::WdfPdoInitSetDefaultLocale(self.as_raw(), locale) };
    }

    /// The child works without another driver: this driver handles its requests. `class` is the device setup class of
    /// such devices.
    ///
    /// # Errors
    /// What `WdfPdoInitAssignRawDevice` reports.
    pub fn assign_raw_device(&mut self, class: &Guid, _irql: &Passive) -> Result<()> {
        // SAFETY: the settings are live; the framework copies the GUID.
        let status = unsafe { wdf::WdfPdoInitAssignRawDevice(self.as_raw(), class.as_raw()) };
        NtStatus::new(status).ok()
    }
}
