//! Drivers that call the raw ABI, on the simulated machine: one module per subject of the
//! framework, and three drivers that they share.

mod attributes;
mod bind;
mod buffers;
mod common;
mod devices;
mod filter;
mod interrupts;
mod io_probe;
mod late_stop;
mod layers;
mod lifecycle;
mod objects;
mod pointers;
mod promises;
mod queues;
mod sending;
mod serving;
mod sharing;
mod sleep;
