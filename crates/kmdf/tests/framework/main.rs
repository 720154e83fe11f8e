//! Drivers that call the raw ABI, on the simulated machine: one module per subject of the
//! framework, and three drivers that they share.

mod attributes;
mod bind;
mod buffers;
mod bus;
mod common;
mod control;
mod deferred;
mod device_state;
mod devices;
mod dispatching;
mod failing;
mod filter;
mod init_checks;
mod interfaces;
mod interrupts;
mod io_probe;
mod late_stop;
mod layers;
mod lifecycle;
mod objects;
mod pointers;
mod policy;
mod power;
mod promises;
mod queues;
mod random;
mod registry_values;
mod remote_removal;
mod request_edges;
mod requests;
mod security;
mod sending;
mod serving;
mod settings;
mod sharing;
mod sleep;
mod states;
#[path = "../support/mod.rs"]
mod support;
mod targets;
mod timers;
mod usage;
