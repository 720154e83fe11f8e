//! Event tracing as a driver in C uses it: providers, sessions, self-describing and other events.
#![expect(
    unsafe_code,
    clippy::undocumented_unsafe_blocks,
    reason = "a driver as it is written in C: every call has pointers to locals"
)]

use std::{cell::RefCell, ptr};

use wdk_sim::{
    Error, Machine,
    etw::{EtwEvent, Payload, Session, Value},
    trace::Category,
};
use wdk_sys::{_EVENT_INFO_CLASS::*, *};

const ID: GUID = GUID {
    Data1: 0x7065_7374,
    Data2: 1,
    Data3: 2,
    Data4: [3; 8],
};

thread_local! {
    /// What enable callbacks were told: control code, level, any and all keywords.
    static TOLD: RefCell<Vec<(u32, u8, u64, u64)>> = const { RefCell::new(Vec::new()) };
}

#[abi]
unsafe fn enabled(
    _source: LPCGUID,
    code: ULONG,
    level: UCHAR,
    any: ULONGLONG,
    every: ULONGLONG,
    _filter: PEVENT_FILTER_DESCRIPTOR,
    _context: PVOID,
) {
    TOLD.with_borrow_mut(|told| told.push((code, level, any, every)));
}

fn register(callback: PETWENABLECALLBACK) -> REGHANDLE {
    let mut handle = 0;
    let status = unsafe { EtwRegister(&ID, callback, ptr::null_mut(), &raw mut handle) };
    assert_eq!(status, STATUS_SUCCESS);
    handle
}

/// What `TraceLoggingRegister` says of a provider.
fn set_traits(handle: REGHANDLE, traits: &[u8]) -> NTSTATUS {
    let (at, length) = (traits.as_ptr().cast_mut().cast(), traits.len() as u32);
    unsafe { EtwSetInformation(handle, EventProviderSetTraits, at, length) }
}

const TRAITS: &[u8] = b"\x09\0C.Lamp\0";

fn descriptor(level: u8, keyword: u64) -> EVENT_DESCRIPTOR {
    EVENT_DESCRIPTOR {
        Id: 7,
        Version: 1,
        Channel: 11,
        Level: level,
        Opcode: 0,
        Task: 3,
        Keyword: keyword,
    }
}

fn write(handle: REGHANDLE, event: &EVENT_DESCRIPTOR, pieces: &[(&[u8], u32)]) -> NTSTATUS {
    let mut data: Vec<EVENT_DATA_DESCRIPTOR> = pieces
        .iter()
        .map(|(bytes, kind)| EVENT_DATA_DESCRIPTOR {
            Ptr: bytes.as_ptr() as u64,
            Size: bytes.len() as u32,
            __bindgen_anon_1: _EVENT_DATA_DESCRIPTOR__bindgen_ty_1 { Reserved: *kind },
        })
        .collect();
    let count = data.len() as u32;
    unsafe {
        EtwWriteTransfer(
            handle,
            event,
            ptr::null(),
            ptr::null(),
            count,
            data.as_mut_ptr(),
        )
    }
}

/// The metadata of an event `On` with the fields `watts: u32` and `room: narrow text`.
const METADATA: &[u8] = b"\x13\0\0On\0watts\0\x08room\0\x17";

fn write_on(handle: REGHANDLE, level: u8, keyword: u64) -> NTSTATUS {
    let watts = 60_u32.to_le_bytes();
    let pieces: [(&[u8], u32); 5] = [
        (TRAITS, 2),
        (METADATA, 1),
        (&watts, 0),
        (&[4, 0], 0),
        (b"hall", 0),
    ];
    write(handle, &descriptor(level, keyword), &pieces)
}

fn text(event: &EtwEvent) -> String {
    event.payload.to_string()
}

#[test]
fn a_self_describing_event_is_decoded_for_the_session_that_wants_it() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::of(ID).level(3).keywords(0x10))
        .expect("it starts");
    let run = || {
        let handle = register(None);
        assert_eq!(set_traits(handle, TRAITS), STATUS_SUCCESS);
        assert_eq!(EtwProviderEnabled_(handle, 3, 0x10), TRUE);
        assert_eq!(EtwProviderEnabled_(handle, 4, 0x10), FALSE);
        for (level, keyword) in [(3, 0x10), (4, 0x10), (3, 0x20), (2, 0x30)] {
            assert_eq!(write_on(handle, level, keyword), STATUS_SUCCESS);
        }
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
    };
    machine.call("driver", run).expect("nothing is wrong");
    let events = machine.etw_events();
    let levels: Vec<u8> = events.iter().map(|it| it.level).collect();
    assert_eq!(
        levels,
        [3, 2],
        "what the session does not want goes nowhere"
    );
    let event = &events[0];
    assert_eq!((&*event.provider, &*event.name), ("C.Lamp", "On"));
    assert_eq!((event.keyword, event.task, event.id), (0x10, 3, 7));
    assert_eq!(event.field("watts"), Some(&Value::Unsigned(60)));
    assert_eq!(event.field("room"), Some(&Value::Text("hall".to_owned())));
    let trace = machine.trace();
    let lines: Vec<String> = trace
        .of(Category::Event)
        .map(|it| format!("{} {}", it.name, it.detail))
        .collect();
    assert_eq!(lines[0], "C.Lamp On watts=60 room=\"hall\"");
}

#[expect(non_snake_case, reason = "the function with an unsafe block around it")]
fn EtwProviderEnabled_(handle: REGHANDLE, level: u8, keyword: u64) -> BOOLEAN {
    unsafe { EtwProviderEnabled(handle, level, keyword) }
}

#[test]
fn without_a_session_nothing_is_recorded() {
    let machine = Machine::new();
    let run = || {
        let handle = register(None);
        assert_eq!(EtwProviderEnabled_(handle, 1, 0), FALSE);
        assert_eq!(write_on(handle, 1, 0), STATUS_SUCCESS, "as on Windows");
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
    };
    machine.call("driver", run).expect("nothing is wrong");
    assert_eq!(machine.etw_events(), []);
}

#[test]
fn other_events_are_shown_as_they_are() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::all())
        .expect("it starts");
    let run = || {
        let handle = register(None);
        // The types of the pieces mean nothing before the driver says that they do.
        let _ = write_on(handle, 1, 0);
        assert_eq!(set_traits(handle, TRAITS), STATUS_SUCCESS);
        assert_eq!(
            write(handle, &descriptor(1, 0), &[(&[1, 2, 3], 0)]),
            STATUS_SUCCESS
        );
        let broken = b"\x06\0\0On\0";
        assert_eq!(
            write(handle, &descriptor(1, 0), &[(broken, 1), (&[9], 0)]),
            STATUS_SUCCESS
        );
        let string: Vec<u16> = "warm\0".encode_utf16().collect();
        let status = unsafe { EtwWriteString(handle, 2, 0, &ID, string.as_ptr()) };
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
    };
    machine.call("driver", run).expect("nothing is wrong");
    let events = machine.etw_events();
    let [untyped, raw, broken, string] = events.as_slice() else {
        panic!("four events, not {events:?}");
    };
    let Payload::Raw(bytes) = &untyped.payload else {
        panic!("{untyped:?}");
    };
    assert_eq!(
        (untyped.provider.as_str(), &bytes[..TRAITS.len()]),
        ("", TRAITS)
    );
    assert_eq!(text(raw), "[3 bytes: 01 02 03]");
    assert!(text(broken).contains("more data"), "{broken:?}");
    assert_eq!((text(string).as_str(), string.level), ("\"warm\"", 2));
    let activity = "{70657374-0001-0002-0303-030303030303}";
    assert_eq!(string.activity.as_deref(), Some(activity));
}

#[test]
fn providers_are_told_who_listens() {
    let machine = Machine::new();
    machine
        .start_session("one", Session::all().level(2).keywords(0x1))
        .expect("it starts");
    let mut handle = 0;
    machine
        .call("driver", || handle = register(Some(enabled)))
        .expect("nothing is wrong");
    machine
        .start_session(
            "two",
            Session::of(ID).level(4).keywords(0x2).all_keywords(0x2),
        )
        .expect("it starts");
    let other = GUID { Data1: 0, ..ID };
    machine
        .start_session("three", Session::of(other))
        .expect("it starts");
    assert!(machine.stop_session("one").expect("it runs"));
    assert!(machine.stop_session("two").expect("it runs"));
    assert!(
        !machine.stop_session("two").expect("it runs"),
        "it has stopped"
    );
    let told = TOLD.take();
    assert_eq!(
        told,
        [
            (EVENT_CONTROL_CODE_ENABLE_PROVIDER, 2, 0x1, 0),
            (EVENT_CONTROL_CODE_ENABLE_PROVIDER, 4, 0x3, 0),
            (EVENT_CONTROL_CODE_ENABLE_PROVIDER, 4, 0x2, 0x2),
            (EVENT_CONTROL_CODE_DISABLE_PROVIDER, 0, 0, 0),
        ]
    );
    let unregister = || unsafe { EtwUnregister(handle) };
    assert_eq!(
        machine
            .call("driver", unregister)
            .expect("nothing is wrong"),
        STATUS_SUCCESS
    );
    machine
        .start_session("four", Session::all())
        .expect("it starts");
    assert_eq!(TOLD.take(), [], "it is no provider any more");
}

/// The rule that `run` breaks.
fn broken(run: impl FnOnce()) -> String {
    match Machine::new().call("driver", run) {
        Err(Error::BugCheck(check)) => check.message.clone(),
        other => panic!("no rule is broken: {other:?}"),
    }
}

#[test]
fn handles_are_good_from_registering_to_unregistering() {
    let twice = broken(|| {
        let handle = register(None);
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
        unsafe { EtwUnregister(handle) };
    });
    assert!(twice.starts_with("EtwHandle: EtwUnregister"), "{twice}");
    let late = broken(|| {
        let handle = register(None);
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
        write_on(handle, 1, 0);
    });
    assert!(late.starts_with("EtwHandle: EtwWriteTransfer"), "{late}");
    let unknown = broken(|| {
        EtwProviderEnabled_(0x1234, 1, 0);
    });
    assert!(unknown.contains("no provider's handle"), "{unknown}");
    let lost = broken(|| {
        let mut handle = 0;
        for _ in 0..2 {
            unsafe { EtwRegister(&ID, None, ptr::null_mut(), &raw mut handle) };
        }
    });
    assert!(lost.starts_with("EtwHandleLost"), "{lost}");
    let run = || (write_on(0, 1, 0), unsafe { EtwUnregister(0) });
    let zero = Machine::new().call("driver", run).expect("zero is refused");
    assert_eq!(zero, (STATUS_INVALID_HANDLE, STATUS_INVALID_HANDLE));
}

#[test]
fn events_have_limits() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::all())
        .expect("it starts");
    let run = || {
        let handle = register(None);
        let event = descriptor(1, 0);
        let many = vec![(&[1_u8][..], 0); 129];
        assert_eq!(write(handle, &event, &many), STATUS_INVALID_PARAMETER);
        assert_eq!(write(handle, &event, &many[..128]), STATUS_SUCCESS);
        let large = vec![0; 0x1_0000];
        assert_eq!(
            write(handle, &event, &[(&large, 0)]),
            STATUS_INTEGER_OVERFLOW
        );
        assert_eq!(
            set_traits(handle, b"\x08\0C.Lamp\0"),
            STATUS_INVALID_PARAMETER
        );
        let unknown = unsafe { EtwSetInformation(handle, 9, ptr::null_mut(), 0) };
        assert_eq!(unknown, STATUS_INVALID_DEVICE_REQUEST);
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
    };
    machine.call("driver", run).expect("nothing is wrong");
    assert_eq!(machine.etw_events().len(), 1);
}

#[test]
fn a_thread_has_an_activity_that_its_events_get() {
    let machine = Machine::new();
    machine
        .start_session("test", Session::all())
        .expect("it starts");
    let run = || {
        let handle = register(None);
        let mut id = ID;
        let set = EVENT_ACTIVITY_CTRL_CREATE_SET_ID;
        assert_eq!(
            unsafe { EtwActivityIdControl(set, &raw mut id) },
            STATUS_SUCCESS
        );
        assert_eq!(id.Data1, 0, "there was none before");
        assert_eq!(write_on(handle, 1, 0), STATUS_SUCCESS);
        let get = EVENT_ACTIVITY_CTRL_GET_ID;
        assert_eq!(
            unsafe { EtwActivityIdControl(get, &raw mut id) },
            STATUS_SUCCESS
        );
        assert_eq!(
            unsafe { EtwActivityIdControl(9, &raw mut id) },
            STATUS_INVALID_PARAMETER
        );
        assert_eq!(unsafe { EtwUnregister(handle) }, STATUS_SUCCESS);
        id.Data1
    };
    let number = machine.call("driver", run).expect("nothing is wrong");
    let events = machine.etw_events();
    let activity = events[0].activity.as_deref().expect("the thread's");
    assert!(
        activity.starts_with(&format!("{{{number:08x}-")),
        "{activity}"
    );
}
