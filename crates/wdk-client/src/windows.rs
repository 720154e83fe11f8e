//! The program.

mod clock;
mod devices;
mod files;
mod registry;
mod runtime;
mod services;

use alloc::{
    borrow::ToOwned as _,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::fmt::Write as _;

use files::Files;

/// Why a command failed.
pub(crate) struct Failure {
    what: &'static str,
    code: u32,
}

impl Failure {
    /// Windows' error of the function `what`, which has just failed.
    fn last(what: &'static str) -> Self {
        let code = runtime::last_error();
        Self { what, code }
    }
}

type Answer = Result<String, Failure>;

/// Reads lines and answers them until there are none, or until `exit`.
fn serve() {
    let mut input = runtime::Input::default();
    let mut files = Files::default();
    while let Some(line) = input.line() {
        let fields: Vec<&str> = line.split('\t').collect();
        let answer = match fields.as_slice() {
            ["exit"] => return,
            fields => answer(fields, &mut files)
                .unwrap_or_else(|failure| format!("error\t{}\t{}", failure.what, failure.code)),
        };
        runtime::print(&answer);
    }
}

fn answer(fields: &[&str], files: &mut Files) -> Answer {
    match *fields {
        ["install", inf, class, instance, id] => devices::install(inf, class, instance, id),
        ["install-service", inf, section] => services::install(inf, section),
        ["remove", instance] => devices::remove(instance),
        ["start", service] => services::start(service),
        ["stop", service] => services::stop(service),
        ["running", service] => services::is_running(service),
        ["interfaces", class] => devices::interfaces(class),
        ["interfaces"] => devices::all_interfaces(),
        ["open", file, path] => Ok(files.open(file, path)),
        ["begin", operation, file, ref request @ ..] => files.begin(operation, file, request),
        ["wait", operation, milliseconds] => files.wait(operation, number(milliseconds)?),
        ["cancel", operation] => files.cancel(operation),
        ["close", file] => files.close(file),
        ["clock", what, amount] => clock::perform(number(what)?, number(amount)?),
        ["query", key, name] => registry::query(key, name),
        ["set", key, name, kind, data] => registry::set(key, name, number(kind)?, &bytes(data)?),
        _ => Err(malformed("command")),
    }
}

fn ok() -> Answer {
    Ok("ok".to_owned())
}

/// What was read is none of the lines that this program knows.
fn malformed(what: &'static str) -> Failure {
    Failure { what, code: 0 }
}

fn number<T: core::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| malformed("number"))
}

fn bytes(text: &str) -> Result<Vec<u8>, Failure> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return Err(malformed("bytes"));
    }
    let pairs = digits.chunks(2).map(|pair| {
        let pair = core::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect::<Option<_>>().ok_or(malformed("bytes"))
}

fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A text as Windows takes it, with its NUL.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// A text that Windows wrote, up to its NUL.
fn narrow(units: &[u16]) -> String {
    let end = units.iter().position(|it| *it == 0).unwrap_or(units.len());
    String::from_utf16_lossy(&units[..end]).to_string()
}
