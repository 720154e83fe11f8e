//! `Config` and its neighbours, as the build scripts of drivers for windows-drivers-rs name them.
//!
//! There it holds where a WDK is installed; here it is the driver model alone. Names of all its
//! versions stand side by side, since a manifest no longer says which one a script was written for.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    configure::{self, ConfigError},
    link::CpuArchitecture,
    metadata::{DriverModel, KmdfVersion},
};

/// What a build script configures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What kind of driver it is.
    pub driver_config: DriverConfig,
    /// The processor that it is built for.
    pub cpu_architecture: CpuArchitecture,
}

/// What kind of driver it is. Of each kind there are several spellings: that of 0.3 and later, and those
/// of 0.1 and 0.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriverConfig {
    /// Windows Driver Model.
    Wdm,
    /// The same.
    WDM(),
    /// Kernel-Mode Driver Framework.
    Kmdf(KmdfConfig),
    /// The same.
    KMDF(KMDFConfig),
    /// The same, in 0.1.
    #[doc(hidden)]
    KMDFConfig(KMDFConfig),
    /// User-Mode Driver Framework, which is refused.
    Umdf(UmdfConfig),
    /// The same.
    UMDF(UMDFConfig),
    /// The same, in 0.1.
    #[doc(hidden)]
    UMDFConfig(UMDFConfig),
}

/// A version of KMDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KmdfConfig {
    /// Always 1.
    pub kmdf_version_major: u8,
    /// The version whose functions the driver may use.
    pub target_kmdf_version_minor: u8,
    /// The version that it can still do with.
    pub minimum_kmdf_version_minor: Option<u8>,
}

/// A version of KMDF, in 0.1 and 0.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KMDFConfig {
    /// Always 1.
    pub kmdf_version_major: u8,
    /// The version whose functions the driver may use.
    pub kmdf_version_minor: u8,
}

/// A version of UMDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UmdfConfig {
    /// Always 2.
    pub umdf_version_major: u8,
    /// The version whose functions the driver may use.
    pub target_umdf_version_minor: u8,
    /// The version that it can still do with.
    pub minimum_umdf_version_minor: Option<u8>,
}

/// A version of UMDF, in 0.1 and 0.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UMDFConfig {
    /// Always 2.
    pub umdf_version_major: u8,
    /// The version whose functions the driver may use.
    pub umdf_version_minor: u8,
}

/// What went wrong, in 0.1 and 0.2.
pub type ConfigFromEnvError = ConfigError;
/// What went wrong when a library passed its configuration on, in 0.1 and 0.2.
pub type ExportError = ConfigError;
/// A processor, in 0.1 and 0.2.
pub type CPUArchitecture = CpuArchitecture;

impl CpuArchitecture {
    /// [`Amd64`](Self::Amd64), in 0.1 and 0.2.
    pub const AMD64: Self = Self::Amd64;
    /// [`Arm64`](Self::Arm64), in 0.1 and 0.2.
    pub const ARM64: Self = Self::Arm64;

    /// The name in the paths of the WDK: `x64`, `ARM64`.
    #[must_use]
    pub const fn as_windows_str(&self) -> &str {
        match self {
            Self::Amd64 => "x64",
            Self::Arm64 => "ARM64",
        }
    }

    /// The same, in 0.1.
    #[doc(hidden)]
    #[must_use]
    pub const fn to_windows_str(&self) -> &str {
        self.as_windows_str()
    }

    /// The processor of `CARGO_CFG_TARGET_ARCH`, when drivers can be built for it.
    #[must_use]
    pub fn try_from_cargo_str<S: AsRef<str>>(cargo_str: S) -> Option<Self> {
        match cargo_str.as_ref() {
            "x86_64" => Some(Self::Amd64),
            "aarch64" => Some(Self::Arm64),
            _ => None,
        }
    }
}

/// What windows-drivers-rs takes where nothing is stated.
const THEIR_MINOR: u8 = 33;

impl KmdfConfig {
    /// KMDF 1.33.
    #[must_use]
    pub fn new() -> Self {
        Self {
            kmdf_version_major: 1,
            target_kmdf_version_minor: THEIR_MINOR,
            minimum_kmdf_version_minor: None,
        }
    }
}

impl Default for KmdfConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl KMDFConfig {
    /// KMDF 1.33.
    #[must_use]
    pub fn new() -> Self {
        Self {
            kmdf_version_major: 1,
            kmdf_version_minor: THEIR_MINOR,
        }
    }
}

impl Default for KMDFConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl UmdfConfig {
    /// UMDF 2.33.
    #[must_use]
    pub fn new() -> Self {
        Self {
            umdf_version_major: 2,
            target_umdf_version_minor: THEIR_MINOR,
            minimum_umdf_version_minor: None,
        }
    }
}

impl Default for UmdfConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl UMDFConfig {
    /// UMDF 2.33.
    #[must_use]
    pub fn new() -> Self {
        Self {
            umdf_version_major: 2,
            umdf_version_minor: THEIR_MINOR,
        }
    }
}

impl Default for UMDFConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl Config {
    /// A WDM driver for amd64.
    #[must_use]
    pub fn new() -> Self {
        Self {
            driver_config: DriverConfig::Wdm,
            cpu_architecture: CpuArchitecture::Amd64,
        }
    }

    /// What the manifest says; without a word there, KMDF 1.33, as in 0.1 and 0.2.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], when the manifest is not in order.
    pub fn from_env_auto() -> Result<Self, ConfigError> {
        let folder = configure::variable("CARGO_MANIFEST_DIR")?;
        let model = match configure::driver_model(Path::new(&folder)) {
            Ok((model, _)) => DriverConfig::from(model),
            Err(ConfigError::NoDriverModel(_)) => DriverConfig::Kmdf(KmdfConfig::new()),
            Err(error) => return Err(error),
        };
        let target = env::var("CARGO_CFG_TARGET_ARCH").ok();
        Ok(Self {
            driver_config: model,
            cpu_architecture: target
                .and_then(CpuArchitecture::try_from_cargo_str)
                .unwrap_or(CpuArchitecture::Amd64),
        })
    }

    /// Tells Cargo how to build the driver, as
    /// [`configure_wdk_binary_build`](crate::configure_wdk_binary_build) does.
    ///
    /// In 0.1 and 0.2 it returned nothing, and scripts drop what it returns; so what is wrong is told to
    /// Cargo as well, which fails the build.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which says what to write into `Cargo.toml`.
    pub fn configure_binary_build(&self) -> Result<(), ConfigError> {
        let done = self.configure();
        if let Err(error) = &done {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
        }
        done
    }

    fn configure(&self) -> Result<(), ConfigError> {
        let folder = PathBuf::from(configure::variable("CARGO_MANIFEST_DIR")?);
        let build = match configure::driver_model(&folder) {
            Ok((_, build)) => build,
            Err(_) => None,
        };
        configure::configure(self.driver_config.model()?, build, &folder)
    }

    /// Tells Cargo which values of `cfg(driver_model__driver_type)` sources may ask for.
    pub fn emit_check_cfg_settings() {
        println!("{}", configure::check_cfg());
    }

    /// Nothing: a library needs no arguments here.
    ///
    /// # Errors
    ///
    /// None.
    pub fn configure_library_build(&self) -> Result<(), ConfigError> {
        Ok(())
    }

    /// Nothing: what a library was configured for is in no variable here.
    ///
    /// # Errors
    ///
    /// None.
    pub fn export_config(&self) -> Result<(), ConfigError> {
        Ok(())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

impl DriverConfig {
    fn model(self) -> Result<DriverModel, ConfigError> {
        let (major, target, minimum) = match self {
            Self::Wdm | Self::WDM() => return Ok(DriverModel::Wdm),
            Self::Umdf(_) | Self::UMDF(_) | Self::UMDFConfig(_) => {
                return Err(ConfigError::UserMode);
            }
            Self::Kmdf(it) => (
                it.kmdf_version_major,
                it.target_kmdf_version_minor,
                it.minimum_kmdf_version_minor,
            ),
            Self::KMDF(it) | Self::KMDFConfig(it) => {
                (it.kmdf_version_major, it.kmdf_version_minor, None)
            }
        };
        KmdfVersion::checked(major, target, minimum).map(DriverModel::Kmdf)
    }
}

impl From<DriverModel> for DriverConfig {
    fn from(model: DriverModel) -> Self {
        match model {
            DriverModel::Wdm => Self::Wdm,
            DriverModel::Kmdf(version) => Self::Kmdf(KmdfConfig {
                kmdf_version_major: version.major,
                target_kmdf_version_minor: version.target_minor,
                minimum_kmdf_version_minor: (version.minimum_minor != version.target_minor)
                    .then_some(version.minimum_minor),
            }),
        }
    }
}

/// Nothing: a library needs no arguments here.
///
/// # Errors
///
/// None.
pub fn configure_wdk_library_build() -> Result<(), ConfigError> {
    Ok(())
}

/// Calls `f` with the driver's configuration.
///
/// # Errors
///
/// What `f` fails with, or [`ConfigError`] when the manifest is not in order.
pub fn configure_wdk_library_build_and_then<F, E>(mut f: F) -> Result<(), E>
where
    F: FnMut(Config) -> Result<(), E>,
    E: From<ConfigError>,
{
    f(Config::from_env_auto()?)
}

/// The manifest of the package that is built.
///
/// # Panics
///
/// When Cargo does not run this.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "as in windows-drivers-rs, which returns no error"
)]
pub fn find_top_level_cargo_manifest() -> PathBuf {
    let folder = configure::variable("CARGO_MANIFEST_DIR").expect("Cargo runs build scripts");
    Path::new(&folder).join("Cargo.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_name_one_model() {
        assert_eq!(DriverConfig::WDM().model().unwrap(), DriverModel::Wdm);
        assert_eq!(DriverConfig::Wdm.model().unwrap(), DriverModel::Wdm);
        let new = DriverConfig::Kmdf(KmdfConfig::new()).model().unwrap();
        let old = DriverConfig::KMDF(KMDFConfig::new()).model().unwrap();
        let first = DriverConfig::KMDFConfig(KMDFConfig::new()).model().unwrap();
        assert_eq!(new, old);
        assert_eq!(new, first);
        assert_eq!(
            DriverConfig::from(new),
            DriverConfig::Kmdf(KmdfConfig::new())
        );
    }

    #[test]
    fn what_the_manifest_may_not_say_a_script_may_not_either() {
        let old = KMDFConfig {
            kmdf_version_major: 1,
            kmdf_version_minor: 9,
        };
        let told = DriverConfig::KMDF(old).model().unwrap_err().to_string();
        assert!(told.contains("1.9"), "{told}");
        let user = UMDFConfig::new();
        assert!(DriverConfig::UMDF(user).model().is_err());
        assert!(DriverConfig::UMDFConfig(user).model().is_err());
        assert!(DriverConfig::Umdf(UmdfConfig::new()).model().is_err());
    }

    #[test]
    fn processors_have_the_names_of_cargo_and_of_windows() {
        for (cargo, windows) in [("x86_64", "x64"), ("aarch64", "ARM64")] {
            let found = CpuArchitecture::try_from_cargo_str(cargo).unwrap();
            assert_eq!(found.as_windows_str(), windows);
        }
        assert_eq!(CpuArchitecture::try_from_cargo_str("x86"), None);
    }
}
