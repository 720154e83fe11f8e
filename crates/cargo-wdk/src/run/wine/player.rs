//! A scenario, played on Wine.

mod devices;
mod line;
mod registry;
mod requests;

use std::{collections::HashMap, time::Duration};

use anyhow::Context as _;
use wdk_sim::scenario::{Action, Change, Plug, Target};

use self::{line::seen_of, requests::GRACE};
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
/// The operation of a step that waits for its own; no scenario can name it so.
const OWN: &str = "\u{1}";
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
    /// What was waited for since [`Player::ended`] was asked, and what came of it.
    waited: Vec<(String, Seen)>,
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
    /// Whether [`Player::ended`] has told its end.
    is_told: bool,
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
            waited: Vec::new(),
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
            Action::Request { request, file } => match self.begin(request, OWN, file.as_ref())? {
                Seen::Ended(ended) if ended.status == PENDING => self.wait(OWN, None),
                seen => Ok(seen),
            },
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
}
