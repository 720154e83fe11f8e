//! Injection of packets into the network stack.
//!
//! See [Packet injection functions](https://learn.microsoft.com/windows-hardware/drivers/network/packet-injection-functions).
#![expect(unsafe_code, reason = "calls the filter engine with injection handles")]

use core::{
    cell::UnsafeCell,
    ffi::c_void,
    fmt, ptr,
    ptr::NonNull,
    sync::atomic::{
        AtomicPtr, AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    },
};

use wdk_sys::{
    BOOLEAN, EX_RUNDOWN_REF, ExAcquireRundownProtection, ExInitializeRundownProtection,
    ExReleaseRundownProtection, ExWaitForRundownProtectionRelease, FwpsInjectNetworkReceiveAsync0,
    FwpsInjectNetworkSendAsync0, FwpsInjectTransportReceiveAsync0, FwpsInjectionHandleCreate0,
    FwpsInjectionHandleDestroy0, FwpsQueryPacketInjectionState0, NET_BUFFER_LIST, NTSTATUS, PVOID,
    wfp as sys,
};

use super::{OwnedPacket, Packet};
use crate::{
    Error, NtStatus, Passive, Result,
    irql::Unlocked,
    undo::{PoolBox, Registered},
};

/// The layer that a handle injects at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Injection {
    /// Packets that begin with their IP header, at the network layer.
    Network,
    /// Packets that begin with their IP header, at the transport layer's receive path.
    Transport,
}

/// The origin of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InjectionState {
    /// It was not injected.
    NotInjected,
    /// It was injected with this handle: the callout must permit it, or it would classify it again
    /// after each injection.
    BySelf,
    /// It was injected with another handle.
    ByOther,
    /// It was injected with this handle, and later with another one.
    PreviouslyBySelf,
}

struct Inner {
    owners: AtomicUsize,
    handle: AtomicPtr<c_void>,
    /// Held by calls that use the handle.
    uses: UnsafeCell<EX_RUNDOWN_REF>,
}

/// A handle to inject packets with. Clones are the same handle.
///
/// It is destroyed before the driver is unloaded, even if clones remain; their calls fail then.
///
/// # Invariants
/// Owns one of the counted references to a live `Inner` in the pool.
pub struct Injector(NonNull<Inner>);

// SAFETY: any thread may release the counted reference, and free the last one's memory.
unsafe impl Send for Injector {}
// SAFETY: the engine and rundown protection serve calls of any thread; the rest is atomic.
unsafe impl Sync for Injector {}

impl Injector {
    /// A handle whose calls fail before [`create`](Self::create).
    pub(crate) fn new() -> Result<Self> {
        let mut block = PoolBox::new()?;
        let inner = block.write(Inner {
            owners: AtomicUsize::new(1),
            handle: AtomicPtr::new(ptr::null_mut()),
            uses: UnsafeCell::new(EX_RUNDOWN_REF::default()),
        });
        // SAFETY: nobody else knows the block yet.
        unsafe { ExInitializeRundownProtection(inner.uses.get()) };
        Ok(Self(block.into_raw()))
    }

    pub(crate) fn create(&self, injection: Injection) -> Result<()> {
        let flags = match injection {
            Injection::Network => sys::FWPS_INJECTION_TYPE_NETWORK,
            Injection::Transport => sys::FWPS_INJECTION_TYPE_TRANSPORT,
        };
        let mut handle = ptr::null_mut();
        // SAFETY: AF_UNSPEC stands for both versions of IP; the handle is written to a local.
        let status = unsafe { FwpsInjectionHandleCreate0(0, flags, &raw mut handle) };
        NtStatus::new(status).ok()?;
        self.inner().handle.store(handle, Relaxed);
        Ok(())
    }

    fn inner(&self) -> &Inner {
        // SAFETY: the counted reference keeps the `Inner` in the pool.
        unsafe { self.0.as_ref() }
    }

    /// Runs `f` with the handle, unless it is closed.
    fn with<R>(&self, f: impl FnOnce(PVOID) -> R) -> Option<R> {
        let inner = self.inner();
        // SAFETY: initialised by `new`, and alive as long as `self`.
        if unsafe { ExAcquireRundownProtection(inner.uses.get()) } == 0 {
            return None;
        }
        let result = f(inner.handle.load(Relaxed));
        // SAFETY: acquired above.
        unsafe { ExReleaseRundownProtection(inner.uses.get()) };
        Some(result)
    }

    /// Injects with `call`, or returns the packet with the error.
    fn inject(
        &self,
        packet: OwnedPacket,
        call: impl FnOnce(PVOID, *mut NET_BUFFER_LIST, sys::FWPS_INJECT_COMPLETE0, PVOID) -> NTSTATUS,
    ) -> Result<(), (Error, OwnedPacket)> {
        let (list, original) = packet.into_raw();
        let status = self.with(|handle| {
            NtStatus::new(call(
                handle,
                list.as_ptr(),
                Some(completed),
                original.cast(),
            ))
        });
        let result = status.map_or(Err(Error::DELETE_PENDING), NtStatus::ok);
        result.map_err(|error| {
            // SAFETY: taken apart above; the engine has refused it.
            let packet = unsafe { OwnedPacket::from_raw(list, original) };
            (error, packet)
        })
    }

    /// Injects a packet into the send path at the network layer, `FwpsInjectNetworkSendAsync`. It is
    /// freed when the injection has completed. The engine may classify it from within the call, so
    /// injecting is not for code in a lock.
    ///
    /// # Errors
    /// With the packet: what the function reports, or [`Error::DELETE_PENDING`] when the driver is
    /// being unloaded.
    pub fn network_send(
        &self,
        packet: OwnedPacket,
        compartment: u32,
        _irql: &mut impl Unlocked,
    ) -> Result<(), (Error, OwnedPacket)> {
        self.inject(packet, |handle, list, completion, context| {
            // SAFETY: the handle is open while `with` runs; the clone is the driver's, and the
            // completion function takes it back.
            unsafe {
                FwpsInjectNetworkSendAsync0(
                    handle,
                    ptr::null_mut(),
                    0,
                    compartment as i32,
                    list,
                    completion,
                    context,
                )
            }
        })
    }

    /// Injects a packet into the receive path at the network layer, `FwpsInjectNetworkReceiveAsync`,
    /// as if it came from the interface `interface`.
    ///
    /// # Errors
    /// As [`network_send`](Self::network_send).
    pub fn network_receive(
        &self,
        packet: OwnedPacket,
        compartment: u32,
        interface: u32,
        _irql: &mut impl Unlocked,
    ) -> Result<(), (Error, OwnedPacket)> {
        self.inject(packet, |handle, list, completion, context| {
            // SAFETY: `with` keeps the handle open; the clone is the driver's until the completion
            // function returns it.
            unsafe {
                FwpsInjectNetworkReceiveAsync0(
                    handle,
                    ptr::null_mut(),
                    0,
                    compartment as i32,
                    interface,
                    0,
                    list,
                    completion,
                    context,
                )
            }
        })
    }

    /// Injects a packet into the receive path at the transport layer,
    /// `FwpsInjectTransportReceiveAsync`.
    ///
    /// # Errors
    /// As [`network_send`](Self::network_send).
    pub fn transport_receive(
        &self,
        packet: OwnedPacket,
        compartment: u32,
        interface: u32,
        is_v6: bool,
        _irql: &mut impl Unlocked,
    ) -> Result<(), (Error, OwnedPacket)> {
        /// `AF_INET` and `AF_INET6`.
        const FAMILIES: [u16; 2] = [2, 23];
        self.inject(packet, |handle, list, completion, context| {
            // SAFETY: the handle is in use and so not destroyed; the clone is the driver's, and
            // `completed` frees it.
            unsafe {
                FwpsInjectTransportReceiveAsync0(
                    handle,
                    ptr::null_mut(),
                    ptr::null_mut(),
                    0,
                    FAMILIES[usize::from(is_v6)],
                    compartment as i32,
                    interface,
                    0,
                    list,
                    completion,
                    context,
                )
            }
        })
    }

    /// The origin of the packet; a callout permits packets that it has injected itself.
    #[must_use]
    pub fn state(&self, packet: &Packet) -> InjectionState {
        // SAFETY: the handle is open while `with` runs; the packet is borrowed.
        let state = self.with(|handle| unsafe {
            FwpsQueryPacketInjectionState0(handle, packet.as_raw(), ptr::null_mut())
        });
        match state {
            Some(sys::_FWPS_PACKET_INJECTION_STATE_::FWPS_PACKET_INJECTED_BY_SELF) => {
                InjectionState::BySelf
            }
            Some(sys::_FWPS_PACKET_INJECTION_STATE_::FWPS_PACKET_INJECTED_BY_OTHER) => {
                InjectionState::ByOther
            }
            Some(sys::_FWPS_PACKET_INJECTION_STATE_::FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF) => {
                InjectionState::PreviouslyBySelf
            }
            _ => InjectionState::NotInjected,
        }
    }
}

/// `completionFn`: frees the injected packet.
///
/// # Safety
/// Called by the filter engine, once for each injection that it accepted.
#[wdk_sys::abi]
unsafe fn completed(original: *mut c_void, list: *mut NET_BUFFER_LIST, _dispatch_level: BOOLEAN) {
    if let Some(list) = NonNull::new(list) {
        // SAFETY: `inject` passed both parts of the packet to the engine.
        drop(unsafe { OwnedPacket::from_raw(list, original.cast()) });
    }
}

impl Clone for Injector {
    fn clone(&self) -> Self {
        self.inner().owners.fetch_add(1, Relaxed);
        Self(self.0)
    }
}

impl Drop for Injector {
    fn drop(&mut self) {
        if self.inner().owners.fetch_sub(1, AcqRel) == 1 {
            // SAFETY: this was the last owner.
            unsafe { self.0.drop_in_place() };
            // SAFETY: `new` took the block from the pool, and its content was dropped.
            unsafe { PoolBox::free(self.0.as_ptr()) };
        }
    }
}

impl fmt::Debug for Injector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Injector({:p})", self.inner().handle.load(Acquire))
    }
}

/// An injection handle in the driver's list of registrations.
pub(crate) struct Closing(pub(crate) Injector);

impl Registered for Closing {
    fn unregister(&self, _irql: &mut Passive) {
        let inner = self.0.inner();
        // SAFETY: `new` initialised it, and the list waits once; afterwards no call uses the handle.
        unsafe { ExWaitForRundownProtectionRelease(inner.uses.get()) };
        // SAFETY: the handle was created, and is destroyed once; the call waits for the injections.
        unsafe { FwpsInjectionHandleDestroy0(inner.handle.load(Relaxed)) };
    }
}
