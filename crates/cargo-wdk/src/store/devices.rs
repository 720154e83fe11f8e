//! `/enum-devices`, `/enum-devicetree`, `/scan-devices`, and what is done to devices.

use serde_json::{Value, json};
use wdk_package::store::{Code, Device, Done, Matching, Problem, Status, Store, StoreError};

use super::{
    packages::is_class,
    pnputil::{Report, failed, reboot},
    words::Words,
};
use crate::output::Output;

/// How wide labels are.
const WIDTH: usize = 28;

/// Lines of a label and values, of which the second and later ones have no label.
pub(super) fn field(indent: usize, label: &str, values: &[String], output: &Output) {
    let mut label = format!("{label}:");
    for value in values {
        output.text(format_args!("{:indent$}{label:<WIDTH$}{value}\n", ""));
        label.clear();
    }
}

fn one(indent: usize, label: &str, value: &str, output: &Output) {
    let value = if value.is_empty() { "Unknown" } else { value };
    field(indent, label, &[value.to_owned()], output);
}

/// The bus that a device is on: what stands before the first backslash of its instance id.
pub(super) fn bus(device: &Device) -> &str {
    device.instance_id.split('\\').next().unwrap_or_default()
}

fn has_id(device: &Device, id: &str) -> bool {
    let mut ids = device.hardware_ids.iter().chain(&device.compatible_ids);
    ids.any(|it| it.eq_ignore_ascii_case(id))
}

/// The devices that the filters of a command leave.
fn filtered<'a>(store: &'a Store, words: &Words) -> Result<Vec<&'a Device>, String> {
    let problem = match words.value("problem") {
        None => None,
        Some(text) => Some(
            text.parse::<u32>()
                .map_err(|_| format!("{text} is no problem code; it is a number such as 28"))?,
        ),
    };
    let fits = |device: &&Device| {
        let connected = store.is_connected(device);
        let found = store.problem(device).filter(|_| connected);
        let of = |name: &str, fits: &dyn Fn(&str) -> bool| words.value(name).is_none_or(fits);
        (!words.has("connected") || connected)
            && (!words.has("disconnected") || !connected)
            && of("instanceid", &|it| {
                device.instance_id.eq_ignore_ascii_case(it)
            })
            && of("deviceid", &|it| has_id(device, it))
            && of("class", &|it| {
                is_class(it, &device.class_name, &device.class_guid)
            })
            && of("bus", &|it| bus(device).eq_ignore_ascii_case(it))
            && (!words.has("problem") || found.is_some())
            && problem.is_none_or(|code| found.is_some_and(|it| it.code() == code))
    };
    Ok(store.enum_devices().iter().filter(fits).collect())
}

pub(super) fn list(store: &Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let devices = filtered(store, words).map_err(anyhow::Error::msg)?;
    if devices.is_empty() {
        output.text("No devices were found on the system.\n");
    }
    let mut values = Vec::new();
    for device in devices {
        show(store, device, 0, words, output)?;
        output.text("\n");
        values.push(value(store, device, words)?);
    }
    Ok(Report::success(Value::Array(values)))
}

/// The device for programs, with what is computed of it.
fn value(store: &Store, device: &Device, words: &Words) -> Result<Value, StoreError> {
    let mut value = serde_json::to_value(device).unwrap_or(Value::Null);
    value["status"] = json!(store.status(device).to_string());
    value["problem_code"] = json!(store.problem(device).map(Problem::code));
    value["stack"] = json!(stack(store, device));
    if words.has("drivers") {
        let nodes = store.matching(&device.instance_id)?;
        let nodes = nodes.iter().map(|it| {
            json!({
                "driver_name": it.driver.published_name,
                "matching_id": it.matched.id,
                "rank": it.rank.map(|it| it.to_string()),
                "status": driver_status(it),
            })
        });
        value["matching_drivers"] = nodes.collect();
    }
    Ok(value)
}

fn show(
    store: &Store,
    device: &Device,
    indent: usize,
    words: &Words,
    output: &Output,
) -> Result<(), StoreError> {
    let status = store.status(device);
    one(indent, "Instance ID", &device.instance_id, output);
    let name = device.properties.get("FriendlyName");
    let name = name.unwrap_or(&device.device_description);
    one(indent, "Device Description", name, output);
    one(indent, "Class Name", &device.class_name, output);
    one(indent, "Class GUID", &device.class_guid, output);
    one(
        indent,
        "Manufacturer Name",
        &device.manufacturer_name,
        output,
    );
    if words.has("bus") {
        one(indent, "Bus Enumerator Name", bus(device), output);
    }
    one(indent, "Status", &status.to_string(), output);
    if let Some(problem) = store.problem(device) {
        // For a device that is not there, the status says it all.
        if status != Status::Disconnected {
            one(indent, "Problem Code", &problem.to_string(), output);
        }
        if problem.code() == 28 {
            // STATUS_PNP_NO_COMPAT_DRIVERS
            one(indent, "Problem Status", "0xC0000490", output);
        }
    }
    if let Some(driver) = &device.driver_name {
        one(indent, "Driver Name", driver, output);
    }
    field(indent, "Extension Driver Names", &device.extensions, output);
    if words.has("deviceids") || words.has("ids") {
        field(indent, "Hardware IDs", &device.hardware_ids, output);
        field(indent, "Compatible IDs", &device.compatible_ids, output);
    }
    if words.has("relations") {
        let parent = device.parent.clone();
        let parent = parent.unwrap_or_else(|| r"HTREE\ROOT\0".to_owned());
        one(indent, "Parent Device ID", &parent, output);
        let children = store.children(&device.instance_id);
        let children: Vec<_> = children.iter().map(|it| it.instance_id.clone()).collect();
        field(indent, "Child Device IDs", &children, output);
    }
    details(store, device, indent, words, output)
}

/// What `/enum-devices` and `/enum-devicetree` show alike.
fn details(
    store: &Store,
    device: &Device,
    indent: usize,
    words: &Words,
    output: &Output,
) -> Result<(), StoreError> {
    if words.has("services") {
        let service: Vec<_> = device.service.iter().cloned().collect();
        field(indent, "Service Name", &service, output);
        field(indent, "Upper Filters", &device.upper_filters, output);
        field(indent, "Lower Filters", &device.lower_filters, output);
        if let Some(class) = store.classes().get(&device.class_guid) {
            field(indent, "Class Upper Filters", &class.upper_filters, output);
            field(indent, "Class Lower Filters", &class.lower_filters, output);
        }
    }
    if words.has("stack") {
        field(indent, "Device Stack", &stack(store, device), output);
    }
    if words.has("interfaces") && !device.interfaces.is_empty() {
        output.text(format_args!("{:indent$}Interfaces:\n", ""));
        for interface in super::lists::of(store, device) {
            let inner = indent + 4;
            one(inner, "Interface Path", &interface.path, output);
            one(inner, "Interface Class GUID", &interface.class, output);
            one(inner, "Interface Status", interface.status, output);
        }
    }
    if words.has("properties") {
        properties(store, device, indent, output);
    }
    if words.has("resources") {
        let resources = device.resources.iter().map(ToString::to_string);
        field(indent, "Resources", &resources.collect::<Vec<_>>(), output);
    }
    if words.has("drivers") {
        output.text(format_args!("{:indent$}Matching Drivers:\n", ""));
        let matching = store.matching(&device.instance_id)?;
        for (at, node) in matching.iter().enumerate() {
            if at > 0 {
                output.text("\n");
            }
            show_node(node, indent, output);
        }
    }
    Ok(())
}

/// The drivers of a device's stack from the top, as far as packages put them there.
pub(super) fn stack(store: &Store, device: &Device) -> Vec<String> {
    let services = store.stack(device);
    let drivers = services.iter().rev().map(|it| format!(r"\Driver\{it}"));
    drivers.collect()
}

fn show_node(node: &Matching, indent: usize, output: &Output) {
    let driver = &node.driver;
    let version = driver.driver_version.to_string();
    let rank = node.rank.map(|it| format!("{:08X}", it.0));
    let lines = [
        ("Driver Name", driver.published_name.as_str()),
        ("Original Name", &driver.original_name),
        ("Provider Name", &driver.provider_name),
        ("Class Name", &driver.class_name),
        ("Class GUID", &driver.class_guid),
        ("Driver Version", &version),
        ("Signer Name", driver.signature.signer().unwrap_or_default()),
        ("Matching Device ID", &node.matched.id),
        ("Driver Rank", rank.as_deref().unwrap_or_default()),
        ("Driver Status", driver_status(node)),
    ];
    for (label, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        output.text(format_args!(
            "{:indent$}    {:<24}{value}\n",
            "",
            format!("{label}:")
        ));
    }
}

fn driver_status(node: &Matching) -> &'static str {
    match (node.best, node.installed) {
        (true, true) => "Best Ranked / Installed",
        (true, false) => "Best Ranked",
        (false, true) => "Outranked / Installed",
        (false, false) => "Outranked",
    }
}

/// The properties that the store knows, by the names of their keys.
fn properties(store: &Store, device: &Device, indent: usize, output: &Output) {
    let list = |values: &[String]| values.join("; ");
    let known = [
        (
            "DEVPKEY_Device_DeviceDesc",
            device.device_description.clone(),
        ),
        ("DEVPKEY_Device_HardwareIds", list(&device.hardware_ids)),
        ("DEVPKEY_Device_CompatibleIds", list(&device.compatible_ids)),
        (
            "DEVPKEY_Device_Service",
            device.service.clone().unwrap_or_default(),
        ),
        ("DEVPKEY_Device_Class", device.class_name.clone()),
        ("DEVPKEY_Device_ClassGuid", device.class_guid.clone()),
        (
            "DEVPKEY_Device_Manufacturer",
            device.manufacturer_name.clone(),
        ),
        ("DEVPKEY_Device_EnumeratorName", bus(device).to_owned()),
        (
            "DEVPKEY_Device_Parent",
            device.parent.clone().unwrap_or_default(),
        ),
        (
            "DEVPKEY_Device_ContainerId",
            super::lists::container(device),
        ),
        (
            "DEVPKEY_Device_DriverInfPath",
            device.driver_name.clone().unwrap_or_default(),
        ),
        (
            "DEVPKEY_Device_MatchingDeviceId",
            device.matching_id.clone().unwrap_or_default(),
        ),
        (
            "DEVPKEY_Device_DriverRank",
            device.rank.map(|it| it.to_string()).unwrap_or_default(),
        ),
        (
            "DEVPKEY_Device_CompoundUpperFilters",
            list(&device.upper_filters),
        ),
        (
            "DEVPKEY_Device_CompoundLowerFilters",
            list(&device.lower_filters),
        ),
        (
            "DEVPKEY_Device_ExtendedConfigurationIds",
            list(&device.extensions),
        ),
        (
            "DEVPKEY_Device_ProblemCode",
            store.problem(device).map_or(0, Problem::code).to_string(),
        ),
        (
            "DEVPKEY_Device_IsRebootRequired",
            device.reboot_pending.to_string().to_uppercase(),
        ),
    ];
    output.text(format_args!("{:indent$}Properties:\n", ""));
    for (name, value) in known.iter().filter(|(_, value)| !value.is_empty()) {
        output.text(format_args!("{:indent$}    {name}: {value}\n", ""));
    }
    for (name, value) in &device.properties {
        output.text(format_args!("{:indent$}    HKR,,{name}: {value}\n", ""));
    }
    for software in &device.software {
        let (name, command) = (&software.name, &software.command);
        output.text(format_args!(
            "{:indent$}    AddSoftware {name} (not run here): {command}\n",
            ""
        ));
    }
}

pub(super) fn tree(store: &Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let roots: Vec<&Device> = match words.plain.first() {
        Some(root) => match store.device(root) {
            Ok(device) => vec![device],
            Err(error) => {
                let code = failed("Failed to enumerate device tree", &error, output);
                return Ok(Report {
                    code,
                    value: Value::Null,
                });
            }
        },
        None => {
            output.text("HTREE\\ROOT\\0\n");
            let known = |it: &str| store.device(it).is_ok();
            let top = |it: &&Device| !it.parent.as_deref().is_some_and(known);
            store.enum_devices().iter().filter(top).collect()
        }
    };
    let mut below = Vec::new();
    for root in roots {
        let depth = usize::from(words.plain.is_empty());
        below.extend(branch(store, root, depth, words, output)?);
    }
    Ok(Report::success(Value::Array(below)))
}

/// A device with what is below it; the records do not let a device be below itself.
fn branch(
    store: &Store,
    device: &Device,
    depth: usize,
    words: &Words,
    output: &Output,
) -> Result<Option<Value>, StoreError> {
    let connected = store.is_connected(device);
    if (words.has("connected") && !connected) || depth > 64 {
        return Ok(None);
    }
    let indent = 4 * depth;
    output.text(format_args!("{:indent$}{}\n", "", device.instance_id));
    let name = match device.device_description.as_str() {
        "" => "Unknown",
        name => name,
    };
    output.text(format_args!(
        "{:indent$}    {name} ({})\n",
        "",
        store.status(device)
    ));
    details(store, device, indent + 4, words, output)?;
    let mut below = Vec::new();
    for child in store.children(&device.instance_id) {
        below.extend(branch(store, child, depth + 1, words, output)?);
    }
    let mut value = value(store, device, words)?;
    value["children"] = Value::Array(below);
    Ok(Some(value))
}

pub(super) fn scan(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    output.text("Scanning for device hardware changes.\n");
    match store.scan_devices(words.value("instanceid")) {
        Ok(installed) => {
            output.text("Scan complete.\n");
            Ok(Report::success(json!({ "installed": installed })))
        }
        Err(error) => Ok(Report {
            code: failed("Failed to scan for device hardware changes", &error, output),
            value: Value::Null,
        }),
    }
}

/// Disables, enables, restarts or removes the devices that the command names.
pub(super) fn change(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let (doing, done, what) = match words.verb {
        "disable-device" => ("Disabling", "disabled", "disable"),
        "enable-device" => ("Enabling", "enabled", "enable"),
        "restart-device" => ("Restarting", "restarted", "restart"),
        _ => ("Removing", "removed", "remove"),
    };
    let devices = match chosen(store, words) {
        Ok(devices) => devices,
        Err(error) => {
            let code = failed(&format!("Failed to {what} device"), &error, output);
            return Ok(Report {
                code,
                value: Value::Null,
            });
        }
    };
    let (mut code, mut needs_reboot, mut changed) = (0, false, Vec::new());
    for device in &devices {
        let label = format!("{doing} device:");
        output.text(format_args!("{label:<21}{device}\n"));
        let result = match words.verb {
            "disable-device" => store.disable_device(device),
            "enable-device" => store.enable_device(device),
            "restart-device" => store.restart_device(device),
            _ => store.remove_device(device, words.has("subtree")),
        };
        match result {
            Ok(how) => {
                needs_reboot |= how == Done::AfterReboot;
                output.text(format_args!("Device {done} successfully.\n"));
                changed.push(device);
            }
            Err(error) => code = refused(what, device, &error, output),
        }
        output.text("\n");
    }
    if code == 0 && needs_reboot {
        code = reboot(store, words, "configuration", output);
    }
    Ok(Report {
        code,
        value: json!({ "devices": changed }),
    })
}

/// Says that a device was not changed; one that waits for a restart has its own words.
fn refused(what: &str, device: &str, error: &StoreError, output: &Output) -> u32 {
    if let StoreError::Refused {
        code: Code::NotSupported,
        message,
        ..
    } = error
    {
        output.text(format_args!(
            "Failed to {what} device: {device}\n{message}\n"
        ));
        return error.code();
    }
    failed(&format!("Failed to {what} device"), error, output)
}

/// The instance ids that a command is about.
fn chosen(store: &Store, words: &Words) -> Result<Vec<String>, StoreError> {
    if let Some(instance) = words.plain.first() {
        return Ok(vec![store.device(instance)?.instance_id.clone()]);
    }
    let nothing = |code, message: &str| StoreError::Refused {
        code,
        message: message.to_owned(),
        file: None,
    };
    if ["deviceid", "class", "bus"].iter().all(|it| !words.has(it)) {
        let message = "say which device: an instance ID, /deviceid, /class or /bus";
        return Err(nothing(Code::InvalidParameter, message));
    }
    let devices = filtered(store, words).unwrap_or_default();
    if devices.is_empty() {
        return Err(nothing(Code::NoMoreItems, "no device matches"));
    }
    Ok(devices.iter().map(|it| it.instance_id.clone()).collect())
}
