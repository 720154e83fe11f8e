//! A miniport as it is written in C, which breaks one rule of NDIS at a time: each is found, and
//! explained.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches NDIS's structures"
)]

mod pausing;

use std::{cell::Cell, mem, ptr};

use wdk_sim::{
    Builder, Device, Error, Machine, NtStatus, Report,
    ndis::{Adapter, AdapterState},
    verifier::OnViolation,
};
use wdk_sys::{host::NativeDriver, *};

const INF: &str = r#"
[Version]
Signature = "$Windows NT$"
Class = Net
ClassGuid = {4D36E972-E325-11CE-BFC1-08002BE10318}
Provider = "Tests"
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"A miniport" = Mini, root\mini
[Models.NTarm64.10.0...16299]
"A miniport" = Mini, root\mini
[Mini.NT]
AddReg = Mini_Software
[Mini_Software]
HKR,,NetworkAddress,,"02-00-00-00-00-77"
HKR,,Speed,,"25"
[Mini.NT.Services]
AddService = mini, 2, Mini_Service
[Mini_Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\mini.sys
"#;

/// What the miniport does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    ForgetToDeregister,
    FailAfterRegistering,
    NoPauseHandler,
    OldVersion,
    NoAttributes,
    CompleteTwice,
    KeepSends,
    KeepSendsAndPause,
    SendWhilePausing,
    RefuseWhilePausing,
    SleepBeforePause,
    NeverPause,
    PauseTwice,
    IndicateWhilePaused,
    IndicateTwice,
    FreeWhatWasIndicated,
    WrongCount,
    WrongLevel,
    LeakList,
    WriteTooMuch,
    CompleteOidTwice,
    NeverAnswer,
    StrangeHandle,
    ResetFromNowhere,
    BadStatus,
    WaitTooHigh,
}

thread_local! {
    static FAULT: Cell<Fault> = const { Cell::new(Fault::None) };
    static HANDLE: Cell<NDIS_HANDLE> = const { Cell::new(ptr::null_mut()) };
    static ADAPTER: Cell<NDIS_HANDLE> = const { Cell::new(ptr::null_mut()) };
    static POOL: Cell<NDIS_HANDLE> = const { Cell::new(ptr::null_mut()) };
    static KEPT: Cell<PNET_BUFFER_LIST> = const { Cell::new(ptr::null_mut()) };
    /// How many resources the miniport was given, by its parameters and when it asked.
    static RESOURCES: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
    static SPEED: Cell<u32> = const { Cell::new(0) };
}

fn fault(wanted: Fault) -> bool {
    FAULT.get() == wanted
}

const MINI: NativeDriver = NativeDriver {
    name: "mini",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

const fn header(kind: u32, revision: u32, size: u32) -> NDIS_OBJECT_HEADER {
    NDIS_OBJECT_HEADER {
        Type: kind as u8,
        Revision: revision as u8,
        Size: size as u16,
    }
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PUNICODE_STRING) -> NTSTATUS {
    let mut it = NDIS_MINIPORT_DRIVER_CHARACTERISTICS {
        Header: header(
            NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS,
            NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
            NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
        ),
        MajorNdisVersion: if fault(Fault::OldVersion) { 5 } else { 6 },
        MinorNdisVersion: 30,
        InitializeHandlerEx: Some(initialize),
        HaltHandlerEx: Some(halt),
        UnloadHandler: Some(unload),
        PauseHandler: (!fault(Fault::NoPauseHandler)).then_some(pause as _),
        RestartHandler: Some(restart),
        OidRequestHandler: Some(oid_request),
        SendNetBufferListsHandler: Some(send),
        ReturnNetBufferListsHandler: Some(returned),
        CancelSendHandler: Some(cancel_send),
        DevicePnPEventNotifyHandler: Some(pnp_event),
        ShutdownHandlerEx: Some(shutdown),
        CancelOidRequestHandler: Some(cancel_oid),
        ..NDIS_MINIPORT_DRIVER_CHARACTERISTICS::default()
    };
    let mut handle = ptr::null_mut();
    let status =
        NdisMRegisterMiniportDriver(driver, path, ptr::null_mut(), &raw mut it, &raw mut handle);
    HANDLE.set(handle);
    if fault(Fault::FailAfterRegistering) {
        return STATUS_UNSUCCESSFUL;
    }
    status
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {
    if !fault(Fault::ForgetToDeregister) {
        NdisMDeregisterMiniportDriver(HANDLE.get());
    }
}

#[abi]
unsafe fn initialize(
    adapter: NDIS_HANDLE,
    _context: NDIS_HANDLE,
    parameters: PNDIS_MINIPORT_INIT_PARAMETERS,
) -> NDIS_STATUS {
    ADAPTER.set(adapter);
    read_resources(adapter, (*parameters).AllocatedResources);
    if fault(Fault::NoAttributes) {
        return NDIS_STATUS_SUCCESS;
    }
    let mut registration = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES {
        Header: header(
            NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES,
            NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
            NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1,
        ),
        MiniportAdapterContext: adapter,
        ..NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES::default()
    };
    NdisMSetMiniportAttributes(adapter, (&raw mut registration).cast());
    let mut general = NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES {
        Header: header(
            NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
            NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
            NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2,
        ),
        MtuSize: 1500,
        MacAddressLength: 6,
        ..NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES::default()
    };
    read_configuration(adapter, &mut general);
    NdisMSetMiniportAttributes(adapter, (&raw mut general).cast());
    let mut pool = NET_BUFFER_LIST_POOL_PARAMETERS {
        Header: header(
            NDIS_OBJECT_TYPE_DEFAULT,
            NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
            NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
        ),
        fAllocateNetBuffer: 1,
        PoolTag: u32::from_le_bytes(*b"Mini"),
        ..NET_BUFFER_LIST_POOL_PARAMETERS::default()
    };
    POOL.set(NdisAllocateNetBufferListPool(adapter, &raw mut pool));
    NDIS_STATUS_SUCCESS
}

unsafe fn read_resources(adapter: NDIS_HANDLE, given: PNDIS_RESOURCE_LIST) {
    let given = if given.is_null() { 0 } else { (*given).Count };
    let mut list: PCM_RESOURCE_LIST = ptr::null_mut();
    let none = ptr::null_mut();
    NdisMGetDeviceProperty(adapter, none, none, none, ptr::null_mut(), &raw mut list);
    let asked = if list.is_null() {
        0
    } else {
        (*list).List[0].PartialResourceList.Count
    };
    RESOURCES.set((given, asked));
}

unsafe fn read_configuration(
    adapter: NDIS_HANDLE,
    general: &mut NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES,
) {
    let mut object = NDIS_CONFIGURATION_OBJECT {
        Header: header(NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT, 1, 20),
        NdisHandle: adapter,
        Flags: 0,
    };
    let (mut key, mut status) = (ptr::null_mut(), 0);
    assert_eq!(NdisOpenConfigurationEx(&raw mut object, &raw mut key), 0);
    let (mut address, mut length) = (ptr::null_mut(), 0);
    NdisReadNetworkAddress(&raw mut status, &raw mut address, &raw mut length, key);
    assert_eq!((status, length), (NDIS_STATUS_SUCCESS, 6));
    ptr::copy_nonoverlapping(address.cast(), general.CurrentMacAddress.as_mut_ptr(), 6);
    let mut name: Vec<u16> = "Speed".encode_utf16().collect();
    let mut name = UNICODE_STRING {
        Length: 10,
        MaximumLength: 10,
        Buffer: name.as_mut_ptr(),
    };
    let mut value = ptr::null_mut();
    let kind = _NDIS_PARAMETER_TYPE::NdisParameterInteger;
    NdisReadConfiguration(&raw mut status, &raw mut value, key, &raw mut name, kind);
    assert_eq!(status, NDIS_STATUS_SUCCESS);
    SPEED.set((*value).ParameterData.IntegerData);
    NdisCloseConfiguration(key);
}

#[abi]
unsafe fn halt(_context: NDIS_HANDLE, _action: NDIS_HALT_ACTION) {
    NdisFreeNetBufferListPool(POOL.get());
}

#[abi]
unsafe fn restart(
    _context: NDIS_HANDLE,
    _parameters: PNDIS_MINIPORT_RESTART_PARAMETERS,
) -> NDIS_STATUS {
    NDIS_STATUS_SUCCESS
}

#[abi]
unsafe fn pause(context: NDIS_HANDLE, _parameters: PNDIS_MINIPORT_PAUSE_PARAMETERS) -> NDIS_STATUS {
    match FAULT.get() {
        Fault::NeverPause | Fault::SendWhilePausing | Fault::RefuseWhilePausing => {
            return NDIS_STATUS_PENDING;
        }
        Fault::SleepBeforePause => NdisMSleep(1000),
        Fault::KeepSends => give_back(context, NDIS_STATUS_FAILURE),
        _ => {}
    }
    NDIS_STATUS_SUCCESS
}

/// Completes what was kept.
unsafe fn give_back(context: NDIS_HANDLE, status: NDIS_STATUS) {
    let list = KEPT.replace(ptr::null_mut());
    if !list.is_null() {
        *NET_BUFFER_LIST_STATUS(list) = status;
        NdisMSendNetBufferListsComplete(context, list, 0);
    }
}

#[abi]
unsafe fn send(
    context: NDIS_HANDLE,
    list: PNET_BUFFER_LIST,
    _port: NDIS_PORT_NUMBER,
    _flags: ULONG,
) {
    match FAULT.get() {
        Fault::KeepSends | Fault::KeepSendsAndPause => {
            KEPT.set(list);
            return;
        }
        Fault::WaitTooHigh => {
            let mut event = NDIS_EVENT {
                Event: KEVENT::default(),
            };
            NdisInitializeEvent(&raw mut event);
            NdisWaitEvent(&raw mut event, 1);
        }
        Fault::StrangeHandle => {
            NdisMIndicateStatusEx(context.wrapping_byte_add(8), ptr::null_mut())
        }
        Fault::RefuseWhilePausing => {
            *NET_BUFFER_LIST_STATUS(list) = NDIS_STATUS_FAILURE;
            NdisMSendNetBufferListsComplete(context, list, 0);
            return NdisMPauseComplete(context);
        }
        _ => {}
    }
    *NET_BUFFER_LIST_STATUS(list) = NDIS_STATUS_SUCCESS;
    NdisMSendNetBufferListsComplete(context, list, 0);
    if fault(Fault::CompleteTwice) {
        NdisMSendNetBufferListsComplete(context, list, 0);
    }
}

/// Indicates a list, which the test asks for by setting the lookahead.
unsafe fn indicate(context: NDIS_HANDLE) {
    static mut FRAME: [u8; 60] = [0xFF; 60];
    let mdl = NdisAllocateMdl(context, (&raw mut FRAME).cast(), 60);
    let list = NdisAllocateNetBufferAndNetBufferList(POOL.get(), 0, 0, mdl, 0, 60);
    let count = if fault(Fault::WrongCount) { 2 } else { 1 };
    let flags = if fault(Fault::WrongLevel) {
        NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL
    } else {
        0
    };
    NdisMIndicateReceiveNetBufferLists(context, list, 0, count, flags);
    match FAULT.get() {
        Fault::IndicateTwice => NdisMIndicateReceiveNetBufferLists(context, list, 0, 1, 0),
        Fault::FreeWhatWasIndicated => NdisFreeNetBufferList(list),
        _ => {}
    }
}

#[abi]
unsafe fn returned(_context: NDIS_HANDLE, list: PNET_BUFFER_LIST, _flags: ULONG) {
    if fault(Fault::LeakList) {
        return;
    }
    let mdl = *NET_BUFFER_FIRST_MDL(*NET_BUFFER_LIST_FIRST_NB(list));
    NdisFreeNetBufferList(list);
    NdisFreeMdl(mdl);
}

#[abi]
unsafe fn oid_request(context: NDIS_HANDLE, request: PNDIS_OID_REQUEST) -> NDIS_STATUS {
    let query = &mut (*request).DATA.QUERY_INFORMATION;
    match (query.Oid, FAULT.get()) {
        (OID_GEN_CURRENT_LOOKAHEAD, Fault::PauseTwice) => NdisMPauseComplete(context),
        (OID_GEN_CURRENT_LOOKAHEAD, Fault::ResetFromNowhere) => NdisMResetComplete(context, 0, 0),
        (OID_GEN_CURRENT_LOOKAHEAD, Fault::BadStatus) => {
            let mut indication = NDIS_STATUS_INDICATION::default();
            NdisMIndicateStatusEx(context, &raw mut indication);
        }
        (OID_GEN_CURRENT_LOOKAHEAD, _) => indicate(context),
        (OID_GEN_XMIT_OK, Fault::WriteTooMuch) => query.BytesWritten = 4096,
        (OID_GEN_XMIT_OK, Fault::NeverAnswer) => return NDIS_STATUS_PENDING,
        (OID_GEN_XMIT_OK, Fault::CompleteOidTwice) => {
            NdisMOidRequestComplete(context, request, NDIS_STATUS_SUCCESS);
            NdisMOidRequestComplete(context, request, NDIS_STATUS_SUCCESS);
            return NDIS_STATUS_PENDING;
        }
        (OID_GEN_XMIT_OK, _) => query.BytesWritten = 4,
        _ => {}
    }
    NDIS_STATUS_SUCCESS
}

#[abi]
unsafe fn cancel_send(_context: NDIS_HANDLE, _id: PVOID) {}
#[abi]
unsafe fn pnp_event(_context: NDIS_HANDLE, _event: PNET_DEVICE_PNP_EVENT) {}
#[abi]
unsafe fn shutdown(_context: NDIS_HANDLE, _action: NDIS_SHUTDOWN_ACTION) {}
#[abi]
unsafe fn cancel_oid(_context: NDIS_HANDLE, _id: PVOID) {}

fn machine() -> Machine {
    Builder::default()
        .on_violation(OnViolation::Collect)
        .build()
}

/// Lets the miniport live with a fault: the report, and what the test did returned.
fn live<R>(
    fault: Fault,
    test: impl FnOnce(&Machine, &Device, &Adapter) -> wdk_sim::Result<R>,
) -> (Report, R) {
    FAULT.set(fault);
    let machine = machine();
    machine.add_package(INF, MINI).expect("a package");
    let device = machine.plug("root\\mini").expect("an adapter");
    let adapter = machine.adapter(&device).expect("a binding");
    let result = test(&machine, &device, &adapter).unwrap_or_else(|error| panic!("{error}"));
    let report = machine.finish().unwrap_or_else(|error| panic!("{error}"));
    (report, result)
}

/// Checks that the first broken rule is this one, and that its message says `words`.
#[track_caller]
fn assert_broken(report: &Report, rule: &str, words: &[&str]) {
    let first = report.violations.first().expect("a violation");
    assert_eq!(first.rule, rule, "{report}");
    assert_eq!(first.driver, "mini", "{report}");
    for word in words {
        assert!(first.message.contains(word), "no {word:?} in {first}");
    }
}

const FRAME: [u8; 60] = [0xFF; 60];
const ONE: [u8; 4] = [1, 0, 0, 0];

#[test]
fn a_miniport_that_keeps_the_rules_leaves_nothing_behind() {
    let (report, ()) = live(Fault::None, |_, _, adapter| {
        assert_eq!(adapter.state(), AdapterState::Running);
        assert_eq!(adapter.mac_address()?, [2, 0, 0, 0, 0, 0x77]);
        assert_eq!(SPEED.get(), 25);
        adapter.send(&FRAME)?;
        adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE)?;
        assert_eq!(adapter.receive(), Some(FRAME.to_vec()));
        assert_eq!(adapter.query(OID_GEN_XMIT_OK)?.len(), 4);
        adapter.pause()?;
        let paused = adapter.send(&FRAME);
        let Err(Error::Status(NtStatus(NDIS_STATUS_PAUSED))) = paused else {
            panic!("{paused:?}");
        };
        adapter.restart()
    });
    assert!(report.is_clean(), "{report}");
}

#[test]
fn forgetting_to_deregister_is_found_and_explained() {
    let (report, ()) = live(Fault::ForgetToDeregister, |_, _, _| Ok(()));
    let words = [
        "NdisMDeregisterMiniportDriver",
        "MiniportDriverUnload returned",
    ];
    assert_broken(&report, "NdisDeregister", &words);
}

#[test]
fn failing_after_the_registration_is_found_and_explained() {
    FAULT.set(Fault::FailAfterRegistering);
    let machine = machine();
    machine.add_package(INF, MINI).expect("a package");
    machine
        .plug("root\\mini")
        .map(|_| ())
        .expect_err("DriverEntry fails");
    let report = machine.finish().expect("it goes on");
    assert_broken(&report, "NdisDeregister", &["DriverEntry failed after"]);
}

#[test]
fn incomplete_characteristics_are_refused() {
    for (fault, word) in [
        (Fault::NoPauseHandler, "PauseHandler is NULL"),
        (Fault::OldVersion, "NDIS 5.30 is not a version of NDIS 6"),
    ] {
        FAULT.set(fault);
        let machine = machine();
        machine.add_package(INF, MINI).expect("a package");
        machine
            .plug("root\\mini")
            .map(|_| ())
            .expect_err("it is not registered");
        let report = machine.finish().expect("it goes on");
        assert_broken(&report, "NdisCharacteristics", &[word]);
    }
}

#[test]
fn an_adapter_without_attributes_does_not_start() {
    FAULT.set(Fault::NoAttributes);
    let machine = machine();
    machine.add_package(INF, MINI).expect("a package");
    // Nothing was allocated, so there is nothing to free.
    POOL.set(ptr::null_mut());
    let started = machine.plug("root\\mini");
    started.map(|_| ()).expect_err("it says nothing of itself");
    let found = machine.violations();
    assert_eq!(found[0].rule, "NdisAttributes");
}

#[test]
fn completing_a_send_twice_is_found() {
    let (report, ()) = live(Fault::CompleteTwice, |_, _, adapter| adapter.send(&FRAME));
    assert_broken(&report, "NdisSendCompletedTwice", &["completed it already"]);
}

#[test]
fn what_is_pending_is_completed_once() {
    let lookahead =
        |_: &Machine, _: &Device, adapter: &Adapter| adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE);
    let (report, ()) = live(Fault::PauseTwice, lookahead);
    assert_broken(
        &report,
        "NdisStateTransition",
        &["no MiniportPause is pending"],
    );
    let (report, ()) = live(Fault::ResetFromNowhere, lookahead);
    assert_broken(
        &report,
        "NdisResetComplete",
        &["no MiniportResetEx is pending"],
    );
    let (report, ()) = live(Fault::BadStatus, lookahead);
    assert_broken(&report, "NdisStatusIndication", &["SourceHandle"]);
}

#[test]
fn indicating_while_paused_is_found() {
    let (report, ()) = live(Fault::IndicateWhilePaused, |_, _, adapter| {
        adapter.pause()?;
        adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE)?;
        assert_eq!(adapter.receive(), None);
        Ok(())
    });
    assert_broken(&report, "NdisIndicateWhilePaused", &["is Paused"]);
}

#[test]
fn lists_of_others_are_left_alone() {
    for (fault, word) in [
        (Fault::IndicateTwice, "indicates it again"),
        (Fault::FreeWhatWasIndicated, "NdisFreeNetBufferList"),
    ] {
        FAULT.set(fault);
        // The list is gone after the first violation, so the machine stops there.
        let machine = Machine::new();
        machine.add_package(INF, MINI).expect("a package");
        let device = machine.plug("root\\mini").expect("an adapter");
        let adapter = machine.adapter(&device).expect("a binding");
        adapter.hold_received(true);
        let stopped = adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE);
        let Err(Error::BugCheck(found)) = stopped else {
            panic!("{stopped:?}");
        };
        assert_eq!((found.code, found.parameters[0]), (0x7C, 0x6), "{found}");
        assert!(found.message.contains(word), "{found}");
    }
}

#[test]
fn a_list_that_is_not_freed_is_found() {
    let (report, ()) = live(Fault::LeakList, |_, _, adapter| {
        adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE)
    });
    assert_broken(&report, "NdisPoolInUse", &["1 of the pool's"]);
}

#[test]
fn what_an_indication_says_is_checked() {
    let lookahead =
        |_: &Machine, _: &Device, adapter: &Adapter| adapter.set(OID_GEN_CURRENT_LOOKAHEAD, &ONE);
    let (report, ()) = live(Fault::WrongCount, lookahead);
    assert_broken(&report, "NdisReceiveCount", &["told of 2 lists"]);
    let (report, ()) = live(Fault::WrongLevel, lookahead);
    assert_broken(&report, "NdisDispatchFlag", &["it is 0"]);
}

#[test]
fn oid_requests_are_answered_once_and_within_their_buffer() {
    let ask =
        |_: &Machine, _: &Device, adapter: &Adapter| Ok(adapter.query(OID_GEN_XMIT_OK).is_ok());
    let (report, _) = live(Fault::WriteTooMuch, ask);
    assert_broken(&report, "NdisOidBuffer", &["4096 bytes written"]);
    let (report, _) = live(Fault::CompleteOidTwice, ask);
    assert_broken(&report, "NdisOidCompletion", &["completed already"]);
    let (report, answered) = live(Fault::NeverAnswer, ask);
    assert!(!answered);
    assert_broken(&report, "NdisWatchdog", &["NdisMOidRequestComplete"]);
}

#[test]
fn waiting_at_dispatch_level_is_found() {
    let (report, ()) = live(Fault::WaitTooHigh, |_, _, adapter| adapter.send(&FRAME));
    let found: Vec<_> = report.violations.iter().map(|it| it.rule).collect();
    assert!(found.contains(&"NdisWaitEvent"), "{report}");
}

#[test]
fn a_strange_handle_stops_the_machine() {
    FAULT.set(Fault::StrangeHandle);
    let machine = Machine::new();
    machine.add_package(INF, MINI).expect("a package");
    let device = machine.plug("root\\mini").expect("an adapter");
    let adapter = machine.adapter(&device).expect("a binding");
    let stopped = adapter.send(&FRAME);
    let Err(Error::BugCheck(found)) = stopped else {
        panic!("{stopped:?}");
    };
    assert!(
        found.message.contains("is the handle of no adapter"),
        "{found}"
    );
}

#[test]
#[expect(
    clippy::multiple_unsafe_ops_per_block,
    reason = "a driver as it is written in C"
)]
fn lists_have_the_context_and_the_data_that_were_asked_for() {
    let machine = Machine::new();
    machine
        // SAFETY: lists of a pool that was made with a right header; each is freed once.
        .call("test", || unsafe {
            let mut parameters = NET_BUFFER_LIST_POOL_PARAMETERS {
                Header: header(
                    NDIS_OBJECT_TYPE_DEFAULT,
                    NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
                    NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
                ),
                fAllocateNetBuffer: 1,
                DataSize: 64,
                PoolTag: u32::from_le_bytes(*b"Mini"),
                ..NET_BUFFER_LIST_POOL_PARAMETERS::default()
            };
            let pool = NdisAllocateNetBufferListPool(ptr::null_mut(), &raw mut parameters);
            let list = NdisAllocateNetBufferList(pool, 32, 16);
            let context = (*list).Context;
            assert_eq!(((*context).Size, (*context).Offset), (48, 16));
            NET_BUFFER_LIST_CONTEXT_DATA_START(list).write_bytes(0xAA, 32);
            let buffer = *NET_BUFFER_LIST_FIRST_NB(list);
            assert_eq!(*NET_BUFFER_DATA_LENGTH(buffer), 0);
            let mdl = *NET_BUFFER_FIRST_MDL(buffer);
            assert_eq!((*mdl).ByteCount, 64);
            (*mdl).MappedSystemVa.cast::<u8>().write_bytes(0xBB, 64);
            NdisFreeNetBufferList(list);
            let plain = NdisAllocateNetBufferList(pool, 0, 0);
            assert!((*plain).Context.is_null());
            NdisFreeNetBufferList(plain);
            NdisFreeNetBufferListPool(pool);
        })
        .unwrap();
    assert_eq!(machine.pool().blocks, 0);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_miniport_gets_the_resources_of_its_device() {
    let plug = |hardware: wdk_sim::Hardware| {
        FAULT.set(Fault::None);
        let machine = machine();
        machine.add_package(INF, MINI).expect("a package");
        machine.plug(hardware).expect("an adapter");
        machine.finish().expect("no bug check");
        RESOURCES.get()
    };
    assert_eq!(plug("root\\mini".into()), (0, 0));
    let memory = wdk_sim::Resource::Memory {
        start: 0xFE00_0000,
        length: 0x1000,
    };
    let interrupt = wdk_sim::Resource::Interrupt {
        vector: 33,
        irql: 5,
    };
    let hardware = wdk_sim::Hardware::new("root\\mini");
    assert_eq!(plug(hardware.resource(memory).resource(interrupt)), (2, 2));
}
