//! Every name that version 0.6 of windows-drivers-rs's `wdk-build` exports, with its type. Of the other
//! crates there is no 0.6.
//!
//! It fails by not compiling, and where `names.tsv` has another list.
#![expect(unused_qualifications, reason = "the list has whole paths")]

#[macro_use]
mod listed;

use std::{error::Error, fmt::Display, path::PathBuf, str::FromStr};

use wdk_build::{Config, ConfigError, CpuArchitecture, DriverConfig, KmdfConfig, UmdfConfig};

type Failable = Result<(), Box<dyn Error>>;
type AndThen = fn(fn(Config) -> Failable) -> Failable;

published! {
    crate wdk_build;
    enumeration wdk_build::ConfigError;
    structure wdk_build::Config;
    field wdk_build::Config => (driver_config: DriverConfig);
    function wdk_build::Config::from_env_auto: fn() -> Result<Config, ConfigError>;
    enumeration wdk_build::DriverConfig;
    variant wdk_build::DriverConfig::Wdm: DriverConfig;
    variant wdk_build::DriverConfig::Kmdf: fn(KmdfConfig) -> DriverConfig;
    variant wdk_build::DriverConfig::Umdf: fn(UmdfConfig) -> DriverConfig;
    structure wdk_build::KmdfConfig;
    field wdk_build::KmdfConfig => (kmdf_version_major: u8);
    field wdk_build::KmdfConfig => (target_kmdf_version_minor: u8);
    field wdk_build::KmdfConfig => (minimum_kmdf_version_minor: Option<u8>);
    function wdk_build::KmdfConfig::new: fn() -> KmdfConfig;
    structure wdk_build::UmdfConfig;
    field wdk_build::UmdfConfig => (umdf_version_major: u8);
    field wdk_build::UmdfConfig => (target_umdf_version_minor: u8);
    field wdk_build::UmdfConfig => (minimum_umdf_version_minor: Option<u8>);
    function wdk_build::UmdfConfig::new: fn() -> UmdfConfig;
    enumeration wdk_build::CpuArchitecture;
    variant wdk_build::CpuArchitecture::Amd64: CpuArchitecture;
    variant wdk_build::CpuArchitecture::Arm64: CpuArchitecture;
    function wdk_build::CpuArchitecture::as_windows_str: fn(&CpuArchitecture) -> &str;
    function wdk_build::CpuArchitecture::try_from_cargo_str: fn(&'static str) -> Option<CpuArchitecture>;
    module wdk_build::metadata;
    function wdk_build::configure_wdk_binary_build: fn() -> Result<(), ConfigError>;
    function wdk_build::configure_wdk_library_build: fn() -> Result<(), ConfigError>;
    function wdk_build::configure_wdk_library_build_and_then: AndThen;
    function wdk_build::find_top_level_cargo_manifest: fn() -> PathBuf;
    function wdk_build::Config::emit_check_cfg_settings: fn();
    function wdk_build::Config::new: fn() -> Config;
    function wdk_build::Config::configure_library_build: fn(&Config) -> Result<(), ConfigError>;
    function wdk_build::Config::configure_binary_build: fn(&Config) -> Result<(), ConfigError>;
}

const _: fn(&CpuArchitecture) -> &dyn Display = |it| it;
const _: fn(&str) -> Result<CpuArchitecture, String> = CpuArchitecture::from_str;

const _: fn() -> Config = Default::default;
const _: fn() -> KmdfConfig = Default::default;
const _: fn() -> UmdfConfig = Default::default;

#[test]
fn every_name_is_used() {
    listed::check("0.6", USED);
}
