//! A WDM driver for tests: a lamp whose brightness is written, read and waited for.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{ffi::c_void, mem, ptr};

use wdk_sys::{
    _POOL_TYPE::NonPagedPoolNx, DO_BUFFERED_IO, DO_DEVICE_INITIALIZING, DbgPrint,
    ExAllocatePoolWithTag, ExFreePool, FALSE, FILE_DEVICE_UNKNOWN, GUID, IRP_MJ_CLEANUP,
    IRP_MJ_CLOSE, IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_PNP, IRP_MJ_READ, IRP_MJ_WRITE,
    IRP_MN_CANCEL_REMOVE_DEVICE, IRP_MN_CANCEL_STOP_DEVICE, IRP_MN_QUERY_REMOVE_DEVICE,
    IRP_MN_QUERY_STOP_DEVICE, IRP_MN_REMOVE_DEVICE, IRP_MN_START_DEVICE, IRP_MN_STOP_DEVICE,
    IRP_MN_SURPRISE_REMOVAL, IoAcquireCancelSpinLock, IoAttachDeviceToDeviceStack, IoCancelIrp,
    IoCreateDevice, IoDeleteDevice, IoDetachDevice, IoForwardIrpSynchronously,
    IoGetCurrentIrpStackLocation, IoMarkIrpPending, IoRegisterDeviceInterface,
    IoReleaseCancelSpinLock, IoSetCancelRoutine, IoSetDeviceInterfaceState,
    IoSkipCurrentIrpStackLocation, IofCallDriver, IofCompleteRequest, MmGetSystemAddressForMdlSafe,
    MmGetSystemRoutineAddress, NTSTATUS, PDEVICE_OBJECT, PDRIVER_OBJECT, PIRP, PUNICODE_STRING,
    RtlFreeUnicodeString, STATUS_CANCELLED, STATUS_DEVICE_BUSY, STATUS_INVALID_BUFFER_SIZE,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_PENDING, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, TRUE,
    UNICODE_STRING, abi, fn_ptr, host, host::NativeDriver,
};

/// The interface class of lamps.
pub(crate) static LAMP_INTERFACE: GUID = GUID {
    Data1: 0x5D3A_8C41,
    Data2: 0x11F0,
    Data3: 0x4E77,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};

/// The driver package's INF.
pub(crate) const LAMP_INF: &str = r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {78A1C341-4539-11D3-B88D-00C04FAD5171}
Provider = "Tests"
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Models.NTarm64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Lamp.NT]
AddReg = Lamp_Software
[Lamp_Software]
HKR,,Brightest,0x00010001,250
[Lamp.NT.Services]
AddService = lamp, 2, Lamp_Service
[Lamp_Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\lamp.sys
"#;

/// The driver.
pub(crate) const LAMP: NativeDriver = NativeDriver {
    name: "lamp",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

/// Prints where the device, the packet, both buffers and the stack are. `METHOD_NEITHER`.
pub(crate) const IOCTL_WHERE: u32 = 0x22_2FFF;
/// `METHOD_BUFFERED`: gives the input back in reverse.
pub(crate) const IOCTL_REVERSE: u32 = 0x22_2000;
/// `METHOD_OUT_DIRECT`: fills the output with the first byte of the input.
pub(crate) const IOCTL_FILL: u32 = 0x22_2006;
/// Completes its request twice.
pub(crate) const IOCTL_COMPLETE_TWICE: u32 = 0x22_2008;
/// Says that it has written more than there is room for.
pub(crate) const IOCTL_LIE: u32 = 0x22_200C;
/// `METHOD_BUFFERED`: says that it has written all of the output, and has written nothing.
pub(crate) const IOCTL_DISCLOSE: u32 = 0x22_2014;
/// `METHOD_OUT_DIRECT`: copies fresh pool to the output.
pub(crate) const IOCTL_DISCLOSE_POOL: u32 = 0x22_201A;
/// Passes a device that it has deleted to a function of the system: the first byte of the input is the
/// number of the parameter, and the rest the function's name.
pub(crate) const IOCTL_USE_DELETED: u32 = 0x22_201C;
/// Keeps its request for ever.
pub(crate) const IOCTL_FORGET: u32 = 0x22_2010;

#[repr(C)]
struct Lamp {
    lower: PDEVICE_OBJECT,
    pdo: PDEVICE_OBJECT,
    interface: UNICODE_STRING,
    brightness: u8,
    waiting: PIRP,
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _registry_path: PUNICODE_STRING) -> NTSTATUS {
    let object = &mut *driver;
    object.DriverUnload = Some(unload);
    (*object.DriverExtension).AddDevice = Some(add_device);
    object.MajorFunction = [Some(pass_down); 28];
    for major in [IRP_MJ_CREATE, IRP_MJ_CLOSE, IRP_MJ_CLEANUP] {
        object.MajorFunction[major as usize] = Some(succeed);
    }
    object.MajorFunction[IRP_MJ_READ as usize] = Some(read);
    object.MajorFunction[IRP_MJ_WRITE as usize] = Some(write);
    object.MajorFunction[IRP_MJ_DEVICE_CONTROL as usize] = Some(control);
    object.MajorFunction[IRP_MJ_PNP as usize] = Some(pnp);
    STATUS_SUCCESS
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {}

#[abi]
unsafe fn add_device(driver: PDRIVER_OBJECT, pdo: PDEVICE_OBJECT) -> NTSTATUS {
    let mut device = ptr::null_mut();
    let status = IoCreateDevice(
        driver,
        size_of::<Lamp>() as u32,
        ptr::null_mut(),
        FILE_DEVICE_UNKNOWN,
        0,
        FALSE,
        &raw mut device,
    );
    if status < 0 {
        return status;
    }
    let lamp = &mut *(*device).DeviceExtension.cast::<Lamp>();
    lamp.pdo = pdo;
    lamp.lower = IoAttachDeviceToDeviceStack(device, pdo);
    let status = IoRegisterDeviceInterface(
        pdo,
        &raw const LAMP_INTERFACE,
        ptr::null_mut(),
        &raw mut lamp.interface,
    );
    if status < 0 {
        IoDetachDevice(lamp.lower);
        IoDeleteDevice(device);
        return status;
    }
    (*device).Flags |= DO_BUFFERED_IO;
    (*device).Flags &= !DO_DEVICE_INITIALIZING;
    STATUS_SUCCESS
}

unsafe fn lamp<'a>(device: PDEVICE_OBJECT) -> &'a mut Lamp {
    &mut *(*device).DeviceExtension.cast::<Lamp>()
}

unsafe fn complete(irp: PIRP, status: NTSTATUS, information: u64) -> NTSTATUS {
    (*irp).IoStatus.__bindgen_anon_1.Status = status;
    (*irp).IoStatus.Information = information;
    IofCompleteRequest(irp, 0);
    status
}

#[abi]
unsafe fn succeed(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = &*IoGetCurrentIrpStackLocation(irp);
    let lamp = lamp(device);
    if u32::from(stack.MajorFunction) == IRP_MJ_CLEANUP && !lamp.waiting.is_null() {
        IoCancelIrp(lamp.waiting);
    }
    complete(irp, STATUS_SUCCESS, 0)
}

#[abi]
unsafe fn pass_down(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    IoSkipCurrentIrpStackLocation(irp);
    IofCallDriver(lamp(device).lower, irp)
}

#[abi]
unsafe fn give_up(device: PDEVICE_OBJECT, irp: PIRP) {
    lamp(device).waiting = ptr::null_mut();
    IoReleaseCancelSpinLock((*irp).CancelIrql);
    complete(irp, STATUS_CANCELLED, 0);
}

/// A read waits for the next write.
#[abi]
unsafe fn read(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = &*IoGetCurrentIrpStackLocation(irp);
    let lamp = lamp(device);
    if !lamp.waiting.is_null() {
        return complete(irp, STATUS_DEVICE_BUSY, 0);
    }
    if stack.Parameters.Read.Length == 0 {
        return complete(irp, STATUS_SUCCESS, 0);
    }
    let mut irql = 0;
    IoAcquireCancelSpinLock(&raw mut irql);
    IoMarkIrpPending(irp);
    lamp.waiting = irp;
    IoSetCancelRoutine(irp, Some(give_up));
    IoReleaseCancelSpinLock(irql);
    STATUS_PENDING
}

#[abi]
unsafe fn write(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = &*IoGetCurrentIrpStackLocation(irp);
    let lamp = lamp(device);
    let length = stack.Parameters.Write.Length;
    if length != 1 {
        return complete(irp, STATUS_INVALID_BUFFER_SIZE, 0);
    }
    lamp.brightness = (*irp).AssociatedIrp.SystemBuffer.cast::<u8>().read();
    let waiting = mem::replace(&mut lamp.waiting, ptr::null_mut());
    if !waiting.is_null() && IoSetCancelRoutine(waiting, None).is_some() {
        let buffer = (*waiting).AssociatedIrp.SystemBuffer.cast::<u8>();
        buffer.write(lamp.brightness);
        complete(waiting, STATUS_SUCCESS, 1);
    }
    complete(irp, STATUS_SUCCESS, 1)
}

#[abi]
unsafe fn control(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = &*IoGetCurrentIrpStackLocation(irp);
    let control = stack.Parameters.DeviceIoControl;
    let input = control.InputBufferLength as usize;
    let output = control.OutputBufferLength as usize;
    let buffer = (*irp).AssociatedIrp.SystemBuffer.cast::<u8>();
    match control.IoControlCode {
        IOCTL_REVERSE => {
            let count = input.min(output);
            std::slice::from_raw_parts_mut(buffer, count).reverse();
            complete(irp, STATUS_SUCCESS, count as u64)
        }
        IOCTL_FILL => {
            let target = MmGetSystemAddressForMdlSafe((*irp).MdlAddress, 16).cast::<u8>();
            target.write_bytes(buffer.read(), output);
            complete(irp, STATUS_SUCCESS, output as u64)
        }
        IOCTL_WHERE => {
            DbgPrint(
                c"where %p %p %p %p %p".as_ptr().cast(),
                device,
                irp,
                control.Type3InputBuffer,
                (*irp).UserBuffer,
                &raw const input,
            );
            complete(irp, STATUS_SUCCESS, 0)
        }
        IOCTL_COMPLETE_TWICE => {
            complete(irp, STATUS_SUCCESS, 0);
            complete(irp, STATUS_SUCCESS, 0)
        }
        IOCTL_LIE => complete(irp, STATUS_SUCCESS, output as u64 + 4096),
        IOCTL_DISCLOSE => complete(irp, STATUS_SUCCESS, output as u64),
        IOCTL_DISCLOSE_POOL => {
            let target = MmGetSystemAddressForMdlSafe((*irp).MdlAddress, 16).cast::<u8>();
            let block = ExAllocatePoolWithTag(NonPagedPoolNx, output as u64, 7).cast::<u8>();
            target.copy_from_nonoverlapping(block, output);
            ExFreePool(block.cast());
            complete(irp, STATUS_SUCCESS, output as u64)
        }
        IOCTL_USE_DELETED => {
            let input = std::slice::from_raw_parts(buffer, input);
            use_deleted((*device).DriverObject, usize::from(input[0]), &input[1..]);
            complete(irp, STATUS_SUCCESS, 0)
        }
        IOCTL_FORGET => {
            IoMarkIrpPending(irp);
            STATUS_PENDING
        }
        _ => complete(irp, STATUS_INVALID_DEVICE_REQUEST, 0),
    }
}

/// The most parameters that a function has which takes a device object.
const PARAMETERS: usize = 10;

unsafe fn use_deleted(driver: PDRIVER_OBJECT, parameter: usize, function: &[u8]) {
    type Function =
        fn_ptr!(fn(usize, usize, usize, usize, usize, usize, usize, usize, usize, usize) -> usize);
    let mut device = ptr::null_mut();
    IoCreateDevice(
        driver,
        0,
        ptr::null_mut(),
        FILE_DEVICE_UNKNOWN,
        0,
        FALSE,
        &raw mut device,
    );
    IoDeleteDevice(device);
    let mut units: Vec<u16> = function.iter().map(|byte| u16::from(*byte)).collect();
    let bytes = size_of_val(&*units) as u16;
    let mut name = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_mut_ptr(),
    };
    let address = MmGetSystemRoutineAddress(&raw mut name);
    if address.is_null() {
        return;
    }
    // The device is checked before anything else, so the other parameters may be null.
    let mut given = [0; PARAMETERS];
    given[parameter] = device.addr();
    let [a, b, c, d, e, f, g, h, i, j] = given;
    mem::transmute::<*mut c_void, Function>(address)(a, b, c, d, e, f, g, h, i, j);
}

#[abi]
unsafe fn pnp(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let minor = u32::from((*IoGetCurrentIrpStackLocation(irp)).MinorFunction);
    let lamp = lamp(device);
    match minor {
        IRP_MN_START_DEVICE => {
            if IoForwardIrpSynchronously(lamp.lower, irp) == FALSE {
                return complete(irp, STATUS_UNSUCCESSFUL, 0);
            }
            let status = (*irp).IoStatus.__bindgen_anon_1.Status;
            if status >= 0 {
                IoSetDeviceInterfaceState(&raw mut lamp.interface, TRUE);
            }
            complete(irp, status, 0)
        }
        IRP_MN_QUERY_REMOVE_DEVICE
        | IRP_MN_CANCEL_REMOVE_DEVICE
        | IRP_MN_QUERY_STOP_DEVICE
        | IRP_MN_CANCEL_STOP_DEVICE
        | IRP_MN_STOP_DEVICE
        | IRP_MN_SURPRISE_REMOVAL => {
            (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
            IoSkipCurrentIrpStackLocation(irp);
            IofCallDriver(lamp.lower, irp)
        }
        IRP_MN_REMOVE_DEVICE => {
            IoSetDeviceInterfaceState(&raw mut lamp.interface, FALSE);
            RtlFreeUnicodeString(&raw mut lamp.interface);
            (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
            IoSkipCurrentIrpStackLocation(irp);
            let lower = lamp.lower;
            let status = IofCallDriver(lower, irp);
            IoDetachDevice(lower);
            IoDeleteDevice(device);
            status
        }
        _ => {
            IoSkipCurrentIrpStackLocation(irp);
            IofCallDriver(lamp.lower, irp)
        }
    }
}
