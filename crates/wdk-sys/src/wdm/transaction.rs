//! `wdm.h`: kernel transactions.

use crate::{
    ACCESS_MASK, BOOLEAN, HANDLE, KTMOBJECT_TYPE, KernelVariable, LPGUID, NTSTATUS, PHANDLE,
    PKTMOBJECT_CURSOR, PLARGE_INTEGER, POBJECT_ATTRIBUTES, POBJECT_TYPE, PULONG, PUNICODE_STRING,
    PVOID, ULONG, imports,
};

/// Facts about a transaction.
pub mod _TRANSACTION_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const TransactionBasicInformation: Type = 0;
    pub const TransactionPropertiesInformation: Type = 1;
    pub const TransactionEnlistmentInformation: Type = 2;
    pub const TransactionSuperiorEnlistmentInformation: Type = 3;
}
/// A value of [`_TRANSACTION_INFORMATION_CLASS`].
pub type TRANSACTION_INFORMATION_CLASS = _TRANSACTION_INFORMATION_CLASS::Type;

imports! { "ntoskrnl.exe";
    /// Identifiers of transaction objects. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwenumeratetransactionobject>
    pub fn ZwEnumerateTransactionObject(
        RootObjectHandle: HANDLE,
        QueryType: KTMOBJECT_TYPE,
        ObjectCursor: PKTMOBJECT_CURSOR,
        ObjectCursorLength: ULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// Creates a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatetransaction>
    pub fn ZwCreateTransaction(
        TransactionHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        Uow: LPGUID,
        TmHandle: HANDLE,
        CreateOptions: ULONG,
        IsolationLevel: ULONG,
        IsolationFlags: ULONG,
        Timeout: PLARGE_INTEGER,
        Description: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Opens a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopentransaction>
    pub fn ZwOpenTransaction(
        TransactionHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        Uow: LPGUID,
        TmHandle: HANDLE,
    ) -> NTSTATUS;
    /// Facts about a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwqueryinformationtransaction>
    pub fn ZwQueryInformationTransaction(
        TransactionHandle: HANDLE,
        TransactionInformationClass: TRANSACTION_INFORMATION_CLASS,
        TransactionInformation: PVOID,
        TransactionInformationLength: ULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// Changes facts about a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwsetinformationtransaction>
    pub fn ZwSetInformationTransaction(
        TransactionHandle: HANDLE,
        TransactionInformationClass: TRANSACTION_INFORMATION_CLASS,
        TransactionInformation: PVOID,
        TransactionInformationLength: ULONG,
    ) -> NTSTATUS;
    /// Commits a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcommittransaction>
    pub fn ZwCommitTransaction(TransactionHandle: HANDLE, Wait: BOOLEAN) -> NTSTATUS;
}

imports! { "ntoskrnl.exe";
    /// Creates an enlistment of a resource manager in a transaction. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreateenlistment>
    pub fn ZwCreateEnlistment(
        EnlistmentHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ResourceManagerHandle: HANDLE,
        TransactionHandle: HANDLE,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        CreateOptions: ULONG,
        NotificationMask: ULONG,
        EnlistmentKey: PVOID,
    ) -> NTSTATUS;
    /// Creates a resource manager. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreateresourcemanager>
    pub fn ZwCreateResourceManager(
        ResourceManagerHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        TmHandle: HANDLE,
        ResourceManagerGuid: LPGUID,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        CreateOptions: ULONG,
        Description: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Creates a transaction manager. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatetransactionmanager>
    pub fn ZwCreateTransactionManager(
        TmHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        LogFileName: PUNICODE_STRING,
        CreateOptions: ULONG,
        CommitStrength: ULONG,
    ) -> NTSTATUS;
    /// Rolls a transaction back. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwrollbacktransaction>
    pub fn ZwRollbackTransaction(TransactionHandle: HANDLE, Wait: BOOLEAN) -> NTSTATUS;

    /// The object type of transactions.
    pub static TmTransactionObjectType: KernelVariable<POBJECT_TYPE>;
}
