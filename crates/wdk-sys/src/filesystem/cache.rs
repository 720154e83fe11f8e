//! `ntifs.h`: the cache manager.

use crate::{
    BOOLEAN, KEVENT, LARGE_INTEGER, NTSTATUS, PETHREAD, PFILE_OBJECT, PIO_STATUS_BLOCK,
    PLARGE_INTEGER, PMDL, PSECTION_OBJECT_POINTERS, PVOID, PVPB, UCHAR, ULONG, imports,
    layout::layout,
};

/// The sizes of a cached file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CC_FILE_SIZES {
    pub AllocationSize: LARGE_INTEGER,
    pub FileSize: LARGE_INTEGER,
    pub ValidDataLength: LARGE_INTEGER,
}
/// A [`_CC_FILE_SIZES`].
pub type CC_FILE_SIZES = _CC_FILE_SIZES;
/// Pointer to a [`_CC_FILE_SIZES`].
pub type PCC_FILE_SIZES = *mut _CC_FILE_SIZES;

/// How the cache manager acquires a file's resources.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CACHE_MANAGER_CALLBACKS {
    pub AcquireForLazyWrite: PACQUIRE_FOR_LAZY_WRITE,
    pub ReleaseFromLazyWrite: PRELEASE_FROM_LAZY_WRITE,
    pub AcquireForReadAhead: PACQUIRE_FOR_READ_AHEAD,
    pub ReleaseFromReadAhead: PRELEASE_FROM_READ_AHEAD,
}
/// A [`_CACHE_MANAGER_CALLBACKS`].
pub type CACHE_MANAGER_CALLBACKS = _CACHE_MANAGER_CALLBACKS;
/// Pointer to a [`_CACHE_MANAGER_CALLBACKS`].
pub type PCACHE_MANAGER_CALLBACKS = *mut _CACHE_MANAGER_CALLBACKS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CACHE_UNINITIALIZE_EVENT {
    pub Next: *mut _CACHE_UNINITIALIZE_EVENT,
    pub Event: KEVENT,
}
/// A [`_CACHE_UNINITIALIZE_EVENT`].
pub type CACHE_UNINITIALIZE_EVENT = _CACHE_UNINITIALIZE_EVENT;
/// Pointer to a [`_CACHE_UNINITIALIZE_EVENT`].
pub type PCACHE_UNINITIALIZE_EVENT = *mut _CACHE_UNINITIALIZE_EVENT;

crate::fn_types! {
    pub type PACQUIRE_FOR_LAZY_WRITE = fn(Context: PVOID, Wait: BOOLEAN) -> BOOLEAN;
    pub type PRELEASE_FROM_LAZY_WRITE = fn(Context: PVOID);
    pub type PACQUIRE_FOR_READ_AHEAD = fn(Context: PVOID, Wait: BOOLEAN) -> BOOLEAN;
    pub type PRELEASE_FROM_READ_AHEAD = fn(Context: PVOID);
    pub type PCC_POST_DEFERRED_WRITE = fn(Context1: PVOID, Context2: PVOID);
}

layout! {
    _CC_FILE_SIZES: 24, 8 { AllocationSize: 0, FileSize: 8, ValidDataLength: 16 }
    _CACHE_MANAGER_CALLBACKS: 32, 8 {
        AcquireForLazyWrite: 0, ReleaseFromLazyWrite: 8, AcquireForReadAhead: 16,
        ReleaseFromReadAhead: 24
    }
    _CACHE_UNINITIALIZE_EVENT: 32, 8 { Next: 0, Event: 8 }
}

imports! { "ntoskrnl.exe";
    /// Begins to cache a file.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccinitializecachemap>
    pub fn CcInitializeCacheMap(
        FileObject: PFILE_OBJECT,
        FileSizes: PCC_FILE_SIZES,
        PinAccess: BOOLEAN,
        Callbacks: PCACHE_MANAGER_CALLBACKS,
        LazyWriteContext: PVOID,
    );
    /// Ends the caching of a file.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccuninitializecachemap>
    pub fn CcUninitializeCacheMap(
        FileObject: PFILE_OBJECT,
        TruncateSize: PLARGE_INTEGER,
        UninitializeEvent: PCACHE_UNINITIALIZE_EVENT,
    ) -> BOOLEAN;
    /// Tells the cache the new sizes of a file.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccsetfilesizes>
    pub fn CcSetFileSizes(FileObject: PFILE_OBJECT, FileSizes: PCC_FILE_SIZES);
    /// Throws cached data of a file away.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccpurgecachesection>
    pub fn CcPurgeCacheSection(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Flags: ULONG,
    ) -> BOOLEAN;
    /// Writes cached data of a file and throws it away.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccoherencyflushandpurgecache>
    pub fn CcCoherencyFlushAndPurgeCache(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        IoStatus: PIO_STATUS_BLOCK,
        Flags: ULONG,
    );
    /// Writes cached data of a file.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccflushcache>
    pub fn CcFlushCache(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        IoStatus: PIO_STATUS_BLOCK,
    );
    /// Writes zeroes, cached or not.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cczerodata>
    pub fn CcZeroData(
        FileObject: PFILE_OBJECT,
        StartOffset: PLARGE_INTEGER,
        EndOffset: PLARGE_INTEGER,
        Wait: BOOLEAN,
    ) -> BOOLEAN;
    /// Pins a cached block once more.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccrepinbcb>
    pub fn CcRepinBcb(Bcb: PVOID);
    /// Gives up a block that was pinned once more.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccunpinrepinnedbcb>
    pub fn CcUnpinRepinnedBcb(Bcb: PVOID, WriteThrough: BOOLEAN, IoStatus: PIO_STATUS_BLOCK);
    /// The file of a cached block.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccgetfileobjectfrombcb>
    pub fn CcGetFileObjectFromBcb(Bcb: PVOID) -> PFILE_OBJECT;
    /// Whether a write may go to the cache now.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccaniwrite>
    pub fn CcCanIWrite(
        FileObject: PFILE_OBJECT,
        BytesToWrite: ULONG,
        Wait: BOOLEAN,
        Retrying: UCHAR,
    ) -> BOOLEAN;
    /// Defers a write until the cache may take it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccdeferwrite>
    pub fn CcDeferWrite(
        FileObject: PFILE_OBJECT,
        PostRoutine: PCC_POST_DEFERRED_WRITE,
        Context1: PVOID,
        Context2: PVOID,
        BytesToWrite: ULONG,
        Retrying: BOOLEAN,
    );
    /// Reads from the cache.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccopyread>
    pub fn CcCopyRead(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        Buffer: PVOID,
        IoStatus: PIO_STATUS_BLOCK,
    ) -> BOOLEAN;
    /// Writes to the cache.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccopywrite>
    pub fn CcCopyWrite(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        Buffer: PVOID,
    ) -> BOOLEAN;
    /// Lends an MDL of cached data to read.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn CcMdlRead(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
    );
    /// Gives the MDL of cached data back.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccmdlreadcomplete>
    pub fn CcMdlReadComplete(FileObject: PFILE_OBJECT, MdlChain: PMDL);
    /// Lends an MDL of cached data to write.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccpreparemdlwrite>
    pub fn CcPrepareMdlWrite(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
    );
    /// Gives the MDL of written data back.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccmdlwritecomplete>
    pub fn CcMdlWriteComplete(FileObject: PFILE_OBJECT, FileOffset: PLARGE_INTEGER, MdlChain: PMDL);
    /// Gives the MDL of data back that was not written.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccmdlwriteabort>
    pub fn CcMdlWriteAbort(FileObject: PFILE_OBJECT, MdlChain: PMDL);
    /// Waits until what the lazy writer does now is done.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccwaitforcurrentlazywriteractivity>
    pub fn CcWaitForCurrentLazyWriterActivity() -> NTSTATUS;
    /// Sets the granularity of read-ahead.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccsetreadaheadgranularity>
    pub fn CcSetReadAheadGranularity(FileObject: PFILE_OBJECT, Granularity: ULONG);
    /// Writes to the cache, in the name of a thread.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccopywriteex>
    pub fn CcCopyWriteEx(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        Buffer: PVOID,
        IoIssuerThread: PETHREAD,
    ) -> BOOLEAN;
    /// Reads from the cache, in the name of a thread.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-cccopyreadex>
    pub fn CcCopyReadEx(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        Buffer: PVOID,
        IoStatus: PIO_STATUS_BLOCK,
        IoIssuerThread: PETHREAD,
    ) -> BOOLEAN;
    /// Pins cached data to read it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccpinread>
    pub fn CcPinRead(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Flags: ULONG,
        Bcb: *mut PVOID,
        Buffer: *mut PVOID,
    ) -> BOOLEAN;
    /// Maps cached data to read it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccmapdata>
    pub fn CcMapData(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Flags: ULONG,
        Bcb: *mut PVOID,
        Buffer: *mut PVOID,
    ) -> BOOLEAN;
    /// Pins mapped data.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccpinmappeddata>
    pub fn CcPinMappedData(
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Flags: ULONG,
        Bcb: *mut PVOID,
    ) -> BOOLEAN;
    /// Says that pinned data is changed.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccsetdirtypinneddata>
    pub fn CcSetDirtyPinnedData(BcbVoid: PVOID, Lsn: PLARGE_INTEGER);
    /// Gives up pinned or mapped data.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccunpindata>
    pub fn CcUnpinData(Bcb: PVOID);
    /// Enables or disables read-ahead and write-behind.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccsetadditionalcacheattributes>
    pub fn CcSetAdditionalCacheAttributes(
        FileObject: PFILE_OBJECT,
        DisableReadAhead: BOOLEAN,
        DisableWriteBehind: BOOLEAN,
    );
    /// Sets attributes of a file's cache.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccsetadditionalcacheattributesex>
    pub fn CcSetAdditionalCacheAttributesEx(FileObject: PFILE_OBJECT, Flags: ULONG);
    /// Whether a volume has data that is not written.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ccistheredirtydata>
    pub fn CcIsThereDirtyData(Vpb: PVPB) -> BOOLEAN;
}
