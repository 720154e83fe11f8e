//! The kernel's pool: blocks of driver memory, each with a tag, an owner and the calls that
//! allocated it.
//!
//! Blocks come from slabs of one size class. What is known of a block lies beside the slab, never
//! in it, so a driver that writes past its block breaks neither the pool nor the report.

mod large;
mod slab;
mod special;

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    fmt,
    ops::Range,
    rc::Rc,
};

use crate::engine::{
    addresses::{Addresses, Kind},
    driver::DriverId,
    error::Frame,
    repeat::Backtrace,
};
use large::LargeBlocks;
use slab::{Slabs, guard_bytes};
use special::SpecialBlocks;

/// Blocks of this size and more begin on a page.
const PAGE: usize = 4096;
/// What uninitialised memory holds when the verifier is on.
const FRESH: u8 = 0xCD;
/// What freed memory holds when the verifier is on.
const FREED: u8 = 0xDD;
/// What lies behind a block when the verifier is on.
const GUARD: u8 = 0xFB;
/// Freed blocks that are kept from being used again when the verifier is on.
const QUARANTINE: usize = 512;

/// A pool tag: four characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub u32);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.to_le_bytes() {
            let shown = if byte.is_ascii_graphic() || byte == b' ' {
                byte
            } else {
                b'.'
            };
            write!(f, "{}", shown as char)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{self}'")
    }
}

/// The first bytes that are what a block holds before anything is written to it, or after it was freed.
pub(crate) fn stale(bytes: &[u8]) -> Option<Range<usize>> {
    /// Shorter runs are data by chance.
    const SHORTEST: usize = 8;
    let mut start = 0;
    for run in bytes.chunk_by(|byte, next| byte == next) {
        let end = start + run.len();
        if run.len() >= SHORTEST && (run[0] == FRESH || run[0] == FREED) {
            return Some(start..end);
        }
        start = end;
    }
    None
}

/// The properties of a block to be allocated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) bytes: usize,
    pub(crate) tag: Tag,
    pub(crate) paged: bool,
    pub(crate) zeroed: bool,
    pub(crate) special: bool,
}

/// What is known of a block.
#[derive(Clone, Debug)]
struct Block {
    bytes: u32,
    tag: Tag,
    state: State,
    paged: bool,
    owner: DriverId,
    serial: u64,
    calls: Option<Rc<[&'static str]>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Free,
    Live,
    Quarantined,
}

impl Block {
    const FREE: Self = Self {
        bytes: 0,
        tag: Tag(0),
        state: State::Free,
        paged: false,
        owner: DriverId::KERNEL,
        serial: 0,
        calls: None,
    };
}

/// Which part of the pool a block is from.
#[derive(Clone, Copy)]
enum Place {
    Slab,
    Large,
    Special,
}

/// A freed block that was written to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Damage {
    pub(crate) address: usize,
    pub(crate) offset: usize,
    pub(crate) tag: Tag,
}

/// Why a block cannot be freed.
#[derive(Debug)]
pub(crate) enum FreeError {
    /// No block of the pool begins there.
    NotABlock,
    /// It is free already; who allocated it, if that is still known.
    Twice { tag: Tag },
    /// It has another tag.
    WrongTag { tag: Tag },
    /// Something was written behind its end, at this offset. The block is freed.
    Overrun {
        tag: Tag,
        bytes: usize,
        offset: usize,
    },
}

/// A block that is still allocated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Allocation {
    /// Where it is.
    pub address: u64,
    /// The requested size.
    pub bytes: usize,
    /// Its tag.
    pub tag: Tag,
    /// From paged pool.
    pub paged: bool,
    /// The driver that allocated it.
    pub driver: String,
    /// The callbacks and functions that were open, outermost first.
    pub calls: Vec<&'static str>,
    /// The calls that allocated it, innermost first, where [`WDK_BACKTRACE`](crate::BACKTRACE)
    /// asks for them: looking at the stack takes longer than allocating.
    pub stack: Vec<Frame>,
}

impl fmt::Display for Allocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            address,
            bytes,
            tag,
            driver,
            ..
        } = self;
        write!(f, "{bytes} bytes at {address:#x}, tag '{tag}', of {driver}")?;
        if !self.calls.is_empty() {
            write!(f, ", allocated in {}", self.calls.join(" > "))?;
        }
        Ok(())
    }
}

/// How much of the pool is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatistics {
    /// Bytes that drivers and the kernel hold.
    pub bytes: usize,
    /// Blocks that they hold.
    pub blocks: usize,
    /// The most bytes that were ever held at once.
    pub peak_bytes: usize,
    /// Blocks that were ever allocated.
    pub allocations: u64,
}

pub(crate) struct Pool {
    addresses: Rc<Addresses>,
    stack_of_caller: fn() -> Vec<Frame>,
    verified: bool,
    always_special: bool,
    slabs: RefCell<Slabs>,
    large: RefCell<LargeBlocks>,
    special: RefCell<SpecialBlocks>,
    quarantine: RefCell<VecDeque<usize>>,
    damaged: RefCell<Vec<Damage>>,
    /// The calls that allocated the block at an address, where they are wanted.
    stacks: RefCell<HashMap<usize, Vec<Frame>>>,
    statistics: Cell<PoolStatistics>,
}

impl Pool {
    /// `stack_of_caller` gives the calls that led to an allocation.
    pub(crate) fn new(
        addresses: Rc<Addresses>,
        verified: bool,
        special: bool,
        stack_of_caller: fn() -> Vec<Frame>,
    ) -> Self {
        Self {
            slabs: RefCell::new(Slabs::new(Rc::clone(&addresses))),
            addresses,
            stack_of_caller,
            verified,
            always_special: special,
            large: RefCell::new(LargeBlocks::new()),
            special: RefCell::new(SpecialBlocks::new()),
            quarantine: RefCell::new(VecDeque::new()),
            damaged: RefCell::new(Vec::new()),
            stacks: RefCell::default(),
            statistics: Cell::new(PoolStatistics::default()),
        }
    }

    pub(crate) fn statistics(&self) -> PoolStatistics {
        self.statistics.get()
    }

    /// Allocates, or returns null when there is no memory.
    pub(crate) fn allocate(
        &self,
        request: Request,
        owner: DriverId,
        calls: impl FnOnce() -> Rc<[&'static str]>,
    ) -> *mut u8 {
        let mut statistics = self.statistics.get();
        let block = Block {
            bytes: u32::try_from(request.bytes).unwrap_or(u32::MAX),
            tag: request.tag,
            state: State::Live,
            paged: request.paged,
            owner,
            serial: statistics.allocations,
            calls: self.verified.then(calls),
        };
        let fill = match (request.zeroed, self.verified) {
            (true, _) => Some(0),
            (false, true) => Some(FRESH),
            (false, false) => None,
        };
        let address = if request.special || self.always_special {
            let mut special = self.special.borrow_mut();
            let address = special.allocate(request.bytes, block, fill);
            if let Some(pages) = special.pages(address as usize) {
                self.addresses.add(Kind::Pool, pages);
            }
            address
        } else if request.bytes >= PAGE {
            let address = self.large.borrow_mut().allocate(request.bytes, block, fill);
            if !address.is_null() {
                let start = address as usize;
                self.addresses.add(Kind::Pool, start..start + request.bytes);
            }
            address
        } else {
            let guard = if self.verified { guard_bytes() } else { 0 };
            self.slabs
                .borrow_mut()
                .allocate(request.bytes, guard, block, fill)
        };
        if !address.is_null() {
            statistics.bytes += request.bytes;
            statistics.blocks += 1;
            statistics.allocations += 1;
            statistics.peak_bytes = statistics.peak_bytes.max(statistics.bytes);
            self.statistics.set(statistics);
            if Backtrace::asked() >= Backtrace::Allocations && owner != DriverId::KERNEL {
                let stack = (self.stack_of_caller)();
                self.stacks.borrow_mut().insert(address as usize, stack);
            }
        }
        address
    }

    /// Frees the block at `address`; a `tag` of `None` fits every block.
    ///
    /// # Errors
    /// See [`FreeError`]; the block stays as it is, but for an overrun.
    pub(crate) fn free(&self, address: *mut u8, tag: Option<Tag>) -> Result<(), FreeError> {
        let address = address as usize;
        let Some((place, block)) = self.find(address) else {
            return Err(FreeError::NotABlock);
        };
        if block.state != State::Live {
            return Err(FreeError::Twice { tag: block.tag });
        }
        if tag.is_some_and(|tag| tag != block.tag) {
            return Err(FreeError::WrongTag { tag: block.tag });
        }
        let bytes = block.bytes as usize;
        let mut statistics = self.statistics.get();
        statistics.bytes -= bytes;
        statistics.blocks -= 1;
        self.statistics.set(statistics);
        let overrun = self.give_back(place, address, bytes);
        match overrun {
            Some(offset) => Err(FreeError::Overrun {
                tag: block.tag,
                bytes,
                offset,
            }),
            None => Ok(()),
        }
    }

    /// Frees a block that is there; says where behind its end something was written.
    fn give_back(&self, place: Place, address: usize, bytes: usize) -> Option<usize> {
        match place {
            Place::Special => {
                if let Some(unmapped) = self.special.borrow_mut().free(address) {
                    self.addresses.give_back(unmapped);
                }
            }
            Place::Large => {
                self.large.borrow_mut().free(address);
                self.addresses.give_back(address);
            }
            Place::Slab if !self.verified => self.slabs.borrow_mut().free(address),
            Place::Slab => {
                let mut slabs = self.slabs.borrow_mut();
                let overrun = slabs.quarantine(address, bytes);
                let mut quarantine = self.quarantine.borrow_mut();
                quarantine.push_back(address);
                if quarantine.len() > QUARANTINE
                    && let Some(oldest) = quarantine.pop_front()
                {
                    self.note_damage(oldest, &slabs);
                    slabs.free(oldest);
                }
                return overrun;
            }
        }
        None
    }

    fn note_damage(&self, address: usize, slabs: &Slabs) {
        if let Some((offset, tag)) = slabs.written_after_free(address) {
            let damage = Damage {
                address,
                offset,
                tag,
            };
            self.damaged.borrow_mut().push(damage);
        }
    }

    /// Freed blocks that were written to, as far as they have been looked at.
    pub(crate) fn take_damage(&self) -> Vec<Damage> {
        self.damaged.take()
    }

    /// Looks at the freed blocks that are still in quarantine.
    pub(crate) fn inspect_quarantine(&self) {
        let slabs = self.slabs.borrow();
        for address in self.quarantine.borrow().iter() {
            self.note_damage(*address, &slabs);
        }
    }

    fn find(&self, address: usize) -> Option<(Place, Block)> {
        if let Some(block) = self.slabs.borrow().find(address) {
            return Some((Place::Slab, block.clone()));
        }
        if let Some(block) = self.large.borrow().find(address) {
            return Some((Place::Large, block.clone()));
        }
        let special = self.special.borrow();
        special
            .find(address)
            .map(|block| (Place::Special, block.clone()))
    }

    /// Size of the block that begins at `address`, and whether it is paged.
    pub(crate) fn size_of(&self, address: usize) -> Option<(usize, bool)> {
        let (_, block) = self.find(address)?;
        (block.state == State::Live).then_some((block.bytes as usize, block.paged))
    }

    /// What is known of the block that contains `address`, for reports of faults: its tag, its
    /// first byte, its size and whether it is freed.
    pub(crate) fn describe(&self, address: usize) -> Option<String> {
        // A fault can come while the pool is being changed; then the block is not described.
        let special = self.special.try_borrow().ok()?;
        let (start, block) = special.around(address)?;
        let bytes = block.bytes as usize;
        let place = match address.checked_sub(start) {
            Some(offset) if offset < bytes => format!("{offset} bytes into"),
            Some(offset) => format!("{} bytes behind the end of", offset - bytes),
            None => format!("{} bytes before", start - address),
        };
        let state = if block.state == State::Live {
            "a"
        } else {
            "a freed"
        };
        Some(format!(
            "{place} {state} block of {bytes} bytes, tag '{}'",
            block.tag
        ))
    }

    /// The freed block that `address` lies in and that is kept with a pattern, in words. One of special pool
    /// faults by itself.
    pub(crate) fn freed_around(&self, address: usize) -> Option<String> {
        if self.quarantine.borrow().is_empty() {
            return None;
        }
        let slabs = self.slabs.borrow();
        let (start, block) = slabs.around(address)?;
        (block.state == State::Quarantined).then(|| {
            format!(
                "{} bytes into a freed block of {} bytes, tag '{}'",
                address - start,
                block.bytes,
                block.tag
            )
        })
    }

    /// Whether the special-pool block around `address` was freed; `None` when there is none.
    pub(crate) fn is_freed(&self, address: usize) -> Option<bool> {
        let special = self.special.try_borrow().ok()?;
        special
            .around(address)
            .map(|(_, block)| block.state != State::Live)
    }

    /// What blocks hold that are allocated, or were freed lately: their addresses and bytes.
    pub(crate) fn contents(&self) -> Vec<(usize, Vec<u8>)> {
        let slabs = self.slabs.borrow();
        let kept = slabs
            .iter()
            .filter(|(_, block)| block.state == State::Quarantined);
        let kept = kept.map(|(address, block)| (address, block.clone()));
        let blocks = self.live().into_iter().chain(kept);
        blocks
            .map(|(address, block)| (address, slab::copy(address, block.bytes as usize)))
            .collect()
    }

    /// The blocks that are still allocated, oldest first.
    fn live(&self) -> Vec<(usize, Block)> {
        let slabs = self.slabs.borrow();
        let large = self.large.borrow();
        let special = self.special.borrow();
        let mut live: Vec<(usize, Block)> = slabs
            .iter()
            .chain(large.iter())
            .chain(special.iter())
            .filter(|(_, block)| block.state == State::Live)
            .map(|(address, block)| (address, block.clone()))
            .collect();
        live.sort_by_key(|(_, block)| block.serial);
        live
    }

    /// The blocks that a driver, or any driver, still holds, oldest first.
    pub(crate) fn allocations(
        &self,
        driver: Option<DriverId>,
        name: impl Fn(DriverId) -> String,
    ) -> Vec<Allocation> {
        self.live()
            .into_iter()
            .filter(|(_, block)| match driver {
                Some(driver) => block.owner == driver,
                None => block.owner != DriverId::KERNEL,
            })
            .map(|(address, block)| Allocation {
                address: address as u64,
                bytes: block.bytes as usize,
                tag: block.tag,
                paged: block.paged,
                driver: name(block.owner),
                calls: block.calls.as_deref().unwrap_or_default().to_vec(),
                stack: self
                    .stacks
                    .borrow()
                    .get(&address)
                    .cloned()
                    .unwrap_or_default(),
            })
            .collect()
    }
}
