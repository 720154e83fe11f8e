//! Sample KMDF driver: a doorbell that idles, wakes up and survives sleep.
//!
//! A write rings the bell, for which the device must be in D0. A read waits until somebody presses the button, as long as
//! it takes: it does not keep the device in D0, since the button is the device's wake signal. The device leaves D0 after ten
//! seconds without work, and wakes a sleeping system up.
//!
//! The driver shows idle and wake settings, the callbacks that arm and disarm the wake signal, a queue that is not
//! power-managed, and a power reference for work that no request of a power-managed queue stands for.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use core::time::Duration;

use wdk::{
    irql::Unlocked,
    power::{IdleSettings, PowerHold, WakeSettings},
    prelude::*,
};
use wdk_panic as _;

use interface::{DOORBELL_INTERFACE, Presses};

/// After how long without work the device leaves D0.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10);
/// For how long the chime sounds.
const CHIME: Duration = Duration::from_secs(30);

/// The context of a doorbell.
#[wdk::context]
struct Doorbell {
    /// Presses of the button that no read has reported.
    presses: SpinLock<Presses>,
    /// Reads that wait for a press. The framework cancels them.
    visitors: ManualQueue,
    /// Keeps the device in D0 while the chime sounds.
    sounding: PowerHold,
    /// Runs while the chime sounds.
    chime: Timer,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let device = init.create_with_events(Doorbell::new, irql)?;
    // Waiting for a visitor is no work.
    let waiting = ManualQueueConfig::new().power_managed(false);
    device.add_manual_queue_with(waiting, |bell| &bell.visitors, irql)?;
    device.add_timer(
        TimerConfig::one_shot(),
        |bell| &bell.chime,
        Doorbell::silence,
        irql,
    )?;
    device.add_queue(QueueConfig::sequential().default_queue(), |bell| bell, irql)?;
    device.create_interface(&DOORBELL_INTERFACE, None, irql)?;
    let idle = IdleSettings::can_wake().timeout(IDLE_TIMEOUT);
    let idles = device.assign_idle_settings(&idle, irql);
    let wakes = device.assign_wake_settings(&WakeSettings::new(), irql);
    if let Err(error) = idles.and(wakes) {
        // Without a wake signal the button would be dead while the device rests: it stays in D0.
        log::warn!("the device does not idle: {error}");
    }
    Ok(())
}

impl Doorbell {
    fn new() -> Self {
        Self {
            presses: SpinLock::new(0),
            visitors: ManualQueue::new(),
            sounding: PowerHold::new(),
            chime: Timer::new(),
        }
    }

    /// Somebody has pressed the button.
    fn pressed(&self, irql: &mut impl Unlocked) {
        self.presses
            .with(irql, |presses, _| *presses = presses.saturating_add(1));
        self.serve(irql);
    }

    /// Reports the presses to the read that waits longest.
    fn serve(&self, irql: &mut impl Unlocked) {
        let served = self.presses.with(irql, |presses, _| {
            if *presses == 0 {
                return None;
            }
            let read = self.visitors.retrieve_next().ok()??;
            Some((read, core::mem::take(presses)))
        });
        if let Some((read, presses)) = served {
            read.reply_with(&presses, irql);
        }
    }

    /// The chime has sounded long enough.
    fn silence(&self, device: &Device<Self>, _irql: &mut Dispatch) {
        self.sounding.release(device);
    }
}

#[wdk::handlers]
impl DeviceEvents for Doorbell {
    fn d0_entry(
        &self,
        _device: &Device<Self, InD0>,
        previous: PowerState,
        _irql: &mut Passive,
    ) -> Result<()> {
        log::info!("in D0 after {previous:?}");
        Ok(())
    }

    fn d0_exit(
        &self,
        device: &Device<Self, InD0>,
        target: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        // The system sleeps or the device goes: nobody hears the chime.
        self.chime.stop_and_wait(irql);
        self.sounding.release(device);
        log::info!("leaves D0 for {target:?}");
        Ok(())
    }

    fn surprise_removal(&self, _device: &Device<Self>, irql: &mut Passive) {
        // The framework empties power-managed queues only, until the device is closed.
        if let Ok(visitors) = self.visitors.get() {
            visitors.purge_and_wait(irql);
        }
    }

    fn arm_wake_from_s0(&self, _device: &Device<Self, InD0>, _irql: &mut Passive) -> Result<()> {
        log::info!("the button wakes the device up");
        Ok(())
    }

    fn disarm_wake_from_s0(&self, _device: &Device<Self, InD0>, _irql: &mut Passive) {
        log::info!("the button is disarmed");
    }

    fn wake_from_s0_triggered(&self, _device: &Device<Self, InD0>, irql: &mut Passive) {
        self.pressed(irql);
    }

    fn arm_wake_from_sx(&self, _device: &Device<Self, InD0>, _irql: &mut Passive) -> Result<()> {
        log::info!("the button wakes the system up");
        Ok(())
    }

    fn disarm_wake_from_sx(&self, _device: &Device<Self, InD0>, _irql: &mut Passive) {
        log::info!("the button is disarmed");
    }

    fn wake_from_sx_triggered(&self, _device: &Device<Self, InD0>, irql: &mut Passive) {
        self.pressed(irql);
    }
}

#[wdk::handlers]
impl QueueHandler for Doorbell {
    type Irql = UpToDispatch;

    /// Rings the bell: the write is complete at once, the chime sounds on.
    fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        let device = request.device().ok_or(Error::INVALID_DEVICE_STATE);
        let result = device.and_then(|device: &Device<Self>| self.sounding.take(device));
        if result.is_ok() {
            self.chime.start(CHIME);
        }
        request.finish(result.map(|_| length), irql)
    }

    /// Waits for a press.
    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        let waiting = self.visitors.forward(request, irql);
        self.serve(irql);
        waiting.unwrap_or_else(|rejected| rejected.complete(irql))
    }
}
