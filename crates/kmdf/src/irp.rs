//! IRPs: what the headers' macros do, as methods.

use core::{
    mem::offset_of,
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, AtomicU8, Ordering},
};

use wdk_sys::{
    IO_STACK_LOCATION, IRP, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IofCallDriver,
    IofCompleteRequest, NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT, PIO_COMPLETION_ROUTINE, PIRP, PMDL,
    PVOID,
};

/// The driver's routine that `IoCancelIrp` calls.
pub(crate) type CancelRoutine = wdk_sys::fn_ptr!(fn(Device: PDEVICE_OBJECT, Irp: PIRP));

// What is reached by its place: unions, and what the kernel changes under the framework's eyes.
const STATUS: usize = offset_of!(IRP, IoStatus);
const CANCEL: usize = offset_of!(IRP, Cancel);
const CANCEL_ROUTINE: usize = offset_of!(IRP, CancelRoutine);
const TAIL: usize = offset_of!(IRP, Tail);
const CURRENT_STACK_LOCATION: usize = 0xB8;
const PARAMETERS: usize = 8;
const _: () = assert!(size_of::<IRP>() == 0xD0);
const _: () = assert!(size_of::<IO_STACK_LOCATION>() == 72);

const SL_PENDING_RETURNED: u8 = 1;

/// An IRP that the framework may touch.
///
/// # Invariants
/// The IRP is alive while this is used: it is with this device, or the framework allocated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Irp(NonNull<IRP>);

/// One layer's part of an IRP.
///
/// # Invariants
/// Part of a live [`Irp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stack(NonNull<IO_STACK_LOCATION>);

impl Irp {
    /// Null is none.
    ///
    /// # Safety
    /// The invariant.
    pub(crate) unsafe fn new(irp: PIRP) -> Option<Self> {
        NonNull::new(irp).map(Self)
    }

    /// An IRP that is not null.
    ///
    /// # Safety
    /// The invariant.
    pub(crate) unsafe fn new_unchecked(irp: PIRP) -> Self {
        // SAFETY: by contract.
        Self(unsafe { NonNull::new_unchecked(irp) })
    }

    pub(crate) fn as_ptr(self) -> PIRP {
        self.0.as_ptr()
    }

    fn at<T>(self, offset: usize) -> *mut T {
        // SAFETY: the callers' offsets are inside the IRP.
        unsafe { self.as_ptr().byte_add(offset) }.cast()
    }

    /// The stack location of this device.
    pub(crate) fn current(self) -> Stack {
        // SAFETY: the pointer is part of every IRP.
        let stack = unsafe {
            self.at::<*mut IO_STACK_LOCATION>(CURRENT_STACK_LOCATION)
                .read()
        };
        // SAFETY: the I/O manager keeps it inside the IRP.
        Stack(unsafe { NonNull::new_unchecked(stack) })
    }

    /// The stack location of the next lower device.
    pub(crate) fn next(self) -> Stack {
        let current = self.current().0;
        // SAFETY: stack locations are an array that is used from its end.
        Stack(unsafe { current.sub(1) })
    }

    /// Whether there are locations below the current one.
    pub(crate) fn has_next(self) -> bool {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).CurrentLocation > 1 }
    }

    /// Whether the current location is one of this IRP's.
    pub(crate) fn has_current(self) -> bool {
        // SAFETY: the invariant.
        let current = unsafe { (*self.as_ptr()).CurrentLocation };
        // SAFETY: the invariant.
        let count = unsafe { (*self.as_ptr()).StackCount };
        (1..=count).contains(&current)
    }

    /// How many more devices can be called.
    pub(crate) fn locations_left(self) -> i8 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).CurrentLocation - 1 }
    }

    fn move_current(self, by: isize) {
        let place = self.at::<*mut IO_STACK_LOCATION>(CURRENT_STACK_LOCATION);
        // SAFETY: callers stay within the locations.
        let moved = unsafe { self.current().as_ptr().offset(by) };
        // SAFETY: the pointer is part of every IRP.
        unsafe { place.write(moved) };
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).CurrentLocation += by as i8 };
    }

    /// Gives the next lower device this device's location.
    pub(crate) fn skip_current(self) {
        self.move_current(1);
    }

    /// Undoes [`Irp::skip_current`], or makes the next location the current one.
    pub(crate) fn set_next(self) {
        self.move_current(-1);
    }

    /// Copies the parameters of the current location to the next, without a completion routine.
    pub(crate) fn copy_current_to_next(self) {
        let (from, to) = (self.current().0, self.next().0);
        // SAFETY: two different locations of one IRP.
        unsafe { to.copy_from_nonoverlapping(from, 1) };
        self.next().set_completion(None, ptr::null_mut());
    }

    /// Sends the IRP to `device`, which owns it from now on.
    pub(crate) fn call(self, device: PDEVICE_OBJECT) -> NTSTATUS {
        // SAFETY: the invariant; the caller's device is attached or referenced.
        unsafe { IofCallDriver(device, self.as_ptr()) }
    }

    /// Completes the IRP, which is gone afterwards.
    pub(crate) fn complete(self, status: NTSTATUS, boost: i8) {
        self.set_status(status);
        // SAFETY: the invariant.
        unsafe { IofCompleteRequest(self.as_ptr(), boost) };
    }

    /// Completes an IRP that never became a request.
    pub(crate) fn fail(self, status: NTSTATUS) -> NTSTATUS {
        self.set_information(0);
        self.complete(status, 0);
        status
    }

    pub(crate) fn status(self) -> NTSTATUS {
        // SAFETY: the invariant; the status is the first field of its block.
        unsafe { self.at::<NTSTATUS>(STATUS).read() }
    }

    pub(crate) fn set_status(self, status: NTSTATUS) {
        // SAFETY: the invariant; the status is the first field of its block.
        unsafe { self.at::<NTSTATUS>(STATUS).write(status) };
    }

    pub(crate) fn information(self) -> u64 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).IoStatus.Information }
    }

    pub(crate) fn set_information(self, information: u64) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).IoStatus.Information = information };
    }

    /// Whether the requestor is user mode.
    pub(crate) fn is_from_user(self) -> bool {
        self.mode() != 0
    }

    /// `KernelMode` or `UserMode`.
    pub(crate) fn mode(self) -> i8 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).RequestorMode }
    }

    pub(crate) fn flags(self) -> u32 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).Flags }
    }

    pub(crate) fn set_flags(self, flags: u32) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).Flags = flags };
    }

    pub(crate) fn mdl(self) -> PMDL {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MdlAddress }
    }

    pub(crate) fn set_mdl(self, mdl: PMDL) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MdlAddress = mdl };
    }

    /// `AssociatedIrp.SystemBuffer`.
    pub(crate) fn system_buffer(self) -> PVOID {
        // SAFETY: the invariant; all members of the union are pointers or shorter.
        unsafe { self.system_buffer_place().read() }
    }

    pub(crate) fn set_system_buffer(self, buffer: PVOID) {
        // SAFETY: as above.
        unsafe { self.system_buffer_place().write(buffer) };
    }

    fn system_buffer_place(self) -> *mut PVOID {
        self.at(offset_of!(IRP, AssociatedIrp))
    }

    pub(crate) fn user_buffer(self) -> PVOID {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).UserBuffer }
    }

    pub(crate) fn set_user_buffer(self, buffer: PVOID) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).UserBuffer = buffer };
    }

    /// The driver's own word in the IRP, which is the framework's while a cancel routine is set.
    pub(crate) fn context(self) -> *mut PVOID {
        self.at(TAIL + 3 * size_of::<PVOID>())
    }

    fn cancel_routine(&self) -> &AtomicPtr<u8> {
        // SAFETY: the invariant; the kernel too exchanges this pointer atomically.
        unsafe { AtomicPtr::from_ptr(self.at(CANCEL_ROUTINE)) }
    }

    /// Sets the cancel routine; says whether one was set.
    pub(crate) fn set_cancel_routine(self, routine: Option<CancelRoutine>) -> bool {
        let routine = routine.map_or(ptr::null_mut(), |routine| routine as *mut u8);
        !self
            .cancel_routine()
            .swap(routine, Ordering::SeqCst)
            .is_null()
    }

    /// Whether a cancel routine is set.
    pub(crate) fn has_cancel_routine(self) -> bool {
        !self.cancel_routine().load(Ordering::Relaxed).is_null()
    }

    /// Whether the IRP was canceled.
    pub(crate) fn is_canceled(self) -> bool {
        // SAFETY: the invariant; the I/O manager may write it at any moment.
        unsafe { AtomicU8::from_ptr(self.at(CANCEL)) }.load(Ordering::SeqCst) != 0
    }

    pub(crate) fn set_canceled(self, canceled: bool) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).Cancel = u8::from(canceled) };
    }

    /// Whether the device below returned `STATUS_PENDING`.
    pub(crate) fn pending_returned(self) -> bool {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).PendingReturned != 0 }
    }

    /// This layer answers `STATUS_PENDING`.
    pub(crate) fn mark_pending(self) {
        // SAFETY: part of a live IRP.
        unsafe { (*self.current().as_ptr()).Control |= SL_PENDING_RETURNED };
    }
}

impl Stack {
    pub(crate) fn as_ptr(self) -> *mut IO_STACK_LOCATION {
        self.0.as_ptr()
    }

    pub(crate) fn major(self) -> u8 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MajorFunction }
    }

    pub(crate) fn minor(self) -> u8 {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MinorFunction }
    }

    /// Makes all of it zero.
    pub(crate) fn clear(self) {
        // SAFETY: a location is plain data.
        unsafe { self.0.write_bytes(0, 1) };
    }

    pub(crate) fn set_functions(self, major: u8, minor: u8) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MajorFunction = major };
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).MinorFunction = minor };
    }

    /// `Parameters.Others`: what all other members overlay.
    pub(crate) fn arguments(self) -> [u64; 4] {
        // SAFETY: the union is four words.
        unsafe { self.arguments_place().read() }
    }

    pub(crate) fn set_arguments(self, arguments: [u64; 4]) {
        // SAFETY: the union is four words.
        unsafe { self.arguments_place().write(arguments) };
    }

    fn arguments_place(self) -> *mut [u64; 4] {
        // SAFETY: inside the location.
        unsafe { self.as_ptr().byte_add(PARAMETERS) }.cast()
    }

    /// The lengths and code of an I/O control.
    pub(crate) fn control(self) -> Control {
        let [output, input, code, type3] = self.arguments();
        Control {
            output: output as u32,
            input: input as u32,
            code: code as u32,
            type3: ptr::with_exposed_provenance_mut(type3 as usize),
        }
    }

    /// The length of a read or write.
    pub(crate) fn length(self) -> u32 {
        self.arguments()[0] as u32
    }

    pub(crate) fn is_control(self) -> bool {
        matches!(
            u32::from(self.major()),
            IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL
        )
    }

    pub(crate) fn file(self) -> PFILE_OBJECT {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).FileObject }
    }

    pub(crate) fn set_file(self, file: PFILE_OBJECT) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).FileObject = file };
    }

    pub(crate) fn set_device(self, device: PDEVICE_OBJECT) {
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).DeviceObject = device };
    }

    /// Sets the completion routine of the layer above this location, for every outcome.
    pub(crate) fn set_completion(self, routine: PIO_COMPLETION_ROUTINE, context: PVOID) {
        const SL_INVOKE_ON_ALL: u8 = 0x20 | 0x40 | 0x80;
        let control = if routine.is_some() {
            SL_INVOKE_ON_ALL
        } else {
            0
        };
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).CompletionRoutine = routine };
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).Context = context };
        // SAFETY: the invariant.
        unsafe { (*self.as_ptr()).Control = control };
    }
}

/// Parameters of an I/O control.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Control {
    pub output: u32,
    pub input: u32,
    pub code: u32,
    pub type3: PVOID,
}

/// How an I/O control passes its buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Buffered,
    InDirect,
    OutDirect,
    Neither,
}

impl Control {
    /// The transfer method.
    pub(crate) fn method(&self) -> Method {
        Method::of(self.code)
    }
}

impl Method {
    /// The lowest two bits of an I/O control code.
    pub(crate) fn of(code: u32) -> Self {
        match code & 3 {
            0 => Self::Buffered,
            1 => Self::InDirect,
            2 => Self::OutDirect,
            _ => Self::Neither,
        }
    }
}
