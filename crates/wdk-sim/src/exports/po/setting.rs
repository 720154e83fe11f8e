//! Power settings: their values, and the callbacks that drivers register for them.
#![expect(unsafe_code, reason = "calls power-setting callbacks")]

use std::{cell::RefCell, collections::BTreeMap, ptr};

use wdk_sys::{
    GUID, LPCGUID, NTSTATUS, PDEVICE_OBJECT, PPOWER_SETTING_CALLBACK, PVOID,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi, host,
};

use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        trace::Category,
    },
    exports::state::Registrations,
    nt::{kernel::Kernel, parameter::Out, pnp::interface::braces},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PoRegisterPowerSettingCallback: partial(
        "seven settings have a first value; another one has none until a test sets it"
    ),
    PoUnregisterPowerSettingCallback: full,
);

/// The first values: a desktop machine that runs on mains, with its display and its lid open.
const FIRST_VALUES: [(&str, u32); 7] = [
    // GUID_ACDC_POWER_SOURCE
    ("{5d3e9a59-e9d5-4b00-a6bd-ff34ff516548}", 0),
    // GUID_CONSOLE_DISPLAY_STATE
    ("{6fe69556-704a-47a0-8f24-c28d936fda47}", 1),
    // GUID_MONITOR_POWER_ON
    ("{02731015-4510-4526-99e6-e5a17ebd1aea}", 1),
    // GUID_LIDSWITCH_STATE_CHANGE
    ("{ba3e0f4d-b817-4094-a2d1-d56379e6a0f3}", 1),
    // GUID_BATTERY_PERCENTAGE_REMAINING
    ("{a7ad8041-b45a-4cae-87a3-eecbb468a9e1}", 100),
    // GUID_POWER_SAVING_STATUS
    ("{e00958c0-c213-4ace-ac77-fecced2eeea5}", 0),
    // GUID_SYSTEM_AWAYMODE
    ("{98a7f580-01f7-48aa-9c0f-44352c29e5c0}", 0),
];

/// A registration.
#[derive(Clone, Copy)]
struct Registration {
    handle: u64,
    setting: GUID,
    routine: PPOWER_SETTING_CALLBACK,
    context: PVOID,
    driver: DriverId,
    /// The framework's globals of a native driver, which its calls find by thread.
    globals: PVOID,
}

/// The power settings of a machine.
pub(crate) struct PowerSettings {
    values: RefCell<BTreeMap<String, Vec<u8>>>,
    registrations: RefCell<Vec<Registration>>,
}

impl Default for PowerSettings {
    fn default() -> Self {
        let first = FIRST_VALUES.into_iter();
        let first = first.map(|(setting, value)| (setting.to_owned(), value.to_le_bytes().into()));
        Self {
            values: RefCell::new(first.collect()),
            registrations: RefCell::default(),
        }
    }
}

impl PowerSettings {
    /// How many callbacks of the driver are registered.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let registrations = self.registrations.borrow();
        registrations
            .iter()
            .filter(|it| it.driver == driver)
            .count()
    }
}

/// Gives a setting another value, and notifies all that have registered for it.
pub(crate) fn set(kernel: &Kernel, setting: &GUID, value: &[u8]) {
    let settings = &Registrations::of(kernel).power_settings;
    let name = braces(setting);
    settings
        .values
        .borrow_mut()
        .insert(name.clone(), value.to_vec());
    let registrations = settings.registrations.borrow().clone();
    for registration in registrations {
        let still = settings.registrations.borrow();
        let still = still.iter().any(|it| it.handle == registration.handle);
        if still && braces(&registration.setting) == name {
            call(kernel, registration, value.to_vec());
        }
    }
}

fn call(kernel: &Kernel, registration: Registration, mut value: Vec<u8>) {
    let Some(routine) = registration.routine else {
        return;
    };
    let before = host::replace_current_globals(registration.globals);
    let length = value.len() as u32;
    kernel.in_driver(
        registration.driver,
        Category::Power,
        "PowerSettingCallback",
        || braces(&registration.setting),
        // SAFETY: the driver registered the routine with this context.
        || unsafe {
            routine(
                &raw const registration.setting,
                value.as_mut_ptr().cast(),
                length,
                registration.context,
            )
        },
    );
    host::replace_current_globals(before);
}

#[abi(enter, no_mangle)]
unsafe fn PoRegisterPowerSettingCallback(
    _DeviceObject: PDEVICE_OBJECT,
    SettingGuid: LPCGUID,
    Callback: PPOWER_SETTING_CALLBACK,
    Context: PVOID,
    Handle: Out<PVOID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if Callback.is_none() || SettingGuid.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let state = Registrations::of(&kernel);
    let registration = Registration {
        handle: state.handle(),
        // SAFETY: the driver passes a GUID.
        setting: unsafe { *SettingGuid },
        routine: Callback,
        context: Context,
        driver: kernel.current_driver(),
        globals: host::current_globals(),
    };
    state
        .power_settings
        .registrations
        .borrow_mut()
        .push(registration);
    if !Handle.is_null() {
        Handle.write(ptr::without_provenance_mut(registration.handle as usize));
    }
    let values = state.power_settings.values.borrow();
    let value = values.get(&braces(&registration.setting)).cloned();
    drop(values);
    if let Some(value) = value {
        call(&kernel, registration, value);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn PoUnregisterPowerSettingCallback(Handle: PVOID) -> NTSTATUS {
    let kernel = Kernel::current();
    let settings = &Registrations::of(&kernel).power_settings;
    let mut registrations = settings.registrations.borrow_mut();
    let before = registrations.len();
    registrations.retain(|it| it.handle != Handle.addr() as u64);
    if registrations.len() == before {
        return STATUS_INVALID_PARAMETER;
    }
    STATUS_SUCCESS
}
