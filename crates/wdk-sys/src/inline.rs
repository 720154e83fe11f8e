//! Names that only this path has. Drivers written for windows-drivers-rs define them themselves, and
//! import them by a glob as they do everything of this crate: were they in the root or in
//! [`ntddk`](crate::ntddk), such a driver would not compile.
#![expect(
    clippy::missing_safety_doc,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

use core::ptr::write;

use crate::{HANDLE, OBJECT_ATTRIBUTES, POBJECT_ATTRIBUTES, PUNICODE_STRING, PVOID, ULONG};

pub use crate::generated::wdm::{ke::PKNORMAL_ROUTINE, ps::PsGetCurrentThread};

forward! {
    /// Fills in the attributes of an object that is opened or created.
    pub unsafe fn InitializeObjectAttributes(
        p: POBJECT_ATTRIBUTES,
        n: PUNICODE_STRING,
        a: ULONG,
        r: HANDLE,
        s: PVOID,
    ) = write(p, attributes)
        with attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as ULONG,
            RootDirectory: r,
            ObjectName: n,
            Attributes: a,
            SecurityDescriptor: s,
            SecurityQualityOfService: core::ptr::null_mut(),
        };
}
