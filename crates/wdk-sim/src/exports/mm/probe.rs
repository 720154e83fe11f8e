//! Probing and locking a program's memory. A bad address raises an exception: `__except` in the
//! function of an image that calls gets it, else the machine stops.
//!
//! A function that may raise is entered by a few instructions that pass on where its caller's return
//! address is. When the caller handles the exception, that address is replaced by its handler's: the
//! function then returns there, with the exception code as its result. The caller's frame is the one of
//! the handler, so nothing needs unwinding.
#![expect(
    unsafe_code,
    reason = "defines functions that drivers link to, and replaces return addresses"
)]

use wdk_sys::{
    _LOCK_OPERATION::IoReadAccess, _MODE::UserMode, KPROCESSOR_MODE, LOCK_OPERATION, MDL, NTSTATUS,
    PVOID, SIZE_T, STATUS_ACCESS_VIOLATION, STATUS_DATATYPE_MISALIGNMENT, STATUS_SUCCESS, ULONG,
    abi,
};

use crate::{
    engine::export::{Export, export_table},
    nt::{
        kernel::Kernel,
        mm::{
            mdl::{address, set, write_pages},
            probe,
        },
        parameter::Struct,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    MmProbeAndLockPages: partial(
        "a buffer of the kernel is not probed; an exception is handled by __except \
         (EXCEPTION_EXECUTE_HANDLER) in the function of an image that calls, else it stops the machine"
    ),
    ProbeForRead: partial(
        "an exception is handled by __except (EXCEPTION_EXECUTE_HANDLER) in the function of an image \
         that calls, else it stops the machine"
    ),
    ProbeForWrite: partial(
        "an exception is handled by __except (EXCEPTION_EXECUTE_HANDLER) in the function of an image \
         that calls, else it stops the machine"
    ),
);

/// Defines functions that may raise an exception: each calls its tail with one argument more, the
/// place of its return address.
#[cfg(target_arch = "x86_64")]
macro_rules! raising {
    ($(fn $name:ident($first:ident: $a:ty, $second:ident: $b:ty, $third:ident: $c:ty) => $tail:ident;)*) => {$(
        #[unsafe(no_mangle)]
        #[unsafe(naked)]
        unsafe extern "win64" fn $name($first: $a, $second: $b, $third: $c) {
            std::arch::naked_asm!(
                $crate::exports::dbg::arguments::frame!(".cfi_startproc"),
                "mov r9, rsp",
                "sub rsp, 40",
                $crate::exports::dbg::arguments::frame!(".cfi_adjust_cfa_offset 40"),
                "call {tail}",
                "add rsp, 40",
                $crate::exports::dbg::arguments::frame!(".cfi_adjust_cfa_offset -40"),
                "ret",
                $crate::exports::dbg::arguments::frame!(".cfi_endproc"),
                tail = sym $tail,
            )
        }
    )*};
}
/// On other hosts only native drivers run, which have no handlers.
#[cfg(not(target_arch = "x86_64"))]
macro_rules! raising {
    ($(fn $name:ident($first:ident: $a:ty, $second:ident: $b:ty, $third:ident: $c:ty) => $tail:ident;)*) => {$(
        #[abi(no_mangle)]
        unsafe fn $name($first: $a, $second: $b, $third: $c) {
            // SAFETY: the caller's arguments; a null place stands for a caller without handlers.
            unsafe { $tail($first, $second, $third, std::ptr::null_mut()) };
        }
    )*};
}

raising! {
    fn MmProbeAndLockPages(
        MemoryDescriptorList: *mut MDL,
        AccessMode: KPROCESSOR_MODE,
        Operation: LOCK_OPERATION
    ) => probe_and_lock_pages;
    fn ProbeForRead(Address: PVOID, Length: SIZE_T, Alignment: ULONG) => probe_for_read;
    fn ProbeForWrite(Address: PVOID, Length: SIZE_T, Alignment: ULONG) => probe_for_write;
}

#[abi]
unsafe fn probe_and_lock_pages(
    MemoryDescriptorList: Struct<MDL>,
    AccessMode: KPROCESSOR_MODE,
    Operation: LOCK_OPERATION,
    place: *mut usize,
) -> NTSTATUS {
    let __ddi = crate::nt::ddi::enter!(MmProbeAndLockPages, MemoryDescriptorList);
    // SAFETY: `place` is what the caller was called with.
    unsafe { raise(lock(MemoryDescriptorList, AccessMode, Operation), place) }
}

/// The same for code of this process, which has no handlers: `wdk_sys::try_probe_and_lock_pages`.
#[abi(no_mangle)]
fn wdk_try_probe_and_lock_pages(
    MemoryDescriptorList: Struct<MDL>,
    AccessMode: KPROCESSOR_MODE,
    Operation: LOCK_OPERATION,
) -> NTSTATUS {
    let __ddi = crate::nt::ddi::enter!(MmProbeAndLockPages, MemoryDescriptorList);
    let locked = lock(MemoryDescriptorList, AccessMode, Operation);
    locked.err().unwrap_or(STATUS_SUCCESS)
}

/// Probes the buffer of an MDL for the access that `operation` needs, and locks it.
fn lock(
    list: Struct<MDL>,
    mode: KPROCESSOR_MODE,
    operation: LOCK_OPERATION,
) -> Result<(), NTSTATUS> {
    let mdl = list.get();
    if i32::from(mode) == UserMode {
        let write = operation != IoReadAccess;
        user_memory(address(mdl), mdl.ByteCount as usize, write)?;
    }
    write_pages(list.raw());
    set(list.get(), wdk_sys::MDL_PAGES_LOCKED);
    if operation != IoReadAccess {
        set(list.get(), wdk_sys::MDL_WRITE_OPERATION);
    }
    Ok(())
}

/// Checks that memory is a program's: not the kernel's, which shares the address space here.
fn user_memory(start: usize, length: usize, write: bool) -> Result<(), NTSTATUS> {
    not_kernels(start, length)?;
    probe::user_memory(start, length, write)
}

/// Checks that memory is no part of the machine: pool, stacks, images, objects and packets are the
/// kernel's, although they lie where a program's memory does.
fn not_kernels(start: usize, length: usize) -> Result<(), NTSTATUS> {
    let addresses = &Kernel::current().addresses;
    let last = start.saturating_add(length.saturating_sub(1));
    let is_kernels = [start, last].into_iter().any(|it| addresses.is_kernels(it));
    match is_kernels && length > 0 {
        true => Err(STATUS_ACCESS_VIOLATION),
        false => Ok(()),
    }
}

#[abi]
unsafe fn probe_for_read(
    Address: PVOID,
    Length: SIZE_T,
    Alignment: ULONG,
    place: *mut usize,
) -> NTSTATUS {
    let __ddi = crate::nt::ddi::enter!(ProbeForRead);
    let start = Address as usize;
    let probed = aligned(start, Length, Alignment);
    // A read is not tried on Windows either: whether there is memory is seen when it is accessed.
    let probed = probed.and_then(|()| not_kernels(start, Length as usize));
    let probed = probed.and_then(|()| probe::user_range(start, Length as usize));
    // SAFETY: `place` is that of the caller's call.
    unsafe { raise(probed, place) }
}

#[abi]
unsafe fn probe_for_write(
    Address: PVOID,
    Length: SIZE_T,
    Alignment: ULONG,
    place: *mut usize,
) -> NTSTATUS {
    let __ddi = crate::nt::ddi::enter!(ProbeForWrite);
    let start = Address as usize;
    let probed = aligned(start, Length, Alignment);
    let probed = probed.and_then(|()| user_memory(start, Length as usize, true));
    // SAFETY: `place` is that of the call by the caller.
    unsafe { raise(probed, place) }
}

fn aligned(address: usize, length: SIZE_T, alignment: ULONG) -> Result<(), NTSTATUS> {
    match length == 0 || address.is_multiple_of(alignment.max(1) as usize) {
        true => Ok(()),
        false => Err(STATUS_DATATYPE_MISALIGNMENT),
    }
}

/// Has the caller's handler continue when `result` is an exception.
///
/// # Safety
/// `place` is null, or holds the address that the exported function returns to.
unsafe fn raise(result: Result<(), NTSTATUS>, place: *mut usize) -> NTSTATUS {
    let Err(status) = result else {
        return STATUS_SUCCESS;
    };
    let kernel = Kernel::current();
    if !place.is_null() {
        // SAFETY: by this function's contract.
        let caller = unsafe { place.read() };
        let image = kernel.loader.image_at(caller);
        let personality = kernel.export("ntoskrnl.exe", "__C_specific_handler");
        let handler = image
            .zip(personality)
            .and_then(|((image, offset), handler)| {
                image.exception_handler(offset, handler as usize)
            });
        if let Some(handler) = handler {
            // SAFETY: the return goes to the handler of the function that it would go to anyway,
            // whose frame and registers are those of the call.
            unsafe { place.write(handler) };
            return status;
        }
    }
    let message = format!("the driver raised the exception {status:#010X}, which nothing handles");
    let parameters = [u64::from(status.cast_unsigned()), 0, 0, 0];
    kernel.stop(wdk_sys::KMODE_EXCEPTION_NOT_HANDLED, parameters, message)
}
