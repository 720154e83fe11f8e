//! Timers, work items, DPCs, locks, collections, memory, files and I/O targets on the simulated
//! machine.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each test says once whose objects it uses"
)]

use std::{mem, ptr, time::Duration};

use crate::io_probe::*;
use wdk_sim::Machine;
use wdk_sys::{
    wdf::{
        _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel as PARALLEL,
        _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeBuffer, *,
    },
    *,
};

fn parallel(device: WDFDEVICE) {
    create_queue(device, PARALLEL, true, |_, _| {});
}

#[track_caller]
fn clean(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

fn irql() -> u8 {
    KeGetCurrentIrql()
}

#[abi]
unsafe fn evt_timer(_timer: WDFTIMER) {
    note(format!("timer at {}", irql()));
}

#[abi]
unsafe fn evt_work(_item: WDFWORKITEM) {
    note(format!("work at {}", irql()));
}

#[abi]
unsafe fn evt_dpc(_dpc: WDFDPC) {
    note(format!("dpc at {}", irql()));
}

const MILLISECOND: i64 = -10_000;

fn timer(period: u32, passive: bool) -> WDFTIMER {
    // SAFETY: plain data.
    let mut config: WDF_TIMER_CONFIG = unsafe { mem::zeroed() };
    config.Size = size_of::<WDF_TIMER_CONFIG>() as u32;
    config.EvtTimerFunc = Some(evt_timer);
    config.Period = period;
    config.AutomaticSerialization = TRUE;
    let mut attributes = attributes(device().cast());
    if passive {
        attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
    }
    let mut timer = ptr::null_mut();
    // SAFETY: local structures.
    let status = unsafe { WdfTimerCreate(&raw mut config, &raw mut attributes, &raw mut timer) };
    assert_eq!(status, STATUS_SUCCESS);
    timer
}

#[test]
fn timers_fire_at_their_time_and_level() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    let (once, periodic) = as_driver(&machine, || {
        let (once, periodic) = (timer(0, true), timer(10, false));
        // SAFETY: timers of the driver, here and below.
        assert_eq!(unsafe { WdfTimerStart(once, 5 * MILLISECOND) }, FALSE);
        assert_eq!(unsafe { WdfTimerStart(once, 5 * MILLISECOND) }, TRUE);
        assert_eq!(unsafe { WdfTimerStart(periodic, 10 * MILLISECOND) }, FALSE);
        (once, periodic)
    });
    machine.run_for(Duration::from_millis(9)).unwrap();
    assert_eq!(notes(), ["timer at 0"]);
    machine.run_for(Duration::from_millis(26)).unwrap();
    assert_eq!(notes(), ["timer at 2", "timer at 2", "timer at 2"]);
    as_driver(&machine, || {
        assert_eq!(unsafe { WdfTimerStop(once, TRUE) }, FALSE);
        assert_eq!(unsafe { WdfTimerStop(periodic, TRUE) }, TRUE);
        assert_eq!(unsafe { WdfTimerGetParentObject(once) }, device().cast());
    });
    machine.run_for(Duration::from_secs(1)).unwrap();
    assert!(notes().is_empty(), "a stopped timer is silent");
    as_driver(&machine, || unsafe {
        WdfTimerStart(once, 1000 * MILLISECOND)
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn work_items_and_dpcs_run_once_for_each_time_they_are_queued() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    as_driver(&machine, || {
        // SAFETY: plain data.
        let mut config: WDF_WORKITEM_CONFIG = unsafe { mem::zeroed() };
        config.Size = size_of::<WDF_WORKITEM_CONFIG>() as u32;
        config.EvtWorkItemFunc = Some(evt_work);
        let mut attributes = attributes(device().cast());
        let mut item = ptr::null_mut();
        // SAFETY: local structures.
        let status =
            unsafe { WdfWorkItemCreate(&raw mut config, &raw mut attributes, &raw mut item) };
        assert_eq!(status, STATUS_SUCCESS);
        // SAFETY: the new work item, here and below.
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        unsafe { WdfWorkItemEnqueue(item) };
        unsafe { WdfWorkItemEnqueue(item) };
        unsafe { KeLowerIrql(irql) };
        unsafe { WdfWorkItemFlush(item) };
        assert_eq!(notes(), ["work at 0"]);

        // SAFETY: plain data.
        let mut config: WDF_DPC_CONFIG = unsafe { mem::zeroed() };
        config.Size = size_of::<WDF_DPC_CONFIG>() as u32;
        config.EvtDpcFunc = Some(evt_dpc);
        let mut dpc = ptr::null_mut();
        // SAFETY: local structures.
        let status = unsafe { WdfDpcCreate(&raw mut config, &raw mut attributes, &raw mut dpc) };
        assert_eq!(status, STATUS_SUCCESS);
        // SAFETY: the new DPC, here and below.
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        assert_eq!(unsafe { WdfDpcEnqueue(dpc) }, TRUE);
        assert_eq!(unsafe { WdfDpcEnqueue(dpc) }, FALSE);
        unsafe { KeLowerIrql(irql) };
        assert_eq!(unsafe { WdfDpcCancel(dpc, TRUE) }, FALSE);
        assert_eq!(notes(), ["dpc at 2"]);
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn locks_hold_off_and_time_out() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    let lock = as_driver(&machine, || {
        let mut spin = ptr::null_mut();
        // SAFETY: a local; the new lock, here and below.
        assert_eq!(
            unsafe { WdfSpinLockCreate(ptr::null_mut(), &raw mut spin) },
            STATUS_SUCCESS
        );
        unsafe { WdfSpinLockAcquire(spin) };
        assert_eq!(irql(), DISPATCH_LEVEL as u8);
        unsafe { WdfSpinLockRelease(spin) };
        assert_eq!(irql(), PASSIVE_LEVEL as u8);
        let mut wait = ptr::null_mut();
        assert_eq!(
            unsafe { WdfWaitLockCreate(ptr::null_mut(), &raw mut wait) },
            STATUS_SUCCESS
        );
        assert_eq!(
            unsafe { WdfWaitLockAcquire(wait, ptr::null_mut()) },
            STATUS_SUCCESS
        );
        wait
    });
    let other = lock.expose_provenance();
    machine
        .spawn("other", move || {
            with_globals(|| {
                let lock: WDFWAITLOCK = ptr::with_exposed_provenance_mut(other);
                let mut due = 3 * MILLISECOND;
                // SAFETY: the driver's lock, and a local.
                let status = unsafe { WdfWaitLockAcquire(lock, &raw mut due) };
                assert_eq!(status, STATUS_TIMEOUT);
                note("timed out");
            });
        })
        .unwrap();
    machine.run_for(Duration::from_millis(5)).unwrap();
    assert_eq!(notes(), ["timed out"]);
    file.close().unwrap();
}

#[test]
fn memory_and_collections_keep_what_they_are_given() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    as_driver(&machine, || {
        let (mut memory, mut buffer) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: locals; the new objects, here and below.
        let status = unsafe {
            WdfMemoryCreate(
                ptr::null_mut(),
                _POOL_TYPE::NonPagedPoolNx,
                0,
                16,
                &raw mut memory,
                &raw mut buffer,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        let mut word = *b"word";
        let word = word.as_mut_ptr().cast();
        assert_eq!(
            unsafe { WdfMemoryCopyFromBuffer(memory, 12, word, 4) },
            STATUS_SUCCESS
        );
        assert_eq!(
            unsafe { WdfMemoryCopyFromBuffer(memory, 13, word, 4) },
            STATUS_INVALID_BUFFER_SIZE
        );
        assert_eq!(
            unsafe { WdfMemoryCopyToBuffer(memory, usize::MAX, word, 4) },
            STATUS_BUFFER_TOO_SMALL
        );
        let mut list = ptr::null_mut();
        assert_eq!(
            unsafe { WdfCollectionCreate(ptr::null_mut(), &raw mut list) },
            STATUS_SUCCESS
        );
        assert_eq!(
            unsafe { WdfCollectionAdd(list, memory.cast()) },
            STATUS_SUCCESS
        );
        unsafe { WdfObjectDelete(memory.cast()) };
        assert_eq!(unsafe { WdfCollectionGetFirstItem(list) }, memory.cast());
        // SAFETY: the collection holds the memory.
        let tail = unsafe { buffer.wrapping_byte_add(12).cast::<[u8; 4]>().read() };
        assert_eq!(&tail, b"word");
        unsafe { WdfCollectionRemoveItem(list, 0) };
        assert_eq!(unsafe { WdfCollectionGetCount(list) }, 0);
    });
    file.close().unwrap();
    clean(&machine);
}

fn descriptor(buffer: &mut [u8]) -> WDF_MEMORY_DESCRIPTOR {
    // SAFETY: plain data.
    let mut descriptor: WDF_MEMORY_DESCRIPTOR = unsafe { mem::zeroed() };
    descriptor.Type = WdfMemoryDescriptorTypeBuffer;
    descriptor.u.BufferType = _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_1 {
        Buffer: buffer.as_mut_ptr().cast(),
        Length: buffer.len() as u32,
    };
    descriptor
}

#[test]
fn a_remote_target_reads_from_another_device() {
    let machine = Machine::new();
    let (plugged_device, file) = plugged(&machine, parallel);
    let mut name: Vec<u16> = interface(&plugged_device).encode_utf16().collect();
    as_driver(&machine, || {
        let mut target = ptr::null_mut();
        // SAFETY: the driver's device; the new target, here and below.
        let status = unsafe { WdfIoTargetCreate(device(), ptr::null_mut(), &raw mut target) };
        assert_eq!(status, STATUS_SUCCESS);
        // SAFETY: plain data.
        let mut open: WDF_IO_TARGET_OPEN_PARAMS = unsafe { mem::zeroed() };
        open.Size = size_of::<WDF_IO_TARGET_OPEN_PARAMS>() as u32;
        open.Type = _WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenByName;
        open.TargetDeviceName = UNICODE_STRING {
            Length: (name.len() * 2) as u16,
            MaximumLength: (name.len() * 2) as u16,
            Buffer: name.as_mut_ptr(),
        };
        open.DesiredAccess = 0xC000_0000;
        open.CreateDisposition = 1;
        assert_eq!(
            unsafe { WdfIoTargetOpen(target, &raw mut open) },
            STATUS_SUCCESS
        );
        let mut buffer = [0; 6];
        let mut output = descriptor(&mut buffer);
        let mut bytes = 0;
        let status = unsafe {
            WdfIoTargetSendReadSynchronously(
                target,
                ptr::null_mut(),
                &raw mut output,
                ptr::null_mut(),
                ptr::null_mut(),
                &raw mut bytes,
            )
        };
        assert_eq!((status, bytes), (STATUS_SUCCESS, 6));
        assert_eq!(notes(), ["read 6"]);

        // Nobody completes this one but the timeout.
        on_read(OnRead::KeepCancelable);
        // SAFETY: plain data.
        let mut options: WDF_REQUEST_SEND_OPTIONS = unsafe { mem::zeroed() };
        options.Size = size_of::<WDF_REQUEST_SEND_OPTIONS>() as u32;
        options.Flags = 1;
        options.Timeout = 50 * MILLISECOND;
        let status = unsafe {
            WdfIoTargetSendReadSynchronously(
                target,
                ptr::null_mut(),
                &raw mut output,
                ptr::null_mut(),
                &raw mut options,
                &raw mut bytes,
            )
        };
        assert_eq!(status, STATUS_IO_TIMEOUT);
        assert_eq!(notes(), ["read 6", "cancel"]);
        unsafe { WdfIoTargetClose(target) };
        unsafe { WdfObjectDelete(target.cast()) };
    });
    file.close().unwrap();
    clean(&machine);
}
