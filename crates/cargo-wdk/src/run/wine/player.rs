//! A scenario, played on Wine.

use std::{collections::HashMap, time::Duration};

use anyhow::Context as _;
use wdk_sim::{
    BadAddress,
    scenario::{Action, Change, Plug, RegistryPlace, RegistryRoot, Request, Target},
};

use super::{
    client::{Answer, Client},
    compare::{ABANDONED, LOST},
    prefix::Prefix,
    seen::Seen,
};

/// Units of 100 ns in a second.
const SECOND: u64 = 10_000_000;
/// What the clock does: waits until no work item runs, moves on, moves on to the next timer.
const SETTLE: u64 = 0;
const ADVANCE: u64 = 1;
const NEXT: u64 = 2;
/// What the clock says when no timer is set.
const NEVER: u64 = u64::MAX;
/// How many timers may expire while a step waits: a driver's timer may be periodic.
const TIMERS: usize = 10_000;
/// What a request that no timer completes gets of real time, in milliseconds.
const GRACE: u32 = 1_000;
/// `STATUS_PENDING`.
const PENDING: i32 = 0x103;

/// What the player has to know of the package.
pub(super) struct Installed {
    pub(super) service: String,
    /// The hardware id of the device; none for a service.
    pub(super) hardware_id: Option<String>,
    /// The copy of the INF, for Windows.
    pub(super) inf: String,
    /// The setup class, in braces.
    pub(super) class: String,
    /// The section that installs the service of a package without devices.
    pub(super) section: String,
}

pub(super) struct Player<'a> {
    prefix: &'a Prefix<'a>,
    installed: Installed,
    /// The program of each process that the scenario names.
    clients: HashMap<Option<String>, Client>,
    /// Their names and instance paths.
    devices: Vec<Device>,
    files: Vec<File>,
    /// The operations that were begun, with their processes.
    operations: HashMap<String, Begun>,
    /// The services that were installed already.
    service_installed: bool,
    service_runs: bool,
    count: usize,
}

struct Device {
    name: Option<String>,
    instance: String,
    present: bool,
}

struct File {
    name: Option<String>,
    process: Option<String>,
    /// What the program calls it.
    handle: String,
}

/// An operation that nobody has waited for yet.
struct Begun {
    process: Option<String>,
    /// What its program calls the file.
    handle: String,
    /// What came of it, once that is known.
    result: Option<Seen>,
}

/// What came of a step; the play ends with an error, which is Wine's or ours.
type Done = anyhow::Result<Seen>;

fn refused(reason: &str) -> Done {
    Ok(Seen::Refused(reason.to_owned()))
}

impl<'a> Player<'a> {
    pub(super) fn new(prefix: &'a Prefix<'a>, installed: Installed) -> Self {
        Self {
            prefix,
            installed,
            clients: HashMap::new(),
            devices: Vec::new(),
            files: Vec::new(),
            operations: HashMap::new(),
            service_installed: false,
            service_runs: false,
            count: 0,
        }
    }

    pub(super) fn perform(&mut self, action: &Action) -> Done {
        match action {
            Action::Code { .. } => Ok(Seen::DONE),
            Action::SetRegistry { place, value } => {
                let (kind, data) = value.encode();
                self.set(place, kind, &data)
            }
            Action::QueryRegistry { place } => self.query(place),
            Action::Load if self.installed.hardware_id.is_none() => self.start_service(),
            Action::Load => self.plug(&Plug::default()),
            Action::StartService => self.start_service(),
            Action::StopService => self.stop_service(),
            Action::Plug(plug) => self.plug(plug),
            Action::Unload => self.unload(),
            Action::Device {
                change: Change::Remove | Change::SurpriseRemove,
                device,
            } => self.remove(device.as_ref()),
            Action::Open {
                target,
                device,
                file,
                process,
            } => self.open(target, device.as_ref(), file.as_ref(), process.as_ref()),
            Action::Close { file } => self.close(file.as_ref()),
            Action::Request { request, file } => {
                let operation = "\u{1}";
                match self.begin(request, operation, file.as_ref())? {
                    Seen::Ended(ended) if ended.status == PENDING => self.wait(operation, None),
                    seen => Ok(seen),
                }
            }
            Action::Begin {
                request,
                operation,
                file,
            } => {
                match self.begin(request, operation, file.as_ref())? {
                    // What came of it is seen by who waits.
                    Seen::Ended(ended) if ended.length.is_some() => Ok(Seen::DONE),
                    seen => Ok(seen),
                }
            }
            Action::Wait { operation, within } => self.wait(operation, *within),
            Action::Cancel { operation } => self.cancel(operation),
            Action::ExpectPending { operation } => self.expect(operation, true),
            Action::ExpectComplete { operation } => self.expect(operation, false),
            Action::Exit { process } => self.exit(process.as_ref()),
            Action::Advance(time) => {
                let units = u64::try_from(time.as_nanos() / 100).unwrap_or(u64::MAX);
                self.clock(ADVANCE, units)?;
                Ok(Seen::DONE)
            }
            Action::RunUntilIdle => {
                self.clock(SETTLE, 0)?;
                Ok(Seen::DONE)
            }
            Action::Finish => self.finish(),
            _ => refused("Wine has nothing of the kind"),
        }
    }

    fn client(&mut self, process: Option<&String>) -> anyhow::Result<&mut Client> {
        let process = process.cloned();
        if !self.clients.contains_key(&process) {
            let client = Client::start(self.prefix)?;
            self.clients.insert(process.clone(), client);
        }
        self.clients.get_mut(&process).context("it is there now")
    }

    /// Asks the program of no process in particular.
    fn ask(&mut self, fields: &[&str]) -> anyhow::Result<Answer> {
        self.client(None)?.ask(fields)
    }

    /// [`ask`](Self::ask) for what either succeeds or is refused.
    fn done(&mut self, fields: &[&str]) -> Done {
        Ok(match self.ask(fields)? {
            Answer::Ok(_) => Seen::DONE,
            Answer::Error(what, code) => {
                Seen::Refused(format!("{what} failed with the error {code} of Windows"))
            }
        })
    }

    /// Moves the clock: what it says after, and when the next timer is due. A driver that has not
    /// called what serves the clock has set no timer.
    fn clock(&mut self, what: u64, amount: u64) -> anyhow::Result<(u64, u64)> {
        let (what, amount) = (what.to_string(), amount.to_string());
        let answer = self
            .client(None)?
            .ask_within(&["clock", &what, &amount], Duration::from_secs(30))?;
        let Answer::Ok(fields) = answer else {
            return Ok((0, NEVER));
        };
        let number = |at: usize| fields.get(at).and_then(|it| it.parse().ok());
        number(1).zip(number(2)).context("the clock gives no time")
    }

    fn plug(&mut self, plug: &Plug) -> Done {
        if !plug.resources.is_empty() {
            return refused("Wine has no hardware resources to give");
        }
        let id = plug
            .hardware_id
            .clone()
            .or_else(|| self.installed.hardware_id.clone());
        let Some(id) = id else {
            return refused("the package is for no device; name a hardware id");
        };
        // A device of Windows' root enumerator, as devcon makes them.
        let safe = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
        let name: String = id
            .rsplit('\\')
            .next()
            .unwrap_or(&id)
            .chars()
            .map(safe)
            .collect();
        let instance = format!(r"ROOT\{}\{:04}", name.to_uppercase(), self.devices.len());
        let (inf, class) = (self.installed.inf.clone(), self.installed.class.clone());
        let seen = self.done(&["install", &inf, &class, &instance, &id])?;
        if seen != Seen::DONE {
            return Ok(seen);
        }
        let name = plug.name.clone();
        self.devices.push(Device {
            name,
            instance,
            present: true,
        });
        // Wine's setup does not say whether the driver was loaded.
        let service = self.installed.service.clone();
        self.done(&["running", &service])
    }

    fn install_service(&mut self) -> anyhow::Result<()> {
        if !self.service_installed && self.installed.hardware_id.is_none() {
            let (inf, section) = (self.installed.inf.clone(), self.installed.section.clone());
            self.ask(&["install-service", &inf, &section])?;
            self.service_installed = true;
        }
        Ok(())
    }

    fn start_service(&mut self) -> Done {
        self.install_service()?;
        let service = self.installed.service.clone();
        let seen = self.done(&["start", &service])?;
        self.service_runs |= seen == Seen::DONE;
        Ok(seen)
    }

    fn stop_service(&mut self) -> Done {
        self.service_runs = false;
        let service = self.installed.service.clone();
        self.done(&["stop", &service])
    }

    fn unload(&mut self) -> Done {
        if self.service_runs {
            return self.stop_service();
        }
        for at in (0..self.devices.len()).rev() {
            match self.remove_at(at)? {
                Seen::DONE => {}
                other => return Ok(other),
            }
        }
        Ok(Seen::DONE)
    }

    fn device_at(&self, name: Option<&String>) -> Option<usize> {
        match name {
            None => self.devices.len().checked_sub(1),
            Some(_) => self.devices.iter().rposition(|it| it.name.as_ref() == name),
        }
    }

    fn remove(&mut self, name: Option<&String>) -> Done {
        match self.device_at(name) {
            Some(at) => self.remove_at(at),
            None => refused("no such device was plugged in"),
        }
    }

    fn remove_at(&mut self, at: usize) -> Done {
        let device = &mut self.devices[at];
        if !std::mem::replace(&mut device.present, false) {
            return Ok(Seen::DONE);
        }
        let instance = device.instance.clone();
        let seen = self.done(&["remove", &instance])?;
        self.clock(SETTLE, 0)?;
        Ok(seen)
    }

    fn open(
        &mut self,
        target: &Target,
        device: Option<&String>,
        file: Option<&String>,
        process: Option<&String>,
    ) -> Done {
        let path = match target {
            Target::Path(path) => path.clone(),
            Target::Class(class) => {
                let class = format!("{{{class}}}");
                match self
                    .links(device, &["interfaces", &class])?
                    .into_iter()
                    .next()
                {
                    Some(link) => link,
                    None => return refused("the device has no enabled interface of this class"),
                }
            }
            Target::Index(index) => {
                match self.links(device, &["interfaces"])?.into_iter().nth(*index) {
                    Some(link) => link,
                    None => return refused("the device has no such interface to open"),
                }
            }
            _ => return refused("it is not known how to open this on Wine"),
        };
        self.count += 1;
        let handle = self.count.to_string();
        let answer = self.client(process)?.ask(&["open", &handle, &path])?;
        let seen = seen_of(&answer);
        if seen.ntstatus() == Some(0) {
            let (name, process) = (file.cloned(), process.cloned());
            self.files.push(File {
                name,
                process,
                handle,
            });
        }
        Ok(seen.ntstatus().map_or(seen, Seen::status))
    }

    /// The links of a device's interfaces: they have its instance path in them.
    fn links(&mut self, device: Option<&String>, ask: &[&str]) -> anyhow::Result<Vec<String>> {
        let Some(at) = self.device_at(device) else {
            return Ok(Vec::new());
        };
        let part = format!("#{}#", self.devices[at].instance.replace('\\', "#")).to_lowercase();
        let Answer::Ok(links) = self.ask(ask)? else {
            return Ok(Vec::new());
        };
        let is_own = |link: &String| {
            format!("#{}", link.to_lowercase().trim_start_matches(r"\\?\")).contains(&part)
        };
        Ok(links.into_iter().skip(1).filter(is_own).collect())
    }

    fn file_at(&self, name: Option<&String>) -> Option<usize> {
        match name {
            None => self.files.len().checked_sub(1),
            Some(_) => self.files.iter().rposition(|it| it.name.as_ref() == name),
        }
    }

    fn close(&mut self, name: Option<&String>) -> Done {
        let Some(at) = self.file_at(name) else {
            return refused("no such file is open");
        };
        let file = self.files.remove(at);
        let answer = self
            .client(file.process.as_ref())?
            .ask(&["close", &file.handle])?;
        let of_file = |(_, begun): &(&String, &Begun)| begun.handle == file.handle;
        let open = self.operations.iter().filter(of_file);
        let open: Vec<_> = open.map(|(name, _)| name.clone()).collect();
        for operation in open {
            if self.result(&operation, GRACE)?.is_none()
                && let Some(begun) = self.operations.get_mut(&operation)
            {
                begun.result = Some(Seen::Refused(ABANDONED.to_owned()));
            }
        }
        Ok(match answer {
            Answer::Ok(_) => Seen::DONE,
            Answer::Error(what, code) => Seen::Refused(format!("{what}: error {code}")),
        })
    }

    fn begin(&mut self, request: &Request, operation: &str, file: Option<&String>) -> Done {
        let Some(at) = self.file_at(file) else {
            return refused("no such file is open");
        };
        let (process, handle) = (
            self.files[at].process.clone(),
            self.files[at].handle.clone(),
        );
        let request = written(request);
        let mut line = vec!["begin", operation, &handle];
        line.extend(request.iter().map(String::as_str));
        let answer = self.client(process.as_ref())?.ask(&line)?;
        let seen = seen_of(&answer);
        let result = (seen.ntstatus() != Some(PENDING)).then(|| seen.clone());
        self.operations.insert(
            operation.to_owned(),
            Begun {
                process,
                handle,
                result,
            },
        );
        Ok(seen)
    }

    /// Waits for an operation, with time going on.
    fn wait(&mut self, operation: &str, within: Option<Duration>) -> Done {
        let seen = self.wait_for(operation, within)?;
        self.operations.remove(operation);
        Ok(seen)
    }

    fn wait_for(&mut self, operation: &str, within: Option<Duration>) -> Done {
        let limit = within.map_or(24 * 3600 * SECOND, |it| (it.as_nanos() / 100) as u64);
        let (start, mut next) = self.clock(SETTLE, 0)?;
        let mut now = start;
        let mut milliseconds = 50;
        for _ in 0..TIMERS {
            match self.result(operation, milliseconds)? {
                Some(seen) => return Ok(seen),
                None if next == NEVER || now - start >= limit => break,
                None => (now, next) = self.clock(NEXT, limit - (now - start))?,
            }
            milliseconds = 0;
        }
        if let Some(seen) = self.result(operation, GRACE)? {
            return Ok(seen);
        }
        if within.is_some() {
            self.cancel(operation)?;
            if let Some(seen) = self.result(operation, GRACE)? {
                return Ok(seen);
            }
        }
        refused("it never ends: no timer is set, and nothing completes the request")
    }

    /// What came of an operation, when that is known within the time.
    fn result(&mut self, operation: &str, milliseconds: u32) -> anyhow::Result<Option<Seen>> {
        let Some(begun) = self.operations.get(operation) else {
            return refused("the operation was not begun").map(Some);
        };
        if begun.result.is_some() {
            return Ok(begun.result.clone());
        }
        let process = begun.process.clone();
        let time = milliseconds.to_string();
        let answer = self
            .client(process.as_ref())?
            .ask(&["wait", operation, &time])?;
        let seen = seen_of(&answer);
        if seen.ntstatus() == Some(PENDING) {
            return Ok(None);
        }
        if let Some(begun) = self.operations.get_mut(operation) {
            begun.result = Some(seen.clone());
        }
        Ok(Some(seen))
    }

    fn cancel(&mut self, operation: &str) -> Done {
        let Some(begun) = self.operations.get(operation) else {
            return refused("the operation was not begun");
        };
        if begun.result.is_some() {
            return Ok(Seen::DONE);
        }
        let process = begun.process.clone();
        // A request that has just ended is not found; the wait for it shows what came of it.
        self.client(process.as_ref())?.ask(&["cancel", operation])?;
        Ok(Seen::DONE)
    }

    fn expect(&mut self, operation: &str, pending: bool) -> Done {
        self.clock(SETTLE, 0)?;
        match (self.result(operation, 0)?.is_none(), pending) {
            (found, expected) if found == expected => Ok(Seen::DONE),
            (true, _) => refused("it is pending"),
            (false, _) => refused("it is complete"),
        }
    }

    /// A process ends: Windows closes its files, and nobody can wait for its requests any more.
    fn exit(&mut self, process: Option<&String>) -> Done {
        if let Some(client) = self.clients.remove(&process.cloned()) {
            client.exit()?;
        }
        self.files.retain(|it| it.process.as_ref() != process);
        for begun in self.operations.values_mut() {
            if begun.process.as_ref() == process && begun.result.is_none() {
                begun.result = Some(Seen::Refused(LOST.to_owned()));
            }
        }
        self.clock(SETTLE, 0)?;
        Ok(Seen::DONE)
    }

    /// Removes what is there, and unloads the driver.
    fn finish(&mut self) -> Done {
        self.files.clear();
        let processes: Vec<_> = self.clients.keys().flatten().cloned().collect();
        for process in processes {
            self.exit(Some(&process))?;
        }
        // The files of the process that asks are closed with it.
        self.exit(None)?;
        if self.installed.hardware_id.is_none() && !self.service_runs {
            return Ok(Seen::DONE);
        }
        match self.unload()? {
            Seen::DONE if self.installed.hardware_id.is_some() => self.stop_service(),
            other => Ok(other),
        }
    }

    fn key(&mut self, place: &RegistryPlace) -> anyhow::Result<Option<String>> {
        const CONTROL_SET: &str = r"System\CurrentControlSet";
        let service = self.installed.service.clone();
        let device = self
            .devices
            .last()
            .map(|it| format!(r"{CONTROL_SET}\Enum\{}", it.instance));
        let root = match (place.root, device) {
            (RegistryRoot::Machine, _) => String::new(),
            (RegistryRoot::Service, _) => format!(r"{CONTROL_SET}\Services\{service}"),
            (RegistryRoot::Device, Some(device)) => format!(r"{device}\Device Parameters"),
            (RegistryRoot::Software, Some(device)) => {
                let Answer::Ok(fields) = self.ask(&["query", &device, "Driver"])? else {
                    return Ok(None);
                };
                let text = fields.get(2).map(|it| text(it)).unwrap_or_default();
                format!(r"{CONTROL_SET}\Control\Class\{text}")
            }
            _ => return Ok(None),
        };
        let keys = [root].into_iter().chain(place.keys.iter().cloned());
        Ok(Some(
            keys.filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(r"\"),
        ))
    }

    fn set(&mut self, place: &RegistryPlace, kind: u32, data: &[u8]) -> Done {
        match self.key(place)? {
            Some(key) => self.done(&["set", &key, &place.name, &kind.to_string(), &digits(data)]),
            None => refused("no device has such a key"),
        }
    }

    fn query(&mut self, place: &RegistryPlace) -> Done {
        /// `STATUS_OBJECT_NAME_NOT_FOUND`, and the error of Windows for it.
        const MISSING: i32 = 0xC000_0034_u32.cast_signed();
        const FILE_NOT_FOUND: u32 = 2;
        let Some(key) = self.key(place)? else {
            return refused("no device has such a key");
        };
        Ok(match self.ask(&["query", &key, &place.name])? {
            Answer::Ok(fields) => Seen::Value {
                kind: fields.get(1).and_then(|it| it.parse().ok()).unwrap_or(0),
                bytes: fields.get(2).cloned().unwrap_or_default(),
            },
            Answer::Error(_, FILE_NOT_FOUND) => Seen::status(MISSING),
            Answer::Error(what, code) => Seen::Refused(format!("{what}: error {code}")),
        })
    }
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// A text of the registry, from its bytes in digits.
fn text(digits: &str) -> String {
    let units = digits.as_bytes().chunks(4).filter_map(|it| {
        let unit = u16::from_str_radix(str::from_utf8(it).ok()?, 16).ok()?;
        Some(unit.swap_bytes())
    });
    let units: Vec<_> = units.take_while(|it| *it != 0).collect();
    String::from_utf16_lossy(&units)
}

/// The rest of a line that begins a request.
fn written(request: &Request) -> Vec<String> {
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
fn seen_of(answer: &Answer) -> Seen {
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
