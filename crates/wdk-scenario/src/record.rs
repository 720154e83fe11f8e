//! The entries that a reader sees, made from the machine's trace while it grows.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use wdk_sim::{
    Machine,
    trace::{Category, Event, Phase},
};

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The virtual time.
    pub seconds: f64,
    /// How many shown entries enclose this one.
    pub depth: usize,
    /// Whose doing it is.
    pub source: Source,
    /// What it is about.
    pub kind: Kind,
    /// What happened: a callback's name, a request.
    pub name: String,
    /// Its parameters or result.
    pub detail: String,
}

/// Whose doing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The program that uses the device.
    Program,
    /// The driver's own code.
    Driver,
    /// The driver's debug output and its events.
    Print,
    /// The verifier or a fault.
    Fault,
    /// The rest of the machine.
    System,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A step of the scenario begins.
    Step,
    /// What came of the step.
    Result,
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
    /// A request that has passed all drivers.
    Completion,
    /// What stopped the machine.
    Stop,
    /// Text that the driver printed.
    Print,
    /// An event that the driver wrote with Event Tracing for Windows.
    Event,
    /// A broken rule.
    Violation,
    /// A call that was made to fail.
    Fault,
    /// A remark of the framework or of the machine.
    Note,
}

impl From<Category> for Kind {
    fn from(category: Category) -> Self {
        match category {
            Category::Callback => Self::Callback,
            Category::Call => Self::Call,
            Category::Irp => Self::Irp,
            Category::Driver => Self::Driver,
            Category::Pnp => Self::Pnp,
            Category::Power => Self::Power,
            Category::User => Self::User,
            Category::Dpc => Self::Dpc,
            Category::Timer => Self::Timer,
            Category::Interrupt => Self::Interrupt,
            Category::Completion => Self::Completion,
            Category::Stop => Self::Stop,
            Category::Print => Self::Print,
            Category::Event => Self::Event,
            Category::Violation => Self::Violation,
            Category::Fault => Self::Fault,
            // Categories that come later are remarks until they are named here.
            _ => Self::Note,
        }
    }
}

/// Shows the machine's events, in the order in which they happen.
pub(crate) struct Recorder<'a> {
    show: &'a mut dyn FnMut(Entry),
    verbose: bool,
    /// How many events of the trace were handled.
    handled: usize,
    /// The open events of each simulated thread, and whether they were shown.
    open: HashMap<u64, Vec<bool>>,
    /// The framework's last note, which it also prints.
    note: String,
}

impl<'a> Recorder<'a> {
    /// Calls `show` for each entry; a verbose recorder leaves no event out.
    pub(crate) fn new(show: &'a mut dyn FnMut(Entry), verbose: bool) -> Self {
        Self {
            show,
            verbose,
            handled: 0,
            open: HashMap::new(),
            note: String::new(),
        }
    }

    /// Shows what has happened on `machine` since the last call.
    pub(crate) fn update(&mut self, machine: &Machine) {
        let events = machine.events_since(self.handled);
        self.handled += events.len();
        // What a timeline shows besides is too much for a reader of lines.
        for event in events.iter().filter(|event| !is_of_timeline(event)) {
            self.event(event);
        }
    }

    /// Shows the next step.
    pub(crate) fn program(&mut self, machine: &Machine, step: &str, detail: &str) {
        self.update(machine);
        self.entry(machine, (Source::Program, Kind::Step), step, detail);
    }

    /// Shows a step's result, after what led to it.
    pub(crate) fn result(&mut self, machine: &Machine, result: &str) {
        self.update(machine);
        let result = format!("= {result}");
        self.entry(machine, (Source::System, Kind::Result), "", &result);
    }

    fn entry(
        &mut self,
        machine: &Machine,
        (source, kind): (Source, Kind),
        name: &str,
        detail: &str,
    ) {
        (self.show)(Entry {
            seconds: machine.now().as_secs_f64(),
            depth: 0,
            source,
            kind,
            name: name.to_owned(),
            detail: detail.to_owned(),
        });
    }

    fn event(&mut self, event: &Event) {
        let open = self.open.entry(event.thread).or_default();
        if event.phase == Phase::End {
            open.pop();
            return;
        }
        let shown = self.verbose || is_shown(event);
        let depth = open.iter().filter(|shown| **shown).count() + 1;
        if event.phase == Phase::Begin {
            open.push(shown);
        }
        let source = match event.category {
            Category::Callback | Category::Driver | Category::Timer => Source::Driver,
            Category::Print | Category::Event => Source::Print,
            Category::Violation | Category::Fault => Source::Fault,
            _ => Source::System,
        };
        let (name, detail) = (event.name.trim_end(), event.detail.trim_end());
        let repeats = event.category == Category::Print && name == self.note;
        if event.category == Category::Note {
            name.clone_into(&mut self.note);
        }
        if !shown || repeats {
            return;
        }
        // Callbacks have their object's address there, which says nothing outside a debugger.
        let detail = if self.verbose || !detail.starts_with("0x") {
            detail
        } else {
            ""
        };
        (self.show)(Entry {
            // The trace counts in units of 100 ns.
            seconds: event.time as f64 / 1e7,
            depth,
            source,
            kind: event.category.into(),
            name: name.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

/// Whether an event is recorded for timelines alone.
fn is_of_timeline(event: &Event) -> bool {
    matches!(
        event.category,
        Category::Call | Category::Completion | Category::Stop
    )
}

/// Whether an event is shown by default: not what the PnP manager asks every device, and not how a
/// request goes on below the driver.
fn is_shown(event: &Event) -> bool {
    // The run itself shows the program's side.
    let program = event.category == Category::User;
    let below = event.category == Category::Irp && event.detail == "PnpManager";
    let query = event.name.contains("IRP_MN_QUERY_");
    !program && !below && !query && event.name != "CompletionRoutine"
}
