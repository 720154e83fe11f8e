//! `cargo wdk run --wine`: the same package on Wine's kernel, beside the simulated machine.
//!
//! The framework is there as the image `wdfldr.sys`, what Wine lacks as `ntoswine.sys`. Images are
//! copied with other import tables, and the INF with models that Wine's setup reads. The package is
//! installed by INF through Windows' setup, and a program makes the scenario's requests.

mod client;
mod compare;
mod image;
mod inf;
mod order;
mod player;
mod prefix;
mod seen;
mod tools;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context as _, anyhow, bail};
use serde::Serialize;
use wdk_inf::{Arch, Inf, OsVersion};
use wdk_package::catalog;
use wdk_scenario::service;
use wdk_sim::{
    Machine,
    scenario::{Action, Scenario, Step, StepResult, Subject},
};

pub(super) use self::tools::Wine;
use self::{
    compare::{Compared, Ended, Verdict},
    image::{COMPANION, Image, Role},
    order::{Inversion, Order},
    player::{Installed, Player},
    prefix::Prefix,
    seen::Seen,
    tools::Tools,
};
use crate::{file, outcome::Outcome, output::Output};

/// How long all steps together may take.
const RUN_LIMIT: Duration = Duration::from_secs(300);
/// The processor that Wine's kernel has drivers for.
const ARCH: Arch = Arch::Amd64;

/// A package and what is done to it.
pub(super) struct Package {
    /// Its INF file.
    pub(super) inf: PathBuf,
    /// Its image.
    pub(super) image: PathBuf,
    pub(super) scenario: Scenario,
}

/// A run as programs see it.
#[derive(Serialize)]
struct Report<'a> {
    service: &'a str,
    wine: &'a str,
    /// What each image takes from `ntoswine.sys`, as far as it was needed.
    from_companion: &'a [(String, Vec<String>)],
    steps: &'a [Compared],
    /// Operations that end in another order on Wine.
    order: &'a [Inversion],
    /// Why the run ended before the last step.
    end: Option<&'a str>,
}

/// Wine; without one it is said what to install.
pub(super) fn find(output: &Output) -> anyhow::Result<Option<Wine>> {
    if !cfg!(all(target_arch = "x86_64", unix)) {
        bail!("Wine runs the images of 64-bit drivers on x86-64 Linux, and this is none");
    }
    let found = Wine::find();
    if found.is_none() {
        output.error("Missing", tools::NO_WINE);
        output.json(&serde_json::json!({ "error": tools::NO_WINE }))?;
    }
    Ok(found)
}

/// Plays the scenario on both, and shows where they differ.
pub(super) fn run(wine: &Wine, package: &Package, output: &Output) -> anyhow::Result<Outcome> {
    let inf = Inf::parse_named(
        &package.inf.display().to_string(),
        &file::read(&package.inf)?,
    )?;
    let service = service(&inf)?.name;
    let libraries = libraries(&package.image)?;
    let simulated = simulate(package, &libraries)?;
    let tools = Tools::build(output)?;
    let prefix = Prefix::new(wine, output)?;
    let mut place = Placed {
        prefix: &prefix,
        exports: Vec::new(),
        moved: Vec::new(),
    };
    place.tools(&tools)?;
    let installed = place.package(package, &inf, &libraries)?;
    output.status("Running", format_args!("{service} on {}", wine.version));
    let start = Instant::now();
    let mut player = Player::new(&prefix, installed);
    let mut steps = Vec::new();
    let mut end = None;
    let mut order = Order::default();
    let finish = Step::new(Action::Finish);
    let written = package.scenario.steps.iter();
    for (step, simulated) in written.chain([&finish]).zip(simulated) {
        let (line, completed) = (simulated.line, simulated.completed);
        let simulated = Seen::from(&simulated.found);
        let seen = match start.elapsed() < RUN_LIMIT {
            true => player.perform(&step.action),
            false => Err(anyhow!(
                "the steps took longer than {} s",
                RUN_LIMIT.as_secs()
            )),
        };
        let seen = seen.unwrap_or_else(|error| {
            let reason = tools::in_words(&error);
            end = Some(reason.clone());
            Seen::Refused(reason)
        });
        if let Action::Begin { operation, .. } = &step.action
            && compare::is_incomparable(&simulated, &seen)
        {
            order.leave_out([operation.clone()]);
        }
        let mut ended = Ended::default();
        if end.is_none() {
            match player.ended(&completed) {
                Ok((wine, lost)) => {
                    order.add(steps.len(), &completed, &wine);
                    order.leave_out(lost);
                    let simulated = completed;
                    ended = Ended { simulated, wine };
                }
                Err(error) => end = Some(tools::in_words(&error)),
            }
        }
        let place = (line, step.action.to_string(), &step.action);
        let compared = compare::compare(place, (simulated, seen), ended);
        show(&compared, &step.action, output);
        // The other steps would show nothing of a driver that is not there.
        let loads = matches!(
            step.action,
            Action::Load | Action::Plug(_) | Action::StartService
        );
        if loads && compared.verdict == Verdict::Different {
            end = Some("the driver was not loaded on Wine".to_owned());
        }
        end = bug_check(&prefix).or(end);
        steps.push(compared);
        if end.is_some() {
            break;
        }
    }
    drop(player);
    let moved = std::mem::take(&mut place.moved);
    let inversions = order.inversions();
    for Inversion { first, second } in &inversions {
        output.error(
            "Different",
            format_args!("`{first}` ends before `{second}` here, and after it on Wine"),
        );
    }
    conclude(&steps, end.as_deref(), &prefix, output)?;
    output.json(&Report {
        service: &service,
        wine: &wine.version,
        from_companion: &moved,
        steps: &steps,
        order: &inversions,
        end: end.as_deref(),
    })?;
    let same = steps.iter().all(|it| it.verdict != Verdict::Different);
    Ok(Outcome::of(same && inversions.is_empty() && end.is_none()))
}

/// What the simulated machine's program sees of each step.
fn simulate(package: &Package, libraries: &[PathBuf]) -> anyhow::Result<Vec<StepResult>> {
    let read = |path: &Path| {
        let image = wdk_sim::Image::from_file(path);
        image.with_context(|| format!("cannot run {}", path.display()))
    };
    let mut subject = Subject::package(package.inf.as_path(), read(&package.image)?)?;
    for library in libraries {
        subject = subject.export_driver(read(library)?);
    }
    let machine = Machine::builder()
        .environment(false)
        .show_prints(false)
        .build();
    let outcome = package.scenario.play(&machine, &subject);
    if let Some(end) = &outcome.end {
        bail!("the simulated machine stopped, so there is nothing to compare with:\n{end}");
    }
    if let Some(failure) = &outcome.failure {
        bail!("the simulated machine does something else than the scenario expects:\n{failure}");
    }
    Ok(outcome.steps)
}

/// The images that one imports from, and that are neither Windows' nor the framework: beside it, or
/// in the packages that `cargo wdk build` puts beside this one.
fn libraries(image: &Path) -> anyhow::Result<Vec<PathBuf>> {
    const OF_WINDOWS: [&str; 8] = [
        "ntoskrnl.exe",
        "hal.dll",
        "wdfldr.sys",
        "ndis.sys",
        "fwpkclnt.sys",
        "netio.sys",
        "fltmgr.sys",
        "storport.sys",
    ];
    let parsed = Image::parse(file::read(image)?);
    let parsed = parsed.with_context(|| image.display().to_string())?;
    let folder = image.parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    for module in parsed.modules()? {
        let name = module.to_ascii_lowercase();
        if OF_WINDOWS.contains(&name.as_str()) {
            continue;
        }
        let stem = name.strip_suffix(".sys").unwrap_or(&name);
        let package = folder.with_file_name(format!("{stem}_package"));
        let places = [folder.join(&name), package.join(&name)];
        let place = places.into_iter().find(|it| it.is_file());
        found.push(place.with_context(|| {
            format!(
                "{} imports from {module}, which is not there: build its package first, or put it \
                 beside the image",
                image.display()
            )
        })?);
    }
    Ok(found)
}

/// Puts files into a prefix.
struct Placed<'a> {
    prefix: &'a Prefix<'a>,
    /// What the companion image exports.
    exports: Vec<String>,
    /// What each image takes from it.
    moved: Vec<(String, Vec<String>)>,
}

impl Placed<'_> {
    fn drivers(&self) -> PathBuf {
        self.prefix.drive().join("windows/system32/drivers")
    }

    fn tools(&mut self, tools: &Tools) -> anyhow::Result<()> {
        let companion = || Image::parse(file::read(&tools.companion)?);
        self.exports = companion()?.exports()?;
        let (copy, _) = companion()?.for_wine(&[], Role::Library)?;
        fs::write(self.drivers().join(COMPANION), copy)?;
        let framework = self.image(&tools.framework, "wdfldr.sys", Role::Library)?;
        fs::write(self.drivers().join("wdfldr.sys"), framework)?;
        fs::copy(&tools.client, self.prefix.drive().join(client::PROGRAM))?;
        Ok(())
    }

    /// The copy of an image, which has this name there.
    fn image(&mut self, from: &Path, name: &str, role: Role) -> anyhow::Result<Vec<u8>> {
        let copy = || Image::parse(file::read(from)?)?.for_wine(&self.exports, role);
        let copied = copy().with_context(|| format!("cannot copy {} for Wine", from.display()));
        let (copy, moved) = copied?;
        self.moved.push((name.to_owned(), moved));
        Ok(copy)
    }

    /// The files of the package, as the copy of its INF installs them.
    fn package(
        &mut self,
        package: &Package,
        inf: &Inf,
        libraries: &[PathBuf],
    ) -> anyhow::Result<Installed> {
        const NAME: &str = "package.inf";
        let folder = self.prefix.drive().join("package");
        fs::create_dir_all(&folder)?;
        let copy = wdk_inf::text::encode(&inf::for_wine(inf.text()), inf.encoding());
        let copy = copy.map_err(|_| anyhow!("the copy of the INF has no such encoding"))?;
        fs::write(folder.join(NAME), copy)?;
        let name_of = |path: &Path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let beside = package.inf.parent().unwrap_or(Path::new(""));
        for source in catalog::package_files(inf, ARCH)?
            .into_iter()
            .map(|it| it.source)
        {
            let name = source.rsplit('\\').next().unwrap_or_default();
            let is_library = libraries
                .iter()
                .any(|it| name_of(it).eq_ignore_ascii_case(name));
            let content = if name.eq_ignore_ascii_case(&name_of(&package.image)) {
                self.image(&package.image, name, Role::Driver)?
            } else if is_library {
                // Below, where the driver looks for it.
                continue;
            } else {
                let read = wdk_package::path::read(beside, &source);
                read.with_context(|| format!("{source} of the package"))?
            };
            wdk_package::path::write(&folder, &source, &content)
                .with_context(|| format!("cannot write {source}"))?;
        }
        for library in libraries {
            let name = name_of(library);
            let copy = self.image(library, &name, Role::Library)?;
            fs::write(self.drivers().join(&name), copy)?;
        }
        let models = inf.models(ARCH, OsVersion::WINDOWS_11_24H2);
        let section = ["DefaultInstall.NTamd64", "DefaultInstall"];
        let section = section
            .into_iter()
            .find(|it| inf.has_section(it))
            .unwrap_or_default();
        Ok(Installed {
            service: service(inf)?.name,
            hardware_id: models.into_iter().find_map(|it| it.ids.into_iter().next()),
            inf: format!(r"C:\package\{NAME}"),
            class: inf.version().class_guid.unwrap_or_default(),
            section: section.to_owned(),
        })
    }
}

/// Why Wine's kernel ended, if it did by a bug check.
fn bug_check(prefix: &Prefix<'_>) -> Option<String> {
    let text = fs::read_to_string(prefix.drive().join("bug_check.txt")).ok()?;
    Some(format!("bug check {}", text.trim()))
}

fn show(compared: &Compared, action: &Action, output: &Output) {
    let Compared {
        step,
        simulated,
        wine,
        verdict,
        ..
    } = compared;
    match verdict {
        // It only names something.
        Verdict::Same if matches!(action, Action::Code { .. }) => {}
        Verdict::Same => output.status("Same", format_args!("{step}: {wine}")),
        Verdict::Known(reason) => {
            output.note("Known", format_args!("{step}: {reason}"));
            output.detail(format_args!("simulated {simulated}; Wine {wine}"));
        }
        Verdict::Different => {
            output.error("Different", step);
            output.detail(format_args!("simulated {simulated}; Wine {wine}"));
        }
    }
}

fn conclude(
    steps: &[Compared],
    end: Option<&str>,
    prefix: &Prefix<'_>,
    output: &Output,
) -> anyhow::Result<()> {
    let count =
        |wanted: fn(&Verdict) -> bool| steps.iter().filter(|it| wanted(&it.verdict)).count();
    let different = count(|it| *it == Verdict::Different);
    let summary = format!(
        "{} steps the same, {} known differences, {different} others",
        count(|it| *it == Verdict::Same),
        count(|it| matches!(it, Verdict::Known(_))),
    );
    if let Some(end) = end {
        output.error("Stopped", end);
    }
    if different == 0 && end.is_none() {
        output.status("Verdict", summary);
        return Ok(());
    }
    output.error("Verdict", summary);
    // What Wine itself complained of, such as a function that it does not have.
    let log = fs::read(prefix.log()).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let said: Vec<_> = log.lines().filter(|it| !is_usual(it)).collect();
    for line in said.iter().rev().take(20).rev() {
        output.detail(line);
    }
    Ok(())
}

/// Wine without a display says so often.
fn is_usual(line: &str) -> bool {
    [
        "winediag",
        "systray",
        ":ole:",
        "explorer",
        "winemenubuilder",
    ]
    .iter()
    .any(|it| line.contains(it))
}
