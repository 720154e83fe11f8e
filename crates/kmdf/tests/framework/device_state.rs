//! What a device says of itself to the Plug and Play manager: its state and its capabilities.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device and locals"
)]

use std::ptr;

use crate::{common, layers::*, requests::ask};
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{
    wdf::{_WDF_TRI_STATE::*, *},
    *,
};

/// What the stack answers to `IRP_MN_QUERY_PNP_DEVICE_STATE`.
fn state_of(machine: &Machine) -> u64 {
    let (status, state) = as_driver(machine, FUNCTION, || {
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        let unhandled = (STATUS_NOT_SUPPORTED, 0);
        ask(physical, IRP_MN_QUERY_PNP_DEVICE_STATE, [0; 4], unhandled)
    });
    assert_eq!(status, STATUS_SUCCESS);
    state
}

fn set_state(device: WDFDEVICE, change: impl FnOnce(&mut WDF_DEVICE_STATE)) {
    let mut state = WDF_DEVICE_STATE::init();
    change(&mut state);
    unsafe { WdfDeviceSetDeviceState(device, &raw mut state) };
}

fn collecting() -> Machine {
    Machine::builder()
        .on_violation(OnViolation::Collect)
        .build()
}

fn rules(machine: &Machine) -> Vec<&'static str> {
    machine.violations().iter().map(|it| it.rule).collect()
}

#[test]
fn a_filter_that_says_nothing_leaves_the_state_that_the_driver_below_reports() {
    let machine = Machine::new();
    let below = Layer {
        on_add: |device| {
            set_state(device, |state| {
                state.NotDisableable = WdfTrue;
                state.AssignedToGuest = WdfTrue;
            });
        },
        ..Layer::PLAIN
    };
    let (_device, file) = filtered(&machine, below, Layer::PLAIN);
    let expected = PNP_DEVICE_NOT_DISABLEABLE | PNP_DEVICE_ASSIGNED_TO_GUEST;
    assert_eq!(state_of(&machine), u64::from(expected));
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_state_begins_with_the_defaults() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let mut state = WDF_DEVICE_STATE::init();
        state.Removed = WdfTrue;
        unsafe { WdfDeviceGetDeviceState(device(FUNCTION), &raw mut state) };
        let members = [
            state.Disabled,
            state.DontDisplayInUI,
            state.Failed,
            state.NotDisableable,
            state.Removed,
            state.ResourcesChanged,
            state.AssignedToGuest,
        ];
        assert_eq!(members, [WdfUseDefault; 7]);
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_capability_hides_the_device_where_its_state_does_not_say() {
    for (state, hidden) in [(WdfUseDefault, true), (WdfFalse, false)] {
        let machine = Machine::new();
        let (_device, file) = alone(&machine, Layer::PLAIN);
        as_driver(&machine, FUNCTION, || {
            let mut capabilities = WDF_DEVICE_PNP_CAPABILITIES::init();
            capabilities.NoDisplayInUI = WdfTrue;
            unsafe { WdfDeviceSetPnpCapabilities(device(FUNCTION), &raw mut capabilities) };
            set_state(device(FUNCTION), |it| it.DontDisplayInUI = state);
        });
        let bits = state_of(&machine) as u32;
        assert_eq!(bits & PNP_DEVICE_DONT_DISPLAY_IN_UI != 0, hidden);
        file.close().unwrap();
        machine.finish().unwrap();
    }
}

#[test]
fn a_structure_with_a_choice_out_of_range_is_ignored() {
    let machine = collecting();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let device = device(FUNCTION);
        set_state(device, |state| {
            state.NotDisableable = WdfTrue;
            state.Removed = 3;
        });
        let mut pnp = WDF_DEVICE_PNP_CAPABILITIES::init();
        pnp.NoDisplayInUI = WdfTrue;
        pnp.UniqueID = 3;
        unsafe { WdfDeviceSetPnpCapabilities(device, &raw mut pnp) };
        let mut power = WDF_DEVICE_POWER_CAPABILITIES::init();
        power.WakeFromD1 = 3;
        unsafe { WdfDeviceSetPowerCapabilities(device, &raw mut power) };
        unsafe { WdfDeviceSetFailed(device, 3) };
    });
    assert_eq!(state_of(&machine), 0);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(
        rules(&machine),
        [
            "MemberOutOfRange",
            "MemberOutOfRange",
            "MemberOutOfRange",
            "FailedActionOutOfRange"
        ]
    );
}

#[test]
fn an_address_that_is_not_set_again_is_kept() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let device = device(FUNCTION);
        let mut chosen = WDF_DEVICE_PNP_CAPABILITIES::init();
        chosen.Address = 7;
        unsafe { WdfDeviceSetPnpCapabilities(device, &raw mut chosen) };
        chosen = WDF_DEVICE_PNP_CAPABILITIES::init();
        chosen.UINumber = 8;
        unsafe { WdfDeviceSetPnpCapabilities(device, &raw mut chosen) };
        let mut answer = DEVICE_CAPABILITIES {
            Size: size_of::<DEVICE_CAPABILITIES>() as u16,
            Version: 1,
            Address: u32::MAX,
            UINumber: u32::MAX,
            ..DEVICE_CAPABILITIES::default()
        };
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device) };
        let address = (&raw mut answer).expose_provenance() as u64;
        let unhandled = (STATUS_NOT_SUPPORTED, 0);
        let arguments = [address, 0, 0, 0];
        let (status, _) = ask(physical, IRP_MN_QUERY_CAPABILITIES, arguments, unhandled);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!((answer.Address, answer.UINumber), (7, 8));
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn waking_for_children_stops_by_name() {
    common::plan(common::Plan {
        on_add: |device| {
            let mut settings = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
            settings.ArmForWakeIfChildrenAreArmedForWake = TRUE;
            let _ = unsafe { WdfDeviceAssignSxWakeSettings(device, &raw mut settings) };
        },
        ..common::Plan::GOOD
    });
    let Err(error) = common::machine().plug("root\\probe") else {
        panic!("it is not ported");
    };
    assert!(
        error.to_string().contains("ArmForWakeIfChildren"),
        "{error}"
    );
}

#[test]
fn a_control_device_has_no_plug_and_play_part() {
    let calls: [fn(WDFDEVICE); 7] = [
        |device| set_state(device, |_| {}),
        |device| {
            let mut state = WDF_DEVICE_STATE::init();
            unsafe { WdfDeviceGetDeviceState(device, &raw mut state) };
        },
        |device| unsafe { WdfDeviceSetStaticStopRemove(device, FALSE) },
        |device| unsafe {
            WdfDeviceSetFailed(device, _WDF_DEVICE_FAILED_ACTION::WdfDeviceFailedNoRestart);
        },
        |device| {
            let mut chosen = WDF_DEVICE_PNP_CAPABILITIES::init();
            unsafe { WdfDeviceSetPnpCapabilities(device, &raw mut chosen) };
        },
        |device| {
            let _ = unsafe { WdfDeviceStopIdleNoTrack(device, FALSE) };
        },
        |device| {
            let mut settings = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
            let _ = unsafe { WdfDeviceAssignSxWakeSettings(device, &raw mut settings) };
        },
    ];
    let machine = collecting();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let device = common::control_device(r"\Device\Bare");
        for call in calls {
            call(device);
        }
        unsafe { WdfObjectDelete(device.cast()) };
    });
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["ControlDevice"; 7]);
}

#[test]
fn a_device_object_of_another_driver_has_no_handle() {
    let machine = collecting();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        let handle = unsafe { WdfWdmDeviceGetWdfDeviceHandle(physical) };
        assert_eq!(handle, ptr::null_mut());
    });
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["ForeignDeviceObject"]);
}
