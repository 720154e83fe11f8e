//! What a program does with a device, from plugging it in to pulling it out.

use std::time::Duration;

use toaster::interface::{IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS};
use wdk_sim::{Error, File, Machine, Report};

use crate::story::Story;

/// How many seconds of virtual time the program waits for a request.
const PATIENCE: u32 = 15;

/// What the program says to a device.
pub struct Script {
    /// What it writes.
    data: &'static [u8],
    /// Control codes, each with its input and the length of its output.
    controls: Vec<(&'static str, u32, Vec<u8>, usize)>,
}

impl Script {
    /// For the driver with this service name.
    pub fn of(service: &str) -> Self {
        let controls = match service {
            "toaster" => vec![
                (
                    "IOCTL_TOASTER_SET_DONENESS",
                    IOCTL_TOASTER_SET_DONENESS.value(),
                    2_u32.to_le_bytes().into(),
                    0,
                ),
                (
                    "IOCTL_TOASTER_GET_DONENESS",
                    IOCTL_TOASTER_GET_DONENESS.value(),
                    Vec::new(),
                    4,
                ),
            ],
            // The first code that is free for drivers, with METHOD_BUFFERED.
            _ => vec![("control code 0x222000", 0x0022_2000, Vec::new(), 16)],
        };
        Self {
            data: b"bread",
            controls,
        }
    }
}

/// Plays the whole life of a device with `hardware_id`. The error is what ended the machine.
pub fn play(
    machine: &Machine,
    hardware_id: &str,
    script: &Script,
    story: &mut Story<'_>,
) -> Result<Report, Error> {
    story.program(machine, &format!("plug in {hardware_id}"));
    let device = machine.plug(hardware_id)?;
    story.result(machine, device.instance_path());
    let interfaces = device.interfaces();
    if interfaces.is_empty() {
        story.program(machine, "the device has no interface to open");
    }
    for link in interfaces {
        story.program(machine, &format!("open {link}"));
        match told(machine, story, machine.open(&link), |_| {
            "a handle".to_owned()
        })? {
            Some(file) => talk(machine, file, script, story, || device.surprise_remove())?,
            None => continue,
        }
        break;
    }
    if device.state() == wdk_sim::DeviceState::Started {
        story.program(machine, "pull the device out");
        device.surprise_remove()?;
    }
    drop(device);
    story.program(machine, "shut down");
    let report = machine.finish()?;
    story.catch_up(machine);
    Ok(report)
}

/// Plays the life of a driver without devices: the service starts, stands idle, and stops.
pub fn serve(machine: &Machine, service: &str, story: &mut Story<'_>) -> Result<Report, Error> {
    story.program(machine, &format!("start the service {service}"));
    let driver = machine.start_service(service)?;
    machine.run_for(Duration::from_secs(1))?;
    story.catch_up(machine);
    story.program(machine, &format!("stop the service {service}"));
    driver.unload()?;
    story.program(machine, "shut down");
    let report = machine.finish()?;
    story.catch_up(machine);
    Ok(report)
}

/// What the program does with an open device: controls, write, read, a cancelled read, and a read
/// that waits when the device is pulled out.
fn talk(
    machine: &Machine,
    file: File,
    script: &Script,
    story: &mut Story<'_>,
    pull_out: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Error> {
    for (name, code, input, length) in &script.controls {
        story.program(machine, &format!("ioctl {name}"));
        let mut output = vec![0; *length];
        let result = file.ioctl(*code, input, &mut output);
        told(machine, story, result, |length| {
            bytes(output.get(..*length).unwrap_or_default())
        })?;
    }
    story.program(
        machine,
        &format!("write {:?}", script.data.escape_ascii().to_string()),
    );
    let result = file.write(script.data);
    told(machine, story, result, |length| format!("{length} bytes"))?;

    story.program(machine, "read, and wait");
    let reading = file.begin_read(64)?;
    for _ in 0..PATIENCE {
        if reading.is_complete() {
            break;
        }
        machine.run_for(Duration::from_secs(1))?;
        story.catch_up(machine);
    }
    if reading.is_complete() {
        told(machine, story, reading.wait(), |done| bytes(&done.data))?;
    } else {
        story.program(machine, "cancel the read, which takes too long");
        reading.cancel();
        told(machine, story, reading.wait(), |done| bytes(&done.data))?;
    }

    story.program(machine, "read, and cancel");
    let reading = file.begin_read(64)?;
    machine.run_until_idle()?;
    story.catch_up(machine);
    reading.cancel();
    told(machine, story, reading.wait(), |done| bytes(&done.data))?;

    story.program(machine, "read, and pull the device out");
    let reading = file.begin_read(64)?;
    machine.run_until_idle()?;
    story.catch_up(machine);
    pull_out()?;
    machine.run_until_idle()?;
    told(machine, story, reading.wait(), |done| bytes(&done.data))?;
    story.program(machine, "close");
    file.close()?;
    story.catch_up(machine);
    Ok(())
}

/// Tells what a request gave. Its failure is part of the story; what ends the machine is an error.
fn told<T>(
    machine: &Machine,
    story: &mut Story<'_>,
    result: Result<T, Error>,
    show: impl FnOnce(&T) -> String,
) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => {
            story.result(machine, &show(&value));
            Ok(Some(value))
        }
        Err(Error::Status(status)) => {
            story.result(machine, &status.to_string());
            Ok(None)
        }
        Err(end) => {
            story.catch_up(machine);
            Err(end)
        }
    }
}

/// Bytes as text where they are text.
fn bytes(data: &[u8]) -> String {
    if !data.is_empty() && data.iter().all(|it| it.is_ascii_graphic() || *it == b' ') {
        return format!("{:?}", String::from_utf8_lossy(data));
    }
    let digits = data.iter().map(|it| format!("{it:02x}"));
    format!(
        "{} bytes {}",
        data.len(),
        digits.collect::<Vec<_>>().join(" ")
    )
}
