//! `WDFDEVICE`: function, filter and control devices on the I/O manager's device stacks, and a bus's devices.
#![expect(unsafe_code, reason = "the dispatch routine, and the device extension")]

mod api;
mod control;
mod create;
mod init;
mod interface;
mod interface_list;
mod name;
mod opens;
mod preprocess;
mod property;
mod query_interface;
mod remove_lock;
mod security;

pub(crate) use api::*;
pub(crate) use control::*;
pub(crate) use create::*;
pub(crate) use init::*;
pub(crate) use interface::*;
pub(crate) use interface_list::same as same_guid;
pub(crate) use name::*;
pub(crate) use property::*;
pub(crate) use query_interface::*;

use core::{
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    DEVICE_OBJECT, DO_DEVICE_INITIALIZING, IRP_MJ_CLEANUP, IRP_MJ_CLOSE, IRP_MJ_PNP, IRP_MJ_POWER,
    IRP_MJ_SHUTDOWN, IRP_MJ_SYSTEM_CONTROL, IRP_MN_REMOVE_DEVICE, NTSTATUS, PDEVICE_OBJECT, PIRP,
    PVOID, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE, STATUS_NO_SUCH_DEVICE,
    STATUS_SUCCESS, abi, wdf::PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION,
};

use self::{
    interface_list::Interfaces, opens::Opens, preprocess::Preprocess, remove_lock::RemoveLock,
};
use crate::{
    bus::{Child, Children, Related},
    callback::callback,
    interrupt::Interrupts,
    irp::Irp,
    object::{Body, CallbackLock, Class, Cleanup, Header, Obj, Object, numbers},
    pnp::{self, Pnp, PowerThread},
    pool::{PoolBox, PoolVec},
    routing,
    sync::SpinLock,
    wmi::Wmi,
};

/// The place of a device in its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The function device object.
    Function,
    /// A filter above or below it.
    Filter,
    /// In no stack.
    Control,
    /// At the bottom of its stack: its driver made it as a device of a bus.
    Child,
}

/// What a device is called.
struct Names {
    device: Option<PoolVec<u16>>,
    link: Option<PoolVec<u16>>,
}

/// The shutdown notification of a control device.
#[derive(Clone, Copy)]
pub(crate) struct Shutdown {
    pub(crate) callback: PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION,
    /// Before the file systems are flushed.
    pub(crate) early: bool,
    /// After it.
    pub(crate) last_chance: bool,
}

/// The framework's part of a `WDFDEVICE`.
pub(crate) struct Device {
    kind: Kind,
    wdm: AtomicPtr<DEVICE_OBJECT>,
    attached: AtomicPtr<DEVICE_OBJECT>,
    physical: PDEVICE_OBJECT,
    lock: CallbackLock,
    exclusive: bool,
    opens: Opens,
    /// Whether I/O requests hold the remove lock.
    held_by_io: bool,
    pub(crate) remove_lock: RemoveLock,
    preprocess: Preprocess,
    shutdown: Option<Shutdown>,
    interfaces: SpinLock<Interfaces>,
    names: SpinLock<Names>,
    query_interfaces: SpinLock<QueryInterfaces>,
    pub(crate) interrupts: Interrupts,
    /// What a device of a bus has.
    pub(crate) child: Option<PoolBox<Child>>,
    /// The devices of the bus that this is.
    pub(crate) children: Children,
    /// The devices that are ejected with it.
    pub(crate) ejected_with: Related,
    /// The devices that are removed with it.
    pub(crate) removed_with: Related,
    pub(crate) pnp: PoolBox<Pnp>,
    pub(crate) power_thread: PowerThread,
    pub(crate) wmi: Wmi,
    pub(crate) io: routing::IoPackage,
}

// SAFETY: the pointers are the I/O manager's objects; what changes is atomic or locked.
unsafe impl Sync for Device {}

impl Body for Device {
    const CLASS: &'static Class = &Class::of::<Self>("WDFDEVICE", numbers::DEVICE).passive();

    fn dispose(object: Obj<Self>) -> Cleanup {
        match &object.child {
            None if object.kind == Kind::Control => {
                object.end_control();
                return Cleanup::Done;
            }
            Some(child) if !child.is_listed() => object.delete_unlisted(),
            _ => {}
        }
        Cleanup::Call
    }

    fn may_delete(object: Obj<Self>) -> bool {
        object.kind != Kind::Control || object.delete_control()
    }

    fn callback_lock(object: &Object<Self>) -> Option<&CallbackLock> {
        Some(&object.lock)
    }
}

impl Device {
    /// The place in the stack.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is in a device stack.
    pub(crate) fn is_pnp(&self) -> bool {
        self.kind != Kind::Control
    }

    /// The I/O manager's object; null once the device is deleted.
    pub(crate) fn wdm(&self) -> PDEVICE_OBJECT {
        self.wdm.load(Ordering::Acquire)
    }

    /// Whether a control device is still being made: nobody can open it.
    pub(crate) fn is_initializing(&self) -> bool {
        let object = self.wdm();
        // SAFETY: not null, so the object is there.
        !object.is_null() && unsafe { (*object).Flags } & DO_DEVICE_INITIALIZING != 0
    }

    /// The next lower device object of the stack; null for a control device and a device of a bus.
    pub(crate) fn attached(&self) -> PDEVICE_OBJECT {
        self.attached.load(Ordering::Acquire)
    }

    /// The stack's physical device object; null for a control device.
    pub(crate) fn physical(&self) -> PDEVICE_OBJECT {
        self.physical
    }

    /// The same, for functions of the Plug and Play manager: it stops the system over a device object that it does not
    /// know, as that of a child is until its bus has reported it.
    pub(crate) fn known_physical(&self) -> Result<PDEVICE_OBJECT, NTSTATUS> {
        let known = self.child.as_ref().is_none_or(|child| child.is_known());
        if known && !self.physical.is_null() {
            Ok(self.physical)
        } else {
            Err(STATUS_INVALID_DEVICE_STATE)
        }
    }

    /// Queues and file objects.
    pub(crate) fn io(&self) -> &routing::IoPackage {
        &self.io
    }

    /// The lock of `WdfSynchronizationScopeDevice`.
    pub(crate) fn io_lock(&self) -> &CallbackLock {
        &self.lock
    }
}

/// What the framework keeps in the I/O manager's device extension.
#[repr(C)]
struct Extension {
    signature: u64,
    device: AtomicPtr<Header>,
}

const SIGNATURE: u64 = u64::from_le_bytes(*b"WdfDevic");

/// The device behind one of the framework's device objects.
///
/// # Safety
/// `object` is a device object of a driver whose dispatch table the framework set.
pub(crate) unsafe fn of_wdm(object: PDEVICE_OBJECT) -> Option<Obj<Device>> {
    // SAFETY: a device object, by contract.
    let extension = unsafe { extension_of(object) }?;
    let device = extension.device.load(Ordering::Acquire);
    // SAFETY: the device forgets its object before it is freed.
    NonNull::new(device).map(|device| unsafe { Obj::from_raw(device) })
}

unsafe fn extension_of<'a>(object: PDEVICE_OBJECT) -> Option<&'a Extension> {
    // SAFETY: by contract a device object.
    let extension = NonNull::new(unsafe { (*object).DeviceExtension }.cast::<Extension>())?;
    // SAFETY: the framework's device objects have this extension.
    let extension = unsafe { extension.as_ref() };
    (extension.signature == SIGNATURE).then_some(extension)
}

impl Obj<Device> {
    /// The I/O manager's object no longer leads to this device.
    pub(crate) fn forget_wdm(self) {
        let object = self.wdm.swap(ptr::null_mut(), Ordering::AcqRel);
        if object.is_null() {
            return;
        }
        // SAFETY: the object that was created with this device.
        if let Some(extension) = unsafe { extension_of(object) } {
            extension.device.store(ptr::null_mut(), Ordering::Release);
        }
    }
}

/// Every `IRP_MJ_*` of the driver's devices.
#[abi]
pub(crate) unsafe fn dispatch_irp(object: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    // SAFETY: the I/O manager's request.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    // SAFETY: the I/O manager calls with an object of this driver.
    let Some(device) = (unsafe { of_wdm(object) }) else {
        return without_device(irp);
    };
    let hold = match device.take_hold(irp) {
        Ok(hold) => hold,
        Err(status) => return irp.fail(status),
    };
    let stack = irp.current();
    if let Some(function) = device.preprocess.find(stack.major(), stack.minor()) {
        // The device is held while its driver looks, too; an IRP that comes back is held once more.
        let request = irp.as_ptr();
        let status = preprocess(device, Some(function), irp);
        if hold == Hold::Request {
            device.remove_lock.release(request);
        }
        return status;
    }
    match hold {
        Hold::Request => device.dispatch_held(irp),
        Hold::None | Hold::Completion => device.dispatch_after_preprocessing(irp),
    }
}

/// What keeps a device from its removal while it has an IRP.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Nothing, or what handles the IRP takes it.
    None,
    /// The remove lock, which the IRP's handler releases.
    Request,
    /// The remove lock, which a completion routine of the framework releases.
    Completion,
}

/// The device is deleted, but a file is still open: it may be closed, nothing else.
fn without_device(irp: Irp) -> NTSTATUS {
    match u32::from(irp.current().major()) {
        IRP_MJ_CLEANUP | IRP_MJ_CLOSE => irp.fail(STATUS_SUCCESS),
        _ => irp.fail(STATUS_NO_SUCH_DEVICE),
    }
}

/// The driver sees the request first. It gets its own stack location, which it skips before it
/// hands the request back.
fn preprocess(
    device: Obj<Device>,
    function: wdk_sys::wdf::PFN_WDFDEVICE_WDM_IRP_PREPROCESS,
    irp: Irp,
) -> NTSTATUS {
    callback!(
        device.fx(),
        device.handle(),
        "EvtDeviceWdmIrpPreprocess",
        function,
        (device.handle().cast(), irp.as_ptr())
    )
    .unwrap_or(STATUS_INVALID_DEVICE_REQUEST)
}

/// The completion routine of an I/O request that holds its device.
#[abi]
unsafe fn release_hold(_object: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: the I/O manager passes the request that is completed.
    let request = unsafe { Irp::new(irp) };
    // SAFETY: `take_hold` passed the device, whose removal waits for this request.
    let device = unsafe { Obj::<Device>::from_context(context) };
    if let (Some(request), Some(device)) = (request, device) {
        request.carry_pending();
        device.remove_lock.release(irp);
    }
    // The completion goes on.
    STATUS_SUCCESS
}

impl Obj<Device> {
    /// Handles a request that the driver's preprocessing has seen, or does not want.
    pub(crate) fn dispatch_after_preprocessing(self, irp: Irp) -> NTSTATUS {
        match (u32::from(irp.current().major()), self.is_pnp()) {
            (IRP_MJ_PNP | IRP_MJ_POWER, true) | (IRP_MJ_SYSTEM_CONTROL, _) => {
                match self.remove_lock.acquire(irp) {
                    Ok(()) => self.dispatch_held(irp),
                    Err(status) => {
                        irp.set_information(0);
                        irp.fail(status)
                    }
                }
            }
            (IRP_MJ_SHUTDOWN, _) if self.kind != Kind::Filter => self.shut_down(irp),
            (IRP_MJ_PNP | IRP_MJ_POWER, false) => irp.fail(STATUS_INVALID_DEVICE_REQUEST),
            _ => routing::dispatch_io_irp(self, irp),
        }
    }

    /// Has the device's removal wait for a request that needs it. A removal takes its hold later.
    fn take_hold(self, irp: Irp) -> Result<Hold, NTSTATUS> {
        let stack = irp.current();
        match (u32::from(stack.major()), u32::from(stack.minor())) {
            _ if !self.is_pnp() => Ok(Hold::None),
            (IRP_MJ_PNP, IRP_MN_REMOVE_DEVICE) => {
                self.remove_lock.acquire(irp)?;
                self.remove_lock.release(irp.as_ptr());
                Ok(Hold::None)
            }
            (IRP_MJ_PNP | IRP_MJ_POWER | IRP_MJ_SYSTEM_CONTROL, _) => {
                self.remove_lock.acquire(irp)?;
                Ok(Hold::Request)
            }
            _ if self.held_by_io => {
                self.remove_lock.acquire(irp)?;
                irp.copy_current_to_next();
                let device = self.as_ptr().as_ptr().cast();
                irp.next().set_completion(Some(release_hold), device);
                irp.set_next();
                irp.current().set_device(self.wdm());
                Ok(Hold::Completion)
            }
            _ => Ok(Hold::None),
        }
    }

    /// Handles a request that the device's removal waits for.
    fn dispatch_held(self, irp: Irp) -> NTSTATUS {
        let request = irp.as_ptr();
        match u32::from(irp.current().major()) {
            // What they hold they release: the device may be gone, or the request pending.
            IRP_MJ_PNP => pnp::dispatch_pnp_irp(self, irp),
            IRP_MJ_POWER => pnp::dispatch_power_irp(self, irp),
            _ => {
                let status = self.dispatch_wmi(irp);
                self.remove_lock.release(request);
                status
            }
        }
    }
}
