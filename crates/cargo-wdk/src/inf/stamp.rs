//! `cargo wdk inf stamp`, with the switches of Microsoft's stampinf.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use wdk_inf::{Arch, Date, DriverVersion, Stamp, edit::unified_diff};

use super::rewrite::read;
use crate::{
    clock::{self, today},
    file,
    outcome::Outcome,
    output::Output,
};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The INX or INF file; it is changed in place unless --output names another.
    #[arg(short, value_name = "FILE", required_unless_present = "file")]
    f: Option<PathBuf>,
    #[arg(value_name = "FILE", conflicts_with = "f")]
    file: Option<PathBuf>,
    /// Where the result is written.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The section that DriverVer is put into.
    #[arg(short, value_name = "SECTION")]
    s: Option<String>,
    /// The date of DriverVer, mm/dd/yyyy, or * for today in UTC; STAMPINF_DATE, else today, by default.
    /// SOURCE_DATE_EPOCH says what day today is.
    #[arg(short, value_name = "DATE|*", num_args = 0..=1, default_missing_value = "")]
    d: Option<String>,
    /// What replaces $ARCH$: amd64 or x64, arm64, x86; by default what the variable Platform says,
    /// which Visual Studio's builds set.
    #[arg(short, value_name = "ARCH", num_args = 0..=1, default_missing_value = "")]
    a: Option<String>,
    /// The name for CatalogFile.
    #[arg(short, value_name = "CATALOG")]
    c: Option<String>,
    /// The version of DriverVer, or * for the time in UTC, as in 11.30.20.15; by default
    /// STAMPINF_VERSION, else that of -i, else what the file says. With SOURCE_DATE_EPOCH, which * then
    /// stands for, two builds are equal.
    #[arg(short, value_name = "VERSION|*", num_args = 0..=1, default_missing_value = "")]
    v: Option<String>,
    /// The folder of the ntverp.h that has the version: VER_PRODUCTMAJORVERSION and its companions.
    #[arg(short, value_name = "FOLDER")]
    i: Option<PathBuf>,
    /// The KMDF version, as in 1.33.
    #[arg(short, value_name = "MAJOR.MINOR")]
    k: Option<String>,
    /// The UMDF version, as in 2.33.0.
    #[arg(short, value_name = "MAJOR.MINOR.SERVICE")]
    u: Option<String>,
    /// Show what was changed.
    #[arg(short)]
    n: bool,
    /// Replaces $NAME$ by the value; may be given several times.
    #[arg(short = 'D', long, value_name = "NAME=VALUE")]
    define: Vec<String>,
    /// Fail when the file would change; write nothing.
    #[arg(long, conflicts_with = "output")]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> anyhow::Result<Outcome> {
    let path = arguments
        .f
        .as_ref()
        .or(arguments.file.as_ref())
        .context("no file is given")?;
    let inf = read(path)?;
    let written = inf.version().driver_ver.and_then(|(_, version)| version);
    let stamped = inf.stamp(&stamp(arguments, written.as_deref())?)?;
    let diff = unified_diff(inf.name(), inf.text(), stamped.text());
    if arguments.n || arguments.check {
        output.text(&diff);
    }
    let target = arguments.output.as_ref().unwrap_or(path);
    if !arguments.check {
        file::write(target, &stamped.to_bytes())?;
        output.status("Stamped", target.display());
    }
    output
        .json(&serde_json::json!({ "file": target, "changed": !diff.is_empty(), "diff": diff }))?;
    Ok(Outcome::of(!arguments.check || diff.is_empty()))
}

/// The value of an option; without one it is as if the option were not there.
fn given(option: &Option<String>) -> Option<String> {
    option.clone().filter(|it| !it.is_empty())
}

fn stamp(arguments: &Arguments, written: Option<&str>) -> anyhow::Result<Stamp> {
    let environment = |name| env::var(name).ok().filter(|it| !it.is_empty());
    // What drivers are developed with: the newest is always installed.
    let private = environment("PRIVATE_DRIVER_PACKAGE").is_some();
    let version = given(&arguments.v).or_else(|| environment("STAMPINF_VERSION"));
    let version = match version.as_deref() {
        _ if private => time_of_day()?,
        Some("*") => time_of_day()?,
        Some(version) => version.parse::<DriverVersion>()?,
        None => match (&arguments.i, written) {
            (Some(folder), _) => header_version(folder)?,
            (None, Some(written)) => written.parse()?,
            (None, None) => {
                bail!("the file has no version yet: give one with -v, -i or STAMPINF_VERSION")
            }
        },
    };
    let date = given(&arguments.d).or_else(|| environment("STAMPINF_DATE"));
    let date = match date.filter(|it| it != "*" && !private) {
        None => today()?,
        Some(date) => date.parse::<Date>()?,
    };
    let mut stamp = Stamp::new().driver_ver(date, version);
    if let Some(section) = &arguments.s {
        stamp = stamp.driver_ver_section(section);
    }
    let arch = given(&arguments.a).or_else(|| environment("Platform"));
    if let Some(arch) = &arch {
        stamp = stamp.arch(match arch.to_ascii_lowercase().as_str() {
            "x64" => Arch::Amd64,
            "win32" => Arch::X86,
            "64" => Arch::Ia64,
            name => name.parse()?,
        });
    }
    let private = private.then_some("delta.cat");
    if let Some(catalog) = arguments.c.as_deref().or(private) {
        stamp = stamp.catalog(catalog);
    }
    if let Some(version) = &arguments.k {
        let [major, minor] = numbers(version, "1.33")?;
        stamp = stamp.kmdf_version(major, minor);
    }
    if let Some(version) = &arguments.u {
        let [major, minor, service] = numbers(version, "2.33.0")?;
        stamp = stamp.umdf_version(major, minor, service);
    }
    for define in &arguments.define {
        let (name, value) = define
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .with_context(|| format!("{define:?} is not NAME=VALUE"))?;
        stamp = stamp.token(&format!("${}$", name.trim_matches('$')), value);
    }
    Ok(stamp)
}

/// Hours, minutes, seconds and milliseconds in UTC: what stampinf makes of `-v *`. Those of
/// `SOURCE_DATE_EPOCH` have no milliseconds.
fn time_of_day() -> anyhow::Result<DriverVersion> {
    let (seconds, milliseconds) = clock::now_in_milliseconds()?;
    let of = |unit: i64, count: i64| u16::try_from(seconds.div_euclid(unit).rem_euclid(count));
    let version = DriverVersion([of(3600, 24)?, of(60, 60)?, of(1, 60)?, milliseconds]);
    // Windows takes a version of zeros for none.
    Ok(match version {
        DriverVersion([0, 0, 0, 0]) => DriverVersion([0, 0, 0, 1]),
        version => version,
    })
}

/// The version in the `ntverp.h` of `folder`, where Windows' own build has it.
fn header_version(folder: &Path) -> anyhow::Result<DriverVersion> {
    const NAMES: [&str; 4] = [
        "VER_PRODUCTMAJORVERSION",
        "VER_PRODUCTMINORVERSION",
        "VER_PRODUCTBUILD",
        "VER_PRODUCTBUILD_QFE",
    ];
    let path = folder.join("ntverp.h");
    let text = file::read(&path)?;
    let text = String::from_utf8_lossy(&text);
    let mut version = [0; 4];
    for (slot, name) in version.iter_mut().zip(NAMES) {
        let value = text.lines().find_map(|line| {
            let mut words = line.split_whitespace();
            let defines = words.next() == Some("#define") && words.next() == Some(name);
            // Microsoft's own has a comment before a number.
            defines.then(|| words.next_back()).flatten()
        });
        let value = value.with_context(|| format!("{} has no {name}", path.display()))?;
        let number = value.parse();
        *slot = number.with_context(|| format!("{name} in {} is {value:?}", path.display()))?;
    }
    Ok(DriverVersion(version))
}

/// The numbers of a framework version.
fn numbers<const COUNT: usize>(text: &str, example: &str) -> anyhow::Result<[u32; COUNT]> {
    let numbers: Option<Vec<u32>> = text.split('.').map(|it| it.parse().ok()).collect();
    numbers
        .and_then(|it| it.try_into().ok())
        .with_context(|| format!("{text:?} is no version of the framework; write it as {example}"))
}
