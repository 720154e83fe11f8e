//! The framework's settings of a driver: `Parameters\\Wdf` of its service key, as in
//! [Registry Values for Debugging WDF Drivers](https://learn.microsoft.com/windows-hardware/drivers/wdf/registry-values-for-debugging-kmdf-drivers).
#![forbid(unsafe_code)]

use core::{
    ptr,
    sync::atomic::{AtomicU32, Ordering},
};

use wdk_sys::KEY_READ;

use crate::{
    registry::key::{Key, Value},
    text::w,
};

/// What the registry says of a driver. Values that concern the framework's event logger have no effect: there is
/// none. `VerifyDownLevel` has none either, since every check is older than the oldest driver that binds here.
pub(crate) struct Settings {
    /// `VerifierOn`.
    pub(crate) verifier: bool,
    /// `VerifyOn`: the driver's own assertions.
    pub(crate) verify: bool,
    /// `DbgBreakOnError`: what is only worth a break into the debugger is reported.
    pub(crate) break_on_error: bool,
    /// Bit 0 of `EnhancedVerifierOptions`: critical regions that callbacks do not leave are found. Callbacks that
    /// return at another IRQL always are.
    pub(crate) checks_regions: bool,
    /// `VerifierAllocateFailCount`: how many allocations still succeed; `u32::MAX` for no limit.
    allocations: AtomicU32,
    /// `TrackHandles`.
    pub(crate) tracked: TypeNames,
    /// `ObjectLeakDetectionLimit`.
    pub(crate) object_limit: Option<u32>,
    /// `ObjectsForLeakDetection`.
    pub(crate) counted: TypeNames,
}

/// What counts when a driver names no types.
const COUNTED: [&str; 6] = [
    "WDFREQUEST",
    "WDFWORKITEM",
    "WDFKEY",
    "WDFSTRING",
    "WDFOBJECT",
    "WDFDEVICE",
];

impl Settings {
    /// Reads what the service whose key is at `path` has.
    pub(crate) fn read(tag: u32, path: &[u16]) -> Self {
        let key = Key::open(ptr::null_mut(), path, KEY_READ)
            .and_then(|service| Key::open(service.handle(), &w!(r"Parameters\Wdf"), KEY_READ))
            .ok();
        let number = |name: &[u16]| key.as_ref().and_then(|key| key.dword(tag, name));
        let names = |name: &[u16]| TypeNames(key.as_ref().and_then(|key| key.read(tag, name).ok()));
        let verifier = number(&w!("VerifierOn")).is_some_and(|value| value != 0);
        let or_verifier = |value: Option<u32>| value.map_or(verifier, |value| value != 0);
        Self {
            verifier,
            verify: or_verifier(number(&w!("VerifyOn"))),
            break_on_error: or_verifier(number(&w!("DbgBreakOnError"))),
            checks_regions: number(&w!("EnhancedVerifierOptions"))
                .is_some_and(|options| options & 1 != 0),
            allocations: AtomicU32::new(
                number(&w!("VerifierAllocateFailCount"))
                    .filter(|_| verifier)
                    .unwrap_or(u32::MAX),
            ),
            tracked: names(&w!("TrackHandles")),
            object_limit: number(&w!("ObjectLeakDetectionLimit"))
                .filter(|limit| verifier && *limit != u32::MAX),
            counted: names(&w!("ObjectsForLeakDetection")),
        }
    }

    /// Whether the next allocation for the driver may succeed.
    pub(crate) fn may_allocate(&self) -> bool {
        let count = |left: u32| match left {
            u32::MAX => None,
            left => Some(left.saturating_sub(1)),
        };
        let before = self
            .allocations
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, count);
        before != Ok(0)
    }

    /// Whether objects of the type count towards the limit.
    pub(crate) fn counts(&self, of: &str) -> bool {
        match &self.counted.0 {
            Some(_) => self.counted.has(of),
            None => COUNTED.contains(&of),
        }
    }
}

/// Names of object types, as a list of strings or separated by spaces.
pub(crate) struct TypeNames(Option<Value>);

impl TypeNames {
    /// Whether the type is named, or all are.
    pub(crate) fn has(&self, of: &str) -> bool {
        let names = self.0.as_ref().map_or(&[][..], Value::units);
        names
            .split(|unit| matches!(*unit, 0 | 0x20))
            .any(|name| is(name, of) || is(name, "*"))
    }
}

/// Whether `name` is `text`, whatever the case of its letters.
fn is(name: &[u16], text: &str) -> bool {
    let upper = |unit: u16| u8::try_from(unit).map_or(0, |byte| byte.to_ascii_uppercase());
    let name = name.iter().map(|unit| upper(*unit));
    name.eq(text.bytes().map(|byte| byte.to_ascii_uppercase()))
}
