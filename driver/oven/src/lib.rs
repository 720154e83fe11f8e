//! Sample KMDF driver: an oven, without hardware, that programs watch and set by WMI.
//!
//! It has three blocks: settings that are read and written, readings that are taken while somebody looks, with methods to heat and to
//! cool, and an event for an oven that is too hot. `oven.mof` describes them to programs.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use wdk::{
    prelude::*,
    wmi::{Control, Item, MethodCall, WmiBlock, WmiEvents},
};
use wdk_panic as _;

use interface::{
    COLD, ITEM_LIMIT, ITEM_OVERHEATED, LIMIT, METHOD_COOL, METHOD_HEAT, OVEN_OVERHEATED,
    OVEN_READINGS, OVEN_SETTINGS, Readings, Settings,
};

/// The context of a device.
#[wdk::context]
struct Oven {
    settings: SpinLock<Settings>,
    readings: SpinLock<Readings>,
    overheated: WmiEvents<u32>,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let device = init.create(Oven::new, irql)?;
    let settings = WmiBlock::new(OVEN_SETTINGS)
        .query(Oven::query_settings)
        .set(Oven::set_settings)
        .set_item(Oven::set_item);
    device.add_wmi_block(settings, irql)?;
    let readings = WmiBlock::new(OVEN_READINGS)
        .query(Oven::read)
        .methods(Oven::call)
        .expensive(Oven::collect);
    device.add_wmi_block(readings, irql)?;
    let overheated = WmiBlock::events(OVEN_OVERHEATED);
    device.add_wmi_events(overheated, |oven| &oven.overheated, irql)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {}

impl Oven {
    fn new() -> Self {
        Self {
            settings: SpinLock::new(Settings {
                limit: LIMIT,
                overheated: 0,
            }),
            readings: SpinLock::new(Readings {
                temperature: COLD,
                samples: 0,
            }),
            overheated: WmiEvents::new(),
        }
    }

    fn query_settings(&self, _instance: u32, irql: &mut Passive) -> Result<Settings> {
        Ok(self.settings.with(irql, |settings, _| *settings))
    }

    /// All of it: what is only read stays as it is.
    fn set_settings(&self, _instance: u32, new: Settings, irql: &mut Passive) -> Result<()> {
        self.set_limit(new.limit, irql)
    }

    fn set_item(&self, _instance: u32, item: Item<'_>, irql: &mut Passive) -> Result<()> {
        match item.id() {
            ITEM_LIMIT => self.set_limit(item.value()?, irql),
            ITEM_OVERHEATED => Err(Error::WMI_READ_ONLY),
            _ => Err(Error::WMI_ITEMID_NOT_FOUND),
        }
    }

    fn set_limit(&self, limit: u32, irql: &mut Passive) -> Result<()> {
        if limit <= COLD {
            return Err(Error::WMI_SET_FAILURE);
        }
        self.settings
            .with(irql, |settings, _| settings.limit = limit);
        Ok(())
    }

    /// The first program looks, or the last one does no more.
    fn collect(&self, what: Control, enable: bool, irql: &mut Passive) -> Result<()> {
        if what == Control::Collection && enable {
            self.readings.with(irql, |readings, _| readings.samples = 0);
        }
        Ok(())
    }

    fn read(&self, _instance: u32, irql: &mut Passive) -> Result<Readings> {
        Ok(self.readings.with(irql, |readings, _| {
            readings.samples = readings.samples.saturating_add(1);
            *readings
        }))
    }

    fn call(&self, _instance: u32, call: &mut MethodCall<'_>, irql: &mut Passive) -> Result<()> {
        match call.id() {
            METHOD_HEAT => {
                let degrees: u32 = call.input()?;
                // Before the oven is hotter: without room the method is called once more.
                call.room_for::<u32>()?;
                let temperature = self.heat(degrees, irql);
                call.output(temperature)
            }
            METHOD_COOL => {
                self.readings
                    .with(irql, |readings, _| readings.temperature = COLD);
                Ok(())
            }
            _ => Err(Error::WMI_ITEMID_NOT_FOUND),
        }
    }

    /// Heats the oven, and says how hot it is. An oven that is too hot tells those who listen.
    fn heat(&self, degrees: u32, irql: &mut Passive) -> u32 {
        let temperature = self.readings.with(irql, |readings, _| {
            readings.temperature = readings.temperature.saturating_add(degrees);
            readings.temperature
        });
        let too_hot = self.settings.with(irql, |settings, _| {
            let too_hot = temperature > settings.limit;
            settings.overheated = settings.overheated.saturating_add(u32::from(too_hot));
            too_hot
        });
        if too_hot && self.overheated.is_enabled(Control::Events) {
            // Who does not hear of it sees it in the settings.
            let _ = self.overheated.fire(temperature, irql);
        }
        temperature
    }
}
