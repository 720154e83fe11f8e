//! WMI as the user side of a machine sees it.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{GUID, NTSTATUS, STATUS_WMI_GUID_NOT_FOUND};

use super::{
    control, events,
    events::Inbox,
    request,
    state::{Sink, Wmi},
    wnode::{self, BlockId, Subject},
};
use crate::nt::kernel::Kernel;

/// A device that is registered: registry path, MOF resource, and each block with its flags and the names of its instances.
pub(crate) struct Registered {
    pub(crate) registry_path: String,
    pub(crate) mof_resource: String,
    pub(crate) blocks: Vec<(GUID, u32, Option<Vec<String>>)>,
}

fn string(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// The devices that are registered, oldest first.
pub(crate) fn registered(kernel: &Kernel) -> Vec<Registered> {
    let wmi = Wmi::of(kernel);
    wmi.wait();
    let describe = |provider: &Rc<super::state::Provider>| Registered {
        registry_path: string(&provider.registry_path.borrow()),
        mof_resource: string(&provider.mof_resource.borrow()),
        blocks: provider
            .blocks
            .borrow()
            .iter()
            .map(|it| {
                let names = it.names.as_ref();
                let names = names.map(|names| names.iter().map(|it| string(it)).collect());
                (it.registered.block.guid(), it.registered.flags, names)
            })
            .collect(),
    };
    wmi.providers().iter().map(describe).collect()
}

/// Opens a block to read and change it.
pub(crate) fn open(kernel: &Kernel, block: BlockId) -> Result<(), NTSTATUS> {
    let wmi = Wmi::of(kernel);
    wmi.wait();
    if wmi.providers_of(block).is_empty() {
        return Err(STATUS_WMI_GUID_NOT_FOUND);
    }
    control::open(kernel, block)
}

/// Closes it.
pub(crate) fn close(kernel: &Kernel, block: BlockId) {
    control::close(kernel, block);
}

/// All instances: names and data.
pub(crate) fn query_all(
    kernel: &Kernel,
    block: BlockId,
) -> Result<Vec<(String, Vec<u8>)>, NTSTATUS> {
    Wmi::of(kernel).wait();
    let found = request::all_data(kernel, block)?;
    let instances = found.into_iter().flat_map(|it| {
        let answer = it.answer;
        let named = it.names.into_iter().zip(it.data);
        named
            .map(|(name, data)| (string(&name), answer[data].to_vec()))
            .collect::<Vec<_>>()
    });
    Ok(instances.collect())
}

/// One instance's data.
pub(crate) fn query(kernel: &Kernel, block: BlockId, name: &[u16]) -> Result<Vec<u8>, NTSTATUS> {
    Wmi::of(kernel).wait();
    let (answer, data) = request::query(kernel, block, name)?;
    Ok(answer[data].to_vec())
}

/// Sets an instance, or an item of it.
pub(crate) fn set(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
    item: Option<u32>,
    value: &[u8],
) -> Result<(), NTSTATUS> {
    Wmi::of(kernel).wait();
    request::set(kernel, block, name, item, value)
}

/// Calls a method. As on Windows the instance is queried first.
pub(crate) fn execute(
    kernel: &Kernel,
    block: BlockId,
    name: &[u16],
    method: u32,
    input: &[u8],
) -> Result<Vec<u8>, NTSTATUS> {
    Wmi::of(kernel).wait();
    request::query(kernel, block, name)?;
    request::execute(kernel, block, name, method, (input, 0))
}

/// An event, as its header and its data say.
pub(crate) struct Event {
    pub(crate) flags: u32,
    /// The name of the instance that it is about, if that was registered.
    pub(crate) instance: Option<String>,
    pub(crate) data: Vec<u8>,
}

/// Begins to deliver events.
pub(crate) fn subscribe(kernel: &Kernel, block: BlockId) -> Result<(u64, Inbox), NTSTATUS> {
    Wmi::of(kernel).wait();
    let inbox = Inbox::default();
    let id = events::subscribe(kernel, block, Sink::Program(Rc::clone(&inbox)))?;
    Ok((id, inbox))
}

/// Ends that.
pub(crate) fn unsubscribe(kernel: &Kernel, id: u64) {
    events::unsubscribe(kernel, id);
}

/// Takes the events that have come.
pub(crate) fn events(kernel: &Kernel, block: BlockId, inbox: &Inbox) -> Vec<Event> {
    Wmi::of(kernel).wait();
    let nodes = inbox.take();
    nodes.iter().map(|it| event(kernel, block, it)).collect()
}

fn event(kernel: &Kernel, block: BlockId, node: &[u8]) -> Event {
    let provider = Wmi::of(kernel).with_id(wnode::provider(node));
    let named = provider.and_then(|it| it.block(block)?.names);
    let index = wnode::index_of_single(node);
    let instance = named.and_then(|names| Some(string(names.get(index? as usize)?)));
    let data = wnode::single_data(node, Subject::Whole).unwrap_or(0..0);
    Event {
        flags: wnode::flags(node),
        instance,
        data: node[data].to_vec(),
    }
}

/// Has the events of a trace block written to the session `logger`, or to none.
pub(crate) fn trace(kernel: &Kernel, block: BlockId, logger: Option<u64>) -> Result<(), NTSTATUS> {
    Wmi::of(kernel).wait();
    control::trace(kernel, block, logger)
}

/// The events that trace sessions have got, as they are: an `EVENT_TRACE_HEADER` with its data.
pub(crate) fn traced(kernel: &Kernel) -> Vec<Vec<u8>> {
    Wmi::of(kernel).traced.borrow().clone()
}
