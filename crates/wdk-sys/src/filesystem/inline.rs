//! `ntifs.h`: the inline functions and macros.

use core::ptr::null_mut;

use crate::{
    BOOLEAN, FSRTL_ADVANCED_FCB_HEADER, FSRTL_FCB_HEADER_V3, FSRTL_FLAG_ADVANCED_HEADER,
    FSRTL_FLAG2_SUPPORTS_FILTER_CONTEXTS, FSRTL_HPFS_LEGAL, FSRTL_WILD_CHARACTER,
    FsRtlLegalAnsiCharacterArray, FsRtlPrivateLock, InitializeListHead, KeEnterCriticalRegion,
    KeLeaveCriticalRegion, NlsMbOemCodePageTag, NlsOemLeadByteInfo, PEPROCESS, PFAST_MUTEX,
    PFILE_LOCK, PFILE_OBJECT, PIO_STATUS_BLOCK, PLARGE_INTEGER, PVOID, UCHAR, ULONG,
};

forward! {
    /// Keeps the thread from being suspended while it is in the file system. IRQL: <= APC_LEVEL.
    pub unsafe fn FsRtlEnterFileSystem() = KeEnterCriticalRegion();

    /// Ends what [`FsRtlEnterFileSystem`] began. IRQL: <= APC_LEVEL.
    pub unsafe fn FsRtlExitFileSystem() = KeLeaveCriticalRegion();
}

/// Whether a byte begins a character of two bytes in the OEM code page.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlisleaddbcscharacter>
#[must_use]
#[inline]
pub unsafe fn FsRtlIsLeadDbcsCharacter(Character: UCHAR) -> bool {
    // SAFETY: the kernel's table has 256 entries, and does not change.
    Character >= 0x80
        && unsafe {
            NlsMbOemCodePageTag != 0 && *NlsOemLeadByteInfo.add(usize::from(Character)) != 0
        }
}

/// Whether a character is legal in a name of HPFS.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlisansicharacterlegalhpfs>
#[must_use]
#[inline]
pub unsafe fn FsRtlIsAnsiCharacterLegalHpfs(Character: UCHAR, WildOk: bool) -> bool {
    let legal = FSRTL_HPFS_LEGAL | if WildOk { FSRTL_WILD_CHARACTER } else { 0 };
    // SAFETY: the kernel's table has 128 entries, and does not change.
    Character >= 0x80
        || ULONG::from(unsafe { *FsRtlLegalAnsiCharacterArray.add(usize::from(Character)) }) & legal
            != 0
}

forward! {
    /// Asks for a byte-range lock without an IRP. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlfastlock>
    #[expect(clippy::too_many_arguments, reason = "the header's macro has as many")]
    pub unsafe fn FsRtlFastLock(
        FileLock: PFILE_LOCK,
        FileObject: PFILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        ProcessId: PEPROCESS,
        Key: ULONG,
        FailImmediately: BOOLEAN,
        ExclusiveLock: BOOLEAN,
        Iosb: PIO_STATUS_BLOCK,
        Context: PVOID,
        AlreadySynchronized: BOOLEAN,
    ) -> BOOLEAN = FsRtlPrivateLock(
        FileLock, FileObject, FileOffset, Length, ProcessId, Key, FailImmediately, ExclusiveLock,
        Iosb, completion, Context, AlreadySynchronized,
    )
        with completion = null_mut();
}

/// Whether a file has byte-range locks.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlaretherecurrentfilelocks>
#[inline]
pub unsafe fn FsRtlAreThereCurrentFileLocks(FileLock: PFILE_LOCK) -> BOOLEAN {
    // SAFETY: the caller passes the locks of a file.
    unsafe { (*FileLock).FastIoIsQuestionable }
}

/// Initialises the newest form of what a file control block begins with.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlsetupadvancedheader>
#[inline]
pub unsafe fn FsRtlSetupAdvancedHeader(AdvHdr: PVOID, FMutex: PFAST_MUTEX) {
    let header = AdvHdr.cast::<FSRTL_ADVANCED_FCB_HEADER>();
    // SAFETY: the caller passes a header that nobody else uses yet.
    unsafe {
        (*header).__bindgen_anon_1.Flags |= FSRTL_FLAG_ADVANCED_HEADER as UCHAR;
        (*header).__bindgen_anon_1.Flags2 |= FSRTL_FLAG2_SUPPORTS_FILTER_CONTEXTS as UCHAR;
        (*header)
            .__bindgen_anon_1
            .set_Version(FSRTL_FCB_HEADER_V3 as UCHAR);
        InitializeListHead(&raw mut (*header).FilterContexts);
        if !FMutex.is_null() {
            (*header).FastMutex = FMutex;
        }
        (*header).PushLock = 0;
        (*header).FileContextSupportPointer = null_mut();
        (*header).__bindgen_anon_2.Oplock = null_mut();
        (*header).ReservedContext = null_mut();
    }
}
