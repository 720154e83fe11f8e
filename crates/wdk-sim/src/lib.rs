//! A simulated Windows NT machine that runs kernel drivers.
