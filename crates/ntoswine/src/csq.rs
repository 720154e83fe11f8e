//! Cancel-safe queues: the driver keeps the list, these functions resolve the race with
//! cancellation. See [Cancel-Safe IRP Queues](https://learn.microsoft.com/windows-hardware/drivers/kernel/cancel-safe-irp-queues).
#![expect(
    unsafe_code,
    reason = "exports of the kernel, on the caller's queue and IRPs"
)]

use core::ptr;

use wdk_sys::{
    IoMarkIrpPending, IoReleaseCancelSpinLock, IoSetCancelRoutine, KIRQL, NTSTATUS, PDEVICE_OBJECT,
    PIO_CSQ, PIO_CSQ_ACQUIRE_LOCK, PIO_CSQ_COMPLETE_CANCELED_IRP, PIO_CSQ_INSERT_IRP,
    PIO_CSQ_IRP_CONTEXT, PIO_CSQ_PEEK_NEXT_IRP, PIO_CSQ_RELEASE_LOCK, PIO_CSQ_REMOVE_IRP, PIRP,
    PVOID, STATUS_SUCCESS, abi,
};

/// `IO_TYPE_CSQ` and `IO_TYPE_CSQ_IRP_CONTEXT`.
const QUEUE: u32 = 1;
const CONTEXT: u32 = 2;

/// A driver's queue.
///
/// # Invariants
/// It points to an initialised `IO_CSQ` whose callbacks are the driver's.
#[derive(Clone, Copy)]
struct Csq(PIO_CSQ);

macro_rules! callbacks {
    ($(
        $(#[$doc:meta])*
        $name:ident = $field:ident($($argument:ident: $type:ty),*) $(-> $result:ty)?;
    )*) => {$(
        $(#[$doc])*
        fn $name(self, $($argument: $type),*) $(-> $result)? {
            // SAFETY: by the invariant.
            let callback = unsafe { (*self.0).$field };
            let callback = callback.expect("IoCsqInitialize sets every callback");
            // SAFETY: the driver's callback, with its queue.
            unsafe { callback(self.0, $($argument),*) }
        }
    )*};
}

impl Csq {
    callbacks! {
        insert = CsqInsertIrp(irp: PIRP);
        remove = CsqRemoveIrp(irp: PIRP);
        /// Finds the next one, without removing it.
        peek = CsqPeekNextIrp(irp: PIRP, context: PVOID) -> PIRP;
        acquire = CsqAcquireLock(irql: *mut KIRQL);
        release = CsqReleaseLock(irql: KIRQL);
        complete_canceled = CsqCompleteCanceledIrp(irp: PIRP);
    }

    /// Calls `function` under the driver's lock.
    fn locked<R>(self, function: impl FnOnce() -> R) -> R {
        let mut irql = 0;
        self.acquire(&raw mut irql);
        let result = function();
        self.release(irql);
        result
    }

    /// Takes `irp` out, unless its cancellation has begun; under the lock.
    fn take(self, irp: PIRP) -> bool {
        // SAFETY: the lock is held, so the IRP is still in the queue.
        if unsafe { IoSetCancelRoutine(irp, None) }.is_none() {
            return false;
        }
        self.remove(irp);
        forget_context(irp);
        true
    }
}

/// Where the queue or the context of an IRP in a queue stands.
fn owner(irp: PIRP) -> *mut PVOID {
    // SAFETY: an IRP that its driver holds; the address alone.
    unsafe {
        (&raw mut (*irp)
            .Tail
            .Overlay
            .__bindgen_anon_1
            .__bindgen_anon_1
            .DriverContext)
            .cast::<PVOID>()
            .add(3)
    }
}

/// Ends the tie between an IRP and its context; says whose queue it was in.
fn forget_context(irp: PIRP) -> PIO_CSQ {
    // SAFETY: a queued IRP, whose owner the insertion has noted.
    let owner = unsafe { owner(irp).replace(ptr::null_mut()) };
    // SAFETY: a queue or a context, which both begin with their type.
    if unsafe { owner.cast::<u32>().read() } != CONTEXT {
        return owner.cast();
    }
    let context: PIO_CSQ_IRP_CONTEXT = owner.cast();
    // SAFETY: the driver keeps the context until it sees it without an IRP.
    unsafe { (*context).Irp = ptr::null_mut() };
    // SAFETY: the same.
    unsafe { (*context).Csq }
}

#[abi(no_mangle)]
unsafe fn wine_IoCsqInitialize(
    csq: PIO_CSQ,
    insert: PIO_CSQ_INSERT_IRP,
    remove: PIO_CSQ_REMOVE_IRP,
    peek: PIO_CSQ_PEEK_NEXT_IRP,
    acquire: PIO_CSQ_ACQUIRE_LOCK,
    release: PIO_CSQ_RELEASE_LOCK,
    complete_canceled: PIO_CSQ_COMPLETE_CANCELED_IRP,
) -> NTSTATUS {
    let new = wdk_sys::IO_CSQ {
        Type: QUEUE,
        CsqInsertIrp: insert,
        CsqRemoveIrp: remove,
        CsqPeekNextIrp: peek,
        CsqAcquireLock: acquire,
        CsqReleaseLock: release,
        CsqCompleteCanceledIrp: complete_canceled,
        ReservePointer: ptr::null_mut(),
    };
    // SAFETY: the structure that the caller initialises.
    unsafe { csq.write(new) };
    STATUS_SUCCESS
}

#[abi(no_mangle)]
unsafe fn wine_IoCsqInsertIrp(csq: PIO_CSQ, irp: PIRP, context: PIO_CSQ_IRP_CONTEXT) {
    let queue = Csq(csq);
    if !context.is_null() {
        let new = wdk_sys::IO_CSQ_IRP_CONTEXT {
            Type: CONTEXT,
            Irp: irp,
            Csq: csq,
        };
        // SAFETY: not null, so the caller's context for this IRP.
        unsafe { context.write(new) };
    }
    let tie = if context.is_null() {
        csq.cast()
    } else {
        context.cast()
    };
    // SAFETY: the caller's IRP.
    unsafe { owner(irp).write(tie) };
    let canceled = queue.locked(|| {
        // SAFETY: the caller's IRP, which it holds until it is in the queue.
        unsafe { IoMarkIrpPending(irp) };
        queue.insert(irp);
        // SAFETY: the IRP was put in above, and nobody has taken it out under the lock.
        unsafe { IoSetCancelRoutine(irp, Some(cancel)) };
        // SAFETY: the IRP is in the queue, under its lock. Cancelled before it had the routine, it
        // is this function that completes it.
        let cancel = unsafe { (*irp).Cancel };
        cancel != 0 && queue.take(irp)
    });
    if canceled {
        queue.complete_canceled(irp);
    }
}

#[abi(no_mangle)]
unsafe fn wine_IoCsqRemoveIrp(csq: PIO_CSQ, context: PIO_CSQ_IRP_CONTEXT) -> PIRP {
    let queue = Csq(csq);
    queue.locked(|| {
        // SAFETY: the caller's context, under the lock of its queue.
        let irp = unsafe { (*context).Irp };
        let taken = !irp.is_null() && queue.take(irp);
        if taken { irp } else { ptr::null_mut() }
    })
}

#[abi(no_mangle)]
unsafe fn wine_IoCsqRemoveNextIrp(csq: PIO_CSQ, peek_context: PVOID) -> PIRP {
    let queue = Csq(csq);
    queue.locked(|| {
        let mut irp = queue.peek(ptr::null_mut(), peek_context);
        while !irp.is_null() && !queue.take(irp) {
            irp = queue.peek(irp, peek_context);
        }
        irp
    })
}

/// The cancel routine of each IRP in a queue; called with the cancel lock held.
#[abi]
unsafe fn cancel(_device: PDEVICE_OBJECT, irp: PIRP) {
    // SAFETY: the caller holds the lock, and says there what to lower to.
    unsafe { IoReleaseCancelSpinLock((*irp).CancelIrql) };
    let queue = Csq(forget_context(irp));
    queue.locked(|| queue.remove(irp));
    queue.complete_canceled(irp);
}
