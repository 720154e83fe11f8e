//! `/enum-interfaces`, `/enum-classes` and `/enum-containers`.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, bail};
use serde::Serialize;
use serde_json::{Value, json};
use wdk_package::store::{Device, Store};

use super::{devices::field, packages::is_class, pnputil::Report, words::Words};
use crate::output::Output;

/// The container of the computer and what is built into it.
const COMPUTER: &str = "{00000000-0000-0000-ffff-ffffffffffff}";

/// The container that a device is part of.
pub(super) fn container(device: &Device) -> String {
    let own = device.container_id.clone();
    own.unwrap_or_else(|| COMPUTER.to_owned())
}

/// A device interface as pnputil lists it.
#[derive(Serialize)]
pub(super) struct Interface {
    pub(super) path: String,
    pub(super) class: String,
    pub(super) device: String,
    pub(super) description: String,
    pub(super) status: &'static str,
}

/// The interfaces of a device. A driver enables its own, and none runs here; one that is enabled is
/// so by the records.
pub(super) fn of(store: &Store, device: &Device) -> Vec<Interface> {
    let instance = device.instance_id.replace('\\', "#");
    let interfaces = device.interfaces.iter().map(|it| {
        let reference = match it.reference.as_str() {
            "" => String::new(),
            reference => format!(r"\{reference}"),
        };
        Interface {
            path: format!(r"\\?\{instance}#{}{reference}", it.class),
            class: it.class.clone(),
            device: device.instance_id.clone(),
            description: device.device_description.clone(),
            status: match it.enabled && store.is_connected(device) {
                true => "Enabled",
                false => "Disabled",
            },
        }
    });
    interfaces.collect()
}

pub(super) fn interfaces(store: &Store, words: &Words, output: &Output) -> Report {
    let all = store.enum_devices().iter().flat_map(|it| of(store, it));
    let fits = |it: &Interface| {
        let class = words.value("class");
        class.is_none_or(|class| is_class(class, "", &it.class))
            && (!words.has("enabled") || it.status == "Enabled")
            && (!words.has("disabled") || it.status == "Disabled")
    };
    let listed: Vec<_> = all.filter(fits).collect();
    if listed.is_empty() {
        output.text("No device interfaces were found on the system.\n");
    }
    for it in &listed {
        let lines = [
            ("Interface Path", it.path.as_str()),
            ("Interface Description", &it.description),
            ("Interface Class GUID", &it.class),
            ("Device Instance ID", &it.device),
            ("Interface Status", it.status),
        ];
        for (label, value) in lines {
            output.text(format_args!("{:<24}{value}\n", format!("{label}:")));
        }
        output.text("\n");
    }
    Report::success(serde_json::to_value(listed).unwrap_or(Value::Null))
}

pub(super) fn classes(store: &Store, words: &Words, output: &Output) -> Report {
    let drivers = store.enum_drivers().iter();
    let drivers = drivers.map(|it| (&it.class_guid, &it.class_name));
    let devices = store.enum_devices().iter();
    let devices = devices.map(|it| (&it.class_guid, &it.class_name));
    let known: BTreeMap<_, _> = drivers.chain(devices).collect();
    let asked = words.value("class");
    let fits = |(guid, name): &(&String, &String)| {
        !guid.is_empty() && asked.is_none_or(|it| is_class(it, name, guid))
    };
    let listed: Vec<_> = known.into_iter().filter(fits).collect();
    if listed.is_empty() {
        output.text("No device classes were found on the system.\n");
    }
    let mut values = Vec::new();
    for (guid, name) in listed {
        field(0, "Class Name", std::slice::from_ref(name), output);
        field(0, "Class GUID", std::slice::from_ref(guid), output);
        let mut value = json!({ "class_name": name, "class_guid": guid });
        if words.has("services") {
            let of_class = store.enum_devices().iter();
            let of_class = of_class.filter(|it| it.class_guid == *guid);
            let mut services: Vec<_> = of_class.filter_map(|it| it.service.clone()).collect();
            services.sort();
            services.dedup();
            field(0, "Services", &services, output);
            value["services"] = json!(services);
            if let Some(class) = store.classes().get(guid) {
                field(0, "Upper Filters", &class.upper_filters, output);
                field(0, "Lower Filters", &class.lower_filters, output);
                value["upper_filters"] = json!(class.upper_filters);
                value["lower_filters"] = json!(class.lower_filters);
            }
        }
        output.text("\n");
        values.push(value);
    }
    Report::success(Value::Array(values))
}

/// Devices that are one thing for the user.
#[derive(Serialize)]
struct Container {
    container_id: String,
    name: String,
    connected: bool,
    problem: bool,
    devices: Vec<String>,
}

fn all_containers(store: &Store) -> Vec<Container> {
    let mut by_id = BTreeMap::<String, Container>::new();
    for device in store.enum_devices() {
        let id = container(device);
        let connected = store.is_connected(device);
        let name = match id == COMPUTER {
            true => "Computer",
            false => device.device_description.as_str(),
        };
        let entry = by_id.entry(id.clone()).or_insert_with(|| Container {
            container_id: id,
            name: name.to_owned(),
            connected: false,
            problem: false,
            devices: Vec::new(),
        });
        entry.connected |= connected;
        entry.problem |= connected && store.problem(device).is_some();
        entry.devices.push(device.instance_id.clone());
    }
    by_id.into_values().collect()
}

pub(super) fn containers(store: &Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let asked = words.value("containerid");
    let fits = |it: &Container| {
        asked.is_none_or(|id| is_class(id, "", &it.container_id))
            && (!words.has("connected") || it.connected)
            && (!words.has("disconnected") || !it.connected)
            && (!words.has("problem") || it.problem)
    };
    let listed: Vec<_> = all_containers(store).into_iter().filter(fits).collect();
    let format = words.value("format").unwrap_or("txt").to_ascii_lowercase();
    let devices = words.has("devices");
    let text = match format.as_str() {
        "txt" => plain(&listed, devices),
        "csv" => csv(&listed, devices),
        "xml" => xml(&listed, devices),
        other => bail!("/format is txt, xml or csv, not {other}"),
    };
    if words.has("output-file") {
        let file = words.value("output-file").map(str::to_owned);
        let file = file.unwrap_or_else(|| format!("pnputil.{format}"));
        let path = Path::new(&file);
        fs::write(path, text).with_context(|| format!("{file} cannot be written"))?;
        output.text(format_args!("Output written to file: {file}\n"));
    } else {
        output.text(text);
    }
    Ok(Report::success(
        serde_json::to_value(listed).unwrap_or(Value::Null),
    ))
}

fn status(container: &Container) -> &'static str {
    match (container.connected, container.problem) {
        (false, _) => "Disconnected",
        (true, true) => "Problem",
        (true, false) => "Connected",
    }
}

fn plain(containers: &[Container], devices: bool) -> String {
    if containers.is_empty() {
        return "No device containers were found on the system.\n".to_owned();
    }
    let mut text = String::new();
    for it in containers {
        let mut line = |label: &str, value: &str| text.push_str(&format!("{label:<28}{value}\n"));
        line("Container ID:", &it.container_id);
        line("Container Name:", &it.name);
        line("Status:", status(it));
        for (at, device) in it.devices.iter().filter(|_| devices).enumerate() {
            line(if at == 0 { "Devices:" } else { "" }, device);
        }
        text.push('\n');
    }
    text
}

fn csv(containers: &[Container], devices: bool) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = "ContainerId,Name,Status,Devices\r\n".to_owned();
    for it in containers {
        let devices = match devices {
            true => it.devices.join(";"),
            false => String::new(),
        };
        let cells = [&it.container_id, &it.name, status(it), &devices].map(&quoted);
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn xml(containers: &[Container], devices: bool) -> String {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        text.replace('>', "&gt;").replace('"', "&quot;")
    };
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PnpUtil>\n".to_owned();
    for it in containers {
        text.push_str(&format!(
            "  <Container ContainerId=\"{}\">\n    <Name>{}</Name>\n    <Status>{}</Status>\n",
            escaped(&it.container_id),
            escaped(&it.name),
            status(it)
        ));
        for device in it.devices.iter().filter(|_| devices) {
            text.push_str(&format!(
                "    <Device InstanceId=\"{}\"/>\n",
                escaped(device)
            ));
        }
        text.push_str("  </Container>\n");
    }
    text.push_str("</PnpUtil>\n");
    text
}
