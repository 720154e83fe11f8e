//! What programs do: files, requests, operations that are not waited for.

use std::{rc::Rc, time::Duration};

use wdk_sys::{GUID, STATUS_PENDING};

use super::{Done, Player, transferred};
use crate::{
    Account, Control, Error, File, Pending, Process,
    scenario::{
        outcome::Found,
        step::{OutputBuffer, Request, Target},
    },
};

/// Most virtual time that a step waits before the machine decides that nothing will come.
const WAIT_LIMIT: Duration = Duration::from_secs(24 * 3600);

pub(super) struct OpenFile {
    name: Option<String>,
    process: Option<String>,
    file: File,
}

impl Player<'_> {
    pub(super) fn start_process(&mut self, name: &str, account: Account) -> Done {
        let image = format!(r"C:\{name}.exe");
        let process = self.machine.start_process_as(account, &image, name)?;
        self.processes.push((name.to_owned(), process));
        Ok(Found::DONE)
    }

    /// What a process asks for, when it has an account of its own; else a program does.
    fn in_process<R>(
        &self,
        process: Option<&String>,
        body: impl FnOnce() -> crate::Result<R>,
    ) -> crate::Result<R> {
        let mut newest = self.processes.iter().rev();
        let started = newest.find(|(name, it)| Some(name) == process && !it.has_exited());
        match started {
            Some((_, started)) => started.run(body)?,
            None => body(),
        }
    }

    fn file(&self, name: Option<&String>) -> Result<&OpenFile, Found> {
        let at = self.file_position(name)?;
        self.files.get(at).ok_or_else(no_file)
    }

    fn file_position(&self, name: Option<&String>) -> Result<usize, Found> {
        let found = match name {
            None => self.files.len().checked_sub(1),
            Some(_) => self.files.iter().rposition(|it| it.name.as_ref() == name),
        };
        found.ok_or_else(no_file)
    }

    pub(super) fn open(
        &mut self,
        target: &Target,
        device: Option<&String>,
        name: Option<&String>,
        process: Option<&String>,
    ) -> Done {
        let path = match target {
            Target::Path(path) => path.clone(),
            Target::Class(_) | Target::Index(_) => {
                let device = match self.device(device) {
                    Ok(device) => device,
                    Err(found) => return Ok(found),
                };
                match target {
                    Target::Class(class) => device.interface(&guid(class))?,
                    Target::Index(index) => {
                        let links = device.interfaces();
                        let Some(link) = links.into_iter().nth(*index) else {
                            let reason = format!("the device has no interface {index} to open");
                            return Ok(Found::Refused(reason));
                        };
                        link
                    }
                    Target::Path(path) => path.clone(),
                }
            }
        };
        let file = self.in_process(process, || self.machine.open(&path))?;
        self.files.push(OpenFile {
            name: name.cloned(),
            process: process.cloned(),
            file,
        });
        Ok(Found::DONE)
    }

    pub(super) fn close(&mut self, name: Option<&String>) -> Done {
        let at = match self.file_position(name) {
            Ok(at) => at,
            Err(found) => return Ok(found),
        };
        let open = self.files.remove(at);
        self.in_process(open.process.as_ref(), || open.file.close())?;
        Ok(Found::DONE)
    }

    pub(super) fn request(&self, request: &Request, file: Option<&String>) -> Done {
        let open = match self.file(file) {
            Ok(open) => open,
            Err(found) => return Ok(found),
        };
        self.in_process(open.process.as_ref(), || perform(&open.file, request))
    }

    pub(super) fn begin(&self, request: &Request, operation: &str, file: Option<&String>) -> Done {
        let open = match self.file(file) {
            Ok(open) => open,
            Err(found) => return Ok(found),
        };
        let file = &open.file;
        let pending = self.in_process(open.process.as_ref(), || begin(file, request))?;
        let complete = pending.is_complete();
        self.operations
            .add(operation, open.process.clone(), pending);
        Ok(match complete {
            true => Found::DONE,
            false => Found::status(STATUS_PENDING),
        })
    }

    pub(super) fn wait(&self, operation: &str, within: Option<Duration>) -> Done {
        let machine = self.machine;
        let Some(pending) = self.operations.find(operation) else {
            return Ok(not_begun(operation));
        };
        machine.run_until_idle()?;
        let (start, limit) = (machine.now(), within.unwrap_or(WAIT_LIMIT));
        // Time moves in small steps and not by waiting on the machine, so that the operations'
        // order is seen; the steps grow with the time that has passed.
        while !pending.is_complete() && machine.now() - start < limit {
            let passed = machine.now() - start;
            let step = (passed / 1024).max(Duration::from_micros(1));
            machine.run_for(step.min(limit - passed))?;
        }
        if !pending.is_complete() && within.is_some() {
            pending.cancel();
            machine.run_until_idle()?;
        }
        self.operations.poll();
        self.operations.remove(operation);
        let pending = Rc::try_unwrap(pending);
        let pending = pending.map_err(|_| Error::NotFound("it is waited for twice".to_owned()))?;
        let done = pending.wait()?;
        Ok(transferred(done.transferred, done.data))
    }

    pub(super) fn expect_complete(&self, operation: &str, expected: bool) -> Found {
        match self.operations.find(operation).map(|it| it.is_complete()) {
            None => not_begun(operation),
            Some(complete) if complete == expected => Found::DONE,
            Some(true) => Found::Refused("it is complete".to_owned()),
            Some(false) => Found::Refused("it is pending".to_owned()),
        }
    }

    pub(super) fn exit(&mut self, process: Option<&str>) -> Done {
        let Some(process) = process else {
            self.machine.exit_process()?;
            self.files.clear();
            for (_, started) in self.processes.drain(..) {
                end(&started)?;
            }
            return Ok(Found::DONE);
        };
        for pending in self.operations.of_process(process) {
            if !pending.is_complete() {
                pending.cancel();
            }
        }
        let files = std::mem::take(&mut self.files);
        let own = |open: &OpenFile| open.process.as_deref() == Some(process);
        let (ending, staying): (Vec<_>, Vec<_>) = files.into_iter().partition(own);
        self.files = staying;
        for open in ending {
            self.in_process(open.process.as_ref(), || open.file.close())?;
        }
        for (_, started) in self.processes.extract_if(.., |(name, _)| name == process) {
            end(&started)?;
        }
        Ok(Found::DONE)
    }
}

fn end(process: &Process) -> crate::Result<()> {
    match process.has_exited() {
        true => Ok(()),
        false => process.exit(0),
    }
}

fn perform(file: &File, request: &Request) -> Done {
    match request {
        Request::Read { length, offset } => {
            let mut buffer = vec![0; *length];
            let read = file.read_at(*offset, &mut buffer)?;
            buffer.truncate(read);
            Ok(transferred(read, buffer))
        }
        Request::Write { data, offset } => {
            let written = file.write_at(*offset, &data.bytes())?;
            Ok(transferred(written, Vec::new()))
        }
        Request::Ioctl {
            code,
            input,
            input_at: None,
            output: output @ OutputBuffer { at: None, .. },
        } => {
            let mut buffer = output.bytes();
            let length = file.ioctl(code.value, &input.bytes(), &mut buffer)?;
            buffer.truncate(length);
            Ok(transferred(length, buffer))
        }
        Request::Ioctl { .. } => {
            let done = begin(file, request)?.wait()?;
            Ok(transferred(done.transferred, done.data))
        }
    }
}

fn begin(file: &File, request: &Request) -> crate::Result<Pending> {
    match request {
        Request::Read { length, .. } => file.begin_read(*length),
        Request::Write { data, .. } => file.begin_write(&data.bytes()),
        Request::Ioctl {
            code,
            input,
            input_at,
            output,
        } => {
            let (input, content) = (input.bytes(), output.bytes());
            let mut control = Control::new(code.value).input(&input).output(&content);
            if let Some(place) = input_at {
                control = control.input_at(*place);
            }
            if let Some(place) = output.at {
                control = control.output_at(place);
            }
            file.begin_control(&control)
        }
    }
}

fn guid(class: &uuid::Uuid) -> GUID {
    let (one, two, three, rest) = class.as_fields();
    GUID {
        Data1: one,
        Data2: two,
        Data3: three,
        Data4: *rest,
    }
}

pub(super) const NO_FILE: &str = "no such file is open";

fn no_file() -> Found {
    Found::Skipped(NO_FILE.to_owned())
}

pub(super) fn not_begun(operation: &str) -> Found {
    Found::Skipped(format!("the operation `{operation}` was not begun"))
}
