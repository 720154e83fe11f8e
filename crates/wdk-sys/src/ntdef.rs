//! `ntdef.h`, `basetsd.h`, `guiddef.h`: the base types.

pub use crate::{context::*, generated::ntdef::*};
