//! What the I/O manager asks of the managers above it.
#![forbid(unsafe_code)]

/// What the I/O manager asks of the PnP manager.
pub(crate) trait IoUpcalls {
    /// The last file on the stack of the device node `node` was closed.
    fn last_file_closed(&self, node: u64);

    /// The instance of the device node `node`: `ROOT\TOASTER\0000`.
    fn instance_of(&self, node: u64) -> Option<String>;
}
