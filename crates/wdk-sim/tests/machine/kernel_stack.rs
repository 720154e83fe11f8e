//! The kernel stack as drivers see it, and callbacks that use much of the processor.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line calls the kernel"
)]

use std::{cell::Cell, hint::black_box, ptr, time::Duration};

use wdk_sim::{Error, Machine, verifier::OnViolation};
use wdk_sys::*;

thread_local! {
    /// What was left of the stack: in the routine, in a function with a large frame, and in one
    /// that was given more.
    static LEFT: Cell<[usize; 3]> = const { Cell::new([0; 3]) };
}

const ROOM: usize = 60 << 10;

/// Runs `routine` as a thread of a driver until nothing can run.
fn run(machine: &Machine, routine: PKSTART_ROUTINE) -> Result<(), Error> {
    let status = machine.call("test", || {
        let mut handle = ptr::null_mut();
        // SAFETY: a routine that needs no context; the handle is written.
        let status = unsafe {
            PsCreateSystemThread(
                &raw mut handle,
                0,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                routine,
                ptr::null_mut(),
            )
        };
        // SAFETY: the handle that was just opened.
        assert_eq!(unsafe { ZwClose(handle) }, STATUS_SUCCESS);
        status
    })?;
    assert_eq!(status, STATUS_SUCCESS);
    machine.run_until_idle()
}

fn left() -> usize {
    // SAFETY: only asks.
    unsafe { IoGetRemainingStackSize() as usize }
}

/// What `inside` gives, called from a function with so many bytes of local variables.
#[inline(never)]
fn within<const BYTES: usize>(inside: fn() -> usize) -> usize {
    let mut buffer = [0_u8; BYTES];
    black_box(&mut buffer);
    let result = inside();
    black_box(&mut buffer);
    result
}

#[abi]
unsafe fn measure(_context: PVOID) {
    LEFT.set([left(), within::<8192>(left), 0]);
    let local = 0_u8;
    let address = (&raw const local).addr() as ULONG_PTR;
    assert_ne!(IoWithinStackLimits(address, 1), 0);
    assert_eq!(IoWithinStackLimits(address, 1 << 20), 0);
    assert_eq!(IoWithinStackLimits(address - 0x10_0000, 1), 0);
    let too_much = 0x12000 - 0x800 + 1;
    assert_eq!(
        KeExpandKernelStackAndCallout(Some(expanded), ptr::null_mut(), too_much),
        STATUS_INVALID_PARAMETER_3
    );
    let irql = KeRaiseIrqlToDpcLevel();
    assert_eq!(
        KeExpandKernelStackAndCalloutEx(
            Some(expanded),
            ptr::null_mut(),
            ROOM as SIZE_T,
            TRUE,
            ptr::null_mut()
        ),
        STATUS_INVALID_PARAMETER_4
    );
    KeLowerIrql(irql);
    assert_eq!(
        KeExpandKernelStackAndCalloutEx(
            Some(expanded),
            ptr::null_mut(),
            ROOM as SIZE_T,
            TRUE,
            ptr::null_mut()
        ),
        STATUS_SUCCESS
    );
    // The caller's own stack again.
    assert!(left() < 24 << 10);
}

#[abi]
unsafe fn expanded(_parameter: PVOID) {
    let [routine, large, _] = LEFT.get();
    // More than a whole stack, and no violation.
    within::<{ 40 << 10 }>(left);
    LEFT.set([routine, large, left()]);
}

#[test]
fn the_stack_that_is_left_is_what_the_verifier_counts() {
    let machine = Machine::new();
    run(&machine, Some(measure)).unwrap();
    let [routine, large, expanded] = LEFT.get();
    assert!((20 << 10..=24 << 10).contains(&routine), "{routine}");
    assert!(
        (4 << 10..=routine - 7000).contains(&large),
        "{large} of {routine}"
    );
    assert!((ROOM - 4096..=ROOM).contains(&expanded), "{expanded}");
    assert!(machine.violations().is_empty());
}

#[abi]
unsafe fn too_deep(_context: PVOID) {
    within::<{ 40 << 10 }>(left);
    within::<{ 40 << 10 }>(left);
}

#[test]
fn a_stack_that_is_too_deep_is_one_violation_and_the_driver_goes_on() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    run(&machine, Some(too_deep)).unwrap();
    let violations = machine.violations();
    let [violation] = violations.as_slice() else {
        panic!("{violations:?}");
    };
    assert_eq!((violation.rule, violation.code), ("StackDepth", 0x7F));
    assert!(violation.message.contains("within"), "{violation}");
}

#[test]
fn without_the_verifier_nothing_is_measured() {
    let machine = Machine::builder().verifier(false).build();
    run(&machine, Some(too_deep)).unwrap();
    assert!(machine.violations().is_empty());
}

#[cfg(target_os = "linux")]
mod processor_time {
    use std::thread;

    use rustix::time::{ClockId, clock_gettime};

    use super::*;

    const LIMIT: Duration = Duration::from_millis(50);

    fn used() -> Duration {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    }

    /// Uses the processor for several times the limit, and calls the kernel all the while.
    #[abi]
    unsafe fn busy(_context: PVOID) {
        let start = used();
        while used() - start < 6 * LIMIT {
            KeQueryActiveProcessors();
        }
    }

    #[abi]
    unsafe fn endless(_context: PVOID) {
        while black_box(true) {}
    }

    #[test]
    fn a_callback_that_calls_the_kernel_is_never_ended() {
        let machine = Machine::builder()
            .callback_limit(LIMIT)
            .turn_limit(u64::MAX)
            .build();
        run(&machine, Some(busy)).unwrap();
    }

    #[test]
    fn a_test_that_computes_on_a_simulated_thread_is_never_ended() {
        let machine = Machine::builder().callback_limit(LIMIT).build();
        let compute = || {
            let start = used();
            while used() - start < 6 * LIMIT {}
        };
        machine.call("test", compute).unwrap();
    }

    /// The limit is processor time: threads that keep all processors busy make a callback slow,
    /// not stuck, and do not keep a loop without end from being found.
    #[test]
    fn what_else_the_host_does_makes_no_difference() {
        let machines = (0..3).map(|_| {
            thread::spawn(|| {
                let machine = Machine::builder()
                    .callback_limit(LIMIT)
                    .turn_limit(u64::MAX)
                    .build();
                run(&machine, Some(busy)).unwrap();
                let stuck = match run(&machine, Some(endless)) {
                    Err(Error::Stuck(stuck)) => stuck,
                    other => panic!("{other:?}"),
                };
                assert!(stuck.reason.contains("SystemThread"), "{stuck}");
                assert!(stuck.reason.contains("kernel_stack.rs"), "{stuck}");
                assert!(matches!(run(&machine, Some(busy)), Err(Error::Stuck(_))));
            })
        });
        let machines: Vec<_> = machines.collect();
        for machine in machines {
            machine.join().unwrap();
        }
    }
}
