//! `[package.metadata.wdk.driver-model]`: what kind of driver a package is.
//!
//! The keys are those of windows-drivers-rs, so that its manifests are read unchanged.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::ConfigError;

/// The framework version of a manifest that states none: that of Windows 10 2004 to 22H2. Its
/// function table is that of 1.33, which Windows 10 does not have.
const DEFAULT_KMDF_MINOR: u8 = 31;
/// The first version whose loader lets a driver state a minimum.
const FIRST_MINIMUM: u8 = 25;
/// The first Windows 10, which has the oldest KMDF that drivers are built for.
const OLDEST_WINDOWS_BUILD: u32 = 10240;
/// The build of Windows 10 2004, from which on there is `ExAllocatePool2`.
pub(crate) const FIRST_WITH_POOL2: u32 = 19041;

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
    /// KMDF 1.31 and no older.
    fn default() -> Self {
        Self {
            major: 1,
            target_minor: DEFAULT_KMDF_MINOR,
            minimum_minor: DEFAULT_KMDF_MINOR,
        }
    }
}

impl KmdfVersion {
    /// The minor versions since Windows 10: what a driver can be built for.
    pub const RELEASED: [u8; 10] = [15, 17, 19, 21, 23, 25, 27, 29, 31, 33];

    /// A version whose numbers make sense.
    pub(crate) fn checked(major: u8, target: u8, minimum: Option<u8>) -> Result<Self, ConfigError> {
        let minimum = minimum.unwrap_or(target);
        let released = |minor| Self::RELEASED.contains(&minor);
        if major != 1 || !released(target) {
            return Err(ConfigError::UnknownKmdf {
                major,
                minor: target,
            });
        }
        let older = (FIRST_MINIMUM..target).contains(&minimum) && released(minimum);
        if minimum != target && !older {
            return Err(ConfigError::MinimumKmdf { minimum, target });
        }
        Ok(Self {
            major,
            target_minor: target,
            minimum_minor: minimum,
        })
    }
}

/// Keys below `driver-model` that mean nothing, each as a sentence: Microsoft's parser passes over them,
/// so they are no error here either.
pub(crate) fn strange(text: &str) -> Vec<String> {
    let Ok(manifest) = DeTable::parse(text) else {
        return Vec::new();
    };
    let reader = Reader { text };
    let Ok(Some(wdk)) = reader.wdk(manifest.get_ref()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Ok(Some(model)) = reader.table(wdk, "driver-model") {
        found.extend(reader.unknown(model, &DRIVER_MODEL_KEYS));
        let driver_type = reader.string(model, "driver-type");
        let driver_type = driver_type.ok().flatten().unwrap_or_default();
        let foreign = DRIVER_MODEL_KEYS.iter().filter(|key| {
            let of = |kind: &str| key.contains(kind) && model.contains_key(**key);
            of("umdf") || (driver_type == "WDM" && of("kmdf"))
        });
        found.extend(foreign.map(|key| {
            format!("{key} does not belong to a {driver_type} driver and is passed over")
        }));
    }
    found
}

/// The lowest build of Windows that the package says it runs on: `minimum-windows-build` in
/// `[package.metadata.wdk]`, or in that of the workspace. `None` where it says nothing.
///
/// # Errors
///
/// [`ConfigError`] for text that is not TOML, and for a build before Windows 10.
pub fn minimum_windows_build(manifest: &str) -> Result<Option<u32>, ConfigError> {
    let reader = Reader { text: manifest };
    let parsed = DeTable::parse(manifest)?;
    let Some(wdk) = reader.wdk(parsed.get_ref())? else {
        return Ok(None);
    };
    reader.value(
        wdk,
        "minimum-windows-build",
        "a build number of Windows 10 or later, such as 17763",
        |it| {
            let number = it.as_integer()?;
            let build = u32::from_str_radix(number.as_str(), number.radix()).ok()?;
            (build >= OLDEST_WINDOWS_BUILD).then_some(build)
        },
    )
}

impl DriverModel {
    /// Reads a `Cargo.toml`. `None` when it has no `wdk` metadata; an empty table is KMDF 1.31.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for text that is not TOML, unknown keys, and versions that do not exist.
    pub fn from_manifest(text: &str) -> Result<Option<Self>, ConfigError> {
        let reader = Reader { text };
        let manifest = DeTable::parse(text)?;
        let manifest = manifest.get_ref();
        let wdk = reader.wdk(manifest)?;
        wdk.map(|it| reader.driver_model(it)).transpose()
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

/// The keys of `[package.metadata.wdk]`. `cargo wdk build` reads `inf-level` and `package` itself.
const WDK_KEYS: [&str; 4] = [
    "driver-model",
    "inf-level",
    "minimum-windows-build",
    "package",
];
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
    /// The table of the package, else of the workspace.
    fn wdk<'t>(&self, manifest: &'t DeTable<'a>) -> Result<Option<&'t DeTable<'a>>, ConfigError> {
        for name in ["package", "workspace"] {
            let Some(owner) = self.table(manifest, name)? else {
                continue;
            };
            let Some(metadata) = self.table(owner, "metadata")? else {
                continue;
            };
            if let Some(wdk) = self.table(metadata, "wdk")? {
                return Ok(Some(wdk));
            }
        }
        Ok(None)
    }

    fn driver_model(&self, wdk: &DeTable<'a>) -> Result<DriverModel, ConfigError> {
        self.refuse_unknown(wdk, &WDK_KEYS)?;
        self.string(wdk, "inf-level")?;
        let Some(table) = self.table(wdk, "driver-model")? else {
            return Ok(DriverModel::Kmdf(KmdfVersion::default()));
        };
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

    /// Sentences about the keys of `table` that are not known.
    fn unknown(&self, table: &DeTable<'a>, known: &[&str]) -> Vec<String> {
        let unknown = table
            .iter()
            .filter(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        let sentence = |(key, _): (&Spanned<_>, _)| {
            let line = self.line(key.span().start);
            format!(
                "line {line} of Cargo.toml: `{}` means nothing and is passed over; known are {}",
                key.get_ref(),
                known.join(", ")
            )
        };
        unknown.map(sentence).collect()
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
        let line = self.line(at);
        ConfigError::Metadata { line, problem }
    }

    fn line(&self, at: usize) -> usize {
        1 + self.text[..at].matches('\n').count()
    }
}

/// What the table says, before it is known to make sense. Keys of other driver types are passed over.
struct Table {
    driver_type: String,
    kmdf_version_major: Option<u8>,
    target_kmdf_version_minor: Option<u8>,
    minimum_kmdf_version_minor: Option<u8>,
}

impl Table {
    fn model(&self) -> Result<DriverModel, ConfigError> {
        match self.driver_type.as_str() {
            "WDM" => Ok(DriverModel::Wdm),
            "KMDF" => self.kmdf().map(DriverModel::Kmdf),
            "UMDF" => Err(ConfigError::UserMode),
            other => Err(ConfigError::UnknownDriverType(other.to_owned())),
        }
    }

    fn kmdf(&self) -> Result<KmdfVersion, ConfigError> {
        KmdfVersion::checked(
            self.kmdf_version_major.unwrap_or(1),
            self.target_kmdf_version_minor.unwrap_or(DEFAULT_KMDF_MINOR),
            self.minimum_kmdf_version_minor,
        )
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
    fn a_minimum_is_a_version_from_1_25_to_the_target() {
        let minimum = |target: u8, minimum: u8| {
            read(&format!(
                "driver-type = 'KMDF'\ntarget-kmdf-version-minor = {target}\nminimum-kmdf-version-minor = {minimum}"
            ))
        };
        for (target, lowest) in [(33, 25), (33, 33), (25, 25), (19, 19)] {
            minimum(target, lowest).unwrap();
        }
        // The loaders before 1.25 refuse the block in which a minimum stands.
        for (target, lowest) in [(33, 23), (33, 15), (33, 26), (23, 21), (31, 33)] {
            let told = minimum(target, lowest).unwrap_err().to_string();
            assert!(told.contains("from 1.25 to the target"), "{told}");
        }
    }

    #[test]
    fn the_lowest_windows_is_read_where_it_is_stated() {
        let read = |text: &str| minimum_windows_build(text);
        let stated = "[package.metadata.wdk]\nminimum-windows-build = 17763";
        assert_eq!(read(stated).unwrap(), Some(17763));
        assert_eq!(read("[package]\nname = 'x'").unwrap(), None);
        let old = "[package.metadata.wdk]\nminimum-windows-build = 9600";
        let told = read(old).unwrap_err().to_string();
        assert!(
            told.contains("line 2") && told.contains("Windows 10"),
            "{told}"
        );
        DriverModel::from_manifest(stated).unwrap();
    }

    #[test]
    fn what_is_wrong_is_named() {
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
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 35").contains("1.35"));
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 13").contains("1.15"));
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 32").contains("1.32"));
        assert!(refusal("driver-type = 'KMDF'\ntarget-kmdf-version-minor = 31\nminimum-kmdf-version-minor = 33").contains("1.33"));
        assert!(refusal("driver-type = 'UMDF'").contains("user-mode"));
    }

    #[test]
    fn what_microsofts_parser_passes_over_is_told_and_no_error() {
        let text = |lines: &str| format!("[package.metadata.wdk.driver-model]\n{lines}");
        let lines = "driver-type = 'WDM'\ntarget-version = 'x'\nkmdf-version-major = 1";
        assert_eq!(read(lines).unwrap(), Some(DriverModel::Wdm));
        let told = strange(&text(lines));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].starts_with("line 3 of Cargo.toml: `target-version`"),
            "{told:?}"
        );
        assert!(
            told[1].contains("does not belong to a WDM driver"),
            "{told:?}"
        );
        assert!(strange(&text("driver-type = 'KMDF'\nkmdf-version-major = 1")).is_empty());
        // It refuses what stands beside driver-model.
        let beside = "[package.metadata.wdk]\nlevel = 1";
        let told = DriverModel::from_manifest(beside).unwrap_err().to_string();
        assert!(told.contains("unknown field `level`"), "{told}");
    }
}
