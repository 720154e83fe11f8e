//! What a line can begin with: one row for each verb, from which the error messages and the
//! documentation come.

use super::{
    error::Wrong,
    line::Line,
    step::{Action, Change, DEVICE_STATES, Plug, SYSTEM_STATES, State, Target},
};
use crate::{Account, Resource};

/// A verb.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Verb {
    /// The words that the line begins with.
    pub words: &'static str,
    /// How the whole line is written: capitals stand for something else, `[...]` can be left out,
    /// `...` can be repeated, `|` is one or the other.
    pub syntax: &'static str,
    /// What it does, in a sentence.
    pub does: &'static str,
    /// Reads what follows the words.
    pub(super) parse: fn(&mut Line<'_>) -> Result<Action, Wrong>,
}

/// Every verb, in the order of the documentation.
pub const VERBS: &[Verb] = &[
    // The machine, before the driver is there.
    Verb {
        words: "code",
        syntax: "code NAME CODE",
        does: "gives a control code a name for the lines that follow",
        parse: |line| {
            let name = line.name("a name for a control code")?;
            let code = line.code()?;
            Ok(Action::Code { name, code })
        },
    },
    Verb {
        words: "set registry",
        syntax: r"set registry KEY\NAME VALUE",
        does: "writes a value of the registry",
        parse: |line| {
            let place = line.registry_place()?;
            let value = line.value()?;
            Ok(Action::SetRegistry { place, value })
        },
    },
    Verb {
        words: "query registry",
        syntax: r"query registry KEY\NAME",
        does: "reads a value of the registry",
        parse: |line| {
            let place = line.registry_place()?;
            Ok(Action::QueryRegistry { place })
        },
    },
    Verb {
        words: "registers",
        syntax: "registers ADDRESS [NUMBER, ...]",
        does: "puts registers of 32 bits with these values at a physical address",
        parse: |line| {
            let address = line.u64("a physical address")?;
            let values = line.list("the registers' values, as `[0, 0]`", |line| {
                line.u32("a register's value")
            })?;
            Ok(Action::AddRegisters { address, values })
        },
    },
    Verb {
        words: "set register",
        syntax: "set register ADDRESS NUMBER",
        does: "the device changes a register",
        parse: |line| {
            let address = line.u64("a physical address")?;
            let value = line.u32("a register's value")?;
            Ok(Action::SetRegister { address, value })
        },
    },
    Verb {
        words: "query register",
        syntax: "query register ADDRESS",
        does: "gives the 4 bytes of a register",
        parse: |line| {
            let address = line.u64("a physical address")?;
            Ok(Action::QueryRegister { address })
        },
    },
    // The driver.
    Verb {
        words: "load",
        syntax: "load",
        does: "gets the driver to work: plugs in the device of its package, or starts its service",
        parse: |_| Ok(Action::Load),
    },
    Verb {
        words: "unload",
        syntax: "unload",
        does: "removes all devices, or stops the service; the driver is unloaded",
        parse: |_| Ok(Action::Unload),
    },
    Verb {
        words: "start-service",
        syntax: "start-service",
        does: "starts the driver as a service, without a device",
        parse: |_| Ok(Action::StartService),
    },
    Verb {
        words: "stop-service",
        syntax: "stop-service",
        does: "stops the service: `DriverUnload`",
        parse: |_| Ok(Action::StopService),
    },
    // Devices and power.
    Verb {
        words: "plug",
        syntax: "plug [HARDWARE-ID] [as DEVICE] [id ID]... [compatible ID]... \
                 [memory START LENGTH]... [port START LENGTH]... [interrupt VECTOR IRQL]... \
                 [message-interrupt VECTOR IRQL]... [message-interrupts VECTOR IRQL COUNT]... \
                 [wakes DEVICE-STATE SYSTEM-STATE]",
        does: "plugs a device in, that of the package when no id is given",
        parse: plug,
    },
    Verb {
        words: "stop",
        syntax: "stop [DEVICE]",
        does: "stops the device, as to change its resources",
        parse: |line| change(line, Change::Stop),
    },
    Verb {
        words: "start",
        syntax: "start [DEVICE]",
        does: "starts a stopped device",
        parse: |line| change(line, Change::Start),
    },
    Verb {
        words: "query-stop",
        syntax: "query-stop [DEVICE]",
        does: "asks whether the device may stop, and then has it go on",
        parse: |line| change(line, Change::QueryStop),
    },
    Verb {
        words: "query-remove",
        syntax: "query-remove [DEVICE]",
        does: "asks whether the device may go, and then has it stay",
        parse: |line| change(line, Change::QueryRemove),
    },
    Verb {
        words: "remove",
        syntax: "remove [DEVICE]",
        does: "asks whether the device may go, and removes it",
        parse: |line| change(line, Change::Remove),
    },
    Verb {
        words: "surprise-remove",
        syntax: "surprise-remove [DEVICE]",
        does: "pulls the device out without asking",
        parse: |line| change(line, Change::SurpriseRemove),
    },
    Verb {
        words: "disable",
        syntax: "disable [DEVICE]",
        does: "takes the drivers away and leaves the device",
        parse: |line| change(line, Change::Disable),
    },
    Verb {
        words: "enable",
        syntax: "enable [DEVICE]",
        does: "gives a disabled device its drivers back",
        parse: |line| change(line, Change::Enable),
    },
    Verb {
        words: "signal-wake",
        syntax: "signal-wake [DEVICE]",
        does: "the device gives its wake signal, which wakes a sleeping system up; a failure when nothing waits for it",
        parse: |line| change(line, Change::SignalWake),
    },
    Verb {
        words: "expect state",
        syntax: "expect state STATE [of DEVICE]",
        does: "fails unless the device is enumerated, started, stopped, surprise-removed, disabled, \
               failed or removed",
        parse: |line| {
            let state = line.one_of("a device's state", &State::ALL)?;
            let device = device_clause(line)?;
            Ok(Action::ExpectState { device, state })
        },
    },
    Verb {
        words: "expect power",
        syntax: "expect power DEVICE-STATE [of DEVICE]",
        does: "fails unless the device's drivers have reported this power state, D0 to D3",
        parse: |line| {
            let state = line.one_of("a device power state", &DEVICE_STATES)?;
            let device = device_clause(line)?;
            Ok(Action::ExpectPower { device, state })
        },
    },
    Verb {
        words: "sleep",
        syntax: "sleep",
        does: "puts the system to sleep (S3)",
        parse: |_| Ok(Action::Sleep),
    },
    Verb {
        words: "hibernate",
        syntax: "hibernate",
        does: "puts the system into hibernation (S4)",
        parse: |_| Ok(Action::Hibernate),
    },
    Verb {
        words: "wake",
        syntax: "wake",
        does: "wakes the system up",
        parse: |_| Ok(Action::Wake),
    },
    Verb {
        words: "interrupt",
        syntax: "interrupt VECTOR",
        does: "raises an interrupt; a failure when no service routine claims it",
        parse: |line| {
            let vector = line.u32("an interrupt's vector")?;
            Ok(Action::Interrupt { vector })
        },
    },
    Verb {
        words: "send packet",
        syntax: "send packet BYTES [of DEVICE]",
        does: "a protocol sends a frame on a network adapter",
        parse: |line| {
            let data = line.some_data()?;
            let device = device_clause(line)?;
            Ok(Action::SendPacket { data, device })
        },
    },
    Verb {
        words: "receive packet",
        syntax: "receive packet [of DEVICE]",
        does: "gives the next frame that a network adapter has indicated; a failure when there is \
               none",
        parse: |line| {
            let device = device_clause(line)?;
            Ok(Action::ReceivePacket { device })
        },
    },
    // The program.
    Verb {
        words: "process",
        syntax: "process PROCESS as system | administrator | user | restricted",
        does: "starts a process of this account for the files that it opens; other programs run as an \
               administrator, elevated",
        parse: |line| {
            let process = line.name("a name for the process")?;
            line.require("as")?;
            let account = line.one_of("an account", &Account::ALL)?;
            Ok(Action::Process { process, account })
        },
    },
    Verb {
        words: "open",
        syntax: r"open [\\.\NAME | {CLASS} | interface INDEX] [of DEVICE] [as FILE] [in PROCESS]",
        does: "opens a file: by name, by interface class, or the device's interface with this \
               index, 0 unless it is given",
        parse: open,
    },
    Verb {
        words: "close",
        syntax: "close [FILE]",
        does: "closes a file",
        parse: |line| {
            let file = line.optional_known("a file", &line.names.files)?;
            Ok(Action::Close { file })
        },
    },
    Verb {
        words: "read",
        syntax: "read LENGTH [at OFFSET] [on FILE]",
        does: "reads, and waits until the request is complete",
        parse: |line| request(line, "read"),
    },
    Verb {
        words: "write",
        syntax: "write [BYTES] [at OFFSET] [on FILE]",
        does: "writes, and waits until the request is complete",
        parse: |line| request(line, "write"),
    },
    Verb {
        words: "ioctl",
        syntax: "ioctl CODE [BYTES [at PLACE]] [output LENGTH | BYTES [at PLACE]] [on FILE]",
        does: "sends a control code with this input and room for this much output, or an output \
               buffer that holds these bytes, and waits",
        parse: |line| request(line, "ioctl"),
    },
    Verb {
        words: "begin",
        syntax: "begin read | write | ioctl ... as OPERATION [on FILE]",
        does: "starts a request and does not wait (overlapped); no offset can be given",
        parse: begin,
    },
    Verb {
        words: "wait",
        syntax: "wait OPERATION [within TIME]",
        does: "waits until the operation is complete; it is cancelled when that takes longer",
        parse: |line| {
            let operation = operation(line)?;
            let within = match line.accept("within") {
                true => Some(line.time()?),
                false => None,
            };
            Ok(Action::Wait { operation, within })
        },
    },
    Verb {
        words: "cancel",
        syntax: "cancel OPERATION",
        does: "asks the driver to give the operation up (`CancelIoEx`)",
        parse: |line| {
            let operation = operation(line)?;
            Ok(Action::Cancel { operation })
        },
    },
    Verb {
        words: "expect pending",
        syntax: "expect pending OPERATION",
        does: "fails when the operation is complete",
        parse: |line| {
            let operation = operation(line)?;
            Ok(Action::ExpectPending { operation })
        },
    },
    Verb {
        words: "expect complete",
        syntax: "expect complete OPERATION",
        does: "fails when the operation is not complete",
        parse: |line| {
            let operation = operation(line)?;
            Ok(Action::ExpectComplete { operation })
        },
    },
    Verb {
        words: "exit",
        syntax: "exit [PROCESS]",
        does: "ends a process: cancels its operations and closes its files; those of all processes \
               when none is named",
        parse: |line| {
            let process = line.optional_known("a process", &line.names.processes)?;
            Ok(Action::Exit { process })
        },
    },
    // Time and the end.
    Verb {
        words: "advance",
        syntax: "advance TIME",
        does: "lets virtual time pass, and runs all that is due",
        parse: |line| line.time().map(Action::Advance),
    },
    Verb {
        words: "run until idle",
        syntax: "run until idle",
        does: "runs until nothing can run without time passing",
        parse: |_| Ok(Action::RunUntilIdle),
    },
    Verb {
        words: "finish",
        syntax: "finish",
        does: "shuts down and looks at what is left; a failure unless the report is clean. Every \
               scenario ends with it, written or not",
        parse: |_| Ok(Action::Finish),
    },
];

fn device_clause(line: &mut Line<'_>) -> Result<Option<String>, Wrong> {
    line.known_clause("of", "a device", &line.names.devices)
}

fn file_clause(line: &mut Line<'_>) -> Result<Option<String>, Wrong> {
    line.known_clause("on", "a file", &line.names.files)
}

fn operation(line: &mut Line<'_>) -> Result<String, Wrong> {
    line.known("an operation", &line.names.operations)
}

fn change(line: &mut Line<'_>, change: Change) -> Result<Action, Wrong> {
    let device = line.optional_known("a device", &line.names.devices)?;
    Ok(Action::Device { change, device })
}

fn request(line: &mut Line<'_>, verb: &str) -> Result<Action, Wrong> {
    let request = line.request(verb)?;
    let file = file_clause(line)?;
    Ok(Action::Request { request, file })
}

fn begin(line: &mut Line<'_>) -> Result<Action, Wrong> {
    let verbs = [("read", "read"), ("write", "write"), ("ioctl", "ioctl")];
    let verb = line.one_of("`read`, `write` or `ioctl`", &verbs)?;
    let request = line.request(verb)?;
    let wrong = line.expected("`as OPERATION`, which names it for `wait` and `cancel`");
    let span = line.span();
    let operation = line.clause("as")?.ok_or(wrong)?;
    if let super::step::Request::Read { offset, .. } | super::step::Request::Write { offset, .. } =
        &request
        && *offset > 0
    {
        let message = "an operation that is not waited for begins at offset 0";
        return Err(Wrong::new(span, message));
    }
    let file = file_clause(line)?;
    Ok(Action::Begin {
        request,
        operation,
        file,
    })
}

fn open(line: &mut Line<'_>) -> Result<Action, Wrong> {
    const CLAUSES: [&str; 3] = ["of", "as", "in"];
    let target = match line.peek_word() {
        Some("interface") => {
            line.skip(1);
            Target::Index(line.length("the index of an interface")?)
        }
        Some(word) if word.starts_with('{') => Target::Class(line.class()?),
        _ => {
            let span = line.span();
            match line.optional_name(&CLAUSES) {
                None => Target::Index(0),
                Some(path) if path.starts_with('\\') => Target::Path(path),
                Some(other) => {
                    let words = CLAUSES.into_iter().chain(["interface"]);
                    return Err(Wrong::new(span, "this names no file").suggest(&other, words).help(
                        r"write a path, such as `\\.\Toaster`, a class in braces, or `interface 0`",
                    ));
                }
            }
        }
    };
    let device = device_clause(line)?;
    let file = line.clause("as")?;
    let process = line.clause("in")?;
    Ok(Action::Open {
        target,
        device,
        file,
        process,
    })
}

fn plug(line: &mut Line<'_>) -> Result<Action, Wrong> {
    const CLAUSES: [&str; 9] = [
        "as",
        "id",
        "compatible",
        "memory",
        "port",
        "interrupt",
        "message-interrupt",
        "message-interrupts",
        "wakes",
    ];
    let mut plug = Plug {
        hardware_id: line.optional_name(&CLAUSES),
        name: line.clause("as")?,
        ..Plug::default()
    };
    while let Some(word) = line.peek_word() {
        if !CLAUSES[1..].contains(&word) {
            let wrong = line.expected("one of the device's properties");
            return Err(wrong.suggest(word, CLAUSES).help(CLAUSES[1..].join(", ")));
        }
        line.skip(1);
        let resource = match word {
            "id" => {
                plug.more_ids.push(line.name("a hardware id")?);
                continue;
            }
            "compatible" => {
                plug.compatible_ids.push(line.name("a compatible id")?);
                continue;
            }
            "wakes" => {
                let device = line.one_of("a device power state", &DEVICE_STATES)?;
                let system = line.one_of("a system power state", &SYSTEM_STATES)?;
                plug.wakes = Some((device, system));
                continue;
            }
            "memory" => Resource::Memory {
                start: line.u64("a physical address")?,
                length: line.u32("how many bytes it has")?,
            },
            "port" => Resource::Port {
                start: line.u64("the first port")?,
                length: line.u32("how many ports there are")?,
            },
            "interrupt" => Resource::Interrupt {
                vector: line.u32("the vector")?,
                irql: line.u8("the IRQL")?,
            },
            "message-interrupt" => Resource::MessageInterrupt {
                vector: line.u32("the vector")?,
                irql: line.u8("the IRQL")?,
            },
            _ => Resource::MessageInterrupts {
                vector: line.u32("the first vector")?,
                irql: line.u8("the IRQL")?,
                count: line.u16("how many messages there are")?,
            },
        };
        plug.resources.push(resource);
    }
    Ok(Action::Plug(Box::new(plug)))
}

impl Verb {
    /// The verb that a line with these first words begins with, and how many words it has.
    pub(super) fn find(words: &[&str]) -> Option<(&'static Self, usize)> {
        let matching = VERBS.iter().filter_map(|verb| {
            let own: Vec<_> = verb.words.split(' ').collect();
            words.starts_with(&own).then_some((verb, own.len()))
        });
        matching.max_by_key(|&(_, length)| length)
    }
}
