//! The states of a device, as types.
//!
//! A callback gets its device in the state that the framework guarantees there. Stronger states
//! weaken by `Deref`: [`InD0`] to [`Prepared`] to [`Normal`] to [`Kept`].
#![forbid(unsafe_code)]

mod sealed {
    #[expect(unnameable_types, reason = "sealed: the states are the framework's")]
    pub trait Sealed {}
}

/// A state of a device.
pub trait State: sealed::Sealed {}

/// Referenced, and maybe deleted: its context is there.
#[derive(Debug)]
pub enum Kept {}

/// Created; nothing is known of hardware and power.
#[derive(Debug)]
pub enum Normal {}

/// Between `EvtDevicePrepareHardware` and `EvtDeviceReleaseHardware`: the resources are there.
#[derive(Debug)]
pub enum Prepared {}

/// Between `EvtDeviceD0Entry` and `EvtDeviceD0Exit`: the device is powered.
#[derive(Debug)]
pub enum InD0 {}

/// In `EvtDeviceReleaseHardware`, which alone may take resources away.
#[derive(Debug)]
pub enum Releasing {}

impl sealed::Sealed for Kept {}
impl sealed::Sealed for Normal {}
impl sealed::Sealed for Prepared {}
impl sealed::Sealed for InD0 {}
impl sealed::Sealed for Releasing {}
impl State for Kept {}
impl State for Normal {}
impl State for Prepared {}
impl State for InD0 {}
impl State for Releasing {}
