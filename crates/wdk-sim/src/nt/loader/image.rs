//! Images of drivers, read and checked.
#![forbid(unsafe_code)]

use std::{path::Path, sync::Arc};

use super::{error::ImageError, pe};

/// A driver's image file, read and checked but not yet mapped.
///
/// Cloning it is cheap; one image can be loaded into many machines.
#[derive(Clone, Debug)]
pub struct Image {
    pub(super) name: Arc<str>,
    /// Where the file is, and its PDB beside it.
    pub(super) path: Option<Arc<Path>>,
    pub(super) bytes: Arc<[u8]>,
    pub(super) plan: Arc<pe::Plan>,
}

impl Image {
    /// Reads a driver from a `.sys` file.
    ///
    /// # Errors
    /// When the file cannot be read, or is not a driver for x86-64.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ImageError> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| ImageError::Read(path.into(), error))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        let image = Self::from_bytes(&name.to_string_lossy(), bytes)?;
        Ok(Self {
            path: Some(path.into()),
            ..image
        })
    }

    /// Reads a driver from the content of a `.sys` file with the name `name`.
    ///
    /// # Errors
    /// When the bytes are not a driver for x86-64.
    pub fn from_bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Self, ImageError> {
        let bytes = bytes.into();
        let plan = pe::Plan::read(&bytes)?;
        Ok(Self {
            name: name.into(),
            path: None,
            bytes,
            plan: Arc::new(plan),
        })
    }

    /// The name of the file, with its extension.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content of the file.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the image imports, as `module!name`.
    pub fn imports(&self) -> impl Iterator<Item = String> + '_ {
        let slots = self.plan.imports.iter();
        slots.map(|slot| format!("{}!{}", slot.module, slot.symbol))
    }
}
