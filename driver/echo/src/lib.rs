//! Sample KMDF driver: a read returns what was written last.
//!
//! It does what Microsoft's
//! [echo sample](https://learn.microsoft.com/samples/microsoft/windows-driver-samples/echo-sample/)
//! does: one request at a time, each waiting for a timer that completes it, and cancelable while
//! it waits.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use core::time::Duration;

use wdk::prelude::*;
use wdk_alloc::KVec;
use wdk_panic as _;

use interface::{ECHO_INTERFACE, MAX_LENGTH};

/// A read does not wait for the timer when nothing was written.
const NOTHING: Error = Error::NO_MORE_ENTRIES;

/// How long a request waits.
const DELAY: Duration = Duration::from_secs(10);

/// The context of an echo device.
#[wdk::context]
struct Echo {
    /// The request that waits for the timer, and what was written last.
    current: Parked<KVec<u8>>,
    /// Completes the request.
    timer: Timer,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let echo = || Echo {
        current: Parked::with_data(KVec::new()),
        timer: Timer::new(),
    };
    let device = init.create(echo, irql)?;
    device.add_timer(
        TimerConfig::one_shot(),
        |echo| &echo.timer,
        Echo::complete,
        irql,
    )?;
    device.add_queue(QueueConfig::sequential().default_queue(), |echo| echo, irql)?;
    device.create_interface(&ECHO_INTERFACE, None, irql)
}

impl Echo {
    /// Starts the timer for a request that is parked.
    fn wait(&self, parked: Result<Disposed, Rejected>, irql: &mut UpToDispatch) -> Disposed {
        match parked {
            Ok(waiting) => {
                self.timer.start(DELAY);
                waiting
            }
            Err(rejected) => rejected.complete(irql),
        }
    }

    /// The timer: the request has waited long enough.
    fn complete(&self, _device: &Device<Self>, irql: &mut Dispatch) {
        if let Some(request) = self.current.take(irql) {
            request.complete(NtStatus::SUCCESS, irql);
        }
    }
}

/// A copy of what an application writes.
fn copy_of_input(request: &Request, length: usize) -> Result<KVec<u8>> {
    let mut bytes = KVec::try_zeroed(length)?;
    request.read_input(&mut bytes)?;
    Ok(bytes)
}

#[wdk::handlers]
impl QueueHandler for Echo {
    type Irql = UpToDispatch;

    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        if length > MAX_LENGTH {
            return request.complete_with_information(Error::BUFFER_OVERFLOW, 0, irql);
        }
        let bytes = match copy_of_input(&request, length) {
            Ok(bytes) => bytes,
            Err(error) => return request.complete(error, irql),
        };
        let parked = request.park_with(
            |echo: &Self| &echo.current,
            irql,
            |request, stored| {
                *stored = bytes;
                request.set_information(length);
                Ok(())
            },
        );
        self.wait(parked, irql)
    }

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        let parked = request.park_with(
            |echo: &Self| &echo.current,
            irql,
            |request, stored| match request.write_output(stored)? {
                0 => Err(NOTHING),
                bytes => {
                    request.set_information(bytes);
                    Ok(())
                }
            },
        );
        match parked {
            Err(Rejected { request, error }) if error == NOTHING => {
                request.complete_with_information(NtStatus::SUCCESS, 0, irql)
            }
            parked => self.wait(parked, irql),
        }
    }

    fn stop(&self, stopping: Stopping<'_>, irql: &mut UpToDispatch) {
        match stopping.reason() {
            StopReason::Suspend => {
                // One that does not wait any more is being completed by the timer.
                let _ = stopping.acknowledge(&self.current, irql);
            }
            StopReason::Purge => {
                if let Some(request) = self.current.take(irql) {
                    request.complete_with_information(Error::CANCELLED, 0, irql);
                }
            }
        }
    }
}
