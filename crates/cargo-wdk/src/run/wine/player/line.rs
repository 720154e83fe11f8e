//! The lines that the program in the prefix reads and writes.

use wdk_sim::{BadAddress, scenario::Request};

use super::PENDING;
use crate::run::wine::{client::Answer, seen::Seen};

pub(super) fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// The rest of a line that begins a request.
pub(super) fn written(request: &Request) -> Vec<String> {
    match request {
        Request::Read { length, offset } => {
            vec!["read".to_owned(), length.to_string(), offset.to_string()]
        }
        Request::Write { data, offset } => {
            vec![
                "write".to_owned(),
                digits(&data.bytes()),
                offset.to_string(),
            ]
        }
        Request::Ioctl {
            code,
            input,
            input_at,
            output,
        } => {
            let content = match output.data.bytes() {
                data if data.is_empty() => vec![0; output.length],
                data => data,
            };
            vec![
                "ioctl".to_owned(),
                code.value.to_string(),
                digits(&input.bytes()),
                place(*input_at).to_owned(),
                digits(&content),
                place(output.at).to_owned(),
            ]
        }
        // The program answers that it knows no such line.
        _ => Vec::new(),
    }
}

fn place(at: Option<BadAddress>) -> &'static str {
    match at {
        None => "",
        Some(BadAddress::Null) => "null",
        Some(BadAddress::Kernel) => "kernel",
        Some(BadAddress::Freed) => "freed",
        Some(BadAddress::ReadOnly) => "read-only",
        Some(_) => "unknown",
    }
}

/// `pending`, `done STATUS [LENGTH BYTES]`, or an error.
pub(super) fn seen_of(answer: &Answer) -> Seen {
    let fields = match answer {
        Answer::Ok(fields) => fields.iter().map(String::as_str).collect::<Vec<_>>(),
        Answer::Error(what, code) => return Seen::Refused(format!("{what}: error {code}")),
    };
    let status = |text: &str| {
        u32::from_str_radix(text, 16)
            .map(u32::cast_signed)
            .unwrap_or(-1)
    };
    match fields.as_slice() {
        ["pending"] => Seen::status(PENDING),
        ["done", code] => Seen::status(status(code)),
        ["done", code, length, bytes] => {
            Seen::transferred(status(code), length.parse().unwrap_or(0), bytes)
        }
        _ => Seen::Refused("the program on Wine answered something else".to_owned()),
    }
}
