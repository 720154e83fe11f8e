//! The machine's driver store: packages on its disk, and the code that each one brings.
#![forbid(unsafe_code)]

use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use wdk_inf::{
    Inf, InfError, OsVersion, Stamp,
    check::{self, RuleSet},
    diagnostic::Level,
};
use wdk_package::store::{
    Added, Code as StoreCode, Contents, Installation, Resource as StoreResource, StoreError,
};

use super::{node::Node, resources::Resource};
use crate::nt::io::disk::{ARCH, Disk, OS};
use crate::{
    engine::error::{Error, Result},
    nt::loader::code::Code,
};

/// Where the INF of a package comes from: parsed, its text or bytes, or a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum InfSource {
    /// An INF that was read before.
    Parsed(Box<Inf>),
    /// The content of an INF file.
    Text(Vec<u8>),
    /// A file.
    File(PathBuf),
}

impl From<&Inf> for InfSource {
    fn from(inf: &Inf) -> Self {
        Self::Parsed(Box::new(inf.clone()))
    }
}

impl From<Inf> for InfSource {
    fn from(inf: Inf) -> Self {
        Self::Parsed(Box::new(inf))
    }
}

impl From<&str> for InfSource {
    fn from(text: &str) -> Self {
        Self::Text(text.as_bytes().to_vec())
    }
}

impl From<&[u8]> for InfSource {
    fn from(bytes: &[u8]) -> Self {
        Self::Text(bytes.to_vec())
    }
}

impl From<Vec<u8>> for InfSource {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Text(bytes)
    }
}

impl From<&Path> for InfSource {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl From<PathBuf> for InfSource {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

/// A driver package for the machine: an INF, the code of its function driver, and the files that
/// the INF copies beside it.
///
/// The driver's own binary need not be given: it is the image, or a stand-in for native code.
#[derive(Clone, Debug)]
pub struct Package {
    contents: Contents,
    code: Code,
    /// Drivers that the function driver imports from.
    libraries: Vec<Code>,
}

impl Package {
    /// A package without further files; from an INF file's folder those that it names are read.
    ///
    /// # Errors
    /// [`Error::Inf`] when the INF cannot be read, or an INX breaks a rule for which
    /// `cargo wdk build` refuses it whatever level the driver's INF has.
    pub fn new(inf: impl Into<InfSource>, code: impl Into<Code>) -> Result<Self> {
        let (inf, code) = (inf.into(), code.into());
        let mut beside = Vec::new();
        let parsed = match inf {
            InfSource::Parsed(inf) => Ok(*inf),
            InfSource::Text(bytes) => Inf::parse(&bytes),
            InfSource::File(path) => {
                let contents = Contents::read(&path).map_err(refused)?;
                // A catalog is for who stages the package: what is run may be native code, and a caller may
                // run a package that was changed.
                let is_catalog = |name: &str| name.to_ascii_lowercase().ends_with(".cat");
                let files = contents.files().filter(|(name, _)| !is_catalog(name));
                beside.extend(files.map(|(name, content)| (name.to_owned(), content.to_vec())));
                Ok(contents.inf().clone())
            }
        };
        let parsed = parsed.map_err(|error| Error::Inf(error.render(false)))?;
        check_as_a_build_does(&parsed)?;
        let inf = stamped(parsed).map_err(|error| Error::Inf(error.render(false)))?;
        let mut package = Self {
            contents: Contents::new(&file_name(&inf, &code), inf),
            code,
            libraries: Vec::new(),
        };
        for (name, content) in beside {
            package = package.file(&name, content);
        }
        Ok(package)
    }

    /// The same with a file that the INF copies, at its path below the package.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.contents = self.contents.file(path, content);
        self
    }

    /// The same with an export driver that the INF copies, beside the driver or elsewhere.
    #[must_use]
    pub fn export_driver(mut self, code: impl Into<Code>) -> Self {
        let code = code.into();
        let name = format!("{}.sys", code.default_service());
        self.contents = self.contents.file(&name, binary(&code));
        self.libraries.push(code);
        self
    }

    /// What goes into the store: the driver's binary too.
    fn complete(mut self) -> Result<(Contents, Code, Vec<Code>)> {
        let missing = self.contents.missing(ARCH, OS).map_err(refused)?;
        let binaries = missing.iter().filter(|it| {
            let name = it.to_ascii_lowercase();
            name.ends_with(".sys")
        });
        for path in binaries {
            self.contents = self.contents.file(path, binary(&self.code));
        }
        Ok((self.contents, self.code, self.libraries))
    }
}

/// The content of a driver's file: the image, or a stand-in for native code.
fn binary(code: &Code) -> Vec<u8> {
    match code {
        Code::Image(image) => image.bytes().to_vec(),
        Code::Native(_) | Code::Library(_) => {
            format!("native code of {}", code.default_service()).into_bytes()
        }
    }
}

/// What the INF's file is called: as it was read, else after the driver.
fn file_name(inf: &Inf, code: &Code) -> String {
    let name = inf.name().rsplit(['/', '\\']).next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.to_ascii_lowercase().starts_with("in") => {
            format!("{stem}.inf")
        }
        _ => format!("{}.inf", code.default_service()),
    }
}

impl Package {
    /// The INF, stamped for this machine.
    pub(crate) fn inf(&self) -> &Inf {
        self.contents.inf()
    }

    /// The code of the driver.
    pub(crate) fn code(&self) -> &Code {
        &self.code
    }
}

/// Whether the text is that of an INX, which a build stamps.
fn is_inx(inf: &Inf) -> bool {
    let variables = ["$ARCH$", "$KMDFVERSION$"];
    variables.iter().any(|it| inf.text().contains(it))
}

/// Refuses an INX that makes no package, so that a test does not pass which a build does not.
///
/// Which level the driver is built for is not known here: what all levels call an error counts.
fn check_as_a_build_does(inf: &Inf) -> Result {
    if !is_inx(inf) {
        return Ok(());
    }
    let options = check::Options {
        unstamped: true,
        samples: true,
        ..check::Options::default()
    };
    let mut report = check::check(inf.name(), &inf.to_bytes(), &options);
    let levels = [RuleSet::Declarative, RuleSet::Universal, RuleSet::Windows];
    report.findings.retain(|it| {
        let severity = check::rule(it.code).map(|it| it.severity);
        severity.is_some_and(|it| {
            levels
                .iter()
                .all(|level| it.under(*level) == Some(Level::Error))
        })
    });
    match report.errors() {
        0 => Ok(()),
        _ => Err(Error::Inf(report.render(false))),
    }
}

/// An INX file as its build would stamp it for this machine; an INF as it is.
fn stamped(inf: Inf) -> Result<Inf, InfError> {
    if !is_inx(&inf) {
        return Ok(inf);
    }
    let stamp = Stamp::new()
        .arch(ARCH)
        .floor(OsVersion::WINDOWS_10_2004.build)
        .kmdf_version(1, wdk_sys::wdf::MINOR_VERSION);
    inf.stamp(&stamp)
}

/// The store's refusal as the machine's error.
pub(crate) fn refused(error: StoreError) -> Error {
    match error {
        StoreError::Inf(error) => Error::Inf(error.render(false)),
        other => Error::Store {
            code: other.code(),
            message: other.to_string(),
        },
    }
}

/// A resource as the store lists it; not what only drivers know.
fn shown(resource: &Resource) -> Option<StoreResource> {
    let last = |start: u64, length: u32| start.saturating_add(u64::from(length.max(1)) - 1);
    Some(match *resource {
        Resource::Memory { start, length } => StoreResource::Memory(start, last(start, length)),
        Resource::Port { start, length } => StoreResource::Io(start, last(start, length)),
        Resource::Interrupt { vector, .. }
        | Resource::MessageInterrupt { vector, .. }
        | Resource::MessageInterrupts { vector, .. } => StoreResource::Irq(vector),
        Resource::Private { .. } => return None,
    })
}

/// The driver store of a machine.
pub(crate) struct DriverStore {
    pub(crate) store: Disk,
    /// The code of each package, by its published name.
    code: RefCell<BTreeMap<String, Code>>,
    /// The export drivers of each package, likewise.
    libraries: RefCell<BTreeMap<String, Vec<Code>>>,
}

impl DriverStore {
    /// The store on a disk.
    pub(crate) fn on(disk: &Disk) -> Self {
        Self {
            store: Rc::clone(disk),
            code: RefCell::default(),
            libraries: RefCell::default(),
        }
    }

    /// Stages a package.
    pub(crate) fn add(&self, package: Package) -> Result<Added> {
        let (contents, code, libraries) = package.complete()?;
        let added = self.store.borrow_mut().add_driver(&contents);
        let added = added.map_err(refused)?;
        let name = added.published_name.clone();
        self.code.borrow_mut().insert(name.clone(), code);
        self.libraries.borrow_mut().insert(name, libraries);
        Ok(added)
    }

    /// Installs the best package on a device, but for `without`; none when no package fits.
    pub(crate) fn install(
        &self,
        node: &Node,
        without: Option<&str>,
    ) -> Result<Option<(Installation, Code)>> {
        let mut store = self.store.borrow_mut();
        store.know_device(&node.instance, &node.hardware_ids, &node.compatible_ids);
        let resources = node.resources.borrow().0.iter().filter_map(shown).collect();
        store
            .set_resources(&node.instance, resources)
            .map_err(refused)?;
        let installation = match store.reinstall(&node.instance, without) {
            Err(StoreError::Refused {
                code: StoreCode::NoCompatDrivers,
                ..
            }) => return Ok(None),
            other => other.map_err(refused)?,
        };
        let code = self.code(&installation.driver.published_name);
        Ok(code.map(|code| (installation, code)))
    }

    /// The device has been assigned resources.
    pub(super) fn note_resources(&self, node: &Node) {
        let resources = node.resources.borrow().0.iter().filter_map(shown).collect();
        // A device that the store does not know has no place for them.
        let _ = self
            .store
            .borrow_mut()
            .set_resources(&node.instance, resources);
    }

    /// The code that a package brings.
    pub(crate) fn code(&self, published_name: &str) -> Option<Code> {
        self.code.borrow().get(published_name).cloned()
    }

    /// The export drivers that a package brings.
    pub(crate) fn libraries(&self, published_name: &str) -> Vec<Code> {
        let libraries = self.libraries.borrow();
        libraries.get(published_name).cloned().unwrap_or_default()
    }

    /// Why no package drives the device with this id.
    pub(crate) fn no_match(&self, id: &str) -> Error {
        let store = self.store.borrow();
        let Some(last) = store.enum_drivers().last() else {
            return Error::NotFound(format!(
                "no driver package was added, so nothing drives {id}; call Machine::add_package first"
            ));
        };
        match store.export_driver(&last.published_name) {
            Ok(package) => match package.inf().find_hardware_id(ARCH, OS, id) {
                Err(error) => Error::Inf(error.render(false)),
                Ok(_) => Error::NotFound(format!("no package drives {id}")),
            },
            Err(error) => refused(error),
        }
    }
}
