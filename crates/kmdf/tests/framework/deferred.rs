//! Timers, DPCs, work items and locks at the edges of what a driver may do with them.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own object, its device and locals"
)]

use std::ptr;

use crate::layers::*;
use wdk_sim::{Device, File, Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

const MILLISECOND: i64 = -10_000;

fn collecting() -> Machine {
    Machine::builder()
        .on_violation(OnViolation::Collect)
        .build()
}

fn plugged(machine: &Machine) -> (Device, File) {
    alone(machine, Layer::PLAIN)
}

fn rules(machine: &Machine) -> Vec<&'static str> {
    machine.violations().iter().map(|it| it.rule).collect()
}

fn below(parent: WDFDEVICE) -> WDF_OBJECT_ATTRIBUTES {
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ParentObject = parent.cast();
    attributes
}

fn work_item(function: PFN_WDF_WORKITEM, serialise: bool) -> WDFWORKITEM {
    let mut config = sized(|config: &mut WDF_WORKITEM_CONFIG, size| {
        config.Size = size;
        config.EvtWorkItemFunc = function;
        config.AutomaticSerialization = serialise.into();
    });
    let mut attributes = below(device(FUNCTION));
    attributes.EvtCleanupCallback = Some(evt_cleanup);
    attributes.EvtDestroyCallback = Some(evt_destroy);
    let mut item = ptr::null_mut();
    let status = unsafe { WdfWorkItemCreate(&raw mut config, &raw mut attributes, &raw mut item) };
    assert_eq!(status, STATUS_SUCCESS);
    item
}

#[abi]
unsafe fn evt_cleanup(_object: WDFOBJECT) {
    note("cleanup");
}

#[abi]
unsafe fn evt_destroy(_object: WDFOBJECT) {
    note("destroy");
}

#[abi]
unsafe fn evt_work_deletes(item: WDFWORKITEM) {
    unsafe { WdfObjectDelete(item.cast()) };
    note("deleted");
}

/// [`EvtWorkItem`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfworkitem/nc-wdfworkitem-evt_wdf_workitem):
/// "the driver can delete the work item in the callback".
#[test]
fn a_work_item_may_be_deleted_in_its_own_callback() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || unsafe {
        WdfWorkItemEnqueue(work_item(Some(evt_work_deletes), false));
    });
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        ["cleanup", "deleted", "destroy"],
        "it lives until its callback has returned"
    );
    file.close().unwrap();
    clean(&machine);
}

/// The lock that serialises the callback is the device's, which the work item does not keep any more.
#[test]
fn a_serialised_work_item_that_deletes_itself_gives_the_lock_back() {
    let machine = Machine::new();
    let by_device = Layer {
        configure: |_| {},
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, by_device);
    as_driver(&machine, FUNCTION, || unsafe {
        WdfWorkItemEnqueue(work_item(Some(evt_work_deletes), true));
    });
    machine.run_until_idle().unwrap();
    notes();
    as_driver(&machine, FUNCTION, || {
        unsafe { WdfObjectAcquireLock(device(FUNCTION).cast()) };
        unsafe { WdfObjectReleaseLock(device(FUNCTION).cast()) };
    });
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_work_flushes(item: WDFWORKITEM) {
    unsafe { WdfWorkItemFlush(item) };
    note("flushed");
}

#[test]
fn a_work_item_that_flushes_itself_is_told_so_and_goes_on() {
    let machine = collecting();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || unsafe {
        WdfWorkItemEnqueue(work_item(Some(evt_work_flushes), false));
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["flushed"]);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["WorkItemWaitInCallback"]);
}

#[abi]
unsafe fn evt_cleanup_enqueues(item: WDFOBJECT) {
    unsafe { WdfWorkItemEnqueue(item.cast()) };
    note("cleanup");
}

#[abi]
unsafe fn evt_work(_item: WDFWORKITEM) {
    note("work");
}

#[test]
fn a_work_item_that_is_deleted_is_not_queued_any_more() {
    let machine = collecting();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || {
        let mut config = sized(|config: &mut WDF_WORKITEM_CONFIG, size| {
            config.Size = size;
            config.EvtWorkItemFunc = Some(evt_work);
        });
        let mut attributes = below(device(FUNCTION));
        attributes.EvtCleanupCallback = Some(evt_cleanup_enqueues);
        let mut item = ptr::null_mut();
        let status =
            unsafe { WdfWorkItemCreate(&raw mut config, &raw mut attributes, &raw mut item) };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { WdfObjectDelete(item.cast()) };
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["cleanup"]);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["WorkItemQueuedWhileDeleted"]);
}

fn timer(function: PFN_WDF_TIMER) -> WDFTIMER {
    let mut config = sized(|config: &mut WDF_TIMER_CONFIG, size| {
        config.Size = size;
        config.EvtTimerFunc = function;
    });
    let mut attributes = below(device(FUNCTION));
    attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
    let mut timer = ptr::null_mut();
    let status = unsafe { WdfTimerCreate(&raw mut config, &raw mut attributes, &raw mut timer) };
    assert_eq!(status, STATUS_SUCCESS);
    timer
}

#[abi]
unsafe fn evt_timer_stops(timer: WDFTIMER) {
    note(format!("stopped: {}", unsafe { WdfTimerStop(timer, TRUE) }));
}

#[test]
fn a_timer_that_waits_for_itself_is_told_so_and_goes_on() {
    let machine = collecting();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || unsafe {
        WdfTimerStart(timer(Some(evt_timer_stops)), MILLISECOND)
    });
    machine
        .run_for(std::time::Duration::from_millis(2))
        .unwrap();
    assert_eq!(notes(), ["stopped: 0"]);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["TimerWaitInCallback"]);
}

#[abi]
unsafe fn evt_timer_starts_again(timer: WDFTIMER) {
    // The stop begins meanwhile.
    let mut interval = LARGE_INTEGER {
        QuadPart: 5 * MILLISECOND,
    };
    let _ = unsafe { KeDelayExecutionThread(_MODE::KernelMode as i8, FALSE, &raw mut interval) };
    note(format!("started: {}", unsafe {
        WdfTimerStart(timer, MILLISECOND)
    }));
}

/// [`WdfTimerStop`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdftimer/nf-wdftimer-wdftimerstop) says whether the
/// timer was in the system's queue, where it would have been but for the stop.
#[test]
fn a_stop_that_keeps_the_callback_from_starting_the_timer_says_that_it_was_set() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine);
    let timer = as_driver(&machine, FUNCTION, || {
        let timer = timer(Some(evt_timer_starts_again));
        assert_eq!(unsafe { WdfTimerStart(timer, MILLISECOND) }, FALSE);
        timer
    });
    machine
        .run_for(std::time::Duration::from_millis(3))
        .unwrap();
    as_driver(&machine, FUNCTION, || {
        assert_eq!(unsafe { WdfTimerStop(timer, TRUE) }, TRUE);
    });
    assert_eq!(notes(), ["started: 0"]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_dpc(_dpc: WDFDPC) {
    note("dpc");
}

#[test]
fn a_queued_dpc_runs_before_it_is_deleted() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || {
        let mut config = sized(|config: &mut WDF_DPC_CONFIG, size| {
            config.Size = size;
            config.EvtDpcFunc = Some(evt_dpc);
        });
        let mut attributes = below(device(FUNCTION));
        let mut dpc = ptr::null_mut();
        let status = unsafe { WdfDpcCreate(&raw mut config, &raw mut attributes, &raw mut dpc) };
        assert_eq!(status, STATUS_SUCCESS);
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        assert_eq!(unsafe { WdfDpcEnqueue(dpc) }, TRUE);
        unsafe { WdfObjectDelete(dpc.cast()) };
        unsafe { KeLowerIrql(irql) };
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["dpc"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn the_owner_of_a_wait_lock_times_out() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || {
        let mut lock = ptr::null_mut();
        assert_eq!(
            unsafe { WdfWaitLockCreate(ptr::null_mut(), &raw mut lock) },
            STATUS_SUCCESS
        );
        assert_eq!(
            unsafe { WdfWaitLockAcquire(lock, ptr::null_mut()) },
            STATUS_SUCCESS
        );
        let mut at_once = 0;
        assert_eq!(
            unsafe { WdfWaitLockAcquire(lock, &raw mut at_once) },
            STATUS_TIMEOUT
        );
        unsafe { WdfWaitLockRelease(lock) };
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn the_lock_of_a_device_is_taken_once_and_given_back_by_who_has_it() {
    let machine = collecting();
    let (_device, file) = plugged(&machine);
    as_driver(&machine, FUNCTION, || {
        let object: WDFOBJECT = device(FUNCTION).cast();
        unsafe { WdfObjectAcquireLock(object) };
        unsafe { WdfObjectAcquireLock(object) };
        unsafe { WdfObjectReleaseLock(object) };
    });
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["RecursiveLock"]);
}
