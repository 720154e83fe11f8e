//! Installing: what the chosen package of the driver store writes for a device.
#![forbid(unsafe_code)]

use wdk_inf::{Dirs, Install, RegistryData, RegistryEntry, RegistryRoot, Service};
use wdk_package::store::Installation;
use wdk_sys::{REG_BINARY, REG_DWORD, REG_EXPAND_SZ, REG_QWORD};

use super::{interface, node::Node, security, store::Package};
use crate::nt::io::disk::ARCH;
use crate::{
    engine::error::{Error, Result},
    nt::{
        cm::{
            hive::{Hive, KeyId},
            values,
        },
        io::{driver::service_key_path, properties::class_path, volume},
        loader::code::Code,
        pnp::manager::Pnp,
    },
};

/// `FLG_ADDREG_DELVAL`
const DELETE_VALUE: u32 = 0x4;
/// `FLG_ADDREG_APPEND`
const APPEND: u32 = 0x8;
/// `FLG_ADDREG_OVERWRITEONLY`
const OVERWRITE_ONLY: u32 = 0x20;

/// Values of a `.HW` section that describe the device to the system.
const OF_THE_SYSTEM: [&str; 4] = [
    "UpperFilters",
    "LowerFilters",
    "FriendlyName",
    "LocationInformation",
];

/// Installs the best package for a device; false when no package fits.
pub(crate) fn install(kernel: &Pnp, node: &Node) -> Result<bool> {
    install_without(kernel, node, None)
}

/// [`install`] as if the package `without` were not there.
pub(crate) fn install_without(kernel: &Pnp, node: &Node, without: Option<&str>) -> Result<bool> {
    let Some((installation, code)) = kernel.pnp.store.install(node, without)? else {
        return Ok(false);
    };
    let description = &installation.matched.found.model.description;
    node.description.replace(description.clone());
    apply(kernel, node, &installation, &code)?;
    Ok(true)
}

/// The error for a device without a package.
pub(crate) fn no_match(kernel: &Pnp, ids: &[String]) -> Error {
    kernel
        .pnp
        .store
        .no_match(ids.first().map_or("", String::as_str))
}

fn apply(kernel: &Pnp, node: &Node, installation: &Installation, code: &Code) -> Result {
    let install = &installation.install;
    let service = install.function_driver();
    // A software component needs no driver.
    if service.is_none() && !node.is_component {
        return Err(Error::Inf(format!(
            "[{}.Services] has no AddService line with SPSVCINST_ASSOCSERVICE (0x2): \
             the device would have no function driver",
            install.section
        )));
    }
    node.service.replace(service.map(|it| it.name.clone()));
    let driver = &installation.driver;
    node.class.replace(driver.class_name.clone());
    node.class_guid.replace(driver.class_guid.clone());
    if node.driver_key.borrow().is_empty() {
        let key = format!("{}\\{:04}", node.class_guid.borrow(), node.id);
        node.driver_key.replace(key);
    }
    for service in &install.services {
        let inbox = installation.inbox_services.contains(&service.name);
        // A driver of Windows is not the package's; who wants it gives it by `add_driver`.
        if service.is_function_driver() && !inbox {
            kernel.loader.add_code(&service.name, code.clone());
        }
        write_service(kernel, service);
    }
    add_libraries(kernel, &driver.published_name, install);
    let (hardware, software) = (node.hardware_key(kernel), node.software_key(kernel));
    let mut hive = kernel.registry.hive.borrow_mut();
    values::set_string(
        &mut hive,
        hardware,
        "DeviceDesc",
        &node.description.borrow(),
    );
    if let Some(service) = service {
        values::set_string(&mut hive, hardware, "Service", &service.name);
    }
    values::set_string(&mut hive, hardware, "ClassGUID", &node.class_guid.borrow());
    values::set_string(&mut hive, hardware, "Driver", &node.driver_key.borrow());
    values::set_strings(&mut hive, hardware, "HardwareID", &node.hardware_ids);
    if !node.compatible_ids.is_empty() {
        values::set_strings(&mut hive, hardware, "CompatibleIDs", &node.compatible_ids);
    }
    values::set_string(&mut hive, software, "InfPath", &driver.published_name);
    drop(hive);
    write_class(kernel, node, &installation.class_registry)?;
    write_values(kernel, node, install)?;
    for extension in &installation.extensions {
        let published = &extension.driver.published_name;
        for service in &extension.install.services {
            // The services of an extension are filters: its code is theirs.
            if let Some(code) = kernel.pnp.store.code(published) {
                kernel.loader.add_code(&service.name, code);
            }
            write_service(kernel, service);
        }
        add_libraries(kernel, published, &extension.install);
        write_values(kernel, node, &extension.install)?;
    }
    // What one package adds may be gone with it, and AddFilter writes no values itself.
    let filters = &installation.filters;
    let lists = [
        ("UpperFilters", &filters.upper),
        ("LowerFilters", &filters.lower),
    ];
    let mut hive = kernel.registry.hive.borrow_mut();
    for (name, filters) in lists {
        if filters.is_empty() {
            // That it was not there is fine.
            let _ = hive.delete_value(hardware, &crate::nt::ob::name::wide(name));
        } else {
            values::set_strings(&mut hive, hardware, name, filters);
        }
    }
    Ok(())
}

/// Writes what a package has for the device's setup class. The properties of its device objects are in a key of
/// their own.
fn write_class(kernel: &Pnp, node: &Node, entries: &[RegistryEntry]) -> Result {
    let class = node.class_key(kernel);
    let path = class_path(&node.class_guid.borrow());
    let mut hive = kernel.registry.hive.borrow_mut();
    for entry in entries {
        if security::is_property(entry) {
            let properties = values::create(&mut hive, Hive::ROOT, &path);
            write_entry(&mut hive, properties, &security::as_written(entry)?);
        } else {
            write_entry(&mut hive, class, entry);
        }
    }
    Ok(())
}

/// Makes the export drivers of a package known where its INF copies them.
fn add_libraries(kernel: &Pnp, published: &str, install: &Install) {
    for library in kernel.pnp.store.libraries(published) {
        let name = format!("{}.sys", library.default_service());
        for copy in &install.copy_files {
            if copy.destination.eq_ignore_ascii_case(&name) {
                let folder = volume::service_path(&copy.directory);
                kernel.loader.add_file(&folder, library.clone());
            }
        }
    }
}

/// Writes what a package has for the device's keys and its interfaces.
fn write_values(kernel: &Pnp, node: &Node, install: &Install) -> Result {
    let (hardware, software) = (node.hardware_key(kernel), node.software_key(kernel));
    let mut hive = kernel.registry.hive.borrow_mut();
    // HKR of a .HW section is what IoOpenDeviceRegistryKey opens; what the system itself reads
    // is one key above.
    let parameters = values::create(&mut hive, hardware, "Device Parameters");
    for entry in &install.hardware_registry {
        let system = entry.root == RegistryRoot::Relative && entry.subkey.is_empty();
        let system = system
            && OF_THE_SYSTEM
                .iter()
                .any(|it| it.eq_ignore_ascii_case(&entry.name));
        if security::is_property(entry) {
            write_entry(&mut hive, hardware, &security::as_written(entry)?);
        } else {
            write_entry(&mut hive, if system { hardware } else { parameters }, entry);
        }
    }
    for entry in &install.registry {
        write_entry(&mut hive, software, entry);
    }
    drop(hive);
    for added in &install.interfaces {
        let class = interface::parse(&added.class)
            .ok_or_else(|| Error::Inf(format!("AddInterface: {} is no GUID", added.class)))?;
        let reference = added.reference.as_deref().unwrap_or_default();
        // A PDO without a name has no interfaces.
        if let Ok((link, _)) = interface::register(kernel, node, &class, reference) {
            let key = interface::key(kernel, &link);
            let mut hive = kernel.registry.hive.borrow_mut();
            for entry in &added.registry {
                write_entry(&mut hive, key, entry);
            }
        }
    }
    Ok(())
}

/// What an `AddService` directive writes.
fn write_service(kernel: &Pnp, service: &Service) {
    let mut hive = kernel.registry.hive.borrow_mut();
    let key = values::create(&mut hive, Hive::ROOT, &below_root(&service.name));
    values::set_number(&mut hive, key, "Type", service.service_type);
    values::set_number(&mut hive, key, "Start", service.start_type);
    values::set_number(&mut hive, key, "ErrorControl", service.error_control);
    let binary = values::string_bytes(&volume::service_path(&service.binary));
    values::set(&mut hive, key, "ImagePath", REG_EXPAND_SZ, binary);
    for entry in &service.registry {
        write_entry(&mut hive, key, entry);
    }
    drop(hive);
    kernel.loader.prepare_service(kernel, &service.name);
}

/// Installs a primitive driver, which has no device; returns the name of its service.
pub(crate) fn install_primitive(kernel: &Pnp, package: &Package) -> Result<String> {
    let install = package
        .inf()
        .install_default(ARCH, &Dirs::default())
        .map_err(|error| Error::Inf(error.render(false)))?;
    for service in &install.services {
        kernel
            .loader
            .add_code(&service.name, package.code().clone());
        write_service(kernel, service);
    }
    let absolute = install.registry.iter();
    for entry in absolute.filter(|it| it.root != RegistryRoot::Relative) {
        write_entry(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, entry);
    }
    let first = install.services.into_iter().next().ok_or_else(|| {
        let section = install.section;
        Error::Inf(format!("[{section}.Services] has no AddService line"))
    })?;
    Ok(first.name)
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
    let name = crate::nt::ob::name::wide(&entry.name);
    let exists = hive.value(key, &name).is_ok();
    let Some(data) = &entry.data else {
        if entry.flags & DELETE_VALUE != 0 && exists {
            // It was found above.
            let _ = hive.delete_value(key, &name);
        }
        return;
    };
    if (entry.keeps_existing() && exists) || (entry.flags & OVERWRITE_ONLY != 0 && !exists) {
        return;
    }
    match data {
        RegistryData::MultiString(texts) if entry.flags & APPEND != 0 => {
            let mut list = values::strings(hive, key, &entry.name);
            for text in texts {
                if !list.iter().any(|it| it.eq_ignore_ascii_case(text)) {
                    list.push(text.clone());
                }
            }
            values::set_strings(hive, key, &entry.name, &list);
        }
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
