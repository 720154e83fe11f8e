//! Asynchronous procedure calls.
//!
//! The functions are not in Microsoft's headers; drivers declare them themselves.
#![expect(
    unsafe_code,
    reason = "calls the routines of APCs in the memory of drivers"
)]

use std::{cell::RefCell, ptr};

use wdk_sys::{
    _MODE::{KernelMode, UserMode},
    APC_LEVEL, BOOLEAN, ExFreePool, FALSE, KAPC, KPRIORITY, KPROCESSOR_MODE, PKAPC,
    PKKERNEL_ROUTINE, PKRUNDOWN_ROUTINE, PKTHREAD, PVOID, TRUE, abi,
    inline::PKNORMAL_ROUTINE,
};

use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        state::NORMAL_PRIORITY,
    },
    exports::{caller::Caller, state::Registrations},
    nt::{
        ke::region::{Region, inside, is_in},
        kernel::Kernel,
        parameter::Struct,
        ps::{Process, ProgramThread},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeApc: partial("all environments are the thread's own process"),
    KeInsertQueueApc: partial(
        "a thread of the system takes APCs from itself alone; the priority increment is ignored"
    ),
    KeTestAlertThread: full,
);

/// `ApcObject`.
const APC_OBJECT: u8 = 18;

/// An APC that is queued.
#[derive(Clone, Copy)]
struct Queued {
    apc: PKAPC,
    thread: PVOID,
    caller: Caller,
}

/// A procedure of user mode that a thread of a program would run now: its code is not simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UserApc {
    /// The address of the procedure.
    pub routine: usize,
    /// Its three arguments.
    pub arguments: [usize; 3],
}

/// The APCs of a machine, oldest first.
#[derive(Default)]
pub(crate) struct Apcs {
    queued: RefCell<Vec<Queued>>,
    /// The threads that run user APCs when they return to user mode.
    alerted: RefCell<Vec<usize>>,
    /// What threads would have run in user mode, by thread.
    run: RefCell<Vec<(usize, UserApc)>>,
}

impl Apcs {
    fn of(kernel: &Kernel) -> &Self {
        &Registrations::of(kernel).apcs
    }

    /// How many APCs of the driver are queued.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let queued = self.queued.borrow();
        queued
            .iter()
            .filter(|it| it.caller.driver == driver)
            .count()
    }

    /// Takes the first APC of a thread that fits.
    fn take(&self, thread: PVOID, fits: impl Fn(&KAPC) -> bool) -> Option<Queued> {
        let mut queued = self.queued.borrow_mut();
        let at = queued.iter().position(|it| {
            // SAFETY: a driver keeps an APC alive while it is queued.
            it.thread == thread && fits(unsafe { &*it.apc })
        })?;
        Some(queued.remove(at))
    }
}

#[abi(enter, no_mangle)]
fn KeInitializeApc(
    Apc: Struct<KAPC>,
    Thread: PKTHREAD,
    Environment: i32,
    KernelRoutine: PKKERNEL_ROUTINE,
    RundownRoutine: PKRUNDOWN_ROUTINE,
    NormalRoutine: PKNORMAL_ROUTINE,
    ApcMode: KPROCESSOR_MODE,
    NormalContext: PVOID,
) {
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut apc = unsafe { std::mem::zeroed::<KAPC>() };
    apc.Type = APC_OBJECT;
    apc.Size = size_of::<KAPC>() as u8;
    apc.Thread = Thread;
    apc.KernelRoutine = KernelRoutine;
    apc.RundownRoutine = RundownRoutine;
    apc.NormalRoutine = NormalRoutine;
    apc.ApcStateIndex = Environment as i8;
    if NormalRoutine.is_some() {
        apc.ApcMode = ApcMode;
        apc.NormalContext = NormalContext;
    }
    Apc.write(apc);
}

#[abi(enter, no_mangle)]
fn KeInsertQueueApc(
    Apc: Struct<KAPC>,
    SystemArgument1: PVOID,
    SystemArgument2: PVOID,
    _Increment: KPRIORITY,
) -> BOOLEAN {
    let kernel = Kernel::current();
    let apc = Apc.get();
    let thread: PVOID = apc.Thread.cast();
    kernel.objects.check(thread, "KeInsertQueueApc");
    let running = kernel.sched.running();
    let is_own = running.is_some_and(|it| it.object.get() == thread);
    let of_program = kernel.processes.thread(|it| it.object.body() == thread);
    if apc.Inserted != 0 || (!is_own && of_program.is_none()) {
        return FALSE;
    }
    apc.Inserted = TRUE;
    apc.SystemArgument1 = SystemArgument1;
    apc.SystemArgument2 = SystemArgument2;
    let is_kernel = apc.ApcMode == KernelMode as KPROCESSOR_MODE;
    let queued = Queued {
        apc: Apc.raw(),
        thread,
        caller: Caller::current(&kernel),
    };
    Apcs::of(&kernel).queued.borrow_mut().push(queued);
    if !is_kernel {
        return TRUE;
    }
    if is_own {
        deliver(&kernel);
    } else if let Some((process, thread)) = of_program {
        // It waits or computes in user mode: the APC interrupts it at once.
        let body = move || {
            let kernel = Kernel::current();
            kernel.acting_as(Some((&process, thread)), || {
                deliver(&kernel);
                return_to_user_mode(&kernel);
            });
        };
        kernel.start_thread("APC", NORMAL_PRIORITY, Box::new(body));
    }
    TRUE
}

#[abi(enter, no_mangle)]
fn KeTestAlertThread(AlertMode: KPROCESSOR_MODE) -> BOOLEAN {
    let kernel = Kernel::current();
    let own = kernel
        .sched
        .running()
        .map_or(ptr::null_mut(), |it| it.object.get());
    let apcs = Apcs::of(&kernel);
    let is_user = |it: &Queued| {
        // SAFETY: a driver keeps an APC alive while it is queued.
        it.thread == own && unsafe { (*it.apc).ApcMode } == UserMode as KPROCESSOR_MODE
    };
    let waits = apcs.queued.borrow().iter().any(is_user);
    if AlertMode == UserMode as KPROCESSOR_MODE && waits {
        apcs.alerted.borrow_mut().push(own.addr());
    }
    // No thread of this machine is alerted otherwise.
    FALSE
}

/// Runs the kernel APCs of the running thread that may run now.
pub(super) fn deliver(kernel: &Kernel) {
    let Some(own) = kernel.sched.running().map(|it| it.object.get()) else {
        return;
    };
    if own.is_null() {
        return;
    }
    while u32::from(kernel.sched.irql()) < APC_LEVEL && !is_in(kernel, Region::Guarded) {
        let is_critical = inside(kernel);
        let fits = |apc: &KAPC| {
            let is_special = apc.NormalRoutine.is_none();
            apc.ApcMode == KernelMode as KPROCESSOR_MODE && (is_special || !is_critical)
        };
        let Some(queued) = Apcs::of(kernel).take(own, fits) else {
            return;
        };
        let Some((routine, arguments)) = run_kernel_routine(kernel, queued) else {
            continue;
        };
        queued
            .caller
            .call(kernel, "NormalRoutine", String::new, || {
                if let Some(routine) = routine {
                    let [context, first, second] = arguments;
                    // SAFETY: the driver's APC has this routine with these arguments.
                    unsafe { routine(context, first, second) };
                }
            });
    }
}

/// Runs the kernel routine of an APC at `APC_LEVEL`, and gives what it has left of the normal one.
fn run_kernel_routine(kernel: &Kernel, queued: Queued) -> Option<(PKNORMAL_ROUTINE, [PVOID; 3])> {
    // SAFETY: a driver keeps an APC alive while it is queued.
    let apc = unsafe { &mut *queued.apc };
    apc.Inserted = FALSE;
    let kernel_routine = apc.KernelRoutine;
    let mut normal = apc.NormalRoutine;
    let mut context = apc.NormalContext;
    let (mut first, mut second) = (apc.SystemArgument1, apc.SystemArgument2);
    let before = kernel.sched.irql();
    kernel.sched.raise_irql(APC_LEVEL as u8);
    queued
        .caller
        .call(kernel, "KernelRoutine", String::new, || {
            if let Some(routine) = kernel_routine {
                // SAFETY: the driver's APC has this routine; it may free the APC, which is not used any more.
                unsafe {
                    routine(
                        queued.apc,
                        &raw mut normal,
                        &raw mut context,
                        &raw mut first,
                        &raw mut second,
                    );
                }
            }
        });
    kernel.sched.lower_irql(before);
    normal
        .is_some()
        .then_some((normal, [context, first, second]))
}

/// The running thread of a program returns to user mode, where it runs its user APCs if it was alerted.
fn return_to_user_mode(kernel: &Kernel) {
    let own = kernel
        .sched
        .running()
        .map_or(ptr::null_mut(), |it| it.object.get());
    let apcs = Apcs::of(kernel);
    let alerted = {
        let mut alerted = apcs.alerted.borrow_mut();
        let before = alerted.len();
        alerted.retain(|it| *it != own.addr());
        alerted.len() < before
    };
    if alerted {
        run_user(kernel, own);
    }
}

fn run_user(kernel: &Kernel, own: PVOID) {
    let is_user = |apc: &KAPC| apc.ApcMode == UserMode as KPROCESSOR_MODE;
    while let Some(queued) = Apcs::of(kernel).take(own, is_user) {
        if let Some((routine, arguments)) = run_kernel_routine(kernel, queued) {
            let apc = UserApc {
                routine: routine.map_or(0, |it| it as usize),
                arguments: arguments.map(<*mut _>::addr),
            };
            Apcs::of(kernel).run.borrow_mut().push((own.addr(), apc));
        }
    }
}

/// A thread of a program waits alertably: its user APCs run. Gives all that it has run in user mode since it was
/// last asked.
pub(crate) fn wait_alertably(
    kernel: &Kernel,
    process: &Process,
    thread: ProgramThread,
) -> Vec<UserApc> {
    let own = thread.object.body();
    kernel.acting_as(Some((process, thread)), || run_user(kernel, own));
    let mut run = Apcs::of(kernel).run.borrow_mut();
    let of_it = run.extract_if(.., |(thread, _)| *thread == own.addr());
    of_it.map(|(_, apc)| apc).collect()
}

/// A thread ends: its user APCs are run down.
pub(crate) fn run_down(kernel: &Kernel, thread: PVOID) {
    while let Some(queued) = Apcs::of(kernel).take(thread, |_| true) {
        // SAFETY: a driver keeps an APC alive while it is queued.
        let routine = unsafe { (*queued.apc).RundownRoutine };
        queued
            .caller
            .call(kernel, "RundownRoutine", String::new, || match routine {
                // SAFETY: the driver's APC has this routine.
                Some(routine) => unsafe { routine(queued.apc) },
                // SAFETY: an APC without a routine is a block of pool, which the system frees.
                None => unsafe { ExFreePool(queued.apc.cast()) },
            });
    }
}
