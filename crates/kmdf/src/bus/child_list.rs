//! `WDFCHILDLIST`: devices that a driver describes, and that the framework has it make when they are asked for.
//!
//! [`entries`] is what the list knows of each described child, and what becomes of it; [`relations`] answers the Plug
//! and Play manager's question with it. The driver's callbacks for descriptions run with the list's spin lock held, as
//! [Microsoft's page](https://learn.microsoft.com/windows-hardware/drivers/wdf/dynamic-enumeration) describes: they
//! must not call functions of child lists.
#![expect(unsafe_code, reason = "calls the driver with its own descriptions")]

mod api;
mod child;
mod description;
mod entries;
mod iterate;
mod relations;

pub(crate) use api::*;
pub(crate) use iterate::*;

use core::{cmp::Ordering, slice};

use wdk_sys::{
    _DEVICE_RELATION_TYPE::BusRelations, IoInvalidateDeviceRelations, NTSTATUS,
    STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, wdf::WDF_CHILD_LIST_CONFIG,
};

use self::{
    description::{Address, Description, Id},
    entries::{Entries, Work},
};
use crate::{
    callback::callback,
    device::Device,
    event::Event,
    object::{Attributes, Body, Class, Cleanup, Obj, Ref, numbers},
    sync::SpinLock,
};

/// A dynamic child list.
pub(crate) struct ChildList {
    /// The device whose children are described. Each child holds it, and so do its own objects.
    device: Obj<Device>,
    config: WDF_CHILD_LIST_CONFIG,
    /// Set while nobody scans or iterates.
    unscanned: Event,
    entries: SpinLock<Entries>,
}

impl Body for ChildList {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFCHILDLIST", numbers::CHILD_LIST).framework_deletes();

    fn dispose(list: Obj<Self>) -> Cleanup {
        // The reference is given back with no lock held.
        drop(list.device.children.remove_list(list));
        Cleanup::Call
    }
}

/// What ties a device to its description.
pub(crate) struct Described {
    pub(super) list: Ref<ChildList>,
    pub(super) entry: u64,
}

/// Whether a configuration can be that of a list.
///
/// # Errors
/// Those that Microsoft's framework has.
pub(crate) fn check(config: &WDF_CHILD_LIST_CONFIG) -> Result<(), NTSTATUS> {
    if config.Size as usize != size_of::<WDF_CHILD_LIST_CONFIG>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    let longest = u32::MAX - size_of::<usize>() as u32;
    if config.IdentificationDescriptionSize == 0
        || config.EvtChildListCreateDevice.is_none()
        || config.IdentificationDescriptionSize > longest
        || config.AddressDescriptionSize > longest
    {
        return Err(STATUS_INVALID_PARAMETER);
    }
    Ok(())
}

impl Obj<ChildList> {
    /// A list of children of `device`, which may be its default one. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// There is no memory, or the device is being deleted.
    pub(crate) fn create_list(
        device: Obj<Device>,
        config: WDF_CHILD_LIST_CONFIG,
        attributes: &Attributes,
        default: bool,
    ) -> Result<Self, NTSTATUS> {
        let fx = device.fx();
        let body = ChildList {
            device,
            config,
            unscanned: Event::new(),
            entries: SpinLock::new(Entries::new(fx.tag())),
        };
        let list = Self::create(fx, Some(device.header()), attributes, body)?;
        list.unscanned.initialize_set();
        if let Err(status) = device.children.add_list(list, default) {
            list.abandon();
            return Err(status);
        }
        Ok(list)
    }

    fn has_addresses(self) -> bool {
        self.config.AddressDescriptionSize > 0
    }

    /// Changes the entries under the list's lock, which is held over the driver's callbacks for descriptions; then
    /// does what is left to do without it.
    fn change<R>(self, work: impl FnOnce(&mut Entries) -> R) -> R {
        let (result, left) = self.entries.with(|entries| {
            let result = work(entries);
            (result, entries.take_work())
        });
        self.finish(left);
        result
    }

    /// As [`Obj::change`], then makes the changes that wait, unless somebody scans.
    fn change_and_process<R>(self, work: impl FnOnce(&mut Entries) -> R) -> R {
        self.change(|entries| {
            let result = work(entries);
            entries.process(self);
            result
        })
    }

    fn finish(self, left: Work) {
        if left.invalidate {
            match self.device.known_physical() {
                // SAFETY: the physical device object of a device that is in its stack.
                Ok(physical) => unsafe { IoInvalidateDeviceRelations(physical, BusRelations) },
                // It is asked for its relations as it starts.
                Err(_) => self.entries.with(Entries::postpone_invalidation),
            }
        }
        if left.dead {
            while let Some(entry) = self.entries.with(Entries::take_dead) {
                self.clean_up(&entry);
            }
        }
    }

    /// `EvtChildListAddressDescriptionCleanup`, `EvtChildListIdentificationDescriptionCleanup`.
    fn clean_up(self, entry: &entries::Entry) {
        let (fx, handle) = (self.fx(), self.handle());
        if let Some(address) = entry.address() {
            callback!(
                fx,
                handle,
                "EvtChildListAddressDescriptionCleanup",
                self.config.EvtChildListAddressDescriptionCleanup,
                (handle.cast(), address.as_ptr())
            );
        }
        callback!(
            fx,
            handle,
            "EvtChildListIdentificationDescriptionCleanup",
            self.config.EvtChildListIdentificationDescriptionCleanup,
            (handle.cast(), entry.id().as_ptr())
        );
    }

    /// `EvtChildListScanForChildren`. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn scan(self) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtChildListScanForChildren",
            self.config.EvtChildListScanForChildren,
            (self.handle().cast())
        );
    }

    /// Waits until nobody scans or iterates. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn wait_for_scans(self) {
        self.unscanned.wait();
    }

    fn begin_scan(self, forget: bool) {
        self.entries.with(|entries| {
            self.unscanned.clear();
            entries.begin_scan(forget);
        });
    }

    fn end_scan(self) {
        self.change(|entries| {
            if entries.end_scan(self) {
                self.unscanned.set();
            }
        });
    }

    fn duplicate_id(self, from: Id, to: Id) -> Result<(), NTSTATUS> {
        let status = callback!(
            self.fx(),
            self.handle(),
            "EvtChildListIdentificationDescriptionDuplicate",
            self.config.EvtChildListIdentificationDescriptionDuplicate,
            (self.handle().cast(), from.as_ptr(), to.as_ptr())
        );
        copied(status, || {
            copy(from, to, self.config.IdentificationDescriptionSize)
        })
    }

    fn duplicate_address(self, from: Address, to: Address) -> Result<(), NTSTATUS> {
        let status = callback!(
            self.fx(),
            self.handle(),
            "EvtChildListAddressDescriptionDuplicate",
            self.config.EvtChildListAddressDescriptionDuplicate,
            (self.handle().cast(), from.as_ptr(), to.as_ptr())
        );
        copied(status, || {
            copy(from, to, self.config.AddressDescriptionSize)
        })
    }

    fn copy_id(self, from: Id, to: Id) {
        callback!(
            self.fx(),
            self.handle(),
            "EvtChildListIdentificationDescriptionCopy",
            self.config.EvtChildListIdentificationDescriptionCopy,
            (self.handle().cast(), from.as_ptr(), to.as_ptr())
        )
        .unwrap_or_else(|| copy(from, to, self.config.IdentificationDescriptionSize));
    }

    /// Nothing where the list has no addresses.
    fn copy_address(self, from: Option<Address>, to: Option<Address>) {
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        callback!(
            self.fx(),
            self.handle(),
            "EvtChildListAddressDescriptionCopy",
            self.config.EvtChildListAddressDescriptionCopy,
            (self.handle().cast(), from.as_ptr(), to.as_ptr())
        )
        .unwrap_or_else(|| copy(from, to, self.config.AddressDescriptionSize));
    }

    /// Whether two descriptions are the same child's.
    fn is_same(self, entry: Id, other: Id) -> bool {
        callback!(
            self.fx(),
            self.handle(),
            "EvtChildListIdentificationDescriptionCompare",
            self.config.EvtChildListIdentificationDescriptionCompare,
            (self.handle().cast(), entry.as_ptr(), other.as_ptr())
        )
        .map_or_else(
            || {
                let size = self.config.IdentificationDescriptionSize;
                compare(entry, other, size) == Ordering::Equal
            },
            |same| same != 0,
        )
    }

    /// Whether the driver lets a device be enumerated anew.
    fn may_reenumerate(
        self,
        device: Obj<Device>,
        old: Option<Address>,
        new: Option<Address>,
    ) -> bool {
        let address = |it: Option<Address>| it.map_or(core::ptr::null_mut(), Address::as_ptr);
        callback!(
            self.fx(),
            self.handle(),
            "EvtChildListDeviceReenumerated",
            self.config.EvtChildListDeviceReenumerated,
            (
                self.handle().cast(),
                device.handle().cast(),
                address(old),
                address(new)
            )
        )
        .is_none_or(|may| may != 0)
    }
}

/// The status of a callback that duplicates; `copy` does it where there is none.
fn copied(status: Option<NTSTATUS>, copy: impl FnOnce()) -> Result<(), NTSTATUS> {
    match status {
        Some(status) if status < 0 => Err(status),
        Some(_) => Ok(()),
        None => {
            copy();
            Ok(())
        }
    }
}

fn copy<H>(from: Description<H>, to: Description<H>, size: u32) {
    let (from, to) = (from.as_ptr().cast::<u8>(), to.as_ptr().cast::<u8>());
    // SAFETY: both have the list's size, by the invariant of `Description`; the driver may pass one and the same.
    unsafe { core::ptr::copy(from, to, size as usize) };
}

fn compare<H>(one: Description<H>, other: Description<H>, size: u32) -> Ordering {
    // SAFETY: of the list's size, by the invariant of `Description`, and nobody writes it under the list's lock.
    let one = unsafe { slice::from_raw_parts(one.as_ptr().cast::<u8>(), size as usize) };
    // SAFETY: as the first.
    let other = unsafe { slice::from_raw_parts(other.as_ptr().cast::<u8>(), size as usize) };
    one.cmp(other)
}
