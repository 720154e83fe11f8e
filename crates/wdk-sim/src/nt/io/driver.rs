//! Driver objects.
#![expect(unsafe_code, reason = "driver objects are shared with drivers")]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    ptr,
};

use wdk_sys::{
    DRIVER_EXTENSION, DRIVER_OBJECT, IO_TYPE_DRIVER, NTSTATUS, PDEVICE_OBJECT, PDRIVER_ADD_DEVICE,
    PDRIVER_REINITIALIZE, PIRP, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_OBJECT_NAME_COLLISION, UNICODE_STRING, abi,
};

use super::{
    dispatch,
    raw::{Device, Driver, Irp},
};
use crate::nt::io::types as io_types;
use crate::{
    engine::driver::DriverId,
    nt::{
        io::manager::Io,
        ob::{
            header::Object,
            name::{unicode_string, wide},
        },
    },
};

/// Body of a driver object: what drivers see, and what only the machine does.
#[repr(C)]
struct Body {
    object: DRIVER_OBJECT,
    extension: DRIVER_EXTENSION,
    state: State,
}

/// What the machine keeps about a driver.
pub(crate) struct State {
    /// For attribution.
    pub(crate) id: DriverId,
    /// Name of the service.
    pub(crate) service: String,
    /// Where the service's key says the binary is: `\SystemRoot\...`.
    pub(crate) image_path: RefCell<String>,
    name: Box<[u16]>,
    service_key: Box<[u16]>,
    registry_path: Box<[u16]>,
    /// `IoRegisterDriverReinitialization`: routines that wait for the end of `DriverEntry` or for
    /// their turn, and how many were called.
    pub(crate) reinitialize: RefCell<VecDeque<(PDRIVER_REINITIALIZE, PVOID)>>,
    pub(crate) reinitialized: Cell<u32>,
    /// `IoAllocateDriverObjectExtension`: identification address and content.
    clients: RefCell<Vec<(PVOID, Box<[u128]>)>>,
}

impl Driver {
    /// The driver that an object is; none for an object of another type.
    pub(crate) fn of(object: Object) -> Option<Self> {
        if !object.is(&io_types::DRIVER) {
            return None;
        }
        // SAFETY: bodies of objects of this type are such structures, from their creation on.
        unsafe { Self::new(object.body().cast()) }
    }

    /// What the machine keeps about the driver.
    pub(crate) fn state<'a>(self) -> &'a State {
        // SAFETY: every driver object was made by `create`, in a `Body`.
        unsafe { &(*self.raw().cast::<Body>()).state }
    }

    /// The object behind the view.
    pub(crate) fn object(self) -> Object {
        // SAFETY: drivers are objects.
        unsafe { Object::from_body(self.raw().cast()) }.expect("a view is not null")
    }

    /// The driver's devices, newest first.
    pub(crate) fn devices(self) -> impl Iterator<Item = Device> {
        // SAFETY: a driver's list holds devices that exist.
        std::iter::successors(
            unsafe { Device::new(self.first_device()) },
            |device| unsafe { Device::new(device.next()) },
        )
    }

    /// The `RegistryPath` of `DriverEntry`; valid as long as the driver.
    pub(crate) fn registry_path(self) -> UNICODE_STRING {
        unicode_string(&self.state().registry_path)
    }

    /// `AddDevice`, once `DriverEntry` has set it.
    pub(crate) fn add_device(self) -> PDRIVER_ADD_DEVICE {
        // SAFETY: the extension is part of the body.
        unsafe { (*self.extension()).AddDevice }
    }

    /// `IoAllocateDriverObjectExtension`.
    pub(crate) fn allocate_extension(self, id: PVOID, size: u32) -> Result<PVOID, NTSTATUS> {
        let mut clients = self.state().clients.borrow_mut();
        if clients.iter().any(|(other, _)| *other == id) {
            return Err(STATUS_OBJECT_NAME_COLLISION);
        }
        let words = (size as usize).div_ceil(size_of::<u128>());
        let mut memory = vec![0; words].into_boxed_slice();
        let address = memory.as_mut_ptr().cast();
        clients.push((id, memory));
        Ok(address)
    }

    /// `IoGetDriverObjectExtension`.
    pub(crate) fn client_extension(self, id: PVOID) -> PVOID {
        let mut clients = self.state().clients.borrow_mut();
        let mut found = clients.iter_mut().filter(|(other, _)| *other == id);
        found
            .next()
            .map_or(ptr::null_mut(), |(_, memory)| memory.as_mut_ptr().cast())
    }
}

/// A new driver object for the service `service`.
pub(crate) fn create(kernel: &Io, service: &str) -> Result<Driver, NTSTATUS> {
    let object = kernel
        .objects
        .create(&io_types::DRIVER, size_of::<Body>())?;
    let state = State {
        id: kernel.add_driver(service),
        service: service.to_owned(),
        image_path: RefCell::new(format!(r"\SystemRoot\System32\drivers\{service}.sys")),
        name: wide(&format!("\\Driver\\{service}")).into(),
        service_key: wide(service).into(),
        registry_path: wide(&service_key_path(service)).into(),
        reinitialize: RefCell::default(),
        reinitialized: Cell::default(),
        clients: RefCell::default(),
    };
    let body = object.body().cast::<Body>();
    let driver_object = DRIVER_OBJECT {
        Type: IO_TYPE_DRIVER as i16,
        Size: size_of::<DRIVER_OBJECT>() as i16,
        DriverName: unicode_string(&state.name),
        MajorFunction: [Some(invalid_device_request); 28],
        // SAFETY: computes an address inside the body.
        DriverExtension: unsafe { &raw mut (*body).extension },
        ..DRIVER_OBJECT::default()
    };
    let extension = DRIVER_EXTENSION {
        DriverObject: body.cast(),
        AddDevice: None,
        Count: 0,
        ServiceKeyName: unicode_string(&state.service_key),
    };
    let value = Body {
        object: driver_object,
        extension,
        state,
    };
    // SAFETY: the body has this size and nobody knows it yet.
    unsafe { body.write(value) };
    // SAFETY: written above.
    let driver = unsafe { Driver::new(body.cast()) }.ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
    if let Err(status) = kernel.objects.insert(object, &driver.state().name) {
        kernel.objects.dereference(object);
        return Err(status);
    }
    Ok(driver)
}

/// Drops what the machine keeps about a driver.
pub(crate) unsafe fn drop_state(body: PVOID) {
    // SAFETY: computes an address inside the body of a driver object.
    let state = unsafe { &raw mut (*body.cast::<Body>()).state };
    // SAFETY: called once for each driver object.
    unsafe { state.drop_in_place() };
}

/// Path of a service's registry key.
pub(crate) fn service_key_path(service: &str) -> String {
    format!(r"\Registry\Machine\System\CurrentControlSet\Services\{service}")
}

/// The driver of a device, for attribution.
pub(crate) fn id_of(device: Device) -> DriverId {
    device
        .owner()
        .map_or(DriverId::KERNEL, |driver| driver.state().id)
}

/// A driver's name for people: its service.
pub(crate) fn display_name(driver: Driver) -> String {
    driver.state().service.clone()
}

/// The routine for every major function that a driver does not set.
#[abi]
pub(crate) unsafe fn invalid_device_request(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let kernel = Io::current();
    // SAFETY: the I/O manager calls it with a packet.
    if let Some(irp) = unsafe { Irp::new(irp) } {
        irp.set_status(STATUS_INVALID_DEVICE_REQUEST);
        irp.set_information(0);
        dispatch::complete(&kernel, irp);
    }
    STATUS_INVALID_DEVICE_REQUEST
}
