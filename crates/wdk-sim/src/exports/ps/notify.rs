//! Notifications of processes, threads and images.
//!
//! The machine calls the routines where Windows does: a process is told of by the thread that creates it, before
//! its first thread; its end by the last thread that leaves it; all of it in a critical region, at `PASSIVE_LEVEL`.
#![expect(unsafe_code, reason = "calls notification routines")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::Rc,
};

use wdk_sys::{
    BOOLEAN, CLIENT_ID, HANDLE, IMAGE_INFO, NTSTATUS, PCREATE_PROCESS_NOTIFY_ROUTINE,
    PCREATE_PROCESS_NOTIFY_ROUTINE_EX, PCREATE_THREAD_NOTIFY_ROUTINE, PLOAD_IMAGE_NOTIFY_ROUTINE,
    PS_CREATE_NOTIFY_INFO, PS_IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE, PSCREATEPROCESSNOTIFYTYPE,
    PSCREATETHREADNOTIFYTYPE, PVOID, STATUS_ACCESS_DENIED, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_PARAMETER, STATUS_INVALID_PARAMETER_2, STATUS_PROCEDURE_NOT_FOUND,
    STATUS_SUCCESS, ULONG_PTR, abi,
};

use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
    },
    exports::{caller::Caller, state::Registrations},
    nt::{
        ke::region::{self, Region},
        kernel::Kernel,
        ob::name::unicode_string,
        ps::{Process, SYSTEM_PROCESS},
        verifier::rules,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PsSetCreateProcessNotifyRoutine: full,
    PsSetCreateProcessNotifyRoutineEx: partial("FileObject is null"),
    PsSetCreateProcessNotifyRoutineEx2: partial("FileObject is null, and pico processes do not exist"),
    PsSetCreateThreadNotifyRoutine: full,
    PsSetCreateThreadNotifyRoutineEx: partial("pico processes do not exist"),
    PsRemoveCreateThreadNotifyRoutine: full,
    PsSetLoadImageNotifyRoutine: partial("images of drivers are not told of, and there is no extended information"),
    PsSetLoadImageNotifyRoutineEx: partial("images of drivers are not told of, and there is no extended information"),
    PsRemoveLoadImageNotifyRoutine: full,
);

/// How many routines of one kind can be registered.
const LIMIT: usize = 64;
/// Hundreds of nanoseconds between two looks whether a routine has returned.
const LOOK: i64 = -1000;

/// A routine that is called for processes.
#[derive(Clone, Copy)]
enum ProcessRoutine {
    Plain(PCREATE_PROCESS_NOTIFY_ROUTINE),
    Extended(PCREATE_PROCESS_NOTIFY_ROUTINE_EX),
}

impl Address for ProcessRoutine {
    fn address(&self) -> usize {
        match self {
            Self::Plain(routine) => routine.map_or(0, |it| it as usize),
            Self::Extended(routine) => routine.map_or(0, |it| it as usize),
        }
    }
}

/// A routine that is called for threads.
#[derive(Clone, Copy)]
struct ThreadRoutine {
    routine: PCREATE_THREAD_NOTIFY_ROUTINE,
    /// It is not told of threads of the system.
    programs_only: bool,
}

impl Address for ThreadRoutine {
    fn address(&self) -> usize {
        self.routine.map_or(0, |it| it as usize)
    }
}

impl Address for PLOAD_IMAGE_NOTIFY_ROUTINE {
    fn address(&self) -> usize {
        self.map_or(0, |it| it as usize)
    }
}

/// What tells routines apart.
trait Address: Copy {
    fn address(&self) -> usize;
}

struct Registered<R> {
    routine: R,
    caller: Caller,
    /// How many threads are in it, and the number of the last one that entered it.
    running: Cell<(usize, u64)>,
    removed: Cell<bool>,
}

/// Routines of one kind, oldest first.
struct Routines<R>(RefCell<Vec<Rc<Registered<R>>>>);

impl<R> Default for Routines<R> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<R: Address> Routines<R> {
    fn has(&self, routine: R) -> bool {
        let all = self.0.borrow();
        all.iter()
            .any(|it| it.routine.address() == routine.address())
    }

    /// False when there is no room.
    fn add(&self, kernel: &Kernel, routine: R) -> bool {
        let mut all = self.0.borrow_mut();
        let room = all.len() < LIMIT;
        if room {
            all.push(Rc::new(Registered {
                routine,
                caller: Caller::current(kernel),
                running: Cell::default(),
                removed: Cell::new(false),
            }));
        }
        room
    }

    /// Takes a routine out, and waits until no thread is in it.
    fn remove(&self, kernel: &Kernel, routine: R, function: &str) -> NTSTATUS {
        let found = {
            let mut all = self.0.borrow_mut();
            let at = all
                .iter()
                .position(|it| it.routine.address() == routine.address());
            at.map(|at| all.remove(at))
        };
        let Some(found) = found else {
            return STATUS_PROCEDURE_NOT_FOUND;
        };
        found.removed.set(true);
        let own = kernel.sched.running().map_or(0, |thread| thread.number);
        let (running, thread) = found.running.get();
        let within = running > 0 && thread == own;
        kernel.check(!within, &rules::NOTIFY_REMOVED_WITHIN, || {
            format!("{function} is called by the routine that it is to remove")
        });
        while !within && found.running.get().0 > 0 {
            kernel.delay(LOOK);
        }
        STATUS_SUCCESS
    }

    /// Calls each routine that is registered now.
    fn call(
        &self,
        kernel: &Kernel,
        name: &'static str,
        detail: impl Fn() -> String,
        mut call: impl FnMut(R),
    ) {
        let all = self.0.borrow().clone();
        for it in all {
            if it.removed.get() {
                continue;
            }
            let number = kernel.sched.running().map_or(0, |thread| thread.number);
            it.running.set((it.running.get().0 + 1, number));
            region::enter(kernel, Region::Critical);
            it.caller.call(kernel, name, &detail, || call(it.routine));
            region::leave(kernel, Region::Critical, name);
            it.running.set((it.running.get().0 - 1, number));
        }
    }

    fn held_by(&self, driver: DriverId) -> usize {
        let all = self.0.borrow();
        all.iter().filter(|it| it.caller.driver == driver).count()
    }
}

/// What drivers want to be told of.
#[derive(Default)]
pub(crate) struct Notifications {
    processes: Routines<ProcessRoutine>,
    threads: Routines<ThreadRoutine>,
    images: Routines<PLOAD_IMAGE_NOTIFY_ROUTINE>,
}

impl Notifications {
    fn of(kernel: &Kernel) -> &Self {
        &Registrations::of(kernel).notifications
    }

    /// How many routines of the driver are registered.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        self.processes.held_by(driver) + self.threads.held_by(driver) + self.images.held_by(driver)
    }
}

/// Whether Windows lets the routine decide on processes and handles: its image says that it is checked for integrity
/// (`/INTEGRITYCHECK`). A native driver has no image, and passes.
pub(crate) fn is_trusted(kernel: &Kernel, routine: usize) -> bool {
    let image = kernel.loader.image_at(routine);
    image.is_none_or(|(image, _)| image.is_checked_for_integrity())
}

fn set_process(routine: ProcessRoutine, remove: BOOLEAN, function: &str) -> NTSTATUS {
    let kernel = Kernel::current();
    let routines = &Notifications::of(&kernel).processes;
    if remove != 0 {
        return routines.remove(&kernel, routine, function);
    }
    if routine.address() == 0 || routines.has(routine) {
        return STATUS_INVALID_PARAMETER;
    }
    if matches!(routine, ProcessRoutine::Extended(_)) && !is_trusted(&kernel, routine.address()) {
        return STATUS_ACCESS_DENIED;
    }
    match routines.add(&kernel, routine) {
        true => STATUS_SUCCESS,
        false => STATUS_INVALID_PARAMETER,
    }
}

#[abi(enter, no_mangle)]
fn PsSetCreateProcessNotifyRoutine(
    NotifyRoutine: PCREATE_PROCESS_NOTIFY_ROUTINE,
    Remove: BOOLEAN,
) -> NTSTATUS {
    let routine = ProcessRoutine::Plain(NotifyRoutine);
    set_process(routine, Remove, "PsSetCreateProcessNotifyRoutine")
}

#[abi(enter, no_mangle)]
fn PsSetCreateProcessNotifyRoutineEx(
    NotifyRoutine: PCREATE_PROCESS_NOTIFY_ROUTINE_EX,
    Remove: BOOLEAN,
) -> NTSTATUS {
    let routine = ProcessRoutine::Extended(NotifyRoutine);
    set_process(routine, Remove, "PsSetCreateProcessNotifyRoutineEx")
}

#[abi(enter, no_mangle)]
unsafe fn PsSetCreateProcessNotifyRoutineEx2(
    NotifyType: PSCREATEPROCESSNOTIFYTYPE,
    NotifyInformation: PVOID,
    Remove: BOOLEAN,
) -> NTSTATUS {
    if NotifyType != wdk_sys::_PSCREATEPROCESSNOTIFYTYPE::PsCreateProcessNotifySubsystems {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: for this type the information is the routine, or null; both are pointers.
    let routine = unsafe {
        std::mem::transmute::<PVOID, PCREATE_PROCESS_NOTIFY_ROUTINE_EX>(NotifyInformation)
    };
    let routine = ProcessRoutine::Extended(routine);
    set_process(routine, Remove, "PsSetCreateProcessNotifyRoutineEx2")
}

fn set_thread(routine: PCREATE_THREAD_NOTIFY_ROUTINE, programs_only: bool) -> NTSTATUS {
    let kernel = Kernel::current();
    let routine = ThreadRoutine {
        routine,
        programs_only,
    };
    if routine.address() == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    match Notifications::of(&kernel).threads.add(&kernel, routine) {
        true => STATUS_SUCCESS,
        false => STATUS_INSUFFICIENT_RESOURCES,
    }
}

#[abi(enter, no_mangle)]
fn PsSetCreateThreadNotifyRoutine(NotifyRoutine: PCREATE_THREAD_NOTIFY_ROUTINE) -> NTSTATUS {
    set_thread(NotifyRoutine, false)
}

#[abi(enter, no_mangle)]
unsafe fn PsSetCreateThreadNotifyRoutineEx(
    NotifyType: PSCREATETHREADNOTIFYTYPE,
    NotifyInformation: PVOID,
) -> NTSTATUS {
    use wdk_sys::_PSCREATETHREADNOTIFYTYPE as kind;
    if ![
        kind::PsCreateThreadNotifyNonSystem,
        kind::PsCreateThreadNotifySubsystems,
    ]
    .contains(&NotifyType)
    {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: for these types the information is the routine, or null; both are pointers.
    let routine =
        unsafe { std::mem::transmute::<PVOID, PCREATE_THREAD_NOTIFY_ROUTINE>(NotifyInformation) };
    set_thread(routine, NotifyType == kind::PsCreateThreadNotifyNonSystem)
}

#[abi(enter, no_mangle)]
fn PsRemoveCreateThreadNotifyRoutine(NotifyRoutine: PCREATE_THREAD_NOTIFY_ROUTINE) -> NTSTATUS {
    let kernel = Kernel::current();
    let routine = ThreadRoutine {
        routine: NotifyRoutine,
        programs_only: false,
    };
    let routines = &Notifications::of(&kernel).threads;
    routines.remove(&kernel, routine, "PsRemoveCreateThreadNotifyRoutine")
}

#[abi(enter, no_mangle)]
fn PsSetLoadImageNotifyRoutine(NotifyRoutine: PLOAD_IMAGE_NOTIFY_ROUTINE) -> NTSTATUS {
    let kernel = Kernel::current();
    if NotifyRoutine.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    match Notifications::of(&kernel)
        .images
        .add(&kernel, NotifyRoutine)
    {
        true => STATUS_SUCCESS,
        false => STATUS_INSUFFICIENT_RESOURCES,
    }
}

#[abi(enter, no_mangle)]
fn PsSetLoadImageNotifyRoutineEx(
    NotifyRoutine: PLOAD_IMAGE_NOTIFY_ROUTINE,
    Flags: ULONG_PTR,
) -> NTSTATUS {
    if Flags & !u64::from(PS_IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE) != 0 {
        return STATUS_INVALID_PARAMETER_2;
    }
    PsSetLoadImageNotifyRoutine(NotifyRoutine)
}

#[abi(enter, no_mangle)]
fn PsRemoveLoadImageNotifyRoutine(NotifyRoutine: PLOAD_IMAGE_NOTIFY_ROUTINE) -> NTSTATUS {
    let kernel = Kernel::current();
    let routines = &Notifications::of(&kernel).images;
    routines.remove(&kernel, NotifyRoutine, "PsRemoveLoadImageNotifyRoutine")
}

fn handle(id: usize) -> HANDLE {
    ptr::without_provenance_mut(id)
}

/// Tells of a process that is being created. An error is what a routine made of the creation.
pub(crate) fn process_created(kernel: &Kernel, process: &Process) -> NTSTATUS {
    let image = unicode_string(&process.image);
    let command_line = unicode_string(&process.command_line);
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<PS_CREATE_NOTIFY_INFO>() };
    information.Size = size_of::<PS_CREATE_NOTIFY_INFO>() as u64;
    // `FileOpenNameAvailable`.
    information.__bindgen_anon_1.Flags = 1;
    information.ParentProcessId = handle(process.parent);
    information.CreatingThreadId = CLIENT_ID {
        UniqueProcess: handle(process.creator.0),
        UniqueThread: handle(process.creator.1),
    };
    information.ImageFileName = &raw const image;
    information.CommandLine = &raw const command_line;
    information.CreationStatus = STATUS_SUCCESS;
    let detail = || format!("process {:#x} created", process.id);
    call_process_routines(kernel, process, &raw mut information, detail);
    information.CreationStatus
}

/// Tells of a process whose last thread ends.
pub(crate) fn process_ended(kernel: &Kernel, process: &Process) {
    let detail = || format!("process {:#x} ended", process.id);
    call_process_routines(kernel, process, ptr::null_mut(), detail);
}

/// Calls the routines for a process: of its creation, or without `information` of its end.
fn call_process_routines(
    kernel: &Kernel,
    process: &Process,
    information: *mut PS_CREATE_NOTIFY_INFO,
    detail: impl Fn() -> String,
) {
    let created = u8::from(!information.is_null());
    Notifications::of(kernel)
        .processes
        .call(
            kernel,
            "CreateProcessNotify",
            detail,
            |routine| match routine {
                ProcessRoutine::Plain(Some(routine)) => {
                    // SAFETY: the driver registered the routine for this call.
                    unsafe { routine(handle(process.parent), handle(process.id), created) };
                }
                ProcessRoutine::Extended(Some(routine)) => {
                    let object = process.object.body().cast();
                    // SAFETY: as above; the caller's structure lives until all routines have returned.
                    unsafe { routine(object, handle(process.id), information) };
                }
                ProcessRoutine::Plain(None) | ProcessRoutine::Extended(None) => {}
            },
        );
}

/// Tells of a thread that begins or ends.
pub(crate) fn thread(kernel: &Kernel, process: usize, id: usize, begins: bool) {
    let routines = &Notifications::of(kernel).threads;
    let what = if begins { "created" } else { "ended" };
    let detail = || format!("thread {id:#x} of process {process:#x} {what}");
    routines.call(kernel, "CreateThreadNotify", detail, |it| {
        if it.programs_only && process == SYSTEM_PROCESS {
            return;
        }
        if let Some(routine) = it.routine {
            // SAFETY: the driver registered the routine for this call.
            unsafe { routine(handle(process), handle(id), BOOLEAN::from(begins)) };
        }
    });
}

/// An image that is mapped.
pub(crate) struct Mapped<'a> {
    pub(crate) name: &'a [u16],
    /// The process that it is mapped into.
    pub(crate) process: usize,
    pub(crate) base: usize,
    pub(crate) size: usize,
}

/// Tells of an image that was mapped and does not run yet.
pub(crate) fn image(kernel: &Kernel, mapped: &Mapped<'_>) {
    /// `IMAGE_ADDRESSING_MODE_32BIT`, which is the only mode that there is.
    const ADDRESSING: u32 = 3;
    let mut name = unicode_string(mapped.name);
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<IMAGE_INFO>() };
    information.__bindgen_anon_1.Properties = ADDRESSING;
    information.ImageBase = ptr::with_exposed_provenance_mut(mapped.base);
    information.ImageSize = mapped.size as u64;
    let process = mapped.process;
    let routines = &Notifications::of(kernel).images;
    let detail = || {
        format!(
            "{} in process {process:#x}",
            String::from_utf16_lossy(mapped.name)
        )
    };
    let (name, information) = (&raw mut name, &raw mut information);
    routines.call(kernel, "LoadImageNotify", detail, |routine| {
        if let Some(routine) = routine {
            // SAFETY: the driver registered the routine for this call; both structures live until
            // all routines have returned.
            unsafe { routine(name, handle(process), information) };
        }
    });
}
