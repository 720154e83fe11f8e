//! `WDF_OBJECT_ATTRIBUTES`: checked once, then as Rust data.

use wdk_sys::{
    NTSTATUS, STATUS_INFO_LENGTH_MISMATCH,
    wdf::{
        _WDF_EXECUTION_LEVEL::{
            self, WdfExecutionLevelDispatch, WdfExecutionLevelInheritFromParent,
            WdfExecutionLevelPassive,
        },
        _WDF_SYNCHRONIZATION_SCOPE::{
            self, WdfSynchronizationScopeInheritFromParent, WdfSynchronizationScopeNone,
        },
        PCWDF_OBJECT_CONTEXT_TYPE_INFO, PFN_WDF_OBJECT_CONTEXT_CLEANUP,
        PFN_WDF_OBJECT_CONTEXT_DESTROY, PWDF_OBJECT_ATTRIBUTES, WDF_EXECUTION_LEVEL,
        WDF_OBJECT_ATTRIBUTES, WDF_OBJECT_CONTEXT_TYPE_INFO, WDF_SYNCHRONIZATION_SCOPE, WDFOBJECT,
    },
};

use crate::status;

/// The execution level and synchronisation scope in effect for an object's callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraints {
    /// Passive or dispatch.
    pub level: WDF_EXECUTION_LEVEL,
    /// Device, queue or none.
    pub scope: WDF_SYNCHRONIZATION_SCOPE,
}

impl Constraints {
    /// What a driver object starts with.
    pub const DEFAULT: Self = Self {
        level: WdfExecutionLevelDispatch,
        scope: WdfSynchronizationScopeNone,
    };

    /// Whether callbacks run at `PASSIVE_LEVEL`.
    #[must_use]
    pub fn is_passive(self) -> bool {
        self.level == WdfExecutionLevelPassive
    }
}

/// What a creating function allows in its attributes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Attributes must be given.
    pub required: bool,
    /// A parent must be given.
    pub parent_required: bool,
    /// The framework chooses the parent.
    pub parent_forbidden: bool,
    /// The object has callbacks whose level can be chosen.
    pub level: bool,
    /// The object has callbacks that can be synchronised.
    pub scope: bool,
}

impl Rules {
    /// Any parent, no callbacks.
    pub const PLAIN: Self = Self {
        required: false,
        parent_required: false,
        parent_forbidden: false,
        level: false,
        scope: false,
    };
    /// Level and scope may be chosen.
    pub const CALLBACKS: Self = Self {
        level: true,
        scope: true,
        ..Self::PLAIN
    };
}

/// The driver's context of an object.
#[derive(Clone, Copy)]
pub struct ContextType {
    /// What `WdfObjectGetTypedContextWorker` looks for.
    pub unique: PCWDF_OBJECT_CONTEXT_TYPE_INFO,
    /// Bytes.
    pub size: usize,
}

/// Checked attributes.
#[derive(Clone, Copy)]
pub struct Attributes {
    /// The driver's cleanup callback.
    pub cleanup: PFN_WDF_OBJECT_CONTEXT_CLEANUP,
    /// The driver's destroy callback.
    pub destroy: PFN_WDF_OBJECT_CONTEXT_DESTROY,
    level: WDF_EXECUTION_LEVEL,
    scope: WDF_SYNCHRONIZATION_SCOPE,
    /// The parent that the driver chose; may be null.
    pub parent: WDFOBJECT,
    /// The driver's context, if it has one.
    pub context: Option<ContextType>,
}

// SAFETY: plain data; the pointers belong to the driver, which is loaded while it is bound.
unsafe impl Send for Attributes {}
// SAFETY: as above.
unsafe impl Sync for Attributes {}

impl Attributes {
    /// `WDF_NO_OBJECT_ATTRIBUTES`.
    pub const NONE: Self = Self {
        cleanup: None,
        destroy: None,
        level: WdfExecutionLevelInheritFromParent,
        scope: WdfSynchronizationScopeInheritFromParent,
        parent: core::ptr::null_mut(),
        context: None,
    };

    /// Reads what the driver passed.
    ///
    /// # Errors
    /// Those that Microsoft documents for each creating function.
    ///
    /// # Safety
    /// `attributes` is null or points to attributes of the size that they say.
    pub unsafe fn read(attributes: PWDF_OBJECT_ATTRIBUTES, rules: Rules) -> Result<Self, NTSTATUS> {
        // SAFETY: by contract null or valid.
        let Some(raw) = (unsafe { attributes.as_ref() }) else {
            return if rules.required || rules.parent_required {
                Err(status::WDF_PARENT_NOT_SPECIFIED)
            } else {
                Ok(Self::NONE)
            };
        };
        if raw.Size as usize != size_of::<WDF_OBJECT_ATTRIBUTES>() {
            return Err(STATUS_INFO_LENGTH_MISMATCH);
        }
        // SAFETY: by contract, attributes point to a type or are null.
        let context = unsafe { context_type(raw) }?;
        if rules.parent_forbidden && !raw.ParentObject.is_null() {
            return Err(status::WDF_PARENT_ASSIGNMENT_NOT_ALLOWED);
        }
        if rules.parent_required && raw.ParentObject.is_null() {
            return Err(status::WDF_PARENT_NOT_SPECIFIED);
        }
        check_constraints(raw.ExecutionLevel, raw.SynchronizationScope, rules)?;
        Ok(Self {
            cleanup: raw.EvtCleanupCallback,
            destroy: raw.EvtDestroyCallback,
            level: raw.ExecutionLevel,
            scope: raw.SynchronizationScope,
            parent: raw.ParentObject,
            context,
        })
    }

    /// Level and scope in effect under `parent`.
    #[must_use]
    pub fn constraints(&self, parent: Constraints) -> Constraints {
        Constraints {
            level: if self.level == WdfExecutionLevelInheritFromParent {
                parent.level
            } else {
                self.level
            },
            scope: if self.scope == WdfSynchronizationScopeInheritFromParent {
                parent.scope
            } else {
                self.scope
            },
        }
    }

    /// Whether the attributes themselves request `PASSIVE_LEVEL`.
    #[must_use]
    pub fn asks_for_passive(&self) -> bool {
        self.level == WdfExecutionLevelPassive
    }
}

fn check_constraints(
    level: _WDF_EXECUTION_LEVEL::Type,
    scope: _WDF_SYNCHRONIZATION_SCOPE::Type,
    rules: Rules,
) -> Result<(), NTSTATUS> {
    let levels = WdfExecutionLevelInheritFromParent..=WdfExecutionLevelDispatch;
    let scopes = WdfSynchronizationScopeInheritFromParent..=WdfSynchronizationScopeNone;
    if !levels.contains(&level) || !scopes.contains(&scope) {
        return Err(status::WDF_OBJECT_ATTRIBUTES_INVALID);
    }
    let no_scope = [
        WdfSynchronizationScopeInheritFromParent,
        WdfSynchronizationScopeNone,
    ];
    if !rules.scope && !no_scope.contains(&scope) {
        return Err(status::WDF_SYNCHRONIZATION_SCOPE_INVALID);
    }
    if !rules.level && level != WdfExecutionLevelInheritFromParent {
        return Err(status::WDF_EXECUTION_LEVEL_INVALID);
    }
    Ok(())
}

/// Size of the context type before `EvtDriverGetUniqueContextType` was added.
const CONTEXT_TYPE_V1_0: usize = 32;

unsafe fn context_type(raw: &WDF_OBJECT_ATTRIBUTES) -> Result<Option<ContextType>, NTSTATUS> {
    // SAFETY: by contract null or valid.
    let Some(info) = (unsafe { raw.ContextTypeInfo.as_ref() }) else {
        return if raw.ContextSizeOverride > 0 {
            Err(status::WDF_OBJECT_ATTRIBUTES_INVALID)
        } else {
            Ok(None)
        };
    };
    let sizes = [size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>(), CONTEXT_TYPE_V1_0];
    if !sizes.contains(&(info.Size as usize)) {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    if info.ContextSize > 0 && info.ContextName.is_null() {
        return Err(status::WDF_OBJECT_ATTRIBUTES_INVALID);
    }
    if raw.ContextSizeOverride > 0 && raw.ContextSizeOverride < info.ContextSize {
        return Err(status::WDF_OBJECT_ATTRIBUTES_INVALID);
    }
    let unique = if info.UniqueType.is_null() {
        raw.ContextTypeInfo
    } else {
        info.UniqueType
    };
    Ok(Some(ContextType {
        unique,
        size: raw.ContextSizeOverride.max(info.ContextSize),
    }))
}
