//! One play of a scenario.

mod program;

use std::rc::Rc;

use wdk_sys::DEVICE_POWER_STATE;

use self::program::{OpenFile, not_begun};
use super::{
    Scenario, Subject, inspect,
    operations::Operations,
    outcome::{Found, Mismatch, Outcome, StepResult, first_difference},
    step::{
        Action, Change, DEVICE_STATES, Plug, RegistryPlace, RegistryRoot, State, Step, name_of,
    },
};
use crate::{
    Device, DeviceState, Error, Hardware, LoadedDriver, Machine, Process, Registers, Report,
    ndis::Adapter,
};

/// What a listener hears of.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// A step begins.
    Step(&'a Step),
    /// A step has ended.
    Result(&'a StepResult),
}

impl Scenario {
    /// Plays the scenario with a driver on a machine that has none yet, and shuts it down.
    ///
    /// The play ends at the first step that gives something else than expected.
    #[must_use]
    pub fn play(&self, machine: &Machine, subject: &Subject) -> Outcome {
        self.play_with(machine, subject, |_| {})
    }

    /// [`play`](Self::play) with a listener, which may look at the machine.
    #[must_use]
    pub fn play_with(
        &self,
        machine: &Machine,
        subject: &Subject,
        listener: impl FnMut(Progress<'_>),
    ) -> Outcome {
        self.play_watched(machine, subject, &Rc::default(), listener)
    }

    /// [`play_with`](Self::play_with) where somebody else polls the operations, too.
    pub(crate) fn play_watched(
        &self,
        machine: &Machine,
        subject: &Subject,
        operations: &Rc<Operations>,
        mut listener: impl FnMut(Progress<'_>),
    ) -> Outcome {
        let mut player = Player {
            machine,
            subject,
            operations,
            devices: Vec::new(),
            files: Vec::new(),
            processes: Vec::new(),
            services: Vec::new(),
            registers: Vec::new(),
            adapters: Vec::new(),
            not_opened: None,
            report: None,
        };
        let mut outcome = Outcome {
            file: self.file.clone(),
            steps: Vec::new(),
            failure: None,
            end: None,
            report: None,
        };
        let finish = Step::new(Action::Finish);
        let is_written = self.steps.iter().any(|it| it.action == Action::Finish);
        let last = (!is_written).then_some(&finish);
        let mut installed = subject.install(machine);
        for step in self.steps.iter().chain(last) {
            listener(Progress::Step(step));
            let done = match std::mem::replace(&mut installed, Ok(())) {
                Ok(()) => player.perform(&step.action),
                Err(error) => Err(error),
            };
            operations.poll();
            let found = match done {
                Ok(found) => found,
                Err(Error::Status(status)) => Found::status(status.0),
                Err(end @ (Error::BugCheck(_) | Error::Stuck(_))) => {
                    let found = Found::Refused(end.to_string());
                    outcome.end = Some(end);
                    found
                }
                Err(refused) => Found::Refused(refused.to_string()),
            };
            let found = player.with_cause(step, found);
            let result = StepResult {
                line: step.line,
                step: step.action.to_string(),
                found,
                time: machine.now(),
                completed: operations.take_completed(),
            };
            listener(Progress::Result(&result));
            if outcome.end.is_none() {
                outcome.failure = mismatch(&self.file, step, &result);
            }
            outcome.steps.push(result);
            if outcome.end.is_some() || outcome.failure.is_some() {
                break;
            }
        }
        outcome.report = player.report.take();
        outcome
    }
}

/// What is wrong with the result of a step.
fn mismatch(file: &str, step: &Step, result: &StepResult) -> Option<Mismatch> {
    let found = &result.found;
    let (expected, offset) = match &step.expectation {
        Some(expectation) if !found.meets(expectation) => {
            let wanted = expectation.data.as_ref().map(super::Data::bytes);
            let differs = wanted.zip(found.data()).filter(|(one, other)| one != other);
            let offset = differs.map(|(one, other)| first_difference(&one, other));
            (expectation.to_string(), offset)
        }
        // What a step asserts by itself.
        None if matches!(found, Found::Refused(_) | Found::Skipped(_)) => match &step.action {
            Action::ExpectState { .. } => ("that state".to_owned(), None),
            Action::ExpectPending { .. } => ("a pending operation".to_owned(), None),
            Action::ExpectComplete { .. } => ("a complete operation".to_owned(), None),
            Action::Finish => ("a clean report".to_owned(), None),
            _ => return None,
        },
        _ => return None,
    };
    Some(Mismatch {
        file: file.to_owned(),
        line: step.line,
        step: result.step.clone(),
        expected,
        found: found.to_string(),
        offset,
    })
}

struct Player<'a> {
    machine: &'a Machine,
    subject: &'a Subject,
    operations: &'a Operations,
    /// With their names; the last one is meant when none is given.
    devices: Vec<(Option<String>, Device)>,
    files: Vec<OpenFile>,
    /// Those that run as another account, with their names.
    processes: Vec<(String, Process)>,
    services: Vec<LoadedDriver>,
    registers: Vec<(u64, Registers)>,
    /// Bindings by the device's instance path.
    adapters: Vec<(String, Adapter)>,
    /// The last file that could not be opened: where, and why.
    not_opened: Option<String>,
    report: Option<Report>,
}

type Done = crate::Result<Found>;

impl Player<'_> {
    /// The result of a step; one that finds no file also says which step did not open it.
    fn with_cause(&mut self, step: &Step, found: Found) -> Found {
        match (&step.action, &found, &self.not_opened) {
            (Action::Open { .. }, Found::Ended { status: 0.., .. }, _) => self.not_opened = None,
            (Action::Open { .. }, ..) => {
                self.not_opened = Some(format!("line {} did not open it: {found}", step.line));
            }
            (_, Found::Skipped(reason), Some(cause)) if *reason == program::NO_FILE => {
                return Found::Skipped(format!("{reason}; {cause}"));
            }
            _ => {}
        }
        found
    }

    fn perform(&mut self, action: &Action) -> Done {
        match action {
            Action::Code { .. } => Ok(Found::DONE),
            Action::SetRegistry { place, value } => {
                let (kind, data) = value.encode();
                self.with_key(place, |machine, key, name| {
                    match inspect::set_value(machine, key, name, kind, &data) {
                        true => Found::DONE,
                        false => Found::Refused(format!(r"{key}\{name} cannot be written")),
                    }
                })
            }
            Action::QueryRegistry { place } => self.with_key(place, |machine, key, name| {
                match inspect::value(machine, key, name) {
                    Some((kind, data)) => Found::Value { kind, data },
                    None => Found::status(wdk_sys::STATUS_OBJECT_NAME_NOT_FOUND),
                }
            }),
            Action::AddRegisters { address, values } => {
                let registers = self.machine.add_registers(*address, values.len());
                for (index, value) in values.iter().enumerate() {
                    registers.set(index, *value);
                }
                self.registers.push((*address, registers));
                Ok(Found::DONE)
            }
            Action::SetRegister { address, value } => {
                Ok(self.with_register(*address, |registers, index| {
                    registers.set(index, *value);
                    Found::DONE
                }))
            }
            Action::QueryRegister { address } => Ok(self
                .with_register(*address, |registers, index| {
                    bytes(registers.get(index).to_le_bytes().into())
                })),
            Action::Load => match self.subject.device() {
                Some(_) => self.plug(&Plug::default()),
                None => self.start_service(),
            },
            Action::Unload => self.unload(),
            Action::StartService => self.start_service(),
            Action::StopService => self.stop_service(),
            Action::Plug(plug) => self.plug(plug),
            Action::Device { change, device } => self.change(*change, device.as_ref()),
            Action::ExpectState { device, state } => Ok(self.expect_state(device.as_ref(), *state)),
            Action::ExpectPower { device, state } => Ok(self.expect_power(device.as_ref(), *state)),
            Action::Sleep => self.machine.sleep().map(|()| Found::DONE),
            Action::Hibernate => self.machine.hibernate().map(|()| Found::DONE),
            Action::Wake => self.machine.wake().map(|()| Found::DONE),
            Action::Interrupt { vector } => Ok(match self.machine.interrupt(*vector)? {
                true => Found::DONE,
                false => Found::Refused("no service routine claimed it".to_owned()),
            }),
            Action::SendPacket { data, device } => self.with_adapter(device.as_ref(), |adapter| {
                adapter.send(&data.bytes()).map(|()| Found::DONE)
            }),
            Action::ReceivePacket { device } => self.with_adapter(device.as_ref(), |adapter| {
                let refused = || Found::Refused("no frame was indicated".to_owned());
                Ok(adapter.receive().map_or_else(refused, bytes))
            }),
            Action::Process { process, account } => self.start_process(process, *account),
            Action::Open {
                target,
                device,
                file,
                process,
            } => self.open(target, device.as_ref(), file.as_ref(), process.as_ref()),
            Action::Close { file } => self.close(file.as_ref()),
            Action::Request { request, file } => self.request(request, file.as_ref()),
            Action::Begin {
                request,
                operation,
                file,
            } => self.begin(request, operation, file.as_ref()),
            Action::Wait { operation, within } => self.wait(operation, *within),
            Action::Cancel { operation } => Ok(match self.operations.find(operation) {
                Some(pending) => {
                    pending.cancel();
                    Found::DONE
                }
                None => not_begun(operation),
            }),
            Action::ExpectPending { operation } => Ok(self.expect_complete(operation, false)),
            Action::ExpectComplete { operation } => Ok(self.expect_complete(operation, true)),
            Action::Exit { process } => self.exit(process.as_deref()),
            Action::Advance(time) => self.machine.run_for(*time).map(|()| Found::DONE),
            Action::RunUntilIdle => self.machine.run_until_idle().map(|()| Found::DONE),
            Action::Finish => self.finish(),
        }
    }

    fn device(&self, name: Option<&String>) -> Result<&Device, Found> {
        let mut devices = self.devices.iter().rev();
        let found = match name {
            None => devices.next(),
            Some(_) => devices.find(|(other, _)| other.as_ref() == name),
        };
        let missing = || Found::Skipped("no such device was plugged in".to_owned());
        found.map(|(_, device)| device).ok_or_else(missing)
    }

    fn with_key(
        &self,
        place: &RegistryPlace,
        action: impl FnOnce(&Machine, &str, &str) -> Found,
    ) -> Done {
        let root = match place.root {
            RegistryRoot::Machine => inspect::MACHINE.to_owned(),
            RegistryRoot::Service => {
                format!(
                    r"{}\Services\{}",
                    inspect::CONTROL_SET,
                    self.subject.service_name()
                )
            }
            RegistryRoot::Device | RegistryRoot::Software => {
                let instance = match self.device(None) {
                    Ok(device) => device.instance_path(),
                    Err(found) => return Ok(found),
                };
                match place.root {
                    RegistryRoot::Device => {
                        format!(
                            r"{}\Enum\{instance}\Device Parameters",
                            inspect::CONTROL_SET
                        )
                    }
                    _ => match inspect::software_key(self.machine, instance) {
                        Some(key) => key,
                        None => {
                            let reason = format!("{instance} has no software key");
                            return Ok(Found::Skipped(reason));
                        }
                    },
                }
            }
        };
        let keys = [root].into_iter().chain(place.keys.iter().cloned());
        let key = keys.collect::<Vec<_>>().join(r"\");
        Ok(action(self.machine, &key, &place.name))
    }

    fn with_register(
        &self,
        address: u64,
        action: impl FnOnce(&Registers, usize) -> Found,
    ) -> Found {
        let found = self.registers.iter().find_map(|(start, registers)| {
            let offset = address.checked_sub(*start)?;
            let index = usize::try_from(offset / 4).ok()?;
            (offset.is_multiple_of(4) && index < registers.count()).then_some((registers, index))
        });
        match found {
            Some((registers, index)) => action(registers, index),
            None => Found::Skipped(format!("no register is at {address:#x}")),
        }
    }

    fn with_adapter(
        &mut self,
        device: Option<&String>,
        action: impl FnOnce(&Adapter) -> Done,
    ) -> Done {
        let device = match self.device(device) {
            Ok(device) => device,
            Err(found) => return Ok(found),
        };
        let instance = device.instance_path().to_owned();
        if let Some((_, adapter)) = self.adapters.iter().find(|(other, _)| *other == instance) {
            return action(adapter);
        }
        let adapter = self.machine.adapter(device)?;
        let done = action(&adapter);
        self.adapters.push((instance, adapter));
        done
    }

    fn plug(&mut self, plug: &Plug) -> Done {
        let id = plug.hardware_id.as_deref().or(self.subject.device());
        let Some(id) = id else {
            let reason = "the package is for no device; name a hardware id";
            return Ok(Found::Skipped(reason.to_owned()));
        };
        let mut hardware = Hardware::new(id);
        for id in &plug.more_ids {
            hardware = hardware.hardware_id(id);
        }
        for id in &plug.compatible_ids {
            hardware = hardware.compatible_id(id);
        }
        for resource in &plug.resources {
            hardware = hardware.resource(*resource);
        }
        if let Some((device, system)) = plug.wakes {
            hardware = hardware.wakes(device, system);
        }
        let device = self.machine.plug(hardware)?;
        self.devices.push((plug.name.clone(), device));
        Ok(Found::DONE)
    }

    fn start_service(&mut self) -> Done {
        let service = self.machine.start_service(self.subject.service_name())?;
        self.services.push(service);
        Ok(Found::DONE)
    }

    fn stop_service(&mut self) -> Done {
        let Some(service) = self.services.pop() else {
            return Ok(Found::Skipped("no service was started".to_owned()));
        };
        service.unload()?;
        Ok(Found::DONE)
    }

    fn unload(&mut self) -> Done {
        self.adapters.clear();
        if !self.services.is_empty() {
            return self.stop_service();
        }
        let present = self.devices.iter().rev().filter(|(_, device)| {
            !matches!(
                device.state(),
                DeviceState::Removed | DeviceState::SurpriseRemoved
            )
        });
        for (_, device) in present {
            device.remove()?;
        }
        Ok(Found::DONE)
    }

    fn change(&self, change: Change, device: Option<&String>) -> Done {
        let device = match self.device(device) {
            Ok(device) => device,
            Err(found) => return Ok(found),
        };
        match change {
            Change::Stop => device.stop(),
            Change::Start => device.start(),
            Change::QueryStop => device.cancel_stop(),
            Change::QueryRemove => device.cancel_remove(),
            Change::Remove => device.remove(),
            Change::SurpriseRemove => device.surprise_remove(),
            Change::Disable => device.disable(),
            Change::Enable => device.enable(),
            Change::SignalWake if device.signal_wake()? => Ok(()),
            Change::SignalWake => {
                return Ok(Found::Refused("nothing waits for the signal".to_owned()));
            }
        }?;
        Ok(Found::DONE)
    }

    fn expect_state(&self, device: Option<&String>, expected: State) -> Found {
        let device = match self.device(device) {
            Ok(device) => device,
            Err(found) => return found,
        };
        let state = match device.state() {
            DeviceState::Enumerated => State::Enumerated,
            DeviceState::Started => State::Started,
            DeviceState::Stopped => State::Stopped,
            DeviceState::SurpriseRemoved => State::SurpriseRemoved,
            DeviceState::Disabled => State::Disabled,
            DeviceState::Failed => State::Failed,
            DeviceState::Removed => State::Removed,
        };
        match state == expected {
            true => Found::DONE,
            false => Found::Refused(format!("the device is {}", name_of(&State::ALL, state))),
        }
    }

    fn expect_power(&self, device: Option<&String>, expected: DEVICE_POWER_STATE) -> Found {
        let device = match self.device(device) {
            Ok(device) => device,
            Err(found) => return found,
        };
        let state = device.power_state();
        match DEVICE_STATES.iter().find(|(_, it)| *it == state) {
            Some((_, state)) if *state == expected => Found::DONE,
            Some((name, _)) => Found::Refused(format!("the device is in {name}")),
            None => Found::Refused("no driver has reported the device's power state".to_owned()),
        }
    }

    fn finish(&mut self) -> Done {
        self.adapters.clear();
        let report = self.machine.finish()?;
        self.files.clear();
        self.operations.poll();
        self.operations.clear();
        let found = match report.is_clean() {
            true => Found::DONE,
            false => Found::Refused(report.to_string()),
        };
        self.report = Some(report);
        Ok(found)
    }
}

/// Bytes that came back.
fn bytes(data: Vec<u8>) -> Found {
    transferred(data.len(), data)
}

fn transferred(length: usize, data: Vec<u8>) -> Found {
    Found::Ended {
        status: 0,
        length: Some(length),
        data: Some(data),
    }
}
