//! What `#[export_driver]`, `#[export]` and `#[derive(Portable)]` expand to.
//!
//! Code for three places: the export driver's image, an importer's image (the feature `import` of
//! the export driver's crate), and a test process.
#![forbid(unsafe_code)]

/// What `#[export]` makes of a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    (
        [$($before:tt)*] $name:ident $symbol:literal $file:literal
        [$($state:ident $state_type:ty)?]
        [$(($argument:ident [$($mutable:tt)?] $type:ty))*]
        [$result:ty] $body:block
    ) => {
        $($before)* fn $name($($argument: $type),*) -> $result {
            #[allow(dead_code, reason = "an importer calls the body in the other image")]
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
                // SAFETY: the other image's function was expanded from this one, so it takes what
                // is passed; the loader bound the import.
                let raw = unsafe { $name($(<$type as Portable>::into_raw($argument)),*) };
                // SAFETY: it comes from the same type's `into_raw`.
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
                        // SAFETY: an importer's declaration was expanded from the same function.
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
            $(portable::<$type>();)*
            portable::<$result>();
        };
    };
}

/// Calls the body of an exported function, with the driver's state where it takes that.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_call {
    ([] $body:ident($($argument:ident),*)) => { $body($($argument),*) };
    ([$state:ident] $body:ident($($argument:ident),*)) => {
        $crate::export::with_state(|$state| $body($state $(, $argument)*))
    };
}

/// What `#[export_driver]` adds to an implementation.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_driver {
    ([$driver:ty] [$($unload:ident)?] [$($standard:ident)?] $name:expr, [$($import:expr),* $(,)?]) => {
        $crate::__export_driver!(@standard [$($standard)?] $driver);
        const _: () = {
            use $crate::export::{HasSlot, Slot};

            static SLOT: Slot<$driver> = Slot::new();
            // SAFETY: the static is nobody else's.
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
            "a driver that is both cannot know whether DriverUnload or DllUnload comes last: its \
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

/// Starts `DriverEntry` of a driver that is an export driver besides: which of its two routines the
/// system calls first depends on who needs the driver first.
#[doc(hidden)]
#[macro_export]
macro_rules! __initialize_exports {
    ($driver:ty, $path:ident) => {
        // SAFETY: the arguments are those of the I/O manager's call.
        let status = unsafe { <$driver as $crate::export::HasSlot>::slot().initialize($path) };
        if status < 0 {
            return status;
        }
    };
}

/// What `#[derive(Portable)]` adds to a type: its name, and the types of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __portable {
    ($name:ident $([$($field:tt)*])*) => {
        // SAFETY: the layout is that of C, and all fields are passed as they are.
        unsafe impl $crate::export::Portable for $name {
            type Raw = Self;

            fn into_raw(self) -> Self {
                self
            }

            unsafe fn from_raw(raw: Self) -> Self {
                raw
            }
        }
        const _: () = {
            const fn as_it_is<T: $crate::export::Portable<Raw = T>>() {}
            $(as_it_is::<$($field)*>();)*
        };
    };
}
