//! The commands as a user runs them.

mod adopt;
mod closed_pipe;
mod commands;
mod compare;
mod debug;
mod dumps;
mod errors;
mod existing_drivers;
mod floor;
mod inf;
mod inf_rewrite;
mod new;
mod outputs;
mod pack;
mod pnputil;
mod repeats;
mod reproducible;
mod source;
mod store;
mod submit;
mod support;
mod windows_drivers_rs;
mod wine;
