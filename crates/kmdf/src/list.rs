//! Intrusive lists, for what may not allocate.

use core::{cell::Cell, ptr};

/// A link inside an element, and the head of a list.
///
/// # Invariants
/// Null links mean "in no list"; else the neighbours are valid and point back. Whoever owns the
/// list protects head and links alike.
#[repr(C)]
#[derive(Debug)]
pub struct Link {
    next: Cell<*const Link>,
    previous: Cell<*const Link>,
}

// SAFETY: a link is data of its list, which is touched only under the owner's lock.
unsafe impl Send for Link {}
// SAFETY: as above.
unsafe impl Sync for Link {}

impl Link {
    /// A link in no list; also an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            next: Cell::new(ptr::null()),
            previous: Cell::new(ptr::null()),
        }
    }

    /// Whether the element is in a list.
    pub fn is_linked(&self) -> bool {
        !self.next.get().is_null()
    }

    /// Whether this head has no elements.
    pub fn is_empty(&self) -> bool {
        self.next.get().is_null() || ptr::eq(self.next.get(), self)
    }

    /// The first element of this head.
    pub fn first(&self) -> Option<*const Link> {
        (!self.is_empty()).then(|| self.next.get())
    }

    /// The element after `link` in the list of this head.
    ///
    /// # Safety
    /// `link` is in this list.
    pub unsafe fn after(&self, link: *const Link) -> Option<*const Link> {
        // SAFETY: by contract, and linked elements are valid.
        let next = unsafe { (*link).next.get() };
        (!ptr::eq(next, self)).then_some(next)
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
    pub unsafe fn push_back(&self, link: &Link) {
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
    pub unsafe fn push_front(&self, link: &Link) {
        self.close();
        let first = self.next.get();
        link.next.set(first);
        link.previous.set(self);
        // SAFETY: the first element, or the head, is valid.
        unsafe { (*first).previous.set(link) };
        self.next.set(link);
    }

    /// Takes this element out of its list, if it is in one.
    pub fn unlink(&self) {
        if !self.is_linked() {
            return;
        }
        let (next, previous) = (self.next.get(), self.previous.get());
        // SAFETY: neighbours of a linked element are valid.
        unsafe { (*next).previous.set(previous) };
        // SAFETY: as above.
        unsafe { (*previous).next.set(next) };
        self.next.set(ptr::null());
        self.previous.set(ptr::null());
    }

    /// Takes the first element out.
    pub fn pop_front(&self) -> Option<*const Link> {
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

/// The element that contains `link` in `field`.
macro_rules! containing {
    ($link:expr, $type:ty, $field:ident) => {
        $link
            .byte_sub(core::mem::offset_of!($type, $field))
            .cast::<$type>()
    };
}
pub(crate) use containing;
