//! Device interfaces, in the registry: a key for the class, below it one for each link.
#![expect(unsafe_code, reason = "exports of the kernel; keys of the registry")]

use core::{ptr, slice};

use wdk_sys::{
    _KEY_INFORMATION_CLASS::KeyNameInformation, ACCESS_MASK, DEVICE_INTERFACE_INCLUDE_NONACTIVE,
    GUID, HANDLE, IoOpenDeviceRegistryKey, KEY_READ, NTSTATUS, OBJ_CASE_INSENSITIVE,
    OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, PDEVICE_OBJECT, PHANDLE, PLUGPLAY_REGKEY_DEVICE,
    PUNICODE_STRING, PWSTR, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_SUCCESS, ULONG, UNICODE_STRING, ZwClose, ZwCreateKey,
    ZwOpenKey, ZwQueryKey, abi,
};

use crate::driver;

const CLASSES: &str = r"\Registry\Machine\System\CurrentControlSet\Control\DeviceClasses\";
const TAG: u32 = u32::from_le_bytes(*b"Wine");
/// `\??\` and `\\?\`, which the keys of links do not begin with.
const PREFIX: usize = 4;
/// How long a class in braces is.
const CLASS: usize = 38;

/// A text that grows; it ends where the room does.
struct Text {
    units: [u16; 512],
    length: usize,
}

impl Text {
    const EMPTY: Self = Self {
        units: [0; 512],
        length: 0,
    };

    fn push(&mut self, units: impl Iterator<Item = u16>) {
        let free = self.units.get_mut(self.length..).unwrap_or_default();
        for (to, from) in free.iter_mut().zip(units) {
            *to = from;
            self.length += 1;
        }
    }

    fn push_str(&mut self, text: &str) {
        self.push(text.encode_utf16());
    }

    /// The last `count` hexadecimal digits of a number.
    fn push_digits(&mut self, value: u32, count: u32) {
        let digits = (0..count)
            .rev()
            .filter_map(|at| char::from_digit(value >> (4 * at) & 0xF, 16));
        self.push(digits.map(|it| it as u16));
    }

    /// A class as the registry writes it, without the braces.
    fn push_class(&mut self, class: &GUID) {
        self.push_digits(class.Data1, 8);
        for part in [class.Data2, class.Data3] {
            self.push_str("-");
            self.push_digits(part.into(), 4);
        }
        for (at, byte) in class.Data4.into_iter().enumerate() {
            if at == 0 || at == 2 {
                self.push_str("-");
            }
            self.push_digits(byte.into(), 2);
        }
    }

    /// Calls `function` with the text as the name of an object.
    fn as_name<R>(&mut self, function: impl FnOnce(*mut OBJECT_ATTRIBUTES) -> R) -> R {
        let bytes = (self.length * 2) as u16;
        let mut name = UNICODE_STRING {
            Length: bytes,
            MaximumLength: bytes,
            Buffer: self.units.as_mut_ptr(),
        };
        let mut attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
            RootDirectory: ptr::null_mut(),
            ObjectName: &raw mut name,
            Attributes: OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
            SecurityDescriptor: ptr::null_mut(),
            SecurityQualityOfService: ptr::null_mut(),
        };
        function(&raw mut attributes)
    }

    fn create_key(&mut self, access: ACCESS_MASK, key: PHANDLE) -> NTSTATUS {
        self.as_name(|attributes| {
            // SAFETY: attributes that outlive the call, and the caller's variable.
            unsafe {
                ZwCreateKey(
                    key,
                    access,
                    attributes,
                    0,
                    ptr::null_mut(),
                    0,
                    ptr::null_mut(),
                )
            }
        })
    }

    /// Whether there is a key of this name.
    fn is_key(&mut self) -> bool {
        let mut key: HANDLE = ptr::null_mut();
        // SAFETY: a local, and attributes that outlive the call.
        let status =
            self.as_name(|attributes| unsafe { ZwOpenKey(&raw mut key, KEY_READ, attributes) });
        if status >= 0 {
            close(key);
        }
        status >= 0
    }
}

/// Closes a key that one of these functions has opened.
fn close(key: HANDLE) {
    // SAFETY: an open handle of this module's own, which is not used after.
    let _ = unsafe { ZwClose(key) };
}

/// The instance path of a device, as links have it: with `#` for the backslashes.
fn instance(device: PDEVICE_OBJECT) -> Result<Text, NTSTATUS> {
    const ENUM: &str = r"\Enum\";
    let mut key: HANDLE = ptr::null_mut();
    // SAFETY: the caller's device, and a local.
    let status =
        unsafe { IoOpenDeviceRegistryKey(device, PLUGPLAY_REGKEY_DEVICE, KEY_READ, &raw mut key) };
    if status < 0 {
        return Err(status);
    }
    // The length of the name in bytes, then the name.
    let mut name = [0_u32; 300];
    let mut length = 0;
    // SAFETY: an open key, and a buffer of this length.
    let status = unsafe {
        ZwQueryKey(
            key,
            KeyNameInformation,
            name.as_mut_ptr().cast(),
            size_of_val(&name) as u32,
            &raw mut length,
        )
    };
    close(key);
    if status < 0 {
        return Err(status);
    }
    let units = name[1..]
        .iter()
        .flat_map(|it| [*it as u16, (*it >> 16) as u16]);
    let mut path = Text::EMPTY;
    path.push(units.take(name[0] as usize / 2));
    let path = &path.units[..path.length];
    // It ends with the key of the device's parameters, after the instance path.
    let same = |one: &[u16]| {
        let upper = |it: u16| char::from_u32(it.into()).map(|it| it.to_ascii_lowercase());
        one.iter()
            .map(|it| upper(*it))
            .eq(ENUM.chars().map(|it| Some(it.to_ascii_lowercase())))
    };
    let start = path
        .windows(ENUM.len())
        .position(same)
        .ok_or(STATUS_OBJECT_NAME_NOT_FOUND)?;
    let parts = path[start + ENUM.len()..]
        .split(|it| *it == u16::from(b'\\'))
        .take(3);
    let mut instance = Text::EMPTY;
    for part in parts {
        instance.push(part.iter().copied());
        instance.push_str("#");
    }
    Ok(instance)
}

/// The link of a device's interface of a class, without a reference string, enabled or not. The
/// list of enabled ones is not served: the caller learns that by the status.
#[abi(no_mangle)]
unsafe fn wine_IoGetDeviceInterfaces(
    class: *const GUID,
    device: PDEVICE_OBJECT,
    flags: ULONG,
    list: *mut PWSTR,
) -> NTSTATUS {
    if device.is_null() || flags & DEVICE_INTERFACE_INCLUDE_NONACTIVE == 0 {
        return wdk_sys::STATUS_NOT_SUPPORTED;
    }
    let mut name = match instance(device) {
        Ok(instance) => instance,
        Err(status) => return status,
    };
    // SAFETY: the caller's class.
    let class = unsafe { &*class };
    name.push_str("{");
    name.push_class(class);
    name.push_str("}");
    let mut key = Text::EMPTY;
    key.push_str(CLASSES);
    key.push_str("{");
    key.push_class(class);
    key.push_str(r"}\##?#");
    key.push(name.units[..name.length].iter().copied());
    let mut found = Text::EMPTY;
    if key.is_key() {
        found.push_str(r"\??\");
        found.push(name.units[..name.length].iter().copied());
    }
    // An empty text ends the list.
    let count = found.length + if found.length == 0 { 1 } else { 2 };
    let memory = driver::allocate(count * 2, TAG).cast::<u16>();
    if memory.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: fresh memory, longer than the text.
    unsafe { memory.copy_from_nonoverlapping(found.units.as_ptr(), found.length) };
    // SAFETY: the caller's variable. It frees the list with ExFreePool.
    unsafe { list.write(memory) };
    STATUS_SUCCESS
}

#[abi(no_mangle)]
unsafe fn wine_IoOpenDeviceInterfaceRegistryKey(
    link: PUNICODE_STRING,
    access: ACCESS_MASK,
    key: PHANDLE,
) -> NTSTATUS {
    // SAFETY: the caller's text, of this length.
    let link = unsafe { slice::from_raw_parts((*link).Buffer, usize::from((*link).Length) / 2) };
    let open = link.iter().rposition(|it| *it == u16::from(b'{'));
    let class = open.and_then(|at| link.get(at..at + CLASS));
    let (Some(class), Some(name)) = (class, link.get(PREFIX..)) else {
        return STATUS_INVALID_PARAMETER;
    };
    let mut path = Text::EMPTY;
    path.push_str(CLASSES);
    path.push(class.iter().copied());
    path.push_str("\\##?#");
    path.push(name.iter().map(|it| match *it {
        0x5C => u16::from(b'#'),
        other => other,
    }));
    // The interface exists, though Wine may not have written its key; what is below is made.
    let mut handle = ptr::null_mut();
    let status = path.create_key(KEY_READ, &raw mut handle);
    if status < 0 {
        return status;
    }
    close(handle);
    path.push_str("\\Device Parameters");
    path.create_key(access, key)
}
