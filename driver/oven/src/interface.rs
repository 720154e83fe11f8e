//! The WMI blocks of the device, for programs and for the MOF file beside this driver.

use wdk::prelude::*;

/// The class `OvenSettings`: how hot the oven may become. Read and written.
pub const OVEN_SETTINGS: Guid = guid!("C3E7F6A1-5A0D-4B43-9A1B-6A7B1C6D5A20");
/// The class `OvenReadings`: how hot it is, while somebody looks. Its methods heat and cool.
pub const OVEN_READINGS: Guid = guid!("C3E7F6A2-5A0D-4B43-9A1B-6A7B1C6D5A20");
/// The class `OvenOverheated`: an event with the temperature.
pub const OVEN_OVERHEATED: Guid = guid!("C3E7F6A3-5A0D-4B43-9A1B-6A7B1C6D5A20");

/// The data of [`OVEN_SETTINGS`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Plain)]
#[repr(C)]
pub struct Settings {
    /// Item 1: above so many degrees the oven says that it is too hot.
    pub limit: u32,
    /// Item 2, only read: how often it did.
    pub overheated: u32,
}

/// The item of [`Settings`] that programs may set.
pub const ITEM_LIMIT: u32 = 1;
/// The item of [`Settings`] that they may not.
pub const ITEM_OVERHEATED: u32 = 2;

/// The data of [`OVEN_READINGS`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Plain)]
#[repr(C)]
pub struct Readings {
    /// Degrees.
    pub temperature: u32,
    /// How often the temperature was read since the first program looked.
    pub samples: u32,
}

/// The method of [`OVEN_READINGS`] that heats by so many degrees, and returns how hot it is then: `u32` in and out.
pub const METHOD_HEAT: u32 = 1;
/// The method that cools the oven down; neither input nor output.
pub const METHOD_COOL: u32 = 2;

/// How hot a cold oven is.
pub const COLD: u32 = 20;
/// The limit of an oven whose settings nobody has changed.
pub const LIMIT: u32 = 250;
