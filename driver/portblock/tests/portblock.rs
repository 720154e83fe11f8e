//! The firewall on a simulated machine: both drivers, natively and as built images.

use wdk_sim::{Blocked, Code, Error, Machine, Protocol, Report, Result, Traffic, in_every_world};
use wdk_sys::host::NativeDriver;

const PORT: u16 = 4444;

struct Variant {
    driver: &'static NativeDriver,
    inf: &'static str,
}

const VARIANTS: [Variant; 2] = [
    Variant {
        driver: &portblock::DRIVER,
        inf: include_str!("../../../inf/portblock.inx"),
    },
    Variant {
        driver: &portblock_wdm::DRIVER,
        inf: include_str!("../../../inf/portblock_wdm.inx"),
    },
];

/// Runs `test` with each driver in each world: with its INF, and the code.
fn each(mut test: impl FnMut(&'static str, Code)) {
    for Variant { driver, inf } in VARIANTS {
        in_every_world(driver, |code| test(inf, code));
    }
}

/// A machine on which the firewall runs; unloading it at the end must leave nothing.
fn with_firewall(inf: &str, code: Code, test: impl FnOnce(&Machine) -> Result) {
    let machine = Machine::new();
    let service = machine.add_service(inf, code).expect("a good INF");
    let driver = machine.start_service(&service).expect("it starts");
    test(&machine).expect("no bug check");
    driver.unload().expect("it has an unload function");
    assert_clean(&machine.finish().expect("nothing is left"));
}

fn assert_clean(report: &Report) {
    assert!(report.is_clean(), "{report}");
}

fn blocked<T: std::fmt::Debug>(result: Result<T>) -> Blocked {
    match result {
        Err(Error::Blocked(blocked)) => blocked,
        other => panic!("not blocked: {other:?}"),
    }
}

#[test]
fn connections_to_the_port_are_blocked() {
    each(|inf, code| {
        with_firewall(inf, code, |machine| {
            let peer = [203, 0, 113, 7];
            let refused = blocked(machine.connect((peer, PORT)));
            assert_eq!(refused.layer, "FWPS_LAYER_ALE_AUTH_CONNECT_V4");
            assert_eq!(refused.filter, "Port block");
            let web = machine.connect((peer, 443))?;
            web.send(b"hello")?;
            web.receive(b"world")?;
            web.close()
        });
    });
}

#[test]
fn peers_that_connect_to_the_port_are_blocked() {
    each(|inf, code| {
        with_firewall(inf, code, |machine| {
            let to = |port| Traffic::tcp(([203, 0, 113, 7], 50000)).local(([192, 0, 2, 1], port));
            let refused = blocked(machine.accept(to(PORT)));
            assert_eq!(refused.layer, "FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V4");
            machine.accept(to(22))?.close()
        });
    });
}

#[test]
fn connections_over_ipv6_are_blocked() {
    each(|inf, code| {
        with_firewall(inf, code, |machine| {
            let peer = [0x2001, 0xDB8, 0, 0, 0, 0, 0, 7];
            let refused = blocked(machine.connect(Traffic::tcp((peer, PORT))));
            assert_eq!(refused.layer, "FWPS_LAYER_ALE_AUTH_CONNECT_V6");
            machine.connect(Traffic::tcp((peer, 443)))?.close()
        });
    });
}

#[test]
fn datagrams_and_listeners_are_not_blocked() {
    each(|inf, code| {
        with_firewall(inf, code, |machine| {
            let name_server = machine.connect(Traffic::udp(([203, 0, 113, 53], PORT)))?;
            name_server.send(b"who?")?;
            machine.listen(Protocol::Tcp, ([192, 0, 2, 10], PORT))?;
            name_server.close()
        });
    });
}

#[test]
fn the_port_comes_from_the_registry() {
    each(|inf, code| {
        let machine = Machine::new();
        let service = machine.add_service(inf, code).expect("a good INF");
        machine.set_parameter(&service, "Port", 25);
        let driver = machine.start_service(&service).expect("it starts");
        let peer = [203, 0, 113, 7];
        blocked(machine.connect((peer, 25)));
        machine.connect((peer, PORT)).expect("another port");
        driver.unload().expect("it unloads");
        machine.connect((peer, 25)).expect("the filters are gone");
        assert_clean(&machine.finish().expect("nothing is left"));
    });
}

#[test]
fn a_driver_that_cannot_start_leaves_nothing() {
    each(|inf, code| {
        let machine = Machine::new();
        let service = machine.add_service(inf, code).expect("a good INF");
        machine.set_parameter(&service, "Port", 70_000);
        let failed = machine.start_service(&service).map(drop);
        assert!(matches!(failed, Err(Error::Status(_))), "{failed:?}");
        machine
            .connect(([203, 0, 113, 7], PORT))
            .expect("no filter");
        assert_clean(&machine.finish().expect("nothing is left"));
    });
}

#[test]
fn the_driver_can_be_started_again() {
    each(|inf, code| {
        let machine = Machine::new();
        let service = machine.add_service(inf, code).expect("a good INF");
        for _ in 0..3 {
            let driver = machine.start_service(&service).expect("it starts");
            blocked(machine.connect(([203, 0, 113, 7], PORT)));
            driver.unload().expect("it unloads");
        }
        assert_clean(&machine.finish().expect("nothing is left"));
    });
}
