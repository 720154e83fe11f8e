//! A KMDF driver: what was written last is what is read.
#![no_std]
#![forbid(unsafe_code)]

use wdk::prelude::*;
use wdk_panic as _;

/// How applications find the device.
pub const INTERFACE: Guid = wdk::guid!("{{guid}}");

/// How many bytes the device keeps.
pub const CAPACITY: usize = 64;

/// What each device has.
#[wdk::context]
struct Store {
    last: SpinLock<Message>,
}

struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let last = SpinLock::new(Message {
        bytes: [0; CAPACITY],
        length: 0,
    });
    let device = init.create(|| Store { last }, irql)?;
    device.add_queue(
        QueueConfig::sequential().default_queue(),
        |store| store,
        irql,
    )?;
    device.create_interface(&INTERFACE, None, irql)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {
    log::info!("unloaded");
}

#[wdk::handlers]
impl QueueHandler for Store {
    type Irql = UpToDispatch;

    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        let mut message = Message {
            bytes: [0; CAPACITY],
            length,
        };
        let Some(bytes) = message.bytes.get_mut(..length) else {
            return request.complete(Error::INVALID_BUFFER_SIZE, irql);
        };
        let copied = request.read_input(bytes);
        if copied.is_ok() {
            self.last.with(irql, |last, _| *last = message);
        }
        request.finish(copied, irql)
    }

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        let copied = self.last.with(irql, |last, _| {
            request.write_output(&last.bytes[..last.length])
        });
        request.finish(copied, irql)
    }
}
