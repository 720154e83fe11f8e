//! The data path: lists that go down to a miniport and come back, and lists that it hands up.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "walks lists that drivers made"
)]

use std::ptr;

use wdk_sys::{
    MDL, MDL_SOURCE_IS_NONPAGED_POOL, NDIS_HANDLE, NDIS_PACKET_TYPE_ALL_MULTICAST,
    NDIS_PACKET_TYPE_BROADCAST, NDIS_PACKET_TYPE_DIRECTED, NDIS_PACKET_TYPE_MULTICAST,
    NDIS_PACKET_TYPE_PROMISCUOUS, NDIS_PORT_NUMBER, NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL,
    NDIS_RECEIVE_FLAGS_RESOURCES, NDIS_RETURN_FLAGS_DISPATCH_LEVEL,
    NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL, NDIS_SEND_FLAGS_DISPATCH_LEVEL,
    NDIS_SET_NET_BUFFER_LIST_CANCEL_ID, NDIS_STATUS, NDIS_STATUS_PAUSED, NDIS_STATUS_SUCCESS,
    NET_BUFFER, NET_BUFFER_LIST, NET_BUFFER_LIST_FIRST_NB, NET_BUFFER_LIST_NEXT_NBL,
    NET_BUFFER_LIST_STATUS, NET_BUFFER_NEXT_NB, PNET_BUFFER_LIST, PVOID, ULONG, abi,
};

use super::state;
use super::state::Ndis;
use super::{
    adapter::{Miniport, State},
    list,
    state::handle,
};
use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    ndis::rules,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisMSendNetBufferListsComplete: full,
    NdisMIndicateReceiveNetBufferLists: partial(
        "the multicast list is ignored: a multicast filter lets every multicast frame through"
    ),
);

/// A frame on its way down: list, buffer, MDL and bytes, which stay until it is completed.
pub(super) struct Outgoing {
    list: Box<NET_BUFFER_LIST>,
    /// Their addresses are in the list.
    _frames: Vec<Frame>,
}

struct Frame {
    _buffer: Box<NET_BUFFER>,
    _mdl: Box<MDL>,
    _bytes: Box<[u8]>,
}

impl Outgoing {
    /// A list of one buffer for each frame.
    fn new(source: NDIS_HANDLE, cancel: usize, frames: &[&[u8]]) -> Self {
        let mut it = Self {
            list: Box::default(),
            _frames: Vec::new(),
        };
        it.list.SourceHandle = source;
        let mut next = ptr::null_mut();
        for frame in frames.iter().rev() {
            let mut bytes: Box<[u8]> = (*frame).into();
            let address: PVOID = bytes.as_mut_ptr().cast();
            let mut mdl = Box::<MDL>::default();
            mdl.Size = size_of::<MDL>() as i16;
            mdl.MdlFlags = MDL_SOURCE_IS_NONPAGED_POOL as i16;
            mdl.MappedSystemVa = address;
            mdl.StartVa = ptr::with_exposed_provenance_mut(address.expose_provenance() & !0xFFF);
            mdl.ByteOffset = (address.addr() & 0xFFF) as u32;
            mdl.ByteCount = bytes.len() as u32;
            let mut buffer = Box::<NET_BUFFER>::default();
            // SAFETY: the buffer and the MDL were made above and stay with this value.
            unsafe { list::set_data(&raw mut *buffer, &raw mut *mdl, 0, bytes.len() as u32) };
            // SAFETY: the buffer is in a box of this value, which outlives the list.
            unsafe { *NET_BUFFER_NEXT_NB(&raw mut *buffer) = next };
            next = &raw mut *buffer;
            it._frames.push(Frame {
                _buffer: buffer,
                _mdl: mdl,
                _bytes: bytes,
            });
        }
        let list = it.raw();
        // SAFETY: the list was made above.
        unsafe { *NET_BUFFER_LIST_FIRST_NB(list) = next };
        let id = ptr::without_provenance_mut(cancel);
        // SAFETY: the list is complete, and nobody else has it yet.
        unsafe { NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(list, id) };
        it
    }

    pub(super) fn raw(&mut self) -> PNET_BUFFER_LIST {
        &raw mut *self.list
    }

    /// How its sending ended.
    pub(super) fn status(&self) -> NDIS_STATUS {
        // SAFETY: the union holds a status once the miniport completed the list.
        unsafe { self.list.__bindgen_anon_2.Status }
    }
}

impl Miniport {
    /// Hands lists to the miniport, each of which becomes one `NET_BUFFER_LIST` of a chain. Those
    /// that it has not completed on return stay with it.
    pub(super) fn send(
        &self,
        kernel: &Kernel,
        lists: &[Vec<&[u8]>],
        cancel: usize,
    ) -> Vec<Outgoing> {
        let source = handle(self);
        let mut outgoing: Vec<Outgoing> = lists
            .iter()
            .map(|frames| Outgoing::new(source, cancel, frames))
            .collect();
        let mut first = ptr::null_mut();
        let mut addresses = Vec::new();
        for list in outgoing.iter_mut().rev() {
            // SAFETY: made above.
            unsafe { *NET_BUFFER_LIST_NEXT_NBL(list.raw()) = first };
            first = list.raw();
            addresses.push(first);
        }
        let state = self.state.get();
        let open = matches!(state, State::Running | State::Pausing);
        let routine = self.driver.handlers.SendNetBufferListsHandler;
        let (true, Some(routine)) = (open, routine) else {
            for list in &mut outgoing {
                list.list.__bindgen_anon_2.Status = NDIS_STATUS_PAUSED;
            }
            return outgoing;
        };
        // Until `MiniportPause` returns, a send may overtake it.
        let pausing = state == State::Pausing && self.knows_of_pause.get();
        self.sending
            .borrow_mut()
            .extend(addresses.into_iter().rev().map(|it| (it, pausing)));
        let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
        self.call(kernel, "MiniportSendNetBufferLists", || {
            // SAFETY: the driver registered it for this purpose; the chain stays until it is
            // completed.
            unsafe {
                routine(self.context.get(), first, 0, NDIS_SEND_FLAGS_DISPATCH_LEVEL);
            }
        });
        kernel.sched.lower_irql(before);
        outgoing
    }

    /// Whether the miniport still has the list to send.
    pub(super) fn is_sending(&self, list: PNET_BUFFER_LIST) -> bool {
        self.sending.borrow().iter().any(|(it, _)| *it == list)
    }

    /// `MiniportCancelSend`.
    pub(super) fn cancel_send(&self, kernel: &Kernel, cancel: usize) {
        let Some(routine) = self.driver.handlers.CancelSendHandler else {
            return;
        };
        self.call(kernel, "MiniportCancelSend", || {
            // SAFETY: `MiniportCancelSend` of this driver, with its own context.
            unsafe { routine(self.context.get(), ptr::without_provenance_mut(cancel)) }
        });
    }

    /// Gives the miniport back what it indicated.
    pub(super) fn return_received(&self, kernel: &Kernel) {
        let lists = self.received.take();
        let Some(routine) = self.driver.handlers.ReturnNetBufferListsHandler else {
            return;
        };
        let mut first = ptr::null_mut();
        for list in lists.into_iter().rev() {
            // SAFETY: the miniport's list, which it handed over.
            unsafe { *NET_BUFFER_LIST_NEXT_NBL(list) = first };
            first = list;
        }
        if first.is_null() {
            return;
        }
        let dispatch = kernel.sched.irql() == DISPATCH_LEVEL;
        let flags = if dispatch {
            NDIS_RETURN_FLAGS_DISPATCH_LEVEL
        } else {
            0
        };
        self.call(kernel, "MiniportReturnNetBufferLists", || {
            // SAFETY: the driver registered it for this purpose; the lists are its own.
            unsafe { routine(self.context.get(), first, flags) }
        });
    }

    /// Whether the packet filter lets a frame through.
    fn accepts(&self, frame: &[u8]) -> bool {
        let filter = self.filter.get();
        if filter & NDIS_PACKET_TYPE_PROMISCUOUS != 0 {
            return true;
        }
        let Some(destination) = frame.get(..6) else {
            return false;
        };
        if destination.iter().all(|byte| *byte == 0xFF) {
            return filter & NDIS_PACKET_TYPE_BROADCAST != 0;
        }
        if destination[0] & 1 != 0 {
            return filter & (NDIS_PACKET_TYPE_MULTICAST | NDIS_PACKET_TYPE_ALL_MULTICAST) != 0;
        }
        filter & NDIS_PACKET_TYPE_DIRECTED != 0
    }
}

/// The lists of a chain.
///
/// # Safety
/// `first` begins a chain of lists that ends with null.
unsafe fn chain(first: PNET_BUFFER_LIST) -> Vec<PNET_BUFFER_LIST> {
    let mut lists = Vec::new();
    let mut list = first;
    while !list.is_null() {
        // A chain that comes back to a list of itself has no end.
        if lists.contains(&list) {
            break;
        }
        lists.push(list);
        // SAFETY: by this function's contract.
        list = unsafe { *NET_BUFFER_LIST_NEXT_NBL(list) };
    }
    lists
}

/// A list that is about to be freed must not be in use.
pub(super) fn check_list_is_free(kernel: &Kernel, list: PNET_BUFFER_LIST) {
    let adapters = Ndis::of(kernel).adapters.borrow().clone();
    for adapter in adapters {
        let held = adapter.received.borrow().contains(&list);
        kernel.check(!held, &rules::NDIS_RECEIVE_IN_USE, || {
            format!(
                "NdisFreeNetBufferList: the drivers above have the list at {list:p}, which {} \
                 indicated; MiniportReturnNetBufferLists gets it back",
                adapter.instance
            )
        });
    }
}

#[abi(enter, no_mangle)]
unsafe fn NdisMSendNetBufferListsComplete(
    MiniportAdapterHandle: NDIS_HANDLE,
    NetBufferList: PNET_BUFFER_LIST,
    SendCompleteFlags: ULONG,
) {
    let kernel = Kernel::current();
    let adapter = state::miniport(
        &kernel,
        MiniportAdapterHandle,
        "NdisMSendNetBufferListsComplete",
    );
    check_flags(
        &kernel,
        SendCompleteFlags & NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL,
        "NdisMSendNetBufferListsComplete",
    );
    // SAFETY: the miniport passes a chain of lists.
    for list in unsafe { chain(NetBufferList) } {
        let mut sending = adapter.sending.borrow_mut();
        let found = sending.iter().position(|(it, _)| *it == list);
        let Some(position) = found else {
            drop(sending);
            kernel.check(false, &rules::NDIS_SEND_COMPLETED_TWICE, || {
                format!(
                    "NdisMSendNetBufferListsComplete: {} does not have the list at {list:p}; it \
                     completed it already, or it never got it",
                    adapter.instance
                )
            });
            return;
        };
        let (_, while_pausing) = sending.remove(position);
        drop(sending);
        // SAFETY: one of the machine's own lists, which the miniport had until now.
        let status = unsafe { *NET_BUFFER_LIST_STATUS(list) };
        // It should be NDIS_STATUS_PAUSED; any other failure refuses the list as well.
        let sent = status == NDIS_STATUS_SUCCESS;
        kernel.check(!while_pausing || !sent, &rules::NDIS_SEND_PAUSED, || {
            format!(
                "{} got a list to send after MiniportPause and completed it with success; a \
                 pausing miniport sends nothing and completes new lists with NDIS_STATUS_PAUSED",
                adapter.instance
            )
        });
    }
}

/// A driver that says that it runs at `DISPATCH_LEVEL` must do so.
pub(super) fn check_flags(kernel: &Kernel, dispatch: ULONG, function: &str) {
    let irql = kernel.sched.irql();
    kernel.check(
        dispatch == 0 || irql == DISPATCH_LEVEL,
        &rules::NDIS_DISPATCH_FLAG,
        || format!("{function} was told that the IRQL is DISPATCH_LEVEL, and it is {irql}"),
    );
}

#[abi(enter, no_mangle)]
unsafe fn NdisMIndicateReceiveNetBufferLists(
    MiniportAdapterHandle: NDIS_HANDLE,
    NetBufferList: PNET_BUFFER_LIST,
    PortNumber: NDIS_PORT_NUMBER,
    NumberOfNetBufferLists: ULONG,
    ReceiveFlags: ULONG,
) {
    let kernel = Kernel::current();
    let function = "NdisMIndicateReceiveNetBufferLists";
    let adapter = state::miniport(&kernel, MiniportAdapterHandle, function);
    let _ = PortNumber;
    check_flags(
        &kernel,
        ReceiveFlags & NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL,
        function,
    );
    let open = matches!(adapter.state.get(), State::Running | State::Pausing);
    kernel.check(open, &rules::NDIS_INDICATE_PAUSED, || {
        format!(
            "{function}: {} is {:?}; a miniport indicates lists between MiniportRestart and the \
             end of its pause",
            adapter.instance,
            adapter.state.get()
        )
    });
    // SAFETY: the miniport passes a chain of lists.
    let lists = unsafe { chain(NetBufferList) };
    let count = lists.len();
    kernel.check(
        count == NumberOfNetBufferLists as usize,
        &rules::NDIS_RECEIVE_COUNT,
        || format!("{function} was told of {NumberOfNetBufferLists} lists, and there are {count}"),
    );
    let keeps = ReceiveFlags & NDIS_RECEIVE_FLAGS_RESOURCES == 0;
    for list in &lists {
        let in_use = adapter.received.borrow().contains(list);
        kernel.check(!in_use, &rules::NDIS_RECEIVE_IN_USE, || {
            format!(
                "{function}: the drivers above have the list at {list:p} already; {} indicates it \
                 again before MiniportReturnNetBufferLists got it back",
                adapter.instance
            )
        });
        if in_use {
            return;
        }
        // SAFETY: a list of the miniport.
        let mut buffer = unsafe { *NET_BUFFER_LIST_FIRST_NB(*list) };
        while !buffer.is_null() {
            // SAFETY: a buffer of the list, with its data.
            let frame = unsafe { list::bytes(buffer) };
            if open && adapter.accepts(&frame) {
                adapter.inbox.borrow_mut().push_back(frame);
            }
            // SAFETY: a buffer of a list that is in use links to the next one or to null.
            buffer = unsafe { *NET_BUFFER_NEXT_NB(buffer) };
        }
        if keeps {
            adapter.received.borrow_mut().push(*list);
        }
    }
    if keeps && !adapter.holds.get() {
        adapter.return_received(&kernel);
    }
}
