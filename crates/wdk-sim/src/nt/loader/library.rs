//! Export drivers: kernel-mode DLLs, which are loaded for the drivers that import from them.
//!
//! See [Creating Export Drivers](https://learn.microsoft.com/windows-hardware/drivers/kernel/creating-export-drivers).
#![expect(unsafe_code, reason = "calls DllInitialize and DllUnload")]

use std::{cell::Cell, mem, path::PathBuf, ptr, rc::Rc};

use wdk_sys::{
    STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS, UNICODE_STRING,
    host::{NativeInitialize, NativeLibrary, NativeUnload},
};

use super::{code::Code, driver::Loader, error::ImageError, map::MappedImage, pe::Symbol};
use crate::{
    engine::{
        driver::DriverId,
        error::{Error, NtStatus, Result},
        pool,
        trace::Category,
    },
    nt::{
        cm::{hive::Hive, values},
        io::driver::service_key_path,
        loader::driver::Ldr,
        ob::name::wide,
    },
};

/// Where Windows keeps drivers that every other driver may import from.
pub(crate) const SYSTEM_FOLDER: &str = r"\SystemRoot\System32\drivers";

/// An export driver that is loaded.
pub(crate) struct Library {
    /// Name of its file, without extension.
    name: String,
    /// For attribution.
    id: DriverId,
    code: Loaded,
    /// For how many drivers it is loaded, its own service among them.
    references: Cell<usize>,
    /// The export drivers that it imports from itself.
    imports: Vec<Rc<Library>>,
}

/// Where the code of an export driver is.
enum Loaded {
    Native(NativeLibrary),
    Image(Rc<MappedImage>),
}

/// An export driver that a machine has loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportDriver {
    /// Name of its file, without extension.
    pub name: String,
    /// How many drivers it is loaded for; `None` when it has no `DllInitialize` or no `DllUnload`,
    /// so that the system does not count and never unloads it.
    pub references: Option<usize>,
}

impl Library {
    fn initialize(&self) -> Option<NativeInitialize> {
        match &self.code {
            Loaded::Native(library) => library.initialize,
            Loaded::Image(image) => {
                let address = ptr::with_exposed_provenance::<()>(routine(image, "DllInitialize")?);
                // SAFETY: the image's export of this name has this type on every Windows.
                Some(unsafe { mem::transmute::<*const (), NativeInitialize>(address) })
            }
        }
    }

    fn unload(&self) -> Option<NativeUnload> {
        match &self.code {
            Loaded::Native(library) => library.unload,
            Loaded::Image(image) => {
                let address = ptr::with_exposed_provenance::<()>(routine(image, "DllUnload")?);
                // SAFETY: the image's export of this name has this type on every Windows.
                Some(unsafe { mem::transmute::<*const (), NativeUnload>(address) })
            }
        }
    }

    /// Whether the system counts its importers.
    fn is_counted(&self) -> bool {
        self.initialize().is_some() && self.unload().is_some()
    }

    /// One more driver needs it.
    pub(super) fn add_reference(&self) {
        self.references.set(self.references.get() + 1);
    }

    fn describe(&self) -> ExportDriver {
        ExportDriver {
            name: self.name.clone(),
            references: self.is_counted().then(|| self.references.get()),
        }
    }

    /// The image, when it is one.
    pub(crate) fn image(&self) -> Option<&Rc<MappedImage>> {
        match &self.code {
            Loaded::Native(_) => None,
            Loaded::Image(image) => Some(image),
        }
    }
}

/// The address of an image's export.
fn routine(image: &MappedImage, name: &str) -> Option<usize> {
    image.export(&Symbol::Name(name.to_owned()), |_, _| None)
}

/// A file's name without its extension.
pub(crate) fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

impl Loader {
    /// Puts a driver's file where drivers that import from it look for it.
    pub(crate) fn add_file(&self, folder: &str, code: Code) {
        let path = format!("{folder}\\{}.sys", code.default_service()).to_lowercase();
        self.files.borrow_mut().insert(path, code);
    }

    /// The export drivers that are loaded, oldest first.
    pub(crate) fn export_drivers(&self) -> Vec<ExportDriver> {
        let libraries = self.libraries.borrow();
        libraries.iter().map(|library| library.describe()).collect()
    }

    /// The loaded export driver with this name.
    pub(crate) fn find_library(&self, name: &str) -> Option<Rc<Library>> {
        let libraries = self.libraries.borrow();
        let mut matching = libraries.iter();
        matching
            .find(|it| it.name.eq_ignore_ascii_case(name))
            .map(Rc::clone)
    }

    /// Loads what `code`, from a file in `folder`, imports from, and counts it as an importer.
    pub(crate) fn load_imports(
        &self,
        kernel: &Ldr,
        code: &Code,
        folder: Option<&str>,
    ) -> Result<Vec<Rc<Library>>> {
        let mut imports = Vec::new();
        for module in code.imported_modules(self.upcalls) {
            match self.load_import(kernel, &module, folder) {
                Ok(library) => imports.push(library),
                Err(error) => {
                    self.release_imports(kernel, &imports);
                    return Err(match error {
                        Error::NotFound(reason) => Error::Image {
                            path: PathBuf::from(format!("{}.sys", code.default_service())),
                            reason,
                        },
                        error => error,
                    });
                }
            }
        }
        Ok(imports)
    }

    /// One more driver imports from `module`.
    fn load_import(&self, kernel: &Ldr, module: &str, folder: Option<&str>) -> Result<Rc<Library>> {
        if let Some(library) = self.find_library(stem(module)) {
            library.add_reference();
            return Ok(library);
        }
        if let Some(library) = self.adopt(kernel, stem(module)) {
            return Ok(library);
        }
        let folders: Vec<&str> = folder.into_iter().chain([SYSTEM_FOLDER]).collect();
        let found = folders.iter().find_map(|folder| {
            let path = format!("{folder}\\{module}").to_lowercase();
            let code = self.files.borrow().get(&path).cloned()?;
            Some((*folder, code))
        });
        let Some((folder, code)) = found else {
            return Err(Error::NotFound(
                ImageError::NoModule {
                    module: module.to_owned(),
                    folders: folders.join(" and "),
                }
                .to_string(),
            ));
        };
        let imports = self.load_imports(kernel, &code, Some(folder))?;
        let loaded = match &code {
            Code::Library(library) => Ok(Loaded::Native(*library)),
            Code::Image(image) => self.map(kernel, image).map(Loaded::Image),
            Code::Native(driver) => Err(Error::NotFound(format!(
                "{} is no export driver; add its LIBRARY instead of its DRIVER",
                driver.name
            ))),
        };
        let code = match loaded {
            Ok(code) => code,
            Err(error) => {
                self.release_imports(kernel, &imports);
                return Err(error);
            }
        };
        let name = stem(module).to_owned();
        let library = self.add_library(kernel, name, code, imports);
        if let Err(error) = initialize(kernel, &library) {
            self.remove_library(kernel, &library);
            return Err(error);
        }
        Ok(library)
    }

    /// A driver that runs as a service is imported from for the first time. It was not loaded as a
    /// DLL, so `DllInitialize` is not called.
    fn adopt(&self, kernel: &Ldr, name: &str) -> Option<Rc<Library>> {
        let driver = self.find(name)?;
        let parts = self.parts(driver.state().id);
        let image = parts.image.borrow().clone();
        let code = match image {
            Some(image) => Loaded::Image(image),
            None => {
                let path = format!("{SYSTEM_FOLDER}\\{name}.sys").to_lowercase();
                match self.files.borrow().get(&path)? {
                    Code::Library(library) => Loaded::Native(*library),
                    _ => return None,
                }
            }
        };
        let library = self.add_library(kernel, name.to_owned(), code, parts.imports.take());
        library.add_reference();
        parts.library.replace(Some(Rc::clone(&library)));
        Some(library)
    }

    fn add_library(
        &self,
        kernel: &Ldr,
        name: String,
        code: Loaded,
        imports: Vec<Rc<Library>>,
    ) -> Rc<Library> {
        let library = Rc::new(Library {
            id: kernel.add_driver(&name),
            name,
            code,
            references: Cell::new(1),
            imports,
        });
        self.libraries.borrow_mut().push(Rc::clone(&library));
        library
    }

    /// One driver less needs each of `imports`.
    pub(crate) fn release_imports(&self, kernel: &Ldr, imports: &[Rc<Library>]) {
        for library in imports.iter().rev() {
            self.release_library(kernel, library);
        }
    }

    fn release_library(&self, kernel: &Ldr, library: &Rc<Library>) {
        let left = library.references.get().saturating_sub(1);
        library.references.set(left);
        if left > 0 || !library.is_counted() {
            return;
        }
        let Some(unload) = library.unload() else {
            return;
        };
        let status = kernel.in_driver(
            library.id,
            Category::Driver,
            "DllUnload",
            || library.name.clone(),
            // SAFETY: nobody imports from the driver any more.
            || unsafe { unload() },
        );
        // A driver that refuses stays, as one that has no such routine.
        if status == STATUS_SUCCESS {
            self.upcalls.check_unload(library.id);
            self.remove_library(kernel, library);
        }
    }

    fn remove_library(&self, kernel: &Ldr, library: &Rc<Library>) {
        self.libraries
            .borrow_mut()
            .retain(|other| !Rc::ptr_eq(other, library));
        if let Some(image) = library.image() {
            self.unmap(kernel, image);
        }
        kernel.recorder.callers.forget();
        self.release_imports(kernel, &library.imports);
    }
}

/// Calls `DllInitialize` with the path of the driver's service key, which is freed afterwards.
fn initialize(kernel: &Ldr, library: &Library) -> Result {
    let Some(initialize) = library.initialize() else {
        return Ok(());
    };
    let path = service_key_path(&library.name);
    let below_root = path.strip_prefix(r"\Registry\").unwrap_or(&path);
    values::create(
        &mut kernel.registry.hive.borrow_mut(),
        Hive::ROOT,
        below_root,
    );
    let text = wide(&path);
    let buffer = PathBuffer::new(kernel, &text)?;
    let mut path = UNICODE_STRING {
        Length: size_of_val(&*text) as u16,
        MaximumLength: size_of_val(&*text) as u16,
        Buffer: buffer.address,
    };
    let status = kernel.in_driver(
        library.id,
        Category::Driver,
        "DllInitialize",
        || library.name.clone(),
        // SAFETY: the routine is called once, after the driver was loaded, with what it expects.
        || unsafe { initialize(&raw mut path) },
    );
    if status < 0 {
        kernel.loader.upcalls.check_unload(library.id);
        return Err(Error::Status(NtStatus(status)));
    }
    Ok(())
}

/// The characters of a registry path in the pool, so that a driver's use after the call is found.
struct PathBuffer<'a> {
    kernel: &'a Ldr,
    address: *mut u16,
}

impl<'a> PathBuffer<'a> {
    fn new(kernel: &'a Ldr, text: &[u16]) -> Result<Self> {
        let request = pool::Request {
            bytes: size_of_val(text),
            tag: pool::Tag(u32::from_le_bytes(*b"Dll ")),
            paged: false,
            zeroed: false,
            special: false,
        };
        let address = kernel
            .pool
            .allocate(request, DriverId::KERNEL, || Rc::from([]));
        if address.is_null() {
            return Err(Error::Status(NtStatus(STATUS_INSUFFICIENT_RESOURCES)));
        }
        let address = address.cast::<u16>();
        // SAFETY: the block was just allocated with the size of the text.
        unsafe { address.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
        Ok(Self { kernel, address })
    }
}

impl Drop for PathBuffer<'_> {
    fn drop(&mut self) {
        // Written over by the pool; damage by the driver is reported with the next check.
        let _ = self.kernel.pool.free(self.address.cast(), None);
    }
}
