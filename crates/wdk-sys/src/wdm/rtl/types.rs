//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    CHAR, CLONG, CSHORT, LIST_ENTRY, PLIST_ENTRY, PULONG, PUNICODE_STRING, PVOID, UCHAR, ULONG,
    USHORT, WCHAR, layout::layout,
};

/// Less, greater or equal.
pub mod _RTL_GENERIC_COMPARE_RESULTS {
    /// The values are of this type.
    pub type Type = i32;
    pub const GenericLessThan: Type = 0;
    pub const GenericGreaterThan: Type = 1;
    pub const GenericEqual: Type = 2;
}
/// A value of [`_RTL_GENERIC_COMPARE_RESULTS`].
pub type RTL_GENERIC_COMPARE_RESULTS = _RTL_GENERIC_COMPARE_RESULTS::Type;

/// A one-time initialisation.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _RTL_RUN_ONCE {
    pub Ptr: PVOID,
}
/// A [`_RTL_RUN_ONCE`].
pub type RTL_RUN_ONCE = _RTL_RUN_ONCE;
/// Pointer to a [`_RTL_RUN_ONCE`].
pub type PRTL_RUN_ONCE = *mut _RTL_RUN_ONCE;

/// A node of a balanced tree.
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

/// A table of elements in a balanced tree.
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

/// A node of a splay tree.
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

/// A table of elements in a splay tree.
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

/// The version of the system.
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

/// The version of the system, with product facts.
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

/// A prefix of names.
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

/// Prefixes of names.
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

/// Bits over a buffer.
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

/// A run of bits.
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

/// A date and time.
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
    /// Allocates an element.
    pub type PRTL_AVL_ALLOCATE_ROUTINE = fn(Table: *mut _RTL_AVL_TABLE, ByteSize: CLONG) -> PVOID;
    /// Compares elements.
    pub type PRTL_AVL_COMPARE_ROUTINE = fn(
        Table: *mut _RTL_AVL_TABLE,
        FirstStruct: PVOID,
        SecondStruct: PVOID,
    ) -> RTL_GENERIC_COMPARE_RESULTS;
    /// Frees an element.
    pub type PRTL_AVL_FREE_ROUTINE = fn(Table: *mut _RTL_AVL_TABLE, Buffer: PVOID);
    /// Allocates an element.
    pub type PRTL_GENERIC_ALLOCATE_ROUTINE = fn(
        Table: *mut _RTL_GENERIC_TABLE,
        ByteSize: CLONG,
    ) -> PVOID;
    /// Compares elements.
    pub type PRTL_GENERIC_COMPARE_ROUTINE = fn(
        Table: *mut _RTL_GENERIC_TABLE,
        FirstStruct: PVOID,
        SecondStruct: PVOID,
    ) -> RTL_GENERIC_COMPARE_RESULTS;
    /// Frees an element.
    pub type PRTL_GENERIC_FREE_ROUTINE = fn(Table: *mut _RTL_GENERIC_TABLE, Buffer: PVOID);
    /// Runs once.
    pub type PRTL_RUN_ONCE_INIT_FN = fn(
        RunOnce: PRTL_RUN_ONCE,
        Parameter: PVOID,
        Context: *mut PVOID,
    ) -> ULONG;
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
