//! Intrusive lists, for what may not allocate.
#![expect(unsafe_code, reason = "follows the links between elements")]

use core::{
    cell::Cell,
    marker::PhantomData,
    ptr::{self, NonNull},
};

use crate::object::{Body, Obj};

/// A link inside an element, and the head of a list.
///
/// # Invariants
/// Null links mean "in no list"; else the neighbours are valid and point back. Whoever owns the
/// list protects head and links alike.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Link {
    next: Cell<*const Link>,
    previous: Cell<*const Link>,
}

// SAFETY: a link is data of its list, which is touched only under the owner's lock.
unsafe impl Send for Link {}
// SAFETY: shared access is under that lock, too.
unsafe impl Sync for Link {}

impl Link {
    /// A link in no list; also an empty list.
    #[must_use]
    pub(crate) const fn new() -> Self {
        Self {
            next: Cell::new(ptr::null()),
            previous: Cell::new(ptr::null()),
        }
    }

    /// Whether the element is in a list.
    pub(crate) fn is_linked(&self) -> bool {
        !self.next.get().is_null()
    }

    /// Whether this head has no elements.
    pub(crate) fn is_empty(&self) -> bool {
        self.next.get().is_null() || ptr::eq(self.next.get(), self)
    }

    /// The first element of this head.
    pub(crate) fn first(&self) -> Option<*const Link> {
        (!self.is_empty()).then(|| self.next.get())
    }

    /// The element after `link` in the list of this head.
    ///
    /// # Safety
    /// `link` is in this list.
    pub(crate) unsafe fn after(&self, link: *const Link) -> Option<*const Link> {
        // SAFETY: in the list by contract, and linked elements are valid by the invariant.
        let next = unsafe { (*link).next.get() };
        (!ptr::eq(next, self)).then_some(next)
    }

    /// The last element of this head.
    pub(crate) fn last(&self) -> Option<*const Link> {
        (!self.is_empty()).then(|| self.previous.get())
    }

    /// The element before `link` in the list of this head.
    ///
    /// # Safety
    /// `link` is in this list.
    pub(crate) unsafe fn before(&self, link: *const Link) -> Option<*const Link> {
        // SAFETY: in the list by contract, and linked elements are valid by the invariant.
        let previous = unsafe { (*link).previous.get() };
        (!ptr::eq(previous, self)).then_some(previous)
    }

    fn close(&self) {
        if self.next.get().is_null() {
            self.next.set(self);
            self.previous.set(self);
        }
    }

    /// Appends `link`.
    ///
    /// # Safety
    /// Neither head nor `link` moves or dies while linked; `link` is in no list.
    pub(crate) unsafe fn push_back(&self, link: &Link) {
        self.close();
        let last = self.previous.get();
        link.next.set(self);
        link.previous.set(last);
        // SAFETY: the last element, or the head, is valid.
        unsafe { (*last).next.set(link) };
        self.previous.set(link);
    }

    /// Puts `link` first.
    ///
    /// # Safety
    /// As for [`Link::push_back`].
    pub(crate) unsafe fn push_front(&self, link: &Link) {
        self.close();
        let first = self.next.get();
        link.next.set(first);
        link.previous.set(self);
        // SAFETY: the first element, or the head, is valid.
        unsafe { (*first).previous.set(link) };
        self.next.set(link);
    }

    /// Takes this element out of its list, if it is in one.
    pub(crate) fn unlink(&self) {
        if !self.is_linked() {
            return;
        }
        let (next, previous) = (self.next.get(), self.previous.get());
        // SAFETY: neighbours of a linked element are valid.
        unsafe { (*next).previous.set(previous) };
        // SAFETY: the other neighbour, which is valid for the same reason.
        unsafe { (*previous).next.set(next) };
        self.next.set(ptr::null());
        self.previous.set(ptr::null());
    }

    /// Takes the first element out.
    pub(crate) fn pop_front(&self) -> Option<*const Link> {
        let first = self.first()?;
        // SAFETY: a linked element is valid.
        unsafe { (*first).unlink() };
        Some(first)
    }
}

impl Default for Link {
    fn default() -> Self {
        Self::new()
    }
}

/// A field of a body through which objects are linked: see [`link_field!`].
///
/// # Safety
/// The body has a [`Link`] at the offset. Objects stay where they are; one is taken out of the
/// list of this field before it is freed. A list and the links in it are used under one lock.
pub(crate) unsafe trait LinkField {
    /// The body.
    type Body: Body;
    /// Bytes from the body to the link.
    const OFFSET: usize;
}

/// `link_field!(/** who takes objects out, which lock */ Name: Body, field)`: a [`LinkField`].
macro_rules! link_field {
    ($(#[$meta:meta])* $vis:vis $name:ident: $body:ty, $($field:ident).+) => {
        $(#[$meta])*
        $vis struct $name;
        // SAFETY: the documentation of this field says who takes objects out, and which lock
        // guards the list.
        unsafe impl $crate::list::LinkField for $name {
            type Body = $body;
            const OFFSET: usize = core::mem::offset_of!($body, $($field).+);
        }
    };
}
pub(crate) use link_field;

/// A list of objects, linked through the field `F`.
///
/// # Invariants
/// Each link in the list is that field of a live object, as the contract of [`LinkField`] demands.
/// The list does not move while it has elements.
pub(crate) struct List<F> {
    head: Link,
    field: PhantomData<F>,
}

// SAFETY: the elements are objects, which any thread may use.
unsafe impl<F> Send for List<F> {}

impl<F: LinkField> List<F> {
    /// An empty list.
    pub(crate) const fn new() -> Self {
        Self {
            head: Link::new(),
            field: PhantomData,
        }
    }

    fn link(object: &Obj<F::Body>) -> &Link {
        let body: *const F::Body = &raw const ***object;
        // SAFETY: the body has a link at this offset, by the contract of `F`.
        let link = unsafe { body.byte_add(F::OFFSET) }.cast::<Link>();
        // SAFETY: a part of the body, which `object` keeps.
        unsafe { &*link }
    }

    /// The object with this link.
    ///
    /// # Safety
    /// `link` is the field of a live object.
    unsafe fn object(link: *const Link) -> Obj<F::Body> {
        // SAFETY: by contract a part of a body, which starts so many bytes before it.
        let body = unsafe { link.byte_sub(F::OFFSET) }.cast::<F::Body>();
        // SAFETY: neither a field nor its body is at the null page.
        let body = unsafe { NonNull::new_unchecked(body.cast_mut()) };
        // SAFETY: the body of a live object, by contract.
        unsafe { Obj::from_body(body) }
    }

    /// Appends an object. If it is in another list by this field, it leaves that list.
    pub(crate) fn push_back(&self, object: Obj<F::Body>) {
        let link = Self::link(&object);
        link.unlink();
        // SAFETY: in no list now; neither moves nor is freed while linked, by the invariant.
        unsafe { self.head.push_back(link) };
    }

    /// Puts an object first. If it is in another list by this field, it leaves that list.
    pub(crate) fn push_front(&self, object: Obj<F::Body>) {
        let link = Self::link(&object);
        link.unlink();
        // SAFETY: as for `push_back`, the link is free and stays valid while it is linked.
        unsafe { self.head.push_front(link) };
    }

    /// Takes the first object out.
    pub(crate) fn pop_front(&self) -> Option<Obj<F::Body>> {
        // SAFETY: it was in the list, so it is the field of a live object.
        self.head
            .pop_front()
            .map(|link| unsafe { Self::object(link) })
    }

    /// The first object.
    pub(crate) fn first(&self) -> Option<Obj<F::Body>> {
        // SAFETY: in the list, so it is the field of a live object.
        self.head.first().map(|link| unsafe { Self::object(link) })
    }

    /// The object after `object`.
    ///
    /// # Safety
    /// `object` is in this list.
    pub(crate) unsafe fn after(&self, object: Obj<F::Body>) -> Option<Obj<F::Body>> {
        // SAFETY: in this list, by contract.
        let next = unsafe { self.head.after(Self::link(&object)) }?;
        // SAFETY: in the list, too, so it is the field of a live object.
        Some(unsafe { Self::object(next) })
    }

    /// The last object.
    pub(crate) fn last(&self) -> Option<Obj<F::Body>> {
        // SAFETY: in the list, so it is the field of a live object.
        self.head.last().map(|link| unsafe { Self::object(link) })
    }

    /// The object before `object`.
    ///
    /// # Safety
    /// `object` is in this list.
    pub(crate) unsafe fn before(&self, object: Obj<F::Body>) -> Option<Obj<F::Body>> {
        // SAFETY: in this list, by contract.
        let previous = unsafe { self.head.before(Self::link(&object)) }?;
        // SAFETY: in the list, too, so it is the field of a live object.
        Some(unsafe { Self::object(previous) })
    }

    /// The first object that `wanted` accepts, which does not change the list.
    pub(crate) fn find(&self, wanted: impl FnMut(Obj<F::Body>) -> bool) -> Option<Obj<F::Body>> {
        self.find_from(self.first(), wanted)
    }

    /// The first object after `previous` that `wanted` accepts, which does not change the list.
    ///
    /// # Safety
    /// `previous` is in this list.
    pub(crate) unsafe fn find_after(
        &self,
        previous: Obj<F::Body>,
        wanted: impl FnMut(Obj<F::Body>) -> bool,
    ) -> Option<Obj<F::Body>> {
        // SAFETY: in this list by contract.
        let next = unsafe { self.after(previous) };
        self.find_from(next, wanted)
    }

    fn find_from(
        &self,
        mut next: Option<Obj<F::Body>>,
        mut wanted: impl FnMut(Obj<F::Body>) -> bool,
    ) -> Option<Obj<F::Body>> {
        while let Some(object) = next {
            if wanted(object) {
                return Some(object);
            }
            // SAFETY: found in this list, which has not changed.
            next = unsafe { self.after(object) };
        }
        None
    }
}

/// The element that contains `link` in `field`.
macro_rules! containing {
    ($link:expr, $type:ty, $field:ident) => {
        $link
            .byte_sub(core::mem::offset_of!($type, $field))
            .cast::<$type>()
    };
}
pub(crate) use containing;
