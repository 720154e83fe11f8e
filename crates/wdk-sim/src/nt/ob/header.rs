//! What precedes every object in memory, and the types of objects.
#![expect(unsafe_code, reason = "headers and bodies are raw memory")]

use std::{
    alloc::{self, Layout},
    cell::{Cell, RefCell},
    ptr::{self, NonNull},
    rc::Rc,
};

use wdk_sys::PVOID;

use crate::nt::se::descriptor::Descriptor;

/// A type of objects. One static per type serves all machines of the process, as images import
/// its address.
#[derive(Debug)]
pub(crate) struct ObjectType {
    /// The type's name in the `\ObjectTypes` directory.
    pub(crate) name: &'static str,
    /// Called when the last handle of a process to an object is closed.
    pub(crate) close: Option<fn(Object)>,
    /// Called when the last reference is released, before the memory is freed.
    pub(crate) delete: Option<fn(Object)>,
    /// Whether `delete` runs at `PASSIVE_LEVEL` only; above it is left to a thread of the system.
    pub(crate) delete_at_passive: bool,
    /// Drops the body's Rust values; the machine may have been dropped before.
    pub(crate) drop: Option<unsafe fn(PVOID)>,
    /// References that the machine itself holds; an object with more at the end was leaked.
    pub(crate) own_references: i64,
}

impl ObjectType {
    /// A type without procedures.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            close: None,
            delete: None,
            delete_at_passive: false,
            drop: None,
            own_references: 0,
        }
    }
}

/// Marks a header of a living object.
const ALIVE: u32 = u32::from_le_bytes(*b"ObLv");
/// Marks a header whose object was deleted.
const DELETED: u32 = u32::from_le_bytes(*b"ObDe");

/// The header of an object.
#[repr(C, align(16))]
pub(crate) struct Header {
    signature: Cell<u32>,
    /// Whether the name keeps the object alive.
    pub(crate) permanent: Cell<bool>,
    /// Whether the machine made it for itself.
    pub(crate) own: Cell<bool>,
    kind: &'static ObjectType,
    /// References, those of handles included.
    pub(crate) pointers: Cell<i64>,
    /// Open handles.
    pub(crate) handles: Cell<i64>,
    /// Where the name space holds the object.
    pub(crate) name: RefCell<Option<ObjectName>>,
    /// Who may open it; objects of most types have nothing to say.
    pub(crate) security: RefCell<Option<Rc<Descriptor>>>,
    /// Neighbours in the list of living objects.
    pub(super) previous: Cell<Option<NonNull<Header>>>,
    pub(super) next: Cell<Option<NonNull<Header>>>,
    body_size: usize,
}

/// The place of an object in the name space.
#[derive(Clone)]
pub(crate) struct ObjectName {
    /// The directory that lists it.
    pub(crate) directory: Object,
    /// Its name there.
    pub(crate) name: Box<[u16]>,
}

/// An object: the address of its body, which a header precedes.
///
/// # Invariants
/// The address came from [`Object::allocate`], or from a driver that claims so; in the second
/// case [`Object::check`] has looked at the header's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Object(NonNull<Header>);

impl Object {
    /// A new object of `body_size` zeroed bytes with one reference.
    pub(super) fn allocate(kind: &'static ObjectType, body_size: usize) -> Option<Self> {
        let layout = layout(body_size)?;
        // SAFETY: the layout has the size of a header at least.
        let header = NonNull::new(unsafe { alloc::alloc_zeroed(layout) })?.cast::<Header>();
        let value = Header {
            signature: Cell::new(ALIVE),
            permanent: Cell::new(false),
            own: Cell::new(false),
            kind,
            pointers: Cell::new(1),
            handles: Cell::new(0),
            name: RefCell::new(None),
            security: RefCell::new(None),
            previous: Cell::new(None),
            next: Cell::new(None),
            body_size,
        };
        // SAFETY: the memory was allocated above for a header and its body.
        unsafe { header.write(value) };
        Some(Self(header))
    }

    /// The object whose body is at `body`; null is none.
    ///
    /// # Safety
    /// `body` is null or the address of memory that a readable header precedes.
    pub(crate) unsafe fn from_body(body: PVOID) -> Option<Self> {
        let body = NonNull::new(body)?;
        // SAFETY: the caller says that a header precedes the body.
        Some(Self(unsafe { body.cast::<Header>().sub(1) }))
    }

    /// The address that drivers know.
    pub(crate) fn body(self) -> PVOID {
        // SAFETY: header and body are one allocation.
        unsafe { self.0.add(1) }.as_ptr().cast()
    }

    /// The header.
    pub(crate) fn header<'a>(self) -> &'a Header {
        // SAFETY: by the type's invariant; headers have shared mutability and are freed only
        // after the quarantine, when no driver may hold the object any more.
        unsafe { self.0.as_ref() }
    }

    /// The type.
    pub(crate) fn kind(self) -> &'static ObjectType {
        self.header().kind
    }

    /// Its security descriptor, if it has one.
    pub(crate) fn security(self) -> Option<Rc<Descriptor>> {
        self.header().security.borrow().clone()
    }

    /// Gives the object another security descriptor.
    pub(crate) fn set_security(self, descriptor: Descriptor) {
        self.header().security.replace(Some(Rc::new(descriptor)));
    }

    /// Whether the header is one of a living object.
    pub(crate) fn is_alive(self) -> bool {
        self.header().signature.get() == ALIVE
    }

    /// Whether the header is one of an object that was deleted.
    pub(crate) fn is_deleted(self) -> bool {
        self.header().signature.get() == DELETED
    }

    /// Marks the object as deleted; its memory stays until [`Object::free`].
    pub(super) fn mark_deleted(self) {
        self.header().signature.set(DELETED);
        if let Some(drop) = self.kind().drop {
            // SAFETY: the body belongs to this type and is dropped once, as the mark changes once.
            unsafe { drop(self.body()) };
        }
        self.header().name.replace(None);
        self.header().security.replace(None);
        const POISON: u8 = 0xDD;
        // SAFETY: the body is `body_size` bytes and no longer in use.
        unsafe { ptr::write_bytes(self.body().cast::<u8>(), POISON, self.header().body_size) };
    }

    /// Gives the memory back.
    ///
    /// # Safety
    /// The object is marked as deleted and its address is not used any more.
    pub(super) unsafe fn free(self) {
        if let Some(layout) = layout(self.header().body_size) {
            // SAFETY: allocated with this layout by `allocate`.
            unsafe { alloc::dealloc(self.0.as_ptr().cast(), layout) };
        }
    }

    pub(super) fn pointer(self) -> NonNull<Header> {
        self.0
    }

    pub(super) fn from_pointer(header: NonNull<Header>) -> Self {
        Self(header)
    }
}

fn layout(body_size: usize) -> Option<Layout> {
    let (layout, _) = Layout::new::<Header>()
        .extend(Layout::from_size_align(body_size, 16).ok()?)
        .ok()?;
    Some(layout.pad_to_align())
}
