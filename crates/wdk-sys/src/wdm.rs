//! `wdm.h`, `ntddk.h`, `ntifs.h`: the kernel, one module for each subject.
#![expect(
    clippy::missing_safety_doc,
    clippy::multiple_unsafe_ops_per_block,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

pub mod dbg;
pub mod device;
pub mod ex;
pub mod interlocked;
pub mod intsafe;
pub mod io;
pub mod irp;
pub mod ke;
pub mod list;
pub mod mm;
pub mod ob;
pub mod ps;
pub mod register;
pub mod rtl;
pub mod splay;
pub mod strsafe;
pub mod wait;

pub use crate::generated::wdm::{
    dma, etw, file, guids, pci, pnp, po, registry, resource, se, transaction, wmi,
};

pub use dbg::*;
pub use device::*;
pub use dma::*;
pub use etw::*;
pub use ex::*;
pub use file::*;
pub use guids::*;
pub use interlocked::*;
pub use intsafe::*;
pub use io::*;
pub use irp::*;
pub use ke::*;
pub use list::*;
pub use mm::*;
pub use ob::*;
pub use pci::*;
pub use pnp::*;
pub use po::*;
pub use ps::*;
pub use register::*;
pub use registry::*;
pub use resource::*;
pub use rtl::*;
pub use se::*;
pub use splay::*;
pub use strsafe::*;
pub use transaction::*;
pub use wait::*;
pub use wmi::*;

crate::host_world! {
    /// The C name of `WdmlibIoCreateDeviceSecure`.
    pub use device::WdmlibIoCreateDeviceSecure as IoCreateDeviceSecure;
}
