//! Typed contexts of framework objects.

use wdk_sys::{
    _WDF_EXECUTION_LEVEL, _WDF_SYNCHRONIZATION_SCOPE, ULONG, WDF_OBJECT_ATTRIBUTES,
    WDF_OBJECT_CONTEXT_TYPE_INFO, WDFOBJECT, call_unsafe_wdf_function_binding,
};

/// The identification of a context type: the address of a static.
#[repr(transparent)]
pub(crate) struct ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO);

// SAFETY: nobody writes it.
unsafe impl Sync for ContextType {}

impl ContextType {
    pub(crate) const fn new<T>(name: &'static core::ffi::CStr, unique: &'static Self) -> Self {
        Self(WDF_OBJECT_CONTEXT_TYPE_INFO {
            Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as ULONG,
            ContextName: name.as_ptr(),
            ContextSize: size_of::<T>(),
            UniqueType: (&raw const *unique).cast(),
            EvtDriverGetUniqueContextType: None,
        })
    }
}

/// A structure that lives in the memory of framework objects, zeroed at first.
///
/// # Safety
/// `TYPE` is made for this structure alone.
pub(crate) unsafe trait Context {
    const TYPE: &'static ContextType;
}

macro_rules! context {
    ($name:ident, $text:literal) => {
        const _: () = {
            static TYPE: crate::context::ContextType =
                crate::context::ContextType::new::<$name>($text, &TYPE);
            // SAFETY: the static is nobody else's.
            unsafe impl crate::context::Context for $name {
                const TYPE: &'static crate::context::ContextType = &TYPE;
            }
        };
    };
}
pub(crate) use context;

/// Attributes as `WDF_OBJECT_ATTRIBUTES_INIT` makes them.
pub(crate) fn attributes() -> WDF_OBJECT_ATTRIBUTES {
    WDF_OBJECT_ATTRIBUTES {
        Size: size_of::<WDF_OBJECT_ATTRIBUTES>() as ULONG,
        ExecutionLevel: _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent,
        SynchronizationScope: _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
        ..WDF_OBJECT_ATTRIBUTES::default()
    }
}

/// Attributes of an object with a context.
pub(crate) fn attributes_with<T: Context>() -> WDF_OBJECT_ATTRIBUTES {
    WDF_OBJECT_ATTRIBUTES {
        ContextTypeInfo: T::TYPE.0.UniqueType,
        ..attributes()
    }
}

/// The context of `object`.
///
/// # Safety
/// The object was created with [`attributes_with`] this type, and lives.
pub(crate) unsafe fn of<T: Context>(object: WDFOBJECT) -> *mut T {
    // SAFETY: the caller's promise.
    let context = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfObjectGetTypedContextWorker,
            object,
            T::TYPE.0.UniqueType
        )
    };
    context.cast()
}
