//! Bitmaps, and bits of single words.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{BOOLEAN, CCHAR, PRTL_BITMAP, PULONG, RTL_BITMAP, ULONG, ULONG_PTR, ULONGLONG, abi};

use crate::engine::export::{Export, export_table};
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlInitializeBitMap: full,
    RtlClearAllBits: full,
    RtlSetAllBits: full,
    RtlSetBit: full,
    RtlClearBit: full,
    RtlTestBit: full,
    RtlSetBits: full,
    RtlClearBits: full,
    RtlAreBitsSet: full,
    RtlAreBitsClear: full,
    RtlFindClearBits: full,
    RtlFindSetBits: full,
    RtlFindClearBitsAndSet: full,
    RtlFindSetBitsAndClear: full,
    RtlNumberOfSetBits: full,
    RtlNumberOfClearBits: full,
    RtlFindFirstRunClear: full,
    RtlFindLongestRunClear: full,
    RtlFindNextForwardRunClear: full,
    RtlFindLeastSignificantBit: full,
    RtlFindMostSignificantBit: full,
    RtlNumberOfSetBitsUlongPtr: full,
);

/// What the searches return when they find nothing.
const NOTHING: ULONG = ULONG::MAX;

/// A driver's bitmap.
#[derive(Clone, Copy)]
struct Bitmap {
    words: *mut u32,
    size: u32,
}

impl Bitmap {
    fn of(header: PRTL_BITMAP) -> Self {
        // SAFETY: the caller passes an initialised bitmap.
        let header = unsafe { &*header };
        Self {
            words: header.Buffer,
            size: header.SizeOfBitMap,
        }
    }

    fn get(self, bit: u32) -> bool {
        // SAFETY: callers stay below the size, and the buffer has a bit for each number below.
        let word = unsafe { self.words.wrapping_add(bit as usize / 32).read() };
        word & 1 << (bit % 32) != 0
    }

    fn set(self, bit: u32, value: bool) {
        if bit >= self.size {
            return;
        }
        let place = self.words.wrapping_add(bit as usize / 32);
        // SAFETY: as in `get`.
        let word = unsafe { place.read() };
        let mask = 1 << (bit % 32);
        let word = if value { word | mask } else { word & !mask };
        // SAFETY: as in `get`.
        unsafe { place.write(word) };
    }

    fn set_run(self, start: u32, length: u32, value: bool) {
        (start..start.saturating_add(length)).for_each(|bit| self.set(bit, value));
    }

    fn is_run(self, start: u32, length: u32, value: bool) -> bool {
        let end = start.checked_add(length).filter(|end| *end <= self.size);
        length != 0 && end.is_some_and(|end| (start..end).all(|bit| self.get(bit) == value))
    }

    /// The run of `value` that begins at or behind `from`.
    fn next_run(self, from: u32, value: bool) -> Option<(u32, u32)> {
        let start = (from..self.size).find(|bit| self.get(*bit) == value)?;
        let end = (start..self.size).find(|bit| self.get(*bit) != value);
        Some((start, end.unwrap_or(self.size) - start))
    }

    /// Where `length` bits of `value` are, looked for from `hint` on and then from the start.
    fn find(self, length: u32, hint: u32, value: bool) -> Option<u32> {
        let hint = if hint < self.size { hint } else { 0 };
        let search = |from: u32| {
            let mut from = from;
            loop {
                let (start, found) = self.next_run(from, value)?;
                if found >= length {
                    return Some(start);
                }
                from = start + found;
            }
        };
        search(hint).or_else(|| search(0))
    }

    fn count(self, value: bool) -> u32 {
        (0..self.size).filter(|bit| self.get(*bit) == value).count() as u32
    }
}

#[abi(enter, no_mangle)]
fn RtlInitializeBitMap(
    BitMapHeader: Struct<RTL_BITMAP>,
    BitMapBuffer: PULONG,
    SizeOfBitMap: ULONG,
) {
    let header = RTL_BITMAP {
        SizeOfBitMap,
        Buffer: BitMapBuffer,
    };
    BitMapHeader.write(header);
}

#[abi(enter, no_mangle)]
fn RtlClearAllBits(BitMapHeader: PRTL_BITMAP) {
    let bitmap = Bitmap::of(BitMapHeader);
    bitmap.set_run(0, bitmap.size, false);
}

#[abi(enter, no_mangle)]
fn RtlSetAllBits(BitMapHeader: PRTL_BITMAP) {
    let bitmap = Bitmap::of(BitMapHeader);
    bitmap.set_run(0, bitmap.size, true);
}

#[abi(enter, no_mangle)]
fn RtlSetBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG) {
    Bitmap::of(BitMapHeader).set(BitNumber, true);
}

#[abi(enter, no_mangle)]
fn RtlClearBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG) {
    Bitmap::of(BitMapHeader).set(BitNumber, false);
}

#[abi(enter, no_mangle)]
fn RtlTestBit(BitMapHeader: PRTL_BITMAP, BitNumber: ULONG) -> BOOLEAN {
    let bitmap = Bitmap::of(BitMapHeader);
    BOOLEAN::from(BitNumber < bitmap.size && bitmap.get(BitNumber))
}

#[abi(enter, no_mangle)]
fn RtlSetBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToSet: ULONG) {
    Bitmap::of(BitMapHeader).set_run(StartingIndex, NumberToSet, true);
}

#[abi(enter, no_mangle)]
fn RtlClearBits(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, NumberToClear: ULONG) {
    Bitmap::of(BitMapHeader).set_run(StartingIndex, NumberToClear, false);
}

#[abi(enter, no_mangle)]
fn RtlAreBitsSet(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, Length: ULONG) -> BOOLEAN {
    Bitmap::of(BitMapHeader)
        .is_run(StartingIndex, Length, true)
        .into()
}

#[abi(enter, no_mangle)]
fn RtlAreBitsClear(BitMapHeader: PRTL_BITMAP, StartingIndex: ULONG, Length: ULONG) -> BOOLEAN {
    Bitmap::of(BitMapHeader)
        .is_run(StartingIndex, Length, false)
        .into()
}

#[abi(enter, no_mangle)]
fn RtlFindClearBits(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG {
    let found = Bitmap::of(BitMapHeader).find(NumberToFind, HintIndex, false);
    found.unwrap_or(NOTHING)
}

#[abi(enter, no_mangle)]
fn RtlFindSetBits(BitMapHeader: PRTL_BITMAP, NumberToFind: ULONG, HintIndex: ULONG) -> ULONG {
    let found = Bitmap::of(BitMapHeader).find(NumberToFind, HintIndex, true);
    found.unwrap_or(NOTHING)
}

fn find_and_change(header: PRTL_BITMAP, length: u32, hint: u32, value: bool) -> ULONG {
    let bitmap = Bitmap::of(header);
    let Some(start) = bitmap.find(length, hint, value) else {
        return NOTHING;
    };
    bitmap.set_run(start, length, !value);
    start
}

#[abi(enter, no_mangle)]
fn RtlFindClearBitsAndSet(
    BitMapHeader: PRTL_BITMAP,
    NumberToFind: ULONG,
    HintIndex: ULONG,
) -> ULONG {
    find_and_change(BitMapHeader, NumberToFind, HintIndex, false)
}

#[abi(enter, no_mangle)]
fn RtlFindSetBitsAndClear(
    BitMapHeader: PRTL_BITMAP,
    NumberToFind: ULONG,
    HintIndex: ULONG,
) -> ULONG {
    find_and_change(BitMapHeader, NumberToFind, HintIndex, true)
}

#[abi(enter, no_mangle)]
fn RtlNumberOfSetBits(BitMapHeader: PRTL_BITMAP) -> ULONG {
    Bitmap::of(BitMapHeader).count(true)
}

#[abi(enter, no_mangle)]
fn RtlNumberOfClearBits(BitMapHeader: PRTL_BITMAP) -> ULONG {
    Bitmap::of(BitMapHeader).count(false)
}

fn report_run(run: Option<(u32, u32)>, start: PULONG) -> ULONG {
    let (found, length) = run.unwrap_or_default();
    // SAFETY: the caller passes its variable.
    unsafe { start.write(found) };
    length
}

#[abi(enter, no_mangle)]
fn RtlFindFirstRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG {
    report_run(Bitmap::of(BitMapHeader).next_run(0, false), StartingIndex)
}

#[abi(enter, no_mangle)]
fn RtlFindNextForwardRunClear(
    BitMapHeader: PRTL_BITMAP,
    FromIndex: ULONG,
    StartingRunIndex: PULONG,
) -> ULONG {
    report_run(
        Bitmap::of(BitMapHeader).next_run(FromIndex, false),
        StartingRunIndex,
    )
}

#[abi(enter, no_mangle)]
fn RtlFindLongestRunClear(BitMapHeader: PRTL_BITMAP, StartingIndex: PULONG) -> ULONG {
    let bitmap = Bitmap::of(BitMapHeader);
    let first = bitmap.next_run(0, false);
    let runs = std::iter::successors(first, |(start, length)| {
        bitmap.next_run(start + length, false)
    });
    // The first of equally long runs.
    let longest = runs.reduce(|best, run| if run.1 > best.1 { run } else { best });
    report_run(longest, StartingIndex)
}

#[abi(enter, no_mangle)]
fn RtlFindLeastSignificantBit(Set: ULONGLONG) -> CCHAR {
    if Set == 0 {
        -1
    } else {
        Set.trailing_zeros() as CCHAR
    }
}

#[abi(enter, no_mangle)]
fn RtlFindMostSignificantBit(Set: ULONGLONG) -> CCHAR {
    Set.checked_ilog2().map_or(-1, |bit| bit as CCHAR)
}

#[abi(enter, no_mangle)]
fn RtlNumberOfSetBitsUlongPtr(Target: ULONG_PTR) -> ULONG {
    Target.count_ones()
}
