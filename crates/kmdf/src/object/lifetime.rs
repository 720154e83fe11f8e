//! Creation, deletion and the last release. What happens when is the table in `state`; this file
//! carries it out.
#![expect(
    unsafe_code,
    reason = "makes objects in raw memory, and follows the links of the tree"
)]

use core::{
    ptr::{self, NonNull},
    sync::atomic::Ordering,
};

use wdk_sys::{KIRQL, KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL, STATUS_DELETE_PENDING};

use super::{
    Attributes, Body, Cleanup, Constraints, Header, Obj, Object, Tree,
    context::{self, ContextHeader},
    header::flag,
    state::{self, Action, Event},
};
use crate::{
    Fx,
    list::{Link, containing},
    violation::{self, Code},
};

/// Bytes from an object's start to its first context.
const fn context_offset<T>() -> usize {
    size_of::<Object<T>>().next_multiple_of(align_of::<ContextHeader>())
}

/// Bytes of an object with its first context.
pub(crate) fn footprint<T>(attributes: &Attributes) -> usize {
    context_offset::<T>() + context::size_of_first(attributes)
}

impl<T: Body> Obj<T> {
    /// Creates an object under `parent`, or under none.
    ///
    /// It has one reference, the tree's, which [`Obj::delete`] or the end of an ancestor
    /// releases. No other code knows the object yet: a creating function that fails later calls
    /// [`Obj::abandon`].
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`; `STATUS_DELETE_PENDING` when the parent is being deleted.
    pub(crate) fn create(
        fx: Fx,
        parent: Option<&Header>,
        attributes: &Attributes,
        body: T,
    ) -> Result<Self, NTSTATUS> {
        let memory = fx.allocate(footprint::<T>(attributes))?;
        let inherited = parent.map_or(Constraints::DEFAULT, Header::constraints);
        // SAFETY: allocated just now, and large enough.
        let object = unsafe { Self::create_in(memory, fx, inherited, attributes, body) };
        if let Some(parent) = parent
            && let Err(status) = parent.adopt(object.header())
        {
            object.abandon();
            return Err(status);
        }
        Ok(object)
    }

    /// Creates an object without a parent in memory of the pool, 16-byte aligned; `inherited` is
    /// in effect where the attributes leave the choice.
    ///
    /// # Safety
    /// `memory` has the footprint of `T` with `attributes`, and is used by no one else.
    pub(crate) unsafe fn create_in(
        memory: NonNull<u8>,
        fx: Fx,
        inherited: Constraints,
        attributes: &Attributes,
        body: T,
    ) -> Self {
        const { assert!(align_of::<Object<T>>() <= 16, "the pool aligns to 16 bytes") };
        let mut flags = 0;
        if T::CLASS.passive {
            flags |= flag::PASSIVE;
        }
        if T::CLASS.framework_deletes {
            flags |= flag::NO_DELETE;
        }
        let header = Header::new(T::CLASS, fx, attributes.constraints(inherited), flags);
        let place = memory.cast::<Object<T>>();
        // SAFETY: large enough for an object and its context by contract, 16-byte aligned.
        unsafe { place.write(Object { header, body }) };
        // SAFETY: the object's memory extends past this offset.
        let first = unsafe { memory.byte_add(context_offset::<T>()) }.cast::<ContextHeader>();
        // SAFETY: aligned and large enough.
        unsafe { context::write(first, place.as_ptr().cast(), attributes) };
        // SAFETY: written above.
        let object = unsafe { Self::from_raw(place.cast()) };
        object
            .header()
            .first_context
            .store(first.as_ptr(), Ordering::Release);
        if attributes.asks_for_passive() && object.header().has_callbacks() {
            object.header().set(flag::PASSIVE);
        }

        fx.objects.fetch_add(1, Ordering::AcqRel);
        if fx.verifier_on() {
            fx.live.with(|live| live.insert(object.header()));
            if !T::COUNTED_WHEN_OWN {
                object.header().count();
            }
        }
        object
    }

    /// Ends an object whose creation failed: the driver's callbacks do not run.
    pub(crate) fn abandon(self) {
        self.header().forget_callbacks();
        self.delete();
    }

    /// Deletes the object as `WdfObjectDelete` does: children's cleanup, its own, children's
    /// end, then the tree's reference. Above `PASSIVE_LEVEL` all of it is put off when it has to.
    pub(crate) fn delete(self) {
        self.header().delete();
    }

    /// Cleans up ahead of [`Obj::delete`]. Says whether it happened: not above `PASSIVE_LEVEL`
    /// when a part needs that level, and not twice.
    pub(crate) fn dispose_early(self) -> bool {
        self.header().dispose_early()
    }

    /// Destroys what [`Obj::dispose_early`] cleaned up, but for the object itself.
    pub(crate) fn destroy_children(self) {
        self.header().destroy_children();
    }
}

/// The object whose `sibling` field is `link`.
///
/// # Safety
/// `link` is in a list of children.
unsafe fn child<'a>(link: *const Link) -> &'a Header {
    // SAFETY: the links in a list of children are the `sibling` fields of headers.
    let header = unsafe { containing!(link, Header, sibling) };
    // SAFETY: a child is alive while it is in the list.
    unsafe { &*header }
}

impl Header {
    /// Makes `child`, which has no parent, a child of this object.
    fn adopt(&self, child: &Header) -> Result<(), NTSTATUS> {
        self.fx.tree.with(|tree| {
            if !self.state_in(tree).takes_children() {
                return Err(STATUS_DELETE_PENDING);
            }
            child.set_parent(tree, self);
            child.set_device(tree, self);
            // SAFETY: both live in the pool; a child is unlinked before it is freed.
            unsafe { self.children.push_back(&child.sibling) };
            Ok(())
        })
    }

    /// Takes the transition for `event` and gives what to do.
    fn step(&self, tree: &mut Tree, event: Event) -> Action {
        match state::next(self.state_in(tree), event) {
            Some((state, action)) => {
                self.set_state(tree, state);
                action
            }
            None => Action::Nothing,
        }
    }

    fn leave_parent(&self, tree: &mut Tree) {
        self.sibling.unlink();
        self.set_parent(tree, ptr::null());
    }

    /// Whether the object's parent is being disposed, and so disposes of this object, too.
    fn parent_disposing(&self, tree: &mut Tree) -> bool {
        let parent = self.parent_in(tree);
        // SAFETY: a parent outlives its link to this child, and the tree is locked.
        !parent.is_null() && unsafe { &*parent }.state_in(tree).is_disposing()
    }

    /// The object is cleaned up and ends at `PASSIVE_LEVEL` only, though others of its class need not.
    pub(crate) fn end_at_passive(&self) {
        self.set(flag::PASSIVE);
    }

    /// Whether the driver's `WdfObjectDelete` deletes the object now; see [`Body::may_delete`].
    pub(super) fn may_delete(&self) -> bool {
        // SAFETY: the object lives and was created with this class.
        unsafe { (self.class.may_delete)(NonNull::from(self)) }
    }

    /// Deletes the object; see [`Obj::delete`].
    pub(crate) fn delete(&self) {
        let irql = KeGetCurrentIrql();
        let action = self.fx.tree.with(|tree| {
            let parent_disposing = self.parent_disposing(tree);
            let action = self.step(tree, Event::Delete { parent_disposing });
            if action != Action::Nothing {
                self.leave_parent(tree);
            }
            if action == Action::Dispose && self.must_wait_for_passive(tree, irql) {
                self.fx.disposals.push(self);
                return Action::Nothing;
            }
            action
        });
        match action {
            Action::Nothing => self.fx.disposals.start_worker(self.fx),
            Action::Dispose => self.finish_delete(),
            Action::Destroy => self.destroy(),
        }
    }

    /// The rest of a deletion, at an IRQL that suits the whole subtree.
    pub(super) fn finish_delete(&self) {
        self.dispose();
        if self.fx.tree.with(|tree| self.step(tree, Event::Disposed)) == Action::Destroy {
            self.destroy();
        }
    }

    fn dispose_early(&self) -> bool {
        let irql = KeGetCurrentIrql();
        let action = self.fx.tree.with(|tree| {
            if self.parent_disposing(tree) || self.must_wait_for_passive(tree, irql) {
                return Action::Nothing;
            }
            let action = self.step(tree, Event::DisposeEarly);
            if action == Action::Dispose {
                self.leave_parent(tree);
            }
            action
        });
        if action != Action::Dispose {
            return false;
        }
        self.dispose();
        if self.fx.tree.with(|tree| self.step(tree, Event::Disposed)) == Action::Destroy {
            self.destroy();
        }
        true
    }

    fn must_wait_for_passive(&self, tree: &mut Tree, irql: KIRQL) -> bool {
        irql > PASSIVE_LEVEL as KIRQL && self.needs_passive(tree)
    }

    /// Whether this object or a descendant has to end at `PASSIVE_LEVEL`.
    #[expect(clippy::only_used_in_recursion, reason = "the tree has to be locked")]
    fn needs_passive(&self, tree: &mut Tree) -> bool {
        if self.has(flag::PASSIVE) {
            return true;
        }
        let mut next = self.children.first();
        while let Some(link) = next {
            // SAFETY: `first` and `after` gave the link of a child, and the tree is locked.
            let child = unsafe { child(link) };
            if child.needs_passive(tree) {
                return true;
            }
            // SAFETY: the locked tree still has it among the children of this object.
            next = unsafe { self.children.after(link) };
        }
        false
    }

    /// Cleanup: the children's first, in the order of their creation, then the object's own.
    ///
    /// The list of children does not change meanwhile: a disposing parent takes none, and a
    /// child that is deleted now waits for its parent.
    fn dispose(&self) {
        let mut next = self.fx.tree.with(|_| self.children.first());
        while let Some(link) = next {
            // SAFETY: the list of a disposing parent keeps its children.
            let child = unsafe { child(link) };
            if self
                .fx
                .tree
                .with(|tree| child.step(tree, Event::ParentDisposes))
                == Action::Dispose
            {
                child.dispose();
                self.fx.tree.with(|tree| child.step(tree, Event::Disposed));
            }
            // SAFETY: for the same reason it is still in this list.
            next = self.fx.tree.with(|_| unsafe { self.children.after(link) });
        }
        // SAFETY: the object lives and was created with this class.
        let cleanup = unsafe { (self.class.dispose)(NonNull::from(self)) };
        if cleanup == Cleanup::Call {
            self.cleanup();
        }
    }

    /// Calls the driver's `EvtCleanupCallback`s, unless they have been called.
    pub(crate) fn cleanup(&self) {
        if !self.set(flag::CLEANED) {
            self.call_cleanups();
        }
    }

    /// The end of a cleaned-up subtree: children first, then the tree's own reference.
    fn destroy(&self) {
        self.destroy_children();
        self.release();
    }

    fn destroy_children(&self) {
        loop {
            let child = self.fx.tree.with(|tree| {
                let link = self.children.pop_front()?;
                // SAFETY: taken out of the list of children just now, and still referenced.
                let child = unsafe { child(link) };
                child.set_parent(tree, ptr::null());
                child.step(tree, Event::ParentDestroys);
                Some(child)
            });
            match child {
                Some(child) => child.destroy(),
                None => break,
            }
        }
    }

    /// First half of ending an object without a parent: cleanup, and the end of its children.
    /// `callbacks` says whether the driver's callbacks run. Returns what
    /// [`Header::end_retired`] needs: whether only the tree's reference is left to release.
    pub(crate) fn retire(&self, callbacks: bool) -> bool {
        if !callbacks {
            self.forget_callbacks();
        }
        let alone = self.fx.tree.with(|tree| {
            let alone = self.children.is_empty() && self.state_in(tree).takes_children();
            if alone {
                self.set_state(tree, state::State::Deleted);
            }
            alone
        });
        if alone {
            self.cleanup();
        } else if self.dispose_early() {
            self.destroy_children();
        }
        alone
    }

    /// Second half: releases the tree's reference.
    pub(crate) fn end_retired(&self, alone: bool) {
        if alone {
            self.release();
        } else {
            self.delete();
        }
    }

    /// Takes a reference.
    pub(crate) fn add_reference(&self) {
        self.references.fetch_add(1, Ordering::Relaxed);
    }

    /// References that are held.
    pub(crate) fn reference_count(&self) -> i32 {
        self.references.load(Ordering::Relaxed)
    }

    /// Gives a reference back; the last one ends the object.
    pub(crate) fn release(&self) {
        if self.references.fetch_sub(1, Ordering::AcqRel) != 1 {
            return;
        }
        if !self.is_deleted() {
            self.references.store(1, Ordering::Release);
            violation::wdf(
                self.fx,
                "DereferencedTooOften",
                Code::ObjectError,
                [self.handle() as u64, 0, 0],
                format_args!(
                    "{} {:p}: more references were given back than taken; end it with WdfObjectDelete",
                    self.class.name,
                    self.handle()
                ),
            );
            return;
        }
        if self.has(flag::PASSIVE) && KeGetCurrentIrql() > PASSIVE_LEVEL as KIRQL {
            self.fx.disposals.push(self);
            self.fx.disposals.start_worker(self.fx);
        } else {
            self.end();
        }
    }

    /// Whether the object is deleted. No other thread can change the state of an object whose
    /// last reference was just released, so no lock is needed.
    fn is_deleted(&self) -> bool {
        self.state_unlocked() == state::State::Deleted
    }

    /// Frees the object; the driver's `EvtDestroyCallback`s run first.
    pub(super) fn end(&self) {
        let fx = self.fx;
        self.call_destroys();
        self.free_contexts();
        if fx.verifier_on() {
            fx.live.with(|live| live.remove(self));
            self.discount();
            fx.references.with(|references| references.forget(self));
        }
        let this = NonNull::from(self);
        let end = self.class.end;
        self.signature.set(0);
        // SAFETY: no reference is left; the body is dropped once.
        unsafe { end(fx, this) };
        fx.objects.fetch_sub(1, Ordering::AcqRel);
    }

    /// What the disposal worker does with an object that waited for `PASSIVE_LEVEL`.
    pub(super) fn resume_at_passive(&self) {
        if self.reference_count() == 0 {
            self.end();
        } else {
            self.finish_delete();
        }
    }
}
