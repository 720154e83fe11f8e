//! registry.

use crate::{layout::layout, *};

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
    pub type PRTL_QUERY_REGISTRY_ROUTINE = fn(ValueName: PWSTR, ValueType: ULONG, ValueData: PVOID, ValueLength: ULONG, Context: PVOID, EntryContext: PVOID) -> NTSTATUS;
}

imports! { "ntoskrnl.exe";
    pub fn RtlCheckRegistryKey(RelativeTo: ULONG, Path: PWSTR) -> NTSTATUS;
    pub fn RtlCreateRegistryKey(RelativeTo: ULONG, Path: PWSTR) -> NTSTATUS;
    pub fn RtlDeleteRegistryValue(RelativeTo: ULONG, Path: PCWSTR, ValueName: PCWSTR) -> NTSTATUS;
    pub fn RtlQueryRegistryValues(RelativeTo: ULONG, Path: PCWSTR, QueryTable: PRTL_QUERY_REGISTRY_TABLE, Context: PVOID, Environment: PVOID) -> NTSTATUS;
    pub fn RtlWriteRegistryValue(RelativeTo: ULONG, Path: PCWSTR, ValueName: PCWSTR, ValueType: ULONG, ValueData: PVOID, ValueLength: ULONG) -> NTSTATUS;
    pub fn CmRegisterCallback(Function: PEX_CALLBACK_FUNCTION, Context: PVOID, Cookie: PLARGE_INTEGER) -> NTSTATUS;
    pub fn CmUnRegisterCallback(Cookie: LARGE_INTEGER) -> NTSTATUS;
    pub fn CmRegisterCallbackEx(Function: PEX_CALLBACK_FUNCTION, Altitude: PCUNICODE_STRING, Driver: PVOID, Context: PVOID, Cookie: PLARGE_INTEGER, Reserved: PVOID) -> NTSTATUS;
    pub fn CmGetCallbackVersion(Major: PULONG, Minor: PULONG);
    pub fn CmSetCallbackObjectContext(Object: PVOID, Cookie: PLARGE_INTEGER, NewContext: PVOID, OldContext: *mut PVOID) -> NTSTATUS;
    pub fn CmCallbackGetKeyObjectID(Cookie: PLARGE_INTEGER, Object: PVOID, ObjectID: PULONG_PTR, ObjectName: *mut PCUNICODE_STRING) -> NTSTATUS;
    pub fn CmGetBoundTransaction(Cookie: PLARGE_INTEGER, Object: PVOID) -> PVOID;
    pub fn ZwCreateKey(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, TitleIndex: ULONG, Class: PUNICODE_STRING, CreateOptions: ULONG, Disposition: PULONG) -> NTSTATUS;
    pub fn ZwDeleteKey(KeyHandle: HANDLE) -> NTSTATUS;
    pub fn ZwDeleteValueKey(KeyHandle: HANDLE, ValueName: PUNICODE_STRING) -> NTSTATUS;
    pub fn ZwEnumerateKey(KeyHandle: HANDLE, Index: ULONG, KeyInformationClass: KEY_INFORMATION_CLASS, KeyInformation: PVOID, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn ZwEnumerateValueKey(KeyHandle: HANDLE, Index: ULONG, KeyValueInformationClass: KEY_VALUE_INFORMATION_CLASS, KeyValueInformation: PVOID, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn ZwFlushKey(KeyHandle: HANDLE) -> NTSTATUS;
    pub fn ZwOpenKey(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwQueryKey(KeyHandle: HANDLE, KeyInformationClass: KEY_INFORMATION_CLASS, KeyInformation: PVOID, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn ZwQueryValueKey(KeyHandle: HANDLE, ValueName: PUNICODE_STRING, KeyValueInformationClass: KEY_VALUE_INFORMATION_CLASS, KeyValueInformation: PVOID, Length: ULONG, ResultLength: PULONG) -> NTSTATUS;
    pub fn ZwSetValueKey(KeyHandle: HANDLE, ValueName: PUNICODE_STRING, TitleIndex: ULONG, Type: ULONG, Data: PVOID, DataSize: ULONG) -> NTSTATUS;
    pub fn ZwCreateKeyTransacted(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, TitleIndex: ULONG, Class: PUNICODE_STRING, CreateOptions: ULONG, TransactionHandle: HANDLE, Disposition: PULONG) -> NTSTATUS;
    pub fn ZwOpenKeyTransacted(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, TransactionHandle: HANDLE) -> NTSTATUS;
    pub fn ZwOpenKeyEx(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, OpenOptions: ULONG) -> NTSTATUS;
    pub fn ZwOpenKeyTransactedEx(KeyHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, OpenOptions: ULONG, TransactionHandle: HANDLE) -> NTSTATUS;
    pub fn ZwNotifyChangeMultipleKeys(MasterKeyHandle: HANDLE, Count: ULONG, SubordinateObjects: *mut OBJECT_ATTRIBUTES, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, CompletionFilter: ULONG, WatchTree: BOOLEAN, Buffer: PVOID, BufferSize: ULONG, Asynchronous: BOOLEAN) -> NTSTATUS;
    pub fn ZwQueryMultipleValueKey(KeyHandle: HANDLE, ValueEntries: PKEY_VALUE_ENTRY, EntryCount: ULONG, ValueBuffer: PVOID, BufferLength: PULONG, RequiredBufferLength: PULONG) -> NTSTATUS;
    pub fn ZwRenameKey(KeyHandle: HANDLE, NewName: PUNICODE_STRING) -> NTSTATUS;
    pub fn ZwSetInformationKey(KeyHandle: HANDLE, KeySetInformationClass: KEY_SET_INFORMATION_CLASS, KeySetInformation: PVOID, KeySetInformationLength: ULONG) -> NTSTATUS;
    pub fn ZwNotifyChangeKey(KeyHandle: HANDLE, EventHandle: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, NotifyFilter: ULONG, WatchSubtree: BOOLEAN, Buffer: PVOID, BufferLength: ULONG, Asynchronous: BOOLEAN) -> NTSTATUS;
    pub fn ZwLoadKey(KeyObjectAttributes: POBJECT_ATTRIBUTES, FileObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwUnloadKey(KeyObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwSaveKey(KeyHandle: HANDLE, FileHandle: HANDLE) -> NTSTATUS;
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

pub const REG_NONE: ULONG = 0;
pub const REG_SZ: ULONG = 1;
pub const REG_EXPAND_SZ: ULONG = 2;
pub const REG_BINARY: ULONG = 3;
pub const REG_DWORD: ULONG = 4;
pub const REG_DWORD_LITTLE_ENDIAN: ULONG = 4;
pub const REG_DWORD_BIG_ENDIAN: ULONG = 5;
pub const REG_LINK: ULONG = 6;
pub const REG_MULTI_SZ: ULONG = 7;
pub const REG_RESOURCE_LIST: ULONG = 8;
pub const REG_FULL_RESOURCE_DESCRIPTOR: ULONG = 9;
pub const REG_RESOURCE_REQUIREMENTS_LIST: ULONG = 10;
pub const REG_QWORD: ULONG = 11;
pub const REG_QWORD_LITTLE_ENDIAN: ULONG = 11;
pub const KEY_QUERY_VALUE: ULONG = 1;
pub const KEY_SET_VALUE: ULONG = 2;
pub const KEY_CREATE_SUB_KEY: ULONG = 4;
pub const KEY_ENUMERATE_SUB_KEYS: ULONG = 8;
pub const KEY_NOTIFY: ULONG = 0x10;
pub const KEY_CREATE_LINK: ULONG = 0x20;
pub const KEY_WOW64_32KEY: ULONG = 0x200;
pub const KEY_WOW64_64KEY: ULONG = 0x100;
pub const KEY_WOW64_RES: ULONG = 0x300;
pub const KEY_READ: ULONG = 0x0002_0019;
pub const KEY_WRITE: ULONG = 0x0002_0006;
pub const KEY_EXECUTE: ULONG = 0x0002_0019;
pub const KEY_ALL_ACCESS: ULONG = 0x000F_003F;
pub const REG_OPTION_NON_VOLATILE: ULONG = 0;
pub const REG_OPTION_VOLATILE: ULONG = 1;
pub const REG_OPTION_CREATE_LINK: ULONG = 2;
pub const REG_OPTION_BACKUP_RESTORE: ULONG = 4;
pub const REG_OPTION_OPEN_LINK: ULONG = 8;
pub const REG_LEGAL_OPTION: ULONG = 15;
pub const REG_OPEN_LEGAL_OPTION: ULONG = 12;
pub const REG_STANDARD_FORMAT: ULONG = 1;
pub const REG_LATEST_FORMAT: ULONG = 2;
pub const REG_NO_COMPRESSION: ULONG = 4;
pub const REG_CREATED_NEW_KEY: ULONG = 1;
pub const REG_OPENED_EXISTING_KEY: ULONG = 2;
pub const REG_WHOLE_HIVE_VOLATILE: ULONG = 1;
pub const REG_REFRESH_HIVE: ULONG = 2;
pub const REG_NO_LAZY_FLUSH: ULONG = 4;
pub const REG_FORCE_RESTORE: ULONG = 8;
pub const REG_APP_HIVE: ULONG = 0x10;
pub const REG_PROCESS_PRIVATE: ULONG = 0x20;
pub const REG_START_JOURNAL: ULONG = 0x40;
pub const REG_HIVE_EXACT_FILE_GROWTH: ULONG = 0x80;
pub const REG_HIVE_NO_RM: ULONG = 0x100;
pub const REG_HIVE_SINGLE_LOG: ULONG = 0x200;
pub const REG_BOOT_HIVE: ULONG = 0x400;
pub const REG_FORCE_UNLOAD: ULONG = 1;
pub const REG_NOTIFY_CHANGE_NAME: ULONG = 1;
pub const REG_NOTIFY_CHANGE_ATTRIBUTES: ULONG = 2;
pub const REG_NOTIFY_CHANGE_LAST_SET: ULONG = 4;
pub const REG_NOTIFY_CHANGE_SECURITY: ULONG = 8;
pub const REG_LEGAL_CHANGE_FILTER: ULONG = 15;

imports! { "ntoskrnl.exe";
    /// The identifier and name of a key object, to be released. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-cmcallbackgetkeyobjectidex>
    pub fn CmCallbackGetKeyObjectIDEx(
        Cookie: PLARGE_INTEGER,
        Object: PVOID,
        ObjectID: PULONG_PTR,
        ObjectName: *mut PCUNICODE_STRING,
        Flags: ULONG,
    ) -> NTSTATUS;
    /// Releases the name of a key object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-cmcallbackreleasekeyobjectidex>
    pub fn CmCallbackReleaseKeyObjectIDEx(ObjectName: PCUNICODE_STRING);

    /// The object type of registry keys.
    pub static CmKeyObjectType: *mut POBJECT_TYPE;
}
