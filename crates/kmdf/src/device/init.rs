//! `WDFDEVICE_INIT`.

use wdk_sys::{PDEVICE_OBJECT, wdf::PWDFDEVICE_INIT};

use crate::{driver::Driver, object::Obj};

/// Settings of a device that is not created yet.
pub struct DeviceInit {
    driver: Obj<Driver>,
    physical: PDEVICE_OBJECT,
}

impl DeviceInit {
    pub(crate) fn for_function(driver: Obj<Driver>, physical: PDEVICE_OBJECT) -> Self {
        Self { driver, physical }
    }

    pub(crate) fn as_handle(&mut self) -> PWDFDEVICE_INIT {
        core::ptr::from_mut(self).cast()
    }
}
