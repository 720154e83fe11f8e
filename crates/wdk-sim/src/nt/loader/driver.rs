//! Loading and unloading drivers: from a service's name to `DriverEntry`, and back.
#![expect(unsafe_code, reason = "calls DriverEntry and DriverUnload")]

use std::{cell::RefCell, collections::BTreeMap, path::PathBuf, ptr, rc::Rc};

use wdk_sys::{
    host::{NativeDriver, NativeLibrary},
    *,
};

use super::{
    Image, ImageError, MappedImage,
    library::{Library, stem},
    pe::Symbol,
};
use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    machine::Kernel,
    nt::{
        cm::{hive::Hive, values},
        io::{driver, raw::Driver},
        verifier::rules,
    },
};

/// The code of a driver: linked into the process, or an image.
#[derive(Clone, Debug)]
pub enum Code {
    /// A driver that the test links.
    Native(NativeDriver),
    /// An export driver that the test links.
    Library(NativeLibrary),
    /// A `.sys` file.
    Image(Image),
}

impl From<NativeDriver> for Code {
    fn from(driver: NativeDriver) -> Self {
        Self::Native(driver)
    }
}

impl From<&NativeDriver> for Code {
    fn from(driver: &NativeDriver) -> Self {
        Self::Native(*driver)
    }
}

impl From<NativeLibrary> for Code {
    fn from(library: NativeLibrary) -> Self {
        Self::Library(library)
    }
}

impl From<&NativeLibrary> for Code {
    fn from(library: &NativeLibrary) -> Self {
        Self::Library(*library)
    }
}

impl From<Image> for Code {
    fn from(image: Image) -> Self {
        Self::Image(image)
    }
}

impl From<&Image> for Code {
    fn from(image: &Image) -> Self {
        Self::Image(image.clone())
    }
}

impl Code {
    /// The name of the service that the code is loaded as when no INF names one.
    pub(crate) fn default_service(&self) -> String {
        match self {
            Self::Native(driver) => driver.name.to_owned(),
            Self::Library(library) => library.name.to_owned(),
            Self::Image(image) => stem(image.name()).to_owned(),
        }
    }

    /// The files that the code imports from, the machine's own modules left out.
    pub(crate) fn imported_modules(&self) -> Vec<String> {
        let native = |imports: &[&NativeLibrary]| {
            let names = imports.iter().map(|library| library.name);
            names.map(|name| format!("{name}.sys")).collect()
        };
        let image = match self {
            Self::Native(driver) => return native(driver.imports),
            Self::Library(library) => return native(library.imports),
            Self::Image(image) => image,
        };
        let mut modules: Vec<String> = Vec::new();
        for import in &image.plan.imports {
            let known = modules
                .iter()
                .any(|other| other.eq_ignore_ascii_case(&import.module));
            if !known && !crate::exports::is_module(&import.module) {
                modules.push(import.module.clone());
            }
        }
        modules
    }
}

/// The drivers of a machine.
#[derive(Default)]
pub(crate) struct Loader {
    /// Code by the name of its service, in lower case.
    code: RefCell<BTreeMap<String, Code>>,
    /// Loaded drivers, in the order in which they were loaded.
    loaded: RefCell<Vec<Driver>>,
    images: RefCell<Vec<Rc<MappedImage>>>,
    /// Files of drivers that others import from, by their path in lower case.
    pub(super) files: RefCell<BTreeMap<String, Code>>,
    /// Loaded export drivers, in the order in which they were loaded.
    pub(super) libraries: RefCell<Vec<Rc<Library>>>,
}

impl Loader {
    /// Says which code the service `service` runs.
    pub(crate) fn add_code(&self, service: &str, code: Code) {
        self.code.borrow_mut().insert(service.to_lowercase(), code);
    }

    /// The loaded drivers, oldest first.
    pub(crate) fn loaded(&self) -> Vec<Driver> {
        self.loaded.borrow().clone()
    }

    /// The loaded driver of a service.
    pub(crate) fn find(&self, service: &str) -> Option<Driver> {
        let loaded = self.loaded.borrow();
        let mut matching = loaded.iter().copied();
        matching.find(|driver| driver.state().service.eq_ignore_ascii_case(service))
    }

    /// The image that holds an address, with the offset in it.
    pub(crate) fn image_at(&self, address: usize) -> Option<(Rc<MappedImage>, usize)> {
        let images = self.images.borrow();
        let image = images
            .iter()
            .find(|image| image.range().contains(&address))?;
        Some((Rc::clone(image), address - image.base()))
    }

    /// The NUL-terminated text at an address in an image.
    pub(crate) fn text_at(&self, address: usize) -> Option<String> {
        let (image, offset) = self.image_at(address)?;
        image.text_at(offset)
    }

    /// Writes what a service's key needs before its driver is loaded.
    pub(crate) fn prepare_service(&self, kernel: &Kernel, service: &str) {
        let mut hive = kernel.registry.hive.borrow_mut();
        let path = driver::service_key_path(service);
        let path = path.strip_prefix(r"\Registry\").unwrap_or(&path);
        let key = values::create(&mut hive, Hive::ROOT, path);
        let wdf = values::create(&mut hive, key, r"Parameters\Wdf");
        let verifier = u32::from(kernel.verifier.enabled());
        if values::number(&hive, wdf, "VerifierOn").is_none() {
            values::set_number(&mut hive, wdf, "VerifierOn", verifier);
        }
    }

    /// `ImagePath` of a service's key. A driver that is loaded keeps the one it was loaded from.
    fn image_path(&self, kernel: &Kernel, service: &str) -> Option<String> {
        let hive = kernel.registry.hive.borrow();
        let path = driver::service_key_path(service);
        let path = crate::nt::ob::name::wide(path.strip_prefix(r"\Registry")?);
        let key = hive.open(Hive::ROOT, &path).ok()?;
        values::strings(&hive, key, "ImagePath").pop()
    }

    /// The driver of a service, loaded if it is not yet.
    pub(crate) fn load(&self, kernel: &Kernel, service: &str) -> Result<Driver> {
        if let Some(driver) = self.find(service) {
            return Ok(driver);
        }
        let code = self.code.borrow().get(&service.to_lowercase()).cloned();
        let Some(code) = code else {
            return Err(Error::NotFound(format!(
                "no code for the service {service}; give its driver to Machine::add_driver"
            )));
        };
        self.prepare_service(kernel, service);
        let driver =
            driver::create(kernel, service).map_err(|status| Error::Status(NtStatus(status)))?;
        if let Some(path) = self.image_path(kernel, service) {
            driver.state().image_path.replace(path);
        }
        let entry = match self.prepare(kernel, driver, &code) {
            Ok(entry) => entry,
            Err(error) => {
                self.discard(kernel, driver);
                return Err(error);
            }
        };
        let status = call_entry(kernel, driver, entry);
        if status < 0 {
            self.discard(kernel, driver);
            return Err(Error::Status(NtStatus(status)));
        }
        for device in driver.devices() {
            device.set_flags(device.flags() & !DO_DEVICE_INITIALIZING);
        }
        driver.set_flags(driver.flags() | DRVO_INITIALIZED);
        self.loaded.borrow_mut().push(driver);
        Ok(driver)
    }

    /// Maps an image with what it imports from, and tells where the system enters the driver.
    fn prepare(&self, kernel: &Kernel, driver: Driver, code: &Code) -> Result<PDRIVER_INITIALIZE> {
        let state = driver.state();
        let name = code.default_service();
        let library = self.find_library(&name);
        if let Some(library) = &library {
            library.add_reference();
            state.library.replace(Some(Rc::clone(library)));
        } else {
            let path = self.image_path(kernel, &state.service);
            let folder = path.as_deref().and_then(|path| path.rsplit_once('\\'));
            let imports = self.load_imports(kernel, code, folder.map(|(folder, _)| folder))?;
            state.imports.replace(imports);
        }
        let image = match code {
            Code::Native(native) => {
                // SAFETY: both types are pointers to functions that take two pointers.
                return Ok(unsafe {
                    std::mem::transmute::<host::NativeEntry, PDRIVER_INITIALIZE>(native.entry)
                });
            }
            Code::Library(library) => {
                return Err(Error::NotFound(format!(
                    "{} is an export driver: it is loaded when a driver imports from it; give it \
                     to Machine::add_export_driver",
                    library.name
                )));
            }
            Code::Image(image) => image,
        };
        let mapped = match library.as_ref().and_then(|library| library.image()) {
            Some(mapped) => Rc::clone(mapped),
            None => self.map(kernel, image)?,
        };
        driver.set_start(ptr::with_exposed_provenance_mut(mapped.base()));
        driver.set_image_size(mapped.range().len() as u32);
        state.image.replace(Some(Rc::clone(&mapped)));
        let entry = mapped
            .entry()
            .ok_or_else(|| failed(image, &ImageError::NoEntry))?;
        let entry = ptr::with_exposed_provenance::<()>(entry);
        // SAFETY: the image's entry point is a DriverEntry with the Windows convention.
        Ok(unsafe { std::mem::transmute::<*const (), PDRIVER_INITIALIZE>(entry) })
    }

    /// Maps an image whose imports are loaded.
    pub(super) fn map(&self, kernel: &Kernel, image: &Image) -> Result<Rc<MappedImage>> {
        let find = |module: &str, symbol: &Symbol| self.find_export(module, symbol);
        let cookie = kernel.sched.repeat().seed() ^ 0x5EED_C00C_1E5A_17ED;
        let mapped =
            MappedImage::map(image, cookie, find).map_err(|error| failed(image, &error))?;
        let mapped = Rc::new(mapped);
        self.images.borrow_mut().push(Rc::clone(&mapped));
        Ok(mapped)
    }

    /// Takes an image out of the machine.
    pub(super) fn unmap(&self, image: &Rc<MappedImage>) {
        self.images
            .borrow_mut()
            .retain(|other| !Rc::ptr_eq(other, image));
    }

    /// What `module` exports: a module of the machine, or a loaded image.
    fn find_export(&self, module: &str, symbol: &Symbol) -> Option<usize> {
        if let Symbol::Name(name) = symbol
            && let Some(address) = crate::exports::find(module, name)
        {
            return Some(address.expose_provenance());
        }
        let images = self.images.borrow().clone();
        let image = images
            .iter()
            .find(|image| stem(image.name()).eq_ignore_ascii_case(stem(module)))?;
        image.export(symbol, |module, symbol| self.find_export(module, symbol))
    }

    /// Gives back a driver object whose driver did not start.
    fn discard(&self, kernel: &Kernel, driver: Driver) {
        let state = driver.state();
        kernel.check_miniport_deregistered(driver);
        kernel.check_unload(state.id);
        self.release(kernel, driver);
    }

    /// Unloads a PnP driver that has no devices left.
    pub(crate) fn unload_unused(&self, kernel: &Kernel, driver: Driver) {
        let loaded = self.loaded.borrow().contains(&driver);
        if loaded && driver.add_device().is_some() && driver.first_device().is_null() {
            self.unload(kernel, driver);
        }
    }

    /// Calls `DriverUnload` and takes the driver out of the machine. A driver without that
    /// routine stays, as on Windows.
    pub(crate) fn unload(&self, kernel: &Kernel, driver: Driver) -> bool {
        let Some(routine) = driver.unload() else {
            return false;
        };
        self.loaded.borrow_mut().retain(|other| *other != driver);
        driver.set_flags(driver.flags() | DRVO_UNLOAD_INVOKED);
        kernel.in_driver(
            driver.state().id,
            Category::Driver,
            "DriverUnload",
            || driver.state().service.clone(),
            // SAFETY: `DriverEntry` set the routine for this purpose.
            || unsafe { routine(driver.raw()) },
        );
        let left = driver.devices().count();
        kernel.check(left == 0, &rules::UNLOAD_DEVICES, || {
            let service = &driver.state().service;
            format!("{service} was unloaded with {left} device objects left")
        });
        kernel.check_miniport_deregistered(driver);
        kernel.check_unload(driver.state().id);
        self.release(kernel, driver);
        true
    }

    fn release(&self, kernel: &Kernel, driver: Driver) {
        let state = driver.state();
        let (image, library) = (state.image.take(), state.library.take());
        let imports = state.imports.take();
        kernel.objects.remove_name(driver.object());
        kernel.objects.dereference(driver.object());
        match (library, image) {
            (Some(library), _) => self.release_imports(kernel, &[library]),
            (None, Some(image)) => self.unmap(&image),
            (None, None) => {}
        }
        self.release_imports(kernel, &imports);
    }
}

fn failed(image: &Image, reason: &ImageError) -> Error {
    Error::Image {
        path: PathBuf::from(image.name()),
        reason: reason.to_string(),
    }
}

fn call_entry(kernel: &Kernel, driver: Driver, entry: PDRIVER_INITIALIZE) -> NTSTATUS {
    let Some(entry) = entry else {
        return STATUS_DRIVER_ENTRYPOINT_NOT_FOUND;
    };
    driver.set_init(Some(entry));
    let mut path = driver.registry_path();
    kernel.in_driver(
        driver.state().id,
        Category::Driver,
        "DriverEntry",
        || driver.state().service.clone(),
        // SAFETY: the driver's entry point, with what it is made for.
        || unsafe { entry(driver.raw(), &raw mut path) },
    )
}
