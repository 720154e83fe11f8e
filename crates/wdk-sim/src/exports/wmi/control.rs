//! Events and the collection of data: enabled for the first consumer, and disabled after the last one.
#![forbid(unsafe_code)]

use wdk_sys::{
    IRP_MN_DISABLE_COLLECTION, IRP_MN_DISABLE_EVENTS, IRP_MN_ENABLE_COLLECTION,
    IRP_MN_ENABLE_EVENTS, NTSTATUS, WMIREG_FLAG_EXPENSIVE, WNODE_FLAG_TRACED_GUID,
};

use super::{
    request,
    state::{Block, Provider, Wmi},
    wnode::{self, BlockId},
};
use crate::nt::kernel::Kernel;

/// What is enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Events,
    Collection,
    /// Events for the trace session with this handle.
    Trace(u64),
}

impl What {
    fn minor(self, enable: bool) -> u32 {
        match (self, enable) {
            (Self::Events | Self::Trace(_), true) => IRP_MN_ENABLE_EVENTS,
            (Self::Events | Self::Trace(_), false) => IRP_MN_DISABLE_EVENTS,
            (Self::Collection, true) => IRP_MN_ENABLE_COLLECTION,
            (Self::Collection, false) => IRP_MN_DISABLE_COLLECTION,
        }
    }

    /// Whether a block is told of it.
    fn concerns(self, block: &Block) -> bool {
        let registered = &block.registered;
        match self {
            Self::Events => !registered.is_traced(),
            Self::Trace(_) => registered.is_traced(),
            Self::Collection => registered.flags & WMIREG_FLAG_EXPENSIVE != 0,
        }
    }

    fn header(self, block: BlockId, enable: bool) -> Vec<u8> {
        match self {
            Self::Trace(logger) if enable => {
                wnode::tracing_header(block, WNODE_FLAG_TRACED_GUID, logger)
            }
            Self::Trace(_) => wnode::header(block, wnode::HEADER, WNODE_FLAG_TRACED_GUID),
            _ => wnode::header(block, wnode::HEADER, 0),
        }
    }
}

/// Tells one provider. A block that is not concerned has succeeded.
fn tell(kernel: &Kernel, provider: &Provider, block: &Block, what: What, enable: bool) -> NTSTATUS {
    if !what.concerns(block) {
        return 0;
    }
    let id = block.registered.block;
    let header = what.header(id, enable);
    request::about_block(kernel, provider, what.minor(enable), id, &header)
}

/// Tells all providers of a block.
///
/// # Errors
/// The status of the last one, when all have failed.
fn tell_all(kernel: &Kernel, id: BlockId, what: What, enable: bool) -> Result<(), NTSTATUS> {
    let mut outcome = Ok(());
    let mut has_one = false;
    for provider in Wmi::of(kernel).providers_of(id) {
        let Some(block) = provider.block(id) else {
            continue;
        };
        match tell(kernel, &provider, &block, what, enable) {
            status if status < 0 => outcome = Err(status),
            _ => has_one = true,
        }
    }
    if has_one { Ok(()) } else { outcome }
}

/// A consumer has opened a block to read it.
pub(super) fn open(kernel: &Kernel, block: BlockId) -> Result<(), NTSTATUS> {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let first = wmi.change(block, |it| {
            it.readers += 1;
            it.readers == 1
        });
        let outcome = match first {
            true => tell_all(kernel, block, What::Collection, true),
            false => Ok(()),
        };
        if outcome.is_err() {
            wmi.change(block, |it| it.readers -= 1);
        }
        outcome
    })
}

/// It has closed it.
pub(super) fn close(kernel: &Kernel, block: BlockId) {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let last = wmi.change(block, |it| {
            it.readers -= 1;
            it.readers == 0
        });
        if last {
            // Nobody is left who could be told of a failure.
            let _ = tell_all(kernel, block, What::Collection, false);
        }
    });
}

/// A consumer wants the events of a block.
pub(super) fn enable_events(kernel: &Kernel, block: BlockId) -> Result<(), NTSTATUS> {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let first = wmi.change(block, |it| {
            it.events += 1;
            it.events == 1
        });
        let outcome = match first {
            true => tell_all(kernel, block, What::Events, true),
            false => Ok(()),
        };
        if outcome.is_err() {
            wmi.change(block, |it| it.events -= 1);
        }
        outcome
    })
}

/// It does not want them any more.
pub(super) fn disable_events(kernel: &Kernel, block: BlockId) {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let last = wmi.change(block, |it| {
            it.events -= 1;
            it.events == 0
        });
        if last {
            // Nobody is left who could be told of a failure.
            let _ = tell_all(kernel, block, What::Events, false);
        }
    });
}

/// The trace session with the handle `logger` gets the events of a trace block; none ends that.
pub(super) fn trace(kernel: &Kernel, block: BlockId, logger: Option<u64>) -> Result<(), NTSTATUS> {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let before = wmi.change(block, |it| std::mem::replace(&mut it.logger, logger));
        match logger {
            Some(logger) => tell_all(kernel, block, What::Trace(logger), true),
            None => tell_all(kernel, block, What::Trace(before.unwrap_or(0)), false),
        }
    })
}

/// Tells a provider that has just registered a block, or that takes it away, what is enabled of it.
pub(super) fn catch_up(kernel: &Kernel, provider: &Provider, block: &Block, enable: bool) {
    let wmi = Wmi::of(kernel);
    wmi.in_turn(kernel, || {
        let listeners = wmi.change(block.registered.block, |it| *it);
        let enabled = [
            (listeners.events > 0).then_some(What::Events),
            (listeners.readers > 0).then_some(What::Collection),
            listeners.logger.map(What::Trace),
        ];
        for what in enabled.into_iter().flatten() {
            // A provider that refuses has no events, which its own consumers see.
            tell(kernel, provider, block, what, enable);
        }
    });
}
