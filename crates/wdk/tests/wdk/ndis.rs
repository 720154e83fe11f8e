//! Miniports of the safe API on a simulated machine: attacks on their halt, their timer and their level.

use core::time::Duration;
use std::sync::atomic::{
    AtomicU32, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};

use wdk::{
    File, Key,
    ndis::{
        self, Adapter, Attributes, HaltAction, Initialize, Miniport, OidAnswered, OidRequest,
        ReceivePool, Running, SendLists, oid,
    },
    prelude::*,
    registry::Access,
    wdm::{self, Completed, DispatchRoutine, Irp, MajorFunction},
};
use wdk_sim::{Machine, Result as Outcome, explore::Explorer};

use crate::{schedules, succeeding};

/// An adapter whose timer sets itself again: always, and from its pause on at once for a number of
/// times, which the registry states.
mod clock {
    use super::*;

    pub(crate) static TICKS: AtomicUsize = AtomicUsize::new(0);
    pub(crate) static SHUTDOWNS: AtomicUsize = AtomicUsize::new(0);

    const ALIVE: u32 = 0xA11_7E;

    struct Clock {
        alive: AtomicU32,
        /// Ticks that come at once.
        hurried: AtomicU32,
    }

    impl Drop for Clock {
        fn drop(&mut self) {
            self.alive.store(0, SeqCst);
        }
    }

    #[wdk::handlers]
    impl Miniport for Clock {
        type Driver = u32;

        fn initialize(_: &Initialize<'_, Self>, _: &mut Passive) -> Result<(Self, Attributes)> {
            let clock = Self {
                alive: AtomicU32::new(ALIVE),
                hurried: AtomicU32::new(0),
            };
            Ok((clock, Attributes::ethernet([2, 0, 0, 0, 0, 1])))
        }

        fn restart(&self, adapter: &Adapter<Self>, _: Running, _: &mut Passive) -> Result {
            adapter.start_timer(Duration::ZERO);
            Ok(())
        }

        fn pause(&self, adapter: &Adapter<Self>, _: &mut Passive) {
            self.hurried.store(*adapter.driver(), Relaxed);
            adapter.start_timer(Duration::ZERO);
        }

        fn timer(&self, adapter: &Adapter<Self>, _: &mut Dispatch) {
            assert_eq!(self.alive.load(SeqCst), ALIVE, "the adapter is there");
            TICKS.fetch_add(1, Relaxed);
            let less = |left: u32| left.checked_sub(1);
            let at_once = self.hurried.fetch_update(Relaxed, Relaxed, less).is_ok();
            adapter.start_timer(Duration::from_nanos(if at_once { 0 } else { 100 }));
            assert_eq!(self.alive.load(SeqCst), ALIVE, "the adapter is still there");
        }

        fn send_net_buffer_lists(&self, _: &Adapter<Self>, lists: SendLists, _: &mut UpToDispatch) {
            drop(lists);
        }

        fn oid_request<'a>(
            &self,
            _: &Adapter<Self>,
            request: OidRequest<'a>,
            _: &mut Passive,
        ) -> OidAnswered<'a> {
            request
                .set(oid::GEN_CURRENT_PACKET_FILTER, |_| Ok(()))
                .finish()
        }

        fn shutdown(&self, adapter: &Adapter<Self>, irql: &mut Passive) {
            // What is forbidden after a bug check.
            SHUTDOWNS.fetch_add(1, Relaxed);
            adapter.start_timer(Duration::ZERO);
            drop(File::open(unicode!(r"\SystemRoot\nothing"), irql));
        }

        fn halt(self, _: &u32, _: HaltAction, _: &mut Passive) {
            assert_eq!(self.alive.load(SeqCst), ALIVE);
        }
    }

    struct Driver;

    #[wdk::wdm_driver(name = "clock")]
    impl wdm::Driver for Driver {
        fn load(
            driver: &wdm::DriverObject,
            registry_path: &UnicodeStr,
            irql: &mut Passive,
        ) -> Result<Self> {
            let parameters = Key::parameters(registry_path, Access::Read, irql)?;
            let hurried = parameters.u32(unicode!("Hurried"))?;
            drop(parameters);
            ndis::register_miniport::<Clock>(driver, registry_path, hurried, irql)?;
            Ok(Self)
        }
    }
}

fn inf(name: &str) -> String {
    include_str!("../../../../inf/netwire.inx").replace("netwire", name)
}

fn clock(machine: &Machine, hurried: u32) -> Outcome<(wdk_sim::Device, wdk_sim::ndis::Adapter)> {
    machine.add_package(&*inf("clock"), clock::DRIVER)?;
    machine.set_parameter("clock", "Hurried", hurried);
    let device = machine.plug("root\\clock")?;
    let adapter = machine.adapter(&device)?;
    Ok((device, adapter))
}

fn halted_while_it_ticks(machine: &Machine, hurried: u32) -> Outcome {
    let (device, adapter) = clock(machine, hurried)?;
    machine.run_for(Duration::from_micros(1))?;
    drop(adapter);
    // What another processor does, so that the timer may expire there.
    let other = machine.plug("root\\clock")?;
    let busy = machine.adapter(&other)?;
    machine.spawn("other", move || {
        for _ in 0..20 {
            busy.send(&[0; 60]).expect_err("the adapter sends nothing");
        }
    })?;
    device.remove()?;
    machine.run_for(Duration::from_micros(1))?;
    other.remove()?;
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

#[test]
fn a_timer_that_sets_itself_again_ends_with_its_adapter() {
    let before = clock::TICKS.load(Relaxed);
    let explorer = Explorer::new(Machine::builder().processors(2));
    for hurried in [0, 100, 300, 1000, 4_000_000_000] {
        let test = |machine: &Machine| halted_while_it_ticks(machine, hurried);
        let outcome = explorer.random(0..schedules(12), succeeding(test));
        assert!(outcome.findings.is_empty(), "{hurried}: {outcome}");
        let outcome = explorer.exhaustive(1, schedules(20) as usize, succeeding(test));
        assert!(outcome.findings.is_empty(), "{hurried}: {outcome}");
    }
    assert!(clock::TICKS.load(Relaxed) > before + 100);
}

#[test]
fn no_safe_code_runs_after_a_bug_check() {
    let machine = Machine::new();
    let (device, adapter) = clock(&machine, 0).expect("it starts");
    adapter
        .shut_down_after_bug_check()
        .expect("nothing is called");
    assert_eq!(clock::SHUTDOWNS.load(Relaxed), 0);
    adapter.shut_down().expect("at PASSIVE_LEVEL");
    assert_eq!(clock::SHUTDOWNS.load(Relaxed), 1);
    drop(adapter);
    device.remove().expect("it goes");
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// Keeps everything that an adapter can give out, beyond the adapter's end.
mod hoard {
    use super::*;

    struct Hoard;

    #[wdk::handlers]
    impl Miniport for Hoard {
        type Driver = SpinLock<Vec<ReceivePool>>;

        fn initialize(
            adapter: &Initialize<'_, Self>,
            irql: &mut Passive,
        ) -> Result<(Self, Attributes)> {
            let pool = ReceivePool::new(adapter, *b"Hoar")?;
            // A list that outlives its pool's value, and a pool that outlives its adapter.
            let list = pool.allocate(64)?;
            drop(pool);
            drop(list);
            let pool = ReceivePool::new(adapter, *b"Hoar")?;
            adapter.driver().with(irql, |pools, _| pools.push(pool));
            Ok((Self, Attributes::ethernet([2, 0, 0, 0, 0, 2])))
        }

        fn send_net_buffer_lists(
            &self,
            adapter: &Adapter<Self>,
            lists: SendLists,
            irql: &mut UpToDispatch,
        ) {
            for list in lists {
                for frame in list.buffers() {
                    // Every offset and length: nothing beyond the frame is read.
                    let mut all = [0xEE; 80];
                    let length = frame.read(0, &mut all).expect("mapped");
                    assert_eq!(length, frame.len());
                    for from in 0..=length + 1 {
                        let mut part = [0xEE; 7];
                        let read = frame.read(from, &mut part).expect("mapped");
                        assert_eq!(read, length.saturating_sub(from).min(7));
                        assert_eq!(part[..read], all[from.min(length)..][..read]);
                        assert!(part[read..].iter().all(|byte| *byte == 0xEE));
                    }
                    let short = frame.copy_to(&mut all[..length - 1]);
                    assert_eq!(short, Err(Error::BUFFER_TOO_SMALL));
                }
                adapter.driver().with(irql, |_, _| ());
                list.complete(Ok(()), irql);
            }
        }

        fn oid_request<'a>(
            &self,
            _: &Adapter<Self>,
            request: OidRequest<'a>,
            _: &mut Passive,
        ) -> OidAnswered<'a> {
            request
                .set(oid::GEN_CURRENT_PACKET_FILTER, |_| Ok(()))
                .finish()
        }
    }

    fn refuse(_: &wdm::Device, irp: Irp, _: &mut UpToDispatch) -> Completed {
        irp.complete(Error::NOT_SUPPORTED)
    }

    struct Driver;

    #[wdk::wdm_driver(name = "hoard")]
    impl wdm::Driver for Driver {
        fn load(
            driver: &wdm::DriverObject,
            registry_path: &UnicodeStr,
            irql: &mut Passive,
        ) -> Result<Self> {
            let pools = SpinLock::new(Vec::new());
            ndis::register_miniport::<Hoard>(driver, registry_path, pools, irql)?;
            // The dispatch table is NDIS's.
            let name = unicode!(r"\Device\Hoard");
            let link = unicode!(r"\DosDevices\Hoard");
            let control = driver.create_control_device(name, link, irql).map(drop);
            assert_eq!(control, Err(Error::NOT_SUPPORTED));
            let routine = DispatchRoutine::new(refuse);
            driver.set_dispatch(MajorFunction::Create, routine);
            // There is one registration, and the second leaves the first as it is.
            let pools = SpinLock::new(Vec::new());
            let again = ndis::register_miniport::<Hoard>(driver, registry_path, pools, irql);
            assert!(again.is_err());
            Ok(Self)
        }
    }
}

#[test]
fn a_frame_is_read_within_its_bounds_and_pools_outlive_adapters() {
    let machine = Machine::new();
    machine
        .add_package(&*inf("hoard"), hoard::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\hoard").expect("it starts");
    let adapter = machine.adapter(&device).expect("it is an adapter");
    let frame: Vec<u8> = (0..60).collect();
    adapter.send(&frame).expect("sent");
    drop(adapter);
    device.remove().expect("it goes");
    let again = machine.plug("root\\hoard").expect("it starts");
    again.remove().expect("it goes");
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

/// Has a control device, whose requests NDIS would get.
mod mixed {
    use super::*;

    struct Driver;

    struct Null;

    #[wdk::handlers]
    impl Miniport for Null {
        type Driver = ();

        fn initialize(_: &Initialize<'_, Self>, _: &mut Passive) -> Result<(Self, Attributes)> {
            Err(Error::NOT_SUPPORTED)
        }

        fn send_net_buffer_lists(&self, _: &Adapter<Self>, _: SendLists, _: &mut UpToDispatch) {}
    }

    #[wdk::wdm_driver(name = "mixed")]
    impl wdm::Driver for Driver {
        fn load(
            driver: &wdm::DriverObject,
            registry_path: &UnicodeStr,
            irql: &mut Passive,
        ) -> Result<Self> {
            let name = unicode!(r"\Device\Mixed");
            driver.create_control_device(name, unicode!(r"\DosDevices\Mixed"), irql)?;
            let refused = ndis::register_miniport::<Null>(driver, registry_path, (), irql);
            assert_eq!(refused, Err(Error::NOT_SUPPORTED));
            Ok(Self)
        }
    }
}

#[test]
fn requests_to_a_control_device_do_not_go_to_ndis() {
    let machine = Machine::new();
    let driver = machine.load(mixed::DRIVER).expect("it starts");
    driver.unload().expect("it unloads");
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}
