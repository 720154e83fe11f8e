//! What happened on the machine, in order.

mod export;
mod story;

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};

use serde::Serialize;

/// How much is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Detail {
    /// Nothing.
    Off,
    /// Callbacks, IRPs, transitions, prints.
    #[default]
    Story,
    /// Also every function that the driver calls, and every switch of threads.
    All,
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
    /// A switch of threads.
    Switch,
    /// Text that the driver printed.
    Print,
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
}

/// Records events; part of the machine.
pub(crate) struct Recorder {
    detail: Cell<Detail>,
    events: RefCell<Vec<Event>>,
    threads: RefCell<Vec<(u64, String)>>,
    listener: Option<Listener>,
}

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
            Category::Call | Category::Switch => Detail::All,
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

    pub(crate) fn snapshot(&self) -> Trace {
        Trace {
            threads: self.threads.borrow().clone(),
            events: self.events.borrow().clone(),
        }
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
    events: Vec<Event>,
}

impl Trace {
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
