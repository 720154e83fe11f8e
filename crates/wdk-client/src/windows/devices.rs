//! Devices: installed by INF, found by interface, removed.
#![expect(unsafe_code, reason = "calls Windows")]

use alloc::{string::String, vec, vec::Vec};
use core::ptr;

use windows_sys::{
    Win32::{
        Devices::DeviceAndDriverInstallation::{
            DIF_REGISTERDEVICE, DIF_REMOVE, DIGCF_ALLCLASSES, DIGCF_DEVICEINTERFACE, DIGCF_PRESENT,
            HDEVINFO, INSTALLFLAG_FORCE, SP_DEVICE_INTERFACE_DATA,
            SP_DEVICE_INTERFACE_DETAIL_DATA_W, SP_DEVINFO_DATA, SPDRP_HARDWAREID, SPOST_NONE,
            SetupCopyOEMInfW, SetupDiCallClassInstaller, SetupDiCreateDeviceInfoList,
            SetupDiCreateDeviceInfoW, SetupDiDestroyDeviceInfoList, SetupDiEnumDeviceInfo,
            SetupDiEnumDeviceInterfaces, SetupDiGetClassDevsW, SetupDiGetDeviceInstanceIdW,
            SetupDiGetDeviceInterfaceDetailW, SetupDiSetDeviceRegistryPropertyW,
            UpdateDriverForPlugAndPlayDevicesW,
        },
        Foundation::ERROR_SUCCESS,
        System::Registry::{
            HKEY, HKEY_LOCAL_MACHINE, KEY_READ, RegCloseKey, RegEnumKeyW, RegOpenKeyExW,
        },
    },
    core::GUID,
    w,
};

use super::{Answer, Failure, malformed, narrow, ok, wide};

/// What Windows returns for no list of devices.
const NO_LIST: HDEVINFO = -1;

/// A list of devices.
struct List(HDEVINFO);

impl List {
    fn new(list: HDEVINFO, what: &'static str) -> Result<Self, Failure> {
        match list {
            NO_LIST => Err(Failure::last(what)),
            list => Ok(Self(list)),
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        // SAFETY: a list that Windows made.
        unsafe { SetupDiDestroyDeviceInfoList(self.0) };
    }
}

fn no_device() -> SP_DEVINFO_DATA {
    SP_DEVINFO_DATA {
        cbSize: size_of::<SP_DEVINFO_DATA>() as u32,
        ClassGuid: GUID::from_u128(0),
        DevInst: 0,
        Reserved: 0,
    }
}

/// A class in braces.
fn guid(text: &str) -> Result<GUID, Failure> {
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    match (digits.len(), u128::from_str_radix(&digits, 16)) {
        (32, Ok(value)) => Ok(GUID::from_u128(value)),
        _ => Err(malformed("class")),
    }
}

/// Puts the INF into the system, makes a device with the hardware id, and installs it.
pub(super) fn install(inf: &str, class: &str, instance: &str, id: &str) -> Answer {
    let class = guid(class)?;
    let (inf, instance) = (wide(inf), wide(instance));
    // SAFETY: a text with NUL; no place for the INF's new name.
    let copied = unsafe {
        SetupCopyOEMInfW(
            inf.as_ptr(),
            ptr::null(),
            SPOST_NONE,
            0,
            ptr::null_mut(),
            0,
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    if copied == 0 {
        return Err(Failure::last("SetupCopyOEMInf"));
    }
    // SAFETY: a local, and no window.
    let list = unsafe { SetupDiCreateDeviceInfoList(&raw const class, ptr::null_mut()) };
    let list = List::new(list, "SetupDiCreateDeviceInfoList")?;
    let mut device = no_device();
    // SAFETY: the list, a text with NUL, locals.
    let created = unsafe {
        SetupDiCreateDeviceInfoW(
            list.0,
            instance.as_ptr(),
            &raw const class,
            ptr::null(),
            ptr::null_mut(),
            0,
            &raw mut device,
        )
    };
    if created == 0 {
        return Err(Failure::last("SetupDiCreateDeviceInfo"));
    }
    let id = wide(id);
    // A list of texts ends with an empty one.
    let ids: Vec<u8> = id
        .iter()
        .chain(&[0])
        .flat_map(|it| it.to_le_bytes())
        .collect();
    // SAFETY: the device of the list, and bytes of this length.
    let set = unsafe {
        SetupDiSetDeviceRegistryPropertyW(
            list.0,
            &raw mut device,
            SPDRP_HARDWAREID,
            ids.as_ptr(),
            ids.len() as u32,
        )
    };
    if set == 0 {
        return Err(Failure::last("SetupDiSetDeviceRegistryProperty"));
    }
    // SAFETY: the device of the list.
    if unsafe { SetupDiCallClassInstaller(DIF_REGISTERDEVICE, list.0, &raw const device) } == 0 {
        return Err(Failure::last("DIF_REGISTERDEVICE"));
    }
    // SAFETY: texts with NUL.
    let updated = unsafe {
        UpdateDriverForPlugAndPlayDevicesW(
            ptr::null_mut(),
            id.as_ptr(),
            inf.as_ptr(),
            INSTALLFLAG_FORCE,
            ptr::null_mut(),
        )
    };
    if updated == 0 {
        return Err(Failure::last("UpdateDriverForPlugAndPlayDevices"));
    }
    ok()
}

/// Removes a device.
pub(super) fn remove(instance: &str) -> Answer {
    let flags = DIGCF_ALLCLASSES;
    // SAFETY: constant arguments.
    let list = unsafe { SetupDiGetClassDevsW(ptr::null(), w!("ROOT"), ptr::null_mut(), flags) };
    let list = List::new(list, "SetupDiGetClassDevs")?;
    for index in 0.. {
        let mut device = no_device();
        // SAFETY: the list, and a local.
        if unsafe { SetupDiEnumDeviceInfo(list.0, index, &raw mut device) } == 0 {
            break;
        }
        let mut id = [0_u16; 200];
        // SAFETY: the device of the list, and a buffer of this length.
        unsafe {
            SetupDiGetDeviceInstanceIdW(
                list.0,
                &raw const device,
                id.as_mut_ptr(),
                id.len() as u32,
                ptr::null_mut(),
            )
        };
        if !narrow(&id).eq_ignore_ascii_case(instance) {
            continue;
        }
        // SAFETY: the device of the list.
        if unsafe { SetupDiCallClassInstaller(DIF_REMOVE, list.0, &raw const device) } == 0 {
            return Err(Failure::last("DIF_REMOVE"));
        }
        return ok();
    }
    Err(malformed("device"))
}

/// The links of the enabled interfaces of a class.
pub(super) fn interfaces(class: &str) -> Answer {
    let mut answer = String::from("ok");
    add_links(&mut answer, &guid(class)?)?;
    Ok(answer)
}

/// The links of all enabled interfaces. Windows lists them by class, and classes by their keys.
pub(super) fn all_interfaces() -> Answer {
    let mut answer = String::from("ok");
    let mut key: HKEY = ptr::null_mut();
    // SAFETY: a constant text, and a local.
    let code = unsafe {
        RegOpenKeyExW(
            HKEY_LOCAL_MACHINE,
            w!(r"System\CurrentControlSet\Control\DeviceClasses"),
            0,
            KEY_READ,
            &raw mut key,
        )
    };
    if code != ERROR_SUCCESS {
        return Ok(answer);
    }
    let mut classes = Vec::new();
    for index in 0.. {
        let mut name = [0_u16; 64];
        // SAFETY: an open key, and a buffer of this length.
        let code = unsafe { RegEnumKeyW(key, index, name.as_mut_ptr(), name.len() as u32) };
        if code != ERROR_SUCCESS {
            break;
        }
        classes.extend(guid(&narrow(&name)).ok());
    }
    // SAFETY: opened above.
    unsafe { RegCloseKey(key) };
    for class in &classes {
        add_links(&mut answer, class)?;
    }
    Ok(answer)
}

fn add_links(answer: &mut String, class: &GUID) -> Result<(), Failure> {
    let flags = DIGCF_DEVICEINTERFACE | DIGCF_PRESENT;
    // SAFETY: a class, and no window.
    let list = unsafe { SetupDiGetClassDevsW(class, ptr::null(), ptr::null_mut(), flags) };
    let list = List::new(list, "SetupDiGetClassDevs")?;
    for index in 0.. {
        let mut interface = SP_DEVICE_INTERFACE_DATA {
            cbSize: size_of::<SP_DEVICE_INTERFACE_DATA>() as u32,
            InterfaceClassGuid: GUID::from_u128(0),
            Flags: 0,
            Reserved: 0,
        };
        // SAFETY: the list, and a local.
        let found = unsafe {
            SetupDiEnumDeviceInterfaces(list.0, ptr::null(), class, index, &raw mut interface)
        };
        if found == 0 {
            break;
        }
        // The head, then the link, in whole words so that the head is aligned.
        let mut detail = vec![0_u32; 512];
        detail[0] = size_of::<SP_DEVICE_INTERFACE_DETAIL_DATA_W>() as u32;
        // SAFETY: the interface of the list, and a buffer of this length.
        let found = unsafe {
            SetupDiGetDeviceInterfaceDetailW(
                list.0,
                &raw const interface,
                detail.as_mut_ptr().cast(),
                size_of_val(detail.as_slice()) as u32,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        if found == 0 {
            return Err(Failure::last("SetupDiGetDeviceInterfaceDetail"));
        }
        let units = detail[1..]
            .iter()
            .flat_map(|it| [*it as u16, (*it >> 16) as u16]);
        answer.push('\t');
        answer.push_str(&narrow(&units.collect::<Vec<_>>()));
    }
    Ok(())
}
