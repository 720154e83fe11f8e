//! `EvtDeviceWdmIrpDispatch`: the driver chooses a queue for each IRP.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device, its queues and IRPs, and locals"
)]

use std::ptr;

use crate::layers::*;
use wdk_sim::Machine;
use wdk_sys::{wdf::*, *};

#[abi]
unsafe fn evt_default(_: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("default {length}"));
    complete(request, STATUS_SUCCESS, 0);
}

#[abi]
unsafe fn evt_second(_: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("second {length}"));
    complete(request, STATUS_SUCCESS, 0);
}

/// Reads of one byte go back to the framework, those of two to the second queue, longer ones to a
/// queue that takes no reads.
#[abi]
unsafe fn evt_dispatch(
    device: WDFDEVICE,
    major: UCHAR,
    _: UCHAR,
    _: ULONG,
    driver: WDFCONTEXT,
    irp: PIRP,
    context: WDFCONTEXT,
) -> NTSTATUS {
    assert_eq!((u32::from(major), driver.addr()), (IRP_MJ_READ, 7));
    let stack = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let parameters = unsafe { (*stack).Parameters };
    match unsafe { parameters.Read.Length } {
        1 => unsafe { WdfDeviceWdmDispatchIrp(device, irp, context) },
        2 => unsafe { WdfDeviceWdmDispatchIrpToIoQueue(device, irp, second(), 0) },
        _ => unsafe { WdfDeviceWdmDispatchIrpToIoQueue(device, irp, newest(), 0) },
    }
}

thread_local! {
    static SECOND: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn second() -> WDFQUEUE {
    ptr::with_exposed_provenance_mut(SECOND.get())
}

fn queue(device: WDFDEVICE, read: PFN_WDF_IO_QUEUE_IO_READ) -> WDFQUEUE {
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential;
        config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
        config.EvtIoRead = read;
        config.EvtIoWrite = if read.is_none() {
            Some(evt_default)
        } else {
            None
        };
    });
    let mut queue = ptr::null_mut();
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, ptr::null_mut(), &raw mut queue) };
    assert_eq!(status, STATUS_SUCCESS);
    queue
}

fn configure(device: WDFDEVICE, major: u32) -> NTSTATUS {
    unsafe {
        WdfDeviceConfigureWdmIrpDispatchCallback(
            device,
            ptr::null_mut(),
            major as UCHAR,
            Some(evt_dispatch),
            ptr::without_provenance_mut(7),
        )
    }
}

const LAYER: Layer = Layer {
    configure: |_| {},
    on_add: |device| {
        default_queue(device, |config| config.EvtIoRead = Some(evt_default));
        SECOND.set(queue(device, Some(evt_second)).expose_provenance());
        keep(queue(device, None));
        assert_eq!(configure(device, IRP_MJ_READ), STATUS_SUCCESS);
        assert_eq!(configure(device, IRP_MJ_READ), STATUS_INVALID_PARAMETER);
        assert_eq!(configure(device, IRP_MJ_CREATE), STATUS_INVALID_PARAMETER);
    },
};

#[test]
fn the_drivers_choice_is_where_an_irp_goes() {
    let machine = Machine::builder()
        .on_violation(wdk_sim::verifier::OnViolation::Collect)
        .build();
    let (_device, file) = alone(&machine, LAYER);
    file.read(&mut [0; 1]).expect("the default queue's");
    file.read(&mut [0; 2]).expect("the second queue's");
    assert_eq!(notes(), ["default 1", "second 2"]);
    assert_eq!(
        status(file.read(&mut [0; 3])),
        STATUS_INVALID_PARAMETER,
        "the queue takes no reads"
    );
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["IrpCannotBeDispatched"]);
}

#[test]
fn a_started_device_gets_no_callback_any_more() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, LAYER);
    let late = as_driver(&machine, FUNCTION, || {
        configure(device(FUNCTION), IRP_MJ_WRITE)
    });
    assert_eq!(late, STATUS_INVALID_DEVICE_STATE);
    file.close().unwrap();
    clean(&machine);
}
