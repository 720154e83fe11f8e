//! `WDFTIMER`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{
    ptr,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};

use wdk_sys::{
    BOOLEAN, KeGetCurrentIrql, LONGLONG, NTSTATUS, PASSIVE_LEVEL, STATUS_INVALID_PARAMETER,
    STATUS_NOT_SUPPORTED, abi,
    wdf::{
        PFN_WDF_TIMER, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDF_TIMER_CONFIG,
        WDF_TIMER_CONFIG, WDFOBJECT, WDFTIMER,
    },
};

use crate::{
    Fx,
    argument::{Versioned, object, required},
    callback::callback,
    deferred::{
        self, CallbackParent, Expiration, ExtendedTimer, HasDpc, HasWorkItem, Level, Work,
        current_thread, flush_dpcs,
    },
    enter,
    event::serialised,
    object::{Attributes, Body, Class, Cleanup, Obj, Rules, numbers},
    violation::{self, Code},
};

/// The configuration ended here before KMDF 1.9, without a tolerable delay.
const SIZE_V1_7: usize = 24;
/// The configuration ended here before KMDF 1.13, without a resolution.
const SIZE_V1_11: usize = 32;

// SAFETY: starts with `Size`; numbers and a nullable function.
unsafe impl Versioned for WDF_TIMER_CONFIG {
    const EARLIER_SIZES: &'static [usize] = &[SIZE_V1_7, SIZE_V1_11];
}

/// The framework's part of a `WDFTIMER`.
pub(crate) struct Timer {
    timer: ExtendedTimer,
    expiration: Expiration,
    function: PFN_WDF_TIMER,
    callback_parent: CallbackParent,
    /// The timer's callback runs at `PASSIVE_LEVEL`, from here.
    work: Work,
    passive: bool,
    /// The thread inside the callback at `DISPATCH_LEVEL`.
    thread: AtomicPtr<u8>,
    /// A stop waits for the callback: the callback may not start the timer again.
    stopping: AtomicBool,
    /// It tried to meanwhile, or set the timer before it saw the stop.
    start_refused: AtomicBool,
    start_raced: AtomicBool,
    ending: AtomicBool,
}

impl Body for Timer {
    const CLASS: &'static Class = &Class::of::<Self>("WDFTIMER", numbers::TIMER).passive();

    fn dispose(timer: Obj<Self>) -> Cleanup {
        timer.ending.store(true, Ordering::Release);
        if timer.is_in_callback() {
            timer.report_self_wait("WdfObjectDelete");
            timer.cancel();
        } else {
            timer.stop_and_wait();
        }
        Cleanup::Call
    }
}

impl HasWorkItem for Timer {
    fn work(&self) -> &Work {
        &self.work
    }

    fn run(timer: Obj<Self>) {
        timer.call();
    }
}

impl Obj<Timer> {
    fn start(self, due: LONGLONG) -> bool {
        self.timer.set(due, self.expiration)
    }

    fn cancel(self) -> bool {
        self.timer.cancel()
    }

    /// Cancels, and waits until no callback runs or is on its way. Says whether the timer was set,
    /// or would have been but for this.
    fn stop_and_wait(self) -> bool {
        self.start_refused.store(false, Ordering::SeqCst);
        self.stopping.store(true, Ordering::SeqCst);
        let was_set = loop {
            self.start_raced.store(false, Ordering::SeqCst);
            let was_set = self.cancel();
            flush_dpcs();
            self.work.flush();
            // A callback that had passed the check may have set the timer again.
            if was_set || !self.start_raced.load(Ordering::SeqCst) {
                break was_set;
            }
        };
        self.stopping.store(false, Ordering::SeqCst);
        was_set || self.start_refused.swap(false, Ordering::SeqCst)
    }

    fn is_in_callback(self) -> bool {
        let thread = self.thread.load(Ordering::Relaxed).cast_const();
        thread == current_thread() || self.passive && self.work.is_mine()
    }

    fn call(self) {
        self.thread
            .store(current_thread().cast_mut(), Ordering::Relaxed);
        serialised(self.callback_parent.lock(), || {
            let handle: WDFTIMER = self.handle().cast();
            callback!(self.fx(), handle, "EvtTimerFunc", self.function, (handle));
        });
        self.thread.store(ptr::null_mut(), Ordering::Relaxed);
    }

    fn report_self_wait(self, function: &'static str) {
        misuse(
            self.fx(),
            "TimerWaitInCallback",
            self,
            format_args!("{function} waits for the timer's callback inside that callback"),
        );
    }
}

fn misuse(fx: Fx, rule: &'static str, timer: Obj<Timer>, message: core::fmt::Arguments<'_>) {
    violation::break_point(
        fx,
        rule,
        timer.handle(),
        format_args!("timer {:p}: {message}", timer.handle()),
    );
}

impl HasDpc for Timer {
    /// The timer has expired.
    fn run_dpc(timer: Obj<Self>) {
        if timer.passive {
            Work::enqueue(timer);
        } else {
            timer.call();
        }
    }
}

#[doc = "[`WdfTimerCreate`](wdk_sys::wdf::WdfTimerCreate)"]
#[abi]
pub(crate) unsafe fn WdfTimerCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_TIMER_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Timer: *mut WDFTIMER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfTimerCreate(Config, Attributes, Timer)
    );
    required!(fx, WdfTimerCreate, Config, Timer => STATUS_INVALID_PARAMETER);
    let config = match Config.read_versioned(fx) {
        Ok(config) => config,
        Err(status) => return status,
    };
    let high_resolution = config.UseHighResolutionTimer != 0;
    if i32::try_from(config.Period).is_err() || high_resolution && config.TolerableDelay > 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let expiration = Expiration {
        period: config.Period,
        tolerable_delay: config.TolerableDelay,
        high_resolution,
    };
    let create = |attributes: &Attributes| {
        if config.Period > 0 && attributes.asks_for_passive() {
            return Err(STATUS_NOT_SUPPORTED);
        }
        deferred::create(
            fx,
            attributes,
            config.AutomaticSerialization != 0,
            Level::Requested,
            |callback_parent, passive| Timer {
                timer: ExtendedTimer::new(),
                expiration,
                function: config.EvtTimerFunc,
                callback_parent,
                work: Work::new(),
                passive,
                thread: AtomicPtr::new(ptr::null_mut()),
                stopping: AtomicBool::new(false),
                start_refused: AtomicBool::new(false),
                start_raced: AtomicBool::new(false),
                ending: AtomicBool::new(false),
            },
            |timer| {
                timer.timer.initialize(timer, expiration)?;
                if timer.passive {
                    timer.work.initialize(timer.callback_parent.device)
                } else {
                    Ok(())
                }
            },
        )
    };
    let created =
        Attributes::read(&Attributes, Rules::TIMER).and_then(|attributes| create(&attributes));
    Timer.put_created(created)
}

#[doc = "[`WdfTimerStart`](wdk_sys::wdf::WdfTimerStart)"]
#[abi]
pub(crate) unsafe fn WdfTimerStart(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
    DueTime: LONGLONG,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfTimerStart(Timer));
    let timer = object!(fx, Timer, Timer => 0);
    if timer.ending.load(Ordering::Acquire) {
        misuse(
            fx,
            "TimerStartedWhileDeleted",
            timer,
            format_args!("WdfTimerStart is called while the timer is being deleted"),
        );
        return 0;
    }
    if timer.stopping.load(Ordering::SeqCst) {
        timer.start_refused.store(true, Ordering::SeqCst);
        return 0;
    }
    // The callback of a timer that is set may delete it before this has returned.
    let timer = timer.reference();
    let was_set = timer.start(DueTime);
    if timer.stopping.load(Ordering::SeqCst) {
        timer.start_raced.store(true, Ordering::SeqCst);
    }
    u8::from(was_set)
}

#[doc = "[`WdfTimerStop`](wdk_sys::wdf::WdfTimerStop)"]
#[abi]
pub(crate) unsafe fn WdfTimerStop(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
    Wait: BOOLEAN,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfTimerStop(Timer));
    let timer = object!(fx, Timer, Timer => 0);
    if Wait == 0 {
        return u8::from(timer.cancel());
    }
    if timer.is_in_callback() {
        timer.report_self_wait("WdfTimerStop");
        return 0;
    }
    let irql = KeGetCurrentIrql();
    if irql > PASSIVE_LEVEL as u8 {
        violation::wdf(
            fx,
            "WrongIrql",
            Code::FatalError,
            [u64::from(irql), u64::from(PASSIVE_LEVEL), 0],
            format_args!("WdfTimerStop with Wait was called at IRQL {irql}; it needs IRQL 0"),
        );
        return 0;
    }
    u8::from(timer.stop_and_wait())
}

#[doc = "[`WdfTimerGetParentObject`](wdk_sys::wdf::WdfTimerGetParentObject)"]
#[abi]
pub(crate) unsafe fn WdfTimerGetParentObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfTimerGetParentObject(Timer));
    object!(fx, Timer, Timer => ptr::null_mut())
        .callback_parent
        .handle()
}
