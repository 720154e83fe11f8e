//! The expansions of `#[export_driver]`, `#[export]` and `#[derive(Portable)]`.
//!
//! They are compiled into three images: the export driver's image, an importer's image (the feature `import` of
//! the export driver's crate), and a test process.
#![forbid(unsafe_code)]

/// The expansion of `#[export]` for a function.
///
/// `$generated` is an expression that only unsafe code can write: called by hand, the macro would
/// import and call any function of the kernel.
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    (
        [$generated:expr] [$($before:tt)*] $name:ident $symbol:literal $file:literal
        [$($state:ident $state_type:ty)?]
        [$(($argument:ident [$($mutable:tt)?] $type:ty))*]
        [$result:ty] $body:block
    ) => {
        const _: $crate::__private::Generated = $generated;

        $($before)* fn $name($($argument: $type),*) -> $result {
            #[cfg_attr(
                all(target_os = "windows", panic = "abort", feature = "import"),
                expect(dead_code, reason = "an importer calls the body in the other image")
            )]
            fn __wdk_body(
                $($state: $state_type,)?
                $($($mutable)? $argument: $type),*
            ) -> $result $body

            #[cfg(all(target_os = "windows", panic = "abort", feature = "import"))]
            {
                use $crate::export::Portable;

                $crate::__private::wdk_sys::imports! {
                    $file;
                    fn $name($($argument: <$type as Portable>::Raw),*)
                    -> <$result as Portable>::Raw;
                }
                // SAFETY: the other image's function was expanded from this one, so it has this
                // signature; the loader bound the import.
                let raw = unsafe { $name($(<$type as Portable>::into_raw($argument)),*) };
                // SAFETY: the other image made it with `into_raw` of the same type.
                unsafe { <$result as Portable>::from_raw(raw) }
            }
            #[cfg(not(all(target_os = "windows", panic = "abort", feature = "import")))]
            {
                $crate::__export_call!([$($state)?] __wdk_body($($argument),*))
            }
        }

        #[cfg(all(target_os = "windows", panic = "abort", not(feature = "import")))]
        const _: () = {
            use $crate::export::Portable;

            $crate::__private::wdk_sys::abi_fn! {
                [#[unsafe(export_name = $symbol)] unsafe]
                fn __wdk_export($($argument: <$type as Portable>::Raw),*)
                -> <$result as Portable>::Raw {
                    $(
                        // SAFETY: an importer's declaration was expanded from the same function, and
                        // made the argument with `into_raw` of this type.
                        let $argument = unsafe { <$type as Portable>::from_raw($argument) };
                    )*
                    <$result as Portable>::into_raw($name($($argument),*))
                }
            }
            $crate::__private::assert_exported(
                ::core::option_env!("WDK_EXPORTS"),
                $symbol,
            );
        };
        const _: () = {
            const fn portable<T: $crate::export::Portable>() {}
            $($crate::__private::assert_passes::<$type>();)*
            portable::<$result>();
        };
        // The arguments are borrowed for the call: an importer is unloaded before its export driver.
        const _: () = {
            fn lasts_as_long_as(call: &()) {
                let _ = ($name($($crate::__private::borrowed::<$type>(call)),*), call);
            }
            let _: fn(&()) = lasts_as_long_as;
        };
    };
}

/// Calls the body of an exported function, with the driver's state if it has such a parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_call {
    ([] $body:ident($($argument:ident),*)) => { $body($($argument),*) };
    ([$state:ident] $body:ident($($argument:ident),*)) => {
        $crate::export::with_state(|$state| $body($state $(, $argument)*))
    };
}

/// The expansion of `#[export_driver]` for an implementation.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_driver {
    ([$driver:ty] [$($unload:ident)?] [$($standard:ident)?] $name:expr, [$($import:expr),* $(,)?]) => {
        $crate::__export_driver!(@standard [$($standard)?] $driver);
        const _: () = {
            use $crate::export::{HasSlot, Slot};

            static SLOT: Slot<$driver> = Slot::new();
            // SAFETY: the static is local to this block, so it is this driver's alone.
            unsafe impl HasSlot for $driver {
                fn slot() -> &'static Slot<Self> {
                    &SLOT
                }
            }
        };

        #[cfg(all(target_os = "windows", panic = "abort", not(feature = "import")))]
        const _: () = {
            use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, abi_fn};

            abi_fn! {
                [#[unsafe(export_name = "DllInitialize")] unsafe]
                fn __wdk_dll_initialize(path: PCUNICODE_STRING) -> NTSTATUS {
                    // SAFETY: the arguments are those of the system's call.
                    unsafe { <$driver as $crate::export::HasSlot>::slot().initialize(path) }
                }
            }
            $crate::__private::assert_exported(
                ::core::option_env!("WDK_EXPORTS"),
                "DllInitialize",
            );
            $crate::__export_driver!(@unload [$($unload)?] $driver);
            $crate::__export_driver!(@entry [$($standard)?] $driver);
        };

        $crate::__private::wdk_sys::host_world! {
            /// This export driver, for a simulated machine to load and for drivers to import from.
            pub static LIBRARY: $crate::__private::wdk_sys::host::NativeLibrary = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, abi_fn, host};

                abi_fn! {
                    [unsafe]
                    fn __wdk_dll_initialize(path: PCUNICODE_STRING) -> NTSTATUS {
                        // SAFETY: the arguments are those of the system's call.
                        unsafe { <$driver as $crate::export::HasSlot>::slot().initialize(path) }
                    }
                }
                host::NativeLibrary {
                    name: $name,
                    initialize: ::core::option::Option::Some(__wdk_dll_initialize),
                    unload: $crate::__export_driver!(@native_unload [$($unload)?] $driver),
                    imports: &[$($import),*],
                }
            };
        }
    };

    (@standard [] $driver:ty) => {};
    (@standard [standard] $driver:ty) => {
        const _: () = ::core::assert!(
            !::core::mem::needs_drop::<$driver>(),
            "the order of DriverUnload and DllUnload of a driver that has both is not known: its \
             export driver's state must not need to be dropped",
        );
    };

    (@unload [] $driver:ty) => {};
    (@unload [unload] $driver:ty) => {
        $crate::__private::wdk_sys::abi_fn! {
            [#[unsafe(export_name = "DllUnload")] unsafe]
            fn __wdk_dll_unload() -> $crate::__private::wdk_sys::NTSTATUS {
                // SAFETY: the system calls it when nobody imports from the driver any more.
                unsafe { <$driver as $crate::export::HasSlot>::slot().unload() }
            }
        }
        $crate::__private::assert_exported(::core::option_env!("WDK_EXPORTS"), "DllUnload");
    };

    (@native_unload [] $driver:ty) => { ::core::option::Option::None };
    (@native_unload [unload] $driver:ty) => {{
        $crate::__private::wdk_sys::abi_fn! {
            [unsafe]
            fn __wdk_dll_unload() -> $crate::__private::wdk_sys::NTSTATUS {
                // SAFETY: the system calls it when nobody imports from the driver any more.
                unsafe { <$driver as $crate::export::HasSlot>::slot().unload() }
            }
        }
        ::core::option::Option::Some(__wdk_dll_unload)
    }};

    // The linker needs an entry point. The system never calls it: the driver has no service.
    (@entry [] $driver:ty) => {
        $crate::__private::wdk_sys::abi_fn! {
            [#[unsafe(export_name = "DriverEntry")] unsafe]
            fn __wdk_driver_entry(
                _driver: $crate::__private::wdk_sys::PDRIVER_OBJECT,
                _path: $crate::__private::wdk_sys::PCUNICODE_STRING,
            ) -> $crate::__private::wdk_sys::NTSTATUS {
                $crate::NtStatus::NOT_SUPPORTED.value()
            }
        }
    };
    (@entry [standard] $driver:ty) => {};
}

/// The checks of `#[derive(Portable)]`, for the name of a type, and the names and a binding of its
/// fields; the derive writes the implementation itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __portable {
    ($name:ident $([$field:tt $value:ident])*) => {
        const _: () = {
            // All of the fields: without `..` the pattern must name each.
            let _: fn($name) = |$name { $($field: $value),* }| {
                $($crate::__private::portable($value);)*
            };
        };
    };
}
