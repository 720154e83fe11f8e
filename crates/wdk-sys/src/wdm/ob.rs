//! `wdm.h`, `ntifs.h`: the object manager: references, handles, names.

use crate::{LONG_PTR, PVOID};

pub use crate::generated::wdm::ob::*;

forward! {
    /// The C name of [`ObfReferenceObject`]. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject>
    pub unsafe fn ObReferenceObject(Object: PVOID) -> LONG_PTR = ObfReferenceObject(Object);

    /// The C name of [`ObfDereferenceObject`]. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject>
    pub unsafe fn ObDereferenceObject(Object: PVOID) -> LONG_PTR = ObfDereferenceObject(Object);

}
