//! The configuration manager of Windows, `cfgmgr32.dll`.
#![expect(unsafe_code, reason = "calls functions of Windows")]

mod package;

use std::{ffi::c_void, ptr};

use uuid::Uuid;
use windows_sys::{
    Win32::{
        Devices::DeviceAndDriverInstallation::{
            CM_GET_DEVICE_INTERFACE_LIST_ALL_DEVICES, CM_GET_DEVICE_INTERFACE_LIST_PRESENT,
            CM_GETIDLIST_FILTER_NONE, CM_GETIDLIST_FILTER_PRESENT, CM_Get_DevNode_PropertyW,
            CM_Get_Device_ID_List_SizeW, CM_Get_Device_ID_ListW,
            CM_Get_Device_Interface_List_SizeW, CM_Get_Device_Interface_ListW,
            CM_LOCATE_DEVNODE_NORMAL, CM_LOCATE_DEVNODE_PHANTOM, CM_Locate_DevNodeW,
            CM_NOTIFY_ACTION, CM_NOTIFY_ACTION_DEVICEINTERFACEARRIVAL,
            CM_NOTIFY_ACTION_DEVICEINTERFACEREMOVAL, CM_NOTIFY_EVENT_DATA, CM_NOTIFY_FILTER,
            CM_NOTIFY_FILTER_TYPE_DEVICEINTERFACE, CM_Open_DevNode_Key, CM_REGISTRY_HARDWARE,
            CM_REGISTRY_SOFTWARE, CONFIGRET, CR_BUFFER_SMALL, CR_NO_SUCH_DEVNODE,
            CR_NO_SUCH_REGISTRY_KEY, CR_NO_SUCH_VALUE, CR_SUCCESS, HCMNOTIFICATION,
            RegDisposition_OpenExisting,
        },
        Foundation::{DEVPROPKEY, ERROR_FILE_NOT_FOUND, ERROR_SUCCESS},
        System::{
            LibraryLoader::{GetModuleHandleW, GetProcAddress},
            Registry::{HKEY, KEY_READ, RegCloseKey, RegQueryValueExW},
        },
    },
    core::{GUID, PCSTR, PCWSTR},
};

use crate::{
    DeviceKey, Devices, Error, InterfaceEvent, Presence, PropertyKey, Value, Watch, value,
};

/// The devices of the Windows that this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Windows;

/// The function behind `CM_Open_Device_Interface_KeyW`, of Windows Vista and later; Wine lacks it.
type OpenInterfaceKey = unsafe extern "system" fn(PCWSTR, u32, u32, *mut HKEY, u32) -> CONFIGRET;
type Notify = unsafe extern "system" fn(
    HCMNOTIFICATION,
    *const c_void,
    CM_NOTIFY_ACTION,
    *const CM_NOTIFY_EVENT_DATA,
    u32,
) -> u32;
/// `CM_Register_Notification`, of Windows 8 and later.
type Register = unsafe extern "system" fn(
    *const CM_NOTIFY_FILTER,
    *const c_void,
    Option<Notify>,
    *mut HCMNOTIFICATION,
) -> CONFIGRET;
type Unregister = unsafe extern "system" fn(HCMNOTIFICATION) -> CONFIGRET;

/// What `event` of a notification points to.
type Event = Box<dyn Fn(InterfaceEvent) + Send + Sync>;

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn guid(uuid: Uuid) -> GUID {
    GUID::from_u128(uuid.as_u128())
}

fn check(function: &'static str, code: CONFIGRET, what: &str) -> Result<(), Error> {
    match code {
        CR_SUCCESS => Ok(()),
        CR_NO_SUCH_DEVNODE | CR_NO_SUCH_REGISTRY_KEY | CR_NO_SUCH_VALUE => {
            Err(Error::NotFound(what.to_owned()))
        }
        code => Err(Error::ConfigManager { function, code }),
    }
}

/// A function of `cfgmgr32.dll` that not every system has. `name` ends with a zero.
fn function(name: &'static str) -> Option<*const c_void> {
    let module = wide("cfgmgr32.dll");
    // SAFETY: the name ends with a zero; the module is loaded, since other functions are linked.
    let module = unsafe { GetModuleHandleW(module.as_ptr()) };
    let name: PCSTR = name.as_ptr();
    // SAFETY: the name ends with a zero, as the caller sees to.
    let found = unsafe { GetProcAddress(module, name) }?;
    Some(found as *const c_void)
}

/// Asks for a list until it fits: it may grow between the two calls.
fn list(
    function: &'static str,
    size: impl Fn(*mut u32) -> CONFIGRET,
    fill: impl Fn(*mut u16, u32) -> CONFIGRET,
) -> Result<Vec<String>, Error> {
    loop {
        let mut length = 0;
        check(function, size(&raw mut length), "the list")?;
        let mut buffer = vec![0_u16; length as usize];
        match fill(buffer.as_mut_ptr(), length) {
            CR_BUFFER_SMALL => {}
            code => {
                check(function, code, "the list")?;
                let bytes: Vec<u8> = buffer.into_iter().flat_map(u16::to_le_bytes).collect();
                return Ok(value::strings(&bytes));
            }
        }
    }
}

fn locate(id: &str) -> Result<u32, Error> {
    let name = wide(id);
    let mut node = 0;
    for flags in [CM_LOCATE_DEVNODE_NORMAL, CM_LOCATE_DEVNODE_PHANTOM] {
        // SAFETY: the name ends with a zero; the node goes to a local.
        let code = unsafe { CM_Locate_DevNodeW(&raw mut node, name.as_ptr(), flags) };
        match check("CM_Locate_DevNode", code, id) {
            Err(Error::NotFound(_)) => {}
            other => return other.map(|()| node),
        }
    }
    Err(Error::NotFound(id.to_owned()))
}

/// A key that is closed when it is dropped.
struct Key(HKEY);

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: opened by one of the functions below, and closed once.
        unsafe { RegCloseKey(self.0) };
    }
}

impl Key {
    fn value(&self, name: &str) -> Result<Value, Error> {
        let wide = wide(name);
        let mut buffer = vec![0_u8; 512];
        loop {
            let (mut kind, mut length) = (0, buffer.len() as u32);
            // SAFETY: an open key; the name ends with a zero; the buffer has the length that is
            // passed; the other pointers are to locals.
            let code = unsafe {
                RegQueryValueExW(
                    self.0,
                    wide.as_ptr(),
                    ptr::null(),
                    &raw mut kind,
                    buffer.as_mut_ptr(),
                    &raw mut length,
                )
            };
            match code {
                ERROR_SUCCESS => {
                    return Ok(Value::of_registry(kind, &buffer[..length as usize]));
                }
                ERROR_FILE_NOT_FOUND => return Err(Error::NotFound(name.to_owned())),
                _ if length as usize > buffer.len() => buffer.resize(length as usize, 0),
                code => return Err(Error::Registry(code)),
            }
        }
    }
}

impl Devices for Windows {
    fn ids(&self, presence: Presence) -> Result<Vec<String>, Error> {
        let flags = match presence {
            Presence::Present => CM_GETIDLIST_FILTER_PRESENT,
            Presence::All => CM_GETIDLIST_FILTER_NONE,
        };
        list(
            "CM_Get_Device_ID_List",
            // SAFETY: the length goes to a local; there is no filter by name.
            |length| unsafe { CM_Get_Device_ID_List_SizeW(length, ptr::null(), flags) },
            // SAFETY: the buffer has this length.
            |buffer, length| unsafe { CM_Get_Device_ID_ListW(ptr::null(), buffer, length, flags) },
        )
    }

    fn property(&self, id: &str, key: PropertyKey) -> Result<Value, Error> {
        let node = locate(id)?;
        let raw = DEVPROPKEY {
            fmtid: guid(key.format),
            pid: key.id,
        };
        let mut buffer = vec![0_u8; 512];
        loop {
            let (mut kind, mut length) = (0, buffer.len() as u32);
            // SAFETY: a located node; the buffer has the length that is passed; the other
            // pointers are to locals.
            let code = unsafe {
                CM_Get_DevNode_PropertyW(
                    node,
                    &raw const raw,
                    &raw mut kind,
                    buffer.as_mut_ptr(),
                    &raw mut length,
                    0,
                )
            };
            if code == CR_BUFFER_SMALL && length as usize > buffer.len() {
                buffer.resize(length as usize, 0);
                continue;
            }
            let what = format!("property {} of {id}", key.id);
            check("CM_Get_DevNode_Property", code, &what)?;
            return Ok(Value::of_property(kind, &buffer[..length as usize]));
        }
    }

    fn device_value(&self, id: &str, key: DeviceKey, name: &str) -> Result<Value, Error> {
        let node = locate(id)?;
        let which = match key {
            DeviceKey::Hardware => CM_REGISTRY_HARDWARE,
            DeviceKey::Software => CM_REGISTRY_SOFTWARE,
        };
        let mut opened: HKEY = ptr::null_mut();
        // SAFETY: a located node; the key goes to a local.
        let code = unsafe {
            CM_Open_DevNode_Key(
                node,
                KEY_READ,
                0,
                RegDisposition_OpenExisting,
                &raw mut opened,
                which,
            )
        };
        check("CM_Open_DevNode_Key", code, &format!("a key of {id}"))?;
        Key(opened).value(name)
    }

    fn interfaces(
        &self,
        class: Uuid,
        device: Option<&str>,
        presence: Presence,
    ) -> Result<Vec<String>, Error> {
        let class = guid(class);
        let device = device.map(wide);
        let device = device.as_ref().map_or(ptr::null(), |it| it.as_ptr());
        let flags = match presence {
            Presence::Present => CM_GET_DEVICE_INTERFACE_LIST_PRESENT,
            Presence::All => CM_GET_DEVICE_INTERFACE_LIST_ALL_DEVICES,
        };
        list(
            "CM_Get_Device_Interface_List",
            // SAFETY: the length goes to a local; class and device outlive the call.
            |length| unsafe {
                CM_Get_Device_Interface_List_SizeW(length, &raw const class, device, flags)
            },
            // SAFETY: the buffer has this length; class and device outlive the call.
            |buffer, length| unsafe {
                CM_Get_Device_Interface_ListW(&raw const class, device, buffer, length, flags)
            },
        )
    }

    fn interface_value(&self, link: &str, name: &str) -> Result<Value, Error> {
        const NAME: &str = "CM_Open_Device_Interface_KeyW\0";
        let open = function(NAME).ok_or(Error::Unsupported("CM_Open_Device_Interface_Key"))?;
        // SAFETY: the function of this name has this type.
        let open = unsafe { std::mem::transmute::<*const c_void, OpenInterfaceKey>(open) };
        let link_name = wide(link);
        let mut opened: HKEY = ptr::null_mut();
        let place = &raw mut opened;
        // SAFETY: the link ends with a zero; the key goes to a local.
        let code = unsafe {
            open(
                link_name.as_ptr(),
                KEY_READ,
                RegDisposition_OpenExisting,
                place,
                0,
            )
        };
        check(
            "CM_Open_Device_Interface_Key",
            code,
            &format!("the key of {link}"),
        )?;
        Key(opened).value(name)
    }

    fn watch(&self, class: Uuid, event: Event) -> Result<Watch, Error> {
        let unsupported = Error::Unsupported("CM_Register_Notification");
        let register = function("CM_Register_Notification\0").ok_or(unsupported)?;
        // SAFETY: the function of this name has this type.
        let register = unsafe { std::mem::transmute::<*const c_void, Register>(register) };
        let mut filter = CM_NOTIFY_FILTER {
            cbSize: size_of::<CM_NOTIFY_FILTER>() as u32,
            FilterType: CM_NOTIFY_FILTER_TYPE_DEVICEINTERFACE,
            ..CM_NOTIFY_FILTER::default()
        };
        filter.u.DeviceInterface.ClassGuid = guid(class);
        // Two boxes: the inner one is wide, and Windows keeps a thin pointer.
        let event: *mut Event = Box::into_raw(Box::new(event));
        let mut notification = ptr::null_mut();
        // SAFETY: the filter is a local; the event lives until the notification is unregistered.
        let code = unsafe {
            register(
                &raw const filter,
                event.cast(),
                Some(notify),
                &raw mut notification,
            )
        };
        let registered = Registered {
            notification: (code == CR_SUCCESS).then_some(notification),
            event,
        };
        check("CM_Register_Notification", code, "the class")?;
        Ok(Watch(Box::new(registered)))
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

/// A notification that ends when this is dropped.
struct Registered {
    notification: Option<HCMNOTIFICATION>,
    event: *mut Event,
}

impl Drop for Registered {
    fn drop(&mut self) {
        let unregister = function("CM_Unregister_Notification\0");
        if let (Some(notification), Some(unregister)) = (self.notification, unregister) {
            // SAFETY: the function of this name has this type.
            let unregister =
                unsafe { std::mem::transmute::<*const c_void, Unregister>(unregister) };
            // SAFETY: registered, and ended once; waits for callbacks.
            unsafe { unregister(notification) };
        }
        // SAFETY: made by `Box::into_raw`, and no callback runs any more.
        drop(unsafe { Box::from_raw(self.event) });
    }
}

/// Called by Windows on a thread of its own.
unsafe extern "system" fn notify(
    _notification: HCMNOTIFICATION,
    context: *const c_void,
    action: CM_NOTIFY_ACTION,
    data: *const CM_NOTIFY_EVENT_DATA,
    _size: u32,
) -> u32 {
    let arrived = match action {
        CM_NOTIFY_ACTION_DEVICEINTERFACEARRIVAL => true,
        CM_NOTIFY_ACTION_DEVICEINTERFACEREMOVAL => false,
        _ => return ERROR_SUCCESS,
    };
    // SAFETY: for these actions the data has a link, which ends with a zero.
    let link = unsafe { &raw const (*data).u.DeviceInterface.SymbolicLink }.cast::<u16>();
    let mut length = 0;
    // SAFETY: not past the zero yet.
    while unsafe { *link.wrapping_add(length) } != 0 {
        length += 1;
    }
    // SAFETY: these units were just read.
    let link = unsafe { std::slice::from_raw_parts(link, length) };
    let link = String::from_utf16_lossy(link);
    // SAFETY: the event that `watch` registered, which lives until it is unregistered.
    let event = unsafe { &*context.cast::<Event>() };
    event(InterfaceEvent { link, arrived });
    ERROR_SUCCESS
}
