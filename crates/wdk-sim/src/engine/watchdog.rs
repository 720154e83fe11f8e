//! Ends a callback that runs without end and calls nothing.
//!
//! A thread yields only where it calls the simulator, so code that never does would keep the host
//! thread for ever. A timer on the processor time of the host thread looks, every now and then,
//! whether the simulator was called since it looked last. What other programs do on the host does
//! not matter, since their time is not this thread's.

use std::time::Duration;

/// Processor time that a callback may use between two calls of the simulator, unless the builder
/// says otherwise.
pub(crate) const DEFAULT_LIMIT: Duration = Duration::from_secs(10);

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
pub(crate) use host::watch;

/// This host has no timers on the processor time of a thread.
#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
pub(crate) fn watch(_limit: Option<Duration>) -> Option<Duration> {
    None
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod host {
    #![expect(unsafe_code, reason = "sets timers and handles their signal")]

    use std::{
        cell::{Cell, RefCell},
        mem,
        ops::Range,
        ptr,
        sync::OnceLock,
        thread,
        time::Duration,
    };

    use libc::{c_int, c_void, siginfo_t};

    use crate::engine::{
        bugcheck::{Interrupted, end_loop},
        current,
        scheduler::depth,
        state::Engine,
    };

    /// How often a callback is looked at before its time is over.
    const LOOKS: u32 = 8;
    const SHORTEST: Duration = Duration::from_millis(5);
    const LONGEST: Duration = Duration::from_secs(1);

    thread_local! {
        static LIMIT: Cell<Option<Duration>> = const { Cell::new(None) };
        /// How often the simulator had been called when the timer expired last, and the thread's
        /// processor time when it did so first with this number.
        static SEEN: Cell<(u64, Duration)> = const { Cell::new((0, Duration::ZERO)) };
        static TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
    }

    /// Watches the callbacks of this host thread with this limit; none watches nothing. Returns
    /// the limit of before.
    pub(crate) fn watch(limit: Option<Duration>) -> Option<Duration> {
        let before = LIMIT.replace(limit);
        if let Some(limit) = limit.filter(|_| limit != before) {
            let period = (limit / LOOKS).clamp(SHORTEST, LONGEST);
            // The destructor of the thread has run: nothing is watched any more.
            let _ = TIMER.try_with(|timer| {
                let mut timer = timer.borrow_mut();
                if timer.as_ref().is_none_or(|it| it.period != period) {
                    *timer = None;
                    *timer = Timer::start(period);
                }
            });
        }
        before
    }

    /// A timer on this host thread's processor time.
    struct Timer {
        id: libc::timer_t,
        period: Duration,
    }

    impl Timer {
        /// None when the host refuses: then nothing is watched.
        fn start(period: Duration) -> Option<Self> {
            let signal = signal()?;
            // SAFETY: all-zero is a valid value of this C structure.
            let mut event: libc::sigevent = unsafe { mem::zeroed() };
            event.sigev_notify = libc::SIGEV_THREAD_ID;
            event.sigev_signo = signal;
            // SAFETY: has no preconditions.
            event.sigev_notify_thread_id = unsafe { libc::gettid() };
            let mut id: libc::timer_t = ptr::null_mut();
            let clock = libc::CLOCK_THREAD_CPUTIME_ID;
            // SAFETY: `event` is complete, and `id` is written by the call.
            if unsafe { libc::timer_create(clock, &raw mut event, &raw mut id) } != 0 {
                return None;
            }
            let timer = Self { id, period };
            let each = libc::timespec {
                tv_sec: period.as_secs() as libc::time_t,
                tv_nsec: period.subsec_nanos().into(),
            };
            let times = libc::itimerspec {
                it_interval: each,
                it_value: each,
            };
            // SAFETY: the timer was just made; what was set before is not asked for.
            let set = unsafe { libc::timer_settime(id, 0, &raw const times, ptr::null_mut()) };
            (set == 0).then_some(timer)
        }
    }

    impl Drop for Timer {
        fn drop(&mut self) {
            // SAFETY: the timer is this value's own.
            unsafe { libc::timer_delete(self.id) };
        }
    }

    /// The signal of the timers: one that nobody else handles. Its handler is installed.
    fn signal() -> Option<c_int> {
        static SIGNAL: OnceLock<Option<c_int>> = OnceLock::new();
        *SIGNAL.get_or_init(|| {
            let free = (libc::SIGRTMIN() + 5..=libc::SIGRTMAX()).find(|signal| is_free(*signal))?;
            program();
            // SAFETY: all-zero is a valid value of this C structure.
            let mut action: libc::sigaction = unsafe { mem::zeroed() };
            action.sa_sigaction = on_signal as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESTART;
            // SAFETY: `action` is complete; what it replaces is the default.
            let done = unsafe { libc::sigaction(free, &raw const action, ptr::null_mut()) };
            (done == 0).then_some(free)
        })
    }

    fn is_free(signal: c_int) -> bool {
        // SAFETY: all-zero is a valid value of this C structure.
        let mut present: libc::sigaction = unsafe { mem::zeroed() };
        // SAFETY: only asks.
        let asked = unsafe { libc::sigaction(signal, ptr::null(), &raw mut present) };
        asked == 0 && present.sa_sigaction == libc::SIG_DFL
    }

    /// The addresses of this program's own code. Code of the host's C library is left out: it
    /// may hold locks that a report needs, such as the allocator's.
    fn program() -> &'static [Range<usize>] {
        static PROGRAM: OnceLock<Vec<Range<usize>>> = OnceLock::new();
        PROGRAM.get_or_init(|| {
            let mut found: Vec<Range<usize>> = Vec::new();
            // SAFETY: the callback has the right type, and `found` lives until the call returns.
            unsafe { libc::dl_iterate_phdr(Some(add_segments), (&raw mut found).cast()) };
            let here = on_signal as *const () as usize;
            found.retain(|segment| segment.contains(&here));
            found
        })
    }

    unsafe extern "C" fn add_segments(
        info: *mut libc::dl_phdr_info,
        _size: usize,
        found: *mut c_void,
    ) -> c_int {
        // SAFETY: the C library passes a description of a loaded file.
        let info = unsafe { &*info };
        // SAFETY: `program` passes its vector, which nobody else uses meanwhile.
        let found = unsafe { &mut *found.cast::<Vec<Range<usize>>>() };
        for index in 0..usize::from(info.dlpi_phnum) {
            let header = info.dlpi_phdr.wrapping_add(index);
            // SAFETY: the file has so many headers, and is loaded while this runs.
            let header = unsafe { &*header };
            if header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_X != 0 {
                let start = info.dlpi_addr as usize + header.p_vaddr as usize;
                found.push(start..start + header.p_memsz as usize);
            }
        }
        0
    }

    /// This host thread's processor time.
    fn processor_time() -> Duration {
        let mut time = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: `time` is written by the call.
        unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    }

    /// The timer has expired in this thread. Whatever it interrupts, it changes nothing but its
    /// own notes, unless a callback's time is over.
    extern "C" fn on_signal(_signal: c_int, _info: *mut siginfo_t, context: *mut c_void) {
        let Some(limit) = LIMIT.get() else {
            return;
        };
        let now = processor_time();
        let crossings = depth::crossings();
        let (seen, since) = SEEN.get();
        if seen != crossings {
            SEEN.set((crossings, now));
            return;
        }
        let used = now.saturating_sub(since);
        // A panic writes its report and unwinds in the name of the code that it began in.
        if used < limit || thread::panicking() {
            return;
        }
        // SAFETY: the kernel passes the context of the interrupted code.
        let context = unsafe { &mut *context.cast::<libc::ucontext_t>() };
        let mut interrupted = Interrupted::new(context);
        let Some(engine) = current::try_current::<Engine>() else {
            return;
        };
        let thread = engine.sched.running();
        let instruction = interrupted.instruction();
        let is_known = program().iter().any(|it| it.contains(&instruction))
            || engine.upcalls.is_in_image(instruction);
        if is_known && thread.is_some_and(|thread| thread.depth.is_outside()) {
            end_loop(&mut interrupted, used);
        }
    }
}
