//! Devices: properties, interface keys, notifications; interrupts, which Wine has none of.
#![expect(unsafe_code, reason = "exports of the kernel; keys of the registry")]

use core::ptr;

use wdk_sys::{
    ACCESS_MASK, DEVPROPKEY, IoUnregisterPlugPlayNotification, LCID, NTSTATUS,
    OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, PDEVICE_OBJECT, PDEVPROPTYPE,
    PHANDLE, PIO_CONNECT_INTERRUPT_PARAMETERS, PIO_DISCONNECT_INTERRUPT_PARAMETERS, PULONG,
    PUNICODE_STRING, PVOID, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED,
    STATUS_OBJECT_NAME_NOT_FOUND, ULONG, UNICODE_STRING, ZwClose, ZwCreateKey, abi,
};

/// Wine keeps no unified properties that a driver could read.
#[abi(no_mangle)]
fn wine_IoGetDevicePropertyData(
    _device: PDEVICE_OBJECT,
    _key: *const DEVPROPKEY,
    _language: LCID,
    _flags: ULONG,
    _size: ULONG,
    _data: PVOID,
    _required: PULONG,
    _kind: PDEVPROPTYPE,
) -> NTSTATUS {
    STATUS_OBJECT_NAME_NOT_FOUND
}

/// There are no interrupts in a process.
#[abi(no_mangle)]
fn wine_IoConnectInterruptEx(_parameters: PIO_CONNECT_INTERRUPT_PARAMETERS) -> NTSTATUS {
    STATUS_NOT_SUPPORTED
}

/// Nothing was connected.
#[abi(no_mangle)]
fn wine_IoDisconnectInterruptEx(_parameters: PIO_DISCONNECT_INTERRUPT_PARAMETERS) {}

/// Wine's function waits for nothing, and so needs no other one for callbacks that hold locks.
#[abi(no_mangle)]
unsafe fn wine_IoUnregisterPlugPlayNotificationEx(entry: PVOID) -> NTSTATUS {
    // SAFETY: the caller's registration.
    unsafe { IoUnregisterPlugPlayNotification(entry) }
}

/// Where setup keeps interfaces: a key for the class, one for the link, one for its parameters.
#[abi(no_mangle)]
unsafe fn wine_IoOpenDeviceInterfaceRegistryKey(
    link: PUNICODE_STRING,
    access: ACCESS_MASK,
    key: PHANDLE,
) -> NTSTATUS {
    const CLASSES: &str = r"\Registry\Machine\System\CurrentControlSet\Control\DeviceClasses\";
    /// `\??\` and `\\?\`.
    const PREFIX: usize = 4;
    /// A class in braces.
    const CLASS: usize = 38;
    // SAFETY: the caller's text, of this length.
    let link =
        unsafe { core::slice::from_raw_parts((*link).Buffer, usize::from((*link).Length) / 2) };
    let open = link.iter().rposition(|it| *it == u16::from(b'{'));
    let class = open.and_then(|at| link.get(at..at + CLASS));
    let (Some(class), Some(name)) = (class, link.get(PREFIX..)) else {
        return STATUS_INVALID_PARAMETER;
    };
    let mut path = Path {
        units: [0; 512],
        length: 0,
    };
    path.push(CLASSES.encode_utf16());
    path.push(class.iter().copied());
    path.push("\\##?#".encode_utf16());
    path.push(name.iter().map(|it| {
        if *it == u16::from(b'\\') {
            u16::from(b'#')
        } else {
            *it
        }
    }));
    // The interface exists, though Wine may not have written its key; what is below is made.
    let mut handle = ptr::null_mut();
    let status = path.create(access, &raw mut handle);
    if status < 0 {
        return status;
    }
    // SAFETY: opened above.
    let _ = unsafe { ZwClose(handle) };
    path.push("\\Device Parameters".encode_utf16());
    path.create(access, key)
}

/// The path of a key.
struct Path {
    units: [u16; 512],
    length: usize,
}

impl Path {
    /// Appends what fits; a longer path names no key.
    fn push(&mut self, units: impl Iterator<Item = u16>) {
        let free = self.units.get_mut(self.length..).unwrap_or_default();
        for (to, from) in free.iter_mut().zip(units) {
            *to = from;
            self.length += 1;
        }
    }

    fn create(&mut self, access: ACCESS_MASK, key: PHANDLE) -> NTSTATUS {
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
        // SAFETY: locals that outlive the call, and the caller's variable.
        unsafe {
            ZwCreateKey(
                key,
                access,
                &raw mut attributes,
                0,
                ptr::null_mut(),
                0,
                ptr::null_mut(),
            )
        }
    }
}
