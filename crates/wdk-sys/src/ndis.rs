//! `ndis.h`, `ntddndis.h`: network drivers of NDIS 6, up to NDIS 6.80.
//!
//! Structures have the form of the newest revision; `NDIS_SIZEOF_..` are the sizes of earlier ones. A driver states
//! the revision that it was written for in the [`NDIS_OBJECT_HEADER`] of each.
#![expect(
    clippy::missing_safety_doc,
    clippy::multiple_unsafe_ops_per_block,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

mod constants;
mod filter;
mod general;
mod guids;
mod inline;
mod interface;
mod intermediate;
mod miniport;
mod net_buffer;
mod offload;
mod oid;
mod power;
mod protocol;
mod sizes;
mod status;
mod system;
mod virtual_queues;

pub use self::constants::*;
pub use self::filter::*;
pub use self::general::*;
pub use self::guids::*;
pub use self::inline::*;
pub use self::interface::*;
pub use self::intermediate::*;
pub use self::miniport::*;
pub use self::net_buffer::*;
pub use self::offload::*;
pub use self::oid::*;
pub use self::power::*;
pub use self::protocol::*;
pub use self::sizes::*;
pub use self::status::*;
pub use self::system::*;
pub use self::virtual_queues::*;
