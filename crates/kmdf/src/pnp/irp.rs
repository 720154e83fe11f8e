//! `IRP_MJ_PNP`.
#![expect(
    unsafe_code,
    reason = "completion routines and structures of the Plug and Play manager"
)]

use core::ptr;

use wdk_sys::{
    _DEVICE_RELATION_TYPE::{BusRelations, RemovalRelations},
    DEVICE_CAPABILITIES, DEVICE_RELATION_TYPE, IRP_MN_CANCEL_REMOVE_DEVICE,
    IRP_MN_CANCEL_STOP_DEVICE, IRP_MN_DEVICE_USAGE_NOTIFICATION,
    IRP_MN_FILTER_RESOURCE_REQUIREMENTS, IRP_MN_QUERY_CAPABILITIES, IRP_MN_QUERY_DEVICE_RELATIONS,
    IRP_MN_QUERY_INTERFACE, IRP_MN_QUERY_PNP_DEVICE_STATE, IRP_MN_QUERY_REMOVE_DEVICE,
    IRP_MN_QUERY_RESOURCE_REQUIREMENTS, IRP_MN_QUERY_STOP_DEVICE, IRP_MN_REMOVE_DEVICE,
    IRP_MN_START_DEVICE, IRP_MN_STOP_DEVICE, IRP_MN_SURPRISE_REMOVAL, NTSTATUS,
    PDEVICE_CAPABILITIES, PDEVICE_OBJECT, PIRP, PNP_DEVICE_ASSIGNED_TO_GUEST, PNP_DEVICE_DISABLED,
    PNP_DEVICE_DONT_DISPLAY_IN_UI, PNP_DEVICE_FAILED, PNP_DEVICE_NOT_DISABLEABLE,
    PNP_DEVICE_REMOVED, PNP_DEVICE_RESOURCE_REQUIREMENTS_CHANGED, PVOID,
    STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING, STATUS_SUCCESS, abi,
    wdf::{
        _WDF_TRI_STATE::{WdfFalse, WdfTrue, WdfUseDefault},
        WDF_DEVICE_STATE, WDF_TRI_STATE,
    },
};

use super::{filter, power_thread, usage};
use crate::{bus, device::Device, event, irp::Irp, object::Obj};
use kmdf_states::pnp::Event;

/// Answers a request of the Plug and Play manager, which holds the device's remove lock.
/// IRQL: `PASSIVE_LEVEL`.
pub(crate) fn dispatch_pnp_irp(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let minor = u32::from(irp.current().minor());
    if minor == IRP_MN_REMOVE_DEVICE {
        return remove(device, irp);
    }
    if matches!(
        minor,
        IRP_MN_QUERY_RESOURCE_REQUIREMENTS | IRP_MN_START_DEVICE
    ) && let Err(status) = device.note_known()
    {
        let request = irp.as_ptr();
        irp.complete(status, 0);
        device.remove_lock.release(request);
        return status;
    }
    let Some(event) = event_of(minor) else {
        let request = irp.as_ptr();
        let status = answer(device, irp, minor);
        device.remove_lock.release(request);
        return status;
    };
    // A start succeeds with the lower devices, a stop when the driver agrees.
    if !matches!(event, Event::StartDevice | Event::QueryStop) {
        irp.set_status(STATUS_SUCCESS);
    }
    if event == Event::SurpriseRemove {
        device.note_surprise_removal();
    }
    device.hold_request(irp, event);
    STATUS_PENDING
}

/// What a request means to the Plug and Play machine, which holds it until it is done.
fn event_of(minor: u32) -> Option<Event> {
    Some(match minor {
        IRP_MN_START_DEVICE => Event::StartDevice,
        IRP_MN_QUERY_STOP_DEVICE => Event::QueryStop,
        IRP_MN_QUERY_REMOVE_DEVICE => Event::QueryRemove,
        IRP_MN_CANCEL_STOP_DEVICE => Event::CancelStop,
        IRP_MN_CANCEL_REMOVE_DEVICE => Event::CancelRemove,
        IRP_MN_STOP_DEVICE => Event::Stop,
        IRP_MN_SURPRISE_REMOVAL => Event::SurpriseRemove,
        _ => return None,
    })
}

/// A request that does not change the device's state.
fn answer(device: Obj<Device>, irp: Irp, minor: u32) -> NTSTATUS {
    if let Some(status) = bus::answer(device, irp, minor) {
        return status;
    }
    match minor {
        IRP_MN_QUERY_CAPABILITIES => query_capabilities(device, irp),
        IRP_MN_QUERY_PNP_DEVICE_STATE => query_state(device, irp),
        IRP_MN_QUERY_DEVICE_RELATIONS => {
            let [kind, ..] = irp.current().arguments();
            let kind = kind as DEVICE_RELATION_TYPE;
            if matches!(kind, BusRelations | RemovalRelations) {
                device.query_relations(kind);
            }
            if kind == BusRelations
                && let Err(status) = device.report_children(irp)
            {
                return complete(irp, status);
            }
            if kind == RemovalRelations
                && let Err(status) = device.report_related(irp, kind)
            {
                return complete(irp, status);
            }
            send_down(device, irp)
        }
        IRP_MN_QUERY_INTERFACE => query_interface(device, irp),
        IRP_MN_FILTER_RESOURCE_REQUIREMENTS => filter::requirements(device, irp),
        IRP_MN_DEVICE_USAGE_NOTIFICATION => usage::answer(device, irp),
        _ => send_down(device, irp),
    }
}

/// Leaves the request to the lower devices; where there are none, it is completed with the status that it has.
pub(crate) fn send_down(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if device.is_child() {
        return complete(irp, irp.status());
    }
    irp.skip_current();
    irp.call(device.attached())
}

/// Has the lower devices, if there are any, handle the request, and waits until they have.
pub(super) fn forward_and_wait(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if device.is_child() {
        return irp.status();
    }
    let done = event::Event::new();
    done.initialize();
    irp.copy_current_to_next();
    irp.next()
        .set_completion(Some(signal), ptr::from_ref(&done).cast_mut().cast());
    if irp.call(device.attached()) == STATUS_PENDING {
        done.wait();
    }
    irp.status()
}

/// The lower devices are done: the waiting thread goes on and owns the request again.
#[abi]
unsafe fn signal(_device: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: the request that was sent down.
    if unsafe { (*irp).PendingReturned } != 0 {
        // SAFETY: `forward_and_wait` waits with the event on its stack.
        unsafe { &*context.cast::<event::Event>() }.set();
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

pub(super) fn complete(irp: Irp, status: NTSTATUS) -> NTSTATUS {
    irp.complete(status, 0);
    status
}

/// The driver's callbacks and the cleanup of all its objects come first; then, when no other request of a manager is
/// left, the lower devices are removed; then the device is deleted.
fn remove(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let object = device.wdm();
    let lower = device.attached();
    irp.set_status(STATUS_SUCCESS);
    if device.is_child() {
        return remove_child(device, irp);
    }
    device.end_pnp(|| device.remove_lock.release_and_wait(irp.as_ptr()));
    irp.skip_current();
    let status = irp.call(lower);
    device.detach_and_delete(object, lower);
    status
}

/// A child is deleted when its bus has reported it missing; else it stays for other drivers.
fn remove_child(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let request = irp.as_ptr();
    if device.remove_and_wait() {
        irp.complete(STATUS_SUCCESS, 0);
        device.remove_lock.release(request);
    } else {
        device.remove_lock.release_and_wait(request);
        device.close_machines();
        device.delete_child();
        irp.complete(STATUS_SUCCESS, 0);
    }
    STATUS_SUCCESS
}

impl Obj<Device> {
    /// `IRP_MN_EJECT`, for which the machine has an answer when this returns. The request is not pending meanwhile, as
    /// in Microsoft's framework: the Plug and Play manager sends others otherwise.
    pub(crate) fn eject(self, irp: Irp) -> NTSTATUS {
        self.pnp.ejected.clear();
        self.hold_eject(irp);
        self.pnp.ejected.wait();
        self.pnp.with(|data| data.request = None);
        irp.status()
    }
}

fn query_capabilities(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let [capabilities, ..] = irp.current().arguments();
    let capabilities: PDEVICE_CAPABILITIES =
        ptr::with_exposed_provenance_mut(capabilities as usize);
    let chosen = device.pnp.with(|data| data.capabilities);
    // SAFETY: the request's structure, or null.
    if let Some(capabilities) = unsafe { capabilities.as_mut() } {
        chosen.before_lower(capabilities);
    }
    let status = forward_and_wait(device, irp);
    // SAFETY: the same structure; the lower drivers are done with it.
    if let Some(capabilities) = unsafe { capabilities.as_mut() }
        && status >= 0
    {
        chosen.after_lower(capabilities);
    }
    complete(irp, status)
}

/// What the device's whole stack answers. IRQL: `PASSIVE_LEVEL`.
pub(crate) fn stack_capabilities(device: Obj<Device>) -> Result<DEVICE_CAPABILITIES, NTSTATUS> {
    let mut capabilities = DEVICE_CAPABILITIES {
        Size: size_of::<DEVICE_CAPABILITIES>() as u16,
        Version: 1,
        Address: u32::MAX,
        UINumber: u32::MAX,
        ..DEVICE_CAPABILITIES::default()
    };
    let address = (&raw mut capabilities).expose_provenance() as u64;
    let status = device.ask_stack(IRP_MN_QUERY_CAPABILITIES, [address, 0, 0, 0]);
    if status < 0 {
        return Err(status);
    }
    Ok(capabilities)
}

/// This driver answers first; the drivers below may add to the answer.
fn query_interface(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if let Some(status) = power_thread::answer(device, irp) {
        return status;
    }
    match device.answer_query(irp) {
        None => send_down(device, irp),
        Some(Err(status)) => complete(irp, status),
        Some(Ok(status)) => {
            irp.set_status(status);
            send_down(device, irp)
        }
    }
}

fn query_state(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let status = forward_and_wait(device, irp);
    let (reported, chosen) = device.pnp.with(|data| (data.reported, data.capabilities));
    let lower = if status >= 0 { irp.information() } else { 0 };
    let mut state = merge_state(lower as u32, &reported, chosen.no_display_in_ui());
    if device.pnp.usage.is_special() {
        state |= PNP_DEVICE_NOT_DISABLEABLE;
    }
    if device.pnp.failure.is_failed() {
        state |= PNP_DEVICE_FAILED;
    }
    irp.set_information(u64::from(state));
    complete(irp, STATUS_SUCCESS)
}

/// `no_display` is the capability, which decides where the state leaves it to others.
fn merge_state(bits: u32, chosen: &WDF_DEVICE_STATE, no_display: WDF_TRI_STATE) -> u32 {
    let hidden = match chosen.DontDisplayInUI {
        WdfUseDefault => no_display,
        answer => answer,
    };
    [
        (PNP_DEVICE_DISABLED, chosen.Disabled),
        (PNP_DEVICE_DONT_DISPLAY_IN_UI, hidden),
        (PNP_DEVICE_FAILED, chosen.Failed),
        (PNP_DEVICE_NOT_DISABLEABLE, chosen.NotDisableable),
        (PNP_DEVICE_REMOVED, chosen.Removed),
        (
            PNP_DEVICE_RESOURCE_REQUIREMENTS_CHANGED,
            chosen.ResourcesChanged,
        ),
        (PNP_DEVICE_ASSIGNED_TO_GUEST, chosen.AssignedToGuest),
    ]
    .into_iter()
    .fold(bits, |bits, (mask, answer)| match answer {
        WdfTrue => bits | mask,
        WdfFalse => bits & !mask,
        _ => bits,
    })
}
