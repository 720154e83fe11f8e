//! The callbacks: each runs a program.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use wdk::{
    interface::InterfaceChange,
    prelude::*,
    request::{CallerRequest, CanceledRequest},
};

use super::{Part, Subject};

/// How often the timer that starts itself again fires, and how long it waits: at `PASSIVE_LEVEL` no
/// timer has a period.
const BEATS: u32 = 40;
const BEAT: Duration = Duration::from_millis(2);

pub(super) fn in_caller_context(
    subject: &Subject,
    request: CallerRequest<'_>,
    irql: &mut UpToDispatch,
) -> Disposed {
    if let Some(passive) = irql.as_passive()
        && let Ok(input) = request.user_input(passive)
    {
        let mut bytes = [0; 8];
        if let Ok(memory) = input.probe_and_lock(passive) {
            let _ = memory.copy_to(0, &mut bytes);
        }
        if let Ok(output) = request.user_output(passive)
            && let Ok(memory) = output.probe_and_lock(passive)
        {
            let _ = memory.copy_from(0, &bytes);
        }
        if bytes[0] & 1 == 1 {
            return subject.handle(request.into_request(), irql);
        }
    }
    let enqueued = request.enqueue(irql);
    enqueued.unwrap_or_else(|it| it.complete(irql))
}

/// Runs a callback that somebody may wait for in it.
fn counted(running: &AtomicU32, callback: impl FnOnce()) {
    running.fetch_add(1, Relaxed);
    callback();
    running.fetch_sub(1, Relaxed);
}

pub(super) fn tick(subject: &Subject, device: &Device<Subject>, irql: &mut Dispatch) {
    counted(&subject.shared.in_timer, || {
        subject.callback(1, Some(device), irql)
    });
}

pub(super) fn beat(subject: &Subject, device: &Device<Subject>, irql: &mut Passive) {
    // Else the machine would run for ever, waiting for a request that nobody completes.
    if subject.shared.beats.fetch_add(1, Relaxed) <= BEATS {
        subject.periodic.start(BEAT);
    }
    counted(&subject.shared.in_timer, || {
        subject.callback(2, Some(device), irql)
    });
}

pub(super) fn work(subject: &Subject, device: &Device<Subject>, irql: &mut Passive) {
    counted(&subject.shared.in_work, || {
        subject.callback(3, Some(device), irql)
    });
}

pub(super) fn change(subject: &Subject, _: InterfaceChange<'_>, irql: &mut Passive) {
    subject.callback(4, None, irql);
}

#[wdk::handlers]
impl DeviceEvents for Subject {
    fn prepare_hardware(
        &self,
        device: &Device<Self, Prepared>,
        _: Resources<'_>,
        irql: &mut Passive,
    ) -> Result<()> {
        self.hardware.set(device, 7)?;
        self.callback(5, Some(device), irql);
        Ok(())
    }

    fn release_hardware(
        &self,
        device: &mut Device<Self, Releasing>,
        irql: &mut Passive,
    ) -> Result<()> {
        self.callback(6, Some(device), irql);
        self.hardware.take(device);
        Ok(())
    }

    fn d0_entry(
        &self,
        device: &Device<Self, InD0>,
        _: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        let _ = self.hardware.get(device);
        self.callback(7, Some(device), irql);
        Ok(())
    }

    fn d0_exit(
        &self,
        device: &Device<Self, InD0>,
        _: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        self.callback(8, Some(device), irql);
        Ok(())
    }

    fn self_managed_io_cleanup(&self, device: &Device<Self>, irql: &mut Passive) {
        self.callback(9, Some(device), irql);
    }

    fn surprise_removal(&self, device: &Device<Self>, irql: &mut Passive) {
        self.callback(10, Some(device), irql);
    }

    fn query_remove(&self, device: &Device<Self>, irql: &mut Passive) -> Result<()> {
        self.callback(11, Some(device), irql);
        Ok(())
    }
}

#[wdk::handlers]
impl QueueHandler for Subject {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn write(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn device_control(&self, request: Request, _: IoControl, irql: &mut UpToDispatch) -> Disposed {
        self.handle(request, irql)
    }

    fn stop(&self, stopping: Stopping<'_>, irql: &mut UpToDispatch) {
        self.callback(12, None, irql);
        if stopping.reason() == StopReason::Purge {
            for place in &self.parked {
                if let Some(request) = place.take(irql) {
                    request.complete(Error::CANCELLED, irql);
                }
            }
            return;
        }
        let [first, second] = &self.parked;
        if let Err(stopping) = stopping.acknowledge(first, irql) {
            // A request that waits nowhere is somebody's, who completes it.
            let _ = stopping.acknowledge(second, irql);
        }
    }

    fn resume(&self, irql: &mut UpToDispatch) {
        self.callback(13, None, irql);
    }

    fn canceled_on_queue(&self, request: CanceledRequest, irql: &mut UpToDispatch) -> Disposed {
        request.complete(irql)
    }
}

#[wdk::handlers]
impl QueueHandler for Part {
    type Irql = Passive;

    fn default(&self, request: Request, irql: &mut Passive) -> Disposed {
        let Some(device) = request.device::<Subject>().map(Device::keep) else {
            return request.complete(Error::INVALID_DEVICE_STATE, irql);
        };
        device.context().handle(request, irql)
    }
}
