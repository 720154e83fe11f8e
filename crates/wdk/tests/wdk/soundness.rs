//! Attacks on the promise of the safe API, each of which once succeeded: see
//! `docs/internals/soundness.md`.

use core::time::Duration;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use wdk::{
    Guid, IoControlCode, PoolString,
    device::IoType,
    interface::RemoteDevice,
    ioctl::{Access, Method},
    prelude::*,
    registry,
    timer::TimerConfig,
    wdm,
};
use wdk_sim::{Control, Error as SimError, Machine, verifier::OnViolation};

const fn code(function: u16) -> IoControlCode {
    IoControlCode::new(0x22, function, Method::Buffered, Access::Any)
}

/// Keeps a device, and uses it in requests to another one.
mod keeper {
    use super::*;

    pub(crate) const CLASS: Guid = wdk::guid!("6A0A2E52-1B1D-4B0E-9C55-6F2C8E2C7B10");
    /// Keeps the device that gets the request.
    pub(crate) const KEEP: IoControlCode = code(0x808);
    /// Uses the kept device; answers whether it was there.
    pub(crate) const USE: IoControlCode = code(0x800);
    /// Gives the kept device up.
    pub(crate) const RELEASE: IoControlCode = code(0x801);
    /// Acquires a wait lock that the thread holds.
    pub(crate) const WAIT_TWICE: IoControlCode = code(0x802);
    /// Acquires a spin lock that the thread holds.
    pub(crate) const SPIN_TWICE: IoControlCode = code(0x803);

    /// Says that it has written all of the output, and has written nothing.
    pub(crate) const PRETEND: IoControlCode = code(0x804);
    /// The same, by the number that is stored before.
    pub(crate) const STORE: IoControlCode = code(0x805);
    /// Writes four bytes behind eight that it does not write, and says that it has written all.
    pub(crate) const PART: IoControlCode = code(0x806);
    /// As `PRETEND`, where the output is the program's own memory.
    pub(crate) const PRETEND_DIRECT: IoControlCode =
        IoControlCode::new(0x22, 0x807, Method::OutDirect, Access::Any);

    /// Only one test uses it: tests share statics.
    static KEPT: SpinLock<Option<ObjRef<Device<Keeper>>>> = SpinLock::new(None);

    #[wdk::context]
    pub(crate) struct Keeper {
        waited: WaitLock<u32>,
        spun: SpinLock<u32>,
        timer: Timer,
    }

    impl Drop for Keeper {
        fn drop(&mut self) {
            // The framework has ended it, and would free it while it runs.
            assert!(!self.timer.start(Duration::ZERO));
        }
    }

    #[wdk::driver_entry(name = "keeper")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let keeper = Keeper {
            waited: WaitLock::new(0, irql)?,
            spun: SpinLock::new(0),
            timer: Timer::new(),
        };
        let device = init.create(|| keeper, irql)?;
        device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
        device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
        device.create_interface(&CLASS, None, irql)?;
        Ok(())
    }

    fn tick(_: &Keeper, _: &Device<Keeper>, _: &mut Passive) {}

    fn unload(_: &Driver, _: &mut Passive) {}

    fn use_kept(irql: &mut Passive) -> Result<bool> {
        let kept = KEPT.with(irql, |kept, _| kept.clone());
        let kept = kept.ok_or(Error::NOT_FOUND)?;
        // The context is there as long as the reference.
        kept.context().spun.with(irql, |spun, _| *spun += 1);
        let Some(device) = kept.upgrade() else {
            kept.context().timer.start(Duration::ZERO);
            return Ok(false);
        };
        device.hardware_key(registry::Access::Read, irql)?;
        device.interface_key(&CLASS, registry::Access::Read, irql)?;
        device.create_interface(&CLASS, Some(unicode!("again")), irql)?;
        Ok(true)
    }

    #[wdk::handlers]
    impl QueueHandler for Keeper {
        type Irql = Passive;

        fn read(&self, request: Request, length: usize, irql: &mut Passive) -> Disposed {
            request.complete_with_information(NtStatus::SUCCESS, length, irql)
        }

        fn write(&self, request: Request, _: usize, irql: &mut Passive) -> Disposed {
            request.finish(Ok(usize::MAX), irql)
        }

        fn device_control(
            &self,
            request: Request,
            control: IoControl,
            irql: &mut Passive,
        ) -> Disposed {
            match control.code {
                USE => match use_kept(irql) {
                    Ok(there) => request.reply(&[there.into()], irql),
                    Err(error) => request.complete(error, irql),
                },
                KEEP => {
                    let kept = request.device::<Self>().map(Device::keep);
                    let before = KEPT.with(irql, |place, _| core::mem::replace(place, kept));
                    drop(before);
                    request.complete(NtStatus::SUCCESS, irql)
                }
                RELEASE => {
                    drop(KEPT.with(irql, |kept, _| kept.take()));
                    request.complete(NtStatus::SUCCESS, irql)
                }
                PRETEND | PRETEND_DIRECT => request.complete_with_information(
                    NtStatus::SUCCESS,
                    control.output_length,
                    irql,
                ),
                STORE => {
                    request.set_information(control.output_length);
                    request.complete(NtStatus::SUCCESS, irql)
                }
                PART => {
                    let written = request
                        .output_memory()
                        .and_then(|memory| memory.write_at(8, &[7_u8; 4]));
                    request.finish(written.map(|()| control.output_length), irql)
                }
                WAIT_TWICE => {
                    self.waited.with(irql, |first, irql| {
                        self.waited
                            .with(irql, |second, _| core::mem::swap(first, second));
                    });
                    request.complete(NtStatus::SUCCESS, irql)
                }
                SPIN_TWICE => {
                    self.spun.with(irql, |first, irql| {
                        self.spun
                            .with(irql, |second, _| core::mem::swap(first, second));
                    });
                    request.complete(NtStatus::SUCCESS, irql)
                }
                _ => request.complete(Error::INVALID_DEVICE_REQUEST, irql),
            }
        }
    }
}

/// `keeper::CLASS`
const CLASS: wdk_sys::GUID = wdk_sys::GUID {
    Data1: 0x6A0A_2E52,
    Data2: 0x1B1D,
    Data3: 0x4B0E,
    Data4: [0x9C, 0x55, 0x6F, 0x2C, 0x8E, 0x2C, 0x7B, 0x10],
};

fn keepers(machine: &Machine) -> [wdk_sim::Device; 2] {
    let inf = crate::inf("keeper");
    machine
        .add_package(&*inf, keeper::DRIVER)
        .expect("a good package");
    [(); 2].map(|()| machine.plug("root\\keeper").expect("it starts"))
}

fn open(machine: &Machine, device: &wdk_sim::Device) -> wdk_sim::File {
    let interface = device.interface(&CLASS).expect("it is enabled");
    machine.open(&interface).expect("it opens")
}

#[test]
fn a_kept_device_is_used_only_while_it_is_there() {
    let machine = Machine::new();
    let [first, second] = keepers(&machine);
    open(&machine, &first)
        .ioctl(keeper::KEEP.value(), &[], &mut [])
        .expect("an answer");
    let file = open(&machine, &second);
    let there = || {
        let mut there = [7];
        let answer = file.ioctl(keeper::USE.value(), &[], &mut there);
        assert_eq!(answer.expect("an answer"), 1);
        there[0]
    };
    assert_eq!(there(), 1);
    first.surprise_remove().expect("it goes");
    assert_eq!(there(), 0);
    file.ioctl(keeper::RELEASE.value(), &[], &mut [])
        .expect("an answer");
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_driver_discloses_nothing_that_it_did_not_write() {
    let machine = Machine::new();
    let [_first, second] = keepers(&machine);
    let file = open(&machine, &second);
    let mut output = [1; 64];
    assert_eq!(file.read(&mut output).expect("completed"), 0);
    assert_eq!(file.write(b"four").expect("completed"), 4);
    for (code, expected) in [
        (keeper::PRETEND, 0),
        (keeper::STORE, 0),
        (keeper::PART, 12),
        (keeper::PRETEND_DIRECT, 64),
    ] {
        let transferred = file.ioctl(code.value(), b"input", &mut output);
        assert_eq!(transferred.expect("completed"), expected, "{code:?}");
    }
    assert_eq!(&output[..12], [0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7]);
    assert_eq!(output[12..], [1; 52]);
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_lock_is_never_held_twice() {
    let attacks = [
        (keeper::WAIT_TWICE, 0x10D, OnViolation::BugCheck),
        (keeper::WAIT_TWICE, 0x10D, OnViolation::Collect),
        (keeper::SPIN_TWICE, 0xC4, OnViolation::BugCheck),
        (keeper::SPIN_TWICE, 0x0F, OnViolation::Collect),
    ];
    for (attack, expected, reaction) in attacks {
        let machine = Machine::builder().on_violation(reaction).build();
        let [_first, second] = keepers(&machine);
        let file = open(&machine, &second);
        match file.ioctl(attack.value(), &[], &mut []) {
            Err(SimError::BugCheck(stopped)) => assert_eq!(stopped.code, expected, "{stopped}"),
            other => panic!("{attack:?}: {other:?}"),
        }
    }
}

/// As the keeper's reads and writes, where the bytes are in the program's own pages.
/// Parks requests where they do not belong, and keeps what it should not.
mod parker {
    use super::*;

    /// Parks in one of two places, and names the other one when it is asked again.
    pub(crate) const LIE: IoControlCode = code(0x800);
    /// Parks in a place that is not in the context.
    pub(crate) const ELSEWHERE: IoControlCode = code(0x801);
    /// Returns the proof for a request that waits, and forgets its own.
    pub(crate) const OTHER: IoControlCode = code(0x802);
    /// Parks in a place that is parked in.
    pub(crate) const AGAIN: IoControlCode = code(0x803);
    /// Forwards to the queue that it comes from.
    pub(crate) const BACK: IoControlCode = code(0x804);
    /// Keeps the queue, for requests of other devices.
    pub(crate) const OFFER: IoControlCode = code(0x805);
    /// Forwards to the queue that was kept.
    pub(crate) const AWAY: IoControlCode = code(0x806);

    /// Only one test uses it: tests share statics.
    static OFFERED: SpinLock<Option<ObjRef<Queue>>> = SpinLock::new(None);

    static OUTSIDE: Parked = Parked::new();
    static ASKED: AtomicBool = AtomicBool::new(false);

    type Kept = (ObjRef<Device<Parker>>, ObjRef<Queue>);

    #[wdk::context]
    struct Parker {
        places: [Parked; 2],
        waiting: ManualQueue,
        /// The queue that calls the handlers.
        requests: BoundQueue,
        /// Of this very device and its queue, which then nothing ends.
        kept: SpinLock<Option<Kept>>,
    }

    #[wdk::driver_entry(name = "parker")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        let parker = || Parker {
            places: [Parked::new(), Parked::new()],
            waiting: ManualQueue::new(),
            requests: BoundQueue::new(),
            kept: SpinLock::new(None),
        };
        let device = init.create(parker, irql)?;
        device.add_manual_queue(|it| &it.waiting, irql)?;
        let queue = device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
        assert!(device.context().requests.get().is_err());
        device.bind_queue(|it| &it.requests, queue, irql)?;
        let again = device.bind_queue(|it| &it.requests, queue, irql);
        assert_eq!(again, Err(Error::INVALID_PARAMETER));
        assert!(
            device
                .context()
                .requests
                .get()?
                .device::<Parker>()
                .is_some()
        );
        device.create_interface(&keeper::CLASS, None, irql)?;
        match device.create_symbolic_link(unicode!(r"\DosDevices\Parker"), irql) {
            // There is one name, and the first has it.
            Err(Error::OBJECT_NAME_COLLISION) => Ok(()),
            result => result,
        }
    }

    fn unload(_: &Driver, _: &mut Passive) {}

    #[wdk::handlers]
    impl QueueHandler for Parker {
        type Irql = UpToDispatch;

        fn read(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
            self.waiting
                .forward(request, irql)
                .unwrap_or_else(|rejected| rejected.complete(irql))
        }

        fn write(&self, request: Request, _: usize, irql: &mut UpToDispatch) -> Disposed {
            let device = request.device::<Self>().map(Device::keep);
            let kept = device.zip(request.queue().map(Queue::keep));
            drop(
                self.kept
                    .with(irql, |place, _| core::mem::replace(place, kept)),
            );
            request.complete(NtStatus::SUCCESS, irql)
        }

        fn device_control(
            &self,
            request: Request,
            control: IoControl,
            irql: &mut UpToDispatch,
        ) -> Disposed {
            let parked = match control.code {
                BACK => match request.queue().map(Queue::keep) {
                    Some(queue) => request.forward(&queue, irql),
                    None => return request.complete(Error::NOT_FOUND, irql),
                },
                OFFER => {
                    let queue = request.queue().map(Queue::keep);
                    drop(OFFERED.with(irql, |place, _| core::mem::replace(place, queue)));
                    return request.complete(NtStatus::SUCCESS, irql);
                }
                AWAY => match OFFERED.with(irql, |place, _| place.take()) {
                    Some(queue) => request.forward(&queue, irql),
                    None => return request.complete(Error::NOT_FOUND, irql),
                },
                LIE => request.park(
                    |it: &Self| {
                        let [first, second] = &it.places;
                        if ASKED.swap(true, Relaxed) {
                            second
                        } else {
                            first
                        }
                    },
                    irql,
                ),
                AGAIN => request.park(|it: &Self| &it.places[0], irql),
                ELSEWHERE => request.park(|_: &Self| &OUTSIDE, irql),
                _ => {
                    if let Ok(Some(other)) = self.waiting.retrieve_next() {
                        core::mem::forget(request);
                        return other.complete(NtStatus::SUCCESS, irql);
                    }
                    return request.complete(Error::NOT_FOUND, irql);
                }
            };
            parked.unwrap_or_else(|rejected| rejected.complete(irql))
        }
    }
}

fn parker(machine: &Machine) -> (wdk_sim::Device, wdk_sim::File) {
    let inf = crate::inf("parker");
    machine
        .add_package(&*inf, parker::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\parker").expect("it starts");
    let file = machine.open(r"\\.\Parker").expect("it opens");
    (device, file)
}

#[test]
fn a_parked_request_is_found_wherever_it_is() {
    let machine = Machine::new();
    let (device, file) = parker(&machine);
    let control = |code: IoControlCode| Control::new(code.value());
    let lied = file
        .begin_control(&control(parker::LIE))
        .expect("it is sent");
    let busy = file
        .begin_control(&control(parker::AGAIN))
        .expect("it is sent");
    assert!(busy.is_complete() && !lied.is_complete());
    lied.cancel();
    assert!(lied.wait().is_err());

    let elsewhere = file
        .begin_control(&control(parker::ELSEWHERE))
        .expect("it is sent");
    assert!(elsewhere.is_complete());
    assert!(elsewhere.wait().is_err());

    // The queue has no `stop` handler: the request is found when the device goes, too.
    let waits = file
        .begin_control(&control(parker::AGAIN))
        .expect("it is sent");
    device.surprise_remove().expect("it goes");
    assert!(waits.is_complete());
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_request_stays_with_the_queues_of_its_device() {
    let machine = Machine::new();
    let inf = crate::inf("parker");
    machine
        .add_package(&*inf, parker::DRIVER)
        .expect("a good package");
    let [first, second] = [(); 2].map(|()| {
        let device = machine.plug("root\\parker").expect("it starts");
        open(&machine, &device)
    });
    let refused = |file: &wdk_sim::File, code: IoControlCode| {
        let answer = file.ioctl(code.value(), &[], &mut []);
        assert!(matches!(answer, Err(SimError::Status(_))), "{answer:?}");
    };
    refused(&first, parker::BACK);
    second
        .ioctl(parker::OFFER.value(), &[], &mut [])
        .expect("an answer");
    refused(&first, parker::AWAY);
    drop((first, second));
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn the_proof_for_another_request_is_reported() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_device, file) = parker(&machine);
    let waits = file.begin_read(1).expect("it is sent");
    let forgotten = file
        .begin_control(&Control::new(parker::OTHER.value()))
        .expect("it is sent");
    assert!(waits.is_complete() && !forgotten.is_complete());
    let rules: Vec<_> = machine.violations().into_iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["DriverBreakPoint"]);
}

#[test]
fn a_device_that_keeps_itself_is_reported() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (device, file) = parker(&machine);
    file.write(b"keep").expect("completed");
    drop(file);
    device.remove().expect("it goes");
    let report = machine.finish().expect("it unloads");
    let text = report.to_string();
    assert!(text.contains("ObjectLeak"), "{text}");
    assert!(text.contains("context `Parker`"), "{text}");
}

mod direct {
    use super::*;

    #[wdk::context]
    struct Direct;

    #[wdk::driver_entry(name = "direct")]
    fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
        DriverConfig::new()
            .evt_device_add(device_add)
            .evt_unload(unload)
            .create(driver, registry_path)
    }

    fn device_add(_: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
        init.set_io_type(IoType::Direct);
        let device = init.create(|| Direct, irql)?;
        device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
        device.create_symbolic_link(unicode!(r"\DosDevices\Direct"), irql)
    }

    fn unload(_: &Driver, _: &mut Passive) {}

    #[wdk::handlers]
    impl QueueHandler for Direct {
        type Irql = Passive;

        fn read(&self, request: Request, _: usize, irql: &mut Passive) -> Disposed {
            request.complete_with_information(NtStatus::SUCCESS, usize::MAX, irql)
        }

        fn write(&self, request: Request, _: usize, irql: &mut Passive) -> Disposed {
            request.set_information(usize::MAX);
            request.complete(NtStatus::SUCCESS, irql)
        }
    }
}

#[test]
fn a_direct_transfer_is_limited_to_its_buffer() {
    let machine = Machine::new();
    let inf = crate::inf("direct");
    machine
        .add_package(&*inf, direct::DRIVER)
        .expect("a good package");
    let _device = machine.plug("root\\direct").expect("it starts");
    let file = machine.open(r"\\.\Direct").expect("it opens");
    let mut output = [1; 16];
    assert_eq!(file.read(&mut output).expect("completed"), 16);
    assert_eq!(output, [1; 16]);
    assert_eq!(file.write(b"four").expect("completed"), 4);
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// A WDM driver that writes nothing, and says that it has written everything.
mod mute {
    use super::*;
    use wdm::{Completed, Device, DispatchRoutine, Irp, MajorFunction};

    pub(crate) static REFUSES: AtomicBool = AtomicBool::new(false);

    struct Mute;

    #[wdk::wdm_driver(name = "mute")]
    impl wdm::Driver for Mute {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let device = driver.create_control_device(
                unicode!(r"\Device\Mute"),
                unicode!(r"\DosDevices\Mute"),
                irql,
            )?;
            assert_eq!(device.driver(), driver.id());
            for function in [MajorFunction::Create, MajorFunction::Close] {
                driver.set_dispatch(function, DispatchRoutine::new(succeed));
            }
            for function in [
                MajorFunction::Read,
                MajorFunction::Write,
                MajorFunction::DeviceControl,
            ] {
                driver.set_dispatch(function, DispatchRoutine::new(pretend));
            }
            if REFUSES.load(Relaxed) {
                return Err(Error::NO_SUCH_DEVICE);
            }
            Ok(Self)
        }
    }

    fn succeed(_: &Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
        irp.complete(NtStatus::SUCCESS)
    }

    fn pretend(_: &Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
        irp.complete_with_information(NtStatus::SUCCESS, 64)
    }
}

#[test]
fn a_wdm_driver_discloses_nothing_that_it_did_not_write() {
    let machine = Machine::new();
    let service = machine.load(mute::DRIVER).expect("it starts");
    let file = machine.open(r"\\.\Mute").expect("it opens");
    let mut output = [0; 64];
    assert_eq!(file.read(&mut output).expect("completed"), 0);
    assert_eq!(file.write(b"four").expect("completed"), 4);
    let control = code(0x800).value();
    // More input than output, and the other way round.
    let short = file.ioctl(control, &[1; 64], &mut output[..4]);
    assert_eq!(short.expect("completed"), 0);
    let long = file.ioctl(control, &[1; 4], &mut output);
    assert_eq!(long.expect("completed"), 0);
    assert_eq!(output, [0; 64]);
    drop(file);
    service.unload().expect("it unloads");
    assert!(machine.open(r"\\.\Mute").is_err(), "the device is gone");

    mute::REFUSES.store(true, Relaxed);
    assert!(machine.load(mute::DRIVER).is_err(), "it refuses");
    assert!(machine.open(r"\\.\Mute").is_err(), "the device is gone");
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}

/// Makes objects of the framework in a driver without one. Opens a device that is none of the Plug and
/// Play manager's, and asks for its hardware key.
mod prober {
    use super::*;

    struct Prober;

    fn long_strings() -> Result<()> {
        let mut long = PoolString::with_capacity(600)?;
        for _ in 0..100 {
            long.push_str("röstig")?;
        }
        assert_eq!(long.push(unicode!("!")), Err(Error::NAME_TOO_LONG));
        assert_eq!(long.push_str("ab"), Err(Error::NAME_TOO_LONG));
        assert_eq!(long.len(), 600);
        assert!(long.chars().eq("röstig".chars().cycle().take(600)));
        assert!(PoolString::with_capacity(0)?.is_empty());
        let most = PoolString::with_capacity(32768).err();
        assert_eq!(most, Some(Error::NAME_TOO_LONG));
        Ok(())
    }

    #[wdk::wdm_driver(name = "prober")]
    impl wdm::Driver for Prober {
        fn load(_: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            long_strings()?;
            // There is no framework to make them.
            assert_eq!(WaitLock::new(7, irql).err(), Some(Error::NOT_SUPPORTED));
            assert_eq!(Memory::new(7, None).err(), Some(Error::NOT_SUPPORTED));
            let device = RemoteDevice::open(unicode!(r"\Device\Mute"), irql)?;
            let key = device.hardware_key(registry::Access::Read).map(drop);
            assert_eq!(key, Err(Error::INVALID_DEVICE_REQUEST));
            Ok(Self)
        }
    }
}

#[test]
fn a_driver_without_the_framework_uses_none_of_it() {
    let machine = Machine::new();
    let mute = machine.load(mute::DRIVER).expect("it starts");
    let prober = machine.load(prober::DRIVER).expect("it starts");
    prober.unload().expect("it unloads");
    mute.unload().expect("it unloads");
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}
