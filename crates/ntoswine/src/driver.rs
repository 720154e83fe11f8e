//! Driver objects: extensions, the image's path, export drivers' initialisation, the pool.
#![expect(
    unsafe_code,
    reason = "exports of the kernel; the loaded modules of the process"
)]

use core::{ffi::CStr, ptr};

use wdk_sys::{
    _POOL_TYPE::NonPagedPool, ExAllocatePoolWithTag, MmGetSystemRoutineAddress, NTSTATUS, PCWSTR,
    PDRIVER_OBJECT, POOL_FLAG_UNINITIALIZED, PUNICODE_STRING, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_OBJECT_NAME_COLLISION, STATUS_SUCCESS, ULONG, UNICODE_STRING, abi,
};
use windows_sys::Win32::{
    Foundation::HMODULE,
    System::{
        LibraryLoader::{GetModuleFileNameW, GetModuleHandleA, GetProcAddress},
        ProcessStatus::K32EnumProcessModules,
        Threading::GetCurrentProcess,
    },
};

use crate::{barrier, clock, lock::Lock};

const TAG: u32 = u32::from_le_bytes(*b"Wine");
/// How many modules a process may have for their `DllInitialize` to be found.
const MODULES: usize = 128;

/// What every driver calls early comes here: serves the clock, and does for export drivers what
/// Wine does not do.
pub(crate) fn start() {
    static STARTED: Lock<bool> = Lock::new(false);
    if !STARTED.with(|it| core::mem::replace(it, true)) {
        clock::serve();
        barrier::create();
        initialize_export_drivers();
    }
}

/// Calls the `DllInitialize` of each export driver in `system32\drivers`, once.
fn initialize_export_drivers() {
    static DONE: Lock<[usize; MODULES]> = Lock::new([0; MODULES]);
    let mut modules: [HMODULE; MODULES] = [ptr::null_mut(); MODULES];
    let mut needed = 0;
    // SAFETY: a pseudo handle; a buffer of this length, and a local.
    let listed = unsafe {
        K32EnumProcessModules(
            GetCurrentProcess(),
            modules.as_mut_ptr(),
            size_of_val(&modules) as u32,
            &raw mut needed,
        )
    };
    let count = needed as usize / size_of::<HMODULE>();
    if listed == 0 {
        return;
    }
    for &module in modules.iter().take(count) {
        let is_new = DONE.with(|done| {
            let known = done.contains(&module.addr());
            match done.iter_mut().find(|it| **it == 0) {
                Some(free) if !known => *free = module.addr(),
                _ => return false,
            }
            true
        });
        if is_new {
            initialize(module);
        }
    }
}

/// Calls `DllInitialize` with the key of the service that has the module's name.
fn initialize(module: HMODULE) {
    // SAFETY: a module of this process, and a constant name.
    let Some(routine) = (unsafe { GetProcAddress(module, c"DllInitialize".as_ptr().cast()) })
    else {
        return;
    };
    const KEY: &str = r"\Registry\Machine\System\CurrentControlSet\Services\";
    let mut file = [0_u16; 260];
    // SAFETY: the local has room for as many units as it is said to have.
    let length = unsafe { GetModuleFileNameW(module, file.as_mut_ptr(), file.len() as u32) };
    let file = &file[..length as usize];
    let name = file
        .rsplit(|it| *it == u16::from(b'\\'))
        .next()
        .unwrap_or_default();
    let name = name
        .split(|it| *it == u16::from(b'.'))
        .next()
        .unwrap_or_default();
    let mut path = [0_u16; 260];
    let letters = KEY.encode_utf16().chain(name.iter().copied());
    let mut length = 0;
    for (to, from) in path.iter_mut().zip(letters) {
        *to = from;
        length += 2;
    }
    let mut path = UNICODE_STRING {
        Length: length,
        MaximumLength: length,
        Buffer: path.as_mut_ptr(),
    };
    // SAFETY: this is the signature of such a routine.
    let routine: unsafe extern "C" fn(PUNICODE_STRING) -> NTSTATUS =
        unsafe { core::mem::transmute(routine) };
    // SAFETY: called once for a module, before the driver that imports from it uses it.
    unsafe { routine(&raw mut path) };
}

/// A driver's extension; its bytes follow.
struct Extension {
    driver: PDRIVER_OBJECT,
    id: PVOID,
    next: *mut Extension,
}

/// All extensions. They are never freed: Wine tells nobody when a driver object ends.
struct Extensions(*mut Extension);

// SAFETY: a list that is only reached under its lock.
unsafe impl Send for Extensions {}

static EXTENSIONS: Lock<Extensions> = Lock::new(Extensions(ptr::null_mut()));

impl Extensions {
    fn find(&self, driver: PDRIVER_OBJECT, id: PVOID) -> Option<*mut Extension> {
        let mut at = self.0;
        while !at.is_null() {
            // SAFETY: extensions of the list stay.
            let extension = unsafe { &*at };
            if ptr::eq(extension.driver, driver) && ptr::eq(extension.id, id) {
                return Some(at);
            }
            at = extension.next;
        }
        None
    }
}

#[abi(no_mangle)]
pub(crate) unsafe fn wine_IoAllocateDriverObjectExtension(
    driver: PDRIVER_OBJECT,
    id: PVOID,
    size: ULONG,
    result: *mut PVOID,
) -> NTSTATUS {
    start();
    initialize_export_drivers();
    let bytes = size_of::<Extension>() + size as usize;
    EXTENSIONS.with(|all| {
        if all.find(driver, id).is_some() {
            return STATUS_OBJECT_NAME_COLLISION;
        }
        let new = allocate(bytes, TAG).cast::<Extension>();
        if new.is_null() {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        let next = all.0;
        // SAFETY: fresh memory, large enough and aligned to 16 bytes.
        unsafe { new.write(Extension { driver, id, next }) };
        all.0 = new;
        // SAFETY: the caller's variable; the extension's bytes follow its head.
        unsafe { result.write(new.add(1).cast()) };
        STATUS_SUCCESS
    })
}

#[abi(no_mangle)]
pub(crate) fn wine_IoGetDriverObjectExtension(driver: PDRIVER_OBJECT, id: PVOID) -> PVOID {
    let found = EXTENSIONS.with(|all| all.find(driver, id));
    found.map_or(ptr::null_mut(), |it| it.wrapping_add(1).cast())
}

/// Zeroed memory of Wine's pool, which aligns to 16 bytes; null when there is none.
pub(crate) fn allocate(bytes: usize, tag: u32) -> *mut u8 {
    // SAFETY: asks for memory, whatever the arguments are.
    let memory = unsafe { ExAllocatePoolWithTag(NonPagedPool, bytes as u64, tag) }.cast::<u8>();
    if !memory.is_null() {
        // SAFETY: fresh memory of that length.
        unsafe { memory.write_bytes(0, bytes) };
    }
    memory
}

/// Wine's pool has no kinds and no quota.
#[abi(no_mangle)]
fn wine_ExAllocatePool2(flags: u64, bytes: u64, tag: ULONG) -> PVOID {
    start();
    if flags & u64::from(POOL_FLAG_UNINITIALIZED) != 0 {
        // SAFETY: no precondition.
        return unsafe { ExAllocatePoolWithTag(NonPagedPool, bytes, tag) };
    }
    allocate(bytes as usize, tag).cast()
}

/// The part of a loaded module's entry that says where its file is.
#[repr(C)]
struct LoadedModule {
    lists: [PVOID; 6],
    base: PVOID,
    entry: PVOID,
    size: u64,
    path: UNICODE_STRING,
}

#[abi(no_mangle)]
unsafe fn wine_IoQueryFullDriverPath(driver: PDRIVER_OBJECT, path: PUNICODE_STRING) -> NTSTATUS {
    const PREFIX: &str = r"\??\";
    // SAFETY: Wine keeps the loader's entry of the driver's image there.
    let module = unsafe { &*(*driver).DriverSection.cast::<LoadedModule>() };
    let length = PREFIX.len() * 2 + usize::from(module.path.Length);
    let memory = allocate(length, TAG).cast::<u16>();
    if memory.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (at, unit) in PREFIX.encode_utf16().enumerate() {
        // SAFETY: within the memory, whose length counts the prefix.
        unsafe { memory.add(at).write(unit) };
    }
    // SAFETY: the rest of the memory has this length, and is another one than the entry's.
    unsafe {
        memory
            .add(PREFIX.len())
            .cast::<u8>()
            .copy_from_nonoverlapping(module.path.Buffer.cast(), module.path.Length.into());
    }
    let full = UNICODE_STRING {
        Length: length as u16,
        MaximumLength: length as u16,
        Buffer: memory,
    };
    // SAFETY: the caller's variable. It frees the buffer with ExFreePool.
    unsafe { path.write(full) };
    STATUS_SUCCESS
}

/// Routines of this image come before those of Wine.
#[abi(no_mangle)]
unsafe fn wine_MmGetSystemRoutineAddress(name: PUNICODE_STRING) -> PVOID {
    const PREFIX: &[u8] = b"wine_";
    let mut ascii = [0_u8; 128];
    ascii[..PREFIX.len()].copy_from_slice(PREFIX);
    // SAFETY: the name is a counted string of the caller's.
    let (units, length): (PCWSTR, u16) = unsafe { ((*name).Buffer.cast_const(), (*name).Length) };
    let room = ascii.len() - PREFIX.len() - 1;
    let letters = ascii[PREFIX.len()..].iter_mut();
    for (at, to) in letters.take(room.min(usize::from(length) / 2)).enumerate() {
        // SAFETY: within the caller's text; names of routines are ASCII.
        *to = unsafe { units.add(at).read() } as u8;
    }
    // SAFETY: a constant name; the module is this one.
    let own = unsafe { GetModuleHandleA(c"ntoswine.sys".as_ptr().cast()) };
    let name_of_routine = CStr::from_bytes_until_nul(&ascii).map_or(ptr::null(), CStr::as_ptr);
    // SAFETY: a module of the process, and a text with NUL.
    let found = unsafe { GetProcAddress(own, name_of_routine.cast::<u8>()) };
    match found {
        Some(routine) => routine as PVOID,
        // SAFETY: the caller's text.
        None => unsafe { MmGetSystemRoutineAddress(name) },
    }
}

/// The entry of the image, which is loaded for its exports and never started.
#[abi(no_mangle)]
fn DriverEntry(_driver: PDRIVER_OBJECT, _registry_path: PUNICODE_STRING) -> NTSTATUS {
    STATUS_SUCCESS
}
