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
mod classpnp;
#[cfg(feature = "storage")]
mod constants;
mod disk;
#[cfg(feature = "storage")]
mod inline;
#[cfg(feature = "storage")]
mod ioctl;
#[cfg(feature = "storage")]
mod ioctl_constants;
mod request;
#[cfg(feature = "storage")]
mod scsi;
#[cfg(feature = "storage")]
mod scsi_constants;
#[cfg(feature = "storage")]
mod srb;
#[cfg(feature = "storage")]
mod storport;

#[cfg(feature = "storage")]
pub use self::classpnp::*;
#[cfg(feature = "storage")]
pub use self::constants::*;
pub use self::disk::*;
#[cfg(feature = "storage")]
pub use self::inline::*;
#[cfg(feature = "storage")]
pub use self::ioctl::*;
#[cfg(feature = "storage")]
pub use self::ioctl_constants::*;
pub use self::request::*;
#[cfg(feature = "storage")]
pub use self::scsi::*;
#[cfg(feature = "storage")]
pub use self::scsi_constants::*;
#[cfg(feature = "storage")]
pub use self::srb::*;
#[cfg(feature = "storage")]
pub use self::storport::*;
