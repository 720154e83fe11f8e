//! The two worlds that the same source is compiled for, and the only place that names a calling
//! convention.
//!
//! - **Kernel**: `target_os = "windows"` with `panic = "abort"`. Functions are imported from the
//!   kernel's modules; rustc writes the import library itself.
//! - **Host**: everything else, `cargo test` on Windows included. The same functions are plain
//!   symbols that the simulated machine and the framework define. On x86-64 they use the x64
//!   Windows convention, so that a native driver and a mapped `.sys` call exactly the same code.
//!   The host convention is the unwinding one: a panic in a driver must reach the machine, which
//!   turns it into a bug check.

/// Items for the kernel world only.
#[cfg(all(target_os = "windows", panic = "abort"))]
#[macro_export]
macro_rules! kernel_world { ($($items:tt)*) => { $($items)* }; }
/// Items for the kernel world only.
#[cfg(not(all(target_os = "windows", panic = "abort")))]
#[macro_export]
macro_rules! kernel_world {
    ($($items:tt)*) => {};
}

/// Items for the host world only.
#[cfg(not(all(target_os = "windows", panic = "abort")))]
#[macro_export]
macro_rules! host_world { ($($items:tt)*) => { $($items)* }; }
/// Items for the host world only.
#[cfg(all(target_os = "windows", panic = "abort"))]
#[macro_export]
macro_rules! host_world {
    ($($items:tt)*) => {};
}

/// Hands the two calling conventions of the kernel world, for fixed and for variadic functions,
/// to the macro that is named.
#[cfg(all(target_os = "windows", panic = "abort"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_abi { ($macro:ident $($rest:tt)*) => { $crate::$macro! { "C" "C" $($rest)* } }; }
/// The same for x86-64 hosts.
#[cfg(all(
    not(all(target_os = "windows", panic = "abort")),
    target_arch = "x86_64"
))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_abi {
    ($macro:ident $($rest:tt)*) => { $crate::$macro! { "win64-unwind" "win64" $($rest)* } };
}
/// The same for other hosts, where only native drivers run.
#[cfg(all(
    not(all(target_os = "windows", panic = "abort")),
    not(target_arch = "x86_64")
))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_abi { ($macro:ident $($rest:tt)*) => { $crate::$macro! { "C-unwind" "C" $($rest)* } }; }

/// A function with the kernel's calling convention; what [`macro@crate::abi`] expands to.
#[doc(hidden)]
#[macro_export]
macro_rules! abi_fn { ($($item:tt)*) => { $crate::__with_abi! { __abi_fn $($item)* } }; }
#[doc(hidden)]
#[macro_export]
macro_rules! __abi_fn {
    ($abi:literal $variadic:literal [$($before:tt)*] $($after:tt)*) => {
        $($before)* extern $abi $($after)*
    };
}

/// A pointer to a function with the kernel's calling convention:
/// `fn_ptr!(fn(Irp: PIRP) -> NTSTATUS)`.
#[macro_export]
macro_rules! fn_ptr { ($($signature:tt)*) => { $crate::__with_abi! { __fn_ptr $($signature)* } }; }
#[doc(hidden)]
#[macro_export]
macro_rules! __fn_ptr {
    ($abi:literal $variadic:literal $($signature:tt)*) => { unsafe extern $abi $($signature)* };
}

/// Callback types, nullable as in C: `fn_types! { pub type PFN = fn(Context: PVOID); }`.
#[macro_export]
macro_rules! fn_types {
    ($($(#[$meta:meta])* $vis:vis type $name:ident =
        fn($($arguments:tt)*) $(-> $result:ty)?;)*) => {
        $(
            $(#[$meta])*
            $vis type $name =
                ::core::option::Option<$crate::fn_ptr!(fn($($arguments)*) $(-> $result)?)>;
        )*
    };
}

/// Functions of a kernel module:
/// `imports! { "ntoskrnl.exe"; pub fn KeGetCurrentIrql() -> KIRQL; }`.
#[macro_export]
macro_rules! imports {
    ($module:literal; $($items:tt)*) => { $crate::__with_abi! { __imports $module; $($items)* } };
}
#[doc(hidden)]
#[macro_export]
macro_rules! __imports {
    ($abi:literal $variadic:literal $module:literal; $($items:tt)*) => {
        #[cfg_attr(
            all(target_os = "windows", panic = "abort"),
            link(name = $module, kind = "raw-dylib", modifiers = "+verbatim")
        )]
        unsafe extern $abi { $($items)* }
    };
}

/// Variables of a kernel module that hold types of objects, as C has them: a pointer to the kernel's
/// variable, which is what the loader writes for the import.
/// `object_type_variables! { "ntoskrnl.exe"; PsThreadType = "__imp_PsThreadType"; }`.
macro_rules! object_type_variables {
    ($module:literal; $($(#[$meta:meta])* $name:ident = $import:literal;)*) => {
        // What the compiler makes the import from.
        #[expect(dead_code, reason = "the import is used by its other name")]
        const _: () = {
            $crate::imports! { $module; $(static mut $name: $crate::POBJECT_TYPE;)* }
        };
        unsafe extern "C" {
            $(
                $(#[$meta])*
                #[link_name = $import]
                pub static mut $name: *mut $crate::POBJECT_TYPE;
            )*
        }
    };
}
pub(crate) use object_type_variables;

/// Variadic functions of a kernel module.
#[macro_export]
macro_rules! variadic_imports {
    ($module:literal; $($items:tt)*) => {
        $crate::__with_abi! { __variadic_imports $module; $($items)* }
    };
}
#[doc(hidden)]
#[macro_export]
macro_rules! __variadic_imports {
    ($abi:literal $variadic:literal $module:literal; $($items:tt)*) => {
        #[cfg_attr(
            all(target_os = "windows", panic = "abort"),
            link(name = $module, kind = "raw-dylib", modifiers = "+verbatim")
        )]
        unsafe extern $variadic { $($items)* }
    };
}
