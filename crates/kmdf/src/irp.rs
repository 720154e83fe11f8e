//! IRPs: what the headers' macros do, as methods.
#![expect(
    unsafe_code,
    reason = "reads and writes IRPs and their stack locations"
)]

use core::{
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, AtomicU8, Ordering},
};

use wdk_sys::{
    IO_STACK_LOCATION, IRP, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL,
    IoReleaseCancelSpinLock, IofCallDriver, IofCompleteRequest, NTSTATUS, PDEVICE_OBJECT,
    PFILE_OBJECT, PIO_COMPLETION_ROUTINE, PIRP, PMDL, PVOID, SL_INVOKE_ON_CANCEL,
    SL_INVOKE_ON_ERROR, SL_INVOKE_ON_SUCCESS, SL_PENDING_RETURNED,
};

/// The driver's routine that `IoCancelIrp` calls.
pub(crate) type CancelRoutine = wdk_sys::fn_ptr!(fn(Device: PDEVICE_OBJECT, Irp: PIRP));

/// An IRP that the framework may touch.
///
/// # Invariants
/// The IRP is alive while this is used: it is with this device, or the framework allocated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Irp(NonNull<IRP>);

// SAFETY: an IRP goes from thread to thread; who has it is the driver's order.
unsafe impl Send for Irp {}

/// One layer's part of an IRP.
///
/// # Invariants
/// Part of a live [`Irp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stack(NonNull<IO_STACK_LOCATION>);

/// A member of an IRP or stack location.
///
/// # Invariants
/// Valid for reads and writes: [`member!`] made it for a structure that is alive.
pub(crate) struct Member<T>(*mut T);

impl<T: Copy> Member<T> {
    pub(crate) fn get(self) -> T {
        // SAFETY: valid for reads, by the invariant.
        unsafe { self.0.read() }
    }

    pub(crate) fn set(self, value: T) {
        // SAFETY: valid for writes, by the invariant.
        unsafe { self.0.write(value) };
    }
}

/// `member!(irp, IoStatus.Information)`: a member of what an [`Irp`] or [`Stack`] points to.
macro_rules! member {
    ($this:expr, $($field:ident).+) => {{
        let start = $this.0.as_ptr();
        // SAFETY: the structure is alive by the invariant of its type.
        Member(unsafe { &raw mut (*start).$($field).+ })
    }};
}

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
        // SAFETY: a live IRP by contract, so it is not null.
        Self(unsafe { NonNull::new_unchecked(irp) })
    }

    pub(crate) fn as_ptr(self) -> PIRP {
        self.0.as_ptr()
    }

    fn current_place(self) -> Member<*mut IO_STACK_LOCATION> {
        member!(
            self,
            Tail.Overlay
                .__bindgen_anon_2
                .__bindgen_anon_1
                .CurrentStackLocation
        )
    }

    fn current_location(self) -> Member<i8> {
        member!(self, CurrentLocation)
    }

    /// The stack location of this device.
    pub(crate) fn current(self) -> Stack {
        // SAFETY: the I/O manager keeps the pointer inside the IRP, so it is not null.
        Stack(unsafe { NonNull::new_unchecked(self.current_place().get()) })
    }

    /// The stack location of the next lower device.
    pub(crate) fn next(self) -> Stack {
        let current = self.current().0;
        // SAFETY: stack locations are an array that is used from its end.
        Stack(unsafe { current.sub(1) })
    }

    /// Whether there are locations below the current one.
    pub(crate) fn has_next(self) -> bool {
        self.current_location().get() > 1
    }

    /// Whether the current location is one of this IRP's.
    pub(crate) fn has_current(self) -> bool {
        let count: i8 = member!(self, StackCount).get();
        (1..=count).contains(&self.current_location().get())
    }

    /// How many more devices can be called.
    pub(crate) fn locations_left(self) -> i8 {
        self.current_location().get() - 1
    }

    fn move_current(self, by: i8) {
        // SAFETY: callers stay within the locations.
        let moved = unsafe { self.current().as_ptr().offset(by.into()) };
        self.current_place().set(moved);
        self.current_location()
            .set(self.current_location().get() + by);
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
        // SAFETY: a live IRP; the caller's device is attached or referenced.
        unsafe { IofCallDriver(device, self.as_ptr()) }
    }

    /// Completes the IRP, which is freed afterwards.
    pub(crate) fn complete(self, status: NTSTATUS, boost: i8) {
        self.set_status(status);
        // SAFETY: an IRP that is with this device, whose caller gives it up.
        unsafe { IofCompleteRequest(self.as_ptr(), boost) };
    }

    /// Completes an IRP that never became a request.
    pub(crate) fn fail(self, status: NTSTATUS) -> NTSTATUS {
        self.set_information(0);
        self.complete(status, 0);
        status
    }

    /// Completes an IRP that never became a request, with an answer of `information` bytes.
    pub(crate) fn complete_with(self, status: NTSTATUS, information: u64) -> NTSTATUS {
        self.set_information(information);
        self.complete(status, 0);
        status
    }

    fn status_place(self) -> Member<NTSTATUS> {
        member!(self, IoStatus.__bindgen_anon_1.Status)
    }

    pub(crate) fn status(self) -> NTSTATUS {
        self.status_place().get()
    }

    pub(crate) fn set_status(self, status: NTSTATUS) {
        self.status_place().set(status);
    }

    pub(crate) fn information(self) -> u64 {
        member!(self, IoStatus.Information).get()
    }

    pub(crate) fn set_information(self, information: u64) {
        member!(self, IoStatus.Information).set(information);
    }

    /// Whether the requestor is user mode.
    pub(crate) fn is_from_user(self) -> bool {
        self.mode() != 0
    }

    /// Whether the current thread is the requestor's; one without a thread is anybody's.
    pub(crate) fn is_of_this_thread(self) -> bool {
        let thread = member!(self, Tail.Overlay.Thread).get();
        // SAFETY: callable at any level; the thread is compared, never used.
        let current = unsafe { wdk_sys::KeGetCurrentThread() };
        thread.is_null() || ptr::addr_eq(thread, current)
    }

    /// `KernelMode` or `UserMode`.
    pub(crate) fn mode(self) -> i8 {
        member!(self, RequestorMode).get()
    }

    pub(crate) fn flags(self) -> u32 {
        member!(self, Flags).get()
    }

    pub(crate) fn set_flags(self, flags: u32) {
        member!(self, Flags).set(flags);
    }

    pub(crate) fn mdl(self) -> PMDL {
        member!(self, MdlAddress).get()
    }

    pub(crate) fn set_mdl(self, mdl: PMDL) {
        member!(self, MdlAddress).set(mdl);
    }

    /// `AssociatedIrp.SystemBuffer`.
    pub(crate) fn system_buffer(self) -> PVOID {
        member!(self, AssociatedIrp.SystemBuffer).get()
    }

    pub(crate) fn set_system_buffer(self, buffer: PVOID) {
        member!(self, AssociatedIrp.SystemBuffer).set(buffer);
    }

    pub(crate) fn user_buffer(self) -> PVOID {
        member!(self, UserBuffer).get()
    }

    pub(crate) fn set_user_buffer(self, buffer: PVOID) {
        member!(self, UserBuffer).set(buffer);
    }

    /// The last word of `Tail.Overlay.DriverContext`: the driver's, and the framework's while a
    /// cancel routine is set.
    pub(crate) fn context(self) -> Member<PVOID> {
        let words: Member<[PVOID; 4]> = member!(
            self,
            Tail.Overlay.__bindgen_anon_1.__bindgen_anon_1.DriverContext
        );
        // SAFETY: the last of four words.
        Member(unsafe { words.0.cast::<PVOID>().add(3) })
    }

    fn cancel_routine(&self) -> &AtomicPtr<u8> {
        let place = member!(self, CancelRoutine);
        // SAFETY: a member of a live IRP; the kernel too exchanges this pointer atomically.
        unsafe { AtomicPtr::from_ptr(place.0.cast()) }
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
        let place: Member<u8> = member!(self, Cancel);
        // SAFETY: a member of a live IRP, which the I/O manager may write at any moment.
        unsafe { AtomicU8::from_ptr(place.0) }.load(Ordering::SeqCst) != 0
    }

    pub(crate) fn set_canceled(self, canceled: bool) {
        member!(self, Cancel).set(u8::from(canceled));
    }

    /// Whether the device below returned `STATUS_PENDING`.
    pub(crate) fn pending_returned(self) -> bool {
        let returned: u8 = member!(self, PendingReturned).get();
        returned != 0
    }

    /// In a completion routine that lets the request go on: pending below is pending here.
    pub(crate) fn carry_pending(self) {
        let pending: u8 = member!(self, PendingReturned).get();
        if pending != 0 {
            self.mark_pending();
        }
    }

    /// This layer returns `STATUS_PENDING`.
    pub(crate) fn mark_pending(self) {
        let control = self.current().control_flags();
        control.set(self.current().control_flags().get() | SL_PENDING_RETURNED as u8);
    }
}

/// Gives back the lock that the I/O manager takes before it calls a cancel routine.
///
/// # Safety
/// The routine that was called for `irp` runs in this thread and has not given the lock back.
pub(crate) unsafe fn release_cancel_lock(irp: PIRP) {
    // SAFETY: the IRP of a running cancel routine is alive.
    let irp = unsafe { Irp::new_unchecked(irp) };
    let irql: u8 = member!(irp, CancelIrql).get();
    // SAFETY: held by contract; the I/O manager kept the IRQL of before in the IRP.
    unsafe { IoReleaseCancelSpinLock(irql) };
}

impl Stack {
    pub(crate) fn as_ptr(self) -> *mut IO_STACK_LOCATION {
        self.0.as_ptr()
    }

    fn control_flags(self) -> Member<u8> {
        member!(self, Control)
    }

    pub(crate) fn major(self) -> u8 {
        member!(self, MajorFunction).get()
    }

    pub(crate) fn minor(self) -> u8 {
        member!(self, MinorFunction).get()
    }

    /// `SL_*`.
    pub(crate) fn flags(self) -> u8 {
        member!(self, Flags).get()
    }

    pub(crate) fn set_flags(self, flags: u8) {
        member!(self, Flags).set(flags);
    }

    /// Makes all of it zero.
    pub(crate) fn clear(self) {
        // SAFETY: a location of a live IRP; it has numbers, pointers and nullable functions only.
        unsafe { self.0.write_bytes(0, 1) };
    }

    pub(crate) fn set_functions(self, major: u8, minor: u8) {
        member!(self, MajorFunction).set(major);
        member!(self, MinorFunction).set(minor);
    }

    fn arguments_place(self) -> Member<[u64; 4]> {
        let others = member!(self, Parameters.Others);
        Member(others.0.cast())
    }

    /// `Parameters.Others`.
    pub(crate) fn arguments(self) -> [u64; 4] {
        self.arguments_place().get()
    }

    pub(crate) fn set_arguments(self, arguments: [u64; 4]) {
        self.arguments_place().set(arguments);
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
        member!(self, FileObject).get()
    }

    pub(crate) fn set_file(self, file: PFILE_OBJECT) {
        member!(self, FileObject).set(file);
    }

    pub(crate) fn set_device(self, device: PDEVICE_OBJECT) {
        member!(self, DeviceObject).set(device);
    }

    /// Sets the completion routine of the layer above this location, for every outcome.
    pub(crate) fn set_completion(self, routine: PIO_COMPLETION_ROUTINE, context: PVOID) {
        const INVOKE_ALWAYS: u32 = SL_INVOKE_ON_SUCCESS | SL_INVOKE_ON_ERROR | SL_INVOKE_ON_CANCEL;
        let control = if routine.is_some() { INVOKE_ALWAYS } else { 0 };
        member!(self, CompletionRoutine).set(routine);
        member!(self, Context).set(context);
        self.control_flags().set(control as u8);
    }
}

/// Parameters of an I/O control.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Control {
    pub(crate) output: u32,
    pub(crate) input: u32,
    pub(crate) code: u32,
    pub(crate) type3: PVOID,
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
