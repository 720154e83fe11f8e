//! How the store refuses, with the codes that setupapi has for it.

use std::{io, path::PathBuf};

use thiserror::Error;
use wdk_inf::InfError;

use super::RECORDS;

/// Why the store refused.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The INF cannot be used.
    #[error("{0}")]
    Inf(#[from] InfError),
    /// A rule of the store is broken.
    #[error("{code}: {message}")]
    Refused {
        /// Which one, in setupapi's words.
        code: Code,
        /// What is wrong and what to do.
        message: String,
        /// The file of the package that it is about, when it is one.
        file: Option<String>,
    },
    /// A file of the store's own file system could not be read or written.
    #[error("{path}: {source}")]
    Volume {
        /// The file.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// A file of the host could not be read or written.
    #[error("{}: {source}", path.display())]
    Host {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// What the store remembers cannot be read.
    #[error(
        "what the store remembers cannot be read ({RECORDS}): {0}; mend that line, or remove the store's \
         folder to start anew"
    )]
    Records(#[from] serde_json::Error),
    /// What the store remembers names a file that no store makes.
    #[error(
        "the store's records name {0:?}, which no store makes; remove the store's folder to start anew"
    )]
    Foreign(String),
}

impl StoreError {
    pub(super) fn refused(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::Refused {
            code,
            message,
            file: None,
        }
    }

    /// The same about a file of the package.
    pub(super) fn about(self, name: &str) -> Self {
        match self {
            Self::Refused { code, message, .. } => Self::Refused {
                code,
                message,
                file: Some(name.to_owned()),
            },
            other => other,
        }
    }

    /// The system's own words for the code, as `pnputil` prints them.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self {
            Self::Refused { code, .. } => code.text(),
            Self::Inf(_) => "The style of the INF is different than what was requested.",
            _ => Code::AddFailed.text(),
        }
    }

    /// The code by which tools that run on Windows know the failure.
    #[must_use]
    pub fn code(&self) -> u32 {
        match self {
            Self::Refused { code, .. } => *code as u32,
            // ERROR_WRONG_INF_STYLE
            Self::Inf(_) => 0xE000_0100,
            // ERROR_DRIVER_STORE_ADD_FAILED
            _ => 0xE000_0247,
        }
    }
}

/// setupapi's codes for what a store refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
#[repr(u32)]
pub enum Code {
    /// A file that the INF names is not in the package.
    #[error("0x00000002 ERROR_FILE_NOT_FOUND")]
    FileNotFound = 2,
    /// What is asked for is not possible now, for example since the system must restart first.
    #[error("0x00000032 ERROR_NOT_SUPPORTED")]
    NotSupported = 0x32,
    /// There is nothing that this could be done to.
    #[error("0x00000103 ERROR_NO_MORE_ITEMS")]
    NoMoreItems = 0x103,
    /// An argument has no meaning.
    #[error("0x00000057 ERROR_INVALID_PARAMETER")]
    InvalidParameter = 0x57,
    /// No package of the store drives the device.
    #[error("0xE0000228 ERROR_NO_COMPAT_DRIVERS")]
    NoCompatDrivers = 0xE000_0228,
    /// No such device.
    #[error("0xE000020B ERROR_NO_SUCH_DEVINST")]
    NoSuchDevice = 0xE000_020B,
    /// The INF names no catalog.
    #[error("0xE000022F ERROR_NO_CATALOG_FOR_OEM_INF")]
    NoCatalog = 0xE000_022F,
    /// No package is published under this name.
    #[error("0xE000023C ERROR_NOT_AN_INSTALLED_OEM_INF")]
    NotAnInstalledOemInf = 0xE000_023C,
    /// Devices use the package.
    #[error("0xE000023D ERROR_INF_IN_USE_BY_DEVICES")]
    InfInUseByDevices = 0xE000_023D,
    /// The catalog's signer is not trusted.
    #[error("0xE0000243 ERROR_AUTHENTICODE_PUBLISHER_NOT_TRUSTED")]
    PublisherNotTrusted = 0xE000_0243,
    /// The store does not take the package.
    #[error("0xE0000247 ERROR_DRIVER_STORE_ADD_FAILED")]
    AddFailed = 0xE000_0247,
    /// A file is not the one that the catalog lists.
    #[error("0xE000024B ERROR_FILE_HASH_NOT_IN_CATALOG")]
    HashNotInCatalog = 0xE000_024B,
}

impl Code {
    /// The system's own words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::FileNotFound => "The system cannot find the file specified.",
            Self::NotSupported => "The request is not supported.",
            Self::NoMoreItems => "No more data is available.",
            Self::InvalidParameter => "The parameter is incorrect.",
            Self::NoCompatDrivers => "There are no compatible drivers for this device.",
            Self::NoSuchDevice => "The device instance does not exist in the hardware tree.",
            Self::NoCatalog => {
                "The third-party INF does not contain digital signature information."
            }
            Self::NotAnInstalledOemInf => "The specified file is not an installed OEM INF.",
            Self::InfInUseByDevices => {
                "One or more devices are presently installed using the specified INF."
            }
            Self::PublisherNotTrusted => {
                "The publisher of an Authenticode(tm) signed catalog was not established as trusted."
            }
            Self::AddFailed => {
                "A problem was encountered while attempting to add the driver to the store."
            }
            Self::HashNotInCatalog => {
                "The hash for the file is not present in the specified catalog file. The file is \
                 likely corrupt or the victim of tampering."
            }
        }
    }
}
