//! `WDFKEY`: keys of the registry.
#![expect(unsafe_code, reason = "a cell that only the driver's calls change")]

mod keys;
mod multi;
mod values;

pub(crate) mod key;
pub(crate) use keys::*;
pub(crate) use multi::*;
pub(crate) use values::*;

use core::cell::Cell;

use wdk_sys::{
    HANDLE, NTSTATUS,
    wdf::{PWDF_OBJECT_ATTRIBUTES, WDFKEY},
};

use self::key::Key;
use crate::{
    Fx,
    argument::Argument,
    object::{Attributes, Body, Class, Obj, Rules, numbers},
};

/// The framework's part of a `WDFKEY`.
pub(crate) struct RegistryKey {
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

/// Makes an object of a key that `open` opens, under the parent that the attributes name or the driver's object, and
/// hands its handle to the driver.
pub(crate) fn create(
    fx: Fx,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    rules: Rules,
    result: &Argument<'_, *mut WDFKEY>,
    open: impl FnOnce() -> Result<Key, NTSTATUS>,
) -> NTSTATUS {
    let create = || {
        let attributes = Attributes::read(attributes, rules)?;
        let parent = attributes.parent_or(fx, None)?;
        let body = RegistryKey {
            key: Cell::new(Some(open()?)),
        };
        Obj::create(fx, Some(parent), &attributes, body)
    };
    result.put_created(create())
}
