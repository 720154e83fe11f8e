//! `fwpsk.h`, `fwpmk.h`, `fwptypes.h`: callout drivers of the Windows Filtering Platform.
//!
//! Functions and structures carry the number of their version (`FwpsCalloutRegister3`), and the newest is also
//! known without it, as `fwpvi.h` has it.

mod layer_table;

pub use crate::generated::wfp::*;
