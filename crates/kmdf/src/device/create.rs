//! `WdfDeviceCreate`, and the end of AddDevice.
#![expect(
    unsafe_code,
    reason = "a table function, and the I/O manager's device object"
)]

use core::{
    mem, ptr,
    sync::atomic::{AtomicI32, AtomicPtr, Ordering},
};

use wdk_sys::{
    DEVICE_OBJECT, DO_BUFFERED_IO, DO_DEVICE_INITIALIZING, DO_DIRECT_IO, DO_POWER_INRUSH,
    DO_POWER_PAGABLE, IoAttachDeviceToDeviceStack, IoDeleteDevice, IoDetachDevice, NTSTATUS,
    PDEVICE_OBJECT, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_INVALID_SECURITY_DESCR, STATUS_NO_SUCH_DEVICE,
    STATUS_OBJECT_NAME_INVALID, STATUS_SUCCESS, abi,
    wdf::{
        _WDF_DEVICE_IO_TYPE::{WdfDeviceIoBuffered, WdfDeviceIoDirect, WdfDeviceIoNeither},
        _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive,
        _WDF_SYNCHRONIZATION_SCOPE::{
            WdfSynchronizationScopeDevice, WdfSynchronizationScopeNone,
            WdfSynchronizationScopeQueue,
        },
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT, WDFDEVICE,
    },
};

use super::{
    Device, DeviceInit, Extension, Kind, Names, QueryInterfaces, SIGNATURE, Settings,
    interface_list::Interfaces, opens::Opens, remove_lock::RemoveLock, security::create_object,
};
use crate::{
    Fx,
    argument::Argument,
    bus::{Child, Children, Related},
    enter,
    interrupt::Interrupts,
    object::{Attributes, CallbackLock, Constraints, Header, Obj, Rules},
    pnp::{Pnp, PowerThread, notify::Notifications},
    pool::PoolBox,
    routing,
    sync::SpinLock,
    violation,
    wmi::Wmi,
};

#[doc = "[`WdfDeviceCreate`](wdk_sys::wdf::WdfDeviceCreate)"]
#[abi]
pub(crate) unsafe fn WdfDeviceCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: *mut PWDFDEVICE_INIT,
    DeviceAttributes: PWDF_OBJECT_ATTRIBUTES,
    Device: *mut WDFDEVICE,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceCreate";
    enter!(
        fx = DriverGlobals,
        WdfDeviceCreate(DeviceInit, DeviceAttributes, Device)
    );
    let Some(handle) = DeviceInit.read().filter(|_| !Device.is_null()) else {
        violation::null_parameter(fx, NAME, "DeviceInit or Device");
        return STATUS_INVALID_PARAMETER;
    };
    // SAFETY: what the driver's variable holds is what the framework gave it.
    let handle = unsafe { DeviceInit.member(handle) };
    let Some(init) = DeviceInit::from_argument(fx, NAME, handle) else {
        return STATUS_INVALID_PARAMETER;
    };
    Device.put(ptr::null_mut());
    match create(fx, init, &DeviceAttributes) {
        Ok(device) => {
            init.created = Some(device);
            // SAFETY: the device is created, and the driver's pointer becomes null.
            unsafe { DeviceInit::free(init) };
            DeviceInit.put(ptr::null_mut());
            Device.put(device.handle().cast());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

fn create(
    fx: Fx,
    init: &mut DeviceInit,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
) -> Result<Obj<Device>, NTSTATUS> {
    let attributes = Attributes::read(attributes, Rules::DEVICE)?;
    let Some(driver) = fx.driver().filter(|_| init.created.is_none()) else {
        return Err(STATUS_INVALID_DEVICE_STATE);
    };
    let named = init.settings.has_name();
    if init.settings.has_security() && !named {
        return Err(STATUS_INVALID_SECURITY_DESCR);
    }

    if init.kind == Kind::Child {
        if init.child.is_none() {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        if !named {
            return Err(STATUS_OBJECT_NAME_INVALID);
        }
    }

    if init.spent {
        // Microsoft's framework takes nothing before it succeeds.
        violation::unported("WdfDeviceCreate again with settings that a failed call has used up");
    }
    let constraints = attributes.constraints(driver.header().constraints());
    let files = file_constraints(&init.settings, constraints)?;

    let object = NewObject(create_object(fx, init.kind, &init.settings)?);
    let (kind, mut physical) = (init.kind, init.physical);
    if kind == Kind::Child {
        physical = object.0;
    }
    // The settings stay where they are: moving them here would take a page of the kernel's stack.
    let child = init.child.take();
    let settings = &mut init.settings;
    let created = match plug_and_play(fx, kind, child.as_deref(), settings) {
        Ok(pnp) => {
            let facts = Facts {
                kind,
                physical,
                constraints,
                files,
            };
            let body = body(fx, &facts, settings, child, pnp);
            Obj::create(fx, Some(driver.header()), &attributes, body)
        }
        Err(status) => Err(status),
    };
    let device = match created {
        Ok(device) => device,
        Err(status) => {
            init.reset_settings();
            return Err(status);
        }
    };
    device.lock.initialize();
    if let Err(status) = finish(device, object, &init.settings) {
        device.abandon();
        init.reset_settings();
        return Err(status);
    }
    device.add_stack_locations();
    Ok(device)
}

/// What callbacks of files run under. They are called at `PASSIVE_LEVEL`, so the device's lock must allow that.
fn file_constraints(settings: &Settings, device: Constraints) -> Result<Constraints, NTSTATUS> {
    let scope = match &settings.file_object {
        Some((_, attributes)) if settings.file_attributes_given => {
            attributes.constraints(device).scope
        }
        _ => WdfSynchronizationScopeNone,
    };
    let locked = scope == WdfSynchronizationScopeDevice;
    if scope == WdfSynchronizationScopeQueue || locked && !device.is_passive() {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    Ok(Constraints {
        level: WdfExecutionLevelPassive,
        scope,
    })
}

/// What is known of a device before its body is made.
struct Facts {
    kind: Kind,
    physical: PDEVICE_OBJECT,
    constraints: Constraints,
    /// Of its files.
    files: Constraints,
}

/// The device's Plug and Play part, before the frames of the others are there.
fn plug_and_play(
    fx: Fx,
    kind: Kind,
    child: Option<&Child>,
    settings: &mut Settings,
) -> Result<PoolBox<Pnp>, NTSTATUS> {
    let owns_policy = match child {
        Some(child) => child.is_raw(),
        None => kind != Kind::Filter,
    };
    let tag = fx.tag();
    Pnp::new(
        tag,
        settings.pnp,
        settings.function,
        settings.policy,
        mem::replace(&mut settings.notifications, Notifications::new(tag)),
        settings.policy_owner.unwrap_or(owns_policy),
    )
}

/// What the device keeps of the settings. In a frame of its own, which is gone when the driver's
/// callbacks run.
#[inline(never)]
fn body(
    fx: Fx,
    facts: &Facts,
    settings: &mut Settings,
    child: Option<PoolBox<Child>>,
    pnp: PoolBox<Pnp>,
) -> Device {
    let tag = fx.tag();
    let kind = facts.kind;
    let file_object = settings
        .file_object
        .map(|(config, attributes)| (config, attributes.constrained(facts.files)));
    let io = routing::Settings {
        read_write: AtomicI32::new(settings.read_write),
        file_object,
        request_attributes: settings.request_attributes,
        in_caller_context: settings.in_caller_context,
        filter: kind == Kind::Filter,
    };
    Device {
        kind,
        wdm: AtomicPtr::new(ptr::null_mut()),
        attached: AtomicPtr::new(ptr::null_mut()),
        physical: facts.physical,
        lock: CallbackLock::new(facts.constraints.is_passive()),
        exclusive: settings.exclusive,
        opens: Opens::new(),
        held_by_io: settings.held_by_io,
        remove_lock: RemoveLock::new(),
        preprocess: settings.take_preprocess(tag),
        shutdown: settings.shutdown,
        interfaces: SpinLock::new(Interfaces::new(tag)),
        names: SpinLock::new(Names {
            device: settings.name.take(),
            link: None,
        }),
        query_interfaces: SpinLock::new(QueryInterfaces::new(tag)),
        interrupts: Interrupts::new(),
        child,
        children: Children::new(tag),
        ejected_with: Related::new(tag),
        removed_with: Related::new(tag),
        pnp,
        power_thread: PowerThread::new(),
        wmi: Wmi::new(),
        io: routing::IoPackage::new(io),
    }
}

/// Attaches the new device to its stack. After an error, the I/O manager's object is deleted.
fn finish(device: Obj<Device>, object: NewObject, settings: &Settings) -> Result<(), NTSTATUS> {
    device.wmi.initialize(object.0)?;
    device.remove_lock.initialize(device.fx().tag());
    if !device.is_pnp() {
        object.point_to(device);
        device.set_flags(io_flags(settings));
        device
            .register_shutdown()
            .inspect_err(|_| device.forget_wdm())?;
        mem::forget(object);
        return Ok(());
    }
    // The Plug and Play manager ends it; until a child is in its parent's list, the driver may.
    if !device.is_child() {
        device.header().forbid_delete();
    }
    device.initialize_pnp()?;
    if let Some(child) = &device.child {
        if child.is_described() {
            device.header().forbid_delete();
            child.parent().children.note_described();
        }
        object.point_to(device);
        if child.may_forward() {
            object.add_stack_of(child.parent());
        }
        mem::forget(object);
        device.set_flags(io_flags(settings) | power_flags(settings));
        device.begin_pnp();
        device.finish_initializing();
        return Ok(());
    }
    if let Some((config, attributes)) = &settings.child_list {
        Obj::create_list(device, *config, attributes, true)?;
    }
    // SAFETY: two device objects of the I/O manager.
    let lower = unsafe { IoAttachDeviceToDeviceStack(object.0, device.physical) };
    if lower.is_null() {
        return Err(STATUS_NO_SUCH_DEVICE);
    }
    device.attached.store(lower, Ordering::Release);
    object.point_to(device);
    mem::forget(object);
    if device.kind == Kind::Filter {
        device.copy_lower_flags(lower);
    } else {
        device.set_flags(io_flags(settings) | power_flags(settings));
    }
    device.begin_pnp();
    Ok(())
}

fn io_flags(settings: &Settings) -> u32 {
    match settings.read_write {
        WdfDeviceIoBuffered => DO_BUFFERED_IO,
        WdfDeviceIoDirect => DO_DIRECT_IO,
        _ => 0,
    }
}

fn power_flags(settings: &Settings) -> u32 {
    if settings.pageable {
        DO_POWER_PAGABLE
    } else if settings.inrush {
        DO_POWER_INRUSH
    } else {
        0
    }
}

impl Obj<Device> {
    fn set_flags(self, flags: u32) {
        // SAFETY: the device's own object, which cannot be opened before `finish_initializing`.
        unsafe { (*self.wdm()).Flags |= flags };
    }

    /// A driver that preprocesses requests has a location of its own, for a completion routine; so has the framework for
    /// requests that hold the device.
    fn add_stack_locations(self) {
        let more = i8::from(!self.preprocess.is_empty()) + i8::from(self.held_by_io);
        // SAFETY: the device's own object, which nobody sends requests to yet.
        unsafe { (*self.wdm()).StackSize += more };
    }

    /// A filter carries its buffers as the device below does, whatever its driver set.
    fn take_lower_io_type(self, lower: &DEVICE_OBJECT) {
        let flags = lower.Flags & (DO_BUFFERED_IO | DO_DIRECT_IO);
        self.set_flags(flags);
        let kind = if flags & DO_BUFFERED_IO != 0 {
            WdfDeviceIoBuffered
        } else if flags & DO_DIRECT_IO != 0 {
            WdfDeviceIoDirect
        } else {
            WdfDeviceIoNeither
        };
        self.io.settings.read_write.store(kind, Ordering::Release);
    }

    /// A filter carries its buffers and power flags as the device below does, and has its type.
    fn copy_lower_flags(self, lower: PDEVICE_OBJECT) {
        // SAFETY: attached below, so it stays.
        let lower = unsafe { &*lower };
        self.take_lower_io_type(lower);
        self.set_flags(lower.Flags & (DO_POWER_PAGABLE | DO_POWER_INRUSH));
        let object = self.wdm();
        // SAFETY: as long as it cannot be opened, only this thread uses the object.
        unsafe { (*object).DeviceType = lower.DeviceType };
        // SAFETY: the same object, a line later.
        unsafe { (*object).Characteristics = lower.Characteristics };
    }

    /// Ends a device that was in a stack, after its cleanup.
    pub(crate) fn detach_and_delete(self, object: PDEVICE_OBJECT, lower: PDEVICE_OBJECT) {
        if !lower.is_null() {
            // SAFETY: attached when the device was created, and only this once detached.
            unsafe { IoDetachDevice(lower) };
        }
        self.delete_with(object);
    }

    /// Deletes a device, and the I/O manager's object that was created with it.
    fn delete_with(self, object: PDEVICE_OBJECT) {
        self.forget_wdm();
        self.delete();
        // SAFETY: created with the device, which is no longer found through it.
        unsafe { IoDeleteDevice(object) };
    }

    /// Ends a child after its cleanup, which its parent hears of.
    pub(crate) fn delete_child(self) {
        self.release_parent();
        let parent = self.child.as_ref().map(|child| child.parent().reference());
        let this = self.reference();
        self.delete_with(self.wdm());
        if let Some(parent) = parent {
            parent.forget_child(*this);
        }
    }

    /// The driver deletes a child that it has not added to its parent's list: nobody else knows it.
    pub(super) fn delete_unlisted(self) {
        let object = self.wdm();
        if object.is_null() {
            return;
        }
        self.disable_interfaces();
        self.delete_symbolic_link();
        routing::purge_all_queues(self);
        self.close_machines();
        self.forget_wdm();
        // SAFETY: created with the device, which is no longer found through it.
        unsafe { IoDeleteDevice(object) };
    }

    /// The device can be opened.
    pub(super) fn finish_initializing(self) {
        // SAFETY: the device's own object.
        unsafe { (*self.wdm()).Flags &= !DO_DEVICE_INITIALIZING };
    }
}

/// The I/O manager's object of a device that is being created; deleted when dropped.
struct NewObject(PDEVICE_OBJECT);

impl NewObject {
    /// Makes requests large enough to be forwarded to the parent.
    fn add_stack_of(&self, parent: Obj<Device>) {
        // SAFETY: the parent's object, which is there while the driver makes children.
        let size = unsafe { (*parent.wdm()).StackSize };
        // SAFETY: the new object, which nobody else uses.
        unsafe { (*self.0).StackSize += size };
    }

    fn point_to(&self, device: Obj<Device>) {
        let header: *mut Header = device.as_ptr().as_ptr();
        // SAFETY: the extension was created with room for this.
        let extension = unsafe { (*self.0).DeviceExtension }.cast::<Extension>();
        let content = Extension {
            signature: SIGNATURE,
            device: AtomicPtr::new(header),
        };
        // SAFETY: the extension's memory, which is large enough for its new content.
        unsafe { extension.write(content) };
        device.wdm.store(self.0, Ordering::Release);
    }
}

impl Drop for NewObject {
    fn drop(&mut self) {
        // SAFETY: created for this device, and attached to nothing.
        unsafe { IoDeleteDevice(self.0) };
    }
}

/// The end of AddDevice: `EvtDriverDeviceAdd` returned `status`.
pub(crate) fn finish_add(init: DeviceInit, status: NTSTATUS) -> NTSTATUS {
    let Some(device) = init.created else {
        // A filter may decline to be in this stack; that does not fail the stack.
        return if init.kind == Kind::Filter && status < 0 {
            STATUS_SUCCESS
        } else {
            status
        };
    };
    if status >= 0 {
        device.finish_initializing();
        return status;
    }
    let filter = device.kind == Kind::Filter;
    let (object, lower) = (device.wdm(), device.attached());
    device.end_pnp(|| {});
    device.detach_and_delete(object, lower);
    if filter { STATUS_SUCCESS } else { status }
}
