//! The failures that NDIS adds to those of [`Error`].
#![forbid(unsafe_code)]

use crate::{Error, NtStatus};

macro_rules! failures {
    ($($name:ident = $raw:ident,)*) => { $(
        #[doc = concat!("`", stringify!($raw), "`.")]
        pub const $name: Error = match Error::new(NtStatus::new(wdk_sys::$raw)) {
            Some(error) => error,
            None => panic!("a success is listed as a failure"),
        };
    )* };
}

failures! {
    ADAPTER_NOT_FOUND = NDIS_STATUS_ADAPTER_NOT_FOUND,
    BUFFER_TOO_SHORT = NDIS_STATUS_BUFFER_TOO_SHORT,
    DEVICE_FAILED = NDIS_STATUS_DEVICE_FAILED,
    FAILURE = NDIS_STATUS_FAILURE,
    INVALID_DATA = NDIS_STATUS_INVALID_DATA,
    INVALID_LENGTH = NDIS_STATUS_INVALID_LENGTH,
    INVALID_PACKET = NDIS_STATUS_INVALID_PACKET,
    MULTICAST_FULL = NDIS_STATUS_MULTICAST_FULL,
    NOT_SUPPORTED = NDIS_STATUS_NOT_SUPPORTED,
    PAUSED = NDIS_STATUS_PAUSED,
    REQUEST_ABORTED = NDIS_STATUS_REQUEST_ABORTED,
    RESET_IN_PROGRESS = NDIS_STATUS_RESET_IN_PROGRESS,
    RESOURCES = NDIS_STATUS_RESOURCES,
}
