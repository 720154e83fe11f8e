//! `fltKernel.h`, `ntifs.h`: minifilters and file systems.
#![expect(
    clippy::missing_safety_doc,
    clippy::multiple_unsafe_ops_per_block,
    reason = "an inline function of the headers is one contract, that of its documentation"
)]

mod cache;
mod constants;
mod context;
mod filter;
mod fsrtl;
mod inline;
mod io;
mod parameters;
mod support;

pub use self::cache::*;
pub use self::constants::*;
pub use self::context::*;
pub use self::filter::*;
pub use self::fsrtl::*;
pub use self::inline::*;
pub use self::io::*;
pub use self::parameters::*;
pub use self::support::*;
