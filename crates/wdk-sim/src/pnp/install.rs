//! Driver packages: which INF drives a device, and what installing it writes.
//!
//! The only file that knows `wdk-inf`.

use std::{
    path::{Path, PathBuf},
    rc::Rc,
};

use wdk_inf::{
    Arch, Dirs, Inf, InfError, Install, MatchKind, OsVersion, RegistryData, RegistryEntry,
    RegistryRoot, Stamp,
};
use wdk_sys::{REG_BINARY, REG_DWORD, REG_EXPAND_SZ, REG_QWORD};

use super::Node;
use crate::{
    Error, Result,
    io::driver::service_key_path,
    loader::Code,
    machine::Kernel,
    registry::{
        hive::{Hive, KeyId},
        values,
    },
};

/// The Windows that the machine claims to be.
const OS: OsVersion = OsVersion::WINDOWS_11_24H2;
/// The architecture of the machine.
const ARCH: Arch = if cfg!(target_arch = "aarch64") {
    Arch::Arm64
} else {
    Arch::Amd64
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

/// A driver package that was added to the machine.
pub(crate) struct Package {
    inf: Inf,
    /// The image of its function driver.
    code: Code,
}

/// How well a package fits a device; less is better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Position of the device's id, compatible ids after hardware ids.
    device_id: usize,
    model_id: MatchKind,
}

impl Package {
    /// A package of an INF and the code of its function driver.
    pub(crate) fn new(inf: InfSource, code: Code) -> Result<Self> {
        let parsed = match inf {
            InfSource::Parsed(inf) => Ok(*inf),
            InfSource::Text(bytes) => Inf::from_inx(&bytes, ARCH),
            InfSource::File(path) => {
                let bytes = std::fs::read(&path).map_err(|error| {
                    Error::Inf(format!("cannot read {}: {error}", path.display()))
                })?;
                Inf::parse_named(&path.to_string_lossy(), &bytes)
            }
        };
        let inf = parsed
            .and_then(stamped)
            .map_err(|error| Error::Inf(error.render(false)))?;
        Ok(Self { inf, code })
    }

    fn rank(&self, ids: &[&String]) -> Option<(Rank, wdk_inf::Match)> {
        ids.iter().enumerate().find_map(|(device_id, id)| {
            let found = self.inf.match_hardware_id(ARCH, OS, id)?;
            let rank = Rank {
                device_id,
                model_id: found.kind,
            };
            Some((rank, found))
        })
    }
}

/// An INX file as its build would stamp it for this machine; an INF as it is.
fn stamped(inf: Inf) -> Result<Inf, InfError> {
    let variables = ["$ARCH$", "$KMDFVERSION$"];
    if !variables
        .iter()
        .any(|variable| inf.text().contains(variable))
    {
        return Ok(inf);
    }
    let stamp = Stamp::new()
        .arch(ARCH)
        .kmdf_version(1, wdk_sys::wdf::MINOR_VERSION);
    inf.stamp(&stamp)
}

/// Installs the best package for a device; false when no package fits.
pub(crate) fn install(kernel: &Kernel, node: &Node) -> Result<bool> {
    let ids: Vec<&String> = node
        .hardware_ids
        .iter()
        .chain(&node.compatible_ids)
        .collect();
    let packages = kernel.pnp.packages.borrow().clone();
    let ranked = packages.iter().filter_map(|package| {
        package
            .rank(&ids)
            .map(|(rank, found)| (rank, package, found))
    });
    let Some((_, package, found)) = ranked.min_by(|(a, ..), (b, ..)| a.cmp(b)) else {
        return Ok(false);
    };
    let install = package
        .inf
        .install(&found, &Dirs::default())
        .map_err(|error| Error::Inf(error.render(false)))?;
    node.description.replace(found.model.description.clone());
    apply(kernel, node, package, &install)?;
    Ok(true)
}

/// What a test that plugs in a device without a package is told.
pub(crate) fn no_match(kernel: &Kernel, ids: &[String]) -> Error {
    let packages = kernel.pnp.packages.borrow();
    let id = ids.first().map_or("", String::as_str);
    let Some(package) = packages.last() else {
        return Error::NotFound(format!(
            "no driver package was added, so nothing drives {id}; call Machine::add_package first"
        ));
    };
    match package.inf.find_hardware_id(ARCH, OS, id) {
        Err(error) => Error::Inf(error.render(false)),
        Ok(_) => Error::NotFound(format!("no package drives {id}")),
    }
}

fn apply(kernel: &Kernel, node: &Node, package: &Package, install: &Install) -> Result {
    let service = install.function_driver().ok_or_else(|| {
        Error::Inf(format!(
            "[{}.Services] has no AddService line with SPSVCINST_ASSOCSERVICE (0x2): \
             the device would have no function driver",
            install.section
        ))
    })?;
    node.service.replace(Some(service.name.clone()));
    let version = package.inf.version();
    node.class.replace(version.class.unwrap_or_default());
    node.class_guid
        .replace(version.class_guid.unwrap_or_default());
    if node.driver_key.borrow().is_empty() {
        let key = format!("{}\\{:04}", node.class_guid.borrow(), node.id);
        node.driver_key.replace(key);
    }
    for service in &install.services {
        if service.is_function_driver() {
            kernel.loader.add_code(&service.name, package.code.clone());
        }
        let mut hive = kernel.registry.hive.borrow_mut();
        let key = values::create(&mut hive, Hive::ROOT, &below_root(&service.name));
        values::set_number(&mut hive, key, "Type", service.service_type);
        values::set_number(&mut hive, key, "Start", service.start_type);
        values::set_number(&mut hive, key, "ErrorControl", service.error_control);
        values::set_string(&mut hive, key, "ImagePath", &service.binary);
        for entry in &service.registry {
            write_entry(&mut hive, key, entry);
        }
        drop(hive);
        kernel.loader.prepare_service(kernel, &service.name);
    }
    let (hardware, software) = (node.hardware_key(kernel), node.software_key(kernel));
    let mut hive = kernel.registry.hive.borrow_mut();
    values::set_string(
        &mut hive,
        hardware,
        "DeviceDesc",
        &node.description.borrow(),
    );
    values::set_string(&mut hive, hardware, "Service", &service.name);
    values::set_string(&mut hive, hardware, "ClassGUID", &node.class_guid.borrow());
    values::set_string(&mut hive, hardware, "Driver", &node.driver_key.borrow());
    values::set_strings(&mut hive, hardware, "HardwareID", &node.hardware_ids);
    if !node.compatible_ids.is_empty() {
        values::set_strings(&mut hive, hardware, "CompatibleIDs", &node.compatible_ids);
    }
    for entry in &install.hardware_registry {
        write_entry(&mut hive, hardware, entry);
    }
    for entry in &install.registry {
        write_entry(&mut hive, software, entry);
    }
    Ok(())
}

/// A service's key, from the root of the registry.
fn below_root(service: &str) -> String {
    let path = service_key_path(service);
    path.strip_prefix(r"\Registry\").unwrap_or(&path).to_owned()
}

fn write_entry(hive: &mut Hive, base: KeyId, entry: &RegistryEntry) {
    let (from, prefix) = match entry.root {
        RegistryRoot::Relative => (base, ""),
        RegistryRoot::LocalMachine => (Hive::ROOT, "Machine"),
        RegistryRoot::ClassesRoot => (Hive::ROOT, r"Machine\Software\Classes"),
        RegistryRoot::CurrentUser => (Hive::ROOT, r"User\.Default"),
        RegistryRoot::Users => (Hive::ROOT, "User"),
    };
    let key = values::create(hive, from, &format!(r"{prefix}\{}", entry.subkey));
    let name = crate::object::name::wide(&entry.name);
    let Some(data) = &entry.data else { return };
    if entry.keeps_existing() && hive.value(key, &name).is_ok() {
        return;
    }
    match data {
        RegistryData::String(text) => values::set_string(hive, key, &entry.name, text),
        RegistryData::ExpandString(text) => values::set(
            hive,
            key,
            &entry.name,
            REG_EXPAND_SZ,
            values::string_bytes(text),
        ),
        RegistryData::MultiString(texts) => values::set_strings(hive, key, &entry.name, texts),
        RegistryData::Binary(bytes) => {
            values::set(hive, key, &entry.name, REG_BINARY, bytes.clone());
        }
        RegistryData::Dword(number) => values::set(
            hive,
            key,
            &entry.name,
            REG_DWORD,
            number.to_le_bytes().to_vec(),
        ),
        RegistryData::Qword(number) => values::set(
            hive,
            key,
            &entry.name,
            REG_QWORD,
            number.to_le_bytes().to_vec(),
        ),
        RegistryData::Other { kind, bytes } => {
            values::set(hive, key, &entry.name, (*kind).into(), bytes.clone());
        }
    }
}

/// Adds a package to those that devices are matched with.
pub(crate) fn add_package(kernel: &Kernel, package: Package) {
    kernel.pnp.packages.borrow_mut().push(Rc::new(package));
}
