//! The Windows Filtering Platform: the base filtering engine's objects, the filter engine that
//! classifies traffic by them, callouts, flows, packets and their injection.
//!
//! | file | holds |
//! |---|---|
//! | `layers` | the layers and their fields |
//! | `condition` | values, and the conditions of filters |
//! | `objects` | sublayers, callouts and filters, with transactions |
//! | `engine` | `Fwpm*`: sessions, and the functions that add and delete objects |
//! | `callout` | `Fwps*`: callouts that drivers registered, and calls of them |
//! | `classify` | which filters traffic meets, and what they decide together |
//! | `flow` | flows and the contexts that drivers attach |
//! | `packet`, `inject` | `NET_BUFFER_LIST`s, clones, injection |
//! | `network` | the traffic that a test makes |

pub(crate) mod callout;
mod classify;
mod condition;
pub(crate) mod connection;
pub(crate) mod engine;
pub(crate) mod flow;
pub(crate) mod inject;
mod layers;
pub(crate) mod network;
mod objects;
pub(crate) mod packet;
mod raw;
pub(crate) mod rules;
pub(crate) mod state;
pub(crate) mod traffic;

use state::FilterEngine;

use crate::nt::subsystem::Subsystem;

/// The filter engine as a subsystem.
pub(crate) static SUBSYSTEM: Subsystem = Subsystem {
    exports: &[
        callout::EXPORTS,
        engine::EXPORTS,
        flow::EXPORTS,
        inject::EXPORTS,
        packet::EXPORTS,
    ],
    rules: rules::WFP_RULES,
    state: || Box::new(FilterEngine::default()),
    check_unload: state::check_filter_engine,
    ..Subsystem::EMPTY
};
