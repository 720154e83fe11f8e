//! A driver without Plug and Play.

use wdk::prelude::*;

#[wdk::context]
struct Kettle {
    // Owned by a control device, which goes when the driver does.
    filled: WaitLock<Memory>,
}

#[wdk::driver_entry(name = "kettle")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .non_pnp()
        .evt_unload(unload)
        .create_then(driver, registry_path, create_device)
}

fn create_device(driver: &Driver, irql: &mut Passive) -> Result<()> {
    let everybody = unicode!("D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGW;;;WD)");
    // Settings that are not used are given back.
    drop(DeviceInit::control(driver, everybody, irql)?);

    let mut init = DeviceInit::control(driver, everybody, irql)?;
    init.assign_name(unicode!("\\Device\\Kettle"), irql)?;
    let filled = WaitLock::new(Memory::new(4, Some(*b"Kett"))?, irql)?;
    let device = init.create(|| Kettle { filled }, irql)?;
    device.create_symbolic_link(unicode!("\\DosDevices\\Kettle"), irql)?;
    device.add_queue(
        QueueConfig::sequential().default_queue(),
        |kettle| kettle,
        irql,
    )?;
    device.finish_initializing();
    Ok(())
}

fn unload(_driver: &Driver, _irql: &mut Passive) {}

#[wdk::handlers]
impl QueueHandler for Kettle {
    type Irql = Passive;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        let filled = self
            .filled
            .with(irql, |filled, _| request.write_output(filled));
        request.finish(filled, irql)
    }

    fn write(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        let result = self
            .filled
            .try_with(irql, |filled, _| request.read_input(filled));
        request.finish(result.unwrap_or(Err(Error::DEVICE_BUSY)), irql)
    }
}
