//! `fltKernel.h`, `ntifs.h`: minifilters and file systems.

mod cache;
mod constants;
mod context;
mod filter;
mod fsrtl;
mod io;
mod parameters;
mod support;

pub use self::cache::*;
pub use self::constants::*;
pub use self::context::*;
pub use self::filter::*;
pub use self::fsrtl::*;
pub use self::io::*;
pub use self::parameters::*;
pub use self::support::*;
