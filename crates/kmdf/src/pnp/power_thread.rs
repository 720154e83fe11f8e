//! The thread of a device stack that is not power pageable.
//!
//! While such a stack changes its power, the disk may be off: a worker thread of the system, which may have to wait
//! for memory to be paged in, would never end. So the machines of power and power policy, when they are not worked
//! on in the caller's thread, are worked on in a thread of the stack's own. It belongs to the lowest of the stack's
//! devices that is the framework's; the devices above find it by a request that the framework sends down, and let
//! go of it when they are removed, which is before that device is. Most stacks are pageable and have no thread.
//!
//! A device has its thread from its start on if the top of the stack is not pageable then, or from when the stack is
//! told of a paging file. It keeps it if the stack becomes pageable later.
#![expect(
    unsafe_code,
    reason = "a system thread, and a request to other drivers"
)]

use core::{
    cell::Cell,
    mem,
    ptr::{self, NonNull},
};

use kmdf_states::{not_owner::NotOwner, policy::Policy, power::Power};
use wdk_sys::{
    DO_POWER_PAGABLE, GUID, HANDLE, IRP_MN_QUERY_INTERFACE, IoGetAttachedDeviceReference, NTSTATUS,
    ObfDereferenceObject, PVOID, PsCreateSystemThread, PsTerminateSystemThread,
    STATUS_NOT_SUPPORTED, STATUS_SUCCESS, THREAD_ALL_ACCESS, ZwClose, abi,
};

use super::{irp::forward_and_wait, machines};
use crate::{
    device::{Device, same_guid},
    event::Event,
    irp::Irp,
    list::{Link, List, link_field},
    object::{Header, Obj},
    sync::SpinLock,
};

/// What the framework asks the devices below for: a device of the framework whose thread the stack uses. The
/// answer is its address, and a use of its thread that the asker gives back.
static QUERY: GUID = GUID {
    Data1: 0xB3F0_1C8E,
    Data2: 0x5A27,
    Data3: 0x4D19,
    Data4: [0x93, 0x4E, 0x6C, 0xE2, 0x0B, 0x71, 0xD5, 0xA8],
};

/// A device's own thread, and which one it uses.
///
/// # Invariants
/// [`PowerThread::initialize`] ran at the final address before any other thread knows the device.
pub(crate) struct PowerThread {
    state: SpinLock<State>,
    /// There is something for the own thread to do, or it is to end.
    work: Event,
    /// No device above uses the own thread.
    unused: Event,
    /// The own thread has ended.
    ended: Event,
    job: Job,
}

struct State {
    source: Source,
    /// How many devices above use the own thread.
    users: u32,
    /// What the own thread has to do.
    jobs: List<JobLink>,
    /// Whether the own thread is to end when it has nothing to do.
    ends: bool,
}

/// Which thread a device uses.
#[derive(Clone, Copy)]
enum Source {
    /// None: its machines have work items.
    None,
    /// Its own.
    Own,
    /// That of a device below, which is there until this device lets go of it.
    Lower(Obj<Device>),
}

/// What a device has for the thread that it uses, whose lock guards it.
struct Job {
    link: Link,
    /// The machines that wait for the thread, one bit each. While there is one, the device is in the thread's list.
    machines: Cell<u8>,
}

link_field! {
    /// The devices that a thread is to work for. A device stays while one of its machines waits for the thread,
    /// which takes it out first. The lock of the thread guards the list.
    JobLink: Device, power_thread.job.link
}

/// A machine that the thread can work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Threaded {
    Power = 1 << 0,
    Policy = 1 << 1,
    NotOwner = 1 << 2,
}

impl Threaded {
    fn is_in(self, waiting: u8) -> bool {
        waiting & self as u8 != 0
    }
}

// SAFETY: the job is guarded by a lock, the rest guards itself.
unsafe impl Sync for PowerThread {}

impl PowerThread {
    pub(crate) const fn new() -> Self {
        Self {
            state: SpinLock::new(State {
                source: Source::None,
                users: 0,
                jobs: List::new(),
                ends: false,
            }),
            work: Event::new(),
            unused: Event::new(),
            ended: Event::new(),
            job: Job {
                link: Link::new(),
                machines: Cell::new(0),
            },
        }
    }

    /// Once, at the final address.
    pub(crate) fn initialize(&self) {
        self.work.initialize();
        self.unused.initialize_set();
        self.ended.initialize();
    }

    fn source(&self) -> Source {
        self.state.with(|state| state.source)
    }

    /// A device above uses the thread, too; none when there is no thread.
    fn lend(&self) -> bool {
        self.state.with(|state| {
            let lent = matches!(state.source, Source::Own);
            if lent {
                state.users += 1;
                self.unused.clear();
            }
            lent
        })
    }

    fn give_back(&self) {
        self.state.with(|state| {
            state.users -= 1;
            if state.users == 0 {
                self.unused.set();
            }
        });
    }

    /// What the thread does next: a device and its machines; none when it is to end.
    fn next(&self) -> Option<(Obj<Device>, u8)> {
        loop {
            let next = self.state.with(|state| {
                if let Some(device) = state.jobs.pop_front() {
                    let machines = device.power_thread.job.machines.take();
                    return Some(Some((device, machines)));
                }
                self.work.clear();
                state.ends.then_some(None)
            });
            match next {
                Some(next) => return next,
                None => self.work.wait(),
            }
        }
    }
}

impl Obj<Device> {
    /// Has the device's power thread work on a machine that was claimed for it. False when the device has none.
    /// IRQL: up to `DISPATCH_LEVEL`.
    pub(super) fn queue_to_power_thread(self, machine: Threaded) -> bool {
        let owner = match self.power_thread.source() {
            Source::None => return false,
            Source::Own => self,
            Source::Lower(owner) => owner,
        };
        let thread = &owner.power_thread;
        thread.state.with(|state| {
            let job = &self.power_thread.job;
            job.machines.set(job.machines.get() | machine as u8);
            state.jobs.push_back(self);
            thread.work.set();
        });
        true
    }

    /// The device starts: it uses a thread if its stack is not pageable. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// A thread was not created.
    pub(super) fn acquire_power_thread(self) -> Result<(), NTSTATUS> {
        if self.is_stack_pageable() {
            return Ok(());
        }
        self.use_power_thread()
    }

    /// The device's stack is not pageable: it uses a thread from now on. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// A thread was not created.
    pub(super) fn use_power_thread(self) -> Result<(), NTSTATUS> {
        if !matches!(self.power_thread.source(), Source::None) {
            return Ok(());
        }
        let source = match self.lower_power_thread() {
            Some(lower) => Source::Lower(lower),
            None => {
                self.start_power_thread()?;
                Source::Own
            }
        };
        self.power_thread.state.with(|state| state.source = source);
        Ok(())
    }

    fn is_stack_pageable(self) -> bool {
        // SAFETY: the device's own object, which has not been removed.
        let top = unsafe { IoGetAttachedDeviceReference(self.wdm()) };
        // SAFETY: the line before took a reference.
        let flags = unsafe { (*top).Flags };
        // SAFETY: gives that reference back.
        unsafe { ObfDereferenceObject(top.cast()) };
        flags & DO_POWER_PAGABLE != 0
    }

    fn start_power_thread(self) -> Result<(), NTSTATUS> {
        let thread = &self.power_thread;
        thread.state.with(|state| state.ends = false);
        thread.ended.clear();
        let mut handle: HANDLE = ptr::null_mut();
        // SAFETY: a local; the device stays until `release_power_thread` has waited for the thread's end.
        let status = unsafe {
            PsCreateSystemThread(
                &raw mut handle,
                THREAD_ALL_ACCESS,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                Some(run),
                self.as_context(),
            )
        };
        if status < 0 {
            return Err(status);
        }
        // SAFETY: the handle of the new thread, which nobody else has.
        unsafe { ZwClose(handle) };
        Ok(())
    }

    /// The device is removed or did not start: it does not use a thread any more, and its own one ends as soon as the
    /// devices above have let go of it. None of its machines waits for the thread. IRQL: `PASSIVE_LEVEL`, in another
    /// thread.
    pub(super) fn release_power_thread(self) {
        let thread = &self.power_thread;
        let source = thread
            .state
            .with(|state| mem::replace(&mut state.source, Source::None));
        match source {
            Source::None => {}
            Source::Lower(owner) => owner.power_thread.give_back(),
            Source::Own => {
                thread.unused.wait();
                thread.state.with(|state| {
                    state.ends = true;
                    thread.work.set();
                });
                thread.ended.wait();
            }
        }
    }

    /// Asks the devices below for a thread.
    fn lower_power_thread(self) -> Option<Obj<Device>> {
        let mut owner: *mut Header = ptr::null_mut();
        let status = self.ask_lower(
            IRP_MN_QUERY_INTERFACE,
            [
                (&raw const QUERY).expose_provenance() as u64,
                SIZE_AND_VERSION,
                (&raw mut owner).expose_provenance() as u64,
                0,
            ],
        );
        let owner = NonNull::new(owner).filter(|_| status >= 0)?;
        // SAFETY: only the framework knows the request, and answers it with a device that waits for the caller to
        // let go of its thread.
        Some(unsafe { Obj::from_raw(owner) })
    }
}

/// `Size` and `Version` of the request.
const SIZE_AND_VERSION: u64 = size_of::<*mut Header>() as u64 | 1 << 16;

/// Answers a device above that asks for a thread; none for any other request. The lowest device that has a thread of
/// its own lends it. IRQL: `PASSIVE_LEVEL`.
pub(super) fn answer(device: Obj<Device>, irp: Irp) -> Option<NTSTATUS> {
    let [kind, numbers, place, _] = irp.current().arguments();
    let kind = ptr::with_exposed_provenance::<GUID>(kind as usize);
    // SAFETY: the requestor's GUID, or null.
    let kind = unsafe { kind.as_ref() }?;
    if !same_guid(kind, &QUERY) || numbers & u64::from(u32::MAX) != SIZE_AND_VERSION {
        return None;
    }
    let mut status = forward_and_wait(device, irp);
    if status == STATUS_NOT_SUPPORTED && device.power_thread.lend() {
        let place = ptr::with_exposed_provenance_mut::<*mut Header>(place as usize);
        // SAFETY: only `lower_power_thread` sends this request, with the address of a local.
        unsafe { place.write(device.as_ptr().as_ptr()) };
        status = STATUS_SUCCESS;
    }
    irp.complete(status, 0);
    Some(status)
}

#[abi]
unsafe fn run(context: PVOID) {
    // SAFETY: `start_power_thread` passed its device, which waits for the end of this.
    let Some(device) = (unsafe { Obj::<Device>::from_context(context) }) else {
        return;
    };
    let thread = &device.power_thread;
    while let Some((device, waiting)) = thread.next() {
        // While a machine waits for the thread, it is claimed, and so is the device kept.
        if Threaded::Power.is_in(waiting) {
            machines::work_on::<Power>(device);
        }
        if Threaded::Policy.is_in(waiting) {
            machines::work_on::<Policy>(device);
        }
        if Threaded::NotOwner.is_in(waiting) {
            machines::work_on::<NotOwner>(device);
        }
    }
    // The last use of the device here.
    thread.ended.set();
    // SAFETY: in a thread that `start_power_thread` created.
    unsafe { PsTerminateSystemThread(STATUS_SUCCESS) };
}
