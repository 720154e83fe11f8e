//! `wdm.h`, `ntifs.h`: the object manager: references, handles, names.

use core::ptr::write;

use crate::{
    HANDLE, LONG_PTR, OBJECT_ATTRIBUTES, POBJECT_ATTRIBUTES, PUNICODE_STRING, PVOID, ULONG,
};

pub use crate::generated::wdm::ob::*;

forward! {
    /// The C name of [`ObfReferenceObject`]. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject>
    pub unsafe fn ObReferenceObject(Object: PVOID) -> LONG_PTR = ObfReferenceObject(Object);

    /// The C name of [`ObfDereferenceObject`]. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject>
    pub unsafe fn ObDereferenceObject(Object: PVOID) -> LONG_PTR = ObfDereferenceObject(Object);

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
