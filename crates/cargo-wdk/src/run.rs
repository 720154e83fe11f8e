//! `cargo wdk run`: a driver on a simulated machine.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, bail};
use clap::Args;
use wdk_build::Toolchain;
use wdk_inf::Inf;
use wdk_package::package;
use wdk_scenario::{Entry, Options, Scenario, Source, Verdict, service};
use wdk_sim::{Code, Image};

use crate::{
    build::{self, Build},
    outcome::Outcome,
    output::Output,
    project,
};

/// The file with the steps of the program that uses the device, beside the driver's manifest.
pub(crate) const SCENARIO: &str = "scenario.toml";

#[derive(Args)]
pub(crate) struct Run {
    /// A package folder, a .sys file with its INF beside it, or a driver package of this workspace,
    /// which is built first; that of the current folder when nothing is given. A scenario.toml
    /// beside it states what a program does with the device.
    #[arg(value_name = "PACKAGE|FILE.sys|PKG")]
    subject: Option<String>,
    #[command(flatten)]
    simulation: Simulation,
}

#[derive(Args)]
pub(crate) struct Simulation {
    /// Schedule threads by this seed instead of letting them take turns.
    #[arg(long)]
    seed: Option<u64>,
    /// How many processors the simulated machine has.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    processors: u8,
    /// Show every event of the machine.
    #[arg(short, long)]
    verbose: bool,
}

impl Simulation {
    pub(crate) fn options(&self) -> Options {
        Options {
            seed: self.seed,
            processors: self.processors,
            verbose: self.verbose,
        }
    }
}

/// What to run: an INF, the code that it installs, and what a program does with the device.
pub(crate) struct Subject {
    inf: Inf,
    code: Code,
    scenario: Scenario,
}

pub(crate) fn run(arguments: &Run, output: &Output) -> anyhow::Result<Outcome> {
    let is_image = |path: &str| {
        let extension = Path::new(path).extension();
        extension.is_some_and(|it| it.eq_ignore_ascii_case("sys"))
    };
    let subject = match arguments.subject.as_deref() {
        Some(path) if Path::new(path).is_dir() => packaged(Path::new(path), Path::new(path))?,
        Some(path) if is_image(path) => image(Path::new(path))?,
        name => {
            let names: Vec<_> = name.map(str::to_owned).into_iter().collect();
            built(&project::select(&names)?, output)?
        }
    };
    simulate(subject, &arguments.simulation, output)
}

/// Builds the only driver of `selection`.
pub(crate) fn built(selection: &project::Selection, output: &Output) -> anyhow::Result<Subject> {
    let [driver] = selection.drivers.as_slice() else {
        let names = selection.drivers.iter().map(|it| it.package.as_str());
        let names: Vec<_> = names.collect();
        bail!("several drivers are here; name one of {}", names.join(", "));
    };
    let arguments = Build::default();
    let toolchain = Toolchain::find(arguments.target_arch)?;
    let package = build::package(driver, &arguments, &toolchain, &selection.target)?;
    build::describe(driver, &package, &toolchain, output);
    packaged(&package.folder, driver.folder())
}

/// A package folder: its one INF, and the image that the INF installs. The scenario is in `sources`.
fn packaged(folder: &Path, sources: &Path) -> anyhow::Result<Subject> {
    let inf = read_inf(&package::inf_of(folder)?)?;
    let path = folder.join(service(&inf)?.image_file_name());
    Ok(Subject {
        inf,
        code: read_image(&path)?.into(),
        scenario: read_scenario(sources)?,
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
        scenario: read_scenario(folder)?,
    })
}

/// The scenario in `folder`; without one, a write and some reads.
fn read_scenario(folder: &Path) -> anyhow::Result<Scenario> {
    let path = folder.join(SCENARIO);
    if !path.exists() {
        return Ok(Scenario::default());
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Scenario::parse(&text).with_context(|| format!("{} is no scenario", path.display()))
}

fn read_image(path: &Path) -> anyhow::Result<Image> {
    Image::from_file(path).with_context(|| format!("cannot run {}", path.display()))
}

fn read_inf(path: &PathBuf) -> anyhow::Result<Inf> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Inf::parse_named(&path.display().to_string(), &bytes)?)
}

pub(crate) fn simulate(
    subject: Subject,
    simulation: &Simulation,
    output: &Output,
) -> anyhow::Result<Outcome> {
    let Subject {
        inf,
        code,
        scenario,
    } = subject;
    let service = service(&inf)?.name;
    output.status("Running", format_args!("{service} on a simulated machine"));
    let options = simulation.options();
    let verdict = wdk_scenario::run(&inf, code, &scenario, &options, |entry| {
        show(&entry, output);
    })?;
    conclude(&verdict, output)
}

/// A line of the record: when, how deep, what.
pub(crate) fn show(entry: &Entry, output: &Output) {
    let style = match entry.source {
        Source::Program => AnsiColor::BrightGreen.on_default().bold(),
        Source::Driver => AnsiColor::BrightCyan.on_default(),
        Source::Print => AnsiColor::Yellow.on_default(),
        Source::Fault => AnsiColor::BrightRed.on_default().bold(),
        Source::System => Style::new().dimmed(),
    };
    let dim = Style::new().dimmed();
    let Entry {
        seconds,
        name,
        detail,
        ..
    } = entry;
    let indent = 2 * entry.depth;
    let gap = if name.is_empty() || detail.is_empty() {
        ""
    } else {
        " "
    };
    output.text(format_args!(
        "{dim}{seconds:>12.6}{dim:#}  {:indent$}{style}{name}{style:#}{gap}{dim}{detail}{dim:#}\n",
        ""
    ));
}

/// Shows what was found.
pub(crate) fn conclude(verdict: &Verdict, output: &Output) -> anyhow::Result<Outcome> {
    if let Some(end) = &verdict.end {
        output.error("Stopped", end);
    }
    for violation in &verdict.violations {
        output.error("Violation", violation);
    }
    for leak in &verdict.leaks {
        output.error("Leak", leak);
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
    if verdict.is_clean() {
        output.status("Verdict", &found);
    } else {
        output.error("Verdict", &found);
    }
    output.detail(format_args!(
        "{virtual_seconds:.3} s of virtual time in {wall_milliseconds:.1} ms"
    ));
    output.json(verdict)?;
    Ok(Outcome::of(verdict.is_clean()))
}
