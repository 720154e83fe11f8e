//! `IRP_MJ_SYSTEM_CONTROL`: what WMI sends to providers, and what it makes of their answers.
#![expect(unsafe_code, reason = "shares the buffers of requests with drivers")]

use std::{ops::Range, ptr};

use wdk_sys::{
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_38, GUID, IRP_MJ_SYSTEM_CONTROL,
    IRP_MN_CHANGE_SINGLE_INSTANCE, IRP_MN_CHANGE_SINGLE_ITEM, IRP_MN_EXECUTE_METHOD,
    IRP_MN_QUERY_ALL_DATA, IRP_MN_QUERY_SINGLE_INSTANCE, NTSTATUS, PVOID,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED, STATUS_UNSUCCESSFUL,
    STATUS_WMI_GUID_DISCONNECTED, STATUS_WMI_GUID_NOT_FOUND, STATUS_WMI_INSTANCE_NOT_FOUND,
    STATUS_WMI_NOT_SUPPORTED, WNODE_FLAG_ALL_DATA, WNODE_FLAG_PDO_INSTANCE_NAMES,
    WNODE_FLAG_STATIC_INSTANCE_NAMES, tagWNODE_ALL_DATA,
};

use super::{
    state::{Provider, Wmi},
    wnode::{self, BlockId, Names, Subject},
};
use crate::{
    engine::driver::DriverId,
    nt::{
        io::{
            buffer,
            file::send_and_wait,
            names,
            raw::{Device, Irp},
        },
        kernel::Kernel,
        verifier::rules::{self, Rule},
    },
};

/// The buffer of a first question. What needs more gets as much as it says.
const FIRST_SIZE: usize = 0x1000;
/// How often a provider may ask for a larger buffer.
const TRIES: usize = 4;

/// What came back: how the request ended, and so much of its buffer as it says.
pub(super) struct Answer {
    pub(super) status: NTSTATUS,
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    fn failed(status: NTSTATUS) -> Self {
        Self {
            status,
            bytes: Vec::new(),
        }
    }
}

/// Sends a request to a provider's stack and waits. `path` is what `DataPath` says; the buffer begins with `input`
/// and has `size` bytes.
pub(super) fn send(
    kernel: &Kernel,
    provider: &Provider,
    minor: u32,
    path: PVOID,
    (input, size): (&[u8], usize),
) -> Answer {
    if provider.is_gone.get() || provider.is_blocked.get() {
        return Answer::failed(STATUS_WMI_GUID_DISCONNECTED);
    }
    provider.begin();
    let answer = exchange(kernel, provider.device, minor, path, (input, size));
    provider.end();
    answer
}

fn exchange(
    kernel: &Kernel,
    device: Device,
    minor: u32,
    path: PVOID,
    (input, size): (&[u8], usize),
) -> Answer {
    let size = size.max(input.len());
    // SAFETY: the input is a slice, and no longer than the buffer.
    let buffer = unsafe { buffer::allocate(size, input.as_ptr(), input.len()) };
    let Some(buffer) = buffer else {
        return Answer::failed(STATUS_INSUFFICIENT_RESOURCES);
    };
    let top = device.top();
    let answer = match kernel.io.irps.allocate(top.stack_size()) {
        None => Answer::failed(STATUS_INSUFFICIENT_RESOURCES),
        Some(irp) => {
            fill(irp, device, minor, (path, buffer, size));
            let (status, information) = send_and_wait(kernel, top, irp);
            report(
                kernel,
                device,
                information <= size as u64,
                &rules::WMI_INFORMATION,
                || {
                    let name = names::irp(IRP_MJ_SYSTEM_CONTROL as u8, minor as u8);
                    format!(
                        "{name} is completed with Information {information}, but its buffer has {size} bytes"
                    )
                },
            );
            // SAFETY: the buffer has `size` bytes, and the request that wrote to it has ended.
            let bytes = unsafe { copy(buffer, (information as usize).min(size)) };
            Answer { status, bytes }
        }
    };
    buffer::free(buffer);
    answer
}

fn fill(irp: Irp, device: Device, minor: u32, (path, buffer, size): (PVOID, PVOID, usize)) {
    irp.set_status(STATUS_NOT_SUPPORTED);
    let stack = irp.next_stack();
    stack.set_major(IRP_MJ_SYSTEM_CONTROL as u8);
    stack.set_minor(minor as u8);
    stack.set_wmi(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_38 {
        ProviderId: device.raw().addr() as u64,
        DataPath: path,
        BufferSize: size as u32,
        Buffer: buffer,
    });
}

/// Reports a rule that the driver of a device has broken.
fn report(
    kernel: &Kernel,
    device: Device,
    holds: bool,
    rule: &'static Rule,
    message: impl FnOnce() -> String,
) {
    if !holds && kernel.verifier.enabled() {
        let driver = device.owner().map_or(DriverId::KERNEL, |it| it.state().id);
        let parameters = [rule.sub_code, device.raw().addr() as u64, 0, 0];
        let name = kernel.driver_name(driver);
        kernel.report(rule.name, rule.code, parameters, message(), name);
    }
}

/// # Safety
/// `start` points to `length` bytes.
unsafe fn copy(start: PVOID, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    // SAFETY: the caller's bytes are copied to a vector that was made as long.
    unsafe { ptr::copy_nonoverlapping(start.cast(), bytes.as_mut_ptr(), length) };
    bytes
}

/// Sends a request about a block that returns nothing.
pub(super) fn about_block(
    kernel: &Kernel,
    provider: &Provider,
    minor: u32,
    block: BlockId,
    input: &[u8],
) -> NTSTATUS {
    let guid = block.guid();
    let path = ptr::from_ref::<GUID>(&guid).cast_mut().cast();
    send(kernel, provider, minor, path, (input, input.len())).status
}

/// Sends a request about a block, with a larger buffer as long as the provider asks for one.
fn ask(
    kernel: &Kernel,
    provider: &Provider,
    minor: u32,
    block: BlockId,
    (input, first): (&mut Vec<u8>, usize),
) -> Result<Vec<u8>, NTSTATUS> {
    let guid = block.guid();
    let path = ptr::from_ref::<GUID>(&guid).cast_mut().cast();
    let mut size = first;
    for _ in 0..TRIES {
        let answer = send(kernel, provider, minor, path, (input, size));
        if answer.status < 0 {
            return Err(answer.status);
        }
        match wnode::needed(&answer.bytes) {
            None => return Ok(answer.bytes),
            Some(needed) if needed > size => size = needed,
            Some(_) => break,
        }
    }
    Err(STATUS_UNSUCCESSFUL)
}

/// Reports data for a consumer that the provider did not write.
fn check_written(kernel: &Kernel, provider: &Provider, answer: &[u8], data: &[Range<usize>]) {
    let mut within = vec![0; answer.len()];
    for range in data {
        within[range.clone()].copy_from_slice(&answer[range.clone()]);
    }
    let is_written = buffer::unwritten(&within).is_none();
    report(
        kernel,
        provider.device,
        is_written,
        &rules::MEMORY_DISCLOSED,
        || {
            "a WMI request is completed with data that is what the buffer held before: the consumer would get kernel \
         memory; write all bytes that are said to be used"
            .to_owned()
        },
    );
}

/// What one provider has of a block: its answer, and where in it each instance's name and data are.
pub(super) struct AllData {
    pub(super) answer: Vec<u8>,
    pub(super) names: Vec<Vec<u16>>,
    pub(super) data: Vec<Range<usize>>,
    /// Whether the names are in the answer.
    pub(super) is_dynamic: bool,
}

/// `IRP_MN_QUERY_ALL_DATA` to all providers of a block.
pub(super) fn all_data(kernel: &Kernel, block: BlockId) -> Result<Vec<AllData>, NTSTATUS> {
    let mut found = Vec::new();
    let mut failure = STATUS_WMI_GUID_NOT_FOUND;
    for provider in Wmi::of(kernel).providers_of(block) {
        match all_of_provider(kernel, &provider, block) {
            Ok(data) => found.push(data),
            Err(status) => failure = status,
        }
    }
    match found.is_empty() {
        true => Err(failure),
        false => Ok(found),
    }
}

fn all_of_provider(kernel: &Kernel, provider: &Provider, id: BlockId) -> Result<AllData, NTSTATUS> {
    let block = provider.block(id).ok_or(STATUS_WMI_GUID_NOT_FOUND)?;
    if block.registered.has_no_data() {
        return Err(STATUS_WMI_NOT_SUPPORTED);
    }
    let static_names = match &block.registered.names {
        Names::Dynamic => 0,
        Names::Pdo(..) => WNODE_FLAG_STATIC_INSTANCE_NAMES | WNODE_FLAG_PDO_INSTANCE_NAMES,
        Names::List(_) | Names::Base(..) => WNODE_FLAG_STATIC_INSTANCE_NAMES,
    };
    let mut input = wnode::header(id, FIRST_SIZE, WNODE_FLAG_ALL_DATA | static_names);
    input.resize(size_of::<tagWNODE_ALL_DATA>(), 0);
    let minor = IRP_MN_QUERY_ALL_DATA;
    let answer = ask(kernel, provider, minor, id, (&mut input, FIRST_SIZE))?;
    let data = wnode::all_data(&answer).ok_or(STATUS_UNSUCCESSFUL)?;
    check_written(kernel, provider, &answer, &data);
    let is_dynamic = block.names.is_none();
    let names = match block.names {
        // More data than names: the registration has changed meanwhile.
        Some(names) if data.len() > names.len() => return Err(STATUS_UNSUCCESSFUL),
        Some(mut names) => {
            names.truncate(data.len());
            names
        }
        None => wnode::dynamic_names(&answer, data.len()).ok_or(STATUS_UNSUCCESSFUL)?,
    };
    Ok(AllData {
        answer,
        names,
        data,
        is_dynamic,
    })
}

/// A request to the one provider that has an instance: those that name their instances themselves are asked one after
/// the other.
fn to_instance<R>(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
    mut request: impl FnMut(&Provider, &wnode::Instance) -> Result<R, NTSTATUS>,
) -> Result<R, NTSTATUS> {
    let providers = Wmi::of(kernel).providers_of(block);
    let mut failure = match providers.is_empty() {
        true => STATUS_WMI_GUID_NOT_FOUND,
        false => STATUS_WMI_INSTANCE_NOT_FOUND,
    };
    for provider in providers {
        let has_no_data = provider
            .block(block)
            .is_some_and(|it| it.registered.has_no_data());
        if has_no_data {
            failure = STATUS_WMI_NOT_SUPPORTED;
            continue;
        }
        let Some(instance) = provider.instance(block, name) else {
            continue;
        };
        match request(&provider, &instance) {
            Err(STATUS_WMI_INSTANCE_NOT_FOUND) if instance.index.is_none() => {}
            outcome => return outcome,
        }
    }
    Err(failure)
}

/// `IRP_MN_QUERY_SINGLE_INSTANCE`: the whole answer, and where the instance's data is.
pub(super) fn query(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
) -> Result<(Vec<u8>, Range<usize>), NTSTATUS> {
    to_instance(kernel, block, name, |provider, instance| {
        let mut input = wnode::single(block, Subject::Whole, instance, &[]);
        let size = FIRST_SIZE.max(input.len());
        wnode::put(&mut input, 0, size as u32);
        let minor = IRP_MN_QUERY_SINGLE_INSTANCE;
        let answer = ask(kernel, provider, minor, block, (&mut input, size))?;
        let data = wnode::single_data(&answer, Subject::Whole).ok_or(STATUS_UNSUCCESSFUL)?;
        check_written(kernel, provider, &answer, std::slice::from_ref(&data));
        Ok((answer, data))
    })
}

/// `IRP_MN_CHANGE_SINGLE_INSTANCE`, or `IRP_MN_CHANGE_SINGLE_ITEM` for an item.
pub(super) fn set(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
    item: Option<u32>,
    value: &[u8],
) -> Result<(), NTSTATUS> {
    let (minor, subject) = match item {
        None => (IRP_MN_CHANGE_SINGLE_INSTANCE, Subject::Whole),
        Some(item) => (IRP_MN_CHANGE_SINGLE_ITEM, Subject::Item(item)),
    };
    to_instance(kernel, block, name, |provider, instance| {
        let input = wnode::single(block, subject, instance, value);
        match about_block(kernel, provider, minor, block, &input) {
            status if status < 0 => Err(status),
            _ => Ok(()),
        }
    })
}

/// `IRP_MN_EXECUTE_METHOD`: what the method returns. The buffer has room for `output` bytes at first.
pub(super) fn execute(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
    method: u32,
    (input, output): (&[u8], usize),
) -> Result<Vec<u8>, NTSTATUS> {
    let subject = Subject::Method(method);
    to_instance(kernel, block, name, |provider, instance| {
        let mut node = wnode::single(block, subject, instance, input);
        let size = node.len() - input.len() + input.len().max(output);
        let minor = IRP_MN_EXECUTE_METHOD;
        let answer = ask(kernel, provider, minor, block, (&mut node, size))?;
        if answer.is_empty() {
            return Ok(Vec::new());
        }
        let data = wnode::single_data(&answer, subject).ok_or(STATUS_UNSUCCESSFUL)?;
        check_written(kernel, provider, &answer, std::slice::from_ref(&data));
        Ok(answer[data].to_vec())
    })
}
