//! `WDFINTERRUPT`: service routines at the device's IRQL, and what they leave to a DPC or a work
//! item.
//!
//! The framework connects an interrupt on the way into D0 and disconnects it on the way out, so a
//! service routine runs only while its device works. `EvtInterruptEnable` and `Disable` run at the
//! interrupt's IRQL, under its lock, as the service routine does.
#![expect(
    unsafe_code,
    reason = "the service routine, and the kernel's interrupt object"
)]

mod api;

pub(crate) use api::*;

use core::{
    cell::Cell,
    ptr::{self, NonNull},
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};

use wdk_sys::{
    _KINTERRUPT,
    _KINTERRUPT_MODE::{Latched, LevelSensitive},
    BOOLEAN, CM_PARTIAL_RESOURCE_DESCRIPTOR, CM_RESOURCE_INTERRUPT_LATCHED,
    CONNECT_FULLY_SPECIFIED, IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS,
    IO_CONNECT_INTERRUPT_PARAMETERS, IO_DISCONNECT_INTERRUPT_PARAMETERS, IoConnectInterruptEx,
    IoDisconnectInterruptEx, KIRQL, KeAcquireInterruptSpinLock, KeReleaseInterruptSpinLock,
    NTSTATUS, PKINTERRUPT, PKSPIN_LOCK, PVOID, STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_INTERRUPT_DISABLE, PFN_WDF_INTERRUPT_DPC, PFN_WDF_INTERRUPT_ENABLE,
        PFN_WDF_INTERRUPT_ISR, PFN_WDF_INTERRUPT_WORKITEM, WDF_INTERRUPT_CONFIG, WDFDEVICE,
        WDFINTERRUPT,
    },
};

use crate::{
    callback::callback,
    deferred::{CallbackParent, HasDpc, HasWorkItem, KernelDpc, Work, flush_dpcs},
    device::Device,
    event::serialised,
    list::{Link, List, link_field},
    object::{Attributes, Body, Class, Cleanup, Header, Obj, Ref, numbers},
    sync::{KernelSpinLock, SpinLock},
};

/// What the driver registered.
#[derive(Clone, Copy)]
struct Callbacks {
    isr: PFN_WDF_INTERRUPT_ISR,
    dpc: PFN_WDF_INTERRUPT_DPC,
    work_item: PFN_WDF_INTERRUPT_WORKITEM,
    enable: PFN_WDF_INTERRUPT_ENABLE,
    disable: PFN_WDF_INTERRUPT_DISABLE,
}

/// `CmResourceShareShared`.
const SHARED: u8 = 3;

/// What the Plug and Play manager assigned.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    vector: u32,
    irql: KIRQL,
    affinity: u64,
    latched: bool,
    message: bool,
    share: u8,
}

impl Line {
    /// The line of a translated descriptor, or the message of this number.
    fn of(descriptor: &CM_PARTIAL_RESOURCE_DESCRIPTOR, messages: u32, number: u32) -> Self {
        // SAFETY: the descriptor's type says that it is an interrupt; line and message share this
        // form once they are translated.
        let interrupt = unsafe { descriptor.u.Interrupt };
        let flags = u32::from(descriptor.Flags);
        // The vectors of several messages of one descriptor follow each other.
        let later = if messages > 1 { number } else { 0 };
        Self {
            vector: interrupt.Vector.wrapping_add(later),
            irql: interrupt.Level as KIRQL,
            affinity: interrupt.Affinity,
            latched: flags & CM_RESOURCE_INTERRUPT_LATCHED != 0,
            message: flags & wdk_sys::CM_RESOURCE_INTERRUPT_MESSAGE != 0,
            share: descriptor.ShareDisposition,
        }
    }

    fn is_shared(self) -> bool {
        self.share == SHARED
    }
}

/// How many messages a pair of descriptors, as the bus and as the processor sees it, stands for.
fn messages(raw: &CM_PARTIAL_RESOURCE_DESCRIPTOR, translated: u16) -> u32 {
    if u32::from(translated) & wdk_sys::CM_RESOURCE_INTERRUPT_MESSAGE == 0 {
        return 1;
    }
    // SAFETY: the translated one's flags say that they describe messages.
    let message = unsafe { raw.u.MessageInterrupt };
    // SAFETY: of messages the bus's descriptor has this form.
    let message = unsafe { message.__bindgen_anon_1.Raw };
    u32::from(message.MessageCount)
}

/// The framework's part of a `WDFINTERRUPT`.
pub(crate) struct Interrupt {
    callback_parent: CallbackParent,
    /// In the device's list.
    sibling: Link,
    /// Its place in the order of creation: the message that is its own, and what its service routine
    /// is told, on lines too.
    number: u32,
    callbacks: Callbacks,
    /// Created in `EvtDevicePrepareHardware`: it ends when the hardware is released.
    prepared: bool,
    floating: bool,
    lock: PKSPIN_LOCK,
    own_lock: KernelSpinLock,
    line: Cell<Option<Line>>,
    dpc: KernelDpc,
    work: Work,
    object: AtomicPtr<_KINTERRUPT>,
    enabled: AtomicBool,
    /// The driver disabled it, until it enables it again: it is not connected meanwhile.
    forced_off: AtomicBool,
    /// Of the thread that holds the lock, for its release.
    irql: Cell<KIRQL>,
}

// SAFETY: the line changes only while the interrupt is not connected; the saved IRQL belongs to
// who holds the lock; the driver keeps the lock that it passed.
unsafe impl Sync for Interrupt {}

impl Body for Interrupt {
    const CLASS: &'static Class = &Class::of::<Self>("WDFINTERRUPT", numbers::INTERRUPT).passive();

    fn dispose(interrupt: Obj<Self>) -> Cleanup {
        let _ = interrupt.disconnect();
        let device = interrupt.callback_parent.device;
        device.interrupts.0.with(|_| interrupt.sibling.unlink());
        Cleanup::Call
    }
}

impl HasWorkItem for Interrupt {
    fn work(&self) -> &Work {
        &self.work
    }

    fn run(interrupt: Obj<Self>) {
        serialised(interrupt.callback_parent.lock(), || {
            let (handle, device) = (interrupt.wdf(), interrupt.device());
            callback!(
                interrupt.fx(),
                handle,
                "EvtInterruptWorkItem",
                interrupt.callbacks.work_item,
                (handle, device.cast())
            );
        });
    }
}

impl HasDpc for Interrupt {
    /// Calls `EvtInterruptDpc`, or queues the work item.
    fn run_dpc(interrupt: Obj<Self>) {
        if interrupt.callbacks.work_item.is_some() {
            Work::enqueue(interrupt);
            return;
        }
        serialised(interrupt.callback_parent.lock(), || {
            let (handle, device) = (interrupt.wdf(), interrupt.device());
            callback!(
                interrupt.fx(),
                handle,
                "EvtInterruptDpc",
                interrupt.callbacks.dpc,
                (handle, device.cast())
            );
        });
    }
}

/// The interrupts of a device, in the order of their creation.
pub(crate) struct Interrupts(SpinLock<List<InterruptLink>>);

link_field! {
    /// The list of a device's interrupts. An interrupt is taken out when it is disposed. The lock
    /// of [`Interrupts`] guards it.
    InterruptLink: Interrupt, sibling
}

impl Interrupts {
    pub(crate) const fn new() -> Self {
        Self(SpinLock::new(List::new()))
    }

    fn count(&self) -> u32 {
        let mut count = 0;
        let _ = self.each(|_| {
            count += 1;
            Ok(())
        });
        count
    }

    fn first(&self) -> Option<Ref<Interrupt>> {
        self.0.with(|list| list.first().map(Obj::reference))
    }

    fn after(&self, interrupt: &Ref<Interrupt>) -> Option<Ref<Interrupt>> {
        self.0.with(|list| {
            // SAFETY: an interrupt of the device is in its list until it is disposed.
            let next = unsafe { list.after(**interrupt) };
            next.map(Obj::reference)
        })
    }

    /// Calls `work` for each, with no lock held, until one fails.
    fn each(
        &self,
        mut work: impl FnMut(Obj<Interrupt>) -> Result<(), NTSTATUS>,
    ) -> Result<(), NTSTATUS> {
        let mut next = self.first();
        while let Some(interrupt) = next {
            work(*interrupt)?;
            next = self.after(&interrupt);
        }
        Ok(())
    }

    /// Calls `work` for each, the last one first, with no lock held.
    fn each_backwards(&self, mut work: impl FnMut(Obj<Interrupt>)) {
        let mut next = self.0.with(|list| list.last().map(Obj::reference));
        while let Some(interrupt) = next {
            work(*interrupt);
            next = self.0.with(|list| {
                // SAFETY: an interrupt of the device is in its list until it is disposed.
                let before = unsafe { list.before(*interrupt) };
                before.map(Obj::reference)
            });
        }
    }
}

impl Obj<Device> {
    /// Gives the device's interrupts the lines and messages that it was assigned, in order. `pair` gives the raw and
    /// the translated descriptor of each number.
    pub(crate) fn assign_interrupts(
        self,
        mut pair: impl FnMut(usize) -> Option<[CM_PARTIAL_RESOURCE_DESCRIPTOR; 2]>,
    ) {
        let _ = self.interrupts.each(|interrupt| {
            interrupt.line.set(None);
            Ok(())
        });
        // Microsoft's framework walks a ring: the interrupts, and its end in place 0. After a descriptor of several
        // messages it is one further than after a line, so that the interrupt behind them gets nothing.
        let places = self.interrupts.count() as usize + 1;
        let next = |at: usize| (at + 1) % places;
        let (mut at, mut index) = (0, 0);
        while next(at) != 0
            && let Some([raw, translated]) = pair(index)
        {
            index += 1;
            let count = messages(&raw, translated.Flags);
            let assign = |at: usize| {
                let mut place = 0;
                let _ = self.interrupts.each(|interrupt| {
                    place += 1;
                    if place == at {
                        let line = Line::of(&translated, count, interrupt.number);
                        interrupt.line.set(Some(line));
                    }
                    Ok(())
                });
            };
            at = next(at);
            if count <= 1 {
                assign(at);
                continue;
            }
            let mut left = count;
            while left > 0 && at != 0 {
                assign(at);
                at = next(at);
                left -= 1;
            }
        }
    }

    /// Deletes what was created in `EvtDevicePrepareHardware`. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn delete_prepared_interrupts(self) {
        let next = || {
            let mut found = None;
            let _ = self.interrupts.each(|interrupt| {
                found = interrupt.prepared.then(|| interrupt.reference());
                found.as_ref().map_or(Ok(()), |_| Err(STATUS_SUCCESS))
            });
            found
        };
        while let Some(interrupt) = next() {
            interrupt.delete();
        }
    }

    /// Connects and enables the device's interrupts. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// The I/O manager's, or that of `EvtInterruptEnable`.
    pub(crate) fn connect_interrupts(self) -> Result<(), NTSTATUS> {
        self.interrupts.each(Obj::connect)
    }

    /// Disables and disconnects the device's interrupts, in the reverse order of their creation;
    /// returns when no service routine and no DPC of theirs runs. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// The last of `EvtInterruptDisable`; the rest is disconnected all the same.
    pub(crate) fn disconnect_interrupts(self) -> Result<(), NTSTATUS> {
        self.leave_interrupts(Obj::disconnect)
    }

    /// Enables the device's interrupts, which stayed connected while it slept. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// That of `EvtInterruptEnable`.
    pub(crate) fn enable_interrupts(self) -> Result<(), NTSTATUS> {
        self.interrupts.each(|interrupt| {
            if interrupt.is_connected() && !interrupt.is_forced_off() {
                interrupt.enable()
            } else {
                Ok(())
            }
        })
    }

    /// Disables the device's interrupts, in the reverse order of their creation, and leaves them connected; returns
    /// when no DPC of theirs runs. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// The last of `EvtInterruptDisable`; the rest is disabled all the same.
    pub(crate) fn disable_interrupts(self) -> Result<(), NTSTATUS> {
        self.leave_interrupts(|interrupt| {
            let outcome = interrupt.disable();
            if interrupt.is_connected() {
                interrupt.wait_for_deferred();
            }
            outcome
        })
    }

    /// Disconnects the device's interrupts as [`Self::disconnect_interrupts`], without `EvtInterruptDisable`: its
    /// hardware sleeps.
    pub(crate) fn disconnect_interrupts_asleep(self) {
        let _ = self.leave_interrupts(|interrupt| {
            interrupt.enabled.store(false, Ordering::Release);
            interrupt.disconnect()
        });
    }

    fn leave_interrupts(
        self,
        mut leave: impl FnMut(Obj<Interrupt>) -> Result<(), NTSTATUS>,
    ) -> Result<(), NTSTATUS> {
        let mut outcome = Ok(());
        self.interrupts.each_backwards(|interrupt| {
            if let Err(status) = leave(interrupt) {
                outcome = Err(status);
            }
        });
        outcome
    }
}

impl Interrupt {
    fn create(
        parent: &Header,
        callback_parent: CallbackParent,
        config: &WDF_INTERRUPT_CONFIG,
        lock: PKSPIN_LOCK,
        attributes: &Attributes,
    ) -> Result<Obj<Self>, NTSTATUS> {
        let body = Self {
            callback_parent,
            sibling: Link::new(),
            number: callback_parent.device.interrupts.count(),
            callbacks: Callbacks {
                isr: config.EvtInterruptIsr,
                dpc: config.EvtInterruptDpc,
                work_item: config.EvtInterruptWorkItem,
                enable: config.EvtInterruptEnable,
                disable: config.EvtInterruptDisable,
            },
            prepared: !config.InterruptTranslated.is_null(),
            floating: config.FloatingSave != 0,
            lock,
            own_lock: KernelSpinLock::new(),
            line: Cell::new(None),
            dpc: KernelDpc::new(),
            work: Work::new(),
            object: AtomicPtr::new(ptr::null_mut()),
            enabled: AtomicBool::new(false),
            forced_off: AtomicBool::new(false),
            irql: Cell::new(0),
        };
        let interrupt = Self::create_object(callback_parent, parent, attributes, body)?;
        interrupt.dpc.initialize(interrupt);
        let interrupts = &callback_parent.device.interrupts;
        interrupts.0.with(|list| list.push_back(interrupt));
        Ok(interrupt)
    }

    fn create_object(
        callback_parent: CallbackParent,
        parent: &Header,
        attributes: &Attributes,
        body: Self,
    ) -> Result<Obj<Self>, NTSTATUS> {
        let works = body.callbacks.work_item.is_some();
        let interrupt = Obj::create(callback_parent.device.fx(), Some(parent), attributes, body)?;
        if works && let Err(status) = interrupt.work.initialize(callback_parent.device) {
            interrupt.abandon();
            return Err(status);
        }
        interrupt.header().forbid_delete();
        Ok(interrupt)
    }
}

impl Obj<Interrupt> {
    pub(crate) fn wdf(self) -> WDFINTERRUPT {
        self.handle().cast()
    }

    /// What its callbacks get besides itself.
    fn device(self) -> WDFDEVICE {
        self.callback_parent.device.handle().cast()
    }

    fn is_forced_off(self) -> bool {
        self.forced_off.load(Ordering::Acquire)
    }

    /// The IRQL at which the lock is taken: the highest one of the interrupts that share it.
    fn synchronise_irql(self, line: Line) -> KIRQL {
        let mut highest = line.irql;
        if !self.lock.is_null() {
            let _ = self.callback_parent.device.interrupts.each(|other| {
                if other.lock == self.lock
                    && let Some(line) = other.line.get()
                {
                    highest = highest.max(line.irql);
                }
                Ok(())
            });
        }
        highest
    }

    fn connect(self) -> Result<(), NTSTATUS> {
        let Some(line) = self.line.get() else {
            return Ok(());
        };
        if self.is_forced_off() {
            return Ok(());
        }
        let lock = if self.lock.is_null() {
            self.own_lock.as_ptr()
        } else {
            self.lock
        };
        let mut object: PKINTERRUPT = ptr::null_mut();
        let wanted = IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS {
            PhysicalDeviceObject: self.callback_parent.device.physical(),
            InterruptObject: &raw mut object,
            ServiceRoutine: Some(service),
            ServiceContext: self.as_context(),
            SpinLock: lock,
            SynchronizeIrql: self.synchronise_irql(line),
            FloatingSave: self.floating.into(),
            ShareVector: line.is_shared().into(),
            Vector: line.vector,
            Irql: line.irql,
            InterruptMode: if line.latched {
                Latched
            } else {
                LevelSensitive
            },
            ProcessorEnableMask: line.affinity,
            Group: 0,
        };
        let mut parameters = IO_CONNECT_INTERRUPT_PARAMETERS {
            Version: CONNECT_FULLY_SPECIFIED,
            __bindgen_anon_1: wdk_sys::_IO_CONNECT_INTERRUPT_PARAMETERS__bindgen_ty_1 {
                FullySpecified: wanted,
            },
        };
        // SAFETY: a local structure; the routine's context lives until it is disconnected.
        let status = unsafe { IoConnectInterruptEx(&raw mut parameters) };
        if status < 0 {
            return Err(status);
        }
        self.object.store(object, Ordering::Release);
        self.enable()
    }

    /// `WdfInterruptDisable`: it stays off over changes of power, until the driver enables it.
    fn force_off(self) {
        self.forced_off.store(true, Ordering::Release);
        if self.callback_parent.device.is_power_pageable() {
            let _ = self.disconnect();
        } else if self.is_connected() {
            let _ = self.disable();
            self.wait_for_deferred();
        }
    }

    /// `WdfInterruptEnable`.
    fn force_on(self) {
        self.forced_off.store(false, Ordering::Release);
        let _ = if self.is_connected() {
            self.enable()
        } else if self.callback_parent.device.is_power_pageable() {
            self.connect()
        } else {
            Ok(())
        };
    }

    /// Disables and disconnects it, and waits for its DPC and work item.
    fn disconnect(self) -> Result<(), NTSTATUS> {
        let outcome = self.disable();
        let object = self.object.swap(ptr::null_mut(), Ordering::AcqRel);
        if object.is_null() {
            return outcome;
        }
        let mut parameters = IO_DISCONNECT_INTERRUPT_PARAMETERS {
            Version: CONNECT_FULLY_SPECIFIED,
            ConnectionContext: wdk_sys::_IO_DISCONNECT_INTERRUPT_PARAMETERS__bindgen_ty_1 {
                InterruptObject: object,
            },
        };
        // SAFETY: connected by `connect`.
        unsafe { IoDisconnectInterruptEx(&raw mut parameters) };
        self.wait_for_deferred();
        outcome
    }

    fn is_connected(self) -> bool {
        !self.object.load(Ordering::Acquire).is_null()
    }

    /// Waits for its DPC and work item.
    fn wait_for_deferred(self) {
        flush_dpcs();
        if !self.work.is_mine() {
            self.work.flush();
        }
    }

    /// Calls `EvtInterruptEnable`, once until it is disabled.
    fn enable(self) -> Result<(), NTSTATUS> {
        if self.enabled.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (handle, device) = (self.wdf(), self.callback_parent.device.handle().cast());
        let outcome = self.locked(|| {
            let enable = self.callbacks.enable;
            callback!(
                self.fx(),
                handle,
                "EvtInterruptEnable",
                enable,
                (handle, device)
            )
        });
        match outcome {
            // Not connected: there is nothing to enable.
            None => {
                self.enabled.store(false, Ordering::Release);
                Ok(())
            }
            Some(Some(status)) if status < 0 => {
                self.enabled.store(false, Ordering::Release);
                Err(status)
            }
            Some(_) => Ok(()),
        }
    }

    /// Calls `EvtInterruptDisable` if it was enabled.
    fn disable(self) -> Result<(), NTSTATUS> {
        if !self.enabled.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let (handle, device) = (self.wdf(), self.callback_parent.device.handle().cast());
        let outcome = self.locked(|| {
            let disable = self.callbacks.disable;
            callback!(
                self.fx(),
                handle,
                "EvtInterruptDisable",
                disable,
                (handle, device)
            )
        });
        match outcome.flatten() {
            Some(status) if status < 0 => Err(status),
            _ => Ok(()),
        }
    }

    /// Runs `work` at the interrupt's IRQL, under its lock; nothing when it is not connected.
    fn locked<R>(self, work: impl FnOnce() -> R) -> Option<R> {
        let object = NonNull::new(self.object.load(Ordering::Acquire))?.as_ptr();
        // SAFETY: the object of a connected interrupt, which `disconnect` takes out first.
        let irql = unsafe { KeAcquireInterruptSpinLock(object) };
        let result = work();
        // SAFETY: acquired above.
        unsafe { KeReleaseInterruptSpinLock(object, irql) };
        Some(result)
    }

    fn queue_dpc(self) -> bool {
        self.dpc.queue()
    }
}

/// The kernel calls it at the interrupt's IRQL, under its lock.
#[abi]
unsafe fn service(_interrupt: *mut _KINTERRUPT, context: PVOID) -> BOOLEAN {
    // SAFETY: `connect` passed the interrupt, which disconnects before it ends.
    let Some(interrupt) = (unsafe { Obj::<Interrupt>::from_context(context) }) else {
        return 0;
    };
    // As on Windows it is called from the connection on, also before `EvtInterruptEnable` and after
    // `EvtInterruptDisable`: on a line that is shared another device may interrupt. The routine asks its own.
    if interrupt.object.load(Ordering::Acquire).is_null() {
        return 0;
    }
    let handle = interrupt.wdf();
    callback!(
        interrupt.fx(),
        handle,
        "EvtInterruptIsr",
        interrupt.callbacks.isr,
        (handle, interrupt.number)
    )
    .unwrap_or(0)
}
