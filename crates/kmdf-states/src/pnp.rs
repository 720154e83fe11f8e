//! Plug and Play.
