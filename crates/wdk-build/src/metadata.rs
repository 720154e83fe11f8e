//! `[package.metadata.wdk.driver-model]`: what kind of driver a package is.
//!
//! The keys are those of windows-drivers-rs, so that its manifests are read unchanged.

use serde::Deserialize;

use crate::ConfigError;

/// The framework version that this workspace implements: KMDF 1.33.
const NEWEST_KMDF_MINOR: u8 = 33;
/// The version of the first Windows 10.
const OLDEST_KMDF_MINOR: u8 = 15;

/// What kind of driver a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriverModel {
    /// Windows Driver Model: the driver's own `DriverEntry` is what the system calls.
    Wdm,
    /// Kernel-Mode Driver Framework.
    Kmdf(KmdfVersion),
}

/// Which versions of KMDF a driver works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KmdfVersion {
    /// Always 1.
    pub major: u8,
    /// The version whose functions it may use.
    pub target_minor: u8,
    /// The version it can still do with; functions above are checked for at run time.
    pub minimum_minor: u8,
}

impl Default for KmdfVersion {
    /// KMDF 1.33 and no older.
    fn default() -> Self {
        Self {
            major: 1,
            target_minor: NEWEST_KMDF_MINOR,
            minimum_minor: NEWEST_KMDF_MINOR,
        }
    }
}

impl DriverModel {
    /// Reads a `Cargo.toml`. `None` when it has no `wdk` metadata; an empty table is KMDF 1.33.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for text that is not TOML, unknown keys, and versions that do not exist.
    pub fn from_manifest(text: &str) -> Result<Option<Self>, ConfigError> {
        let manifest: Manifest = toml::from_str(text)?;
        let package = manifest.package.and_then(|it| it.metadata);
        let workspace = manifest.workspace.and_then(|it| it.metadata);
        let tables = [package, workspace].into_iter().flatten();
        let Some(wdk) = tables.into_iter().find_map(|metadata| metadata.wdk) else {
            return Ok(None);
        };
        wdk.driver_model.unwrap_or_default().model().map(Some)
    }

    /// The function that the system calls first.
    #[must_use]
    pub fn entry_point(self) -> &'static str {
        match self {
            Self::Wdm => "DriverEntry",
            Self::Kmdf(_) => "FxDriverEntry",
        }
    }

    /// The name in metadata and in `cfg(driver_model__driver_type = "..")`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wdm => "WDM",
            Self::Kmdf(_) => "KMDF",
        }
    }

    /// The names that [`name`](Self::name) can give; sources may ask for `UMDF` too.
    pub const NAMES: [&'static str; 3] = ["WDM", "KMDF", "UMDF"];
}

#[derive(Deserialize)]
struct Manifest {
    package: Option<WithMetadata>,
    workspace: Option<WithMetadata>,
}

#[derive(Deserialize)]
struct WithMetadata {
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    wdk: Option<Wdk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Wdk {
    driver_model: Option<Table>,
    /// For `cargo wdk build`, which reads it itself.
    #[serde(rename = "inf-level")]
    _inf_level: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    driver_type: String,
    kmdf_version_major: Option<u8>,
    target_kmdf_version_minor: Option<u8>,
    minimum_kmdf_version_minor: Option<u8>,
    umdf_version_major: Option<u8>,
    target_umdf_version_minor: Option<u8>,
    minimum_umdf_version_minor: Option<u8>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            driver_type: "KMDF".to_owned(),
            kmdf_version_major: None,
            target_kmdf_version_minor: None,
            minimum_kmdf_version_minor: None,
            umdf_version_major: None,
            target_umdf_version_minor: None,
            minimum_umdf_version_minor: None,
        }
    }
}

impl Table {
    fn model(&self) -> Result<DriverModel, ConfigError> {
        let kmdf = [
            ("kmdf-version-major", self.kmdf_version_major),
            ("target-kmdf-version-minor", self.target_kmdf_version_minor),
            (
                "minimum-kmdf-version-minor",
                self.minimum_kmdf_version_minor,
            ),
        ];
        let umdf = [
            ("umdf-version-major", self.umdf_version_major),
            ("target-umdf-version-minor", self.target_umdf_version_minor),
            (
                "minimum-umdf-version-minor",
                self.minimum_umdf_version_minor,
            ),
        ];
        let refuse = |keys: &[(&'static str, Option<u8>)]| {
            let set = keys.iter().find(|(_, value)| value.is_some());
            set.map_or(Ok(()), |(key, _)| {
                Err(ConfigError::ForeignKey {
                    key,
                    driver_type: self.driver_type.clone(),
                })
            })
        };
        match self.driver_type.as_str() {
            "WDM" => {
                refuse(&kmdf)?;
                refuse(&umdf)?;
                Ok(DriverModel::Wdm)
            }
            "KMDF" => {
                refuse(&umdf)?;
                self.kmdf().map(DriverModel::Kmdf)
            }
            "UMDF" => Err(ConfigError::UserMode),
            other => Err(ConfigError::UnknownDriverType(other.to_owned())),
        }
    }

    fn kmdf(&self) -> Result<KmdfVersion, ConfigError> {
        let major = self.kmdf_version_major.unwrap_or(1);
        let target_minor = self.target_kmdf_version_minor.unwrap_or(NEWEST_KMDF_MINOR);
        let minimum_minor = self.minimum_kmdf_version_minor.unwrap_or(target_minor);
        let known = OLDEST_KMDF_MINOR..=NEWEST_KMDF_MINOR;
        if major != 1 || !known.contains(&target_minor) {
            return Err(ConfigError::UnknownKmdf {
                major,
                minor: target_minor,
            });
        }
        if !known.contains(&minimum_minor) || minimum_minor > target_minor {
            return Err(ConfigError::MinimumKmdf {
                minimum: minimum_minor,
                target: target_minor,
            });
        }
        Ok(KmdfVersion {
            major,
            target_minor,
            minimum_minor,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Result<Option<DriverModel>, ConfigError> {
        DriverModel::from_manifest(&format!("[package.metadata.wdk.driver-model]\n{lines}"))
    }

    fn refusal(lines: &str) -> String {
        read(lines).unwrap_err().to_string()
    }

    #[test]
    fn the_keys_of_windows_drivers_rs_are_read() {
        let model = read(
            "driver-type = 'KMDF'\nkmdf-version-major = 1\ntarget-kmdf-version-minor = 33\nminimum-kmdf-version-minor = 31",
        );
        let version = KmdfVersion {
            major: 1,
            target_minor: 33,
            minimum_minor: 31,
        };
        assert_eq!(model.unwrap(), Some(DriverModel::Kmdf(version)));
        assert_eq!(read("driver-type = 'WDM'").unwrap(), Some(DriverModel::Wdm));
    }

    #[test]
    fn a_workspace_may_say_it_for_its_members() {
        let text = "[workspace.metadata.wdk.driver-model]\ndriver-type = 'WDM'";
        assert_eq!(
            DriverModel::from_manifest(text).unwrap(),
            Some(DriverModel::Wdm)
        );
        let text = "[package.metadata.wdk]\n[package.metadata.other]\nx = 1";
        let newest = DriverModel::Kmdf(KmdfVersion::default());
        assert_eq!(DriverModel::from_manifest(text).unwrap(), Some(newest));
        assert_eq!(
            DriverModel::from_manifest("[package]\nname = 'x'").unwrap(),
            None
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(
            refusal("driver-type = 'KMDF'\nkmdf-major = 1").contains("unknown field `kmdf-major`")
        );
        assert!(refusal("kmdf-version-major = 1").contains("driver-type"));
        assert!(refusal("driver-type = 'kmdf'").contains("\"WDM\" or \"KMDF\""));
        assert!(
            refusal("driver-type = 'WDM'\nkmdf-version-major = 1").contains("kmdf-version-major")
        );
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 35").contains("1.35"));
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 13").contains("1.15"));
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 31\nminimum-kmdf-version-minor = 33").contains("1.33"));
        assert!(refusal("driver-type = 'UMDF'").contains("user-mode"));
    }
}
