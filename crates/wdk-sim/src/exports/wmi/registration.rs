//! `IoWMIRegistrationControl`: which blocks the driver of a device has.
#![expect(
    unsafe_code,
    reason = "reads the physical device objects that drivers name"
)]

use std::{ptr, rc::Rc};

use wdk_sys::{
    DEVICE_OBJECT, IRP_MN_REGINFO_EX, NTSTATUS, STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_NAME_EXISTS, STATUS_SUCCESS, ULONG, WMIREG_FLAG_REMOVE_GUID, WMIREGISTER,
    WMIUPDATE,
};

use super::{
    control, request,
    state::{Block, Provider, Wmi},
    wnode::{self, Names, Registered},
};
use crate::{
    engine::trace::Category,
    nt::{io::raw::Device, kernel::Kernel, ob::name::wide},
};

/// The buffer of the first question.
const FIRST_SIZE: usize = 0x1000;
/// How often a driver may ask for a larger buffer.
const TRIES: usize = 4;

/// Registers a device, and has its driver asked for the blocks.
pub(super) fn register(kernel: &Kernel, device: Device) -> NTSTATUS {
    let wmi = Wmi::of(kernel);
    if wmi.of_device(device).is_some() {
        return STATUS_OBJECT_NAME_EXISTS;
    }
    kernel.objects.reference(device.object());
    let provider = wmi.add(device);
    ask_later(kernel, provider, WMIREGISTER);
    STATUS_SUCCESS
}

/// Has the driver of a registered device asked for its blocks once more.
pub(super) fn update(kernel: &Kernel, device: Device) -> NTSTATUS {
    match Wmi::of(kernel).of_device(device) {
        None => STATUS_INVALID_PARAMETER,
        Some(provider) => {
            ask_later(kernel, provider, WMIUPDATE);
            STATUS_SUCCESS
        }
    }
}

/// Ends the registration of a device, when all requests that were sent to it have ended.
pub(super) fn deregister(kernel: &Kernel, device: Device) -> NTSTATUS {
    let wmi = Wmi::of(kernel);
    let Some(provider) = wmi.of_device(device) else {
        return STATUS_INVALID_PARAMETER;
    };
    provider.is_gone.set(true);
    wmi.providers
        .borrow_mut()
        .retain(|it| !Rc::ptr_eq(it, &provider));
    provider.wait();
    kernel.objects.dereference(device.object());
    STATUS_SUCCESS
}

/// A registered device gets no more requests.
pub(super) fn block_requests(kernel: &Kernel, device: Device) -> NTSTATUS {
    match Wmi::of(kernel).of_device(device) {
        None => STATUS_INVALID_PARAMETER,
        Some(provider) => {
            provider.is_blocked.set(true);
            STATUS_SUCCESS
        }
    }
}

/// Sends `IRP_MN_REGINFO_EX` from a thread of the system. A deregistration waits for it.
fn ask_later(kernel: &Kernel, provider: Rc<Provider>, path: ULONG) {
    provider.begin();
    Wmi::of(kernel).queue(kernel, move |kernel| {
        if !provider.is_gone.get() {
            ask(kernel, &provider, path);
        }
        provider.end();
    });
}

fn ask(kernel: &Kernel, provider: &Provider, path: ULONG) {
    let mut size = FIRST_SIZE;
    for _ in 0..TRIES {
        let data_path = ptr::without_provenance_mut(path as usize);
        let answer = request::send(kernel, provider, IRP_MN_REGINFO_EX, data_path, (&[], size));
        let needed = wnode::number(&answer.bytes, 0).map_or(0, |it| it as usize);
        // Microsoft's own library says so with a success whose Information is the number's four bytes.
        let is_small = answer.status == STATUS_BUFFER_TOO_SMALL
            || answer.status >= 0 && answer.bytes.len() == size_of::<ULONG>();
        if is_small && needed > size {
            size = needed;
            continue;
        }
        if answer.status < 0 {
            note(kernel, provider, "the driver has registered no blocks");
            return;
        }
        match wnode::registration(&answer.bytes) {
            Some(registration) => take(kernel, provider, registration, path == WMIUPDATE),
            None => note(
                kernel,
                provider,
                "the WMIREGINFO does not lie within its buffer",
            ),
        }
        return;
    }
    note(kernel, provider, "the driver asks for ever larger buffers");
}

fn note(kernel: &Kernel, provider: &Provider, what: &'static str) {
    kernel.trace_instant(Category::Note, || {
        (
            "WMI registration",
            format!("provider {}: {what}", provider.id),
        )
    });
}

fn take(kernel: &Kernel, provider: &Provider, found: wnode::Registration, is_update: bool) {
    if !is_update {
        provider.registry_path.replace(found.registry_path);
        provider.mof_resource.replace(found.mof_resource);
        provider.blocks.borrow_mut().clear();
    }
    for registered in found.blocks {
        let names = names_of(kernel, provider, &registered);
        let before = provider.block(registered.block);
        if registered.flags & WMIREG_FLAG_REMOVE_GUID != 0 {
            if let Some(block) = before.filter(|_| is_update) {
                control::catch_up(kernel, provider, &block, false);
                forget(provider, &registered);
            }
            continue;
        }
        let Ok(names) = names else {
            note(kernel, provider, "a block's physical device object is none");
            continue;
        };
        let is_new = before.is_none();
        let block = Block { registered, names };
        forget(provider, &block.registered);
        provider.blocks.borrow_mut().push(block.clone());
        if is_new {
            control::catch_up(kernel, provider, &block, true);
        }
    }
}

fn forget(provider: &Provider, registered: &Registered) {
    let mut blocks = provider.blocks.borrow_mut();
    blocks.retain(|it| it.registered.block != registered.block);
}

/// The names of a block's instances; none for those that the driver gives later. Takes over the reference to the
/// physical device object that the driver has taken.
fn names_of(
    kernel: &Kernel,
    provider: &Provider,
    registered: &Registered,
) -> Result<Option<Vec<Vec<u16>>>, ()> {
    let wanted = match &registered.names {
        Names::Dynamic => return Ok(None),
        Names::List(names) => names.clone(),
        Names::Base(base, count) => (0..*count)
            .map(|at| wnode::numbered(base, "", at))
            .collect(),
        Names::Pdo(pdo, count) => {
            let path = instance_path(kernel, *pdo).ok_or(())?;
            (0..*count)
                .map(|at| wnode::numbered(&path, "_", at))
                .collect()
        }
    };
    Ok(Some(unlike_others(kernel, provider, registered, wanted)))
}

/// The instance path of the device with this physical device object, which loses a reference.
fn instance_path(kernel: &Kernel, pdo: u64) -> Option<Vec<u16>> {
    let pdo = ptr::with_exposed_provenance_mut::<DEVICE_OBJECT>(pdo as usize);
    // SAFETY: the driver says that it is its device's, and has referenced it.
    let device = unsafe { Device::new(pdo) }?;
    let path = kernel
        .pnp
        .node(device.node())
        .map(|node| wide(&node.instance));
    kernel.objects.dereference(device.object());
    path
}

/// The names, each with a number behind it if another provider of the block has the same.
fn unlike_others(
    kernel: &Kernel,
    provider: &Provider,
    registered: &Registered,
    wanted: Vec<Vec<u16>>,
) -> Vec<Vec<u16>> {
    let others = Wmi::of(kernel).providers_of(registered.block);
    let taken: Vec<Vec<u16>> = others
        .iter()
        .filter(|it| it.id != provider.id)
        .filter_map(|it| it.block(registered.block)?.names)
        .flatten()
        .collect();
    let is_free = |name: &[u16]| !taken.iter().any(|it| wnode::same_name(it, name));
    let free = |name: Vec<u16>| match is_free(&name) {
        true => name,
        false => (1..)
            .map(|number| wnode::numbered(&name, "#", number))
            .find(|it| is_free(it))
            .unwrap_or(name),
    };
    wanted.into_iter().map(free).collect()
}
