//! What a package does to a machine: services, files and registry values, in a form in which two
//! versions of an INF can be compared.
//!
//! Nothing here fails: a line that Windows would refuse is taken as it stands, so that an edit cannot
//! hide behind an error that was there before.
//!
//! ```
//! use wdk_inf::{Arch, Inf, OsVersion, effect::{Effects, Kind}};
//!
//! let inf = Inf::parse(br#"[Version]
//! Signature = "$Windows NT$"
//! [Manufacturer]
//! Contoso = Models, NTamd64.10.0...16299
//! [Models.NTamd64.10.0...16299]
//! "Lamp" = Lamp, root\lamp
//! [Lamp.NT.Services]
//! AddService = lamp, 2, Lamp_Service
//! [Lamp.NT]
//! CopyFiles = @lamp.sys
//! [Lamp_Service]
//! ServiceBinary = %13%\lamp.sys
//! [DestinationDirs]
//! DefaultDestDir = 13
//! [SourceDisksFiles]
//! lamp.sys = 1
//! "#)?;
//! let mut effects = Effects::of(&inf, Arch::Amd64);
//! let devices = effects.devices(OsVersion::WINDOWS_11_24H2);
//! assert_eq!(devices[0].ids, [r"root\lamp"]);
//! let effect = effects.of_section(&devices[0].section).unwrap();
//! let image = effect.iter().find(|it| it.kind == Kind::Image).unwrap();
//! assert_eq!((image.what.as_str(), image.value.as_str()), ("service lamp", "<lamp.sys>"));
//! # Ok::<(), wdk_inf::InfError>(())
//! ```

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    rc::Rc,
};

use crate::{
    model::Inf,
    strings::{Dirs, fold},
    target::{Arch, Decoration, OsVersion},
};

mod files;
mod walk;

use files::Files;
pub(crate) use walk::{COMPANIONS, REMOVALS, named_sections};

/// How many things a package may install on one architecture; more are not compared.
const MOST_ITEMS: usize = 1 << 18;

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A file of the package, and the directory where it is.
    File,
    /// A service, a filter or a component, with all directives of its section.
    Service,
    /// The file that such a section names.
    Image,
    /// A registry value.
    Value,
    /// A file that is deleted or renamed.
    Removal,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Service => "section",
            Self::Image => "image",
            Self::Value => "value",
            Self::Removal => "removal",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One thing that an install section does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its name: of a file that in the package; of a value its key, as those who read it know it.
    pub what: String,
    /// Where the file is, or what the value holds. A file of the package stands there as `<x64\lamp.sys>`
    /// however its path was written.
    pub value: String,
}

/// All that an install section and its companions do.
pub type Effect = BTreeSet<Item>;

/// A line of a Models section, or a section that installs without a device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Device {
    /// The hardware id, then the compatible ids; `DefaultInstall` or `DefaultUninstall`.
    pub ids: Vec<String>,
    /// The section that installs it, with its decoration.
    pub section: String,
}

/// The package does more than is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the package installs more than {MOST_ITEMS} things")
    }
}

impl std::error::Error for TooMuch {}

/// What an INF does on one architecture.
pub struct Effects<'a> {
    inf: &'a Inf,
    arch: Arch,
    dirs: Dirs,
    files: Files,
    known: HashMap<String, Rc<Effect>>,
    items: usize,
}

impl<'a> Effects<'a> {
    /// What `inf` does on `arch`.
    #[must_use]
    pub fn of(inf: &'a Inf, arch: Arch) -> Self {
        let dirs = Dirs::default().package(files::PACKAGE);
        Self {
            inf,
            arch,
            files: Files::of(inf, arch, &dirs),
            dirs,
            known: HashMap::new(),
            items: 0,
        }
    }

    /// The devices of the package on `os`, and the sections that install and uninstall without one.
    #[must_use]
    pub fn devices(&self, os: OsVersion) -> Vec<Device> {
        let mut devices = Vec::new();
        for model in self.inf.models(self.arch, os) {
            let base = &model.install_section;
            let names = [
                format!("{base}.NT{}", self.arch),
                format!("{base}.NT"),
                base.clone(),
            ];
            if let Some(section) = names.iter().find(|it| self.inf.has_section(it)) {
                devices.push(Device {
                    ids: model.ids,
                    section: fold(section),
                });
            }
        }
        devices.extend(self.without_device("DefaultInstall", os));
        devices.extend(self.without_device("DefaultUninstall", os));
        devices
    }

    /// Whether any section copies this file of the package out of it.
    pub(crate) fn copies(&self, source: &str) -> bool {
        self.files.copies(source)
    }

    /// The section `base` that is closest to `os`.
    fn without_device(&self, base: &str, os: OsVersion) -> Option<Device> {
        let decorated = decorated(self.inf, base);
        let closest = decorated
            .iter()
            .filter(|(it, _)| it.arch.is_some() && it.applies_to(self.arch, os))
            .max_by_key(|(it, _)| it.closeness());
        let plain = || [format!("{base}.NT"), base.to_owned()];
        let section = match closest {
            Some((_, section)) => Some(section.clone()),
            None => plain().into_iter().find(|it| self.inf.has_section(it)),
        };
        section.map(|section| Device {
            ids: vec![base.to_owned()],
            section: fold(&section),
        })
    }

    /// What `section`, named with its decoration, and its companions do.
    ///
    /// # Errors
    ///
    /// [`TooMuch`] when the package does more than is compared.
    pub fn of_section(&mut self, section: &str) -> Result<Rc<Effect>, TooMuch> {
        let key = fold(section);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let effect = walk::walk(self, section)?;
        self.items += effect.len();
        let effect = Rc::new(effect);
        self.known.insert(key, effect.clone());
        Ok(effect)
    }
}

/// The sections called `base` with a decoration.
fn decorated(inf: &Inf, base: &str) -> Vec<(Decoration, String)> {
    let prefix = format!("{}.", fold(base));
    let names = inf.document().sections.iter();
    let names = names.map(|it| inf.strings().expand(&it.name.value));
    names
        .filter_map(|name| {
            let folded = fold(&name);
            let decoration = Decoration::parse(folded.strip_prefix(&prefix)?)?;
            Some((decoration, name))
        })
        .collect()
}

/// The architectures that the INF names, and the Windows versions from which on something else
/// may be installed.
#[must_use]
pub fn targets(inf: &Inf) -> (BTreeSet<Arch>, BTreeSet<OsVersion>) {
    let (mut archs, mut versions) = (BTreeSet::new(), BTreeSet::new());
    let mut take = |it: &Decoration| {
        archs.insert(it.arch.unwrap_or(Arch::X86));
        let number = |it: Option<u32>| it.unwrap_or(0);
        versions.insert(OsVersion::new(
            number(it.major),
            number(it.minor),
            number(it.build),
        ));
    };
    for line in inf.lines("Manufacturer") {
        let written = (1..line.fields.len()).map(|at| inf.expand(line, at));
        let read: Vec<_> = written.filter_map(|it| Decoration::parse(&it)).collect();
        if read.is_empty() {
            take(&Decoration::default());
        }
        read.iter().for_each(&mut take);
    }
    for base in ["DefaultInstall", "DefaultUninstall"] {
        let named = decorated(inf, base);
        named
            .iter()
            .filter(|(it, _)| it.arch.is_some())
            .for_each(|(it, _)| take(it));
    }
    if archs.is_empty() {
        let of_files = |arch: &Arch| inf.has_section(&format!("SourceDisksFiles.{arch}"));
        archs.extend(
            [Arch::X86, Arch::Amd64, Arch::Arm64]
                .iter()
                .filter(|it| of_files(it)),
        );
        if archs.is_empty() {
            archs.insert(Arch::Amd64);
        }
    }
    (archs, versions)
}
