//! Random sequences of safe calls: no safe program breaks the kernel, whatever it does.
//!
//! A driver in safe code has one of everything in its contexts, and its handlers and callbacks interpret
//! bytes, each of which stands for a call. The test makes the bytes from a seed, and what a program and the
//! Plug and Play manager do meanwhile. What a driver may do wrong in safe code, with how it ends, is listed
//! in [`driver::did`]; everything else that the machine reports is a fault of `wdk`, of the framework, or of
//! the machine.
//!
//! `WDK_SAFE_CALLS=100000` tries so many sequences, `WDK_SAFE_CALLS_FROM=1234` begins with that one.

mod calls;
mod driver;

use std::{env, fmt::Write as _, panic, time::Duration};

use wdk_sim::{
    BadAddress, Control, Device, Error, File, Machine, Pending,
    fault::{Faults, Kind},
    trace::Detail,
    verifier::OnViolation,
};

use driver::{CALLBACKS, DID, DONE, OPERATIONS, PROGRAMS, did};

/// `driver::CLASS`
const CLASS: wdk_sys::GUID = wdk_sys::GUID {
    Data1: 0x7C0D_9F1B,
    Data2: 0x0F5D,
    Data3: 0x4D0B,
    Data4: [0x93, 0xA6, 0x2C, 0x4D, 0x3C, 0x1E, 0x5A, 0x77],
};

/// How many sequences are tried unless the environment says otherwise.
const FEW: u64 = 300;

/// What is done: bytes for the callbacks, and bytes for what happens.
#[derive(Clone, Debug)]
struct Sequence {
    seed: u64,
    callbacks: Vec<u8>,
    steps: Vec<Vec<u8>>,
}

/// A small generator of numbers: the same everywhere, from a seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ it >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ it >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn bytes(&mut self, length: u64) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}

impl Sequence {
    fn of(seed: u64) -> Self {
        let mut numbers = Numbers(seed);
        let length = 12 * PROGRAMS as u64;
        // Most callbacks do little: else each run is about the first of them.
        let mut callbacks = numbers.bytes(length);
        for program in callbacks.chunks_mut(12) {
            if numbers.below(2) == 0 {
                program.fill(16);
            }
        }
        let count = 4 + numbers.below(24);
        let step = |_| {
            let length = 3 + numbers.below(20);
            numbers.bytes(length)
        };
        let steps = (0..count).map(step).collect();
        Self {
            seed,
            callbacks,
            steps,
        }
    }

    fn machine(&self) -> Machine {
        let mut numbers = Numbers(!self.seed);
        let mut builder = Machine::builder()
            .seed(self.seed)
            .processors(1 + numbers.below(3) as usize)
            .on_violation(OnViolation::BugCheck)
            .turn_limit(200_000)
            .trace(Detail::Off)
            .show_prints(false)
            .special_pool(numbers.below(4) == 0);
        if numbers.below(4) == 0 {
            let kind = [Kind::Pool, Kind::IoObject, Kind::Registry][numbers.below(3) as usize];
            builder = builder.faults(Faults::none().fail(kind, numbers.below(120)));
        }
        builder.build()
    }
}

/// The programs and devices of a run.
#[derive(Default)]
struct World {
    devices: Vec<Device>,
    files: Vec<File>,
    pending: Vec<Pending>,
}

/// Whether the machine goes on after `result`.
fn goes_on<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) => Err(error),
        Err(_) => Ok(None),
    }
}

impl World {
    fn step(&mut self, machine: &Machine, step: &[u8]) -> Result<(), Error> {
        let [operation, at, rest @ ..] = step else {
            return Ok(());
        };
        let at = usize::from(*at);
        let device = self.devices.get(at % self.devices.len().max(1));
        let file = self.files.get(at % self.files.len().max(1));
        match operation % 32 {
            0..=2 if self.files.len() < 4 => {
                let link = device.map(|it| it.interface(&CLASS));
                if let Some(link) = link.map(goes_on).transpose()?.flatten() {
                    self.files.extend(goes_on(machine.open(&link))?);
                }
            }
            3..=10 => {
                let Some(file) = file else { return Ok(()) };
                // The methods of passing buffers are the lowest bits of the code.
                let code = 0x22_2000 + (at as u32 >> 4 & 3);
                let started = file.begin_ioctl(code, rest, at >> 2);
                self.pending.extend(goes_on(started)?);
            }
            11 => {
                let Some(file) = file else { return Ok(()) };
                self.pending.extend(goes_on(file.begin_write(rest))?);
            }
            12 | 13 => {
                let Some(file) = file else { return Ok(()) };
                self.pending.extend(goes_on(file.begin_read(at))?);
            }
            14 => {
                let Some(file) = file else { return Ok(()) };
                let control = Control::new(0x22_2003).input(rest).output(&[0; 9]);
                let place = [BadAddress::Null, BadAddress::Kernel, BadAddress::Freed][at % 3];
                let started = file.begin_control(&control.input_at(place));
                self.pending.extend(goes_on(started)?);
            }
            15 | 16 if !self.pending.is_empty() => {
                self.pending[at % self.pending.len()].cancel();
            }
            17 | 18 => self.take_ended()?,
            19 if !self.files.is_empty() => {
                let file = self.files.remove(at % self.files.len());
                goes_on(file.close())?;
            }
            20 if !self.devices.is_empty() => {
                let device = self.devices.remove(at % self.devices.len());
                goes_on(device.surprise_remove())?;
            }
            21 => drop(device.map(|it| goes_on(it.remove())).transpose()?),
            22 => drop(device.map(|it| goes_on(it.stop())).transpose()?),
            23 => drop(device.map(|it| goes_on(it.start())).transpose()?),
            24 => drop(device.map(|it| goes_on(it.disable())).transpose()?),
            25 => drop(device.map(|it| goes_on(it.enable())).transpose()?),
            26 | 27 if self.devices.len() < 3 => {
                self.devices.extend(goes_on(machine.plug("root\\subject"))?);
            }
            28 | 29 => machine.run_for(Duration::from_millis(at as u64 >> 2))?,
            30 => drop(goes_on(machine.sleep())?),
            _ => drop(goes_on(machine.wake())?),
        }
        Ok(())
    }

    /// Looks at the results of what has ended.
    fn take_ended(&mut self) -> Result<(), Error> {
        let (ended, pending) = self.pending.drain(..).partition(Pending::is_complete);
        self.pending = pending;
        let ended: Vec<Pending> = ended;
        for operation in ended {
            goes_on(operation.wait())?;
        }
        Ok(())
    }
}

/// What a run ended with that it must not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    what: String,
    page: String,
}

fn play(machine: &Machine, sequence: &Sequence) -> Result<wdk_sim::Report, Error> {
    let inf = crate::inf("subject");
    goes_on(machine.add_package(&*inf, driver::DRIVER))?;
    let mut world = World::default();
    world
        .devices
        .extend(goes_on(machine.plug("root\\subject"))?);
    for step in &sequence.steps {
        world.step(machine, step)?;
    }
    for pending in &world.pending {
        pending.cancel();
    }
    world.take_ended()?;
    drop(world);
    machine.finish()
}

fn run(sequence: &Sequence) -> Option<Finding> {
    DID.set(0);
    DONE.take();
    CALLBACKS
        .lock()
        .expect("nobody panics with it")
        .clone_from(&sequence.callbacks);
    let machine = sequence.machine();
    let played = panic::catch_unwind(panic::AssertUnwindSafe(|| play(&machine, sequence)));
    let did = DID.get();
    let allowed = |rule: &str| match rule {
        "SpinLock" | "RecursiveLock" => did & did::LOCK_TWICE != 0,
        "DriverBreakPoint" => did & did::BREAK != 0,
        "BufferMethodMismatch" => did & did::BUFFER != 0,
        "QueueClosedTwice" => did & did::CLOSE != 0,
        "RetrieveRacesPresentation" => did & did::RETRIEVE != 0,
        "WorkItemWaitInCallback" | "TimerWaitInCallback" | "QueueWaitInCallback" => {
            did & did::WAIT != 0
        }
        // Who waits for itself has a request.
        "RequestNotStopped" | "RequestLeftAtRemoval" | "PendingAtRemove" => {
            did & (did::HOLD | did::WAIT) != 0
        }
        "ObjectLeak" => did & (did::LEAK | did::HOLD) != 0,
        _ => false,
    };
    let finding = |what: String, page: String| {
        let done = DONE.take();
        let page = format!("did {did:#x}, operations {done:?}\n{page}");
        Some(Finding { what, page })
    };
    match played {
        Err(_) => finding("the test's own process panicked".into(), String::new()),
        Ok(Err(Error::BugCheck(bug_check))) => {
            let violations = machine.violations();
            match violations.last() {
                Some(violation) if allowed(violation.rule) => None,
                Some(violation) => finding(
                    format!("{}: {}", violation.rule, bug_check.message),
                    format!("{:?}", Error::BugCheck(bug_check)),
                ),
                None if bug_check.name == "WDF_VIOLATION" && did & did::LOCK_TWICE != 0 => None,
                None => finding(
                    format!("{}: {}", bug_check.name, bug_check.message),
                    format!("{:?}", Error::BugCheck(bug_check)),
                ),
            }
        }
        Ok(Err(Error::Stuck(stuck))) => {
            let may = did::WAIT | did::HOLD | did::LOCK_TWICE;
            if did & may != 0 {
                return None;
            }
            finding(
                format!("stuck: {}", stuck.reason),
                format!("{:?}", Error::Stuck(stuck)),
            )
        }
        Ok(Err(error)) => finding(format!("{error}"), format!("{error:?}")),
        Ok(Ok(report)) => {
            if report.is_clean() || did & (did::LEAK | did::HOLD) != 0 {
                return None;
            }
            finding(report.summary(), format!("{report:?}"))
        }
    }
}

/// The first words of a finding: what stays the same while a sequence is made smaller.
fn kind(finding: &Finding) -> &str {
    finding.what.split(':').next().unwrap_or_default()
}

/// The smallest part of `sequence` that still ends in the same way.
fn reduce(sequence: &Sequence, finding: &Finding) -> (Sequence, Finding) {
    let (mut best, mut found) = (sequence.clone(), finding.clone());
    let mut again = true;
    while again {
        again = false;
        let mut candidates = Vec::new();
        for at in 0..best.steps.len() {
            let mut without = best.clone();
            without.steps.remove(at);
            candidates.push(without);
        }
        for (at, program) in best.callbacks.chunks(12).enumerate() {
            if program.iter().any(|it| *it != 16) {
                let mut without = best.clone();
                without.callbacks[at * 12..(at + 1) * 12].fill(16);
                candidates.push(without);
            }
        }
        for (at, step) in best.steps.iter().enumerate() {
            if step.len() > 4 {
                let mut without = best.clone();
                without.steps[at].truncate(step.len() - 2);
                candidates.push(without);
            }
        }
        for candidate in candidates {
            if let Some(other) = run(&candidate).filter(|it| kind(it) == kind(&found)) {
                (best, found) = (candidate, other);
                again = true;
                break;
            }
        }
    }
    (best, found)
}

fn number(name: &str, default: u64) -> u64 {
    let value = env::var(name).ok();
    value.map_or(default, |it| it.parse().expect("a number of sequences"))
}

#[test]
fn no_sequence_of_safe_calls_breaks_the_kernel() {
    let (first, count) = (
        number("WDK_SAFE_CALLS_FROM", 0),
        number("WDK_SAFE_CALLS", FEW),
    );
    let mut text = String::new();
    let mut kinds: Vec<String> = Vec::new();
    let mut found = 0;
    for seed in first..first + count {
        if seed % 10_000 == 9_999 {
            eprintln!("sequence {seed}");
        }
        let sequence = Sequence::of(seed);
        let Some(finding) = run(&sequence) else {
            continue;
        };
        found += 1;
        if kinds.iter().any(|it| it == kind(&finding)) || kinds.len() >= 8 {
            continue;
        }
        kinds.push(kind(&finding).to_owned());
        let (small, finding) = reduce(&sequence, &finding);
        let _ = writeln!(
            text,
            "seed {seed}: {}\n{small:?}\n{}",
            finding.what, finding.page
        );
    }
    let operations = OPERATIONS.get();
    let missing: Vec<_> = (0..48).filter(|it| operations[*it] == 0).collect();
    eprintln!("{count} sequences, operations: {operations:?}");
    assert!(found == 0, "{found} of {count} sequences:\n{text}");
    if count >= FEW {
        assert!(missing.is_empty(), "never done: {missing:?}");
    }
}
