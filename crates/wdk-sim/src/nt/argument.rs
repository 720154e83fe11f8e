//! The check of what drivers pass to exported functions, by the type of the parameter.
#![forbid(unsafe_code)]

use std::{marker::PhantomData, ops::Deref};

use wdk_sys::{PDEVICE_OBJECT, PETHREAD, STRING, UNICODE_STRING};

use super::{
    io::raw::{Device, Driver, File},
    kernel::Kernel,
    parameter::{DATATYPE_MISALIGNMENT, Out, Struct, Terminated, Text, Values, touch},
};

/// A parameter of an exported function.
///
/// `enter!` calls `check` for each. The types that have something to check of their own have a method of this
/// name here; other pointers have that of [`Pointer`], behind the dereference; for the rest it is found
/// behind a second one, and does nothing.
pub(crate) struct Argument<'a, T> {
    value: &'a T,
    pointer: Pointer<'a, T>,
}

/// A parameter that is no more than a pointer.
pub(crate) struct Pointer<'a, T> {
    value: &'a T,
    other: Unchecked,
}

impl<'a, T> Argument<'a, T> {
    #[inline]
    pub(crate) fn new(value: &'a T) -> Self {
        let other = Unchecked(PhantomData);
        let pointer = Pointer { value, other };
        Self { value, pointer }
    }
}

/// A parameter that nothing is checked of.
pub(crate) struct Unchecked(PhantomData<()>);

impl<'a, T> Deref for Argument<'a, T> {
    type Target = Pointer<'a, T>;

    #[inline]
    fn deref(&self) -> &Pointer<'a, T> {
        &self.pointer
    }
}

impl<T> Deref for Pointer<'_, T> {
    type Target = Unchecked;

    #[inline]
    fn deref(&self) -> &Unchecked {
        &self.other
    }
}

impl Unchecked {
    #[inline]
    pub(crate) fn check(&self, _function: &str) {}
}

impl<T> Pointer<'_, *mut T> {
    /// An address at which no `T` can be stops the machine.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        present(*self.value, function);
    }
}

impl<T> Pointer<'_, *const T> {
    /// As for `*mut T`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        present(*self.value, function);
    }
}

impl<T> Pointer<'_, Out<T>> {
    /// As for `*mut T`; nothing need be there to be read.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        usable(self.value.raw(), function);
    }
}

impl<T> Pointer<'_, Struct<T>> {
    /// As for `*mut T`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        present(self.value.raw(), function);
    }
}

impl<T> Pointer<'_, Values<T>> {
    /// As for `Out<T>`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        usable(self.value.raw(), function);
    }
}

impl Argument<'_, Text> {
    /// As for `*mut UNICODE_STRING`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        text(self.value.raw(), function);
    }
}

impl Argument<'_, *mut UNICODE_STRING> {
    /// As for `*mut T`, and null where a text must be.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        text(*self.value, function);
    }
}

impl Argument<'_, *const UNICODE_STRING> {
    /// As for `*mut UNICODE_STRING`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        text(*self.value, function);
    }
}

impl Argument<'_, *mut STRING> {
    /// As for `*mut UNICODE_STRING`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        text(*self.value, function);
    }
}

impl Argument<'_, *const STRING> {
    /// As for `*mut UNICODE_STRING`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        text(*self.value, function);
    }
}

impl Argument<'_, Terminated> {
    /// As for `*mut u16`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        usable(self.value.raw(), function);
    }
}

impl Argument<'_, Option<Driver>> {
    /// As for `*mut DRIVER_OBJECT`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        match self.value {
            Some(driver) => present(driver.raw(), function),
            None => absent(NEED_A_DRIVER, function),
        }
    }
}

impl Argument<'_, Option<File>> {
    /// As for `*mut FILE_OBJECT`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        match self.value {
            Some(file) => present(file.raw(), function),
            None => absent(NEED_A_FILE, function),
        }
    }
}

/// Stops the machine where no `T` can stand at `address`: the address is not aligned, or lies in memory that was
/// freed.
#[inline]
fn usable<T>(address: *const T, function: &str) {
    // What is declared without members is an object of the kernel's, which begins at a pointer's alignment.
    let align = match size_of::<T>() {
        0 => align_of::<usize>(),
        _ => align_of::<T>(),
    };
    if !address.addr().is_multiple_of(align) {
        misaligned(address.cast(), align, function);
    }
    // Of a byte or of anything it is not known whether the function looks at it.
    if size_of::<T>() != 1 && !address.is_null() {
        let kernel = Kernel::current();
        if let Some(place) = kernel.pool.freed_around(address.addr()) {
            freed(&kernel, address.cast(), &place, function);
        }
    }
}

/// As [`usable`], and faults where nothing is at `address`, as the function itself does in the kernel. A number may
/// be the first of none, so it faults where it is used.
#[inline]
fn present<T>(address: *const T, function: &str) {
    usable(address, function);
    let is_structure = size_of::<T>() == 0 || size_of::<T>() > size_of::<u64>();
    if is_structure && !address.is_null() {
        touch(address.cast());
    } else if is_structure {
        absent(NEED_A_STRUCTURE, function);
    }
}

#[inline]
fn text<T>(address: *const T, function: &str) {
    present(address, function);
    if address.is_null() {
        absent(NEED_A_TEXT, function);
    }
}

/// Null, which faults in those functions that look at it in any case.
#[cold]
fn absent(functions: &[&str], function: &str) {
    if functions.contains(&function) {
        touch(std::ptr::null());
    }
}

/// Functions that use the device in any case. The others return a status for null, or allow it.
const NEED_A_DEVICE: &[&str] = &[
    "IoBuildAsynchronousFsdRequest",
    "IoBuildDeviceIoControlRequest",
    "IoBuildSynchronousFsdRequest",
    "IoDeleteDevice",
    "IoDetachDevice",
    "IoForwardIrpSynchronously",
    "IoGetAttachedDevice",
    "IoGetAttachedDeviceReference",
    "IoGetDeviceAttachmentBaseRef",
    "IoGetDeviceNumaNode",
    "IoGetLowerDeviceObject",
    "IoSetCompletionRoutineEx",
    "IoSetStartIoAttributes",
    "IoStartNextPacket",
    "IoStartNextPacketByKey",
    "IoStartPacket",
    "IoUnregisterShutdownNotification",
    "PoQueryWatchdogTime",
    "PoRegisterDeviceForIdleDetection",
    "PoSetPowerState",
];

/// The same for every structure that they take.
const NEED_A_STRUCTURE: &[&str] = &[
    "ExAcquireResourceExclusiveLite",
    "ExAcquireResourceSharedLite",
    "ExAcquireSharedStarveExclusive",
    "ExAcquireSharedWaitForExclusive",
    "ExConvertExclusiveToSharedLite",
    "ExDeleteResourceLite",
    "ExDisableResourceBoostLite",
    "ExGetExclusiveWaiterCount",
    "ExGetSharedWaiterCount",
    "ExIsResourceAcquiredExclusiveLite",
    "ExIsResourceAcquiredSharedLite",
    "ExSetResourceOwnerPointer",
    "ExSetResourceOwnerPointerEx",
    "IoRegisterBootDriverReinitialization",
    "IoRegisterDriverReinitialization",
    "IoStartPacket",
    "KeCancelTimer",
    "KeRemoveEntryDeviceQueue",
    "KeRemoveQueueDpc",
    "KeSynchronizeExecution",
    "MmIsDriverVerifying",
    "PoGetSystemWake",
    "PoSetSystemWake",
];

/// The same for the driver.
const NEED_A_DRIVER: &[&str] = &["IoGetDriverObjectExtension"];

/// The same for the file.
const NEED_A_FILE: &[&str] = &[
    "IoGetRelatedDeviceObject",
    "IoRemoveShareAccess",
    "IoSetShareAccess",
    "IoUpdateShareAccess",
];

/// The same for the thread.
const NEED_A_THREAD: &[&str] = &[
    "KeQueryPriorityThread",
    "KeSetPriorityThread",
    "PsGetThreadId",
    "PsGetThreadProcessId",
    "PsIsSystemThread",
    "PsIsThreadTerminating",
];

/// The same for texts.
const NEED_A_TEXT: &[&str] = &[
    "IoCreateSymbolicLink",
    "IoCreateUnprotectedSymbolicLink",
    "IoDeleteSymbolicLink",
    "RtlAnsiStringToUnicodeString",
    "RtlAppendStringToString",
    "RtlAppendUnicodeStringToString",
    "RtlCompareString",
    "RtlCompareUnicodeString",
    "RtlDowncaseUnicodeString",
    "RtlDuplicateUnicodeString",
    "RtlEqualString",
    "RtlEqualUnicodeString",
    "RtlOemStringToUnicodeString",
    "RtlPrefixString",
    "RtlPrefixUnicodeString",
    "RtlSuffixUnicodeString",
    "RtlUpcaseUnicodeString",
    "RtlUpperString",
    "RtlxAnsiStringToUnicodeSize",
    "RtlxOemStringToUnicodeSize",
    "RtlxUnicodeStringToAnsiSize",
    "RtlxUnicodeStringToOemSize",
    "ZwCreateSymbolicLinkObject",
];

/// What special pool makes of it, where the access faults.
#[cold]
fn freed(kernel: &Kernel, address: *const u8, place: &str, function: &str) -> ! {
    let code = if u32::from(kernel.sched.irql()) < wdk_sys::DISPATCH_LEVEL {
        wdk_sys::PAGE_FAULT_IN_FREED_SPECIAL_POOL
    } else {
        wdk_sys::DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL
    };
    let address = address.addr() as u64;
    kernel.stop(
        code,
        [address, 0, 0, 0],
        format!("{function} is passed {address:#x}, {place}"),
    )
}

/// Compiled code may not use such an address. Processors that check it raise `STATUS_DATATYPE_MISALIGNMENT`;
/// on x64 the kernel goes on, with what a driver that counts on that deserves.
#[cold]
fn misaligned(address: *const u8, align: usize, function: &str) -> ! {
    touch(address);
    let address = address.addr() as u64;
    Kernel::current().stop(
        wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
        [DATATYPE_MISALIGNMENT, 0, 0, address],
        format!(
            "{function} is passed {address:#x}, where no structure of alignment {align} can stand"
        ),
    )
}

impl Argument<'_, PDEVICE_OBJECT> {
    /// A device object that was deleted is a bug check, which names the function.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        usable(*self.value, function);
        if self.value.is_null() {
            absent(NEED_A_DEVICE, function);
        }
        device(*self.value, function);
    }
}

impl Argument<'_, Option<Device>> {
    /// As for the pointer.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        match self.value {
            Some(device) => {
                usable(device.raw(), function);
                self::device(device.raw(), function);
            }
            None => absent(NEED_A_DEVICE, function),
        }
    }
}

impl Argument<'_, PETHREAD> {
    /// What is no thread is a bug check, which names the function.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        present(*self.value, function);
        if self.value.is_null() {
            absent(NEED_A_THREAD, function);
        } else {
            Kernel::current().objects.check(self.value.cast(), function);
        }
    }
}

#[inline]
fn device(object: PDEVICE_OBJECT, function: &str) {
    if !object.is_null() {
        Kernel::current().objects.check(object.cast(), function);
    }
}
