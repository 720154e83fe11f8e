//! What happened on the machine, in order.

mod caller;
mod export;
mod perfetto;
mod story;
mod timeline;

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::HashSet,
    fmt,
    rc::Rc,
    sync::Arc,
};

use serde::Serialize;

pub(crate) use caller::Called;
pub use caller::Caller;
use caller::Callers;

/// How much is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Detail {
    /// Nothing.
    Off,
    /// Callbacks, IRPs, transitions, prints.
    #[default]
    Story,
    /// Also every function of the system and of the framework that is called, with its arguments
    /// in short, the way of each IRP, and what stopped the machine.
    All,
    /// Also who called each function: the driver or the framework, and from which source line. It
    /// takes a walk up the stack for each call. This is what a timeline is made from.
    Callers,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Category {
    /// A callback or another routine of the driver.
    Callback,
    /// A function that the driver calls.
    Call,
    /// An I/O request packet.
    Irp,
    /// Loading and unloading of drivers.
    Driver,
    /// A change of a device's PnP state.
    Pnp,
    /// A change of a device's power state.
    Power,
    /// What a program does from outside the kernel.
    User,
    /// A deferred procedure call.
    Dpc,
    /// A timer that expires.
    Timer,
    /// An interrupt.
    Interrupt,
    /// An IRP that has passed all drivers.
    Completion,
    /// What stopped the machine: a bug check, or that nothing can run any more.
    Stop,
    /// Text that the driver printed.
    Print,
    /// An event that the driver wrote and a trace session recorded.
    Event,
    /// A broken rule.
    Violation,
    /// A call that was made to fail.
    Fault,
    /// A remark of the framework or of the machine.
    Note,
}

/// Whether an event begins, ends or is at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Something begins; an `End` on the same thread follows.
    Begin,
    /// The innermost open `Begin` of the thread ends.
    End,
    /// Something happens at once.
    Instant,
}

/// One event.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// Virtual time since the machine started, in units of 100 ns.
    pub time: u64,
    /// Number of the simulated processor.
    pub processor: u32,
    /// Number of the simulated thread; 0 outside of all threads.
    pub thread: u64,
    /// IRQL at which it happened.
    pub irql: u8,
    /// Begin, end or instant.
    pub phase: Phase,
    /// What it is about.
    pub category: Category,
    /// Microsoft's name of the callback, the request or the function.
    pub name: Cow<'static, str>,
    /// Further details; may be empty.
    pub detail: String,
    /// What else it belongs to.
    #[serde(flatten)]
    pub about: About,
}

/// What an event belongs to, apart from its thread.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct About {
    /// Number of the driver whose code runs, as in [`Trace::driver`]; 0 for the system itself.
    pub driver: u32,
    /// Number of the device object, as in [`Trace::device`]; 0 for none.
    pub device: u32,
    /// Number of the IRP; 0 for none. A packet that is used again has a new number.
    pub irp: u64,
    /// At an end or a completion: the status, if there is one.
    pub status: Option<i32>,
    /// At the beginning of a call, with [`Detail::Callers`]: who called.
    pub caller: Option<Caller>,
    /// The source line of the driver that called, such as `toaster/src/lib.rs:42`.
    pub line: Option<Arc<str>>,
}

/// A device object, as the trace names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeviceName {
    /// The stack that it is in: the instance of the device at the bottom, or a device's name.
    pub stack: String,
    /// How many devices are below it.
    pub height: usize,
    /// The service of its driver.
    pub driver: String,
}

/// Records events; part of the machine.
pub(crate) struct Recorder {
    detail: Cell<Detail>,
    events: RefCell<Vec<Event>>,
    threads: RefCell<Vec<(u64, String)>>,
    devices: RefCell<Vec<DeviceName>>,
    /// How many IRPs have got a number.
    irps: Cell<u64>,
    /// Calls of the framework and of the system that were not recorded.
    left_out: Cell<u64>,
    pub(crate) callers: Callers,
    listener: Option<Listener>,
}

/// When so many events are recorded, no further calls of the framework and the system are: they
/// are the first that a timeline does without.
const MANY: usize = 1_000_000;

/// Called with every event as it happens.
#[derive(Clone)]
pub(crate) struct Listener(pub(crate) Rc<dyn Fn(&Event)>);

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener(..)")
    }
}

impl Recorder {
    pub(crate) fn new(detail: Detail, listener: Option<Listener>) -> Self {
        Self {
            detail: Cell::new(detail),
            events: RefCell::new(Vec::new()),
            threads: RefCell::new(Vec::new()),
            devices: RefCell::new(Vec::new()),
            irps: Cell::new(0),
            left_out: Cell::new(0),
            callers: Callers::default(),
            listener,
        }
    }

    #[inline]
    pub(crate) fn records(&self, detail: Detail) -> bool {
        self.detail.get() >= detail
    }

    /// Whether events of this category are recorded.
    #[inline]
    pub(crate) fn records_category(&self, category: Category) -> bool {
        self.records(match category {
            Category::Call | Category::Completion | Category::Stop => Detail::All,
            _ => Detail::Story,
        })
    }

    /// Records an event and calls the listener.
    pub(crate) fn push(&self, event: Event) {
        if let Some(Listener(listener)) = &self.listener {
            listener(&event);
        }
        self.events.borrow_mut().push(event);
    }

    /// What is recorded; `drivers` are the names of all drivers, in the order of their numbers.
    /// `stop` is the name and the reason of what ended the machine: it has happened where the last
    /// event of a thread was.
    pub(crate) fn snapshot(&self, drivers: Vec<String>, stop: Option<(String, String)>) -> Trace {
        let mut events = self.events.borrow().clone();
        // What the program learns of it comes later and outside of all threads.
        let at = events.iter().rposition(|event| event.thread != 0);
        let at = at.or(events.len().checked_sub(1));
        if let Some((at, (name, detail))) = at.zip(stop) {
            let last = &events[at];
            let event = Event {
                phase: Phase::Instant,
                category: Category::Stop,
                name: name.into(),
                detail,
                about: About {
                    driver: last.about.driver,
                    ..About::default()
                },
                ..last.clone()
            };
            events.insert(at + 1, event);
        }
        let mut threads = self.threads.borrow().clone();
        // Threads of processors that have nothing else to run: DPCs run on them.
        let mut known: HashSet<u64> = threads.iter().map(|(number, _)| *number).collect();
        known.insert(0);
        for event in &events {
            if known.insert(event.thread) {
                threads.push((event.thread, "idle".to_owned()));
            }
        }
        Trace {
            threads,
            drivers,
            devices: self.devices.borrow().clone(),
            left_out: self.left_out.get(),
            events,
        }
    }

    /// The events from number `first` on.
    pub(crate) fn since(&self, first: usize) -> Vec<Event> {
        let events = self.events.borrow();
        events.get(first..).unwrap_or_default().to_vec()
    }

    /// Gives a device object its number.
    pub(crate) fn add_device(&self, name: DeviceName) -> u32 {
        let mut devices = self.devices.borrow_mut();
        devices.push(name);
        devices.len() as u32
    }

    /// Gives an IRP its number.
    pub(crate) fn next_irp(&self) -> u64 {
        self.irps.set(self.irps.get() + 1);
        self.irps.get()
    }

    /// Whether a call that `caller` makes is recorded; counts those that are not.
    pub(crate) fn has_room_for(&self, caller: Option<Caller>) -> bool {
        let has_room =
            matches!(caller, None | Some(Caller::Driver)) || self.events.borrow().len() < MANY;
        if !has_room {
            self.left_out.set(self.left_out.get() + 1);
        }
        has_room
    }

    /// Keeps the name of a new thread.
    pub(crate) fn name_thread(&self, number: u64, name: &str) {
        if self.records(Detail::Story) {
            self.threads.borrow_mut().push((number, name.to_owned()));
        }
    }

    pub(crate) fn clear(&self) {
        self.events.borrow_mut().clear();
        self.threads.borrow_mut().clear();
    }
}

/// The recorded events of a machine.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Trace {
    /// Numbers and names of the threads.
    threads: Vec<(u64, String)>,
    drivers: Vec<String>,
    devices: Vec<DeviceName>,
    left_out: u64,
    events: Vec<Event>,
}

impl Trace {
    /// The service of the driver with this number; empty for the system itself.
    #[must_use]
    pub fn driver(&self, number: u32) -> &str {
        let index = (number as usize).checked_sub(1);
        index
            .and_then(|index| self.drivers.get(index))
            .map_or("", String::as_str)
    }

    /// The device object with this number; none for 0.
    #[must_use]
    pub fn device(&self, number: u32) -> Option<&DeviceName> {
        (number as usize)
            .checked_sub(1)
            .and_then(|index| self.devices.get(index))
    }

    /// The events, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Event> {
        self.events.iter()
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Names of what began or happened, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.events
            .iter()
            .filter(|event| event.phase != Phase::End)
            .map(|event| &*event.name)
    }

    /// The events of one category.
    pub fn of(&self, category: Category) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .filter(move |event| event.category == category)
    }
}

impl<'a> IntoIterator for &'a Trace {
    type Item = &'a Event;
    type IntoIter = std::slice::Iter<'a, Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
