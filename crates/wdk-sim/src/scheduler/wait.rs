//! What a blocked thread waits for.

use crate::time::DeadlineKey;

/// A wait that is not satisfied yet.
pub(crate) struct Wait {
    /// For people: what the thread waits for.
    pub(crate) reason: String,
    /// When it gives up.
    pub(crate) deadline: Option<DeadlineKey>,
}
