//! Queues and requests on the simulated machine.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each test says once whose objects it uses"
)]

use std::{ptr, time::Duration};

use crate::io_probe::*;
use wdk_sim::{Error, Machine, Schedule, verifier::OnViolation};
use wdk_sys::{
    wdf::{
        _WDF_IO_QUEUE_DISPATCH_TYPE::{
            WdfIoQueueDispatchManual as MANUAL, WdfIoQueueDispatchParallel as PARALLEL,
            WdfIoQueueDispatchSequential as SEQUENTIAL,
        },
        *,
    },
    *,
};

fn sequential(device: WDFDEVICE) {
    create_queue(device, SEQUENTIAL, true, |config, _| {
        config.EvtIoCanceledOnQueue = Some(evt_canceled_on_queue);
        config.EvtIoStop = Some(evt_stop);
        config.EvtIoResume = Some(evt_resume);
    });
}

fn parallel(device: WDFDEVICE) {
    create_queue(device, PARALLEL, true, |_, _| {});
}

fn at_most_two(device: WDFDEVICE) {
    create_queue(device, PARALLEL, true, |config, _| {
        config.Settings.Parallel.NumberOfPresentedRequests = 2;
    });
}

fn with_manual(device: WDFDEVICE) {
    create_queue(device, PARALLEL, true, |_, _| {});
    create_queue(device, MANUAL, false, |config, _| {
        config.EvtIoCanceledOnQueue = Some(evt_canceled_on_queue);
    });
}

#[track_caller]
fn clean(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[track_caller]
fn canceled(pending: wdk_sim::Pending) {
    match pending.wait() {
        Err(Error::Status(status)) => assert_eq!(status.0, STATUS_CANCELLED, "{status}"),
        Err(other) => panic!("{other}"),
        Ok(completion) => panic!("{completion:?}"),
    }
}

#[test]
fn a_sequential_queue_presents_the_next_after_the_last_is_completed() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, sequential);
    on_read(OnRead::Keep);
    let reads = [1, 2, 3].map(|length| file.begin_read(length).unwrap());
    assert_eq!(notes(), ["read 1"]);
    as_driver(&machine, || complete(kept(0), STATUS_SUCCESS, 1));
    assert_eq!(notes(), ["read 2"]);
    as_driver(&machine, || complete(kept(1), STATUS_SUCCESS, 2));
    as_driver(&machine, || complete(kept(2), STATUS_SUCCESS, 3));
    let lengths = reads.map(|read| read.wait().unwrap().transferred);
    assert_eq!(lengths, [1, 2, 3]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_parallel_queue_keeps_to_its_limit() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, at_most_two);
    on_read(OnRead::Keep);
    let reads = [1, 2, 3].map(|length| file.begin_read(length).unwrap());
    assert_eq!(notes(), ["read 1", "read 2"]);
    as_driver(&machine, || complete(kept(1), STATUS_SUCCESS, 0));
    assert_eq!(notes(), ["read 3"]);
    as_driver(&machine, || complete(kept(0), STATUS_SUCCESS, 0));
    as_driver(&machine, || complete(kept(2), STATUS_SUCCESS, 0));
    for read in reads {
        read.wait().unwrap();
    }
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn reads_of_nothing_do_not_reach_the_driver() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, sequential);
    assert_eq!(file.read(&mut []).unwrap(), 0);
    assert!(notes().is_empty());
    assert_eq!(file.read(&mut [0; 4]).unwrap(), 4);
    assert_eq!(notes(), ["read 4"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_waiting_request_is_canceled_without_the_driver() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, sequential);
    on_read(OnRead::Keep);
    let first = file.begin_read(1).unwrap();
    let second = file.begin_read(2).unwrap();
    assert!(second.cancel());
    canceled(second);
    assert_eq!(notes(), ["read 1"]);
    as_driver(&machine, || complete(kept(0), STATUS_SUCCESS, 0));
    first.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_cancelable_request_is_canceled_by_the_driver() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    on_read(OnRead::KeepCancelable);
    let read = file.begin_read(1).unwrap();
    assert!(read.cancel());
    canceled(read);
    assert_eq!(notes(), ["read 1", "cancel"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_manual_queue_announces_and_gives_requests_in_order() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, with_manual);
    on_read(OnRead::Forward);
    as_driver(&machine, || {
        let context = ptr::without_provenance_mut(7);
        // SAFETY: the driver's queue.
        let status = unsafe { WdfIoQueueReadyNotify(queue(1), Some(evt_state), context) };
        assert_eq!(status, STATUS_SUCCESS);
    });
    let [first, second, third] = [1, 2, 3].map(|length| file.begin_read(length).unwrap());
    assert_eq!(notes(), ["read 1", "state 7", "read 2", "read 3"]);
    assert!(second.cancel());
    canceled(second);
    assert_eq!(notes(), ["canceled on queue"]);
    as_driver(&machine, || {
        for length in [1, 3] {
            let mut request = ptr::null_mut();
            // SAFETY: the driver's queue, and a local.
            let status = unsafe { WdfIoQueueRetrieveNextRequest(queue(1), &raw mut request) };
            assert_eq!(status, STATUS_SUCCESS);
            let (mut buffer, mut size) = (ptr::null_mut(), 0);
            // SAFETY: the driver's request, and locals.
            let status = unsafe {
                WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, &raw mut size)
            };
            assert_eq!((status, size), (STATUS_SUCCESS, length));
            // SAFETY: a buffer of `size` bytes.
            unsafe { buffer.cast::<u8>().write_bytes(length as u8, size) };
            complete(request, STATUS_SUCCESS, size as u64);
        }
        let mut none = ptr::null_mut();
        // SAFETY: the driver's queue, and a local.
        let status = unsafe { WdfIoQueueRetrieveNextRequest(queue(1), &raw mut none) };
        assert_eq!(status, STATUS_NO_MORE_ENTRIES);
    });
    assert_eq!(first.wait().unwrap().data, [1]);
    assert_eq!(third.wait().unwrap().data, [3, 3, 3]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_closed_file_takes_its_waiting_requests_along() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, with_manual);
    on_read(OnRead::Forward);
    let read = file.begin_read(1).unwrap();
    notes();
    file.close().unwrap();
    canceled(read);
    assert_eq!(notes(), ["canceled on queue"]);
    clean(&machine);
}

#[test]
fn stopping_draining_and_purging_tell_when_they_are_done() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, parallel);
    on_read(OnRead::Keep);
    let context = |number| ptr::without_provenance_mut(number);
    let read = file.begin_read(1).unwrap();
    // SAFETY: the driver's queue, here and below.
    as_driver(&machine, || unsafe {
        WdfIoQueueStop(queue(0), Some(evt_state), context(1))
    });
    let waiting = file.begin_read(2).unwrap();
    assert_eq!(notes(), ["read 1"]);
    as_driver(&machine, || complete(kept(0), STATUS_SUCCESS, 1));
    assert_eq!(notes(), ["state 1"]);
    read.wait().unwrap();
    as_driver(&machine, || unsafe { WdfIoQueueStart(queue(0)) });
    assert_eq!(notes(), ["read 2"]);
    as_driver(&machine, || unsafe {
        WdfIoQueueDrain(queue(0), Some(evt_state), context(2))
    });
    assert!(
        file.begin_read(3).unwrap().wait().is_err(),
        "a draining queue accepts nothing"
    );
    as_driver(&machine, || complete(kept(1), STATUS_SUCCESS, 2));
    assert_eq!(notes(), ["state 2"]);
    waiting.wait().unwrap();
    as_driver(&machine, || {
        // SAFETY: as above.
        unsafe { WdfIoQueueStart(queue(0)) };
        // SAFETY: as above.
        unsafe { WdfIoQueueStop(queue(0), None, ptr::null_mut()) };
    });
    let purged = file.begin_read(4).unwrap();
    as_driver(&machine, || unsafe {
        WdfIoQueuePurgeSynchronously(queue(0))
    });
    canceled(purged);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_stopped_device_keeps_its_requests_and_goes_on_with_them() {
    let machine = Machine::new();
    let (device, file) = plugged(&machine, sequential);
    on_read(OnRead::Keep);
    let owned = file.begin_read(1).unwrap();
    let waiting = file.begin_read(2).unwrap();
    assert_eq!(notes(), ["read 1"]);
    device.stop().unwrap();
    assert_eq!(notes(), ["stop 0x1"]);
    device.start().unwrap();
    assert_eq!(notes(), ["resume"]);
    on_read(OnRead::Complete);
    as_driver(&machine, || complete(kept(0), STATUS_SUCCESS, 1));
    owned.wait().unwrap();
    waiting.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_removed_device_ends_all_requests() {
    let machine = Machine::new();
    let (device, file) = plugged(&machine, sequential);
    on_read(OnRead::Keep);
    let owned = file.begin_read(1).unwrap();
    let waiting = file.begin_read(2).unwrap();
    device.surprise_remove().unwrap();
    canceled(owned);
    canceled(waiting);
    assert_eq!(notes(), ["read 1", "stop 0x1", "stop 0x2"]);
    drop(file);
    clean(&machine);
}

#[test]
fn a_passive_queue_is_called_at_passive_level_only() {
    let machine = Machine::new();
    let (_device, file) = plugged(&machine, |device| {
        create_queue(device, SEQUENTIAL, true, |_, attributes| {
            attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
            attributes.SynchronizationScope =
                _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeQueue;
        });
    });
    on_read(OnRead::Keep);
    let first = file.begin_read(1).unwrap();
    let second = file.begin_read(2).unwrap();
    notes();
    as_driver(&machine, || {
        // SAFETY: lowered below.
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        complete(kept(0), STATUS_SUCCESS, 0);
        assert!(notes().is_empty(), "presented above PASSIVE_LEVEL");
        // SAFETY: raised above.
        unsafe { KeLowerIrql(irql) };
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["read 2"]);
    as_driver(&machine, || complete(kept(1), STATUS_SUCCESS, 0));
    first.wait().unwrap();
    second.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

/// The user cancels while the driver takes the cancelability back: in every order of the two
/// threads the request is completed once. A driver that loses leaves the completion to whoever of
/// its two sides comes last, since the other may still use the request.
#[test]
fn cancellation_and_completion_race_to_one_end() {
    let mut outcomes = [0; 2];
    for seed in 0..200 {
        let machine = Machine::builder()
            .processors(2)
            .schedule(Schedule::Random { seed })
            .build();
        let (_device, file) = plugged(&machine, parallel);
        on_read(OnRead::KeepForTwoSides);
        let read = file.begin_read(1).unwrap();
        machine
            .spawn("driver", || {
                with_globals(|| {
                    // SAFETY: the driver's request.
                    if unsafe { WdfRequestUnmarkCancelable(kept(0)) } == STATUS_SUCCESS {
                        complete(kept(0), STATUS_SUCCESS, 1);
                    } else if other_side_is_done() {
                        complete(kept(0), STATUS_CANCELLED, 0);
                    }
                });
            })
            .unwrap();
        read.cancel();
        machine.run_until_idle().unwrap();
        let ended = read.wait();
        outcomes[usize::from(ended.is_err())] += 1;
        file.close().unwrap();
        clean(&machine);
    }
    assert!(outcomes.iter().all(|times| *times > 0), "{outcomes:?}");
}

fn collecting() -> Machine {
    Machine::builder()
        .on_violation(OnViolation::Collect)
        .build()
}

#[track_caller]
fn rules(machine: &Machine) -> Vec<&'static str> {
    machine
        .violations()
        .iter()
        .map(|violation| violation.rule)
        .collect()
}

#[test]
fn the_verifier_names_misuse_of_requests() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, parallel);
    on_read(OnRead::Keep);
    let read = file.begin_read(4).unwrap();
    as_driver(&machine, || {
        clear_output(kept(0), 4);
        complete(kept(0), STATUS_SUCCESS, 9);
        complete(kept(0), STATUS_SUCCESS, 0);
    });
    assert_eq!(read.wait().unwrap().transferred, 4);
    assert_eq!(rules(&machine), ["InformationTooLong", "DoubleCompletion"]);

    on_read(OnRead::KeepCancelable);
    let read = file.begin_read(4).unwrap();
    as_driver(&machine, || complete(kept(1), STATUS_SUCCESS, 0));
    assert_eq!(rules(&machine)[2..], ["CompletedCancelableRequest"]);
    read.cancel();
    canceled(read);
    file.close().unwrap();
}

#[test]
fn a_request_that_the_driver_keeps_is_reported_and_ended() {
    let machine = collecting();
    let (device, file) = plugged(&machine, parallel);
    on_read(OnRead::Keep);
    let read = file.begin_read(4).unwrap();
    device.surprise_remove().unwrap();
    assert_eq!(
        rules(&machine),
        ["RequestNotStopped", "RequestLeftAtRemoval"]
    );
    canceled(read);
    assert_eq!(
        machine.now(),
        Duration::from_secs(120),
        "a minute of patience for each"
    );
    drop(file);
}
