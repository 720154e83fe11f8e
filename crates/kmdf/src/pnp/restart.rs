//! Starting a failed device anew: its bus takes it away and finds it again, if the bus can.
//!
//! How often it was tried stands in the registry, in a key of the device that the drivers of its stack share and
//! that does not outlive the system's restart; [`count`] decides.
#![expect(
    unsafe_code,
    reason = "an interface of the bus, and the kernel's clock"
)]

mod count;

use core::ptr;

use wdk_sys::{
    GUID, IRP_MN_QUERY_INTERFACE, KEY_ALL_ACCESS, KeQueryTickCount, KeQueryTimeIncrement,
    LARGE_INTEGER, NTSTATUS, PINTERFACE_DEREFERENCE, PREENUMERATE_SELF, PVOID,
    REENUMERATE_SELF_INTERFACE_STANDARD, REG_BINARY, REG_CREATED_NEW_KEY, REG_OPTION_VOLATILE,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_TYPE_MISMATCH,
};

use crate::{
    device::Device,
    object::Obj,
    registry::{key::Key, open_settings_key},
    text::w,
};

/// `GUID_REENUMERATE_SELF_INTERFACE_STANDARD`.
pub(crate) static REENUMERATE_SELF: GUID = GUID {
    Data1: 0x2AEB_0243,
    Data2: 0x6A6E,
    Data3: 0x486B,
    Data4: [0x82, 0xFC, 0xD8, 0x15, 0xF6, 0xB9, 0x70, 0x06],
};

/// What a device's bus gave for finding the device anew.
#[derive(Clone, Copy)]
pub(super) struct Reenumerator {
    reenumerate: PREENUMERATE_SELF,
    dereference: PINTERFACE_DEREFERENCE,
    context: PVOID,
}

// SAFETY: the bus's functions and context are not bound to a thread.
unsafe impl Send for Reenumerator {}

impl Reenumerator {
    /// Asks the lower devices; not the whole stack, since a part of it may not answer while it starts. IRQL:
    /// `PASSIVE_LEVEL`.
    pub(super) fn query(device: Obj<Device>) -> Option<Self> {
        let size = size_of::<REENUMERATE_SELF_INTERFACE_STANDARD>() as u16;
        let mut interface = REENUMERATE_SELF_INTERFACE_STANDARD {
            Size: size,
            Version: 1,
            Context: ptr::null_mut(),
            InterfaceReference: None,
            InterfaceDereference: None,
            SurpriseRemoveAndReenumerateSelf: None,
        };
        let arguments = [
            (&raw const REENUMERATE_SELF).expose_provenance() as u64,
            u64::from(size) | 1 << 16,
            (&raw mut interface).expose_provenance() as u64,
            0,
        ];
        let status = device.ask_lower(IRP_MN_QUERY_INTERFACE, arguments);
        (status >= 0).then_some(Self {
            reenumerate: interface.SurpriseRemoveAndReenumerateSelf,
            dereference: interface.InterfaceDereference,
            context: interface.Context,
        })
    }

    /// Has the bus find the device anew. Whether it can. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn reenumerate(self) -> bool {
        let Some(reenumerate) = self.reenumerate else {
            return false;
        };
        // SAFETY: the bus's function with its context, until `release`.
        unsafe { reenumerate(self.context) };
        true
    }

    /// Gives the interface back.
    pub(super) fn release(self) {
        if let Some(dereference) = self.dereference {
            // SAFETY: the bus's function with its context, for the reference that came with the interface.
            unsafe { dereference(self.context) };
        }
    }
}

/// Whether the device is restarted once more, which is noted. `worked` says whether it has been in its started state.
/// IRQL: `PASSIVE_LEVEL`.
pub(super) fn count_restart(device: Obj<Device>, worked: bool) -> bool {
    try_count(device, worked).unwrap_or(false)
}

fn try_count(device: Obj<Device>, worked: bool) -> Result<bool, NTSTATUS> {
    let tag = device.fx().tag();
    let (key, new) = open_restart_key(device)?;
    let known = if new { None } else { Some(read(&key, tag)?) };
    let mut now = LARGE_INTEGER::default();
    // SAFETY: the count of clock interrupts goes to a local.
    unsafe { KeQueryTickCount(&raw mut now) };
    // SAFETY: callable at any level.
    let tick = unsafe { KeQueryTimeIncrement() };
    // SAFETY: both views of the union are numbers.
    let now = unsafe { now.QuadPart };
    let (allowed, noted) = count::decide(known, now, tick.into(), worked);
    if let Some(began) = noted.began {
        key.write(&w!("StartTime"), REG_BINARY, &began.to_le_bytes())?;
    }
    if let Some(count) = noted.count {
        key.set_dword(&w!("Count"), count)?;
    }
    if let Some(worked) = noted.worked {
        key.set_dword(&w!("StartAchieved"), worked.into())?;
    }
    Ok(allowed)
}

/// The key, and whether there was none.
fn open_restart_key(device: Obj<Device>) -> Result<(Key, bool), NTSTATUS> {
    let settings = open_settings_key(device.known_physical()?, KEY_ALL_ACCESS)?;
    let mut disposition = 0;
    let key = Key::create(
        settings.handle(),
        &w!("Restart"),
        KEY_ALL_ACCESS,
        REG_OPTION_VOLATILE,
        &raw mut disposition,
    )?;
    Ok((key, disposition == REG_CREATED_NEW_KEY))
}

fn read(key: &Key, tag: u32) -> Result<count::Known, NTSTATUS> {
    let began = key.read(tag, &w!("StartTime"))?;
    let began = match <[u8; 8]>::try_from(&*began.data) {
        Ok(bytes) if began.kind == REG_BINARY => i64::from_le_bytes(bytes),
        _ => return Err(STATUS_OBJECT_TYPE_MISMATCH),
    };
    let count = match key.read(tag, &w!("Count")) {
        Ok(value) => value.dword()?,
        // The time is noted first: there was one restart.
        Err(STATUS_OBJECT_NAME_NOT_FOUND) => 1,
        Err(status) => return Err(status),
    };
    Ok(count::Known {
        began,
        count,
        worked: key.dword(tag, &w!("StartAchieved")).unwrap_or(0) != 0,
    })
}
