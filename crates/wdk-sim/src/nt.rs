//! The managers of NT, each a layer over the engine and the managers below it:
//!
//! | layer | module | holds |
//! |---|---|---|
//! | `Kernel` | [`kernel`], [`subsystem`] | all managers, and the subsystems beside them |
//! | | [`po`] | the system's power requests |
//! | `Pnp` | [`pnp`] | the device tree |
//! | `Ldr` | [`loader`] | drivers and their code |
//! | `Io` | [`io`] | devices, files, packets |
//! | `Cm` | [`cm`] | the registry |
//! | `Mm` | [`mm`] | device memory, memory descriptor lists |
//! | `Ex` | [`ex`] | pool for drivers, work items, resources |
//! | `Ke` | [`ke`], [`ps`] | dispatcher objects, locks, timers, DPCs, threads, calls of drivers |
//! | `Ob` | [`ob`] | objects, names, handles |
//! | | [`se`] | security: identifiers, descriptors, tokens, the access check |
//! | `Vf` | [`verifier`] | rules and violations |
//! | `Engine` | [`engine`](crate::engine) | threads, time, pool, trace, faults |

pub(crate) mod argument;
pub(crate) mod cm;
pub(crate) mod ddi;
pub mod etw;
pub(crate) mod ex;
pub(crate) mod io;
pub(crate) mod ke;
pub(crate) mod kernel;
pub mod loader;
pub(crate) mod mm;
pub(crate) mod ob;
pub(crate) mod parameter;
pub(crate) mod pnp;
pub(crate) mod po;
pub(crate) mod ps;
pub(crate) mod se;
pub(crate) mod subsystem;
pub(crate) mod verifier;
