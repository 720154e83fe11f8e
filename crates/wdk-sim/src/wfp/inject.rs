//! Injection: packets that drivers put into the network stack.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{cell::Cell, ffi::c_void, rc::Rc};

use wdk_sys::{
    _FWPS_PACKET_INJECTION_STATE_::{
        FWPS_PACKET_INJECTED_BY_OTHER, FWPS_PACKET_INJECTED_BY_SELF, FWPS_PACKET_NOT_INJECTED,
    },
    HANDLE, NET_BUFFER_LIST, NTSTATUS, PNET_BUFFER_LIST, PVOID, STATUS_FWP_INJECT_HANDLE_CLOSING,
    STATUS_FWP_INJECT_HANDLE_STALE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wfp::{
        ADDRESS_FAMILY, COMPARTMENT_ID, FWPS_INJECT_COMPLETE0, FWPS_PACKET_INJECTION_STATE,
        FWPS_TRANSPORT_SEND_PARAMS0, FWPS_TRANSPORT_SEND_PARAMS1, IF_INDEX,
    },
};

use super::network;
use super::network::InjectionPath;
use super::state::FilterEngine;
use crate::nt::parameter::Out;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        state::NORMAL_PRIORITY,
        trace::Category,
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpsInjectionHandleCreate0: partial(
        "the address family is ignored and the flags are not checked"
    ),
    FwpsInjectionHandleDestroy0: full,
    FwpsInjectNetworkSendAsync0: partial(
        "takes clones only; compartment and flags are ignored"
    ),
    FwpsInjectNetworkReceiveAsync0: partial(
        "takes clones only; compartment, interface and flags are ignored"
    ),
    FwpsInjectTransportSendAsync0: partial(
        "takes clones only; send parameters and compartment are ignored"
    ),
    FwpsInjectTransportSendAsync1: partial(
        "takes clones only; send parameters and compartment are ignored"
    ),
    FwpsInjectTransportReceiveAsync0: partial(
        "takes clones only; compartment, interface and flags are ignored"
    ),
    FwpsQueryPacketInjectionState0: partial(
        "only during the packet's classification; FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF \
         never comes"
    ),
);

/// An injection handle.
pub(crate) struct Injector {
    pub(crate) driver: DriverId,
    flags: u32,
    /// Injections whose completion function was not called yet.
    pending: Cell<u32>,
    closing: Cell<bool>,
}

/// An injection that is under way.
struct Injection {
    handle: usize,
    context: usize,
    list: usize,
    completion: FWPS_INJECT_COMPLETE0,
    completion_context: usize,
    way: InjectionPath,
}

pub(super) fn inject(
    kernel: &Kernel,
    handle: HANDLE,
    context: HANDLE,
    list: PNET_BUFFER_LIST,
    completion: FWPS_INJECT_COMPLETE0,
    completion_context: HANDLE,
    way: InjectionPath,
) -> NTSTATUS {
    let injectors = FilterEngine::of(kernel).injectors.borrow();
    let Some(injector) = injectors.get(&handle.addr()).cloned() else {
        return STATUS_INVALID_PARAMETER;
    };
    drop(injectors);
    if injector.closing.get() {
        return STATUS_FWP_INJECT_HANDLE_CLOSING;
    }
    if injector.flags & way.kind() == 0 {
        return STATUS_FWP_INJECT_HANDLE_STALE;
    }
    if completion.is_none() || FilterEngine::of(kernel).packets.clone_bytes(list).is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    injector.pending.set(injector.pending.get() + 1);
    let injection = Injection {
        handle: handle.addr(),
        context: context.addr(),
        list: list.addr(),
        completion,
        completion_context: completion_context.addr(),
        way,
    };
    kernel.start_thread(
        "packet injection",
        NORMAL_PRIORITY,
        Box::new(move || carry(&Kernel::current(), &injector, &injection)),
    );
    STATUS_SUCCESS
}

/// Takes an injected packet through the layers behind the place of its injection, and notifies
/// the driver that it is done with.
fn carry(kernel: &Kernel, injector: &Rc<Injector>, injection: &Injection) {
    let list: PNET_BUFFER_LIST = std::ptr::with_exposed_provenance_mut(injection.list);
    if let Some(bytes) = FilterEngine::of(kernel).packets.clone_bytes(list) {
        let by = (injection.handle, injection.context);
        let passed = network::pass_injected(kernel, bytes, injection.way, by);
        let status = passed.err().unwrap_or(STATUS_SUCCESS);
        // SAFETY: the clone is the injection's until the completion function is called.
        let place = unsafe { wdk_sys::NET_BUFFER_LIST_STATUS(list) };
        // SAFETY: a member of the list.
        unsafe { place.write(status) };
    }
    let context: *mut c_void = std::ptr::with_exposed_provenance_mut(injection.completion_context);
    if let Some(completion) = injection.completion {
        kernel.in_driver(
            injector.driver,
            Category::Callback,
            "completionFn",
            String::new,
            // SAFETY: the driver gave the function for this injection, and the packet is its own.
            || unsafe { completion(context, list, 0) },
        );
    }
    injector.pending.set(injector.pending.get() - 1);
    kernel.unpark(Rc::as_ptr(injector).addr());
}

#[abi(enter, no_mangle)]
fn FwpsInjectionHandleCreate0(
    _addressFamily: ADDRESS_FAMILY,
    flags: u32,
    injectionHandle: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let handle = FilterEngine::of(&kernel).identifier() as usize * 4;
    let injector = Injector {
        driver: kernel.current_driver(),
        flags,
        pending: Cell::new(0),
        closing: Cell::new(false),
    };
    FilterEngine::of(&kernel)
        .injectors
        .borrow_mut()
        .insert(handle, Rc::new(injector));
    injectionHandle.write(std::ptr::without_provenance_mut(handle));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpsInjectionHandleDestroy0(injectionHandle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let injectors = FilterEngine::of(&kernel).injectors.borrow();
    let Some(injector) = injectors.get(&injectionHandle.addr()).cloned() else {
        return STATUS_INVALID_PARAMETER;
    };
    drop(injectors);
    injector.closing.set(true);
    kernel.park_while(
        Rc::as_ptr(&injector).addr(),
        "injections to complete",
        || injector.pending.get() > 0,
    );
    FilterEngine::of(&kernel)
        .injectors
        .borrow_mut()
        .remove(&injectionHandle.addr());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpsInjectNetworkSendAsync0(
    injectionHandle: HANDLE,
    injectionContext: HANDLE,
    _flags: u32,
    _compartmentId: COMPARTMENT_ID,
    netBufferList: PNET_BUFFER_LIST,
    completionFn: FWPS_INJECT_COMPLETE0,
    completionContext: HANDLE,
) -> NTSTATUS {
    inject(
        &Kernel::current(),
        injectionHandle,
        injectionContext,
        netBufferList,
        completionFn,
        completionContext,
        InjectionPath::NetworkSend,
    )
}

#[abi(enter, no_mangle)]
fn FwpsInjectNetworkReceiveAsync0(
    injectionHandle: HANDLE,
    injectionContext: HANDLE,
    _flags: u32,
    _compartmentId: COMPARTMENT_ID,
    _interfaceIndex: IF_INDEX,
    _subInterfaceIndex: IF_INDEX,
    netBufferList: PNET_BUFFER_LIST,
    completionFn: FWPS_INJECT_COMPLETE0,
    completionContext: HANDLE,
) -> NTSTATUS {
    inject(
        &Kernel::current(),
        injectionHandle,
        injectionContext,
        netBufferList,
        completionFn,
        completionContext,
        InjectionPath::NetworkReceive,
    )
}

#[abi(enter, no_mangle)]
fn FwpsInjectTransportSendAsync0(
    injectionHandle: HANDLE,
    injectionContext: HANDLE,
    endpointHandle: u64,
    _flags: u32,
    _sendArgs: *mut FWPS_TRANSPORT_SEND_PARAMS0,
    _addressFamily: ADDRESS_FAMILY,
    _compartmentId: COMPARTMENT_ID,
    netBufferList: PNET_BUFFER_LIST,
    completionFn: FWPS_INJECT_COMPLETE0,
    completionContext: HANDLE,
) -> NTSTATUS {
    inject(
        &Kernel::current(),
        injectionHandle,
        injectionContext,
        netBufferList,
        completionFn,
        completionContext,
        InjectionPath::TransportSend(endpointHandle),
    )
}

#[abi(enter, no_mangle)]
fn FwpsInjectTransportSendAsync1(
    injectionHandle: HANDLE,
    injectionContext: HANDLE,
    endpointHandle: u64,
    flags: u32,
    sendArgs: *mut FWPS_TRANSPORT_SEND_PARAMS1,
    addressFamily: ADDRESS_FAMILY,
    compartmentId: COMPARTMENT_ID,
    netBufferList: PNET_BUFFER_LIST,
    completionFn: FWPS_INJECT_COMPLETE0,
    completionContext: HANDLE,
) -> NTSTATUS {
    FwpsInjectTransportSendAsync0(
        injectionHandle,
        injectionContext,
        endpointHandle,
        flags,
        sendArgs.cast(),
        addressFamily,
        compartmentId,
        netBufferList,
        completionFn,
        completionContext,
    )
}

#[abi(enter, no_mangle)]
fn FwpsInjectTransportReceiveAsync0(
    injectionHandle: HANDLE,
    injectionContext: HANDLE,
    _reserved: PVOID,
    _flags: u32,
    _addressFamily: ADDRESS_FAMILY,
    _compartmentId: COMPARTMENT_ID,
    _interfaceIndex: IF_INDEX,
    _subInterfaceIndex: IF_INDEX,
    netBufferList: PNET_BUFFER_LIST,
    completionFn: FWPS_INJECT_COMPLETE0,
    completionContext: HANDLE,
) -> NTSTATUS {
    inject(
        &Kernel::current(),
        injectionHandle,
        injectionContext,
        netBufferList,
        completionFn,
        completionContext,
        InjectionPath::TransportReceive,
    )
}

#[abi(enter, no_mangle)]
fn FwpsQueryPacketInjectionState0(
    injectionHandle: HANDLE,
    netBufferList: *const NET_BUFFER_LIST,
    injectionContext: Out<HANDLE>,
) -> FWPS_PACKET_INJECTION_STATE {
    let kernel = Kernel::current();
    let Some((list, (handle, context))) = FilterEngine::of(&kernel).packets.injected.get() else {
        return FWPS_PACKET_NOT_INJECTED;
    };
    if list != netBufferList.addr() {
        return FWPS_PACKET_NOT_INJECTED;
    }
    if handle != injectionHandle.addr() {
        return FWPS_PACKET_INJECTED_BY_OTHER;
    }
    if let Some(place) = injectionContext.as_mut() {
        *place = std::ptr::with_exposed_provenance_mut(context);
    }
    FWPS_PACKET_INJECTED_BY_SELF
}
