//! The framework's settings of a driver: `Parameters\Wdf` of its service key.
#![forbid(unsafe_code)]

use core::ptr;

use wdk_sys::KEY_READ;

use crate::{registry::key::Key, text::w};

/// `VerifierOn` of the service whose key is at `path`.
pub(crate) fn verifier_on(tag: u32, path: &[u16]) -> bool {
    let value = Key::open(ptr::null_mut(), path, KEY_READ)
        .and_then(|service| Key::open(service.handle(), &w!(r"Parameters\Wdf"), KEY_READ))
        .ok()
        .and_then(|key| key.dword(tag, &w!("VerifierOn")));
    value.is_some_and(|value| value != 0)
}
