//! `WDFKEY`: keys of the registry.

mod keys;
mod multi;
mod values;

pub(crate) mod key;
pub use keys::*;
pub use multi::*;
pub use values::*;

use core::cell::Cell;

use wdk_sys::{
    HANDLE, NTSTATUS, STATUS_SUCCESS,
    wdf::{PWDF_OBJECT_ATTRIBUTES, WDFKEY},
};

use self::key::Key;
use crate::{
    Fx,
    object::{Attributes, Body, Class, Obj, Rules, numbers, parent_or_driver},
};

/// The framework's part of a `WDFKEY`.
pub struct RegistryKey {
    key: Cell<Option<Key>>,
}

impl Body for RegistryKey {
    const CLASS: &'static Class = &Class::of::<Self>("WDFKEY", numbers::KEY).passive();
}

// SAFETY: the cell changes only when the driver gives the key up.
unsafe impl Sync for RegistryKey {}

impl RegistryKey {
    /// The kernel's handle; null once the key is closed.
    pub(crate) fn kernel_handle(&self) -> HANDLE {
        let key = self.key.take();
        let handle = key.as_ref().map_or(core::ptr::null_mut(), Key::handle);
        self.key.set(key);
        handle
    }

    fn close(&self) {
        self.key.take();
    }
}

/// Makes an object of a key that `open` opens, under the parent that the attributes name or
/// `parent`, and hands its handle to the driver.
///
/// # Safety
/// The attributes are the driver's; `result` is its variable, not null.
pub(crate) unsafe fn create(
    fx: Fx,
    attributes: PWDF_OBJECT_ATTRIBUTES,
    parent: Option<&crate::object::Header>,
    result: *mut WDFKEY,
    open: impl FnOnce() -> Result<Key, NTSTATUS>,
) -> NTSTATUS {
    let create = || {
        // SAFETY: by contract.
        let attributes = unsafe { Attributes::read(attributes, Rules::PLAIN) }?;
        let parent = match parent {
            Some(parent) if attributes.parent.is_null() => parent,
            // SAFETY: by contract.
            _ => unsafe { parent_or_driver(fx, &attributes) }?,
        };
        let body = RegistryKey {
            key: Cell::new(Some(open()?)),
        };
        Obj::create(fx, Some(parent), &attributes, body)
    };
    match create() {
        Ok(key) => {
            // SAFETY: by contract.
            unsafe { result.write(key.header().handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}
