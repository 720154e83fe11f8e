//! Further scenarios, by a seed: the same preparations, then requests that a program might make by
//! mistake or by malice.

use std::time::Duration;

use crate::{
    BadAddress,
    scenario::{Action, Code, Data, OutputBuffer, Request, Scenario, Step},
    scheduler::choices::Draws,
};

/// Lengths at which drivers make mistakes.
const LENGTHS: [usize; 28] = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256,
    257, 1000, 4096, 4097,
];
/// How long a program waits for a request.
const WAIT: Duration = Duration::from_secs(30);

/// A control operation of the scenario that requests are made from.
struct Known {
    code: Code,
    input: Vec<u8>,
    output: OutputBuffer,
}

/// Makes scenarios.
pub(super) struct Generator {
    draws: Draws,
    seed: u64,
    made: usize,
    /// What comes before the first request: up to the first file that is opened.
    preparation: Vec<Step>,
    known: Vec<Known>,
    written: Vec<Vec<u8>>,
}

impl Generator {
    /// None for a scenario that opens no file.
    pub(super) fn new(scenario: &Scenario, seed: u64) -> Option<Self> {
        let steps = &scenario.steps;
        let is_open = |step: &Step| matches!(step.action, Action::Open { .. });
        let opened = steps.iter().position(is_open)?;
        let preparation = steps.iter().take(opened + 1).map(|step| Step {
            line: 0,
            expectation: None,
            action: step.action.clone(),
        });
        // Names that are given later are known, too.
        let codes = steps
            .iter()
            .skip(opened + 1)
            .filter(|step| matches!(step.action, Action::Code { .. }));
        let mut known = Vec::new();
        let mut written = Vec::new();
        for step in steps {
            let (Action::Request { request, .. } | Action::Begin { request, .. }) = &step.action
            else {
                continue;
            };
            match request {
                Request::Ioctl {
                    code,
                    input,
                    output,
                    ..
                } => known.push(Known {
                    code: code.clone(),
                    input: input.bytes(),
                    output: output.clone(),
                }),
                Request::Write { data, .. } => written.push(data.bytes()),
                Request::Read { .. } => {}
            }
        }
        let codes: Vec<_> = codes.cloned().collect();
        Some(Self {
            draws: Draws::new(seed),
            seed,
            made: 0,
            preparation: codes.into_iter().chain(preparation).collect(),
            known,
            written,
        })
    }

    /// The next scenario, with `count` requests.
    pub(super) fn scenario(&mut self, count: usize) -> Scenario {
        self.made += 1;
        let mut steps = self.preparation.clone();
        let mut pending: Vec<String> = Vec::new();
        for number in 1..=count {
            let operation = format!("r{number}");
            steps.push(Step::new(Action::Begin {
                request: self.request(),
                operation: operation.clone(),
                file: None,
            }));
            if self.one_of(4) {
                pending.push(operation);
            } else {
                steps.push(wait(operation));
            }
            if self.one_of(6) && !pending.is_empty() {
                let operation = pending.remove(self.draws.below(pending.len()));
                if self.one_of(2) {
                    steps.push(Step::new(Action::Cancel {
                        operation: operation.clone(),
                    }));
                }
                steps.push(wait(operation));
            }
        }
        steps.extend(pending.into_iter().map(wait));
        steps.push(Step::new(Action::Exit { process: None }));
        steps.push(Step::new(Action::Unload));
        Scenario {
            file: format!("generated from seed {}, part {}", self.seed, self.made),
            steps,
        }
    }

    /// True in one of `count` cases.
    fn one_of(&mut self, count: usize) -> bool {
        self.draws.below(count) == 0
    }

    fn request(&mut self) -> Request {
        match self.draws.below(10) {
            0 => Request::Read {
                length: self.length(64),
                offset: 0,
            },
            1 | 2 => {
                let known = self.draws.below(self.written.len());
                let known = self.written.get(known).cloned().unwrap_or_default();
                Request::Write {
                    data: self.bytes(&known),
                    offset: 0,
                }
            }
            _ => self.ioctl(),
        }
    }

    fn ioctl(&mut self) -> Request {
        let index = self.draws.below(self.known.len());
        let (code, input, output) = match self.known.get(index) {
            Some(known) => (
                known.code.clone(),
                known.input.clone(),
                known.output.clone(),
            ),
            // FILE_DEVICE_UNKNOWN, function 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS.
            None => (
                Code::number(0x0022_2000),
                Vec::new(),
                OutputBuffer::default(),
            ),
        };
        let code = match self.draws.below(5) {
            0 | 1 => Code::number(self.neighbour(code.value)),
            _ => code,
        };
        let input = self.bytes(&input);
        let output = match output.data.bytes().is_empty() {
            true => OutputBuffer::zeros(self.length(output.length)),
            false => {
                let data = self.bytes(&output.data.bytes());
                OutputBuffer {
                    length: data.bytes().len(),
                    data,
                    at: None,
                }
            }
        };
        let mut places = [None, None];
        if self.one_of(8) {
            let (_, place) = BadAddress::ALL[self.draws.below(BadAddress::ALL.len())];
            places[self.draws.below(2)] = Some(place);
        }
        let [input_at, output_at] = places;
        Request::Ioctl {
            code,
            input_at: input_at.filter(|_| !input.bytes().is_empty()),
            input,
            output: OutputBuffer {
                at: output_at.filter(|_| output.length > 0),
                ..output
            },
        }
    }

    /// A control code that differs in one part.
    fn neighbour(&mut self, code: u32) -> u32 {
        let small = self.draws.below(4) as u32;
        match self.draws.below(4) {
            // The function.
            0 => code.wrapping_add((small + 1) << 2),
            1 => code.wrapping_sub((small + 1) << 2),
            // How buffers are passed.
            2 => code & !3 | small,
            // The access.
            _ => code & !0xC000 | small << 14,
        }
    }

    /// A length that may be `known`, near it, or another one.
    fn length(&mut self, known: usize) -> usize {
        match self.draws.below(6) {
            0 | 1 => known,
            2 => known + 1,
            3 => known.saturating_sub(1),
            _ => LENGTHS[self.draws.below(LENGTHS.len())],
        }
    }

    /// Bytes that may be `known`, a part of them, with a byte changed, or others.
    fn bytes(&mut self, known: &[u8]) -> Data {
        let mut bytes = known.to_vec();
        match self.draws.below(7) {
            0 | 1 => {}
            2 => bytes.truncate(self.draws.below(known.len() + 1)),
            3 => {
                let at = self.draws.below(bytes.len());
                let byte = self.draws.next() as u8;
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
            4 => {
                let more = 1 + self.draws.below(8);
                bytes.extend((0..more).map(|_| self.draws.next() as u8));
            }
            _ => {
                let length = LENGTHS[self.draws.below(LENGTHS.len())];
                bytes = (0..length).map(|_| self.draws.next() as u8).collect();
            }
        }
        Data::from(bytes)
    }
}

fn wait(operation: String) -> Step {
    Step::new(Action::Wait {
        operation,
        within: Some(WAIT),
    })
}

/// The operations of a generated scenario, in their order.
pub(super) fn operations(scenario: &Scenario) -> Vec<String> {
    let begun = scenario.steps.iter().filter_map(|step| match &step.action {
        Action::Begin { operation, .. } => Some(operation.clone()),
        _ => None,
    });
    begun.collect()
}

/// The scenario without one of its operations.
pub(super) fn without(scenario: &Scenario, name: &str) -> Scenario {
    let others = scenario.steps.iter().filter(|step| match &step.action {
        Action::Begin { operation, .. }
        | Action::Wait { operation, .. }
        | Action::Cancel { operation } => operation != name,
        _ => true,
    });
    Scenario {
        file: scenario.file.clone(),
        steps: others.cloned().collect(),
    }
}
