//! The interfaces that a driver has registered for a device.
#![expect(unsafe_code, reason = "frees strings of the I/O manager")]

use wdk_sys::{GUID, RtlFreeUnicodeString, UNICODE_STRING};

use crate::pool::PoolVec;

/// The interfaces of a device.
pub(super) struct Interfaces(pub(super) PoolVec<Interface>);

/// An interface of a device.
pub(super) struct Interface {
    pub(super) class: GUID,
    pub(super) reference: PoolVec<u16>,
    /// The name under which it is registered; the I/O manager allocated it.
    pub(super) link: UNICODE_STRING,
    /// Whether it is enabled as the device starts.
    pub(super) auto: bool,
}

// SAFETY: the string's buffer belongs to the interface.
unsafe impl Send for Interface {}

impl Drop for Interface {
    fn drop(&mut self) {
        // SAFETY: allocated by IoRegisterDeviceInterface.
        unsafe { RtlFreeUnicodeString(&raw mut self.link) };
    }
}

impl Interfaces {
    pub(super) fn new(tag: u32) -> Self {
        Self(PoolVec::new(tag))
    }

    pub(super) fn find(&mut self, class: &GUID, reference: &[u16]) -> Option<&mut Interface> {
        self.0
            .iter_mut()
            .find(|interface| same(&interface.class, class) && *interface.reference == *reference)
    }
}

pub(crate) fn same(left: &GUID, right: &GUID) -> bool {
    (left.Data1, left.Data2, left.Data3, left.Data4)
        == (right.Data1, right.Data2, right.Data3, right.Data4)
}
