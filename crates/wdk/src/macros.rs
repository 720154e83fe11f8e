//! The macros that the attributes and derives of `wdk-macros` expand to, and `paged_code!`.
//!
//! As much as possible is written here, as ordinary macros; the procedural macros only parse the
//! items and report errors in them.
#![forbid(unsafe_code)]

/// Checks in debug builds that the code may access paged memory, as `PAGED_CODE` does.
#[macro_export]
macro_rules! paged_code {
    () => {
        ::core::debug_assert!(
            $crate::__private::current_irql() <= 1,
            "paged code runs at APC_LEVEL or below"
        )
    };
}

/// The expansion of `#[context]` for a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __context {
    ($name:ident $context:ident $([$(#[$condition:meta])* $field:expr])*) => {
        const _: () = {
            use $crate::__private::{Context, ContextType, FieldsOfContext};

            // A context that can be shared has no other use for the trait.
            const fn _is_imported<T: FieldsOfContext>() {}

            static TYPE: ContextType = ContextType::new::<$name>(
                $crate::__private::c_str(::core::concat!(::core::stringify!($name), "\0")),
                &raw const TYPE,
            );
            // SAFETY: the static is local to this block, so it is this type's alone; `Fields::all` is
            // there only for what is `Send` and `Sync`.
            unsafe impl Context for $name {
                const TYPE: &'static ContextType = &TYPE;
                type Device = $crate::Device<$name>;

                #[inline]
                fn device(device: &Self::Device) -> &Self::Device {
                    device
                }
            }
            let _: fn(&$name) = |$context: &$name| {
                $crate::__private::Fields::<$name>::new().all();
                $($(#[$condition])* $crate::__private::Fields::<$name>::new().field($field);)*
            };
        };
    };
}

/// The checks of `#[derive(Plain)]`, for the name of a type, and the names and a binding of its
/// fields; the derive writes the implementation itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain {
    ($name:ident $([$field:tt $value:ident])*) => {
        const _: () = {
            // All of the fields: without `..` the pattern must name each.
            let _: fn($name) = |$name { $($field: $value),* }| {
                $($crate::__private::plain($value);)*
            };
            ::core::assert!(
                ::core::mem::size_of::<$name>()
                    == 0 $(+ $crate::__private::plain_field(|$name { $field: $value, .. }: $name| $value))*,
                "there is padding between or after the fields, which would disclose kernel memory to \
                 the caller; declare it as fields"
            );
        };
    };
}

/// The expansion of `#[driver_entry]` for a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __driver_entry {
    ($entry:ident, $name:expr, [$($import:expr),* $(,)?], [$($exports:ty)?], [$($provider:path),*]) => {
        $crate::__private::wdk_sys::kernel_world! {
            const _: () = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT};
                $crate::__private::wdk_sys::abi_fn! {
                    // The framework's stub calls it in two places, and the image exports it.
                    [#[unsafe(export_name = "DriverEntry")] #[inline(never)] unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        $(
                            // SAFETY: `DriverEntry` runs with this path, and the system does not call
                            // `DllInitialize` meanwhile.
                            let status = unsafe { $crate::__private::initialize::<$exports>(path) };
                            if status < 0 {
                                return status;
                            }
                        )?
                        $crate::__enter!(driver, path, $entry, [$($provider),*])
                    }
                }
            };
        }
        $crate::__private::wdk_sys::host_world! {
            /// This driver, for a simulated machine to load.
            pub static DRIVER: $crate::__private::wdk_sys::host::NativeDriver = {
                use $crate::__private::wdk_sys::{
                    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PVOID, abi_fn,
                };
                abi_fn! {
                    [unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        $(
                            // SAFETY: `DriverEntry` runs with this path, and the system does not call
                            // `DllInitialize` meanwhile.
                            let status = unsafe { $crate::__private::initialize::<$exports>(path) };
                            if status < 0 {
                                return status;
                            }
                        )?
                        $crate::__enter!(driver, path, $entry, [$($provider),*])
                    }
                }
                const VERSION: $crate::__private::wdk_sys::wdf::KmdfVersion =
                    $crate::__private::kmdf_version(
                        ::core::option_env!("WDK_KMDF_TARGET_MINOR"),
                        ::core::option_env!("WDK_KMDF_MINIMUM_MINOR"),
                    );
                abi_fn! {
                    [unsafe]
                    fn __wdk_fx_driver_entry(driver: PVOID, path: PCUNICODE_STRING) -> NTSTATUS {
                        // SAFETY: the machine calls this function as the loader calls a driver's entry.
                        unsafe { $crate::__private::fx_driver_entry(driver.cast(), path, __wdk_driver_entry, &VERSION) }
                    }
                }
                $crate::__private::wdk_sys::host::NativeDriver {
                    name: $name,
                    entry: __wdk_fx_driver_entry,
                    imports: &[$($import),*],
                }
            };
        }
    };
}

/// The call of a KMDF driver's entry: with providers of events these are registered around it, and the
/// driver's unload routine gets one before it that unregisters them.
#[doc(hidden)]
#[macro_export]
macro_rules! __enter {
    ($driver:ident, $path:ident, $entry:ident, []) => {
        // SAFETY: the arguments are those of the I/O manager's call.
        unsafe { $crate::__private::enter($driver, $path, $entry) }
    };
    ($driver:ident, $path:ident, $entry:ident, [$($provider:path),+]) => {{
        static PROVIDERS: $crate::trace::Providers = $crate::trace::Providers::new(&[$(&$provider),+]);
        $crate::__private::wdk_sys::abi_fn! {
            [unsafe]
            fn __wdk_unload(driver: $crate::__private::wdk_sys::PDRIVER_OBJECT) {
                // SAFETY: the I/O manager calls it for this driver.
                unsafe { PROVIDERS.unload(driver) }
            }
        }
        // SAFETY: the arguments are those of the I/O manager's call; the providers are this driver's.
        unsafe { PROVIDERS.enter($driver, $path, $entry, __wdk_unload) }
    }};
}

/// The expansion of `#[wdm_driver]` for an implementation.
#[doc(hidden)]
#[macro_export]
macro_rules! __wdm_driver {
    ($driver:ty, $name:expr, [$($import:expr),* $(,)?], [$($exports:ty)?]) => {
        $crate::__private::wdk_sys::kernel_world! {
            const _: () = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT};
                $crate::__private::wdk_sys::abi_fn! {
                    [#[unsafe(export_name = "DriverEntry")] unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        $(
                            // SAFETY: `DriverEntry` runs with this path, and the system does not call
                            // `DllInitialize` meanwhile.
                            let status = unsafe { $crate::__private::initialize::<$exports>(path) };
                            if status < 0 {
                                return status;
                            }
                        )?
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::wdm::enter::<$driver>(driver, path) }
                    }
                }
            };
        }
        $crate::__private::wdk_sys::host_world! {
            /// This driver, for a simulated machine to load.
            pub static DRIVER: $crate::__private::wdk_sys::host::NativeDriver = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, PVOID, abi_fn};
                abi_fn! {
                    [unsafe]
                    fn __wdk_driver_entry(driver: PVOID, path: PCUNICODE_STRING) -> NTSTATUS {
                        $(
                            // SAFETY: `DriverEntry` runs with this path, and the system does not call
                            // `DllInitialize` meanwhile.
                            let status = unsafe { $crate::__private::initialize::<$exports>(path) };
                            if status < 0 {
                                return status;
                            }
                        )?
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::wdm::enter::<$driver>(driver.cast(), path) }
                    }
                }
                $crate::__private::wdk_sys::host::NativeDriver {
                    name: $name,
                    entry: __wdk_driver_entry,
                    imports: &[$($import),*],
                }
            };
        }
    };
}
