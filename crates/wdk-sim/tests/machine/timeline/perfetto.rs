//! The file for Perfetto, read with a library for protocol buffers and the field numbers of
//! Perfetto's public definitions (`protos/perfetto/trace/**/*.proto`).

use std::collections::{HashMap, HashSet};

use prost::Message;

use super::{stopped, toast};

#[derive(Message)]
struct Trace {
    #[prost(message, repeated, tag = "1")]
    packet: Vec<Packet>,
}

#[derive(Message)]
struct Packet {
    #[prost(uint64, optional, tag = "8")]
    timestamp: Option<u64>,
    #[prost(uint32, tag = "10")]
    trusted_packet_sequence_id: u32,
    #[prost(message, optional, tag = "11")]
    track_event: Option<TrackEvent>,
    #[prost(message, optional, tag = "60")]
    track_descriptor: Option<TrackDescriptor>,
}

#[derive(Message)]
struct TrackEvent {
    #[prost(message, repeated, tag = "4")]
    debug_annotations: Vec<Annotation>,
    #[prost(int32, tag = "9")]
    r#type: i32,
    #[prost(uint64, tag = "11")]
    track_uuid: u64,
    #[prost(string, tag = "23")]
    name: String,
    #[prost(int64, optional, tag = "30")]
    counter_value: Option<i64>,
    #[prost(message, optional, tag = "33")]
    source_location: Option<SourceLocation>,
    #[prost(fixed64, repeated, packed = "false", tag = "47")]
    flow_ids: Vec<u64>,
    #[prost(fixed64, repeated, packed = "false", tag = "48")]
    terminating_flow_ids: Vec<u64>,
}

#[derive(Message)]
struct Annotation {
    #[prost(string, tag = "10")]
    name: String,
    #[prost(string, tag = "6")]
    string_value: String,
}

#[derive(Message)]
struct SourceLocation {
    #[prost(string, tag = "2")]
    file_name: String,
    #[prost(uint32, tag = "4")]
    line_number: u32,
}

#[derive(Message)]
struct TrackDescriptor {
    #[prost(uint64, tag = "1")]
    uuid: u64,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(message, optional, tag = "4")]
    thread: Option<Thread>,
    #[prost(uint64, tag = "5")]
    parent_uuid: u64,
}

#[derive(Message)]
struct Thread {
    #[prost(int32, tag = "2")]
    tid: i32,
    #[prost(string, tag = "5")]
    thread_name: String,
}

/// The slices of each track, checked: times rise, tracks are described before they are used, ends
/// fit begins, and nothing stays open.
fn checked(bytes: &[u8]) -> (Trace, HashMap<u64, String>) {
    let trace = Trace::decode(bytes).expect("a file in Perfetto's format");
    let mut tracks = HashMap::new();
    let mut open: HashMap<u64, u32> = HashMap::new();
    let mut time = 0;
    for packet in &trace.packet {
        assert_eq!(packet.trusted_packet_sequence_id, 1);
        if let Some(track) = &packet.track_descriptor {
            let parent = track.parent_uuid;
            assert!(parent == 0 || tracks.contains_key(&parent), "{track:?}");
            let name = track
                .thread
                .as_ref()
                .map_or(&track.name, |it| &it.thread_name);
            assert!(
                tracks.insert(track.uuid, name.clone()).is_none(),
                "{track:?}"
            );
        }
        let Some(event) = &packet.track_event else {
            continue;
        };
        assert!(packet.timestamp >= Some(time), "{packet:?}");
        time = packet.timestamp.unwrap_or_default();
        assert!(tracks.contains_key(&event.track_uuid), "{event:?}");
        let open = open.entry(event.track_uuid).or_default();
        match event.r#type {
            1 => *open += 1,
            2 => *open = open.checked_sub(1).expect("a slice that ends has begun"),
            3 => assert!(!event.name.is_empty()),
            4 => assert!(event.counter_value.is_some()),
            other => panic!("no such type: {other}"),
        }
    }
    assert!(open.values().all(|open| *open == 0), "{open:?}");
    (trace, tracks)
}

#[test]
fn tracks_slices_and_flows_are_those_of_the_machine() {
    let (trace, tracks) = checked(&toast(1).to_perfetto());
    let names: HashSet<&str> = tracks.values().map(String::as_str).collect();
    for name in [
        "Processor 0",
        "Processor 0 IRQL",
        "ROOT\\TOASTER\\0000",
        "toaster (+1)",
        "PnpManager (+0)",
    ] {
        assert!(names.contains(name), "{names:?}");
    }
    let events = || {
        trace
            .packet
            .iter()
            .filter_map(|packet| packet.track_event.as_ref())
    };
    let irql = events().filter_map(|event| event.counter_value);
    assert_eq!(irql.max(), Some(2));
    let create = events().find(|event| event.name == "WdfDeviceCreate");
    let line = create.and_then(|event| event.source_location.as_ref());
    assert_eq!(line.expect("a line").file_name, "toaster/src/lib.rs");
    assert!(line.is_some_and(|line| line.line_number > 0));
    // The read: from its dispatch at the toaster to its end, on tracks of the device.
    let read = events().find(|event| event.name == "IRP_MJ_READ" && !event.flow_ids.is_empty());
    let read = read.expect("a read");
    assert_eq!(tracks[&read.track_uuid], "toaster (+1)");
    let end = events().find(|event| event.terminating_flow_ids == read.flow_ids);
    let end = end.expect("it ends");
    let status = end.debug_annotations.iter().find(|it| it.name == "status");
    assert_eq!(status.expect("a status").string_value, "STATUS_SUCCESS");
    let flowing = events()
        .filter(|event| event.flow_ids == read.flow_ids)
        .count();
    assert_eq!(flowing, 1, "a thread's own slice is no part of the flow");
}

#[test]
fn what_a_bug_check_leaves_open_is_closed_and_the_bug_check_is_there() {
    let (trace, _) = checked(&stopped().to_perfetto());
    let events = trace
        .packet
        .iter()
        .filter_map(|packet| packet.track_event.as_ref());
    let names: Vec<_> = events.map(|event| event.name.as_str()).collect();
    assert!(
        names.contains(&"bug check 0xE2 MANUALLY_INITIATED_CRASH"),
        "{names:?}"
    );
}
