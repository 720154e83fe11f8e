//! The trace in Perfetto's format, which <https://ui.perfetto.dev> and its trace processor read.
//!
//! The numbers of the fields are those of Perfetto's public `.proto` files, under
//! `protos/perfetto/trace` in its repository.

mod message;
mod tracks;

use std::collections::HashMap;

use super::{
    Caller, Category, Event, Phase, Trace,
    timeline::{self, Names, Selection},
};
use message::Message;
use tracks::{Devices, Track};

/// Bytes that the events of a file may take, about.
const LARGEST: usize = 64 << 20;
/// A file has one sequence of packets.
const SEQUENCE: u64 = 1;
/// The process that all threads belong to.
const PROCESS: u64 = 1;
/// Nanoseconds that a step takes: code takes no virtual time, and a slice without any length would
/// not be seen.
const STEP: u64 = 1000;

/// Fields of `TracePacket`.
mod packet {
    pub(super) const TIMESTAMP: u32 = 8;
    pub(super) const SEQUENCE_ID: u32 = 10;
    pub(super) const TRACK_EVENT: u32 = 11;
    pub(super) const SEQUENCE_FLAGS: u32 = 13;
    pub(super) const TRACK_DESCRIPTOR: u32 = 60;
    /// Value of the flags: nothing of before is referred to.
    pub(super) const INCREMENTAL_STATE_CLEARED: u64 = 1;
}

/// Fields of `TrackEvent`, and values of its `type`.
mod event {
    pub(super) const DEBUG_ANNOTATIONS: u32 = 4;
    pub(super) const TYPE: u32 = 9;
    pub(super) const TRACK_UUID: u32 = 11;
    pub(super) const CATEGORIES: u32 = 22;
    pub(super) const NAME: u32 = 23;
    pub(super) const COUNTER_VALUE: u32 = 30;
    pub(super) const SOURCE_LOCATION: u32 = 33;
    pub(super) const FLOW_IDS: u32 = 47;
    pub(super) const TERMINATING_FLOW_IDS: u32 = 48;
    pub(super) const SLICE_BEGIN: u64 = 1;
    pub(super) const SLICE_END: u64 = 2;
    pub(super) const INSTANT: u64 = 3;
    pub(super) const COUNTER: u64 = 4;
}

impl Trace {
    /// The trace in Perfetto's format: tracks for threads, processors, their IRQL and the device
    /// objects of each stack; each IRP is a flow.
    ///
    /// Code takes no virtual time, so events that happen at one time are drawn a microsecond
    /// apart; the time itself is among each event's arguments. The framework's calls have tracks
    /// of their own beside those of their threads. Addresses are replaced by numbers, so that
    /// equal runs give equal files.
    #[must_use]
    pub fn to_perfetto(&self) -> Vec<u8> {
        let selection = Selection::of(self, LARGEST);
        let mut writer = Writer::new(self, &selection.notes);
        for event in &selection.events {
            writer.event(event);
        }
        writer.finish()
    }
}

/// An open slice of a thread.
struct Open {
    name: String,
    tracks: Vec<Track>,
    /// The device that its routine works for.
    device: u32,
    driver: u32,
}

struct Writer<'a> {
    trace: &'a Trace,
    bytes: Message,
    names: Names,
    time: u64,
    devices: Devices,
    open: HashMap<u64, Vec<Open>>,
    /// The thread that each processor runs, if it runs one.
    running: HashMap<u32, u64>,
    irql: HashMap<u32, u8>,
    /// The device at which each IRP came in.
    entry: HashMap<u64, u32>,
}

impl<'a> Writer<'a> {
    fn new(trace: &'a Trace, notes: &[String]) -> Self {
        let mut writer = Self {
            trace,
            bytes: Message::default(),
            names: Names::default(),
            time: 0,
            devices: Devices::default(),
            open: HashMap::new(),
            running: HashMap::new(),
            irql: HashMap::new(),
            entry: HashMap::new(),
        };
        writer.describe(&tracks::process(PROCESS), true);
        for (number, name) in &trace.threads {
            writer.describe(&tracks::thread(PROCESS, *number, name), false);
            writer.describe(&tracks::framework(*number), false);
        }
        for note in notes {
            writer.emit(Track::Process, event::INSTANT, |it| {
                it.text(event::NAME, note)
            });
        }
        writer
    }

    /// Describes a track, before its first event.
    fn describe(&mut self, descriptor: &Message, is_first: bool) {
        let mut packet = Message::default();
        packet.number(packet::SEQUENCE_ID, SEQUENCE);
        if is_first {
            packet.number(packet::SEQUENCE_FLAGS, packet::INCREMENTAL_STATE_CLEARED);
        }
        packet.message(packet::TRACK_DESCRIPTOR, descriptor);
        self.bytes.message(1, &packet);
    }

    fn emit(&mut self, track: Track, of_type: u64, fill: impl FnOnce(&mut Message)) {
        let mut inner = Message::default();
        inner.number(event::TYPE, of_type);
        inner.number(event::TRACK_UUID, track.uuid());
        fill(&mut inner);
        let mut packet = Message::default();
        packet.number(packet::TIMESTAMP, self.time);
        packet.number(packet::SEQUENCE_ID, SEQUENCE);
        packet.message(packet::TRACK_EVENT, &inner);
        self.bytes.message(1, &packet);
    }

    fn event(&mut self, event: &Event) {
        self.time = (event.time * 100).max(self.time + STEP);
        self.processor(event);
        match event.phase {
            Phase::Begin => self.begin(event),
            Phase::End => self.end(event),
            Phase::Instant => self.instant(event),
        }
    }

    /// Which thread the processor runs, and at which IRQL.
    fn processor(&mut self, event: &Event) {
        let number = event.processor;
        if !self.irql.contains_key(&number) {
            self.describe(&tracks::processor(number), false);
            self.describe(&tracks::irql(number), false);
        }
        if self.irql.insert(number, event.irql) != Some(event.irql) {
            self.emit(Track::Irql(number), event::COUNTER, |it| {
                it.number(event::COUNTER_VALUE, event.irql.into());
            });
        }
        let before = self.running.insert(number, event.thread);
        if before == Some(event.thread) {
            return;
        }
        if before.is_some() {
            self.emit(Track::Processor(number), event::SLICE_END, |_| {});
        }
        let thread = self
            .trace
            .threads
            .iter()
            .find(|(it, _)| *it == event.thread);
        let name = thread.map_or("no thread", |(_, name)| name);
        self.emit(Track::Processor(number), event::SLICE_BEGIN, |it| {
            it.text(event::NAME, name);
        });
    }

    fn begin(&mut self, event: &Event) {
        let outer = self.open.get(&event.thread).and_then(|open| open.last());
        let inherited = outer
            .filter(|outer| outer.driver == event.about.driver || event.category == Category::Call)
            .map_or(0, |outer| outer.device);
        let device = match event.about.device {
            0 => inherited,
            device => device,
        };
        let is_means = matches!(event.about.caller, Some(Caller::Framework | Caller::System));
        let first = match event.thread {
            0 => Track::Process,
            thread if is_means => Track::Framework(thread),
            thread => Track::Thread(thread),
        };
        let mut tracks = vec![first];
        if device != 0 && is_work(event.category) {
            tracks.push(self.row(device, event.thread));
        }
        let flow_at = tracks.len() - 1;
        for (index, track) in tracks.iter().enumerate() {
            self.slice(*track, event::SLICE_BEGIN, event, index == flow_at);
        }
        if event.about.irp != 0 {
            self.entry.entry(event.about.irp).or_insert(device);
        }
        let open = Open {
            name: event.name.to_string(),
            tracks,
            device,
            driver: event.about.driver,
        };
        self.open.entry(event.thread).or_default().push(open);
    }

    fn end(&mut self, event: &Event) {
        let open = self.open.entry(event.thread).or_default();
        let Some(begin) = open.iter().rposition(|it| it.name == event.name) else {
            return;
        };
        // What a panic left open ends with what encloses it, innermost first.
        let ended = open.split_off(begin);
        for (index, open) in ended.iter().enumerate().rev() {
            for track in open.tracks.iter().rev() {
                self.leave(*track, (index == 0).then_some(event));
            }
        }
    }

    /// Ends the innermost slice of a track.
    fn leave(&mut self, track: Track, event: Option<&Event>) {
        if let Track::Device(device, row) = track {
            self.devices.leave(device, row);
        }
        let status = event.and_then(|event| event.about.status);
        let result = event.map_or_else(String::new, |it| self.names.replace(&it.detail));
        self.emit(track, event::SLICE_END, |it| {
            if let Some(status) = status {
                it.annotation("status", &timeline::status(status));
            } else if !result.is_empty() {
                it.annotation("result", &result);
            }
        });
    }

    fn instant(&mut self, event: &Event) {
        let device = match event.category {
            Category::Completion => self.entry.get(&event.about.irp).copied().unwrap_or(0),
            _ => event.about.device,
        };
        let track = match event.category {
            Category::Completion if device != 0 => self.row(device, event.thread),
            _ if event.thread != 0 => Track::Thread(event.thread),
            _ => Track::Process,
        };
        self.slice(track, event::INSTANT, event, true);
        if let Track::Device(device, row) = track {
            self.devices.leave(device, row);
        }
    }

    /// The track of a device on which a thread's slices nest.
    fn row(&mut self, device: u32, thread: u64) -> Track {
        let (row, is_new) = self.devices.enter(device, thread);
        if is_new {
            let name = &self.trace.devices[device as usize - 1];
            for descriptor in self.devices.describe(device, row, name) {
                self.describe(&descriptor, false);
            }
        }
        Track::Device(device, row)
    }

    fn slice(&mut self, track: Track, of_type: u64, event: &Event, has_flow: bool) {
        let name = self.names.replace(event.name.trim_end());
        let detail = self.names.replace(event.detail.trim_end());
        let driver = self.trace.driver(event.about.driver);
        let about = &event.about;
        self.emit(track, of_type, |it| {
            it.text(event::NAME, &name);
            it.text(event::CATEGORIES, category(event.category));
            if has_flow && about.irp != 0 {
                let field = match event.category {
                    Category::Completion => event::TERMINATING_FLOW_IDS,
                    _ => event::FLOW_IDS,
                };
                it.fixed(field, about.irp);
            }
            for (name, value) in [("detail", detail.as_str()), ("driver", driver)] {
                if !value.is_empty() {
                    it.annotation(name, value);
                }
            }
            it.annotation_number("irql", event.irql.into());
            it.annotation_number("virtual time (100 ns)", event.time);
            if about.irp != 0 {
                it.annotation_number("irp", about.irp);
            }
            if let Some(status) = about.status {
                it.annotation("status", &timeline::status(status));
            }
            if let Some((file, line)) = about.line.as_deref().and_then(|it| it.rsplit_once(':')) {
                it.source(event::SOURCE_LOCATION, file, line.parse().unwrap_or(0));
            }
        });
    }

    /// Ends what is open where the trace ends.
    fn finish(mut self) -> Vec<u8> {
        self.time += STEP;
        let mut threads: Vec<_> = self.open.drain().collect();
        threads.sort_by_key(|(thread, _)| *thread);
        for (_, open) in threads {
            for open in open.iter().rev() {
                for track in open.tracks.iter().rev() {
                    self.leave(*track, None);
                }
            }
        }
        let mut processors: Vec<_> = self.running.keys().copied().collect();
        processors.sort_unstable();
        for number in processors {
            self.emit(Track::Processor(number), event::SLICE_END, |_| {});
        }
        self.bytes.into_bytes()
    }
}

/// What a device does, apart from what it calls.
fn is_work(category: Category) -> bool {
    matches!(
        category,
        Category::Irp | Category::Callback | Category::Dpc | Category::Interrupt
    )
}

fn category(category: Category) -> &'static str {
    match category {
        Category::Callback => "callback",
        Category::Call => "call",
        Category::Irp => "irp",
        Category::Driver => "driver",
        Category::Pnp => "pnp",
        Category::Power => "power",
        Category::User => "user",
        Category::Dpc => "dpc",
        Category::Timer => "timer",
        Category::Interrupt => "interrupt",
        Category::Completion => "completion",
        Category::Print => "print",
        Category::Event => "event",
        Category::Violation => "violation",
        Category::Fault => "fault",
        Category::Note => "note",
        Category::Stop => "stop",
    }
}
