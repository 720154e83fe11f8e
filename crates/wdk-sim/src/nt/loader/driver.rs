//! Loading and unloading drivers: from a service's name to `DriverEntry`, and back.
#![expect(unsafe_code, reason = "calls DriverEntry and DriverUnload")]

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    ops::Range,
    path::PathBuf,
    ptr,
    rc::Rc,
};

use wdk_sys::{
    DO_DEVICE_INITIALIZING, DRVO_INITIALIZED, DRVO_UNLOAD_INVOKED, NTSTATUS, PDRIVER_INITIALIZE,
    STATUS_DRIVER_ENTRYPOINT_NOT_FOUND, host,
};

use super::{
    code::Code,
    error::ImageError,
    image::Image,
    library::{Library, stem},
    map::MappedImage,
    pe::Symbol,
    upcalls::LoaderUpcalls,
};
use crate::{
    engine::{
        addresses::Kind,
        current::{self, Current, layer},
        driver::DriverId,
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    nt::{
        cm::{hive::Hive, values},
        io::{driver, manager::Io, raw::Driver},
        verifier::rules,
    },
};

layer! {
    /// Drivers and their code.
    Ldr over Io {
        loader: Loader,
    }
}

impl Ldr {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Io, upcalls: &'static dyn LoaderUpcalls) -> Self {
        Self {
            below,
            loader: Loader::new(upcalls),
        }
    }
}

/// What the loader keeps of a driver that is loaded.
#[derive(Default)]
pub(super) struct Parts {
    /// The image that the code is in; none for native drivers.
    pub(super) image: RefCell<Option<Rc<MappedImage>>>,
    /// The export drivers that it imports from.
    pub(super) imports: RefCell<Vec<Rc<Library>>>,
    /// The driver itself, when it was loaded as an export driver before.
    pub(super) library: RefCell<Option<Rc<Library>>>,
}

/// An image that was unloaded.
#[derive(Clone)]
pub(crate) struct UnloadedImage {
    pub(crate) name: String,
    /// Its addresses as a reader sees them: the host may have given them to another part.
    pub(crate) range: Range<u64>,
}

/// How many unloaded images are remembered, as on Windows.
const UNLOADED: usize = 50;

/// The drivers of a machine.
pub(crate) struct Loader {
    /// Code by the name of its service, in lower case.
    code: RefCell<BTreeMap<String, Code>>,
    /// Loaded drivers, in the order in which they were loaded.
    loaded: RefCell<Vec<Driver>>,
    images: RefCell<Vec<Rc<MappedImage>>>,
    unloaded: RefCell<VecDeque<UnloadedImage>>,
    /// By the driver's number.
    parts: RefCell<BTreeMap<u32, Rc<Parts>>>,
    /// Files of drivers that others import from, by their path in lower case.
    pub(super) files: RefCell<BTreeMap<String, Code>>,
    /// Loaded export drivers, in the order in which they were loaded.
    pub(super) libraries: RefCell<Vec<Rc<Library>>>,
    pub(super) upcalls: &'static dyn LoaderUpcalls,
}

impl Loader {
    fn new(upcalls: &'static dyn LoaderUpcalls) -> Self {
        Self {
            code: RefCell::default(),
            loaded: RefCell::default(),
            images: RefCell::default(),
            unloaded: RefCell::default(),
            parts: RefCell::default(),
            files: RefCell::default(),
            libraries: RefCell::default(),
            upcalls,
        }
    }

    /// What the loader keeps of a driver.
    pub(super) fn parts(&self, driver: DriverId) -> Rc<Parts> {
        let mut parts = self.parts.borrow_mut();
        Rc::clone(parts.entry(driver.0).or_default())
    }

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

    /// The images that are mapped, in the order in which they were.
    pub(crate) fn images(&self) -> Vec<Rc<MappedImage>> {
        self.images.borrow().clone()
    }

    /// The images that were unloaded, the last first.
    pub(crate) fn unloaded(&self) -> Vec<UnloadedImage> {
        self.unloaded.borrow().iter().cloned().collect()
    }

    /// Whether an image holds an address. False while the list of images changes.
    pub(crate) fn is_in_image(&self, address: usize) -> bool {
        self.images
            .try_borrow()
            .is_ok_and(|images| images.iter().any(|it| it.range().contains(&address)))
    }

    /// The NUL-terminated text at an address in an image.
    pub(crate) fn text_at(&self, address: usize) -> Option<String> {
        let (image, offset) = self.image_at(address)?;
        image.text_at(offset)
    }

    /// Writes what a service's key needs before its driver is loaded.
    pub(crate) fn prepare_service(&self, kernel: &Ldr, service: &str) {
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
    fn image_path(&self, kernel: &Ldr, service: &str) -> Option<String> {
        let hive = kernel.registry.hive.borrow();
        let path = driver::service_key_path(service);
        let path = crate::nt::ob::name::wide(path.strip_prefix(r"\Registry")?);
        let key = hive.open(Hive::ROOT, &path).ok()?;
        values::strings(&hive, key, "ImagePath").pop()
    }

    /// The driver of a service, loaded if it is not yet.
    pub(crate) fn load(&self, kernel: &Ldr, service: &str) -> Result<Driver> {
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
        self.upcalls.driver_started(driver);
        Ok(driver)
    }

    /// Maps an image with what it imports from, and tells where the system enters the driver.
    fn prepare(&self, kernel: &Ldr, driver: Driver, code: &Code) -> Result<PDRIVER_INITIALIZE> {
        let state = driver.state();
        let parts = self.parts(state.id);
        let name = code.default_service();
        let library = self.find_library(&name);
        if let Some(library) = &library {
            library.add_reference();
            parts.library.replace(Some(Rc::clone(library)));
        } else {
            let path = self.image_path(kernel, &state.service);
            let folder = path.as_deref().and_then(|path| path.rsplit_once('\\'));
            let imports = self.load_imports(kernel, code, folder.map(|(folder, _)| folder))?;
            parts.imports.replace(imports);
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
        parts.image.replace(Some(Rc::clone(&mapped)));
        let entry = mapped
            .entry()
            .ok_or_else(|| failed(image, &ImageError::NoEntry))?;
        let entry = ptr::with_exposed_provenance::<()>(entry);
        // SAFETY: the image's entry point is a DriverEntry with the Windows convention.
        Ok(unsafe { std::mem::transmute::<*const (), PDRIVER_INITIALIZE>(entry) })
    }

    /// Maps an image whose imports are loaded.
    pub(super) fn map(&self, kernel: &Ldr, image: &Image) -> Result<Rc<MappedImage>> {
        let find = |module: &str, symbol: &Symbol| self.find_export(module, symbol);
        let cookie = kernel.sched.repeat().seed() ^ 0x5EED_C00C_1E5A_17ED;
        let mapped =
            MappedImage::map(image, cookie, find).map_err(|error| failed(image, &error))?;
        let mapped = Rc::new(mapped);
        kernel.addresses.add(Kind::Image, mapped.range());
        self.images.borrow_mut().push(Rc::clone(&mapped));
        Ok(mapped)
    }

    /// Takes an image out of the machine.
    pub(super) fn unmap(&self, kernel: &Ldr, image: &Rc<MappedImage>) {
        let start = kernel.addresses.shown(image.base() as u64);
        kernel.addresses.give_back(image.base());
        let mut unloaded = self.unloaded.borrow_mut();
        unloaded.truncate(UNLOADED - 1);
        unloaded.push_front(UnloadedImage {
            name: image.name().to_owned(),
            range: start..start + image.range().len() as u64,
        });
        self.images
            .borrow_mut()
            .retain(|other| !Rc::ptr_eq(other, image));
    }

    /// What `module` exports: a module of the machine, or a loaded image.
    fn find_export(&self, module: &str, symbol: &Symbol) -> Option<usize> {
        if let Symbol::Name(name) = symbol
            && let Some(address) = self.upcalls.export(module, name)
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
    fn discard(&self, kernel: &Ldr, driver: Driver) {
        self.upcalls.driver_stopped(driver);
        self.upcalls.check_unload(driver.state().id);
        self.release(kernel, driver);
    }

    /// Unloads a PnP driver that has no devices left.
    pub(crate) fn unload_unused(&self, kernel: &Ldr, driver: Driver) {
        let loaded = self.loaded.borrow().contains(&driver);
        if loaded && driver.add_device().is_some() && driver.first_device().is_null() {
            self.unload(kernel, driver);
        }
    }

    /// Calls `DriverUnload` and takes the driver out of the machine. A driver without that
    /// routine stays, as on Windows.
    pub(crate) fn unload(&self, kernel: &Ldr, driver: Driver) -> bool {
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
        self.upcalls.driver_stopped(driver);
        self.upcalls.check_unload(driver.state().id);
        self.release(kernel, driver);
        true
    }

    fn release(&self, kernel: &Ldr, driver: Driver) {
        let parts = self.parts.borrow_mut().remove(&driver.state().id.0);
        let parts = parts.unwrap_or_default();
        let (image, library) = (parts.image.take(), parts.library.take());
        let imports = parts.imports.take();
        kernel.objects.remove_name(driver.object());
        kernel.objects.dereference(driver.object());
        match (library, image) {
            (Some(library), _) => self.release_imports(kernel, &[library]),
            (None, Some(image)) => self.unmap(kernel, &image),
            (None, None) => {}
        }
        kernel.recorder.callers.forget();
        self.release_imports(kernel, &imports);
    }
}

fn failed(image: &Image, reason: &ImageError) -> Error {
    Error::Image {
        path: PathBuf::from(image.name()),
        reason: reason.to_string(),
    }
}

fn call_entry(kernel: &Ldr, driver: Driver, entry: PDRIVER_INITIALIZE) -> NTSTATUS {
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
