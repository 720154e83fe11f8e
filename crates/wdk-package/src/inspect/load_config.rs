//! The load configuration: the security cookie and Control Flow Guard.
//!
//! See [IMAGE_LOAD_CONFIG_DIRECTORY64](https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-image_load_config_directory64).

use object::pe;
use serde::Serialize;

use super::map::Map;

/// `IMAGE_DLLCHARACTERISTICS_GUARD_CF`.
const GUARD_CF: u16 = 0x4000;
/// `IMAGE_GUARD_CF_INSTRUMENTED`: the code checks its indirect calls.
const INSTRUMENTED: u32 = 0x100;
/// `IMAGE_GUARD_CF_FUNCTION_TABLE_PRESENT`.
const TABLE_PRESENT: u32 = 0x400;

/// Offsets in the structure, whose first member is its length.
const SECURITY_COOKIE: u32 = 0x58;
const GUARD_FUNCTION_COUNT: u32 = 0x88;
const GUARD_FLAGS: u32 = 0x90;

/// What a load configuration says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoadConfig {
    /// Its length.
    pub size: u32,
    /// There is a security cookie, which the loader sets to a random value.
    pub security_cookie: bool,
    /// Code and headers both say that Control Flow Guard is on.
    pub control_flow_guard: bool,
    /// Functions that indirect calls may go to.
    pub guard_functions: u64,
}

impl LoadConfig {
    pub(super) fn read(map: &Map<'_>) -> Option<Self> {
        let (address, _) = map.directory(pe::IMAGE_DIRECTORY_ENTRY_LOAD_CONFIG)?;
        let size = map.u32(address)?;
        // A shorter structure is that of an older linker: what it lacks is 0.
        let has = |offset: u32, length: u32| offset + length <= size;
        let place = |offset: u32| address.checked_add(offset);
        let long = |offset| {
            let value = has(offset, 8).then(|| map.u64(place(offset)?));
            value.flatten().unwrap_or(0)
        };
        let flags = has(GUARD_FLAGS, 4).then(|| map.u32(place(GUARD_FLAGS)?));
        let flags = flags.flatten().unwrap_or(0);
        let guarded = INSTRUMENTED | TABLE_PRESENT;
        Some(Self {
            size,
            security_cookie: long(SECURITY_COOKIE) != 0,
            control_flow_guard: flags & guarded == guarded
                && map.dll_characteristics & GUARD_CF != 0,
            guard_functions: long(GUARD_FUNCTION_COUNT),
        })
    }
}
