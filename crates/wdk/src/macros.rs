//! The macros by which attributes and derives of `wdk-macros` do their work, and `paged_code!`.
//!
//! They are written here, in Rust, as far as possible; the procedural macros only take the items
//! apart and say what is wrong with them.
#![forbid(unsafe_code)]

/// Checks in debug builds that the code may touch paged memory, as `PAGED_CODE` does.
#[macro_export]
macro_rules! paged_code {
    () => {
        ::core::debug_assert!(
            $crate::__private::current_irql() <= 1,
            "paged code runs at APC_LEVEL or below"
        )
    };
}

/// What `#[context]` adds to a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __context {
    ($name:ident) => {
        const _: () = {
            use $crate::__private::{Context, ContextType};

            static TYPE: ContextType = ContextType::new::<$name>(
                $crate::__private::c_str(::core::concat!(::core::stringify!($name), "\0")),
                &raw const TYPE,
            );
            // SAFETY: the static is nobody else's.
            unsafe impl Context for $name {
                const TYPE: &'static ContextType = &TYPE;
            }
        };
    };
}

/// What `#[derive(Plain)]` adds to a type: its name, and the types of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain {
    ($name:ident $([$($field:tt)*])*) => {
        // SAFETY: the layout is fixed, the fields are plain, and there is nothing between them.
        unsafe impl $crate::Plain for $name {}
        const _: () = {
            const fn plain<T: $crate::Plain>() -> ::core::primitive::usize {
                ::core::mem::size_of::<T>()
            }
            ::core::assert!(
                ::core::mem::size_of::<$name>() == 0 $(+ plain::<$($field)*>())*,
                "there is padding between or after the fields, which would carry kernel memory to \
                 the caller; name it as fields"
            );
        };
    };
}

/// What `#[driver_entry]` adds to a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __driver_entry {
    ($entry:ident, $name:expr, [$($import:expr),* $(,)?], [$($exports:ty)?]) => {
        $crate::__private::wdk_sys::kernel_world! {
            const _: () = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT};
                $crate::__private::wdk_sys::abi_fn! {
                    [#[unsafe(export_name = "DriverEntry")] unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        $($crate::__initialize_exports!($exports, path);)?
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::__private::enter(driver, path, $entry) }
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
                        $($crate::__initialize_exports!($exports, path);)?
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::__private::enter(driver, path, $entry) }
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
                        // SAFETY: as above.
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

/// What `#[wdm_driver]` adds to an implementation.
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
                        $($crate::__initialize_exports!($exports, path);)?
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
                        $($crate::__initialize_exports!($exports, path);)?
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
