//! A device in random sequences of Plug and Play, power, idling and I/O, whose callbacks fail now and then.
//!
//! The same promises are checked as in the model test of `kmdf-states`, here with the framework's own requests, locks
//! and threads. `KMDF_RANDOM_SEQUENCES=100000` tries so many sequences, `KMDF_RANDOM_FROM=1234` begins with that one.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device, request and locals"
)]

#[path = "../../../kmdf-states/tests/model/choices.rs"]
pub(crate) mod choices;
#[path = "../../../kmdf-states/tests/model/driver.rs"]
#[expect(dead_code, reason = "the model asks what a framework knows by itself")]
mod driver;

use std::{cell::RefCell, env, ptr, time::Duration};

use choices::{Choices, shrink};
use driver::{Callback, Driver, INTERRUPTS, Queues};
use wdk_sim::{Device, DeviceState, Error, File, Hardware, Machine, Pending, Resource, Result};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD2, _SYSTEM_POWER_STATE::PowerSystemSleeping3, wdf::*, *,
};

use crate::layers::{Layer, as_driver, complete, default_queue, device, plug, sized};

/// How many sequences run where nobody asks for more, and how long they are at most.
const SEQUENCES: u64 = 400;
const EVENTS: usize = 14;
const VECTORS: [u32; INTERRUPTS] = [0x41, 0x42];

/// What the driver of this thread's machine has seen.
struct Run {
    choices: Choices,
    driver: Driver,
    /// So many of 64 callbacks fail.
    failures: usize,
    idle: Option<WDF_POWER_POLICY_S0_IDLE_CAPABILITIES>,
    wakes_system: bool,
    interrupts: Vec<usize>,
    /// Requests that the driver keeps.
    kept: Vec<usize>,
    broken: Option<String>,
    story: Vec<String>,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

fn with<R>(work: impl FnOnce(&mut Run) -> R) -> R {
    RUN.with_borrow_mut(|run| work(run.as_mut().expect("a sequence runs")))
}

impl Run {
    fn of(mut choices: Choices) -> Self {
        use _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::{IdleCanWakeFromS0, IdleCannotWakeFromS0};
        let idle = [None, Some(IdleCannotWakeFromS0), Some(IdleCanWakeFromS0)];
        Self {
            driver: Driver::default(),
            failures: [0, 1, 4, 12][choices.below(4)],
            idle: idle[choices.below(3)],
            wakes_system: choices.below(2) == 1,
            interrupts: Vec::new(),
            kept: Vec::new(),
            broken: None,
            story: Vec::new(),
            choices,
        }
    }

    fn tell(&mut self, line: impl Into<String>) {
        self.story.push(line.into());
    }

    fn blame(&mut self, what: String) {
        self.tell(what.clone());
        self.broken.get_or_insert(what);
    }

    fn called(&mut self, callback: Callback) -> NTSTATUS {
        if let Some(promise) = self.driver.broken_by(callback) {
            self.blame(format!(
                "{callback:?} is called, but promised is: {promise}"
            ));
        }
        let fails = callback.can_fail() && self.choices.happens(self.failures);
        self.tell(format!(
            "    {callback:?}{}",
            if fails { " fails" } else { "" }
        ));
        self.driver.note(callback, !fails);
        if fails {
            STATUS_UNSUCCESSFUL
        } else {
            STATUS_SUCCESS
        }
    }
}

fn called(callback: Callback) -> NTSTATUS {
    with(|run| run.called(callback))
}

macro_rules! recorded {
    ($($function:ident($($argument:ty),*) $(-> $status:ty)?: $callback:ident;)+) => {
        $(
            #[abi]
            unsafe fn $function(_: WDFDEVICE $(, _: $argument)*) $(-> $status)? {
                recorded!(@ $($status)? ; called(Callback::$callback))
            }
        )+
    };
    (@ $status:ty ; $call:expr) => { $call };
    (@ ; $call:expr) => {{
        let _ = $call;
    }};
}
recorded! {
    evt_prepare_hardware(WDFCMRESLIST, WDFCMRESLIST) -> NTSTATUS: PrepareHardware;
    evt_release_hardware(WDFCMRESLIST) -> NTSTATUS: ReleaseHardware;
    evt_d0_entry(WDF_POWER_DEVICE_STATE) -> NTSTATUS: D0Entry;
    evt_post_interrupts(WDF_POWER_DEVICE_STATE) -> NTSTATUS: D0EntryPostInterruptsEnabled;
    evt_pre_interrupts(WDF_POWER_DEVICE_STATE) -> NTSTATUS: D0ExitPreInterruptsDisabled;
    evt_init() -> NTSTATUS: SelfManagedIoInit;
    evt_suspend() -> NTSTATUS: SelfManagedIoSuspend;
    evt_restart() -> NTSTATUS: SelfManagedIoRestart;
    evt_flush(): SelfManagedIoFlush;
    evt_cleanup(): SelfManagedIoCleanup;
    evt_query_stop() -> NTSTATUS: QueryStop;
    evt_query_remove() -> NTSTATUS: QueryRemove;
    evt_surprise_removal(): SurpriseRemoval;
    evt_arm_s0() -> NTSTATUS: ArmWakeFromS0;
    evt_disarm_s0(): DisarmWakeFromS0;
    evt_woken_s0(): WakeFromS0Triggered;
    evt_arm_sx() -> NTSTATUS: ArmWakeFromSx;
    evt_disarm_sx(): DisarmWakeFromSx;
    evt_woken_sx(): WakeFromSxTriggered;
}

#[abi]
unsafe fn evt_d0_exit(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    with(|run| {
        if !run.kept.is_empty() {
            run.blame("the device leaves D0 while the driver has a request".to_owned());
        }
        run.called(Callback::D0Exit)
    })
}

#[abi]
unsafe fn evt_isr(_: WDFINTERRUPT, _: u32) -> BOOLEAN {
    FALSE
}

fn index(interrupt: WDFINTERRUPT) -> usize {
    let found = with(|run| {
        let mut interrupts = run.interrupts.iter();
        interrupts.position(|kept| *kept == interrupt.expose_provenance())
    });
    found.expect("an interrupt of the device")
}

#[abi]
unsafe fn evt_enable(interrupt: WDFINTERRUPT, _: WDFDEVICE) -> NTSTATUS {
    called(Callback::InterruptEnable(index(interrupt)))
}

#[abi]
unsafe fn evt_disable(interrupt: WDFINTERRUPT, _: WDFDEVICE) -> NTSTATUS {
    called(Callback::InterruptDisable(index(interrupt)))
}

/// A read of one byte is kept, others are completed.
#[abi]
unsafe fn evt_read(_: WDFQUEUE, request: WDFREQUEST, length: usize) {
    with(|run| {
        run.driver.queues = Queues::Running;
        run.called(Callback::Io);
        run.driver.queues = Queues::Held;
        if length == 1 {
            run.kept.push(request.expose_provenance());
        }
    });
    if length != 1 {
        complete(request, STATUS_SUCCESS, 0);
    }
}

#[abi]
unsafe fn evt_stop(_: WDFQUEUE, request: WDFREQUEST, flags: u32) {
    with(|run| run.kept.retain(|kept| *kept != request.expose_provenance()));
    let purge = _WDF_REQUEST_STOP_ACTION_FLAGS::WdfRequestStopActionPurge.cast_unsigned();
    if flags & purge != 0 {
        complete(request, STATUS_CANCELLED, 0);
    } else {
        unsafe { WdfRequestStopAcknowledge(request, TRUE) };
    }
}

const LAYER: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDevicePrepareHardware = Some(evt_prepare_hardware);
        callbacks.EvtDeviceReleaseHardware = Some(evt_release_hardware);
        callbacks.EvtDeviceD0Entry = Some(evt_d0_entry);
        callbacks.EvtDeviceD0EntryPostInterruptsEnabled = Some(evt_post_interrupts);
        callbacks.EvtDeviceD0ExitPreInterruptsDisabled = Some(evt_pre_interrupts);
        callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
        callbacks.EvtDeviceSelfManagedIoInit = Some(evt_init);
        callbacks.EvtDeviceSelfManagedIoSuspend = Some(evt_suspend);
        callbacks.EvtDeviceSelfManagedIoRestart = Some(evt_restart);
        callbacks.EvtDeviceSelfManagedIoFlush = Some(evt_flush);
        callbacks.EvtDeviceSelfManagedIoCleanup = Some(evt_cleanup);
        callbacks.EvtDeviceQueryStop = Some(evt_query_stop);
        callbacks.EvtDeviceQueryRemove = Some(evt_query_remove);
        callbacks.EvtDeviceSurpriseRemoval = Some(evt_surprise_removal);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        let mut policy = WDF_POWER_POLICY_EVENT_CALLBACKS::init();
        policy.EvtDeviceArmWakeFromS0 = Some(evt_arm_s0);
        policy.EvtDeviceDisarmWakeFromS0 = Some(evt_disarm_s0);
        policy.EvtDeviceWakeFromS0Triggered = Some(evt_woken_s0);
        policy.EvtDeviceArmWakeFromSx = Some(evt_arm_sx);
        policy.EvtDeviceDisarmWakeFromSx = Some(evt_disarm_sx);
        policy.EvtDeviceWakeFromSxTriggered = Some(evt_woken_sx);
        unsafe { WdfDeviceInitSetPowerPolicyEventCallbacks(init, &raw mut policy) };
    },
    on_add: |device| {
        let (idle, wakes_system) = with(|run| {
            run.tell("    the device is added");
            run.check_gone();
            run.driver = Driver::default();
            run.interrupts.clear();
            (run.idle, run.wakes_system)
        });
        default_queue(device, |config| {
            config.EvtIoRead = Some(evt_read);
            config.EvtIoStop = Some(evt_stop);
        });
        for _ in VECTORS {
            create_interrupt(device);
        }
        assign_idle(device, idle);
        if wakes_system {
            let mut wake = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
            let assigned = unsafe { WdfDeviceAssignSxWakeSettings(device, &raw mut wake) };
            assert_eq!(assigned, STATUS_SUCCESS);
        }
    },
};

fn create_interrupt(device: WDFDEVICE) {
    let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
        config.Size = size;
        config.ShareVector = _WDF_TRI_STATE::WdfUseDefault;
        config.ReportInactiveOnPowerDown = _WDF_TRI_STATE::WdfUseDefault;
        config.EvtInterruptIsr = Some(evt_isr);
        config.EvtInterruptEnable = Some(evt_enable);
        config.EvtInterruptDisable = Some(evt_disable);
    });
    let mut interrupt = ptr::null_mut();
    let status =
        unsafe { WdfInterruptCreate(device, &raw mut config, ptr::null_mut(), &raw mut interrupt) };
    assert_eq!(status, STATUS_SUCCESS);
    with(|run| run.interrupts.push(interrupt.expose_provenance()));
}

fn assign_idle(device: WDFDEVICE, idle: Option<WDF_POWER_POLICY_S0_IDLE_CAPABILITIES>) {
    let Some(caps) = idle else {
        return;
    };
    let mut settings = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(caps);
    settings.IdleTimeout = 100;
    settings.IdleTimeoutType = _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout;
    // Refused when the device's settings of another kind are fixed.
    let _ = unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut settings) };
}

impl Run {
    /// The device that was there is gone.
    fn check_gone(&mut self) {
        if let Some(left) = self.driver.left_over(false) {
            self.blame(format!("the device is gone, but {left}"));
        }
    }
}

/// Ends the sequence where the machine has ended; an operation's status is its own affair.
fn heed<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) => Err(error),
        // Also that the device has failed meanwhile.
        Err(_) => Ok(None),
    }
}

/// A machine, its device, and what a program has under way.
struct Scene<'a> {
    machine: &'a Machine,
    device: Device,
    file: Option<File>,
    reads: Vec<Pending>,
    asleep: bool,
}

impl Scene<'_> {
    /// Something happens.
    fn happen(&mut self) -> Result {
        let what = with(|run| run.choices.below(14));
        let started = self.is_started();
        match what {
            0 | 1 => {
                with(|run| run.tell(format!("a read of {} bytes", 2 - what)));
                if let Some(file) = &self.file {
                    self.reads.extend(heed(file.begin_read(2 - what))?);
                }
            }
            2 | 3 if self.asleep => {
                with(|run| run.tell("the system works again"));
                self.machine.wake()?;
                self.asleep = false;
            }
            2 | 3 => {
                with(|run| run.tell("the system goes to sleep"));
                self.asleep = heed(self.machine.sleep())?.is_some();
            }
            4..=6 => {
                with(|run| run.tell("time passes"));
                self.machine.run_for(Duration::from_millis(250))?;
            }
            7 => {
                with(|run| run.tell("a wake signal"));
                self.asleep &= !self.device.signal_wake()?;
                self.machine.run_until_idle()?;
            }
            8 => self.finish_kept(),
            _ if self.asleep => {}
            9 if started => {
                with(|run| run.tell("the device is stopped and started"));
                if heed(self.device.stop())?.is_some() {
                    heed(self.device.start())?;
                }
            }
            10 if started => {
                with(|run| run.tell("a stop is asked for, and canceled"));
                heed(self.device.cancel_stop())?;
            }
            11 if started => {
                with(|run| run.tell("a removal is asked for, and canceled"));
                heed(self.device.cancel_remove())?;
            }
            12 if started => {
                with(|run| run.tell("the device is disabled and enabled"));
                self.close()?;
                if heed(self.device.disable())?.is_some() {
                    heed(self.device.enable())?;
                }
                self.open()?;
            }
            13 if started && self.file.is_some() => {
                with(|run| run.tell("the idle settings change"));
                let idle = with(|run| run.idle);
                as_driver(self.machine, 0, || assign_idle(device(0), idle));
            }
            _ => {}
        }
        Ok(())
    }

    fn is_started(&self) -> bool {
        self.device.state() == DeviceState::Started
    }

    fn open(&mut self) -> Result {
        self.file = match self.device.interfaces().first() {
            Some(path) => heed(self.machine.open(path))?,
            None => None,
        };
        Ok(())
    }

    /// The driver completes what it keeps.
    fn finish_kept(&mut self) {
        let kept = with(|run| {
            run.tell("the driver completes what it keeps");
            std::mem::take(&mut run.kept)
        });
        as_driver(self.machine, 0, || {
            for request in kept {
                complete(ptr::with_exposed_provenance_mut(request), STATUS_SUCCESS, 0);
            }
        });
    }

    /// The program closes the device: its reads end.
    fn close(&mut self) -> Result {
        for read in &self.reads {
            read.cancel();
        }
        self.machine.run_until_idle()?;
        self.finish_kept();
        for read in self.reads.drain(..) {
            heed(read.wait())?;
        }
        if let Some(file) = self.file.take() {
            file.close()?;
        }
        Ok(())
    }

    /// The device is removed, by surprise or not.
    fn end(&mut self) -> Result {
        if self.asleep {
            self.machine.wake()?;
        }
        self.machine.run_until_idle()?;
        let surprise = with(|run| run.choices.below(2) == 1);
        if surprise && self.is_started() {
            with(|run| run.tell("the device is pulled out"));
            self.device.surprise_remove()?;
        }
        self.close()?;
        if self.is_started() {
            with(|run| run.tell("the device is removed"));
            if heed(self.device.remove())?.is_none() && self.is_started() {
                with(|run| run.tell("it is pulled out"));
                self.device.surprise_remove()?;
            }
        }
        self.machine.run_until_idle()
    }
}

fn operate(machine: &Machine) -> Result {
    let mut hardware = Hardware::new("root\\layers").wakes(PowerDeviceD2, PowerSystemSleeping3);
    for vector in VECTORS {
        hardware = hardware.resource(Resource::Interrupt { vector, irql: 7 });
    }
    if with(|run| run.choices.below(2) == 1) {
        hardware = hardware.reenumerates();
    }
    let Some(device) = heed(plug(machine, [LAYER, Layer::PLAIN], hardware))? else {
        return Ok(());
    };
    let mut scene = Scene {
        machine,
        device,
        file: None,
        reads: Vec::new(),
        asleep: false,
    };
    scene.open()?;
    for _ in 0..1 + with(|run| run.choices.below(EVENTS)) {
        scene.happen()?;
        if with(|run| run.broken.is_some()) {
            return Ok(());
        }
    }
    scene.end()
}

/// Runs a sequence: what was found, what was chosen, and what happened.
fn run(choices: Choices) -> (Option<String>, Vec<u32>, Vec<String>) {
    RUN.set(Some(Run::of(choices)));
    let schedule = with(|run| run.choices.below(10_000));
    let machine = match schedule {
        0 => Machine::new(),
        // Two processors, which take turns by chance.
        _ => Machine::builder()
            .processors(2)
            .seed(schedule as u64)
            .build(),
    };
    let ran = operate(&machine);
    let mut found = with(|run| run.broken.take());
    if found.is_none() {
        found = match ran.and_then(|()| machine.finish()) {
            Ok(report) if report.is_clean() => None,
            Ok(report) => Some(report.to_string()),
            Err(error) => Some(error.to_string()),
        };
        with(Run::check_gone);
        found = found.or_else(|| with(|run| run.broken.take()));
    }
    drop(machine);
    let run = RUN.take().expect("the sequence ran");
    (found, run.choices.record(), run.story)
}

pub(crate) fn number(variable: &str, default: u64) -> u64 {
    let Ok(number) = env::var(variable) else {
        return default;
    };
    number
        .parse()
        .unwrap_or_else(|_| panic!("{variable} is a number, not {number}"))
}

#[test]
fn what_drivers_are_promised_holds_in_random_sequences() {
    let from = number("KMDF_RANDOM_FROM", 0);
    for seed in from..from + number("KMDF_RANDOM_SEQUENCES", SEQUENCES) {
        let (found, record, _) = run(Choices::of_seed(seed));
        if found.is_none() {
            continue;
        }
        let shorter = shrink(record, |record| {
            run(Choices::of_record(record.to_vec())).0.is_some()
        });
        let (found, _, story) = run(Choices::of_record(shorter));
        panic!(
            "sequence {seed}, made shorter:\n{}\n{}\nKMDF_RANDOM_FROM={seed} KMDF_RANDOM_SEQUENCES=1 repeats it",
            story.join("\n"),
            found.unwrap_or_default()
        );
    }
}
