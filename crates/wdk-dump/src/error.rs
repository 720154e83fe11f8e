//! Why a file is no dump that can be read, or a dump cannot be written.

use thiserror::Error;

/// Why a file is no dump that can be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DumpError {
    /// It is something else.
    #[error("it is no kernel crash dump: it does not begin with PAGEDU64")]
    NotADump,
    /// A dump of a program.
    #[error("it is the dump of a program, and not of the kernel; open it with a debugger")]
    Program,
    /// A dump of 32-bit Windows.
    #[error("it is a dump of 32-bit Windows (PAGEDUMP); only those of 64-bit Windows can be read")]
    Bits32,
    /// A dump of another processor.
    #[error("it is a dump of machine type {0:#06x}; only those of x64 (0x8664) can be read")]
    Machine(u32),
    /// A kind of dump that is not known.
    #[error("its type is {0}, which is not known; make a small, kernel or complete memory dump")]
    Kind(u32),
    /// It ends too early.
    #[error("it is cut off: {0} is missing; copy it again, or wait until Windows has written it")]
    Truncated(&'static str),
    /// Its parts contradict each other.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
}

/// Why a dump cannot be written.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// Memory at an address that no kernel has.
    #[error("there is no memory of the kernel at {0:#x}")]
    Address(u64),
    /// Memory that is there twice.
    #[error("two blocks of memory have the address {0:#x}")]
    Overlap(u64),
    /// More memory than a file is written of.
    #[error("the dump has more than {0} pages")]
    TooLarge(usize),
}
