//! What a program saw on Wine beside what it saw on the simulated machine.

use serde::Serialize;
use wdk_sim::scenario::{Action, Change, Request};

use super::seen::Seen;

/// Why nobody can wait for a request on Wine, where a process is one.
pub(super) const LOST: &str = "the process that began it has ended";
/// Why a request of a file that was closed is still there.
pub(super) const ABANDONED: &str = "its file was closed, and it is still there";
/// `STATUS_PENDING`.
const PENDING: i32 = 0x103;

/// A step on both machines.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// The number of its line; 0 for what is done without being written.
    pub(super) line: usize,
    /// The step as it is written.
    pub(super) step: String,
    pub(super) simulated: Seen,
    pub(super) wine: Seen,
    /// The operations that ended with the step.
    pub(super) ended: Ended,
    pub(super) verdict: Verdict,
}

/// Which operations ended with a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Ended {
    pub(super) simulated: Vec<String>,
    pub(super) wine: Vec<String>,
}

/// How both compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    Same,
    /// They differ, for this reason.
    Known(&'static str),
    /// They differ, and nobody knows why yet.
    Different,
}

/// A difference that is Wine's or that of the companion image, and why it is there.
struct Known {
    matches: fn(&Action, &Seen, &Seen) -> bool,
    reason: &'static str,
}

/// Every difference that is known. What is not among them fails the run.
const KNOWN: &[Known] = &[
    Known {
        matches: |action, _, _| matches!(action, Action::Sleep | Action::Hibernate | Action::Wake),
        reason: "Wine sends no power IRPs",
    },
    Known {
        matches: |action, _, wine| {
            matches!(wine, Seen::Refused(_))
                && matches!(
                    action,
                    Action::AddRegisters { .. }
                        | Action::SetRegister { .. }
                        | Action::QueryRegister { .. }
                        | Action::Interrupt { .. }
                        | Action::SendPacket { .. }
                        | Action::ReceivePacket { .. }
                )
        },
        reason: "Wine's kernel has no hardware, no interrupts and no packets",
    },
    Known {
        matches: |action, _, wine| {
            let is_removal = |it: &Change| matches!(it, Change::Remove | Change::SurpriseRemove);
            let other = match action {
                Action::Device { change, .. } => !is_removal(change),
                other => matches!(other, Action::ExpectState { .. }),
            };
            other && matches!(wine, Seen::Refused(_))
        },
        reason: "Wine starts and removes devices, no more",
    },
    Known {
        matches: |action, simulated, wine| {
            // Which of both it is depends on the threads; `wait` says what came of it.
            let begun = |it: &Seen| matches!(it.ntstatus(), Some(0 | PENDING));
            matches!(action, Action::Begin { .. }) && begun(simulated) && begun(wine)
        },
        reason: "a program sees by the schedule whether a request ends at once or later",
    },
    Known {
        matches: |action, _, wine| {
            matches!(wine, Seen::Refused(reason) if reason == LOST)
                && matches!(action, Action::Wait { .. })
        },
        reason: "nobody can wait for a request of a process that has ended",
    },
    Known {
        matches: |action, _, wine| {
            matches!(wine, Seen::Refused(reason) if reason == ABANDONED)
                && matches!(action, Action::Wait { .. })
        },
        reason: "Wine sends no IRP_MJ_CLEANUP when a file with waiting requests is closed",
    },
    Known {
        matches: |action, _, _| request(action).is_some_and(is_neither),
        reason: "Wine's kernel is another process than the program, whose addresses mean nothing \
                 there: METHOD_NEITHER",
    },
    Known {
        matches: |action, _, wine| {
            let failed = wine.ntstatus().is_some_and(|it| it < 0);
            failed && request(action).is_some_and(has_bad_buffer)
        },
        reason: "Wine looks at a program's buffers before it asks the driver, and has other codes",
    },
];

/// The request of a step that waits for it.
fn request(action: &Action) -> Option<&Request> {
    match action {
        Action::Request { request, .. } | Action::Begin { request, .. } => Some(request),
        _ => None,
    }
}

fn is_neither(request: &Request) -> bool {
    /// The two lowest bits of a control code.
    const METHOD: u32 = 3;
    matches!(request, Request::Ioctl { code, .. } if code.value & METHOD == METHOD)
}

/// Whether the program names a place for a buffer that it cannot access.
fn has_bad_buffer(request: &Request) -> bool {
    matches!(request, Request::Ioctl { input_at, output, .. }
        if input_at.is_some() || output.at.is_some())
}

/// Holds what was seen of a step against each other.
pub(super) fn compare(
    (line, step, action): (usize, String, &Action),
    (simulated, wine): (Seen, Seen),
    ended: Ended,
) -> Compared {
    let same = match (&simulated, &wine) {
        // Each machine has its own words.
        (Seen::Refused(_), Seen::Refused(_)) => true,
        (one, other) => one == other,
    };
    let known = || {
        KNOWN
            .iter()
            .find(|it| (it.matches)(action, &simulated, &wine))
    };
    let verdict = match (same, known) {
        (true, _) => Verdict::Same,
        (false, known) => known().map_or(Verdict::Different, |it| Verdict::Known(it.reason)),
    };
    Compared {
        line,
        step,
        simulated,
        wine,
        ended,
        verdict,
    }
}

/// Whether what came of a step says that its operation cannot be compared: it is refused on one of
/// the machines alone.
pub(super) fn is_incomparable(simulated: &Seen, wine: &Seen) -> bool {
    let begun = |it: &Seen| matches!(it.ntstatus(), Some(0 | PENDING));
    begun(simulated) != begun(wine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(action: &Action, simulated: Seen, wine: Seen) -> Verdict {
        let step = (1, String::new(), action);
        compare(step, (simulated, wine), Ended::default()).verdict
    }

    fn read() -> Action {
        Action::Request {
            request: Request::Read {
                length: 4,
                offset: 0,
            },
            file: None,
        }
    }

    #[test]
    fn another_status_length_or_byte_is_a_difference() {
        let seen = || Seen::transferred(0, 2, "6869");
        assert_eq!(verdict(&read(), seen(), seen()), Verdict::Same);
        for other in [
            Seen::transferred(0, 2, "6868"),
            Seen::transferred(0, 1, "68"),
            Seen::status(-1),
            Seen::Refused("no such file is open".to_owned()),
        ] {
            assert_eq!(verdict(&read(), seen(), other), Verdict::Different);
        }
    }

    #[test]
    fn what_is_known_of_one_step_excuses_no_other() {
        let lost = || Seen::Refused(LOST.to_owned());
        let wait = Action::Wait {
            operation: "it".to_owned(),
            within: None,
        };
        assert!(matches!(
            verdict(&wait, Seen::DONE, lost()),
            Verdict::Known(_)
        ));
        assert_eq!(verdict(&read(), Seen::DONE, lost()), Verdict::Different);
        let other = Seen::Refused("it never ends".to_owned());
        assert_eq!(
            verdict(&wait, Seen::DONE, other.clone()),
            Verdict::Different
        );
        let remove = Action::Device {
            change: Change::Remove,
            device: None,
        };
        assert_eq!(verdict(&remove, Seen::DONE, other), Verdict::Different);
    }
}
