//! What a description may say, and what is said of one that is wrong.

use super::{Irql, Kind, Level, MemberType, parse};

fn function(text: &str) -> super::Function {
    let text = format!("header wdm\nmodule ntoskrnl.exe\n{text}\n");
    let mut file = parse("wdm/ke", &text).unwrap();
    match file.items.pop().unwrap().kind {
        Kind::Function(function) => function,
        other => panic!("{other:?}"),
    }
}

fn error(text: &str) -> String {
    parse("wdm/ke", text).unwrap_err().to_string()
}

#[test]
fn a_function_states_module_level_version_and_page() {
    let function =
        function("fn KeSetEvent(Event: PRKEVENT) -> LONG [irql <= DISPATCH_LEVEL, since 5.0]");
    assert_eq!(function.module, "ntoskrnl.exe");
    assert_eq!(function.irql, Irql::AtMost(Level::Dispatch, None));
    assert_eq!(function.since.as_deref(), Some("5.0"));
    assert_eq!(
        function.page.as_deref(),
        Some("https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetevent")
    );
}

#[test]
fn what_is_not_known_of_a_function_is_a_value() {
    let function = function("fn KeX() [irql ?, since ?, page none]");
    assert_eq!(
        (function.irql, function.since, function.page),
        (Irql::Unknown, None, None)
    );
}

#[test]
fn a_page_deviates_from_the_rule_by_header_by_name_or_altogether() {
    let page = |text: &str| {
        function(&format!("fn KeX() [irql any, since ?, page {text}]"))
            .page
            .unwrap()
    };
    let drivers = "https://learn.microsoft.com/windows-hardware/drivers/ddi";
    assert_eq!(page("ntddk"), format!("{drivers}/ntddk/nf-ntddk-kex"));
    assert_eq!(
        page("ntddk/nf-ntddk-key"),
        format!("{drivers}/ntddk/nf-ntddk-key")
    );
    assert_eq!(
        page("win32/fwpmu"),
        "https://learn.microsoft.com/windows/win32/api/fwpmu/nf-fwpmu-kex"
    );
    assert_eq!(page("\"https://example.org\""), "https://example.org");
}

#[test]
fn limits_come_from_upper_bounds_only() {
    let limit = |text: &str| {
        function(&format!("fn KeX() [irql {text}, since ?]"))
            .irql
            .limit()
    };
    assert_eq!(limit("PASSIVE_LEVEL"), Some(Level::Passive));
    assert_eq!(limit("<= APC_LEVEL \"for paged pool\""), Some(Level::Apc));
    assert_eq!(limit(">= DISPATCH_LEVEL"), None);
    assert_eq!(limit("<= HIGH_LEVEL"), None);
    assert_eq!(limit("any"), None);
}

#[test]
fn members_nest_without_a_name_in_arrays_and_as_bits() {
    let text = "struct _X, X, *PX, const *PCX (16, 8) {
        0 Flags: ULONG { A 0..1 B 4..8 }
        8 union (8, 8) { 0 Y: PVOID 0 Z: struct[2] (4, 4) { 0 W: ULONG } }
    }";
    let file = parse("x", text).unwrap();
    let Kind::Compound(compound) = &file.items[0].kind else {
        panic!("{:?}", file.items);
    };
    assert_eq!(compound.names.aliases.len(), 3);
    let [flags, union] = &compound.body.members[..] else {
        panic!("{:?}", compound.body);
    };
    assert_eq!((flags.bits[1].low, flags.bits[1].width), (4, 4));
    assert!(union.name.is_none());
    let MemberType::Nested(body, None) = &union.type_ else {
        panic!("{union:?}");
    };
    assert!(body.union);
    assert!(matches!(&body.members[1].type_, MemberType::Nested(_, Some(length)) if length == "2"));
}

#[test]
fn errors_name_the_file_and_the_line() {
    for (text, expected) in [
        ("\nstrukt _X {\n", "2: unknown declaration `strukt`"),
        ("enum X {\n    A = B C\n}", "3: expected `=`, found `}`"),
        ("enum X {\n    A = 0xG\n}", "2: `0xG` is not a number"),
        ("struct X (8, 3) {\n}", "1: 3 is not an alignment"),
        (
            "struct X (8, 8) {\n    9 A: UCHAR\n}",
            "2: no member can be at offset 9",
        ),
        (
            "struct X (8, 8) {\n    4 A: UCHAR\n    0 B: UCHAR\n}",
            "3: no member can be at offset 0",
        ),
        (
            "union X (8, 8) {\n    4 A: UCHAR\n}",
            "2: no member can be at offset 4",
        ),
        (
            "struct X (4, 4) {\n    0 A: ULONG {\n        B 2..4\n        C 3..5\n    }\n}",
            "4: no bit field can be at 3..5",
        ),
        (
            "guids {\n    A = 12345678\n}",
            "2: expected a GUID, found `12345678`",
        ),
        (
            "fn KeX() [irql any, since 5.0]",
            "1: no `module` says what exports this",
        ),
        (
            "module a\nfn KeX() [irql any, since 5.0]",
            "2: KeX: neither `page` nor `header`",
        ),
        (
            "module a\nheader wdm\n\nfn KeX() [irql <= DISPATCH, since 5.0]",
            "4: unknown IRQL `DISPATCH`",
        ),
        (
            "module a\nheader wdm\nfn KeX() [irql any, since 10.0.19040]",
            "3: expected a Windows version, found `10.0.19040`",
        ),
        (
            "module a\nheader wdm\nfn KeX() [since 5.0]",
            "3: expected `irql`, found `since`",
        ),
        ("type X = *ULONG", "1: expected `mut`, found `ULONG`"),
        (
            "/// Says something.\n",
            "1: expected a declaration, found the end of the file",
        ),
        ("type X = @", "1: unexpected `@`"),
    ] {
        assert_eq!(error(text), format!("abi/wdm/ke.abi:{expected}"), "{text}");
    }
}

#[test]
fn the_examples_of_the_documentation_are_descriptions() {
    let path = crate::abi::workspace_root().join("docs/internals/wdk-sys.md");
    let document = std::fs::read_to_string(path).unwrap();
    let examples: Vec<&str> = document.split("```text\n").skip(1).collect();
    assert_eq!(examples.len(), 2);
    let [language, function] = [0, 1].map(|index| {
        let example = examples[index].split("```").next().unwrap();
        let head = if index == 0 {
            ""
        } else {
            "header wdm\nmodule ntoskrnl.exe\n"
        };
        parse("wdm/ke", &format!("{head}{example}")).unwrap()
    });
    assert_eq!(language.items.len(), 11);
    assert!(matches!(
        function.items[..],
        [super::Item {
            kind: Kind::Function(_),
            ..
        }]
    ));
}
