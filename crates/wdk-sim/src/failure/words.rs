//! Stop codes in words: what each means, and what its parameters are.
//!
//! Facts: [Bug check code reference](https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-code-reference2).

use std::fmt;

use wdk_sys::wdf::{_WDF_BUGCHECK_CODES as wdf, _WDF_REQUEST_FATAL_ERROR_CODES as fatal};

use super::Page;
use crate::engine::{
    bugcheck::{self, RUST_PANIC},
    error::NtStatus,
};

/// A stop code in words, for a machine that has stopped and for a dump of a real one.
///
/// ```
/// let explanation = wdk_sim::Explanation::of(0xD1, [0xFFFF_0000, 2, 1, 0x1234]);
/// assert_eq!(explanation.name, "DRIVER_IRQL_NOT_LESS_OR_EQUAL");
/// assert_eq!(explanation.parameters[1].words, "the IRQL, DISPATCH_LEVEL");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The stop code's name, or `BUG_CHECK`.
    pub name: &'static str,
    /// What it means; none for a code that drivers seldom cause.
    pub meaning: Option<&'static str>,
    /// The parameters that say something.
    pub parameters: Vec<ExplainedParameter>,
}

/// A parameter of a stop code in words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedParameter {
    /// 1 to 4.
    pub number: usize,
    /// Its value.
    pub value: u64,
    /// What it is; empty when that is not known.
    pub words: String,
    /// Whether it is the address of the instruction that the machine stopped at.
    pub is_instruction: bool,
}

/// What a parameter is.
#[derive(Clone, Copy, PartialEq)]
enum Parameter {
    /// Nothing that a reader needs.
    Unused,
    /// An address or a number, and what it is of.
    Value(&'static str),
    /// An IRQL.
    Irql(&'static str),
    /// How memory was accessed.
    Access,
    /// An exception's status.
    Exception,
    /// Why the framework stops.
    Framework,
    /// What is wrong with a request.
    Request,
    /// A line and a column of a source file.
    Place,
}

use Parameter::{Access, Exception, Framework, Irql, Place, Request, Unused, Value};

/// A stop code in words.
struct Words {
    code: u32,
    meaning: &'static str,
    parameters: [Parameter; 4],
}

const fn words(code: u32, meaning: &'static str, parameters: [Parameter; 4]) -> Words {
    Words {
        code,
        meaning,
        parameters,
    }
}

const INSTRUCTION: Parameter = Value("the instruction");
const TOUCHED: Parameter = Value("the address that was accessed");
const IRP: Parameter = Value("the IRP");
const CONTEXT: Parameter = Value("the registers (.cxr in WinDbg)");

/// The stop codes that this machine itself uses, and others that drivers cause on a real one.
const TABLE: &[Words] = &[
    words(
        0x0A,
        "memory was accessed at too high an IRQL",
        [TOUCHED, Irql("the IRQL"), Access, INSTRUCTION],
    ),
    words(
        0x0F,
        "a processor acquires a spin lock that it holds",
        [Value("the spin lock"), Unused, Unused, Unused],
    ),
    words(
        0x18,
        "a reference count of an object is wrong",
        [
            Unused,
            Value("the object"),
            Unused,
            Value("its reference count"),
        ],
    ),
    words(
        0x1E,
        "nobody handled an exception",
        [Exception, INSTRUCTION, Unused, Unused],
    ),
    words(
        0x35,
        "an IRP has fewer stack locations than the device stack has drivers",
        [IRP, Unused, Unused, Unused],
    ),
    words(
        0x3B,
        "nobody handled an exception while a program called the system",
        [Exception, INSTRUCTION, CONTEXT, Unused],
    ),
    words(
        0x44,
        "an IRP was completed twice",
        [IRP, Unused, Unused, Unused],
    ),
    words(
        0x48,
        "an IRP was completed that has a cancel routine",
        [IRP, Unused, Unused, Unused],
    ),
    words(
        0x50,
        "memory was accessed where there is none",
        [TOUCHED, Access, INSTRUCTION, Unused],
    ),
    words(
        0x7C,
        "NDIS found a fault of a network driver",
        [Value("NDIS's code for it"), Unused, Unused, Unused],
    ),
    words(
        0x7E,
        "nobody handled an exception in a thread of the system",
        [
            Exception,
            INSTRUCTION,
            Value("the exception's record"),
            CONTEXT,
        ],
    ),
    words(
        0x7F,
        "the processor reports a fault that the kernel cannot handle",
        [
            Value("the trap; 0x8 is a double fault, as with a full stack"),
            Unused,
            Unused,
            Unused,
        ],
    ),
    words(
        0x96,
        "a work item is queued that is queued already",
        [Value("the work item"), Unused, Unused, Unused],
    ),
    words(
        0x9F,
        "a driver does not let a power transition go on",
        [
            Value("the kind of fault; 3: a device has an IRP for too long"),
            Value("for kind 3: the physical device object"),
            Unused,
            Value("for kind 3: the IRP"),
        ],
    ),
    words(
        0xB8,
        "a DPC waits, or does what would switch threads",
        [Unused; 4],
    ),
    words(
        0xC2,
        "pool was freed or allocated in a wrong way",
        [Value("the kind of fault"), Unused, Unused, Unused],
    ),
    words(
        0xC4,
        "Driver Verifier found a fault",
        [
            Value("Driver Verifier's code for it"),
            Unused,
            Unused,
            Unused,
        ],
    ),
    words(
        0xC6,
        "freed pool was written to",
        [TOUCHED, Access, Unused, Unused],
    ),
    words(
        0xC7,
        "memory of a timer or a DPC was freed while it is in use",
        [
            Value("0 for a timer, 1 for a DPC"),
            Value("the timer or the DPC"),
            Value("the memory"),
            Value("the memory's size"),
        ],
    ),
    words(
        0xC9,
        "Driver Verifier found a fault in how an IRP or a device is handled",
        [
            Value("Driver Verifier's code for it"),
            Unused,
            Unused,
            Unused,
        ],
    ),
    words(
        0xCC,
        "freed special pool was accessed",
        [TOUCHED, Access, INSTRUCTION, Unused],
    ),
    words(
        0xCD,
        "memory behind the end of special pool was accessed",
        [TOUCHED, Access, INSTRUCTION, Unused],
    ),
    words(
        0xCE,
        "a driver was unloaded while something was to call it",
        [Unused; 4],
    ),
    words(
        0xD1,
        "a driver accessed pageable or invalid memory at too high an IRQL",
        [TOUCHED, Irql("the IRQL"), Access, INSTRUCTION],
    ),
    words(
        0xD5,
        "a driver accessed freed special pool",
        [TOUCHED, Access, INSTRUCTION, Unused],
    ),
    words(
        0xD6,
        "a driver accessed memory behind the end of special pool",
        [TOUCHED, Access, INSTRUCTION, Unused],
    ),
    words(0xE2, "somebody stopped the machine on purpose", [Unused; 4]),
    words(
        0xE3,
        "a thread released a resource that it does not own",
        [Value("the resource"), Value("the thread"), Unused, Unused],
    ),
    words(
        0xFC,
        "memory was executed that holds no code",
        [TOUCHED, Unused, Unused, Unused],
    ),
    words(
        0x10D,
        "the framework found a fault of the driver",
        [Framework, Unused, Unused, Unused],
    ),
    words(
        0x133,
        "a DPC or an interrupt service routine ran for too long",
        [
            Value("0: a single one; 1: all of them together"),
            Value("how long, in ticks"),
            Value("how long it may, in ticks"),
            Unused,
        ],
    ),
    words(
        0x139,
        "the kernel or a driver found its own data damaged",
        [
            Value("the kind of damage; 2: the stack's cookie"),
            Unused,
            Unused,
            Unused,
        ],
    ),
    words(
        RUST_PANIC,
        "the driver panicked",
        [Unused, Unused, Unused, Place],
    ),
];

/// Writes a stop code's meaning and those of its parameters that say something.
pub(super) fn write(page: &mut Page, code: u32, parameters: [u64; 4]) {
    let explanation = Explanation::of(code, parameters);
    if let Some(meaning) = explanation.meaning {
        page.text(2, &format!("{meaning}:"));
    }
    for parameter in explanation.parameters {
        page.text(4, &parameter.to_string());
    }
    page.gap();
}

impl Explanation {
    /// A stop code and its parameters in words.
    #[must_use]
    pub fn of(code: u32, parameters: [u64; 4]) -> Self {
        let words = TABLE.iter().find(|it| it.code == code);
        let mut meanings = words.map_or([Unused; 4], |it| it.parameters);
        if code == wdk_sys::WDF_VIOLATION {
            let reason = i32::try_from(parameters[0]).unwrap_or_default();
            (meanings[1], meanings[2]) = framework_details(reason);
        }
        let explained = (1..).zip(parameters.into_iter().zip(meanings));
        let explained = explained.filter_map(|(number, (value, meaning))| {
            let words = meaning.say(value);
            let says_nothing = words.is_empty() || number > 1 && matches!(meaning, Value(_));
            (value != 0 || !says_nothing).then_some(ExplainedParameter {
                number,
                value,
                words,
                is_instruction: meaning == INSTRUCTION,
            })
        });
        Self {
            name: bugcheck::name(code),
            meaning: words.map(|it| it.meaning),
            parameters: explained.collect(),
        }
    }
}

impl fmt::Display for ExplainedParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            value,
            words,
            ..
        } = self;
        let gap = if words.is_empty() { "" } else { "  " };
        write!(f, "{number}  {value:#x}{gap}{words}")
    }
}

impl Parameter {
    /// The parameter in words; nothing when there are none.
    fn say(self, value: u64) -> String {
        match self {
            Unused => String::new(),
            Value(what) => what.to_owned(),
            Irql(what) => match irql(value) {
                Some(name) => format!("{what}, {name}"),
                None => what.to_owned(),
            },
            Access => match value {
                0 => "it was read".to_owned(),
                1 => "it was written".to_owned(),
                _ => "how it was accessed".to_owned(),
            },
            Exception => {
                let status = NtStatus((value as u32).cast_signed());
                format!("the exception, {status}")
            }
            Framework => framework(value).to_owned(),
            Request => request(value).to_owned(),
            Place if value == 0 => String::new(),
            Place => format!("line {}, column {}", value as u32, value >> 32),
        }
    }
}

fn irql(value: u64) -> Option<&'static str> {
    Some(match value {
        0 => "PASSIVE_LEVEL",
        1 => "APC_LEVEL",
        2 => "DISPATCH_LEVEL",
        15 => "HIGH_LEVEL",
        3..15 => "of a device",
        _ => return None,
    })
}

/// What the second and third parameters of `WDF_VIOLATION` are, by the first one.
fn framework_details(reason: i32) -> (Parameter, Parameter) {
    match reason {
        wdf::WDF_INVALID_HANDLE => (Value("the handle"), Unused),
        wdf::WDF_REQUEST_FATAL_ERROR => (Request, Value("the request")),
        wdf::WDF_VERIFIER_IRQL_MISMATCH => (Irql("the IRQL"), Irql("the highest that is allowed")),
        wdf::WDF_OBJECT_ERROR => (Value("the object"), Unused),
        wdf::WDF_INVALID_LOCK_OPERATION => (Value("the object"), Unused),
        _ => (Unused, Unused),
    }
}

/// What is wrong with a request: the second parameter.
fn request(value: u64) -> &'static str {
    match i32::try_from(value).unwrap_or_default() {
        fatal::WDF_REQUEST_FATAL_ERROR_NO_MORE_STACK_LOCATIONS => "NO_MORE_STACK_LOCATIONS",
        fatal::WDF_REQUEST_FATAL_ERROR_NULL_IRP => "NULL_IRP: the request has no IRP any more",
        fatal::WDF_REQUEST_FATAL_ERROR_REQUEST_ALREADY_SENT => "REQUEST_ALREADY_SENT",
        fatal::WDF_REQUEST_FATAL_ERROR_INFORMATION_LENGTH_MISMATCH => {
            "INFORMATION_LENGTH_MISMATCH: more bytes than the buffer has"
        }
        fatal::WDF_REQUEST_FATAL_ERROR_REQUEST_NOT_IN_QUEUE => "REQUEST_NOT_IN_QUEUE",
        _ => "",
    }
}

/// Why the framework stops: its first parameter.
fn framework(value: u64) -> &'static str {
    match i32::try_from(value).unwrap_or_default() {
        wdf::WDF_POWER_ROUTINE_TIMED_OUT => "WDF_POWER_ROUTINE_TIMED_OUT",
        wdf::WDF_RECURSIVE_LOCK => "WDF_RECURSIVE_LOCK: a lock is acquired by its holder",
        wdf::WDF_VERIFIER_FATAL_ERROR => "WDF_VERIFIER_FATAL_ERROR",
        wdf::WDF_REQUIRED_PARAMETER_IS_NULL => "WDF_REQUIRED_PARAMETER_IS_NULL",
        wdf::WDF_INVALID_HANDLE => "WDF_INVALID_HANDLE: of another type, deleted, or never one",
        wdf::WDF_REQUEST_FATAL_ERROR => "WDF_REQUEST_FATAL_ERROR: the request's state forbids it",
        wdf::WDF_OBJECT_ERROR => "WDF_OBJECT_ERROR: the object's state forbids it",
        wdf::WDF_DMA_FATAL_ERROR => "WDF_DMA_FATAL_ERROR",
        wdf::WDF_INVALID_INTERRUPT => "WDF_INVALID_INTERRUPT",
        wdf::WDF_QUEUE_FATAL_ERROR => "WDF_QUEUE_FATAL_ERROR: the queue's state forbids it",
        wdf::WDF_INVALID_LOCK_OPERATION => "WDF_INVALID_LOCK_OPERATION: the object has no lock",
        wdf::WDF_PNP_FATAL_ERROR => "WDF_PNP_FATAL_ERROR",
        wdf::WDF_VERIFIER_IRQL_MISMATCH => "WDF_VERIFIER_IRQL_MISMATCH: the IRQL is too high",
        wdf::WDF_VERIFIER_CRITICAL_REGION_MISMATCH => "WDF_VERIFIER_CRITICAL_REGION_MISMATCH",
        wdf::WDF_API_UNAVAILABLE => "WDF_API_UNAVAILABLE: this framework lacks the function",
        _ => "the framework's code for it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: u32, parameters: [u64; 4]) -> String {
        let mut page = Page::new();
        write(&mut page, code, parameters);
        page.finish()
    }

    #[test]
    fn each_code_stands_once_and_has_a_name() {
        assert!(TABLE.is_sorted_by(|one, other| one.code < other.code));
        for words in TABLE {
            assert_ne!(bugcheck::name(words.code), "BUG_CHECK");
        }
    }

    #[test]
    fn parameters_are_said_in_words() {
        let text = said(0xD1, [0xFFFF_0000, 2, 1, 0x1234]);
        assert_eq!(
            text,
            "  a driver accessed pageable or invalid memory at too high an IRQL:\n    \
             1  0xffff0000  the address that was accessed\n    \
             2  0x2  the IRQL, DISPATCH_LEVEL\n    \
             3  0x1  it was written\n    \
             4  0x1234  the instruction"
        );
        let text = said(0x1E, [0xC000_0094, 0, 0, 0]);
        assert!(text.contains("STATUS_INTEGER_DIVIDE_BY_ZERO"), "{text}");
    }

    #[test]
    fn parameters_of_an_unknown_code_are_shown_as_they_are() {
        assert_eq!(said(0xDEAD_DEAD, [7, 0, 0, 0]), "    1  0x7");
    }
}
