//! `NDIS.SYS`: miniport drivers, their adapters, and what travels through them.
//!
//! [`Machine::adapter`](crate::Machine::adapter) binds a test to an adapter, as a protocol driver
//! would: it sends and receives frames, requests OIDs, pauses and restarts. A [`Wire`] joins two
//! ends: adapters, a [capture file](PcapFile), a network interface of the host (`Tap`).

pub(crate) mod adapter;
pub(crate) mod binding;
pub(crate) mod configuration;
pub(crate) mod data;
pub(crate) mod driver;
pub(crate) mod list;
pub(crate) mod memory;
pub(crate) mod oid;
mod pcap;
mod pnp;
pub(crate) mod rules;
pub(crate) mod schedule;
pub(crate) mod state;
#[cfg(target_os = "linux")]
mod tap;
pub(crate) mod wire;

pub use binding::{Adapter, AdapterState, Sending};
pub use pcap::PcapFile;
#[cfg(target_os = "linux")]
pub use tap::Tap;
pub use wire::{End, VirtualTime, Wire};

use state::Ndis;

use crate::nt::subsystem::Subsystem;

/// NDIS as a subsystem.
pub(crate) static SUBSYSTEM: Subsystem = Subsystem {
    exports: &[
        adapter::EXPORTS,
        configuration::EXPORTS,
        data::EXPORTS,
        driver::EXPORTS,
        list::EXPORTS,
        memory::EXPORTS,
        oid::EXPORTS,
        schedule::EXPORTS,
    ],
    rules: rules::NDIS_RULES,
    state: || Box::new(Ndis::default()),
    driver_stopped: state::check_miniport_deregistered,
    ..Subsystem::EMPTY
};
