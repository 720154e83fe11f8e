//! `WDFCOLLECTION`.

use core::ptr::{self, NonNull};

use wdk_sys::{
    NTSTATUS, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFCOLLECTION, WDFOBJECT},
};

use crate::{
    enter,
    handle::{object, required},
    memory::attributes_and_parent,
    object::{Body, Class, Cleanup, Header, Obj, any, numbers},
    pool::PoolVec,
    status,
    sync::SpinLock,
    violation::{self, Code},
};

/// The framework's part of a `WDFCOLLECTION`: objects in order, each held.
pub struct Collection {
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

    fn dispose(collection: Obj<Self>) -> Cleanup {
        // Items are released with no lock held: that may end them.
        while let Some(item) = collection.items.with(|items| items.pop()) {
            drop(item);
        }
        Cleanup::Call
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
        if let Some(item) = self.items.with(|items| items.pop()) {
            // SAFETY: held until `item` is dropped.
            unsafe { item.0.as_ref() }.delete();
        }
    }

    /// The object at `index`, held by the collection.
    pub(crate) fn object(&self, index: usize) -> Option<NonNull<Header>> {
        self.items.with(|items| items.get(index).map(|item| item.0))
    }

    fn get(&self, index: usize) -> WDFOBJECT {
        self.items
            .with(|items| items.get(index).map(Held::handle))
            .unwrap_or(ptr::null_mut())
    }
}

#[doc = "[`WdfCollectionCreate`](wdk_sys::wdf::WdfCollectionCreate)"]
#[abi]
pub unsafe fn WdfCollectionCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    CollectionAttributes: PWDF_OBJECT_ATTRIBUTES,
    Collection: *mut WDFCOLLECTION,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfCollectionCreate);
    required!(fx, WdfCollectionCreate, Collection => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's attributes.
    let created = unsafe { attributes_and_parent(fx, CollectionAttributes) }.and_then(
        |(attributes, parent)| {
            let body = crate::collection::Collection {
                items: SpinLock::new(PoolVec::new(fx.tag())),
            };
            Obj::create(fx, Some(parent), &attributes, body)
        },
    );
    match created {
        Ok(collection) => {
            // SAFETY: the driver's variable, checked.
            unsafe { Collection.write(collection.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfCollectionGetCount`](wdk_sys::wdf::WdfCollectionGetCount)"]
#[abi]
pub unsafe fn WdfCollectionGetCount(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> ULONG {
    let fx = enter!(DriverGlobals, WdfCollectionGetCount);
    let collection = object!(fx, crate::collection::Collection, Collection => 0);
    collection.items.with(|items| items.len()) as ULONG
}

#[doc = "[`WdfCollectionAdd`](wdk_sys::wdf::WdfCollectionAdd)"]
#[abi]
pub unsafe fn WdfCollectionAdd(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Object: WDFOBJECT,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfCollectionAdd);
    let collection =
        object!(fx, crate::collection::Collection, Collection => status::INVALID_HANDLE);
    // SAFETY: the driver's handle.
    let Some(object) = (unsafe { any(fx, Object) }) else {
        return status::INVALID_HANDLE;
    };
    collection.add(object).err().unwrap_or(STATUS_SUCCESS)
}

#[doc = "[`WdfCollectionRemove`](wdk_sys::wdf::WdfCollectionRemove)"]
#[abi]
pub unsafe fn WdfCollectionRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Item: WDFOBJECT,
) {
    let fx = enter!(DriverGlobals, WdfCollectionRemove);
    let collection = object!(fx, crate::collection::Collection, Collection);
    let removed = collection.items.with(|items| {
        let index = items.iter().position(|item| item.handle() == Item)?;
        items.remove(index)
    });
    if removed.is_none() {
        not_in_collection(fx, collection, format_args!("object {Item:p}"));
    }
}

#[doc = "[`WdfCollectionRemoveItem`](wdk_sys::wdf::WdfCollectionRemoveItem)"]
#[abi]
pub unsafe fn WdfCollectionRemoveItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Index: ULONG,
) {
    let fx = enter!(DriverGlobals, WdfCollectionRemoveItem);
    let collection = object!(fx, crate::collection::Collection, Collection);
    let removed = collection.items.with(|items| items.remove(Index as usize));
    if removed.is_none() {
        not_in_collection(fx, collection, format_args!("index {Index}"));
    }
}

fn not_in_collection(fx: crate::Fx, collection: Obj<Collection>, what: core::fmt::Arguments<'_>) {
    violation::wdf(
        fx,
        "NotInCollection",
        Code::ObjectError,
        [collection.handle() as u64, 0, 0],
        format_args!("collection {:p} has no {what}", collection.handle()),
    );
}

#[doc = "[`WdfCollectionGetItem`](wdk_sys::wdf::WdfCollectionGetItem)"]
#[abi]
pub unsafe fn WdfCollectionGetItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
    Index: ULONG,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfCollectionGetItem);
    object!(fx, crate::collection::Collection, Collection => ptr::null_mut()).get(Index as usize)
}

#[doc = "[`WdfCollectionGetFirstItem`](wdk_sys::wdf::WdfCollectionGetFirstItem)"]
#[abi]
pub unsafe fn WdfCollectionGetFirstItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfCollectionGetFirstItem);
    object!(fx, crate::collection::Collection, Collection => ptr::null_mut()).get(0)
}

#[doc = "[`WdfCollectionGetLastItem`](wdk_sys::wdf::WdfCollectionGetLastItem)"]
#[abi]
pub unsafe fn WdfCollectionGetLastItem(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Collection: WDFCOLLECTION,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfCollectionGetLastItem);
    let collection = object!(fx, crate::collection::Collection, Collection => ptr::null_mut());
    collection
        .items
        .with(|items| items.last().map(Held::handle))
        .unwrap_or(ptr::null_mut())
}
