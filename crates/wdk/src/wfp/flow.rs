//! Flows, and the contexts that callouts attach to them.
//!
//! See [Associating context with a data flow](https://learn.microsoft.com/windows-hardware/drivers/network/associating-context-with-a-data-flow).
#![expect(
    unsafe_code,
    reason = "keeps contexts of flows in a linked list in the pool"
)]

use core::{
    cell::UnsafeCell,
    marker::PhantomData,
    ptr::{self, NonNull},
};

use wdk_sys::{FwpsFlowAbort0, FwpsFlowAssociateContext0, FwpsFlowRemoveContext0};

use super::{Callout, CalloutId, Layer, registration::Registration};
use crate::{
    Error, NtStatus, Result, SpinLock,
    irql::{AtMostDispatch, Unlocked},
    undo::PoolBox,
};

/// The context that a callout attaches to flows.
pub type Flow<C> = <C as Callout>::Flow;

/// A flow, while a classification of its traffic runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowHandle<'a> {
    id: u64,
    classification: PhantomData<&'a ()>,
}

impl FlowHandle<'_> {
    pub(crate) const fn new(id: u64) -> Self {
        Self {
            id,
            classification: PhantomData,
        }
    }

    /// The run-time identifier.
    #[must_use]
    pub const fn value(self) -> u64 {
        self.id
    }

    /// Attaches `context` to the flow for the callout `C`, which may be another one of the driver,
    /// such as one at a stream layer. [`Callout::flow_delete`] gets it back.
    ///
    /// # Errors
    /// [`Error::OBJECT_NAME_COLLISION`] when `C` has a context on the flow already,
    /// [`Error::DELETE_PENDING`] when the driver is being unloaded,
    /// [`Error::INSUFFICIENT_RESOURCES`], or what `FwpsFlowAssociateContext` reports; `context` is
    /// dropped then.
    pub fn associate<C: Callout>(
        self,
        callout: CalloutId<C>,
        context: C::Flow,
        irql: &mut impl AtMostDispatch,
    ) -> Result<()> {
        // SAFETY: a classification of this driver runs, so its registrations stay.
        let registration = Registration::find(callout).ok_or(Error::DELETE_PENDING)?;
        // SAFETY: the registration is initialised, and shared by the engine's calls only.
        let flows = unsafe { &registration.as_ref().flows };
        let mut block = PoolBox::new()?;
        block.write(FlowNode {
            links: UnsafeCell::new(Links {
                next: ptr::null_mut(),
                previous: ptr::null_mut(),
                pass: 0,
            }),
            flow: self.id,
            context,
        });
        let node = block.into_raw();
        let added = flows.with(irql, |flows, _| flows.add(node));
        let associated = added.and_then(|()| {
            let context = node.as_ptr().expose_provenance() as u64;
            // SAFETY: identifiers that the engine assigned; the node stays until the engine returns
            // it through `flowDeleteFn`.
            let status = unsafe {
                FwpsFlowAssociateContext0(self.id, C::Layer::ID, callout.value(), context)
            };
            match NtStatus::new(status) {
                NtStatus::SUCCESS => Ok(()),
                // STATUS_OBJECT_NAME_EXISTS is no failure by its number.
                other if other.is_success() => Err(Error::OBJECT_NAME_COLLISION),
                other => other.ok(),
            }
            .inspect_err(|_| flows.with(irql, |flows, _| flows.remove(node)))
        });
        if associated.is_err() {
            // SAFETY: written above; neither the list nor the engine knows it.
            unsafe { node.drop_in_place() };
            // SAFETY: the node is the block of the box above, and its content was dropped.
            unsafe { PoolBox::free(node.as_ptr()) };
        }
        associated
    }

    /// Removes the context of callout `C` from the flow; [`Callout::flow_delete`] gets it back, maybe
    /// within the call, and after a classification by `C` that runs has ended.
    ///
    /// # Errors
    /// [`Error::UNSUCCESSFUL`] when it has none.
    pub fn remove<C: Callout>(
        self,
        callout: CalloutId<C>,
        _irql: &mut impl Unlocked,
    ) -> Result<()> {
        // SAFETY: the engine assigned the identifiers; for a flow without a context it reports an error.
        let status = unsafe { FwpsFlowRemoveContext0(self.id, C::Layer::ID, callout.value()) };
        NtStatus::new(status).ok()
    }

    /// Ends the flow, which gives contexts on it back, maybe within the call.
    ///
    /// # Errors
    /// What `FwpsFlowAbort` reports.
    pub fn abort(self, _irql: &mut impl Unlocked) -> Result<()> {
        // SAFETY: the engine assigned the identifier, to a flow that is being classified.
        NtStatus::new(unsafe { FwpsFlowAbort0(self.id) }).ok()
    }
}

/// A context on a flow.
///
/// Classifications share it while the list changes its links, so there is never an exclusive reference
/// to a node that is in the list.
pub(crate) struct FlowNode<F> {
    /// Accessed under the lock of the list alone.
    links: UnsafeCell<Links<F>>,
    flow: u64,
    context: F,
}

/// The place of a node in its list.
struct Links<F> {
    next: *mut FlowNode<F>,
    previous: *mut FlowNode<F>,
    /// The last pass that has visited it.
    pass: u32,
}

impl<F> FlowNode<F> {
    pub(crate) const fn context(&self) -> &F {
        &self.context
    }

    /// Takes the context out of the list and out of the pool.
    ///
    /// # Safety
    /// `node` is in the list, and nobody else uses it any more.
    pub(crate) unsafe fn take(
        node: NonNull<Self>,
        flows: &SpinLock<FlowList<F>>,
        irql: &mut impl AtMostDispatch,
    ) -> F {
        flows.with(irql, |flows, _| flows.remove(node));
        // SAFETY: the node is in no list, and is not used after this.
        let Self { context, .. } = unsafe { node.read() };
        // SAFETY: `associate` took the node from the pool, and its content was moved out.
        unsafe { PoolBox::free(node.as_ptr()) };
        context
    }
}

/// The contexts that a callout has on flows.
///
/// # Invariants
/// `first` heads a doubly linked chain of live nodes.
pub(crate) struct FlowList<F> {
    first: *mut FlowNode<F>,
    closed: bool,
    pass: u32,
}

// SAFETY: the list owns its nodes, whose contexts are `Send`; that classifications share them needs
// `Sync`, which `Callout::Flow` is.
unsafe impl<F: Send> Send for FlowList<F> {}

impl<F> FlowList<F> {
    pub(crate) const fn new() -> Self {
        Self {
            first: ptr::null_mut(),
            closed: false,
            pass: 0,
        }
    }

    /// Refuses further contexts.
    pub(crate) const fn close(&mut self) {
        self.closed = true;
    }

    /// The links of a node, unless the address is null.
    ///
    /// # Safety
    /// `node` is null, or a live node of this list or for it; the links are not borrowed elsewhere.
    unsafe fn links<'a>(&mut self, node: *mut FlowNode<F>) -> Option<&'a mut Links<F>> {
        // SAFETY: null or a live node, which is shared with classifications.
        let node = unsafe { node.as_ref() }?;
        // SAFETY: the list is borrowed uniquely, so this thread holds its lock, under which alone links
        // are accessed; the caller has no other reference to these.
        Some(unsafe { &mut *node.links.get() })
    }

    fn add(&mut self, node: NonNull<FlowNode<F>>) -> Result<()> {
        if self.closed {
            return Err(Error::DELETE_PENDING);
        }
        // SAFETY: the caller's node is live and in no list yet.
        if let Some(links) = unsafe { self.links(node.as_ptr()) } {
            links.next = self.first;
        }
        // SAFETY: type invariant: null or the first live node.
        if let Some(first) = unsafe { self.links(self.first) } {
            first.previous = node.as_ptr();
        }
        self.first = node.as_ptr();
        Ok(())
    }

    fn remove(&mut self, node: NonNull<FlowNode<F>>) {
        // SAFETY: the callers pass a live node of this list.
        let Some(links) = (unsafe { self.links(node.as_ptr()) }) else {
            return;
        };
        let (next, previous) = (links.next, links.previous);
        // SAFETY: type invariant: null or the live node before this one.
        match unsafe { self.links(previous) } {
            Some(previous) => previous.next = next,
            None => self.first = next,
        }
        // SAFETY: type invariant: null or the live node after this one.
        if let Some(next) = unsafe { self.links(next) } {
            next.previous = previous;
        }
    }

    /// Begins a pass that visits every node once.
    pub(crate) const fn begin_pass(&mut self) -> u32 {
        self.pass = self.pass.wrapping_add(1);
        self.pass
    }

    /// The flow of a node that this pass has not visited.
    pub(crate) fn next(&mut self, pass: u32) -> Option<u64> {
        let mut node = self.first;
        // SAFETY: type invariant: every link is null or leads to a live node.
        while let Some(links) = unsafe { self.links(node) } {
            if links.pass != pass {
                links.pass = pass;
                // SAFETY: a live node, as above; the flow never changes.
                return Some(unsafe { (*node).flow });
            }
            node = links.next;
        }
        None
    }
}
