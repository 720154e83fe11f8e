//! Registry keys, with the values that an INF or a driver wrote for a device or an interface.
//!
//! `HKR` in a `.HW` section is [`Device::hardware_key`], in the DDInstall section
//! [`Device::software_key`], and below `AddInterface` an [`interface's`](crate::interface) key.
//!
//! See [Registry trees and keys for devices and drivers](https://learn.microsoft.com/windows-hardware/drivers/install/registry-trees-and-keys).
#![expect(
    unsafe_code,
    reason = "calls the configuration manager with raw handles"
)]

use core::{fmt, ptr};

use wdk_sys::{
    _KEY_VALUE_INFORMATION_CLASS::KeyValuePartialInformation, ACCESS_MASK, HANDLE, KEY_READ,
    KEY_WRITE, NTSTATUS, OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES,
    PDEVICE_OBJECT, PLUGPLAY_REGKEY_DEVICE, PLUGPLAY_REGKEY_DRIVER, REG_DWORD, REG_EXPAND_SZ,
    REG_SZ, ULONG,
};

use crate::{
    Context, Device, Error, NtStatus, Passive, Result, UnicodeStr, UnicodeString, file::Handle,
    interface::physical_device,
};

/// An open key, while the code runs at `PASSIVE_LEVEL`.
pub struct Key<'irql>(Handle<'irql>);

/// The access that a key is opened with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Reading.
    Read,
    /// Reading and writing.
    Write,
}

impl Access {
    pub(crate) const fn mask(self) -> ACCESS_MASK {
        match self {
            Self::Read => KEY_READ,
            Self::Write => KEY_READ | KEY_WRITE,
        }
    }
}

/// The longest path of a service's `Parameters` key, in code units.
const PATH_UNITS: usize = 320;

/// Bytes of type and length before a value's data: `KEY_VALUE_PARTIAL_INFORMATION`.
const HEADER: usize = 12;

/// A value as `ZwQueryValueKey` returns it; values longer than `N` bytes do not fit.
#[repr(C, align(8))]
struct Partial<const N: usize> {
    title: u32,
    kind: u32,
    length: u32,
    bytes: [u8; N],
}

impl<const N: usize> Partial<N> {
    const EMPTY: Self = Self {
        title: 0,
        kind: 0,
        length: 0,
        bytes: [0; N],
    };
}

impl<'irql> Key<'irql> {
    /// Opens a key with `open`, which gets the access and the place for the handle.
    ///
    /// # Safety
    /// As for [`Handle::open`].
    pub(crate) unsafe fn open(
        access: Access,
        irql: &'irql Passive,
        open: impl FnOnce(ACCESS_MASK, &mut HANDLE) -> NTSTATUS,
    ) -> Result<Self> {
        // SAFETY: the caller guarantees what `open` stores.
        unsafe { Handle::open(irql, |raw| open(access.mask(), raw)) }.map(Self)
    }

    /// Opens the `Parameters` key of the driver's service; `registry_path` is the argument of
    /// `DriverEntry`.
    ///
    /// # Errors
    /// [`Error::OBJECT_NAME_NOT_FOUND`], [`Error::NAME_TOO_LONG`], or what `ZwOpenKey` reports.
    pub fn parameters(
        registry_path: &UnicodeStr,
        access: Access,
        irql: &'irql Passive,
    ) -> Result<Self> {
        let mut path = UnicodeString::<PATH_UNITS>::new();
        path.push(registry_path)?;
        path.push_str(r"\Parameters")?;
        let name = path.as_raw();
        let mut attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as ULONG,
            ObjectName: name.as_ptr().cast_mut(),
            Attributes: OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
            ..OBJECT_ATTRIBUTES::default()
        };
        // SAFETY: attributes and path are only read; `irql` states the level.
        let open = |mask, handle: &mut HANDLE| unsafe {
            wdk_sys::ZwOpenKey(handle, mask, &raw mut attributes)
        };
        // SAFETY: `ZwOpenKey` stores a handle of this call's own, a kernel handle as the attributes
        // say.
        unsafe { Self::open(access, irql, open) }
    }

    /// Into `value`, which is large: a copy of it for each function would take a kernel stack.
    fn query<const N: usize>(&self, name: &UnicodeStr, value: &mut Partial<N>) -> Result<()> {
        let name = name.as_raw();
        let mut needed = 0;
        // SAFETY: the handle is open and borrows a token of the level; the name is only read, and the
        // value is a structure of the length that is passed.
        let status = unsafe {
            wdk_sys::ZwQueryValueKey(
                self.0.raw(),
                name.as_ptr().cast_mut(),
                KeyValuePartialInformation,
                ptr::from_mut(value).cast(),
                (HEADER + N) as ULONG,
                &raw mut needed,
            )
        };
        NtStatus::new(status).ok()
    }

    /// Reads a `REG_DWORD`.
    ///
    /// # Errors
    /// [`Error::OBJECT_NAME_NOT_FOUND`], or [`Error::OBJECT_TYPE_MISMATCH`] for a value of
    /// another type.
    pub fn u32(&self, name: &UnicodeStr) -> Result<u32> {
        let mut value = Partial::<4>::EMPTY;
        self.query(name, &mut value)?;
        if (value.kind, value.length) != (REG_DWORD, 4) {
            return Err(Error::OBJECT_TYPE_MISMATCH);
        }
        Ok(u32::from_le_bytes(value.bytes))
    }

    /// Reads a `REG_SZ` or `REG_EXPAND_SZ` without expanding it, of at most 512 code units.
    ///
    /// # Errors
    /// [`Error::OBJECT_NAME_NOT_FOUND`]; [`Error::OBJECT_TYPE_MISMATCH`] for a value of another
    /// type; [`Error::BUFFER_OVERFLOW`] or [`Error::NAME_TOO_LONG`] when it is too long.
    pub fn string<const N: usize>(&self, name: &UnicodeStr) -> Result<UnicodeString<N>> {
        let mut text = UnicodeString::new();
        self.text(name, &mut text)?;
        Ok(text)
    }

    /// The type of the value, whose text is appended to `text`.
    fn text<const N: usize>(&self, name: &UnicodeStr, text: &mut UnicodeString<N>) -> Result<u32> {
        let mut value = Partial::<1026>::EMPTY;
        self.query(name, &mut value)?;
        if value.kind != REG_SZ && value.kind != REG_EXPAND_SZ {
            return Err(Error::OBJECT_TYPE_MISMATCH);
        }
        let bytes = value.bytes.get(..value.length as usize);
        let pairs = bytes.unwrap_or_default().as_chunks::<2>().0;
        for unit in pairs.iter().map(|pair| u16::from_le_bytes(*pair)) {
            if unit == 0 {
                break;
            }
            text.push(UnicodeStr::from_utf16(&[unit])?)?;
        }
        Ok(value.kind)
    }

    /// Reads the path of a file, which the INF wrote with `%13%`, in the kernel's form.
    ///
    /// A `REG_SZ` has the path in the form of programs, `C:\...`, which is prefixed with `\??\`. In a
    /// `REG_EXPAND_SZ`, `%SystemRoot%` becomes `\SystemRoot`; the kernel has no other variables.
    ///
    /// # Errors
    /// As [`string`](Self::string); [`Error::NOT_SUPPORTED`] for another variable.
    pub fn path<const N: usize>(&self, name: &UnicodeStr) -> Result<UnicodeString<N>> {
        let mut text = UnicodeString::<512>::new();
        let kind = self.text(name, &mut text)?;
        let mut path = UnicodeString::new();
        let units = text.as_units();
        let rest = match (kind, after(units, "%SystemRoot%"), after(units, r"\??\")) {
            (REG_EXPAND_SZ, Some(rest), _) => {
                path.push_str(r"\SystemRoot")?;
                rest
            }
            (_, _, Some(_)) => units,
            _ => {
                path.push_str(r"\??\")?;
                units
            }
        };
        if kind == REG_EXPAND_SZ && rest.contains(&u16::from(b'%')) {
            return Err(Error::NOT_SUPPORTED);
        }
        path.push(UnicodeStr::from_utf16(rest)?)?;
        Ok(path)
    }

    /// Writes a `REG_SZ`; the key was opened with [`Access::Write`].
    ///
    /// # Errors
    /// What `ZwSetValueKey` reports; [`Error::NAME_TOO_LONG`] for more than 512 code units.
    pub fn set_string(&self, name: &UnicodeStr, text: &UnicodeStr) -> Result<()> {
        let mut units = [0_u16; 513];
        let target = units.get_mut(..text.len()).filter(|it| it.len() < 513);
        target
            .ok_or(Error::NAME_TOO_LONG)?
            .copy_from_slice(text.as_units());
        let data = units.as_ptr().cast();
        // SAFETY: the array starts with the text and its NUL, which this length counts.
        unsafe { self.set(name, REG_SZ, data, (text.len() + 1) * 2) }
    }

    /// Writes a `REG_DWORD`; the key was opened with [`Access::Write`].
    ///
    /// # Errors
    /// What `ZwSetValueKey` reports.
    pub fn set_u32(&self, name: &UnicodeStr, value: u32) -> Result<()> {
        let bytes = value.to_le_bytes();
        // SAFETY: the array has its own length.
        unsafe { self.set(name, REG_DWORD, bytes.as_ptr(), bytes.len()) }
    }

    /// # Safety
    /// `data` is readable for `length` bytes.
    unsafe fn set(
        &self,
        name: &UnicodeStr,
        kind: u32,
        data: *const u8,
        length: usize,
    ) -> Result<()> {
        let name = name.as_raw();
        // SAFETY: the handle is open and borrows a token of the level; name and data are only read,
        // and the caller guarantees the data's length.
        let status = unsafe {
            wdk_sys::ZwSetValueKey(
                self.0.raw(),
                name.as_ptr().cast_mut(),
                0,
                kind,
                data.cast_mut().cast(),
                length as ULONG,
            )
        };
        NtStatus::new(status).ok()
    }
}

/// The rest after `prefix`, which is compared without case.
fn after<'a>(units: &'a [u16], prefix: &str) -> Option<&'a [u16]> {
    let (start, rest) = units.split_at_checked(prefix.len())?;
    let lower = |unit: u16| u8::try_from(unit).map_or(0, |it| it.to_ascii_lowercase());
    let same = start
        .iter()
        .zip(prefix.bytes())
        .all(|(unit, byte)| lower(*unit) == byte.to_ascii_lowercase());
    same.then_some(rest)
}

impl<C: Context> Device<C> {
    /// The device's hardware key: `HKR` of the `.HW` section, opened with
    /// `IoOpenDeviceRegistryKey`.
    ///
    /// # Errors
    /// What `IoOpenDeviceRegistryKey` reports.
    pub fn hardware_key<'irql>(&self, access: Access, irql: &'irql Passive) -> Result<Key<'irql>> {
        // SAFETY: a live device has a live PDO or none.
        unsafe { device_key(physical_device(self), PLUGPLAY_REGKEY_DEVICE, access, irql) }
    }

    /// The device's software key: `HKR` of the DDInstall section.
    ///
    /// # Errors
    /// What `IoOpenDeviceRegistryKey` reports.
    pub fn software_key<'irql>(&self, access: Access, irql: &'irql Passive) -> Result<Key<'irql>> {
        // SAFETY: the PDO, if there is one, lives as long as the device.
        unsafe { device_key(physical_device(self), PLUGPLAY_REGKEY_DRIVER, access, irql) }
    }
}

/// # Safety
/// `pdo` is null or the live physical device object of a device in the tree.
pub(crate) unsafe fn device_key<'irql>(
    pdo: PDEVICE_OBJECT,
    kind: ULONG,
    access: Access,
    irql: &'irql Passive,
) -> Result<Key<'irql>> {
    if pdo.is_null() {
        return Err(Error::INVALID_DEVICE_REQUEST);
    }
    // SAFETY: the caller guarantees the device, which is not null; `irql` states the level.
    let open = |mask, handle: &mut HANDLE| unsafe {
        wdk_sys::IoOpenDeviceRegistryKey(pdo, kind, mask, handle)
    };
    // SAFETY: `IoOpenDeviceRegistryKey` opens a kernel handle for its caller.
    unsafe { Key::open(access, irql, open) }
}

impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:p})", self.0.raw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_found_in_any_case() {
        let units = |text: &str| text.encode_utf16().collect::<std::vec::Vec<_>>();
        let path = units(r"%systemROOT%\x");
        assert_eq!(after(&path, "%SystemRoot%"), Some(&units(r"\x")[..]));
        assert_eq!(after(&path, r"\??\"), None);
        assert_eq!(after(&[], "%SystemRoot%"), None);
    }
}
