//! Iteration over a child list.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    NTSTATUS, PVOID, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_NO_MORE_ENTRIES, STATUS_SUCCESS, abi,
    wdf::{
        _WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS::{
            WdfChildListRetrieveDeviceNotYetCreated, WdfChildListRetrieveDeviceSuccess,
        },
        _WDF_RETRIEVE_CHILD_FLAGS::{
            WdfRetrieveAllChildren, WdfRetrieveMissingChildren, WdfRetrievePendingChildren,
            WdfRetrievePresentChildren,
        },
        PWDF_CHILD_LIST_ITERATOR, PWDF_CHILD_RETRIEVE_INFO, PWDF_DRIVER_GLOBALS,
        WDF_CHILD_LIST_ITERATOR, WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS, WDF_CHILD_RETRIEVE_INFO,
        WDFCHILDLIST, WDFDEVICE,
    },
};

use super::{
    ChildList,
    api::{Wanted, wanted},
    description::{Address, Id},
    entries::{Entries, Place},
};
use crate::{
    Fx,
    argument::{Argument, object, required},
    callback::callback,
    device::Device,
    enter,
    object::Obj,
    status, violation,
};

const PRESENT: u32 = WdfRetrievePresentChildren as u32;
const MISSING: u32 = WdfRetrieveMissingChildren as u32;
const PENDING: u32 = WdfRetrievePendingChildren as u32;

/// Where an iterator has come to among the described children: a place in their order and one more, or 0 at their end.
const DESCRIBED: usize = 0;
/// The same among those that wait to become children: how many there were, and one more.
const WAITING: usize = 1;

/// The iterator, if it can be one.
fn iterator(
    argument: &Argument<'_, PWDF_CHILD_LIST_ITERATOR>,
) -> Result<WDF_CHILD_LIST_ITERATOR, NTSTATUS> {
    let iterator = argument.read().ok_or(STATUS_INVALID_PARAMETER)?;
    if iterator.Size as usize != size_of::<WDF_CHILD_LIST_ITERATOR>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    if iterator.Flags & !(WdfRetrieveAllChildren as u32) != 0 {
        return Err(STATUS_INVALID_PARAMETER);
    }
    Ok(iterator)
}

fn bad_iterator(fx: Fx, function: &'static str, list: Obj<ChildList>, status: NTSTATUS) {
    violation::break_point(
        fx,
        "ChildListIterator",
        list.handle(),
        format_args!("{function}: the iterator has a wrong size or wrong flags ({status:#x})"),
    );
}

fn number(value: PVOID) -> u64 {
    value.addr() as u64
}

fn pointer(value: u64) -> PVOID {
    ptr::without_provenance_mut(value as usize)
}

#[doc = "[`WdfChildListBeginIteration`](wdk_sys::wdf::WdfChildListBeginIteration)"]
#[abi]
pub(crate) unsafe fn WdfChildListBeginIteration(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    Iterator: PWDF_CHILD_LIST_ITERATOR,
) {
    const NAME: &str = "WdfChildListBeginIteration";
    enter!(
        fx = DriverGlobals,
        WdfChildListBeginIteration(ChildList, Iterator)
    );
    let list = object!(fx, ChildList, ChildList);
    required!(fx, WdfChildListBeginIteration, Iterator);
    let mut begun = match iterator(&Iterator) {
        Ok(iterator) => iterator,
        Err(status) => return bad_iterator(fx, NAME, list, status),
    };
    begun.Reserved = [ptr::null_mut(); 4];
    begun.Reserved[DESCRIBED] = pointer(1);
    if begun.Flags & PENDING != 0 {
        begun.Reserved[WAITING] = pointer(1);
    }
    Iterator.put(begun);
    list.begin_scan(false);
}

#[doc = "[`WdfChildListEndIteration`](wdk_sys::wdf::WdfChildListEndIteration)"]
#[abi]
pub(crate) unsafe fn WdfChildListEndIteration(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    Iterator: PWDF_CHILD_LIST_ITERATOR,
) {
    const NAME: &str = "WdfChildListEndIteration";
    enter!(
        fx = DriverGlobals,
        WdfChildListEndIteration(ChildList, Iterator)
    );
    let list = object!(fx, ChildList, ChildList);
    required!(fx, WdfChildListEndIteration, Iterator);
    let mut ended = match iterator(&Iterator) {
        Ok(iterator) => iterator,
        Err(status) => return bad_iterator(fx, NAME, list, status),
    };
    list.end_scan();
    ended.Reserved = [ptr::null_mut(); 4];
    Iterator.put(ended);
}

#[doc = "[`WdfChildListRetrieveNextDevice`](wdk_sys::wdf::WdfChildListRetrieveNextDevice)"]
#[abi]
pub(crate) unsafe fn WdfChildListRetrieveNextDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    Iterator: PWDF_CHILD_LIST_ITERATOR,
    Device: *mut WDFDEVICE,
    Info: PWDF_CHILD_RETRIEVE_INFO,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfChildListRetrieveNextDevice(ChildList, Iterator, Device, Info)
    );
    let list = object!(fx, ChildList, ChildList => status::INVALID_HANDLE);
    required!(fx, WdfChildListRetrieveNextDevice, Iterator, Device => STATUS_INVALID_PARAMETER);
    Device.put(ptr::null_mut());
    let mut state = match iterator(&Iterator) {
        Ok(iterator) => iterator,
        Err(status) => return status,
    };
    let mut info = Info.read();
    let wanted = match &info {
        Some(info) => match wanted(list, &Info, info) {
            Ok(wanted) => Some(wanted),
            Err(status) => return status,
        },
        None => None,
    };
    let search = Search { list, info, wanted };
    let found = list.change(|entries| search.next(entries, &mut state));
    Iterator.put(state);
    let (status, found) = match found {
        Ok(found) => (STATUS_SUCCESS, found),
        Err(status) => return status,
    };
    if let Some(device) = found.device {
        Device.put(device.handle().cast());
    }
    if let Some(info) = &mut info {
        info.Status = found.status;
        Info.put(*info);
    }
    status
}

/// What an iteration has found.
#[derive(Clone, Copy)]
struct Found {
    status: WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS,
    device: Option<Obj<Device>>,
}

struct Search {
    list: Obj<ChildList>,
    info: Option<WDF_CHILD_RETRIEVE_INFO>,
    wanted: Option<Wanted>,
}

impl Search {
    /// The next device. With pending children among those that are looked for, each call goes on in both orders, and
    /// what it says of the child is the pending one's: so does Microsoft's framework.
    fn next(
        &self,
        entries: &mut Entries,
        state: &mut WDF_CHILD_LIST_ITERATOR,
    ) -> Result<Found, NTSTATUS> {
        if !entries.is_scanned() {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        let mut found = None;
        let place = number(state.Reserved[DESCRIBED]);
        if place != 0 {
            found = self.next_described(entries, place - 1, state)?;
        }
        let seen = number(state.Reserved[WAITING]);
        if state.Flags & PENDING != 0 && seen != 0 {
            let next = self.next_waiting(entries, seen - 1);
            state.Reserved[WAITING] = pointer(next.map_or(0, |at| at + 2));
            if next.is_some() {
                found = Some(Found {
                    status: WdfChildListRetrieveDeviceNotYetCreated,
                    device: found.and_then(|found| found.device),
                });
            }
        }
        found.ok_or(STATUS_NO_MORE_ENTRIES)
    }

    fn next_described(
        &self,
        entries: &Entries,
        after: u64,
        state: &mut WDF_CHILD_LIST_ITERATOR,
    ) -> Result<Option<Found>, NTSTATUS> {
        if after != 0 && !entries.is_described(after) {
            return Err(STATUS_INVALID_PARAMETER);
        }
        for entry in entries.described().filter(|it| it.described_at() > after) {
            let flag = match entry.place {
                Place::Present => PRESENT,
                Place::Missing | Place::ReportedMissing => MISSING,
                Place::Wanted => PENDING,
                Place::None => 0,
            };
            if state.Flags & flag == 0 || !self.matches(entry.id()) {
                continue;
            }
            state.Reserved[DESCRIBED] = pointer(entry.described_at() + 1);
            self.copy(entry.id(), entry.address());
            let device = entry.device.as_ref().map(|device| **device);
            let status = match device {
                Some(_) => WdfChildListRetrieveDeviceSuccess,
                None => WdfChildListRetrieveDeviceNotYetCreated,
            };
            return Ok(Some(Found { status, device }));
        }
        state.Reserved[DESCRIBED] = ptr::null_mut();
        Ok(None)
    }

    /// The number of the next child that waits to become one.
    fn next_waiting(&self, entries: &Entries, seen: u64) -> Option<u64> {
        for (entry, at) in entries.inserts().zip(0..) {
            if at >= seen && self.matches(entry.id()) {
                self.copy(entry.id(), entry.address());
                return Some(at);
            }
        }
        None
    }

    /// Whether the callback of this search takes the child.
    fn matches(&self, id: Id) -> bool {
        let (fx, handle) = (self.list.fx(), self.list.handle());
        let compare = self
            .info
            .and_then(|info| info.EvtChildListIdentificationDescriptionCompare);
        let pattern = self
            .info
            .map_or(ptr::null_mut(), |info| info.IdentificationDescription);
        callback!(
            fx,
            handle,
            "EvtChildListIdentificationDescriptionCompare",
            compare,
            (handle.cast(), pattern, id.as_ptr())
        )
        .is_none_or(|same| same != 0)
    }

    fn copy(&self, id: Id, address: Option<Address>) {
        let Some(wanted) = self.wanted else {
            return;
        };
        if let Some(to) = wanted.id {
            self.list.copy_id(id, to);
        }
        self.list.copy_address(address, wanted.address);
    }
}
