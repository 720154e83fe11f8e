//! Adapters: their attributes, and the states that they go through.
#![expect(unsafe_code, reason = "calls what drivers register")]

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    collections::VecDeque,
    rc::Rc,
};

use wdk_sys::{
    _EVENT_TYPE, _KWAIT_REASON, _MODE, _NDIS_HALT_ACTION, BOOLEAN, FALSE, KEVENT,
    KeInitializeEvent, KeSetEvent, KeWaitForSingleObject, LARGE_INTEGER, NDIS_DEVICE_PNP_EVENT,
    NDIS_HALT_ACTION, NDIS_HANDLE, NDIS_MINIPORT_ADAPTER_ATTRIBUTES,
    NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES, NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
    NDIS_MINIPORT_INIT_PARAMETERS, NDIS_MINIPORT_INIT_PARAMETERS_REVISION_1,
    NDIS_MINIPORT_PAUSE_PARAMETERS, NDIS_MINIPORT_PAUSE_PARAMETERS_REVISION_1,
    NDIS_MINIPORT_RESTART_PARAMETERS, NDIS_MINIPORT_RESTART_PARAMETERS_REVISION_1,
    NDIS_OBJECT_HEADER, NDIS_OBJECT_TYPE_DEFAULT,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
    NDIS_OBJECT_TYPE_MINIPORT_INIT_PARAMETERS, NDIS_OBJECT_TYPE_STATUS_INDICATION, NDIS_OID,
    NDIS_SHUTDOWN_ACTION, NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1,
    NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
    NDIS_SIZEOF_MINIPORT_INIT_PARAMETER_REVISION_1,
    NDIS_SIZEOF_MINIPORT_PAUSE_PARAMETERS_REVISION_1,
    NDIS_SIZEOF_MINIPORT_RESTART_PARAMETERS_REVISION_1, NDIS_STATUS, NDIS_STATUS_FAILURE,
    NDIS_STATUS_INDICATION, NDIS_STATUS_INVALID_LENGTH, NDIS_STATUS_INVALID_PARAMETER,
    NDIS_STATUS_INVALID_STATE, NDIS_STATUS_NOT_SUPPORTED, NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS,
    NET_DEVICE_PNP_EVENT, OID_GEN_CURRENT_PACKET_FILTER, PCM_RESOURCE_LIST, PDEVICE_OBJECT,
    PNDIS_OID_REQUEST, PNET_BUFFER_LIST, STATUS_TIMEOUT, ULONG, abi,
};

use super::state;
use super::{driver, state::handle};
use crate::nt::parameter::{Struct, driver_slice};
use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    ndis::rules,
    nt::{io::raw::Device, kernel::Kernel, pnp::resources::List},
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisMSetMiniportAttributes: partial(
        "nobody asks for the offload and hardware-assist attributes; those of add-device are \
         refused"
    ),
    NdisMPauseComplete: full,
    NdisMRestartComplete: full,
    NdisMResetComplete: partial(
        "AddressingReset is ignored: NDIS does not set filter and addresses again"
    ),
    NdisMIndicateStatusEx: full,
    NdisMGetDeviceProperty: full,
    NdisMResetMiniport: full,
);

/// How long NDIS waits for a miniport before its watchdog stops the machine.
const WATCHDOG_SECONDS: i64 = 600;

/// The states of an adapter, as Microsoft names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Halted,
    Initializing,
    Paused,
    Restarting,
    Running,
    Pausing,
}

/// What NDIS waits for a miniport to complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    Pause,
    Restart,
    Reset,
    Oid,
}

impl Pending {
    /// The callback, the function that completes it, and the watchdog's number for it.
    const fn names(self) -> (&'static str, &'static str, u64) {
        match self {
            Self::Pause => ("MiniportPause", "NdisMPauseComplete", 0x21),
            Self::Restart => ("MiniportRestart", "NdisMRestartComplete", 0x22),
            Self::Reset => ("MiniportResetEx", "NdisMResetComplete", 0x22),
            Self::Oid => ("MiniportOidRequest", "NdisMOidRequestComplete", 0x23),
        }
    }
}

/// An operation that a miniport may complete later.
pub(crate) struct Operation {
    pending: Cell<Option<Pending>>,
    status: Cell<NDIS_STATUS>,
    event: UnsafeCell<KEVENT>,
}

impl Operation {
    fn new() -> Self {
        Self {
            pending: Cell::new(None),
            status: Cell::new(NDIS_STATUS_SUCCESS),
            event: UnsafeCell::new(KEVENT::default()),
        }
    }

    /// Calls the miniport and waits until the operation is complete.
    pub(super) fn run(
        &self,
        kernel: &Kernel,
        adapter: &Miniport,
        what: Pending,
        call: impl FnOnce() -> NDIS_STATUS,
    ) -> NDIS_STATUS {
        let event = self.event.get();
        // SAFETY: the event lies in the adapter, and nobody waits for it: operations of one kind
        // do not overlap.
        unsafe { KeInitializeEvent(event, _EVENT_TYPE::NotificationEvent, FALSE) };
        self.pending.set(Some(what));
        let status = call();
        if status != NDIS_STATUS_PENDING {
            self.pending.set(None);
            return status;
        }
        let mut timeout = LARGE_INTEGER {
            QuadPart: -WATCHDOG_SECONDS * 10_000_000,
        };
        // SAFETY: the event is initialised, and outlives the wait.
        let waited = unsafe {
            KeWaitForSingleObject(
                event.cast(),
                _KWAIT_REASON::Executive,
                _MODE::KernelMode as i8,
                FALSE,
                &raw mut timeout,
            )
        };
        if waited == STATUS_TIMEOUT {
            self.pending.set(None);
            adapter.watchdog(kernel, what);
            return NDIS_STATUS_FAILURE;
        }
        self.status.get()
    }

    /// Whether the operation waits to be completed.
    pub(super) fn is_pending(&self, what: Pending) -> bool {
        self.pending.get() == Some(what)
    }

    /// The miniport has completed the operation.
    pub(super) fn complete(&self, status: NDIS_STATUS) {
        self.pending.set(None);
        self.status.set(status);
        // SAFETY: initialised when the operation began.
        unsafe { KeSetEvent(self.event.get(), 0, FALSE) };
    }
}

/// The attributes that a miniport has set for an adapter.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(super) registered: bool,
    pub(super) flags: ULONG,
    pub(super) hang_seconds: u32,
    pub(super) general: Option<General>,
}

/// The general attributes.
#[derive(Clone)]
pub(crate) struct General {
    pub(super) raw: NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
    pub(super) oids: Vec<NDIS_OID>,
}

/// A status that an adapter's miniport has indicated to the drivers above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Indication {
    pub(crate) code: NDIS_STATUS,
    pub(crate) data: Vec<u8>,
}

/// An adapter.
pub(crate) struct Miniport {
    pub(super) driver: Rc<driver::Miniport>,
    pub(super) fdo: Device,
    pub(super) pdo: Device,
    /// The device's resources, as the bus sees them and as the processor does.
    resources: RefCell<Option<[List; 2]>>,
    pub(super) lower: Device,
    pub(super) instance: String,
    pub(super) index: u32,
    pub(super) state: Cell<State>,
    pub(super) context: Cell<NDIS_HANDLE>,
    pub(super) attributes: RefCell<Attributes>,
    /// Pausing, restarting, resetting; they exclude each other.
    pub(super) change: Operation,
    pub(super) oid_request: Operation,
    pub(super) oid: Cell<PNDIS_OID_REQUEST>,
    /// `MiniportPause` has returned, and its pause is pending.
    pub(super) knows_of_pause: Cell<bool>,
    /// Lists that the miniport has to send, and whether it knew of its pause when they came.
    pub(super) sending: RefCell<Vec<(PNET_BUFFER_LIST, bool)>>,
    /// Received lists that the drivers above have.
    pub(super) received: RefCell<Vec<PNET_BUFFER_LIST>>,
    /// Whether the drivers above keep received lists until they are asked to return them.
    pub(super) holds: Cell<bool>,
    pub(super) inbox: RefCell<VecDeque<Vec<u8>>>,
    pub(super) filter: Cell<ULONG>,
    pub(super) indications: RefCell<Vec<Indication>>,
    pub(super) surprise: Cell<bool>,
}

impl Miniport {
    pub(super) fn new(
        driver: Rc<driver::Miniport>,
        stack: [Device; 3],
        instance: String,
        index: u32,
    ) -> Self {
        let [fdo, pdo, lower] = stack;
        Self {
            driver,
            fdo,
            pdo,
            resources: RefCell::default(),
            lower,
            instance,
            index,
            state: Cell::new(State::Halted),
            context: Cell::new(std::ptr::null_mut()),
            attributes: RefCell::default(),
            change: Operation::new(),
            oid_request: Operation::new(),
            oid: Cell::new(std::ptr::null_mut()),
            knows_of_pause: Cell::new(false),
            sending: RefCell::default(),
            received: RefCell::default(),
            holds: Cell::new(false),
            inbox: RefCell::default(),
            filter: Cell::new(0),
            indications: RefCell::default(),
            surprise: Cell::new(false),
        }
    }

    /// Calls one of the miniport's callbacks.
    pub(super) fn call<R>(
        &self,
        kernel: &Kernel,
        name: &'static str,
        routine: impl FnOnce() -> R,
    ) -> R {
        let detail = || self.instance.clone();
        kernel.in_driver(self.driver.id, Category::Callback, name, detail, routine)
    }

    pub(super) fn become_state(&self, kernel: &Kernel, state: State) {
        if self.state.replace(state) != state {
            kernel.trace_instant(Category::Pnp, || {
                let name = match state {
                    State::Halted => "adapter halted",
                    State::Initializing => "adapter initializing",
                    State::Paused => "adapter paused",
                    State::Restarting => "adapter restarting",
                    State::Running => "adapter running",
                    State::Pausing => "adapter pausing",
                };
                (name, self.instance.clone())
            });
        }
    }

    /// The miniport did not complete an operation.
    fn watchdog(&self, kernel: &Kernel, what: Pending) {
        let (callback, completion, number) = what.names();
        let (sends, receives) = (self.sending.borrow().len(), self.received.borrow().len());
        let message = format!(
            "{callback} of {} returned NDIS_STATUS_PENDING {WATCHDOG_SECONDS} seconds ago, and \
             {completion} was not called; the miniport has {sends} lists to send, and the drivers \
             above have {receives} of its received lists",
            self.instance
        );
        let details = [number, handle(self) as u64, 0];
        state::check_miniport(
            kernel,
            &self.driver,
            false,
            &rules::NDIS_WATCHDOG,
            details,
            || message,
        );
    }

    /// The lists of its resources; null when it has none.
    fn resource_lists(&self) -> [PCM_RESOURCE_LIST; 2] {
        let resources = self.resources.borrow();
        let lists = resources.as_ref();
        lists.map_or([std::ptr::null_mut(); 2], |lists| {
            lists.each_ref().map(List::address)
        })
    }

    /// `MiniportInitializeEx`, after which the adapter is paused.
    pub(super) fn initialize(&self, kernel: &Kernel) -> NDIS_STATUS {
        self.become_state(kernel, State::Initializing);
        self.attributes.replace(Attributes::default());
        if let Some(node) = kernel.pnp.node(self.pdo.node()) {
            let resources = node.resources.borrow();
            let lists = [resources.list(), resources.translated()];
            self.resources.replace(Some(lists));
        }
        let [_, translated] = self.resource_lists();
        let allocated = if translated.is_null() {
            std::ptr::null_mut()
        } else {
            // SAFETY: computes an address inside the list, which has one full descriptor.
            unsafe { &raw mut (*translated).List[0].PartialResourceList }
        };
        let mut parameters = NDIS_MINIPORT_INIT_PARAMETERS {
            Header: NDIS_OBJECT_HEADER {
                Type: NDIS_OBJECT_TYPE_MINIPORT_INIT_PARAMETERS as u8,
                Revision: NDIS_MINIPORT_INIT_PARAMETERS_REVISION_1 as u8,
                Size: NDIS_SIZEOF_MINIPORT_INIT_PARAMETER_REVISION_1 as u16,
            },
            IfIndex: self.index,
            AllocatedResources: allocated,
            ..NDIS_MINIPORT_INIT_PARAMETERS::default()
        };
        let Some(routine) = self.driver.handlers.InitializeHandlerEx else {
            return NDIS_STATUS_FAILURE;
        };
        let status = self.call(kernel, "MiniportInitializeEx", || {
            // SAFETY: `MiniportInitializeEx` of this driver, with its own context.
            unsafe { routine(handle(self), self.driver.context, &raw mut parameters) }
        });
        let attributes = self.attributes.borrow();
        let complete = attributes.registered && attributes.general.is_some();
        if status == NDIS_STATUS_SUCCESS && !complete {
            drop(attributes);
            state::check_miniport(
                kernel,
                &self.driver,
                false,
                &rules::NDIS_ATTRIBUTES,
                [0; 3],
                || {
                    format!(
                        "MiniportInitializeEx of {} succeeded without setting its registration and \
                     its general attributes with NdisMSetMiniportAttributes",
                        self.instance
                    )
                },
            );
            self.halt(
                kernel,
                _NDIS_HALT_ACTION::NdisHaltDeviceInitializationFailed,
            );
            return NDIS_STATUS_FAILURE;
        }
        let reached = if status == NDIS_STATUS_SUCCESS {
            State::Paused
        } else {
            State::Halted
        };
        self.become_state(kernel, reached);
        status
    }

    /// `MiniportRestart`.
    pub(super) fn restart(&self, kernel: &Kernel) -> NDIS_STATUS {
        if self.state.get() != State::Paused {
            return NDIS_STATUS_INVALID_STATE;
        }
        let Some(routine) = self.driver.handlers.RestartHandler else {
            return NDIS_STATUS_FAILURE;
        };
        self.become_state(kernel, State::Restarting);
        let mut parameters = NDIS_MINIPORT_RESTART_PARAMETERS {
            Header: NDIS_OBJECT_HEADER {
                Type: NDIS_OBJECT_TYPE_DEFAULT as u8,
                Revision: NDIS_MINIPORT_RESTART_PARAMETERS_REVISION_1 as u8,
                Size: NDIS_SIZEOF_MINIPORT_RESTART_PARAMETERS_REVISION_1 as u16,
            },
            ..NDIS_MINIPORT_RESTART_PARAMETERS::default()
        };
        let status = self.change.run(kernel, self, Pending::Restart, || {
            self.call(kernel, "MiniportRestart", || {
                // SAFETY: `MiniportRestart` of this driver, with its own context.
                unsafe { routine(self.context.get(), &raw mut parameters) }
            })
        });
        let reached = if status == NDIS_STATUS_SUCCESS {
            State::Running
        } else {
            State::Paused
        };
        self.become_state(kernel, reached);
        status
    }

    /// `MiniportPause`: NDIS hands it no more lists once it is paused.
    pub(super) fn pause(&self, kernel: &Kernel, reason: ULONG) {
        let Some(routine) = self.driver.handlers.PauseHandler else {
            return;
        };
        if self.state.get() != State::Running {
            return;
        }
        self.become_state(kernel, State::Pausing);
        let mut parameters = NDIS_MINIPORT_PAUSE_PARAMETERS {
            Header: NDIS_OBJECT_HEADER {
                Type: NDIS_OBJECT_TYPE_DEFAULT as u8,
                Revision: NDIS_MINIPORT_PAUSE_PARAMETERS_REVISION_1 as u8,
                Size: NDIS_SIZEOF_MINIPORT_PAUSE_PARAMETERS_REVISION_1 as u16,
            },
            PauseReason: reason,
            ..NDIS_MINIPORT_PAUSE_PARAMETERS::default()
        };
        self.change.run(kernel, self, Pending::Pause, || {
            let status = self.call(kernel, "MiniportPause", || {
                // SAFETY: `MiniportPause` of this driver, with its own context.
                unsafe { routine(self.context.get(), &raw mut parameters) }
            });
            self.knows_of_pause.set(true);
            // Protocol drivers that pause return what they have received.
            self.return_received(kernel);
            status
        });
        self.knows_of_pause.set(false);
        self.become_state(kernel, State::Paused);
        let sends = self.sending.borrow().len();
        state::check_miniport(
            kernel,
            &self.driver,
            sends == 0,
            &rules::NDIS_LEAKED_NBL,
            [0; 3],
            || {
                format!(
                    "{} completed its pause while {sends} lists that it was given to send are not \
                 completed with NdisMSendNetBufferListsComplete",
                    self.instance
                )
            },
        );
    }

    /// `MiniportHaltEx`, of a paused adapter.
    pub(super) fn halt(&self, kernel: &Kernel, action: NDIS_HALT_ACTION) {
        let Some(routine) = self.driver.handlers.HaltHandlerEx else {
            return;
        };
        if self.state.get() == State::Halted {
            return;
        }
        self.call(kernel, "MiniportHaltEx", || {
            // SAFETY: `MiniportHaltEx` of this driver, with its own context.
            unsafe { routine(self.context.get(), action) }
        });
        self.become_state(kernel, State::Halted);
        let (sends, receives) = (self.sending.borrow().len(), self.received.borrow().len());
        state::check_miniport(
            kernel,
            &self.driver,
            sends + receives == 0,
            &rules::NDIS_LEAKED_NBL,
            [0; 3],
            || {
                format!(
                    "{} was halted while {sends} lists that it was given to send and {receives} that \
                 it indicated are not back with their owners",
                    self.instance
                )
            },
        );
    }

    /// `MiniportDevicePnPEventNotify`.
    pub(super) fn pnp_event(&self, kernel: &Kernel, event: NDIS_DEVICE_PNP_EVENT) {
        let Some(routine) = self.driver.handlers.DevicePnPEventNotifyHandler else {
            return;
        };
        if matches!(self.state.get(), State::Halted | State::Initializing) {
            return;
        }
        let mut parameters = NET_DEVICE_PNP_EVENT {
            Header: NDIS_OBJECT_HEADER {
                Type: NDIS_OBJECT_TYPE_DEFAULT as u8,
                Revision: 1,
                Size: size_of::<NET_DEVICE_PNP_EVENT>() as u16,
            },
            DevicePnPEvent: event,
            ..NET_DEVICE_PNP_EVENT::default()
        };
        self.call(kernel, "MiniportDevicePnPEventNotify", || {
            // SAFETY: `MiniportDevicePnPEventNotify` of this driver, with its own context.
            unsafe { routine(self.context.get(), &raw mut parameters) }
        });
    }

    /// `MiniportShutdownEx`, which gets to know why.
    pub(super) fn shut_down(&self, kernel: &Kernel, action: NDIS_SHUTDOWN_ACTION) {
        let Some(routine) = self.driver.handlers.ShutdownHandlerEx else {
            return;
        };
        if matches!(self.state.get(), State::Halted | State::Initializing) {
            return;
        }
        self.call(kernel, "MiniportShutdownEx", || {
            // SAFETY: `MiniportShutdownEx` of this driver, with its own context.
            unsafe { routine(self.context.get(), action) };
        });
    }

    /// `MiniportCheckForHang`, and `MiniportResetEx` when it says so: whether it was reset.
    pub(super) fn check_for_hang(&self, kernel: &Kernel) -> bool {
        let Some(routine) = self.driver.handlers.CheckForHangHandlerEx else {
            return false;
        };
        if self.state.get() == State::Halted {
            return false;
        }
        let hangs = self.call(kernel, "MiniportCheckForHangEx", || {
            // SAFETY: `MiniportCheckForHangEx` of this driver, with its own context.
            unsafe { routine(self.context.get()) }
        });
        hangs != 0 && self.reset(kernel)
    }

    /// `MiniportResetEx`; whether the miniport has one.
    pub(super) fn reset(&self, kernel: &Kernel) -> bool {
        let Some(routine) = self.driver.handlers.ResetHandlerEx else {
            return false;
        };
        let mut addressing: BOOLEAN = 0;
        self.change.run(kernel, self, Pending::Reset, || {
            self.call(kernel, "MiniportResetEx", || {
                // SAFETY: `MiniportResetEx` of this driver, with its own context.
                unsafe { routine(self.context.get(), &raw mut addressing) }
            })
        });
        if addressing != 0 {
            let filter = self.filter.get();
            self.set(kernel, OID_GEN_CURRENT_PACKET_FILTER, &filter.to_le_bytes());
        }
        true
    }
}

#[abi(enter, no_mangle)]
unsafe fn NdisMSetMiniportAttributes(
    NdisMiniportHandle: NDIS_HANDLE,
    MiniportAttributes: Struct<NDIS_MINIPORT_ADAPTER_ATTRIBUTES>,
) -> NDIS_STATUS {
    let kernel = Kernel::current();
    let adapter = state::miniport(&kernel, NdisMiniportHandle, "NdisMSetMiniportAttributes");
    if MiniportAttributes.raw().is_null() {
        return NDIS_STATUS_INVALID_PARAMETER;
    }
    // SAFETY: every member of the union begins with a header.
    let header = unsafe { MiniportAttributes.get().Header };
    let mut attributes = adapter.attributes.borrow_mut();
    match ULONG::from(header.Type) {
        NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES => {
            if ULONG::from(header.Size)
                < NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1
            {
                return NDIS_STATUS_INVALID_LENGTH;
            }
            let raw: *mut NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES =
                MiniportAttributes.raw().cast();
            // SAFETY: the header says so, and states the size.
            adapter
                .context
                .set(unsafe { (*raw).MiniportAdapterContext });
            // SAFETY: `AttributeFlags` lies within the size that was checked.
            attributes.flags = unsafe { (*raw).AttributeFlags };
            // SAFETY: `CheckForHangTimeInSeconds` lies within the size that was checked.
            attributes.hang_seconds = unsafe { (*raw).CheckForHangTimeInSeconds };
            attributes.registered = true;
            NDIS_STATUS_SUCCESS
        }
        NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES => {
            if !attributes.registered {
                drop(attributes);
                kernel.check(false, &rules::NDIS_ATTRIBUTES, || {
                    "NdisMSetMiniportAttributes: the general attributes were set before the \
                     registration attributes"
                        .to_owned()
                });
                return NDIS_STATUS_FAILURE;
            }
            if ULONG::from(header.Size) < NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1
            {
                return NDIS_STATUS_INVALID_LENGTH;
            }
            // SAFETY: the header says that general attributes are there, in this size.
            let general = unsafe { read_general(MiniportAttributes.raw().cast(), header) };
            if general.raw.MacAddressLength as usize > general.raw.CurrentMacAddress.len() {
                return NDIS_STATUS_INVALID_LENGTH;
            }
            attributes.general = Some(general);
            NDIS_STATUS_SUCCESS
        }
        NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES
        | NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES => NDIS_STATUS_SUCCESS,
        _ => NDIS_STATUS_NOT_SUPPORTED,
    }
}

/// Copies general attributes, which may be of an older revision.
///
/// # Safety
/// `from` points to as many bytes of general attributes as `header` says.
unsafe fn read_general(
    from: *const NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
    header: NDIS_OBJECT_HEADER,
) -> General {
    let mut raw = NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES::default();
    let size = usize::from(header.Size).min(size_of_val(&raw));
    // SAFETY: the caller says that so many bytes are there, and the copy has room for them.
    unsafe {
        std::ptr::copy_nonoverlapping(from.cast::<u8>(), (&raw mut raw).cast::<u8>(), size);
    }
    let count = raw.SupportedOidListLength as usize / size_of::<NDIS_OID>();
    let oids = if raw.SupportedOidList.is_null() {
        Vec::new()
    } else {
        // SAFETY: the driver says how long its list is.
        unsafe { driver_slice(raw.SupportedOidList, count) }.to_vec()
    };
    General { raw, oids }
}

/// Completes a change of state, or reports that none is pending.
fn complete_change(handle: NDIS_HANDLE, what: Pending, status: NDIS_STATUS) {
    let kernel = Kernel::current();
    let (callback, completion, _) = what.names();
    let adapter = state::miniport(&kernel, handle, completion);
    if adapter.change.is_pending(what) {
        adapter.change.complete(status);
        return;
    }
    let rule = if what == Pending::Reset {
        &rules::NDIS_RESET_COMPLETE
    } else {
        &rules::NDIS_STATE_TRANSITION
    };
    kernel.check(false, rule, || {
        format!(
            "{completion} was called for {}, and no {callback} is pending",
            adapter.instance
        )
    });
}

#[abi(enter, no_mangle)]
fn NdisMPauseComplete(MiniportAdapterHandle: NDIS_HANDLE) {
    complete_change(MiniportAdapterHandle, Pending::Pause, NDIS_STATUS_SUCCESS);
}

#[abi(enter, no_mangle)]
fn NdisMRestartComplete(MiniportAdapterHandle: NDIS_HANDLE, Status: NDIS_STATUS) {
    complete_change(MiniportAdapterHandle, Pending::Restart, Status);
}

#[abi(enter, no_mangle)]
fn NdisMResetComplete(
    MiniportAdapterHandle: NDIS_HANDLE,
    Status: NDIS_STATUS,
    AddressingReset: BOOLEAN,
) {
    let _ = AddressingReset;
    complete_change(MiniportAdapterHandle, Pending::Reset, Status);
}

#[abi(enter, no_mangle)]
fn NdisMResetMiniport(MiniportAdapterHandle: NDIS_HANDLE) {
    let kernel = Kernel::current();
    let adapter = state::miniport(&kernel, MiniportAdapterHandle, "NdisMResetMiniport");
    kernel.queue_pnp(move |_| {
        adapter.reset(&Kernel::current());
    });
}

#[abi(enter, no_mangle)]
unsafe fn NdisMIndicateStatusEx(
    MiniportAdapterHandle: NDIS_HANDLE,
    StatusIndication: Struct<NDIS_STATUS_INDICATION>,
) {
    let kernel = Kernel::current();
    let adapter = state::miniport(&kernel, MiniportAdapterHandle, "NdisMIndicateStatusEx");
    let Some(indication) = StatusIndication.as_ref() else {
        return;
    };
    let well_formed = ULONG::from(indication.Header.Type) == NDIS_OBJECT_TYPE_STATUS_INDICATION
        && indication.SourceHandle == MiniportAdapterHandle
        && (indication.StatusBufferSize == 0 || !indication.StatusBuffer.is_null());
    kernel.check(well_formed, &rules::NDIS_STATUS_INDICATION, || {
        "NdisMIndicateStatusEx: the header's type, SourceHandle or the buffer is wrong".to_owned()
    });
    if !well_formed {
        return;
    }
    let size = indication.StatusBufferSize as usize;
    let data = if size == 0 {
        Vec::new()
    } else {
        // SAFETY: the driver says how long its buffer is, which is not null.
        unsafe { driver_slice(indication.StatusBuffer.cast::<u8>(), size) }.to_vec()
    };
    let code = indication.StatusCode;
    kernel.trace_instant(Category::Note, || {
        ("NdisMIndicateStatusEx", format!("{code:#010X}"))
    });
    adapter
        .indications
        .borrow_mut()
        .push(Indication { code, data });
}

#[abi(enter, no_mangle)]
unsafe fn NdisMGetDeviceProperty(
    MiniportAdapterHandle: NDIS_HANDLE,
    PhysicalDeviceObject: *mut PDEVICE_OBJECT,
    FunctionalDeviceObject: *mut PDEVICE_OBJECT,
    NextDeviceObject: *mut PDEVICE_OBJECT,
    AllocatedResources: *mut PCM_RESOURCE_LIST,
    AllocatedResourcesTranslated: *mut PCM_RESOURCE_LIST,
) {
    let adapter = state::miniport(
        &Kernel::current(),
        MiniportAdapterHandle,
        "NdisMGetDeviceProperty",
    );
    for (place, device) in [
        (PhysicalDeviceObject, adapter.pdo),
        (FunctionalDeviceObject, adapter.fdo),
        (NextDeviceObject, adapter.lower),
    ] {
        // SAFETY: null, or the driver's variable.
        if let Some(place) = unsafe { place.as_mut() } {
            *place = device.raw();
        }
    }
    let [raw, translated] = adapter.resource_lists();
    for (place, list) in [
        (AllocatedResources, raw),
        (AllocatedResourcesTranslated, translated),
    ] {
        // SAFETY: null, or the driver's variable.
        if let Some(place) = unsafe { place.as_mut() } {
            *place = list;
        }
    }
}
