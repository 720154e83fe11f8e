//! `ntdef.h`, `basetsd.h`, `guiddef.h`: the base types.

use core::ffi::c_void;

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// 8-bit signed character.
pub type CHAR = i8;
/// 8-bit signed integer.
pub type CCHAR = i8;
/// 8-bit unsigned integer.
pub type UCHAR = u8;
/// [`FALSE`] or [`TRUE`].
pub type BOOLEAN = u8;
/// 16-bit signed integer.
pub type SHORT = i16;
/// 16-bit signed integer.
pub type CSHORT = i16;
/// 16-bit unsigned integer.
pub type USHORT = u16;
/// UTF-16 code unit.
pub type WCHAR = u16;
/// 32-bit signed integer.
pub type LONG = i32;
/// 32-bit unsigned count.
pub type CLONG = u32;
/// 32-bit unsigned integer.
pub type ULONG = u32;
/// A 32-bit boolean.
pub type LOGICAL = u32;
/// Locale identifier.
pub type LCID = u32;
/// 64-bit signed integer.
pub type LONGLONG = i64;
/// 64-bit signed integer.
pub type LONG64 = i64;
/// 64-bit unsigned integer.
pub type ULONGLONG = u64;
/// 64-bit unsigned integer.
pub type ULONG64 = u64;
/// Signed integer as wide as a pointer.
pub type LONG_PTR = i64;
/// Unsigned integer as wide as a pointer.
pub type ULONG_PTR = u64;
/// Count of bytes, as wide as a pointer.
pub type SIZE_T = u64;
/// The C `size_t`.
pub type size_t = usize;
/// Untyped pointer.
pub type PVOID = *mut c_void;
/// Handle to an object of the object manager.
pub type HANDLE = PVOID;
/// Status of an NT function; negative values are failures.
pub type NTSTATUS = LONG;
/// Interrupt request level.
pub type KIRQL = UCHAR;
/// Priority of a thread.
pub type KPRIORITY = LONG;
/// One bit for each processor of a group.
pub type KAFFINITY = ULONG_PTR;
/// Rights of access to an object.
pub type ACCESS_MASK = ULONG;
/// Address that a bus-mastering device uses.
pub type LOGICAL_ADDRESS = LARGE_INTEGER;
/// Arguments of a variadic function, in the x64 Windows layout.
pub type va_list = *mut CHAR;
/// Pointer to a [`CHAR`].
pub type PCHAR = *mut CHAR;
/// Pointer to a [`UCHAR`].
pub type PUCHAR = *mut UCHAR;
/// Pointer to a [`BOOLEAN`].
pub type PBOOLEAN = *mut BOOLEAN;
/// Pointer to a [`SHORT`].
pub type PSHORT = *mut SHORT;
/// Pointer to a [`USHORT`].
pub type PUSHORT = *mut USHORT;
/// Pointer to a [`LONG`].
pub type PLONG = *mut LONG;
/// Pointer to a [`ULONG`].
pub type PULONG = *mut ULONG;
/// Pointer to a [`LONGLONG`].
pub type PLONGLONG = *mut LONGLONG;
/// Pointer to a [`ULONGLONG`].
pub type PULONGLONG = *mut ULONGLONG;
/// Pointer to a [`LONG64`].
pub type PLONG64 = *mut LONG64;
/// Pointer to a [`ULONG64`].
pub type PULONG64 = *mut ULONG64;
/// Pointer to a [`LONG_PTR`].
pub type PLONG_PTR = *mut LONG_PTR;
/// Pointer to a [`ULONG_PTR`].
pub type PULONG_PTR = *mut ULONG_PTR;
/// Pointer to a [`SIZE_T`].
pub type PSIZE_T = *mut SIZE_T;
/// Pointer to a [`HANDLE`].
pub type PHANDLE = *mut HANDLE;
/// Pointer to a [`NTSTATUS`].
pub type PNTSTATUS = *mut NTSTATUS;
/// Pointer to a [`KIRQL`].
pub type PKIRQL = *mut KIRQL;
/// Pointer to a [`KAFFINITY`].
pub type PKAFFINITY = *mut KAFFINITY;
/// Pointer to a [`ACCESS_MASK`].
pub type PACCESS_MASK = *mut ACCESS_MASK;
/// Pointer of 64 bits.
pub type PVOID64 = *mut c_void;
/// Characters without terminator.
pub type PCH = *mut CHAR;
/// Constant characters without terminator.
pub type PCCH = *const CHAR;
/// NUL-terminated string.
pub type PSTR = *mut CHAR;
/// Constant NUL-terminated string.
pub type PCSTR = *const CHAR;
/// Constant NUL-terminated string.
pub type LPCSTR = *const CHAR;
/// Constant NUL-terminated string.
pub type PCSZ = *const CHAR;
/// UTF-16 code units without terminator.
pub type PWCH = *mut WCHAR;
/// Constant UTF-16 code units without terminator.
pub type PCWCH = *const WCHAR;
/// Pointer to a [`WCHAR`].
pub type PWCHAR = *mut WCHAR;
/// NUL-terminated UTF-16 string.
pub type PWSTR = *mut WCHAR;
/// NUL-terminated UTF-16 string.
pub type LPWSTR = *mut WCHAR;
/// Constant NUL-terminated UTF-16 string.
pub type PCWSTR = *const WCHAR;
/// Constant NUL-terminated UTF-16 string.
pub type LPCWSTR = *const WCHAR;

/// `FALSE`.
pub const FALSE: BOOLEAN = 0;
/// `TRUE`.
pub const TRUE: BOOLEAN = 1;

/// Processor context; its layout is the processor's, and drivers only pass it on.
#[repr(C)]
pub struct _CONTEXT {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_CONTEXT`].
pub type PCONTEXT = *mut _CONTEXT;
/// Extended processor state; drivers only pass it on.
#[repr(C)]
pub struct _XSAVE_AREA {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_XSAVE_AREA`].
pub type PXSAVE_AREA = *mut _XSAVE_AREA;

/// A variable that the kernel exports. C drivers reach it through a pointer, and so does Rust:
/// `*PsThreadType`.
#[repr(transparent)]
#[derive(Debug)]
pub struct KernelVariable<T>(T);

impl<T> core::ops::Deref for KernelVariable<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Whether an event stays set or releases one thread.
pub mod _EVENT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NotificationEvent: Type = 0;
    pub const SynchronizationEvent: Type = 1;
}
/// A value of [`_EVENT_TYPE`].
pub type EVENT_TYPE = _EVENT_TYPE::Type;

/// Product suites.
pub mod _SUITE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const SmallBusiness: Type = 0;
    pub const Enterprise: Type = 1;
    pub const BackOffice: Type = 2;
    pub const CommunicationServer: Type = 3;
    pub const TerminalServer: Type = 4;
    pub const SmallBusinessRestricted: Type = 5;
    pub const EmbeddedNT: Type = 6;
    pub const DataCenter: Type = 7;
    pub const SingleUserTS: Type = 8;
    pub const Personal: Type = 9;
    pub const Blade: Type = 10;
    pub const EmbeddedRestricted: Type = 11;
    pub const SecurityAppliance: Type = 12;
    pub const StorageServer: Type = 13;
    pub const ComputeServer: Type = 14;
    pub const WHServer: Type = 15;
    pub const MaxSuiteType: Type = 16;
}
/// A value of [`_SUITE_TYPE`].
pub type SUITE_TYPE = _SUITE_TYPE::Type;

/// Whether a timer stays signalled or releases one thread.
pub mod _TIMER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NotificationTimer: Type = 0;
    pub const SynchronizationTimer: Type = 1;
}
/// A value of [`_TIMER_TYPE`].
pub type TIMER_TYPE = _TIMER_TYPE::Type;

/// All objects or any.
pub mod _WAIT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const WaitAll: Type = 0;
    pub const WaitAny: Type = 1;
}
/// A value of [`_WAIT_TYPE`].
pub type WAIT_TYPE = _WAIT_TYPE::Type;

/// A link of a sequenced list.
#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _SLIST_ENTRY {
    pub Next: *mut _SLIST_ENTRY,
}
/// A [`_SLIST_ENTRY`].
pub type SLIST_ENTRY = _SLIST_ENTRY;
/// Pointer to a [`_SLIST_ENTRY`].
pub type PSLIST_ENTRY = *mut _SLIST_ENTRY;

/// A sequenced list.
#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub union _SLIST_HEADER {
    pub Anonymous: _SLIST_HEADER_Anonymous,
    pub Header8: _SLIST_HEADER_Header8,
    pub Header16: _SLIST_HEADER_Header16,
    pub HeaderX64: _SLIST_HEADER_HeaderX64,
}
/// A [`_SLIST_HEADER`].
pub type SLIST_HEADER = _SLIST_HEADER;
/// Pointer to a [`_SLIST_HEADER`].
pub type PSLIST_HEADER = *mut _SLIST_HEADER;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SLIST_HEADER_Anonymous {
    pub Alignment: ULONGLONG,
    pub Region: ULONGLONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SLIST_HEADER_Header8 {
    pub BitFields: ULONGLONG,
    pub BitFields2: ULONGLONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SLIST_HEADER_Header16 {
    pub BitFields: ULONGLONG,
    pub BitFields2: ULONGLONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SLIST_HEADER_HeaderX64 {
    pub BitFields: ULONGLONG,
    pub BitFields2: ULONGLONG,
}

/// What an exception is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EXCEPTION_RECORD {
    pub ExceptionCode: NTSTATUS,
    pub ExceptionFlags: ULONG,
    pub ExceptionRecord: *mut _EXCEPTION_RECORD,
    pub ExceptionAddress: PVOID,
    pub NumberParameters: ULONG,
    pub ExceptionInformation: [ULONG_PTR; 15],
}
/// A [`_EXCEPTION_RECORD`].
pub type EXCEPTION_RECORD = _EXCEPTION_RECORD;
/// Pointer to a [`_EXCEPTION_RECORD`].
pub type PEXCEPTION_RECORD = *mut _EXCEPTION_RECORD;

/// Extended processor state.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _XSTATE_CONTEXT {
    pub Mask: ULONG64,
    pub Length: ULONG,
    pub Reserved1: ULONG,
    pub Area: PXSAVE_AREA,
    pub Buffer: PVOID,
}
/// A [`_XSTATE_CONTEXT`].
pub type XSTATE_CONTEXT = _XSTATE_CONTEXT;
/// Pointer to a [`_XSTATE_CONTEXT`].
pub type PXSTATE_CONTEXT = *mut _XSTATE_CONTEXT;

/// Extended processor state that is saved.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _XSTATE_SAVE {
    pub Prev: *mut _XSTATE_SAVE,
    pub Thread: *mut _KTHREAD,
    pub Level: UCHAR,
    pub XStateContext: XSTATE_CONTEXT,
}
/// A [`_XSTATE_SAVE`].
pub type XSTATE_SAVE = _XSTATE_SAVE;
/// Pointer to a [`_XSTATE_SAVE`].
pub type PXSTATE_SAVE = *mut _XSTATE_SAVE;

/// Identifiers of a process and a thread.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CLIENT_ID {
    pub UniqueProcess: HANDLE,
    pub UniqueThread: HANDLE,
}
/// A [`_CLIENT_ID`].
pub type CLIENT_ID = _CLIENT_ID;
/// Pointer to a [`_CLIENT_ID`].
pub type PCLIENT_ID = *mut _CLIENT_ID;

/// A globally unique identifier.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct GUID {
    pub Data1: ULONG,
    pub Data2: USHORT,
    pub Data3: USHORT,
    pub Data4: [UCHAR; 8],
}
/// Pointer to a [`GUID`].
pub type LPGUID = *mut GUID;
/// Pointer to a [`GUID`].
pub type LPCGUID = *const GUID;
/// A [`GUID`].
pub type IID = GUID;
/// Pointer to a [`GUID`].
pub type LPIID = *mut GUID;
/// A [`GUID`].
pub type CLSID = GUID;
/// Pointer to a [`GUID`].
pub type LPCLSID = *mut GUID;
/// A [`GUID`].
pub type FMTID = GUID;
/// Pointer to a [`GUID`].
pub type LPFMTID = *mut GUID;
/// Pointer to a [`GUID`].
pub type PGUID = *mut GUID;
/// A [`GUID`].
pub type DEVPROPGUID = GUID;
/// Pointer to a [`GUID`].
pub type PDEVPROPGUID = *mut GUID;
/// A [`GUID`].
pub type UUID = GUID;

/// A 64-bit integer and its halves.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _LARGE_INTEGER {
    pub Anonymous: _LARGE_INTEGER_Anonymous,
    pub u: _LARGE_INTEGER_u,
    pub QuadPart: LONGLONG,
}
/// A [`_LARGE_INTEGER`].
pub type LARGE_INTEGER = _LARGE_INTEGER;
/// Pointer to a [`_LARGE_INTEGER`].
pub type PLARGE_INTEGER = *mut _LARGE_INTEGER;
/// A [`_LARGE_INTEGER`].
pub type PHYSICAL_ADDRESS = _LARGE_INTEGER;
/// Pointer to a [`_LARGE_INTEGER`].
pub type PPHYSICAL_ADDRESS = *mut _LARGE_INTEGER;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LARGE_INTEGER_Anonymous {
    pub LowPart: ULONG,
    pub HighPart: LONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LARGE_INTEGER_u {
    pub LowPart: ULONG,
    pub HighPart: LONG,
}

/// An unsigned 64-bit integer and its halves.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _ULARGE_INTEGER {
    pub Anonymous: _ULARGE_INTEGER_Anonymous,
    pub u: _ULARGE_INTEGER_u,
    pub QuadPart: ULONGLONG,
}
/// A [`_ULARGE_INTEGER`].
pub type ULARGE_INTEGER = _ULARGE_INTEGER;
/// Pointer to a [`_ULARGE_INTEGER`].
pub type PULARGE_INTEGER = *mut _ULARGE_INTEGER;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ULARGE_INTEGER_Anonymous {
    pub LowPart: ULONG,
    pub HighPart: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ULARGE_INTEGER_u {
    pub LowPart: ULONG,
    pub HighPart: ULONG,
}

/// A locally unique identifier.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LUID {
    pub LowPart: ULONG,
    pub HighPart: LONG,
}
/// A [`_LUID`].
pub type LUID = _LUID;
/// Pointer to a [`_LUID`].
pub type PLUID = *mut _LUID;

/// A counted UTF-16 string; lengths are in bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _UNICODE_STRING {
    pub Length: USHORT,
    pub MaximumLength: USHORT,
    pub Buffer: PWSTR,
}
/// A [`_UNICODE_STRING`].
pub type UNICODE_STRING = _UNICODE_STRING;
/// Pointer to a [`_UNICODE_STRING`].
pub type PUNICODE_STRING = *mut _UNICODE_STRING;
/// Pointer to a [`_UNICODE_STRING`].
pub type PCUNICODE_STRING = *const _UNICODE_STRING;
/// A [`_UNICODE_STRING`].
pub type LSA_UNICODE_STRING = _UNICODE_STRING;
/// Pointer to a [`_UNICODE_STRING`].
pub type PLSA_UNICODE_STRING = *mut _UNICODE_STRING;

/// A counted string; lengths are in bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _STRING {
    pub Length: USHORT,
    pub MaximumLength: USHORT,
    pub Buffer: PCHAR,
}
/// A [`_STRING`].
pub type STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type PSTRING = *mut _STRING;
/// A [`_STRING`].
pub type ANSI_STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type PANSI_STRING = *mut _STRING;
/// A [`_STRING`].
pub type OEM_STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type POEM_STRING = *mut _STRING;
/// Pointer to a [`_STRING`].
pub type PCOEM_STRING = *const _STRING;
/// A [`_STRING`].
pub type CANSI_STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type PCANSI_STRING = *mut _STRING;
/// A [`_STRING`].
pub type UTF8_STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type PUTF8_STRING = *mut _STRING;
/// A [`_STRING`].
pub type LSA_STRING = _STRING;
/// Pointer to a [`_STRING`].
pub type PLSA_STRING = *mut _STRING;

/// Name and attributes of an object that is opened or created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OBJECT_ATTRIBUTES {
    pub Length: ULONG,
    pub RootDirectory: HANDLE,
    pub ObjectName: PUNICODE_STRING,
    pub Attributes: ULONG,
    pub SecurityDescriptor: PVOID,
    pub SecurityQualityOfService: PVOID,
}
/// A [`_OBJECT_ATTRIBUTES`].
pub type OBJECT_ATTRIBUTES = _OBJECT_ATTRIBUTES;
/// Pointer to a [`_OBJECT_ATTRIBUTES`].
pub type POBJECT_ATTRIBUTES = *mut _OBJECT_ATTRIBUTES;
/// Pointer to a [`_OBJECT_ATTRIBUTES`].
pub type PCOBJECT_ATTRIBUTES = *const _OBJECT_ATTRIBUTES;
/// A [`_OBJECT_ATTRIBUTES`].
pub type LSA_OBJECT_ATTRIBUTES = _OBJECT_ATTRIBUTES;
/// Pointer to a [`_OBJECT_ATTRIBUTES`].
pub type PLSA_OBJECT_ATTRIBUTES = *mut _OBJECT_ATTRIBUTES;

/// A link of a doubly linked list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LIST_ENTRY {
    pub Flink: *mut _LIST_ENTRY,
    pub Blink: *mut _LIST_ENTRY,
}
/// A [`_LIST_ENTRY`].
pub type LIST_ENTRY = _LIST_ENTRY;
/// Pointer to a [`_LIST_ENTRY`].
pub type PLIST_ENTRY = *mut _LIST_ENTRY;
/// Pointer to a [`_LIST_ENTRY`].
pub type PRLIST_ENTRY = *mut _LIST_ENTRY;

/// A link of a singly linked list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SINGLE_LIST_ENTRY {
    pub Next: *mut _SINGLE_LIST_ENTRY,
}
/// A [`_SINGLE_LIST_ENTRY`].
pub type SINGLE_LIST_ENTRY = _SINGLE_LIST_ENTRY;
/// Pointer to a [`_SINGLE_LIST_ENTRY`].
pub type PSINGLE_LIST_ENTRY = *mut _SINGLE_LIST_ENTRY;

/// Group and number of a processor.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PROCESSOR_NUMBER {
    pub Group: USHORT,
    pub Number: UCHAR,
    pub Reserved: UCHAR,
}
/// A [`_PROCESSOR_NUMBER`].
pub type PROCESSOR_NUMBER = _PROCESSOR_NUMBER;
/// Pointer to a [`_PROCESSOR_NUMBER`].
pub type PPROCESSOR_NUMBER = *mut _PROCESSOR_NUMBER;

/// Processors of a group.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GROUP_AFFINITY {
    pub Mask: KAFFINITY,
    pub Group: USHORT,
    pub Reserved: [USHORT; 3],
}
/// A [`_GROUP_AFFINITY`].
pub type GROUP_AFFINITY = _GROUP_AFFINITY;
/// Pointer to a [`_GROUP_AFFINITY`].
pub type PGROUP_AFFINITY = *mut _GROUP_AFFINITY;

layout! {
    _SLIST_ENTRY: 16, 16 { Next: 0 }
    _SLIST_HEADER_Anonymous: 16, 8 { Alignment: 0, Region: 8 }
    _SLIST_HEADER_Header8: 16, 8 { BitFields: 0, BitFields2: 8 }
    _SLIST_HEADER_Header16: 16, 8 { BitFields: 0, BitFields2: 8 }
    _SLIST_HEADER_HeaderX64: 16, 8 { BitFields: 0, BitFields2: 8 }
    _SLIST_HEADER: 16, 16 { Anonymous: 0, Header8: 0, Header16: 0, HeaderX64: 0 }
    _EXCEPTION_RECORD: 152, 8 {
        ExceptionCode: 0, ExceptionFlags: 4, ExceptionRecord: 8, ExceptionAddress: 16,
        NumberParameters: 24, ExceptionInformation: 32
    }
    _XSTATE_CONTEXT: 32, 8 { Mask: 0, Length: 8, Reserved1: 12, Area: 16, Buffer: 24 }
    _XSTATE_SAVE: 56, 8 { Prev: 0, Thread: 8, Level: 16, XStateContext: 24 }
    _CLIENT_ID: 16, 8 { UniqueProcess: 0, UniqueThread: 8 }
    GUID: 16, 4 { Data1: 0, Data2: 4, Data3: 6, Data4: 8 }
    _LARGE_INTEGER_Anonymous: 8, 4 { LowPart: 0, HighPart: 4 }
    _LARGE_INTEGER_u: 8, 4 { LowPart: 0, HighPart: 4 }
    _LARGE_INTEGER: 8, 8 { Anonymous: 0, u: 0, QuadPart: 0 }
    _ULARGE_INTEGER_Anonymous: 8, 4 { LowPart: 0, HighPart: 4 }
    _ULARGE_INTEGER_u: 8, 4 { LowPart: 0, HighPart: 4 }
    _ULARGE_INTEGER: 8, 8 { Anonymous: 0, u: 0, QuadPart: 0 }
    _LUID: 8, 4 { LowPart: 0, HighPart: 4 }
    _UNICODE_STRING: 16, 8 { Length: 0, MaximumLength: 2, Buffer: 8 }
    _STRING: 16, 8 { Length: 0, MaximumLength: 2, Buffer: 8 }
    _OBJECT_ATTRIBUTES: 48, 8 {
        Length: 0, RootDirectory: 8, ObjectName: 16, Attributes: 24, SecurityDescriptor: 32,
        SecurityQualityOfService: 40
    }
    _LIST_ENTRY: 16, 8 { Flink: 0, Blink: 8 }
    _SINGLE_LIST_ENTRY: 8, 8 { Next: 0 }
    _PROCESSOR_NUMBER: 4, 2 { Group: 0, Number: 2, Reserved: 3 }
    _GROUP_AFFINITY: 16, 8 { Mask: 0, Group: 8, Reserved: 10 }
}

bit_fields! {
    _SLIST_HEADER_Header8.BitFields: ULONGLONG {
        Depth set_Depth: 0, 16;
        Sequence set_Sequence: 16, 9;
        NextEntry set_NextEntry: 25, 39;
    }
    _SLIST_HEADER_Header8.BitFields2: ULONGLONG {
        HeaderType set_HeaderType: 0, 1;
        Init set_Init: 1, 1;
        Region set_Region: 61, 3;
    }
    _SLIST_HEADER_Header16.BitFields: ULONGLONG {
        Depth set_Depth: 0, 16;
        Sequence set_Sequence: 16, 48;
    }
    _SLIST_HEADER_Header16.BitFields2: ULONGLONG {
        HeaderType set_HeaderType: 0, 1;
        Init set_Init: 1, 1;
        NextEntry set_NextEntry: 4, 60;
    }
    _SLIST_HEADER_HeaderX64.BitFields: ULONGLONG {
        Depth set_Depth: 0, 16;
        Sequence set_Sequence: 16, 48;
    }
    _SLIST_HEADER_HeaderX64.BitFields2: ULONGLONG {
        HeaderType set_HeaderType: 0, 1;
        NextEntry set_NextEntry: 4, 60;
    }
}

pub const ANYSIZE_ARRAY: ULONG = 1;
pub const MEMORY_ALLOCATION_ALIGNMENT: ULONG = 0x10;
pub const SYSTEM_CACHE_ALIGNMENT_SIZE: ULONG = 0x40;
pub const UNICODE_NULL: ULONG = 0;
pub const UNICODE_STRING_MAX_BYTES: ULONG = 0xFFFE;
pub const UNICODE_STRING_MAX_CHARS: ULONG = 0x7FFF;
pub const OBJ_INHERIT: ULONG = 2;
pub const OBJ_PERMANENT: ULONG = 0x10;
pub const OBJ_EXCLUSIVE: ULONG = 0x20;
pub const OBJ_CASE_INSENSITIVE: ULONG = 0x40;
pub const OBJ_OPENIF: ULONG = 0x80;
pub const OBJ_OPENLINK: ULONG = 0x100;
pub const OBJ_KERNEL_HANDLE: ULONG = 0x200;
pub const OBJ_FORCE_ACCESS_CHECK: ULONG = 0x400;
pub const OBJ_IGNORE_IMPERSONATED_DEVICEMAP: ULONG = 0x800;
pub const OBJ_DONT_REPARSE: ULONG = 0x1000;
pub const OBJ_VALID_ATTRIBUTES: ULONG = 0x1FF2;
pub const ALL_PROCESSOR_GROUPS: ULONG = 0xFFFF;
pub const MINCHAR: ULONG = 0x80;
pub const MAXCHAR: ULONG = 0x7F;
pub const MINSHORT: ULONG = 0x8000;
pub const MAXSHORT: ULONG = 0x7FFF;
pub const MINLONG: ULONG = 0x8000_0000;
pub const MAXLONG: ULONG = 0x7FFF_FFFF;
pub const MAXUCHAR: ULONG = 0xFF;
pub const MAXUSHORT: ULONG = 0xFFFF;
pub const MAXULONG: ULONG = 0xFFFF_FFFF;
pub const MAXLONGLONG: ULONGLONG = 0x7FFF_FFFF_FFFF_FFFF;
pub const OBJ_NAME_PATH_SEPARATOR: ULONG = 92;
