//! Special files on a device: `IRP_MN_DEVICE_USAGE_NOTIFICATION`.
//!
//! A device with a paging, hibernation or crash dump file on it or below is not power pageable, and its stack has a
//! [power thread](super::power_thread). One with any special file is neither stopped, removed nor disabled.
#![expect(
    unsafe_code,
    reason = "table functions, and the flags of the device object"
)]

use kmdf_states::power::{Event, Power};
use wdk_sys::{
    BOOLEAN, DO_POWER_INRUSH, DO_POWER_PAGABLE, NTSTATUS, STATUS_NOT_IMPLEMENTED, STATUS_SUCCESS,
    ULONG, abi,
    wdf::{
        _WDF_SPECIAL_FILE_TYPE::{
            WdfSpecialFileBoot, WdfSpecialFileDump, WdfSpecialFileHibernation, WdfSpecialFileMax,
            WdfSpecialFilePaging, WdfSpecialFilePostDisplay,
        },
        PWDF_DRIVER_GLOBALS, WDF_SPECIAL_FILE_TYPE, WDFDEVICE,
    },
};

use super::{irp::forward_and_wait, machines::post, result};
use crate::{
    argument::pnp_device,
    callback::callback,
    device::{Device, Kind},
    enter,
    irp::Irp,
    object::Obj,
    sync::SpinLock,
    violation,
};

/// How many kinds of special files there are. The system's numbers are the framework's.
const KINDS: usize = WdfSpecialFileMax as usize - 1;

/// Since this minor version a driver can support the kinds behind `WdfSpecialFileBoot`.
const ALL_SINCE: u32 = 29;

/// The special files on a device.
pub(super) struct Usage(SpinLock<Facts>);

struct Facts {
    /// The kinds that the driver supports.
    supported: [bool; KINDS],
    /// How many files of a kind there are.
    files: [i32; KINDS],
    /// Whether the device was pageable before the first file came.
    pageable: bool,
}

impl Facts {
    fn is_special(&self) -> bool {
        let files = self.files.iter().enumerate();
        // A device that the system draws on after the display is off can be removed.
        let mut files =
            files.filter(|(index, _)| Some(*index) != index_of(WdfSpecialFilePostDisplay));
        files.any(|(_, count)| *count != 0)
    }
}

impl Usage {
    pub(super) const fn new() -> Self {
        Self(SpinLock::new(Facts {
            supported: [false; KINDS],
            files: [0; KINDS],
            pageable: false,
        }))
    }

    /// Whether the device is to stay, for a file on it.
    pub(super) fn is_special(&self) -> bool {
        self.0.with(|facts| facts.is_special())
    }

    /// Whether the system writes its hibernation file by way of the device.
    pub(super) fn has_hibernation_file(&self) -> bool {
        index_of(WdfSpecialFileHibernation)
            .is_some_and(|index| self.0.with(|facts| facts.files[index]) != 0)
    }

    fn is_supported(&self, index: usize) -> bool {
        self.0.with(|facts| facts.supported[index])
    }
}

/// The place of a kind; none for a number that is none.
fn index_of(kind: WDF_SPECIAL_FILE_TYPE) -> Option<usize> {
    let index = usize::try_from(kind.checked_sub(WdfSpecialFilePaging)?).ok()?;
    (index < KINDS).then_some(index)
}

/// Whether a file of this kind is read or written while the system changes its power.
fn is_power_related(kind: WDF_SPECIAL_FILE_TYPE) -> bool {
    matches!(
        kind,
        WdfSpecialFilePaging | WdfSpecialFileHibernation | WdfSpecialFileDump
    )
}

/// Answers `IRP_MN_DEVICE_USAGE_NOTIFICATION`. IRQL: `PASSIVE_LEVEL`.
pub(super) fn answer(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let [in_path, kind, ..] = irp.current().arguments();
    let status = device.take_usage(irp, in_path as u8 != 0, kind as WDF_SPECIAL_FILE_TYPE);
    irp.complete(status, 0);
    status
}

impl Obj<Device> {
    fn take_usage(self, irp: Irp, in_path: bool, kind: WDF_SPECIAL_FILE_TYPE) -> NTSTATUS {
        // A filter supports what its stack does, and nobody refuses that a file goes.
        let always = !in_path || self.kind() == Kind::Filter;
        let Some(index) =
            index_of(kind).filter(|index| always || self.pnp.usage.is_supported(*index))
        else {
            return STATUS_NOT_IMPLEMENTED;
        };
        let before = self.power_flags();
        self.count_file(index, kind, in_path);
        // The devices below are in D0 while they become pageable or not.
        let owner = self.pnp.policy_owner;
        if owner {
            let status = self.power_reference(true);
            if status < 0 {
                self.uncount_file(index, in_path, before);
                return status;
            }
        }
        let status = match self.tell_of_usage(irp, in_path, kind) {
            Ok(()) => {
                self.usage_changed(in_path, kind, before);
                STATUS_SUCCESS
            }
            Err(status) => {
                self.uncount_file(index, in_path, before);
                status
            }
        };
        if owner {
            self.power_dereference();
        }
        status
    }

    /// The drivers below, then this device's.
    fn tell_of_usage(
        self,
        irp: Irp,
        in_path: bool,
        kind: WDF_SPECIAL_FILE_TYPE,
    ) -> Result<(), NTSTATUS> {
        irp.set_status(STATUS_SUCCESS);
        result(Some(forward_and_wait(self, irp)))?;
        let told = if in_path && is_power_related(kind) {
            self.use_power_thread()
        } else {
            Ok(())
        };
        told.and_then(|()| self.tell_driver_of_usage(in_path, kind))
            .inspect_err(|_| {
                if in_path {
                    // The drivers below have agreed, and now hear that the file does not come.
                    let [_, kind, rest @ ..] = irp.current().arguments();
                    irp.current().set_arguments([0, kind, rest[0], rest[1]]);
                    irp.set_status(STATUS_SUCCESS);
                    forward_and_wait(self, irp);
                }
            })
    }

    fn tell_driver_of_usage(
        self,
        in_path: bool,
        kind: WDF_SPECIAL_FILE_TYPE,
    ) -> Result<(), NTSTATUS> {
        let callbacks = &self.pnp.callbacks;
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceUsageNotification",
            callbacks.EvtDeviceUsageNotification,
            (self.wdf(), kind, in_path.into())
        );
        result(callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceUsageNotificationEx",
            callbacks.EvtDeviceUsageNotificationEx,
            (self.wdf(), kind, in_path.into())
        ))
    }

    fn count_file(self, index: usize, kind: WDF_SPECIAL_FILE_TYPE, in_path: bool) {
        let flags = self.power_flags();
        let flags = self.pnp.usage.0.with(|facts| {
            facts.files[index] += if in_path { 1 } else { -1 };
            facts.pageable |= flags & DO_POWER_PAGABLE != 0;
            match in_path {
                _ if !is_power_related(kind) => flags,
                _ if self.kind() == Kind::Filter => self.lower_power_flags(),
                true => flags & !DO_POWER_PAGABLE,
                false if facts.pageable && !facts.is_special() => flags | DO_POWER_PAGABLE,
                false => flags,
            }
        });
        self.set_power_flags(flags);
    }

    fn uncount_file(self, index: usize, in_path: bool, before: ULONG) {
        self.pnp
            .usage
            .0
            .with(|facts| facts.files[index] -= if in_path { 1 } else { -1 });
        self.set_power_flags(before);
    }

    fn usage_changed(self, in_path: bool, kind: WDF_SPECIAL_FILE_TYPE, before: ULONG) {
        let pageable = |flags: ULONG| flags & DO_POWER_PAGABLE != 0;
        match (pageable(before), pageable(self.power_flags())) {
            (true, false) => post::<Power>(self, Event::NonPageable),
            (false, true) => post::<Power>(self, Event::Pageable),
            _ => {}
        }
        // The Plug and Play manager asks whether the device can be disabled.
        self.invalidate_state();
        // A crash can come at any moment: such a device does not idle.
        if self.pnp.policy_owner && kind == WdfSpecialFileDump {
            if in_path {
                self.power_reference(false);
            } else {
                self.power_dereference();
            }
        }
    }

    fn power_flags(self) -> ULONG {
        // SAFETY: the device object of a device that is in its stack, which has not been removed.
        let flags = unsafe { (*self.wdm()).Flags };
        flags & (DO_POWER_PAGABLE | DO_POWER_INRUSH)
    }

    fn lower_power_flags(self) -> ULONG {
        // SAFETY: the device below, which is removed after this one.
        let flags = unsafe { (*self.attached()).Flags };
        flags & (DO_POWER_PAGABLE | DO_POWER_INRUSH)
    }

    fn set_power_flags(self, flags: ULONG) {
        let object = self.wdm();
        // SAFETY: the device's own object, whose power flags only this request changes.
        let place = unsafe { &mut (*object).Flags };
        *place = *place & !(DO_POWER_PAGABLE | DO_POWER_INRUSH) | flags;
    }
}

#[doc = "[`WdfDeviceSetSpecialFileSupport`](wdk_sys::wdf::WdfDeviceSetSpecialFileSupport)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetSpecialFileSupport(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    FileType: WDF_SPECIAL_FILE_TYPE,
    Supported: BOOLEAN,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetSpecialFileSupport(Device));
    let device = pnp_device!(fx, WdfDeviceSetSpecialFileSupport, Device);
    let known = FileType <= WdfSpecialFileBoot
        || FileType != WdfSpecialFilePostDisplay && fx.built_for >= ALL_SINCE;
    match index_of(FileType).filter(|_| known) {
        Some(index) => device
            .pnp
            .usage
            .0
            .with(|facts| facts.supported[index] = Supported != 0),
        None => violation::break_point(
            fx,
            "SpecialFileType",
            device.handle(),
            format_args!(
                "WdfDeviceSetSpecialFileSupport: a driver that is built for 1.{} cannot support files of type \
                 {FileType}",
                fx.built_for
            ),
        ),
    }
}
