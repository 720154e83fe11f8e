//! Waits that nothing ends while a driver's timer keeps time moving.
#![expect(unsafe_code, reason = "calls the kernel as drivers do")]

use std::{ptr, time::Duration};

use wdk_sim::{Device, Error, File, Machine};
use wdk_sys::{
    ExAllocatePool2, KTIMER, KeDelayExecutionThread, KeInitializeTimer, KeSetTimerEx,
    LARGE_INTEGER, POOL_FLAG_NON_PAGED,
};

use crate::lamp::{LAMP, LAMP_INF, LAMP_INTERFACE};

/// A machine with a lamp, which keeps reads until something is written, and a timer that expires
/// every so many milliseconds for ever.
fn machine(period: i32) -> (Machine, Device, File) {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    let file = machine.open(&lamp.interface(&LAMP_INTERFACE).unwrap());
    let start = || {
        // SAFETY: any thread may allocate.
        let timer = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, size_of::<KTIMER>() as u64, 1) };
        let timer = timer.cast::<KTIMER>();
        // SAFETY: new memory of this size, which stays.
        unsafe { KeInitializeTimer(timer) };
        let due = LARGE_INTEGER { QuadPart: -10_000 };
        // SAFETY: initialised above.
        unsafe { KeSetTimerEx(timer, due, period, ptr::null_mut()) };
    };
    machine.call("timer", start).unwrap();
    (machine, lamp, file.unwrap())
}

#[test]
fn a_request_that_nobody_completes_is_named_although_a_timer_goes_on() {
    let (machine, _lamp, file) = machine(10);
    let pending = file.begin_read(4).unwrap();
    let result = pending.wait();
    let Err(Error::Stuck(stuck)) = result else {
        panic!("{result:?}");
    };
    for words in [
        "timers have expired at",
        "not completed: IRP_MJ_READ of ROOT\\LAMP\\0000, which lamp has",
    ] {
        assert!(stuck.reason.contains(words), "{stuck}");
    }
    let waited = machine.now();
    assert!(waited >= Duration::from_secs(599), "{waited:?}");
    assert!(waited < Duration::from_secs(700), "{waited:?}");
}

#[test]
fn a_thread_that_counts_time_itself_is_left_alone() {
    let (machine, _lamp, file) = machine(10);
    let sleeps = || {
        for _ in 0..30 {
            let mut minute = LARGE_INTEGER {
                QuadPart: -600_000_000,
            };
            // SAFETY: any thread at PASSIVE_LEVEL may wait.
            unsafe { KeDelayExecutionThread(0, 0, &raw mut minute) };
        }
    };
    machine.call("sleeper", sleeps).unwrap();
    assert!(machine.now() >= Duration::from_secs(1800));
    // Nor does it count what a later call waits for.
    file.write(&[1]).unwrap();
    machine.run_for(Duration::from_secs(900)).unwrap();
    assert!(machine.ended().is_none());
}
