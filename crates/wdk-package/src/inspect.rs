//! All that can be told of a driver image without running it, C drivers included.
//!
//! ```no_run
//! use wdk_package::inspect::Inspection;
//!
//! let bytes = std::fs::read("toaster.sys")?;
//! let inspection = Inspection::of(&bytes, None)?;
//! println!("{}", inspection.verdict());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`framework`] | the version of KMDF |
//! | [`integrity`] | what memory integrity (HVCI) asks of an image |
//! | [`load_config`] | Control Flow Guard and the security cookie |
//! | [`stack`] | how much of a kernel stack its calls need |

pub mod framework;
pub mod integrity;
pub mod load_config;
mod map;
pub mod stack;

use serde::Serialize;
use wdk_inf::OsVersion;

use crate::{
    authenticode, floor,
    floor::Floor,
    image::{Image, ImageError, Pdb, Section},
    rules::Finding,
    symbols::Symbols,
};
use framework::Framework;
use load_config::LoadConfig;
use map::Map;
use stack::Stack;

/// What is told of an image.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The processor, as the INF language spells it.
    pub arch: String,
    /// The oldest Windows that loads it, and why.
    pub floor: Floor,
    /// The version of KMDF, of a driver of that framework.
    pub framework: Option<Framework>,
    /// The sections.
    pub sections: Vec<Section>,
    /// What memory integrity does not allow; empty when it loads the image.
    pub integrity: Vec<Finding>,
    /// How much of the stack its calls need; `None` where that is not worked out.
    pub stack: Option<Stack>,
    /// The load configuration, if there is one.
    pub load_config: Option<LoadConfig>,
    /// Who signed it.
    pub signature: Signature,
    /// The symbol file that belongs to it.
    pub pdb: Option<Pdb>,
    /// Whether the checksum is that of the contents: the kernel does not load it otherwise.
    pub checksum_holds: bool,
    /// Whether it is made for the kernel: the subsystem is native.
    pub native: bool,
}

/// The signature within the image. Catalogs are not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// None.
    None,
    /// It holds, and this is who made it.
    By(String),
    /// It does not hold, or cannot be read, for this reason.
    Broken(String),
}

impl Inspection {
    /// Inspects an image; with its symbols, the functions of the deepest chain have names.
    ///
    /// # Errors
    ///
    /// [`ImageError`] when `bytes` are no 64-bit image, are cut off, or are for another processor.
    pub fn of(bytes: &[u8], symbols: Option<&Symbols>) -> Result<Self, ImageError> {
        let image = Image::parse(bytes)?;
        let map = Map::parse(bytes)?;
        let framework = Framework::find(&image, &map);
        let lowest = framework.as_ref().and_then(Framework::lowest);
        let symbols = symbols.filter(|it| {
            let pdb = image.pdb.as_ref();
            pdb.is_some_and(|pdb| (pdb.guid, pdb.age) == (it.guid, it.age))
        });
        Ok(Self {
            floor: Floor::of(&image, lowest),
            integrity: integrity::check(&image, &map),
            stack: (image.arch == "amd64").then(|| Stack::of(&map, symbols)),
            load_config: LoadConfig::read(&map),
            signature: signature(bytes),
            checksum_holds: image.checksum == image.computed_checksum,
            native: image.subsystem == 1,
            framework,
            arch: image.arch,
            sections: image.sections,
            pdb: image.pdb,
        })
    }

    /// `runs on Windows 10 2004 (19041) and later; memory integrity: yes`.
    #[must_use]
    pub fn verdict(&self) -> String {
        verdict(self.floor.windows, &self.integrity)
    }
}

/// `runs on Windows 10 2004 (19041) and later; memory integrity: yes`.
#[must_use]
pub fn verdict(oldest: OsVersion, integrity: &[Finding]) -> String {
    let answer = if integrity.is_empty() { "yes" } else { "no" };
    let windows = floor::windows(oldest);
    format!("runs on {windows} and later; memory integrity: {answer}")
}

fn signature(bytes: &[u8]) -> Signature {
    match authenticode::signature(bytes) {
        Ok(None) => Signature::None,
        Ok(Some(_)) => match authenticode::verify(bytes) {
            Ok(signer) => Signature::By(signer.subject),
            Err(error) => Signature::Broken(error.to_string()),
        },
        Err(error) => Signature::Broken(error.to_string()),
    }
}
