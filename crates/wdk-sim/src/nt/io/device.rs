//! Device objects and the stacks that they form.
#![expect(unsafe_code, reason = "device objects are shared with drivers")]

use std::{cell::Cell, ptr};

use wdk_sys::{
    _DEVOBJ_EXTENSION, _EVENT_TYPE, DEVICE_OBJECT, DO_DEVICE_HAS_NAME, DO_DEVICE_INITIALIZING,
    DO_EXCLUSIVE, IO_TYPE_DEVICE, IO_TYPE_DEVICE_OBJECT_EXTENSION, IO_TYPE_DEVICE_QUEUE,
    KDEVICE_QUEUE, KeInitializeEvent, LIST_ENTRY, NTSTATUS, PDEVICE_OBJECT, PVOID,
    STATUS_INSUFFICIENT_RESOURCES, TRUE,
};

use super::raw::{Device, Driver, File};
use crate::nt::io::types as io_types;
use crate::nt::{
    io::manager::Io,
    ob::header::Object,
    se::{check::Mapping, descriptor::Descriptor, device::default_descriptor},
};

/// `ExtensionFlags`: an unload of the driver waits for the device's last file.
pub(crate) const UNLOAD_PENDING: u32 = 1;
/// `ExtensionFlags`: the driver deleted the device while files were open or devices attached.
pub(crate) const DELETE_PENDING: u32 = 2;
/// `ExtensionFlags`: the device was removed.
pub(crate) const REMOVE_PENDING: u32 = 4;
/// `ExtensionFlags`: the device is not started yet.
pub(crate) const START_PENDING: u32 = 0x10;

/// The I/O manager's part of a device object, as on Windows.
#[repr(C)]
pub(crate) struct DeviceExtra {
    public: _DEVOBJ_EXTENSION,
    power_flags: Cell<u32>,
    dope: PVOID,
    extension_flags: Cell<u32>,
    /// Number of the device's node, if the PnP manager knows the device as a PDO; else 0.
    node: Cell<u64>,
    attached_to: Cell<PDEVICE_OBJECT>,
    /// How often `IoStartNextPacket` was called while `StartIo` ran and is deferred.
    pub(crate) start_io_count: Cell<i32>,
    /// The key of the last of these calls.
    pub(crate) start_io_key: Cell<u32>,
    /// What `IoSetStartIoAttributes` said, and whether `StartIo` runs.
    pub(crate) start_io_flags: Cell<u32>,
    /// Work items that are queued and not yet run.
    pub(crate) work_items: Cell<i32>,
    /// In the trace; 0 until the trace names it.
    pub(super) trace_number: Cell<u32>,
}

/// Offset of the driver's extension in the object's body.
const EXTENSION: usize = size_of::<DEVICE_OBJECT>();

impl Device {
    /// The device that an object is; none for an object of another type.
    pub(crate) fn of(object: Object) -> Option<Self> {
        if !object.is(&io_types::DEVICE) {
            return None;
        }
        // SAFETY: bodies of objects of this type are such structures, from their creation on.
        unsafe { Self::new(object.body().cast()) }
    }

    /// The I/O manager's part.
    pub(crate) fn extra<'a>(self) -> &'a DeviceExtra {
        let extra: *const DeviceExtra = self.own_extension().cast();
        // SAFETY: `create` reserved the part, zeroed, and wrote where it is. Nobody writes the
        // members but through their cells; what drivers know of it stays as it was written.
        unsafe { &*extra }
    }

    /// `DOE_*` flags.
    pub(crate) fn state(self) -> u32 {
        self.extra().extension_flags.get()
    }

    /// Sets and clears `DOE_*` flags.
    pub(crate) fn change_state(self, set: u32, clear: u32) {
        let state = (self.state() | set) & !clear;
        self.extra().extension_flags.set(state);
    }

    /// Number of the PDO's device node; 0 for other devices.
    pub(crate) fn node(self) -> u64 {
        self.extra().node.get()
    }

    /// Makes the device the PDO of a device node.
    pub(crate) fn set_node(self, node: u64) {
        self.extra().node.set(node);
    }

    /// The driver that the device belongs to.
    pub(crate) fn owner(self) -> Option<Driver> {
        // SAFETY: a device refers to its driver for as long as it exists.
        unsafe { Driver::new(self.driver()) }
    }

    /// Notes the device's power state and gives the one before.
    pub(crate) fn set_power_state(self, state: i32) -> i32 {
        let before = self.extra().power_flags.replace(state.cast_unsigned());
        before.cast_signed()
    }

    /// The power state that was noted last; 0 before.
    pub(crate) fn power_state(self) -> i32 {
        self.extra().power_flags.get().cast_signed()
    }

    /// The device below, if any.
    pub(crate) fn lower(self) -> Option<Self> {
        let lower = self.extra().attached_to.get();
        // SAFETY: an attached device outlives its attachment.
        unsafe { Self::new(lower) }
    }

    fn set_lower(self, lower: PDEVICE_OBJECT) {
        self.extra().attached_to.set(lower);
    }

    /// The device above, if any.
    pub(crate) fn upper(self) -> Option<Self> {
        // SAFETY: an attached device detaches before it goes.
        unsafe { Self::new(self.attached()) }
    }

    /// The device at the top of the stack.
    pub(crate) fn top(self) -> Self {
        let mut top = self;
        while let Some(upper) = top.upper() {
            top = upper;
        }
        top
    }

    /// The device at the bottom of the stack.
    pub(crate) fn bottom(self) -> Self {
        let mut bottom = self;
        while let Some(lower) = bottom.lower() {
            bottom = lower;
        }
        bottom
    }

    /// Gives the device a security descriptor.
    pub(crate) fn set_security(self, descriptor: Descriptor) {
        self.object()
            .set_security(descriptor.mapped(&Mapping::FILE));
    }

    /// The object behind the view.
    pub(crate) fn object(self) -> Object {
        // SAFETY: devices are objects.
        unsafe { Object::from_body(self.raw().cast()) }.expect("a view is not null")
    }
}

/// How a device is to be made.
pub(crate) struct Description<'a> {
    pub(crate) driver: Driver,
    pub(crate) extension: u32,
    pub(crate) name: Option<&'a [u16]>,
    pub(crate) kind: u32,
    pub(crate) characteristics: u32,
    pub(crate) exclusive: bool,
    /// Who may open it; the default for most types when there is none.
    pub(crate) security: Option<Descriptor>,
}

/// `IoCreateDevice`.
pub(crate) fn create(kernel: &Io, description: &Description<'_>) -> Result<Device, NTSTATUS> {
    let extension = (description.extension as usize).next_multiple_of(16);
    let size = EXTENSION + extension + size_of::<DeviceExtra>();
    let object = kernel.objects.create(&io_types::DEVICE, size)?;
    let body = object.body().cast::<u8>();
    // SAFETY: the body has room for all three parts; it is zeroed, which is valid for each.
    let device = unsafe { Device::new(body.cast()) }.ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
    device.set_kind(IO_TYPE_DEVICE as i16);
    device.set_size((EXTENSION + description.extension as usize) as u16);
    device.set_driver(description.driver.raw());
    device.set_device_type(description.kind);
    device.set_characteristics(description.characteristics);
    device.set_stack_size(1);
    if description.extension > 0 {
        device.set_extension(body.wrapping_add(EXTENSION).cast());
    }
    device.set_own_extension(body.wrapping_add(EXTENSION + extension).cast());
    initialize(device, description.exclusive);
    let security = description.security.clone();
    device.set_security(security.unwrap_or_else(default_descriptor));
    if let Some(name) = description.name {
        if let Err(status) = kernel.objects.insert(object, name) {
            device.set_driver(ptr::null_mut());
            kernel.objects.dereference(object);
            return Err(status);
        }
        object.header().permanent.set(true);
        device.set_flags(device.flags() | DO_DEVICE_HAS_NAME);
    }
    kernel.objects.reference(description.driver.object());
    device.set_next(description.driver.first_device());
    description.driver.set_first_device(device.raw());
    Ok(device)
}

fn initialize(device: Device, exclusive: bool) {
    let mut flags = DO_DEVICE_INITIALIZING;
    if exclusive {
        flags |= DO_EXCLUSIVE;
    }
    device.set_flags(flags);
    let raw = device.raw();
    // SAFETY: the object was made above and nobody else has it.
    let object = unsafe { &mut *raw };
    object.DeviceQueue.Type = IO_TYPE_DEVICE_QUEUE as i16;
    object.DeviceQueue.Size = size_of::<KDEVICE_QUEUE>() as i16;
    let list = &raw mut object.DeviceQueue.DeviceListHead;
    object.DeviceQueue.DeviceListHead = LIST_ENTRY {
        Flink: list,
        Blink: list,
    };
    // SAFETY: the event is part of the new object.
    unsafe {
        KeInitializeEvent(
            &raw mut object.DeviceLock,
            _EVENT_TYPE::SynchronizationEvent,
            TRUE,
        )
    };
    let extra = device.own_extension();
    // SAFETY: `create` reserved the extra part.
    unsafe {
        extra.write(_DEVOBJ_EXTENSION {
            Type: IO_TYPE_DEVICE_OBJECT_EXTENSION as i16,
            Size: 0,
            DeviceObject: raw,
        });
    }
}

/// `IoDeleteDevice`.
pub(crate) fn remove(kernel: &Io, device: Device) {
    kernel.io.shutdown.forget(device);
    kernel.objects.remove_name(device.object());
    device.change_state(DELETE_PENDING, 0);
    finish_removal(kernel, device);
}

/// Does what was waiting for the last file of a device: its deletion, or the removal of the stack
/// of a device that was pulled out.
pub(crate) fn last_file_closed(kernel: &Io, device: Device) {
    if device.open_count() > 0 {
        return;
    }
    let node = device.bottom().node();
    finish_removal(kernel, device);
    kernel.io.upcalls.last_file_closed(node);
}

/// Lets a deleted device go once no file is open on it and nothing is attached to it.
fn finish_removal(kernel: &Io, device: Device) {
    let held = device.open_count() > 0 || device.upper().is_some();
    if held || device.state() & DELETE_PENDING == 0 {
        return;
    }
    device.change_state(0, DELETE_PENDING);
    unlink(device);
    kernel.objects.dereference(device.object());
}

/// Takes the device off its driver's list.
fn unlink(device: Device) {
    // SAFETY: a device refers to its driver until it is unlinked.
    let Some(driver) = (unsafe { Driver::new(device.driver()) }) else {
        return;
    };
    if driver.first_device() == device.raw() {
        driver.set_first_device(device.next());
        return;
    }
    for other in driver.devices() {
        if other.next() == device.raw() {
            other.set_next(device.next());
            return;
        }
    }
}

/// The last reference of a device object is released.
pub(crate) fn delete(object: Object) {
    let kernel = Io::current();
    let Some(device) = Device::of(object) else {
        return;
    };
    // SAFETY: the device refers to its driver, or to nothing when it was never finished.
    if let Some(driver) = unsafe { Driver::new(device.driver()) } {
        device.set_driver(ptr::null_mut());
        kernel.objects.dereference(driver.object());
    }
}

/// `IoAttachDeviceToDeviceStack`: puts `source` on top of the stack of `target`.
pub(crate) fn attach(source: Device, target: Device) -> Option<Device> {
    let top = target.top();
    if top.state() & (UNLOAD_PENDING | DELETE_PENDING | REMOVE_PENDING) != 0 {
        return None;
    }
    top.set_attached(source.raw());
    source.set_lower(top.raw());
    source.set_stack_size(top.stack_size() + 1);
    source.set_alignment(top.alignment());
    source.set_sector_size(top.sector_size());
    source.change_state(top.state() & START_PENDING, 0);
    Some(top)
}

/// `IoDetachDevice`: takes off what is attached to `target`.
pub(crate) fn detach(kernel: &Io, target: Device) {
    if let Some(upper) = target.upper() {
        upper.set_lower(ptr::null_mut());
    }
    target.set_attached(ptr::null_mut());
    finish_removal(kernel, target);
}

/// The device that a file was opened on.
pub(crate) fn opened(file: File) -> Option<Device> {
    // SAFETY: an open file refers to a device that its open count keeps.
    unsafe { Device::new(file.device()) }
}

/// `IoGetRelatedDeviceObject`: the top of the stack that a file is open on.
pub(crate) fn related(file: File) -> Option<Device> {
    opened(file).map(Device::top)
}
