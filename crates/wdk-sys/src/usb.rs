//! `usb.h`, `usbspec.h`: what client drivers of the USB stack say to it.
//!
//! Descriptors and request blocks are always here, since the framework's signatures name them; the functions of
//! `USBD.SYS` and the requests of hubs come with the feature `usb`.

mod constants;
#[cfg(feature = "usb")]
mod ioctl;
mod spec;
mod status;
mod urb;
#[cfg(feature = "usb")]
mod usbd;

pub use self::constants::*;
#[cfg(feature = "usb")]
pub use self::ioctl::*;
pub use self::spec::*;
pub use self::status::*;
pub use self::urb::*;
#[cfg(feature = "usb")]
pub use self::usbd::*;
