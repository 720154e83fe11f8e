//! What NDIS calls, and how it becomes a call of a [`Miniport`]'s method.
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
    NDIS_TIMER_CHARACTERISTICS_REVISION_1, NET_BUFFER_LIST_NEXT_NBL,
    NdisAllocateMemoryWithTagPriority, NdisAllocateTimerObject, NdisCancelTimerObject,
    NdisFreeMemoryWithTagPriority, NdisFreeTimerObject, NdisMSetMiniportAttributes, NdisMSleep,
    PBOOLEAN, PNDIS_MINIPORT_INIT_PARAMETERS, PNDIS_MINIPORT_PAUSE_PARAMETERS,
    PNDIS_MINIPORT_RESTART_PARAMETERS, PNDIS_OID_REQUEST, PNET_BUFFER_LIST, PNET_DEVICE_PNP_EVENT,
    PVOID, ULONG,
};

use super::{
    Adapter, Attributes, Initialize, Miniport, OidRequest, ReceiveLists, RequestId, Reset, Running,
    SendLists,
    adapter::{Block, Head},
    header, send, status,
};
use crate::{Error, NtStatus, Result, irql};

/// Marks the memory of adapters.
const TAG: u32 = u32::from_le_bytes(*b"NdRs");

/// The adapter behind a context.
///
/// # Safety
/// `context` is the `MiniportAdapterContext` of a running callback, or of one of the wrapper's own.
unsafe fn adapter<'a, M: Miniport>(context: NDIS_HANDLE) -> &'a Adapter<M> {
    // SAFETY: `initialize` made the context, a block that stays until `halt`; `Adapter` is
    // transparent.
    unsafe { &*context.cast::<Adapter<M>>() }
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
    // SAFETY: NDIS's arguments.
    NtStatus::from(unsafe { make::<M>(handle, driver) }).value()
}

/// # Safety
/// The arguments are those of a running `MiniportInitializeEx`.
unsafe fn make<M: Miniport>(handle: NDIS_HANDLE, driver: NonNull<M::Driver>) -> Result {
    const { assert!(align_of::<Block<M>>() <= 16, "as aligned as the pool") };
    let size = u32::try_from(size_of::<Block<M>>()).map_err(|_| Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: the adapter's handle.
    let memory =
        unsafe { NdisAllocateMemoryWithTagPriority(handle, size, TAG, NormalPoolPriority) };
    let block = NonNull::new(memory.cast::<Block<M>>()).ok_or(Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: as the caller says.
    let result = unsafe { fill(block, handle, driver) };
    if result.is_err() {
        // SAFETY: allocated above with this tag; NDIS uses no context of an adapter that failed.
        unsafe { NdisFreeMemoryWithTagPriority(handle, memory, TAG) };
    }
    result
}

/// Initialises an adapter's block, and says what it is. After a failure the block is not
/// initialised.
///
/// # Safety
/// As for [`make`]; the block is memory for this.
unsafe fn fill<M: Miniport>(
    block: NonNull<Block<M>>,
    handle: NDIS_HANDLE,
    driver: NonNull<M::Driver>,
) -> Result {
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    let irql = unsafe { irql::assume() };
    // SAFETY: as the caller says.
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
    // SAFETY: memory for this.
    unsafe { block.write(value) };
    // SAFETY: the adapter is being initialised with this context.
    let result = unsafe { set_attributes(handle, block.as_ptr().cast(), &attributes) };
    if result.is_err() {
        if !timer.is_null() {
            // SAFETY: never set.
            unsafe { NdisFreeTimerObject(timer) };
        }
        // SAFETY: written above; nobody uses it.
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
    // SAFETY: as the caller says; the attributes are a local, which NDIS copies.
    let set = unsafe { NdisMSetMiniportAttributes(handle, (&raw mut registration).cast()) };
    NtStatus::new(set).ok()?;
    let mut general = attributes.general();
    // SAFETY: as above; the list of OIDs is static.
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
    // SAFETY: the adapter is being initialised; the pointers are to locals.
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
    // SAFETY: `halt` cancels the timer and waits for its call before the context goes.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS calls timers at DISPATCH_LEVEL.
    adapter.timer(adapter, unsafe { irql::assume() });
}

/// `MiniportHaltEx`.
///
/// # Safety
/// Called by NDIS, once, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn halt<M: Miniport>(context: NDIS_HANDLE, action: NDIS_HALT_ACTION) {
    let block: *mut Block<M> = context.cast();
    // SAFETY: the context is good until this returns.
    let head = unsafe { &raw const (*block).head };
    // SAFETY: as above.
    let handle = unsafe { (*head).handle };
    // SAFETY: as above.
    let timer = unsafe { (*head).timer };
    if !timer.is_null() {
        // SAFETY: made by `make_timer`.
        unsafe { NdisCancelTimerObject(timer) };
        // A call may be under way on another processor, or queued.
        // SAFETY: NDIS calls at PASSIVE_LEVEL.
        unsafe { KeFlushQueuedDpcs() };
        // The call may have set the timer again; it is the last one, since the adapter is paused
        // and nobody else reaches it.
        // SAFETY: made by `make_timer`.
        unsafe { NdisCancelTimerObject(timer) };
        // SAFETY: not set, and no call of it is left.
        unsafe { NdisFreeTimerObject(timer) };
    }
    // SAFETY: initialised by `initialize`, and read for the last time: NDIS halts an adapter once,
    // after its pause, which waited for everything that refers to the block.
    let Block {
        miniport, driver, ..
    } = unsafe { block.read() };
    // SAFETY: the driver's context is dropped after its last adapter is halted.
    let driver = unsafe { driver.as_ref() };
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    adapter.head().begin_pause();
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    adapter.pause(adapter, unsafe { irql::assume() });
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    let head = adapter.head();
    head.open();
    head.try_hold(1);
    let running = Running(NonNull::from(head));
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    let result = adapter.restart(adapter, running, unsafe { irql::assume() });
    if result.is_err() {
        head.begin_pause();
        // A `Running` that the miniport kept although it failed would outlive the adapter.
        while !head.is_held_once() {
            // SAFETY: NDIS calls at PASSIVE_LEVEL.
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    let head = adapter.head();
    let (mut last, mut count) = (ptr::null_mut(), 0);
    let mut list = first;
    while !list.is_null() {
        (last, count) = (list, count + 1);
        // SAFETY: a list of the chain.
        let next = unsafe { NET_BUFFER_LIST_NEXT_NBL(list) };
        // SAFETY: as above.
        list = unsafe { *next };
    }
    if head.is_pausing() || !head.try_hold(count) {
        // SAFETY: the lists are the miniport's; NDIS halts no adapter in whose callback it is.
        unsafe { send::complete_raw(head, first, Err(status::PAUSED)) };
        return;
    }
    // SAFETY: the chain was counted above, and its lists are held.
    let lists = unsafe { SendLists::from_chain(first, last, count, NonNull::from(head)) };
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    adapter.send_net_buffer_lists(adapter, lists, unsafe { irql::assume() });
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: the chain that was indicated, or a part of it, is back.
    let lists = unsafe { ReceiveLists::from_chain(first) };
    let count = lists.len();
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    adapter.return_net_buffer_lists(adapter, lists, unsafe { irql::assume() });
    // SAFETY: the lists were holds since they were indicated; the adapter is not used after this.
    unsafe { adapter.head().release_and_complete(count) };
}

/// `MiniportCancelSend`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_send<M: Miniport>(context: NDIS_HANDLE, id: PVOID) {
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    adapter.cancel_send(adapter, id.addr(), unsafe { irql::assume() });
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    let Some(request) = NonNull::new(request) else {
        return NDIS_STATUS_FAILURE;
    };
    // SAFETY: NDIS's request, which is not answered.
    let request = unsafe { OidRequest::new(request, adapter.head().handle) };
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    let answered = adapter.oid_request(adapter, request, unsafe { irql::assume() });
    answered.status
}

/// `MiniportCancelOidRequest`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn cancel_oid_request<M: Miniport>(context: NDIS_HANDLE, id: PVOID) {
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    adapter.cancel_oid_request(adapter, RequestId(id.addr()), unsafe { irql::assume() });
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
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS's argument, during the callback.
    let Some(event) = (unsafe { event.as_ref() }) else {
        return;
    };
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    adapter.device_pnp_event(adapter, event.DevicePnPEvent.into(), unsafe {
        irql::assume()
    });
}

/// `MiniportShutdownEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn shutdown<M: Miniport>(context: NDIS_HANDLE, action: NDIS_SHUTDOWN_ACTION) {
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    adapter.shutdown(adapter, action.into());
}

/// `MiniportCheckForHangEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context.
#[wdk_sys::abi]
pub(super) unsafe fn check_for_hang<M: Miniport>(context: NDIS_HANDLE) -> BOOLEAN {
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    BOOLEAN::from(adapter.check_for_hang(adapter, unsafe { irql::assume() }))
}

/// `MiniportResetEx`.
///
/// # Safety
/// Called by NDIS, with the adapter's context and a variable.
#[wdk_sys::abi]
pub(super) unsafe fn reset<M: Miniport>(context: NDIS_HANDLE, addressing: PBOOLEAN) -> NDIS_STATUS {
    // SAFETY: NDIS's argument.
    let adapter = unsafe { adapter::<M>(context) };
    // SAFETY: NDIS calls at DISPATCH_LEVEL or below.
    let result = adapter.reset(adapter, unsafe { irql::assume() });
    let lost = matches!(result, Ok(Reset::AddressingLost));
    // SAFETY: NDIS's variable.
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
    // SAFETY: NDIS calls at PASSIVE_LEVEL.
    NtStatus::from(M::set_options(driver, unsafe { irql::assume() })).value()
}
