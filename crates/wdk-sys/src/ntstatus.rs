//! `ntstatus.h`: every `NTSTATUS`, in the order of its value.

use crate::{NTSTATUS, generated::ntstatus::NAMES};

pub use crate::generated::ntstatus::*;

/// The name of a status, for messages: `status_name(STATUS_PENDING) == Some("STATUS_PENDING")`.
///
/// Where names share a value, the usual one.
#[must_use]
pub fn status_name(status: NTSTATUS) -> Option<&'static str> {
    let status = status.cast_unsigned();
    let first = NAMES.partition_point(|&(value, _)| value < status);
    let &(value, name) = NAMES.get(first)?;
    (value == status).then_some(name)
}

/// Every status with its name, in the order of their values.
pub fn status_names() -> impl Iterator<Item = (NTSTATUS, &'static str)> {
    NAMES
        .iter()
        .map(|&(value, name)| (value.cast_signed(), name))
}

/// The status is a success or an information.
#[must_use]
pub const fn NT_SUCCESS(nt_status: NTSTATUS) -> bool {
    nt_status >= 0
}

/// The status is an information.
#[must_use]
pub const fn NT_INFORMATION(nt_status: NTSTATUS) -> bool {
    nt_status.cast_unsigned() >> 30 == 1
}

/// The status is a warning.
#[must_use]
pub const fn NT_WARNING(nt_status: NTSTATUS) -> bool {
    nt_status.cast_unsigned() >> 30 == 2
}

/// The status is an error.
#[must_use]
pub const fn NT_ERROR(nt_status: NTSTATUS) -> bool {
    nt_status.cast_unsigned() >> 30 == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_so_that_the_lookup_finds_them() {
        assert!(NAMES.is_sorted_by_key(|&(value, _)| value));
    }

    #[test]
    fn shared_values_have_their_usual_name() {
        assert_eq!(status_name(STATUS_SUCCESS), Some("STATUS_SUCCESS"));
        assert_eq!(status_name(STATUS_WAIT_0), Some("STATUS_SUCCESS"));
        assert_eq!(status_name(STATUS_TIMEOUT), Some("STATUS_TIMEOUT"));
        assert_eq!(status_name(STATUS_CANCELLED), Some("STATUS_CANCELLED"));
        assert_eq!(status_name(0x1234_5678), None);
        assert_eq!(status_name(-1), None);
    }

    #[test]
    fn severity_is_the_top_two_bits() {
        for (status, class) in [
            (STATUS_PENDING, [true, false, false, false]),
            (STATUS_OBJECT_NAME_EXISTS, [true, true, false, false]),
            (STATUS_BUFFER_OVERFLOW, [false, false, true, false]),
            (STATUS_CANCELLED, [false, false, false, true]),
        ] {
            assert_eq!(
                [
                    NT_SUCCESS(status),
                    NT_INFORMATION(status),
                    NT_WARNING(status),
                    NT_ERROR(status)
                ],
                class
            );
        }
    }
}
