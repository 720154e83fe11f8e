//! A function device cannot be created with the settings of a control device: it would end its own
//! initialisation, and the framework starts it.
use wdk::{device::ControlDeviceInit, prelude::*};

#[wdk::context]
struct Toaster;

fn exchange(plugged: &mut DeviceInit<'_>, control: &mut ControlDeviceInit<'_>) {
    core::mem::swap(plugged, control);
}

fn filter(mut control: ControlDeviceInit<'_>, irql: &mut Passive) {
    control.set_filter(irql);
}

fn main() {}
