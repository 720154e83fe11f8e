//! Values below `HKEY_LOCAL_MACHINE`.
#![expect(unsafe_code, reason = "calls Windows")]

use alloc::{format, vec};
use core::ptr;

use windows_sys::Win32::{
    Foundation::ERROR_SUCCESS,
    System::Registry::{
        HKEY_LOCAL_MACHINE, RRF_NOEXPAND, RRF_RT_ANY, RegGetValueW, RegSetKeyValueW,
    },
};

use super::{Answer, Failure, digits, ok, wide};

/// The longest value that is read.
const LONGEST: usize = 64 << 10;

pub(super) fn query(key: &str, name: &str) -> Answer {
    let (key, name) = (wide(key), wide(name));
    let mut data = vec![0_u8; LONGEST];
    let (mut kind, mut length) = (0, LONGEST as u32);
    // SAFETY: texts with NUL, a buffer of this length, locals.
    let code = unsafe {
        RegGetValueW(
            HKEY_LOCAL_MACHINE,
            key.as_ptr(),
            name.as_ptr(),
            RRF_RT_ANY | RRF_NOEXPAND,
            &raw mut kind,
            data.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    if code != ERROR_SUCCESS {
        let what = "RegGetValue";
        return Err(Failure { what, code });
    }
    data.truncate(length as usize);
    Ok(format!("value\t{kind}\t{}", digits(&data)))
}

pub(super) fn set(key: &str, name: &str, kind: u32, data: &[u8]) -> Answer {
    let (key, name) = (wide(key), wide(name));
    let data_at = if data.is_empty() {
        ptr::null()
    } else {
        data.as_ptr()
    };
    // SAFETY: texts with NUL, and bytes of this length.
    let code = unsafe {
        RegSetKeyValueW(
            HKEY_LOCAL_MACHINE,
            key.as_ptr(),
            name.as_ptr(),
            kind,
            data_at.cast(),
            data.len() as u32,
        )
    };
    if code != ERROR_SUCCESS {
        let what = "RegSetKeyValue";
        return Err(Failure { what, code });
    }
    ok()
}
