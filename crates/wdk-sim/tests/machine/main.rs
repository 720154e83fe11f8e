//! The machine from outside: one binary, since linking costs more than running.

mod bug_check;
mod etw;
mod executive;
mod explore;
mod export_drivers;
mod exports;
mod extended_timer;
mod extensions;
#[path = "../../../../fuzz/bounded.rs"]
mod fuzz;
mod images;
mod invariants;
mod kernel;
mod kernel_stack;
mod lamp;
mod ndis;
mod processes;
mod readers;
mod reenumerate;
mod refusals;
mod registrations;
mod registry;
mod scenario;
mod scheduler;
mod security;
mod stack;
mod timeline;
mod unended;
mod wake;
mod wdm;
mod wfp;
mod wmi;
