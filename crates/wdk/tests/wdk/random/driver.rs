//! The driver: a context with one of everything, and handlers that interpret bytes.

use std::{
    cell::{Cell, RefCell},
    mem,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use core::time::Duration;

use wdk::{
    device::Present,
    interface::{InterfaceChange, Links, Presence, RemoteDevice},
    ioctl::Method,
    irql::Locked,
    prelude::*,
    registry::Access,
    request::{CallerRequest, CanceledRequest, Parameters},
};

use super::calls::{BYTES, Change, How, Token, Way, with_spin};

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
/// How often the periodic timer fires.
const BEATS: u32 = 40;
/// The length of a callback's program.
const PROGRAM: usize = 12;
/// How many callbacks have a program.
pub(super) const PROGRAMS: usize = 14;

/// What all devices share.
#[derive(Default)]
struct Shared {
    fuel: AtomicU32,
    beats: AtomicU32,
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
    let period = TimerConfig::periodic(Duration::from_millis(2));
    device.add_timer(period, |it| &it.periodic, beat, irql)?;
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

fn in_caller_context(
    subject: &Subject,
    request: CallerRequest<'_>,
    irql: &mut UpToDispatch,
) -> Disposed {
    if let Some(passive) = irql.as_passive()
        && let Ok(input) = request.user_input(passive)
    {
        let mut bytes = [0; 8];
        if let Ok(memory) = input.probe_and_lock(passive) {
            let _ = memory.copy_to(0, &mut bytes);
        }
        if let Ok(output) = request.user_output(passive)
            && let Ok(memory) = output.probe_and_lock(passive)
        {
            let _ = memory.copy_from(0, &bytes);
        }
        if bytes[0] & 1 == 1 {
            return subject.handle(request.into_request(), irql);
        }
    }
    let enqueued = request.enqueue(irql);
    enqueued.unwrap_or_else(|it| it.complete(irql))
}

/// What a program works on.
struct Hands<'a> {
    /// The device, where the callback has one.
    device: Option<&'a Device<Subject>>,
    /// The request that the handler got.
    own: Option<Request>,
    /// What the handler will return.
    disposed: Option<Disposed>,
    /// The proof of another request.
    spare: Option<Disposed>,
    /// Locks that are held, as bits.
    held: u8,
    /// What must not be waited for, since it runs this program, as bits.
    inside: u8,
}

const FIRST: u8 = 1;
const SECOND: u8 = 2;
const WAIT: u8 = 4;
const LATE_WAIT: u8 = 8;

const IN_TIMER: u8 = 1;
const IN_WORK: u8 = 2;
const IN_HANDLER: u8 = 4;

impl Hands<'_> {
    const fn none(inside: u8) -> Self {
        Self {
            device: None,
            own: None,
            disposed: None,
            spare: None,
            held: 0,
            inside,
        }
    }

    fn gave_up(&mut self, result: Result<Disposed, Request>) {
        match result {
            Ok(disposed) => self.disposed = Some(disposed),
            Err(request) => self.own = Some(request),
        }
    }
}

/// A program that is interpreted.
struct Code<'a> {
    rest: &'a [u8],
}

impl<'a> Code<'a> {
    fn next(&mut self) -> u8 {
        let (first, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        *first
    }

    /// The next `length` bytes, as a program of its own.
    fn part(&mut self, length: usize) -> Code<'a> {
        let (part, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        Code { rest: part }
    }
}

/// Whether the buffers of a request are the program's own addresses.
fn is_neither(request: &Request) -> bool {
    let parameters = request.parameters();
    let (Parameters::DeviceControl(control) | Parameters::InternalDeviceControl(control)) =
        parameters
    else {
        return false;
    };
    control.code.method() == Method::Neither
}

/// Completes a request in the form that a byte stands for.
fn complete<T: Token>(request: Request, byte: u8, irql: &mut T) -> Result<Disposed, Request> {
    let how = How::of(byte);
    let writes = matches!(how, How::Reply(_) | How::ReplyWith(_));
    let how = if writes && is_neither(&request) {
        How::Finish(Ok(usize::from(byte)))
    } else {
        how
    };
    irql.dispose(request, Way::Complete(how))
}

impl Subject {
    /// The handlers of requests.
    fn handle<T: Token>(&self, request: Request, irql: &mut T) -> Disposed {
        let mut program = [0; 64];
        let neither = is_neither(&request);
        let length = if neither {
            let input = request.locked_input();
            let copied = input.and_then(|it| {
                let length = it.len().min(program.len());
                let bytes = program.get_mut(..length).unwrap_or_default();
                it.copy_to(0, bytes).map(|()| length)
            });
            copied.unwrap_or(0)
        } else {
            request.read_input(&mut program).unwrap_or(0)
        };
        let code = program.get(..length).unwrap_or_default();
        let code = if code.is_empty() {
            self.program(0)
        } else {
            code
        };
        let mut hands = Hands {
            own: Some(request),
            ..Hands::none(IN_HANDLER)
        };
        self.run(&mut hands, Code { rest: code }, irql);
        match (hands.own, hands.disposed.or(hands.spare)) {
            (Some(request), _) => match complete(request, code.len() as u8, irql) {
                Ok(disposed) => disposed,
                Err(_) => unreachable!("no lock is held"),
            },
            (None, Some(disposed)) => disposed,
            (None, None) => unreachable!("a request is gone without a proof"),
        }
    }

    /// The program of a callback.
    fn program(&self, callback: usize) -> &[u8] {
        let from = callback * PROGRAM;
        let programs = &self.shared.programs;
        programs.get(from..from + PROGRAM).unwrap_or_default()
    }

    /// Runs the program of a callback that has no request.
    fn callback<T: Token>(
        &self,
        callback: usize,
        device: Option<&Device<Self>>,
        inside: u8,
        irql: &mut T,
    ) {
        let mut hands = Hands {
            device,
            ..Hands::none(inside)
        };
        let code = Code {
            rest: self.program(callback),
        };
        self.run(&mut hands, code, irql);
        assert!(hands.own.is_none());
    }

    fn run<T: Token>(&self, hands: &mut Hands<'_>, mut code: Code<'_>, irql: &mut T) {
        while !code.rest.is_empty() {
            let fuel = self.shared.fuel.load(Relaxed);
            if fuel == 0 {
                return;
            }
            self.shared.fuel.store(fuel - 1, Relaxed);
            self.step(hands, &mut code, irql);
        }
    }

    /// One operation.
    fn step<T: Token>(&self, hands: &mut Hands<'_>, code: &mut Code<'_>, irql: &mut T) {
        let (operation, operand) = (code.next() % 48, code.next());
        let mut counts = OPERATIONS.get();
        counts[usize::from(operation)] += 1;
        OPERATIONS.set(counts);
        DONE.with_borrow_mut(|it| it.push((operation, operand)));
        match operation {
            0..=10 => self.on_own(operation, hands, operand, irql),
            11..=16 => self.on_others(operation, hands, operand, irql),
            17..=24 => self.later(operation, hands, operand, irql),
            25..=31 => self.locked(operation, hands, operand, code, irql),
            32..=39 => self.on_kept(operation, hands, operand, irql),
            _ => self.odd(operation, hands, operand, irql),
        }
    }

    /// What can be done with the request that the handler got.
    fn on_own<T: Token>(&self, operation: u8, hands: &mut Hands<'_>, operand: u8, irql: &mut T) {
        let Some(request) = hands.own.take() else {
            return;
        };
        let at = usize::from(operand);
        if operation >= 8 && is_neither(&request) {
            if operand < 0xF8 {
                let _ = request
                    .locked_output()
                    .and_then(|it| it.copy_from(at, &BYTES));
                hands.own = Some(request);
                return;
            }
            note(did::BUFFER);
        }
        match operation {
            0 | 1 => hands.gave_up(complete(request, operand, irql)),
            2 => hands.gave_up(irql.dispose(request, Way::ForwardManual(&self.manual))),
            3 => {
                let queue = with_spin(&self.shared.queues, irql, |it, _| it[at % 3].clone());
                match queue {
                    Some(queue) => hands.gave_up(irql.dispose(request, Way::Forward(&queue))),
                    None => hands.own = Some(request),
                }
            }
            4 => {
                let queue = request.queue().map(Queue::keep);
                match queue {
                    Some(queue) => hands.gave_up(irql.dispose(request, Way::Forward(&queue))),
                    None => hands.own = Some(request),
                }
            }
            5 => hands.gave_up(irql.dispose(request, Way::Requeue)),
            6 | 7 => hands.gave_up(self.park(request, operand, irql)),
            8 => {
                request.set_information(at * 16);
                let _ = request.write_output(BYTES.get(..at % 80).unwrap_or_default());
                let _ = (request.is_canceled(), request.parameters());
                hands.own = Some(request);
            }
            9 => {
                let mut bytes = [0; 24];
                let _ = (request.read_input(&mut bytes), request.input::<u64>());
                let _ = request
                    .input_memory()
                    .and_then(|it| it.copy_to(at, &mut bytes));
                let _ = request
                    .direct_input_memory()
                    .and_then(|it| it.read_at::<u32>(at));
                let _ = request
                    .locked_input()
                    .and_then(|it| it.copy_to(0, &mut bytes));
                hands.own = Some(request);
            }
            _ => {
                let _ = request
                    .output_memory()
                    .and_then(|it| it.write_at(at, &7_u32));
                let _ = request
                    .locked_output()
                    .and_then(|it| it.copy_from(at, &BYTES));
                let _ = request.output(&(at as u64));
                hands.own = Some(request);
            }
        }
    }

    fn park<T: Token>(
        &self,
        request: Request,
        operand: u8,
        irql: &mut T,
    ) -> Result<Disposed, Request> {
        let parked = match operand % 3 {
            0 => request.park(|it: &Self| &it.parked[0], irql),
            1 => request.park(|it: &Self| &it.parked[1], irql),
            // Not in the context, so refused.
            _ => request.park(|it: &Self| &it.shared.parked, irql),
        };
        parked.map_err(|it| it.request)
    }

    /// What can be done with a request that was found: what is left of it is the program's own, if
    /// it has none.
    fn dispose<T: Token>(
        &self,
        request: Request,
        hands: &mut Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let result = match operand >> 4 & 3 {
            0 | 1 => complete(request, operand, irql),
            2 => irql.dispose(request, Way::Requeue),
            _ => self.park(request, operand, irql),
        };
        match result {
            Ok(disposed) => hands.spare = Some(disposed),
            Err(request) => self.keep_for_later(request, irql),
        }
    }

    /// Stores a request where any callback may find it.
    fn keep_for_later<T: Token>(&self, request: Request, irql: &mut T) {
        note(did::HOLD);
        let left = with_spin(&self.shared.requests, irql, |it, _| {
            match it.iter_mut().find(|it| it.is_none()) {
                Some(free) => {
                    *free = Some(request);
                    None
                }
                None => Some(request),
            }
        });
        if let Some(left) = left {
            // Nobody completes it any more.
            mem::forget(left);
        }
    }

    /// What can be done with requests that wait somewhere.
    fn on_others<T: Token>(&self, operation: u8, hands: &mut Hands<'_>, operand: u8, irql: &mut T) {
        let found = match operation {
            11 => self.parked[usize::from(operand & 1)].take(irql),
            12 => self.shared.parked.take(irql),
            13 => self.manual.retrieve_next().ok().flatten(),
            14 if operand > 0xC0 => {
                let queue = with_spin(&self.shared.queues, irql, |it, _| {
                    it[usize::from(operand) % 3].clone()
                });
                note(did::RETRIEVE);
                queue.and_then(|it| it.retrieve_next().ok().flatten())
            }
            15 => with_spin(&self.shared.requests, irql, |it, _| {
                it[usize::from(operand & 1)].take()
            }),
            _ => {
                let _ = self.parked[usize::from(operand & 1)].is_occupied(irql);
                None
            }
        };
        if let Some(request) = found {
            self.dispose(request, hands, operand, irql);
        }
    }

    /// Timers and work items.
    fn later<T: Token>(&self, operation: u8, hands: &Hands<'_>, operand: u8, irql: &mut T) {
        let timer = match operand & 3 {
            0 | 1 => &self.timer,
            2 => &self.periodic,
            _ => &self.late_timer,
        };
        let work = if operand & 1 == 0 {
            &self.work
        } else {
            &self.late_work
        };
        match operation {
            17 | 18 => {
                timer.start(Duration::from_millis(u64::from(operand >> 2)));
            }
            19 => {
                timer.stop();
            }
            20 => {
                if let Some(irql) = irql.passive() {
                    if hands.inside & IN_TIMER != 0 || hands.held != 0 {
                        note(did::WAIT);
                    }
                    timer.stop_and_wait(irql);
                }
            }
            21 | 22 => work.enqueue(),
            23 => {
                if let Some(irql) = irql.passive() {
                    if hands.inside & IN_WORK != 0 || hands.held != 0 {
                        note(did::WAIT);
                    }
                    work.flush(irql);
                }
            }
            _ => {
                if let (Some(irql), Some(device)) = (irql.passive(), hands.device) {
                    late(device, operand, irql);
                }
            }
        }
    }

    /// Programs inside of locks.
    fn locked<T: Token>(
        &self,
        operation: u8,
        hands: &mut Hands<'_>,
        operand: u8,
        code: &mut Code<'_>,
        irql: &mut T,
    ) {
        let part = code.part(usize::from(operand) % 12);
        match operation {
            // Always in this order, and never twice: what else happens is the program's own doing.
            25 | 26 if hands.held & (FIRST | SECOND) == 0 => {
                hands.held |= FIRST;
                with_spin(&self.first, irql, |data, irql| {
                    data[0] = data[0].wrapping_add(1);
                    self.run(hands, part, irql);
                });
                hands.held &= !FIRST;
            }
            27 if hands.held & SECOND == 0 => {
                hands.held |= SECOND;
                with_spin(&self.second, irql, |data, irql| {
                    data[0] = data[0].wrapping_add(1);
                    self.run(hands, part, irql);
                });
                hands.held &= !SECOND;
            }
            28 if hands.held & (WAIT | LATE_WAIT) == 0 => {
                hands.held |= WAIT;
                irql.with_wait(&self.wait, |data: &mut u32, irql: &mut Locked<Passive>| {
                    *data += 1;
                    self.run(hands, part, irql);
                });
                hands.held &= !WAIT;
            }
            29 if hands.held & LATE_WAIT == 0 => {
                hands.held |= LATE_WAIT;
                let new = Memory::new(usize::from(operand), None).ok();
                irql.try_with_wait(
                    &self.late_wait,
                    |data: &mut Option<Memory>, irql: &mut Locked<Passive>| {
                        drop(mem::replace(data, new));
                        self.run(hands, part, irql);
                    },
                );
                hands.held &= !LATE_WAIT;
            }
            30 if operand > 0xF0 => {
                note(did::LOCK_TWICE);
                with_spin(&self.second, irql, |_, irql| {
                    with_spin(&self.second, irql, |_, _| ());
                });
            }
            31 if operand > 0xF0 => {
                if irql.passive().is_some() {
                    note(did::LOCK_TWICE);
                }
                irql.with_wait(&self.wait, |_: &mut u32, irql: &mut Locked<Passive>| {
                    irql.with_wait(&self.wait, |_: &mut u32, _: &mut Locked<Passive>| ());
                });
            }
            _ => self.run(hands, part, irql),
        }
    }

    /// What can be done with objects that are kept.
    fn on_kept<T: Token>(&self, operation: u8, hands: &Hands<'_>, operand: u8, irql: &mut T) {
        let at = usize::from(operand) % 3;
        match operation {
            32 => {
                let own = hands.own.as_ref().and_then(Request::device::<Self>);
                let Some(device) = hands.device.or(own) else {
                    return;
                };
                let kept = device.keep();
                let before = with_spin(&self.shared.devices, irql, |it, _| it[at].replace(kept));
                drop(before);
            }
            33 | 34 => {
                let kept = with_spin(&self.shared.devices, irql, |it, _| it[at].clone());
                if let Some(kept) = kept {
                    kept.context().timer.start(Duration::from_millis(1));
                    if let Some(present) = kept.upgrade() {
                        use_present(&present, operand, irql);
                    }
                }
            }
            35 => drop(with_spin(&self.shared.devices, irql, |it, _| it[at].take())),
            36 => {
                let Some(queue) = hands.own.as_ref().and_then(Request::queue) else {
                    return;
                };
                let kept = queue.keep();
                let _ = kept.device::<Self>().map(|it| it.context().work.enqueue());
                if operand & 0x80 != 0 {
                    let before = with_spin(&self.shared.queues, irql, |it, _| it[at].replace(kept));
                    drop(before);
                }
            }
            37 => drop(with_spin(&self.shared.queues, irql, |it, _| it[at].take())),
            38 => {
                let kept = with_spin(&self.shared.queues, irql, |it, _| it[at].clone());
                let Some(queue) = kept else { return };
                let change = match operand >> 4 {
                    6 | 7 => Change::Stop,
                    8 => Change::Purge,
                    9 => Change::Drain,
                    _ => Change::Start,
                };
                if change != Change::Start {
                    note(did::CLOSE);
                }
                irql.change(&queue, change);
            }
            _ => {
                let kept = with_spin(&self.shared.queues, irql, |it, _| it[at].clone());
                if let Some(queue) = kept {
                    // It waits for all requests that callbacks have, this one's too.
                    note(did::WAIT | did::CLOSE);
                    let change = match operand & 0x80 {
                        0 => Change::StopAndWait,
                        _ => Change::PurgeAndWait,
                    };
                    irql.change(&queue, change);
                    irql.change(&queue, Change::Start);
                }
            }
        }
    }

    /// What people do by mistake.
    fn odd<T: Token>(&self, operation: u8, hands: &mut Hands<'_>, operand: u8, irql: &mut T) {
        match operation {
            40 => {
                let memory = Memory::new(usize::from(operand), Some(*b"Mine")).ok();
                let before = with_spin(&self.shared.memory, irql, |it, _| mem::replace(it, memory));
                drop(before);
            }
            41 if hands.spare.is_some() && operand > 0xE0 => {
                if let Some(request) = hands.own.take() {
                    note(did::BREAK);
                    self.keep_for_later(request, irql);
                }
            }
            42 if hands.spare.is_some() && operand > 0xE0 => {
                note(did::BREAK);
                drop(hands.own.take());
            }
            43 if hands.spare.is_some() && operand > 0xE0 => {
                note(did::BREAK | did::HOLD | did::LEAK);
                mem::forget(hands.own.take());
            }
            44 if operand > 0xF0 => {
                note(did::LEAK);
                mem::forget(Memory::new(16, None));
                mem::forget(with_spin(&self.shared.devices, irql, |it, _| it[0].clone()));
            }
            45 if operand > 0xF0 => {
                if let Some(request) = hands.own.take() {
                    note(did::BREAK);
                    let way = Way::Complete(How::Status(NtStatus::PENDING));
                    hands.gave_up(irql.dispose(request, way));
                }
            }
            46 if operand > 0xF0 => {
                let kept = with_spin(&self.shared.devices, irql, |it, _| it[0].clone());
                if let Some(present) = kept.as_ref().and_then(ObjRef::upgrade) {
                    note(did::WAIT | did::LEAK);
                    mem::forget(present);
                }
            }
            _ => {
                if let Some(irql) = irql.passive() {
                    interfaces(irql);
                }
            }
        }
    }
}

/// What only a device that is there can do.
fn use_present<T: Token>(device: &Present<'_, Subject>, operand: u8, irql: &mut T) {
    let Some(irql) = irql.passive() else { return };
    match operand >> 4 & 7 {
        0 => drop(device.create_interface(&CLASS, Some(unicode!("again")), irql)),
        1 => device.set_interface_state(&CLASS, None, operand & 8 != 0, irql),
        2 => drop(device.create_symbolic_link(unicode!(r"\DosDevices\Subject"), irql)),
        3 => drop(device.hardware_key(Access::Read, irql)),
        4 => drop(device.interface_key(&CLASS, Access::Read, irql)),
        5 => {
            if let Ok(key) = device.software_key(Access::Write, irql) {
                let _ = key.set_u32(unicode!("Value"), operand.into());
            }
        }
        _ => late(device, operand, irql),
    }
}

/// Binds fields long after the device was made.
fn late(device: &Device<Subject>, operand: u8, irql: &Passive) {
    let _ = match operand & 3 {
        0 => device.add_manual_queue(|it| &it.late_manual, irql),
        1 => device.add_timer(TimerConfig::one_shot(), |it| &it.late_timer, tick, irql),
        2 => device.add_work_item(|it| &it.late_work, work, irql),
        _ => device
            .add_queue(QueueConfig::parallel(), |it| it, irql)
            .map(|_| ()),
    };
}

/// What any code at `PASSIVE_LEVEL` can do with the interfaces that there are.
fn interfaces(irql: &Passive) {
    let Ok(links) = Links::of_class(&CLASS, Presence::Enabled, irql) else {
        return;
    };
    for link in links.iter() {
        let _ = wdk::interface::key(link, Access::Read, irql);
        if let Ok(device) = RemoteDevice::open(link, irql) {
            let _ = device.hardware_key(Access::Read);
        }
    }
}

fn tick(subject: &Subject, device: &Device<Subject>, irql: &mut Dispatch) {
    subject.callback(1, Some(device), IN_TIMER, irql);
}

fn beat(subject: &Subject, device: &Device<Subject>, irql: &mut Passive) {
    // Else the machine would run for ever, waiting for a request that nobody completes.
    if subject.shared.beats.fetch_add(1, Relaxed) > BEATS {
        subject.periodic.stop();
    }
    subject.callback(2, Some(device), IN_TIMER, irql);
}

fn work(subject: &Subject, device: &Device<Subject>, irql: &mut Passive) {
    subject.callback(3, Some(device), IN_WORK, irql);
}

fn change(subject: &Subject, _: InterfaceChange<'_>, irql: &mut Passive) {
    subject.callback(4, None, 0, irql);
}

#[wdk::handlers]
impl DeviceEvents for Subject {
    fn prepare_hardware(
        &self,
        device: &Device<Self, Prepared>,
        _: Resources<'_>,
        irql: &mut Passive,
    ) -> Result<()> {
        self.hardware.set(device, 7)?;
        self.callback(5, Some(device), 0, irql);
        Ok(())
    }

    fn release_hardware(
        &self,
        device: &mut Device<Self, Releasing>,
        irql: &mut Passive,
    ) -> Result<()> {
        self.callback(6, Some(device), 0, irql);
        self.hardware.take(device);
        Ok(())
    }

    fn d0_entry(
        &self,
        device: &Device<Self, InD0>,
        _: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        let _ = self.hardware.get(device);
        self.callback(7, Some(device), 0, irql);
        Ok(())
    }

    fn d0_exit(
        &self,
        device: &Device<Self, InD0>,
        _: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        self.callback(8, Some(device), 0, irql);
        Ok(())
    }

    fn self_managed_io_cleanup(&self, device: &Device<Self>, irql: &mut Passive) {
        self.callback(9, Some(device), 0, irql);
    }

    fn surprise_removal(&self, device: &Device<Self>, irql: &mut Passive) {
        self.callback(10, Some(device), 0, irql);
    }

    fn query_remove(&self, device: &Device<Self>, irql: &mut Passive) -> Result<()> {
        self.callback(11, Some(device), 0, irql);
        Ok(())
    }
}

#[wdk::handlers]
impl QueueHandler for Subject {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn write(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn device_control(&self, request: Request, _: IoControl, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn canceled_on_queue(&self, request: CanceledRequest, irql: &mut UpToDispatch) -> Disposed {
        request.complete(irql)
    }
}

#[wdk::handlers]
impl QueueHandler for Part {
    type Irql = Passive;

    fn default(&self, request: Request, irql: &mut Passive) -> Disposed {
        let Some(device) = request.device::<Subject>().map(Device::keep) else {
            return request.complete(Error::INVALID_DEVICE_STATE, irql);
        };
        device.context().handle(request, irql)
    }
}
