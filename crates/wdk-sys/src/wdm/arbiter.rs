//! arbiter.

use crate::{layout::layout, *};

pub mod _ARBITER_ACTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const ArbiterActionTestAllocation: Type = 0;
    pub const ArbiterActionRetestAllocation: Type = 1;
    pub const ArbiterActionCommitAllocation: Type = 2;
    pub const ArbiterActionRollbackAllocation: Type = 3;
    pub const ArbiterActionQueryAllocatedResources: Type = 4;
    pub const ArbiterActionWriteReservedResources: Type = 5;
    pub const ArbiterActionQueryConflict: Type = 6;
    pub const ArbiterActionQueryArbitrate: Type = 7;
    pub const ArbiterActionAddReserved: Type = 8;
    pub const ArbiterActionBootAllocation: Type = 9;
}
/// A value of [`_ARBITER_ACTION`].
pub type ARBITER_ACTION = _ARBITER_ACTION::Type;
/// Pointer to a [`ARBITER_ACTION`].
pub type PARBITER_ACTION = *mut _ARBITER_ACTION::Type;

pub mod _RESOURCE_TRANSLATION_DIRECTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const TranslateChildToParent: Type = 0;
    pub const TranslateParentToChild: Type = 1;
}
/// A value of [`_RESOURCE_TRANSLATION_DIRECTION`].
pub type RESOURCE_TRANSLATION_DIRECTION = _RESOURCE_TRANSLATION_DIRECTION::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_CONFLICT_INFO {
    pub OwningObject: PDEVICE_OBJECT,
    pub Start: ULONGLONG,
    pub End: ULONGLONG,
}
/// A [`_ARBITER_CONFLICT_INFO`].
pub type ARBITER_CONFLICT_INFO = _ARBITER_CONFLICT_INFO;
/// Pointer to a [`_ARBITER_CONFLICT_INFO`].
pub type PARBITER_CONFLICT_INFO = *mut _ARBITER_CONFLICT_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_TEST_ALLOCATION_PARAMETERS {
    pub ArbitrationList: PLIST_ENTRY,
    pub AllocateFromCount: ULONG,
    pub AllocateFrom: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
}
/// A [`_ARBITER_TEST_ALLOCATION_PARAMETERS`].
pub type ARBITER_TEST_ALLOCATION_PARAMETERS = _ARBITER_TEST_ALLOCATION_PARAMETERS;
/// Pointer to a [`_ARBITER_TEST_ALLOCATION_PARAMETERS`].
pub type PARBITER_TEST_ALLOCATION_PARAMETERS = *mut _ARBITER_TEST_ALLOCATION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_RETEST_ALLOCATION_PARAMETERS {
    pub ArbitrationList: PLIST_ENTRY,
    pub AllocateFromCount: ULONG,
    pub AllocateFrom: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
}
/// A [`_ARBITER_RETEST_ALLOCATION_PARAMETERS`].
pub type ARBITER_RETEST_ALLOCATION_PARAMETERS = _ARBITER_RETEST_ALLOCATION_PARAMETERS;
/// Pointer to a [`_ARBITER_RETEST_ALLOCATION_PARAMETERS`].
pub type PARBITER_RETEST_ALLOCATION_PARAMETERS = *mut _ARBITER_RETEST_ALLOCATION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_BOOT_ALLOCATION_PARAMETERS {
    pub ArbitrationList: PLIST_ENTRY,
}
/// A [`_ARBITER_BOOT_ALLOCATION_PARAMETERS`].
pub type ARBITER_BOOT_ALLOCATION_PARAMETERS = _ARBITER_BOOT_ALLOCATION_PARAMETERS;
/// Pointer to a [`_ARBITER_BOOT_ALLOCATION_PARAMETERS`].
pub type PARBITER_BOOT_ALLOCATION_PARAMETERS = *mut _ARBITER_BOOT_ALLOCATION_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS {
    pub AllocatedResources: *mut PCM_PARTIAL_RESOURCE_LIST,
}
/// A [`_ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS`].
pub type ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS =
    _ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS;
/// Pointer to a [`_ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS`].
pub type PARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS =
    *mut _ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_QUERY_CONFLICT_PARAMETERS {
    pub PhysicalDeviceObject: PDEVICE_OBJECT,
    pub ConflictingResource: PIO_RESOURCE_DESCRIPTOR,
    pub ConflictCount: PULONG,
    pub Conflicts: *mut PARBITER_CONFLICT_INFO,
}
/// A [`_ARBITER_QUERY_CONFLICT_PARAMETERS`].
pub type ARBITER_QUERY_CONFLICT_PARAMETERS = _ARBITER_QUERY_CONFLICT_PARAMETERS;
/// Pointer to a [`_ARBITER_QUERY_CONFLICT_PARAMETERS`].
pub type PARBITER_QUERY_CONFLICT_PARAMETERS = *mut _ARBITER_QUERY_CONFLICT_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_QUERY_ARBITRATE_PARAMETERS {
    pub ArbitrationList: PLIST_ENTRY,
}
/// A [`_ARBITER_QUERY_ARBITRATE_PARAMETERS`].
pub type ARBITER_QUERY_ARBITRATE_PARAMETERS = _ARBITER_QUERY_ARBITRATE_PARAMETERS;
/// Pointer to a [`_ARBITER_QUERY_ARBITRATE_PARAMETERS`].
pub type PARBITER_QUERY_ARBITRATE_PARAMETERS = *mut _ARBITER_QUERY_ARBITRATE_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_ADD_RESERVED_PARAMETERS {
    pub ReserveDevice: PDEVICE_OBJECT,
}
/// A [`_ARBITER_ADD_RESERVED_PARAMETERS`].
pub type ARBITER_ADD_RESERVED_PARAMETERS = _ARBITER_ADD_RESERVED_PARAMETERS;
/// Pointer to a [`_ARBITER_ADD_RESERVED_PARAMETERS`].
pub type PARBITER_ADD_RESERVED_PARAMETERS = *mut _ARBITER_ADD_RESERVED_PARAMETERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_PARAMETERS {
    pub Parameters: _ARBITER_PARAMETERS_Parameters,
}
/// A [`_ARBITER_PARAMETERS`].
pub type ARBITER_PARAMETERS = _ARBITER_PARAMETERS;
/// Pointer to a [`_ARBITER_PARAMETERS`].
pub type PARBITER_PARAMETERS = *mut _ARBITER_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _ARBITER_PARAMETERS_Parameters {
    pub TestAllocation: ARBITER_TEST_ALLOCATION_PARAMETERS,
    pub RetestAllocation: ARBITER_RETEST_ALLOCATION_PARAMETERS,
    pub BootAllocation: ARBITER_BOOT_ALLOCATION_PARAMETERS,
    pub QueryAllocatedResources: ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS,
    pub QueryConflict: ARBITER_QUERY_CONFLICT_PARAMETERS,
    pub QueryArbitrate: ARBITER_QUERY_ARBITRATE_PARAMETERS,
    pub AddReserved: ARBITER_ADD_RESERVED_PARAMETERS,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ARBITER_INTERFACE {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
    pub ArbiterHandler: PARBITER_HANDLER,
    pub Flags: ULONG,
}
/// A [`_ARBITER_INTERFACE`].
pub type ARBITER_INTERFACE = _ARBITER_INTERFACE;
/// Pointer to a [`_ARBITER_INTERFACE`].
pub type PARBITER_INTERFACE = *mut _ARBITER_INTERFACE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TRANSLATOR_INTERFACE {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Context: PVOID,
    pub InterfaceReference: PINTERFACE_REFERENCE,
    pub InterfaceDereference: PINTERFACE_DEREFERENCE,
    pub TranslateResources: PTRANSLATE_RESOURCE_HANDLER,
    pub TranslateResourceRequirements: PTRANSLATE_RESOURCE_REQUIREMENTS_HANDLER,
}
/// A [`_TRANSLATOR_INTERFACE`].
pub type TRANSLATOR_INTERFACE = _TRANSLATOR_INTERFACE;
/// Pointer to a [`_TRANSLATOR_INTERFACE`].
pub type PTRANSLATOR_INTERFACE = *mut _TRANSLATOR_INTERFACE;

crate::fn_types! {
    pub type PARBITER_HANDLER = fn(Context: PVOID, Action: ARBITER_ACTION, Parameters: PARBITER_PARAMETERS) -> NTSTATUS;
    pub type PTRANSLATE_RESOURCE_HANDLER = fn(Context: PVOID, Source: PCM_PARTIAL_RESOURCE_DESCRIPTOR, Direction: RESOURCE_TRANSLATION_DIRECTION, AlternativesCount: ULONG, Alternatives: *mut IO_RESOURCE_DESCRIPTOR, PhysicalDeviceObject: PDEVICE_OBJECT, Target: PCM_PARTIAL_RESOURCE_DESCRIPTOR) -> NTSTATUS;
    pub type PTRANSLATE_RESOURCE_REQUIREMENTS_HANDLER = fn(Context: PVOID, Source: PIO_RESOURCE_DESCRIPTOR, PhysicalDeviceObject: PDEVICE_OBJECT, TargetCount: PULONG, Target: *mut PIO_RESOURCE_DESCRIPTOR) -> NTSTATUS;
}

layout! {
    _ARBITER_CONFLICT_INFO: 24, 8 { OwningObject: 0, Start: 8, End: 16 }
    _ARBITER_TEST_ALLOCATION_PARAMETERS: 24, 8 {
        ArbitrationList: 0, AllocateFromCount: 8, AllocateFrom: 16
    }
    _ARBITER_RETEST_ALLOCATION_PARAMETERS: 24, 8 {
        ArbitrationList: 0, AllocateFromCount: 8, AllocateFrom: 16
    }
    _ARBITER_BOOT_ALLOCATION_PARAMETERS: 8, 8 { ArbitrationList: 0 }
    _ARBITER_QUERY_ALLOCATED_RESOURCES_PARAMETERS: 8, 8 { AllocatedResources: 0 }
    _ARBITER_QUERY_CONFLICT_PARAMETERS: 32, 8 {
        PhysicalDeviceObject: 0, ConflictingResource: 8, ConflictCount: 16, Conflicts: 24
    }
    _ARBITER_QUERY_ARBITRATE_PARAMETERS: 8, 8 { ArbitrationList: 0 }
    _ARBITER_ADD_RESERVED_PARAMETERS: 8, 8 { ReserveDevice: 0 }
    _ARBITER_PARAMETERS_Parameters: 32, 8 {
        TestAllocation: 0, RetestAllocation: 0, BootAllocation: 0, QueryAllocatedResources:
        0, QueryConflict: 0, QueryArbitrate: 0, AddReserved: 0
    }
    _ARBITER_PARAMETERS: 32, 8 { Parameters: 0 }
    _ARBITER_INTERFACE: 48, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24,
        ArbiterHandler: 32, Flags: 40
    }
    _TRANSLATOR_INTERFACE: 48, 8 {
        Size: 0, Version: 2, Context: 8, InterfaceReference: 16, InterfaceDereference: 24,
        TranslateResources: 32, TranslateResourceRequirements: 40
    }
}
