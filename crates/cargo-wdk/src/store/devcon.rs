//! What `devcon` has and `pnputil` has not: `update`, `hwids`, `drivernodes`, `stack`.
//!
//! See [Device Console (DevCon.exe) commands](https://learn.microsoft.com/windows-hardware/drivers/devtest/devcon-general-commands).

use anyhow::bail;
use serde_json::json;
use wdk_package::store::{Device, Store};

use crate::output::Output;

/// The devices that `which` names: an instance id, or a hardware or compatible id.
fn named<'a>(store: &'a Store, which: &str) -> Vec<&'a Device> {
    let same = |it: &String| it.eq_ignore_ascii_case(which);
    let devices = store.enum_devices().iter();
    devices
        .filter(|it| {
            same(&it.instance_id)
                || it.hardware_ids.iter().any(same)
                || it.compatible_ids.iter().any(same)
        })
        .collect()
}

/// Shows each device that `which` names.
fn each(
    store: &Store,
    which: &str,
    output: &Output,
    mut show: impl FnMut(&Device) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let devices = named(store, which);
    for device in &devices {
        output.text(format_args!("{}\n", device.instance_id));
        let name = match device.device_description.as_str() {
            "" => "Unknown",
            name => name,
        };
        output.text(format_args!("    Name: {name}\n"));
        show(device)?;
    }
    match devices.len() {
        0 => output.text("No matching devices found.\n"),
        count => output.text(format_args!("{count} matching device(s) found.\n")),
    }
    Ok(())
}

fn list(title: &str, values: &[String], output: &Output) {
    if !values.is_empty() {
        output.text(format_args!("    {title}:\n"));
    }
    for value in values {
        output.text(format_args!("        {value}\n"));
    }
}

pub(super) fn hwids(store: &Store, which: &str, output: &Output) -> anyhow::Result<()> {
    each(store, which, output, |device| {
        list("Hardware IDs", &device.hardware_ids, output);
        list("Compatible IDs", &device.compatible_ids, output);
        Ok(())
    })?;
    output.json(&named(store, which))
}

pub(super) fn stack(store: &Store, which: &str, output: &Output) -> anyhow::Result<()> {
    each(store, which, output, |device| {
        let (guid, name) = (&device.class_guid, &device.class_name);
        if !guid.is_empty() {
            output.text(format_args!("    Setup Class: {guid} {name}\n"));
        }
        // From the top of the stack to its bottom, as devcon lists it.
        let down = |filters: &[String]| filters.iter().rev().cloned().collect::<Vec<_>>();
        let class = store.classes().get(guid).cloned().unwrap_or_default();
        list("Class upper filters", &down(&class.upper_filters), output);
        list("Upper filters", &down(&device.upper_filters), output);
        let service: Vec<_> = device.service.iter().cloned().collect();
        list("Controlling service", &service, output);
        // Of the lower filters those of the class are nearer to the function driver.
        list("Class lower filters", &down(&class.lower_filters), output);
        list("Lower filters", &down(&device.lower_filters), output);
        Ok(())
    })?;
    let stacks = named(store, which);
    let stacks = stacks.iter().map(
        |it| json!({ "instance_id": it.instance_id, "stack": super::devices::stack(store, it) }),
    );
    output.json(&stacks.collect::<Vec<_>>())
}

pub(super) fn nodes(store: &Store, which: &str, output: &Output) -> anyhow::Result<()> {
    let mut found = Vec::new();
    each(store, which, output, |device| {
        for (at, node) in store.matching(&device.instance_id)?.iter().enumerate() {
            let (driver, model) = (&node.driver, &node.matched.found.model);
            let ((year, month, day), [a, b, c, d]) =
                (driver.driver_version.date, driver.driver_version.version);
            let rank = node.rank.map(|it| it.0.to_string());
            let lines = [
                format!("Inf file is {}", driver.published_name),
                format!("Inf section is {}", model.install_section),
                format!("Driver description is {}", model.description),
                format!("Manufacturer name is {}", model.manufacturer),
                format!("Provider name is {}", driver.provider_name),
                format!("Driver date is {month}/{day}/{year}"),
                format!("Driver version is {a}.{b}.{c}.{d}"),
                match &rank {
                    Some(rank) => format!("Driver node rank is {rank}"),
                    None => "Driver node is an extension".to_owned(),
                },
            ];
            output.text(format_args!("    DriverNode #{at}:\n"));
            for line in lines {
                output.text(format_args!("        {line}\n"));
            }
            if driver.signature.signer().is_some() {
                output.text("        Inf is digitally signed\n");
            }
            found.push(json!({
                "instance_id": device.instance_id,
                "driver_name": driver.published_name,
                "rank": node.rank.map(|it| it.to_string()),
                "best": node.best,
                "installed": node.installed,
            }));
        }
        Ok(())
    })?;
    output.json(&found)
}

/// Installs a package on every device with the id, although another may fit better.
pub(super) fn update(
    store: &mut Store,
    published: &str,
    id: &str,
    output: &Output,
) -> anyhow::Result<()> {
    let devices = named(store, id);
    let devices: Vec<_> = devices.iter().map(|it| it.instance_id.clone()).collect();
    if devices.is_empty() {
        bail!("no device has the id {id}; `cargo wdk store install {id}` makes one");
    }
    for device in &devices {
        store.update(device, published)?;
        output.status("Updated", format_args!("{device} to {published}"));
    }
    output.json(&json!({ "published_name": published, "devices": devices }))
}
