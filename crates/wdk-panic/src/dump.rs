//! The message in crash dumps.
//!
//! A small dump leaves out the data of drivers. So the panic handler registers two callbacks, just
//! before it stops the system: one adds the message as secondary data, which every dump has since
//! Windows XP SP1, the other adds the memory itself, so that a debugger finds it by its address,
//! since Windows 10 1809. [Any level](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keregisterbugcheckreasoncallback)
//! is right for that. A driver that has not panicked has nothing registered, and so nothing to
//! deregister when it is unloaded.
#![expect(
    unsafe_code,
    reason = "registers callbacks with the system and is called by it"
)]

use core::{
    cell::UnsafeCell,
    ffi::CStr,
    mem,
    sync::atomic::{AtomicPtr, AtomicUsize, Ordering},
};

use wdk_sys::{
    _KBUGCHECK_CALLBACK_REASON::{KbCallbackSecondaryDumpData, KbCallbackTriageDumpData},
    GUID, KADDRESS_RANGE, KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE, KBUGCHECK_CALLBACK_REASON,
    KBUGCHECK_REASON_CALLBACK_RECORD, KBUGCHECK_SECONDARY_DUMP_DATA, KBUGCHECK_TRIAGE_DUMP_DATA,
    KTRIAGE_DUMP_DATA_ARRAY, KeGetCurrentIrql, KeRegisterBugCheckReasonCallback,
    MmGetSystemRoutineAddress, NTSTATUS, PASSIVE_LEVEL, PKTRIAGE_DUMP_DATA_ARRAY, PVOID, SIZE_T,
    ULONG, UNICODE_STRING, WCHAR, abi, fn_ptr,
};

/// The GUID of the message in a dump's secondary data: {8E6B2B62-5C0A-4E7B-9D0C-6F3C1F7C52A4}.
const TAG: GUID = GUID {
    Data1: 0x8E6B_2B62,
    Data2: 0x5C0A,
    Data3: 0x4E7B,
    Data4: [0x9D, 0x0C, 0x6F, 0x3C, 0x1F, 0x7C, 0x52, 0xA4],
};

/// What the callbacks are registered as.
const COMPONENT: &CStr = c"wdk-panic";

/// Text that a dump is to have.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    pub(crate) start: *const u8,
    pub(crate) bytes: usize,
}

/// A [`Text`] that a callback reads.
struct Shared {
    start: AtomicPtr<u8>,
    bytes: AtomicUsize,
}

impl Shared {
    const fn new() -> Self {
        Self {
            start: AtomicPtr::new(core::ptr::null_mut()),
            bytes: AtomicUsize::new(0),
        }
    }

    fn set(&self, text: Text) {
        self.bytes.store(text.bytes, Ordering::Relaxed);
        self.start.store(text.start.cast_mut(), Ordering::Relaxed);
    }

    fn get(&self) -> (PVOID, usize) {
        let bytes = self.bytes.load(Ordering::Relaxed);
        (self.start.load(Ordering::Relaxed).cast(), bytes)
    }
}

static MESSAGE: Shared = Shared::new();
static FILE: Shared = Shared::new();

/// Memory that the system has from the registration on.
struct System<T>(UnsafeCell<T>);

// SAFETY: the first panic alone registers, and from then on the memory is the system's.
unsafe impl<T> Sync for System<T> {}

static SECONDARY: System<KBUGCHECK_REASON_CALLBACK_RECORD> = System(UnsafeCell::new(EMPTY));
static TRIAGE: System<KBUGCHECK_REASON_CALLBACK_RECORD> = System(UnsafeCell::new(EMPTY));
static BLOCKS: System<Blocks> = System(UnsafeCell::new(
    // SAFETY: numbers and pointers, for which zero is a value.
    unsafe { mem::zeroed() },
));

/// A record as `KeInitializeCallbackRecord` leaves it: its state is 0.
const EMPTY: KBUGCHECK_REASON_CALLBACK_RECORD =
    // SAFETY: numbers and pointers, for which zero is a value; the routine is an option.
    unsafe { mem::zeroed() };

/// Room for the two ranges.
#[repr(C)]
struct Blocks {
    array: KTRIAGE_DUMP_DATA_ARRAY,
    second: KADDRESS_RANGE,
}

type Initialize = fn_ptr!(fn(array: PKTRIAGE_DUMP_DATA_ARRAY, size: ULONG) -> NTSTATUS);
type Add =
    fn_ptr!(fn(array: PKTRIAGE_DUMP_DATA_ARRAY, address: PVOID, size: SIZE_T) -> NTSTATUS);

/// Has the dump of the bug check that follows contain the texts. Called by the first panic only.
pub(crate) fn register(message: Text, file: Text) {
    MESSAGE.set(message);
    FILE.set(file);
    if fill_blocks() {
        register_for(&TRIAGE, add_blocks, KbCallbackTriageDumpData);
    }
    register_for(&SECONDARY, add_data, KbCallbackSecondaryDumpData);
}

/// A callback for a bug check.
type Routine = fn_ptr!(
    fn(
        reason: KBUGCHECK_CALLBACK_REASON,
        record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
        data: PVOID,
        length: ULONG,
    )
);

fn register_for(
    record: &'static System<KBUGCHECK_REASON_CALLBACK_RECORD>,
    routine: Routine,
    reason: KBUGCHECK_CALLBACK_REASON,
) {
    let component = COMPONENT.as_ptr().cast_mut().cast();
    // SAFETY: an empty record and a name that are static, and a routine for this reason. A system
    // that does not know the reason refuses it, and the dump lacks the text then.
    unsafe {
        KeRegisterBugCheckReasonCallback(record.0.get(), Some(routine), reason, component);
    }
}

/// Writes the ranges into the array, where the system has the functions for it: Windows 10 1803
/// and later. They are looked up, so that no driver imports what older systems lack. That takes
/// `PASSIVE_LEVEL`; above it the secondary data has to do.
fn fill_blocks() -> bool {
    if u32::from(KeGetCurrentIrql()) != PASSIVE_LEVEL {
        return false;
    }
    let initialize = find(const { wide(b"KeInitializeTriageDumpDataArray") });
    let add = find(const { wide(b"KeAddTriageDumpDataBlock") });
    if initialize.is_null() || add.is_null() {
        return false;
    }
    // SAFETY: the system's function of this name has this type.
    let initialize = unsafe { mem::transmute::<PVOID, Initialize>(initialize) };
    // SAFETY: as above.
    let add = unsafe { mem::transmute::<PVOID, Add>(add) };
    let array = BLOCKS.0.get().cast();
    // SAFETY: this many bytes of a driver's data, which is not paged; nobody else uses them.
    if unsafe { initialize(array, size_of::<Blocks>() as ULONG) } < 0 {
        return false;
    }
    for text in [&MESSAGE, &FILE] {
        let (start, bytes) = text.get();
        // SAFETY: the array was initialised. A range that it refuses is not in the dump.
        unsafe { add(array, start, bytes as SIZE_T) };
    }
    true
}

/// The longest name that is looked up.
const NAME: usize = 31;

const fn wide(name: &[u8]) -> ([WCHAR; NAME], usize) {
    let mut units = [0; NAME];
    let mut index = 0;
    while index < name.len() {
        units[index] = name[index] as WCHAR;
        index += 1;
    }
    (units, name.len())
}

fn find((units, length): ([WCHAR; NAME], usize)) -> PVOID {
    let bytes = (length * size_of::<WCHAR>()) as u16;
    let mut name = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    };
    // SAFETY: a string that lives during the call, which is at PASSIVE_LEVEL.
    unsafe { MmGetSystemRoutineAddress(&raw mut name) }
}

/// `KbCallbackTriageDumpData`: the ranges were written before.
#[abi]
unsafe fn add_blocks(
    _reason: KBUGCHECK_CALLBACK_REASON,
    _record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
    data: PVOID,
    _length: ULONG,
) {
    // SAFETY: the structure that goes with the reason.
    let data = unsafe { &mut *data.cast::<KBUGCHECK_TRIAGE_DUMP_DATA>() };
    if data.Flags & KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE != 0
        && data.BugCheckCode == crate::RUST_PANIC
    {
        data.DataArray = BLOCKS.0.get().cast();
    }
}

/// `KbCallbackSecondaryDumpData`.
#[abi]
unsafe fn add_data(
    _reason: KBUGCHECK_CALLBACK_REASON,
    _record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
    data: PVOID,
    _length: ULONG,
) {
    // SAFETY: the structure that goes with the reason.
    let data = unsafe { &mut *data.cast::<KBUGCHECK_SECONDARY_DUMP_DATA>() };
    let (start, bytes) = MESSAGE.get();
    data.Guid = TAG;
    data.OutBuffer = start;
    data.OutBufferLength = (bytes as ULONG).min(data.MaximumAllowed);
}
