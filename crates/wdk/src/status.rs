//! Status values: what kernel functions return, and the failures among them.
#![forbid(unsafe_code)]

use core::{fmt, num::NonZero};

/// An NTSTATUS, of a success or a failure.
///
/// Functions of this crate return [`Result`]; a plain status is what a request is completed with.
///
/// See [Using NTSTATUS values](https://learn.microsoft.com/windows-hardware/drivers/kernel/using-ntstatus-values).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
#[must_use]
pub struct NtStatus(i32);

/// A failure: an NTSTATUS for which `NT_SUCCESS` is false.
///
/// Warnings such as `STATUS_BUFFER_OVERFLOW` are failures too.
///
/// # Invariants
/// The value is negative.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Error(NonZero<i32>);

/// The result of a kernel call. `Result<()>` is as small as an NTSTATUS.
pub type Result<T = (), E = Error> = core::result::Result<T, E>;

const _: () = assert!(size_of::<Result>() == size_of::<NtStatus>());

impl NtStatus {
    /// A status from its number.
    pub const fn new(value: i32) -> Self {
        Self(value)
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> i32 {
        self.0
    }

    /// `NT_SUCCESS`: true for success and informational values.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 >= 0
    }

    /// Turns a status into a result.
    ///
    /// # Errors
    /// The status itself, when it is a failure.
    pub const fn ok(self) -> Result {
        match Error::new(self) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl Error {
    /// The failure that `status` stands for, or `None` when it is a success.
    #[must_use]
    pub const fn new(status: NtStatus) -> Option<Self> {
        if status.is_success() {
            return None;
        }
        match NonZero::new(status.0) {
            // INVARIANT: `status` is not a success, so it is negative.
            Some(value) => Some(Self(value)),
            None => None,
        }
    }

    /// The failing status.
    pub const fn status(self) -> NtStatus {
        NtStatus(self.0.get())
    }
}

impl From<Error> for NtStatus {
    fn from(error: Error) -> Self {
        error.status()
    }
}

impl From<Result> for NtStatus {
    fn from(result: Result) -> Self {
        match result {
            Ok(()) => Self::SUCCESS,
            Err(error) => error.status(),
        }
    }
}

impl fmt::Debug for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NtStatus({:#010X})", self.0)
    }
}

impl fmt::Display for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#010X}", self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:#010X})", self.0)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.status(), f)
    }
}

impl core::error::Error for Error {}

/// Defines a constant per status, and for a failure also the [`Error`].
macro_rules! statuses {
    (success { $($success:ident = $success_raw:ident,)* } failure { $($failure:ident = $failure_raw:ident,)* }) => {
        impl NtStatus {
            $(
                #[doc = concat!("`", stringify!($success_raw), "`.")]
                pub const $success: Self = Self(wdk_sys::$success_raw);
            )*
            $(
                #[doc = concat!("`", stringify!($failure_raw), "`.")]
                pub const $failure: Self = Self(wdk_sys::$failure_raw);
            )*
        }
        impl Error {
            $(
                #[doc = concat!("`", stringify!($failure_raw), "`.")]
                pub const $failure: Self = match Self::new(NtStatus::$failure) {
                    Some(error) => error,
                    None => panic!("a success is listed as a failure"),
                };
            )*
        }
    };
}

statuses! {
    success {
        SUCCESS = STATUS_SUCCESS,
        PENDING = STATUS_PENDING,
    }
    failure {
        ACCESS_DENIED = STATUS_ACCESS_DENIED,
        ACCESS_VIOLATION = STATUS_ACCESS_VIOLATION,
        BUFFER_OVERFLOW = STATUS_BUFFER_OVERFLOW,
        BUFFER_TOO_SMALL = STATUS_BUFFER_TOO_SMALL,
        CANCELLED = STATUS_CANCELLED,
        DELETE_PENDING = STATUS_DELETE_PENDING,
        DEVICE_BUSY = STATUS_DEVICE_BUSY,
        DEVICE_CONFIGURATION_ERROR = STATUS_DEVICE_CONFIGURATION_ERROR,
        DEVICE_DOES_NOT_EXIST = STATUS_DEVICE_DOES_NOT_EXIST,
        DEVICE_NOT_CONNECTED = STATUS_DEVICE_NOT_CONNECTED,
        DEVICE_NOT_READY = STATUS_DEVICE_NOT_READY,
        END_OF_FILE = STATUS_END_OF_FILE,
        FWP_ALREADY_EXISTS = STATUS_FWP_ALREADY_EXISTS,
        INSUFFICIENT_RESOURCES = STATUS_INSUFFICIENT_RESOURCES,
        INTEGER_OVERFLOW = STATUS_INTEGER_OVERFLOW,
        INVALID_BUFFER_SIZE = STATUS_INVALID_BUFFER_SIZE,
        INVALID_DEVICE_REQUEST = STATUS_INVALID_DEVICE_REQUEST,
        INVALID_DEVICE_STATE = STATUS_INVALID_DEVICE_STATE,
        INVALID_PARAMETER = STATUS_INVALID_PARAMETER,
        INVALID_USER_BUFFER = STATUS_INVALID_USER_BUFFER,
        IO_TIMEOUT = STATUS_IO_TIMEOUT,
        NAME_TOO_LONG = STATUS_NAME_TOO_LONG,
        NO_MORE_ENTRIES = STATUS_NO_MORE_ENTRIES,
        NO_SUCH_DEVICE = STATUS_NO_SUCH_DEVICE,
        NOT_FOUND = STATUS_NOT_FOUND,
        NOT_IMPLEMENTED = STATUS_NOT_IMPLEMENTED,
        NOT_SUPPORTED = STATUS_NOT_SUPPORTED,
        OBJECT_NAME_COLLISION = STATUS_OBJECT_NAME_COLLISION,
        OBJECT_NAME_NOT_FOUND = STATUS_OBJECT_NAME_NOT_FOUND,
        OBJECT_PATH_NOT_FOUND = STATUS_OBJECT_PATH_NOT_FOUND,
        OBJECT_TYPE_MISMATCH = STATUS_OBJECT_TYPE_MISMATCH,
        UNSUCCESSFUL = STATUS_UNSUCCESSFUL,
        WMI_INSTANCE_NOT_FOUND = STATUS_WMI_INSTANCE_NOT_FOUND,
        WMI_ITEMID_NOT_FOUND = STATUS_WMI_ITEMID_NOT_FOUND,
        WMI_READ_ONLY = STATUS_WMI_READ_ONLY,
        WMI_SET_FAILURE = STATUS_WMI_SET_FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_never_a_success() {
        for value in [0, 1, 0x103, 0x4000_0000, i32::MAX] {
            assert_eq!(Error::new(NtStatus::new(value)), None);
            assert_eq!(NtStatus::new(value).ok(), Ok(()));
        }
        for value in [-1, i32::MIN, wdk_sys::STATUS_BUFFER_OVERFLOW] {
            let error = Error::new(NtStatus::new(value)).expect("a failure");
            assert_eq!(NtStatus::from(Err(error)), NtStatus::new(value));
        }
    }
}
