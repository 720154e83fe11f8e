//! `wdm.h`, `ntddk.h`, `ntifs.h`: the run-time library: strings, bitmaps, tables, time, versions.

mod constants;
mod types;

use core::ffi::c_void;

use crate::{
    _CM_PARTIAL_RESOURCE_DESCRIPTOR, _IO_RESOURCE_DESCRIPTOR, BOOLEAN, CCHAR, CHAR, CLONG, GUID,
    KernelVariable, LONG, LUID, NTSTATUS, PANSI_STRING, PBOOLEAN, PCANSI_STRING, PCCH, PCHAR,
    PCM_PARTIAL_RESOURCE_DESCRIPTOR, PCOEM_STRING, PCONTEXT, PCSZ, PCUNICODE_STRING, PCWCH, PCWSTR,
    PLARGE_INTEGER, POEM_STRING, PSTR, PSTRING, PULONG, PULONGLONG, PUNICODE_STRING, PVOID, PWCH,
    PWSTR, SIZE_T, STRING, UCHAR, ULONG, ULONG_PTR, ULONG64, ULONGLONG, UNICODE_STRING, USHORT,
    WCHAR, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Reports a failed assertion to the debugger. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlAssert(FailedAssertion: PVOID, FileName: PVOID, LineNumber: ULONG, Message: PSTR);
    /// Copies memory past the cache. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopymemorynontemporal>
    pub fn RtlCopyMemoryNonTemporal(
        Destination: *mut c_void,
        Source: *const c_void,
        Length: SIZE_T,
    );
    /// Frees a string that an `Rtl` function allocated. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfreeunicodestring>
    pub fn RtlFreeUnicodeString(UnicodeString: PUNICODE_STRING);
    /// Reads a GUID in braces. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlguidfromstring>
    pub fn RtlGUIDFromString(GuidString: PUNICODE_STRING, Guid: *mut GUID) -> NTSTATUS;
    /// Makes a counted string of a NUL-terminated one, without copying. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitunicodestring>
    pub fn RtlInitUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCWSTR);
    /// Writes a GUID in braces into an allocated string. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlstringfromguid>
    pub fn RtlStringFromGUID(Guid: *const GUID, GuidString: PUNICODE_STRING) -> NTSTATUS;
    /// A run of bits is clear.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlarebitsclear>
    pub fn RtlAreBitsClear(
        BitMapHeader: PRTL_BITMAP,
        StartingIndex: ULONG,
        Length: ULONG,
    ) -> BOOLEAN;
    /// A run of bits is set.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlarebitsset>
    pub fn RtlAreBitsSet(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, Length: ULONG) -> BOOLEAN;
    /// Converts an ANSI string. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlansistringtounicodestring>
    pub fn RtlAnsiStringToUnicodeString(
        DestinationString: PUNICODE_STRING,
        SourceString: PANSI_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Bytes of an ANSI string in UTF-16, with its NUL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlxansistringtounicodesize>
    pub fn RtlxAnsiStringToUnicodeSize(AnsiString: PCANSI_STRING) -> ULONG;
    /// Appends a string, if it fits. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlappendunicodestringtostring>
    pub fn RtlAppendUnicodeStringToString(
        Destination: PUNICODE_STRING,
        Source: PCUNICODE_STRING,
    ) -> NTSTATUS;
    /// Appends a NUL-terminated string, if it fits. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlappendunicodetostring>
    pub fn RtlAppendUnicodeToString(Destination: PUNICODE_STRING, Source: PCWSTR) -> NTSTATUS;
    /// Clears a bitmap.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlclearallbits>
    pub fn RtlClearAllBits(BitMapHeader: PRTL_BITMAP);
    /// Clears a run of bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlclearbits>
    pub fn RtlClearBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToClear: ULONG);
    /// Bytes that are the same before the first difference. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcomparememory>
    pub fn RtlCompareMemory(
        Source1: *const c_void,
        Source2: *const c_void,
        Length: SIZE_T,
    ) -> SIZE_T;
    /// Compares strings: negative, zero or positive. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcompareunicodestring>
    pub fn RtlCompareUnicodeString(
        String1: PCUNICODE_STRING,
        String2: PCUNICODE_STRING,
        CaseInSensitive: BOOLEAN,
    ) -> LONG;
    /// Compares strings without the structure. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlCompareUnicodeStrings(
        String1: PCWCH,
        String1Length: SIZE_T,
        String2: PCWCH,
        String2Length: SIZE_T,
        CaseInSensitive: BOOLEAN,
    ) -> LONG;
    /// Copies as much of a string as fits. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopyunicodestring>
    pub fn RtlCopyUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCUNICODE_STRING);
    /// Strings are equal. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlequalunicodestring>
    pub fn RtlEqualUnicodeString(
        String1: *const UNICODE_STRING,
        String2: *const UNICODE_STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// Frees a string that an `Rtl` function allocated. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfreeansistring>
    pub fn RtlFreeAnsiString(AnsiString: PANSI_STRING);
    /// Where a run of clear bits is, from a hint on.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindclearbits>
    pub fn RtlFindClearBits(
        BitMapHeader: PRTL_BITMAP,
        NumberToFind: ULONG,
        HintIndex: ULONG,
    ) -> ULONG;
    /// Finds a run of clear bits and sets it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindclearbitsandset>
    pub fn RtlFindClearBitsAndSet(
        BitMapHeader: PRTL_BITMAP,
        NumberToFind: ULONG,
        HintIndex: ULONG,
    ) -> ULONG;
    /// The first run of clear bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindfirstrunclear>
    pub fn RtlFindFirstRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG;
    /// The runs of clear bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindclearruns>
    pub fn RtlFindClearRuns(
        BitMapHeader: PRTL_BITMAP,
        RunArray: PRTL_BITMAP_RUN,
        SizeOfRunArray: ULONG,
        LocateLongestRuns: BOOLEAN,
    ) -> ULONG;
    /// The run of clear bits before an index.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindlastbackwardrunclear>
    pub fn RtlFindLastBackwardRunClear(
        BitMapHeader: PRTL_BITMAP,
        FromIndex: ULONG,
        StartingRunIndex: PULONG,
    ) -> ULONG;
    /// The lowest bit that is set, or -1. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindleastsignificantbit>
    pub fn RtlFindLeastSignificantBit(Set: ULONGLONG) -> CCHAR;
    /// The longest run of clear bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindlongestrunclear>
    pub fn RtlFindLongestRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG;
    /// The highest bit that is set, or -1. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindmostsignificantbit>
    pub fn RtlFindMostSignificantBit(Set: ULONGLONG) -> CCHAR;
    /// The run of clear bits after an index.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindnextforwardrunclear>
    pub fn RtlFindNextForwardRunClear(
        BitMapHeader: PRTL_BITMAP,
        FromIndex: ULONG,
        StartingRunIndex: PULONG,
    ) -> ULONG;
    /// Where a run of set bits is, from a hint on.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindsetbits>
    pub fn RtlFindSetBits(
        BitMapHeader: PRTL_BITMAP,
        NumberToFind: ULONG,
        HintIndex: ULONG,
    ) -> ULONG;
    /// Finds a run of set bits and clears it.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfindsetbitsandclear>
    pub fn RtlFindSetBitsAndClear(
        BitMapHeader: PRTL_BITMAP,
        NumberToFind: ULONG,
        HintIndex: ULONG,
    ) -> ULONG;
    /// Makes a counted string of a NUL-terminated one, without copying. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitansistring>
    pub fn RtlInitAnsiString(DestinationString: PANSI_STRING, SourceString: PCSZ);
    /// Initialises a bitmap over a buffer.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitializebitmap>
    pub fn RtlInitializeBitMap(
        BitMapHeader: PRTL_BITMAP,
        BitMapBuffer: PULONG,
        SizeOfBitMap: ULONG,
    );
    /// Makes a counted string of a NUL-terminated one, without copying. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitstring>
    pub fn RtlInitString(DestinationString: PSTRING, SourceString: PCSZ);
    /// Writes a number. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlintegertounicodestring>
    pub fn RtlIntegerToUnicodeString(
        Value: ULONG,
        Base: ULONG,
        String: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Writes a number. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlint64tounicodestring>
    pub fn RtlInt64ToUnicodeString(
        Value: ULONGLONG,
        Base: ULONG,
        String: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Bits that are clear.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlnumberofclearbits>
    pub fn RtlNumberOfClearBits(BitMapHeader: PRTL_BITMAP) -> ULONG;
    /// Bits that are set.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlnumberofsetbits>
    pub fn RtlNumberOfSetBits(BitMapHeader: PRTL_BITMAP) -> ULONG;
    /// Sets a bitmap.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsetallbits>
    pub fn RtlSetAllBits(BitMapHeader: PRTL_BITMAP);
    /// Sets a run of bits.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsetbits>
    pub fn RtlSetBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToSet: ULONG);
    /// Converts a date and time to 100 ns units since 1601. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtltimefieldstotime>
    pub fn RtlTimeFieldsToTime(TimeFields: PTIME_FIELDS, Time: PLARGE_INTEGER) -> BOOLEAN;
    /// Converts 100 ns units since 1601 to a date and time. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtltimetotimefields>
    pub fn RtlTimeToTimeFields(Time: PLARGE_INTEGER, TimeFields: PTIME_FIELDS);
    /// Converts a string to the ANSI code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlunicodestringtoansistring>
    pub fn RtlUnicodeStringToAnsiString(
        DestinationString: PANSI_STRING,
        SourceString: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Bytes of a string in the ANSI code page, with its NUL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlxunicodestringtoansisize>
    pub fn RtlxUnicodeStringToAnsiSize(UnicodeString: PCUNICODE_STRING) -> ULONG;
    /// Reads a number. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlunicodestringtointeger>
    pub fn RtlUnicodeStringToInteger(
        String: PCUNICODE_STRING,
        Base: ULONG,
        Value: PULONG,
    ) -> NTSTATUS;
    /// A character in upper case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlupcaseunicodechar>
    pub fn RtlUpcaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR;
    /// Hints that memory is read soon and once. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlprefetchmemorynontemporal>
    pub fn RtlPrefetchMemoryNonTemporal(Source: PVOID, Length: SIZE_T);
    /// Clears a bit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlclearbit>
    pub fn RtlClearBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG);
    /// A character in lower case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtldowncaseunicodechar>
    pub fn RtlDowncaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR;
    /// Sets a bit.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsetbit>
    pub fn RtlSetBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG);
    /// A bit is set.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtltestbit>
    pub fn RtlTestBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG) -> BOOLEAN;
    /// A string's hash. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlhashunicodestring>
    pub fn RtlHashUnicodeString(
        String: *const UNICODE_STRING,
        CaseInSensitive: BOOLEAN,
        HashAlgorithm: ULONG,
        HashValue: PULONG,
    ) -> NTSTATUS;
    /// Bits that are set in a number. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlnumberofsetbitsulongptr>
    pub fn RtlNumberOfSetBitsUlongPtr(Target: ULONG_PTR) -> ULONG;
    /// Length, alignment and range of a resource requirement for memory or ports.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtliodecodememioresource>
    pub fn RtlIoDecodeMemIoResource(
        Descriptor: *mut _IO_RESOURCE_DESCRIPTOR,
        Alignment: PULONGLONG,
        MinimumAddress: PULONGLONG,
        MaximumAddress: PULONGLONG,
    ) -> ULONGLONG;
    /// Writes a resource requirement for memory or ports.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlioencodememioresource>
    pub fn RtlIoEncodeMemIoResource(
        Descriptor: *mut _IO_RESOURCE_DESCRIPTOR,
        Type: UCHAR,
        Length: ULONGLONG,
        Alignment: ULONGLONG,
        MinimumAddress: ULONGLONG,
        MaximumAddress: ULONGLONG,
    ) -> NTSTATUS;
    /// Length and start of a resource for memory or ports.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcmdecodememioresource>
    pub fn RtlCmDecodeMemIoResource(
        Descriptor: *mut _CM_PARTIAL_RESOURCE_DESCRIPTOR,
        Start: PULONGLONG,
    ) -> ULONGLONG;
    /// The next length that a resource for large memory can have.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlFindClosestEncodableLength(
        SourceLength: ULONGLONG,
        TargetLength: PULONGLONG,
    ) -> NTSTATUS;
    /// Writes a resource for memory or ports.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcmencodememioresource>
    pub fn RtlCmEncodeMemIoResource(
        Descriptor: PCM_PARTIAL_RESOURCE_DESCRIPTOR,
        Type: UCHAR,
        Length: ULONGLONG,
        Start: ULONGLONG,
    ) -> NTSTATUS;
    /// Converts to UTF-8. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlunicodetoutf8n>
    pub fn RtlUnicodeToUTF8N(
        UTF8StringDestination: PCHAR,
        UTF8StringMaxByteCount: ULONG,
        UTF8StringActualByteCount: PULONG,
        UnicodeStringSource: PCWCH,
        UnicodeStringByteCount: ULONG,
    ) -> NTSTATUS;
    /// Converts from UTF-8. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlutf8tounicoden>
    pub fn RtlUTF8ToUnicodeN(
        UnicodeStringDestination: PWSTR,
        UnicodeStringMaxByteCount: ULONG,
        UnicodeStringActualByteCount: PULONG,
        UTF8StringSource: PCCH,
        UTF8StringByteCount: ULONG,
    ) -> NTSTATUS;
    /// Extended processor state that the system has enabled. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlgetenabledextendedfeatures>
    pub fn RtlGetEnabledExtendedFeatures(FeatureMask: ULONG64) -> ULONG64;
    /// Compares the system's version with conditions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlverifyversioninfo>
    pub fn RtlVerifyVersionInfo(
        VersionInfo: PRTL_OSVERSIONINFOEXW,
        TypeMask: ULONG,
        ConditionMask: ULONGLONG,
    ) -> NTSTATUS;
    /// Adds a condition for `RtlVerifyVersionInfo`. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn VerSetConditionMask(
        ConditionMask: ULONGLONG,
        TypeMask: ULONG,
        Condition: UCHAR,
    ) -> ULONGLONG;
    /// The version of the system. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlgetversion>
    pub fn RtlGetVersion(lpVersionInformation: PRTL_OSVERSIONINFOW) -> NTSTATUS;
    /// A string in upper case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlupcaseunicodestring>
    pub fn RtlUpcaseUnicodeString(
        DestinationString: PUNICODE_STRING,
        SourceString: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// One string is the begin of the other. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlprefixunicodestring>
    pub fn RtlPrefixUnicodeString(
        String1: PCUNICODE_STRING,
        String2: PCUNICODE_STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// A string in lower case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtldowncaseunicodestring>
    pub fn RtlDowncaseUnicodeString(
        UniDest: PUNICODE_STRING,
        UniSource: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Copies a string into allocated memory. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn RtlDuplicateUnicodeString(
        Flags: ULONG,
        SourceString: PCUNICODE_STRING,
        DestinationString: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// A character in upper case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlupperchar>
    pub fn RtlUpperChar(Character: CHAR) -> CHAR;
    /// A string in upper case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlupperstring>
    pub fn RtlUpperString(DestinationString: PSTRING, SourceString: PSTRING);
    /// Compares strings: negative, zero or positive. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlcomparestring>
    pub fn RtlCompareString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> LONG;
    /// Strings are equal. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlequalstring>
    pub fn RtlEqualString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> BOOLEAN;
    /// Copies as much of a string as fits. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlcopystring>
    pub fn RtlCopyString(DestinationString: PSTRING, SourceString: PSTRING);
    /// Reads a number. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlchartointeger>
    pub fn RtlCharToInteger(String: PCSZ, Base: ULONG, Value: PULONG) -> NTSTATUS;
    /// Converts from the ANSI code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlmultibytetounicoden>
    pub fn RtlMultiByteToUnicodeN(
        UnicodeString: PWCH,
        MaxBytesInUnicodeString: ULONG,
        BytesInUnicodeString: PULONG,
        MultiByteString: *const CHAR,
        BytesInMultiByteString: ULONG,
    ) -> NTSTATUS;
    /// Bytes of an ANSI string in UTF-16. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlmultibytetounicodesize>
    pub fn RtlMultiByteToUnicodeSize(
        BytesInUnicodeString: PULONG,
        MultiByteString: *const CHAR,
        BytesInMultiByteString: ULONG,
    ) -> NTSTATUS;
    /// Converts to the ANSI code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlunicodetomultibyten>
    pub fn RtlUnicodeToMultiByteN(
        MultiByteString: PCHAR,
        MaxBytesInMultiByteString: ULONG,
        BytesInMultiByteString: PULONG,
        UnicodeString: PCWCH,
        BytesInUnicodeString: ULONG,
    ) -> NTSTATUS;
    /// Bytes of a string in the ANSI code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlunicodetomultibytesize>
    pub fn RtlUnicodeToMultiByteSize(
        BytesInMultiByteString: PULONG,
        UnicodeString: PCWCH,
        BytesInUnicodeString: ULONG,
    ) -> NTSTATUS;
    /// A name is a legal 8.3 name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlisnamelegaldos8dot3>
    pub fn RtlIsNameLegalDOS8Dot3(
        Name: PCUNICODE_STRING,
        OemName: POEM_STRING,
        NameContainsSpaces: PBOOLEAN,
    ) -> BOOLEAN;
    /// A pseudo-random number; advances the seed. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlrandom>
    pub fn RtlRandom(Seed: PULONG) -> ULONG;
    /// A pseudo-random number, better and faster; advances the seed. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlrandomex>
    pub fn RtlRandomEx(Seed: PULONG) -> ULONG;
    /// The Win32 error of a status, which the thread remembers. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlntstatustodoserror>
    pub fn RtlNtStatusToDosError(Status: NTSTATUS) -> ULONG;
    /// The Win32 error of a status. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlntstatustodoserrornoteb>
    pub fn RtlNtStatusToDosErrorNoTeb(Status: NTSTATUS) -> ULONG;
    /// Seconds since 1970 of a time. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtltimetosecondssince1970>
    pub fn RtlTimeToSecondsSince1970(Time: PLARGE_INTEGER, ElapsedSeconds: PULONG) -> BOOLEAN;
    /// The time of seconds since 1970. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlsecondssince1970totime>
    pub fn RtlSecondsSince1970ToTime(ElapsedSeconds: ULONG, Time: PLARGE_INTEGER);
    /// Return addresses of the current stack, and their hash. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcapturestackbacktrace>
    pub fn RtlCaptureStackBackTrace(
        FramesToSkip: ULONG,
        FramesToCapture: ULONG,
        BackTrace: *mut PVOID,
        BackTraceHash: PULONG,
    ) -> USHORT;
    /// The current processor context. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcapturecontext>
    pub fn RtlCaptureContext(ContextRecord: PCONTEXT);
    /// Return addresses of the current stack. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlwalkframechain>
    pub fn RtlWalkFrameChain(Callers: *mut PVOID, Count: ULONG, Flags: ULONG) -> ULONG;
    /// Copies a NUL-terminated string into allocated memory. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcreateunicodestring>
    pub fn RtlCreateUnicodeString(
        DestinationString: PUNICODE_STRING,
        SourceString: PCWSTR,
    ) -> BOOLEAN;
    /// As `RtlInitUnicodeString`; fails when the string is too long. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn RtlInitUnicodeStringEx(
        DestinationString: PUNICODE_STRING,
        SourceString: PCWSTR,
    ) -> NTSTATUS;
    /// Bytes that repeat a pattern. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlcomparememoryulong>
    pub fn RtlCompareMemoryUlong(Source: PVOID, Length: SIZE_T, Pattern: ULONG) -> SIZE_T;
    /// The entry of the longest prefix of a name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlfindunicodeprefix>
    pub fn RtlFindUnicodePrefix(
        PrefixTable: PUNICODE_PREFIX_TABLE,
        FullName: PUNICODE_STRING,
        CaseInsensitiveIndex: ULONG,
    ) -> PUNICODE_PREFIX_TABLE_ENTRY;
    /// Converts a string to the OEM code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlunicodestringtooemstring>
    pub fn RtlUnicodeStringToOemString(
        DestinationString: POEM_STRING,
        SourceString: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Converts from the OEM code page. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtloemstringtounicodestring>
    pub fn RtlOemStringToUnicodeString(
        DestinationString: PUNICODE_STRING,
        SourceString: PCOEM_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Bytes of an OEM string in UTF-16, with its NUL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlxoemstringtounicodesize>
    pub fn RtlxOemStringToUnicodeSize(OemString: PCOEM_STRING) -> ULONG;
    /// Bytes of a string in the OEM code page, with its NUL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlxunicodestringtooemsize>
    pub fn RtlxUnicodeStringToOemSize(UnicodeString: PCUNICODE_STRING) -> ULONG;
    /// Appends a string, if it fits. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlappendstringtostring>
    pub fn RtlAppendStringToString(Destination: PSTRING, Source: *const STRING) -> NTSTATUS;
    /// Frees a string that an `Rtl` function allocated. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlfreeoemstring>
    pub fn RtlFreeOemString(OemString: POEM_STRING);
    /// Checks the lengths of a string. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn RtlValidateUnicodeString(Flags: ULONG, String: PCUNICODE_STRING) -> NTSTATUS;
    /// Initialises a table of elements in a splay tree.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinitializegenerictable>
    pub fn RtlInitializeGenericTable(
        Table: PRTL_GENERIC_TABLE,
        CompareRoutine: PRTL_GENERIC_COMPARE_ROUTINE,
        AllocateRoutine: PRTL_GENERIC_ALLOCATE_ROUTINE,
        FreeRoutine: PRTL_GENERIC_FREE_ROUTINE,
        TableContext: PVOID,
    );
    /// Inserts a copy of an element.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertelementgenerictable>
    pub fn RtlInsertElementGenericTable(
        Table: PRTL_GENERIC_TABLE,
        Buffer: PVOID,
        BufferSize: CLONG,
        NewElement: PBOOLEAN,
    ) -> PVOID;
    /// Deletes an element.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtldeleteelementgenerictable>
    pub fn RtlDeleteElementGenericTable(Table: PRTL_GENERIC_TABLE, Buffer: PVOID) -> BOOLEAN;
    /// The element that compares equal, or null.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtllookupelementgenerictable>
    pub fn RtlLookupElementGenericTable(Table: PRTL_GENERIC_TABLE, Buffer: PVOID) -> PVOID;
    /// The next element in order; changes the tree.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictable>
    pub fn RtlEnumerateGenericTable(Table: PRTL_GENERIC_TABLE, Restart: BOOLEAN) -> PVOID;
    /// The next element in order.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplaying>
    pub fn RtlEnumerateGenericTableWithoutSplaying(
        Table: PRTL_GENERIC_TABLE,
        RestartKey: *mut PVOID,
    ) -> PVOID;
    /// Elements of a table.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlnumbergenerictableelements>
    pub fn RtlNumberGenericTableElements(Table: PRTL_GENERIC_TABLE) -> ULONG;
    /// A table has no elements.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisgenerictableempty>
    pub fn RtlIsGenericTableEmpty(Table: PRTL_GENERIC_TABLE) -> BOOLEAN;
    /// An element by its index.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlgetelementgenerictable>
    pub fn RtlGetElementGenericTable(Table: PRTL_GENERIC_TABLE, I: ULONG) -> PVOID;
    /// Initialises a table of elements in a balanced tree.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinitializegenerictableavl>
    pub fn RtlInitializeGenericTableAvl(
        Table: PRTL_AVL_TABLE,
        CompareRoutine: PRTL_AVL_COMPARE_ROUTINE,
        AllocateRoutine: PRTL_AVL_ALLOCATE_ROUTINE,
        FreeRoutine: PRTL_AVL_FREE_ROUTINE,
        TableContext: PVOID,
    );
    /// Inserts a copy of an element.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlinsertelementgenerictableavl>
    pub fn RtlInsertElementGenericTableAvl(
        Table: PRTL_AVL_TABLE,
        Buffer: PVOID,
        BufferSize: CLONG,
        NewElement: PBOOLEAN,
    ) -> PVOID;
    /// Deletes an element.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtldeleteelementgenerictableavl>
    pub fn RtlDeleteElementGenericTableAvl(Table: PRTL_AVL_TABLE, Buffer: PVOID) -> BOOLEAN;
    /// The element that compares equal, or null.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtllookupelementgenerictableavl>
    pub fn RtlLookupElementGenericTableAvl(Table: PRTL_AVL_TABLE, Buffer: PVOID) -> PVOID;
    /// The next element in order.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictableavl>
    pub fn RtlEnumerateGenericTableAvl(Table: PRTL_AVL_TABLE, Restart: BOOLEAN) -> PVOID;
    /// Elements of a table.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlnumbergenerictableelementsavl>
    pub fn RtlNumberGenericTableElementsAvl(Table: PRTL_AVL_TABLE) -> ULONG;
    /// A table has no elements.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlisgenerictableemptyavl>
    pub fn RtlIsGenericTableEmptyAvl(Table: PRTL_AVL_TABLE) -> BOOLEAN;
    /// An element by its index.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlgetelementgenerictableavl>
    pub fn RtlGetElementGenericTableAvl(Table: PRTL_AVL_TABLE, I: ULONG) -> PVOID;
    /// The next element in order, by a restart key.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlenumerategenerictablewithoutsplayingavl>
    pub fn RtlEnumerateGenericTableWithoutSplayingAvl(
        Table: PRTL_AVL_TABLE,
        RestartKey: *mut PVOID,
    ) -> PVOID;
    /// Initialises a one-time initialisation. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrunonceinitialize>
    pub fn RtlRunOnceInitialize(RunOnce: PRTL_RUN_ONCE);
    /// Runs a function unless it ran before. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrunonceexecuteonce>
    pub fn RtlRunOnceExecuteOnce(
        RunOnce: PRTL_RUN_ONCE,
        InitFn: PRTL_RUN_ONCE_INIT_FN,
        Parameter: PVOID,
        Context: *mut PVOID,
    ) -> NTSTATUS;
    /// Begins a one-time initialisation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrunoncebegininitialize>
    pub fn RtlRunOnceBeginInitialize(
        RunOnce: PRTL_RUN_ONCE,
        Flags: ULONG,
        Context: *mut PVOID,
    ) -> NTSTATUS;
    /// Ends a one-time initialisation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlrunoncecomplete>
    pub fn RtlRunOnceComplete(RunOnce: PRTL_RUN_ONCE, Flags: ULONG, Context: PVOID) -> NTSTATUS;
    /// Obsolete form of `IoVolumeDeviceToDosName`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlvolumedevicetodosname>
    pub fn RtlVolumeDeviceToDosName(
        VolumeDeviceObject: PVOID,
        DosName: PUNICODE_STRING,
    ) -> NTSTATUS;
}

imports! { "ntoskrnl.exe";
    /// Reads an IPv4 address in network order and says where it ends. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlIpv4StringToAddressW(
        S: PCWSTR,
        Strict: BOOLEAN,
        Terminator: *mut PCWSTR,
        Addr: PVOID,
    ) -> NTSTATUS;
    /// Reads an IPv6 address and says where it ends. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlIpv6StringToAddressW(S: PCWSTR, Terminator: *mut PCWSTR, Addr: PVOID) -> NTSTATUS;
    /// Writes an IPv4 address and a port. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlIpv4AddressToStringExW(
        Address: *const c_void,
        Port: USHORT,
        AddressString: PWSTR,
        AddressStringLength: PULONG,
    ) -> NTSTATUS;
    /// Writes an IPv6 address, its scope and a port. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlIpv6AddressToStringExW(
        Address: *const c_void,
        ScopeId: ULONG,
        Port: USHORT,
        AddressString: PWSTR,
        AddressStringLength: PULONG,
    ) -> NTSTATUS;
    /// The system is at least so new, as a value of `NTDDI_VERSION`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlisntddiversionavailable>
    pub fn RtlIsNtDdiVersionAvailable(Version: ULONG) -> BOOLEAN;
    /// Where the image that an address is in begins. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlPcToFileHeader(PcValue: PVOID, BaseOfImage: *mut PVOID) -> PVOID;
    /// One string is the end of the other. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlSuffixUnicodeString(
        String1: PCUNICODE_STRING,
        String2: PCUNICODE_STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// One string is the begin of the other. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlPrefixString(
        String1: *const STRING,
        String2: *const STRING,
        CaseInSensitive: BOOLEAN,
    ) -> BOOLEAN;
    /// The kind of Windows: workstation, domain controller or server. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn RtlGetNtProductType(NtProductType: PULONG) -> BOOLEAN;

    /// The multi-byte code page is double-byte.
    pub static NlsMbCodePageTag: KernelVariable<BOOLEAN>;
    /// The OEM code page is double-byte.
    pub static NlsMbOemCodePageTag: KernelVariable<BOOLEAN>;
}

/// Sets memory to zero.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlzeromemory>
#[inline]
pub unsafe fn RtlZeroMemory(Destination: PVOID, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes.
    unsafe { Destination.cast::<u8>().write_bytes(0, Length as usize) };
}

/// Sets memory to zero even when nobody reads it again.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsecurezeromemory>
#[inline]
pub unsafe fn RtlSecureZeroMemory(Destination: PVOID, Length: SIZE_T) -> PVOID {
    for offset in 0..Length as usize {
        // SAFETY: the caller passes so many bytes.
        unsafe { Destination.cast::<u8>().add(offset).write_volatile(0) };
    }
    Destination
}

/// Sets each byte of memory.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfillmemory>
#[inline]
pub unsafe fn RtlFillMemory(Destination: PVOID, Length: SIZE_T, Fill: UCHAR) {
    // SAFETY: the caller passes so many bytes.
    unsafe { Destination.cast::<u8>().write_bytes(Fill, Length as usize) };
}

/// Fills memory with a number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlfillmemoryulong>
#[inline]
pub unsafe fn RtlFillMemoryUlong(Destination: PVOID, Length: SIZE_T, Pattern: ULONG) {
    for index in 0..Length as usize / size_of::<ULONG>() {
        // SAFETY: the caller passes so many aligned bytes.
        unsafe { Destination.cast::<ULONG>().add(index).write(Pattern) };
    }
}

/// Copies memory that does not overlap.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopymemory>
#[inline]
pub unsafe fn RtlCopyMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes on both sides.
    unsafe {
        Source
            .cast::<u8>()
            .copy_to_nonoverlapping(Destination.cast(), Length as usize)
    };
}

/// Copies memory that does not overlap.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn RtlCopyBytes(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: the contract is the same.
    unsafe { RtlCopyMemory(Destination, Source, Length) }
}

/// Copies memory that may overlap.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlmovememory>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlequalmemory>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitemptyunicodestring>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlushortbyteswap>
#[inline]
#[must_use]
pub const fn RtlUshortByteSwap(Source: USHORT) -> USHORT {
    Source.swap_bytes()
}

/// The other byte order.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlulongbyteswap>
#[inline]
#[must_use]
pub const fn RtlUlongByteSwap(Source: ULONG) -> ULONG {
    Source.swap_bytes()
}

/// The other byte order.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlulonglongbyteswap>
#[inline]
#[must_use]
pub const fn RtlUlonglongByteSwap(Source: ULONGLONG) -> ULONGLONG {
    Source.swap_bytes()
}

/// A locally unique identifier with this number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlconvertlongtoluid>
#[inline]
#[must_use]
pub const fn RtlConvertLongToLuid(Long: LONG) -> LUID {
    LUID {
        LowPart: Long.cast_unsigned(),
        HighPart: if Long < 0 { -1 } else { 0 },
    }
}

/// A locally unique identifier with this number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlconvertulongtoluid>
#[inline]
#[must_use]
pub const fn RtlConvertUlongToLuid(Ulong: ULONG) -> LUID {
    LUID {
        LowPart: Ulong,
        HighPart: 0,
    }
}

/// The bit of a bitmap, 0 or 1.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcheckbit>
#[inline]
#[must_use]
pub unsafe fn RtlCheckBit(BitMapHeader: *const RTL_BITMAP, BitPosition: ULONG) -> ULONG {
    // SAFETY: the caller has a bitmap with so many bits.
    unsafe { (*(*BitMapHeader).Buffer.add(BitPosition as usize / 32)) >> (BitPosition % 32) & 1 }
}
