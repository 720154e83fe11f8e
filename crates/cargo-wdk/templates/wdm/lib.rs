//! A WDM driver, without the framework: what was written last is what is read.
#![no_std]
#![forbid(unsafe_code)]

use wdk::{
    prelude::*,
    wdm::{self, Completed, Device, DispatchRoutine, Irp, MajorFunction},
};
use wdk_panic as _;

/// How many bytes the device keeps.
pub const CAPACITY: usize = 64;

/// The driver, from `DriverEntry` to `DriverUnload`.
struct Driver {
    last: SpinLock<Message>,
}

#[derive(Clone, Copy)]
struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
}

#[wdk::wdm_driver]
impl wdm::Driver for Driver {
    fn load(
        driver: &wdm::DriverObject,
        _registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        for (function, routine) in [
            (MajorFunction::Create, DispatchRoutine::new(open_close)),
            (MajorFunction::Close, DispatchRoutine::new(open_close)),
            (MajorFunction::Read, DispatchRoutine::with_state(read)),
            (MajorFunction::Write, DispatchRoutine::with_state(write)),
        ] {
            driver.set_dispatch(function, routine);
        }
        let name = unicode!(r"\Device\{{name}}");
        let link = unicode!(r"\DosDevices\{{name}}");
        // Programs open it as `\\.\{{name}}`. It is deleted after `unload`.
        driver.create_control_device(name, link, irql)?;
        Ok(Self {
            last: SpinLock::new(Message {
                bytes: [0; CAPACITY],
                length: 0,
            }),
        })
    }

    fn unload(self, _irql: &mut Passive) {
        log::info!("unloaded");
    }
}

fn open_close(_device: &Device, irp: Irp, _irql: &mut UpToDispatch) -> Completed {
    irp.complete(NtStatus::SUCCESS)
}

fn write(driver: &Driver, _device: &Device, irp: Irp, irql: &mut UpToDispatch) -> Completed {
    let input = irp.input();
    let length = input.len();
    let mut message = Message {
        bytes: [0; CAPACITY],
        length,
    };
    let Some(bytes) = message.bytes.get_mut(..length) else {
        return irp.complete(Error::INVALID_BUFFER_SIZE);
    };
    bytes.copy_from_slice(input);
    driver.last.with(irql, |last, _| *last = message);
    irp.complete_with_information(NtStatus::SUCCESS, length)
}

/// As much of the message as the reader has room for.
fn read(driver: &Driver, _device: &Device, irp: Irp, irql: &mut UpToDispatch) -> Completed {
    let message = driver.last.with(irql, |last, _| *last);
    let length = message.length.min(irp.output_length());
    irp.reply(&message.bytes[..length])
}
