//! The configuration of an adapter: the software key of its device.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{cell::RefCell, ptr};

use wdk_sys::{
    _NDIS_PARAMETER_TYPE, NDIS_CONFIGURATION_OBJECT, NDIS_CONFIGURATION_PARAMETER, NDIS_HANDLE,
    NDIS_PARAMETER_TYPE, NDIS_STATUS, NDIS_STATUS_FAILURE, NDIS_STATUS_INVALID_PARAMETER,
    NDIS_STATUS_SUCCESS, PNDIS_CONFIGURATION_PARAMETER, PNDIS_STRING, PVOID, REG_DWORD,
    UNICODE_STRING, abi,
};

use super::state;
use super::state::handle;
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    ndis::rules,
    nt::{
        cm::hive::KeyId,
        kernel::Kernel,
        ob::name::{units, wide},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisOpenConfigurationEx: partial(
        "takes adapter handles only, another handle stops the machine; Flags are ignored"
    ),
    NdisReadConfiguration: partial(
        "multi-strings, binary data and the predefined names such as ProcessorType are refused"
    ),
    NdisReadNetworkAddress: full,
    NdisCloseConfiguration: full,
);

/// A value that was read, with what it points to.
struct Parameter {
    value: NDIS_CONFIGURATION_PARAMETER,
    _data: Vec<u16>,
}

/// An open configuration.
pub(super) struct Configuration {
    key: KeyId,
    #[expect(clippy::vec_box, reason = "their addresses are handed out")]
    parameters: RefCell<Vec<Box<Parameter>>>,
    address: RefCell<Vec<u8>>,
}

thread_local! {
    /// The open configurations of the machines on this host thread; handles are their addresses.
    #[expect(clippy::vec_box, reason = "their addresses are handed out")]
    static OPEN: RefCell<Vec<Box<Configuration>>> = const { RefCell::new(Vec::new()) };
}

#[abi(enter, no_mangle)]
fn NdisOpenConfigurationEx(
    ConfigObject: Struct<NDIS_CONFIGURATION_OBJECT>,
    ConfigurationHandle: Out<NDIS_HANDLE>,
) -> NDIS_STATUS {
    let kernel = Kernel::current();
    let Some(object) = ConfigObject.as_ref() else {
        return NDIS_STATUS_INVALID_PARAMETER;
    };
    let adapter = state::miniport(&kernel, object.NdisHandle, "NdisOpenConfigurationEx");
    let Some(node) = kernel.pnp.node(adapter.pdo.node()) else {
        return NDIS_STATUS_FAILURE;
    };
    let configuration = Box::new(Configuration {
        key: node.software_key(&kernel),
        parameters: RefCell::default(),
        address: RefCell::default(),
    });
    ConfigurationHandle.write(handle(&*configuration));
    OPEN.with_borrow_mut(|open| open.push(configuration));
    NDIS_STATUS_SUCCESS
}

/// Does something with the open configuration of a handle.
fn with<R>(
    wanted: NDIS_HANDLE,
    function: &str,
    action: impl FnOnce(&Kernel, &Configuration) -> R,
) -> Option<R> {
    let kernel = Kernel::current();
    let done = OPEN.with_borrow(|open| {
        let found = open.iter().find(|it| handle(&***it) == wanted);
        found.map(|it| action(&kernel, it))
    });
    kernel.check(done.is_some(), &rules::NDIS_HANDLE, || {
        format!("{function}: {wanted:p} is no open configuration")
    });
    done
}

/// A value of the key: text, and a number where it is one.
fn read(kernel: &Kernel, key: KeyId, name: &[u16]) -> Option<(Vec<u16>, Option<u32>)> {
    let hive = kernel.registry.hive.borrow();
    let value = hive.value(key, name).ok()?;
    if value.kind == REG_DWORD {
        let number = value.data.first_chunk().map(|it| u32::from_le_bytes(*it))?;
        return Some((wide(&number.to_string()), Some(number)));
    }
    let units = value.data.chunks_exact(2);
    let mut text: Vec<u16> = units.map(|it| u16::from_le_bytes([it[0], it[1]])).collect();
    while text.last() == Some(&0) {
        text.pop();
    }
    Some((text, None))
}

#[abi(enter, no_mangle)]
unsafe fn NdisReadConfiguration(
    Status: Out<NDIS_STATUS>,
    ParameterValue: Out<PNDIS_CONFIGURATION_PARAMETER>,
    ConfigurationHandle: NDIS_HANDLE,
    Keyword: PNDIS_STRING,
    ParameterType: NDIS_PARAMETER_TYPE,
) {
    use _NDIS_PARAMETER_TYPE as kind;
    // SAFETY: the driver passes a string.
    let name = unsafe { text_of(Keyword) };
    let found = with(
        ConfigurationHandle,
        "NdisReadConfiguration",
        |kernel, it| {
            let (mut text, number) = read(kernel, it.key, &name)?;
            let radix = match ParameterType {
                kind::NdisParameterInteger => Some(10),
                kind::NdisParameterHexInteger => Some(16),
                kind::NdisParameterString => None,
                _ => return None,
            };
            let mut value = NDIS_CONFIGURATION_PARAMETER {
                ParameterType,
                ..NDIS_CONFIGURATION_PARAMETER::default()
            };
            if let Some(radix) = radix {
                let text = String::from_utf16_lossy(&text);
                let number = number.or_else(|| u32::from_str_radix(text.trim(), radix).ok())?;
                value.ParameterData.IntegerData = number;
            } else {
                let bytes = u16::try_from(text.len() * 2).ok()?;
                value.ParameterData.StringData = UNICODE_STRING {
                    Length: bytes,
                    MaximumLength: bytes,
                    Buffer: text.as_mut_ptr(),
                };
            }
            let mut parameter = Box::new(Parameter { value, _data: text });
            let address = &raw mut parameter.value;
            it.parameters.borrow_mut().push(parameter);
            Some(address)
        },
    );
    let address = found.flatten();
    ParameterValue.write(address.unwrap_or(ptr::null_mut()));
    let status = if address.is_some() {
        NDIS_STATUS_SUCCESS
    } else {
        NDIS_STATUS_FAILURE
    };
    Status.write(status);
}

#[abi(enter, no_mangle)]
unsafe fn NdisReadNetworkAddress(
    Status: Out<NDIS_STATUS>,
    NetworkAddress: *mut PVOID,
    NetworkAddressLength: Out<u32>,
    ConfigurationHandle: NDIS_HANDLE,
) {
    let found = with(
        ConfigurationHandle,
        "NdisReadNetworkAddress",
        |kernel, it| {
            let (text, _) = read(kernel, it.key, &wide("NetworkAddress"))?;
            let digits: String = String::from_utf16_lossy(&text)
                .chars()
                .filter(|it| !matches!(it, '-' | ':' | ' '))
                .collect();
            let bytes: Option<Vec<u8>> = (0..digits.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
                .collect();
            let bytes = bytes.filter(|bytes| !bytes.is_empty())?;
            let mut kept = it.address.borrow_mut();
            *kept = bytes;
            Some((kept.as_mut_ptr(), kept.len() as u32))
        },
    );
    let (address, length) = found.flatten().unwrap_or((ptr::null_mut(), 0));
    // SAFETY: the driver's variable.
    unsafe { NetworkAddress.write(address.cast()) };
    NetworkAddressLength.write(length);
    let status = if length == 0 {
        NDIS_STATUS_FAILURE
    } else {
        NDIS_STATUS_SUCCESS
    };
    Status.write(status);
}

#[abi(enter, no_mangle)]
fn NdisCloseConfiguration(ConfigurationHandle: NDIS_HANDLE) {
    if with(ConfigurationHandle, "NdisCloseConfiguration", |_, _| ()).is_some() {
        OPEN.with_borrow_mut(|open| open.retain(|it| handle(&**it) != ConfigurationHandle));
    }
}

/// The text of a counted string.
///
/// # Safety
/// Null, or points to a string.
unsafe fn text_of(string: PNDIS_STRING) -> Vec<u16> {
    // SAFETY: by this function's contract.
    unsafe { units(string) }.to_vec()
}
