//! Callouts of the safe API on a simulated machine: flows, clones, injection, refusals.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use wdk::{Guid, prelude::*, wdm, wfp::*};
use wdk_sim::{Error as SimError, Machine, Traffic, verifier::OnViolation};

const PEER: ([u8; 4], u16) = ([203, 0, 113, 7], 80);

/// Adds the callout and a filter without conditions for it.
fn add<L: Layer>(
    engine: &Engine,
    key: &CalloutKey<L>,
    action: FilterAction<L>,
    irql: &mut Passive,
) -> Result<()> {
    engine.transaction(irql, |engine, irql| {
        engine.add_callout(key, unicode!("test"), irql)?;
        engine.add_filter(&Filter::new(unicode!("test"), action), irql)?;
        Ok(())
    })
}

/// Counts the bytes of each connection, in a context on its flow.
mod meter {
    use super::*;

    pub(crate) static BYTES: AtomicUsize = AtomicUsize::new(0);
    pub(crate) static ENDED: AtomicUsize = AtomicUsize::new(0);

    const ESTABLISHED: CalloutKey<AleFlowEstablishedV4> =
        CalloutKey::new(wdk::guid!("11111111-0000-0000-0000-000000000001"));
    const STREAM: CalloutKey<StreamV4> =
        CalloutKey::new(wdk::guid!("11111111-0000-0000-0000-000000000002"));

    /// Attaches a counter to every new flow, for the callout at the stream layer.
    struct Begin(CalloutId<Count>);

    impl Callout for Begin {
        type Layer = AleFlowEstablishedV4;
        type Flow = ();

        fn classify(&self, traffic: &Classification<'_, Self>, irql: &mut UpToDispatch) -> Action {
            let flow = traffic.flow_handle().expect("the flow is established");
            flow.associate(self.0, AtomicUsize::new(0), irql)
                .expect("it has no context");
            let again = flow.associate(self.0, AtomicUsize::new(0), irql);
            assert_eq!(again, Err(Error::OBJECT_NAME_COLLISION));
            Action::Continue
        }
    }

    struct Count;

    impl Callout for Count {
        type Layer = StreamV4;
        type Flow = AtomicUsize;

        fn classify(&self, traffic: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
            let stream = traffic.stream().expect("data at the stream layer");
            let mut bytes = [0; 5];
            let read = stream.read(&mut bytes);
            let expected: &[u8] = match stream.is_received() {
                true => b"world",
                false => b"hello",
            };
            assert_eq!(&bytes[..read], &expected[..read]);
            if let Some(counter) = traffic.flow() {
                counter.fetch_add(stream.len(), Relaxed);
            }
            Action::Continue
        }

        fn flow_delete(&self, counter: AtomicUsize, _: &mut UpToDispatch) {
            BYTES.fetch_add(counter.into_inner(), Relaxed);
            ENDED.fetch_add(1, Relaxed);
        }
    }

    struct Meter;

    #[wdk::wdm_driver(name = "meter")]
    impl wdm::Driver for Meter {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let mut callouts = Callouts::of(driver)?;
            let device = callouts.create_device(irql)?;
            let count = callouts.register(device, &STREAM, Count, irql)?;
            callouts.register(device, &ESTABLISHED, Begin(count), irql)?;
            let engine = Engine::open(irql)?;
            let action = FilterAction::Inspection(ESTABLISHED);
            add(&engine, &ESTABLISHED, action, irql)?;
            add(&engine, &STREAM, FilterAction::Inspection(STREAM), irql)?;
            callouts.keep(engine)?;
            Ok(Self)
        }
    }
}

#[test]
fn contexts_on_flows_come_back_when_flows_end_and_when_the_driver_goes() {
    let machine = Machine::new();
    let driver = machine.load(meter::DRIVER).expect("it starts");
    let one = machine.connect(PEER).expect("permitted");
    let two = machine.connect(PEER).expect("permitted");
    one.send(b"hello").expect("permitted");
    one.receive(b"world").expect("permitted");
    two.send(b"hello").expect("permitted");
    one.close().expect("it ends");
    let seen = || (meter::BYTES.load(Relaxed), meter::ENDED.load(Relaxed));
    assert_eq!(seen(), (10, 1));
    // The second flow goes on: FwpsCalloutUnregisterById says STATUS_DEVICE_BUSY.
    driver.unload().expect("it unloads");
    assert_eq!(seen(), (15, 2));
    two.send(b"hello").expect("nobody looks any more");
    drop(two);
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}

/// Takes every packet that leaves, and injects a clone of it.
mod detour {
    use super::*;

    const KEY: CalloutKey<OutboundIpPacketV4> =
        CalloutKey::new(wdk::guid!("22222222-0000-0000-0000-000000000001"));

    struct Detour(Injector);

    impl Callout for Detour {
        type Layer = OutboundIpPacketV4;
        type Flow = ();

        fn classify(&self, traffic: &Classification<'_, Self>, irql: &mut UpToDispatch) -> Action {
            let packet = traffic.packet().expect("a packet at this layer");
            if self.0.state(packet) != InjectionState::NotInjected {
                return Action::Permit;
            }
            let mut first = [0];
            assert_eq!(packet.read(0, &mut first), Ok(1));
            assert_eq!(first[0] >> 4, 4, "an IPv4 header");
            assert_eq!(packet.read(packet.len(), &mut first), Ok(0));
            let compartment = traffic.compartment_id().unwrap_or(0);
            let clone = packet.try_clone(irql).expect("memory");
            assert_eq!(clone.len(), packet.len());
            match self.0.network_send(clone, compartment, irql) {
                Ok(()) => Action::Absorb,
                Err((error, _clone)) => panic!("{error}"),
            }
        }
    }

    struct Driver;

    #[wdk::wdm_driver(name = "detour")]
    impl wdm::Driver for Driver {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let mut callouts = Callouts::of(driver)?;
            let device = callouts.create_device(irql)?;
            let injector = callouts.create_injector(Injection::Network, irql)?;
            callouts.register(device, &KEY, Detour(injector), irql)?;
            let engine = Engine::open(irql)?;
            add(&engine, &KEY, FilterAction::Terminating(KEY), irql)?;
            callouts.keep(engine)?;
            Ok(Self)
        }
    }
}

#[test]
fn an_injected_clone_leaves_the_machine_once() {
    let machine = Machine::new();
    let driver = machine.load(detour::DRIVER).expect("it starts");
    let dns = machine.connect(Traffic::udp(PEER)).expect("no packet yet");
    match dns.send(b"who?") {
        Err(SimError::Blocked(blocked)) => assert!(blocked.absorbed, "{blocked}"),
        other => panic!("{other:?}"),
    }
    machine.run_until_idle().expect("the clone goes out");
    let sent = machine.take_sent_packets();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].ends_with(b"who?"), "{sent:?}");
    dns.send(b"again").expect_err("absorbed");
    // An injection is under way: the handle is destroyed when it has completed.
    driver.unload().expect("it unloads");
    assert_eq!(machine.take_sent_packets().len(), 1);
    drop(dns);
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}

/// Refuses filters, and fails to start.
mod picky {
    use super::*;

    pub(crate) static DROPPED: AtomicUsize = AtomicUsize::new(0);
    const KEY: CalloutKey<AleAuthConnectV4> =
        CalloutKey::new(wdk::guid!("33333333-0000-0000-0000-000000000001"));

    struct Picky;

    impl Callout for Picky {
        type Layer = AleAuthConnectV4;
        type Flow = ();

        fn classify(&self, _: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
            Action::Block
        }

        fn notify(&self, change: FilterChange, _: &mut Passive) -> Result<()> {
            assert!(matches!(change, FilterChange::Added { .. }));
            Err(Error::NOT_SUPPORTED)
        }
    }

    impl Drop for Picky {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
        }
    }

    struct Driver;

    #[wdk::wdm_driver(name = "picky")]
    impl wdm::Driver for Driver {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let mut callouts = Callouts::of(driver)?;
            let device = callouts.create_device(irql)?;
            callouts.register(device, &KEY, Picky, irql)?;
            let again = callouts.register(device, &KEY, Picky, irql).map(drop);
            assert_eq!(again, Err(Error::FWP_ALREADY_EXISTS));
            let engine = Engine::open(irql)?;
            // The transaction is rolled back, and DriverEntry fails with a callout registered.
            add(&engine, &KEY, FilterAction::Terminating(KEY), irql)?;
            Ok(Self)
        }
    }
}

#[test]
fn a_driver_entry_that_fails_leaves_no_callout() {
    let machine = Machine::new();
    match machine.load(picky::DRIVER).map(drop) {
        Err(SimError::Status(status)) => {
            assert_eq!(status.0, wdk_sys::STATUS_FWP_CALLOUT_NOTIFICATION_FAILED);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(picky::DROPPED.load(Relaxed), 2);
    machine.connect(PEER).expect("no filter is left");
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}

/// Adds its callout, which is for packets, at a layer of connections, where the data is none.
mod confused {
    use super::*;

    pub(crate) static CALLS: AtomicUsize = AtomicUsize::new(0);
    const KEY: CalloutKey<OutboundIpPacketV4> =
        CalloutKey::new(wdk::guid!("44444444-0000-0000-0000-000000000001"));

    struct Packets;

    impl Callout for Packets {
        type Layer = OutboundIpPacketV4;
        type Flow = ();

        fn classify(&self, traffic: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
            CALLS.fetch_add(1, Relaxed);
            let packet = traffic.packet().expect("a packet at this layer");
            assert_ne!(packet.len(), 0);
            Action::Permit
        }
    }

    struct Driver;

    #[wdk::wdm_driver(name = "confused")]
    impl wdm::Driver for Driver {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let mut callouts = Callouts::of(driver)?;
            let device = callouts.create_device(irql)?;
            callouts.register(device, &KEY, Packets, irql)?;
            let engine = Engine::open(irql)?;
            let elsewhere = CalloutKey::<StreamV4>::new(*KEY.guid());
            add(
                &engine,
                &elsewhere,
                FilterAction::Terminating(elsewhere),
                irql,
            )?;
            callouts.keep(engine)?;
            Ok(Self)
        }
    }
}

#[test]
fn a_callout_gets_no_traffic_of_another_layer() {
    let machine = Machine::new();
    let driver = machine.load(confused::DRIVER).expect("it starts");
    let one = machine.connect(PEER).expect("no filter at that layer");
    match one.send(b"hello") {
        Err(SimError::Blocked(_)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(confused::CALLS.load(Relaxed), 0);
    drop(one);
    driver.unload().expect("it unloads");
}

/// Drops its session in a spin lock, where it cannot be closed.
mod latch {
    use super::*;

    static KEPT: SpinLock<Option<Engine>> = SpinLock::new(None);

    struct Driver;

    #[wdk::wdm_driver(name = "latch")]
    impl wdm::Driver for Driver {
        fn load(_: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let engine = Engine::open(irql)?;
            KEPT.with(irql, |kept, _| {
                *kept = Some(engine);
                *kept = None;
            });
            Ok(Self)
        }
    }
}

#[test]
fn a_session_that_ends_in_a_spin_lock_is_left_open_and_reported() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let driver = machine.load(latch::DRIVER).expect("it starts");
    assert!(
        machine.violations().is_empty(),
        "nothing was called at DISPATCH_LEVEL"
    );
    driver.unload().expect("it unloads");
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].rule, "FilterEngineSessionLeft");
}

/// Registers more callouts than there is room for.
mod crowd {
    use super::*;

    pub(crate) static DROPPED: AtomicUsize = AtomicUsize::new(0);

    struct One;

    impl Callout for One {
        type Layer = AleAuthConnectV4;
        type Flow = ();

        fn classify(&self, _: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
            Action::Permit
        }
    }

    impl Drop for One {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
        }
    }

    struct Driver;

    #[wdk::wdm_driver(name = "crowd")]
    impl wdm::Driver for Driver {
        fn load(driver: &wdm::DriverObject, _: &UnicodeStr, irql: &mut Passive) -> Result<Self> {
            let mut callouts = Callouts::of(driver)?;
            let device = callouts.create_device(irql)?;
            let key = |number: u128| {
                let first = wdk::guid!("55555555-0000-0000-0000-000000000000").to_u128();
                CalloutKey::<AleAuthConnectV4>::new(Guid::from_u128(first + number))
            };
            for number in 0..64 {
                callouts.register(device, &key(number), One, irql)?;
            }
            // The filter engine has not heard of it: it might classify with it already.
            let more = callouts.register(device, &key(64), One, irql).map(drop);
            assert_eq!(more, Err(Error::INSUFFICIENT_RESOURCES));
            assert_eq!(DROPPED.load(Relaxed), 1);
            Ok(Self)
        }
    }
}

#[test]
fn a_callout_for_which_there_is_no_room_is_not_registered() {
    let machine = Machine::new();
    let driver = machine.load(crowd::DRIVER).expect("it starts");
    driver.unload().expect("it unloads");
    assert_eq!(crowd::DROPPED.load(Relaxed), 65);
    let report = machine.finish().expect("nothing is left");
    assert!(report.is_clean(), "{report}");
}
