//! Protocol stacks that talk over two adapters of the driver, natively and as the built image.

mod support;

use std::time::Duration;

use smoltcp::{
    phy::ChecksumCapabilities,
    socket::{icmp, tcp},
    wire::{
        ArpOperation, ArpPacket, EthernetFrame, EthernetProtocol, Icmpv4Packet, Icmpv4Repr,
        Ipv4Address,
    },
};
use support::{adapters, host, run};
use wdk_sim::{Code, Machine, Result, in_every_world, ndis::PcapFile};

const ALICE: Ipv4Address = Ipv4Address::new(192, 0, 2, 1);
const BOB: Ipv4Address = Ipv4Address::new(192, 0, 2, 2);
const IDENTIFIER: u16 = 0x1234;

fn clean(machine: &Machine) -> Result {
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    Ok(())
}

/// One stack pings the other, and gets its bytes back.
fn ping(code: Code) -> Result {
    let machine = Machine::new();
    let ports = adapters(&machine, code, 2)?;
    let (alice, bob) = (&ports[0].1, &ports[1].1);
    assert!(alice.is_connected() && bob.is_connected());
    let mut hosts = [host(alice, ALICE)?, host(bob, BOB)?];
    let socket = hosts[0].b.icmp(IDENTIFIER);
    let question = Icmpv4Repr::EchoRequest {
        ident: IDENTIFIER,
        seq_no: 1,
        data: b"are you there?",
    };
    let icmp = hosts[0].b.sockets.get_mut::<icmp::Socket<'_>>(socket);
    let room = icmp.send(question.buffer_len(), BOB.into()).expect("room");
    let checksums = ChecksumCapabilities::default();
    question.emit(&mut Icmpv4Packet::new_unchecked(room), &checksums);

    // Until the neighbour is resolved, smoltcp does not send for a second.
    run(&machine, &mut hosts, Duration::from_secs(2))?;

    let icmp = hosts[0].b.sockets.get_mut::<icmp::Socket<'_>>(socket);
    let (answer, from) = icmp.recv().expect("an answer");
    assert_eq!(from, BOB.into());
    let packet = Icmpv4Packet::new_checked(answer).expect("a packet");
    let expected = Icmpv4Repr::EchoReply {
        ident: IDENTIFIER,
        seq_no: 1,
        data: b"are you there?",
    };
    assert_eq!(Icmpv4Repr::parse(&packet, &checksums), Ok(expected));
    drop(hosts);
    drop(ports);
    clean(&machine)
}

#[test]
fn a_ping_is_answered() {
    in_every_world(&netwire::DRIVER, |code| ping(code).expect("no error"));
}

/// A mebibyte by TCP, with a random schedule.
fn transfer(code: Code) -> Result {
    const BYTES: usize = 1 << 20;
    let machine = Machine::builder().seed(7).processors(2).build();
    let ports = adapters(&machine, code, 2)?;
    let mut hosts = [host(&ports[0].1, ALICE)?, host(&ports[1].1, BOB)?];
    let client = hosts[0].b.tcp();
    let server = hosts[1].b.tcp();
    hosts[1]
        .b
        .sockets
        .get_mut::<tcp::Socket<'_>>(server)
        .listen(80)
        .expect("a port");
    hosts[0].b.connect(client, (BOB, 80), 49_152);
    let (mut sent, mut received) = (0, Vec::new());
    for _ in 0..10_000 {
        let socket = hosts[0].b.sockets.get_mut::<tcp::Socket<'_>>(client);
        while sent < BYTES && socket.can_send() {
            let chunk: Vec<u8> = (sent..BYTES.min(sent + 4096)).map(|it| it as u8).collect();
            sent += socket.send_slice(&chunk).expect("connected");
        }
        run(&machine, &mut hosts, support::STEP)?;
        let socket = hosts[1].b.sockets.get_mut::<tcp::Socket<'_>>(server);
        while socket.can_recv() {
            socket
                .recv(|bytes| {
                    received.extend_from_slice(bytes);
                    (bytes.len(), ())
                })
                .expect("connected");
        }
        if received.len() >= BYTES {
            break;
        }
    }
    assert_eq!(received.len(), BYTES);
    assert!(
        received
            .iter()
            .enumerate()
            .all(|(at, byte)| *byte == at as u8)
    );
    drop(hosts);
    drop(ports);
    clean(&machine)
}

#[test]
fn a_mebibyte_arrives_whole() {
    in_every_world(&netwire::DRIVER, |code| transfer(code).expect("no error"));
}

/// Queries an address with a capture file, and gets the answer in one.
fn replay(code: Code) -> Result {
    let machine = Machine::new();
    let ports = adapters(&machine, code, 2)?;
    let bob_address = ports[1].1.mac_address()?;
    let mut question = PcapFile::new();
    question.capture(&arp_request(), Duration::from_secs(1));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("question.pcap");
    question.save(&path)?;

    let mut file = wdk_sim::ndis::Wire::new(PcapFile::open(&path)?, &ports[0].1);
    let mut bob = host(&ports[1].1, BOB)?;
    for _ in 0..10 {
        file.carry(&machine)?;
        bob.carry(&machine)?;
        machine.run_for(support::STEP)?;
    }
    let captured = file.a.captured();
    assert_eq!(captured.len(), 1, "{captured:?}");
    let frame = EthernetFrame::new_checked(&captured[0].1).expect("a frame");
    assert_eq!(frame.ethertype(), EthernetProtocol::Arp);
    let answer = ArpPacket::new_checked(frame.payload()).expect("a packet");
    assert_eq!(answer.operation(), ArpOperation::Reply);
    assert_eq!(answer.source_hardware_addr(), bob_address);
    drop((file, bob));
    drop(ports);
    clean(&machine)
}

/// An ARP request for the second address, from the first.
fn arp_request() -> Vec<u8> {
    let alice = [2, b'W', b'i', b'r', b'e', 0];
    let mut frame = [[0xFF; 6], alice].concat();
    frame.extend([8, 6, 0, 1, 8, 0, 6, 4, 0, 1]);
    frame.extend(alice);
    frame.extend(ALICE.octets());
    frame.extend([0; 6]);
    frame.extend(BOB.octets());
    frame
}

#[test]
fn a_capture_file_is_the_end_of_a_wire() {
    in_every_world(&netwire::DRIVER, |code| replay(code).expect("no error"));
}

#[test]
fn packets_go_through_the_scenario() {
    wdk_sim::scenario!("../netwire.scenario", &netwire::DRIVER, support::INF);
}
