//! Timers, on a clock that stands still until the program that drives the driver moves it: ten
//! seconds pass at once, in the same order every time.
//!
//! The program talks to the clock through a pipe. A message is two numbers of 64 bits, what to do
//! and by how much; so is the reply: the time, and when the next timer is due (all ones: never).
//! Times count units of 100 ns.
//!
//! | what | meaning |
//! |---|---|
//! | 0 | wait until no work item runs, and reply |
//! | 1 | move on by so much |
//! | 2 | move on to the next timer, by so much at most |
#![expect(
    unsafe_code,
    reason = "exports of the kernel; a pipe of Windows' user mode"
)]

use core::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicBool, Ordering},
};

use wdk_sys::{BOOLEAN, LARGE_INTEGER, LONG, PKDPC, PKTIMER, ULONG, abi};
use windows_sys::{
    Win32::{
        Foundation::{FILETIME, INVALID_HANDLE_VALUE},
        Storage::FileSystem::{PIPE_ACCESS_DUPLEX, ReadFile, WriteFile},
        System::{
            Pipes::{
                ConnectNamedPipe, CreateNamedPipeW, DisconnectNamedPipe, PIPE_READMODE_MESSAGE,
                PIPE_TYPE_MESSAGE,
            },
            SystemInformation::GetSystemTimeAsFileTime,
            Threading::CreateThread,
        },
    },
    w,
};

use crate::{bug_check, dpc, lock::Lock, work};

/// How many timers can be set.
const CAPACITY: usize = 128;
/// Units of 100 ns in a millisecond.
pub(crate) const MILLISECOND: u64 = 10_000;

/// A timer that is set.
#[derive(Clone, Copy)]
struct Set {
    timer: PKTIMER,
    due: u64,
    period: u64,
    dpc: PKDPC,
}

struct Clock {
    now: u64,
    timers: [Option<Set>; CAPACITY],
}

// SAFETY: timers are set and expire on any processor.
unsafe impl Send for Clock {}

static CLOCK: Lock<Clock> = Lock::new(Clock {
    now: 0,
    timers: [None; CAPACITY],
});

impl Clock {
    fn next(&self) -> Option<Set> {
        self.timers
            .iter()
            .flatten()
            .min_by_key(|it| it.due)
            .copied()
    }

    fn remove(&mut self, timer: PKTIMER) -> bool {
        let is = |it: &&mut Option<Set>| it.is_some_and(|it| ptr::eq(it.timer, timer));
        self.timers
            .iter_mut()
            .find(is)
            .is_some_and(|it| it.take().is_some())
    }

    fn set(&mut self, new: Set) -> bool {
        let was_set = self.remove(new.timer);
        match self.timers.iter_mut().find(|it| it.is_none()) {
            Some(free) => *free = Some(new),
            None => bug_check::full("timers"),
        }
        was_set
    }

    /// Takes the next timer that is due by `end`, and moves on to it.
    fn expire(&mut self, end: u64) -> Option<Set> {
        let next = self.next().filter(|it| it.due <= end)?;
        self.now = self.now.max(next.due);
        self.remove(next.timer);
        if next.period > 0 {
            let due = next.due + next.period;
            self.set(Set { due, ..next });
        }
        Some(next)
    }
}

/// Runs everything that is due by `end`, in its order.
fn advance_to(end: u64) {
    while let Some(expired) = CLOCK.with(|clock| clock.expire(end)) {
        if !expired.dpc.is_null() {
            dpc::run(expired.dpc, [ptr::null_mut(); 2]);
            dpc::run_waiting();
        }
        work::wait_until_idle();
    }
    CLOCK.with(|clock| clock.now = clock.now.max(end));
}

/// Does what a message says.
fn perform([what, amount]: [u64; 2]) -> [u64; 2] {
    work::wait_until_idle();
    let (now, next) = CLOCK.with(|clock| (clock.now, clock.next()));
    let end = now.saturating_add(amount);
    match what {
        1 => advance_to(end),
        2 => advance_to(next.map_or(end, |it| end.min(it.due))),
        _ => {}
    }
    CLOCK.with(|clock| [clock.now, clock.next().map_or(u64::MAX, |it| it.due)])
}

/// Serves the pipe, from now on.
pub(crate) fn serve() {
    static SERVED: AtomicBool = AtomicBool::new(false);
    if SERVED.swap(true, Ordering::AcqRel) {
        return;
    }
    // SAFETY: a routine for a thread of its own, which uses no argument.
    unsafe {
        CreateThread(
            ptr::null(),
            0,
            Some(server),
            ptr::null(),
            0,
            ptr::null_mut(),
        )
    };
}

unsafe extern "system" fn server(_: *mut c_void) -> u32 {
    let message = size_of::<[u64; 2]>() as u32;
    // SAFETY: the pipe's name is a constant, and nothing else is a pointer.
    let pipe = unsafe {
        CreateNamedPipeW(
            w!(r"\\.\pipe\ntoswine"),
            PIPE_ACCESS_DUPLEX,
            PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE,
            1,
            message,
            message,
            0,
            ptr::null(),
        )
    };
    if pipe == INVALID_HANDLE_VALUE {
        return 1;
    }
    loop {
        // SAFETY: the pipe above, waited for. A program that is there already is as good.
        unsafe { ConnectNamedPipe(pipe, ptr::null_mut()) };
        let mut request = [0_u64; 2];
        let mut length = 0;
        // SAFETY: the request's two numbers, which are as long as a message.
        while unsafe {
            ReadFile(
                pipe,
                (&raw mut request).cast(),
                message,
                &raw mut length,
                ptr::null_mut(),
            )
        } != 0
            && length == message
        {
            let reply = perform(request);
            // SAFETY: the reply has the length of a message, and lives until it is written.
            unsafe {
                WriteFile(
                    pipe,
                    (&raw const reply).cast(),
                    message,
                    &raw mut length,
                    ptr::null_mut(),
                )
            };
        }
        // SAFETY: the pipe above.
        unsafe { DisconnectNamedPipe(pipe) };
    }
}

pub(crate) fn set(timer: PKTIMER, due: LARGE_INTEGER, period: u32, dpc: PKDPC) -> BOOLEAN {
    // SAFETY: all 64 bits of the union are a number.
    let due = unsafe { due.QuadPart };
    let wait = match due {
        // An absolute time of the system's calendar, which does not stand still.
        0.. => due.unsigned_abs().saturating_sub(calendar()),
        _ => due.unsigned_abs(),
    };
    let period = u64::from(period) * MILLISECOND;
    CLOCK
        .with(|clock| {
            let due = clock.now.saturating_add(wait);
            clock.set(Set {
                timer,
                due,
                period,
                dpc,
            })
        })
        .into()
}

/// The system's calendar time.
fn calendar() -> u64 {
    let mut time = FILETIME {
        dwLowDateTime: 0,
        dwHighDateTime: 0,
    };
    // SAFETY: a local.
    unsafe { GetSystemTimeAsFileTime(&raw mut time) };
    u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime)
}

#[abi(no_mangle)]
fn wine_KeSetTimer(timer: PKTIMER, due: LARGE_INTEGER, dpc: PKDPC) -> BOOLEAN {
    set(timer, due, 0, dpc)
}

#[abi(no_mangle)]
fn wine_KeSetTimerEx(timer: PKTIMER, due: LARGE_INTEGER, period: LONG, dpc: PKDPC) -> BOOLEAN {
    set(timer, due, period.unsigned_abs(), dpc)
}

#[abi(no_mangle)]
fn wine_KeSetCoalescableTimer(
    timer: PKTIMER,
    due: LARGE_INTEGER,
    period: ULONG,
    _tolerable_delay: ULONG,
    dpc: PKDPC,
) -> BOOLEAN {
    set(timer, due, period, dpc)
}

#[abi(no_mangle)]
pub(crate) fn wine_KeCancelTimer(timer: PKTIMER) -> BOOLEAN {
    CLOCK.with(|clock| clock.remove(timer)).into()
}
