//! `cargo wdk compare`: a port against the driver that it was made from.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use wdk_inf::Inf;
use wdk_package::package;
use wdk_scenario::service;
use wdk_sim::{Image, compare::Comparison, scenario::Subject};

use crate::{file, outcome::Outcome, output::Output, run::read_scenario};

#[derive(Args)]
pub(crate) struct Compare {
    /// The driver that is right: a package folder, or a .sys file. An INF beside a .sys file that
    /// installs it is used; without one the driver is started as a service.
    #[arg(value_name = "OLD.sys|PACKAGE")]
    old: PathBuf,
    /// The driver that is to do the same.
    #[arg(value_name = "NEW.sys|PACKAGE")]
    new: PathBuf,
    /// What a program and the world do to the drivers.
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// The seed of the generated requests.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// How many requests are generated besides what the scenario has.
    #[arg(long, value_name = "N", default_value_t = 500)]
    generated: usize,
}

pub(crate) fn run(arguments: &Compare, output: &Output) -> anyhow::Result<Outcome> {
    let scenario = read_scenario(&arguments.scenario)?;
    let (old, new) = (subject(&arguments.old)?, subject(&arguments.new)?);
    output.status(
        "Comparing",
        format_args!(
            "{} with {}",
            arguments.new.display(),
            arguments.old.display()
        ),
    );
    let comparison = Comparison::new(old, new, scenario)
        .seed(arguments.seed)
        .generated(arguments.generated);
    let progress = output.progress("Generated requests");
    let verdict = comparison.run_with(|requests| {
        progress.set_message(format!("{requests} generated requests"));
    });
    progress.finish_and_clear();
    let compared = format!(
        "{} steps and {} generated requests of seed {}",
        verdict.steps, verdict.generated, verdict.seed
    );
    if let Some(obstacle) = &verdict.obstacle {
        output.error("Not tried", obstacle);
    }
    for difference in &verdict.differences {
        let mut lines = difference.to_string();
        if let Some(at) = lines.find('\n') {
            output.error("Difference", &lines[..at]);
            lines.drain(..=at);
        }
        lines.lines().for_each(|line| output.detail(line));
    }
    if let Some(story) = &verdict.first {
        output.text(format_args!("\nThe first difference:\n\n{story}\n\n"));
    }
    if verdict.agrees() {
        output.status("Agreement", format_args!("in {compared}"));
    } else {
        let count = match verdict.differences.len() {
            1 => "1 difference".to_owned(),
            count => format!("{count} differences"),
        };
        output.error("Verdict", format_args!("{count} in {compared}"));
    }
    output.json(&verdict)?;
    Ok(Outcome::of(verdict.agrees()))
}

/// A driver with its package, or as a service.
fn subject(path: &Path) -> anyhow::Result<Subject> {
    let (inf, image) = if path.is_dir() {
        let inf = package::inf_of(path)?;
        let name = installed_by(&inf)?;
        let image = wdk_package::path::find(path, &name)
            .with_context(|| format!("the image of {}", inf.display()))?;
        (Some(inf), image)
    } else {
        (inf_of(path), path.to_owned())
    };
    let image =
        Image::from_file(&image).with_context(|| format!("cannot run {}", path.display()))?;
    match inf {
        Some(inf) => Ok(Subject::package(inf, image)?),
        None => Ok(Subject::service(image)),
    }
}

/// The INF beside an image that installs it.
fn inf_of(image: &Path) -> Option<PathBuf> {
    let folder = image.parent().filter(|it| !it.as_os_str().is_empty());
    let named = image.with_extension("inf");
    let inf = match named.exists() {
        true => named,
        false => package::inf_of(folder.unwrap_or(Path::new("."))).ok()?,
    };
    let name = image.file_name()?.to_str()?;
    let installed = installed_by(&inf).ok()?;
    installed.eq_ignore_ascii_case(name).then_some(inf)
}

/// The file name of the image that an INF installs as a service.
fn installed_by(inf: &Path) -> anyhow::Result<String> {
    let bytes = file::read(inf)?;
    let inf = Inf::parse_named(&inf.display().to_string(), &bytes)?;
    Ok(service(&inf)?.image_file_name().to_owned())
}
