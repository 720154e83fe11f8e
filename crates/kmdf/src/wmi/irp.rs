//! `IRP_MJ_SYSTEM_CONTROL`: requests of WMI as calls of the driver.
#![expect(
    unsafe_code,
    reason = "the parameters of requests, and the physical device objects that the system gets"
)]

use core::{mem::offset_of, ptr, sync::atomic::Ordering};

use wdk_sys::{
    GUID, IRP_MN_CHANGE_SINGLE_INSTANCE, IRP_MN_CHANGE_SINGLE_ITEM, IRP_MN_DISABLE_COLLECTION,
    IRP_MN_DISABLE_EVENTS, IRP_MN_ENABLE_COLLECTION, IRP_MN_ENABLE_EVENTS, IRP_MN_EXECUTE_METHOD,
    IRP_MN_QUERY_ALL_DATA, IRP_MN_QUERY_SINGLE_INSTANCE, IRP_MN_REGINFO, IRP_MN_REGINFO_EX,
    NTSTATUS, OFFSETINSTANCEDATAANDLENGTH, ObfReferenceObject, STATUS_BUFFER_TOO_SMALL,
    STATUS_INTEGER_OVERFLOW, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER,
    STATUS_PENDING, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, STATUS_WMI_GUID_NOT_FOUND,
    STATUS_WMI_INSTANCE_NOT_FOUND, STATUS_WMI_READ_ONLY, STATUS_WMI_SET_FAILURE, WMIREGGUIDW,
    WMIREGINFOW, WNODE_FLAG_FIXED_INSTANCE_SIZE, WNODE_FLAG_STATIC_INSTANCE_NAMES, WNODE_HEADER,
    tagWNODE_ALL_DATA,
    wdf::_WDF_WMI_PROVIDER_CONTROL::{WdfWmiEventControl, WdfWmiInstanceControl},
};

use super::{
    instance::Instance,
    node::{INDEX, ITEM, METHOD, NUMBER, Node, SINGLE},
    provider::Provider,
};
use crate::{
    device::Device,
    irp::Irp,
    object::{Obj, Ref},
    pnp,
};

/// Each instance's data begins on so many bytes.
const ALIGNMENT: u32 = 16;
const LENGTHS: usize = offset_of!(tagWNODE_ALL_DATA, __bindgen_anon_1);
const FIRST: usize = offset_of!(tagWNODE_ALL_DATA, DataBlockOffset);
const COUNT: usize = offset_of!(tagWNODE_ALL_DATA, InstanceCount);

/// How a request ends: its status, and the bytes of its buffer that are the answer.
type End = (NTSTATUS, u32);

impl Obj<Device> {
    /// A request that the device's removal waits for. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn dispatch_wmi(self, irp: Irp) -> NTSTATUS {
        let minor = u32::from(irp.current().minor());
        let [target, path, size, buffer] = irp.current().arguments();
        let known = minor <= IRP_MN_EXECUTE_METHOD || minor == IRP_MN_REGINFO_EX;
        if !known || target != self.wdm().addr() as u64 {
            return self.pass_wmi(irp);
        }
        // SAFETY: the buffer of a request has as many bytes as it says, until it is completed.
        let node = unsafe {
            Node::new(
                ptr::with_exposed_provenance_mut(buffer as usize),
                size as u32,
            )
        };
        let (status, information) = match minor {
            IRP_MN_REGINFO | IRP_MN_REGINFO_EX => self.describe(node, minor == IRP_MN_REGINFO_EX),
            _ => {
                let guid = ptr::with_exposed_provenance::<GUID>(path as usize);
                // SAFETY: the path of these requests is the address of a GUID.
                let guid = unsafe { &*guid };
                match self.find_target(guid, minor, node) {
                    Ok((provider, instance)) => handle(minor, node, &provider, instance.as_deref()),
                    Err(status) => (status, 0),
                }
            }
        };
        irp.complete_with(status, u64::from(information))
    }

    /// Leaves a request to the lower devices; where there are none, it is completed with the status that it has.
    fn pass_wmi(self, irp: Irp) -> NTSTATUS {
        match self.is_pnp() {
            true => pnp::send_down(self, irp),
            false => irp.complete_with(irp.status(), 0),
        }
    }

    /// The block that a request is about, and the instance if it is about one.
    fn find_target(
        self,
        guid: &GUID,
        minor: u32,
        node: Node,
    ) -> Result<(Ref<Provider>, Option<Ref<Instance>>), NTSTATUS> {
        let about_one = matches!(
            minor,
            IRP_MN_QUERY_SINGLE_INSTANCE
                | IRP_MN_CHANGE_SINGLE_INSTANCE
                | IRP_MN_CHANGE_SINGLE_ITEM
                | IRP_MN_EXECUTE_METHOD
        );
        self.wmi.with(|state| {
            let provider = state.find(guid).ok_or(STATUS_WMI_GUID_NOT_FOUND)?;
            if !about_one {
                return Ok((provider.reference(), None));
            }
            if node.flags() & WNODE_FLAG_STATIC_INSTANCE_NAMES == 0 {
                return Err(STATUS_WMI_INSTANCE_NOT_FOUND);
            }
            let index = node.get(INDEX);
            let instance = provider
                .instances
                .with(|instances| instances.get(index).map(Obj::reference));
            let instance = instance.ok_or(STATUS_WMI_INSTANCE_NOT_FOUND)?;
            Ok((provider.reference(), Some(instance)))
        })
    }

    /// Writes a `WMIREGINFO`, or how large the buffer has to be for it.
    fn describe(self, node: Node, adds_references: bool) -> End {
        let with_mof = |work: &mut dyn FnMut(&[u16])| {
            let mut next = Some(self);
            while let Some(device) = next {
                let found = device
                    .wmi
                    .mof_resource
                    .with(|name| name.as_deref().map(&mut *work).is_some());
                if found {
                    return;
                }
                next = device.child.as_ref().map(|child| child.parent());
            }
            work(&[]);
        };
        let fx = self.fx();
        let path: &[u16] = &fx.registry_path;
        let path = path.strip_suffix(&[0]).unwrap_or(path);
        let mut mof_length = 0;
        with_mof(&mut |name| mof_length = size_of_val(name));
        let first = offset_of!(WMIREGINFOW, WmiRegGuid);
        let physical = self.physical();
        let (mof, strings, whole) = self.wmi.with(|state| {
            let mof = first + state.count as usize * size_of::<WMIREGGUIDW>();
            let strings = mof + size_of::<u16>() + mof_length;
            let whole = strings + size_of::<u16>() + size_of_val(path);
            if whole > node.size as usize {
                return (mof, strings, whole);
            }
            for (at, value) in [
                (offset_of!(WMIREGINFOW, BufferSize), whole as u32),
                (offset_of!(WMIREGINFOW, NextWmiRegInfo), 0),
                (offset_of!(WMIREGINFOW, MofResourceName), mof as u32),
                (offset_of!(WMIREGINFOW, RegistryPath), strings as u32),
                (offset_of!(WMIREGINFOW, GuidCount), state.count),
            ] {
                node.put(at, value);
            }
            let mut at = first;
            state.providers.find(|provider| {
                let count = provider.instances.with(|instances| instances.count);
                node.put(at + offset_of!(WMIREGGUIDW, Guid), provider.guid);
                node.put(at + offset_of!(WMIREGGUIDW, InstanceCount), count);
                node.put(
                    at + offset_of!(WMIREGGUIDW, Flags),
                    provider.registration_flags(),
                );
                let pdo = match provider.is_tracing() {
                    true => ptr::null_mut(),
                    false => physical,
                };
                node.put(
                    at + offset_of!(WMIREGGUIDW, __bindgen_anon_1),
                    pdo.addr() as u64,
                );
                if adds_references && !provider.is_tracing() {
                    // SAFETY: the stack's physical device object, whose reference the system gives back.
                    unsafe { ObfReferenceObject(pdo.cast()) };
                }
                at += size_of::<WMIREGGUIDW>();
                false
            });
            (mof, strings, whole)
        });
        if whole > node.size as usize {
            node.put(0, whole as u32);
            return (STATUS_SUCCESS, size_of::<u32>() as u32);
        }
        with_mof(&mut |name| {
            // A name that was assigned meanwhile is told with the next registration.
            let same = size_of_val(name) == mof_length;
            node.put_text(mof, if same { name } else { &[] });
        });
        node.put_text(strings, path);
        (STATUS_SUCCESS, whole as u32)
    }
}

fn handle(
    minor: u32,
    node: Node,
    provider: &Ref<Provider>,
    instance: Option<&Obj<Instance>>,
) -> End {
    let provider = **provider;
    match (minor, instance.copied()) {
        (IRP_MN_QUERY_ALL_DATA, _) => query_all(node, provider),
        (IRP_MN_QUERY_SINGLE_INSTANCE, Some(instance)) => query(node, provider, instance),
        (IRP_MN_CHANGE_SINGLE_INSTANCE, Some(instance)) => {
            (set_status(set(node, provider, instance)), 0)
        }
        (IRP_MN_CHANGE_SINGLE_ITEM, Some(instance)) => (set_status(set_item(node, instance)), 0),
        (IRP_MN_EXECUTE_METHOD, Some(instance)) => execute(node, instance),
        (IRP_MN_ENABLE_EVENTS, _) => (control_events(node, provider, true), 0),
        (IRP_MN_DISABLE_EVENTS, _) => (control_events(node, provider, false), 0),
        (IRP_MN_ENABLE_COLLECTION, _) => (control_collection(node, provider, true), 0),
        (IRP_MN_DISABLE_COLLECTION, _) => (control_collection(node, provider, false), 0),
        _ => (STATUS_INVALID_DEVICE_REQUEST, 0),
    }
}

/// The status of a request that returns nothing: not how large the buffer should have been.
fn set_status(status: NTSTATUS) -> NTSTATUS {
    match status {
        STATUS_BUFFER_TOO_SMALL => STATUS_WMI_SET_FAILURE,
        STATUS_PENDING => STATUS_UNSUCCESSFUL,
        status => status,
    }
}

/// The end of a request that returns data behind `start`: what was used, or needed, of the buffer.
fn finish(node: Node, status: NTSTATUS, start: u32, used: u32) -> End {
    let Some(whole) = start.checked_add(used) else {
        return (STATUS_INTEGER_OVERFLOW, 0);
    };
    match status {
        STATUS_BUFFER_TOO_SMALL => {
            node.put_too_small(whole);
            (STATUS_SUCCESS, size_of::<wdk_sys::WNODE_TOO_SMALL>() as u32)
        }
        status if status < 0 => (status, 0),
        status => {
            node.put_end(whole);
            (status, whole)
        }
    }
}

fn control_events(node: Node, provider: Obj<Provider>, enable: bool) -> NTSTATUS {
    if (node.size as usize) < size_of::<WNODE_HEADER>() {
        return STATUS_INVALID_PARAMETER;
    }
    let tracing = provider.is_tracing();
    if tracing {
        let handle = node.tracing_handle();
        provider.tracing_handle.store(handle, Ordering::Release);
    }
    let status = provider.control(WdfWmiEventControl, enable);
    if status < 0 && tracing {
        provider.tracing_handle.store(0, Ordering::Release);
    }
    status
}

fn control_collection(node: Node, provider: Obj<Provider>, enable: bool) -> NTSTATUS {
    if (node.size as usize) < size_of::<WNODE_HEADER>() {
        return STATUS_INVALID_PARAMETER;
    }
    provider.control(WdfWmiInstanceControl, enable)
}

fn query(node: Node, provider: Obj<Provider>, instance: Obj<Instance>) -> End {
    let start = node.get(SINGLE.offset);
    let (buffer, room) = node.from(start);
    if !instance.can_query() {
        return (STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    if room < provider.smallest {
        return finish(node, STATUS_BUFFER_TOO_SMALL, start, provider.smallest);
    }
    let (status, used) = instance.query((buffer, room));
    node.put(SINGLE.size, used);
    finish(node, status, start, used)
}

/// The data of a request that sets something: null for none.
fn data_of(node: Node, offset: usize, size: u32) -> *mut u8 {
    match size {
        0 => ptr::null_mut(),
        _ => node.from(node.get(offset)).0,
    }
}

fn set(node: Node, provider: Obj<Provider>, instance: Obj<Instance>) -> NTSTATUS {
    let size = node.get(SINGLE.size);
    if !instance.can_set() {
        return STATUS_WMI_READ_ONLY;
    }
    if size < provider.smallest {
        return STATUS_BUFFER_TOO_SMALL;
    }
    instance.set((data_of(node, SINGLE.offset, size), size))
}

fn set_item(node: Node, instance: Obj<Instance>) -> NTSTATUS {
    if !instance.can_set_item() {
        return STATUS_WMI_READ_ONLY;
    }
    let size = node.get(ITEM.size);
    instance.set_item(node.get(NUMBER), (data_of(node, ITEM.offset, size), size))
}

fn execute(node: Node, instance: Obj<Instance>) -> End {
    if !instance.can_execute() {
        return (STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    let start = node.get(METHOD.offset);
    let input = node.get(METHOD.size);
    let (buffer, room) = node.from(start);
    let buffer = match (input, room) {
        (0, 0) => ptr::null_mut(),
        _ => buffer,
    };
    let (status, used) = match instance.execute(node.get(NUMBER), (buffer, input, room)) {
        (STATUS_PENDING, _) => (STATUS_UNSUCCESSFUL, 0),
        outcome => outcome,
    };
    if status >= 0 {
        node.put(METHOD.size, used);
    }
    finish(node, status, start, used)
}

/// Asks all instances. Where the buffer is too small, they are asked all the same, for how much they need.
fn query_all(node: Node, provider: Obj<Provider>) -> End {
    if (node.size as usize) < size_of::<tagWNODE_ALL_DATA>() {
        return (STATUS_UNSUCCESSFUL, 0);
    }
    let count = provider.instances.with(|instances| instances.count);
    if count == 0 {
        return (STATUS_WMI_INSTANCE_NOT_FOUND, 0);
    }
    node.put(COUNT, count);
    node.set_flags(node.flags() & !WNODE_FLAG_FIXED_INSTANCE_SIZE);
    let pair = size_of::<OFFSETINSTANCEDATAANDLENGTH>() as u32;
    let start = count
        .checked_mul(pair)
        .and_then(|lengths| lengths.checked_add(LENGTHS as u32))
        .and_then(|end| end.checked_next_multiple_of(ALIGNMENT));
    let Some(start) = start else {
        return (STATUS_INTEGER_OVERFLOW, 0);
    };
    node.put(FIRST, start);
    let (_, room) = node.from(start);
    // Where the data is of one size, the buffer is compared with that and nobody has to be asked.
    if provider.smallest > 0 {
        let Some(needed) = smallest_of(provider.smallest, count) else {
            return (STATUS_INTEGER_OVERFLOW, 0);
        };
        if room < needed {
            return finish(node, STATUS_BUFFER_TOO_SMALL, start, needed);
        }
    }
    let (status, used) = collect(node, provider, count, start);
    finish(node, status, start, used)
}

/// What `count` instances of one size need.
fn smallest_of(size: u32, count: u32) -> Option<u32> {
    let stride = size.checked_next_multiple_of(ALIGNMENT)?;
    stride.checked_mul(count - 1)?.checked_add(size)
}

/// Has the instances write their data one behind the other: the status, and what they have used or need.
fn collect(node: Node, provider: Obj<Provider>, count: u32, start: u32) -> End {
    // Without room for the lengths nothing is written.
    let mut too_small = start > node.size;
    let mut used = 0_u32;
    let mut padding = 0;
    for index in 0..count {
        let instance = provider
            .instances
            .with(|instances| instances.get(index).map(Obj::reference));
        let Some(instance) = instance else {
            break;
        };
        let at = start.saturating_add(used);
        let (buffer, room) = node.from(at);
        let length = if instance.can_query() {
            let (status, length) = instance.query((buffer, room));
            if status == STATUS_BUFFER_TOO_SMALL {
                too_small = true;
            } else if status < 0 {
                return (status, 0);
            }
            length
        } else {
            0
        };
        let place = LENGTHS + index as usize * size_of::<OFFSETINSTANCEDATAANDLENGTH>();
        if !too_small {
            node.put(place, at);
            node.put(place + size_of::<u32>(), length);
        }
        let next = length
            .checked_next_multiple_of(ALIGNMENT)
            .and_then(|stride| used.checked_add(stride));
        let Some(next) = next else {
            return (STATUS_INTEGER_OVERFLOW, 0);
        };
        padding = next - used - length;
        used = next;
    }
    // Nothing follows the last one, so it needs no padding.
    let used = used - padding;
    match too_small {
        true => (STATUS_BUFFER_TOO_SMALL, used),
        false => (STATUS_SUCCESS, used),
    }
}
