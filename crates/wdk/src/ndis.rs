//! NDIS 6 miniport drivers.
//!
//! A miniport is a type: its value is one adapter, [`Miniport`] declares its callbacks, and
//! [`register_miniport`] registers it from [`wdm::Driver::load`](crate::wdm::Driver::load).
//!
//! ```no_run
//! use wdk::{
//!     ndis::{self, Adapter, Attributes, Initialize, Miniport, SendLists},
//!     prelude::*,
//!     wdm,
//! };
//!
//! struct Driver;
//!
//! #[wdk::wdm_driver]
//! impl wdm::Driver for Driver {
//!     fn load(
//!         driver: &wdm::DriverObject,
//!         registry_path: &UnicodeStr,
//!         irql: &mut Passive,
//!     ) -> Result<Self> {
//!         ndis::register_miniport::<Null>(driver, registry_path, (), irql)?;
//!         Ok(Self)
//!     }
//! }
//!
//! /// An adapter that transmits nothing.
//! struct Null;
//!
//! #[wdk::handlers]
//! impl Miniport for Null {
//!     type Driver = ();
//!
//!     fn initialize(_: &Initialize<'_, Self>, _: &mut Passive) -> Result<(Self, Attributes)> {
//!         Ok((Self, Attributes::ethernet([2, 0, 0, 0, 0, 1])))
//!     }
//!
//!     fn send_net_buffer_lists(
//!         &self,
//!         _: &Adapter<Self>,
//!         lists: SendLists,
//!         irql: &mut UpToDispatch,
//!     ) {
//!         lists.complete(Ok(()), irql);
//!     }
//! }
//! ```
//!
//! # Guarantees
//! - **The driver is deregistered** by `MiniportDriverUnload`, and by a `DriverEntry` that fails
//!   after it registered. There is no guard that a driver could leak.
//! - **Lists are completed once.** [`SendLists`] and [`SendList`] are completed by value; dropped,
//!   they are completed with a failure. A [`ReceiveList`] that was indicated belongs to NDIS until
//!   [`Miniport::return_net_buffer_lists`] returns it.
//! - **A pause completes when nothing is outstanding.** [`Running`] is the right to indicate. The
//!   pause is complete when every `Running` is dropped, every send completed and every indicated
//!   list returned, whichever comes last.
//! - **No lock is held while NDIS calls back.** What completes or indicates takes a token that a lock
//!   does not lend ([`Unlocked`](crate::irql::Unlocked)). What is *dropped* in a lock is completed
//!   there: take it out of the lock first.
//! - **OIDs have types.** [`oid`] declares each with the type of its data; an [`OidRequest`] is
//!   answered once.
//!
//! The lists' memory belongs to NDIS: a miniport accesses frames through [`NetBuffer`], which
//! copies, and [`ReceiveList`], whose memory is its own.

mod adapter;
mod attributes;
mod callbacks;
mod chain;
mod configuration;
mod driver;
mod miniport;
pub mod oid;
mod receive;
mod request;
mod send;
pub mod status;

pub use adapter::{Adapter, Link, Running};
pub use attributes::{Attributes, PacketFilter};
pub use configuration::Initialize;
pub use driver::register_miniport;
pub(crate) use driver::{entry_failed, is_registered};
pub use miniport::{HaltAction, Miniport, PnpEvent, Reset};
pub use receive::{ReceiveList, ReceiveLists, ReceivePool};
pub use request::{OidAnswered, OidRequest, PendingOid, RequestId};
pub use send::{NetBuffer, SendList, SendLists};

use wdk_sys::NDIS_OBJECT_HEADER;

/// The header of a structure of NDIS.
const fn header(kind: u32, revision: u32, size: u32) -> NDIS_OBJECT_HEADER {
    NDIS_OBJECT_HEADER {
        Type: kind as u8,
        Revision: revision as u8,
        Size: size as u16,
    }
}
