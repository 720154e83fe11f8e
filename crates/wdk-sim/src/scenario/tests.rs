use std::time::Duration;

use proptest::{collection::vec, option, prelude::*, sample::select};
use uuid::Uuid;

use super::{
    step::{DEVICE_STATES, SYSTEM_STATES},
    *,
};
use crate::{BadAddress, Resource};

/// The documentation of the format.
const PAGE: &str = include_str!("../../../../docs/src/scenarios.md");

fn parse(text: &str) -> Scenario {
    Scenario::parse("x.scenario", text).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn errors(text: &str) -> String {
    match Scenario::parse("x.scenario", text) {
        Ok(scenario) => panic!("it was read: {scenario:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_kind_of_line_is_read() {
    let text = r#"
        # A comment, and lines that stand for each verb.
        code IOCTL_SET CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_READ_DATA | FILE_WRITE_DATA)
        set registry service\Parameters\Speed dword 3
        set registry "machine\\Software\\My Firm\\Names" strings ["a b", "c"]
        query registry service\Parameters\Speed => dword 3
        registers 0xFEB00000 [0, 0x10]
        set register 0xFEB00004 0x20
        query register 0xFEB00004 => u32 0x20
        plug PCI\VEN_8086&DEV_1000 as nic id PCI\VEN_8086 compatible PCI\CC_0200 memory 0xFEB00000 8 interrupt 5 6 wakes D2 S3
        load
        open {781EF630-72B2-11D2-B852-00C04FAD5171} of nic as first in one   # by class
        open \\.\Toaster as second in two
        open \\?\ROOT#TOASTER#0000#{781ef630-72b2-11d2-b852-00c04fad5171} as third
        open interface 1
        ioctl IOCTL_SET u32 2 output 4 on first => STATUS_INVALID_PARAMETER
        ioctl 0x222005 "header" output "data" => length 4
        ioctl 0x222007 "x" at kernel output 8 at read-only on first => STATUS_ACCESS_VIOLATION
        ioctl 0x222004 text "a\"b" hex 0102 03 i16 [-1, 2] utf16 "x" => length 0
        write repeat 4096 hex 07 at 0x200 => success, length 4096
        read 64 on second => any failure
        begin ioctl 0x222008 "bare text" as waiting on first
        expect pending waiting
        advance 10 s
        run until idle
        cancel waiting
        wait waiting within 5min => STATUS_CANCELLED
        interrupt 5
        send packet hex ffffffffffff of nic
        receive packet => any failure
        query-remove nic => success
        surprise-remove
        expect state surprise-removed of nic
        expect power D3 of nic
        close first
        exit two
        exit
        sleep
        wake
        hibernate
        signal-wake nic => any failure
        stop-service
        unload
        finish
    "#;
    let scenario = parse(text);
    assert_eq!(scenario.steps.len(), text.lines().count() - 3);
    assert_eq!(scenario.steps[0].line, 3);
    let Action::Code { code, .. } = &scenario.steps[0].action else {
        panic!("{:?}", scenario.steps[0]);
    };
    assert_eq!(code.value, 0x0022_E004);
    let Action::Request {
        request: Request::Ioctl { code, input, .. },
        ..
    } = &scenario.steps[13].action
    else {
        panic!("{:?}", scenario.steps[13]);
    };
    assert_eq!(code.value, 0x0022_E004);
    assert_eq!(input.bytes(), [2, 0, 0, 0]);
    let Action::Request {
        request: Request::Ioctl { input, .. },
        ..
    } = &scenario.steps[16].action
    else {
        panic!("{:?}", scenario.steps[16]);
    };
    assert_eq!(input.bytes(), b"a\"b\x01\x02\x03\xff\xff\x02\x00x\0");
    assert_eq!(
        parse(&scenario.to_string()),
        Scenario {
            file: "x.scenario".to_owned(),
            ..scenario
        }
    );
}

#[test]
fn errors_name_the_place_and_what_to_write() {
    for (text, expected) in [
        (
            "load\nraed 64",
            "x.scenario:2:1: expected a verb, but here is `raed`",
        ),
        ("raed 64", "did you mean `read`?"),
        ("querry registry x\\y", "did you mean `query registry`?"),
        ("surprise remove", "did you mean `surprise-remove`?"),
        (
            "read many",
            "x.scenario:1:6: expected how many bytes are read, but here is `many`",
        ),
        (
            "read 64 onn x",
            "the line is written: read LENGTH [at OFFSET] [on FILE]",
        ),
        (
            "wait toast",
            "x.scenario:1:6: no step before calls an operation `toast`",
        ),
        (
            "open as toaster\nread 4 on tosater",
            "did you mean `toaster`?",
        ),
        (
            "read 4 => STATUS_CANCELED",
            "did you mean `STATUS_CANCELLED`?",
        ),
        ("read 4 => any", "expected `failure`, but the line ends"),
        (
            "read 4 => STATUS_CANCELLED, length 3",
            "neither a length nor bytes",
        ),
        ("read 4 => length 3, length 4", "expected twice"),
        (
            "write text \"open",
            "x.scenario:1:12: the text has no closing `\"`",
        ),
        (r#"write text "\q""#, "this is no escape"),
        ("write u8 256", "256 does not fit into u8"),
        ("write hex 012", "a byte has two hexadecimal digits"),
        (
            "write hx 01",
            "x.scenario:1:7: expected `=>` or the end of the line",
        ),
        (
            "write repeat 100000000 u32 1",
            "how often is from 0 to 67108864",
        ),
        ("write repeat 60000000 u32 1", "more than 64 MiB"),
        (
            "ioctl CTL_CODE(FILE_DEVICE_UNKNWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)",
            "did you mean `FILE_DEVICE_UNKNOWN`?",
        ),
        (
            "ioctl CTL_CODE(FILE_DEVICE_UNKNOWN, 0x1000, METHOD_BUFFERED, 0)",
            "a function code is from",
        ),
        (
            "ioctl 0x222007 at null",
            "nothing is accessed at the address of a buffer without bytes",
        ),
        ("ioctl 0x222007 \"x\" at kernal", "did you mean `kernel`"),
        ("ioctl IOCTL_X", "a name that a `code` step has given it"),
        (
            "advance 10 sec",
            "the units are h, min, s, ms, us, ns|it is one of h, min",
        ),
        (
            "advance 99999999999999 h",
            "longer than time can be counted",
        ),
        ("set registry servce\\x dword 1", "did you mean `service`?"),
        ("set registry service\\x dwrd 1", "did you mean `dword`?"),
        ("begin read 4", "`as OPERATION`"),
        ("begin read 4 at 8 as x", "begins at offset 0"),
        ("open toaster", "this names no file"),
        ("open {781EF630}", "expected a GUID"),
        ("plug x memry 1 2", "did you mean `memory`?"),
        ("expect state startd", "did you mean `started`?"),
        ("finish\nload", "no step follows `finish`"),
        ("=> success", "expected a verb, but here is `=>`"),
    ] {
        let message = errors(text);
        let found = expected.split('|').any(|it| message.contains(it));
        assert!(found, "{text}\ngives\n{message}\nwithout\n{expected}");
    }
}

#[test]
fn an_error_is_shown_in_its_line() {
    assert_eq!(
        errors("load\n  read 6x4   # comment"),
        "x.scenario:2:8: expected how many bytes are read, but here is `6x4`\n    2 |   read 6x4   # comment\n      \
         |        ^^^\n      = the line is written: read LENGTH [at OFFSET] [on FILE]"
    );
}

#[test]
fn every_wrong_line_is_told() {
    let error = Scenario::parse("x", "lod\nload\nraed 4\n").unwrap_err();
    let lines: Vec<_> = error.errors.iter().map(|it| it.line).collect();
    assert_eq!(lines, [1, 3]);
}

#[test]
fn the_default_scenario_can_be_read() {
    assert_eq!(
        Scenario::parse("default.scenario", DEFAULT).unwrap(),
        Scenario::default_steps()
    );
    assert!(Scenario::default_steps().steps.len() > 10);
}

#[test]
fn the_documentation_has_every_verb_and_no_other() {
    let tables = PAGE.split("| line | what it does |\n|---|---|\n").skip(1);
    let rows = tables.flat_map(|table| table.lines().take_while(|line| !line.is_empty()));
    let rows: Vec<_> = rows.collect();
    let expected: Vec<_> = VERBS
        .iter()
        .map(|verb| format!("| `{}` | {} |", verb.syntax.replace('|', "\\|"), verb.does))
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_documentation_has_scenarios() {
    let blocks = PAGE.split("```text\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    let blocks: Vec<_> = blocks.collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        parse(block);
    }
}

#[test]
fn a_verb_begins_its_own_syntax() {
    for verb in VERBS {
        assert!(verb.syntax.starts_with(verb.words), "{}", verb.syntax);
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z][a-z0-9_-]{0,8}", "\\PC{1,12}"]
}

fn data() -> impl Strategy<Value = Data> {
    let simple = prop_oneof![
        vec(any::<u8>(), 1..20).prop_map(Field::Hex),
        any::<String>().prop_map(Field::Text),
        any::<String>().prop_map(Field::Utf16),
        (select(Width::ALL.to_vec()), vec(any::<u8>(), 0..4)).prop_map(|((_, width), values)| {
            let narrow = |it: &u8| i128::from(*it / 2);
            Field::Numbers(width, values.iter().map(narrow).collect())
        }),
    ];
    let field = (simple, option::of(0..100_usize)).prop_map(|(field, count)| match count {
        Some(count) => Field::Repeat(count, Box::new(field)),
        None => field,
    });
    vec(field, 0..4).prop_map(|fields| Data { fields })
}

fn request() -> impl Strategy<Value = Request> {
    let offset = || prop_oneof![Just(0), 0..u64::MAX / 2];
    prop_oneof![
        (0..70_000_usize, offset()).prop_map(|(length, offset)| Request::Read {
            length: length.min(data::LONGEST),
            offset
        }),
        (data(), offset()).prop_map(|(data, offset)| Request::Write { data, offset }),
        (any::<u32>(), data(), bad_address(), output_buffer()).prop_map(
            |(code, input, at, output)| Request::Ioctl {
                code: Code::number(code),
                input_at: at.filter(|_| !input.bytes().is_empty()),
                input,
                output,
            }
        ),
    ]
}

fn bad_address() -> impl Strategy<Value = Option<BadAddress>> {
    option::of(select(BadAddress::ALL.to_vec()).prop_map(|(_, place)| place))
}

fn output_buffer() -> impl Strategy<Value = OutputBuffer> {
    (0..5000_usize, data(), bad_address()).prop_map(|(length, data, at)| {
        let length = match data.is_empty() {
            true => length,
            false => data.bytes().len(),
        };
        let at = at.filter(|_| length > 0);
        OutputBuffer { length, data, at }
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u32>().prop_map(Value::Dword),
        any::<u64>().prop_map(Value::Qword),
        any::<String>().prop_map(Value::String),
        vec(any::<String>(), 0..4).prop_map(Value::Strings),
        data().prop_map(Value::Binary),
    ]
}

fn place() -> impl Strategy<Value = RegistryPlace> {
    let key = "[^\\\\\\pC]{1,10}";
    (select(RegistryRoot::ALL.to_vec()), vec(key, 0..3), key)
        .prop_map(|((_, root), keys, name)| RegistryPlace { root, keys, name })
}

fn resource() -> impl Strategy<Value = Resource> {
    prop_oneof![
        any::<(u64, u32)>().prop_map(|(start, length)| Resource::Memory { start, length }),
        any::<(u64, u32)>().prop_map(|(start, length)| Resource::Port { start, length }),
        any::<(u32, u8)>().prop_map(|(vector, irql)| Resource::Interrupt { vector, irql }),
        any::<(u32, u8)>().prop_map(|(vector, irql)| Resource::MessageInterrupt { vector, irql }),
        any::<(u32, u8, u16)>().prop_map(|(vector, irql, count)| Resource::MessageInterrupts {
            vector,
            irql,
            count
        }),
    ]
}

/// Names that no clause of `plug` and `open` begins with.
fn path() -> impl Strategy<Value = String> {
    "\\PC{0,12}".prop_map(|rest| format!(r"\{rest}"))
}

fn plug() -> impl Strategy<Value = Plug> {
    (
        option::of(path()),
        option::of(word()),
        vec(word(), 0..3),
        vec(resource(), 0..3),
        option::of((
            select(DEVICE_STATES.to_vec()),
            select(SYSTEM_STATES.to_vec()),
        )),
    )
        .prop_map(|(hardware_id, name, ids, resources, wakes)| Plug {
            hardware_id,
            name,
            more_ids: ids.clone(),
            compatible_ids: ids,
            resources,
            wakes: wakes.map(|(device, system)| (device.1, system.1)),
        })
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        (0..9_usize).prop_map(Target::Index),
        any::<u128>().prop_map(|it| Target::Class(Uuid::from_u128(it))),
        path().prop_map(Target::Path),
    ]
}

/// Steps that refer to nothing that was named before.
fn action() -> impl Strategy<Value = Action> {
    let time = any::<u64>().prop_map(Duration::from_nanos);
    prop_oneof![
        (word(), any::<u32>()).prop_map(|(name, code)| Action::Code {
            name,
            code: Code::number(code)
        }),
        (place(), value()).prop_map(|(place, value)| Action::SetRegistry { place, value }),
        place().prop_map(|place| Action::QueryRegistry { place }),
        (any::<u64>(), vec(any::<u32>(), 0..4))
            .prop_map(|(address, values)| Action::AddRegisters { address, values }),
        plug().prop_map(|it| Action::Plug(Box::new(it))),
        select(Change::ALL.to_vec()).prop_map(|(_, change)| Action::Device {
            change,
            device: None
        }),
        select(State::ALL.to_vec()).prop_map(|(_, state)| Action::ExpectState {
            device: None,
            state
        }),
        (word(), select(crate::Account::ALL.to_vec()))
            .prop_map(|(process, (_, account))| Action::Process { process, account }),
        (target(), option::of(word()), option::of(word())).prop_map(|(target, file, process)| {
            Action::Open {
                target,
                device: None,
                file,
                process,
            }
        }),
        request().prop_map(|request| Action::Request {
            request,
            file: None
        }),
        (request(), word()).prop_map(|(mut request, operation)| {
            if let Request::Read { offset, .. } | Request::Write { offset, .. } = &mut request {
                *offset = 0;
            }
            Action::Begin {
                request,
                operation,
                file: None,
            }
        }),
        time.prop_map(Action::Advance),
        Just(Action::RunUntilIdle),
        Just(Action::Exit { process: None }),
    ]
}

fn expectation() -> impl Strategy<Value = Expectation> {
    let status = prop_oneof![
        Just(ExpectedStatus::Success),
        (0..i32::MAX).prop_map(ExpectedStatus::Is),
    ];
    let bytes = data().prop_filter("empty bytes are not written", |it| !it.is_empty());
    (
        option::of(status),
        option::of(0..9999_usize),
        option::of(bytes),
        option::of(value()),
    )
        .prop_filter("something is expected", |it| {
            it.0.is_some() || it.1.is_some() || it.2.is_some() || it.3.is_some()
        })
        .prop_map(|(status, length, data, value)| Expectation {
            status,
            length,
            data,
            value,
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        steps in vec((action(), option::of(expectation())), 0..8)
    ) {
        let step = |(action, expectation)| Step { line: 0, action, expectation };
        let scenario = Scenario {
            file: "x.scenario".to_owned(),
            steps: steps.into_iter().map(step).collect(),
        };
        let text = scenario.to_string();
        match Scenario::parse("x.scenario", &text) {
            Ok(read) => prop_assert_eq!(read, scenario, "{}", text),
            Err(error) => prop_assert!(false, "{}\n{}", text, error),
        }
    }

    #[test]
    fn no_text_is_too_much(text in any::<String>()) {
        if let Err(error) = Scenario::parse("x", &text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn no_mixture_of_words_is_too_much(
        words in vec(select(vocabulary()), 0..40)
    ) {
        if let Ok(scenario) = Scenario::parse("x", &words.concat()) {
            let text = scenario.to_string();
            let again = Scenario::parse("x", &text);
            prop_assert_eq!(again, Ok(scenario), "{}", text);
        }
    }
}

/// Words of the format, blanks, signs, and numbers at their limits.
fn vocabulary() -> Vec<String> {
    let mut words: Vec<String> = VERBS
        .iter()
        .flat_map(|verb| verb.syntax.split(' '))
        .map(|word| format!("{} ", word.trim_matches(['[', ']', '.'])))
        .collect();
    let more = [
        "\n",
        "\n",
        "=> ",
        "\"",
        "\"a\\n\" ",
        "(",
        ")",
        "[",
        "]",
        ", ",
        "# ",
        "0x",
        "-1 ",
        "0 ",
        "4 ",
        "99999999999999999999999999999999999999999 ",
        "s ",
        "CTL_CODE(",
        "FILE_ANY_ACCESS",
        "hex ",
        "00 ",
        "u32 ",
        "i64 ",
        "repeat ",
        "success ",
        "any failure ",
        "service\\x ",
        "é ",
        "{781EF630-72B2-11D2-B852-00C04FAD5171} ",
        "as x ",
        "on x ",
        "dword ",
        "\\u{110000}",
    ];
    words.extend(more.map(str::to_owned));
    words
}
