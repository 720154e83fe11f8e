//! `WDFDEVICE_INIT`, and the devices made of it.

use std::collections::{BTreeMap, BTreeSet};

use kmdf::observer::Value;
use wdk_sys::{
    NTSTATUS, PLUGPLAY_REGKEY_DEVICE,
    wdf::{WDF_DRIVER_CONFIG, WDF_OBJECT_ATTRIBUTES, WDF_PNPPOWER_EVENT_CALLBACKS},
};

use super::{Broken, Context, Frame, State, arguments};
use crate::{
    nt::verifier::rules::Rule,
    wdf::{peek, rules},
};

/// The callback in which a driver makes a child that it has described.
const CREATE_DESCRIBED: &str = "EvtChildListCreateDevice";

/// A driver's settings of devices to come, and its control devices.
#[derive(Default)]
pub(super) struct Devices {
    inits: BTreeMap<u64, Init>,
    /// What became of settings that are gone.
    gone: BTreeMap<u64, Gone>,
    control: BTreeMap<u64, Control>,
    /// Children that are in no list.
    unlisted: BTreeSet<u64>,
    /// The settings of the `WdfDeviceCreate` that runs.
    creating: u64,
    /// Devices whose driver gave up power policy ownership, by whether it is a filter.
    pub(super) not_owners: BTreeMap<u64, bool>,
    /// Whether there was a device that was plugged in.
    any_plugged: bool,
}

/// Settings that the driver has.
#[derive(Clone, Copy, Default)]
struct Init {
    source: Source,
    filter: bool,
    gives_up_ownership: bool,
    /// The function that failed.
    failed: Option<&'static str>,
}

/// Where settings come from.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Source {
    #[default]
    DeviceAdd,
    /// `WdfControlDeviceInitAllocate`.
    Control,
    /// `WdfPdoInitAllocate`.
    Child,
    /// `EvtChildListCreateDevice`.
    Described,
}

impl Source {
    /// What is made of the settings, and the rules for settings that failed, when the driver allocates them.
    fn own(self) -> Option<Own> {
        match self {
            Self::DeviceAdd | Self::Described => None,
            Self::Control => Some(Own {
                what: "a control device",
                callback: &rules::INIT_FREE_DEVICE_CALLBACK,
                create: &rules::INIT_FREE_DEVICE_CREATE,
                type_4: &rules::INIT_FREE_DEVICE_CREATE_TYPE_4,
            }),
            Self::Child => Some(Own {
                what: "a child",
                callback: &rules::PDO_INIT_FREE_DEVICE_CALLBACK,
                create: &rules::PDO_INIT_FREE_DEVICE_CREATE,
                type_4: &rules::PDO_INIT_FREE_DEVICE_CREATE_TYPE_4,
            }),
        }
    }
}

/// The rules for settings that the driver frees when something fails.
struct Own {
    what: &'static str,
    callback: &'static Rule,
    create: &'static Rule,
    type_4: &'static Rule,
}

#[derive(Clone, Copy)]
enum Gone {
    Freed(Source),
    Created(Source),
}

#[derive(Default)]
struct Control {
    finished: bool,
    /// Whether it was created in a callback.
    in_callback: bool,
}

impl Devices {
    /// The framework gives the driver settings in a callback.
    pub(super) fn given(&mut self, init: u64, callback: &str) {
        let source = match callback {
            CREATE_DESCRIBED => Source::Described,
            _ => Source::DeviceAdd,
        };
        self.given_by(init, source);
    }

    fn given_by(&mut self, init: u64, source: Source) {
        self.gone.remove(&init);
        let settings = Init {
            source,
            ..Init::default()
        };
        self.inits.insert(init, settings);
    }

    /// What the driver has to do with the settings that it has allocated, and with its children, before `end`.
    pub(super) fn check_left(&mut self, end: &str, broken: &mut Broken) {
        for (address, init) in &mut self.inits {
            let Some(own) = init.source.own() else {
                continue;
            };
            let Some(failed) = init.failed.take() else {
                continue;
            };
            let rule = match failed {
                "WdfDeviceCreate" => own.type_4,
                _ => own.callback,
            };
            let message = format!(
                "{failed} has failed for the WDFDEVICE_INIT {address:#x} of {}, and {end} returned without a \
                 call of WdfDeviceInitFree for it",
                own.what
            );
            broken.push((rule, message));
        }
        for child in std::mem::take(&mut self.unlisted) {
            let message = format!(
                "{end} returned with the child {child:#x} that is created and in no list: call \
                 WdfFdoAddStaticChild, or WdfObjectDelete when that fails"
            );
            broken.push((&rules::ADD_PDO_TO_STATIC_CHILD_LIST, message));
        }
    }

    /// Control devices have to be finished before `end`.
    pub(super) fn check_finished(
        &mut self,
        rule: &'static Rule,
        end: &'static str,
        broken: &mut Broken,
    ) {
        let in_callback = end != "DriverEntry";
        for (device, control) in &mut self.control {
            if !control.finished && control.in_callback == in_callback {
                control.finished = true;
                let message = format!(
                    "{end} created the control device {device:#x} and returned without a call of \
                     WdfControlFinishInitializing, so nobody can open it"
                );
                broken.push((rule, message));
            }
        }
    }

    /// The driver is unbound.
    pub(super) fn check_deleted(&self, broken: &mut Broken) {
        let left = self.control.first_key_value();
        if let Some((device, _)) = left.filter(|_| self.any_plugged) {
            let message = format!(
                "the driver goes away with its control device {device:#x}: call WdfObjectDelete for it when \
                 its last device is cleaned up, or Windows never unloads the driver"
            );
            broken.push((&rules::CONTROL_DEVICE_DELETED, message));
        }
    }
}

/// Whether the function takes settings of a device as its first argument.
fn takes_init(name: &str) -> bool {
    let families = [
        "WdfDeviceInit",
        "WdfFdoInit",
        "WdfControlDeviceInit",
        "WdfPdoInit",
    ];
    families.into_iter().any(|family| name.starts_with(family))
}

pub(super) fn call_enter(state: &mut State, context: &Context<'_>, broken: &mut Broken) {
    let call = context.call;
    match call.name {
        "WdfDeviceCreate" => create(state, context, broken),
        "WdfDeviceInitFree" => {
            let init = arguments::handle(call, "WDFDEVICE_INIT");
            let devices = &mut state.driver(context).devices;
            let source = devices.inits.remove(&init).map(|init| init.source);
            let source = source.unwrap_or_default();
            if let Some(Gone::Freed(_)) = devices.gone.insert(init, Gone::Freed(source))
                && init != 0
            {
                let message = format!("the WDFDEVICE_INIT {init:#x} was freed before");
                broken.push((&rules::DOUBLE_DEVICE_INIT_FREE, message));
            }
        }
        name if takes_init(name) => {
            let init = arguments::handle(call, "WDFDEVICE_INIT");
            let driver = state.driver(context);
            match name {
                "WdfDeviceInitSetFileObjectConfig" => driver.configures_files = true,
                "WdfDeviceInitSetPnpPowerEventCallbacks" => {
                    let address = arguments::handle(call, "WDF_PNPPOWER_EVENT_CALLBACKS");
                    let callbacks = peek::at::<WDF_PNPPOWER_EVENT_CALLBACKS>(address);
                    driver.has_self_managed_cleanup |=
                        callbacks.is_some_and(|it| it.EvtDeviceSelfManagedIoCleanup.is_some());
                }
                _ => {}
            }
            if let Some(gone) = driver.devices.gone.get(&init).filter(|_| init != 0) {
                let (rule, what) = match gone {
                    Gone::Freed(_) => (&rules::DEVICE_INIT_API, "it was freed"),
                    Gone::Created(Source::DeviceAdd) => {
                        (&rules::DEVICE_INIT_API, "the device has been created")
                    }
                    Gone::Created(Source::Control) => (
                        &rules::CONTROL_DEVICE_INIT_API,
                        "the control device has been created",
                    ),
                    Gone::Created(Source::Child | Source::Described)
                        if name.starts_with("WdfPdoInit") =>
                    {
                        (&rules::PDO_DEVICE_INIT_API, "the child has been created")
                    }
                    Gone::Created(Source::Child | Source::Described) => {
                        (&rules::CHILD_DEVICE_INIT_API, "the child has been created")
                    }
                };
                let message =
                    format!("{name} is called with the WDFDEVICE_INIT {init:#x} after {what}");
                broken.push((rule, message));
            }
            if let Some(settings) = driver.devices.inits.get_mut(&init) {
                match name {
                    "WdfFdoInitSetFilter" => settings.filter = true,
                    "WdfDeviceInitSetPowerPolicyOwnership" => {
                        settings.gives_up_ownership = arguments::number(call, 1) == 0;
                    }
                    _ => {}
                }
            }
        }
        "WdfDeviceOpenRegistryKey" => {
            let device = arguments::handle(call, "WDFDEVICE");
            let key = arguments::number(call, 1);
            let frame = state.frame(context);
            let own = frame.is_some_and(|frame| device != 0 && frame.made == device);
            if own && key & i64::from(PLUGPLAY_REGKEY_DEVICE) != 0 {
                let message = format!(
                    "{CREATE_DESCRIBED} opens the hardware key of the child {device:#x}, which the Plug and Play \
                     manager does not know yet"
                );
                broken.push((&rules::ACCESS_HARDWARE_KEY, message));
            }
        }
        "WdfControlFinishInitializing" => {
            let device = arguments::handle(call, "WDFDEVICE");
            if let Some(control) = state.driver(context).devices.control.get_mut(&device) {
                control.finished = true;
            }
        }
        "WdfObjectDelete" => {
            let object = call.arguments.first().map_or(0, |object| object.address());
            let devices = &mut state.driver(context).devices;
            devices.control.remove(&object);
            devices.unlisted.remove(&object);
        }
        "WdfDriverCreate" => {
            let attributes = arguments::handle(call, "WDF_OBJECT_ATTRIBUTES");
            let config = arguments::handle(call, "WDF_DRIVER_CONFIG");
            let driver = state.driver(context);
            driver.created = true;
            driver.has_device_add = peek::at::<WDF_DRIVER_CONFIG>(config)
                .is_some_and(|config| config.EvtDriverDeviceAdd.is_some());
            check_driver_attributes(attributes, broken);
        }
        _ => {}
    }
}

fn check_driver_attributes(attributes: u64, broken: &mut Broken) {
    use wdk_sys::wdf::{
        _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent,
        _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
    };
    let Some(attributes) = peek::at::<WDF_OBJECT_ATTRIBUTES>(attributes) else {
        return;
    };
    let level = attributes.ExecutionLevel;
    let scope = attributes.SynchronizationScope;
    let inherits = [0, WdfExecutionLevelInheritFromParent].contains(&level)
        && [0, WdfSynchronizationScopeInheritFromParent].contains(&scope);
    if !inherits {
        let message = format!(
            "WdfDriverCreate gets the execution level {level} and the synchronization scope {scope}: set them \
             for the objects that need them"
        );
        broken.push((&rules::DRIVER_ATTRIBUTE_CHANGED, message));
    }
}

fn create(state: &mut State, context: &Context<'_>, broken: &mut Broken) {
    let variable = arguments::variable(context.call, "WDFDEVICE_INIT");
    let init = peek::at::<u64>(variable).unwrap_or(0);
    let has_cleanup = {
        let attributes = arguments::handle(context.call, "WDF_OBJECT_ATTRIBUTES");
        peek::at::<WDF_OBJECT_ATTRIBUTES>(attributes).is_some_and(|attributes| {
            attributes.EvtCleanupCallback.is_some() || attributes.EvtDestroyCallback.is_some()
        })
    };
    let driver = state.driver(context);
    driver.devices.creating = init;
    let settings = driver.devices.inits.get(&init).copied();
    let found = match (settings, driver.devices.gone.get(&init)) {
        (Some(settings), _) => match (settings.failed, settings.source.own()) {
            (Some("WdfDeviceCreate") | None, _) | (_, None) => None,
            (Some(failed), Some(own)) => Some((
                own.create,
                format!(
                    "{} is created of settings for which {failed} has failed: call WdfDeviceInitFree instead",
                    own.what
                ),
            )),
        },
        (None, Some(Gone::Freed(source))) => Some((
            match source {
                Source::Child | Source::Described => &rules::PDO_INIT_FREE_DEVICE_CREATE_TYPE_2,
                _ => &rules::INIT_FREE_DEVICE_CREATE_TYPE_2,
            },
            format!("WdfDeviceCreate gets the WDFDEVICE_INIT {init:#x}, which was freed"),
        )),
        (None, _) => Some((
            &rules::DEVICE_INIT_ALLOCATE,
            format!(
                "WdfDeviceCreate gets {init:#x}, which is no WDFDEVICE_INIT that EvtDriverDeviceAdd, \
                 WdfControlDeviceInitAllocate or WdfPdoInitAllocate has given to the driver"
            ),
        )),
    };
    broken.extend(found);
    let is_control = settings.is_some_and(|settings| settings.source == Source::Control);
    if is_control && driver.has_device_add && !has_cleanup && !driver.has_self_managed_cleanup {
        let message = "the driver creates a control device, and has no EvtCleanupCallback, EvtDestroyCallback or \
                       EvtDeviceSelfManagedIoCleanup in which it could delete it"
            .to_owned();
        broken.push((&rules::CLEANUP_4_CTL_DEVICE_REGISTERED, message));
    }
}

pub(super) fn call_leave(
    state: &mut State,
    context: &Context<'_>,
    result: Value,
    broken: &mut Broken,
) {
    let call = context.call;
    match call.name {
        "WdfFdoGetDefaultChildList" if result.address() == 0 => {
            let device = arguments::handle(call, "WDFDEVICE");
            let message = format!(
                "{} finds no default child list of the device {device:#x}: call \
                 WdfFdoInitSetDefaultChildListConfig before WdfDeviceCreate",
                call.name
            );
            broken.push((&rules::CHILD_LIST_CONFIGURATION, message));
        }
        "WdfControlDeviceInitAllocate" | "WdfPdoInitAllocate" => {
            let source = match call.name {
                "WdfPdoInitAllocate" => Source::Child,
                _ => Source::Control,
            };
            let init = result.address();
            if init != 0 {
                state.driver(context).devices.given_by(init, source);
            }
        }
        "WdfFdoAddStaticChild" if arguments::failure(result).is_none() => {
            let child = call.arguments.get(1).map_or(0, |child| child.address());
            state.driver(context).devices.unlisted.remove(&child);
        }
        "WdfDeviceCreate" => created(state, context, result),
        name if takes_init(name) => {
            let init = arguments::handle(call, "WDFDEVICE_INIT");
            if arguments::failure(result).is_some()
                && let Some(settings) = state.driver(context).devices.inits.get_mut(&init)
            {
                settings.failed = Some(name);
            }
        }
        _ => {}
    }
}

fn created(state: &mut State, context: &Context<'_>, result: Value) {
    let failure = arguments::failure(result);
    let in_callback = state.frame(context).is_some();
    let devices = &mut state.driver(context).devices;
    let init = std::mem::take(&mut devices.creating);
    if let Some(status) = failure {
        if let Some(settings) = devices.inits.get_mut(&init) {
            settings.failed.get_or_insert("WdfDeviceCreate");
        }
        let frame = state.frame(context).filter(|frame| frame.init == init);
        if let Some(frame) = frame {
            frame.device_create_failed = Some(status);
        }
        return;
    }
    let Some(settings) = devices.inits.remove(&init) else {
        return;
    };
    devices.gone.insert(init, Gone::Created(settings.source));
    let variable = arguments::variable(context.call, "WDFDEVICE");
    let Some(device) = peek::at::<u64>(variable).filter(|device| *device != 0) else {
        return;
    };
    if settings.source == Source::Described
        && let Some(frame) = state.frame(context)
    {
        frame.made = device;
    }
    let devices = &mut state.driver(context).devices;
    devices.any_plugged |= settings.source == Source::DeviceAdd;
    if settings.gives_up_ownership || settings.filter {
        devices.not_owners.insert(device, settings.filter);
    }
    match settings.source {
        Source::DeviceAdd | Source::Described => {}
        Source::Control => {
            let control = Control {
                finished: false,
                in_callback,
            };
            devices.control.insert(device, control);
        }
        // A driver that makes it elsewhere may add it later.
        Source::Child if in_callback => {
            devices.unlisted.insert(device);
        }
        Source::Child => {}
    }
}

/// Whether the settings say that the driver does not own the power policy; by whether it is a filter.
pub(super) fn not_owner(devices: &Devices, init: u64) -> Option<bool> {
    let settings = devices.inits.get(&init)?;
    settings
        .gives_up_ownership
        .then_some(settings.filter)
        .or(settings.filter.then_some(true))
}

pub(super) fn callback_leave(
    state: &mut State,
    context: &Context<'_>,
    frame: &Frame,
    status: Option<NTSTATUS>,
    broken: &mut Broken,
) {
    let driver = state.driver(context);
    if frame.name == "EvtDriverDeviceAdd" {
        if let (Some(failure), Some(0..)) = (frame.device_create_failed, status) {
            let message = format!(
                "WdfDeviceCreate failed with {failure:#x} and EvtDriverDeviceAdd returned success: the system \
                 would take it for a driver that does not want the device"
            );
            broken.push((&rules::DEVICE_CREATE_FAIL, message));
        }
        driver.devices.inits.remove(&frame.init);
        let rule = &rules::CTL_DEVICE_FINISH_INIT_DEVICE_ADD;
        let devices = &mut driver.devices;
        devices.check_finished(rule, "EvtDriverDeviceAdd", broken);
    }
    driver.devices.check_left(frame.name, broken);
}
