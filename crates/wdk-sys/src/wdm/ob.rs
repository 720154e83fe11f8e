//! `wdm.h`, `ntifs.h`: the object manager: references, handles, names.

use crate::{
    HANDLE, LONG_PTR, OBJECT_ATTRIBUTES, POBJECT_ATTRIBUTES, PUNICODE_STRING, PVOID, ULONG,
};

pub use crate::generated::wdm::ob::*;

/// The C name of [`ObfReferenceObject`]. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject>
#[inline]
pub unsafe fn ObReferenceObject(Object: PVOID) -> LONG_PTR {
    // SAFETY: the contract is the same.
    unsafe { ObfReferenceObject(Object) }
}

/// The C name of [`ObfDereferenceObject`]. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject>
#[inline]
pub unsafe fn ObDereferenceObject(Object: PVOID) -> LONG_PTR {
    // SAFETY: the contract is the same.
    unsafe { ObfDereferenceObject(Object) }
}

/// Fills in the attributes of an object that is opened or created.
#[inline]
pub unsafe fn InitializeObjectAttributes(
    p: POBJECT_ATTRIBUTES,
    n: PUNICODE_STRING,
    a: ULONG,
    r: HANDLE,
    s: PVOID,
) {
    let attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as ULONG,
        RootDirectory: r,
        ObjectName: n,
        Attributes: a,
        SecurityDescriptor: s,
        SecurityQualityOfService: core::ptr::null_mut(),
    };
    // SAFETY: the caller passes memory for the structure.
    unsafe { p.write(attributes) };
}
