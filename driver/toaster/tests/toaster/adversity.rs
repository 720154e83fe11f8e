//! The toaster when allocations fail, and when it is removed without notice while it works.

use std::{cell::Cell, rc::Rc};

use toaster::interface::{
    IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS, TOASTER_INTERFACE,
};
use wdk_sim::{
    Device, Error, File, Machine, Result, Schedule, explore::Explorer, fault::Kind, trace::Category,
};

const INF: &str = include_str!("../../../../inf/toaster.inx");
/// How many seeds are tried; any number, or `all` to go on until one fails.
const SEEDS: &str = "WDK_SIM_SEEDS";
/// How many are tried unless [`SEEDS`] says otherwise.
const BOUND: u64 = 200;

/// Every kind of call that asks for something that can be short.
const SHORT: [Kind; 5] = [
    Kind::Pool,
    Kind::IoObject,
    Kind::Thread,
    Kind::Mapping,
    Kind::Registry,
];

fn open(machine: &Machine, device: &Device) -> Result<File> {
    machine.open(&device.interface(&TOASTER_INTERFACE.into())?)
}

/// A whole run of the device; it may end early with a status.
fn operate(machine: &Machine) -> Result {
    machine.add_package(INF, toaster::DRIVER)?;
    let device = machine.plug("root\\toaster")?;
    let file = open(machine, &device)?;
    // Whether an operation fails is its own affair: the next one is tried all the same.
    let _ = file.ioctl(IOCTL_TOASTER_SET_DONENESS.value(), &[2, 0, 0, 0], &mut []);
    let _ = file.ioctl(IOCTL_TOASTER_GET_DONENESS.value(), &[], &mut [0; 4]);
    let cancelled = file.begin_read(16);
    if let Ok(read) = cancelled {
        read.cancel();
        let _ = read.wait();
    }
    if file.write(b"bread").is_ok() {
        let _ = file.read(&mut [0; 16]);
    }
    let _ = device.stop().and_then(|()| device.start());
    drop(file);
    let _ = device.remove();
    let again = machine.plug("root\\toaster")?;
    let file = open(machine, &again)?;
    let left = file.begin_read(16)?;
    again.surprise_remove()?;
    let _ = left.wait();
    file.close()
}

/// Nothing is left of it; a status is no failure.
#[track_caller]
fn left_clean(machine: &Machine, run: Result) -> Result {
    if let Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) = run {
        return Err(error);
    }
    let report = machine.finish()?;
    let trace = machine.trace();
    let faults: Vec<_> = trace.of(Category::Fault).collect();
    assert!(
        report.is_clean(),
        "{report}\nafter {run:?} with {faults:?}\n{:?}",
        machine.schedule()
    );
    Ok(())
}

#[test]
fn whichever_call_fails_nothing_is_left_behind() {
    let mut failed_calls = 0;
    let outcome = Explorer::new(Machine::builder())
        .find_all()
        .sweep(&SHORT, |machine| {
            let run = operate(machine);
            failed_calls += machine.trace().of(Category::Fault).count();
            left_clean(machine, run)
        });
    assert!(outcome.complete);
    // The first run counts the calls; each other run has one of them fail.
    assert_eq!(failed_calls, outcome.runs - 1);
    assert!(failed_calls > 30, "{failed_calls} calls can fail");
    for finding in &outcome.findings {
        eprintln!("{:?}: {}", finding.faults, finding.what);
    }
    assert!(
        outcome.findings.is_empty(),
        "{} of {} runs",
        outcome.findings.len(),
        outcome.runs
    );
}

/// How many operations of all runs were served, and how many the removal ended or refused.
#[derive(Default)]
struct Tally {
    served: Cell<u32>,
    ended: Cell<u32>,
}

impl Tally {
    fn count<T>(&self, outcome: &Result<T>) {
        let side = if outcome.is_ok() {
            &self.served
        } else {
            &self.ended
        };
        side.set(side.get() + 1);
    }
}

/// Programs write, read, query and cancel on two processors while the device is surprise-removed.
fn surprise_removed(machine: &Machine, tally: &Rc<Tally>) -> Result {
    machine.add_package(INF, toaster::DRIVER)?;
    let device = machine.plug("root\\toaster")?;
    let file = Rc::new(open(machine, &device)?);
    let writes = Rc::clone(&file);
    machine.spawn("writer", move || {
        for _ in 0..3 {
            let _ = writes.write(b"bread");
            let _ = writes.read(&mut [0; 16]);
        }
    })?;
    let cancels = Rc::clone(&file);
    machine.spawn("canceller", move || {
        for _ in 0..3 {
            if let Ok(read) = cancels.begin_read(16) {
                read.cancel();
                let _ = read.wait();
            }
        }
    })?;
    let (queries, tally) = (Rc::clone(&file), Rc::clone(tally));
    machine.spawn("reader of the setting", move || {
        for _ in 0..6 {
            tally.count(&queries.ioctl(IOCTL_TOASTER_GET_DONENESS.value(), &[], &mut [0; 4]));
        }
    })?;
    let waits = file.begin_read(16)?;
    device.surprise_remove()?;
    let _ = waits.wait();
    machine.run_until_idle()?;
    drop(file);
    Ok(())
}

#[test]
fn a_surprise_removal_during_operation_ends_every_request() {
    let bound = match std::env::var(SEEDS).as_deref() {
        Ok("all") => u64::MAX,
        Ok(count) => count.parse().expect("WDK_SIM_SEEDS is a number or `all`"),
        Err(_) => BOUND,
    };
    let tally = Rc::new(Tally::default());
    for seed in 0..bound {
        let builder = Machine::builder().processors(2);
        let machine = match seed % 2 {
            0 => builder.seed(seed),
            _ => builder.schedule(Schedule::Pct {
                seed,
                depth: 4,
                points: 3000,
            }),
        }
        .build();
        let run = surprise_removed(&machine, &tally);
        if let Err(error) = left_clean(&machine, run) {
            panic!("seed {seed}: {error}");
        }
    }
    let (served, ended) = (tally.served.get(), tally.ended.get());
    assert!(
        served.min(ended) * 10 > served.max(ended),
        "surprise removal during operation: {served} operations before, {ended} after"
    );
}
