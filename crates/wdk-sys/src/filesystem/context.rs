//! `fltKernel.h`: contexts that minifilters attach to files, streams, volumes and instances.

use crate::{
    BOOLEAN, FLT_CONTEXT_TYPE, FLT_SET_CONTEXT_OPERATION, NTSTATUS, PCFLT_RELATED_OBJECTS,
    PFILE_OBJECT, PFLT_CONTEXT, PFLT_FILTER, PFLT_INSTANCE, PFLT_RELATED_CONTEXTS, PFLT_VOLUME,
    PKTRANSACTION, POOL_TYPE, SIZE_T, imports,
};

imports! { "FLTMGR.SYS";
    /// Whether the file system supports contexts of files. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsupportsfilecontextsex>
    pub fn FltSupportsFileContextsEx(FileObject: PFILE_OBJECT, Instance: PFLT_INSTANCE) -> BOOLEAN;
    /// Whether the file system supports contexts of files. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsupportsfilecontexts>
    pub fn FltSupportsFileContexts(FileObject: PFILE_OBJECT) -> BOOLEAN;
    /// Whether the file system supports contexts of streams. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsupportsstreamcontexts>
    pub fn FltSupportsStreamContexts(FileObject: PFILE_OBJECT) -> BOOLEAN;
    /// Whether the file system supports contexts of file objects. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsupportsstreamhandlecontexts>
    pub fn FltSupportsStreamHandleContexts(FileObject: PFILE_OBJECT) -> BOOLEAN;
    /// Allocates a context. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocatecontext>
    pub fn FltAllocateContext(
        Filter: PFLT_FILTER,
        ContextType: FLT_CONTEXT_TYPE,
        ContextSize: SIZE_T,
        PoolType: POOL_TYPE,
        ReturnedContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The contexts of an operation's objects. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetcontexts>
    pub fn FltGetContexts(
        FltObjects: PCFLT_RELATED_OBJECTS,
        DesiredContexts: FLT_CONTEXT_TYPE,
        Contexts: PFLT_RELATED_CONTEXTS,
    );
    /// Gives up contexts. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasecontexts>
    pub fn FltReleaseContexts(Contexts: PFLT_RELATED_CONTEXTS);
    /// Attaches a context to a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetvolumecontext>
    pub fn FltSetVolumeContext(
        Volume: PFLT_VOLUME,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Attaches a context to an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetinstancecontext>
    pub fn FltSetInstanceContext(
        Instance: PFLT_INSTANCE,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Attaches a context to a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetfilecontext>
    pub fn FltSetFileContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Attaches a context to a stream. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetstreamcontext>
    pub fn FltSetStreamContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Attaches a context to a file object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetstreamhandlecontext>
    pub fn FltSetStreamHandleContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Attaches a context to a transaction. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsettransactioncontext>
    pub fn FltSetTransactionContext(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        Operation: FLT_SET_CONTEXT_OPERATION,
        NewContext: PFLT_CONTEXT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Marks a context for deletion. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletecontext>
    pub fn FltDeleteContext(Context: PFLT_CONTEXT);
    /// Removes the context of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletevolumecontext>
    pub fn FltDeleteVolumeContext(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Removes the context of an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeleteinstancecontext>
    pub fn FltDeleteInstanceContext(
        Instance: PFLT_INSTANCE,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Removes the context of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletefilecontext>
    pub fn FltDeleteFileContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Removes the context of a stream. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletestreamcontext>
    pub fn FltDeleteStreamContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Removes the context of a file object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletestreamhandlecontext>
    pub fn FltDeleteStreamHandleContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Removes the context of a transaction. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletetransactioncontext>
    pub fn FltDeleteTransactionContext(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        OldContext: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The context of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumecontext>
    pub fn FltGetVolumeContext(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        Context: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The context of an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetinstancecontext>
    pub fn FltGetInstanceContext(Instance: PFLT_INSTANCE, Context: *mut PFLT_CONTEXT) -> NTSTATUS;
    /// The context of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilecontext>
    pub fn FltGetFileContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Context: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The context of a stream. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetstreamcontext>
    pub fn FltGetStreamContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Context: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The context of a file object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetstreamhandlecontext>
    pub fn FltGetStreamHandleContext(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        Context: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The context of a transaction. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgettransactioncontext>
    pub fn FltGetTransactionContext(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        Context: *mut PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Keeps a context. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreferencecontext>
    pub fn FltReferenceContext(Context: PFLT_CONTEXT);
    /// Gives up a context. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasecontext>
    pub fn FltReleaseContext(Context: PFLT_CONTEXT);
}
