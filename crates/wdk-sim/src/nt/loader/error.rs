//! Why an image cannot be loaded.
#![forbid(unsafe_code)]

use std::{io, path::PathBuf};

use thiserror::Error;

/// An image that is no driver, or that this machine cannot run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The file cannot be read.
    #[error("cannot read {}: {_1}", _0.display())]
    Read(PathBuf, #[source] io::Error),
    /// The file does not start as a PE image does.
    #[error("not a PE image: a driver file starts with \"MZ\" and has a \"PE\" header")]
    NotPe,
    /// The file ends before what its headers announce.
    #[error("the image is truncated: {_0} is not all there; copy or build it again")]
    Truncated(String),
    /// The image is for another processor.
    #[error("the image is for {}; this machine runs x86-64 images", machine_name(*_0))]
    WrongMachine(u16),
    /// The image is a program or a library of user mode.
    #[error(
        "the image is for subsystem {_0}, not for native (1); link the driver with /SUBSYSTEM:NATIVE"
    )]
    NotNative(u16),
    /// The tables of the image contradict each other.
    #[error("the image is malformed: {_0}")]
    Malformed(String),
    /// The image imports what no module of the machine exports.
    #[error("the machine does not export what the image imports: {}", _0.join(", "))]
    UnknownImports(Vec<String>),
    /// A module that the driver imports from is in none of the folders where the system looks.
    #[error(
        "it imports from {module}, which is not in {folders}; an INF puts it there with CopyFiles, \
         a test with Machine::add_export_driver"
    )]
    NoModule {
        /// The module's file.
        module: String,
        /// The folders.
        folders: String,
    },
    /// The image has no entry point to call.
    #[error("the image has no entry point; link the driver with /ENTRY")]
    NoEntry,
    /// The host has another processor.
    #[error("images run on x86-64 hosts only; load the driver natively here")]
    Host,
    /// The host gave no memory for the image.
    #[error("no memory for the image: {_0}")]
    Map(String),
}

fn machine_name(machine: u16) -> String {
    match machine {
        0x14c => "x86 (32-bit)".into(),
        0x1c4 => "ARM (32-bit)".into(),
        0xaa64 => "ARM64".into(),
        other => format!("machine type {other:#x}"),
    }
}
