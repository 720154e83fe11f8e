//! The system's version, random numbers, stack traces, run-once.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    BOOLEAN, NTSTATUS, OSVERSIONINFOEXW, OSVERSIONINFOW, PRTL_OSVERSIONINFOEXW, PULONG, PVOID,
    STATUS_SUCCESS, TRUE, ULONG, ULONGLONG, USHORT, abi,
};

use crate::engine::{
    export::{Export, export_table},
    scheduler::choices::Draws,
};
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlGetVersion: full,
    RtlVerifyVersionInfo: partial(
        "versions are not compared in sequence, VER_SUITENAME not at all"
    ),
    RtlIsNtDdiVersionAvailable: full,
    RtlRandom: full,
    RtlRandomEx: full,
    RtlCaptureStackBackTrace: refused("always 0 frames: stacks are not walked"),
    "PsGetVersion" = system_version: full,
    "VerSetConditionMask" = set_condition: full,
);

/// Windows 10 22H2, the last with KMDF 1.33's table on every edition.
const MAJOR: ULONG = 10;
const MINOR: ULONG = 0;
const BUILD: ULONG = 19_045;
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
        extended.wSuiteMask = 0x100;
        // VER_NT_WORKSTATION.
        extended.wProductType = 1;
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
    // In the order of the mask's bits: minor, major, build, platform, service pack, suite, type.
    let values = [
        (0, MINOR, info.dwMinorVersion),
        (1, MAJOR, info.dwMajorVersion),
        (2, BUILD, info.dwBuildNumber),
        (3, 2, info.dwPlatformId),
        (4, 0, info.wServicePackMinor.into()),
        (5, 0, info.wServicePackMajor.into()),
        (7, 1, info.wProductType.into()),
    ];
    let holds = values
        .into_iter()
        .filter(|(kind, ..)| TypeMask & 1 << kind != 0)
        .all(
            |(kind, ours, theirs)| match ConditionMask >> (kind * CONDITION_BITS) & 7 {
                1 => ours == theirs,
                2 => ours > theirs,
                3 => ours >= theirs,
                4 => ours < theirs,
                5 => ours <= theirs,
                _ => false,
            },
        );
    if holds {
        STATUS_SUCCESS
    } else {
        STATUS_REVISION_MISMATCH
    }
}

#[abi(enter, no_mangle)]
fn RtlIsNtDdiVersionAvailable(Version: ULONG) -> BOOLEAN {
    // NTDDI_WIN10_VB, without a service pack.
    const OURS: ULONG = 0x0A00_0008;
    BOOLEAN::from(Version <= OURS)
}

/// A number below 2^31 - 1; the seed moves on.
fn random(seed: PULONG) -> ULONG {
    // SAFETY: the caller passes its variable.
    let seed = unsafe { &mut *seed };
    let draw = Draws::new(u64::from(*seed)).next() as u32 & 0x7FFF_FFFF;
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
