//! The code of a driver, wherever it is.
#![forbid(unsafe_code)]

use wdk_sys::host::{NativeDriver, NativeLibrary};

use super::{image::Image, library::stem, upcalls::LoaderUpcalls};

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
    pub(crate) fn imported_modules(&self, upcalls: &dyn LoaderUpcalls) -> Vec<String> {
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
            if !known && !upcalls.is_module(&import.module) {
                modules.push(import.module.clone());
            }
        }
        modules
    }
}
