//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    ACCESS_MASK, KEY_VALUE_INFORMATION_CLASS, KPROCESSOR_MODE, NTSTATUS, PCWSTR, PULONG,
    PUNICODE_STRING, PVOID, PWSTR, ULONG, ULONG_PTR, layout::layout,
};

/// Registry operations that a callback sees.
pub mod _REG_NOTIFY_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const RegNtDeleteKey: Type = 0;
    pub const RegNtPreDeleteKey: Type = 0;
    pub const RegNtSetValueKey: Type = 1;
    pub const RegNtPreSetValueKey: Type = 1;
    pub const RegNtDeleteValueKey: Type = 2;
    pub const RegNtPreDeleteValueKey: Type = 2;
    pub const RegNtSetInformationKey: Type = 3;
    pub const RegNtPreSetInformationKey: Type = 3;
    pub const RegNtRenameKey: Type = 4;
    pub const RegNtPreRenameKey: Type = 4;
    pub const RegNtEnumerateKey: Type = 5;
    pub const RegNtPreEnumerateKey: Type = 5;
    pub const RegNtEnumerateValueKey: Type = 6;
    pub const RegNtPreEnumerateValueKey: Type = 6;
    pub const RegNtQueryKey: Type = 7;
    pub const RegNtPreQueryKey: Type = 7;
    pub const RegNtQueryValueKey: Type = 8;
    pub const RegNtPreQueryValueKey: Type = 8;
    pub const RegNtQueryMultipleValueKey: Type = 9;
    pub const RegNtPreQueryMultipleValueKey: Type = 9;
    pub const RegNtPreCreateKey: Type = 10;
    pub const RegNtPostCreateKey: Type = 11;
    pub const RegNtPreOpenKey: Type = 12;
    pub const RegNtPostOpenKey: Type = 13;
    pub const RegNtKeyHandleClose: Type = 14;
    pub const RegNtPreKeyHandleClose: Type = 14;
    pub const RegNtPostDeleteKey: Type = 15;
    pub const RegNtPostSetValueKey: Type = 16;
    pub const RegNtPostDeleteValueKey: Type = 17;
    pub const RegNtPostSetInformationKey: Type = 18;
    pub const RegNtPostRenameKey: Type = 19;
    pub const RegNtPostEnumerateKey: Type = 20;
    pub const RegNtPostEnumerateValueKey: Type = 21;
    pub const RegNtPostQueryKey: Type = 22;
    pub const RegNtPostQueryValueKey: Type = 23;
    pub const RegNtPostQueryMultipleValueKey: Type = 24;
    pub const RegNtPostKeyHandleClose: Type = 25;
    pub const RegNtPreCreateKeyEx: Type = 26;
    pub const RegNtPostCreateKeyEx: Type = 27;
    pub const RegNtPreOpenKeyEx: Type = 28;
    pub const RegNtPostOpenKeyEx: Type = 29;
    pub const RegNtPreFlushKey: Type = 30;
    pub const RegNtPostFlushKey: Type = 31;
    pub const RegNtPreLoadKey: Type = 32;
    pub const RegNtPostLoadKey: Type = 33;
    pub const RegNtPreUnLoadKey: Type = 34;
    pub const RegNtPostUnLoadKey: Type = 35;
    pub const RegNtPreQueryKeySecurity: Type = 36;
    pub const RegNtPostQueryKeySecurity: Type = 37;
    pub const RegNtPreSetKeySecurity: Type = 38;
    pub const RegNtPostSetKeySecurity: Type = 39;
    pub const RegNtCallbackObjectContextCleanup: Type = 40;
    pub const RegNtPreRestoreKey: Type = 41;
    pub const RegNtPostRestoreKey: Type = 42;
    pub const RegNtPreSaveKey: Type = 43;
    pub const RegNtPostSaveKey: Type = 44;
    pub const RegNtPreReplaceKey: Type = 45;
    pub const RegNtPostReplaceKey: Type = 46;
    pub const RegNtPreQueryKeyName: Type = 47;
    pub const RegNtPostQueryKeyName: Type = 48;
    pub const MaxRegNtNotifyClass: Type = 49;
}
/// A value of [`_REG_NOTIFY_CLASS`].
pub type REG_NOTIFY_CLASS = _REG_NOTIFY_CLASS::Type;
/// Pointer to a [`REG_NOTIFY_CLASS`].
pub type PREG_NOTIFY_CLASS = *mut _REG_NOTIFY_CLASS::Type;

/// A value that `RtlQueryRegistryValues` shall read.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_QUERY_REGISTRY_TABLE {
    pub QueryRoutine: PRTL_QUERY_REGISTRY_ROUTINE,
    pub Flags: ULONG,
    pub Name: PCWSTR,
    pub EntryContext: PVOID,
    pub DefaultType: ULONG,
    pub DefaultData: PVOID,
    pub DefaultLength: ULONG,
}
/// A [`_RTL_QUERY_REGISTRY_TABLE`].
pub type RTL_QUERY_REGISTRY_TABLE = _RTL_QUERY_REGISTRY_TABLE;
/// Pointer to a [`_RTL_QUERY_REGISTRY_TABLE`].
pub type PRTL_QUERY_REGISTRY_TABLE = *mut _RTL_QUERY_REGISTRY_TABLE;

/// A key that is deleted.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_DELETE_KEY_INFORMATION {
    pub Object: PVOID,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_DELETE_KEY_INFORMATION`].
pub type REG_DELETE_KEY_INFORMATION = _REG_DELETE_KEY_INFORMATION;
/// Pointer to a [`_REG_DELETE_KEY_INFORMATION`].
pub type PREG_DELETE_KEY_INFORMATION = *mut _REG_DELETE_KEY_INFORMATION;
/// A [`_REG_DELETE_KEY_INFORMATION`].
pub type REG_FLUSH_KEY_INFORMATION = _REG_DELETE_KEY_INFORMATION;
/// Pointer to a [`_REG_DELETE_KEY_INFORMATION`].
pub type PREG_FLUSH_KEY_INFORMATION = *mut _REG_DELETE_KEY_INFORMATION;

/// A value that is written.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_SET_VALUE_KEY_INFORMATION {
    pub Object: PVOID,
    pub ValueName: PUNICODE_STRING,
    pub TitleIndex: ULONG,
    pub Type: ULONG,
    pub Data: PVOID,
    pub DataSize: ULONG,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_SET_VALUE_KEY_INFORMATION`].
pub type REG_SET_VALUE_KEY_INFORMATION = _REG_SET_VALUE_KEY_INFORMATION;
/// Pointer to a [`_REG_SET_VALUE_KEY_INFORMATION`].
pub type PREG_SET_VALUE_KEY_INFORMATION = *mut _REG_SET_VALUE_KEY_INFORMATION;

/// A value that is deleted.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_DELETE_VALUE_KEY_INFORMATION {
    pub Object: PVOID,
    pub ValueName: PUNICODE_STRING,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_DELETE_VALUE_KEY_INFORMATION`].
pub type REG_DELETE_VALUE_KEY_INFORMATION = _REG_DELETE_VALUE_KEY_INFORMATION;
/// Pointer to a [`_REG_DELETE_VALUE_KEY_INFORMATION`].
pub type PREG_DELETE_VALUE_KEY_INFORMATION = *mut _REG_DELETE_VALUE_KEY_INFORMATION;

/// A value that is read.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_QUERY_VALUE_KEY_INFORMATION {
    pub Object: PVOID,
    pub ValueName: PUNICODE_STRING,
    pub KeyValueInformationClass: KEY_VALUE_INFORMATION_CLASS,
    pub KeyValueInformation: PVOID,
    pub Length: ULONG,
    pub ResultLength: PULONG,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_QUERY_VALUE_KEY_INFORMATION`].
pub type REG_QUERY_VALUE_KEY_INFORMATION = _REG_QUERY_VALUE_KEY_INFORMATION;
/// Pointer to a [`_REG_QUERY_VALUE_KEY_INFORMATION`].
pub type PREG_QUERY_VALUE_KEY_INFORMATION = *mut _REG_QUERY_VALUE_KEY_INFORMATION;

/// A key that is renamed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_RENAME_KEY_INFORMATION {
    pub Object: PVOID,
    pub NewName: PUNICODE_STRING,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_RENAME_KEY_INFORMATION`].
pub type REG_RENAME_KEY_INFORMATION = _REG_RENAME_KEY_INFORMATION;
/// Pointer to a [`_REG_RENAME_KEY_INFORMATION`].
pub type PREG_RENAME_KEY_INFORMATION = *mut _REG_RENAME_KEY_INFORMATION;

/// A key that is created or opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_CREATE_KEY_INFORMATION {
    pub CompleteName: PUNICODE_STRING,
    pub RootObject: PVOID,
    pub ObjectType: PVOID,
    pub CreateOptions: ULONG,
    pub Class: PUNICODE_STRING,
    pub SecurityDescriptor: PVOID,
    pub SecurityQualityOfService: PVOID,
    pub DesiredAccess: ACCESS_MASK,
    pub GrantedAccess: ACCESS_MASK,
    pub Disposition: PULONG,
    pub ResultObject: *mut PVOID,
    pub CallContext: PVOID,
    pub RootObjectContext: PVOID,
    pub Transaction: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_CREATE_KEY_INFORMATION`].
pub type REG_CREATE_KEY_INFORMATION = _REG_CREATE_KEY_INFORMATION;
/// A [`_REG_CREATE_KEY_INFORMATION`].
pub type REG_OPEN_KEY_INFORMATION = _REG_CREATE_KEY_INFORMATION;
/// Pointer to a [`_REG_CREATE_KEY_INFORMATION`].
pub type PREG_CREATE_KEY_INFORMATION = *mut _REG_CREATE_KEY_INFORMATION;
/// Pointer to a [`_REG_CREATE_KEY_INFORMATION`].
pub type PREG_OPEN_KEY_INFORMATION = *mut _REG_CREATE_KEY_INFORMATION;

/// A key that is created or opened, with its root.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_CREATE_KEY_INFORMATION_V1 {
    pub CompleteName: PUNICODE_STRING,
    pub RootObject: PVOID,
    pub ObjectType: PVOID,
    pub Options: ULONG,
    pub Class: PUNICODE_STRING,
    pub SecurityDescriptor: PVOID,
    pub SecurityQualityOfService: PVOID,
    pub DesiredAccess: ACCESS_MASK,
    pub GrantedAccess: ACCESS_MASK,
    pub Disposition: PULONG,
    pub ResultObject: *mut PVOID,
    pub CallContext: PVOID,
    pub RootObjectContext: PVOID,
    pub Transaction: PVOID,
    pub Version: ULONG_PTR,
    pub RemainingName: PUNICODE_STRING,
    pub Wow64Flags: ULONG,
    pub Attributes: ULONG,
    pub CheckAccessMode: KPROCESSOR_MODE,
}
/// A [`_REG_CREATE_KEY_INFORMATION_V1`].
pub type REG_CREATE_KEY_INFORMATION_V1 = _REG_CREATE_KEY_INFORMATION_V1;
/// A [`_REG_CREATE_KEY_INFORMATION_V1`].
pub type REG_OPEN_KEY_INFORMATION_V1 = _REG_CREATE_KEY_INFORMATION_V1;
/// Pointer to a [`_REG_CREATE_KEY_INFORMATION_V1`].
pub type PREG_CREATE_KEY_INFORMATION_V1 = *mut _REG_CREATE_KEY_INFORMATION_V1;
/// Pointer to a [`_REG_CREATE_KEY_INFORMATION_V1`].
pub type PREG_OPEN_KEY_INFORMATION_V1 = *mut _REG_CREATE_KEY_INFORMATION_V1;

/// A key that is about to be created or opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_PRE_CREATE_KEY_INFORMATION {
    pub CompleteName: PUNICODE_STRING,
}
/// A [`_REG_PRE_CREATE_KEY_INFORMATION`].
pub type REG_PRE_CREATE_KEY_INFORMATION = _REG_PRE_CREATE_KEY_INFORMATION;
/// A [`_REG_PRE_CREATE_KEY_INFORMATION`].
pub type REG_PRE_OPEN_KEY_INFORMATION = _REG_PRE_CREATE_KEY_INFORMATION;
/// Pointer to a [`_REG_PRE_CREATE_KEY_INFORMATION`].
pub type PREG_PRE_CREATE_KEY_INFORMATION = *mut _REG_PRE_CREATE_KEY_INFORMATION;
/// Pointer to a [`_REG_PRE_CREATE_KEY_INFORMATION`].
pub type PREG_PRE_OPEN_KEY_INFORMATION = *mut _REG_PRE_CREATE_KEY_INFORMATION;

/// How a registry operation ended.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_POST_OPERATION_INFORMATION {
    pub Object: PVOID,
    pub Status: NTSTATUS,
    pub PreInformation: PVOID,
    pub ReturnStatus: NTSTATUS,
    pub CallContext: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_POST_OPERATION_INFORMATION`].
pub type REG_POST_OPERATION_INFORMATION = _REG_POST_OPERATION_INFORMATION;
/// Pointer to a [`_REG_POST_OPERATION_INFORMATION`].
pub type PREG_POST_OPERATION_INFORMATION = *mut _REG_POST_OPERATION_INFORMATION;

/// A driver's data of a key object is no longer needed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION {
    pub Object: PVOID,
    pub ObjectContext: PVOID,
    pub Reserved: PVOID,
}
/// A [`_REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION`].
pub type REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION = _REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION;
/// Pointer to a [`_REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION`].
pub type PREG_CALLBACK_CONTEXT_CLEANUP_INFORMATION = *mut _REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION;

crate::fn_types! {
    /// Called for a registry value.
    pub type PRTL_QUERY_REGISTRY_ROUTINE = fn(
        ValueName: PWSTR,
        ValueType: ULONG,
        ValueData: PVOID,
        ValueLength: ULONG,
        Context: PVOID,
        EntryContext: PVOID,
    ) -> NTSTATUS;
}

layout! {
    _RTL_QUERY_REGISTRY_TABLE: 56, 8 {
        QueryRoutine: 0, Flags: 8, Name: 16, EntryContext: 24, DefaultType: 32, DefaultData:
        40, DefaultLength: 48
    }
    _REG_DELETE_KEY_INFORMATION: 32, 8 {
        Object: 0, CallContext: 8, ObjectContext: 16, Reserved: 24
    }
    _REG_SET_VALUE_KEY_INFORMATION: 64, 8 {
        Object: 0, ValueName: 8, TitleIndex: 16, Type: 20, Data: 24, DataSize: 32,
        CallContext: 40, ObjectContext: 48, Reserved: 56
    }
    _REG_DELETE_VALUE_KEY_INFORMATION: 40, 8 {
        Object: 0, ValueName: 8, CallContext: 16, ObjectContext: 24, Reserved: 32
    }
    _REG_QUERY_VALUE_KEY_INFORMATION: 72, 8 {
        Object: 0, ValueName: 8, KeyValueInformationClass: 16, KeyValueInformation: 24,
        Length: 32, ResultLength: 40, CallContext: 48, ObjectContext: 56, Reserved: 64
    }
    _REG_RENAME_KEY_INFORMATION: 40, 8 {
        Object: 0, NewName: 8, CallContext: 16, ObjectContext: 24, Reserved: 32
    }
    _REG_CREATE_KEY_INFORMATION: 112, 8 {
        CompleteName: 0, RootObject: 8, ObjectType: 16, CreateOptions: 24, Class: 32,
        SecurityDescriptor: 40, SecurityQualityOfService: 48, DesiredAccess: 56,
        GrantedAccess: 60, Disposition: 64, ResultObject: 72, CallContext: 80,
        RootObjectContext: 88, Transaction: 96, Reserved: 104
    }
    _REG_CREATE_KEY_INFORMATION_V1: 136, 8 {
        CompleteName: 0, RootObject: 8, ObjectType: 16, Options: 24, Class: 32,
        SecurityDescriptor: 40, SecurityQualityOfService: 48, DesiredAccess: 56,
        GrantedAccess: 60, Disposition: 64, ResultObject: 72, CallContext: 80,
        RootObjectContext: 88, Transaction: 96, Version: 104, RemainingName: 112,
        Wow64Flags: 120, Attributes: 124, CheckAccessMode: 128
    }
    _REG_PRE_CREATE_KEY_INFORMATION: 8, 8 { CompleteName: 0 }
    _REG_POST_OPERATION_INFORMATION: 56, 8 {
        Object: 0, Status: 8, PreInformation: 16, ReturnStatus: 24, CallContext: 32,
        ObjectContext: 40, Reserved: 48
    }
    _REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION: 24, 8 { Object: 0, ObjectContext: 8, Reserved: 16 }
}
