//! USB selective suspend: the idle notification that is with the USB hub, and the hub's consent.
//!
//! See [Microsoft's page](https://learn.microsoft.com/windows-hardware/drivers/usbcon/usb-selective-suspend): the
//! request stays with the hub, which calls back when the device may be suspended. The callback returns when the
//! device is in its low-power state; the request is cancelled when the device is needed again.
#![expect(unsafe_code, reason = "an IRP of its own, and a callback from the hub")]

use core::{
    cell::UnsafeCell,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use kmdf_states::policy::Event;
use wdk_sys::{
    IRP, IRP_MJ_INTERNAL_DEVICE_CONTROL, IoAllocateIrp, IoCancelIrp, IoFreeIrp, IoReuseIrp,
    NTSTATUS, PDEVICE_OBJECT, PIRP, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_MORE_PROCESSING_REQUIRED, STATUS_NOT_SUPPORTED, abi,
};

use crate::{device::Device, event, irp::Irp, object::Obj, sync::SpinLock};

/// `IOCTL_INTERNAL_USB_SUBMIT_IDLE_NOTIFICATION`.
const SUBMIT_IDLE_NOTIFICATION: u32 = 0x0022_0027;

/// [`USB_IDLE_CALLBACK_INFO`](https://learn.microsoft.com/windows-hardware/drivers/ddi/usbioctl/ns-usbioctl-_usb_idle_callback_info).
#[repr(C)]
struct CallbackInfo {
    callback: wdk_sys::fn_ptr!(fn(Context: PVOID)),
    context: PVOID,
}

/// The idle notification of a device.
pub(super) struct UsbIdle {
    /// The request; null until the driver chooses selective suspend.
    irp: AtomicPtr<IRP>,
    /// What the hub is passed.
    info: UnsafeCell<Option<CallbackInfo>>,
    /// The hub's callback may return.
    released: event::Event,
    facts: SpinLock<Facts>,
}

// SAFETY: what the hub is passed is written before the first request is sent, by the call that allocates it.
unsafe impl Sync for UsbIdle {}
// SAFETY: nothing here is bound to a thread.
unsafe impl Send for UsbIdle {}

#[derive(Clone, Copy)]
struct Facts {
    /// Whether the hub decides when the device may be suspended, once the driver has said it.
    hub_decides: Option<bool>,
    /// Whether the request's end came in a state that does not answer it, or no request was sent.
    ended: bool,
}

impl UsbIdle {
    pub(super) const fn new() -> Self {
        Self {
            irp: AtomicPtr::new(ptr::null_mut()),
            info: UnsafeCell::new(None),
            released: event::Event::new(),
            facts: SpinLock::new(Facts {
                hub_decides: None,
                ended: true,
            }),
        }
    }

    /// The driver chooses for the first time whether the hub decides; later choices do not count.
    pub(super) fn choose(&self, hub_decides: bool) {
        self.facts.with(|facts| {
            facts.hub_decides.get_or_insert(hub_decides);
        });
    }

    pub(super) fn hub_decides(&self) -> bool {
        self.facts.with(|facts| facts.hub_decides == Some(true))
    }

    /// Lets the hub's callback return.
    pub(super) fn release_hub(&self) {
        if self.hub_decides() {
            self.released.set();
        }
    }

    pub(super) fn note_end(&self) {
        self.facts.with(|facts| facts.ended = true);
    }

    /// Takes the request back from the hub; `false` when it has none.
    pub(super) fn cancel(&self) -> bool {
        if self.facts.with(|facts| facts.ended) {
            return false;
        }
        let irp = self.irp.load(Ordering::Acquire);
        // SAFETY: allocated by `prepare_usb_idle`, and freed with the device.
        unsafe { IoCancelIrp(irp) };
        true
    }

    /// Frees the request, which is not with the hub any more.
    pub(super) fn end(&self) {
        let irp = self.irp.swap(ptr::null_mut(), Ordering::AcqRel);
        if !irp.is_null() {
            // SAFETY: allocated by `prepare_usb_idle`, and back.
            unsafe { IoFreeIrp(irp) };
        }
    }
}

impl Obj<Device> {
    /// Allocates the request, unless that is done. The driver does not set its idle settings in two threads at once.
    ///
    /// # Errors
    /// There is no memory.
    pub(super) fn prepare_usb_idle(self) -> Result<(), NTSTATUS> {
        let usb = &self.pnp.policy.usb;
        if !usb.irp.load(Ordering::Acquire).is_null() {
            return Ok(());
        }
        if self.is_child() {
            // There is no hub below it.
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        // SAFETY: the device below, which this one is attached to.
        let size = unsafe { (*self.attached()).StackSize };
        // SAFETY: as many stack locations as the device below says that it needs.
        let irp = unsafe { IoAllocateIrp(size, 0) };
        if irp.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        usb.released.initialize();
        let info = CallbackInfo {
            callback: may_suspend,
            context: self.as_context(),
        };
        // SAFETY: no request was sent, so nobody else looks at it.
        unsafe { *usb.info.get() = Some(info) };
        usb.irp.store(irp, Ordering::Release);
        Ok(())
    }

    /// Sends the idle notification to the hub. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn submit_usb_idle(self) {
        let usb = &self.pnp.policy.usb;
        let packet = usb.irp.load(Ordering::Acquire);
        // SAFETY: null, or allocated by `prepare_usb_idle` and not with the hub.
        let Some(irp) = (unsafe { Irp::new(packet) }) else {
            return;
        };
        usb.facts.with(|facts| facts.ended = false);
        usb.released.clear();
        // SAFETY: a request of the framework's own that is not sent.
        unsafe { IoReuseIrp(packet, STATUS_NOT_SUPPORTED) };
        let next = irp.next();
        next.set_functions(IRP_MJ_INTERNAL_DEVICE_CONTROL as u8, 0);
        // `Parameters.DeviceIoControl`: the lengths of output and input, the code, and the buffer that is passed as it is.
        let info = usb.info.get().expose_provenance() as u64;
        let length = size_of::<CallbackInfo>() as u64;
        next.set_arguments([0, length, u64::from(SUBMIT_IDLE_NOTIFICATION), info]);
        next.set_completion(Some(idle_ended), self.as_context());
        irp.call(self.attached());
    }
}

/// The hub lets the device be suspended, and waits until it is. IRQL: `PASSIVE_LEVEL`.
#[abi]
unsafe fn may_suspend(context: PVOID) {
    // SAFETY: `prepare_usb_idle` passed the device, which exists while its request is with the hub.
    let Some(device) = (unsafe { Obj::<Device>::from_context(context) }) else {
        return;
    };
    device.post_policy(Event::UsbIdleCallback);
    device.pnp.policy.usb.released.wait();
}

/// The hub has completed the idle notification.
#[abi]
unsafe fn idle_ended(_object: PDEVICE_OBJECT, _irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `submit_usb_idle` passed the device, which exists while its request is with the hub.
    if let Some(device) = unsafe { Obj::<Device>::from_context(context) } {
        device.post_policy(Event::UsbIdleCompleted);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}
