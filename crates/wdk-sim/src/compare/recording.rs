//! One driver in one scenario.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::state::{Baseline, State};
use crate::{
    Machine,
    scenario::{Action, Outcome, Progress, Scenario, Step, Subject, operations::Operations},
    trace::{Category, Detail, Event, Phase},
};

/// What one driver did in a scenario.
pub(super) struct Recording {
    pub(super) outcome: Outcome,
    /// For each step of the outcome: what existed after it.
    pub(super) states: Vec<State>,
    /// For each step of the outcome: what happened in it.
    pub(super) stories: Vec<Vec<String>>,
    /// The rules that were broken.
    pub(super) violations: Vec<String>,
}

impl Recording {
    /// Plays the scenario on a new machine. What it expects plays no part.
    pub(super) fn of(subject: &Subject, scenario: &Scenario) -> Self {
        let steps = scenario.steps.iter().map(|step| Step {
            expectation: None,
            ..step.clone()
        });
        let scenario = Scenario {
            file: scenario.file.clone(),
            steps: steps.collect(),
        };
        let operations = Rc::new(Operations::default());
        let recorder = Rc::new(RefCell::new(Recorder::default()));
        let (watched, heard) = (Rc::clone(&operations), Rc::clone(&recorder));
        let machine = Machine::builder()
            .environment(false)
            .show_prints(false)
            // Every call of the driver is a moment at which an operation may have ended.
            .trace(Detail::All)
            .on_event(move |event| {
                watched.poll();
                heard.borrow_mut().event(event);
            })
            .build();
        let mut baseline = None;
        // Packages are installed at different times: with a service, or when a device comes.
        let mut is_loaded = false;
        let (mut states, mut stories) = (Vec::new(), Vec::new());
        let outcome = scenario.play_watched(&machine, subject, &operations, |progress| {
            let before =
                baseline.get_or_insert_with(|| Baseline::new(&machine, subject.service_name()));
            if let Progress::Step(step) = progress {
                is_loaded |= matches!(
                    step.action,
                    Action::Load | Action::Plug(_) | Action::StartService
                );
            } else {
                states.push(match is_loaded {
                    true => before.state(&machine),
                    false => State::default(),
                });
                stories.push(std::mem::take(&mut recorder.borrow_mut().lines));
            }
        });
        let violations = machine.violations();
        Self {
            outcome,
            states,
            stories,
            violations: violations.iter().map(|it| it.rule.to_owned()).collect(),
        }
    }
}

/// The lines of a story.
#[derive(Default)]
struct Recorder {
    lines: Vec<String>,
    /// For the open events of each simulated thread: whether they were shown.
    open: HashMap<u64, Vec<bool>>,
}

impl Recorder {
    fn event(&mut self, event: &Event) {
        let open = self.open.entry(event.thread).or_default();
        if event.phase == Phase::End {
            open.pop();
            return;
        }
        let shown = is_shown(event);
        let depth = open.iter().filter(|it| **it).count();
        if event.phase == Phase::Begin {
            open.push(shown);
        }
        if !shown {
            return;
        }
        let name = event.name.trim_end();
        // Addresses differ between any two machines.
        let detail = match event.detail.trim_end() {
            detail if detail.starts_with("0x") => "",
            detail => detail,
        };
        let line = format!("{:1$}{name} {detail}", "", 2 * depth);
        self.lines.push(line.trim_end().to_owned());
    }
}

/// Whether an event belongs into the story: what the driver does and is asked, not what it calls
/// and not what the PnP manager asks every device.
fn is_shown(event: &Event) -> bool {
    let of_driver = matches!(
        event.category,
        Category::Callback
            | Category::Irp
            | Category::Driver
            | Category::Timer
            | Category::Interrupt
            | Category::Print
            | Category::Event
            | Category::Violation
            | Category::Fault
    );
    let below = event.category == Category::Irp && event.detail == "PnpManager";
    let query = event.name.contains("IRP_MN_QUERY_");
    of_driver && !below && !query && event.name != "CompletionRoutine"
}
