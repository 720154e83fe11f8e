//! What a callout driver can do wrong, each caught and named by the verifier.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "drivers as they are written in C: every line touches the kernel's structures"
)]

use std::{cell::Cell, ffi::c_void, mem, ptr};

use wdk_sim::{Error, Machine, Result};
use wdk_sys::{host::NativeDriver, *};

/// What one of the drivers does, and leaves out, on purpose.
#[derive(Clone, Copy)]
struct Faults {
    leave_callout: bool,
    leave_flow_context: bool,
    /// A context is attached to the flow, which is aborted.
    abort_flow: bool,
    leave_injector: bool,
    leave_engine: bool,
    /// What `classifyFn` answers, whatever it may.
    action: FWP_ACTION_TYPE,
    /// What the filter says that the callout does.
    kind: FWP_ACTION_TYPE,
    /// A sublayer above permits for good.
    hard_permit: bool,
    /// How often a packet that was cloned is freed; none is cloned without.
    frees: Option<u32>,
    /// A packet is referenced, and at the unloading dereferenced so often.
    dereferences: Option<u32>,
}

impl Faults {
    /// The first layer with a flow; packets are seen at another.
    fn layer(&self) -> GUID {
        match (self.frees, self.dereferences) {
            (None, None) => LAYER,
            _ => FWPM_LAYER_OUTBOUND_TRANSPORT_V4,
        }
    }
}

thread_local! {
    /// The packet that is referenced, and its bytes when it was.
    static REFERENCED: Cell<(PNET_BUFFER_LIST, [u8; 20])> =
        const { Cell::new((ptr::null_mut(), [0; 20])) };
    static FAULTS: Cell<Faults> = const { Cell::new(GOOD) };
    static STATE: Cell<State> = const { Cell::new(State {
        device: ptr::null_mut(), callout: 0, engine: ptr::null_mut(), injector: ptr::null_mut(),
    }) };
}

#[derive(Clone, Copy)]
struct State {
    device: PDEVICE_OBJECT,
    callout: u32,
    engine: HANDLE,
    injector: HANDLE,
}

const KEY: GUID = GUID {
    Data1: 0x1A2B_3C4D,
    Data2: 1,
    Data3: 2,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};
const HEAVY: GUID = GUID { Data1: 7, ..KEY };

const DRIVER: NativeDriver = NativeDriver {
    name: "careless",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

/// The layer that sees the faults: the first with a flow.
const LAYER: GUID = FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4;
const LAYER_ID: u16 = _FWPS_BUILTIN_LAYERS_::FWPS_LAYER_ALE_FLOW_ESTABLISHED_V4 as u16;

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _path: PUNICODE_STRING) -> NTSTATUS {
    let faults = FAULTS.get();
    (*driver).DriverUnload = Some(unload);
    let mut device = ptr::null_mut();
    assert_eq!(
        IoCreateDevice(
            driver,
            0,
            ptr::null_mut(),
            FILE_DEVICE_UNKNOWN,
            0,
            0,
            &raw mut device
        ),
        STATUS_SUCCESS
    );
    let callout = FWPS_CALLOUT3_ {
        calloutKey: KEY,
        flags: 0,
        classifyFn: Some(classify),
        notifyFn: Some(notify),
        flowDeleteFn: Some(flow_delete),
    };
    let mut id = 0;
    let registered = FwpsCalloutRegister3(device.cast(), &raw const callout, &raw mut id);
    assert_eq!(registered, STATUS_SUCCESS);
    // A key can be registered once.
    let again = FwpsCalloutRegister3(device.cast(), &raw const callout, ptr::null_mut());
    assert_eq!(again, STATUS_FWP_ALREADY_EXISTS);
    let mut injector = ptr::null_mut();
    FwpsInjectionHandleCreate0(0, FWPS_INJECTION_TYPE_NETWORK, &raw mut injector);
    let mut engine = ptr::null_mut();
    let mut session: FWPM_SESSION0 = mem::zeroed();
    session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    FwpmEngineOpen0(
        ptr::null(),
        10,
        ptr::null_mut(),
        &raw const session,
        &raw mut engine,
    );
    add_objects(engine, faults);
    STATE.set(State {
        device,
        callout: id,
        engine,
        injector,
    });
    STATUS_SUCCESS
}

unsafe fn add_objects(engine: HANDLE, faults: Faults) {
    let mut name = *b"c\0a\0l\0l\0o\0u\0t\0\0\0";
    let display = FWPM_DISPLAY_DATA0_ {
        name: name.as_mut_ptr().cast(),
        description: ptr::null_mut(),
    };
    let mut object: FWPM_CALLOUT0 = mem::zeroed();
    object.calloutKey = KEY;
    object.displayData = display;
    object.applicableLayer = faults.layer();
    let added = FwpmCalloutAdd0(engine, &raw const object, ptr::null_mut(), ptr::null_mut());
    assert_eq!(added, STATUS_SUCCESS);
    let mut filter: FWPM_FILTER0 = mem::zeroed();
    filter.displayData = display;
    filter.layerKey = faults.layer();
    if faults.hard_permit {
        let mut sublayer: FWPM_SUBLAYER0 = mem::zeroed();
        sublayer.subLayerKey = HEAVY;
        sublayer.displayData = display;
        sublayer.weight = u16::MAX;
        FwpmSubLayerAdd0(engine, &raw const sublayer, ptr::null_mut());
        filter.subLayerKey = HEAVY;
        filter.flags = FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT;
        filter.action.r#type = FWP_ACTION_PERMIT;
        let added = FwpmFilterAdd0(engine, &raw const filter, ptr::null_mut(), ptr::null_mut());
        assert_eq!(added, STATUS_SUCCESS);
        filter.flags = 0;
        filter.subLayerKey = mem::zeroed();
    }
    filter.action.r#type = faults.kind;
    filter.action.__bindgen_anon_1.calloutKey = KEY;
    let added = FwpmFilterAdd0(engine, &raw const filter, ptr::null_mut(), ptr::null_mut());
    assert_eq!(added, STATUS_SUCCESS);
    // A condition on a field that the layer does not have.
    let mut condition: FWPM_FILTER_CONDITION0 = mem::zeroed();
    condition.fieldKey = HEAVY;
    filter.numFilterConditions = 1;
    filter.filterCondition = &raw mut condition;
    let added = FwpmFilterAdd0(engine, &raw const filter, ptr::null_mut(), ptr::null_mut());
    assert_eq!(added, STATUS_FWP_CONDITION_NOT_FOUND);
}

#[abi]
unsafe fn classify(
    _values: *const FWPS_INCOMING_VALUES0,
    metadata: *const FWPS_INCOMING_METADATA_VALUES0,
    data: *mut c_void,
    _context: *const c_void,
    filter: *const FWPS_FILTER3,
    _flow: u64,
    out: *mut FWPS_CLASSIFY_OUT0,
) {
    let faults = FAULTS.get();
    let callout = (*filter).action.calloutId;
    if faults.leave_flow_context {
        let attached = FwpsFlowAssociateContext0((*metadata).flowHandle, LAYER_ID, callout, 42);
        assert_eq!(attached, STATUS_SUCCESS);
    }
    if faults.abort_flow {
        let flow = (*metadata).flowHandle;
        let attached = FwpsFlowAssociateContext0(flow, LAYER_ID, callout, 42);
        assert_eq!(attached, STATUS_SUCCESS);
        assert_eq!(FwpsFlowAbort0(flow), STATUS_SUCCESS);
    }
    if let Some(frees) = faults.frees {
        let mut clone = ptr::null_mut();
        let none = ptr::null_mut();
        let cloned = FwpsAllocateCloneNetBufferList0(data.cast(), none, none, 0, &raw mut clone);
        assert_eq!(cloned, STATUS_SUCCESS);
        for _ in 0..frees {
            FwpsFreeCloneNetBufferList0(clone, 0);
        }
    }
    if faults.dereferences.is_some() && REFERENCED.get().0.is_null() {
        FwpsReferenceNetBufferList0(data.cast(), FALSE);
        REFERENCED.set((data.cast(), beginning(data.cast())));
    }
    (*out).actionType = faults.action;
}

/// The first bytes of a packet's memory.
unsafe fn beginning(list: PNET_BUFFER_LIST) -> [u8; 20] {
    let buffer = *NET_BUFFER_LIST_FIRST_NB(list);
    let mdl = *NET_BUFFER_FIRST_MDL(buffer);
    (*mdl).MappedSystemVa.cast::<[u8; 20]>().read()
}

#[abi]
unsafe fn notify(
    _what: FWPS_CALLOUT_NOTIFY_TYPE,
    _key: *const GUID,
    _filter: *mut FWPS_FILTER3,
) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi]
unsafe fn flow_delete(_layer: u16, _callout: u32, context: u64) {
    assert_eq!(context, 42);
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {
    let (faults, state) = (FAULTS.get(), STATE.get());
    if let Some(dereferences) = faults.dereferences {
        let (list, bytes) = REFERENCED.replace((ptr::null_mut(), [0; 20]));
        assert_eq!(beginning(list), bytes);
        for _ in 0..dereferences {
            FwpsDereferenceNetBufferList0(list, FALSE);
        }
    }
    if !faults.leave_engine {
        FwpmEngineClose0(state.engine);
    }
    if !faults.leave_callout {
        let status = FwpsCalloutUnregisterById0(state.callout);
        let busy = faults.leave_flow_context;
        assert_eq!(
            status,
            if busy {
                STATUS_DEVICE_BUSY
            } else {
                STATUS_SUCCESS
            }
        );
    }
    if !faults.leave_injector {
        FwpsInjectionHandleDestroy0(state.injector);
    }
    IoDeleteDevice(state.device);
}

const GOOD: Faults = Faults {
    leave_callout: false,
    leave_flow_context: false,
    abort_flow: false,
    leave_injector: false,
    leave_engine: false,
    action: FWP_ACTION_CONTINUE,
    kind: FWP_ACTION_CALLOUT_INSPECTION,
    hard_permit: false,
    frees: None,
    dereferences: None,
};

/// Loads the driver, makes a connection, unloads the driver.
fn live(faults: Faults) -> Result {
    FAULTS.set(faults);
    let machine = Machine::new();
    let driver = machine.load(DRIVER)?;
    let connection = machine.connect(([203, 0, 113, 7], 80))?;
    driver.unload()?;
    drop(connection);
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

/// The rule that stops the machine.
#[track_caller]
fn breaks(rule: &str, faults: Faults) {
    match live(faults) {
        Err(Error::BugCheck(check)) => {
            assert!(check.message.starts_with(rule), "{rule}: {}", check.message);
        }
        other => panic!("{rule}: {other:?}"),
    }
}

#[test]
fn a_driver_that_takes_everything_back_is_clean() {
    live(GOOD).expect("no rule is broken");
}

#[test]
fn a_callout_must_not_stay_registered() {
    let leave_callout = true;
    breaks(
        "CalloutRegistered",
        Faults {
            leave_callout,
            ..GOOD
        },
    );
}

#[test]
fn a_callout_with_a_context_on_a_flow_is_busy() {
    let leave_flow_context = true;
    breaks(
        "FlowContextLeft",
        Faults {
            leave_flow_context,
            ..GOOD
        },
    );
}

#[test]
fn an_injection_handle_must_not_stay() {
    let leave_injector = true;
    breaks(
        "InjectionHandleLeft",
        Faults {
            leave_injector,
            ..GOOD
        },
    );
}

#[test]
fn a_session_must_not_stay_open() {
    let leave_engine = true;
    breaks(
        "FilterEngineSessionLeft",
        Faults {
            leave_engine,
            ..GOOD
        },
    );
}

#[test]
fn an_inspecting_callout_must_not_decide() {
    let action = FWP_ACTION_BLOCK;
    breaks("ClassifyInspection", Faults { action, ..GOOD });
}

#[test]
fn a_terminating_callout_must_decide() {
    let kind = FWP_ACTION_CALLOUT_TERMINATING;
    breaks("ClassifyTerminating", Faults { kind, ..GOOD });
}

#[test]
fn a_callout_permits_only_with_the_right_to() {
    let faults = Faults {
        action: FWP_ACTION_PERMIT,
        kind: FWP_ACTION_CALLOUT_UNKNOWN,
        hard_permit: true,
        ..GOOD
    };
    breaks("ClassifyActionRight", faults);
}

#[test]
fn a_block_against_a_hard_permit_is_a_veto() {
    let faults = Faults {
        action: FWP_ACTION_BLOCK,
        kind: FWP_ACTION_CALLOUT_UNKNOWN,
        hard_permit: true,
        ..GOOD
    };
    match live(faults) {
        Err(Error::Blocked(blocked)) => assert!(blocked.veto, "{blocked}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_packet_that_was_cloned_is_freed_once() {
    let clones = |frees| Faults {
        frees: Some(frees),
        ..GOOD
    };
    live(clones(1)).expect("no rule is broken");
    breaks("PacketCloneLeft", clones(0));
    breaks("PacketCloneFreedTwice", clones(2));
}

#[test]
fn a_referenced_packet_outlives_its_classification() {
    let dereferences = |count| Faults {
        dereferences: Some(count),
        ..GOOD
    };
    live(dereferences(1)).expect("no rule is broken");
    breaks("PacketReferenceLeft", dereferences(0));
    breaks("PacketReference:", dereferences(2));
}

#[test]
fn the_contexts_of_an_aborted_flow_are_given_back() {
    let abort_flow = true;
    live(Faults { abort_flow, ..GOOD }).expect("the callout is not busy at the unloading");
}
