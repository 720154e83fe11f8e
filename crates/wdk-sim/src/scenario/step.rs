//! The steps of a scenario, and how they are written.

use std::{
    fmt::{self, Display, Formatter},
    time::Duration,
};

use uuid::Uuid;
use wdk_sys::{
    _DEVICE_POWER_STATE as device_power, _SYSTEM_POWER_STATE as system_power, DEVICE_POWER_STATE,
    NTSTATUS, SYSTEM_POWER_STATE, status_name,
};

use super::{
    data::{Data, Value},
    token::word,
};
use crate::{Account, BadAddress, Resource};

/// One line: what is done, and what is to come of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// The number of the line, from 1; 0 for a step that stands in no file.
    pub line: usize,
    /// What is done.
    pub action: Action,
    /// What is to come of it; without this the result is only recorded.
    pub expectation: Option<Expectation>,
}

impl Step {
    /// A step that stands in no file and expects nothing.
    #[must_use]
    pub const fn new(action: Action) -> Self {
        Self {
            line: 0,
            action,
            expectation: None,
        }
    }
}

/// Steps are the same when they do and expect the same, wherever they stand.
impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        (&self.action, &self.expectation) == (&other.action, &other.expectation)
    }
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "`verbs::VERBS` says what each does, and the documentation is made from it"
)]
pub enum Action {
    Code {
        name: String,
        code: Code,
    },
    SetRegistry {
        place: RegistryPlace,
        value: Value,
    },
    QueryRegistry {
        place: RegistryPlace,
    },
    AddRegisters {
        address: u64,
        values: Vec<u32>,
    },
    SetRegister {
        address: u64,
        value: u32,
    },
    QueryRegister {
        address: u64,
    },
    Load,
    Unload,
    StartService,
    StopService,
    Plug(Box<Plug>),
    Device {
        change: Change,
        device: Option<String>,
    },
    ExpectState {
        device: Option<String>,
        state: State,
    },
    ExpectPower {
        device: Option<String>,
        state: DEVICE_POWER_STATE,
    },
    Sleep,
    Hibernate,
    Wake,
    Interrupt {
        vector: u32,
    },
    SendPacket {
        data: Data,
        device: Option<String>,
    },
    ReceivePacket {
        device: Option<String>,
    },
    Process {
        process: String,
        account: Account,
    },
    Open {
        target: Target,
        device: Option<String>,
        file: Option<String>,
        process: Option<String>,
    },
    Close {
        file: Option<String>,
    },
    Request {
        request: Request,
        file: Option<String>,
    },
    Begin {
        request: Request,
        operation: String,
        file: Option<String>,
    },
    Wait {
        operation: String,
        within: Option<Duration>,
    },
    Cancel {
        operation: String,
    },
    ExpectPending {
        operation: String,
    },
    ExpectComplete {
        operation: String,
    },
    Exit {
        process: Option<String>,
    },
    Advance(Duration),
    RunUntilIdle,
    Finish,
}

/// A device that is plugged in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plug {
    /// The hardware id; the first one of the package's INF when there is none.
    pub hardware_id: Option<String>,
    /// What later steps call the device.
    pub name: Option<String>,
    /// Further hardware ids, less specific ones last.
    pub more_ids: Vec<String>,
    /// The compatible ids.
    pub compatible_ids: Vec<String>,
    /// The hardware resources.
    pub resources: Vec<Resource>,
    /// The deepest states of the device and of the system in which it can give a wake signal.
    pub wakes: Option<(DEVICE_POWER_STATE, SYSTEM_POWER_STATE)>,
}

/// The words for device power states.
pub(super) const DEVICE_STATES: [(&str, DEVICE_POWER_STATE); 4] = [
    ("D0", device_power::PowerDeviceD0),
    ("D1", device_power::PowerDeviceD1),
    ("D2", device_power::PowerDeviceD2),
    ("D3", device_power::PowerDeviceD3),
];

/// The words for system power states.
pub(super) const SYSTEM_STATES: [(&str, SYSTEM_POWER_STATE); 6] = [
    ("S0", system_power::PowerSystemWorking),
    ("S1", system_power::PowerSystemSleeping1),
    ("S2", system_power::PowerSystemSleeping2),
    ("S3", system_power::PowerSystemSleeping3),
    ("S4", system_power::PowerSystemHibernate),
    ("S5", system_power::PowerSystemShutdown),
];

/// What happens to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "as for the actions")]
pub enum Change {
    Stop,
    Start,
    QueryStop,
    QueryRemove,
    Remove,
    SurpriseRemove,
    Disable,
    Enable,
    SignalWake,
}

impl Change {
    pub(super) const ALL: [(&'static str, Self); 9] = [
        ("stop", Self::Stop),
        ("start", Self::Start),
        ("query-stop", Self::QueryStop),
        ("query-remove", Self::QueryRemove),
        ("remove", Self::Remove),
        ("surprise-remove", Self::SurpriseRemove),
        ("disable", Self::Disable),
        ("enable", Self::Enable),
        ("signal-wake", Self::SignalWake),
    ];
}

/// Where a device is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "as for `DeviceState`")]
pub enum State {
    Enumerated,
    Started,
    Stopped,
    SurpriseRemoved,
    Disabled,
    Failed,
    Removed,
}

impl State {
    pub(super) const ALL: [(&'static str, Self); 7] = [
        ("enumerated", Self::Enumerated),
        ("started", Self::Started),
        ("stopped", Self::Stopped),
        ("surprise-removed", Self::SurpriseRemoved),
        ("disabled", Self::Disabled),
        ("failed", Self::Failed),
        ("removed", Self::Removed),
    ];
}

/// The written word of a value.
pub(super) fn name_of<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    let found = table.iter().find(|(_, other)| *other == value);
    found.map_or("", |(name, _)| name)
}

/// Which file is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The enabled interface with this index, of the device.
    Index(usize),
    /// The device's enabled interface of this class.
    Class(Uuid),
    /// A name, such as `\\.\Toaster`.
    Path(String),
}

/// A value of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegistryPlace {
    /// Where the path starts.
    pub root: RegistryRoot,
    /// The keys below it.
    pub keys: Vec<String>,
    /// The value's name.
    pub name: String,
}

/// Where a path of the registry starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistryRoot {
    /// The driver's service key.
    Service,
    /// The last device's hardware key.
    Device,
    /// The last device's software key.
    Software,
    /// `HKEY_LOCAL_MACHINE`.
    Machine,
}

impl RegistryRoot {
    pub(super) const ALL: [(&'static str, Self); 4] = [
        ("service", Self::Service),
        ("device", Self::Device),
        ("software", Self::Software),
        ("machine", Self::Machine),
    ];
}

/// An I/O control code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The number.
    pub value: u32,
    /// How it is written: a number, `CTL_CODE(...)`, or a name that a `code` step has given it.
    pub written: String,
}

impl Code {
    /// A code that is written as a number.
    #[must_use]
    pub fn number(value: u32) -> Self {
        Self {
            value,
            written: format!("{value:#010x}"),
        }
    }
}

/// What a program asks of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "as for the actions")]
pub enum Request {
    Read {
        length: usize,
        offset: u64,
    },
    Write {
        data: Data,
        offset: u64,
    },
    Ioctl {
        code: Code,
        input: Data,
        input_at: Option<BadAddress>,
        output: OutputBuffer,
    },
}

/// The second buffer of a control code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputBuffer {
    /// How many bytes it has.
    pub length: usize,
    /// What it holds before; zeros when there is nothing.
    pub data: Data,
    /// Where it is, when the program cannot access it so.
    pub at: Option<BadAddress>,
}

impl OutputBuffer {
    /// A buffer of zeros.
    #[must_use]
    pub fn zeros(length: usize) -> Self {
        Self {
            length,
            ..Self::default()
        }
    }

    /// What it holds before.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self.data.is_empty() {
            true => vec![0; self.length],
            false => self.data.bytes(),
        }
    }
}

/// What is to come of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expectation {
    /// How it ends.
    pub status: Option<ExpectedStatus>,
    /// How many bytes are transferred.
    pub length: Option<usize>,
    /// Which bytes come back.
    pub data: Option<Data>,
    /// Which value the registry has.
    pub value: Option<Value>,
}

/// How a step is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedStatus {
    /// With success.
    Success,
    /// With any failure.
    AnyFailure,
    /// With this status.
    Is(NTSTATUS),
}

impl Display for ExpectedStatus {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success => f.write_str("success"),
            Self::AnyFailure => f.write_str("any failure"),
            Self::Is(status) => match status_name(*status) {
                Some(name) => f.write_str(name),
                None => write!(f, "{status:#010X}"),
            },
        }
    }
}

impl Display for Expectation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let parts = [
            self.status.map(|it| it.to_string()),
            self.length.map(|it| format!("length {it}")),
            self.data.as_ref().map(ToString::to_string),
            self.value.as_ref().map(ToString::to_string),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.action)?;
        match &self.expectation {
            Some(expectation) => write!(f, " => {expectation}"),
            None => Ok(()),
        }
    }
}

/// ` KEYWORD NAME` where there is a name.
struct Clause<'a>(&'a str, &'a Option<String>);

impl Display for Clause<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(name) => write!(f, " {} {}", self.0, word(name)),
            None => Ok(()),
        }
    }
}

impl Display for Action {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { name, code } => write!(f, "code {} {}", word(name), code.written),
            Self::SetRegistry { place, value } => write!(f, "set registry {place} {value}"),
            Self::QueryRegistry { place } => write!(f, "query registry {place}"),
            Self::AddRegisters { address, values } => {
                let values: Vec<_> = values.iter().map(|it| format!("{it:#x}")).collect();
                write!(f, "registers {address:#x} [{}]", values.join(", "))
            }
            Self::SetRegister { address, value } => {
                write!(f, "set register {address:#x} {value:#x}")
            }
            Self::QueryRegister { address } => write!(f, "query register {address:#x}"),
            Self::Load => f.write_str("load"),
            Self::Unload => f.write_str("unload"),
            Self::StartService => f.write_str("start-service"),
            Self::StopService => f.write_str("stop-service"),
            Self::Plug(plug) => write!(f, "{plug}"),
            Self::Device { change, device } => {
                f.write_str(name_of(&Change::ALL, *change))?;
                device.iter().try_for_each(|it| write!(f, " {}", word(it)))
            }
            Self::ExpectState { device, state } => {
                let state = name_of(&State::ALL, *state);
                write!(f, "expect state {state}{}", Clause("of", device))
            }
            Self::ExpectPower { device, state } => {
                let state = name_of(&DEVICE_STATES, *state);
                write!(f, "expect power {state}{}", Clause("of", device))
            }
            Self::Sleep => f.write_str("sleep"),
            Self::Hibernate => f.write_str("hibernate"),
            Self::Wake => f.write_str("wake"),
            Self::Interrupt { vector } => write!(f, "interrupt {vector}"),
            Self::SendPacket { data, device } => {
                write!(f, "send packet {data}{}", Clause("of", device))
            }
            Self::ReceivePacket { device } => write!(f, "receive packet{}", Clause("of", device)),
            Self::Process { process, account } => {
                write!(f, "process {} as {account}", word(process))
            }
            Self::Open {
                target,
                device,
                file,
                process,
            } => {
                write!(f, "open{target}{}", Clause("of", device))?;
                write!(f, "{}{}", Clause("as", file), Clause("in", process))
            }
            Self::Close { file } => {
                f.write_str("close")?;
                file.iter().try_for_each(|it| write!(f, " {}", word(it)))
            }
            Self::Request { request, file } => write!(f, "{request}{}", Clause("on", file)),
            Self::Begin {
                request,
                operation,
                file,
            } => {
                let operation = word(operation);
                write!(f, "begin {request} as {operation}{}", Clause("on", file))
            }
            Self::Wait { operation, within } => {
                write!(f, "wait {}", word(operation))?;
                within
                    .iter()
                    .try_for_each(|it| write!(f, " within {}", Time(*it)))
            }
            Self::Cancel { operation } => write!(f, "cancel {}", word(operation)),
            Self::ExpectPending { operation } => write!(f, "expect pending {}", word(operation)),
            Self::ExpectComplete { operation } => write!(f, "expect complete {}", word(operation)),
            Self::Exit { process } => {
                f.write_str("exit")?;
                process.iter().try_for_each(|it| write!(f, " {}", word(it)))
            }
            Self::Advance(time) => write!(f, "advance {}", Time(*time)),
            Self::RunUntilIdle => f.write_str("run until idle"),
            Self::Finish => f.write_str("finish"),
        }
    }
}

impl Display for Plug {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("plug")?;
        self.hardware_id
            .iter()
            .try_for_each(|it| write!(f, " {}", word(it)))?;
        write!(f, "{}", Clause("as", &self.name))?;
        self.more_ids
            .iter()
            .try_for_each(|it| write!(f, " id {}", word(it)))?;
        let mut compatible = self.compatible_ids.iter();
        compatible.try_for_each(|it| write!(f, " compatible {}", word(it)))?;
        for resource in &self.resources {
            match resource {
                Resource::Memory { start, length } => write!(f, " memory {start:#x} {length:#x}"),
                Resource::Port { start, length } => write!(f, " port {start:#x} {length:#x}"),
                Resource::Interrupt { vector, irql } => write!(f, " interrupt {vector} {irql}"),
                // Nothing on a line of a scenario plugs it in.
                Resource::Private { .. } => Ok(()),
                Resource::MessageInterrupt { vector, irql } => {
                    write!(f, " message-interrupt {vector} {irql}")
                }
                Resource::MessageInterrupts {
                    vector,
                    irql,
                    count,
                } => write!(f, " message-interrupts {vector} {irql} {count}"),
            }?;
        }
        if let Some((device, system)) = self.wakes {
            let device = name_of(&DEVICE_STATES, device);
            write!(f, " wakes {device} {}", name_of(&SYSTEM_STATES, system))?;
        }
        Ok(())
    }
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(0) => Ok(()),
            Self::Index(index) => write!(f, " interface {index}"),
            Self::Class(class) => write!(f, " {}", class.braced()),
            Self::Path(path) => write!(f, " {}", word(path)),
        }
    }
}

impl Display for RegistryPlace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut path = name_of(&RegistryRoot::ALL, self.root).to_owned();
        for part in self.keys.iter().chain([&self.name]) {
            path.push('\\');
            path.push_str(part);
        }
        f.write_str(&word(&path))
    }
}

impl Display for Request {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let offset = match self {
            Self::Read { length, offset } => {
                write!(f, "read {length}")?;
                *offset
            }
            Self::Write { data, offset } => {
                f.write_str("write")?;
                if !data.is_empty() {
                    write!(f, " {data}")?;
                }
                *offset
            }
            Self::Ioctl {
                code,
                input,
                input_at,
                output,
            } => {
                write!(f, "ioctl {}", code.written)?;
                if !input.is_empty() {
                    write!(f, " {input}")?;
                }
                input_at.iter().try_for_each(|at| write!(f, " at {at}"))?;
                match output.data.is_empty() {
                    true if output.length == 0 => {}
                    true => write!(f, " output {}", output.length)?,
                    false => write!(f, " output {}", output.data)?,
                }
                output.at.iter().try_for_each(|at| write!(f, " at {at}"))?;
                0
            }
        };
        if offset > 0 {
            write!(f, " at {offset:#x}")?;
        }
        Ok(())
    }
}

/// The units of time, the longest first, with their nanoseconds.
pub(super) const UNITS: [(&str, u64); 6] = [
    ("h", 3_600_000_000_000),
    ("min", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

struct Time(Duration);

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let nanoseconds = self.0.as_nanos();
        let fits = |unit: u64| nanoseconds.is_multiple_of(u128::from(unit));
        let (name, unit) = UNITS
            .into_iter()
            .find(|&(_, unit)| fits(unit))
            .unwrap_or(("ns", 1));
        if nanoseconds == 0 {
            return f.write_str("0 s");
        }
        write!(f, "{} {name}", nanoseconds / u128::from(unit))
    }
}
