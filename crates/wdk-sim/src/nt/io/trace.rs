//! Devices and packets as the trace numbers them.
#![forbid(unsafe_code)]

use super::{
    names,
    raw::{Device, Irp},
};
use crate::{
    engine::trace::{About, Category, DeviceName, Phase},
    nt::io::manager::Io,
};

/// What an event about `irp` at `device` belongs to.
pub(super) fn about(kernel: &Io, device: Option<Device>, irp: Irp) -> About {
    About {
        device: device.map_or(0, |device| number_of_device(kernel, device)),
        irp: number_of(kernel, irp),
        ..About::default()
    }
}

/// Records that a packet has passed all drivers.
pub(super) fn completed(kernel: &Io, irp: Irp) {
    kernel.trace_about(Phase::Instant, Category::Completion, || {
        let mut about = about(kernel, None, irp);
        about.status = Some(irp.status());
        let detail = match irp.information() {
            0 => names::status(irp.status()),
            information => format!("{}, {information} bytes", names::status(irp.status())),
        };
        ("completed", detail, about)
    });
}

/// The requests that drivers have not completed: what each is, and which device has it.
pub(crate) fn open_requests(kernel: &Io) -> Vec<String> {
    let describe = |irp: Irp| {
        let stack = irp.current();
        let name = names::irp(stack.major(), stack.minor());
        match irp.device().map(|device| name_of(kernel, device)) {
            Some(DeviceName { stack, driver, .. }) => {
                format!("{name} of {stack}, which {driver} has")
            }
            None => name.to_owned(),
        }
    };
    kernel.io.irps.pending().into_iter().map(describe).collect()
}

/// The packet's number; 0 for one in a driver's own memory, whose life nobody sees.
fn number_of(kernel: &Io, irp: Irp) -> u64 {
    let Some(prefix) = irp.prefix() else { return 0 };
    if prefix.number.get() == 0 {
        prefix.number.set(kernel.recorder.next_irp());
    }
    prefix.number.get()
}

fn number_of_device(kernel: &Io, device: Device) -> u32 {
    let number = &device.extra().trace_number;
    if number.get() == 0 {
        let name = name_of(kernel, device);
        number.set(kernel.recorder.add_device(name));
    }
    number.get()
}

fn name_of(kernel: &Io, device: Device) -> DeviceName {
    let below = std::iter::successors(device.lower(), |device| device.lower());
    let height = below.clone().count();
    let bottom = below.last().unwrap_or(device);
    let driver = |device: Device| device.owner().map(super::driver::display_name);
    let stack = match bottom.node() {
        0 => Some(String::from_utf16_lossy(
            &kernel.objects.path(bottom.object()),
        ))
        .filter(|path| !path.is_empty()),
        node => kernel.io.upcalls.instance_of(node),
    };
    DeviceName {
        stack: stack.unwrap_or_else(|| {
            format!(
                "device without a name of {}",
                driver(bottom).unwrap_or_default()
            )
        }),
        height,
        driver: driver(device).unwrap_or_default(),
    }
}
