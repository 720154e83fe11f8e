//! Every name that versions 0.1 of the crates of windows-drivers-rs export, with its type.
//!
//! It fails by not compiling, and where `names.tsv` has another list.
#![expect(unsafe_code, reason = "calls the framework with raw handles")]
#![expect(unused_qualifications, reason = "the list has whole paths")]

#[macro_use]
mod listed;

use std::{alloc::GlobalAlloc, ptr};

use wdk::wdf::{SpinLock, Timer};
use wdk_build::{
    CPUArchitecture, Config, ConfigError, ConfigFromEnvError, DriverConfig, ExportError,
    KMDFConfig, UMDFConfig,
};
use wdk_sys::{NTSTATUS, PVOID, PWDF_OBJECT_ATTRIBUTES, WDF_OBJECT_ATTRIBUTES, WDF_TIMER_CONFIG};

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
    structure wdk_alloc::WDKAllocator;

    crate wdk_panic;

    crate wdk_macros;
    macro wdk_macros::call_unsafe_wdf_function_binding => (unsafe WdfObjectDelete, ptr::null_mut());

    crate wdk_sys;
    module wdk_sys::ntddk;
    module wdk_sys::wdf;
    macro wdk_sys::PAGED_CODE => ();
    function wdk_sys::NT_SUCCESS: fn(NTSTATUS) -> bool;
    module wdk_sys::macros;
    macro wdk_sys::macros::call_unsafe_wdf_function_binding => (unsafe WdfObjectDelete, ptr::null_mut());
    constant wdk_sys::WDF_NO_OBJECT_ATTRIBUTES: PWDF_OBJECT_ATTRIBUTES;
    constant wdk_sys::WDF_NO_EVENT_CALLBACK: PVOID;
    constant wdk_sys::WDF_NO_HANDLE: PVOID;
    constant wdk_sys::WDF_NO_CONTEXT: PVOID;
    constant wdk_sys::WDF_NO_SEND_OPTIONS: PVOID;

    crate wdk_build;
    enumeration wdk_build::ConfigError;
    structure wdk_build::Config;
    field wdk_build::Config => (driver_config: DriverConfig);
    field wdk_build::Config => (cpu_architecture: CPUArchitecture);
    function wdk_build::Config::from_env_auto: fn() -> Result<Config, ConfigFromEnvError>;
    function wdk_build::Config::export_config: fn(&Config) -> Result<(), ExportError>;
    enumeration wdk_build::ConfigFromEnvError;
    enumeration wdk_build::ExportError;
    enumeration wdk_build::DriverConfig;
    variant wdk_build::DriverConfig::WDM: fn() -> DriverConfig;
    variant wdk_build::DriverConfig::KMDFConfig: fn(KMDFConfig) -> DriverConfig;
    variant wdk_build::DriverConfig::UMDFConfig: fn(UMDFConfig) -> DriverConfig;
    structure wdk_build::KMDFConfig;
    field wdk_build::KMDFConfig => (kmdf_version_major: u8);
    field wdk_build::KMDFConfig => (kmdf_version_minor: u8);
    function wdk_build::KMDFConfig::new: fn() -> KMDFConfig;
    structure wdk_build::UMDFConfig;
    field wdk_build::UMDFConfig => (umdf_version_major: u8);
    field wdk_build::UMDFConfig => (umdf_version_minor: u8);
    function wdk_build::UMDFConfig::new: fn() -> UMDFConfig;
    enumeration wdk_build::CPUArchitecture;
    variant wdk_build::CPUArchitecture::AMD64: CPUArchitecture;
    variant wdk_build::CPUArchitecture::ARM64: CPUArchitecture;
    function wdk_build::CPUArchitecture::to_windows_str: fn(&CPUArchitecture) -> &str;
    function wdk_build::Config::new: fn() -> Config;
    function wdk_build::Config::configure_library_build: fn(&Config) -> Result<(), ConfigError>;
    // It returned nothing; what it returns here, scripts drop.
    function wdk_build::Config::configure_binary_build: fn(&Config) -> Result<(), ConfigError>;
}

/// Drivers declare it as `#[global_allocator]`.
static ALLOCATOR: wdk_alloc::WDKAllocator = wdk_alloc::WDKAllocator;
const _: &dyn GlobalAlloc = &ALLOCATOR;

const _: fn() -> Config = Default::default;
const _: fn() -> KMDFConfig = Default::default;
const _: fn() -> UMDFConfig = Default::default;

#[test]
fn every_name_is_used() {
    listed::check("0.1", USED);
}
