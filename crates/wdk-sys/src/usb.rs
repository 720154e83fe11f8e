//! `usb.h`, `usbspec.h`: what client drivers of the USB stack say to it.
//!
//! Descriptors and request blocks are always here, since the framework's signatures name them; the functions of
//! `USBD.SYS` and the requests of hubs come with the feature `usb`.

pub use crate::generated::usb::*;
