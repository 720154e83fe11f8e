//! Locks that own what they protect.

mod spin_lock;
mod wait_lock;

pub use spin_lock::SpinLock;
pub use wait_lock::WaitLock;
