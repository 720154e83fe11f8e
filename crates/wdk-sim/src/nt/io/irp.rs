//! Request packets: where they come from and where they go.
#![expect(unsafe_code, reason = "packets are raw memory with a prefix of ours")]

use std::{
    alloc::{self, Layout},
    cell::{Cell, RefCell},
    collections::VecDeque,
    ptr::{self, NonNull},
    rc::Rc,
};

use wdk_sys::{
    IO_STACK_LOCATION, IO_TYPE_IRP, IRP, LIST_ENTRY, PFILE_OBJECT, PIRP, SL_INVOKE_ON_CANCEL,
    SL_INVOKE_ON_ERROR, SL_INVOKE_ON_SUCCESS,
};

use super::{
    operation::Operation,
    raw::{Device, Irp},
};
use crate::engine::addresses::{Addresses, Kind};

/// `AllocationFlags` of packets that came from [`IrpPool`].
const FROM_POOL: u8 = 0x04;
/// Packets with up to this many stack locations are kept for reuse.
const KEPT: usize = 16;
/// Freed packets that are quarantined before they are used again, when the verifier is on.
const QUARANTINE: usize = 32;

/// Who gets the result of a packet that has passed all drivers.
#[derive(Clone, Default)]
pub(crate) enum Origin {
    /// The driver that allocated it, through its completion routine.
    #[default]
    Driver,
    /// Whoever waits for the event and the status block in the packet.
    Waiter,
    /// A user-mode operation.
    User(Rc<Operation>),
}

/// What the I/O manager keeps about a packet, in front of it.
#[repr(align(16))]
pub(crate) struct Prefix {
    pub(crate) origin: RefCell<Origin>,
    /// Bytes that the requestor's output buffer takes.
    pub(crate) output: Cell<u32>,
    /// Whether the requestor reads `Information` whatever the status is.
    pub(crate) in_and_out: Cell<bool>,
    /// The file that the packet holds a reference on.
    pub(crate) file: Cell<PFILE_OBJECT>,
    pub(crate) in_use: Cell<bool>,
    /// In the trace; 0 until the trace names it.
    pub(super) number: Cell<u64>,
    layout: Layout,
}

/// The packets of a machine.
pub(crate) struct IrpPool {
    free: RefCell<[VecDeque<NonNull<Prefix>>; KEPT + 1]>,
    /// Every packet ever allocated that is not given back to the host.
    blocks: RefCell<Vec<NonNull<Prefix>>>,
    /// What readers see of where packets are.
    addresses: Rc<Addresses>,
    /// Whether freed packets are quarantined, so that late uses are found.
    quarantine: bool,
}

impl IrpPool {
    pub(crate) fn new(quarantine: bool, addresses: Rc<Addresses>) -> Self {
        Self {
            addresses,
            free: RefCell::new(std::array::from_fn(|_| VecDeque::new())),
            blocks: RefCell::default(),
            quarantine,
        }
    }

    /// A new packet with `stacks` stack locations.
    pub(crate) fn allocate(&self, stacks: i8) -> Option<Irp> {
        let count = usize::try_from(stacks).ok()?;
        let prefix = match self.recycled(count) {
            Some(prefix) => prefix,
            None => self.fresh(count)?,
        };
        // SAFETY: a prefix and its packet are one allocation.
        let irp = unsafe { prefix.add(1) }.cast::<IRP>();
        let size = packet_size(count);
        // SAFETY: the memory is this large, and free.
        unsafe { initialize(irp.as_ptr(), size, stacks) };
        // SAFETY: initialised above.
        let view = unsafe { Irp::new(irp.as_ptr()) }?;
        view.set_allocation_flags(FROM_POOL);
        // SAFETY: the prefix belongs to a packet of this pool.
        unsafe { prefix.as_ref() }.in_use.set(true);
        Some(view)
    }

    fn recycled(&self, count: usize) -> Option<NonNull<Prefix>> {
        let mut free = self.free.borrow_mut();
        let list = free.get_mut(count)?;
        if !self.quarantine {
            return list.pop_back();
        }
        if list.len() > QUARANTINE {
            list.pop_front()
        } else {
            None
        }
    }

    fn fresh(&self, count: usize) -> Option<NonNull<Prefix>> {
        let packet = Layout::from_size_align(packet_size(count), 16).ok()?;
        let (layout, offset) = Layout::new::<Prefix>().extend(packet).ok()?;
        debug_assert_eq!(offset, size_of::<Prefix>(), "a packet follows its prefix");
        // SAFETY: the layout has the size of a packet at least.
        let prefix = NonNull::new(unsafe { alloc::alloc_zeroed(layout) })?.cast::<Prefix>();
        let value = Prefix {
            origin: RefCell::default(),
            output: Cell::new(0),
            in_and_out: Cell::new(false),
            file: Cell::new(ptr::null_mut()),
            in_use: Cell::new(false),
            number: Cell::new(0),
            layout,
        };
        // SAFETY: allocated above.
        unsafe { prefix.write(value) };
        let start = prefix.addr().get() + offset;
        self.addresses
            .add(Kind::Object, start..start + packet_size(count));
        self.blocks.borrow_mut().push(prefix);
        Some(prefix)
    }

    /// Takes a packet back.
    pub(crate) fn free(&self, irp: Irp) {
        let Some(prefix) = irp.prefix() else {
            irp.set_kind(0);
            return;
        };
        irp.set_kind(0);
        prefix.in_use.set(false);
        prefix.number.set(0);
        prefix.origin.replace(Origin::Driver);
        prefix.in_and_out.set(false);
        prefix.output.set(0);
        prefix.file.set(ptr::null_mut());
        let count = usize::try_from(irp.stack_count()).unwrap_or(usize::MAX);
        if let Some(list) = self.free.borrow_mut().get_mut(count) {
            list.push_back(NonNull::from(prefix));
        }
    }

    /// The packets that were allocated and not freed.
    pub(crate) fn in_use(&self) -> Vec<PIRP> {
        let blocks = self.blocks.borrow();
        blocks
            .iter()
            // SAFETY: blocks are freed when the pool is dropped.
            .filter(|prefix| unsafe { prefix.as_ref() }.in_use.get())
            // SAFETY: a packet follows its prefix.
            .map(|prefix| unsafe { prefix.add(1) }.as_ptr().cast())
            .collect()
    }
}

impl IrpPool {
    /// The packets that drivers have: sent, and not completed.
    pub(crate) fn pending(&self) -> Vec<Irp> {
        let in_use = self.in_use().into_iter();
        in_use
            // SAFETY: packets in use are initialised.
            .filter_map(|irp| unsafe { Irp::new(irp) })
            .filter(|irp| irp.location() >= 1 && irp.location() <= irp.stack_count())
            .collect()
    }
}

impl Drop for IrpPool {
    fn drop(&mut self) {
        for prefix in self.blocks.take() {
            // SAFETY: the machine ends; nobody uses its packets any more.
            let layout = unsafe { prefix.as_ref() }.layout;
            // SAFETY: dropped once.
            unsafe { prefix.drop_in_place() };
            // SAFETY: allocated with this layout.
            unsafe { alloc::dealloc(prefix.as_ptr().cast(), layout) };
        }
    }
}

impl Irp {
    /// What the I/O manager keeps about the packet; `None` for one in a driver's own memory.
    #[inline]
    pub(crate) fn prefix<'a>(self) -> Option<&'a Prefix> {
        if self.allocation_flags() & FROM_POOL == 0 {
            return None;
        }
        let prefix = self.raw().cast::<Prefix>().wrapping_sub(1);
        // SAFETY: the flag is set on packets of the pool only, which a prefix precedes.
        Some(unsafe { &*prefix })
    }

    /// Whether the packet belongs to a user-mode operation.
    pub(crate) fn is_of_user(self) -> bool {
        let prefix = self.prefix();
        prefix.is_some_and(|prefix| matches!(*prefix.origin.borrow(), Origin::User(_)))
    }

    /// The device that has the packet, which is on its way.
    pub(crate) fn device(self) -> Option<Device> {
        // SAFETY: who has sent the packet has written a device to its stack location.
        unsafe { Device::new(self.current().device()) }
    }

    /// Whether all drivers are done with the packet.
    #[inline]
    pub(crate) fn is_completed(self) -> bool {
        self.location() > self.stack_count() + 1
    }

    /// Copies the current stack location into the next one, without the completion routine.
    pub(crate) fn copy_current_to_next(self) {
        let (current, next) = (self.current(), self.next_stack());
        // SAFETY: a packet that is forwarded has a next location.
        unsafe { ptr::copy_nonoverlapping(current.raw(), next.raw(), 1) };
        next.set_completion(None);
        next.set_control(0);
    }

    /// Sets the completion routine of the next lower driver's stack location.
    pub(crate) fn set_completion(
        self,
        routine: wdk_sys::PIO_COMPLETION_ROUTINE,
        context: wdk_sys::PVOID,
    ) {
        let next = self.next_stack();
        next.set_completion(routine);
        next.set_context(context);
        next.set_control((SL_INVOKE_ON_SUCCESS | SL_INVOKE_ON_ERROR | SL_INVOKE_ON_CANCEL) as u8);
    }
}

/// Bytes of a packet with `stacks` stack locations.
pub(crate) const fn packet_size(stacks: usize) -> usize {
    size_of::<IRP>() + stacks * size_of::<IO_STACK_LOCATION>()
}

/// Makes `size` bytes at `irp` a packet.
///
/// # Safety
/// The memory is that large and belongs to the caller.
pub(crate) unsafe fn initialize(irp: PIRP, size: usize, stacks: i8) {
    // SAFETY: by this function's contract.
    unsafe { irp.cast::<u8>().write_bytes(0, size) };
    // SAFETY: the memory was cleared above, which makes every field valid.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        return;
    };
    irp.set_kind(IO_TYPE_IRP as i16);
    irp.set_size(size as u16);
    irp.set_stack_count(stacks);
    irp.set_location(stacks + 1);
    irp.set_stack_pointer(irp.stack_at(stacks + 1).raw());
    let link = irp.link();
    irp.set_thread_entry(LIST_ENTRY {
        Flink: link,
        Blink: link,
    });
}

/// Makes a packet as new for its owner to send again.
pub(crate) fn reuse(irp: Irp, status: wdk_sys::NTSTATUS) {
    let (size, stacks) = (usize::from(irp.size()), irp.stack_count());
    let flags = irp.allocation_flags();
    // SAFETY: the packet is this large, and its owner has it back.
    unsafe { initialize(irp.raw(), size, stacks) };
    irp.set_allocation_flags(flags);
    irp.set_status(status);
    if let Some(prefix) = irp.prefix() {
        prefix.number.set(0);
    }
}
