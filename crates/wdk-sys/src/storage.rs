//! `storport.h`, `classpnp.h`, `scsi.h`, `ntddstor.h`: drivers of storage adapters and devices.
//!
//! Request blocks and disk layouts are always here, since the kernel's signatures name them; the rest comes with
//! the feature `storage`.
#![cfg_attr(
    feature = "storage",
    expect(
        clippy::missing_safety_doc,
        reason = "an inline function of the headers is one contract, that of its documentation"
    )
)]

#[cfg(feature = "storage")]
mod inline;

#[cfg(feature = "storage")]
pub use self::inline::*;

pub use crate::generated::storage::*;
