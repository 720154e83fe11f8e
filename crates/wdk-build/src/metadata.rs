//! `[package.metadata.wdk.driver-model]`: what kind of driver a package is.
//!
//! The keys are those of windows-drivers-rs, so that its manifests are read unchanged.

use toml::de::{DeTable, DeValue};

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
        let reader = Reader { text };
        let manifest = DeTable::parse(text)?;
        let manifest = manifest.get_ref();
        for name in ["package", "workspace"] {
            let Some(owner) = reader.table(manifest, name)? else {
                continue;
            };
            let Some(metadata) = reader.table(owner, "metadata")? else {
                continue;
            };
            if let Some(wdk) = reader.table(metadata, "wdk")? {
                return reader.driver_model(wdk).map(Some);
            }
        }
        Ok(None)
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

/// The keys of `[package.metadata.wdk]`. `cargo wdk build` reads `inf-level` itself.
const WDK_KEYS: [&str; 2] = ["driver-model", "inf-level"];
/// The keys of `[package.metadata.wdk.driver-model]`.
const DRIVER_MODEL_KEYS: [&str; 7] = [
    "driver-type",
    "kmdf-version-major",
    "target-kmdf-version-minor",
    "minimum-kmdf-version-minor",
    "umdf-version-major",
    "target-umdf-version-minor",
    "minimum-umdf-version-minor",
];

/// Takes values out of a parsed manifest. By hand, since what derives this for serde would be the larger part
/// of what each driver's build script compiles.
struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn driver_model(&self, wdk: &DeTable<'a>) -> Result<DriverModel, ConfigError> {
        self.refuse_unknown(wdk, &WDK_KEYS)?;
        self.string(wdk, "inf-level")?;
        let Some(table) = self.table(wdk, "driver-model")? else {
            return Ok(DriverModel::Kmdf(KmdfVersion::default()));
        };
        self.refuse_unknown(table, &DRIVER_MODEL_KEYS)?;
        let Some(driver_type) = self.string(table, "driver-type")? else {
            let at = wdk.get_key_value("driver-model");
            let problem =
                "missing field `driver-type`; add driver-type = \"KMDF\" or driver-type = \"WDM\"";
            return Err(self.error(
                at.map_or(0, |(key, _)| key.span().start),
                problem.to_owned(),
            ));
        };
        let number = |key| self.number(table, key);
        Table {
            driver_type: driver_type.to_owned(),
            kmdf_version_major: number("kmdf-version-major")?,
            target_kmdf_version_minor: number("target-kmdf-version-minor")?,
            minimum_kmdf_version_minor: number("minimum-kmdf-version-minor")?,
            umdf_version_major: number("umdf-version-major")?,
            target_umdf_version_minor: number("target-umdf-version-minor")?,
            minimum_umdf_version_minor: number("minimum-umdf-version-minor")?,
        }
        .model()
    }

    fn refuse_unknown(&self, table: &DeTable<'a>, known: &[&str]) -> Result<(), ConfigError> {
        let unknown = table
            .iter()
            .find(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        unknown.map_or(Ok(()), |(key, _)| {
            let problem = format!(
                "unknown field `{}`, expected one of {}",
                key.get_ref(),
                known.join(", ")
            );
            Err(self.error(key.span().start, problem))
        })
    }

    fn table<'t>(
        &self,
        table: &'t DeTable<'a>,
        key: &str,
    ) -> Result<Option<&'t DeTable<'a>>, ConfigError> {
        self.value(table, key, "a table", DeValue::as_table)
    }

    fn string<'t>(
        &self,
        table: &'t DeTable<'a>,
        key: &str,
    ) -> Result<Option<&'t str>, ConfigError> {
        self.value(table, key, "a string", |it| it.as_str())
    }

    fn number(&self, table: &DeTable<'a>, key: &str) -> Result<Option<u8>, ConfigError> {
        self.value(table, key, "a number from 0 to 255", |it| {
            let number = it.as_integer()?;
            u8::from_str_radix(number.as_str(), number.radix()).ok()
        })
    }

    fn value<'t, T>(
        &self,
        table: &'t DeTable<'a>,
        key: &str,
        expected: &str,
        read: impl Fn(&'t DeValue<'a>) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(value) = table.get(key) else {
            return Ok(None);
        };
        read(value.get_ref()).map(Some).ok_or_else(|| {
            let problem = format!("`{key}` must be {expected}");
            self.error(value.span().start, problem)
        })
    }

    fn error(&self, at: usize, problem: String) -> ConfigError {
        let line = 1 + self.text[..at].matches('\n').count();
        ConfigError::Metadata { line, problem }
    }
}

/// What the table says, before it is known to make sense.
struct Table {
    driver_type: String,
    kmdf_version_major: Option<u8>,
    target_kmdf_version_minor: Option<u8>,
    minimum_kmdf_version_minor: Option<u8>,
    umdf_version_major: Option<u8>,
    target_umdf_version_minor: Option<u8>,
    minimum_umdf_version_minor: Option<u8>,
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
            refusal("driver-type = 'KMDF'\nkmdf-major = 1")
                .starts_with("line 3 of Cargo.toml: unknown field `kmdf-major`")
        );
        assert!(
            refusal("driver-type = 1")
                .contains("line 2 of Cargo.toml: `driver-type` must be a string")
        );
        assert!(
            refusal("driver-type = 'KMDF'\nkmdf-version-major = 256")
                .contains("line 3 of Cargo.toml")
        );
        assert!(refusal("driver-type = KMDF").contains("line 2"));
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
