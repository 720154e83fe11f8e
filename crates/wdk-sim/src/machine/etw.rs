//! Trace sessions, and the events that they have recorded.
#![forbid(unsafe_code)]

use super::Machine;
use crate::{
    engine::error::Result,
    exports::state::Registrations,
    nt::etw::{EtwEvent, Session},
};

impl Machine {
    /// Starts a trace session, as `tracelog -start` does; one that has the name is replaced. As on
    /// Windows nobody listens before: providers are disabled, and their events go nowhere.
    ///
    /// Providers that are registered are told by their enable callbacks, and others when they are.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn start_session(&self, name: &str, session: Session) -> Result {
        let etw = &Registrations::of(&self.kernel).etw;
        if !etw.has_provider(&session) {
            // No callback to call: it needs no thread.
            self.kernel.alive()?;
            etw.start(&self.kernel, name, session);
            return Ok(());
        }
        self.kernel.call("event tracing", || {
            etw.start(&self.kernel, name, session);
        })
    }

    /// Stops a trace session; false when there is none of this name. What it recorded stays.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn stop_session(&self, name: &str) -> Result<bool> {
        self.kernel.call("event tracing", || {
            Registrations::of(&self.kernel).etw.stop(&self.kernel, name)
        })
    }

    /// The events that trace sessions have recorded, oldest first.
    #[must_use]
    pub fn etw_events(&self) -> Vec<EtwEvent> {
        Registrations::of(&self.kernel).etw.events()
    }
}
