//! `gpio.h`, `gpioclx.h`: requests to general-purpose I/O pins, and drivers of their controllers.

use crate::{
    NTSTATUS, PUNICODE_STRING, PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT,
    STATUS_INVALID_DEVICE_STATE, WDFDEVICE, WDFDRIVER,
};

pub use crate::generated::gpio::*;

/// The functions of `msgpioclx.sys`, in the order of [`_GPIO_CLX_EXPORT_INDEX`].
///
/// In C, Microsoft's `MsGpioClxStub.lib` has the loader of the framework fill this table. A driver
/// without that library passes it to [`WdfVersionBindClass`](crate::WdfVersionBindClass) as the function table of the class
/// extension before it calls any of the functions below.
pub static mut GpioClxExportedInterfaces: [PGPIO_CLX_EXPORTED_INTERFACES;
    _GPIO_CLX_EXPORT_INDEX::GpioExportLastExportIndex as usize] =
    [None; _GPIO_CLX_EXPORT_INDEX::GpioExportLastExportIndex as usize];

/// The functions of the table; one that is not bound answers `STATUS_INVALID_DEVICE_STATE`.
macro_rules! class_extension {
    ($($(#[$meta:meta])* $name:ident($($argument:ident: $type:ty),*) = $index:ident $pointer:ident;)*) => { $(
        $(#[$meta])*
        #[expect(
            clippy::missing_safety_doc,
            reason = "an inline function of the headers is one contract, that of its documentation"
        )]
        #[inline]
        pub unsafe fn $name($($argument: $type),*) -> NTSTATUS {
            // SAFETY: the table is written once, when the driver is bound.
            let entry = unsafe { GpioClxExportedInterfaces[_GPIO_CLX_EXPORT_INDEX::$index as usize] };
            // SAFETY: both are nullable function pointers, and the index decides the type.
            let function: $pointer = unsafe { core::mem::transmute(entry) };
            // SAFETY: the class extension's function asks for what the header states for this one.
            function.map_or(STATUS_INVALID_DEVICE_STATE, |function| unsafe {
                function($($argument),*)
            })
        }
    )* };
}

class_extension! {
    /// Registers a controller's driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_registerclient>
    GPIO_CLX_RegisterClient(
        Driver: WDFDRIVER,
        RegistrationPacket: *mut _GPIO_CLIENT_REGISTRATION_PACKET,
        RegistryPath: PUNICODE_STRING
    ) = RegisterClientIndex PGPIO_CLX_REGISTER_CLIENT;
    /// Ends the registration of a controller's driver. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_unregisterclient>
    GPIO_CLX_UnregisterClient(Driver: WDFDRIVER) =
        UnregisterClientIndex PGPIO_CLX_UNREGISTER_CLIENT;
    /// Prepares the creation of a controller's device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_processadddevicepredevicecreate>
    GPIO_CLX_ProcessAddDevicePreDeviceCreate(
        Driver: WDFDRIVER,
        DeviceInit: PWDFDEVICE_INIT,
        FdoAttributes: PWDF_OBJECT_ATTRIBUTES
    ) = AddDevicePreDeviceCreateIndex PGPIO_CLX_PROCESS_ADD_DEVICE_PRE_DEVICE_CREATE;
    /// Ends the creation of a controller's device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/gpioclx/nf-gpioclx-gpio_clx_processadddevicepostdevicecreate>
    GPIO_CLX_ProcessAddDevicePostDeviceCreate(Driver: WDFDRIVER, Device: WDFDEVICE) =
        AddDevicePostDeviceCreateIndex PGPIO_CLX_PROCESS_ADD_DEVICE_POST_DEVICE_CREATE;
}
