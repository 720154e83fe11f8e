//! The tracks of a file: their numbers, their names, and which is inside which.

use std::collections::HashMap;

use super::message::Message;
use crate::engine::trace::DeviceName;

/// A track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Track {
    Process,
    Thread(u64),
    /// What the framework and the system call on a thread.
    Framework(u64),
    Processor(u32),
    /// The IRQL of a processor.
    Irql(u32),
    /// A device stack, by the number of its first device.
    Stack(u32),
    /// A row of a device object: slices of different threads need not nest.
    Device(u32, usize),
}

impl Track {
    /// Unique in the file.
    pub(super) fn uuid(self) -> u64 {
        let (kind, number) = match self {
            Self::Process => (1, 0),
            Self::Thread(thread) => (2, thread),
            Self::Framework(thread) => (3, thread),
            Self::Processor(number) => (4, number.into()),
            Self::Irql(number) => (5, number.into()),
            Self::Stack(device) => (6, device.into()),
            Self::Device(device, row) => (7, (row as u64) << 32 | u64::from(device)),
        };
        kind << 60 | number
    }
}

/// Fields of `TrackDescriptor`.
const UUID: u32 = 1;
const NAME: u32 = 2;
const PROCESS: u32 = 3;
const THREAD: u32 = 4;
const PARENT_UUID: u32 = 5;
const COUNTER: u32 = 8;
/// Fields of `ProcessDescriptor` and `ThreadDescriptor`.
const PID: u32 = 1;
const PROCESS_NAME: u32 = 6;
const TID: u32 = 2;
const THREAD_NAME: u32 = 5;

fn named(track: Track, parent: Option<Track>, name: &str) -> Message {
    let mut it = Message::default();
    it.number(UUID, track.uuid());
    if let Some(parent) = parent {
        it.number(PARENT_UUID, parent.uuid());
    }
    it.text(NAME, name);
    it
}

/// The process that all threads belong to.
pub(super) fn process(pid: u64) -> Message {
    let mut process = Message::default();
    process.number(PID, pid);
    process.text(PROCESS_NAME, "Simulated machine");
    let mut it = Message::default();
    it.number(UUID, Track::Process.uuid());
    it.message(PROCESS, &process);
    it
}

/// A simulated thread.
pub(super) fn thread(pid: u64, number: u64, name: &str) -> Message {
    let mut thread = Message::default();
    thread.number(PID, pid);
    thread.number(TID, number);
    thread.text(THREAD_NAME, name);
    let mut it = Message::default();
    it.number(UUID, Track::Thread(number).uuid());
    it.number(PARENT_UUID, Track::Process.uuid());
    it.message(THREAD, &thread);
    it
}

/// The track of what the framework calls on a thread.
pub(super) fn framework(thread: u64) -> Message {
    let track = Track::Framework(thread);
    named(track, Some(Track::Thread(thread)), "Framework and system")
}

/// A processor.
pub(super) fn processor(number: u32) -> Message {
    named(
        Track::Processor(number),
        None,
        &format!("Processor {number}"),
    )
}

/// A processor's IRQL.
pub(super) fn irql(number: u32) -> Message {
    let mut it = named(
        Track::Irql(number),
        None,
        &format!("Processor {number} IRQL"),
    );
    it.message(COUNTER, &Message::default());
    it
}

/// The rows of the device objects, and the threads whose slices are open in them.
#[derive(Default)]
pub(super) struct Devices {
    rows: HashMap<u32, Vec<(u64, usize)>>,
    /// The first device of each stack.
    stacks: HashMap<String, u32>,
}

impl Devices {
    /// The row for a slice of `thread`, and whether it is new: the row in which the thread has
    /// slices open already, else one that nobody uses.
    pub(super) fn enter(&mut self, device: u32, thread: u64) -> (usize, bool) {
        let rows = self.rows.entry(device).or_default();
        let own = rows
            .iter()
            .position(|(it, open)| *it == thread && *open > 0);
        let row = own.or_else(|| rows.iter().position(|(_, open)| *open == 0));
        match row {
            Some(row) => {
                rows[row] = (thread, rows[row].1 + 1);
                (row, false)
            }
            None => {
                rows.push((thread, 1));
                (rows.len() - 1, true)
            }
        }
    }

    /// A slice of the row ends.
    pub(super) fn leave(&mut self, device: u32, row: usize) {
        let rows = self.rows.get_mut(&device);
        if let Some((_, open)) = rows.and_then(|rows| rows.get_mut(row)) {
            *open = open.saturating_sub(1);
        }
    }

    /// Descriptors for a new row: of the device's stack, if it is the first there, and of the row.
    pub(super) fn describe(&mut self, device: u32, row: usize, name: &DeviceName) -> Vec<Message> {
        let mut found = Vec::new();
        let stack = *self.stacks.entry(name.stack.clone()).or_insert_with(|| {
            found.push(named(Track::Stack(device), None, &name.stack));
            device
        });
        let label = match row {
            0 => format!("{} (+{})", name.driver, name.height),
            row => format!("{} (+{}) {}", name.driver, name.height, row + 1),
        };
        found.push(named(
            Track::Device(device, row),
            Some(Track::Stack(stack)),
            &label,
        ));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_of_two_threads_share_no_row() {
        let mut devices = Devices::default();
        assert_eq!(devices.enter(1, 7), (0, true));
        assert_eq!(devices.enter(1, 8), (1, true));
        assert_eq!(devices.enter(1, 7), (0, false));
        devices.leave(1, 0);
        assert_eq!(devices.enter(1, 9), (2, true));
        devices.leave(1, 0);
        assert_eq!(devices.enter(1, 6), (0, false));
    }
}
