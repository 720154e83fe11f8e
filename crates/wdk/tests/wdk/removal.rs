//! A device that goes while others use it: notifications that run, and threads that hold it.

use std::sync::atomic::{
    AtomicU32, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use std::{cell::Cell, rc::Rc};

use wdk::{
    Guid, IoControlCode,
    interface::InterfaceChange,
    ioctl::{Access, Method},
    prelude::*,
    registry,
    timer::TimerConfig,
};
use wdk_sim::{Machine, Result as Outcome, explore::Explorer};

use crate::{inf, schedules, succeeding};

/// Each of its devices watches the interfaces of all.
mod lookout {
    use super::*;

    pub(crate) static CALLS: AtomicUsize = AtomicUsize::new(0);
    pub(crate) const CLASS: Guid = wdk::guid!("0B8A4D3C-52C5-4D2E-8E6F-0B2D6C8E3F11");
    const ALIVE: u32 = 0xA11E;

    #[wdk::context]
    struct Lookout {
        alive: AtomicU32,
        seen: SpinLock<u32>,
        timer: Timer,
    }

    impl Drop for Lookout {
        fn drop(&mut self) {
            self.alive.store(0, SeqCst);
        }
    }

    #[wdk::driver_entry(name = "lookout")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let lookout = Lookout {
            alive: AtomicU32::new(ALIVE),
            seen: SpinLock::new(0),
            timer: Timer::new(),
        };
        let device = init.create(|| lookout, irql)?;
        device.create_interface(&CLASS, None, irql)?;
        device.watch_interfaces(driver, &CLASS, changed, irql)?;
        device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
        // A second time, to be ended as the first.
        device.watch_interfaces(driver, &CLASS, changed, irql)
    }

    fn changed(lookout: &Lookout, change: InterfaceChange<'_>, irql: &mut Passive) {
        assert_eq!(lookout.alive.load(SeqCst), ALIVE, "the context is there");
        CALLS.fetch_add(1, Relaxed);
        lookout.seen.with(irql, |seen, _| *seen += 1);
        lookout.timer.start(core::time::Duration::ZERO);
        // It takes a while, in which the device can be removed.
        let _ = interface_key(change.link, irql);
        assert_eq!(
            lookout.alive.load(SeqCst),
            ALIVE,
            "the context is still there"
        );
    }

    fn interface_key(link: &UnicodeStr, irql: &Passive) -> Result<()> {
        wdk::interface::key(link, registry::Access::Read, irql).map(drop)
    }

    fn tick(lookout: &Lookout, _: &Device<Lookout>, _: &mut Passive) {
        assert_eq!(lookout.alive.load(SeqCst), ALIVE, "the context is there");
    }

    fn unload(_: &Driver, _: &mut Passive) {}
}

fn removed_while_it_watches(machine: &Machine) -> Outcome {
    machine.add_package(&*inf("lookout"), lookout::DRIVER)?;
    let first = machine.plug("root\\lookout")?;
    // Its arrival is told to the first on a thread of the system, while that is removed.
    let second = machine.plug("root\\lookout")?;
    first.surprise_remove()?;
    second.remove()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn no_notification_comes_to_a_device_that_is_gone() {
    let explorer = Explorer::new(Machine::builder().processors(2));
    let outcome = explorer.random(0..schedules(30), succeeding(removed_while_it_watches));
    assert!(outcome.findings.is_empty(), "{outcome}");
    let outcome = explorer.exhaustive(
        1,
        schedules(60) as usize,
        succeeding(removed_while_it_watches),
    );
    assert!(outcome.findings.is_empty(), "{outcome}");
    assert!(lookout::CALLS.load(Relaxed) > 100);
}

/// A request to one device holds another one while that is removed.
mod holder {
    use super::*;

    pub(crate) const CLASS: Guid = wdk::guid!("0B8A4D3C-52C5-4D2E-8E6F-0B2D6C8E3F12");
    pub(crate) const KEEP: IoControlCode = code(0x800);
    /// Holds the kept device until its removal has begun, and uses it then.
    pub(crate) const HOLD: IoControlCode = code(0x801);
    /// How often the device was used after its removal had begun.
    pub(crate) static USES: AtomicUsize = AtomicUsize::new(0);

    const fn code(function: u16) -> IoControlCode {
        IoControlCode::new(0x22, function, Method::Buffered, Access::Any)
    }

    /// Only one test uses it: tests share statics.
    static KEPT: SpinLock<Option<ObjRef<Device<Holder>>>> = SpinLock::new(None);

    #[wdk::context]
    struct Holder;

    #[wdk::driver_entry(name = "holder")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let device = init.create(|| Holder, irql)?;
        device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
        device.create_interface(&CLASS, None, irql)
    }

    fn unload(_: &Driver, _: &mut Passive) {}

    fn hold(irql: &mut Passive) -> Result<()> {
        let kept = KEPT.with(irql, |kept, _| kept.take());
        let kept = kept.ok_or(Error::NOT_FOUND)?;
        let device = kept.upgrade().ok_or(Error::DELETE_PENDING)?;
        while kept.upgrade().is_some() {}
        for _ in 0..4 {
            device.hardware_key(registry::Access::Read, irql)?;
            USES.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    #[wdk::handlers]
    impl QueueHandler for Holder {
        type Irql = Passive;

        fn device_control(
            &self,
            request: Request,
            control: IoControl,
            irql: &mut Passive,
        ) -> Disposed {
            match control.code {
                KEEP => {
                    let kept = request.device::<Self>().map(Device::keep);
                    let before = KEPT.with(irql, |place, _| core::mem::replace(place, kept));
                    drop(before);
                    request.complete(NtStatus::SUCCESS, irql)
                }
                HOLD => {
                    let held = hold(irql);
                    request.complete(held, irql)
                }
                _ => request.complete(Error::INVALID_DEVICE_REQUEST, irql),
            }
        }
    }
}

fn removed_while_it_is_held(machine: &Machine) -> Outcome {
    machine.add_package(&*inf("holder"), holder::DRIVER)?;
    let class = wdk_sys::GUID::from(holder::CLASS);
    let [first, second] = [machine.plug("root\\holder")?, machine.plug("root\\holder")?];
    let file = machine.open(&first.interface(&class)?)?;
    file.ioctl(holder::KEEP.value(), &[], &mut [])?;
    drop(file);
    let file = machine.open(&second.interface(&class)?)?;
    let used = holder::USES.load(Relaxed);
    let ended = Rc::new(Cell::new(None));
    machine.spawn("holder", {
        let ended = Rc::clone(&ended);
        move || ended.set(Some(file.ioctl(holder::HOLD.value(), &[], &mut []).is_ok()))
    })?;
    // The schedule decides who comes first.
    first.surprise_remove()?;
    let uses = holder::USES.load(Relaxed) - used;
    machine.run_until_idle()?;
    match ended.get() {
        Some(true) => assert_eq!(uses, 4, "the removal has waited"),
        Some(false) => assert_eq!(uses, 0, "the removal had begun"),
        None => panic!("the request is not completed"),
    }
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn a_removal_waits_for_another_thread_that_holds_the_device() {
    let explorer = Explorer::new(Machine::builder().processors(2));
    let outcome = explorer.random(0..schedules(24), succeeding(removed_while_it_is_held));
    assert!(outcome.findings.is_empty(), "{outcome}");
    assert!(holder::USES.load(Relaxed) > 0, "it was held in some");
}

/// Its timer takes the request that waits out of its place, and puts it back.
mod juggler {
    use super::*;

    pub(crate) static PUT_BACK: AtomicUsize = AtomicUsize::new(0);

    #[wdk::context]
    struct Juggler {
        parked: Parked,
        timer: Timer,
    }

    #[wdk::driver_entry(name = "juggler")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let juggler = || Juggler {
            parked: Parked::new(),
            timer: Timer::new(),
        };
        let device = init.create(juggler, irql)?;
        device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
        device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
        device.create_symbolic_link(unicode!(r"\DosDevices\Juggler"), irql)
    }

    fn unload(_: &Driver, _: &mut Passive) {}

    fn put(request: Request, irql: &mut Passive) -> Disposed {
        request
            .park(|it: &Juggler| &it.parked, irql)
            .unwrap_or_else(|rejected| rejected.complete(irql))
    }

    fn tick(juggler: &Juggler, _: &Device<Juggler>, irql: &mut Passive) {
        for _ in 0..8 {
            let Some(request) = juggler.parked.take(irql) else {
                return;
            };
            put(request, irql);
            PUT_BACK.fetch_add(1, Relaxed);
        }
    }

    #[wdk::handlers]
    impl QueueHandler for Juggler {
        type Irql = Passive;

        fn read(&self, request: Request, _: usize, irql: &mut Passive) -> Disposed {
            self.timer.start(core::time::Duration::ZERO);
            put(request, irql)
        }
    }
}

fn removed_while_it_juggles(machine: &Machine) -> Outcome {
    machine.add_package(&*inf("juggler"), juggler::DRIVER)?;
    let device = machine.plug("root\\juggler")?;
    let file = machine.open(r"\\.\Juggler")?;
    let read = file.begin_read(1)?;
    device.surprise_remove()?;
    assert!(read.is_complete());
    drop(read);
    drop(file);
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

/// `EvtIoStop` comes while nobody has parked the request.
#[test]
fn a_request_that_is_parked_again_does_not_hold_a_removal_up() {
    let explorer = Explorer::new(Machine::builder().processors(2));
    let outcome = explorer.random(0..schedules(200), succeeding(removed_while_it_juggles));
    assert!(outcome.findings.is_empty(), "{outcome}");
    assert!(juggler::PUT_BACK.load(Relaxed) > 100);
}
