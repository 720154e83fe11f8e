//! `cargo wdk doctor`: what this machine can do, and what is missing for the rest.

use serde::Serialize;
use wdk_build::{
    CpuArchitecture, Toolchain,
    toolchain::{Machine, NoToolchain},
};

use crate::{outcome::Outcome, output::Output};

/// One thing that one may want to do here.
#[derive(Serialize)]
struct Check {
    what: String,
    works: bool,
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
    for check in &checks {
        if check.works {
            output.status("Works", format_args!("{}: {}", check.what, check.detail));
            continue;
        }
        output.warning("Missing", format_args!("{}: {}", check.what, check.detail));
        if let Some(fix) = &check.fix {
            output.detail(fix);
        }
    }
    output.json(&checks)?;
    Ok(if checks.iter().all(|it| it.works) {
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
        detail: detail.to_owned(),
        fix,
    }
}

fn kernel(machine: &Machine, arch: CpuArchitecture) -> Check {
    let what = format!("building .sys files for {arch}");
    match Toolchain::find_on(machine, arch) {
        Ok(toolchain) => Check {
            what,
            works: true,
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
                detail,
                fix: Some(fix),
            }
        }
    }
}
