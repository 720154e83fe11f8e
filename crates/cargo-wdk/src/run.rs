//! `cargo wdk run`: a driver on a simulated machine.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use wdk_build::Toolchain;
use wdk_inf::Inf;
use wdk_package::package;
use wdk_scenario::{Entry, Options, Source, Verdict, default_scenario, service};
use wdk_sim::{
    Code, Image,
    scenario::Scenario,
    trace::{Detail, Trace},
};

use crate::{
    build::{self, Build},
    outcome::Outcome,
    output::Output,
    project,
};

#[derive(Args)]
pub(crate) struct Run {
    /// A package folder, a .sys file with its INF beside it, or a driver package of this workspace,
    /// which is built first; that of the current folder when nothing is given.
    #[arg(value_name = "PACKAGE|FILE.sys|PKG")]
    subject: Option<String>,
    /// What a program and the world do to the driver. Without this, NAME.scenario is played, where
    /// NAME.sys is the driver's image: the one beside the Cargo.toml of a driver package that is
    /// built, else the one beside the image. Without that file, the device is opened and gets a
    /// few requests, or the service is started and stopped.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Also write what happened as a timeline: FILE.html is a page for the browser, FILE.pftrace
    /// is for Perfetto.
    #[arg(long, value_name = "FILE.html|FILE.pftrace", value_parser = timeline_file)]
    timeline: Option<PathBuf>,
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
    /// Seconds of processor time that a callback may use without calling the kernel before the
    /// run ends; 0 for no limit.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    callback_limit: u32,
    /// Show every event of the machine.
    #[arg(short, long)]
    verbose: bool,
}

impl Simulation {
    pub(crate) fn options(&self) -> Options {
        Options {
            seed: self.seed,
            processors: self.processors,
            callback_seconds: self.callback_limit,
            verbose: self.verbose,
        }
    }
}

/// What to run: an INF, the code that it installs, and what is done to the driver.
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
    // A malformed file is reported before a driver is built.
    let scenario = arguments.scenario.as_deref().map(read_scenario);
    let scenario = scenario.transpose()?;
    let subject = match arguments.subject.as_deref() {
        Some(path) if Path::new(path).is_dir() => {
            packaged(Path::new(path), Path::new(path), scenario)?
        }
        Some(path) if is_image(path) => image(Path::new(path), scenario)?,
        name => {
            let names: Vec<_> = name.map(str::to_owned).into_iter().collect();
            built(&project::select(&names)?, scenario, output)?
        }
    };
    let timeline = arguments.timeline.as_deref();
    simulate(subject, &arguments.simulation, timeline, output)
}

/// Where a timeline is written to: the name says which kind it is.
fn timeline_file(name: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(name);
    match path.extension().and_then(|it| it.to_str()) {
        Some("html" | "pftrace") => Ok(path),
        _ => Err("a timeline's name ends in .html or .pftrace".to_owned()),
    }
}

/// Writes the timeline of a run.
fn write_timeline(path: &Path, title: &str, trace: &Trace, output: &Output) -> anyhow::Result<()> {
    let bytes = match path.extension().is_some_and(|it| it == "pftrace") {
        true => trace.to_perfetto(),
        false => trace.to_html(title).into_bytes(),
    };
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    output.status("Timeline", path.display());
    Ok(())
}

/// Builds the only driver of `selection`.
pub(crate) fn built(
    selection: &project::Selection,
    scenario: Option<Scenario>,
    output: &Output,
) -> anyhow::Result<Subject> {
    let [driver] = selection.drivers.as_slice() else {
        let names = selection.drivers.iter().map(|it| it.package.as_str());
        let names: Vec<_> = names.collect();
        bail!("several drivers are here; name one of {}", names.join(", "));
    };
    let arguments = Build::default();
    let toolchain = Toolchain::find(arguments.target_arch)?;
    let package = build::package(driver, &arguments, &toolchain, &selection.target)?;
    build::describe(driver, &package, &toolchain, output);
    packaged(&package.folder, driver.folder(), scenario)
}

/// A package folder: its one INF, and the image that the INF installs. Without a given scenario it
/// is the one in `sources`.
fn packaged(folder: &Path, sources: &Path, scenario: Option<Scenario>) -> anyhow::Result<Subject> {
    let inf = read_inf(&package::inf_of(folder)?)?;
    let name = service(&inf)?.image_file_name().to_owned();
    Ok(Subject {
        code: read_image(&folder.join(&name))?.into(),
        scenario: scenario_or(scenario, &sources.join(&name), &inf)?,
        inf,
    })
}

/// An image: its INF is beside it, with the same name or alone.
fn image(path: &Path, scenario: Option<Scenario>) -> anyhow::Result<Subject> {
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
    let inf = read_inf(&inf)?;
    Ok(Subject {
        code,
        scenario: scenario_or(scenario, path, &inf)?,
        inf,
    })
}

/// The given scenario; without one that of the file beside `image` with the same name; without
/// that file the one for any driver.
fn scenario_or(given: Option<Scenario>, image: &Path, inf: &Inf) -> anyhow::Result<Scenario> {
    let beside = image.with_extension("scenario");
    match given {
        Some(scenario) => Ok(scenario),
        None if beside.exists() => read_scenario(&beside),
        None => Ok(default_scenario(inf)?),
    }
}

pub(crate) fn read_scenario(path: &Path) -> anyhow::Result<Scenario> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    // It names the file, and has a line for each error.
    Scenario::parse(&name, &text).map_err(|error| anyhow!("no scenario\n{error}"))
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
    timeline: Option<&Path>,
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
    let detail = match timeline {
        Some(_) => Detail::Callers,
        None => Detail::default(),
    };
    let (verdict, trace) =
        wdk_scenario::run_traced(&inf, code, &scenario, &options, detail, |entry| {
            show(&entry, output);
        })?;
    if let Some(path) = timeline {
        let seed = options.seed.map(|seed| format!(", seed {seed}"));
        let title = format!("{service}{}", seed.unwrap_or_default());
        write_timeline(path, &title, &trace, output)?;
    }
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
    if let Some(failure) = &verdict.failure {
        output.error("Failed", failure);
    }
    // Where the machine stopped, it did so with the violation.
    let violations = verdict.violations.iter().filter(|_| verdict.end.is_none());
    for violation in violations {
        output.error("Violation", violation);
    }
    for leak in &verdict.leaks {
        output.error("Leak", leak);
    }
    for stack in &verdict.stacks {
        output.detail(format_args!("{stack}"));
    }
    let Verdict {
        summary,
        virtual_seconds,
        wall_milliseconds,
        ..
    } = verdict;
    if verdict.is_clean() {
        output.status("Verdict", summary);
    } else {
        output.error("Verdict", summary);
    }
    output.detail(format_args!(
        "{virtual_seconds:.3} s of virtual time in {wall_milliseconds:.1} ms"
    ));
    output.json(verdict)?;
    Ok(Outcome::of(verdict.is_clean()))
}
