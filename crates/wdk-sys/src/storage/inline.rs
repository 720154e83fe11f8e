//! `storport.h`: the inline functions and macros, and the macros of `classpnp.h`.

use core::ffi::c_void;

use crate::{
    _MESSAGE_INTERRUPT_INFORMATION, _PERF_CONFIGURATION_DATA, _SCSI_NOTIFICATION_TYPE,
    _SCSI_REQUEST_BLOCK, _STOR_LOCK_HANDLE, _STORPORT_FUNCTION_CODE, BOOLEAN,
    ClassAcquireRemoveLockEx, LONG, PDEVICE_OBJECT, PHW_PASSIVE_INITIALIZE_ROUTINE, PULONG, PVOID,
    READ_REGISTER_UCHAR, READ_REGISTER_ULONG, READ_REGISTER_ULONG64, READ_REGISTER_USHORT,
    RtlMoveMemory, SIZE_T, STOR_SPINLOCK, StorPortExtendedFunction, StorPortNotification, UCHAR,
    ULONG, ULONG64, USHORT, WRITE_REGISTER_UCHAR, WRITE_REGISTER_ULONG, WRITE_REGISTER_ULONG64,
    WRITE_REGISTER_USHORT,
};

/// Functions of the port driver that are called by their numbers.
macro_rules! extended {
    ($($(#[$meta:meta])* $name:ident = $code:ident($($argument:ident: $type:ty),*);)*) => { $(
        forward! {
            $(#[$meta])*
            pub unsafe fn $name(HwDeviceExtension: PVOID $(, $argument: $type)*) -> ULONG
                = StorPortExtendedFunction(code, HwDeviceExtension $(, $argument)*)
                with code = _STORPORT_FUNCTION_CODE::$code;
        }
    )* };
}

extended! {
    /// Allocates nonpaged memory. IRQL: <= DISPATCH_LEVEL.
    StorPortAllocatePool = ExtFunctionAllocatePool(
        NumberOfBytes: ULONG, Tag: ULONG, BufferPointer: *mut PVOID);
    /// Frees what [`StorPortAllocatePool`] gave. IRQL: <= DISPATCH_LEVEL.
    StorPortFreePool = ExtFunctionFreePool(BufferPointer: PVOID);
    /// The MDL that a request came with.
    StorPortGetOriginalMdl = ExtFunctionGetOriginalMdl(
        Srb: *mut _SCSI_REQUEST_BLOCK, Mdl: *mut PVOID);
    /// The address of a request's data in the system's space.
    StorPortGetSystemAddress = ExtFunctionGetSystemAddress(
        Srb: *mut _SCSI_REQUEST_BLOCK, SystemAddress: *mut PVOID);
    /// Acquires the spin lock of a message of MSI.
    StorPortAcquireMSISpinLock = ExtFunctionAcquireMSISpinLock(
        MessageId: ULONG, OldIrql: PULONG);
    /// Releases the spin lock of a message of MSI.
    StorPortReleaseMSISpinLock = ExtFunctionReleaseMSISpinLock(
        MessageId: ULONG, OldIrql: ULONG);
    /// What is known of a message of MSI.
    StorPortGetMSIInfo = ExtFunctionGetMessageInterruptInformation(
        MessageId: ULONG, InterruptInfo: *mut _MESSAGE_INTERRUPT_INFORMATION);
}

/// Asks for optimisations, or which there are.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportinitializeperfopts>
#[inline]
pub unsafe fn StorPortInitializePerfOpts(
    HwDeviceExtension: PVOID,
    Query: BOOLEAN,
    PerfConfigData: *mut _PERF_CONFIGURATION_DATA,
) -> ULONG {
    let code = _STORPORT_FUNCTION_CODE::ExtFunctionInitializePerformanceOptimizations;
    let query = ULONG::from(Query);
    // SAFETY: the code's arguments, in their order; C promotes a boolean that a variadic function
    // takes.
    unsafe { StorPortExtendedFunction(code, HwDeviceExtension, query, PerfConfigData) }
}

/// Runs an initialisation routine at PASSIVE_LEVEL before the adapter takes requests.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportenablepassiveinitialization>
#[inline]
pub unsafe fn StorPortEnablePassiveInitialization(
    DeviceExtension: PVOID,
    HwPassiveInitializeRoutine: PHW_PASSIVE_INITIALIZE_ROUTINE,
) -> BOOLEAN {
    let mut succeeded: LONG = 0;
    let routine =
        HwPassiveInitializeRoutine.map_or(core::ptr::null(), |routine| routine as *const c_void);
    // SAFETY: the notification takes a routine and where to write whether it succeeded.
    unsafe {
        StorPortNotification(
            _SCSI_NOTIFICATION_TYPE::EnablePassiveInitialization,
            DeviceExtension,
            routine,
            &raw mut succeeded,
        );
    }
    BOOLEAN::from(succeeded != 0)
}

/// Acquires a spin lock of the adapter.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportacquirespinlock>
#[inline]
pub unsafe fn StorPortAcquireSpinLock(
    DeviceExtension: PVOID,
    SpinLock: STOR_SPINLOCK,
    LockContext: PVOID,
    LockHandle: *mut _STOR_LOCK_HANDLE,
) {
    // SAFETY: the notification takes which lock, a context for it, and where to note the IRQL.
    unsafe {
        StorPortNotification(
            _SCSI_NOTIFICATION_TYPE::AcquireSpinLock,
            DeviceExtension,
            SpinLock,
            LockContext,
            LockHandle,
        );
    }
}

forward! {
    /// Releases a spin lock of the adapter.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportreleasespinlock>
    pub unsafe fn StorPortReleaseSpinLock(
        DeviceExtension: PVOID,
        LockHandle: *mut _STOR_LOCK_HANDLE,
    ) = StorPortNotification(kind, DeviceExtension, LockHandle)
        with kind = _SCSI_NOTIFICATION_TYPE::ReleaseSpinLock;

    /// Copies memory that may overlap.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/storport/nf-storport-storportmovememory>
    pub unsafe fn StorPortMoveMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T)
        = RtlMoveMemory(Destination, Source, Length);
}

/// Registers, which every driver reads and writes in the same way.
macro_rules! registers {
    ($($read:ident $write:ident $type:ty = $kernel_read:ident $kernel_write:ident;)*) => { $(
        forward! {
            /// Reads a register.
            pub unsafe fn $read(_HwDeviceExtension: PVOID, Register: *mut $type) -> $type
                = $kernel_read(Register);

            /// Writes a register.
            pub unsafe fn $write(_HwDeviceExtension: PVOID, Register: *mut $type, Value: $type)
                = $kernel_write(Register, Value);
        }
    )* };
}

registers! {
    StorPortReadRegisterUchar StorPortWriteRegisterUchar UCHAR =
        READ_REGISTER_UCHAR WRITE_REGISTER_UCHAR;
    StorPortReadRegisterUshort StorPortWriteRegisterUshort USHORT =
        READ_REGISTER_USHORT WRITE_REGISTER_USHORT;
    StorPortReadRegisterUlong StorPortWriteRegisterUlong ULONG =
        READ_REGISTER_ULONG WRITE_REGISTER_ULONG;
    StorPortReadRegisterUlong64 StorPortWriteRegisterUlong64 ULONG64 =
        READ_REGISTER_ULONG64 WRITE_REGISTER_ULONG64;
}

/// Acquires the remove lock of a class driver's device. IRQL: <= DISPATCH_LEVEL.
#[inline]
#[track_caller]
pub unsafe fn ClassAcquireRemoveLock(DeviceObject: PDEVICE_OBJECT, Tag: PVOID) -> ULONG {
    let line = core::panic::Location::caller().line();
    // SAFETY: the device is a class driver's, as the function asks; the file's name is only shown
    // in a debugger.
    unsafe { ClassAcquireRemoveLockEx(DeviceObject, Tag, c"".as_ptr(), line) }
}
