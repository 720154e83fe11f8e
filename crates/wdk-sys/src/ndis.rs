//! `ndis.h`, `ntddndis.h`: network drivers of NDIS 6, up to NDIS 6.80.
//!
//! Structures have the form of the newest revision; `NDIS_SIZEOF_..` are the sizes of earlier ones. A driver states
//! the revision that it was written for in the [`NDIS_OBJECT_HEADER`] of each.
#![expect(
    clippy::missing_safety_doc,
    clippy::multiple_unsafe_ops_per_block,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

mod inline;

pub use self::inline::*;

pub use crate::generated::ndis::*;
