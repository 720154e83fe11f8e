//! `fltKernel.h`, `ntifs.h`: minifilters and file systems.
#![expect(
    clippy::missing_safety_doc,
    clippy::multiple_unsafe_ops_per_block,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

mod inline;

pub use self::inline::*;

pub use crate::generated::filesystem::*;
