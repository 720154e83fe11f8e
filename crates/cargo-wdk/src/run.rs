//! `cargo wdk run` and `cargo wdk demo`: a driver's life on a simulated machine.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, bail};
use serde::Serialize;
use wdk_build::{CpuArchitecture, Toolchain};
use wdk_inf::{Arch, Dirs, Inf, OsVersion};
use wdk_package::package;
use wdk_sim::{Code, Image, Machine, Report, Schedule};

use crate::{
    build, cli,
    cli::Outcome,
    output::Output,
    project,
    scenario::{self, Script},
    setup,
    story::Story,
};

/// What to run: an INF and the code that it installs.
struct Subject {
    inf: Inf,
    code: Code,
}

/// What was found, for programs.
#[derive(Serialize)]
struct Verdict {
    service: String,
    violations: Vec<String>,
    leaked_bytes: usize,
    leaks: Vec<String>,
    objects_left: usize,
    requests_left: usize,
    virtual_seconds: f64,
    wall_milliseconds: f64,
    /// What ended the machine before its time.
    end: Option<String>,
}

pub fn run(arguments: &cli::Run, output: &Output) -> anyhow::Result<Outcome> {
    let subject = match arguments.subject.as_deref() {
        Some(path) if Path::new(path).is_dir() => packaged(Path::new(path))?,
        Some(path)
            if Path::new(path)
                .extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("sys")) =>
        {
            image(Path::new(path))?
        }
        name => built(name, output)?,
    };
    simulate(subject, &arguments.simulation, output)
}

pub fn demo(arguments: &cli::Demo, output: &Output) -> anyhow::Result<Outcome> {
    let image = match arguments.native {
        true => Err(anyhow::anyhow!("as --native asks")),
        false => toaster_image(output),
    };
    let subject = image.or_else(|reason| {
        output.warning(
            "Native",
            "the toaster runs from its source, compiled for this machine:",
        );
        for line in format!("{reason:#}").lines() {
            output.more(line);
        }
        let inf = Inf::from_inx(include_bytes!("../../../inf/toaster.inx"), host_arch())?;
        let code = toaster::DRIVER.into();
        anyhow::Ok(Subject { inf, code })
    })?;
    simulate(subject, &arguments.simulation, output)
}

/// The toaster as a real image, built here.
fn toaster_image(output: &Output) -> anyhow::Result<Subject> {
    if !cfg!(all(target_arch = "x86_64", unix)) {
        bail!(
            "images are x86-64 code and are mapped on Unix; this machine is neither of the two or just one"
        );
    }
    setup::ensure(CpuArchitecture::Amd64, output)?;
    built(Some("toaster"), output)
}

/// Builds a driver of this workspace.
fn built(name: Option<&str>, output: &Output) -> anyhow::Result<Subject> {
    let arguments = cli::Build::of(name);
    let selection = project::select(&arguments.package)?;
    let [driver] = selection.drivers.as_slice() else {
        let names: Vec<_> = selection
            .drivers
            .iter()
            .map(|it| it.package.as_str())
            .collect();
        bail!("which driver? name one of {}", names.join(", "));
    };
    let toolchain = Toolchain::find(arguments.target_arch)?;
    let package = build::package(driver, &arguments, &toolchain, &selection.target)?;
    build::describe(driver, &package, &toolchain, output);
    packaged(&package.folder)
}

/// A package folder: its one INF, and the image that the INF installs.
fn packaged(folder: &Path) -> anyhow::Result<Subject> {
    let inf = read_inf(&package::inf_of(folder)?)?;
    let path = folder.join(service(&inf)?.image_file_name());
    Ok(Subject {
        inf,
        code: read_image(&path)?.into(),
    })
}

/// An image: its INF is beside it, with the same name or alone.
fn image(path: &Path) -> anyhow::Result<Subject> {
    let code = read_image(path)?.into();
    let beside = path.with_extension("inf");
    let folder = path
        .parent()
        .filter(|it| !it.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let inf = if beside.exists() {
        beside
    } else {
        package::inf_of(folder)?
    };
    Ok(Subject {
        inf: read_inf(&inf)?,
        code,
    })
}

fn read_image(path: &Path) -> anyhow::Result<Image> {
    Image::from_file(path).with_context(|| format!("cannot run {}", path.display()))
}

fn read_inf(path: &PathBuf) -> anyhow::Result<Inf> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Inf::parse_named(&path.display().to_string(), &bytes)?)
}

/// The architecture of the simulated machine: that of this process.
fn host_arch() -> Arch {
    if cfg!(target_arch = "aarch64") {
        Arch::Arm64
    } else {
        Arch::Amd64
    }
}

/// What a package is for: a device with this hardware id, or else a service without devices.
enum Purpose {
    Device(String),
    Service,
}

fn purpose(inf: &Inf) -> anyhow::Result<Purpose> {
    let models = inf.models(host_arch(), OsVersion::WINDOWS_11_24H2);
    let id = models.into_iter().find_map(|it| it.ids.into_iter().next());
    let decorated = format!("DefaultInstall.NT{}", host_arch());
    match id {
        Some(id) => Ok(Purpose::Device(id)),
        None if inf.has_section(&decorated) || inf.has_section("DefaultInstall") => {
            Ok(Purpose::Service)
        }
        None => bail!(
            "{} drives no device on {} Windows 11",
            inf.name(),
            host_arch()
        ),
    }
}

/// The service that the package installs, for its device or without one.
fn service(inf: &Inf) -> anyhow::Result<wdk_inf::Service> {
    match purpose(inf)? {
        Purpose::Device(id) => {
            let found = inf.find_hardware_id(host_arch(), OsVersion::WINDOWS_11_24H2, &id)?;
            let install = inf.install(&found, &Dirs::default())?;
            let driver = install.function_driver().cloned();
            driver.context("the INF installs no service for the device")
        }
        Purpose::Service => {
            let install = inf.install_default(host_arch(), &Dirs::default())?;
            install.services.into_iter().next().with_context(|| {
                format!(
                    "{} installs no service: an export driver is loaded by the drivers that import \
                     from it; run one of them",
                    inf.name()
                )
            })
        }
    }
}

fn simulate(
    subject: Subject,
    arguments: &cli::Simulation,
    output: &Output,
) -> anyhow::Result<Outcome> {
    let purpose = purpose(&subject.inf)?;
    let service = service(&subject.inf)?.name;
    let mut builder = Machine::builder().processors(arguments.processors.into());
    if let Some(seed) = arguments.seed {
        builder = builder.schedule(Schedule::Random { seed });
    }
    let machine = builder.build();
    output.status("Running", format_args!("{service} on a simulated machine"));
    let start = Instant::now();
    let mut story = Story::new(output, arguments.verbose);
    let ended = match purpose {
        Purpose::Device(id) => machine
            .add_package(&subject.inf, subject.code)
            .and_then(|()| scenario::play(&machine, &id, &Script::of(&service), &mut story)),
        Purpose::Service => machine
            .add_service(&subject.inf, subject.code)
            .and_then(|service| scenario::serve(&machine, &service, &mut story)),
    };
    story.catch_up(&machine);
    let wall = start.elapsed();
    let (report, end) = match ended {
        Ok(report) => (report, None),
        Err(end) => (partial(&machine), Some(end.to_string())),
    };
    let verdict = Verdict {
        service,
        violations: report.violations.iter().map(ToString::to_string).collect(),
        leaked_bytes: report.leaked_bytes(),
        leaks: report.leaks.iter().map(ToString::to_string).collect(),
        objects_left: report.objects(),
        requests_left: report.requests_left,
        virtual_seconds: machine.now().as_secs_f64(),
        wall_milliseconds: wall.as_secs_f64() * 1e3,
        end,
    };
    tell(&verdict, output);
    output.json(&verdict)?;
    Ok(if verdict.is_good() {
        Outcome::Good
    } else {
        Outcome::Wrong
    })
}

/// What can be said of a machine that ended early.
fn partial(machine: &Machine) -> Report {
    let mut report = Report::default();
    report.violations = machine.violations();
    report
}

impl Verdict {
    fn is_good(&self) -> bool {
        self.violations.is_empty()
            && self.leaks.is_empty()
            && self.objects_left == 0
            && self.requests_left == 0
            && self.end.is_none()
    }
}

fn tell(verdict: &Verdict, output: &Output) {
    if let Some(end) = &verdict.end {
        output.wrong("Stopped", end);
    }
    for violation in &verdict.violations {
        output.wrong("Violation", violation);
    }
    for leak in &verdict.leaks {
        output.wrong("Leak", leak);
    }
    let Verdict {
        leaked_bytes,
        objects_left,
        requests_left,
        virtual_seconds,
        wall_milliseconds,
        ..
    } = verdict;
    let found = format!(
        "{} violations, {leaked_bytes} bytes leaked, {objects_left} objects and {requests_left} requests left",
        verdict.violations.len()
    );
    if verdict.is_good() {
        output.status("Verdict", &found);
    } else {
        output.wrong("Verdict", &found);
    }
    output.more(format_args!(
        "{virtual_seconds:.3} s of virtual time in {wall_milliseconds:.1} ms"
    ));
}
