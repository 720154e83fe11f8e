//! Miniport drivers: registration and its end.
#![expect(unsafe_code, reason = "calls what drivers register")]

use std::{cell::Cell, rc::Rc};

use wdk_sys::{
    NDIS_DRIVER_OPTIONAL_HANDLERS, NDIS_HANDLE, NDIS_MINIPORT_DRIVER_CHARACTERISTICS,
    NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS, NDIS_RUNTIME_VERSION_680,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_3, NDIS_STATUS,
    NDIS_STATUS_BAD_CHARACTERISTICS, NDIS_STATUS_BAD_VERSION, NDIS_STATUS_FAILURE,
    NDIS_STATUS_INVALID_PARAMETER, NDIS_STATUS_SUCCESS, PDRIVER_OBJECT, PDRIVER_UNLOAD,
    PNDIS_MINIPORT_DRIVER_CHARACTERISTICS, PUNICODE_STRING, UCHAR, ULONG, abi,
};

use super::state::Ndis;
use super::{pnp, state::handle};
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        trace::Category,
    },
    ndis::rules,
    nt::{io::raw::Driver, kernel::Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisMRegisterMiniportDriver: full,
    NdisMDeregisterMiniportDriver: full,
    NdisSetOptionalHandlers: refused("always NDIS_STATUS_NOT_SUPPORTED"),
    NdisGetVersion: full,
);

/// A registered miniport driver.
pub(crate) struct Miniport {
    pub(super) object: Driver,
    pub(super) id: DriverId,
    pub(super) service: String,
    pub(super) context: NDIS_HANDLE,
    pub(super) handlers: NDIS_MINIPORT_DRIVER_CHARACTERISTICS,
    /// What the driver object's `DriverUnload` was.
    unload: Cell<PDRIVER_UNLOAD>,
}

/// Sizes of the characteristics by revision.
const SIZES: [ULONG; 3] = [
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_3,
];

/// The newest minor version of NDIS 6 that the machine has.
const NEWEST: UCHAR = 80;

/// What is wrong with the characteristics, if anything, and the status that NDIS refuses with.
fn fault(it: &NDIS_MINIPORT_DRIVER_CHARACTERISTICS) -> Option<(NDIS_STATUS, String)> {
    let bad = |text: String| Some((NDIS_STATUS_BAD_CHARACTERISTICS, text));
    let header = it.Header;
    if ULONG::from(header.Type) != NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS {
        return bad(format!(
            "Header.Type is {:#x} and not NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS",
            header.Type
        ));
    }
    let Some(size) = SIZES.get(usize::from(header.Revision).wrapping_sub(1)) else {
        return bad(format!("Header.Revision is {}", header.Revision));
    };
    if ULONG::from(header.Size) < *size {
        return bad(format!(
            "Header.Size is {}; revision {} has {size} bytes",
            header.Size, header.Revision
        ));
    }
    let (major, minor) = (it.MajorNdisVersion, it.MinorNdisVersion);
    let known = major == 6 && (minor <= 1 || (minor % 10 == 0 && minor <= NEWEST));
    if !known {
        return Some((
            NDIS_STATUS_BAD_VERSION,
            format!("NDIS {major}.{minor} is not a version of NDIS 6 up to 6.{NEWEST}"),
        ));
    }
    let oldest = match header.Revision {
        1 => 0,
        2 => 1,
        _ => 80,
    };
    if minor < oldest {
        return bad(format!(
            "revision {} of the characteristics came with NDIS 6.{oldest}, and the driver states \
             6.{minor}",
            header.Revision
        ));
    }
    missing(it).and_then(|name| bad(format!("{name} is NULL; NDIS 6 cannot do without it")))
}

/// The first mandatory callback that is not there.
fn missing(it: &NDIS_MINIPORT_DRIVER_CHARACTERISTICS) -> Option<&'static str> {
    let mandatory = [
        ("InitializeHandlerEx", it.InitializeHandlerEx.is_some()),
        ("HaltHandlerEx", it.HaltHandlerEx.is_some()),
        ("UnloadHandler", it.UnloadHandler.is_some()),
        ("PauseHandler", it.PauseHandler.is_some()),
        ("RestartHandler", it.RestartHandler.is_some()),
        ("OidRequestHandler", it.OidRequestHandler.is_some()),
        (
            "SendNetBufferListsHandler",
            it.SendNetBufferListsHandler.is_some(),
        ),
        (
            "ReturnNetBufferListsHandler",
            it.ReturnNetBufferListsHandler.is_some(),
        ),
        ("CancelSendHandler", it.CancelSendHandler.is_some()),
        (
            "DevicePnPEventNotifyHandler",
            it.DevicePnPEventNotifyHandler.is_some(),
        ),
        ("ShutdownHandlerEx", it.ShutdownHandlerEx.is_some()),
        (
            "CancelOidRequestHandler",
            it.CancelOidRequestHandler.is_some(),
        ),
    ];
    mandatory
        .into_iter()
        .find_map(|(name, there)| (!there).then_some(name))
}

#[abi(enter, no_mangle)]
unsafe fn NdisMRegisterMiniportDriver(
    DriverObject: Option<Driver>,
    RegistryPath: PUNICODE_STRING,
    MiniportDriverContext: NDIS_HANDLE,
    MiniportDriverCharacteristics: PNDIS_MINIPORT_DRIVER_CHARACTERISTICS,
    NdisMiniportDriverHandle: Out<NDIS_HANDLE>,
) -> NDIS_STATUS {
    let kernel = Kernel::current();
    let _ = RegistryPath;
    let object = DriverObject;
    // SAFETY: the driver passes its characteristics, of which the header says how many bytes are
    // there; `read` copies no more of them.
    let handlers = unsafe { read(MiniportDriverCharacteristics) };
    let (Some(object), Some(handlers)) = (object, handlers) else {
        return NDIS_STATUS_BAD_CHARACTERISTICS;
    };
    if let Some((status, text)) = fault(&handlers) {
        kernel.check(false, &rules::NDIS_CHARACTERISTICS, || {
            format!("NdisMRegisterMiniportDriver: {text}")
        });
        return status;
    }
    if Ndis::of(&kernel).driver(object).is_some() {
        return NDIS_STATUS_FAILURE;
    }
    let driver = Rc::new(Miniport {
        object,
        id: object.state().id,
        service: object.state().service.clone(),
        context: MiniportDriverContext,
        handlers,
        unload: Cell::new(object.unload()),
    });
    let driver_handle = handle(&*driver);
    NdisMiniportDriverHandle.write(driver_handle);
    Ndis::of(&kernel)
        .drivers
        .borrow_mut()
        .push(Rc::clone(&driver));
    if let Some(set_options) = handlers.SetOptionsHandler {
        let status = kernel.in_driver(
            driver.id,
            Category::Callback,
            "MiniportSetOptions",
            String::new,
            // SAFETY: `MiniportSetOptions` of this driver, with its own context.
            || unsafe { set_options(driver_handle, MiniportDriverContext) },
        );
        if status != NDIS_STATUS_SUCCESS {
            remove(&kernel, &driver);
            return status;
        }
    }
    pnp::take_over(object);
    object.set_unload(Some(unload));
    NDIS_STATUS_SUCCESS
}

/// The driver's characteristics, as many bytes as its revision has.
///
/// # Safety
/// Null, or points to characteristics of the size that their header states.
unsafe fn read(
    from: PNDIS_MINIPORT_DRIVER_CHARACTERISTICS,
) -> Option<NDIS_MINIPORT_DRIVER_CHARACTERISTICS> {
    if from.is_null() {
        return None;
    }
    let mut copy = NDIS_MINIPORT_DRIVER_CHARACTERISTICS::default();
    // SAFETY: every revision begins with the header.
    let size = usize::from(unsafe { (*from).Header.Size }).min(size_of_val(&copy));
    // SAFETY: the header says that so many bytes are there, and the copy has room for them.
    unsafe {
        std::ptr::copy_nonoverlapping(from.cast::<u8>(), (&raw mut copy).cast::<u8>(), size);
    }
    Some(copy)
}

fn remove(kernel: &Kernel, driver: &Rc<Miniport>) {
    Ndis::of(kernel)
        .drivers
        .borrow_mut()
        .retain(|it| !Rc::ptr_eq(it, driver));
}

#[abi(enter, no_mangle)]
fn NdisMDeregisterMiniportDriver(NdisMiniportDriverHandle: NDIS_HANDLE) {
    let kernel = Kernel::current();
    let drivers = Ndis::of(&kernel).drivers.borrow().clone();
    let found = drivers
        .iter()
        .find(|it| handle(&***it) == NdisMiniportDriverHandle);
    let Some(driver) = found else {
        kernel.check(false, &rules::NDIS_HANDLE, || {
            "NdisMDeregisterMiniportDriver: no driver is registered under this handle; it was \
             deregistered already"
                .to_owned()
        });
        return;
    };
    let adapters = Ndis::of(&kernel).adapters.borrow();
    let left = adapters.iter().filter(|it| Rc::ptr_eq(&it.driver, driver));
    let left = left.count();
    drop(adapters);
    kernel.check(left == 0, &rules::NDIS_DEREGISTER, || {
        format!("NdisMDeregisterMiniportDriver was called while {left} adapters are not halted")
    });
    remove(&kernel, driver);
    driver.object.set_unload(driver.unload.get());
}

/// The driver object's `DriverUnload` while the driver is registered.
#[abi]
unsafe fn unload(object: PDRIVER_OBJECT) {
    let kernel = Kernel::current();
    // SAFETY: the I/O manager passes the driver object.
    let Some(driver) = (unsafe { Driver::new(object) }).and_then(|it| Ndis::of(&kernel).driver(it))
    else {
        return;
    };
    let Some(routine) = driver.handlers.UnloadHandler else {
        return;
    };
    kernel.in_driver(
        driver.id,
        Category::Callback,
        "MiniportDriverUnload",
        || driver.service.clone(),
        // SAFETY: `MiniportDriverUnload` of this driver, with its own context.
        || unsafe { routine(object) },
    );
}

#[abi(enter, no_mangle)]
fn NdisSetOptionalHandlers(
    NdisHandle: NDIS_HANDLE,
    OptionalHandlers: Struct<NDIS_DRIVER_OPTIONAL_HANDLERS>,
) -> NDIS_STATUS {
    let _ = NdisHandle;
    match OptionalHandlers.as_ref() {
        Some(_) => wdk_sys::NDIS_STATUS_NOT_SUPPORTED,
        None => NDIS_STATUS_INVALID_PARAMETER,
    }
}

#[abi(enter, no_mangle)]
fn NdisGetVersion() -> u32 {
    NDIS_RUNTIME_VERSION_680
}
