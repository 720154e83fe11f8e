//! `wdm.h`, `ntifs.h`: the object manager: references, handles, names.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// A type of objects.
#[repr(C)]
pub struct _OBJECT_TYPE {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_OBJECT_TYPE`].
pub type POBJECT_TYPE = *mut _OBJECT_TYPE;

/// Operations on handles (`OB_OPERATION_*`).
pub type OB_OPERATION = ULONG;
/// Facts about an object.
pub mod _OBJECT_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const ObjectBasicInformation: Type = 0;
    pub const ObjectNameInformation: Type = 1;
    pub const ObjectTypeInformation: Type = 2;
    pub const ObjectTypesInformation: Type = 3;
    pub const ObjectHandleFlagInformation: Type = 4;
    pub const ObjectSessionInformation: Type = 5;
    pub const MaxObjectInfoClass: Type = 6;
}
/// A value of [`_OBJECT_INFORMATION_CLASS`].
pub type OBJECT_INFORMATION_CLASS = _OBJECT_INFORMATION_CLASS::Type;

/// What a pre-operation callback returns.
pub mod _OB_PREOP_CALLBACK_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const OB_PREOP_SUCCESS: Type = 0;
}
/// A value of [`_OB_PREOP_CALLBACK_STATUS`].
pub type OB_PREOP_CALLBACK_STATUS = _OB_PREOP_CALLBACK_STATUS::Type;
/// Pointer to a [`OB_PREOP_CALLBACK_STATUS`].
pub type POB_PREOP_CALLBACK_STATUS = *mut _OB_PREOP_CALLBACK_STATUS::Type;

/// Attributes and access of a handle.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OBJECT_HANDLE_INFORMATION {
    pub HandleAttributes: ULONG,
    pub GrantedAccess: ACCESS_MASK,
}
/// A [`_OBJECT_HANDLE_INFORMATION`].
pub type OBJECT_HANDLE_INFORMATION = _OBJECT_HANDLE_INFORMATION;
/// Pointer to a [`_OBJECT_HANDLE_INFORMATION`].
pub type POBJECT_HANDLE_INFORMATION = *mut _OBJECT_HANDLE_INFORMATION;

/// The access that a handle shall get.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_PRE_CREATE_HANDLE_INFORMATION {
    pub DesiredAccess: ACCESS_MASK,
    pub OriginalDesiredAccess: ACCESS_MASK,
}
/// A [`_OB_PRE_CREATE_HANDLE_INFORMATION`].
pub type OB_PRE_CREATE_HANDLE_INFORMATION = _OB_PRE_CREATE_HANDLE_INFORMATION;
/// Pointer to a [`_OB_PRE_CREATE_HANDLE_INFORMATION`].
pub type POB_PRE_CREATE_HANDLE_INFORMATION = *mut _OB_PRE_CREATE_HANDLE_INFORMATION;

/// The access that a duplicated handle shall get.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_PRE_DUPLICATE_HANDLE_INFORMATION {
    pub DesiredAccess: ACCESS_MASK,
    pub OriginalDesiredAccess: ACCESS_MASK,
    pub SourceProcess: PVOID,
    pub TargetProcess: PVOID,
}
/// A [`_OB_PRE_DUPLICATE_HANDLE_INFORMATION`].
pub type OB_PRE_DUPLICATE_HANDLE_INFORMATION = _OB_PRE_DUPLICATE_HANDLE_INFORMATION;
/// Pointer to a [`_OB_PRE_DUPLICATE_HANDLE_INFORMATION`].
pub type POB_PRE_DUPLICATE_HANDLE_INFORMATION = *mut _OB_PRE_DUPLICATE_HANDLE_INFORMATION;

/// Facts by operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _OB_PRE_OPERATION_PARAMETERS {
    pub CreateHandleInformation: OB_PRE_CREATE_HANDLE_INFORMATION,
    pub DuplicateHandleInformation: OB_PRE_DUPLICATE_HANDLE_INFORMATION,
}
/// A [`_OB_PRE_OPERATION_PARAMETERS`].
pub type OB_PRE_OPERATION_PARAMETERS = _OB_PRE_OPERATION_PARAMETERS;
/// Pointer to a [`_OB_PRE_OPERATION_PARAMETERS`].
pub type POB_PRE_OPERATION_PARAMETERS = *mut _OB_PRE_OPERATION_PARAMETERS;

/// A handle that is about to be created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_PRE_OPERATION_INFORMATION {
    pub Operation: OB_OPERATION,
    pub Anonymous: _OB_PRE_OPERATION_INFORMATION_Anonymous,
    pub Object: PVOID,
    pub ObjectType: POBJECT_TYPE,
    pub CallContext: PVOID,
    pub Parameters: POB_PRE_OPERATION_PARAMETERS,
}
/// A [`_OB_PRE_OPERATION_INFORMATION`].
pub type OB_PRE_OPERATION_INFORMATION = _OB_PRE_OPERATION_INFORMATION;
/// Pointer to a [`_OB_PRE_OPERATION_INFORMATION`].
pub type POB_PRE_OPERATION_INFORMATION = *mut _OB_PRE_OPERATION_INFORMATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _OB_PRE_OPERATION_INFORMATION_Anonymous {
    pub Flags: ULONG,
    pub BitFields: ULONG,
}

/// The access that a handle got.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_POST_CREATE_HANDLE_INFORMATION {
    pub GrantedAccess: ACCESS_MASK,
}
/// A [`_OB_POST_CREATE_HANDLE_INFORMATION`].
pub type OB_POST_CREATE_HANDLE_INFORMATION = _OB_POST_CREATE_HANDLE_INFORMATION;
/// Pointer to a [`_OB_POST_CREATE_HANDLE_INFORMATION`].
pub type POB_POST_CREATE_HANDLE_INFORMATION = *mut _OB_POST_CREATE_HANDLE_INFORMATION;

/// The access that a duplicated handle got.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_POST_DUPLICATE_HANDLE_INFORMATION {
    pub GrantedAccess: ACCESS_MASK,
}
/// A [`_OB_POST_DUPLICATE_HANDLE_INFORMATION`].
pub type OB_POST_DUPLICATE_HANDLE_INFORMATION = _OB_POST_DUPLICATE_HANDLE_INFORMATION;
/// Pointer to a [`_OB_POST_DUPLICATE_HANDLE_INFORMATION`].
pub type POB_POST_DUPLICATE_HANDLE_INFORMATION = *mut _OB_POST_DUPLICATE_HANDLE_INFORMATION;

/// Facts by operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _OB_POST_OPERATION_PARAMETERS {
    pub CreateHandleInformation: OB_POST_CREATE_HANDLE_INFORMATION,
    pub DuplicateHandleInformation: OB_POST_DUPLICATE_HANDLE_INFORMATION,
}
/// A [`_OB_POST_OPERATION_PARAMETERS`].
pub type OB_POST_OPERATION_PARAMETERS = _OB_POST_OPERATION_PARAMETERS;
/// Pointer to a [`_OB_POST_OPERATION_PARAMETERS`].
pub type POB_POST_OPERATION_PARAMETERS = *mut _OB_POST_OPERATION_PARAMETERS;

/// A handle that was created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_POST_OPERATION_INFORMATION {
    pub Operation: OB_OPERATION,
    pub Anonymous: _OB_POST_OPERATION_INFORMATION_Anonymous,
    pub Object: PVOID,
    pub ObjectType: POBJECT_TYPE,
    pub CallContext: PVOID,
    pub ReturnStatus: NTSTATUS,
    pub Parameters: POB_POST_OPERATION_PARAMETERS,
}
/// A [`_OB_POST_OPERATION_INFORMATION`].
pub type OB_POST_OPERATION_INFORMATION = _OB_POST_OPERATION_INFORMATION;
/// Pointer to a [`_OB_POST_OPERATION_INFORMATION`].
pub type POB_POST_OPERATION_INFORMATION = *mut _OB_POST_OPERATION_INFORMATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _OB_POST_OPERATION_INFORMATION_Anonymous {
    pub Flags: ULONG,
    pub BitFields: ULONG,
}

/// Callbacks for a type of objects.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_OPERATION_REGISTRATION {
    pub ObjectType: *mut POBJECT_TYPE,
    pub Operations: OB_OPERATION,
    pub PreOperation: POB_PRE_OPERATION_CALLBACK,
    pub PostOperation: POB_POST_OPERATION_CALLBACK,
}
/// A [`_OB_OPERATION_REGISTRATION`].
pub type OB_OPERATION_REGISTRATION = _OB_OPERATION_REGISTRATION;
/// Pointer to a [`_OB_OPERATION_REGISTRATION`].
pub type POB_OPERATION_REGISTRATION = *mut _OB_OPERATION_REGISTRATION;

/// What `ObRegisterCallbacks` registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OB_CALLBACK_REGISTRATION {
    pub Version: USHORT,
    pub OperationRegistrationCount: USHORT,
    pub Altitude: UNICODE_STRING,
    pub RegistrationContext: PVOID,
    pub OperationRegistration: *mut OB_OPERATION_REGISTRATION,
}
/// A [`_OB_CALLBACK_REGISTRATION`].
pub type OB_CALLBACK_REGISTRATION = _OB_CALLBACK_REGISTRATION;
/// Pointer to a [`_OB_CALLBACK_REGISTRATION`].
pub type POB_CALLBACK_REGISTRATION = *mut _OB_CALLBACK_REGISTRATION;

/// The name of an object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OBJECT_NAME_INFORMATION {
    pub Name: UNICODE_STRING,
}
/// A [`_OBJECT_NAME_INFORMATION`].
pub type OBJECT_NAME_INFORMATION = _OBJECT_NAME_INFORMATION;
/// Pointer to a [`_OBJECT_NAME_INFORMATION`].
pub type POBJECT_NAME_INFORMATION = *mut _OBJECT_NAME_INFORMATION;

crate::fn_types! {
    /// Called after a handle is created.
    pub type POB_POST_OPERATION_CALLBACK = fn(
        RegistrationContext: PVOID,
        OperationInformation: POB_POST_OPERATION_INFORMATION,
    );
    /// Called before a handle is created.
    pub type POB_PRE_OPERATION_CALLBACK = fn(
        RegistrationContext: PVOID,
        OperationInformation: POB_PRE_OPERATION_INFORMATION,
    ) -> OB_PREOP_CALLBACK_STATUS;
}

layout! {
    _OBJECT_HANDLE_INFORMATION: 8, 4 { HandleAttributes: 0, GrantedAccess: 4 }
    _OB_PRE_CREATE_HANDLE_INFORMATION: 8, 4 { DesiredAccess: 0, OriginalDesiredAccess: 4 }
    _OB_PRE_DUPLICATE_HANDLE_INFORMATION: 24, 8 {
        DesiredAccess: 0, OriginalDesiredAccess: 4, SourceProcess: 8, TargetProcess: 16
    }
    _OB_PRE_OPERATION_PARAMETERS: 24, 8 {
        CreateHandleInformation: 0, DuplicateHandleInformation: 0
    }
    _OB_PRE_OPERATION_INFORMATION_Anonymous: 4, 4 { Flags: 0, BitFields: 0 }
    _OB_PRE_OPERATION_INFORMATION: 40, 8 {
        Operation: 0, Anonymous: 4, Object: 8, ObjectType: 16, CallContext: 24, Parameters:
        32
    }
    _OB_POST_CREATE_HANDLE_INFORMATION: 4, 4 { GrantedAccess: 0 }
    _OB_POST_DUPLICATE_HANDLE_INFORMATION: 4, 4 { GrantedAccess: 0 }
    _OB_POST_OPERATION_PARAMETERS: 4, 4 {
        CreateHandleInformation: 0, DuplicateHandleInformation: 0
    }
    _OB_POST_OPERATION_INFORMATION_Anonymous: 4, 4 { Flags: 0, BitFields: 0 }
    _OB_POST_OPERATION_INFORMATION: 48, 8 {
        Operation: 0, Anonymous: 4, Object: 8, ObjectType: 16, CallContext: 24,
        ReturnStatus: 32, Parameters: 40
    }
    _OB_OPERATION_REGISTRATION: 32, 8 {
        ObjectType: 0, Operations: 8, PreOperation: 16, PostOperation: 24
    }
    _OB_CALLBACK_REGISTRATION: 40, 8 {
        Version: 0, OperationRegistrationCount: 2, Altitude: 8, RegistrationContext: 24,
        OperationRegistration: 32
    }
    _OBJECT_NAME_INFORMATION: 16, 8 { Name: 0 }
}

bit_fields! {
    _OB_PRE_OPERATION_INFORMATION_Anonymous.BitFields: ULONG {
        KernelHandle set_KernelHandle: 0, 1;
    }
    _OB_POST_OPERATION_INFORMATION_Anonymous.BitFields: ULONG {
        KernelHandle set_KernelHandle: 0, 1;
    }
}

imports! { "ntoskrnl.exe";
    /// Releases a reference to an object and returns how many are left. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ObfDereferenceObject(Object: PVOID) -> LONG_PTR;
    /// The security descriptor of an object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obgetobjectsecurity>
    pub fn ObGetObjectSecurity(
        Object: PVOID,
        SecurityDescriptor: *mut PSECURITY_DESCRIPTOR,
        MemoryAllocated: PBOOLEAN,
    ) -> NTSTATUS;
    /// References an object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obfreferenceobject>
    pub fn ObfReferenceObject(Object: PVOID) -> LONG_PTR;
    /// The object of a handle, referenced, if the handle has this access. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbyhandle>
    pub fn ObReferenceObjectByHandle(
        Handle: HANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
        Object: *mut PVOID,
        HandleInformation: POBJECT_HANDLE_INFORMATION,
    ) -> NTSTATUS;
    /// References an object if it has this type and access. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbypointer>
    pub fn ObReferenceObjectByPointer(
        Object: PVOID,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
    ) -> NTSTATUS;
    /// Releases what `ObGetObjectSecurity` returned. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreleaseobjectsecurity>
    pub fn ObReleaseObjectSecurity(
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        MemoryAllocated: BOOLEAN,
    );
    /// Releases a reference; the object is deleted by a system thread. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobjectdeferdelete>
    pub fn ObDereferenceObjectDeferDelete(Object: PVOID);
    /// Registers functions that filter handles to processes and threads. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obregistercallbacks>
    pub fn ObRegisterCallbacks(
        CallbackRegistration: POB_CALLBACK_REGISTRATION,
        RegistrationHandle: *mut PVOID,
    ) -> NTSTATUS;
    /// Ends what `ObRegisterCallbacks` began. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obunregistercallbacks>
    pub fn ObUnRegisterCallbacks(RegistrationHandle: PVOID);
    /// The version of object callbacks. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ObGetFilterVersion() -> USHORT;
    /// As `ObReferenceObjectByHandle`, with a tag. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbyhandlewithtag>
    pub fn ObReferenceObjectByHandleWithTag(
        Handle: HANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
        Tag: ULONG,
        Object: *mut PVOID,
        HandleInformation: POBJECT_HANDLE_INFORMATION,
    ) -> NTSTATUS;
    /// References an object, with a tag. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ObfReferenceObjectWithTag(Object: PVOID, Tag: ULONG) -> LONG_PTR;
    /// As `ObReferenceObjectByPointer`, with a tag. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectbypointerwithtag>
    pub fn ObReferenceObjectByPointerWithTag(
        Object: PVOID,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
        Tag: ULONG,
    ) -> NTSTATUS;
    /// Releases a reference that has a tag. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ObfDereferenceObjectWithTag(Object: PVOID, Tag: ULONG) -> LONG_PTR;
    /// As `ObDereferenceObjectDeferDelete`, with a tag. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobjectdeferdeletewithtag>
    pub fn ObDereferenceObjectDeferDeleteWithTag(Object: PVOID, Tag: ULONG);
    /// Closes a handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwclose>
    pub fn ZwClose(Handle: HANDLE) -> NTSTATUS;
    /// Creates or opens a directory of the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatedirectoryobject>
    pub fn ZwCreateDirectoryObject(
        DirectoryHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// Lets an object go when its last handle is closed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwmaketemporaryobject>
    pub fn ZwMakeTemporaryObject(Handle: HANDLE) -> NTSTATUS;
    /// Opens a link of the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopensymboliclinkobject>
    pub fn ZwOpenSymbolicLinkObject(
        LinkHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// What a link points to. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwquerysymboliclinkobject>
    pub fn ZwQuerySymbolicLinkObject(
        LinkHandle: HANDLE,
        LinkTarget: PUNICODE_STRING,
        ReturnedLength: PULONG,
    ) -> NTSTATUS;
    /// Duplicates a handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwduplicateobject>
    pub fn ZwDuplicateObject(
        SourceProcessHandle: HANDLE,
        SourceHandle: HANDLE,
        TargetProcessHandle: HANDLE,
        TargetHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        HandleAttributes: ULONG,
        Options: ULONG,
    ) -> NTSTATUS;
    /// Facts about the object of a handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwqueryobject>
    pub fn ZwQueryObject(
        Handle: HANDLE,
        ObjectInformationClass: OBJECT_INFORMATION_CLASS,
        ObjectInformation: PVOID,
        ObjectInformationLength: ULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// Creates a link in the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwCreateSymbolicLinkObject(
        SymbolicLinkHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        TargetName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Opens a directory of the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwopendirectoryobject>
    pub fn ZwOpenDirectoryObject(
        DirectoryHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// Lists a directory of the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwQueryDirectoryObject(
        DirectoryHandle: HANDLE,
        Buffer: PVOID,
        Length: ULONG,
        ReturnSingleEntry: BOOLEAN,
        RestartScan: BOOLEAN,
        Context: PULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// Opens a handle to an object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-obopenobjectbypointer>
    pub fn ObOpenObjectByPointer(
        Object: PVOID,
        HandleAttributes: ULONG,
        PassedAccessState: PACCESS_STATE,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
        Handle: PHANDLE,
    ) -> NTSTATUS;
    /// The name of an object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-obquerynamestring>
    pub fn ObQueryNameString(
        Object: PVOID,
        ObjectNameInfo: POBJECT_NAME_INFORMATION,
        Length: ULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// A handle is a kernel handle. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-obiskernelhandle>
    pub fn ObIsKernelHandle(Handle: HANDLE) -> BOOLEAN;
    /// The object of a name, referenced. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ObReferenceObjectByName(
        ObjectName: PUNICODE_STRING,
        Attributes: ULONG,
        PassedAccessState: PACCESS_STATE,
        DesiredAccess: ACCESS_MASK,
        ObjectType: POBJECT_TYPE,
        AccessMode: KPROCESSOR_MODE,
        ParseContext: PVOID,
        Object: *mut PVOID,
    ) -> NTSTATUS;
    /// Lets an object go when its last reference is released. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-obmaketemporaryobject>
    pub fn ObMakeTemporaryObject(Object: PVOID);
    /// Closes a handle, with the checks of a call from user mode. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntclose>
    pub fn NtClose(Handle: HANDLE) -> NTSTATUS;
}

pub const OBJECT_TYPE_CREATE: ULONG = 1;
pub const DIRECTORY_QUERY: ULONG = 1;
pub const DIRECTORY_TRAVERSE: ULONG = 2;
pub const DIRECTORY_CREATE_OBJECT: ULONG = 4;
pub const DIRECTORY_CREATE_SUBDIRECTORY: ULONG = 8;
pub const DIRECTORY_ALL_ACCESS: ULONG = 0x000F_000F;
pub const SYMBOLIC_LINK_QUERY: ULONG = 1;
pub const SYMBOLIC_LINK_ALL_ACCESS: ULONG = 0x000F_0001;
pub const DUPLICATE_CLOSE_SOURCE: ULONG = 1;
pub const DUPLICATE_SAME_ACCESS: ULONG = 2;
pub const DUPLICATE_SAME_ATTRIBUTES: ULONG = 4;
pub const OB_FLT_REGISTRATION_VERSION_0100: ULONG = 0x100;
pub const OB_FLT_REGISTRATION_VERSION: ULONG = 256;
pub const OB_OPERATION_HANDLE_CREATE: ULONG = 1;
pub const OB_OPERATION_HANDLE_DUPLICATE: ULONG = 2;

imports! { "ntoskrnl.exe";
    /// Closes a handle that was opened in this mode. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obclosehandle>
    pub fn ObCloseHandle(Handle: HANDLE, PreviousMode: KPROCESSOR_MODE) -> NTSTATUS;
    /// References an object unless its last reference is gone. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobjectsafe>
    pub fn ObReferenceObjectSafe(Object: PVOID) -> BOOLEAN;
}

/// The C name of [`ObfReferenceObject`]. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obreferenceobject>
#[inline]
pub unsafe fn ObReferenceObject(Object: PVOID) -> LONG_PTR {
    // SAFETY: the contract is the same.
    unsafe { ObfReferenceObject(Object) }
}

/// The C name of [`ObfDereferenceObject`]. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-obdereferenceobject>
#[inline]
pub unsafe fn ObDereferenceObject(Object: PVOID) -> LONG_PTR {
    // SAFETY: the contract is the same.
    unsafe { ObfDereferenceObject(Object) }
}

/// Fills in the attributes of an object that is opened or created.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn InitializeObjectAttributes(
    p: POBJECT_ATTRIBUTES,
    n: PUNICODE_STRING,
    a: ULONG,
    r: HANDLE,
    s: PVOID,
) {
    let attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as ULONG,
        RootDirectory: r,
        ObjectName: n,
        Attributes: a,
        SecurityDescriptor: s,
        SecurityQualityOfService: core::ptr::null_mut(),
    };
    // SAFETY: the caller passes memory for the structure.
    unsafe { p.write(attributes) };
}
