//! The kernel's functions, called as a driver calls them.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::{cell::Cell, mem::MaybeUninit, ptr, rc::Rc, time::Duration};

use wdk_dump::{Dump, Memory as _};
use wdk_sim::{Error, Machine, NoDump, verifier::OnViolation};
use wdk_sys::*;

const TAG: u32 = u32::from_le_bytes(*b"Test");

fn relative(milliseconds: i64) -> LARGE_INTEGER {
    LARGE_INTEGER {
        QuadPart: -milliseconds * 10_000,
    }
}

/// An event, initialised.
fn event(kind: EVENT_TYPE, state: bool) -> Box<KEVENT> {
    // SAFETY: all-zero is a valid event, and it is initialised next.
    let mut event: Box<KEVENT> = Box::new(unsafe { MaybeUninit::zeroed().assume_init() });
    // SAFETY: memory for an event.
    unsafe { KeInitializeEvent(&raw mut *event, kind, state.into()) };
    event
}

fn wait(event: *mut KEVENT, timeout_ms: Option<i64>) -> NTSTATUS {
    let mut time = relative(timeout_ms.unwrap_or_default());
    let timeout = timeout_ms.map_or(ptr::null_mut(), |_| &raw mut time);
    // SAFETY: an initialised event.
    unsafe { KeWaitForSingleObject(event.cast(), _KWAIT_REASON::Executive, 0, 0, timeout) }
}

fn bug_check<T>(result: Result<T, Error>) -> wdk_sim::BugCheck {
    match result {
        Err(Error::BugCheck(bug_check)) => (*bug_check).clone(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the machine did not stop"),
    }
}

#[test]
fn a_waiting_thread_goes_on_when_the_event_is_set() {
    let machine = Machine::new();
    let event = machine
        .call("init", || event(_EVENT_TYPE::SynchronizationEvent, false))
        .unwrap();
    let pointer = Box::into_raw(event);
    machine
        .spawn("setter", move || {
            let mut time = relative(5);
            // SAFETY: a valid time.
            unsafe { KeDelayExecutionThread(0, 0, &raw mut time) };
            // SAFETY: the event outlives the machine's calls.
            unsafe { KeSetEvent(pointer, 0, FALSE) };
        })
        .unwrap();
    let status = machine.call("waiter", || wait(pointer, None)).unwrap();
    assert_eq!(status, STATUS_SUCCESS);
    assert_eq!(machine.now(), Duration::from_millis(5));
    // SAFETY: made by Box::into_raw above.
    drop(unsafe { Box::from_raw(pointer) });
}

#[test]
fn a_wait_times_out_in_virtual_time() {
    let machine = Machine::new();
    let status = machine
        .call("waiter", || {
            let mut event = event(_EVENT_TYPE::NotificationEvent, false);
            wait(&raw mut *event, Some(3_600_000))
        })
        .unwrap();
    assert_eq!(status, STATUS_TIMEOUT);
    assert_eq!(machine.now(), Duration::from_secs(3600));
}

#[test]
fn a_wait_that_nothing_can_end_is_reported_as_a_deadlock() {
    let machine = Machine::new();
    let result = machine.call("lonely", || {
        let mut event = event(_EVENT_TYPE::NotificationEvent, false);
        wait(&raw mut *event, None)
    });
    let Err(Error::Stuck(stuck)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(stuck.waiting[0].thread, "lonely");
    assert!(stuck.to_string().contains("notification event"), "{stuck}");
    assert!(machine.run_until_idle().is_err());
}

thread_local! {
    static DPC_IRQL: Cell<u8> = const { Cell::new(99) };
    static DPC_RUNS: Cell<u32> = const { Cell::new(0) };
}

#[abi]
unsafe fn dpc(_dpc: PKDPC, _context: PVOID, _one: PVOID, _two: PVOID) {
    DPC_IRQL.set(KeGetCurrentIrql());
    DPC_RUNS.set(DPC_RUNS.get() + 1);
}

#[test]
fn a_dpc_runs_at_dispatch_level_when_the_irql_falls() {
    let machine = Machine::new();
    let runs = machine
        .call("test", || {
            let mut object = MaybeUninit::<KDPC>::zeroed();
            // SAFETY: memory for a DPC.
            unsafe { KeInitializeDpc(object.as_mut_ptr(), Some(dpc), ptr::null_mut()) };
            // SAFETY: from PASSIVE_LEVEL.
            let irql = unsafe { KfRaiseIrql(2) };
            // SAFETY: initialised above.
            let queued =
                unsafe { KeInsertQueueDpc(object.as_mut_ptr(), ptr::null_mut(), ptr::null_mut()) };
            // SAFETY: as above; it is queued now.
            let again =
                unsafe { KeInsertQueueDpc(object.as_mut_ptr(), ptr::null_mut(), ptr::null_mut()) };
            assert_eq!((queued, again), (TRUE, FALSE));
            let before = DPC_RUNS.get();
            // SAFETY: undoes the raise.
            unsafe { KeLowerIrql(irql) };
            (before, DPC_RUNS.get(), DPC_IRQL.get(), KeGetCurrentIrql())
        })
        .unwrap();
    assert_eq!(runs, (0, 1, 2, 0));
}

#[test]
fn a_periodic_timer_queues_its_dpc_until_it_is_cancelled() {
    let machine = Machine::new();
    let mut timer = Box::new(MaybeUninit::<KTIMER>::zeroed());
    let mut object = Box::new(MaybeUninit::<KDPC>::zeroed());
    let (timer, object) = (timer.as_mut_ptr(), object.as_mut_ptr());
    machine
        .call("test", || {
            // SAFETY: memory for a timer, which outlives the machine's calls.
            unsafe { KeInitializeTimer(timer) };
            // SAFETY: as above.
            unsafe { KeInitializeDpc(object, Some(dpc), ptr::null_mut()) };
            // SAFETY: both are initialised.
            unsafe { KeSetTimerEx(timer, relative(10), 10, object) };
        })
        .unwrap();
    machine.run_for(Duration::from_millis(55)).unwrap();
    assert_eq!(DPC_RUNS.get(), 5);
    let was_set = machine
        .call("test", || {
            // SAFETY: set above.
            unsafe { KeCancelTimer(timer) }
        })
        .unwrap();
    assert_eq!(was_set, TRUE);
    machine.run_for(Duration::from_secs(1)).unwrap();
    assert_eq!(DPC_RUNS.get(), 5);
}

#[test]
fn two_processors_contend_for_a_spin_lock() {
    for seed in 0..50 {
        let machine = Machine::builder().processors(2).seed(seed).build();
        let lock: Rc<Cell<u64>> = Rc::default();
        let (count, inside) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(false)));
        for _ in 0..4 {
            let (lock, count, inside) = (Rc::clone(&lock), Rc::clone(&count), Rc::clone(&inside));
            machine
                .spawn("worker", move || {
                    for _ in 0..20 {
                        // SAFETY: the lock lives in the closure.
                        let irql = unsafe { KeAcquireSpinLockRaiseToDpc(lock.as_ptr()) };
                        assert!(!inside.replace(true), "two threads hold the lock");
                        // SAFETY: only reads the time, and lets others run.
                        unsafe { KeQueryTimeIncrement() };
                        count.set(count.get() + 1);
                        inside.set(false);
                        // SAFETY: acquired above.
                        unsafe { KeReleaseSpinLock(lock.as_ptr(), irql) };
                    }
                })
                .unwrap();
        }
        machine.run_until_idle().unwrap();
        assert_eq!(count.get(), 80);
    }
}

#[test]
fn acquiring_a_held_spin_lock_stops_the_machine() {
    let machine = Machine::new();
    let result = machine.call("test", || {
        let mut lock: KSPIN_LOCK = 0;
        // SAFETY: a valid lock.
        unsafe { KeAcquireSpinLockRaiseToDpc(&raw mut lock) };
        // SAFETY: a valid lock.
        unsafe { KeAcquireSpinLockRaiseToDpc(&raw mut lock) };
    });
    let bug_check = bug_check(result);
    assert_eq!((bug_check.code, bug_check.parameters[0]), (0xC4, 0x1000));
}

#[test]
fn a_call_above_its_irql_is_a_violation() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    machine
        .call("test", || {
            // SAFETY: from PASSIVE_LEVEL.
            let irql = unsafe { KfRaiseIrql(2) };
            // SAFETY: wrong on purpose: needs APC_LEVEL or below.
            unsafe { KeEnterCriticalRegion() };
            // SAFETY: undoes the raise.
            unsafe { KeLowerIrql(irql) };
            // SAFETY: entered above.
            unsafe { KeLeaveCriticalRegion() };
        })
        .unwrap();
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].rule, "IrqlTooHigh");
    assert_eq!(violations[0].calls, ["KeEnterCriticalRegion"]);
}

#[test]
fn pool_is_counted_and_its_misuse_is_named() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    machine
        .call("test", || {
            // SAFETY: asks for memory.
            let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, TAG) }.cast::<u8>();
            // SAFETY: 100 bytes were allocated.
            assert_eq!(unsafe { block.wrapping_add(99).read() }, 0);
            // SAFETY: wrong on purpose: one byte too far.
            unsafe { block.wrapping_add(100).write(1) };
            // SAFETY: wrong on purpose: another tag.
            unsafe { ExFreePoolWithTag(block.cast(), TAG + 1) };
            // SAFETY: allocated above.
            unsafe { ExFreePoolWithTag(block.cast(), TAG) };
            // SAFETY: wrong on purpose: freed already.
            unsafe { ExFreePoolWithTag(block.cast(), TAG) };
            // SAFETY: wrong on purpose: inside of a block.
            unsafe { ExFreePoolWithTag(block.wrapping_add(16).cast(), TAG) };
        })
        .unwrap();
    let rules: Vec<_> = machine
        .violations()
        .iter()
        .map(|violation| violation.rule)
        .collect();
    assert_eq!(
        rules,
        ["PoolTag", "PoolOverrun", "PoolFreeTwice", "PoolFreeInvalid"]
    );
    assert_eq!(machine.pool().blocks, 0);
    assert_eq!(machine.pool().peak_bytes, 100);
}

#[test]
fn a_write_after_the_free_is_found_when_the_block_would_be_used_again() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    machine
        .call("test", || {
            let allocate = || {
                // SAFETY: asks for memory.
                unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 48, TAG) }
            };
            let damaged = allocate();
            // SAFETY: allocated above.
            unsafe { ExFreePoolWithTag(damaged, TAG) };
            // SAFETY: wrong on purpose: freed; the pool keeps the memory.
            unsafe { damaged.cast::<u8>().wrapping_add(7).write(0) };
            for _ in 0..2000 {
                let block = allocate();
                // SAFETY: allocated above.
                unsafe { ExFreePoolWithTag(block, TAG) };
            }
        })
        .unwrap();
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].rule, "PoolModifiedAfterFree");
    assert!(
        violations[0].message.contains("at offset 7"),
        "{violations:?}"
    );
}

#[test]
fn special_pool_stops_at_the_access_after_the_free() {
    let machine = Machine::builder().special_pool(true).build();
    let result = machine.call("test", || {
        // SAFETY: asks for memory.
        let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 24, TAG) }.cast::<u32>();
        // SAFETY: allocated above.
        unsafe { ExFreePoolWithTag(block.cast(), TAG) };
        // SAFETY: wrong on purpose: freed.
        unsafe { block.wrapping_add(1).read_volatile() }
    });
    let bug_check = bug_check(result);
    assert_eq!(bug_check.name, "PAGE_FAULT_IN_FREED_SPECIAL_POOL");
    assert!(
        bug_check
            .message
            .contains("4 bytes into a freed block of 24 bytes, tag 'Test'"),
        "{bug_check}"
    );
    let here = |frame: &wdk_sim::Frame| {
        let file = frame.location.as_ref().map(|(file, _)| file.as_path());
        file.is_some_and(|it| it.ends_with("tests/machine/kernel.rs"))
    };
    assert!(bug_check.stack.iter().any(here), "{bug_check}");
}

#[inline(never)]
fn recurse(depth: u64) -> u64 {
    let local = std::hint::black_box([depth; 64]);
    if depth == u64::MAX {
        0
    } else {
        recurse(depth + 1) + local[3]
    }
}

#[test]
fn faults_end_the_machine_and_not_the_process() {
    let machine = Machine::new();
    let null = machine.call("test", || {
        // SAFETY: wrong on purpose.
        unsafe { std::hint::black_box(ptr::null_mut::<u32>()).write_volatile(1) }
    });
    let fault = bug_check(null);
    assert_eq!(fault.name, "PAGE_FAULT_IN_NONPAGED_AREA");
    assert!(fault.message.contains("writes to 0x0"), "{fault}");

    let machine = Machine::new();
    let overflow = bug_check(machine.call("test", || recurse(0)));
    assert_eq!(overflow.name, "UNEXPECTED_KERNEL_MODE_TRAP");

    let machine = Machine::new();
    assert_eq!(machine.call("test", || 7).unwrap(), 7);
}

#[test]
fn a_panic_in_a_routine_of_a_driver_is_a_bug_check() {
    #[abi]
    unsafe fn panics(_dpc: PKDPC, _context: PVOID, _one: PVOID, _two: PVOID) {
        panic!("the driver's own panic");
    }
    let machine = Machine::new();
    let result = machine.call("test", || {
        let mut object = MaybeUninit::<KDPC>::zeroed();
        // SAFETY: memory for a DPC.
        unsafe { KeInitializeDpc(object.as_mut_ptr(), Some(panics), ptr::null_mut()) };
        // SAFETY: initialised above.
        unsafe { KeInsertQueueDpc(object.as_mut_ptr(), ptr::null_mut(), ptr::null_mut()) };
    });
    let bug_check = bug_check(result);
    assert_eq!(bug_check.name, "RUST_PANIC");
    assert!(
        bug_check.message.contains("the driver's own panic"),
        "{bug_check}"
    );
    assert!(bug_check.message.contains("kernel.rs"), "{bug_check}");
}

#[test]
fn a_bug_check_carries_its_parameters_and_stays() {
    let machine = Machine::new();
    let result = machine.call("test", || {
        // SAFETY: stops the machine.
        unsafe { KeBugCheckEx(0x9F, 1, 2, 3, 4) };
    });
    let first = bug_check(result);
    assert_eq!((first.code, first.parameters), (0x9F, [1, 2, 3, 4]));
    assert_eq!(first.name, "DRIVER_POWER_STATE_FAILURE");
    let second = bug_check(machine.call("test", || ()));
    assert_eq!(second.code, 0x9F);
}

#[test]
fn a_bug_check_of_native_code_leaves_a_dump_without_modules_of_drivers() {
    let machine = Machine::builder().processors(2).build();
    let pool = machine.call("test", || {
        // SAFETY: any thread may allocate.
        let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 1) }.cast::<[u8; 64]>();
        // SAFETY: it has as many bytes.
        unsafe { block.write([7; 64]) };
        block.addr() as u64
    });
    let pool = pool.unwrap();
    assert!(matches!(machine.crash_dump(), Err(NoDump::NoBugCheck)));
    let _ = machine.call("test", || {
        // SAFETY: any thread may stop the machine.
        unsafe { KeBugCheckEx(0xE2, pool, 2, 3, 4) };
    });
    let file = machine.crash_dump().expect("a dump");
    let dump = Dump::parse(&file).expect("it is read");
    let [first, rest @ ..] = dump.parameters;
    assert_eq!((dump.code, rest, dump.processors), (0xE2, [2, 3, 4], 2));
    assert_eq!(dump.modules.len(), 1, "{:?}", dump.modules);
    let message = dump.text(dump.modules[0].base, 99);
    assert_eq!(
        message.as_deref(),
        Some("KeBugCheckEx with MANUALLY_INITIATED_CRASH")
    );
    // The address of the block is a kernel's, and its bytes are there.
    assert!(first > 0xFFFF_8000_0000_0000, "{first:#x}");
    assert_eq!(dump.bytes(first, 64), Some(vec![7; 64]));
}
