//! What a function or filter driver changes of the resources that its device needs and gets.
#![expect(
    unsafe_code,
    reason = "lists of the Plug and Play manager, which who replaces one frees"
)]

use core::ptr;

use wdk_sys::{
    ExFreePool, NTSTATUS, PCM_RESOURCE_LIST, PIO_RESOURCE_REQUIREMENTS_LIST, POOL_FLAG_NON_PAGED,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED, STATUS_SUCCESS,
    wdf::PFN_WDF_DEVICE_FILTER_RESOURCE_REQUIREMENTS,
};

use super::irp::{complete, forward_and_wait};
use crate::{
    callback::callback,
    device::Device,
    irp::Irp,
    object::Obj,
    resources::{CmList, Requirements},
};

/// The lists that the lower devices start with.
///
/// # Invariants
/// Each is null or of this driver's memory.
#[derive(Clone, Copy)]
pub(super) struct Filtered {
    raw: PCM_RESOURCE_LIST,
    translated: PCM_RESOURCE_LIST,
}

// SAFETY: memory that is not bound to a thread.
unsafe impl Send for Filtered {}

impl Filtered {
    fn free(self) {
        for list in [self.raw, self.translated] {
            if !list.is_null() {
                // SAFETY: this driver's memory, by the invariant; the lower devices are done with it.
                unsafe { ExFreePool(list.cast()) };
            }
        }
    }
}

/// `IRP_MN_FILTER_RESOURCE_REQUIREMENTS`: the driver takes requirements away before the lower drivers see them, and
/// adds some after them.
pub(super) fn requirements(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    if device.is_child() {
        return complete(irp, irp.status());
    }
    let filters = &device.pnp.filters;
    let removed = filter(
        device,
        irp,
        "EvtDeviceFilterRemoveResourceRequirements",
        filters.EvtDeviceFilterRemoveResourceRequirements,
    );
    if let Err(status) = removed {
        return complete(irp, status);
    }
    let lower = forward_and_wait(device, irp);
    if lower < 0 && lower != STATUS_NOT_SUPPORTED {
        return complete(irp, lower);
    }
    let added = filter(
        device,
        irp,
        "EvtDeviceFilterAddResourceRequirements",
        filters.EvtDeviceFilterAddResourceRequirements,
    );
    let status = match added {
        Ok(Some(status)) => status,
        Ok(None) => lower,
        Err(status) => status,
    };
    complete(irp, status)
}

/// Has the driver change the requirements of the request; none where it has no callback for it.
fn filter(
    device: Obj<Device>,
    irp: Irp,
    name: &'static str,
    function: PFN_WDF_DEVICE_FILTER_RESOURCE_REQUIREMENTS,
) -> Result<Option<NTSTATUS>, NTSTATUS> {
    if function.is_none() {
        return Ok(None);
    }
    let fx = device.fx();
    let before: PIO_RESOURCE_REQUIREMENTS_LIST =
        ptr::with_exposed_provenance_mut(irp.information() as usize);
    // SAFETY: null, or the list of the request.
    let list = unsafe { Obj::<Requirements>::of_wdm(fx, device.header(), before) }?;
    let status = callback!(
        fx,
        device.handle(),
        name,
        function,
        (device.handle().cast(), list.handle().cast())
    )
    .unwrap_or(STATUS_SUCCESS);
    let made = match status {
        status if status < 0 => Err(status),
        _ if !list.is_changed() => Ok(None),
        // Without alternatives there is no list to make, as in Microsoft's framework.
        _ => match list.to_wdm() {
            Ok(None) => Err(STATUS_INSUFFICIENT_RESOURCES),
            made => made,
        },
    };
    list.delete();
    if let Some(new) = made? {
        // SAFETY: null, or the list of the request.
        if let Some(old) = unsafe { before.as_ref() } {
            // SAFETY: made above.
            unsafe { (*new).BusNumber = old.BusNumber };
        }
        if !before.is_null() {
            // SAFETY: who replaces the list frees it.
            unsafe { ExFreePool(before.cast()) };
        }
        irp.set_information(new.expose_provenance() as u64);
    }
    Ok(Some(status))
}

impl Obj<Device> {
    /// `EvtDeviceRemoveAddedResources`: the lower devices start with what the driver leaves.
    ///
    /// # Errors
    /// The driver's, or there is no memory: the start fails.
    pub(super) fn filter_start(self, irp: Irp) -> Result<(), NTSTATUS> {
        let callback = self.pnp.filters.EvtDeviceRemoveAddedResources;
        let resources = self.pnp.with(|data| data.resources);
        let [raw, translated, ..] = irp.current().arguments();
        let (Some(resources), true) = (resources, callback.is_some()) else {
            return Ok(());
        };
        if raw == 0 || translated == 0 {
            return Ok(());
        }
        let lists = [(resources.raw, raw), (resources.translated, translated)];
        for (list, assigned) in lists {
            list.let_change(true);
            let assigned = ptr::with_exposed_provenance_mut(assigned as usize);
            // SAFETY: the Plug and Play manager's lists.
            unsafe { list.assign(assigned) }?;
        }
        let status = callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceRemoveAddedResources",
            callback,
            (
                self.handle().cast(),
                resources.raw.handle().cast(),
                resources.translated.handle().cast()
            )
        )
        .unwrap_or(STATUS_SUCCESS);
        if status < 0 {
            return Err(status);
        }
        if !resources.raw.is_changed() && !resources.translated.is_changed() {
            return Ok(());
        }
        let make = |list: Obj<CmList>| list.to_wdm(POOL_FLAG_NON_PAGED);
        let mut filtered = Filtered {
            raw: make(resources.raw)?,
            translated: ptr::null_mut(),
        };
        match make(resources.translated) {
            Ok(list) => filtered.translated = list,
            Err(status) => {
                filtered.free();
                return Err(status);
            }
        }
        let address = |list: PCM_RESOURCE_LIST| list.expose_provenance() as u64;
        let [.., third, fourth] = irp.current().arguments();
        let arguments = [
            address(filtered.raw),
            address(filtered.translated),
            third,
            fourth,
        ];
        irp.next().set_arguments(arguments);
        self.pnp.with(|data| data.filtered = Some(filtered));
        Ok(())
    }

    /// The lower devices have started.
    pub(super) fn free_filtered(self) {
        if let Some(filtered) = self.pnp.with(|data| data.filtered.take()) {
            filtered.free();
        }
    }
}
