//! Every name that versions 0.3 of the crates of windows-drivers-rs export, with its type.
//!
//! It fails by not compiling, and where `names.tsv` has another list.
#![expect(unsafe_code, reason = "calls the framework with raw handles")]
#![expect(unused_qualifications, reason = "the list has whole paths")]

#[macro_use]
mod listed;

use std::{alloc::GlobalAlloc, error::Error, path::PathBuf, ptr};

use wdk::wdf::{SpinLock, Timer};
use wdk_build::{Config, ConfigError, CpuArchitecture, DriverConfig, KmdfConfig, UmdfConfig};
use wdk_sys::{NTSTATUS, PVOID, PWDF_OBJECT_ATTRIBUTES, WDF_OBJECT_ATTRIBUTES, WDF_TIMER_CONFIG};

type Failable = Result<(), Box<dyn Error>>;
type AndThen = fn(fn(Config) -> Failable) -> Failable;

published! {
    crate wdk;
    function wdk::nt_success: fn(NTSTATUS) -> bool;
    function wdk::dbg_break: fn();
    macro wdk::paged_code => ();
    macro wdk::print => ("no end of line, {}", 1);
    macro wdk::println => ("named: {status:#010X}, positional: {}", 7, status = 5);

    module wdk::wdf;
    structure wdk::wdf::SpinLock;
    function wdk::wdf::SpinLock::try_new: fn(&mut WDF_OBJECT_ATTRIBUTES) -> Result<SpinLock, NTSTATUS>;
    function wdk::wdf::SpinLock::create: fn(&mut WDF_OBJECT_ATTRIBUTES) -> Result<SpinLock, NTSTATUS>;
    function wdk::wdf::SpinLock::acquire: fn(&SpinLock);
    function wdk::wdf::SpinLock::release: fn(&SpinLock);
    structure wdk::wdf::Timer;
    function wdk::wdf::Timer::try_new: fn(&mut WDF_TIMER_CONFIG, &mut WDF_OBJECT_ATTRIBUTES) -> Result<Timer, NTSTATUS>;
    function wdk::wdf::Timer::create: fn(&mut WDF_TIMER_CONFIG, &mut WDF_OBJECT_ATTRIBUTES) -> Result<Timer, NTSTATUS>;
    function wdk::wdf::Timer::start: fn(&Timer, i64) -> bool;
    function wdk::wdf::Timer::stop: fn(&Timer, bool) -> bool;

    crate wdk_alloc;
    structure wdk_alloc::WdkAllocator;

    crate wdk_panic;

    crate wdk_macros;
    macro wdk_macros::call_unsafe_wdf_function_binding => (unsafe "wdf.rs", WdfObjectDelete, ptr::null_mut());

    crate wdk_sys;
    module wdk_sys::ntddk;
    module wdk_sys::wdf;
    macro wdk_sys::PAGED_CODE => ();
    function wdk_sys::NT_SUCCESS: fn(NTSTATUS) -> bool;
    function wdk_sys::NT_INFORMATION: fn(NTSTATUS) -> bool;
    function wdk_sys::NT_WARNING: fn(NTSTATUS) -> bool;
    function wdk_sys::NT_ERROR: fn(NTSTATUS) -> bool;
    macro wdk_sys::call_unsafe_wdf_function_binding => (unsafe WdfObjectDelete, ptr::null_mut());
    constant wdk_sys::WDF_NO_OBJECT_ATTRIBUTES: PWDF_OBJECT_ATTRIBUTES;
    constant wdk_sys::WDF_NO_EVENT_CALLBACK: PVOID;
    constant wdk_sys::WDF_NO_HANDLE: PVOID;
    constant wdk_sys::WDF_NO_CONTEXT: PVOID;
    constant wdk_sys::WDF_NO_SEND_OPTIONS: PVOID;

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
    function wdk_build::Config::new: fn() -> Config;
    function wdk_build::Config::configure_library_build: fn(&Config) -> Result<(), ConfigError>;
    function wdk_build::Config::configure_binary_build: fn(&Config) -> Result<(), ConfigError>;
}

/// Drivers declare it as `#[global_allocator]`.
static ALLOCATOR: wdk_alloc::WdkAllocator = wdk_alloc::WdkAllocator;
const _: &dyn GlobalAlloc = &ALLOCATOR;

const _: fn() -> Config = Default::default;
const _: fn() -> KmdfConfig = Default::default;
const _: fn() -> UmdfConfig = Default::default;

#[test]
fn every_name_is_used() {
    listed::check("0.3", USED);
}
