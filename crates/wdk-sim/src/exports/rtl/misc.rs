//! The system's version, random numbers, stack traces, run-once.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, NTSTATUS, OSVERSIONINFOEXW, OSVERSIONINFOW, PRTL_OSVERSIONINFOEXW, PULONG, PVOID,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, TRUE, ULONG, ULONGLONG, USHORT, abi,
};

use crate::engine::{
    export::{Export, export_table},
    scheduler::choices::Draws,
};
use crate::nt::io::disk::OS;
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlGetVersion: full,
    RtlVerifyVersionInfo: full,
    RtlIsNtDdiVersionAvailable: full,
    RtlRandom: full,
    RtlRandomEx: full,
    RtlCaptureStackBackTrace: refused("always 0 frames: stacks are not walked"),
    "PsGetVersion" = system_version: full,
    "VerSetConditionMask" = set_condition: full,
);

const MAJOR: ULONG = OS.major;
const MINOR: ULONG = OS.minor;
/// The build of Windows that the machine plays.
pub(crate) const BUILD: ULONG = OS.build;
/// VER_SUITE_SINGLEUSERTS.
const SUITES: ULONG = 0x100;
/// VER_NT_WORKSTATION.
const PRODUCT: ULONG = 1;
const VER_EQUAL: u64 = 1;
const STATUS_REVISION_MISMATCH: NTSTATUS = 0xC000_0059_u32.cast_signed();

#[abi(enter, no_mangle)]
unsafe fn RtlGetVersion(lpVersionInformation: Struct<OSVERSIONINFOW>) -> NTSTATUS {
    let info = lpVersionInformation.get();
    info.dwMajorVersion = MAJOR;
    info.dwMinorVersion = MINOR;
    info.dwBuildNumber = BUILD;
    // VER_PLATFORM_WIN32_NT.
    info.dwPlatformId = 2;
    info.szCSDVersion.fill(0);
    if info.dwOSVersionInfoSize as usize >= size_of::<wdk_sys::RTL_OSVERSIONINFOEXW>() {
        let extended: PRTL_OSVERSIONINFOEXW = lpVersionInformation.raw().cast();
        // SAFETY: the size says that the structure is the larger one.
        let extended = unsafe { &mut *extended };
        extended.wServicePackMajor = 0;
        extended.wServicePackMinor = 0;
        extended.wSuiteMask = SUITES as u16;
        extended.wProductType = PRODUCT as u8;
        extended.wReserved = 0;
    }
    STATUS_SUCCESS
}

/// `PsGetVersion`.
#[abi]
unsafe fn system_version(
    Major: PULONG,
    Minor: PULONG,
    Build: PULONG,
    Text: wdk_sys::PUNICODE_STRING,
) -> BOOLEAN {
    for (place, value) in [(Major, MAJOR), (Minor, MINOR), (Build, BUILD)] {
        // SAFETY: null, or a variable of the caller.
        if let Some(place) = unsafe { place.as_mut() } {
            *place = value;
        }
    }
    // SAFETY: null, or a string of the caller.
    if let Some(text) = unsafe { Text.as_mut() } {
        text.Length = 0;
    }
    TRUE
}

/// Bits of a condition for one kind of value.
const CONDITION_BITS: u32 = 3;

/// `VerSetConditionMask`.
#[abi]
fn set_condition(mask: ULONGLONG, kinds: ULONG, condition: u8) -> ULONGLONG {
    (0..8)
        .filter(|kind| kinds & 1 << kind != 0)
        .fold(mask, |mask, kind| {
            mask | u64::from(condition & 7) << (kind * CONDITION_BITS)
        })
}

#[abi(enter, no_mangle)]
fn RtlVerifyVersionInfo(
    VersionInfo: Struct<OSVERSIONINFOEXW>,
    TypeMask: ULONG,
    ConditionMask: ULONGLONG,
) -> NTSTATUS {
    let info = VersionInfo.get();
    if TypeMask == 0 || ConditionMask == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    match verify(info, TypeMask, ConditionMask) {
        None => STATUS_INVALID_PARAMETER,
        Some(true) => STATUS_SUCCESS,
        Some(false) => STATUS_REVISION_MISMATCH,
    }
}

/// Whether the system is as `info` and the conditions ask; none when a condition is none.
fn verify(info: &OSVERSIONINFOEXW, types: ULONG, conditions: ULONGLONG) -> Option<bool> {
    let asked = |kind: u32| types & 1 << kind != 0;
    let condition = |kind: u32| conditions >> (kind * CONDITION_BITS) & 7;
    let compare = |condition, ours: u32, wanted: u32| match condition {
        VER_EQUAL => Some(ours == wanted),
        2 => Some(ours > wanted),
        3 => Some(ours >= wanted),
        4 => Some(ours < wanted),
        5 => Some(ours <= wanted),
        _ => None,
    };
    let others = [
        (2, BUILD, info.dwBuildNumber),
        (3, 2, info.dwPlatformId),
        (7, PRODUCT, info.wProductType.into()),
    ];
    for (kind, ours, wanted) in others {
        if asked(kind) && !compare(condition(kind), ours, wanted)? {
            return Some(false);
        }
    }
    if asked(6) {
        let wanted = ULONG::from(info.wSuiteMask);
        let holds = match condition(6) {
            // VER_AND and VER_OR.
            6 => SUITES & wanted == wanted,
            7 => SUITES & wanted != 0,
            _ => return None,
        };
        if !holds {
            return Some(false);
        }
    }
    // The parts of the version are one number: a lower part counts where all higher ones are
    // equal, under the condition of the first that asks for more than equality.
    let parts = [
        (1, MAJOR, info.dwMajorVersion),
        (0, MINOR, info.dwMinorVersion),
        (5, 0, info.wServicePackMajor.into()),
        (4, 0, info.wServicePackMinor.into()),
    ];
    let (mut order, mut holds) = (VER_EQUAL, true);
    for (kind, ours, wanted) in parts.into_iter().filter(|(kind, ..)| asked(*kind)) {
        if order == VER_EQUAL {
            order = condition(kind);
        }
        holds = compare(order, ours, wanted)?;
        if ours != wanted {
            break;
        }
    }
    Some(holds)
}

#[abi(enter, no_mangle)]
fn RtlIsNtDdiVersionAvailable(Version: ULONG) -> BOOLEAN {
    // NTDDI_WIN11_GE: 24H2.
    const OURS: ULONG = 0x0A00_0010;
    BOOLEAN::from(Version <= OURS)
}

/// A number from 0 to MAXLONG - 1; the seed moves on.
fn random(seed: PULONG) -> ULONG {
    // SAFETY: the caller passes its variable.
    let seed = unsafe { &mut *seed };
    let draw = Draws::new(u64::from(*seed)).next() as u32 % 0x7FFF_FFFF;
    *seed = draw;
    draw
}

#[abi(enter, no_mangle)]
fn RtlRandom(Seed: PULONG) -> ULONG {
    random(Seed)
}

#[abi(enter, no_mangle)]
fn RtlRandomEx(Seed: PULONG) -> ULONG {
    random(Seed)
}

/// Stacks of images and of host code cannot be walked cheaply; drivers expect a count of zero.
#[abi(enter, no_mangle)]
fn RtlCaptureStackBackTrace(
    FramesToSkip: ULONG,
    FramesToCapture: ULONG,
    BackTrace: *mut PVOID,
    BackTraceHash: Out<ULONG>,
) -> USHORT {
    let _ = (FramesToSkip, FramesToCapture, BackTrace);
    if let Some(hash) = BackTraceHash.as_mut() {
        *hash = 0;
    }
    0
}
