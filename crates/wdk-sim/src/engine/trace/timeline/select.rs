//! Which events a file of bounded size shows.

use std::collections::HashMap;

use crate::engine::trace::{Caller, Category, Event, Phase, Trace};

/// Bytes of an event apart from its texts, at most as a rule.
const ROW: usize = 48;

/// The events that fit.
pub(in crate::engine::trace) struct Selection<'a> {
    pub(in crate::engine::trace) events: Vec<&'a Event>,
    /// What is left out.
    pub(in crate::engine::trace) notes: Vec<String>,
}

impl<'a> Selection<'a> {
    /// All events of `trace`; when they take more than `bytes`, without the calls of the framework
    /// and of the system; when that is still too much, only the latest.
    pub(in crate::engine::trace) fn of(trace: &'a Trace, bytes: usize) -> Self {
        let mut left_out = trace.left_out;
        let mut events: Vec<&Event> = trace.iter().collect();
        if size(&events) > bytes {
            let before = events.len();
            events = without_means(&events);
            left_out += (before - events.len()) as u64 / 2;
        }
        let mut notes = Vec::new();
        if left_out > 0 {
            notes.push(format!(
                "The run is long: {left_out} calls of the framework and the system are left out."
            ));
        }
        let first = first_that_fits(&events, bytes);
        if first > 0 {
            notes.push(format!(
                "The run is long: the {first} earlier events are left out. A shorter scenario, or \
                 one whose last steps are the interesting ones, shows them."
            ));
            let mut latest = open_before(&events[..first]);
            latest.extend_from_slice(&events[first..]);
            events = latest;
        }
        Self { events, notes }
    }
}

/// An estimate, on the safe side: a text may stand in the file only once.
fn cost(event: &Event) -> usize {
    ROW + event.detail.len()
}

fn size(events: &[&Event]) -> usize {
    events.iter().map(|event| cost(event)).sum()
}

fn first_that_fits(events: &[&Event], bytes: usize) -> usize {
    let mut left = bytes;
    let fitting = events.iter().rev().take_while(|event| {
        let fits = left.checked_sub(cost(event));
        left = fits.unwrap_or(0);
        fits.is_some()
    });
    events.len() - fitting.count()
}

/// The events without the calls that no driver made, and without their ends.
fn without_means<'a>(events: &[&'a Event]) -> Vec<&'a Event> {
    let mut open: HashMap<u64, Vec<(&'a str, bool)>> = HashMap::new();
    let keeps = |event: &&&'a Event| {
        let open = open.entry(event.thread).or_default();
        let keeps = !(event.category == Category::Call
            && matches!(event.about.caller, Some(Caller::Framework | Caller::System)));
        match event.phase {
            Phase::Begin => open.push((&event.name, keeps)),
            Phase::Instant => {}
            Phase::End => {
                let begin = open.iter().rposition(|(name, _)| *name == event.name);
                return begin.is_none_or(|begin| {
                    let (_, keeps) = open[begin];
                    open.truncate(begin);
                    keeps
                });
            }
        }
        keeps
    };
    events.iter().filter(keeps).copied().collect()
}

/// What has begun and not ended.
fn open_before<'a>(events: &[&'a Event]) -> Vec<&'a Event> {
    let mut open: HashMap<u64, Vec<(usize, &Event)>> = HashMap::new();
    for (number, event) in events.iter().enumerate() {
        let open = open.entry(event.thread).or_default();
        match event.phase {
            Phase::Begin => open.push((number, event)),
            Phase::Instant => {}
            Phase::End => {
                if let Some(begin) = open.iter().rposition(|(_, it)| it.name == event.name) {
                    open.truncate(begin);
                }
            }
        }
    }
    let mut open: Vec<_> = open.into_values().flatten().collect();
    open.sort_by_key(|(number, _)| *number);
    open.into_iter().map(|(_, event)| event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trace::export::tests::event;

    #[test]
    fn the_calls_of_the_framework_are_the_first_to_go() {
        let call = |phase, name, caller| {
            let mut call = event(phase, name, "");
            call.category = Category::Call;
            call.about.caller = caller;
            call
        };
        let trace = Trace {
            events: vec![
                call(Phase::Begin, "WdfRequestComplete", Some(Caller::Driver)),
                call(Phase::Begin, "KfRaiseIrql", Some(Caller::Framework)),
                call(Phase::End, "KfRaiseIrql", None),
                call(Phase::End, "WdfRequestComplete", None),
            ],
            ..Trace::default()
        };
        let all = Selection::of(&trace, 10_000);
        assert_eq!((all.events.len(), all.notes.len()), (4, 0));
        let few = Selection::of(&trace, 3 * ROW);
        let names: Vec<_> = few.events.iter().map(|event| &*event.name).collect();
        assert_eq!(names, ["WdfRequestComplete", "WdfRequestComplete"]);
        assert!(
            few.notes[0].contains("1 calls of the framework"),
            "{}",
            few.notes[0]
        );
    }
}
