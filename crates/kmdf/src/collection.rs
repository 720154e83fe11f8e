//! `WDFCOLLECTION`.
#![expect(
    unsafe_code,
    reason = "table functions, and references to objects of any class"
)]

use core::ptr::{self, NonNull};

use wdk_sys::{
    NTSTATUS, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, ULONG, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFCOLLECTION, WDFOBJECT},
};

use crate::{
    argument::{object, required},
    enter,
    memory::create_plain,
    object::{Body, Class, Header, Obj, numbers},
    pool::PoolVec,
    status,
    sync::SpinLock,
    violation,
};

/// The framework's part of a `WDFCOLLECTION`: objects in order, each held.
pub(crate) struct Collection {
    items: SpinLock<PoolVec<Held>>,
}

/// A held object.
struct Held(NonNull<Header>);

// SAFETY: objects are shared by design.
unsafe impl Send for Held {}

impl Held {
    fn handle(&self) -> WDFOBJECT {
        self.0.as_ptr().cast()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: held until now.
        unsafe { self.0.as_ref() }.release();
    }
}

impl Body for Collection {
    const CLASS: &'static Class = &Class::of::<Self>("WDFCOLLECTION", numbers::COLLECTION);
}

impl Drop for Collection {
    /// The driver's cleanup has still seen what the collection holds.
    fn drop(&mut self) {
        // Items are released with no lock held: that may end them.
        while let Some(item) = self.items.with(PoolVec::pop) {
            drop(item);
        }
    }
}

impl Collection {
    /// Holds `object` from now on.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn add(&self, object: &Header) -> Result<(), NTSTATUS> {
        object.add_reference();
        let mut item = Some(Held(NonNull::from(object)));
        let added = self.items.with(|items| {
            items.reserve(1)?;
            item.take().map_or(Ok(()), |item| items.push(item))
        });
        // Without memory, the reference is given back here, with no lock held.
        drop(item);
        added
    }

    /// Releases the last object, and deletes it.
    pub(crate) fn take_back(&self) {
        if let Some(item) = self.items.with(PoolVec::pop) {
            // SAFETY: held until `item` is dropped.
            unsafe { item.0.as_ref() }.delete();
        }
    }

    /// The object at `index`, which the collection holds as long as the driver does not change it.
    pub(crate) fn object(&self, index: usize) -> Option<&Header> {
        let object = self.items.with(|items| Some(items.get(index)?.0))?;
        // SAFETY: held by the collection; by Microsoft's contract the driver serialises changes.
        Some(unsafe { object.as_ref() })
    }

    fn get(&self, index: usize) -> WDFOBJECT {
        self.items
            .with(|items| items.get(index).map(Held::handle))
            .unwrap_or(ptr::null_mut())
    }
}

#[doc = "[`WdfCollectionCreate`](wdk_sys::wdf::WdfCollectionCreate)"]
#[abi]
pub(crate) unsafe fn WdfCollectionCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    CollectionAttributes: PWDF_OBJECT_ATTRIBUTES,
    Collection: *mut WDFCOLLECTION,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfCollectionCreate(CollectionAttributes, Collection)
    );
    required!(fx, WdfCollectionCreate, Collection => STATUS_INVALID_PARAMETER);
    let created = create_plain(fx, &CollectionAttributes, || {
        Ok(Collection {
            items: SpinLock::new(PoolVec::new(fx.tag())),
        })
    });
    Collection.put_created(created)
}

#[doc = "[`WdfCollectionGetCount`](wdk_sys::wdf::WdfCollectionGetCount)"]
#[abi]
pub(crate) unsafe fn WdfCollectionGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfCollectionGetCount(Collection));
    let collection = object!(fx, Collection, Collection => 0);
    collection.items.with(|items| items.len()) as ULONG
}

#[doc = "[`WdfCollectionAdd`](wdk_sys::wdf::WdfCollectionAdd)"]
#[abi]
pub(crate) unsafe fn WdfCollectionAdd(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Object: WDFOBJECT,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfCollectionAdd(Collection, Object));
    let collection = object!(fx, Collection, Collection => status::INVALID_HANDLE);
    let Some(object) = Object.any_object(fx) else {
        return status::INVALID_HANDLE;
    };
    match collection.add(object) {
        Ok(()) => STATUS_SUCCESS,
        Err(_) => STATUS_UNSUCCESSFUL,
    }
}

#[doc = "[`WdfCollectionRemove`](wdk_sys::wdf::WdfCollectionRemove)"]
#[abi]
pub(crate) unsafe fn WdfCollectionRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Item: WDFOBJECT,
) {
    enter!(fx = DriverGlobals, WdfCollectionRemove(Collection, Item));
    let collection = object!(fx, Collection, Collection);
    let removed = collection.items.with(|items| {
        let index = items
            .iter()
            .position(|item| item.handle() == Item.pointer())?;
        items.remove(index)
    });
    if removed.is_none() {
        not_in_collection(fx, collection, format_args!("object {:p}", Item.pointer()));
    }
}

#[doc = "[`WdfCollectionRemoveItem`](wdk_sys::wdf::WdfCollectionRemoveItem)"]
#[abi]
pub(crate) unsafe fn WdfCollectionRemoveItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Index: ULONG,
) {
    enter!(fx = DriverGlobals, WdfCollectionRemoveItem(Collection));
    let collection = object!(fx, Collection, Collection);
    let removed = collection.items.with(|items| items.remove(Index as usize));
    if removed.is_none() {
        not_in_collection(fx, collection, format_args!("index {Index}"));
    }
}

fn not_in_collection(fx: crate::Fx, collection: Obj<Collection>, what: core::fmt::Arguments<'_>) {
    violation::break_point(
        fx,
        "NotInCollection",
        collection.handle(),
        format_args!("collection {:p} has no {what}", collection.handle()),
    );
}

#[doc = "[`WdfCollectionGetItem`](wdk_sys::wdf::WdfCollectionGetItem)"]
#[abi]
pub(crate) unsafe fn WdfCollectionGetItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Index: ULONG,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfCollectionGetItem(Collection));
    object!(fx, Collection, Collection => ptr::null_mut()).get(Index as usize)
}

#[doc = "[`WdfCollectionGetFirstItem`](wdk_sys::wdf::WdfCollectionGetFirstItem)"]
#[abi]
pub(crate) unsafe fn WdfCollectionGetFirstItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfCollectionGetFirstItem(Collection));
    object!(fx, Collection, Collection => ptr::null_mut()).get(0)
}

#[doc = "[`WdfCollectionGetLastItem`](wdk_sys::wdf::WdfCollectionGetLastItem)"]
#[abi]
pub(crate) unsafe fn WdfCollectionGetLastItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfCollectionGetLastItem(Collection));
    let collection = object!(fx, Collection, Collection => ptr::null_mut());
    collection
        .items
        .with(|items| items.last().map(Held::handle))
        .unwrap_or(ptr::null_mut())
}
