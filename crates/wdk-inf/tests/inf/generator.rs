//! Random INF files: well-formed directives, and everything that makes reading them hard.
#![allow(
    dead_code,
    reason = "each of the programs that include this uses a part of it"
)]

use proptest::{collection::vec, prelude::*, sample::select};

/// Directories that every Windows has, and this parser names.
pub(crate) const DIRIDS: [u32; 13] = [10, 11, 12, 13, 17, 18, 20, 21, 24, 30, 50, 51, 52];

/// A file that Windows accepts, most of the time: `[Version]`, some sections, strings.
pub(crate) fn file() -> impl Strategy<Value = String> {
    let body = vec(any_line(), 0..40);
    let head = select(vec![
        "[Version]\nSignature=\"$Windows NT$\"\n",
        "; a comment first\n\n[version]\n  SIGNATURE = $CHICAGO$ ; old\n",
    ]);
    let strings = vec(string(), 0..6);
    let unclosed = prop::bool::weighted(0.05);
    let crlf = prop::bool::weighted(0.3);
    (head, body, strings, unclosed, crlf).prop_map(|(head, body, strings, unclosed, crlf)| {
        let mut text = head.to_owned();
        if unclosed {
            text.push_str("[not closed\n");
        }
        for line in body {
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str("[Strings]\n");
        for line in strings {
            text.push_str(&line);
            text.push('\n');
        }
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}

/// Text with the characters that mean something, in any order.
pub(crate) fn noise() -> impl Strategy<Value = String> {
    "[\\[\\]ab=,;\"\\\\% \t$éĀ\0\r\n]{0,200}"
}

fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => header(),
        8 => directive(),
        3 => directive().prop_map(|it| format!("{it} ; a comment, = \"with\" everything \\")),
        2 => (directive(), values()).prop_map(|(start, rest)| format!("{start}, \\\n  {rest}")),
        1 => (directive(), values()).prop_map(|(start, rest)| format!("{start} \\ ; why \\\n\t{rest}")),
        1 => Just(String::new()),
        1 => Just("  ; only a comment".to_owned()),
        // A backslash with blanks behind it is a subject of its own: Wine keeps the blanks.
        2 => "[a-c=,;\"\\\\% \t]{0,24}".prop_map(|it| it.split('\\').map(str::trim_start).collect::<Vec<_>>().join("\\")),
    ]
}

fn header() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => name().prop_map(|it| format!("[{it}]")),
        1 => name().prop_map(|it| format!("\t[{it}] ignored, = ; too")),
        1 => "[a-b;\" =%\\[]{1,10}".prop_map(|it| format!("[{it}]")),
    ]
}

/// Few enough that sections of one name occur twice.
fn name() -> impl Strategy<Value = String> {
    "[Aa][b-d]{0,1}(\\.NT(amd64)?)?"
}

fn directive() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => ("[A-Za-z]{1,8}", equals(), values()).prop_map(|(key, equals, values)| key + &equals + &values),
        1 => (value(), equals(), values()).prop_map(|(key, equals, values)| key + &equals + &values),
        3 => values(),
    ]
}

fn equals() -> impl Strategy<Value = String> {
    "[ \t]{0,2}=[ \t]{0,2}"
}

fn values() -> impl Strategy<Value = String> {
    let comma = select(vec![",", ", ", " , ", ",\t"]);
    vec((value(), comma), 1..6).prop_map(|values| {
        let last = values.len() - 1;
        let joined =
            values.into_iter().enumerate().map(
                |(at, (value, comma))| {
                    if at == last { value } else { value + comma }
                },
            );
        joined.collect()
    })
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        6 => "[A-Za-z0-9_.$@{}-]{1,12}",
        1 => "[a-c]{1,3} {1,2}[a-c]{1,3}",
        3 => "\"[a-c ,;=\\\\%\\]]{0,10}\"",
        1 => "\"[a-c](\"\"){0,2}[a-c]\"[a-c]{0,2}",
        1 => Just("\u{A0}".to_owned()),
        1 => "0x[0-9a-f]{1,8}",
        2 => "[a-c]{0,2}%(one|TWO|loop|none|a b)%[a-c]{0,2}",
        1 => "[a-c]{0,2}%%[a-c]{0,2}",
        1 => select(DIRIDS.to_vec()).prop_map(|id| format!("%{id}%\\x.sys")),
        1 => Just("%24%fred".to_owned()),
    ]
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("one = \"first ; \\\" ; comment".to_owned()),
        Just("two=second\\".to_owned() + "\\x"),
        Just("loop = \"%one%\"".to_owned()),
        Just("One = again".to_owned()),
        Just("a b = blank".to_owned()),
        Just("none2 = \"say \"\"hi\"\"\"".to_owned()),
    ]
}
