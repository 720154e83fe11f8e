//! A WDM driver for tests that provides WMI data by `WMILIB.SYS`: two dials and an alarm.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use wdk_sys::{host::NativeDriver, *};

/// Two dials of four bytes.
pub(crate) static DIALS: GUID = GUID {
    Data1: 0xD1A1_5000,
    Data2: 1,
    Data3: 2,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};
/// The alarm, which has events alone.
pub(crate) static ALARM: GUID = GUID {
    Data1: 0xA1A2_3000,
    ..DIALS
};
/// A block that nobody has.
pub(crate) static NOTHING: GUID = GUID { Data1: 1, ..DIALS };

pub(crate) const INF: &str = r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {78A1C341-4539-11D3-B88D-00C04FAD5171}
Provider = "Tests"
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"A gauge" = Gauge, root\gauge
[Models.NTarm64.10.0...16299]
"A gauge" = Gauge, root\gauge
[Gauge.NT]
[Gauge.NT.Services]
AddService = gauge, 2, Gauge_Service
[Gauge_Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\gauge.sys
"#;

pub(crate) const GAUGE: NativeDriver = NativeDriver {
    name: "gauge",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

/// How the driver behaves.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Habit {
    #[default]
    Good,
    /// Its device stays registered when it is removed.
    StaysRegistered,
    /// Says of a query that all of the buffer was used, and writes nothing.
    Discloses,
    /// Completes a query with more than its buffer has.
    Overstates,
    /// Deregisters in its dispatch routine, which waits for itself.
    DeregistersWithin,
    /// Refuses to enable events.
    RefusesEvents,
}

thread_local! {
    pub(crate) static HABIT: Cell<Habit> = const { Cell::new(Habit::Good) };
    pub(crate) static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    pub(crate) static DIAL: Cell<[u32; 2]> = const { Cell::new([0; 2]) };
    pub(crate) static DEVICE: Cell<PDEVICE_OBJECT> = const { Cell::new(ptr::null_mut()) };
    /// How many bytes each dial has.
    pub(crate) static WIDTH: Cell<usize> = const { Cell::new(4) };
    pub(crate) static REMOVE: Cell<bool> = const { Cell::new(false) };
    static BLOCKS: Cell<[WMIGUIDREGINFO; 2]> = const {
        Cell::new([
            WMIGUIDREGINFO { Guid: &raw const DIALS, InstanceCount: 2, Flags: WMIREG_FLAG_EXPENSIVE },
            WMIGUIDREGINFO { Guid: &raw const ALARM, InstanceCount: 1, Flags: WMIREG_FLAG_EVENT_ONLY_GUID },
        ])
    };
}

fn log(text: String) {
    LOG.with_borrow_mut(|log| log.push(text));
}

#[repr(C)]
struct Gauge {
    lower: PDEVICE_OBJECT,
    pdo: PDEVICE_OBJECT,
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PUNICODE_STRING) -> NTSTATUS {
    let object = &mut *driver;
    object.DriverUnload = Some(unload);
    (*object.DriverExtension).AddDevice = Some(add_device);
    object.MajorFunction = [Some(pass_down); 28];
    object.MajorFunction[IRP_MJ_PNP as usize] = Some(pnp);
    object.MajorFunction[IRP_MJ_SYSTEM_CONTROL as usize] = Some(system_control);
    PATH.set(*path);
    STATUS_SUCCESS
}

thread_local! {
    static PATH: Cell<UNICODE_STRING> = const {
        Cell::new(UNICODE_STRING { Length: 0, MaximumLength: 0, Buffer: ptr::null_mut() })
    };
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {}

#[abi]
unsafe fn add_device(driver: PDRIVER_OBJECT, pdo: PDEVICE_OBJECT) -> NTSTATUS {
    let mut device = ptr::null_mut();
    let status = IoCreateDevice(
        driver,
        size_of::<Gauge>() as u32,
        ptr::null_mut(),
        FILE_DEVICE_UNKNOWN,
        0,
        FALSE,
        &raw mut device,
    );
    assert_eq!(status, STATUS_SUCCESS);
    let gauge = &mut *(*device).DeviceExtension.cast::<Gauge>();
    gauge.pdo = pdo;
    gauge.lower = IoAttachDeviceToDeviceStack(device, pdo);
    (*device).Flags &= !DO_DEVICE_INITIALIZING;
    DEVICE.set(device);
    STATUS_SUCCESS
}

unsafe fn gauge<'a>(device: PDEVICE_OBJECT) -> &'a mut Gauge {
    &mut *(*device).DeviceExtension.cast::<Gauge>()
}

#[abi]
unsafe fn pass_down(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    IoSkipCurrentIrpStackLocation(irp);
    IofCallDriver(gauge(device).lower, irp)
}

#[abi]
unsafe fn pnp(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    match u32::from((*IoGetCurrentIrpStackLocation(irp)).MinorFunction) {
        IRP_MN_START_DEVICE => {
            IoForwardIrpSynchronously(gauge(device).lower, irp);
            let status = IoWMIRegistrationControl(device, WMIREG_ACTION_REGISTER);
            assert_eq!(status, STATUS_SUCCESS);
            (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
            IofCompleteRequest(irp, 0);
            STATUS_SUCCESS
        }
        IRP_MN_REMOVE_DEVICE => {
            if HABIT.get() != Habit::StaysRegistered {
                IoWMIRegistrationControl(device, WMIREG_ACTION_DEREGISTER);
            }
            (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
            let lower = gauge(device).lower;
            IoSkipCurrentIrpStackLocation(irp);
            let status = IofCallDriver(lower, irp);
            IoDetachDevice(lower);
            IoDeleteDevice(device);
            status
        }
        _ => {
            (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
            pass_down(device, irp)
        }
    }
}

#[abi]
unsafe fn system_control(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = *IoGetCurrentIrpStackLocation(irp);
    let wmi = stack.Parameters.WMI;
    let minor = u32::from(stack.MinorFunction);
    if minor == IRP_MN_REGINFO_EX {
        log(format!("IRP_MN_REGINFO_EX {}", wmi.DataPath.addr()));
        assert_eq!(PsIsSystemThread(KeGetCurrentThread().cast()), TRUE);
        assert_eq!(
            (*irp).IoStatus.__bindgen_anon_1.Status,
            STATUS_NOT_SUPPORTED
        );
    }
    if minor == IRP_MN_QUERY_ALL_DATA && HABIT.get() == Habit::Overstates {
        (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
        (*irp).IoStatus.Information = u64::from(wmi.BufferSize) + 1;
        IofCompleteRequest(irp, 0);
        return STATUS_SUCCESS;
    }
    if minor == IRP_MN_QUERY_ALL_DATA && HABIT.get() == Habit::DeregistersWithin {
        IoWMIRegistrationControl(device, WMIREG_ACTION_DEREGISTER);
    }
    let mut blocks = BLOCKS.get();
    if REMOVE.get() {
        blocks[0].Flags |= WMIREG_FLAG_REMOVE_GUID;
    }
    let mut context = WMILIB_CONTEXT {
        GuidCount: 2,
        GuidList: blocks.as_mut_ptr(),
        QueryWmiRegInfo: Some(query_reg_info),
        QueryWmiDataBlock: Some(query_data_block),
        SetWmiDataBlock: Some(set_data_block),
        SetWmiDataItem: Some(set_data_item),
        ExecuteWmiMethod: Some(execute_method),
        WmiFunctionControl: Some(function_control),
    };
    let mut disposition = -1;
    let status = WmiSystemControl(&raw mut context, device, irp, &raw mut disposition);
    match disposition {
        _SYSCTL_IRP_DISPOSITION::IrpProcessed => status,
        _SYSCTL_IRP_DISPOSITION::IrpNotCompleted => {
            IofCompleteRequest(irp, 0);
            status
        }
        _ => pass_down(device, irp),
    }
}

#[abi]
unsafe fn query_reg_info(
    device: PDEVICE_OBJECT,
    flags: PULONG,
    _name: PUNICODE_STRING,
    path: *mut PUNICODE_STRING,
    mof: PUNICODE_STRING,
    pdo: *mut PDEVICE_OBJECT,
) -> NTSTATUS {
    static MOF: [u16; 5] = [
        b'G' as u16,
        b'a' as u16,
        b'u' as u16,
        b'g' as u16,
        b'e' as u16,
    ];
    *flags = WMIREG_FLAG_INSTANCE_PDO;
    *pdo = gauge(device).pdo;
    *path = PATH.with(Cell::as_ptr);
    *mof = UNICODE_STRING {
        Length: 10,
        MaximumLength: 10,
        Buffer: MOF.as_ptr().cast_mut(),
    };
    STATUS_SUCCESS
}

#[abi]
unsafe fn query_data_block(
    device: PDEVICE_OBJECT,
    irp: PIRP,
    block: ULONG,
    first: ULONG,
    count: ULONG,
    lengths: PULONG,
    room: ULONG,
    buffer: PUCHAR,
) -> NTSTATUS {
    assert_eq!(block, 0, "the alarm has no data");
    let width = WIDTH.get();
    let stride = width.next_multiple_of(8);
    let needed = stride * (count as usize - 1) + width;
    if (room as usize) < needed {
        return WmiCompleteRequest(device, irp, STATUS_BUFFER_TOO_SMALL, needed as u32, 0);
    }
    for index in 0..count as usize {
        *lengths.add(index) = width as u32;
        if HABIT.get() != Habit::Discloses {
            let dial = buffer.add(index * stride);
            dial.write_bytes(0, width);
            let value = DIAL.get()[first as usize + index];
            dial.cast::<u32>().write_unaligned(value);
        }
    }
    WmiCompleteRequest(device, irp, STATUS_SUCCESS, needed as u32, 0)
}

#[abi]
unsafe fn set_data_block(
    device: PDEVICE_OBJECT,
    irp: PIRP,
    _block: ULONG,
    instance: ULONG,
    size: ULONG,
    buffer: PUCHAR,
) -> NTSTATUS {
    if size != 4 {
        return WmiCompleteRequest(device, irp, STATUS_BUFFER_TOO_SMALL, 4, 0);
    }
    let mut dials = DIAL.get();
    dials[instance as usize] = buffer.cast::<u32>().read_unaligned();
    DIAL.set(dials);
    WmiCompleteRequest(device, irp, STATUS_SUCCESS, 0, 0)
}

#[abi]
unsafe fn set_data_item(
    device: PDEVICE_OBJECT,
    irp: PIRP,
    _block: ULONG,
    instance: ULONG,
    item: ULONG,
    size: ULONG,
    buffer: PUCHAR,
) -> NTSTATUS {
    if item != 1 {
        return WmiCompleteRequest(device, irp, STATUS_WMI_ITEMID_NOT_FOUND, 0, 0);
    }
    set_data_block(device, irp, 0, instance, size, buffer)
}

/// Method 1 adds its input to a dial and returns the sum twice.
#[abi]
unsafe fn execute_method(
    device: PDEVICE_OBJECT,
    irp: PIRP,
    _block: ULONG,
    instance: ULONG,
    method: ULONG,
    size: ULONG,
    room: ULONG,
    buffer: PUCHAR,
) -> NTSTATUS {
    if method != 1 || size != 4 {
        return WmiCompleteRequest(device, irp, STATUS_WMI_ITEMID_NOT_FOUND, 0, 0);
    }
    if room < 8 {
        return WmiCompleteRequest(device, irp, STATUS_BUFFER_TOO_SMALL, 8, 0);
    }
    let mut dials = DIAL.get();
    dials[instance as usize] += buffer.cast::<u32>().read_unaligned();
    DIAL.set(dials);
    buffer
        .cast::<[u32; 2]>()
        .write_unaligned([dials[instance as usize]; 2]);
    WmiCompleteRequest(device, irp, STATUS_SUCCESS, 8, 0)
}

#[abi]
unsafe fn function_control(
    device: PDEVICE_OBJECT,
    irp: PIRP,
    block: ULONG,
    function: WMIENABLEDISABLECONTROL,
    enable: BOOLEAN,
) -> NTSTATUS {
    let what = match function {
        _WMIENABLEDISABLECONTROL::WmiEventControl => "events",
        _ => "collection",
    };
    log(format!("block {block}: {what} {enable}"));
    let refuses = HABIT.get() == Habit::RefusesEvents && enable != 0;
    let status = if refuses {
        STATUS_UNSUCCESSFUL
    } else {
        STATUS_SUCCESS
    };
    WmiCompleteRequest(device, irp, status, 0, 0)
}
