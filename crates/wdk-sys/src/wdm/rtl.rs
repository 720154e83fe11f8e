//! rtl.

use core::ffi::c_void;

use crate::{layout::layout, *};

pub mod _RTL_GENERIC_COMPARE_RESULTS {
    /// The values are of this type.
    pub type Type = i32;
    pub const GenericLessThan: Type = 0;
    pub const GenericGreaterThan: Type = 1;
    pub const GenericEqual: Type = 2;
}
/// A value of [`_RTL_GENERIC_COMPARE_RESULTS`].
pub type RTL_GENERIC_COMPARE_RESULTS = _RTL_GENERIC_COMPARE_RESULTS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _RTL_RUN_ONCE {
    pub Ptr: PVOID,
}
/// A [`_RTL_RUN_ONCE`].
pub type RTL_RUN_ONCE = _RTL_RUN_ONCE;
/// Pointer to a [`_RTL_RUN_ONCE`].
pub type PRTL_RUN_ONCE = *mut _RTL_RUN_ONCE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_BALANCED_LINKS {
    pub Parent: *mut _RTL_BALANCED_LINKS,
    pub LeftChild: *mut _RTL_BALANCED_LINKS,
    pub RightChild: *mut _RTL_BALANCED_LINKS,
    pub Balance: CHAR,
    pub Reserved: [UCHAR; 3],
}
/// A [`_RTL_BALANCED_LINKS`].
pub type RTL_BALANCED_LINKS = _RTL_BALANCED_LINKS;
/// Pointer to a [`_RTL_BALANCED_LINKS`].
pub type PRTL_BALANCED_LINKS = *mut _RTL_BALANCED_LINKS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_AVL_TABLE {
    pub BalancedRoot: RTL_BALANCED_LINKS,
    pub OrderedPointer: PVOID,
    pub WhichOrderedElement: ULONG,
    pub NumberGenericTableElements: ULONG,
    pub DepthOfTree: ULONG,
    pub RestartKey: PRTL_BALANCED_LINKS,
    pub DeleteCount: ULONG,
    pub CompareRoutine: PRTL_AVL_COMPARE_ROUTINE,
    pub AllocateRoutine: PRTL_AVL_ALLOCATE_ROUTINE,
    pub FreeRoutine: PRTL_AVL_FREE_ROUTINE,
    pub TableContext: PVOID,
}
/// A [`_RTL_AVL_TABLE`].
pub type RTL_AVL_TABLE = _RTL_AVL_TABLE;
/// Pointer to a [`_RTL_AVL_TABLE`].
pub type PRTL_AVL_TABLE = *mut _RTL_AVL_TABLE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_SPLAY_LINKS {
    pub Parent: *mut _RTL_SPLAY_LINKS,
    pub LeftChild: *mut _RTL_SPLAY_LINKS,
    pub RightChild: *mut _RTL_SPLAY_LINKS,
}
/// A [`_RTL_SPLAY_LINKS`].
pub type RTL_SPLAY_LINKS = _RTL_SPLAY_LINKS;
/// Pointer to a [`_RTL_SPLAY_LINKS`].
pub type PRTL_SPLAY_LINKS = *mut _RTL_SPLAY_LINKS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_GENERIC_TABLE {
    pub TableRoot: PRTL_SPLAY_LINKS,
    pub InsertOrderList: LIST_ENTRY,
    pub OrderedPointer: PLIST_ENTRY,
    pub WhichOrderedElement: ULONG,
    pub NumberGenericTableElements: ULONG,
    pub CompareRoutine: PRTL_GENERIC_COMPARE_ROUTINE,
    pub AllocateRoutine: PRTL_GENERIC_ALLOCATE_ROUTINE,
    pub FreeRoutine: PRTL_GENERIC_FREE_ROUTINE,
    pub TableContext: PVOID,
}
/// A [`_RTL_GENERIC_TABLE`].
pub type RTL_GENERIC_TABLE = _RTL_GENERIC_TABLE;
/// Pointer to a [`_RTL_GENERIC_TABLE`].
pub type PRTL_GENERIC_TABLE = *mut _RTL_GENERIC_TABLE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OSVERSIONINFOW {
    pub dwOSVersionInfoSize: ULONG,
    pub dwMajorVersion: ULONG,
    pub dwMinorVersion: ULONG,
    pub dwBuildNumber: ULONG,
    pub dwPlatformId: ULONG,
    pub szCSDVersion: [WCHAR; 128],
}
/// A [`_OSVERSIONINFOW`].
pub type OSVERSIONINFOW = _OSVERSIONINFOW;
/// Pointer to a [`_OSVERSIONINFOW`].
pub type POSVERSIONINFOW = *mut _OSVERSIONINFOW;
/// Pointer to a [`_OSVERSIONINFOW`].
pub type LPOSVERSIONINFOW = *mut _OSVERSIONINFOW;
/// A [`_OSVERSIONINFOW`].
pub type RTL_OSVERSIONINFOW = _OSVERSIONINFOW;
/// Pointer to a [`_OSVERSIONINFOW`].
pub type PRTL_OSVERSIONINFOW = *mut _OSVERSIONINFOW;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OSVERSIONINFOEXW {
    pub dwOSVersionInfoSize: ULONG,
    pub dwMajorVersion: ULONG,
    pub dwMinorVersion: ULONG,
    pub dwBuildNumber: ULONG,
    pub dwPlatformId: ULONG,
    pub szCSDVersion: [WCHAR; 128],
    pub wServicePackMajor: USHORT,
    pub wServicePackMinor: USHORT,
    pub wSuiteMask: USHORT,
    pub wProductType: UCHAR,
    pub wReserved: UCHAR,
}
/// A [`_OSVERSIONINFOEXW`].
pub type OSVERSIONINFOEXW = _OSVERSIONINFOEXW;
/// Pointer to a [`_OSVERSIONINFOEXW`].
pub type POSVERSIONINFOEXW = *mut _OSVERSIONINFOEXW;
/// Pointer to a [`_OSVERSIONINFOEXW`].
pub type LPOSVERSIONINFOEXW = *mut _OSVERSIONINFOEXW;
/// A [`_OSVERSIONINFOEXW`].
pub type RTL_OSVERSIONINFOEXW = _OSVERSIONINFOEXW;
/// Pointer to a [`_OSVERSIONINFOEXW`].
pub type PRTL_OSVERSIONINFOEXW = *mut _OSVERSIONINFOEXW;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _UNICODE_PREFIX_TABLE_ENTRY {
    pub NodeTypeCode: CSHORT,
    pub NameLength: CSHORT,
    pub NextPrefixTree: *mut _UNICODE_PREFIX_TABLE_ENTRY,
    pub CaseMatch: *mut _UNICODE_PREFIX_TABLE_ENTRY,
    pub Links: RTL_SPLAY_LINKS,
    pub Prefix: PUNICODE_STRING,
}
/// A [`_UNICODE_PREFIX_TABLE_ENTRY`].
pub type UNICODE_PREFIX_TABLE_ENTRY = _UNICODE_PREFIX_TABLE_ENTRY;
/// Pointer to a [`_UNICODE_PREFIX_TABLE_ENTRY`].
pub type PUNICODE_PREFIX_TABLE_ENTRY = *mut _UNICODE_PREFIX_TABLE_ENTRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _UNICODE_PREFIX_TABLE {
    pub NodeTypeCode: CSHORT,
    pub NameLength: CSHORT,
    pub NextPrefixTree: PUNICODE_PREFIX_TABLE_ENTRY,
    pub LastNextEntry: PUNICODE_PREFIX_TABLE_ENTRY,
}
/// A [`_UNICODE_PREFIX_TABLE`].
pub type UNICODE_PREFIX_TABLE = _UNICODE_PREFIX_TABLE;
/// Pointer to a [`_UNICODE_PREFIX_TABLE`].
pub type PUNICODE_PREFIX_TABLE = *mut _UNICODE_PREFIX_TABLE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_BITMAP {
    pub SizeOfBitMap: ULONG,
    pub Buffer: PULONG,
}
/// A [`_RTL_BITMAP`].
pub type RTL_BITMAP = _RTL_BITMAP;
/// Pointer to a [`_RTL_BITMAP`].
pub type PRTL_BITMAP = *mut _RTL_BITMAP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _RTL_BITMAP_RUN {
    pub StartingIndex: ULONG,
    pub NumberOfBits: ULONG,
}
/// A [`_RTL_BITMAP_RUN`].
pub type RTL_BITMAP_RUN = _RTL_BITMAP_RUN;
/// Pointer to a [`_RTL_BITMAP_RUN`].
pub type PRTL_BITMAP_RUN = *mut _RTL_BITMAP_RUN;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TIME_FIELDS {
    pub Year: CSHORT,
    pub Month: CSHORT,
    pub Day: CSHORT,
    pub Hour: CSHORT,
    pub Minute: CSHORT,
    pub Second: CSHORT,
    pub Milliseconds: CSHORT,
    pub Weekday: CSHORT,
}
/// A [`_TIME_FIELDS`].
pub type TIME_FIELDS = _TIME_FIELDS;
/// Pointer to a [`_TIME_FIELDS`].
pub type PTIME_FIELDS = *mut _TIME_FIELDS;

crate::fn_types! {
    pub type PRTL_AVL_ALLOCATE_ROUTINE = fn(Table: *mut _RTL_AVL_TABLE, ByteSize: CLONG) -> PVOID;
    pub type PRTL_AVL_COMPARE_ROUTINE = fn(Table: *mut _RTL_AVL_TABLE, FirstStruct: PVOID, SecondStruct: PVOID) -> RTL_GENERIC_COMPARE_RESULTS;
    pub type PRTL_AVL_FREE_ROUTINE = fn(Table: *mut _RTL_AVL_TABLE, Buffer: PVOID);
    pub type PRTL_GENERIC_ALLOCATE_ROUTINE = fn(Table: *mut _RTL_GENERIC_TABLE, ByteSize: CLONG) -> PVOID;
    pub type PRTL_GENERIC_COMPARE_ROUTINE = fn(Table: *mut _RTL_GENERIC_TABLE, FirstStruct: PVOID, SecondStruct: PVOID) -> RTL_GENERIC_COMPARE_RESULTS;
    pub type PRTL_GENERIC_FREE_ROUTINE = fn(Table: *mut _RTL_GENERIC_TABLE, Buffer: PVOID);
    pub type PRTL_RUN_ONCE_INIT_FN = fn(RunOnce: PRTL_RUN_ONCE, Parameter: PVOID, Context: *mut PVOID) -> ULONG;
}

imports! { "ntoskrnl.exe";
    pub fn RtlAssert(FailedAssertion: PVOID, FileName: PVOID, LineNumber: ULONG, Message: PSTR);
    pub fn RtlCopyMemoryNonTemporal(Destination: *mut c_void, Source: *const c_void, Length: SIZE_T);
    pub fn RtlFreeUnicodeString(UnicodeString: PUNICODE_STRING);
    pub fn RtlGUIDFromString(GuidString: PUNICODE_STRING, Guid: *mut GUID) -> NTSTATUS;
    pub fn RtlInitUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCWSTR);
    pub fn RtlStringFromGUID(Guid: *const GUID, GuidString: PUNICODE_STRING) -> NTSTATUS;
    pub fn RtlAreBitsClear(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, Length: ULONG) -> BOOLEAN;
    pub fn RtlAreBitsSet(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, Length: ULONG) -> BOOLEAN;
    pub fn RtlAnsiStringToUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PANSI_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlxAnsiStringToUnicodeSize(AnsiString: PCANSI_STRING) -> ULONG;
    pub fn RtlAppendUnicodeStringToString(Destination: PUNICODE_STRING, Source: PCUNICODE_STRING) -> NTSTATUS;
    pub fn RtlAppendUnicodeToString(Destination: PUNICODE_STRING, Source: PCWSTR) -> NTSTATUS;
    pub fn RtlClearAllBits(BitMapHeader: PRTL_BITMAP);
    pub fn RtlClearBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToClear: ULONG);
    pub fn RtlCompareMemory(Source1: *const c_void, Source2: *const c_void, Length: SIZE_T) -> SIZE_T;
    pub fn RtlCompareUnicodeString(String1: PCUNICODE_STRING, String2: PCUNICODE_STRING, CaseInSensitive: BOOLEAN) -> LONG;
    pub fn RtlCompareUnicodeStrings(String1: PCWCH, String1Length: SIZE_T, String2: PCWCH, String2Length: SIZE_T, CaseInSensitive: BOOLEAN) -> LONG;
    pub fn RtlCopyUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCUNICODE_STRING);
    pub fn RtlEqualUnicodeString(String1: *const UNICODE_STRING, String2: *const UNICODE_STRING, CaseInSensitive: BOOLEAN) -> BOOLEAN;
    pub fn RtlFreeAnsiString(AnsiString: PANSI_STRING);
    pub fn RtlFindClearBits(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG;
    pub fn RtlFindClearBitsAndSet(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG;
    pub fn RtlFindFirstRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG;
    pub fn RtlFindClearRuns(BitMapHeader: PRTL_BITMAP, RunArray: PRTL_BITMAP_RUN, SizeOfRunArray: ULONG, LocateLongestRuns: BOOLEAN) -> ULONG;
    pub fn RtlFindLastBackwardRunClear(BitMapHeader: PRTL_BITMAP, FromIndex: ULONG, StartingRunIndex: PULONG) -> ULONG;
    pub fn RtlFindLeastSignificantBit(Set: ULONGLONG) -> CCHAR;
    pub fn RtlFindLongestRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG;
    pub fn RtlFindMostSignificantBit(Set: ULONGLONG) -> CCHAR;
    pub fn RtlFindNextForwardRunClear(BitMapHeader: PRTL_BITMAP, FromIndex: ULONG, StartingRunIndex: PULONG) -> ULONG;
    pub fn RtlFindSetBits(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG;
    pub fn RtlFindSetBitsAndClear(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG;
    pub fn RtlInitAnsiString(DestinationString: PANSI_STRING, SourceString: PCSZ);
    pub fn RtlInitializeBitMap(BitMapHeader: PRTL_BITMAP, BitMapBuffer: PULONG, SizeOfBitMap: ULONG);
    pub fn RtlInitString(DestinationString: PSTRING, SourceString: PCSZ);
    pub fn RtlIntegerToUnicodeString(Value: ULONG, Base: ULONG, String: PUNICODE_STRING) -> NTSTATUS;
    pub fn RtlInt64ToUnicodeString(Value: ULONGLONG, Base: ULONG, String: PUNICODE_STRING) -> NTSTATUS;
    pub fn RtlNumberOfClearBits(BitMapHeader: PRTL_BITMAP) -> ULONG;
    pub fn RtlNumberOfSetBits(BitMapHeader: PRTL_BITMAP) -> ULONG;
    pub fn RtlSetAllBits(BitMapHeader: PRTL_BITMAP);
    pub fn RtlSetBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToSet: ULONG);
    pub fn RtlTimeFieldsToTime(TimeFields: PTIME_FIELDS, Time: PLARGE_INTEGER) -> BOOLEAN;
    pub fn RtlTimeToTimeFields(Time: PLARGE_INTEGER, TimeFields: PTIME_FIELDS);
    pub fn RtlUnicodeStringToAnsiString(DestinationString: PANSI_STRING, SourceString: PCUNICODE_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlxUnicodeStringToAnsiSize(UnicodeString: PCUNICODE_STRING) -> ULONG;
    pub fn RtlUnicodeStringToInteger(String: PCUNICODE_STRING, Base: ULONG, Value: PULONG) -> NTSTATUS;
    pub fn RtlUpcaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR;
    pub fn RtlPrefetchMemoryNonTemporal(Source: PVOID, Length: SIZE_T);
    pub fn RtlClearBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG);
    pub fn RtlDowncaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR;
    pub fn RtlSetBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG);
    pub fn RtlTestBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG) -> BOOLEAN;
    pub fn RtlHashUnicodeString(String: *const UNICODE_STRING, CaseInSensitive: BOOLEAN, HashAlgorithm: ULONG, HashValue: PULONG) -> NTSTATUS;
    pub fn RtlNumberOfSetBitsUlongPtr(Target: ULONG_PTR) -> ULONG;
    pub fn RtlIoDecodeMemIoResource(Descriptor: *mut _IO_RESOURCE_DESCRIPTOR, Alignment: PULONGLONG, MinimumAddress: PULONGLONG, MaximumAddress: PULONGLONG) -> ULONGLONG;
    pub fn RtlIoEncodeMemIoResource(Descriptor: *mut _IO_RESOURCE_DESCRIPTOR, Type: UCHAR, Length: ULONGLONG, Alignment: ULONGLONG, MinimumAddress: ULONGLONG, MaximumAddress: ULONGLONG) -> NTSTATUS;
    pub fn RtlCmDecodeMemIoResource(Descriptor: *mut _CM_PARTIAL_RESOURCE_DESCRIPTOR, Start: PULONGLONG) -> ULONGLONG;
    pub fn RtlFindClosestEncodableLength(SourceLength: ULONGLONG, TargetLength: PULONGLONG) -> NTSTATUS;
    pub fn RtlCmEncodeMemIoResource(Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR, Type: UCHAR, Length: ULONGLONG, Start: ULONGLONG) -> NTSTATUS;
    pub fn RtlUnicodeToUTF8N(UTF8StringDestination: PCHAR, UTF8StringMaxByteCount: ULONG, UTF8StringActualByteCount: PULONG, UnicodeStringSource: PCWCH, UnicodeStringByteCount: ULONG) -> NTSTATUS;
    pub fn RtlUTF8ToUnicodeN(UnicodeStringDestination: PWSTR, UnicodeStringMaxByteCount: ULONG, UnicodeStringActualByteCount: PULONG, UTF8StringSource: PCCH, UTF8StringByteCount: ULONG) -> NTSTATUS;
    pub fn RtlGetEnabledExtendedFeatures(FeatureMask: ULONG64) -> ULONG64;
    pub fn RtlVerifyVersionInfo(VersionInfo: PRTL_OSVERSIONINFOEXW, TypeMask: ULONG, ConditionMask: ULONGLONG) -> NTSTATUS;
    pub fn VerSetConditionMask(ConditionMask: ULONGLONG, TypeMask: ULONG, Condition: UCHAR) -> ULONGLONG;
    pub fn RtlGetVersion(lpVersionInformation: PRTL_OSVERSIONINFOW) -> NTSTATUS;
    pub fn RtlUpcaseUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCUNICODE_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlPrefixUnicodeString(String1: PCUNICODE_STRING, String2: PCUNICODE_STRING, CaseInSensitive: BOOLEAN) -> BOOLEAN;
    pub fn RtlDowncaseUnicodeString(UniDest: PUNICODE_STRING, UniSource: PCUNICODE_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlDuplicateUnicodeString(Flags: ULONG, SourceString: PCUNICODE_STRING, DestinationString: PUNICODE_STRING) -> NTSTATUS;
    pub fn RtlUpperChar(Character: CHAR) -> CHAR;
    pub fn RtlUpperString(DestinationString: PSTRING, SourceString: PSTRING);
    pub fn RtlCompareString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> LONG;
    pub fn RtlEqualString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> BOOLEAN;
    pub fn RtlCopyString(DestinationString: PSTRING, SourceString: PSTRING);
    pub fn RtlCharToInteger(String: PCSZ, Base: ULONG, Value: PULONG) -> NTSTATUS;
    pub fn RtlMultiByteToUnicodeN(UnicodeString: PWCH, MaxBytesInUnicodeString: ULONG, BytesInUnicodeString: PULONG, MultiByteString: *const CHAR, BytesInMultiByteString: ULONG) -> NTSTATUS;
    pub fn RtlMultiByteToUnicodeSize(BytesInUnicodeString: PULONG, MultiByteString: *const CHAR, BytesInMultiByteString: ULONG) -> NTSTATUS;
    pub fn RtlUnicodeToMultiByteN(MultiByteString: PCHAR, MaxBytesInMultiByteString: ULONG, BytesInMultiByteString: PULONG, UnicodeString: PCWCH, BytesInUnicodeString: ULONG) -> NTSTATUS;
    pub fn RtlUnicodeToMultiByteSize(BytesInMultiByteString: PULONG, UnicodeString: PCWCH, BytesInUnicodeString: ULONG) -> NTSTATUS;
    pub fn RtlIsNameLegalDOS8Dot3(Name: PCUNICODE_STRING, OemName: POEM_STRING, NameContainsSpaces: PBOOLEAN) -> BOOLEAN;
    pub fn RtlRandom(Seed: PULONG) -> ULONG;
    pub fn RtlRandomEx(Seed: PULONG) -> ULONG;
    pub fn RtlNtStatusToDosError(Status: NTSTATUS) -> ULONG;
    pub fn RtlNtStatusToDosErrorNoTeb(Status: NTSTATUS) -> ULONG;
    pub fn RtlTimeToSecondsSince1970(Time: PLARGE_INTEGER, ElapsedSeconds: PULONG) -> BOOLEAN;
    pub fn RtlSecondsSince1970ToTime(ElapsedSeconds: ULONG, Time: PLARGE_INTEGER);
    pub fn RtlCaptureStackBackTrace(FramesToSkip: ULONG, FramesToCapture: ULONG, BackTrace: *mut PVOID, BackTraceHash: PULONG) -> USHORT;
    pub fn RtlCaptureContext(ContextRecord: PCONTEXT);
    pub fn RtlWalkFrameChain(Callers: *mut PVOID, Count: ULONG, Flags: ULONG) -> ULONG;
    pub fn RtlCreateUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCWSTR) -> BOOLEAN;
    pub fn RtlInitUnicodeStringEx(DestinationString: PUNICODE_STRING, SourceString: PCWSTR) -> NTSTATUS;
    pub fn RtlCompareMemoryUlong(Source: PVOID, Length: SIZE_T, Pattern: ULONG) -> SIZE_T;
    pub fn RtlFindUnicodePrefix(PrefixTable: PUNICODE_PREFIX_TABLE, FullName: PUNICODE_STRING, CaseInsensitiveIndex: ULONG) -> PUNICODE_PREFIX_TABLE_ENTRY;
    pub fn RtlUnicodeStringToOemString(DestinationString: POEM_STRING, SourceString: PCUNICODE_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlOemStringToUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCOEM_STRING, AllocateDestinationString: BOOLEAN) -> NTSTATUS;
    pub fn RtlxOemStringToUnicodeSize(OemString: PCOEM_STRING) -> ULONG;
    pub fn RtlxUnicodeStringToOemSize(UnicodeString: PCUNICODE_STRING) -> ULONG;
    pub fn RtlAppendStringToString(Destination: PSTRING, Source: *const STRING) -> NTSTATUS;
    pub fn RtlFreeOemString(OemString: POEM_STRING);
    pub fn RtlValidateUnicodeString(Flags: ULONG, String: PCUNICODE_STRING) -> NTSTATUS;
    pub fn RtlInitializeGenericTable(Table: PRTL_GENERIC_TABLE, CompareRoutine: PRTL_GENERIC_COMPARE_ROUTINE, AllocateRoutine: PRTL_GENERIC_ALLOCATE_ROUTINE, FreeRoutine: PRTL_GENERIC_FREE_ROUTINE, TableContext: PVOID);
    pub fn RtlInsertElementGenericTable(Table: PRTL_GENERIC_TABLE, Buffer: PVOID, BufferSize: CLONG, NewElement: PBOOLEAN) -> PVOID;
    pub fn RtlDeleteElementGenericTable(Table: PRTL_GENERIC_TABLE, Buffer: PVOID) -> BOOLEAN;
    pub fn RtlLookupElementGenericTable(Table: PRTL_GENERIC_TABLE, Buffer: PVOID) -> PVOID;
    pub fn RtlEnumerateGenericTable(Table: PRTL_GENERIC_TABLE, Restart: BOOLEAN) -> PVOID;
    pub fn RtlEnumerateGenericTableWithoutSplaying(Table: PRTL_GENERIC_TABLE, RestartKey: *mut PVOID) -> PVOID;
    pub fn RtlNumberGenericTableElements(Table: PRTL_GENERIC_TABLE) -> ULONG;
    pub fn RtlIsGenericTableEmpty(Table: PRTL_GENERIC_TABLE) -> BOOLEAN;
    pub fn RtlGetElementGenericTable(Table: PRTL_GENERIC_TABLE, I: ULONG) -> PVOID;
    pub fn RtlInitializeGenericTableAvl(Table: PRTL_AVL_TABLE, CompareRoutine: PRTL_AVL_COMPARE_ROUTINE, AllocateRoutine: PRTL_AVL_ALLOCATE_ROUTINE, FreeRoutine: PRTL_AVL_FREE_ROUTINE, TableContext: PVOID);
    pub fn RtlInsertElementGenericTableAvl(Table: PRTL_AVL_TABLE, Buffer: PVOID, BufferSize: CLONG, NewElement: PBOOLEAN) -> PVOID;
    pub fn RtlDeleteElementGenericTableAvl(Table: PRTL_AVL_TABLE, Buffer: PVOID) -> BOOLEAN;
    pub fn RtlLookupElementGenericTableAvl(Table: PRTL_AVL_TABLE, Buffer: PVOID) -> PVOID;
    pub fn RtlEnumerateGenericTableAvl(Table: PRTL_AVL_TABLE, Restart: BOOLEAN) -> PVOID;
    pub fn RtlNumberGenericTableElementsAvl(Table: PRTL_AVL_TABLE) -> ULONG;
    pub fn RtlIsGenericTableEmptyAvl(Table: PRTL_AVL_TABLE) -> BOOLEAN;
    pub fn RtlGetElementGenericTableAvl(Table: PRTL_AVL_TABLE, I: ULONG) -> PVOID;
    pub fn RtlEnumerateGenericTableWithoutSplayingAvl(Table: PRTL_AVL_TABLE, RestartKey: *mut PVOID) -> PVOID;
    pub fn RtlRunOnceInitialize(RunOnce: PRTL_RUN_ONCE);
    pub fn RtlRunOnceExecuteOnce(RunOnce: PRTL_RUN_ONCE, InitFn: PRTL_RUN_ONCE_INIT_FN, Parameter: PVOID, Context: *mut PVOID) -> NTSTATUS;
    pub fn RtlRunOnceBeginInitialize(RunOnce: PRTL_RUN_ONCE, Flags: ULONG, Context: *mut PVOID) -> NTSTATUS;
    pub fn RtlRunOnceComplete(RunOnce: PRTL_RUN_ONCE, Flags: ULONG, Context: PVOID) -> NTSTATUS;
    pub fn RtlVolumeDeviceToDosName(VolumeDeviceObject: PVOID, DosName: PUNICODE_STRING) -> NTSTATUS;
    pub fn RtlDelete(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS;
    pub fn RtlSplay(Links: PRTL_SPLAY_LINKS) -> PRTL_SPLAY_LINKS;
}

layout! {
    _RTL_RUN_ONCE: 8, 8 { Ptr: 0 }
    _RTL_BALANCED_LINKS: 32, 8 {
        Parent: 0, LeftChild: 8, RightChild: 16, Balance: 24, Reserved: 25
    }
    _RTL_AVL_TABLE: 104, 8 {
        BalancedRoot: 0, OrderedPointer: 32, WhichOrderedElement: 40,
        NumberGenericTableElements: 44, DepthOfTree: 48, RestartKey: 56, DeleteCount: 64,
        CompareRoutine: 72, AllocateRoutine: 80, FreeRoutine: 88, TableContext: 96
    }
    _RTL_SPLAY_LINKS: 24, 8 { Parent: 0, LeftChild: 8, RightChild: 16 }
    _RTL_GENERIC_TABLE: 72, 8 {
        TableRoot: 0, InsertOrderList: 8, OrderedPointer: 24, WhichOrderedElement: 32,
        NumberGenericTableElements: 36, CompareRoutine: 40, AllocateRoutine: 48,
        FreeRoutine: 56, TableContext: 64
    }
    _OSVERSIONINFOW: 276, 4 {
        dwOSVersionInfoSize: 0, dwMajorVersion: 4, dwMinorVersion: 8, dwBuildNumber: 12,
        dwPlatformId: 16, szCSDVersion: 20
    }
    _OSVERSIONINFOEXW: 284, 4 {
        dwOSVersionInfoSize: 0, dwMajorVersion: 4, dwMinorVersion: 8, dwBuildNumber: 12,
        dwPlatformId: 16, szCSDVersion: 20, wServicePackMajor: 276, wServicePackMinor: 278,
        wSuiteMask: 280, wProductType: 282, wReserved: 283
    }
    _UNICODE_PREFIX_TABLE_ENTRY: 56, 8 {
        NodeTypeCode: 0, NameLength: 2, NextPrefixTree: 8, CaseMatch: 16, Links: 24, Prefix:
        48
    }
    _UNICODE_PREFIX_TABLE: 24, 8 {
        NodeTypeCode: 0, NameLength: 2, NextPrefixTree: 8, LastNextEntry: 16
    }
    _RTL_BITMAP: 16, 8 { SizeOfBitMap: 0, Buffer: 8 }
    _RTL_BITMAP_RUN: 8, 4 { StartingIndex: 0, NumberOfBits: 4 }
    _TIME_FIELDS: 16, 2 {
        Year: 0, Month: 2, Day: 4, Hour: 6, Minute: 8, Second: 10, Milliseconds: 12,
        Weekday: 14
    }
}

pub const VER_WORKSTATION_NT: ULONG = 0x4000_0000;
pub const VER_SERVER_NT: ULONG = 0x8000_0000;
pub const VER_SUITE_SMALLBUSINESS: ULONG = 1;
pub const VER_SUITE_ENTERPRISE: ULONG = 2;
pub const VER_SUITE_BACKOFFICE: ULONG = 4;
pub const VER_SUITE_COMMUNICATIONS: ULONG = 8;
pub const VER_SUITE_TERMINAL: ULONG = 0x10;
pub const VER_SUITE_SMALLBUSINESS_RESTRICTED: ULONG = 0x20;
pub const VER_SUITE_EMBEDDEDNT: ULONG = 0x40;
pub const VER_SUITE_DATACENTER: ULONG = 0x80;
pub const VER_SUITE_SINGLEUSERTS: ULONG = 0x100;
pub const VER_SUITE_PERSONAL: ULONG = 0x200;
pub const VER_SUITE_BLADE: ULONG = 0x400;
pub const VER_SUITE_EMBEDDED_RESTRICTED: ULONG = 0x800;
pub const VER_SUITE_SECURITY_APPLIANCE: ULONG = 0x1000;
pub const VER_SUITE_STORAGE_SERVER: ULONG = 0x2000;
pub const VER_SUITE_COMPUTE_SERVER: ULONG = 0x4000;
pub const VER_SUITE_WH_SERVER: ULONG = 0x8000;
pub const VER_SUITE_MULTIUSERTS: ULONG = 0x0002_0000;
pub const RTL_REGISTRY_ABSOLUTE: ULONG = 0;
pub const RTL_REGISTRY_SERVICES: ULONG = 1;
pub const RTL_REGISTRY_CONTROL: ULONG = 2;
pub const RTL_REGISTRY_WINDOWS_NT: ULONG = 3;
pub const RTL_REGISTRY_DEVICEMAP: ULONG = 4;
pub const RTL_REGISTRY_USER: ULONG = 5;
pub const RTL_REGISTRY_MAXIMUM: ULONG = 6;
pub const RTL_REGISTRY_HANDLE: ULONG = 0x4000_0000;
pub const RTL_REGISTRY_OPTIONAL: ULONG = 0x8000_0000;
pub const RTL_QUERY_REGISTRY_SUBKEY: ULONG = 1;
pub const RTL_QUERY_REGISTRY_TOPKEY: ULONG = 2;
pub const RTL_QUERY_REGISTRY_REQUIRED: ULONG = 4;
pub const RTL_QUERY_REGISTRY_NOVALUE: ULONG = 8;
pub const RTL_QUERY_REGISTRY_NOEXPAND: ULONG = 0x10;
pub const RTL_QUERY_REGISTRY_DIRECT: ULONG = 0x20;
pub const RTL_QUERY_REGISTRY_DELETE: ULONG = 0x40;
pub const HASH_STRING_ALGORITHM_DEFAULT: ULONG = 0;
pub const HASH_STRING_ALGORITHM_X65599: ULONG = 1;
pub const HASH_STRING_ALGORITHM_INVALID: ULONG = 0xFFFF_FFFF;
pub const RTL_RUN_ONCE_CHECK_ONLY: ULONG = 1;
pub const RTL_RUN_ONCE_ASYNC: ULONG = 2;
pub const RTL_RUN_ONCE_INIT_FAILED: ULONG = 4;
pub const RTL_RUN_ONCE_CTX_RESERVED_BITS: ULONG = 2;
pub const VER_EQUAL: ULONG = 1;
pub const VER_GREATER: ULONG = 2;
pub const VER_GREATER_EQUAL: ULONG = 3;
pub const VER_LESS: ULONG = 4;
pub const VER_LESS_EQUAL: ULONG = 5;
pub const VER_AND: ULONG = 6;
pub const VER_OR: ULONG = 7;
pub const VER_CONDITION_MASK: ULONG = 7;
pub const VER_NUM_BITS_PER_CONDITION_MASK: ULONG = 3;
pub const VER_MINORVERSION: ULONG = 1;
pub const VER_MAJORVERSION: ULONG = 2;
pub const VER_BUILDNUMBER: ULONG = 4;
pub const VER_PLATFORMID: ULONG = 8;
pub const VER_SERVICEPACKMINOR: ULONG = 0x10;
pub const VER_SERVICEPACKMAJOR: ULONG = 0x20;
pub const VER_SUITENAME: ULONG = 0x40;
pub const VER_PRODUCT_TYPE: ULONG = 0x80;
pub const VER_NT_WORKSTATION: ULONG = 1;
pub const VER_NT_DOMAIN_CONTROLLER: ULONG = 2;
pub const VER_NT_SERVER: ULONG = 3;
pub const VER_PLATFORM_WIN32s: ULONG = 0;
pub const VER_PLATFORM_WIN32_WINDOWS: ULONG = 1;
pub const VER_PLATFORM_WIN32_NT: ULONG = 2;
pub const RTL_DUPLICATE_UNICODE_STRING_NULL_TERMINATE: ULONG = 1;
pub const RTL_DUPLICATE_UNICODE_STRING_ALLOCATE_NULL_STRING: ULONG = 2;
pub const COMPRESSION_FORMAT_NONE: ULONG = 0;
pub const COMPRESSION_FORMAT_DEFAULT: ULONG = 1;
pub const COMPRESSION_FORMAT_LZNT1: ULONG = 2;
pub const COMPRESSION_ENGINE_STANDARD: ULONG = 0;
pub const COMPRESSION_ENGINE_MAXIMUM: ULONG = 0x100;
pub const COMPRESSION_ENGINE_HIBER: ULONG = 0x200;
pub const COMPRESSION_FORMAT_SPARSE: ULONG = 0x4000;
pub const VER_PRODUCTBUILD: ULONG = 10000;

imports! { "ntoskrnl.exe";
    /// Reads an IPv4 address in network order and says where it ends. IRQL: PASSIVE_LEVEL.
    pub fn RtlIpv4StringToAddressW(
        S: PCWSTR,
        Strict: BOOLEAN,
        Terminator: *mut PCWSTR,
        Addr: PVOID,
    ) -> NTSTATUS;
    /// Reads an IPv6 address and says where it ends. IRQL: PASSIVE_LEVEL.
    pub fn RtlIpv6StringToAddressW(S: PCWSTR, Terminator: *mut PCWSTR, Addr: PVOID) -> NTSTATUS;
    /// Writes an IPv4 address and a port. IRQL: PASSIVE_LEVEL.
    pub fn RtlIpv4AddressToStringExW(
        Address: *const c_void,
        Port: USHORT,
        AddressString: PWSTR,
        AddressStringLength: PULONG,
    ) -> NTSTATUS;
    /// Writes an IPv6 address, its scope and a port. IRQL: PASSIVE_LEVEL.
    pub fn RtlIpv6AddressToStringExW(
        Address: *const c_void,
        ScopeId: ULONG,
        Port: USHORT,
        AddressString: PWSTR,
        AddressStringLength: PULONG,
    ) -> NTSTATUS;
    /// The system is at least so new, as a value of `NTDDI_VERSION`. IRQL: PASSIVE_LEVEL.
    pub fn RtlIsNtDdiVersionAvailable(Version: ULONG) -> BOOLEAN;
    /// Where the image that an address is in begins. IRQL: PASSIVE_LEVEL.
    pub fn RtlPcToFileHeader(PcValue: PVOID, BaseOfImage: *mut PVOID) -> PVOID;
    /// One string is the end of the other. IRQL: PASSIVE_LEVEL.
    pub fn RtlSuffixUnicodeString(
        String1: PCUNICODE_STRING,
        String2: PCUNICODE_STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// One string is the begin of the other. IRQL: PASSIVE_LEVEL.
    pub fn RtlPrefixString(
        String1: *const STRING,
        String2: *const STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// The kind of Windows: workstation, domain controller or server. IRQL: any.
    pub fn RtlGetNtProductType(NtProductType: PULONG) -> BOOLEAN;

    /// The multi-byte code page is double-byte.
    pub static NlsMbCodePageTag: *mut BOOLEAN;
    /// The OEM code page is double-byte.
    pub static NlsMbOemCodePageTag: *mut BOOLEAN;
}

/// Sets memory to zero.
#[inline]
pub unsafe fn RtlZeroMemory(Destination: PVOID, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes.
    unsafe { Destination.cast::<u8>().write_bytes(0, Length as usize) };
}

/// Sets memory to zero even when nobody reads it again.
#[inline]
pub unsafe fn RtlSecureZeroMemory(Destination: PVOID, Length: SIZE_T) -> PVOID {
    for offset in 0..Length as usize {
        // SAFETY: the caller passes so many bytes.
        unsafe { Destination.cast::<u8>().add(offset).write_volatile(0) };
    }
    Destination
}

/// Sets each byte of memory.
#[inline]
pub unsafe fn RtlFillMemory(Destination: PVOID, Length: SIZE_T, Fill: UCHAR) {
    // SAFETY: the caller passes so many bytes.
    unsafe { Destination.cast::<u8>().write_bytes(Fill, Length as usize) };
}

/// Copies memory that does not overlap.
#[inline]
pub unsafe fn RtlCopyMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes on both sides.
    unsafe {
        Source
            .cast::<u8>()
            .copy_to_nonoverlapping(Destination.cast(), Length as usize)
    };
}

/// Copies memory that may overlap.
#[inline]
pub unsafe fn RtlMoveMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes on both sides.
    unsafe {
        Source
            .cast::<u8>()
            .copy_to(Destination.cast(), Length as usize)
    };
}

/// The bytes are the same.
#[inline]
#[must_use]
pub unsafe fn RtlEqualMemory(
    Source1: *const c_void,
    Source2: *const c_void,
    Length: SIZE_T,
) -> bool {
    // SAFETY: the caller passes so many bytes on both sides.
    unsafe { RtlCompareMemory(Source1, Source2, Length) == Length }
}

/// An empty string over a buffer of so many bytes.
#[inline]
pub unsafe fn RtlInitEmptyUnicodeString(
    UnicodeString: PUNICODE_STRING,
    Buffer: PWSTR,
    BufferSize: USHORT,
) {
    let string = UNICODE_STRING {
        Length: 0,
        MaximumLength: BufferSize,
        Buffer,
    };
    // SAFETY: the caller passes memory for the structure.
    unsafe { UnicodeString.write(string) };
}

/// The other byte order.
#[inline]
#[must_use]
pub const fn RtlUshortByteSwap(Source: USHORT) -> USHORT {
    Source.swap_bytes()
}

/// The other byte order.
#[inline]
#[must_use]
pub const fn RtlUlongByteSwap(Source: ULONG) -> ULONG {
    Source.swap_bytes()
}

/// The other byte order.
#[inline]
#[must_use]
pub const fn RtlUlonglongByteSwap(Source: ULONGLONG) -> ULONGLONG {
    Source.swap_bytes()
}

/// A locally unique identifier with this number.
#[inline]
#[must_use]
pub const fn RtlConvertLongToLuid(Long: LONG) -> LUID {
    LUID {
        LowPart: Long.cast_unsigned(),
        HighPart: if Long < 0 { -1 } else { 0 },
    }
}

/// A locally unique identifier with this number.
#[inline]
#[must_use]
pub const fn RtlConvertUlongToLuid(Ulong: ULONG) -> LUID {
    LUID {
        LowPart: Ulong,
        HighPart: 0,
    }
}

/// The bit of a bitmap, 0 or 1.
#[inline]
#[must_use]
pub unsafe fn RtlCheckBit(BitMapHeader: *const RTL_BITMAP, BitPosition: ULONG) -> ULONG {
    // SAFETY: the caller has a bitmap with so many bits.
    unsafe { (*(*BitMapHeader).Buffer.add(BitPosition as usize / 32)) >> (BitPosition % 32) & 1 }
}
