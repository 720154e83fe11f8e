//! `cargo wdk doctor`: what this machine can do, and what is missing for the rest.

use cargo_metadata::MetadataCommand;
use serde::Serialize;
use wdk_build::{
    CpuArchitecture, Toolchain,
    toolchain::{Machine, NoToolchain},
};
use wdk_inf::Date;
use wdk_package::certificate::{CertificateError, test_key};

use crate::{
    outcome::Outcome,
    output::Output,
    setup::{self, Tool},
    sign,
};

/// One thing that one may want to do here.
#[derive(Serialize)]
struct Check {
    what: String,
    works: bool,
    /// Whether drivers can be written without it.
    optional: bool,
    /// With what it works, or what is missing.
    detail: String,
    /// What to do when it does not.
    fix: Option<String>,
}

pub(crate) fn run(output: &Output) -> anyhow::Result<Outcome> {
    let bar = output.progress("Looking at this machine");
    let machine = Machine::this();
    bar.finish_and_clear();
    let mut checks = vec![native(), image()];
    checks.extend(CpuArchitecture::ALL.map(|arch| kernel(&machine, arch)));
    checks.extend(test_certificate());
    if in_this_repository() {
        checks.extend(setup::tools().iter().map(tool));
    }
    for check in &checks {
        if check.works {
            output.status("Works", format_args!("{}: {}", check.what, check.detail));
            continue;
        }
        let what = format_args!("{}: {}", check.what, check.detail);
        match check.optional {
            true => output.note("Optional", what),
            false => output.warning("Missing", what),
        }
        if let Some(fix) = &check.fix {
            output.detail(fix);
        }
    }
    output.json(&checks)?;
    Ok(if checks.iter().all(|it| it.works || it.optional) {
        Outcome::Success
    } else {
        Outcome::MissingTool
    })
}

fn native() -> Check {
    let what = "running drivers natively on the simulated machine (cargo test)".to_owned();
    Check {
        what,
        works: true,
        optional: false,
        detail: "needs nothing but Rust".to_owned(),
        fix: None,
    }
}

/// Built images are x86-64 code that this process runs itself.
fn image() -> Check {
    let what = "running built .sys files on the simulated machine".to_owned();
    let works = cfg!(all(target_arch = "x86_64", unix));
    let detail = match works {
        true => "this is an x86-64 processor",
        false => "it takes an x86-64 Unix machine",
    };
    let fix = (!works).then(|| "drivers still run natively here".to_owned());
    Check {
        what,
        works,
        optional: false,
        detail: detail.to_owned(),
        fix,
    }
}

/// Where the test certificate of the project here is, and until when it holds.
fn test_certificate() -> Option<Check> {
    let metadata = MetadataCommand::new().no_deps().exec().ok()?;
    let path = metadata.target_directory.as_std_path().join("wdk");
    let path = path.join(sign::TEST_CERTIFICATE);
    let shown = path.display();
    let (works, detail, fix) = match test_key::read(&path) {
        Ok(Some(identity)) => {
            let end = i64::try_from(identity.not_after()).map(Date::from_unix);
            let end = end.map_or_else(|_| "always".to_owned(), |it| it.to_string());
            (
                true,
                format!("{shown}, until {end}; it is renewed before"),
                None,
            )
        }
        Ok(None) => (true, format!("the first build makes {shown}"), None),
        // It says what to do.
        Err(error @ CertificateError::Exposed { .. }) => (false, error.to_string(), None),
        Err(error) => {
            let fix = format!("remove {shown}: the next build makes another");
            (false, error.to_string(), Some(fix))
        }
    };
    Some(Check {
        what: "signing with the test certificate".to_owned(),
        works,
        optional: false,
        detail,
        fix,
    })
}

/// Whether the current folder belongs to a checkout of this project.
fn in_this_repository() -> bool {
    let metadata = MetadataCommand::new().no_deps().exec();
    metadata.is_ok_and(|it| {
        let mut names = it.packages.iter().map(|it| it.name.as_str());
        names.any(|it| it == env!("CARGO_PKG_NAME"))
    })
}

/// A program that a documented command of this repository needs.
fn tool(tool: &Tool) -> Check {
    let found = tool.find();
    let fix = found.is_none().then(|| tool.fix.to_owned());
    Check {
        what: tool.what.to_owned(),
        works: found.is_some(),
        optional: true,
        detail: found.map_or_else(
            || format!("{} is not there", tool.name),
            |it| it.display().to_string(),
        ),
        fix,
    }
}

fn kernel(machine: &Machine, arch: CpuArchitecture) -> Check {
    let what = format!("building .sys files for {arch}");
    match Toolchain::find_on(machine, arch) {
        Ok(toolchain) => Check {
            what,
            works: true,
            optional: false,
            detail: format!("the {toolchain}"),
            fix: None,
        },
        Err(NoToolchain { tried, .. }) => {
            let lacks = tried
                .iter()
                .map(|(it, lack)| format!("the {} ({}) {lack}", it.origin, it.version));
            let detail = lacks.collect::<Vec<_>>().join("; ");
            let fix = format!("run `cargo wdk setup --target-arch {arch}`");
            Check {
                what,
                works: false,
                optional: false,
                detail,
                fix: Some(fix),
            }
        }
    }
}
