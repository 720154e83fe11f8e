//! Requests that are parked around the stop of their queue, whose handlers have a `stop` of their own, and the data
//! that goes with them.

use core::time::Duration;

use wdk::{
    Guid, IoControlCode,
    ioctl::{Access, Method},
    prelude::*,
};
use wdk_sim::{Error as SimError, File, Machine, NtStatus as SimStatus};

const fn code(function: u16) -> IoControlCode {
    IoControlCode::new(0x22, function, Method::Buffered, Access::Any)
}

const CLASS: Guid = wdk::guid!("2C6B0E55-3F5B-4B0C-8C3C-2B8B9E2C9B11");
/// Takes the request out of its place, and keeps it elsewhere.
const TAKE: IoControlCode = code(0x800);
/// Parks it again, and counts it.
const PARK: IoControlCode = code(0x801);
/// The same, but the counting fails.
const FAIL: IoControlCode = code(0x802);
/// How many requests were counted.
const COUNT: IoControlCode = code(0x803);

#[wdk::context]
struct Stopper {
    parked: Parked<u32>,
    taken: SpinLock<Option<Request>>,
    timer: Timer,
}

#[wdk::driver_entry(name = "stopper")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let stopper = || Stopper {
        parked: Parked::with_data(0),
        taken: SpinLock::new(None),
        timer: Timer::new(),
    };
    let device = init.create(stopper, irql)?;
    device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
    device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
    device.create_interface(&CLASS, None, irql)
}

fn unload(_: &Driver, _: &mut Passive) {}

/// The request is parked again when its queue has stopped.
fn tick(stopper: &Stopper, _: &Device<Stopper>, irql: &mut Passive) {
    let taken = stopper.taken.with(irql, |taken, _| taken.take());
    if let Some(Err(rejected)) = taken.map(|it| it.park(|it: &Stopper| &it.parked, irql)) {
        rejected.complete(irql);
    }
}

impl Stopper {
    fn park_again(&self, counted: Result<()>, irql: &mut UpToDispatch) -> Result<()> {
        let taken = self.taken.with(irql, |taken, _| taken.take());
        let request = taken.ok_or(Error::NOT_FOUND)?;
        let parked = request.park_with(
            |it: &Self| &it.parked,
            irql,
            |_, count| {
                *count += 1;
                counted
            },
        );
        parked.map(drop).map_err(|rejected| {
            let error = rejected.error;
            rejected.complete(irql);
            error
        })
    }
}

#[wdk::handlers]
impl QueueHandler for Stopper {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
        let parked = request.park(|it: &Self| &it.parked, irql);
        parked.unwrap_or_else(|rejected| rejected.complete(irql))
    }

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut UpToDispatch,
    ) -> Disposed {
        let done = match control.code {
            TAKE => {
                let taken = self.parked.take_with(irql, |_, count| *count);
                let found = taken.is_some();
                self.taken
                    .with(irql, |place, _| *place = taken.map(|it| it.0));
                if found { Ok(()) } else { Err(Error::NOT_FOUND) }
            }
            PARK => self.park_again(Ok(()), irql),
            FAIL => self.park_again(Err(Error::DEVICE_BUSY), irql),
            COUNT => {
                let count = self.parked.with(irql, |count, _| *count);
                return request.reply_with(&count, irql);
            }
            _ => Err(Error::INVALID_DEVICE_REQUEST),
        };
        request.complete(done, irql)
    }

    fn stop(&self, stopping: Stopping<'_>, irql: &mut UpToDispatch) {
        if stopping.reason() == StopReason::Purge {
            if let Some(request) = self.parked.take(irql) {
                request.complete(Error::CANCELLED, irql);
            }
        } else if stopping.acknowledge(&self.parked, irql).is_err() {
            self.timer.start(Duration::from_secs(1));
        }
    }
}

fn stopper(machine: &Machine) -> (wdk_sim::Device, File) {
    let inf = crate::inf("stopper");
    machine.add_package(&*inf, DRIVER).expect("a good package");
    let device = machine.plug("root\\stopper").expect("it starts");
    let class = wdk_sys::GUID::from(CLASS);
    let interface = device.interface(&class).expect("it is enabled");
    let file = machine.open(&interface).expect("it opens");
    (device, file)
}

fn control(file: &File, code: IoControlCode) -> Result<(), SimStatus> {
    match file.ioctl(code.value(), &[], &mut []) {
        Ok(_) => Ok(()),
        Err(SimError::Status(status)) => Err(status),
        Err(other) => panic!("{other}"),
    }
}

fn count(file: &File) -> u32 {
    let mut count = [0; 4];
    file.ioctl(COUNT.value(), &[], &mut count)
        .expect("a number");
    u32::from_ne_bytes(count)
}

#[track_caller]
fn canceled(pending: wdk_sim::Pending) {
    let result = pending.wait();
    let expected = wdk_sys::STATUS_CANCELLED;
    assert!(
        matches!(result, Err(SimError::Status(status)) if status.0 == expected),
        "{result:?}"
    );
}

#[track_caller]
fn clean(machine: &Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// The handler of the queue could not acknowledge: the request was in no place.
#[test]
fn a_request_that_is_parked_after_its_queue_stopped_comes_back() {
    let machine = Machine::new();
    let (_device, file) = stopper(&machine);
    let read = file.begin_read(1).expect("it is sent");
    control(&file, TAKE).expect("it waits");
    machine.sleep().expect("it sleeps");
    let slept = machine.now();
    assert_eq!(slept, Duration::from_secs(1), "nobody waits for an answer");
    canceled(read);
    machine.wake().expect("it wakes");
    drop(file);
    clean(&machine);
}

#[test]
fn a_handler_acknowledges_for_a_request_that_waits() {
    let machine = Machine::new();
    let (_device, file) = stopper(&machine);
    let read = file.begin_read(1).expect("it is sent");
    machine.sleep().expect("it sleeps");
    assert_eq!(machine.now(), Duration::ZERO);
    machine.wake().expect("it wakes");
    assert!(!read.is_complete());
    read.cancel();
    canceled(read);
    drop(file);
    clean(&machine);
}

#[test]
fn data_is_changed_only_for_a_request_that_waits() {
    let machine = Machine::new();
    let (_device, file) = stopper(&machine);
    let read = file.begin_read(1).expect("it is sent");
    control(&file, TAKE).expect("it waits");
    control(&file, PARK).expect("it can be cancelled");
    assert_eq!(count(&file), 1);
    control(&file, TAKE).expect("it waits");
    read.cancel();
    let refused = control(&file, PARK).expect_err("it was cancelled");
    assert_eq!(refused.0, wdk_sys::STATUS_CANCELLED);
    assert_eq!(count(&file), 1, "it does not wait");
    canceled(read);

    let read = file.begin_read(1).expect("it is sent");
    control(&file, TAKE).expect("it waits");
    let refused = control(&file, FAIL).expect_err("the counting fails");
    assert_eq!(refused.0, wdk_sys::STATUS_DEVICE_BUSY);
    assert!(control(&file, TAKE).is_err(), "it does not wait");
    let result = read.wait();
    assert!(result.is_err(), "{result:?}");
    drop(file);
    clean(&machine);
}
