//! Views of the structures that the I/O manager shares with drivers.
//!
//! A view is an address with accessors. Drivers hold the same addresses and write through them at
//! any time, so there is never a reference into one of these structures.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "reads and writes fields behind raw pointers"
)]

use std::ptr::NonNull;

use wdk_sys::{
    _DEVOBJ_EXTENSION, _IO_STACK_LOCATION__bindgen_ty_1,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_1, _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_4,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_9,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_17,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_26,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_28,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_32,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_34,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_37,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_38,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_39, BOOLEAN, BUS_QUERY_ID_TYPE, CCHAR, CHAR,
    CSHORT, DEVICE_OBJECT, DEVICE_RELATION_TYPE, DRIVER_OBJECT, FILE_OBJECT, IO_STACK_LOCATION,
    IRP, KIRQL, KPROCESSOR_MODE, LARGE_INTEGER, LIST_ENTRY, LONG, NTSTATUS, PDEVICE_CAPABILITIES,
    PDEVICE_OBJECT, PDRIVER_CANCEL, PDRIVER_DISPATCH, PDRIVER_EXTENSION, PDRIVER_INITIALIZE,
    PDRIVER_OBJECT, PDRIVER_STARTIO, PDRIVER_UNLOAD, PETHREAD, PFILE_OBJECT, PIO_APC_ROUTINE,
    PIO_COMPLETION_ROUTINE, PIO_STATUS_BLOCK, PIO_TIMER, PIRP, PKEVENT, PLIST_ENTRY, PMDL, PVOID,
    UCHAR, ULONG, ULONG_PTR, UNICODE_STRING, USHORT,
};

/// Declares a view `$view` of `$target` with a getter and a setter for each field.
macro_rules! view {
    ($(#[$meta:meta])* $view:ident of $target:ty {
        $($get:ident, $set:ident: $type:ty = $($path:tt).+;)*
    }) => {
        $(#[$meta])*
        ///
        /// # Invariants
        /// Points to a structure of this type for as long as the view is used. As a parameter of an
        /// export it is what the driver passes, which promises as much.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(transparent)]
        pub(crate) struct $view(NonNull<$target>);

        #[expect(dead_code, reason = "a view is complete")]
        impl $view {
            /// The structure at `address`; null is none.
            ///
            /// # Safety
            /// `address` is null or points to such a structure while the view is in use.
            #[inline]
            pub(crate) unsafe fn new(address: *mut $target) -> Option<Self> {
                NonNull::new(address).map(Self)
            }

            /// Its address.
            #[inline]
            pub(crate) fn raw(self) -> *mut $target {
                self.0.as_ptr()
            }

            $(
                #[inline]
                pub(crate) fn $get(self) -> $type {
                    // SAFETY: the type's invariant; every field is plain data.
                    unsafe { (&raw const (*self.raw()).$($path).+).read() }
                }

                #[inline]
                pub(crate) fn $set(self, value: $type) {
                    // SAFETY: as for reading.
                    unsafe { (&raw mut (*self.raw()).$($path).+).write(value) }
                }
            )*
        }
    };
}

view! {
    /// An I/O request packet.
    Irp of IRP {
        kind, set_kind: CSHORT = Type;
        size, set_size: USHORT = Size;
        mdl, set_mdl: PMDL = MdlAddress;
        flags, set_flags: ULONG = Flags;
        system_buffer, set_system_buffer: PVOID = AssociatedIrp.SystemBuffer;
        master, set_master: PIRP = AssociatedIrp.MasterIrp;
        associated_count, set_associated_count: LONG = AssociatedIrp.IrpCount;
        thread_entry, set_thread_entry: LIST_ENTRY = ThreadListEntry;
        status, set_status: NTSTATUS = IoStatus.__bindgen_anon_1.Status;
        information, set_information: ULONG_PTR = IoStatus.Information;
        requestor_mode, set_requestor_mode: KPROCESSOR_MODE = RequestorMode;
        pending_returned, set_pending_returned: BOOLEAN = PendingReturned;
        stack_count, set_stack_count: CHAR = StackCount;
        location, set_location: CHAR = CurrentLocation;
        cancel, set_cancel: BOOLEAN = Cancel;
        cancel_irql, set_cancel_irql: KIRQL = CancelIrql;
        allocation_flags, set_allocation_flags: UCHAR = AllocationFlags;
        user_iosb, set_user_iosb: PIO_STATUS_BLOCK = UserIosb;
        user_event, set_user_event: PKEVENT = UserEvent;
        cancel_routine, set_cancel_routine: PDRIVER_CANCEL = CancelRoutine;
        user_buffer, set_user_buffer: PVOID = UserBuffer;
        thread, set_thread: PETHREAD = Tail.Overlay.Thread;
        stack_pointer, set_stack_pointer: *mut IO_STACK_LOCATION =
            Tail.Overlay.__bindgen_anon_2.__bindgen_anon_1.CurrentStackLocation;
        original_file, set_original_file: PFILE_OBJECT = Tail.Overlay.OriginalFileObject;
        apc_routine, set_apc_routine: PIO_APC_ROUTINE =
            Overlay.AsynchronousParameters.__bindgen_anon_1.UserApcRoutine;
        apc_context, set_apc_context: PVOID = Overlay.AsynchronousParameters.UserApcContext;
    }
}

view! {
    /// A driver's share of a request packet.
    Stack of IO_STACK_LOCATION {
        major, set_major: UCHAR = MajorFunction;
        minor, set_minor: UCHAR = MinorFunction;
        flags, set_flags: UCHAR = Flags;
        control, set_control: UCHAR = Control;
        device, set_device: PDEVICE_OBJECT = DeviceObject;
        file, set_file: PFILE_OBJECT = FileObject;
        completion, set_completion: PIO_COMPLETION_ROUTINE = CompletionRoutine;
        context, set_context: PVOID = Context;
        parameters, set_parameters: _IO_STACK_LOCATION__bindgen_ty_1 = Parameters;
        others, set_others: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_39 = Parameters.Others;
        create, set_create: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_1 = Parameters.Create;
        transfer, set_transfer: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_4 = Parameters.Read;
        control_code, set_control_code: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_17 =
            Parameters.DeviceIoControl;
        query_file, set_query_file: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_9 =
            Parameters.QueryFile;
        power, set_power: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36 = Parameters.Power;
        wait_wake, set_wait_wake: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_34 = Parameters.WaitWake;
        start, set_start: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_37 = Parameters.StartDevice;
        filter, set_filter: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_28 = Parameters.FilterResourceRequirements;
        wmi, set_wmi: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_38 = Parameters.WMI;
        query_interface, set_query_interface: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_26 = Parameters.QueryInterface;
        relations, set_relations: DEVICE_RELATION_TYPE = Parameters.QueryDeviceRelations.Type;
        id_type, set_id_type: BUS_QUERY_ID_TYPE = Parameters.QueryId.IdType;
        text_type, set_text_type: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_32 =
            Parameters.QueryDeviceText;
        capabilities, set_capabilities: PDEVICE_CAPABILITIES =
            Parameters.DeviceCapabilities.Capabilities;
    }
}

view! {
    /// A device object.
    Device of DEVICE_OBJECT {
        kind, set_kind: CSHORT = Type;
        size, set_size: USHORT = Size;
        open_count, set_open_count: LONG = ReferenceCount;
        driver, set_driver: PDRIVER_OBJECT = DriverObject;
        next, set_next: PDEVICE_OBJECT = NextDevice;
        attached, set_attached: PDEVICE_OBJECT = AttachedDevice;
        current_irp, set_current_irp: PIRP = CurrentIrp;
        timer, set_timer: PIO_TIMER = Timer;
        flags, set_flags: ULONG = Flags;
        characteristics, set_characteristics: ULONG = Characteristics;
        extension, set_extension: PVOID = DeviceExtension;
        device_type, set_device_type: ULONG = DeviceType;
        stack_size, set_stack_size: CCHAR = StackSize;
        alignment, set_alignment: ULONG = AlignmentRequirement;
        sector_size, set_sector_size: USHORT = SectorSize;
        own_extension, set_own_extension: *mut _DEVOBJ_EXTENSION = DeviceObjectExtension;
    }
}

view! {
    /// An open file.
    File of FILE_OBJECT {
        kind, set_kind: CSHORT = Type;
        size, set_size: CSHORT = Size;
        device, set_device: PDEVICE_OBJECT = DeviceObject;
        related, set_related: PFILE_OBJECT = RelatedFileObject;
        final_status, set_final_status: NTSTATUS = FinalStatus;
        read_access, set_read_access: BOOLEAN = ReadAccess;
        write_access, set_write_access: BOOLEAN = WriteAccess;
        delete_access, set_delete_access: BOOLEAN = DeleteAccess;
        shared_read, set_shared_read: BOOLEAN = SharedRead;
        shared_write, set_shared_write: BOOLEAN = SharedWrite;
        shared_delete, set_shared_delete: BOOLEAN = SharedDelete;
        flags, set_flags: ULONG = Flags;
        name, set_name: UNICODE_STRING = FileName;
        position, set_position: LARGE_INTEGER = CurrentByteOffset;
    }
}

view! {
    /// A driver object.
    Driver of DRIVER_OBJECT {
        kind, set_kind: CSHORT = Type;
        size, set_size: CSHORT = Size;
        first_device, set_first_device: PDEVICE_OBJECT = DeviceObject;
        flags, set_flags: ULONG = Flags;
        start, set_start: PVOID = DriverStart;
        image_size, set_image_size: ULONG = DriverSize;
        extension, set_extension: PDRIVER_EXTENSION = DriverExtension;
        name, set_name: UNICODE_STRING = DriverName;
        init, set_init: PDRIVER_INITIALIZE = DriverInit;
        start_io, set_start_io: PDRIVER_STARTIO = DriverStartIo;
        unload, set_unload: PDRIVER_UNLOAD = DriverUnload;
        dispatch_table, set_dispatch_table: [PDRIVER_DISPATCH; 28] = MajorFunction;
    }
}

impl File {
    /// The event that ends of operations set when no other was given.
    pub(crate) fn event(self) -> PKEVENT {
        // SAFETY: the type's invariant; only an address is computed.
        unsafe { &raw mut (*self.raw()).Event }
    }
}

impl Driver {
    /// The routine for a major function.
    #[inline]
    pub(crate) fn dispatch(self, major: UCHAR) -> PDRIVER_DISPATCH {
        // SAFETY: the type's invariant; indexing is checked.
        unsafe { (&raw const (*self.raw()).MajorFunction).as_ref() }
            .and_then(|table| *table.get(usize::from(major))?)
    }
}

impl Stack {
    /// The driver of the location's device.
    pub(crate) fn owner(self) -> Option<Driver> {
        // SAFETY: a location names its device while the packet is on its way.
        unsafe { Device::new(self.device()) }.and_then(Device::owner)
    }
}

impl Irp {
    /// Puts this packet's link at the end of a list.
    pub(crate) fn link(self) -> PLIST_ENTRY {
        // SAFETY: the type's invariant; only an address is computed.
        unsafe { &raw mut (*self.raw()).ThreadListEntry }
    }

    /// The stack location `number`, from 1 for the lowest driver.
    #[inline]
    pub(crate) fn stack_at(self, number: i8) -> Stack {
        // SAFETY: the stack locations follow the packet.
        let first = unsafe { self.raw().add(1) }.cast::<IO_STACK_LOCATION>();
        let location = first.wrapping_offset(isize::from(number) - 1);
        Stack(NonNull::new(location).unwrap_or(NonNull::dangling()))
    }

    /// The stack location of the driver that owns the packet.
    #[inline]
    pub(crate) fn current(self) -> Stack {
        Stack(NonNull::new(self.stack_pointer()).unwrap_or(NonNull::dangling()))
    }

    /// The stack location of the driver that gets the packet next.
    #[inline]
    pub(crate) fn next_stack(self) -> Stack {
        let next = self.stack_pointer().wrapping_sub(1);
        Stack(NonNull::new(next).unwrap_or(NonNull::dangling()))
    }
}
