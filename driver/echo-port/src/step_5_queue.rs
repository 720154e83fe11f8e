//! Everything has moved. A request is owned, and parked in a place that it can be cancelled in; the compiler
//! checks what the comments above each `unsafe` block have promised.
#![forbid(unsafe_code)]

use core::time::Duration;

use wdk::prelude::*;
use wdk_alloc::KVec;

/// What applications find the device by.
const INTERFACE: Guid = guid!("2C5E8B41-9D03-4F6A-A17C-3E58D2906BF4");

/// The longest write.
const MAX_LENGTH: usize = 4096;
/// How long a request waits.
const DELAY: Duration = Duration::from_secs(1);

// ANCHOR: context
/// The context of the device.
#[wdk::context]
struct Echo {
    /// The request that waits for the timer, and what was written last.
    waiting: Parked<KVec<u8>>,
    /// Completes the request.
    timer: Timer,
}
// ANCHOR_END: context

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

// ANCHOR: add
fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let echo = || Echo {
        waiting: Parked::with_data(KVec::new()),
        timer: Timer::new(),
    };
    let device = init.create(echo, irql)?;
    device.add_timer(
        TimerConfig::one_shot(),
        |echo| &echo.timer,
        Echo::expired,
        irql,
    )?;
    device.add_queue(QueueConfig::sequential().default_queue(), |echo| echo, irql)?;
    device.create_interface(&INTERFACE, None, irql)
}
// ANCHOR_END: add

// ANCHOR: handlers
#[wdk::handlers]
impl QueueHandler for Echo {
    type Irql = UpToDispatch;

    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        if length > MAX_LENGTH {
            return request.complete(Error::BUFFER_OVERFLOW, irql);
        }
        let bytes = match copy_of_input(&request, length) {
            Ok(bytes) => bytes,
            Err(error) => return request.complete(error, irql),
        };
        self.wait(request, irql, |request, stored| {
            *stored = bytes;
            request.set_information(length);
            Ok(())
        })
    }

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        self.wait(request, irql, |request, stored| {
            let length = request.write_output(stored)?;
            request.set_information(length);
            Ok(())
        })
    }
}

impl Echo {
    /// Lets a request wait for the timer, once `handle` has done with the data what it asks for.
    fn wait(
        &self,
        request: Request,
        irql: &mut UpToDispatch,
        handle: impl FnOnce(&Request, &mut KVec<u8>) -> Result<()>,
    ) -> Disposed {
        match request.park_with(|echo: &Self| &echo.waiting, irql, handle) {
            Ok(parked) => {
                self.timer.start(DELAY);
                parked
            }
            Err(rejected) => rejected.complete(irql),
        }
    }

    /// The timer: the request has waited long enough.
    fn expired(&self, _device: &Device<Self>, irql: &mut Dispatch) {
        if let Some(request) = self.waiting.take(irql) {
            request.complete(NtStatus::SUCCESS, irql);
        }
    }
}
// ANCHOR_END: handlers

/// A copy of what an application writes.
fn copy_of_input(request: &Request, length: usize) -> Result<KVec<u8>> {
    let mut bytes = KVec::try_zeroed(length)?;
    request.read_input(&mut bytes)?;
    Ok(bytes)
}
