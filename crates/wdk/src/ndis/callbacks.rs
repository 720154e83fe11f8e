//! The functions that NDIS calls; each calls a method of a [`Miniport`].
#![expect(unsafe_code, reason = "NDIS calls these functions with raw handles")]

use core::ptr::{self, NonNull};

use wdk_sys::{
    _EX_POOL_PRIORITY::NormalPoolPriority, _NDIS_INTERFACE_TYPE::NdisInterfaceInternal, BOOLEAN,
    KeFlushQueuedDpcs, NDIS_HALT_ACTION, NDIS_HANDLE,
    NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
    NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
    NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
    NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_PORT_NUMBER, NDIS_SHUTDOWN_ACTION,
    NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
    NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1, NDIS_STATUS, NDIS_STATUS_FAILURE,
    NDIS_STATUS_PENDING, NDIS_STATUS_SUCCESS, NDIS_TIMER_CHARACTERISTICS,
    NDIS_TIMER_CHARACTERISTICS_REVISION_1, NdisAllocateMemoryWithTagPriority,
    NdisAllocateTimerObject, NdisCancelTimerObject, NdisFreeMemoryWithTagPriority,
    NdisFreeTimerObject, NdisMSetMiniportAttributes, NdisMSleep, PBOOLEAN,
    PNDIS_MINIPORT_INIT_PARAMETERS, PNDIS_MINIPORT_PAUSE_PARAMETERS,
    PNDIS_MINIPORT_RESTART_PARAMETERS, PNDIS_OID_REQUEST, PNET_BUFFER_LIST, PNET_DEVICE_PNP_EVENT,
    PVOID, ULONG,
};

use super::{
    Adapter, Attributes, Initialize, Miniport, OidRequest, ReceiveLists, RequestId, Reset, Running,
    SendLists,
    adapter::{Block, Head},
    chain::Chain,
    header, send, status,
};
use crate::{
    Dispatch, Error, NtStatus, Passive, Result, UpToDispatch,
    irql::{self, Level},
};

/// The pool tag of the adapters' memory.
const TAG: u32 = u32::from_le_bytes(*b"NdRs");

/// The adapter of a callback, and the token of the level that the callback runs at.
///
/// # Safety
/// `context` is the `MiniportAdapterContext` that NDIS passes to a running callback of an adapter
/// that is not halted yet, and NDIS calls it at level `L`.
unsafe fn enter<'a, M: Miniport, L: Level>(context: NDIS_HANDLE) -> (&'a Adapter<M>, &'a mut L) {
    // SAFETY: `initialize` made the context, a block that stays until `halt`; `Adapter` is
    // transparent.
    let adapter = unsafe { &*context.cast::<Adapter<M>>() };
    // SAFETY: the caller states the level; the callback has no other token.
    (adapter, unsafe { irql::assume() })
}

/// `MiniportInitializeEx`.
///
/// # Safety
/// Called by NDIS, for the driver that the characteristics were registered with.
#[wdk_sys::abi]
pub(super) unsafe fn initialize<M: Miniport>(
    handle: NDIS_HANDLE,
    driver: NDIS_HANDLE,
    _parameters: PNDIS_MINIPORT_INIT_PARAMETERS,
) -> NDIS_STATUS {
    let Some(driver) = NonNull::new(driver.cast::<M::Driver>()) else {
        return NDIS_STATUS_FAILURE;
    };
    // SAFETY: `MiniportInitializeEx` runs with these arguments.
    NtStatus::from(unsafe { make::<M>(handle, driver) }).value()
}

/// # Safety
/// The arguments are those of a running `MiniportInitializeEx`.
unsafe fn make<M: Miniport>(handle: NDIS_HANDLE, driver: NonNull<M::Driver>) -> Result {
    const {
        assert!(
            align_of::<Block<M>>() <= 16,
            "a miniport lies in pool memory, which is aligned to 16 bytes"
        );
        crate::moved::assert_small::<M>();
    };
    let size = u32::try_from(size_of::<Block<M>>()).map_err(|_| Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: the handle is that of the adapter that is being initialised.
    let memory =
        unsafe { NdisAllocateMemoryWithTagPriority(handle, size, TAG, NormalPoolPriority) };
    let block = NonNull::new(memory.cast::<Block<M>>()).ok_or(Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: the callback runs with this handle and driver; the block was just allocated for this.
    let result = unsafe { fill(block, handle, driver) };
    if result.is_err() {
        // SAFETY: allocated above with this tag; NDIS uses no context of an adapter that failed.
        unsafe { NdisFreeMemoryWithTagPriority(handle, memory, TAG) };
    }
    result
}

/// Initialises an adapter's block, and sets its attributes. After a failure the block is not
/// initialised.
///
/// # Safety
/// As for [`make`]; the block is memory for this.
unsafe fn fill<M: Miniport>(
    block: NonNull<Block<M>>,
    handle: NDIS_HANDLE,
    driver: NonNull<M::Driver>,
) -> Result {
    // SAFETY: `MiniportInitializeEx` runs at PASSIVE_LEVEL, and no other token exists in it.
    let irql = unsafe { irql::assume() };
    // SAFETY: handle and driver are those of the callback, which outlives `init`.
    let init = unsafe { Initialize::new(handle, driver) };
    let (miniport, attributes) = M::initialize(&init, irql)?;
    let mut head = Head::new(handle);
    if M::HAS_TIMER {
        // SAFETY: the block is the timer's context, which is set only for an adapter that works.
        head.timer = unsafe { make_timer::<M>(handle, block.as_ptr().cast()) }?;
    }
    let timer = head.timer;
    let value = Block {
        head,
        driver,
        miniport,
    };
    // SAFETY: the caller passes memory for a block.
    unsafe { block.write(value) };
    // SAFETY: the adapter is being initialised with this context.
    let result = unsafe { set_attributes(handle, block.as_ptr().cast(), &attributes) };
    if result.is_err() {
        if !timer.is_null() {
            // SAFETY: made above, and never set.
            unsafe { NdisFreeTimerObject(timer) };
        }
        // SAFETY: the block was just written, and NDIS uses no context of an adapter that failed.
        unsafe { block.drop_in_place() };
    }
    result
}

/// # Safety
/// The adapter is being initialised, and `context` will be its context.
unsafe fn set_attributes(
    handle: NDIS_HANDLE,
    context: NDIS_HANDLE,
    attributes: &Attributes,
) -> Result {
    let mut registration = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES {
        Header: header(
            NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
            NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
            NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
        ),
        MiniportAdapterContext: context,
        AttributeFlags: attributes.flags,
        CheckForHangTimeInSeconds: attributes.hang_check_seconds,
        InterfaceType: NdisInterfaceInternal,
    };
    // SAFETY: the adapter is being initialised; NDIS copies the attributes during the call.
    let set = unsafe { NdisMSetMiniportAttributes(handle, (&raw mut registration).cast()) };
    NtStatus::new(set).ok()?;
    let mut general = attributes.general();
    // SAFETY: the same adapter; the list of OIDs that the attributes point to is static.
    let set = unsafe { NdisMSetMiniportAttributes(handle, (&raw mut general).cast()) };
    NtStatus::new(set).ok()
}

/// # Safety
/// `context` is an adapter's whenever the timer is set.
unsafe fn make_timer<M: Miniport>(handle: NDIS_HANDLE, context: PVOID) -> Result<NDIS_HANDLE> {
    let mut characteristics = NDIS_TIMER_CHARACTERISTICS {
        Header: header(
            NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS,
            NDIS_TIMER_CHARACTERISTICS_REVISION_1,
            NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1,
        ),
        AllocationTag: TAG,
        TimerFunction: Some(timer::<M>),
        FunctionContext: context,
    };
    let mut object = ptr::null_mut();
    // SAFETY: the handle is that of an adapter that is being initialised; NDIS copies the
    // characteristics.
    let status =
        unsafe { NdisAllocateTimerObject(handle, &raw mut characteristics, &raw mut object) };
    NtStatus::new(status).ok()?;
    Ok(object)
}

/// The adapter's timer.
///
/// # Safety
/// Called by NDIS at `DISPATCH_LEVEL`, with the adapter's context.
#[wdk_sys::abi]
unsafe fn timer<M: Miniport>(_: PVOID, context: PVOID, _: PVOID, _: PVOID) {
    // SAFETY: timer functions run at DISPATCH_LEVEL; `halt` cancels the timer and waits for its
    // function before it frees the context.
    let (adapter, irql) = unsafe { enter::<M, Dispatch>(context) };
    adapter.timer(adapter, irql);
}

/// Ends a timer whose function does not set it again.
///
/// A call of the function that began before that was so may have set it. The first wait ends such
/// calls, so that nobody sets the timer after it. What they have set is cancelled, or has expired
/// meanwhile: for that is the second wait.
///
/// # Safety
/// `MiniportHaltEx` of the timer's adapter runs, after `begin_halt`; the timer is not used after this.
unsafe fn end_timer(timer: NDIS_HANDLE) {
    // SAFETY: `MiniportHaltEx` runs at PASSIVE_LEVEL.
    unsafe { KeFlushQueuedDpcs() };
    // SAFETY: the caller's timer is allocated.
    unsafe { NdisCancelTimerObject(timer) };
    // SAFETY: the level is the same.
    unsafe { KeFlushQueuedDpcs() };
    // SAFETY: the timer is not set, and no call of its function is left.
    unsafe { NdisFreeTimerObject(timer) };
}

/// `MiniportHaltEx`.
///
/// # Safety
/// Called by NDIS, once, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn halt<M: Miniport>(context: NDIS_HANDLE, action: NDIS_HALT_ACTION) {
    let block: *mut Block<M> = context.cast();
    // SAFETY: the context is a live block until this function frees it.
    let head = unsafe { &(*block).head };
    let (handle, timer) = (head.handle, head.timer);
    if !timer.is_null() {
        head.begin_halt();
        // SAFETY: `make_timer` allocated the timer, which nobody else frees.
        unsafe { end_timer(timer) };
    }
    // SAFETY: initialised by `initialize`, and read for the last time: NDIS halts an adapter once,
    // after its pause, which waited for everything that refers to the block.
    let Block {
        miniport, driver, ..
    } = unsafe { block.read() };
    // SAFETY: the driver's context is dropped after its last adapter is halted.
    let driver = unsafe { driver.as_ref() };
    // SAFETY: `MiniportHaltEx` runs at PASSIVE_LEVEL, and no other token exists in it.
    miniport.halt(driver, action.into(), unsafe { irql::assume() });
    // SAFETY: allocated by `make` with this tag; its content was moved out.
    unsafe { NdisFreeMemoryWithTagPriority(handle, context, TAG) };
}

/// `MiniportPause`.
///
/// # Safety
/// Called by NDIS, with the context of an adapter that runs.
#[wdk_sys::abi]
pub(super) unsafe fn pause<M: Miniport>(
    context: NDIS_HANDLE,
    _parameters: PNDIS_MINIPORT_PAUSE_PARAMETERS,
) -> NDIS_STATUS {
    // SAFETY: `MiniportPause` runs at PASSIVE_LEVEL with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, Passive>(context) };
    adapter.head().begin_pause();
    adapter.pause(adapter, irql);
    // SAFETY: the hold that `restart` took.
    if unsafe { adapter.head().release(1) } {
        NDIS_STATUS_SUCCESS
    } else {
        NDIS_STATUS_PENDING
    }
}

/// `MiniportRestart`.
///
/// # Safety
/// Called by NDIS, with the context of an adapter that is paused.
#[wdk_sys::abi]
pub(super) unsafe fn restart<M: Miniport>(
    context: NDIS_HANDLE,
    _parameters: PNDIS_MINIPORT_RESTART_PARAMETERS,
) -> NDIS_STATUS {
    // SAFETY: `MiniportRestart` runs at PASSIVE_LEVEL with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, Passive>(context) };
    let head = adapter.head();
    head.open();
    head.try_hold(1);
    let running = Running(NonNull::from(head));
    let result = adapter.restart(adapter, running, irql);
    if result.is_err() {
        head.begin_pause();
        // A `Running` that the miniport kept although it failed would outlive the adapter.
        while !head.is_held_once() {
            // SAFETY: the callback runs at PASSIVE_LEVEL, and this thread holds no lock.
            unsafe { NdisMSleep(1000) };
        }
        // SAFETY: the hold that `open` took.
        unsafe { head.release(1) };
    }
    NtStatus::from(result).value()
}

/// `MiniportSendNetBufferLists`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and a chain of lists, which are the miniport's from
/// now on.
#[wdk_sys::abi]
pub(super) unsafe fn send<M: Miniport>(
    context: NDIS_HANDLE,
    first: PNET_BUFFER_LIST,
    _port: NDIS_PORT_NUMBER,
    _flags: ULONG,
) {
    // SAFETY: `MiniportSendNetBufferLists` runs at DISPATCH_LEVEL at most, with the adapter's
    // context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    // SAFETY: NDIS passes a chain of lists, which are the miniport's from now on.
    let chain = unsafe { Chain::from_first(first) };
    let head = adapter.head();
    if head.is_pausing() || !head.try_hold(chain.len()) {
        // SAFETY: the lists are the miniport's; NDIS halts no adapter in whose callback it is.
        unsafe { send::complete_unheld(head, &chain, Err(status::PAUSED)) };
        return;
    }
    // SAFETY: the lists are the miniport's, and were just added to the holds.
    let lists = unsafe { SendLists::from_chain(chain, NonNull::from(head)) };
    adapter.send_net_buffer_lists(adapter, lists, irql);
}

/// `MiniportReturnNetBufferLists`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and lists that it indicated.
#[wdk_sys::abi]
pub(super) unsafe fn returned<M: Miniport>(
    context: NDIS_HANDLE,
    first: PNET_BUFFER_LIST,
    _flags: ULONG,
) {
    // SAFETY: `MiniportReturnNetBufferLists` runs at DISPATCH_LEVEL at most, with the adapter's
    // context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    // SAFETY: NDIS returns lists that were indicated, which are the miniport's again.
    let chain = unsafe { Chain::from_first(first) };
    let count = chain.len();
    // SAFETY: `Running::indicate` indicates lists of receive pools only.
    let lists = unsafe { ReceiveLists::from_chain(chain) };
    adapter.return_net_buffer_lists(adapter, lists, irql);
    // SAFETY: the lists were holds since they were indicated; the adapter is not used after this.
    unsafe { adapter.head().release_and_complete(count) };
}

/// `MiniportCancelSend`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_send<M: Miniport>(context: NDIS_HANDLE, id: PVOID) {
    // SAFETY: `MiniportCancelSend` runs at DISPATCH_LEVEL at most, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    adapter.cancel_send(adapter, id.addr(), irql);
}

/// `MiniportOidRequest`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and a request.
#[wdk_sys::abi]
pub(super) unsafe fn oid_request<M: Miniport>(
    context: NDIS_HANDLE,
    request: PNDIS_OID_REQUEST,
) -> NDIS_STATUS {
    // SAFETY: `MiniportOidRequest` runs at PASSIVE_LEVEL, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, Passive>(context) };
    let Some(request) = NonNull::new(request) else {
        return NDIS_STATUS_FAILURE;
    };
    // SAFETY: the request of this callback, which is not answered yet.
    let request = unsafe { OidRequest::new(request, adapter.head().handle) };
    adapter.oid_request(adapter, request, irql).status
}

/// `MiniportCancelOidRequest`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_oid_request<M: Miniport>(context: NDIS_HANDLE, id: PVOID) {
    // SAFETY: `MiniportCancelOidRequest` runs at DISPATCH_LEVEL at most, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    adapter.cancel_oid_request(adapter, RequestId(id.addr()), irql);
}

/// `MiniportDevicePnPEventNotify`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and an event.
#[wdk_sys::abi]
pub(super) unsafe fn device_pnp_event<M: Miniport>(
    context: NDIS_HANDLE,
    event: PNET_DEVICE_PNP_EVENT,
) {
    // SAFETY: `MiniportDevicePnPEventNotify` runs at PASSIVE_LEVEL, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, Passive>(context) };
    // SAFETY: null, or an event that lasts as long as the callback.
    let Some(event) = (unsafe { event.as_ref() }) else {
        return;
    };
    adapter.device_pnp_event(adapter, event.DevicePnPEvent.into(), irql);
}

/// `MiniportShutdownEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn shutdown<M: Miniport>(context: NDIS_HANDLE, action: NDIS_SHUTDOWN_ACTION) {
    // After a bug check no function may be called, and so no safe code: it would need no token to
    // allocate memory or start a timer.
    if action != wdk_sys::_NDIS_SHUTDOWN_ACTION::NdisShutdownPowerOff {
        return;
    }
    // SAFETY: `initialize` made the context of this adapter, which is not halted yet; without a bug
    // check `MiniportShutdownEx` runs at PASSIVE_LEVEL.
    let (adapter, irql) = unsafe { enter::<M, Passive>(context) };
    adapter.shutdown(adapter, irql);
}

/// `MiniportCheckForHangEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn check_for_hang<M: Miniport>(context: NDIS_HANDLE) -> BOOLEAN {
    // SAFETY: `MiniportCheckForHangEx` runs at DISPATCH_LEVEL at most, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    BOOLEAN::from(adapter.check_for_hang(adapter, irql))
}

/// `MiniportResetEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and a variable.
#[wdk_sys::abi]
pub(super) unsafe fn reset<M: Miniport>(context: NDIS_HANDLE, addressing: PBOOLEAN) -> NDIS_STATUS {
    // SAFETY: `MiniportResetEx` runs at DISPATCH_LEVEL at most, with the adapter's context.
    let (adapter, irql) = unsafe { enter::<M, UpToDispatch>(context) };
    let result = adapter.reset(adapter, irql);
    let lost = matches!(result, Ok(Reset::AddressingLost));
    // SAFETY: `MiniportResetEx` gets a variable of NDIS for its result.
    unsafe { addressing.write(BOOLEAN::from(lost)) };
    NtStatus::from(result.map(|_| ())).value()
}

/// `MiniportSetOptions`.
///
/// # Safety
/// Called by NDIS, with the context that the driver registers.
#[wdk_sys::abi]
pub(super) unsafe fn set_options<M: Miniport>(
    _handle: NDIS_HANDLE,
    driver: NDIS_HANDLE,
) -> NDIS_STATUS {
    // SAFETY: the context that `register_miniport` passes.
    let driver = unsafe { &*driver.cast::<M::Driver>() };
    // SAFETY: `MiniportSetOptions` runs at PASSIVE_LEVEL, and no other token exists in it.
    NtStatus::from(M::set_options(driver, unsafe { irql::assume() })).value()
}
