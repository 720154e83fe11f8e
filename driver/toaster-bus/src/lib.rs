//! Sample KMDF driver: a bus into which toasters are plugged while it works.
//!
//! A program says by control codes which toasters are there; hardware would say it by an interrupt. The bus reports them
//! in a dynamic child list, and makes a device for each when the Plug and Play manager asks: `driver/toaster` finds them
//! by their hardware ID.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use wdk::{
    bus::{ChildInit, ChildList},
    device::PnpCapabilities,
    ioctl::device_type,
    prelude::*,
};
use wdk_panic as _;

use interface::{
    IOCTL_TOASTER_BUS_EJECT, IOCTL_TOASTER_BUS_PLUG_IN, IOCTL_TOASTER_BUS_UNPLUG, Serial,
    TOASTER_BUS_INTERFACE, TOASTER_BUS_TYPE,
};

/// `LANG_ENGLISH`, `SUBLANG_ENGLISH_US`.
const ENGLISH: u32 = 0x409;

/// The context of the bus.
#[wdk::context]
struct ToasterBus {
    toasters: ChildList<Serial>,
}

/// The context of a toaster, as the bus sees it.
#[wdk::context]
struct Socket;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    init.set_device_type(device_type::BUS_EXTENDER);
    let bus = init.create(
        || ToasterBus {
            toasters: ChildList::new(),
        },
        irql,
    )?;
    bus.set_bus_information(&TOASTER_BUS_TYPE, 0, irql);
    bus.add_child_list(|bus| &bus.toasters, ToasterBus::make_toaster, irql)?;
    bus.add_queue(QueueConfig::parallel().default_queue(), |bus| bus, irql)?;
    bus.create_interface(&TOASTER_BUS_INTERFACE, None, irql)
}

impl ToasterBus {
    /// The Plug and Play manager has heard of a new toaster, and wants its device.
    fn make_toaster(
        &self,
        _bus: &Device<Self>,
        serial: &Serial,
        mut toaster: ChildInit<'_>,
        irql: &mut Passive,
    ) -> Result<()> {
        toaster.assign_device_id(unicode!("ToasterBus\\Toaster"), irql)?;
        toaster.add_hardware_id(unicode!("ToasterBus\\Toaster"), irql)?;
        toaster.assign_instance_number(*serial, irql)?;
        let (text, place) = (unicode!("Toaster"), unicode!("Toaster bus"));
        toaster.add_device_text(text, place, ENGLISH, irql)?;
        toaster.set_default_locale(ENGLISH, irql);
        let socket = toaster.create(|| Socket, irql)?;
        let capabilities = PnpCapabilities::new().ejectable(true).removable(true);
        socket.set_pnp_capabilities(&capabilities, irql);
        log::info!("toaster {serial} is there");
        Ok(())
    }
}

#[wdk::handlers]
impl QueueHandler for ToasterBus {
    type Irql = UpToDispatch;

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut UpToDispatch,
    ) -> Disposed {
        let result = request
            .input::<Serial>()
            .and_then(|serial| match control.code {
                IOCTL_TOASTER_BUS_PLUG_IN => self.toasters.report(&serial),
                IOCTL_TOASTER_BUS_UNPLUG => self.toasters.report_missing(&serial),
                IOCTL_TOASTER_BUS_EJECT => self.toasters.request_eject(&serial),
                _ => Err(Error::INVALID_DEVICE_REQUEST),
            });
        request.complete(result, irql)
    }
}
