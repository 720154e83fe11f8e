//! Sample KMDF driver: a read returns what was written last.
//!
//! It does what Microsoft's
//! [echo sample](https://learn.microsoft.com/samples/microsoft/windows-driver-samples/echo-sample/)
//! does: one request at a time, each waiting for a timer that completes it, and cancelable while
//! it waits.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use core::{mem, time::Duration};

use wdk::prelude::*;
use wdk_alloc::KVec;
use wdk_panic as _;

use interface::{ECHO_INTERFACE, MAX_LENGTH};

/// How long a request waits.
const DELAY: Duration = Duration::from_secs(10);

/// The context of an echo device.
#[wdk::context]
struct Echo {
    /// What was written last.
    stored: SpinLock<KVec<u8>>,
    /// The request that waits for the timer.
    current: Parked,
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
        stored: SpinLock::new(KVec::new()),
        current: Parked::new(),
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
    /// Stores the number of bytes that a request transferred, and parks it for the timer.
    fn wait(&self, request: Request, bytes: usize, irql: &mut UpToDispatch) -> Disposed {
        request.set_information(bytes);
        match request.park(|echo: &Self| &echo.current, irql) {
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

    /// Takes a copy of what an application writes.
    fn store(&self, request: &Request, length: usize, irql: &mut UpToDispatch) -> Result<usize> {
        let mut bytes = KVec::try_zeroed(length)?;
        request.read_input(&mut bytes)?;
        let old = self
            .stored
            .with(irql, |stored, _| mem::replace(stored, bytes));
        drop(old);
        Ok(length)
    }
}

#[wdk::handlers]
impl QueueHandler for Echo {
    type Irql = UpToDispatch;

    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        if length > MAX_LENGTH {
            return request.complete_with_information(Error::BUFFER_OVERFLOW, 0, irql);
        }
        match self.store(&request, length, irql) {
            Ok(bytes) => self.wait(request, bytes, irql),
            Err(error) => request.complete(error, irql),
        }
    }

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        let copied = self
            .stored
            .with(irql, |stored, _| request.write_output(stored));
        match copied {
            Ok(0) => request.complete_with_information(NtStatus::SUCCESS, 0, irql),
            Ok(bytes) => self.wait(request, bytes, irql),
            Err(error) => request.complete(error, irql),
        }
    }

    fn stop(&self, stopping: Stopping<'_>, irql: &mut UpToDispatch) {
        match stopping.reason() {
            StopReason::Suspend => {
                stopping.acknowledge(&self.current, irql);
            }
            StopReason::Purge => {
                if let Some(request) = self.current.take(irql) {
                    request.complete_with_information(Error::CANCELLED, 0, irql);
                }
            }
        }
    }
}
