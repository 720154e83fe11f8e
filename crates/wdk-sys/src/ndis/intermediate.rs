//! `ndis.h`: intermediate drivers.

use crate::{NDIS_HANDLE, NDIS_STATUS, PNDIS_STRING, imports};

imports! { "NDIS.SYS";
    /// Ties the two halves of an intermediate driver together. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimassociateminiport>
    pub fn NdisIMAssociateMiniport(DriverHandle: NDIS_HANDLE, ProtocolHandle: NDIS_HANDLE);
    /// Begins to initialise a virtual miniport. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisiminitializedeviceinstanceex>
    pub fn NdisIMInitializeDeviceInstanceEx(
        DriverHandle: NDIS_HANDLE,
        DriverInstance: PNDIS_STRING,
        DeviceContext: NDIS_HANDLE,
    ) -> NDIS_STATUS;
    /// Cancels the initialisation of a virtual miniport. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimcancelinitializedeviceinstance>
    pub fn NdisIMCancelInitializeDeviceInstance(
        DriverHandle: NDIS_HANDLE,
        DeviceInstance: PNDIS_STRING,
    ) -> NDIS_STATUS;
    /// The binding context of the protocol below a virtual miniport. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimgetbindingcontext>
    pub fn NdisIMGetBindingContext(NdisBindingHandle: NDIS_HANDLE) -> NDIS_HANDLE;
    /// Halts a virtual miniport. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisimdeinitializedeviceinstance>
    pub fn NdisIMDeInitializeDeviceInstance(NdisMiniportHandle: NDIS_HANDLE) -> NDIS_STATUS;
}
