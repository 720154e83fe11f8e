//! A key as the kernel knows it.
#![expect(unsafe_code, reason = "keys and values of the kernel")]

use core::{mem::offset_of, ptr, slice};

use wdk_sys::{
    _KEY_VALUE_INFORMATION_CLASS::KeyValuePartialInformation, ACCESS_MASK, HANDLE,
    KEY_VALUE_PARTIAL_INFORMATION, NTSTATUS, OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE,
    OBJECT_ATTRIBUTES, REG_DWORD, STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL,
    STATUS_OBJECT_TYPE_MISMATCH, ULONG, ZwClose, ZwCreateKey, ZwDeleteKey, ZwDeleteValueKey,
    ZwOpenKey, ZwQueryValueKey, ZwSetValueKey,
};

use crate::{pool::PoolVec, text::counted};

/// An open key, closed when dropped.
pub(crate) struct Key(HANDLE);

/// A value's type and bytes.
pub(crate) struct Value {
    pub(crate) kind: u32,
    pub(crate) data: PoolVec<u8>,
}

fn checked(status: NTSTATUS) -> Result<(), NTSTATUS> {
    if status < 0 { Err(status) } else { Ok(()) }
}

fn attributes(root: HANDLE, name: *mut wdk_sys::UNICODE_STRING) -> OBJECT_ATTRIBUTES {
    OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: root,
        ObjectName: name,
        Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
        ..OBJECT_ATTRIBUTES::default()
    }
}

impl Key {
    /// Owns a handle.
    pub(crate) fn from_handle(handle: HANDLE) -> Self {
        Self(handle)
    }

    pub(crate) fn handle(&self) -> HANDLE {
        self.0
    }

    /// Opens `path`, below `root` unless that is null.
    pub(crate) fn open(root: HANDLE, path: &[u16], access: ACCESS_MASK) -> Result<Self, NTSTATUS> {
        let mut name = counted(path);
        let mut attributes = attributes(root, &raw mut name);
        let mut key = ptr::null_mut();
        // SAFETY: all pointers are to locals that outlive the call.
        checked(unsafe { ZwOpenKey(&raw mut key, access, &raw mut attributes) })?;
        Ok(Self(key))
    }

    /// Opens or creates `path`, and says which in `disposition`.
    pub(crate) fn create(
        root: HANDLE,
        path: &[u16],
        access: ACCESS_MASK,
        options: ULONG,
        disposition: *mut ULONG,
    ) -> Result<Self, NTSTATUS> {
        let mut name = counted(path);
        let mut attributes = attributes(root, &raw mut name);
        let mut key = ptr::null_mut();
        // SAFETY: pointers to locals that outlive the call; the disposition is the driver's.
        checked(unsafe {
            ZwCreateKey(
                &raw mut key,
                access,
                &raw mut attributes,
                0,
                ptr::null_mut(),
                options,
                disposition,
            )
        })?;
        Ok(Self(key))
    }

    /// Reads a value.
    pub(crate) fn read(&self, tag: u32, name: &[u16]) -> Result<Value, NTSTATUS> {
        read(self.0, tag, name)
    }

    /// Writes a value.
    pub(crate) fn write(&self, name: &[u16], kind: u32, data: &[u8]) -> Result<(), NTSTATUS> {
        // SAFETY: the slice's own address and length.
        unsafe { write(self.0, name, kind, data.as_ptr(), data.len() as u32) }
    }

    /// Writes a 32-bit value.
    pub(crate) fn set_dword(&self, name: &[u16], value: u32) -> Result<(), NTSTATUS> {
        self.write(name, REG_DWORD, &value.to_le_bytes())
    }

    /// The 32-bit value of this name, if it is one.
    pub(crate) fn dword(&self, tag: u32, name: &[u16]) -> Option<u32> {
        self.read(tag, name).ok()?.dword().ok()
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: owned; closed once.
        let _ = unsafe { ZwClose(self.0) };
    }
}

impl Value {
    /// The number, if it is one. What a shorter value leaves of it is not defined.
    pub(crate) fn dword(&self) -> Result<u32, NTSTATUS> {
        let mut bytes = [0xCC; 4];
        if self.kind != REG_DWORD {
            return Err(STATUS_OBJECT_TYPE_MISMATCH);
        }
        let Some(place) = bytes.get_mut(..self.data.len()) else {
            return Err(STATUS_BUFFER_OVERFLOW);
        };
        place.copy_from_slice(&self.data);
        Ok(u32::from_le_bytes(bytes))
    }

    /// The UTF-16 units.
    pub(crate) fn units(&self) -> &[u16] {
        // SAFETY: the pool aligns to 16 bytes, and any bytes are units.
        unsafe { slice::from_raw_parts(self.data.as_ptr().cast(), self.data.len() / 2) }
    }
}

/// Reads a value of an open key.
pub(crate) fn read(key: HANDLE, tag: u32, name: &[u16]) -> Result<Value, NTSTATUS> {
    const HEADER: usize = offset_of!(KEY_VALUE_PARTIAL_INFORMATION, Data);
    let mut name = counted(name);
    let mut buffer: PoolVec<u32> = PoolVec::copy_of(tag, &[0; 16])?;
    loop {
        let mut needed = 0;
        // SAFETY: pointers to locals that outlive the call; the length is the buffer's.
        let status = unsafe {
            ZwQueryValueKey(
                key,
                &raw mut name,
                KeyValuePartialInformation,
                buffer.as_mut_ptr().cast(),
                size_of_val(&*buffer) as u32,
                &raw mut needed,
            )
        };
        if matches!(status, STATUS_BUFFER_OVERFLOW | STATUS_BUFFER_TOO_SMALL) {
            // The value may have grown since: query again as often as that happens.
            while size_of_val(&*buffer) < needed as usize {
                buffer.push(0)?;
            }
            continue;
        }
        checked(status)?;
        let (kind, length) = (buffer[1], buffer[2] as usize);
        let available = size_of_val(&*buffer) - HEADER;
        // SAFETY: the data follow the header in the same buffer.
        let data = unsafe { buffer.as_ptr().cast::<u8>().add(HEADER) };
        // SAFETY: the kernel wrote `length` bytes, at most what is available.
        let data = unsafe { slice::from_raw_parts(data, length.min(available)) };
        return Ok(Value {
            kind,
            data: PoolVec::copy_of(tag, data)?,
        });
    }
}

/// Writes a value of an open key.
///
/// # Safety
/// `data` is valid for `size` bytes.
pub(crate) unsafe fn write(
    key: HANDLE,
    name: &[u16],
    kind: u32,
    data: *const u8,
    size: u32,
) -> Result<(), NTSTATUS> {
    let mut name = counted(name);
    // SAFETY: by contract, and the name outlives the call.
    checked(unsafe { ZwSetValueKey(key, &raw mut name, 0, kind, data.cast_mut().cast(), size) })
}

/// Deletes an open key.
pub(crate) fn delete(key: HANDLE) -> Result<(), NTSTATUS> {
    // SAFETY: an open key, by the callers.
    checked(unsafe { ZwDeleteKey(key) })
}

/// Deletes a value of an open key.
pub(crate) fn delete_value(key: HANDLE, name: &[u16]) -> Result<(), NTSTATUS> {
    let mut name = counted(name);
    // SAFETY: an open key, by the callers; the name outlives the call.
    checked(unsafe { ZwDeleteValueKey(key, &raw mut name) })
}
