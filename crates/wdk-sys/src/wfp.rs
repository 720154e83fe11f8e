//! `fwpsk.h`, `fwpmk.h`, `fwptypes.h`: callout drivers of the Windows Filtering Platform.
//!
//! Functions and structures carry the number of their version (`FwpsCalloutRegister3`), and the newest is also
//! known without it, as `fwpvi.h` has it.

mod callout;
mod conditions;
mod constants;
mod engine;
mod guids;
mod layer_fields;
mod layer_table;
mod layers;
mod names;
mod packet;
mod values;

pub use self::callout::*;
pub use self::conditions::*;
pub use self::constants::*;
pub use self::engine::*;
pub use self::guids::*;
pub use self::layer_fields::*;
pub use self::layers::*;
pub use self::names::*;
pub use self::packet::*;
pub use self::values::*;
