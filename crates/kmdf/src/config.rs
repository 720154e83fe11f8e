//! The framework's settings of a driver: `Parameters\Wdf` of its service key.

use core::ptr;

use wdk_sys::{
    _KEY_VALUE_INFORMATION_CLASS::KeyValuePartialInformation, HANDLE, KEY_READ,
    KEY_VALUE_PARTIAL_INFORMATION, OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES,
    REG_DWORD, ZwClose, ZwOpenKey, ZwQueryValueKey,
};

use crate::text::{counted, w};

/// A kernel handle, closed when dropped.
pub(crate) struct Key(HANDLE);

impl Key {
    /// Opens `path` for reading, below `root` if there is one.
    pub(crate) fn open(root: Option<&Self>, path: &[u16]) -> Option<Self> {
        let mut name = counted(path);
        let attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
            RootDirectory: root.map_or(ptr::null_mut(), |key| key.0),
            ObjectName: &raw mut name,
            Attributes: (OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE) as u32,
            ..OBJECT_ATTRIBUTES::default()
        };
        let mut key = ptr::null_mut();
        // SAFETY: all pointers are to locals that outlive the call.
        let status =
            unsafe { ZwOpenKey(&raw mut key, KEY_READ, (&raw const attributes).cast_mut()) };
        (status >= 0).then_some(Self(key))
    }

    /// The 32-bit value of this name, if it is one.
    pub(crate) fn dword(&self, name: &[u16]) -> Option<u32> {
        #[repr(C)]
        #[derive(Default)]
        struct Value {
            header: [u32; 3],
            data: u32,
            room: [u32; 4],
        }
        const {
            assert!(core::mem::offset_of!(KEY_VALUE_PARTIAL_INFORMATION, Data) == 12);
        }
        let mut value = Value::default();
        let mut name = counted(name);
        let mut needed = 0;
        // SAFETY: all pointers are to locals that outlive the call; the length is the buffer's.
        let status = unsafe {
            ZwQueryValueKey(
                self.0,
                &raw mut name,
                KeyValuePartialInformation,
                (&raw mut value).cast(),
                size_of::<Value>() as u32,
                &raw mut needed,
            )
        };
        let [_, kind, length] = value.header;
        (status >= 0 && kind == REG_DWORD as u32 && length == 4).then_some(value.data)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: opened by `open`, closed once.
        let _ = unsafe { ZwClose(self.0) };
    }
}

/// `VerifierOn` of the service whose key is at `path`.
pub(crate) fn verifier_on(path: &[u16]) -> bool {
    let value = Key::open(None, path)
        .and_then(|service| Key::open(Some(&service), &w!(r"Parameters\Wdf")))
        .and_then(|key| key.dword(&w!("VerifierOn")));
    value.is_some_and(|value| value != 0)
}
