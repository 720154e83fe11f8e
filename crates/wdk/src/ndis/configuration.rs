//! An adapter that is being initialised, and its configuration in the registry.
#![expect(unsafe_code, reason = "calls NDIS with configuration handles")]

use core::{fmt, marker::PhantomData, ptr, ptr::NonNull, slice};

use wdk_sys::{
    _NDIS_PARAMETER_TYPE::NdisParameterInteger, NDIS_CONFIGURATION_OBJECT,
    NDIS_CONFIGURATION_OBJECT_REVISION_1, NDIS_HANDLE, NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT,
    NDIS_SIZEOF_CONFIGURATION_OBJECT_REVISION_1, NDIS_STATUS_FAILURE, NdisCloseConfiguration,
    NdisOpenConfigurationEx, NdisReadConfiguration, NdisReadNetworkAddress,
};

use super::{Miniport, driver, header};
use crate::{NtStatus, Passive, Result, UnicodeStr};

/// An adapter in `MiniportInitializeEx`.
///
/// # Invariants
/// The handle is the adapter's, and `driver` the context of its driver, during the callback.
pub struct Initialize<'a, M: Miniport> {
    handle: NDIS_HANDLE,
    driver: NonNull<M::Driver>,
    callback: PhantomData<&'a M>,
}

impl<M: Miniport> Initialize<'_, M> {
    /// # Safety
    /// They are those of a running call of `MiniportInitializeEx`, which outlives the value.
    pub(super) const unsafe fn new(handle: NDIS_HANDLE, driver: NonNull<M::Driver>) -> Self {
        Self {
            handle,
            driver,
            callback: PhantomData,
        }
    }

    /// What all adapters of the driver share.
    #[must_use]
    pub fn driver(&self) -> &M::Driver {
        // SAFETY: type invariant: the driver's context is live during the callback.
        unsafe { self.driver.as_ref() }
    }

    /// NDIS's handle of the driver.
    pub(super) fn driver_handle(&self) -> NDIS_HANDLE {
        // SAFETY: the type invariant names the driver's context, which NDIS has.
        unsafe { driver::handle_of(self.driver) }
    }

    /// NDIS's handle of the adapter, for functions that this module does not cover.
    #[must_use]
    pub const fn as_raw(&self) -> NDIS_HANDLE {
        self.handle
    }

    /// The address that the registry specifies instead of the permanent one, `NetworkAddress`.
    /// Multicast addresses, and addresses whose length is not that of Ethernet's, are ignored.
    #[must_use]
    pub fn network_address(&self, irql: &Passive) -> Option<[u8; 6]> {
        let configuration = Configuration::open(self.handle, irql).ok()?;
        let (mut status, mut address, mut length) = (NDIS_STATUS_FAILURE, ptr::null_mut(), 0);
        // SAFETY: `configuration` is open for the call, which writes to locals.
        unsafe {
            NdisReadNetworkAddress(
                &raw mut status,
                &raw mut address,
                &raw mut length,
                configuration.0,
            );
        }
        if NtStatus::new(status).ok().is_err() || address.is_null() {
            return None;
        }
        // SAFETY: the address is this long, and stays while the configuration is open.
        let bytes = unsafe { slice::from_raw_parts(address.cast::<u8>(), length as usize) };
        let address: [u8; 6] = bytes.try_into().ok()?;
        (address[0] & 1 == 0).then_some(address)
    }

    /// An integer value from the adapter's configuration, which its INF or an administrator set.
    ///
    /// # Errors
    /// What `NdisReadConfiguration` reports, such as [`FAILURE`](super::status::FAILURE) when
    /// there is none.
    pub fn parameter(&self, name: &UnicodeStr, irql: &Passive) -> Result<u32> {
        let configuration = Configuration::open(self.handle, irql)?;
        let name = name.as_raw();
        let (mut status, mut value) = (NDIS_STATUS_FAILURE, ptr::null_mut());
        // SAFETY: `configuration` is open for the call, which only reads the name.
        unsafe {
            NdisReadConfiguration(
                &raw mut status,
                &raw mut value,
                configuration.0,
                name.as_ptr().cast_mut(),
                NdisParameterInteger,
            );
        }
        NtStatus::new(status).ok()?;
        // SAFETY: null, or a value that stays while the configuration is open.
        let value = unsafe { value.as_ref() }.ok_or(super::status::FAILURE)?;
        // SAFETY: NDIS converted the value to the integer type that was passed.
        Ok(unsafe { value.ParameterData.IntegerData })
    }
}

impl<M: Miniport> fmt::Debug for Initialize<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Initialize").field(&self.handle).finish()
    }
}

/// An open configuration, closed on drop.
struct Configuration(NDIS_HANDLE);

impl Configuration {
    fn open(adapter: NDIS_HANDLE, _irql: &Passive) -> Result<Self> {
        let mut object = NDIS_CONFIGURATION_OBJECT {
            Header: header(
                NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT,
                NDIS_CONFIGURATION_OBJECT_REVISION_1,
                NDIS_SIZEOF_CONFIGURATION_OBJECT_REVISION_1,
            ),
            NdisHandle: adapter,
            Flags: 0,
        };
        let mut handle = ptr::null_mut();
        // SAFETY: `Initialize` has the handle of an adapter that is being initialised; the token
        // states the level.
        let status = unsafe { NdisOpenConfigurationEx(&raw mut object, &raw mut handle) };
        NtStatus::new(status).ok()?;
        Ok(Self(handle))
    }
}

impl Drop for Configuration {
    fn drop(&mut self) {
        // SAFETY: opened in `open`, in a function that had a token of PASSIVE_LEVEL.
        unsafe { NdisCloseConfiguration(self.0) };
    }
}
