//! What time it is.
//!
//! Time stands still while code runs, so a loop that reads the clock until it has moved would
//! never end. After a thousand readings in a row each further one moves time by a microsecond.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{LARGE_INTEGER, PLARGE_INTEGER, PULONG64, ULONG, ULONG64, ULONGLONG, abi};

use crate::nt::parameter::Out;
use crate::{
    engine::export::{Export, export_table},
    exports::state::Registrations,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeQueryInterruptTimePrecise: full,
    KeQuerySystemTimePrecise: full,
    KeQueryUnbiasedInterruptTime: full,
    KeQueryUnbiasedInterruptTimePrecise: full,
    KeQueryPerformanceCounter: full,
    KeQueryTimeIncrement: full,
    KeStallExecutionProcessor: full,
    ExSetTimerResolution: partial("timers are exact, whatever the resolution is"),
    ExQueryTimerResolution: full,
    ExSystemTimeToLocalTime: full,
    ExLocalTimeToSystemTime: full,
    "KeQueryInterruptTime" = interrupt_time: full,
    "KeQuerySystemTime" = system_time: full,
    "KeQueryTickCount" = tick_count: full,
);

/// Units of the clock interrupt's period: 15.625 ms.
const TICK: u64 = 156_250;
/// Units of the shortest period.
const FINEST: ULONG = 5_000;
/// Counts of the performance counter in a second, as on today's machines.
const FREQUENCY: i64 = 10_000_000;

fn read() -> u64 {
    let kernel = Kernel::current();
    kernel.clock.read()
}

fn write(pointer: PULONG64, value: u64) {
    // SAFETY: null, or a variable of the caller.
    if let Some(place) = unsafe { pointer.as_mut() } {
        *place = value;
    }
}

fn large(value: u64) -> LARGE_INTEGER {
    LARGE_INTEGER {
        QuadPart: value.cast_signed(),
    }
}

#[abi(enter, no_mangle)]
fn KeQueryInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64 {
    let now = read();
    write(QpcTimeStamp, now);
    now
}

#[abi(enter, no_mangle)]
fn KeQuerySystemTimePrecise(CurrentTime: Out<LARGE_INTEGER>) {
    read();
    CurrentTime.write(large(Kernel::current().clock.date()));
}

#[abi(enter, no_mangle)]
fn KeQueryUnbiasedInterruptTime() -> ULONGLONG {
    read()
}

#[abi(enter, no_mangle)]
fn KeQueryUnbiasedInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64 {
    let now = read();
    write(QpcTimeStamp, now);
    now
}

#[abi(enter, no_mangle)]
fn KeQueryPerformanceCounter(PerformanceFrequency: Out<LARGE_INTEGER>) -> LARGE_INTEGER {
    if let Some(frequency) = PerformanceFrequency.as_mut() {
        frequency.QuadPart = FREQUENCY;
    }
    large(read())
}

#[abi(enter, no_mangle)]
fn KeQueryTimeIncrement() -> ULONG {
    TICK as ULONG
}

/// `KeQueryInterruptTime`, which headers for x64 read from shared memory.
#[abi]
fn interrupt_time() -> ULONGLONG {
    read()
}

/// `KeQuerySystemTime`, likewise.
#[abi]
fn system_time(CurrentTime: Out<LARGE_INTEGER>) {
    KeQuerySystemTimePrecise(CurrentTime);
}

/// `KeQueryTickCount`, likewise.
#[abi]
fn tick_count(TickCount: Out<LARGE_INTEGER>) {
    let ticks = read() / TICK;
    TickCount.write(large(ticks));
}

#[abi(enter, no_mangle)]
fn KeStallExecutionProcessor(MicroSeconds: ULONG) {
    Kernel::current().clock.stall(u64::from(MicroSeconds) * 10);
}

#[abi(enter, no_mangle)]
fn ExSetTimerResolution(DesiredTime: ULONG, SetResolution: wdk_sys::BOOLEAN) -> ULONG {
    let kernel = Kernel::current();
    let driver = kernel.current_driver();
    let mut wanted = Registrations::of(&kernel).timer_resolutions.borrow_mut();
    if SetResolution == 0 {
        wanted.retain(|(other, _)| *other != driver);
    } else {
        wanted.push((driver, DesiredTime.clamp(FINEST, TICK as ULONG)));
    }
    drop(wanted);
    resolution(&kernel)
}

/// The timer resolution: the finest that a driver has asked for.
fn resolution(kernel: &Kernel) -> ULONG {
    let wanted = Registrations::of(kernel).timer_resolutions.borrow();
    let finest = wanted.iter().map(|(_, wanted)| *wanted).min();
    finest.unwrap_or(TICK as ULONG)
}

#[abi(enter, no_mangle)]
unsafe fn ExQueryTimerResolution(
    MaximumTime: wdk_sys::PULONG,
    MinimumTime: wdk_sys::PULONG,
    CurrentTime: wdk_sys::PULONG,
) {
    for (place, value) in [
        (MaximumTime, TICK as ULONG),
        (MinimumTime, FINEST),
        (CurrentTime, resolution(&Kernel::current())),
    ] {
        // SAFETY: the caller passes three variables.
        unsafe { place.write(value) };
    }
}

/// The machine's time zone is UTC.
#[abi(enter, no_mangle)]
unsafe fn ExSystemTimeToLocalTime(SystemTime: PLARGE_INTEGER, LocalTime: PLARGE_INTEGER) {
    // SAFETY: the caller passes two variables, which may be one.
    unsafe { SystemTime.copy_to(LocalTime, 1) };
}

#[abi(enter, no_mangle)]
unsafe fn ExLocalTimeToSystemTime(LocalTime: PLARGE_INTEGER, SystemTime: PLARGE_INTEGER) {
    // SAFETY: the caller passes two variables, which may be one.
    unsafe { LocalTime.copy_to(SystemTime, 1) };
}
