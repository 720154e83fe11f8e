//! `cargo wdk run`: a driver on a simulated machine.

mod as_service;
mod dump;
mod trust;
mod wine;

use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use dump::DumpKind;
use serde::Serialize;
use trust::Trust;
use wdk_inf::Inf;
use wdk_package::package::{self, PackageError};
use wdk_scenario::{Entry, Options, Source, Verdict, default_scenario, service};
use wdk_sim::{
    Code, Image,
    scenario::{self, Scenario},
    trace::{Detail, Trace},
};

use crate::{
    build::{Build, Plan},
    file,
    outcome::Outcome,
    output::{Output, Verbosity},
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
    /// Run a package for which its catalog does not vouch, and which Windows therefore does not
    /// install: a file was changed, or the catalog is missing or not signed.
    #[arg(long)]
    ignore_catalog: bool,
    /// Also write what happened as a timeline: FILE.html is a page for the browser, FILE.pftrace
    /// is for Perfetto.
    #[arg(long, value_name = "FILE.html|FILE.pftrace", value_parser = timeline_file)]
    timeline: Option<PathBuf>,
    /// Run the package on Wine's kernel too, and show where a program sees something else there.
    #[arg(long, conflicts_with_all = ["timeline", "dump", "seed"])]
    wine: bool,
    /// Also write a crash dump when the run ends in a bug check, for `cargo wdk analyze` and for
    /// debuggers.
    #[arg(long, value_name = "FILE.dmp")]
    dump: Option<PathBuf>,
    /// How much of the machine's memory the dump has.
    #[arg(long, value_enum, requires = "dump", default_value_t)]
    dump_kind: DumpKind,
    #[command(flatten)]
    pub(crate) simulation: Simulation,
}

/// What else is written of a run.
#[derive(Clone, Copy, Default)]
pub(crate) struct Files<'a> {
    timeline: Option<&'a Path>,
    dump: Option<&'a Path>,
    dump_kind: DumpKind,
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
    /// Put every pool block on pages of its own, as Driver Verifier does: an access behind its end
    /// or after it was freed stops the machine at the instruction.
    #[arg(long)]
    special_pool: bool,
    /// Check all rules of Microsoft's Static Driver Verifier, those included that working drivers
    /// break. The run does not stop at these.
    #[arg(long)]
    all_rules: bool,
    #[command(flatten)]
    pub(crate) verbosity: Verbosity,
}

impl Simulation {
    pub(crate) fn options(&self, output: &Output) -> Options {
        Options {
            seed: self.seed,
            processors: self.processors,
            callback_seconds: self.callback_limit,
            verbose: output.is_verbose(),
            special_pool: self.special_pool,
            all_rules: self.all_rules,
            ..Options::default()
        }
    }
}

/// What to run: an INF, the code that it installs, and what is done to the driver.
pub(crate) struct Subject {
    inf: Inf,
    code: Code,
    scenario: Scenario,
    trust: Trust,
    /// Where INF and image are.
    files: (PathBuf, PathBuf),
    /// Whether the image was named, not the package.
    is_image: bool,
    /// Whether the scenario is the one for any driver.
    any_scenario: bool,
}

pub(crate) fn run(arguments: &Run, output: &Output) -> anyhow::Result<Outcome> {
    let is_image = |path: &str| {
        let extension = Path::new(path).extension();
        extension.is_some_and(|it| it.eq_ignore_ascii_case("sys"))
    };
    // A malformed file is reported before a driver is built.
    let scenario = arguments.scenario.as_deref().map(read_scenario);
    let scenario = scenario.transpose()?;
    for path in [&arguments.timeline, &arguments.dump].into_iter().flatten() {
        file::check_writable(path)?;
    }
    // Missing, it is not worth compiling for.
    let wine = match arguments.wine {
        true => match wine::find(output)? {
            None => return Ok(Outcome::MissingTool),
            found => found,
        },
        false => None,
    };
    let subject = match arguments.subject.as_deref() {
        Some(path) if Path::new(path).is_dir() => {
            packaged(Path::new(path), Path::new(path), scenario)?
        }
        Some(path) if is_image(path) => image(Path::new(path), scenario)?,
        // Not the name of a package, and no longer worth compiling for.
        Some(path) if Path::new(path).exists() => {
            bail!("cannot run {path}: name a package's folder or a .sys file")
        }
        Some(path) if path.contains(['/', '\\']) => {
            bail!("cannot run {path}: it is not there")
        }
        name => {
            let names: Vec<_> = name.map(str::to_owned).into_iter().collect();
            let selection = project::select(&names);
            let selection = match name {
                Some(name) => selection.with_context(|| format!("cannot run {name}"))?,
                None => selection?,
            };
            built(&selection, scenario, output)?
        }
    };
    subject.check_trust(arguments.ignore_catalog, output)?;
    if let Some(wine) = wine {
        let (inf, image) = subject.files;
        let scenario = subject.scenario;
        let package = wine::Package {
            inf,
            image,
            scenario,
        };
        return wine::run(&wine, &package, output);
    }
    let files = Files {
        timeline: arguments.timeline.as_deref(),
        dump: arguments.dump.as_deref(),
        dump_kind: arguments.dump_kind,
    };
    simulate(subject, &arguments.simulation, files, output)
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
    file::write(path, &bytes)?;
    output.status("Timeline", path.display());
    Ok(())
}

impl Subject {
    /// Refuses what Windows' setup refuses. An image that is named by its path is not installed as a
    /// package: there only what was changed behind its catalog is refused.
    fn check_trust(&self, ignore: bool, output: &Output) -> anyhow::Result<()> {
        let Trust::Refusal(refusal) = &self.trust else {
            return Ok(());
        };
        if ignore || (self.is_image && !refusal.is_change()) {
            output.warning("Unverified", format_args!("{refusal}"));
            output.detail("Windows does not install this package");
            return Ok(());
        }
        bail!(
            "{refusal}\nWindows does not install this package; build it again, make its catalog \
             again (`cargo wdk cat create`, `cargo wdk sign`), or run it with --ignore-catalog"
        )
    }
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
    let plan = Plan::new(&[driver], &arguments, &selection.target)?;
    if driver.inx.is_none() {
        return image(&plan.image(output)?, scenario);
    }
    let plan = plan.packages()?;
    let package = plan.build(output)?.pop();
    let package = package.context("nothing was built")?;
    packaged(&package.folder, driver.folder(), scenario)
}

/// A package folder: its one INF, and the image that the INF installs. Without a given scenario it
/// is the one in `sources`.
fn packaged(folder: &Path, sources: &Path, scenario: Option<Scenario>) -> anyhow::Result<Subject> {
    let path = package::inf_of(folder)?;
    let inf = read_inf(&path)?;
    let name = service(&inf)?.image_file_name().to_owned();
    let image = wdk_package::path::find(folder, &name)
        .with_context(|| format!("the image of {}", path.display()))?;
    Ok(Subject {
        trust: trust::judge(&path, &inf)?,
        is_image: false,
        code: read_image(&image)?.into(),
        any_scenario: is_any(scenario.as_ref(), &sources.join(&name)),
        scenario: scenario_or(scenario, &sources.join(&name), &inf)?,
        files: (path, image),
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
    let inf_path = match package::inf_of(folder) {
        _ if beside.exists() => Some(beside),
        Ok(only) => Some(only),
        Err(PackageError::NotOneInf { found: 0, .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let (inf, trust) = match &inf_path {
        Some(path) => {
            let inf = read_inf(path)?;
            let trust = trust::judge(path, &inf)?;
            (inf, trust)
        }
        None => (as_service::inf(path)?, trust::none()),
    };
    Ok(Subject {
        trust,
        is_image: true,
        any_scenario: is_any(scenario.as_ref(), path),
        code,
        scenario: scenario_or(scenario, path, &inf)?,
        files: (inf_path.unwrap_or_default(), path.to_owned()),
        inf,
    })
}

/// Whether neither the caller nor a file beside `image` says what is done to the driver.
fn is_any(given: Option<&Scenario>, image: &Path) -> bool {
    given.is_none() && !image.with_extension("scenario").exists()
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
    let text = String::from_utf8(file::read(path)?)
        .with_context(|| format!("cannot read {name}: it is no text in UTF-8"))?;
    // It names the file, and has a line for each error.
    Scenario::parse(&name, &text).map_err(|error| anyhow!("no scenario\n{error}"))
}

fn read_image(path: &Path) -> anyhow::Result<Image> {
    Image::from_file(path).with_context(|| format!("cannot run {}", path.display()))
}

fn read_inf(path: &Path) -> anyhow::Result<Inf> {
    let bytes = file::read(path)?;
    Ok(Inf::parse_named(&path.display().to_string(), &bytes)?)
}

pub(crate) fn simulate(
    subject: Subject,
    simulation: &Simulation,
    files: Files<'_>,
    output: &Output,
) -> anyhow::Result<Outcome> {
    let Subject {
        inf,
        code,
        scenario,
        trust,
        files: (inf_path, image),
        any_scenario,
        ..
    } = subject;
    let service = service(&inf)?.name;
    let again = any_scenario.then(|| code.clone());
    let subject = if inf_path.as_os_str().is_empty() {
        scenario::Subject::package(&inf, code)?
    } else {
        // By its path, so that the files are there which it copies beside the image.
        scenario::Subject::package(inf_path, code)?
    };
    output.status("Running", format_args!("{service} on a simulated machine"));
    let options = Options {
        small_dump: files.dump_kind == DumpKind::Triage,
        ..simulation.options(output)
    };
    let detail = match files.timeline {
        Some(_) => Detail::Callers,
        None => Detail::default(),
    };
    let mut events = Vec::new();
    let mut play = |subject: &scenario::Subject, scenario: &Scenario| {
        events.clear();
        wdk_scenario::run_traced(subject, scenario, &options, detail, |entry| {
            record(entry, &mut events, output);
        })
    };
    let mut played = play(&subject, &scenario)?;
    if let Some(code) = again
        && as_service::serves_no_device(&played.verdict)
    {
        output.note(
            "Service",
            "the driver has no AddDevice routine: it is started without a device",
        );
        let inf = as_service::inf(&image)?;
        let scenario = default_scenario(&inf)?;
        played = play(&scenario::Subject::package(inf, code)?, &scenario)?;
    }
    if let Some(path) = files.timeline {
        let seed = options.seed.map(|seed| format!(", seed {seed}"));
        let title = format!("{service}{}", seed.unwrap_or_default());
        write_timeline(path, &title, &played.trace, output)?;
    }
    let found = Found {
        verdict: &played.verdict,
        trust: Some(&trust),
        dump: match files.dump {
            Some(path) => dump::write(path, played.dump, output)?,
            None => None,
        },
    };
    conclude(&found, &events, output)
}

/// Shows an entry of the record, or keeps it for programs.
pub(crate) fn record(entry: Entry, events: &mut Vec<Entry>, output: &Output) {
    match output.is_text() {
        true if output.is_quiet() => {}
        true => show(&entry, output),
        false => events.push(entry),
    }
}

/// A line of the record: when, how deep, what.
fn show(entry: &Entry, output: &Output) {
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
    let mut lines = name.lines();
    let first = lines.next().unwrap_or_default();
    output.text(format_args!(
        "{dim}{seconds:>12.6}{dim:#}  {:indent$}{style}{first}{style:#}",
        ""
    ));
    for line in lines {
        output.text(format_args!(
            "\n{:14}{:indent$}{style}{line}{style:#}",
            "", ""
        ));
    }
    output.text(format_args!("{gap}{dim}{detail}{dim:#}\n"));
}

/// A run as programs see it.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    verdict: &'a Verdict,
    /// Who vouches for the package; nothing for a driver that is linked into a program.
    trust: Option<&'a Trust>,
    /// The crash dump, where one was written.
    dump: Option<&'a Path>,
    /// What happened, in order.
    events: &'a [Entry],
}

/// What a run has led to.
pub(crate) struct Found<'a> {
    pub(crate) verdict: &'a Verdict,
    pub(crate) trust: Option<&'a Trust>,
    pub(crate) dump: Option<PathBuf>,
}

/// Shows what was found.
pub(crate) fn conclude(
    found: &Found<'_>,
    events: &[Entry],
    output: &Output,
) -> anyhow::Result<Outcome> {
    let Found {
        verdict,
        trust,
        dump,
    } = found;
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
    // What ended the machine tells it, if it was that.
    for stack in verdict.stacks.iter().filter(|_| verdict.end.is_none()) {
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
    output.json(&Report {
        verdict,
        trust: *trust,
        dump: dump.as_deref(),
        events,
    })?;
    Ok(Outcome::of(verdict.is_clean()))
}
