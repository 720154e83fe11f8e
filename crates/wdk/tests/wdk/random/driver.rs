//! The driver: a context with one of everything, whose handlers and callbacks interpret bytes.

mod handlers;
mod objects;
mod program;
mod requests;

use std::{
    cell::{Cell, RefCell},
    mem,
    sync::{Arc, Mutex, atomic::AtomicU32},
};

use core::time::Duration;

use wdk::prelude::*;

use handlers::{beat, change, in_caller_context, tick, work};

/// The interface of each device.
pub(super) const CLASS: Guid = guid!("7C0D9F1B-0F5D-4D0B-93A6-2C4D3C1E5A77");

/// What a program did that may end otherwise than by success, and how that is documented.
pub(super) mod did {
    /// Acquired a lock that it held: `SpinLock`, `RecursiveLock`.
    pub(in super::super) const LOCK_TWICE: u32 = 1;
    /// Dropped a request, or completed it as pending: `DriverBreakPoint`.
    pub(in super::super) const BREAK: u32 = 2;
    /// Waited for what waits for it: the machine is stuck.
    pub(in super::super) const WAIT: u32 = 4;
    /// Kept a request for ever: its removal waits, or is reported.
    pub(in super::super) const HOLD: u32 = 8;
    /// Forgot or kept an object: it is left.
    pub(in super::super) const LEAK: u32 = 16;
    /// Asked for a buffer that the program's method does not have: `BufferMethodMismatch`.
    pub(in super::super) const BUFFER: u32 = 32;
    /// Took a request from a queue that delivers by itself: `RetrieveRacesPresentation`.
    pub(in super::super) const RETRIEVE: u32 = 64;
    /// Stopped or drained a queue that was ending: `QueueClosedTwice`.
    pub(in super::super) const CLOSE: u32 = 128;
}

thread_local! {
    /// What was done on the machine of this thread.
    pub(super) static DID: Cell<u32> = const { Cell::new(0) };
    /// The operations that were done on it, each with its operand.
    pub(super) static DONE: RefCell<Vec<(u8, u8)>> = const { RefCell::new(Vec::new()) };
    /// How often each operation was done.
    pub(super) static OPERATIONS: Cell<[u64; 64]> = const { Cell::new([0; 64]) };
}

/// The programs of the callbacks of the next driver that is loaded on this thread.
pub(super) static CALLBACKS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn note(what: u32) {
    DID.set(DID.get() | what);
}

/// How many operations a driver does before it does nothing more: programs call themselves.
const FUEL: u32 = 600;
/// How many callbacks have a program.
pub(super) const PROGRAMS: usize = 14;

/// What all devices share.
#[derive(Default)]
struct Shared {
    fuel: AtomicU32,
    beats: AtomicU32,
    /// How many callbacks of timers run.
    in_timer: AtomicU32,
    /// How many callbacks of work items run.
    in_work: AtomicU32,
    programs: Vec<u8>,
    parked: Parked,
    requests: SpinLock<[Option<Request>; 2]>,
    devices: SpinLock<[Option<ObjRef<Device<Subject>>>; 3]>,
    queues: SpinLock<[Option<ObjRef<Queue>>; 3]>,
    memory: SpinLock<Option<Memory>>,
}

#[wdk::context]
struct Kind {
    shared: Arc<Shared>,
}

/// The handlers of a second queue.
struct Part;

#[wdk::context]
struct Subject {
    shared: Arc<Shared>,
    part: Part,
    parked: [Parked; 2],
    manual: ManualQueue,
    late_manual: ManualQueue,
    timer: Timer,
    periodic: Timer,
    late_timer: Timer,
    work: WorkItem,
    late_work: WorkItem,
    first: SpinLock<[u8; 4]>,
    second: SpinLock<[u8; 4]>,
    wait: WaitLock<u32>,
    late_wait: WaitLock<Option<Memory>>,
    hardware: Hardware<u32>,
}

impl Drop for Subject {
    fn drop(&mut self) {
        let started = self.timer.start(Duration::ZERO) | self.periodic.start(Duration::ZERO);
        assert!(!started, "a timer was started after its end");
        self.work.enqueue();
        self.timer.stop();
        assert!(matches!(self.manual.retrieve_next(), Ok(None) | Err(_)));
    }
}

#[wdk::driver_entry(name = "subject")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    let programs = CALLBACKS.lock().map(|it| it.clone()).unwrap_or_default();
    DriverConfig::new()
        .pool_tag(*b"Subj")
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create_with(driver, registry_path, |_| {
            let shared = Arc::new(Shared {
                fuel: AtomicU32::new(FUEL),
                programs,
                ..Shared::default()
            });
            Ok(Kind { shared })
        })
}

fn unload(driver: &Driver, irql: &mut Passive) {
    let Ok(kind) = driver.context::<Kind>() else {
        return;
    };
    let devices = kind.shared.devices.with(irql, |it, _| mem::take(it));
    drop(devices);
    let queues = kind.shared.queues.with(irql, |it, _| mem::take(it));
    drop(queues);
}

fn device_add(driver: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let kind: &Kind = driver.context()?;
    let wait = WaitLock::new(0, irql)?;
    let late_wait = WaitLock::new(None, irql)?;
    let subject = || Subject {
        shared: Arc::clone(&kind.shared),
        part: Part,
        parked: [Parked::new(), Parked::new()],
        manual: ManualQueue::new(),
        late_manual: ManualQueue::new(),
        timer: Timer::new(),
        periodic: Timer::new(),
        late_timer: Timer::new(),
        work: WorkItem::new(),
        late_work: WorkItem::new(),
        first: SpinLock::default(),
        second: SpinLock::default(),
        wait,
        late_wait,
        hardware: Hardware::new(),
    };
    init.evt_io_in_caller_context(in_caller_context);
    let device = init.create_with_events(subject, irql)?;
    device.add_manual_queue(|it| &it.manual, irql)?;
    device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
    device.add_timer(TimerConfig::one_shot(), |it| &it.periodic, beat, irql)?;
    device.add_work_item(|it| &it.work, work, irql)?;
    device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
    let part = device.add_queue(QueueConfig::sequential(), |it| &it.part, irql)?;
    let queue = part.keep();
    let before = kind.shared.queues.with(irql, |it, _| {
        let free = it.iter_mut().find(|it| it.is_none());
        free.and_then(|it| it.replace(queue))
    });
    drop(before);
    device.watch_interfaces(driver, &CLASS, change, irql)?;
    device.create_interface(&CLASS, None, irql)
}
