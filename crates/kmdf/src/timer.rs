//! `WDFTIMER`.

use core::{
    cell::UnsafeCell,
    ptr,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};

use wdk_sys::{
    _TIMER_TYPE::NotificationTimer,
    BOOLEAN, KDPC, KTIMER, KeCancelTimer, KeFlushQueuedDpcs, KeGetCurrentIrql, KeInitializeDpc,
    KeInitializeTimerEx, KeSetCoalescableTimer, KeSetTimerEx, LARGE_INTEGER, LONGLONG, NTSTATUS,
    PASSIVE_LEVEL, PKDPC, PVOID, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_TIMER, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDF_TIMER_CONFIG,
        WDF_TIMER_CONFIG, WDFOBJECT, WDFTIMER,
    },
};

use crate::{
    Fx,
    callback::callback,
    deferred::{CallbackParent, HasWorkItem, Work, current_thread},
    enter,
    event::serialised,
    handle::{object, required},
    object::{Attributes, Body, Class, Cleanup, Header, Obj, Rules, any, numbers},
    status,
    violation::{self, Code},
};

/// The configuration ended here before KMDF 1.9, without a tolerable delay.
const SIZE_V1_7: usize = 24;
/// The configuration ended here before KMDF 1.13, without a resolution.
const SIZE_V1_11: usize = 32;

/// The framework's part of a `WDFTIMER`.
pub struct Timer {
    timer: UnsafeCell<KTIMER>,
    dpc: UnsafeCell<KDPC>,
    function: PFN_WDF_TIMER,
    period: u32,
    tolerable_delay: u32,
    callback_parent: CallbackParent,
    /// The timer's callback runs at `PASSIVE_LEVEL`, from here.
    work: Work,
    passive: bool,
    /// The thread inside the callback at `DISPATCH_LEVEL`.
    thread: AtomicPtr<u8>,
    /// A stop waits for the callback: the callback may not start the timer again.
    stopping: AtomicBool,
    ending: AtomicBool,
}

// SAFETY: the kernel synchronises its timer and DPC; the rest is atomic or never changes.
unsafe impl Sync for Timer {}
// SAFETY: as above.
unsafe impl Send for Timer {}

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
        let due = LARGE_INTEGER { QuadPart: due };
        let (timer, dpc) = (self.timer.get(), self.dpc.get());
        let coalescable = i32::try_from(self.tolerable_delay).is_ok_and(|delay| delay > 0);
        let was_set = if coalescable {
            // SAFETY: an initialised timer and DPC, which live until they are canceled.
            unsafe { KeSetCoalescableTimer(timer, due, self.period, self.tolerable_delay, dpc) }
        } else {
            // SAFETY: as above.
            unsafe { KeSetTimerEx(timer, due, self.period.cast_signed(), dpc) }
        };
        was_set != 0
    }

    fn cancel(self) -> bool {
        // SAFETY: an initialised timer.
        unsafe { KeCancelTimer(self.timer.get()) != 0 }
    }

    /// Cancels, and waits until no callback runs or is on its way.
    fn stop_and_wait(self) -> bool {
        self.stopping.store(true, Ordering::SeqCst);
        let was_set = self.cancel();
        // SAFETY: at PASSIVE_LEVEL, as for every wait.
        unsafe { KeFlushQueuedDpcs() };
        self.work.flush();
        // A callback that had passed the check may have set the timer again.
        self.cancel();
        self.stopping.store(false, Ordering::SeqCst);
        was_set
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
    violation::wdf(
        fx,
        rule,
        Code::ObjectError,
        [timer.handle() as u64, 0, 0],
        format_args!("timer {:p}: {message}", timer.handle()),
    );
}

#[abi]
unsafe fn fired(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    let Some(header) = ptr::NonNull::new(context.cast::<Header>()) else {
        return;
    };
    // SAFETY: the timer passed itself, and is canceled and flushed before it ends.
    let timer: Obj<Timer> = unsafe { Obj::from_raw(header) };
    if timer.passive {
        Work::enqueue(timer);
    } else {
        timer.call();
    }
}

fn create(
    fx: Fx,
    config: &WDF_TIMER_CONFIG,
    attributes: &Attributes,
) -> Result<Obj<Timer>, NTSTATUS> {
    let passive = attributes.asks_for_passive();
    // SAFETY: the driver's parent, which the rules require.
    let parent = unsafe { any(fx, attributes.parent) }.ok_or(status::INVALID_HANDLE)?;
    let callback_parent = CallbackParent::new(parent, config.AutomaticSerialization != 0, passive)?;
    let body = Timer {
        // SAFETY: plain data, initialised in place below.
        timer: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        // SAFETY: as above.
        dpc: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        function: config.EvtTimerFunc,
        period: config.Period,
        tolerable_delay: config.TolerableDelay,
        callback_parent,
        work: Work::new(),
        passive,
        thread: AtomicPtr::new(ptr::null_mut()),
        stopping: AtomicBool::new(false),
        ending: AtomicBool::new(false),
    };
    let timer = Obj::create(fx, Some(parent), attributes, body)?;
    // SAFETY: in place, before it is set.
    unsafe { KeInitializeTimerEx(timer.timer.get(), NotificationTimer) };
    let context = timer.as_ptr().as_ptr().cast();
    // SAFETY: in place, before it is queued.
    unsafe { KeInitializeDpc(timer.dpc.get(), Some(fired), context) };
    if passive && let Err(status) = timer.work.initialize(callback_parent.device) {
        timer.abandon();
        return Err(status);
    }
    Ok(timer)
}

#[doc = "[`WdfTimerCreate`](wdk_sys::wdf::WdfTimerCreate)"]
#[abi]
pub unsafe fn WdfTimerCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_TIMER_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Timer: *mut WDFTIMER,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfTimerCreate);
    required!(fx, WdfTimerCreate, Config, Timer => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's configuration; older drivers pass a shorter one.
    let size = unsafe { (*Config).Size } as usize;
    if ![SIZE_V1_7, SIZE_V1_11, size_of::<WDF_TIMER_CONFIG>()].contains(&size) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    // SAFETY: plain data; zero stands for every member that an older driver does not pass.
    let mut config: WDF_TIMER_CONFIG = unsafe { core::mem::zeroed() };
    // SAFETY: the driver's configuration has `size` bytes, and so has ours at least.
    unsafe {
        ptr::copy_nonoverlapping(Config.cast::<u8>(), (&raw mut config).cast::<u8>(), size);
    };
    let high_resolution = config.UseHighResolutionTimer != 0;
    if i32::try_from(config.Period).is_err() || high_resolution && config.TolerableDelay > 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let rules = Rules {
        required: true,
        parent_required: true,
        ..Rules::CALLBACKS
    };
    // SAFETY: the driver's attributes.
    let created = unsafe { crate::object::Attributes::read(Attributes, rules) }
        .and_then(|attributes| create(fx, &config, &attributes));
    match created {
        Ok(timer) => {
            // SAFETY: the driver's variable, checked.
            unsafe { Timer.write(timer.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfTimerStart`](wdk_sys::wdf::WdfTimerStart)"]
#[abi]
pub unsafe fn WdfTimerStart(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
    DueTime: LONGLONG,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfTimerStart);
    let timer = object!(fx, crate::timer::Timer, Timer => 0);
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
        return 0;
    }
    u8::from(timer.start(DueTime))
}

#[doc = "[`WdfTimerStop`](wdk_sys::wdf::WdfTimerStop)"]
#[abi]
pub unsafe fn WdfTimerStop(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
    Wait: BOOLEAN,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfTimerStop);
    let timer = object!(fx, crate::timer::Timer, Timer => 0);
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
            Code::WrongIrql,
            [u64::from(irql), u64::from(PASSIVE_LEVEL), 0],
            format_args!("WdfTimerStop with Wait was called at IRQL {irql}; it needs IRQL 0"),
        );
        return 0;
    }
    u8::from(timer.stop_and_wait())
}

#[doc = "[`WdfTimerGetParentObject`](wdk_sys::wdf::WdfTimerGetParentObject)"]
#[abi]
pub unsafe fn WdfTimerGetParentObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Timer: WDFTIMER,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfTimerGetParentObject);
    object!(fx, crate::timer::Timer, Timer => ptr::null_mut())
        .callback_parent
        .handle()
}
