//! What the pictures of a machine are about: a machine of hundred states in one picture cannot be read.

use anyhow::{Context as _, Result, ensure};

use super::{Machine, State};

pub(super) const INTRODUCTION: &str = "\
# The framework's state machines

`cargo xtask states` writes this page and its pictures from the tables in `crates/kmdf-states/src`, and prints the tables;
`--machine power --format json` prints one for other programs. What the actions do stands at the `Action` of each table.

A box is a state, with the action that the framework carries out as it enters it. Dashed lines are the action's outcomes, which
lead on at once; solid lines are events. A grey state is closed: it takes only events with priority, and leaves the others in the
queue. Boxes with dashed borders are states of other pictures, which lead to this picture's where a box says so (\u{2190}).
";

/// Part of a machine.
pub(super) struct Subject<'a> {
    machine: &'a str,
    number: usize,
    pub(super) title: &'static str,
    pub(super) states: Vec<&'a State>,
}

impl Subject<'_> {
    /// The name of its picture.
    pub(super) fn file(&self) -> String {
        format!("{}-{}.svg", self.machine, self.number)
    }
}

/// A machine's title, and its subjects: a state belongs to the first one that lists its name, where a star stands for
/// any characters. The states of a picture are in the order of the list.
struct Division {
    machine: &'static str,
    title: &'static str,
    subjects: &'static [(&'static str, &'static [&'static str])],
}

const DIVISIONS: &[Division] = &[
    Division {
        machine: "pnp",
        title: "Plug and Play",
        subjects: &[
            (
                "Creation and start",
                &[
                    "ObjectCreated",
                    "Init",
                    "InitStarting",
                    "InitQueryRemove*",
                    "InitSurpriseRemoved",
                    "HardwareAvailable*",
                    "EnableInterfaces",
                    "FailedInit",
                ],
            ),
            (
                "Removal",
                &[
                    "StartedRemoving",
                    "QueriedRemoving",
                    "RemovingDisableInterfaces",
                    "Removed",
                    "RemovedWaitForChildren",
                    "RemovedChildrenRemoved",
                    "FdoRemoved",
                    "Final",
                ],
            ),
            (
                "Failure and surprise removal",
                &["QueriedSurpriseRemove", "SurpriseRemove*", "Failed*"],
            ),
            (
                "Questions, stop and restart",
                &[
                    "Started",
                    "Query*",
                    "StartedStopping",
                    "Stopped*",
                    "StartingFromStopped",
                    "Restart*",
                    "StartedCancel*",
                ],
            ),
            ("Devices that a bus driver made", &["*"]),
        ],
    },
    Division {
        machine: "power",
        title: "Power",
        subjects: &[
            (
                "Start",
                &["ObjectCreated", "Starting*", "D0Starting*", "Initial*"],
            ),
            ("D0", &["DecideD0State", "D0*", "EnablingWakeAtBus*"]),
            (
                "From Dx to D0, of a device that is not pageable",
                &[
                    "CheckDeviceTypeNP",
                    "CheckParentState*NP",
                    "WaitForParent*NP",
                    "DxDisablingWakeAtBusNP",
                    "Waking*NP",
                    "NotifyingD0Entry*NP",
                    "StartSelfManagedIo*NP",
                    "UpFailed*NP",
                ],
            ),
            (
                "From Dx to D0",
                &[
                    "CheckDeviceType",
                    "CheckParentState*",
                    "WaitForParent*",
                    "DxDisablingWakeAtBus",
                    "Waking*",
                    "NotifyingD0Entry*",
                    "StartSelfManagedIo*",
                    "UpFailed*",
                    "ReportPowerUpFailed*",
                ],
            ),
            (
                "Stopped",
                &[
                    "GotoImplicitD3DisarmWakeAtBus",
                    "GotoD3Stopped",
                    "FinalPowerDownFailed",
                    "DxStopped*",
                    "GotoDxStopped*",
                    "PowerFailedPowerDown",
                    "Stopped*",
                    "GotoStopped",
                ],
            ),
            (
                "From D0 to Dx, of a device that is not pageable",
                &[
                    "GotoDx*NP",
                    "GotoDxNPFailed",
                    "NotifyingD0Exit*NP",
                    "Dx*NP",
                    "WakePendingNP",
                ],
            ),
            (
                "From D0 to Dx",
                &[
                    "GotoDx*",
                    "NotifyingD0Exit*",
                    "Dx*",
                    "WakePending",
                    "ReportPowerDownFailed",
                ],
            ),
        ],
    },
    Division {
        machine: "policy",
        title: "Power policy",
        subjects: &[
            ("Directed power", &["*Directed*"]),
            (
                "Start and failure",
                &["ObjectCreated", "Starting*", "Restarting*", "Device*Failed"],
            ),
            (
                "Stop and removal",
                &[
                    "Stopping*",
                    "Stopped*",
                    "Removed",
                    "WaitingArmedStoppingCancelUsbSS",
                ],
            ),
            (
                "Idle, without a wake signal",
                &[
                    "Started",
                    "StartedIdleCapable*",
                    "StartedCancelTimer",
                    "StartedWaitForIdleTimeout",
                    "IdleCapable*",
                    "DeviceIdle*",
                    "TimerExpiredNoWake*",
                    "WaitingUnarmed*",
                    "S0NoWake*",
                ],
            ),
            (
                "Idle, with a wake signal: the time-out",
                &[
                    "StartedWakeCapable*",
                    "WakeCapable*",
                    "TimerExpiredDecideUsbSS",
                    "TimerExpiredWakeCapableUsbSS",
                    "CancelUsbSS",
                    "UsbSSCancelled",
                ],
            ),
            (
                "Idle, with a wake signal: to Dx",
                &["TimerExpiredWakeCapablePowerDown", "TimerExpired*"],
            ),
            (
                "Idle, with a wake signal: from Dx",
                &[
                    "WaitingArmed*",
                    "IoPresentArmed*",
                    "WakeFailed*",
                    "WokeFromS0*",
                    "S0Wake*",
                ],
            ),
            ("Back to work", &["SystemAsleep*", "SystemWake*"]),
            ("The system goes to sleep", &["*"]),
        ],
    },
    Division {
        machine: "not_owner",
        title: "Power policy that another driver owns",
        subjects: &[("All states", &["*"])],
    },
];

pub(super) fn title(machine: &str) -> Result<&'static str> {
    Ok(division(machine)?.title)
}

fn division(machine: &str) -> Result<&'static Division> {
    DIVISIONS
        .iter()
        .find(|division| division.machine == machine)
        .with_context(|| format!("no subjects are listed for the machine {machine}"))
}

/// The machine's subjects, each with its states.
pub(super) fn divide(machine: &Machine) -> Result<Vec<Subject<'_>>> {
    let division = division(&machine.machine)?;
    let mut subjects: Vec<Subject<'_>> = (1..)
        .zip(division.subjects)
        .map(|(number, (title, _))| Subject {
            machine: division.machine,
            number,
            title,
            states: Vec::new(),
        })
        .collect();
    let mut places = Vec::new();
    for state in machine
        .states
        .iter()
        .filter(|state| is_used(machine, state))
    {
        let found = division
            .subjects
            .iter()
            .enumerate()
            .find_map(|(subject, (_, names))| {
                let name = names.iter().position(|name| fits(name, &state.state))?;
                Some((subject, name))
            });
        let (subject, name) =
            found.with_context(|| format!("{} belongs to no subject", state.state))?;
        places.push((subject, name, state));
    }
    places.sort_by_key(|(subject, name, _)| (*subject, *name));
    for (subject, _, state) in places {
        subjects[subject].states.push(state);
    }
    for subject in &subjects {
        ensure!(
            !subject.states.is_empty(),
            "the subject \u{201c}{}\u{201d} of {} has no state",
            subject.title,
            machine.machine
        );
    }
    Ok(subjects)
}

/// Whether anything leads to a state or from it: the policy's two machines share their names of states.
pub(super) fn is_used(machine: &Machine, state: &State) -> bool {
    let reached = machine.states.iter().any(|other| {
        let mut ways = other.outcomes.iter().chain(&other.events);
        ways.any(|way| way.to == state.state)
    });
    reached || !state.outcomes.is_empty() || !state.events.is_empty()
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((beginning, rest)) => {
            let Some(name) = name.strip_prefix(beginning) else {
                return false;
            };
            rest.is_empty()
                || (0..=name.len()).any(|at| name.get(at..).is_some_and(|end| fits(rest, end)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name, expected) in [
            ("Dx", "Dx", true),
            ("Dx", "DxNP", false),
            ("Dx*", "Dx", true),
            ("Dx*NP", "DxArmedForWakeNP", true),
            ("Dx*NP", "DxArmedForWake", false),
            ("*Directed*", "WaitingUnarmedDirectedDown", true),
            ("*Directed*", "WaitingUnarmed", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
