//! What each creating function makes of its attributes: level, scope and parent.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each call gets locals and the device of its callback"
)]

use std::ptr;

use crate::layers::*;
use wdk_sim::{Hardware, Machine, Resource};
use wdk_sys::{
    wdf::{_WDF_EXECUTION_LEVEL::*, _WDF_SYNCHRONIZATION_SCOPE::*, *},
    *,
};

#[abi]
unsafe fn evt_dpc(_dpc: WDFDPC) {}
#[abi]
unsafe fn evt_isr(_interrupt: WDFINTERRUPT, _message: u32) -> BOOLEAN {
    FALSE
}
#[abi]
unsafe fn evt_timer(_timer: WDFTIMER) {}
#[abi]
unsafe fn evt_work(_item: WDFWORKITEM) {}

/// A creating function; deletes what it made.
type Create = fn(WDFDEVICE, &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS;

fn made<T>(status: NTSTATUS, object: *mut T) -> NTSTATUS {
    if status >= 0 {
        unsafe { WdfObjectDelete(object.cast()) };
    }
    status
}

fn create_dpc(_device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_DPC_CONFIG, size| {
        config.Size = size;
        config.EvtDpcFunc = Some(evt_dpc);
    });
    let mut dpc = ptr::null_mut();
    let status = unsafe { WdfDpcCreate(&raw mut config, attributes, &raw mut dpc) };
    made(status, dpc)
}

fn timer(period: u32, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_TIMER_CONFIG, size| {
        config.Size = size;
        config.Period = period;
        config.EvtTimerFunc = Some(evt_timer);
    });
    let mut timer = ptr::null_mut();
    let status = unsafe { WdfTimerCreate(&raw mut config, attributes, &raw mut timer) };
    made(status, timer)
}

fn create_timer(_device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    timer(0, attributes)
}

fn create_work_item(_device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_WORKITEM_CONFIG, size| {
        config.Size = size;
        config.EvtWorkItemFunc = Some(evt_work);
    });
    let mut item = ptr::null_mut();
    let status = unsafe { WdfWorkItemCreate(&raw mut config, attributes, &raw mut item) };
    made(status, item)
}

fn interrupt(
    device: WDFDEVICE,
    attributes: &mut WDF_OBJECT_ATTRIBUTES,
    serialised: BOOLEAN,
) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
        config.Size = size;
        config.ShareVector = _WDF_TRI_STATE::WdfUseDefault;
        config.AutomaticSerialization = serialised;
        config.EvtInterruptIsr = Some(evt_isr);
    });
    let mut interrupt = ptr::null_mut();
    unsafe { WdfInterruptCreate(device, &raw mut config, attributes, &raw mut interrupt) }
}

fn create_interrupt(device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    interrupt(device, attributes, FALSE)
}

fn create_serialised(device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    interrupt(device, attributes, TRUE)
}

fn create_queue(device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual;
        config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
    });
    let mut queue = ptr::null_mut();
    let status = unsafe { WdfIoQueueCreate(device, &raw mut config, attributes, &raw mut queue) };
    made(status, queue)
}

fn create_object(_device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut object = ptr::null_mut();
    let status = unsafe { WdfObjectCreate(attributes, &raw mut object) };
    made(status, object)
}

fn create_collection(_device: WDFDEVICE, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> NTSTATUS {
    let mut collection = ptr::null_mut();
    let status = unsafe { WdfCollectionCreate(attributes, &raw mut collection) };
    made(status, collection)
}

/// What a creating function allows: parent, level, scope.
struct Row {
    name: &'static str,
    create: Create,
    parent: Parent,
    level: bool,
    scope: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Parent {
    Optional,
    Required,
    Forbidden,
}

const ROWS: [Row; 8] = [
    row("WdfDpcCreate", create_dpc, Parent::Required, false, false),
    row(
        "WdfTimerCreate",
        create_timer,
        Parent::Required,
        true,
        false,
    ),
    row(
        "WdfWorkItemCreate",
        create_work_item,
        Parent::Required,
        false,
        false,
    ),
    row(
        "WdfInterruptCreate",
        create_interrupt,
        Parent::Forbidden,
        false,
        false,
    ),
    row(
        "WdfInterruptCreate, serialised",
        create_serialised,
        Parent::Optional,
        false,
        false,
    ),
    row(
        "WdfIoQueueCreate",
        create_queue,
        Parent::Optional,
        true,
        true,
    ),
    row(
        "WdfObjectCreate",
        create_object,
        Parent::Optional,
        true,
        false,
    ),
    row(
        "WdfCollectionCreate",
        create_collection,
        Parent::Optional,
        false,
        false,
    ),
];

const fn row(name: &'static str, create: Create, parent: Parent, level: bool, scope: bool) -> Row {
    Row {
        name,
        create,
        parent,
        level,
        scope,
    }
}

/// Plain attributes, changed by `change`, whose parent is the device where one must be given.
fn status(
    row: &Row,
    device: WDFDEVICE,
    change: impl FnOnce(&mut WDF_OBJECT_ATTRIBUTES),
) -> NTSTATUS {
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    if row.parent == Parent::Required {
        attributes.ParentObject = device.cast();
    }
    change(&mut attributes);
    (row.create)(device, &mut attributes)
}

fn expect(row: &Row, what: &str, allowed: bool, refusal: NTSTATUS, found: NTSTATUS) {
    let expected = if allowed { STATUS_SUCCESS } else { refusal };
    assert_eq!(found, expected, "{}: {what}: {found:#x}", row.name);
}

#[test]
fn each_creating_function_allows_what_its_row_says() {
    let on_add = |device: WDFDEVICE| {
        for row in &ROWS {
            let found = status(row, device, |_| {});
            expect(row, "the defaults", true, 0, found);
            let found = status(row, device, |it| {
                it.SynchronizationScope = WdfSynchronizationScopeNone;
            });
            expect(row, "no scope", true, 0, found);
            let found = status(row, device, |it| {
                it.SynchronizationScope = WdfSynchronizationScopeQueue;
            });
            expect(
                row,
                "a scope",
                row.scope,
                STATUS_WDF_SYNCHRONIZATION_SCOPE_INVALID,
                found,
            );
            let found = status(row, device, |it| {
                it.ExecutionLevel = WdfExecutionLevelPassive;
            });
            expect(
                row,
                "a level",
                row.level,
                STATUS_WDF_EXECUTION_LEVEL_INVALID,
                found,
            );
            let found = status(row, device, |it| it.ParentObject = ptr::null_mut());
            expect(
                row,
                "no parent",
                row.parent != Parent::Required,
                STATUS_WDF_PARENT_NOT_SPECIFIED,
                found,
            );
            let found = status(row, device, |it| it.ParentObject = device.cast());
            expect(
                row,
                "a parent",
                row.parent != Parent::Forbidden,
                STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED,
                found,
            );
        }
    };
    let machine = Machine::new();
    let hardware = Hardware::new("root\\layers").resource(Resource::Interrupt {
        vector: 0x41,
        irql: 7,
    });
    let layer = Layer {
        configure: |_| {},
        on_add,
    };
    let (_device, file) = alone_as(&machine, layer, hardware);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_passive_timer_has_no_period_and_a_queue_no_foreign_parent() {
    let machine = Machine::new();
    let on_add = |device: WDFDEVICE| {
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ParentObject = device.cast();
        attributes.ExecutionLevel = WdfExecutionLevelPassive;
        assert_eq!(timer(10, &mut attributes), STATUS_NOT_SUPPORTED);
        assert_eq!(timer(0, &mut attributes), STATUS_SUCCESS);
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ParentObject = unsafe { WdfDeviceGetDriver(device) }.cast();
        let found = create_queue(device, &mut attributes);
        assert_eq!(
            found, STATUS_INVALID_DEVICE_REQUEST,
            "no device is above it"
        );
    };
    let (_device, file) = alone(
        &machine,
        Layer {
            configure: |_| {},
            on_add,
        },
    );
    file.close().unwrap();
    clean(&machine);
}
