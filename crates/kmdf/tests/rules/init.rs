//! `WDFDEVICE_INIT`, and what a driver creates of it.

use std::ptr;

use wdk_sys::{wdf::*, *};

use crate::driver::*;

/// The signature of `EvtChildListCreateDevice`.
type CreateDevice = wdk_sys::fn_ptr!(
    fn(WDFCHILDLIST, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER, PWDFDEVICE_INIT) -> NTSTATUS
);

/// A default child list whose descriptions are headers.
fn configure_list(init: PWDFDEVICE_INIT, create: CreateDevice) {
    let size = size_of::<WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER>() as u32;
    let mut config = WDF_CHILD_LIST_CONFIG::init(size, Some(create));
    unsafe { WdfFdoInitSetDefaultChildListConfig(init, &raw mut config, ptr::null_mut()) };
}

/// A bus with a child that it describes, whose driver opens the key of the bus as it makes the child.
const WITH_LIST: Hooks = Hooks {
    configure: |init| configure_list(init, create_and_open_key),
    on_add: |bus| {
        let list = unsafe { WdfFdoGetDefaultChildList(bus) };
        let mut id = WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER {
            IdentificationDescriptionSize: 4,
        };
        let none = ptr::null_mut();
        let status =
            unsafe { WdfChildListAddOrUpdateChildDescriptionAsPresent(list, &raw mut id, none) };
        assert_eq!(status, STATUS_SUCCESS);
    },
    ..GOOD
};

#[abi]
unsafe fn create_and_open_key(
    list: WDFCHILDLIST,
    _: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    init: PWDFDEVICE_INIT,
) -> NTSTATUS {
    create_child(init).expect("the child is created");
    open_key(unsafe { WdfChildListGetDevice(list) });
    STATUS_SUCCESS
}

#[abi]
unsafe fn create_and_open_own_key(
    _: WDFCHILDLIST,
    _: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    init: PWDFDEVICE_INIT,
) -> NTSTATUS {
    open_key(create_child(init).expect("the child is created"));
    STATUS_SUCCESS
}

fn open_key(device: WDFDEVICE) {
    let mut key = ptr::null_mut();
    let status = unsafe {
        WdfDeviceOpenRegistryKey(
            device,
            PLUGPLAY_REGKEY_DEVICE,
            KEY_READ,
            ptr::null_mut(),
            &raw mut key,
        )
    };
    if status >= 0 {
        unsafe { WdfRegistryClose(key) };
    }
}

/// Settings of a control device; the driver has them from now on.
fn allocate() -> PWDFDEVICE_INIT {
    let mut text: Vec<u16> = "D:P(A;;GA;;;SY)".encode_utf16().collect();
    let length = size_of_val(&*text) as u16;
    let mut sddl = UNICODE_STRING {
        Length: length,
        MaximumLength: length,
        Buffer: text.as_mut_ptr(),
    };
    unsafe { WdfControlDeviceInitAllocate(driver(), &raw mut sddl) }
}

/// A setting that the framework refuses: there is no such major function.
fn set_wrong(init: PWDFDEVICE_INIT) -> NTSTATUS {
    unsafe {
        WdfDeviceInitAssignWdmIrpPreprocessCallback(
            init,
            Some(preprocess),
            0xFF,
            ptr::null_mut(),
            0,
        )
    }
}

#[abi]
unsafe fn preprocess(_: WDFDEVICE, _: PIRP) -> NTSTATUS {
    STATUS_NOT_SUPPORTED
}

/// Creates a control device, whose driver can delete it.
fn create_control(mut init: PWDFDEVICE_INIT) -> Result<WDFDEVICE, NTSTATUS> {
    let mut attributes = attributes(ptr::null_mut());
    attributes.EvtCleanupCallback = Some(control_cleanup);
    let mut device = ptr::null_mut();
    let status = unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut device) };
    if status < 0 { Err(status) } else { Ok(device) }
}

#[abi]
unsafe fn control_cleanup(_: WDFOBJECT) {}

fn free(init: PWDFDEVICE_INIT) {
    unsafe { WdfDeviceInitFree(init) };
}

fn finish(device: WDFDEVICE) {
    unsafe { WdfControlFinishInitializing(device) };
}

fn delete_kept() {
    unsafe { WdfObjectDelete(kept()) };
}

/// A control device that is made in `EvtDriverDeviceAdd`, finished and deleted.
fn add_with_control(driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS {
    let control = create_control(allocate()).expect("a control device is created");
    finish(control);
    keep(control);
    create_device(driver, init)
}

const WITH_CONTROL: Hooks = Hooks {
    add: add_with_control,
    cleanup: delete_kept,
    ..GOOD
};

/// A driver without devices that plug in; its control device is the program's business.
const NO_PNP: Hooks = Hooks {
    pnp: false,
    entry: |_| {
        finish(create_control(allocate()).expect("a control device is created"));
        STATUS_SUCCESS
    },
    ..GOOD
};

/// Creates a device of which something is amiss.
fn wrong_device(init: PWDFDEVICE_INIT) -> NTSTATUS {
    let mut init = init;
    let mut attributes = attributes(ptr::null_mut());
    attributes.Size = 1;
    let mut device = ptr::null_mut();
    unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut device) }
}

/// Settings of a child; the driver has them from now on.
fn allocate_child(bus: WDFDEVICE) -> PWDFDEVICE_INIT {
    let init = unsafe { WdfPdoInitAllocate(bus) };
    let mut id: Vec<u16> = "rules\\child".encode_utf16().collect();
    let length = size_of_val(&*id) as u16;
    let mut id = UNICODE_STRING {
        Length: length,
        MaximumLength: length,
        Buffer: id.as_mut_ptr(),
    };
    let status = unsafe { WdfPdoInitAssignDeviceID(init, &raw mut id) };
    assert_eq!(status, STATUS_SUCCESS);
    init
}

fn create_child(mut init: PWDFDEVICE_INIT) -> Result<WDFDEVICE, NTSTATUS> {
    let mut device = ptr::null_mut();
    let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
    if status < 0 { Err(status) } else { Ok(device) }
}

/// Creates a child and adds it to its bus.
fn add_child(bus: WDFDEVICE, init: PWDFDEVICE_INIT) {
    if let Ok(child) = create_child(init) {
        let status = unsafe { WdfFdoAddStaticChild(bus, child) };
        assert_eq!(status, STATUS_SUCCESS);
    }
}

const WITH_CHILD: Hooks = Hooks {
    on_add: |bus| add_child(bus, allocate_child(bus)),
    ..GOOD
};

crate::rules! {
    ChildDeviceInitApi: Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            add_child(bus, init);
            unsafe { WdfDeviceInitSetExclusive(init, TRUE) };
        },
        ..GOOD
    }, WITH_CHILD;
    PdoDeviceInitAPI: Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            add_child(bus, init);
            unsafe { WdfPdoInitSetDefaultLocale(init, 0x409) };
        },
        ..GOOD
    }, Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            unsafe { WdfPdoInitSetDefaultLocale(init, 0x409) };
            add_child(bus, init);
        },
        ..GOOD
    };
    PdoInitFreeDeviceCallback: Hooks {
        on_add: |bus| {
            let _ = set_wrong(allocate_child(bus));
        },
        ..GOOD
    }, Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            let _ = set_wrong(init);
            free(init);
        },
        ..GOOD
    };
    PdoInitFreeDeviceCreate: Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            let _ = set_wrong(init);
            add_child(bus, init);
        },
        ..GOOD
    }, WITH_CHILD;
    PdoInitFreeDeviceCreateType2: Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            free(init);
            add_child(bus, init);
        },
        ..GOOD
    }, WITH_CHILD;
    PdoInitFreeDeviceCreateType4: Hooks {
        on_add: |bus| {
            let _ = wrong_device(allocate_child(bus));
        },
        ..GOOD
    }, Hooks {
        on_add: |bus| {
            let init = allocate_child(bus);
            let _ = wrong_device(init);
            free(init);
        },
        ..GOOD
    };
    AddPdotoStaticChildlist: Hooks {
        on_add: |bus| {
            let _ = create_child(allocate_child(bus));
        },
        ..GOOD
    }, Hooks {
        on_add: |bus| {
            let child = create_child(allocate_child(bus)).expect("the child is created");
            unsafe { WdfObjectDelete(child.cast()) };
            add_child(bus, allocate_child(bus));
        },
        ..GOOD
    };
    ChildListConfiguration: Hooks {
        on_add: |bus| {
            assert!(unsafe { WdfFdoGetDefaultChildList(bus) }.is_null());
        },
        ..GOOD
    }, WITH_LIST;
    AccessHardwareKey: Hooks {
        configure: |init| configure_list(init, create_and_open_own_key),
        ..WITH_LIST
    }, WITH_LIST;
    DriverCreate: Hooks {
        create_driver: |_, _| STATUS_SUCCESS,
        entry: |_| STATUS_SUCCESS,
        ..NO_PNP
    }, NO_PNP;
    DriverAttributeChanged: Hooks {
        create_driver: |driver, path| {
            let mut attributes = attributes(ptr::null_mut());
            attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
            create_driver_with(driver, path, &raw mut attributes)
        },
        ..GOOD
    }, Hooks {
        create_driver: |driver, path| {
            let mut attributes = attributes(ptr::null_mut());
            create_driver_with(driver, path, &raw mut attributes)
        },
        ..GOOD
    };
    DeviceCreateFail: Hooks {
        add: |_, init| {
            assert!(wrong_device(init) < 0);
            STATUS_SUCCESS
        },
        ..GOOD
    }, Hooks {
        add: |_, init| wrong_device(init),
        ..GOOD
    };
    DeviceInitAPI: Hooks {
        add: |driver, init| {
            let status = create_device(driver, init);
            unsafe { WdfDeviceInitSetExclusive(init, TRUE) };
            status
        },
        ..GOOD
    }, Hooks {
        configure: |init| unsafe { WdfDeviceInitSetExclusive(init, FALSE) },
        ..GOOD
    };
    ControlDeviceInitAPI: Hooks {
        entry: |_| {
            let init = allocate();
            finish(create_control(init).expect("a control device is created"));
            unsafe { WdfDeviceInitSetExclusive(init, TRUE) };
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, Hooks {
        entry: |_| {
            let init = allocate();
            unsafe { WdfDeviceInitSetExclusive(init, TRUE) };
            finish(create_control(init).expect("a control device is created"));
            STATUS_SUCCESS
        },
        ..NO_PNP
    };
    DeviceInitAllocate: Hooks {
        entry: |_| {
            let mut not_allocated = [0_usize; 64];
            let _ = create_control(not_allocated.as_mut_ptr().cast());
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, NO_PNP;
    ControlDeviceInitAllocate: Hooks {
        entry: |_| {
            let _ = create_control(ptr::null_mut());
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, NO_PNP;
    DoubleDeviceInitFree: Hooks {
        entry: |_| {
            let init = allocate();
            free(init);
            free(init);
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, Hooks {
        entry: |_| {
            free(allocate());
            STATUS_SUCCESS
        },
        ..NO_PNP
    };
    InitFreeNull: Hooks {
        configure: |_| unsafe { WdfDeviceInitSetExclusive(ptr::null_mut(), FALSE) },
        ..GOOD
    }, GOOD;
    InitFreeDeviceCallback: Hooks {
        entry: |_| set_wrong(allocate()),
        ..NO_PNP
    }, Hooks {
        entry: |_| {
            let init = allocate();
            let status = set_wrong(init);
            free(init);
            status
        },
        ..NO_PNP
    };
    InitFreeDeviceCreate: Hooks {
        entry: |_| {
            let init = allocate();
            let _ = set_wrong(init);
            if let Ok(device) = create_control(init) {
                finish(device);
            }
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, NO_PNP;
    InitFreeDeviceCreateType2: Hooks {
        entry: |_| {
            let init = allocate();
            free(init);
            let _ = create_control(init);
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, NO_PNP;
    InitFreeDeviceCreateType4: Hooks {
        entry: |_| wrong_device(allocate()),
        ..NO_PNP
    }, Hooks {
        entry: |_| {
            let init = allocate();
            let status = wrong_device(init);
            free(init);
            status
        },
        ..NO_PNP
    };
    CtlDeviceFinishInitDeviceAdd: Hooks {
        add: |driver, init| {
            keep(create_control(allocate()).expect("a control device is created"));
            create_device(driver, init)
        },
        ..WITH_CONTROL
    }, WITH_CONTROL;
    CtlDeviceFinishInitDrEntry: Hooks {
        entry: |_| {
            keep(create_control(allocate()).expect("a control device is created"));
            STATUS_SUCCESS
        },
        cleanup: delete_kept,
        ..GOOD
    }, Hooks {
        entry: |_| {
            let control = create_control(allocate()).expect("a control device is created");
            finish(control);
            keep(control);
            STATUS_SUCCESS
        },
        cleanup: delete_kept,
        ..GOOD
    };
    ControlDeviceDeleted: Hooks { cleanup: || {}, ..WITH_CONTROL }, WITH_CONTROL;
    Cleanup4CtlDeviceRegistered: Hooks {
        add: |driver, init| {
            let (mut control_init, mut control) = (allocate(), ptr::null_mut());
            let status = unsafe {
                WdfDeviceCreate(&raw mut control_init, ptr::null_mut(), &raw mut control)
            };
            assert_eq!(status, STATUS_SUCCESS);
            finish(control);
            keep(control);
            create_device(driver, init)
        },
        ..WITH_CONTROL
    }, WITH_CONTROL;
    MiniportOnlyWdmDevice: Hooks {
        on_add: |device| {
            let mut bare = ptr::null_mut();
            let object = unsafe { WdfDeviceWdmGetDeviceObject(device) };
            let driver = unsafe { (*object).DriverObject };
            let kind = FILE_DEVICE_UNKNOWN;
            let status = unsafe {
                IoCreateDevice(driver, 0, ptr::null_mut(), kind, 0, FALSE, &raw mut bare)
            };
            assert_eq!(status, STATUS_SUCCESS);
            unsafe { IoDeleteDevice(bare) };
        },
        ..GOOD
    }, GOOD;
    NonPnPDrvPowerPolicyOwnerAPI: Hooks {
        entry: |_| {
            let init = allocate();
            unsafe { WdfDeviceInitSetPowerNotPageable(init) };
            finish(create_control(init).expect("a control device is created"));
            STATUS_SUCCESS
        },
        ..NO_PNP
    }, NO_PNP;
    FDOPowerPolicyOwnerAPI: Hooks {
        configure: |init| {
            unsafe { WdfDeviceInitSetPowerPolicyOwnership(init, FALSE) };
            set_policy_callbacks(init);
        },
        ..GOOD
    }, Hooks { configure: set_policy_callbacks, ..GOOD };
    NonFDONotPowerPolicyOwnerAPI: Hooks {
        configure: |init| {
            unsafe { WdfFdoInitSetFilter(init) };
            set_policy_callbacks(init);
        },
        ..GOOD
    }, Hooks { configure: set_policy_callbacks, ..GOOD };
    FileObjectConfigured: Hooks { read: Some(file_of), ..GOOD }, Hooks {
        configure: |init| {
            let mut config = sized(|config: &mut WDF_FILEOBJECT_CONFIG, size| {
                config.Size = size;
                config.AutoForwardCleanupClose = _WDF_TRI_STATE::WdfUseDefault;
                config.FileObjectClass = _WDF_FILEOBJECT_CLASS::WdfFileObjectWdfCannotUseFsContexts;
            });
            unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, ptr::null_mut()) };
        },
        read: Some(file_of),
        ..GOOD
    };
}

fn set_policy_callbacks(init: PWDFDEVICE_INIT) {
    let mut callbacks = sized(|callbacks: &mut WDF_POWER_POLICY_EVENT_CALLBACKS, size| {
        callbacks.Size = size;
    });
    unsafe { WdfDeviceInitSetPowerPolicyEventCallbacks(init, &raw mut callbacks) };
}

fn file_of(request: WDFREQUEST) {
    let _ = unsafe { WdfRequestGetFileObject(request) };
    succeed(request);
}
