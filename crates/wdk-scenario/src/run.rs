//! A machine from installing the package to shutting down.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use wdk_inf::Inf;
use wdk_sim::{Code, Device, DeviceState, Error, File, Machine, Report, Schedule};

use crate::{
    package::{PackageError, Purpose, service},
    record::{Entry, Recorder},
    scenario::{Scenario, Step, Then},
    verdict::Verdict,
};

/// How many seconds of virtual time the program waits for a read.
const READ_TIMEOUT_SECONDS: u32 = 15;

/// The simulated machine, and how much of its trace is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Schedules threads by this seed; without one they take turns.
    pub seed: Option<u64>,
    /// The number of processors.
    pub processors: u8,
    /// Records every event of the trace.
    pub verbose: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: None,
            processors: 1,
            verbose: false,
        }
    }
}

/// Installs the package of `inf` with the driver `code` on a new machine, opens its device, does
/// what `scenario` states, removes the device and shuts the machine down. A package without a
/// device has its service started and stopped instead. `show` gets each entry of the record when
/// it happens.
///
/// # Errors
/// When the package installs nothing that could be run on such a machine. What the driver does
/// wrong is in the verdict.
pub fn run(
    inf: &Inf,
    code: Code,
    scenario: &Scenario,
    options: &Options,
    mut show: impl FnMut(Entry),
) -> Result<Verdict, PackageError> {
    let purpose = Purpose::of(inf)?;
    let service = service(inf)?.name;
    let mut builder = Machine::builder().processors(options.processors.into());
    if let Some(seed) = options.seed {
        builder = builder.schedule(Schedule::Random { seed });
    }
    let machine = builder.build();
    let start = Instant::now();
    let recorder = Recorder::new(&mut show, options.verbose);
    let mut run = Run {
        machine: &machine,
        recorder,
    };
    let ended = match purpose {
        Purpose::Device(id) => machine
            .add_package(inf, code)
            .and_then(|()| run.device(&id, scenario)),
        Purpose::Service => machine
            .add_service(inf, code)
            .and_then(|service| run.service(&service)),
    };
    run.recorder.update(&machine);
    Ok(Verdict::of(service, &machine, ended, start.elapsed()))
}

/// One run. The error of each step is what ended the machine.
struct Run<'a> {
    machine: &'a Machine,
    recorder: Recorder<'a>,
}

impl Run<'_> {
    fn program(&mut self, action: &str) {
        self.recorder.program(self.machine, action);
    }

    /// A device, from plugging it in to shutting the machine down.
    fn device(&mut self, hardware_id: &str, scenario: &Scenario) -> Result<Report, Error> {
        self.program(&format!("plug in {hardware_id}"));
        let device = self.machine.plug(hardware_id)?;
        self.recorder.result(self.machine, device.instance_path());
        let interfaces = device.interfaces();
        if interfaces.is_empty() {
            self.program("the device has no interface to open");
        }
        for link in interfaces {
            self.program(&format!("open {link}"));
            let opened = self.machine.open(&link);
            if let Some(file) = self.outcome(opened, |_| "a handle".to_owned())? {
                self.use_file(&file, &device, scenario)?;
                self.program("close");
                file.close()?;
                self.recorder.update(self.machine);
                break;
            }
        }
        if device.state() == DeviceState::Started {
            self.program("remove the device without notice");
            device.surprise_remove()?;
        }
        drop(device);
        self.shut_down()
    }

    /// A driver without devices: the service starts, stands idle for a second, and stops.
    fn service(&mut self, service: &str) -> Result<Report, Error> {
        self.program(&format!("start the service {service}"));
        let driver = self.machine.start_service(service)?;
        self.machine.run_for(Duration::from_secs(1))?;
        self.recorder.update(self.machine);
        self.program(&format!("stop the service {service}"));
        driver.unload()?;
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<Report, Error> {
        self.program("shut down");
        let report = self.machine.finish()?;
        self.recorder.update(self.machine);
        Ok(report)
    }

    fn use_file(&mut self, file: &File, device: &Device, scenario: &Scenario) -> Result<(), Error> {
        for step in &scenario.steps {
            match step {
                Step::Ioctl {
                    code,
                    name,
                    input,
                    output,
                } => {
                    self.program(&format!("ioctl {name}"));
                    let mut output = vec![0; *output];
                    let result = file.ioctl(*code, input, &mut output);
                    self.outcome(result, |length| {
                        bytes(output.get(..*length).unwrap_or_default())
                    })?;
                }
                Step::Write(data) => {
                    self.program(&format!("write {:?}", data.escape_ascii().to_string()));
                    let result = file.write(data);
                    self.outcome(result, |length| format!("{length} bytes"))?;
                }
                Step::Read(length, then) => self.read(file, device, *length, *then)?,
            }
        }
        Ok(())
    }

    fn read(
        &mut self,
        file: &File,
        device: &Device,
        length: usize,
        then: Then,
    ) -> Result<(), Error> {
        self.program(match then {
            Then::Wait => "read, and wait",
            Then::Cancel => "read, and cancel",
            Then::Remove => "read, and remove the device without notice",
        });
        let reading = file.begin_read(length)?;
        match then {
            Then::Wait => {
                for _ in 0..READ_TIMEOUT_SECONDS {
                    if reading.is_complete() {
                        break;
                    }
                    self.machine.run_for(Duration::from_secs(1))?;
                    self.recorder.update(self.machine);
                }
                if !reading.is_complete() {
                    self.program("cancel the read, which takes too long");
                    reading.cancel();
                }
            }
            Then::Cancel => {
                self.machine.run_until_idle()?;
                self.recorder.update(self.machine);
                reading.cancel();
            }
            Then::Remove => {
                self.machine.run_until_idle()?;
                self.recorder.update(self.machine);
                device.surprise_remove()?;
                self.machine.run_until_idle()?;
            }
        }
        self.outcome(reading.wait(), |done| bytes(&done.data))?;
        Ok(())
    }

    /// Shows what a request gave. Its failure is a result too; what ends the machine is an error.
    fn outcome<T>(
        &mut self,
        result: Result<T, Error>,
        show: impl FnOnce(&T) -> String,
    ) -> Result<Option<T>, Error> {
        match result {
            Ok(value) => {
                self.recorder.result(self.machine, &show(&value));
                Ok(Some(value))
            }
            Err(Error::Status(status)) => {
                self.recorder.result(self.machine, &status.to_string());
                Ok(None)
            }
            Err(end) => {
                self.recorder.update(self.machine);
                Err(end)
            }
        }
    }
}

/// Bytes as text where they are text.
fn bytes(data: &[u8]) -> String {
    if data.is_empty() {
        return "0 bytes".to_owned();
    }
    if data.iter().all(|it| it.is_ascii_graphic() || *it == b' ') {
        return format!("{:?}", String::from_utf8_lossy(data));
    }
    let digits = data.iter().map(|it| format!("{it:02x}"));
    format!(
        "{} bytes {}",
        data.len(),
        digits.collect::<Vec<_>>().join(" ")
    )
}
