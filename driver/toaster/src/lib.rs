//! Sample KMDF driver: a toaster, without hardware.
//!
//! A write puts bread in, which is toast after one second per [`Doneness`]. A read waits for the
//! toast. Bread can be put in when the last toast was read.
//!
//! The driver shows the parts of a function driver: entry and unload, one device with a context,
//! Plug and Play and power callbacks, a default queue, a manual queue in which readers wait and
//! can be cancelled, a timer, and events for production.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;
mod slot;

use core::time::Duration;

use wdk::{irql::Unlocked, prelude::*};
use wdk_panic as _;

use interface::{
    CAPACITY, DARK, Doneness, IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS, LIGHT,
    TOASTER_INTERFACE,
};
use slot::Slot;

/// The period of the timer while bread is toasted.
const TICK: Duration = Duration::from_secs(1);

/// The context of a toaster.
#[wdk::context]
struct Toaster {
    /// The slot for bread.
    slot: SpinLock<Slot>,
    /// Reads that wait for toast. The framework cancels them.
    readers: ManualQueue,
    /// Runs while bread is toasted.
    heating: Timer,
}

/// The keyword of events about bread and toast.
const BREAD: u64 = 0x2;

#[wdk::driver_entry(provider(pub EVENTS = "WdkSamples.Toaster"))]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    log::info!("loaded from {registry_path}");
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let device = init.create_with_events(Toaster::new, irql)?;
    device.add_manual_queue(|toaster| &toaster.readers, irql)?;
    device.add_timer(TimerConfig::one_shot(), |t| &t.heating, Toaster::tick, irql)?;
    device.add_queue(
        QueueConfig::sequential().default_queue(),
        |toaster| toaster,
        irql,
    )?;
    device.create_interface(&TOASTER_INTERFACE, None, irql)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {
    log::info!("unloaded");
}

impl Toaster {
    fn new() -> Self {
        Self {
            slot: SpinLock::new(Slot::new()),
            readers: ManualQueue::new(),
            heating: Timer::new(),
        }
    }

    /// A second has passed.
    fn tick(&self, _device: &Device<Self>, irql: &mut Dispatch) {
        if self.slot.with(irql, |slot, _| slot.toast()) {
            self.heating.start(TICK);
        } else {
            self.serve(irql);
        }
    }

    /// Gives the toast, when it is done, to the reader that waits longest.
    fn serve(&self, irql: &mut impl Unlocked) {
        let served = self.slot.with(irql, |slot, _| {
            let toast = slot.done()?;
            let reader = self.readers.retrieve_next().ok()??;
            slot.clear();
            Some((reader, toast))
        });
        if let Some((reader, toast)) = served {
            trace::event!(EVENTS, Info, "ToastServed", keyword = BREAD, bytes: usize = toast.len());
            reader.reply(&toast, irql);
        }
    }
}

#[wdk::handlers]
impl DeviceEvents for Toaster {
    fn prepare_hardware(
        &self,
        _device: &Device<Self, Prepared>,
        resources: Resources<'_>,
        _irql: &mut Passive,
    ) -> Result<()> {
        log::info!("got {} hardware resources", resources.len());
        Ok(())
    }

    fn release_hardware(
        &self,
        _device: &mut Device<Self, Releasing>,
        irql: &mut Passive,
    ) -> Result<()> {
        self.slot.with(irql, |slot, _| slot.clear());
        Ok(())
    }

    fn d0_entry(
        &self,
        _device: &Device<Self, InD0>,
        _previous: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        if self.slot.with(irql, |slot, _| slot.is_toasting()) {
            self.heating.start(TICK);
        }
        Ok(())
    }

    fn d0_exit(
        &self,
        _device: &Device<Self, InD0>,
        _target: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        self.heating.stop_and_wait(irql);
        Ok(())
    }

    fn surprise_removal(&self, _device: &Device<Self>, _irql: &mut Passive) {
        log::warn!("removed without notice");
        trace::event!(EVENTS, Warning, "SurpriseRemoved");
    }
}

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = UpToDispatch;

    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        let mut bread = [0; CAPACITY];
        let Some(bread) = bread.get_mut(..length) else {
            return request.complete(Error::INVALID_BUFFER_SIZE, irql);
        };
        let result = request
            .read_input(bread)
            .and_then(|_| self.slot.with(irql, |slot, _| slot.load(bread)));
        trace::event!(EVENTS, Info, "BreadLoaded", keyword = BREAD,
            bytes: usize = length,
            status: NtStatus = result.into(),
        );
        if result.is_ok() {
            self.heating.start(TICK);
        }
        request.finish(result.map(|()| length), irql)
    }

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        let waiting = self.readers.forward(request, irql);
        self.serve(irql);
        waiting.unwrap_or_else(|rejected| rejected.complete(irql))
    }

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut UpToDispatch,
    ) -> Disposed {
        match control.code {
            IOCTL_TOASTER_GET_DONENESS => {
                let doneness = self.slot.with(irql, |slot, _| slot.doneness());
                request.reply_with(&doneness, irql)
            }
            IOCTL_TOASTER_SET_DONENESS if control.input_length > size_of::<Doneness>() => {
                request.complete(Error::INVALID_BUFFER_SIZE, irql)
            }
            IOCTL_TOASTER_SET_DONENESS => match request.input::<Doneness>() {
                Ok(doneness @ LIGHT..=DARK) => {
                    self.slot.with(irql, |slot, _| slot.set_doneness(doneness));
                    request.complete(NtStatus::SUCCESS, irql)
                }
                Ok(_) => request.complete(Error::INVALID_PARAMETER, irql),
                Err(error) => request.complete(error, irql),
            },
            _ => request.complete(Error::INVALID_DEVICE_REQUEST, irql),
        }
    }
}
