//! `fxldr.h`, `wdfglobals.h`: how a driver and a framework find each other: the loader's structures and
//! functions, and the driver's view of the framework it is bound to.

use core::sync::atomic::{AtomicPtr, AtomicU32};

use super::{PWDF_DRIVER_GLOBALS, WDF_STRUCT_INFO, WDFFUNC};
use crate::{
    BOOLEAN, NTSTATUS, PDRIVER_OBJECT, PUNICODE_STRING, PVOID, PWSTR, ULONG, layout::layout,
};

/// A framework's version.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WDF_VERSION {
    /// Major version; always 1 for KMDF.
    pub Major: ULONG,
    /// Minor version.
    pub Minor: ULONG,
    /// Build number; a driver leaves it 0.
    pub Build: ULONG,
}

/// What a driver tells the loader about the framework it needs, up to KMDF 1.23.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct WDF_BIND_INFO {
    /// Bytes of the structure: 48, or 88 for [`WDF_BIND_INFO2`].
    pub Size: ULONG,
    /// `KmdfLibrary`.
    pub Component: PWSTR,
    /// The version that the driver was built for.
    pub Version: WDF_VERSION,
    /// Functions in the table that the driver was built for.
    pub FuncCount: ULONG,
    /// Where the loader writes the table's address.
    pub FuncTable: *mut *mut WDFFUNC,
    /// The loader's own.
    pub Module: PVOID,
}
/// Pointer to a [`WDF_BIND_INFO`].
pub type PWDF_BIND_INFO = *mut WDF_BIND_INFO;

/// What a driver tells the loader about the framework it needs, since KMDF 1.25.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct WDF_BIND_INFO2 {
    /// The part that older loaders know.
    pub V1: WDF_BIND_INFO,
    /// The lowest minor version that the driver can run on.
    pub MinimumVersionRequired: *mut ULONG,
    /// Set when the framework is older than the driver was built for.
    pub ClientVersionHigherThanFramework: *mut BOOLEAN,
    /// Where the framework writes the number of its functions.
    pub FuncCountPtr: *mut ULONG,
    /// Where the framework writes the number of its structures.
    pub StructCountPtr: *mut ULONG,
    /// Where the framework writes the address of its structures' sizes.
    pub StructTable: *mut WDF_STRUCT_INFO,
}
/// Pointer to a [`WDF_BIND_INFO2`].
pub type PWDF_BIND_INFO2 = *mut WDF_BIND_INFO2;

layout! {
    WDF_BIND_INFO: 48, 8 {
        Size: 0, Component: 8, Version: 16, FuncCount: 28, FuncTable: 32, Module: 40,
    }
    WDF_BIND_INFO2: 88, 8 {
        V1: 0, MinimumVersionRequired: 48, ClientVersionHigherThanFramework: 56, FuncCountPtr: 64,
        StructCountPtr: 72, StructTable: 80,
    }
}

/// What the loader hands out to the drivers it binds; in KMDF the driver's globals.
pub type PWDF_COMPONENT_GLOBALS = PWDF_DRIVER_GLOBALS;

/// A class extension's version.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WDF_CLASS_VERSION {
    /// Major version.
    pub Major: ULONG,
    /// Minor version.
    pub Minor: ULONG,
    /// Build number.
    pub Build: ULONG,
}

/// What a driver tells the loader about a class extension it needs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct WDF_CLASS_BIND_INFO {
    /// Bytes of the structure.
    pub Size: ULONG,
    /// The class extension's name.
    pub ClassName: PWSTR,
    /// The version that the driver was built for.
    pub Version: WDF_CLASS_VERSION,
    /// Where the class extension writes its functions.
    pub FunctionTable: *mut WDFFUNC,
    /// Functions in the table.
    pub FunctionTableCount: ULONG,
    /// A block of the class extension's own.
    pub ClassBindInfo: PVOID,
    /// Called instead of [`WdfVersionBindClass`] when not null.
    pub ClientBindClass: PFN_CLIENT_BIND_CLASS,
    /// Called instead of [`WdfVersionUnbindClass`] when not null.
    pub ClientUnbindClass: PFN_CLIENT_UNBIND_CLASS,
    /// The loader's own.
    pub ClassModule: PVOID,
}
/// Pointer to a [`WDF_CLASS_BIND_INFO`].
pub type PWDF_CLASS_BIND_INFO = *mut WDF_CLASS_BIND_INFO;

layout! {
    WDF_CLASS_BIND_INFO: 80, 8 {
        Size: 0, ClassName: 8, Version: 16, FunctionTable: 32, FunctionTableCount: 40,
        ClassBindInfo: 48, ClientBindClass: 56, ClientUnbindClass: 64, ClassModule: 72,
    }
}

crate::fn_types! {
    /// [`WdfVersionBindClass`].
    pub type PFN_WDF_VERSION_BIND_CLASS = fn(
        BindInfo: PWDF_BIND_INFO, Globals: PWDF_COMPONENT_GLOBALS,
        ClassBindInfo: PWDF_CLASS_BIND_INFO) -> NTSTATUS;
    /// [`WdfVersionUnbindClass`].
    pub type PFN_WDF_VERSION_UNBIND_CLASS = fn(
        BindInfo: PWDF_BIND_INFO, Globals: PWDF_COMPONENT_GLOBALS,
        ClassBindInfo: PWDF_CLASS_BIND_INFO);
    /// A driver's own way to bind a class extension.
    pub type PFN_CLIENT_BIND_CLASS = fn(
        BindFunction: PFN_WDF_VERSION_BIND_CLASS, BindInfo: PWDF_BIND_INFO,
        Globals: PWDF_COMPONENT_GLOBALS, ClassBindInfo: PWDF_CLASS_BIND_INFO) -> NTSTATUS;
    /// A driver's own way to unbind a class extension.
    pub type PFN_CLIENT_UNBIND_CLASS = fn(
        UnbindFunction: PFN_WDF_VERSION_UNBIND_CLASS, BindInfo: PWDF_BIND_INFO,
        Globals: PWDF_COMPONENT_GLOBALS, ClassBindInfo: PWDF_CLASS_BIND_INFO);
}

crate::imports! { "WDFLDR.SYS";
    /// Binds the driver to the framework that `BindInfo` names.
    ///
    /// IRQL: `PASSIVE_LEVEL`.
    #[must_use]
    pub fn WdfVersionBind(
        DriverObject: PDRIVER_OBJECT,
        RegistryPath: PUNICODE_STRING,
        BindInfo: PWDF_BIND_INFO,
        ComponentGlobals: *mut PWDF_COMPONENT_GLOBALS,
    ) -> NTSTATUS;
    /// Gives back what [`WdfVersionBind`] bound.
    ///
    /// IRQL: `PASSIVE_LEVEL`.
    pub fn WdfVersionUnbind(
        RegistryPath: PUNICODE_STRING,
        BindInfo: PWDF_BIND_INFO,
        ComponentGlobals: PWDF_COMPONENT_GLOBALS,
    ) -> NTSTATUS;
    /// Binds a driver to a class extension.
    ///
    /// IRQL: `PASSIVE_LEVEL`.
    #[must_use]
    pub fn WdfVersionBindClass(
        BindInfo: PWDF_BIND_INFO,
        Globals: PWDF_COMPONENT_GLOBALS,
        ClassBindInfo: PWDF_CLASS_BIND_INFO,
    ) -> NTSTATUS;
    /// Gives back what [`WdfVersionBindClass`] bound.
    ///
    /// IRQL: `PASSIVE_LEVEL`.
    pub fn WdfVersionUnbindClass(
        BindInfo: PWDF_BIND_INFO,
        Globals: PWDF_COMPONENT_GLOBALS,
        ClassBindInfo: PWDF_CLASS_BIND_INFO,
    );
}

crate::kernel_world! {
    use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

    // Foreign statics under Microsoft's names: rustc would reach a static of another crate through
    // an import pointer, one more load in every call of the framework. They are defined below.
    unsafe extern "C" {
        /// The function table of the bound framework.
        #[link_name = "WdfFunctions_01033"]
        pub safe static WdfFunctions: AtomicPtr<WDFFUNC>;
        /// Functions that the driver may call: those of its target version, or of the bound
        /// framework where that is older; 0 until the stub binds.
        pub safe static WdfFunctionCount: AtomicU32;
        /// The driver's globals: null until the stub has bound it, and constant from then on.
        pub static mut WdfDriverGlobals: PWDF_DRIVER_GLOBALS;
        /// Not 0 when the bound framework is older than the driver was built for.
        pub safe static WdfClientVersionHigherThanFramework: AtomicU8;
        /// Entries of [`WdfStructures`].
        pub safe static WdfStructureCount: AtomicU32;
        /// Sizes of the bound framework's structures, by `INDEX_` constant.
        pub safe static WdfStructures: AtomicPtr<usize>;
        /// The lowest minor version that the driver can run on.
        pub safe static WdfMinimumVersionRequired: AtomicU32;
    }

    /// The minor version that the driver is built for, which the stub writes before it binds.
    pub(super) static TARGET_MINOR: AtomicU32 = AtomicU32::new(super::MINOR_VERSION);

    /// The minor version that the driver is built for.
    #[inline(always)]
    pub(super) fn target_minor() -> u32 {
        TARGET_MINOR.load(Relaxed)
    }

    macro_rules! zeroed_variable {
        ($($name:literal)*) => { $(core::arch::global_asm!(
            concat!(".section .data$", $name, ",\"dw\",discard,", $name),
            concat!(".globl ", $name),
            ".p2align 3",
            concat!($name, ": .quad 0"),
            ".text",
        );)* };
    }
    zeroed_variable! {
        "WdfFunctions_01033" "WdfFunctionCount" "WdfDriverGlobals"
        "WdfClientVersionHigherThanFramework" "WdfStructureCount" "WdfStructures"
        "WdfMinimumVersionRequired"
    }

    /// The globals of the driver whose code runs; null when it is not bound.
    #[inline(always)]
    #[must_use]
    pub fn driver_globals() -> PWDF_DRIVER_GLOBALS {
        let globals = &raw const WdfDriverGlobals;
        // SAFETY: written by the stub only, before and after the driver's code runs.
        unsafe { globals.read() }
    }

    /// The size that an older framework knows for the structure `index`; `u32::MAX` when it does
    /// not know the structure; `None` when the framework is as new as these definitions.
    pub(super) fn framework_structure_size(index: usize) -> Option<ULONG> {
        if WdfClientVersionHigherThanFramework.load(Relaxed) == 0 {
            return None;
        }
        if index >= WdfStructureCount.load(Relaxed) as usize {
            return Some(ULONG::MAX);
        }
        let sizes = WdfStructures.load(Relaxed);
        // SAFETY: the framework's table has more than `index` entries.
        let entry = unsafe { sizes.add(index) };
        // SAFETY: the table lives as long as the framework that the driver is bound to.
        let size = unsafe { entry.read() };
        Some(size as ULONG)
    }
}

crate::host_world! {
    /// The function table of the bound framework; a process has one framework.
    pub static WdfFunctions: AtomicPtr<WDFFUNC> = AtomicPtr::new(core::ptr::null_mut());
    /// Functions in the table; 0 until a framework is bound.
    pub static WdfFunctionCount: AtomicU32 = AtomicU32::new(0);

    /// The globals of the driver whose code runs; null when it is not bound.
    #[inline(always)]
    #[must_use]
    pub fn driver_globals() -> PWDF_DRIVER_GLOBALS {
        crate::host::current_globals().cast()
    }

    /// Stands for the pointer that drivers dereference for their handle: `(*WdfDriverGlobals).Driver`.
    pub static WdfDriverGlobals: CurrentDriverGlobals = CurrentDriverGlobals;

    /// The globals of the driver whose code runs on this thread.
    #[derive(Clone, Copy, Debug)]
    pub struct CurrentDriverGlobals;

    impl core::ops::Deref for CurrentDriverGlobals {
        type Target = super::WDF_DRIVER_GLOBALS;

        fn deref(&self) -> &Self::Target {
            // SAFETY: null, or the globals of a driver that stays bound while its code runs.
            unsafe { driver_globals().as_ref() }.expect("a driver that is bound runs this code")
        }
    }

    pub(super) use super::stub::{framework_structure_size, target_minor};
}
