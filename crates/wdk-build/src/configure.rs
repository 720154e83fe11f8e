//! What a driver's build script prints for Cargo.

use std::{
    env,
    error::Error,
    fmt, fs,
    path::{Path, PathBuf},
};

use crate::{
    exports::Exports,
    link,
    metadata::{DriverModel, minimum_windows_build},
    version_resource::{VersionResource, file_version},
};

/// A driver's manifest, or the place that it is built in, is not in order.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// Not run by Cargo.
    NotABuildScript(&'static str),
    /// A manifest could not be read.
    Read(PathBuf, std::io::Error),
    /// The module-definition file or the version resource could not be written.
    Write(PathBuf, std::io::Error),
    /// A manifest is not TOML.
    Manifest(toml::de::Error),
    /// The `wdk` metadata has unknown or missing keys, or values of another type.
    Metadata {
        /// The line in `Cargo.toml`.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// No manifest up to the workspace says what kind of driver this is.
    NoDriverModel(PathBuf),
    /// A driver type that is not supported.
    UnknownDriverType(String),
    /// A user-mode driver.
    UserMode,
    /// A KMDF version that does not exist or is older than Windows 10.
    UnknownKmdf {
        /// `kmdf-version-major`.
        major: u8,
        /// `target-kmdf-version-minor`.
        minor: u8,
    },
    /// The minimum version is not one from 1.25 to the target.
    MinimumKmdf {
        /// `minimum-kmdf-version-minor`.
        minimum: u8,
        /// `target-kmdf-version-minor`.
        target: u8,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABuildScript(variable) => write!(
                f,
                "{variable} is not set; call this from build.rs, which Cargo runs"
            ),
            Self::Read(path, _) => write!(f, "cannot read {}", path.display()),
            Self::Write(path, _) => write!(f, "cannot write {}", path.display()),
            Self::Manifest(error) => write!(f, "Cargo.toml is not TOML: {error}"),
            Self::Metadata { line, problem } => write!(f, "line {line} of Cargo.toml: {problem}"),
            Self::NoDriverModel(manifest) => write!(
                f,
                "{} does not say what kind of driver it is; add\n\n    \
                 [package.metadata.wdk.driver-model]\n    driver-type = \"KMDF\"\n    \
                 kmdf-version-major = 1\n    target-kmdf-version-minor = 31\n",
                manifest.display()
            ),
            Self::UnknownDriverType(name) => write!(
                f,
                "driver-type {name:?} is not supported; use \"WDM\" or \"KMDF\""
            ),
            Self::UserMode => f.write_str(
                "driver-type \"UMDF\": a user-mode driver runs in another process, on another \
                 framework with another function table; what is built here are kernel drivers, \
                 \"KMDF\" and \"WDM\"",
            ),
            Self::UnknownKmdf { major, minor } => {
                write!(
                    f,
                    "KMDF {major}.{minor} is not supported; use 1.15 to 1.33, of which there are the odd ones"
                )
            }
            Self::MinimumKmdf { minimum, target } => write!(
                f,
                "minimum-kmdf-version-minor: KMDF 1.{minimum} is no version from 1.25 to the target \
                 1.{target}; a driver for an older framework has that as its target"
            ),
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(_, error) | Self::Write(_, error) => Some(error),
            _ => None,
        }
    }
}

impl From<toml::de::Error> for ConfigError {
    fn from(error: toml::de::Error) -> Self {
        Self::Manifest(error)
    }
}

/// Tells Cargo how to build the driver whose build script calls this.
///
/// For the kernel (`target_os = "windows"` and `panic = "abort"`) these are the link arguments of
/// a driver image, and of an [export driver](crate::exports) the module-definition file with what
/// the sources export, which is `<name>.def` in `OUT_DIR`. Everywhere,
/// `cfg(driver_model__driver_type = "KMDF")` (or `"WDM"`) is set, and for KMDF the versions that
/// the manifest states.
///
/// # Errors
///
/// [`ConfigError`], which says what to write into `Cargo.toml`.
pub fn configure_wdk_binary_build() -> Result<(), ConfigError> {
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let (model, build) = driver_model(&folder)?;
    configure(model, build, &folder)
}

/// The same for a driver of which everything is known.
pub(crate) fn configure(
    model: DriverModel,
    build: Option<u32>,
    folder: &Path,
) -> Result<(), ConfigError> {
    let name = variable("CARGO_PKG_NAME")?.replace('-', "_");
    if let Ok(text) = fs::read_to_string(folder.join("Cargo.toml")) {
        for strange in crate::metadata::strange(&text) {
            println!("cargo::warning={strange}");
        }
    }
    let windows = env::var("CARGO_CFG_TARGET_OS").is_ok_and(|it| it == "windows");
    let aborts = env::var("CARGO_CFG_PANIC").is_ok_and(|it| it == "abort");
    let kernel = windows && aborts;
    for line in directives(model, build, &name, kernel) {
        println!("{line}");
    }
    // With the feature an importer compiles the crate: what it exports is in the other image.
    if kernel && env::var_os("CARGO_FEATURE_IMPORT").is_none() {
        let exports = Exports::of_sources(&folder.join("src"))?;
        println!("cargo::rerun-if-changed=src");
        if !exports.is_empty() {
            let path = PathBuf::from(variable("OUT_DIR")?).join(format!("{name}.def"));
            fs::write(&path, exports.module_definition(&name))
                .map_err(|error| ConfigError::Write(path.clone(), error))?;
            println!("cargo::rustc-link-arg=/DEF:{}", path.display());
            println!("cargo::rustc-env=WDK_EXPORTS={}", exports.names().join(","));
        }
    }
    if kernel {
        let resource = PathBuf::from(variable("OUT_DIR")?).join(format!("{name}.res"));
        fs::write(&resource, version_resource(&name)?.to_res())
            .map_err(|error| ConfigError::Write(resource.clone(), error))?;
        println!("cargo::rustc-link-arg={}", resource.display());
        println!("cargo::rerun-if-env-changed={VERSION}");
    }
    Ok(())
}

/// The variable that overrides the package's version, in the INF and so in the image, as for
/// Microsoft's stampinf.
pub const VERSION: &str = "STAMPINF_VERSION";

/// What Cargo knows of the package.
fn version_resource(name: &str) -> Result<VersionResource, ConfigError> {
    let of_package = |key| env::var(key).unwrap_or_default();
    let stamped = env::var(VERSION).ok().filter(|it| !it.trim().is_empty());
    let version = match stamped {
        Some(version) => version,
        None => variable("CARGO_PKG_VERSION")?,
    };
    let description = match of_package("CARGO_PKG_DESCRIPTION") {
        it if it.is_empty() => name.to_owned(),
        it => it,
    };
    // `Name <mail>` of the first author; the address does not go into the image.
    let authors = of_package("CARGO_PKG_AUTHORS");
    let author = authors.split(':').next().unwrap_or_default();
    Ok(VersionResource {
        version: file_version(&version),
        file: format!("{name}.sys"),
        description,
        company: author
            .split('<')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        licence: of_package("CARGO_PKG_LICENSE"),
    })
}

pub(crate) fn variable(name: &'static str) -> Result<String, ConfigError> {
    env::var(name).map_err(|_| ConfigError::NotABuildScript(name))
}

/// The driver model, and the lowest build of Windows if it is stated, in `folder`'s manifest, else in
/// that of the workspace above it.
pub(crate) fn driver_model(folder: &Path) -> Result<(DriverModel, Option<u32>), ConfigError> {
    for manifest in folder.ancestors().map(|it| it.join("Cargo.toml")) {
        if !manifest.exists() {
            continue;
        }
        let text = fs::read_to_string(&manifest)
            .map_err(|error| ConfigError::Read(manifest.clone(), error))?;
        println!("cargo::rerun-if-changed={}", manifest.display());
        if let Some(model) = DriverModel::from_manifest(&text)? {
            return Ok((model, minimum_windows_build(&text)?));
        }
    }
    Err(ConfigError::NoDriverModel(folder.join("Cargo.toml")))
}

/// The driver types that sources may ask for.
pub(crate) fn check_cfg() -> String {
    let values = DriverModel::NAMES.map(|it| format!("\"{it}\"")).join(", ");
    format!("cargo::rustc-check-cfg=cfg(driver_model__driver_type, values({values}))")
}

fn directives(model: DriverModel, build: Option<u32>, name: &str, kernel: bool) -> Vec<String> {
    let mut lines = vec![
        "cargo::rerun-if-changed=build.rs".to_owned(),
        check_cfg(),
        format!(
            "cargo::rustc-cfg=driver_model__driver_type=\"{}\"",
            model.name()
        ),
    ];
    if let DriverModel::Kmdf(version) = model {
        // For a driver that is linked into a test; an image has it from the linker.
        lines.extend([
            format!(
                "cargo::rustc-env=WDK_KMDF_TARGET_MINOR={}",
                version.target_minor
            ),
            format!(
                "cargo::rustc-env=WDK_KMDF_MINIMUM_MINOR={}",
                version.minimum_minor
            ),
        ]);
    }
    if kernel {
        lines.extend(
            link::arguments(model, build, name)
                .iter()
                .map(|it| format!("cargo::rustc-link-arg={it}")),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::KmdfVersion;

    #[test]
    fn only_the_kernel_gets_link_arguments() {
        let model = DriverModel::Kmdf(KmdfVersion::default());
        let arguments = |kernel| {
            let lines = directives(model, None, "lamp", kernel).into_iter();
            lines
                .filter(|it| it.starts_with("cargo::rustc-link-arg="))
                .collect::<Vec<_>>()
        };
        assert!(arguments(false).is_empty());
        let kernel = arguments(true);
        for wanted in [
            "/SUBSYSTEM:NATIVE",
            "/ENTRY:FxDriverEntry",
            "/DRIVER",
            "/PDBALTPATH:lamp.pdb",
            "/ALTERNATENAME:__wdk_kmdf_target_minor=__wdk_kmdf_minor_31",
            "/ALTERNATENAME:__wdk_allocate_pool=__wdk_allocate_pool_2",
        ] {
            assert!(
                kernel.contains(&format!("cargo::rustc-link-arg={wanted}")),
                "{wanted}"
            );
        }
    }

    #[test]
    fn below_windows_10_2004_the_pool_is_the_one_that_is_there() {
        let pool = |build| {
            let lines = directives(DriverModel::Wdm, build, "lamp", true);
            let find = |it: &String| it.contains("__wdk_allocate_pool");
            lines
                .iter()
                .find(|it| find(it))
                .cloned()
                .unwrap_or_default()
        };
        assert!(pool(None).ends_with("=__wdk_allocate_pool_2"));
        assert!(pool(Some(19041)).ends_with("=__wdk_allocate_pool_2"));
        assert!(pool(Some(17763)).ends_with("=__wdk_allocate_pool_tag"));
    }

    #[test]
    fn sources_can_ask_for_the_driver_type() {
        let lines = directives(DriverModel::Wdm, None, "lamp", false);
        assert!(lines.contains(&"cargo::rustc-cfg=driver_model__driver_type=\"WDM\"".to_owned()));
    }

    #[test]
    fn the_error_for_a_package_without_metadata_says_what_to_write() {
        let error = ConfigError::NoDriverModel("x/Cargo.toml".into()).to_string();
        assert!(
            error.contains("[package.metadata.wdk.driver-model]"),
            "{error}"
        );
    }
}
