//! The object manager: objects with their references, and when they go.
#![expect(unsafe_code, reason = "frees objects that nobody can reach any more")]

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    ptr::NonNull,
    rc::Rc,
};

use wdk_sys::{NTSTATUS, PVOID, STATUS_INSUFFICIENT_RESOURCES};

use super::{
    handle::HandleTable,
    header::{Header, Object, ObjectType},
};
use crate::{
    engine::{
        addresses::{Addresses, Kind},
        current::{self, Current, layer},
        state::NORMAL_PRIORITY,
    },
    nt::verifier::report::Vf,
};

/// `REFERENCE_BY_POINTER`.
const REFERENCE_BY_POINTER: u32 = 0x18;
/// Deleted objects whose memory stays poisoned before it is used again.
const QUARANTINE: usize = 64;

layer! {
    /// Objects.
    Ob over Vf {
        objects: ObjectManager,
    }
}

impl Ob {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Vf) -> Self {
        let addresses = Rc::clone(&below.addresses);
        Self {
            below,
            objects: ObjectManager::new(addresses),
        }
    }
}

/// The objects of a machine.
pub(crate) struct ObjectManager {
    /// What readers see of where objects are.
    addresses: Rc<Addresses>,
    /// The list of living objects, newest first.
    first: Cell<Option<NonNull<Header>>>,
    deleted: RefCell<VecDeque<Object>>,
    /// The root of the name space.
    pub(super) root: Cell<Option<Object>>,
    /// The system process, made on demand.
    pub(crate) process: Cell<Option<Object>>,
    /// The process of the programs, likewise.
    pub(crate) programs: Cell<Option<Object>>,
    /// Handles that the kernel and drivers opened for themselves.
    pub(crate) kernel_handles: HandleTable,
    /// Handles of the simulated process.
    pub(crate) user_handles: HandleTable,
}

impl ObjectManager {
    /// An object manager with the directories that every machine has.
    pub(crate) fn new(addresses: Rc<Addresses>) -> Self {
        let manager = Self {
            addresses,
            first: Cell::new(None),
            deleted: RefCell::new(VecDeque::new()),
            root: Cell::new(None),
            process: Cell::new(None),
            programs: Cell::new(None),
            kernel_handles: HandleTable::kernel(),
            user_handles: HandleTable::user(),
        };
        manager.create_standard_directories();
        manager
    }

    /// A new object with one reference and `body_size` zeroed bytes.
    pub(crate) fn create(
        &self,
        kind: &'static ObjectType,
        body_size: usize,
    ) -> Result<Object, NTSTATUS> {
        let object = Object::allocate(kind, body_size).ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
        let start = object.body().addr();
        self.addresses.add(Kind::Object, start..start + body_size);
        let next = self.first.replace(Some(object.pointer()));
        object.header().next.set(next);
        if let Some(next) = next {
            let next = Object::from_pointer(next);
            next.header().previous.set(Some(object.pointer()));
        }
        Ok(object)
    }

    /// Adds a reference.
    pub(crate) fn reference(&self, object: Object) -> i64 {
        let pointers = &object.header().pointers;
        pointers.set(pointers.get() + 1);
        pointers.get()
    }

    /// Takes a reference away; the last one takes the object with it.
    pub(crate) fn dereference(&self, object: Object) -> i64 {
        let pointers = &object.header().pointers;
        let left = pointers.get() - 1;
        pointers.set(left);
        if left > 0 {
            return left;
        }
        if left < 0 {
            Ob::current().stop(
                REFERENCE_BY_POINTER,
                [0, object.body().addr() as u64, 0, left.cast_unsigned()],
                format!(
                    "a {} object was dereferenced more often than referenced",
                    object.kind().name
                ),
            );
        }
        let kernel = Ob::current();
        if object.kind().delete_at_passive && kernel.sched.irql() > 0 {
            let later = move || Ob::current().objects.delete(object);
            kernel.start_thread("deferred deletion", NORMAL_PRIORITY, Box::new(later));
        } else {
            self.delete(object);
        }
        0
    }

    fn delete(&self, object: Object) {
        self.remove_name(object);
        if let Some(delete) = object.kind().delete {
            delete(object);
        }
        self.release(object);
    }

    /// Takes the object off the list of living ones and its memory into quarantine.
    fn release(&self, object: Object) {
        let header = object.header();
        let (previous, next) = (header.previous.take(), header.next.take());
        match previous {
            Some(previous) => Object::from_pointer(previous).header().next.set(next),
            None => self.first.set(next),
        }
        if let Some(next) = next {
            Object::from_pointer(next).header().previous.set(previous);
        }
        object.mark_deleted();
        let mut deleted = self.deleted.borrow_mut();
        deleted.push_back(object);
        if deleted.len() > QUARANTINE
            && let Some(oldest) = deleted.pop_front()
        {
            self.addresses.give_back(oldest.body().addr());
            // SAFETY: deleted long ago; what still uses it is the driver's fault, which the
            // quarantine has given every chance to show.
            unsafe { oldest.free() };
        }
    }

    /// The object whose body a driver passed, or a bug check that names the mistake.
    pub(crate) fn check(&self, body: PVOID, function: &str) -> Object {
        // SAFETY: objects that drivers hold have headers; another pointer faults here or fails the
        // check below, as it does on a real machine.
        let object = unsafe { Object::from_body(body) };
        match object {
            Some(object) if object.is_alive() => object,
            Some(object) if object.is_deleted() => Ob::current().stop(
                REFERENCE_BY_POINTER,
                [0, body.addr() as u64, 0, 0],
                format!("{function}: the {} object was deleted", object.kind().name),
            ),
            _ => Ob::current().stop(
                REFERENCE_BY_POINTER,
                [0, body.addr() as u64, 0, 0],
                format!("{function}: {body:p} is not an object"),
            ),
        }
    }

    /// The living objects, newest first.
    pub(crate) fn living(&self) -> impl Iterator<Item = Object> {
        std::iter::successors(self.first.get(), |header| {
            Object::from_pointer(*header).header().next.get()
        })
        .map(Object::from_pointer)
    }

    /// How many objects drivers have left, by type.
    pub(crate) fn count_left(&self) -> BTreeMap<&'static str, usize> {
        let mut count_left = BTreeMap::new();
        let reported = |object: &Object| {
            let header = object.header();
            header.pointers.get() > object.kind().own_references && !header.own.get()
        };
        for object in self.living().filter(reported) {
            *count_left.entry(object.kind().name).or_default() += 1;
        }
        count_left
    }
}

impl Drop for ObjectManager {
    fn drop(&mut self) {
        let living: Vec<_> = self.living().collect();
        for &object in &living {
            object.mark_deleted();
        }
        for object in living.into_iter().chain(self.deleted.take()) {
            // SAFETY: the machine ends, and with it everything that could use the object.
            unsafe { object.free() };
        }
    }
}
