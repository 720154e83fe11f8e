//! Moving a package into the Driver Store: its files stay where Windows unpacked them (DIRID 13)
//! instead of being copied into the system's directories.
//!
//! The rules are those of Microsoft's table in
//! [Run from Driver Store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store#porting-an-inf-to-use-run-from-driver-store),
//! one [`Row`] each. What a rule cannot decide is asked: a [`Question`] names the place and what to look at.
//!
//! ```
//! use wdk_inf::Inf;
//!
//! let inf = Inf::parse(br#"[Version]
//! Signature = "$Windows NT$"
//! [Manufacturer]
//! "Contoso" = Lamps, NTamd64.10.0...16299
//! [Lamps.NTamd64.10.0...16299]
//! "Lamp" = Lamp, root\lamp
//! [DestinationDirs]
//! Lamp_Files = 12 ; System32\drivers
//! [SourceDisksFiles]
//! lamp.sys = 1
//! [Lamp.NT]
//! CopyFiles = Lamp_Files
//! [Lamp_Files]
//! lamp.sys
//! [Lamp.NT.Services]
//! AddService = lamp, 2, Lamp_Service
//! [Lamp_Service]
//! ServiceBinary = %12%\lamp.sys
//! "#)?;
//! let ported = inf.port()?;
//! assert!(ported.inf.text().contains("Lamp_Files = 13 ; System32"));
//! assert!(ported.inf.text().contains(r"ServiceBinary = %13%\lamp.sys"));
//! assert!(ported.inf.port()?.changes.is_empty());
//! # Ok::<(), wdk_inf::InfError>(())
//! ```

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
    ops::Range,
};

use crate::{
    diagnostic::InfError,
    edit::{Edits, unified_diff},
    model::Inf,
    strings::fold,
    target::{Arch, OsVersion},
};

use plan::Plan;
use proof::{Macros, Proof};

pub(crate) mod co_installers;
mod destinations;
mod floor;
mod network;
mod plan;
mod primitive;
pub mod proof;
mod references;
mod sources;
mod split;

/// A row of Microsoft's table: where a file goes before the move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// DIRID 1: the folder that the INF was installed from.
    Source,
    /// DIRID 10, subdirectory `Firmware`: a UEFI firmware update.
    Firmware,
    /// DIRID 10: the Windows directory.
    Windows,
    /// DIRID 11: `System32`.
    System,
    /// DIRID 12, subdirectory `UMDF`: a user-mode driver.
    Umdf,
    /// DIRID 12: `System32\drivers`, mostly service binaries.
    Drivers,
    /// DIRIDs 16422 and 16426 to 16428, the program directories, and 16425, the 32-bit system directory.
    Programs,
    /// A directory that the table does not name.
    Elsewhere,
}

impl Row {
    /// The row for a destination; `None` for DIRID 13, where nothing is left to do.
    #[must_use]
    pub fn of(dirid: i64, subdirectory: &str) -> Option<Self> {
        let first = fold(
            subdirectory
                .split('\\')
                .find(|it| !it.is_empty())
                .unwrap_or_default(),
        );
        Some(match (dirid, first.as_str()) {
            (13, _) => return None,
            (1, _) => Self::Source,
            (10, "firmware") => Self::Firmware,
            (10, _) => Self::Windows,
            (11, _) => Self::System,
            (12, "umdf") => Self::Umdf,
            (12, _) => Self::Drivers,
            (16422 | 16425..=16428, _) => Self::Programs,
            _ => Self::Elsewhere,
        })
    }

    /// The oldest Windows that runs such a file from the Driver Store.
    #[must_use]
    pub fn oldest_windows(self) -> OsVersion {
        match self {
            Self::Firmware | Self::Umdf => OsVersion::new(10, 0, 17134),
            _ => OsVersion::WINDOWS_10_1709,
        }
    }

    /// Whether the kernel looks in this directory for modules that others import.
    fn is_of_modules(self) -> bool {
        matches!(self, Self::System | Self::Drivers)
    }

    /// Why a file of this row cannot be moved by editing the INF alone, and what to do.
    fn obstacle(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Source => Some((
                "nothing guarantees that the source directory is there when the file is needed",
                "include the file in the package: SourceDisksFiles, CopyFiles, DIRID 13",
            )),
            Self::Programs => Some((
                "files in program directories are an application's, not a driver's",
                "install a Universal Windows app with AddSoftware, or use DIRID 13 if the file is the driver's own",
            )),
            Self::Elsewhere => Some((
                "Microsoft's table has no rule for this directory",
                "find out who looks for the file there, and whether it accepts a full path",
            )),
            _ => None,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Source => "DIRID 1",
            Self::Firmware => "DIRID 10, Firmware",
            Self::Windows => "DIRID 10",
            Self::System => "DIRID 11",
            Self::Umdf => "DIRID 12, UMDF",
            Self::Drivers => "DIRID 12",
            Self::Programs => "DIRID 16422, 16425 to 16428",
            Self::Elsewhere => "another DIRID",
        })
    }
}

/// An edit of the file, and why it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes of the original text that are replaced; nothing where they are of a section that another
    /// change adds.
    pub span: Range<usize>,
    /// What stands there afterwards.
    pub new: String,
    /// The row of Microsoft's table that requires it.
    pub row: Row,
    /// The reason, in one sentence.
    pub reason: String,
}

/// What the INF alone does not decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Bytes of the original text that it is about.
    pub span: Range<usize>,
    /// The row of Microsoft's table that raises it.
    pub row: Row,
    /// What is the matter.
    pub message: String,
    /// What to do or to find out.
    pub help: String,
}

/// A ported INF.
#[derive(Clone, Debug)]
pub struct Port {
    /// The file with all changes made.
    pub inf: Inf,
    /// The changes, in the order of the file.
    pub changes: Vec<Change>,
    /// What the author has to decide, in the order of the file.
    pub questions: Vec<Question>,
    /// What the changes mean on the machines that the package is installed on.
    pub proof: Proof,
    before: String,
}

impl Port {
    /// The changes as a unified diff; empty when there are none.
    #[must_use]
    pub fn diff(&self) -> String {
        unified_diff(self.inf.name(), &self.before, self.inf.text())
    }
}

/// What is known of a file of the package besides the INF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// Nobody imports it.
    Plain,
    /// Others import it, or it has the entry points of such a module; why that is known.
    Export(String),
}

/// What to port with.
#[derive(Clone, Debug, Default)]
pub struct PortOptions {
    /// What stands for `$NAME$` in an INX, as `("$NAME$", "value")`.
    pub defines: Vec<(String, String)>,
    /// The images of the package that were looked into, by file name.
    pub images: Vec<(String, Image)>,
    /// The processors for which `[DefaultInstall]` and `[DefaultUninstall]` sections that name none are: `amd64`,
    /// `arm64`, `x86`, or `$ARCH$` in an INX.
    pub primitive: Vec<String>,
    /// The oldest Windows on which a package without devices is installed, which the INF cannot say.
    pub oldest: Option<OsVersion>,
}

impl Inf {
    /// Moves the package into the Driver Store, as far as the INF decides it. Porting what is ported
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// [`InfError`] when the result is not an INF, which only a file with directives in odd places
    /// could cause.
    pub fn port(&self) -> Result<Port, InfError> {
        self.port_with(&PortOptions::default())
    }

    /// [`port`](Self::port) with what the INF itself does not say.
    ///
    /// # Errors
    ///
    /// As [`port`](Self::port).
    pub fn port_with(&self, options: &PortOptions) -> Result<Port, InfError> {
        if !options.primitive.is_empty() {
            return self.port_decorated(options);
        }
        let macros = Macros(options.defines.clone());
        let filled = macros.filled(self, Arch::Amd64);
        let images = options.images.iter();
        let mut porter = Porter {
            inf: &filled,
            any_arch: self.text().contains("$ARCH$"),
            plan: Plan::of(&filled, OsVersion::WINDOWS_10_1709, options.oldest),
            images: images
                .map(|(name, image)| (fold(name), image.clone()))
                .collect(),
            names: HashMap::new(),
            gone: HashSet::new(),
            pinned: HashMap::new(),
            values: HashSet::new(),
            instances: HashSet::new(),
            beside: HashSet::new(),
            moved: Vec::new(),
            by_name: HashMap::new(),
            changes: Vec::new(),
            questions: Vec::new(),
        };
        porter.without_devices();
        porter.framework_co_installers();
        porter.destinations();
        porter.instances();
        porter.references();
        porter.split();
        porter.remove_co_installers();
        porter.floor();
        porter.primitive();
        let oldest = porter.moved.iter().map(|it| it.row.oldest_windows()).max();
        let oldest = oldest.unwrap_or(OsVersion::WINDOWS_10_1709);
        let floor = match (&porter.plan.primitive, porter.plan.network) {
            (Some(primitive), _) => primitive.floor,
            (None, Some(network)) => oldest.max(network),
            (None, None) => oldest,
        };
        let Porter {
            mut changes,
            mut questions,
            ..
        } = porter;
        changes.sort_by_key(|it| (it.span.start, it.span.end));
        changes
            .dedup_by(|next, it| next.span == it.span && next.new == it.new && !it.span.is_empty());
        questions.sort_by_key(|it| it.span.start);
        questions.dedup();
        let mut edits = Edits::default();
        for change in &changes {
            edits.replace(change.span.clone(), change.new.as_str());
        }
        let inf = self.edited(&edits)?;
        let proof = match changes.is_empty() {
            true => Proof::default(),
            false => proof::prove(self, &inf, floor, options.oldest, &macros),
        };
        Ok(Port {
            inf,
            changes,
            questions,
            proof,
            before: self.text().to_owned(),
        })
    }

    /// Writes the sections that name no processor for those of `options`, and ports the result.
    fn port_decorated(&self, options: &PortOptions) -> Result<Port, InfError> {
        let (decorated, first, edits) = primitive::decorated(self, &options.primitive)?;
        let rest = PortOptions {
            primitive: Vec::new(),
            ..options.clone()
        };
        let mut port = decorated.port_with(&rest)?;
        if first.is_empty() {
            return Ok(port);
        }
        let origin = |span: &Range<usize>| edits.origin(span.start)..edits.origin(span.end);
        for change in &mut port.changes {
            change.span = origin(&change.span);
        }
        for question in &mut port.questions {
            question.span = origin(&question.span);
        }
        let archs = options.primitive.join(", ");
        port.questions.push(Question {
            span: first[0].span.clone(),
            row: Row::Drivers,
            message: format!("the package installs on {archs} alone now"),
            help: "name the others as well, if it is for them: --primitive amd64,arm64,x86"
                .to_owned(),
        });
        port.questions.sort_by_key(|it| it.span.start);
        port.changes.extend(first);
        port.changes.sort_by_key(|it| it.span.start);
        port.before = self.text().to_owned();
        let macros = Macros(options.defines.clone());
        let floor = options.oldest.filter(|it| *it >= primitive::FIRST);
        let floor = floor.unwrap_or(primitive::VERSIONED);
        port.proof = proof::prove(self, &port.inf, floor, options.oldest, &macros);
        Ok(port)
    }
}

/// A file that now stays in the Driver Store.
struct Moved {
    /// Its name where it was copied to.
    old_name: String,
    /// Its directory below Windows, for example `System32\drivers\UMDF`.
    old_directory: String,
    /// Its path in the package, which is that below `%13%`, for each processor.
    paths: BTreeMap<Arch, String>,
    row: Row,
    span: Range<usize>,
    /// Something in the INF says where it is.
    referenced: bool,
}

/// A porting in progress.
struct Porter<'a> {
    /// The file, with macros filled in; spans are those of the text.
    inf: &'a Inf,
    /// It is stamped for each processor by itself.
    any_arch: bool,
    plan: Plan<'a>,
    images: HashMap<String, Image>,
    /// What each list that moves is called, for each processor, by its folded name.
    names: HashMap<String, BTreeMap<Arch, String>>,
    /// Sections of a framework's co-installers, folded, which are not needed any more.
    gone: HashSet<String>,
    /// Files whose paths others may read, by folded name, with where these stand.
    pinned: HashMap<String, String>,
    /// The lists of registry values, folded.
    values: HashSet<String>,
    /// Those of minifilters, for newer Windows.
    instances: HashSet<String>,
    /// Install sections of devices, folded, that have another one beside them for newer Windows.
    beside: HashSet<(String, Arch)>,
    moved: Vec<Moved>,
    /// The moved files by the folded name under which they were copied, once for each directory.
    by_name: HashMap<String, Vec<usize>>,
    changes: Vec<Change>,
    questions: Vec<Question>,
}

impl Porter<'_> {
    fn change(
        &mut self,
        span: Range<usize>,
        new: impl Into<String>,
        row: Row,
        reason: impl Into<String>,
    ) {
        let new = new.into();
        if self.inf.text()[span.clone()] != *new {
            let reason = reason.into();
            self.changes.push(Change {
                span,
                new,
                row,
                reason,
            });
        }
    }

    fn insert(&mut self, at: usize, new: impl Into<String>, row: Row, reason: impl Into<String>) {
        self.change(at..at, new, row, reason);
    }

    fn question(
        &mut self,
        span: Range<usize>,
        row: Row,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), help.into());
        self.questions.push(Question {
            span,
            row,
            message,
            help,
        });
    }
}
