//! Rules that are broken by an order of calls: what is remembered of each driver's calls and callbacks, and what
//! may follow.
//!
//! The framework checks what its own state tells; the kernel's verifier likewise. What neither needs to know to
//! work stands here: where a `WDFDEVICE_INIT` came from, which callback a request was presented by, which locks a
//! callback holds.
#![forbid(unsafe_code)]

mod arguments;
mod device_init;
mod locks;
mod power;
mod queues;
mod requests;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use kmdf::observer::{Call, Value};
use wdk_sys::{DRVO_INITIALIZED, NTSTATUS};

use self::{device_init::Devices, locks::HeldLock, queues::Queues, requests::Requests};
use super::rules;
use crate::{
    engine::driver::DriverId,
    nt::{io::raw::Driver as DriverObject, kernel::Kernel, verifier::rules::Rule},
};

/// What is remembered of a machine's drivers.
#[derive(Default)]
pub(crate) struct Compliance {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    drivers: BTreeMap<usize, Driver>,
    /// The open callbacks of each thread, outermost first.
    frames: HashMap<u64, Vec<Frame>>,
    /// How many table functions run in the innermost callback of each thread.
    calls: HashMap<u64, usize>,
    /// The framework's locks that each thread holds.
    locks: HashMap<u64, Vec<HeldLock>>,
    requests: Requests,
    queues: Queues,
}

/// A driver that is bound to the framework.
#[derive(Default)]
struct Driver {
    name: String,
    id: Option<DriverId>,
    /// Whether it has called `WdfDriverCreate`.
    created: bool,
    /// Whether it has `EvtDriverDeviceAdd`.
    has_device_add: bool,
    /// Whether it has called `WdfDeviceInitSetFileObjectConfig`.
    configures_files: bool,
    /// Whether it has `EvtDeviceSelfManagedIoCleanup`.
    has_self_managed_cleanup: bool,
    devices: Devices,
}

/// A callback that runs.
struct Frame {
    name: &'static str,
    driver: usize,
    /// The request that it is called for.
    request: u64,
    /// The settings that `EvtDriverDeviceAdd` or `EvtChildListCreateDevice` was given.
    init: u64,
    /// The child that was made of them.
    made: u64,
    /// Creating the device failed with this.
    device_create_failed: Option<NTSTATUS>,
    /// What it did with its request.
    handled: bool,
    /// How many locks the thread held when it began.
    locks: usize,
    /// How many table functions ran around it.
    calls: usize,
}

/// A broken rule, and what the driver's author is told.
type Broken = Vec<(&'static Rule, String)>;

/// A call, and who makes it.
struct Context<'a> {
    call: &'a Call<'a>,
    driver: usize,
    thread: u64,
}

impl<'a> Context<'a> {
    fn of(kernel: &Kernel, call: &'a Call<'a>) -> Self {
        Self {
            call,
            driver: call.driver.addr(),
            thread: kernel.sched.running().map_or(0, |thread| thread.number),
        }
    }
}

impl Compliance {
    fn of(kernel: &Kernel) -> &Self {
        kernel.part()
    }
}

impl State {
    fn frames(&mut self, thread: u64) -> &mut Vec<Frame> {
        self.frames.entry(thread).or_default()
    }

    /// The innermost open callback of the thread, if the calling driver is in one.
    fn frame(&mut self, context: &Context<'_>) -> Option<&mut Frame> {
        let frame = self.frames.get_mut(&context.thread)?.last_mut()?;
        (frame.driver == context.driver).then_some(frame)
    }

    /// Whether the calling driver's innermost callback has this name.
    fn is_in(&mut self, context: &Context<'_>, name: &str) -> bool {
        self.frame(context).is_some_and(|frame| frame.name == name)
    }

    fn driver(&mut self, context: &Context<'_>) -> &mut Driver {
        self.drivers.entry(context.driver).or_default()
    }
}

/// Reports what was found. The state is not borrowed, since the machine may stop here.
fn report(kernel: &Kernel, driver: &str, broken: Broken) {
    for (rule, message) in broken {
        if !rules::is_strict(rule) {
            let parameters = [rule.sub_code, 0, 0, 0];
            kernel.report(rule.name, rule.code, parameters, message, driver.to_owned());
        } else if kernel.checks_all_rules() {
            kernel.remark(rule, message, driver.to_owned());
        }
    }
}

/// Runs a check of what a driver does, and reports what it finds.
fn check(
    kernel: &Kernel,
    call: &Call<'_>,
    work: impl FnOnce(&mut State, &Context<'_>, &mut Broken),
) {
    if !kernel.verifier.enabled() {
        return;
    }
    let context = Context::of(kernel, call);
    let mut broken = Broken::new();
    let mut state = Compliance::of(kernel).state.borrow_mut();
    work(&mut state, &context, &mut broken);
    let name = state.driver(&context).name.clone();
    drop(state);
    report(kernel, &name, broken);
}

/// A driver is bound.
pub(super) fn bound(kernel: &Kernel, driver: usize, name: &str) {
    let driver_of = Driver {
        name: name.to_owned(),
        id: Some(kernel.current_driver()),
        ..Driver::default()
    };
    let mut state = Compliance::of(kernel).state.borrow_mut();
    state.drivers.insert(driver, driver_of);
}

/// A driver is about to be unbound.
pub(super) fn unbound(kernel: &Kernel, driver: usize) {
    let mut state = Compliance::of(kernel).state.borrow_mut();
    let gone = state.drivers.remove(&driver);
    drop(state);
    let Some(mut gone) = gone.filter(|_| kernel.verifier.enabled()) else {
        return;
    };
    let mut broken = Broken::new();
    // A driver whose DriverEntry fails is unbound before it returns.
    gone.devices.check_left("DriverEntry", &mut broken);
    gone.devices.check_deleted(&mut broken);
    report(kernel, &gone.name, broken);
}

/// `DriverEntry` has succeeded.
pub(crate) fn driver_started(kernel: &Kernel, driver: DriverObject) {
    entry_returned(kernel, driver, true);
}

/// A driver has stopped; one that was never initialised has failed in `DriverEntry`.
pub(crate) fn driver_stopped(kernel: &Kernel, driver: DriverObject) {
    if driver.flags() & DRVO_INITIALIZED == 0 {
        entry_returned(kernel, driver, false);
    }
}

fn entry_returned(kernel: &Kernel, driver: DriverObject, succeeded: bool) {
    if !kernel.verifier.enabled() {
        return;
    }
    let id = driver.state().id;
    let mut broken = Broken::new();
    let mut state = Compliance::of(kernel).state.borrow_mut();
    let found = state.drivers.values_mut().find(|it| it.id == Some(id));
    let Some(driver) = found else {
        return;
    };
    if succeeded && !driver.created {
        let message = format!(
            "DriverEntry of {} returned success without a call of WdfDriverCreate",
            driver.name
        );
        broken.push((&rules::DRIVER_CREATE, message));
    }
    driver.devices.check_left("DriverEntry", &mut broken);
    if succeeded && driver.has_device_add {
        let rule = &rules::CTL_DEVICE_FINISH_INIT_DR_ENTRY;
        driver
            .devices
            .check_finished(rule, "DriverEntry", &mut broken);
    }
    let name = driver.name.clone();
    drop(state);
    report(kernel, &name, broken);
}

/// A driver, or the framework for it, calls an export that some drivers may not call.
pub(crate) fn restricted_call(kernel: &Kernel, name: &'static str) {
    let id = kernel.current_driver();
    let thread = kernel.sched.running().map_or(0, |thread| thread.number);
    let state = Compliance::of(kernel).state.borrow();
    let mut drivers = state.drivers.values();
    let Some(driver) = drivers.find(|driver| driver.id == Some(id) && driver.created) else {
        return;
    };
    let framework_runs = state.calls.get(&thread).is_some_and(|calls| *calls > 0);
    let in_callback = state.frames.contains_key(&thread);
    let found = match name {
        "IoCreateDevice" if !framework_runs => Some((
            &rules::MINIPORT_ONLY_WDM_DEVICE,
            format!(
                "{name} is called by {}, whose dispatch routines are the framework's: a request to the new device \
                 would reach them, and they know no device of it. Call WdfDeviceCreate, or \
                 WdfDeviceMiniportCreate in a miniport driver",
                driver.name
            ),
        )),
        _ if name.starts_with("ExAllocatePool") && !framework_runs && in_callback => Some((
            &rules::UNSAFE_ALLOCATE_POOL,
            format!("{name} leaves memory uninitialised and is deprecated: call ExAllocatePool2"),
        )),
        _ => None,
    };
    let name = driver.name.clone();
    drop(state);
    report(kernel, &name, found.into_iter().collect());
}

/// A callback is about to run.
pub(super) fn callback_enter(kernel: &Kernel, call: &Call<'_>) {
    check(kernel, call, |state, context, _| {
        let locks = state.locks.get(&context.thread).map_or(0, Vec::len);
        let frame = Frame {
            name: call.name,
            driver: context.driver,
            request: arguments::handle(call, "WDFREQUEST"),
            init: arguments::handle(call, "WDFDEVICE_INIT"),
            made: 0,
            device_create_failed: None,
            handled: false,
            locks,
            calls: state.calls.remove(&context.thread).unwrap_or(0),
        };
        if frame.init != 0 {
            let init = frame.init;
            state.driver(context).devices.given(init, call.name);
        }
        requests::callback_enter(state, context);
        state.frames(context.thread).push(frame);
    });
}

/// A callback has returned.
pub(super) fn callback_leave(kernel: &Kernel, call: &Call<'_>, status: Option<NTSTATUS>) {
    check(kernel, call, |state, context, broken| {
        let Some(frame) = state.frames(context.thread).pop() else {
            return;
        };
        state.calls.insert(context.thread, frame.calls);
        locks::callback_leave(state, context, &frame, broken);
        requests::callback_leave(state, context, &frame, broken);
        device_init::callback_leave(state, context, &frame, status, broken);
        if state.frames(context.thread).is_empty() {
            state.frames.remove(&context.thread);
        }
    });
}

/// A driver has called a table function.
pub(super) fn call_enter(kernel: &Kernel, call: &Call<'_>) {
    // The options are read before the state is borrowed: a fault is the driver's, and stops the machine.
    let options = requests::send_options(call);
    check(kernel, call, |state, context, broken| {
        *state.calls.entry(context.thread).or_default() += 1;
        device_init::call_enter(state, context, broken);
        locks::call_enter(kernel, state, context, broken);
        power::call_enter(state, context, broken);
        queues::call_enter(state, context, broken);
        requests::call_enter(state, context, options, broken);
    });
}

/// A table function returns to the driver.
pub(super) fn call_leave(kernel: &Kernel, call: &Call<'_>, result: Value) {
    let options = requests::send_options(call);
    check(kernel, call, |state, context, broken| {
        if let Some(calls) = state.calls.get_mut(&context.thread) {
            *calls = calls.saturating_sub(1);
        }
        device_init::call_leave(state, context, result, broken);
        locks::call_leave(state, context, result);
        queues::call_leave(state, context, result);
        requests::call_leave(state, context, result, options, broken);
    });
}

/// A set of handles.
type Handles = BTreeSet<u64>;
