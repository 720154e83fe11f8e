//! Packets as drivers see them: `NET_BUFFER_LIST`s, their clones, and the data of streams.
#![expect(unsafe_code, reason = "packets are structures that drivers share")]

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    mem,
    ops::{Deref, DerefMut},
    ptr, slice,
};

use wdk_sys::{
    BOOLEAN, MDL, MDL_SOURCE_IS_NONPAGED_POOL, NDIS_HANDLE, NET_BUFFER, NET_BUFFER_LIST, NTSTATUS,
    PNET_BUFFER_LIST, PVOID, SIZE_T, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, ULONG, abi, wfp::FWPS_STREAM_DATA0,
};

use super::raw::Zeroed;
use super::state::FilterEngine;
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        fault::Kind,
    },
    nt::kernel::Kernel,
    wfp::rules,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpsAllocateCloneNetBufferList0: partial(
        "copies the data, of the first NET_BUFFER only; pools and flags are ignored"
    ),
    FwpsFreeCloneNetBufferList0: full,
    FwpsReferenceNetBufferList0: full,
    FwpsDereferenceNetBufferList0: full,
    FwpsCopyStreamDataToBuffer0: partial("dataOffset is ignored"),
);

/// A packet of one buffer: the structures, and the memory they describe.
pub(crate) struct Packet {
    list: Box<NET_BUFFER_LIST>,
    buffer: Box<NET_BUFFER>,
    mdl: Box<MDL>,
    bytes: Vec<u8>,
}

impl Packet {
    /// A packet of `bytes`, of which drivers see those from `offset` on.
    pub(crate) fn new(bytes: Vec<u8>, offset: usize) -> Self {
        let list = Box::new(Zeroed::zeroed());
        let buffer = Box::new(Zeroed::zeroed());
        let mdl = Box::new(Zeroed::zeroed());
        let mut packet = Self {
            list,
            buffer,
            mdl,
            bytes,
        };
        let base = packet.bytes.as_mut_ptr();
        packet.mdl.MdlFlags = MDL_SOURCE_IS_NONPAGED_POOL as i16;
        packet.mdl.MappedSystemVa = base.cast();
        packet.mdl.ByteOffset = (base.addr() & 0xFFF) as u32;
        packet.mdl.StartVa = base.wrapping_byte_sub(base.addr() & 0xFFF).cast();
        packet.mdl.ByteCount = packet.bytes.len() as u32;
        packet.list.__bindgen_anon_1.__bindgen_anon_1.FirstNetBuffer = &raw mut *packet.buffer;
        packet.buffer.__bindgen_anon_1.__bindgen_anon_1.MdlChain = &raw mut *packet.mdl;
        packet.buffer.__bindgen_anon_1.__bindgen_anon_1.CurrentMdl = &raw mut *packet.mdl;
        packet.show_from(offset);
        packet
    }

    /// Lets drivers see the bytes from `offset` on.
    pub(crate) fn show_from(&mut self, offset: usize) {
        let length = self.bytes.len() - offset.min(self.bytes.len());
        let data = &mut self.buffer.__bindgen_anon_1;
        data.__bindgen_anon_1.CurrentMdlOffset = offset as u32;
        data.__bindgen_anon_1.DataOffset = offset as u32;
        data.__bindgen_anon_1.__bindgen_anon_1.DataLength = length as u32;
    }

    /// The list that drivers get.
    pub(crate) fn list(&mut self) -> PNET_BUFFER_LIST {
        &raw mut *self.list
    }

    /// Everything, headers included.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The bytes that a list describes.
///
/// # Safety
/// `list` is an allocated list with allocated buffers.
unsafe fn contents(list: *const NET_BUFFER_LIST) -> Vec<u8> {
    let mut bytes = Vec::new();
    // SAFETY: the caller says so.
    let header = unsafe { &*list };
    // SAFETY: of a list that is in use this member is set.
    let mut buffer = unsafe { header.__bindgen_anon_1.__bindgen_anon_1 }.FirstNetBuffer;
    while !buffer.is_null() {
        // SAFETY: not null, and part of a list that is in use.
        let current = unsafe { &*buffer };
        // SAFETY: of a buffer that is in use this member is set.
        let data = unsafe { current.__bindgen_anon_1.__bindgen_anon_1 };
        // SAFETY: both members are the length.
        let mut left = unsafe { data.__bindgen_anon_1.DataLength } as usize;
        let (mut mdl, mut offset) = (data.CurrentMdl, data.CurrentMdlOffset as usize);
        while left > 0 && !mdl.is_null() {
            // SAFETY: not null, and part of the buffer's chain.
            let part = unsafe { &*mdl };
            let length = left.min((part.ByteCount as usize).saturating_sub(offset));
            let start = part.MappedSystemVa.cast::<u8>().wrapping_add(offset);
            // SAFETY: an MDL of a packet is mapped for its byte count.
            bytes.extend_from_slice(unsafe { slice::from_raw_parts(start, length) });
            (left, offset, mdl) = (left - length, 0, part.Next);
        }
        buffer = data.Next;
    }
    bytes
}

/// A copy of a packet's memory, and where in it the data begins. Unlike Windows', a clone has its
/// own copy of the data, so it stays good whatever becomes of the original.
///
/// # Safety
/// `list` is an allocated list with an allocated buffer.
unsafe fn whole(list: *const NET_BUFFER_LIST) -> Option<(Vec<u8>, usize)> {
    // SAFETY: the caller says so.
    let header = unsafe { &*list };
    // SAFETY: of a list that is in use this member is set.
    let buffer = unsafe { header.__bindgen_anon_1.__bindgen_anon_1 }.FirstNetBuffer;
    // SAFETY: null, or a live buffer.
    let buffer = unsafe { buffer.as_ref() }?;
    // SAFETY: of a buffer that is in use this member is set.
    let data = unsafe { buffer.__bindgen_anon_1.__bindgen_anon_1 };
    let mut bytes = Vec::new();
    let mut mdl = data.MdlChain;
    while !mdl.is_null() {
        // SAFETY: the chain of a live buffer.
        let part = unsafe { &*mdl };
        let start = part.MappedSystemVa.cast::<u8>();
        // SAFETY: an MDL of a packet is mapped for its byte count.
        bytes.extend_from_slice(unsafe { slice::from_raw_parts(start, part.ByteCount as usize) });
        mdl = part.Next;
    }
    // SAFETY: both members are the length.
    let length = unsafe { data.__bindgen_anon_1.DataLength } as usize;
    let offset = data.DataOffset as usize;
    bytes.truncate(offset + length);
    Some((bytes, offset))
}

/// A clone that a driver has.
struct Clone {
    packet: Packet,
    driver: DriverId,
}

/// A packet on its way through the layers. At the end of the way its memory goes, unless a driver
/// has referenced the list.
pub(crate) struct Passing<'a> {
    kernel: &'a Kernel,
    packet: Packet,
}

impl<'a> Passing<'a> {
    /// A packet of `bytes`, all of which drivers see.
    pub(crate) fn new(kernel: &'a Kernel, bytes: Vec<u8>) -> Self {
        let mut packet = Packet::new(bytes, 0);
        let packets = &FilterEngine::of(kernel).packets;
        packets.passing.borrow_mut().insert(packet.list().addr());
        Self { kernel, packet }
    }
}

impl Deref for Passing<'_> {
    type Target = Packet;

    fn deref(&self) -> &Packet {
        &self.packet
    }
}

impl DerefMut for Passing<'_> {
    fn deref_mut(&mut self) -> &mut Packet {
        &mut self.packet
    }
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        let packets = &FilterEngine::of(self.kernel).packets;
        let list = self.packet.list().addr();
        packets.passing.borrow_mut().remove(&list);
        if packets.references.borrow().contains_key(&list) {
            let packet = mem::replace(&mut self.packet, Packet::new(Vec::new(), 0));
            packets.kept.borrow_mut().insert(list, packet);
        }
    }
}

/// The packets that drivers hold.
#[derive(Default)]
pub(crate) struct Packets {
    clones: RefCell<BTreeMap<usize, Clone>>,
    /// The lists that are on their way.
    passing: RefCell<BTreeSet<usize>>,
    /// Lists that drivers have referenced: who holds each reference.
    references: RefCell<BTreeMap<usize, Vec<DriverId>>>,
    /// Packets at the end of their way, or freed clones, that are still referenced.
    kept: RefCell<BTreeMap<usize, Packet>>,
    /// The packet that is being classified and was injected: its list and who injected it.
    pub(crate) injected: Cell<Option<(usize, (usize, usize))>>,
}

impl Packets {
    /// How many clones the driver has not freed.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let clones = self.clones.borrow();
        clones.values().filter(|it| it.driver == driver).count()
    }

    /// How many references to lists the driver has not given back.
    pub(crate) fn referenced_by(&self, driver: DriverId) -> usize {
        let references = self.references.borrow();
        references
            .values()
            .flatten()
            .filter(|it| **it == driver)
            .count()
    }

    /// Whether the list's memory is there.
    fn is_alive(&self, list: usize) -> bool {
        self.passing.borrow().contains(&list)
            || self.kept.borrow().contains_key(&list)
            || self.clones.borrow().contains_key(&list)
    }

    /// A copy of the bytes of a clone.
    pub(crate) fn clone_bytes(&self, list: PNET_BUFFER_LIST) -> Option<Vec<u8>> {
        let clones = self.clones.borrow();
        clones.contains_key(&list.addr()).then(|| {
            // SAFETY: a clone's structures are alive until it is freed.
            unsafe { contents(list) }
        })
    }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsAllocateCloneNetBufferList0(
    originalNetBufferList: Struct<NET_BUFFER_LIST>,
    _netBufferListPoolHandle: NDIS_HANDLE,
    _netBufferPoolHandle: NDIS_HANDLE,
    _allocateCloneFlags: ULONG,
    netBufferList: Out<PNET_BUFFER_LIST>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if kernel.fails(Kind::Pool) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: the driver passes a live list.
    let Some((bytes, offset)) = (unsafe { whole(originalNetBufferList.raw()) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let mut packet = Packet::new(bytes, offset);
    packet.list.ParentNetBufferList = originalNetBufferList.raw();
    let list = packet.list();
    let clone = Clone {
        packet,
        driver: kernel.current_driver(),
    };
    FilterEngine::of(&kernel)
        .packets
        .clones
        .borrow_mut()
        .insert(list.addr(), clone);
    originalNetBufferList.get().ChildRefCount += 1;
    netBufferList.write(list);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpsFreeCloneNetBufferList0(netBufferList: PNET_BUFFER_LIST, _freeCloneFlags: ULONG) {
    let kernel = Kernel::current();
    let freed = FilterEngine::of(&kernel)
        .packets
        .clones
        .borrow_mut()
        .remove(&netBufferList.addr());
    kernel.check(freed.is_some(), &rules::CLONE_FREED, || {
        format!("the packet at {netBufferList:p} is no clone, or was freed before")
    });
    let Some(mut clone) = freed else {
        return;
    };
    let packets = &FilterEngine::of(&kernel).packets;
    let parent = clone.packet.list.ParentNetBufferList;
    if packets.is_alive(parent.addr()) {
        // SAFETY: the original's memory is there, as just looked up.
        unsafe { (*parent).ChildRefCount -= 1 };
    }
    let list = clone.packet.list().addr();
    if packets.references.borrow().contains_key(&list) {
        packets.kept.borrow_mut().insert(list, clone.packet);
    }
}

#[abi(enter, no_mangle)]
fn FwpsReferenceNetBufferList0(netBufferList: PNET_BUFFER_LIST, _intendToModify: BOOLEAN) {
    let kernel = Kernel::current();
    let packets = &FilterEngine::of(&kernel).packets;
    let list = netBufferList.addr();
    kernel.check(packets.is_alive(list), &rules::REFERENCE, || {
        format!("FwpsReferenceNetBufferList0: {netBufferList:p} is no packet, or is gone")
    });
    let mut references = packets.references.borrow_mut();
    references
        .entry(list)
        .or_default()
        .push(kernel.current_driver());
}

#[abi(enter, no_mangle)]
fn FwpsDereferenceNetBufferList0(netBufferList: PNET_BUFFER_LIST, _dispatchLevel: BOOLEAN) {
    let kernel = Kernel::current();
    let packets = &FilterEngine::of(&kernel).packets;
    let list = netBufferList.addr();
    let taken = {
        let mut references = packets.references.borrow_mut();
        let holders = references.get_mut(&list);
        let driver = kernel.current_driver();
        let taken = holders.is_some_and(|holders| {
            let own = holders.iter().position(|holder| *holder == driver);
            own.map(|own| holders.swap_remove(own)).is_some()
        });
        references.retain(|_, holders| !holders.is_empty());
        taken
    };
    kernel.check(taken, &rules::REFERENCE, || {
        format!("FwpsDereferenceNetBufferList0: the driver has no reference to {netBufferList:p}")
    });
    if !packets.references.borrow().contains_key(&list) {
        packets.kept.borrow_mut().remove(&list);
    }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsCopyStreamDataToBuffer0(
    calloutStreamData: Struct<FWPS_STREAM_DATA0>,
    buffer: PVOID,
    bytesToCopy: SIZE_T,
    bytesCopied: Out<SIZE_T>,
) {
    let data = calloutStreamData.get();
    let mut bytes = Vec::new();
    let mut list = data.netBufferListChain;
    while !list.is_null() {
        // SAFETY: the machine's own packet, or another of its chain.
        bytes.extend(unsafe { contents(list) });
        // SAFETY: as above.
        let header = unsafe { &*list };
        // SAFETY: of a list that is in use this member is set.
        list = unsafe { header.__bindgen_anon_1.__bindgen_anon_1 }.Next;
    }
    bytes.truncate(data.dataLength as usize);
    let length = bytes.len().min(bytesToCopy as usize);
    // SAFETY: the driver's buffer has room for what it asks for.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.cast(), length) };
    bytesCopied.write(length as SIZE_T);
}
