//! `WDF_OBJECT_ATTRIBUTES`: checked once, then as Rust data.
#![expect(
    unsafe_code,
    reason = "follows the pointers in the driver's attributes"
)]

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

use super::{
    Header, any,
    rules::{Parent, Rules},
};
use crate::{Fx, argument::Argument, status};

/// The execution level and synchronisation scope in effect for an object's callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Constraints {
    /// Passive or dispatch.
    pub(crate) level: WDF_EXECUTION_LEVEL,
    /// Device, queue or none.
    pub(crate) scope: WDF_SYNCHRONIZATION_SCOPE,
}

impl Constraints {
    /// What a driver object starts with.
    pub(crate) const DEFAULT: Self = Self {
        level: WdfExecutionLevelDispatch,
        scope: WdfSynchronizationScopeNone,
    };

    /// Whether callbacks run at `PASSIVE_LEVEL`.
    #[must_use]
    pub(crate) fn is_passive(self) -> bool {
        self.level == WdfExecutionLevelPassive
    }
}

/// The driver's context of an object.
#[derive(Clone, Copy)]
pub(crate) struct ContextType {
    /// What `WdfObjectGetTypedContextWorker` looks for.
    pub(crate) unique: PCWDF_OBJECT_CONTEXT_TYPE_INFO,
    /// Bytes.
    pub(crate) size: usize,
}

/// Checked attributes.
///
/// # Invariants
/// The parent is null or the handle of an object that the driver keeps as long as the attributes
/// are used: for one call, or for a lookaside list until the driver has made its last memory.
#[derive(Clone, Copy)]
pub(crate) struct Attributes {
    /// The driver's cleanup callback.
    pub(crate) cleanup: PFN_WDF_OBJECT_CONTEXT_CLEANUP,
    /// The driver's destroy callback.
    pub(crate) destroy: PFN_WDF_OBJECT_CONTEXT_DESTROY,
    level: WDF_EXECUTION_LEVEL,
    scope: WDF_SYNCHRONIZATION_SCOPE,
    parent: WDFOBJECT,
    /// The driver's context, if it has one.
    pub(crate) context: Option<ContextType>,
}

// SAFETY: plain data; the pointers belong to the driver, which is loaded while it is bound.
unsafe impl Send for Attributes {}
// SAFETY: attributes never change.
unsafe impl Sync for Attributes {}

impl Attributes {
    /// `WDF_NO_OBJECT_ATTRIBUTES`.
    pub(crate) const NONE: Self = Self {
        cleanup: None,
        destroy: None,
        level: WdfExecutionLevelInheritFromParent,
        scope: WdfSynchronizationScopeInheritFromParent,
        parent: core::ptr::null_mut(),
        context: None,
    };

    /// The same with this level and scope.
    pub(crate) fn constrained(self, constraints: Constraints) -> Self {
        Self {
            level: constraints.level,
            scope: constraints.scope,
            ..self
        }
    }

    /// Reads what the driver passed.
    ///
    /// # Errors
    /// Those that Microsoft documents for each creating function.
    pub(crate) fn read(
        attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
        rules: Rules,
    ) -> Result<Self, NTSTATUS> {
        let Some(raw) = attributes.read() else {
            return if rules.required {
                Err(status::WDF_PARENT_NOT_SPECIFIED)
            } else {
                Ok(Self::NONE)
            };
        };
        if raw.Size as usize != size_of::<WDF_OBJECT_ATTRIBUTES>() {
            return Err(STATUS_INFO_LENGTH_MISMATCH);
        }
        let context = context_type(&raw)?;
        if rules.parent == Parent::Forbidden && !raw.ParentObject.is_null() {
            return Err(status::WDF_PARENT_ASSIGNMENT_NOT_ALLOWED);
        }
        if rules.parent == Parent::Required && raw.ParentObject.is_null() {
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

    /// Whether the driver named a parent.
    pub(crate) fn has_parent(&self) -> bool {
        !self.parent.is_null()
    }

    /// The parent that the driver named; none, after a violation, when it is no object.
    pub(crate) fn parent(&self, fx: Fx) -> Option<&Header> {
        // SAFETY: the driver keeps its parent, by the invariant.
        unsafe { any(fx, self.parent) }
    }

    /// The parent that the driver named, else `parent`, else the driver's object.
    ///
    /// # Errors
    /// `STATUS_INVALID_HANDLE` after a violation.
    pub(crate) fn parent_or<'a>(
        &'a self,
        fx: Fx,
        parent: Option<&'a Header>,
    ) -> Result<&'a Header, NTSTATUS> {
        let found = match parent {
            _ if self.has_parent() => self.parent(fx),
            Some(parent) => Some(parent),
            None => fx.driver_header(),
        };
        found.ok_or(status::INVALID_HANDLE)
    }

    /// Level and scope in effect under `parent`.
    #[must_use]
    pub(crate) fn constraints(&self, parent: Constraints) -> Constraints {
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
    pub(crate) fn asks_for_passive(&self) -> bool {
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

fn context_type(raw: &WDF_OBJECT_ATTRIBUTES) -> Result<Option<ContextType>, NTSTATUS> {
    // SAFETY: a member of the driver's attributes: null, or one of the types that the driver's
    // macros define as statics.
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
