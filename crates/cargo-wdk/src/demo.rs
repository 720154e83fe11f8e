//! `cargo wdk demo`: a sample driver, built and run.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};
use cargo_metadata::MetadataCommand;
use clap::Args;
use tempfile::TempDir;
use wdk_build::CpuArchitecture;
use wdk_scenario::native::Line;

use crate::{
    new::{self, Kind, Source},
    outcome::Outcome,
    output::{Output, with_causes},
    project,
    run::{self, Files, Found, Simulation, Subject},
    setup,
};

#[derive(Args)]
pub(crate) struct Demo {
    /// Run the source natively even where an image could be built.
    #[arg(long)]
    native: bool,
    #[command(flatten)]
    pub(crate) simulation: Simulation,
}

pub(crate) fn run(arguments: &Demo, output: &Output) -> anyhow::Result<Outcome> {
    let sample = match Sample::of_checkout() {
        Some(sample) => sample,
        None => Sample::temporary(output)?,
    };
    let image = match arguments.native {
        true => Err(anyhow::anyhow!("--native is given")),
        false => sample.image(output),
    };
    match image {
        Ok(subject) => run::simulate(subject, &arguments.simulation, Files::default(), output),
        Err(reason) => {
            output.warning(
                "Native",
                format_args!(
                    "{} runs from its source, compiled for this machine:",
                    sample.package
                ),
            );
            for line in with_causes(&reason).lines() {
                output.detail(line);
            }
            sample.run_native(&arguments.simulation, output)
        }
    }
}

/// A driver package to show. It has an example `demo`, which runs it natively.
struct Sample {
    package: String,
    manifest: PathBuf,
    /// Deleted at the end.
    _folder: Option<TempDir>,
}

impl Sample {
    /// The toaster, when the current folder belongs to a checkout of this project.
    fn of_checkout() -> Option<Self> {
        const TOASTER: &str = "toaster";
        let metadata = MetadataCommand::new().no_deps().exec().ok()?;
        let find = |name| metadata.packages.iter().find(|it| it.name.as_str() == name);
        find(env!("CARGO_PKG_NAME"))?;
        Some(Self {
            package: TOASTER.to_owned(),
            manifest: find(TOASTER)?.manifest_path.clone().into(),
            _folder: None,
        })
    }

    /// A new KMDF project.
    fn temporary(output: &Output) -> anyhow::Result<Self> {
        const NAME: &str = "demo";
        let folder = tempfile::Builder::new().prefix("cargo-wdk-").tempdir()?;
        let path = folder.path().join(NAME);
        let source = Source::of_this_program(output)?;
        new::create(&path, Kind::Kmdf, &source)?;
        let manifest = path.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        let section = "[dev-dependencies]\n";
        let with_runner = format!(
            "{section}wdk-scenario = {}\n",
            source.dependency("wdk-scenario", &path)
        );
        fs::write(&manifest, text.replace(section, &with_runner))?;
        fs::create_dir(path.join("examples"))?;
        fs::write(path.join("examples/demo.rs"), native_example(NAME))?;
        output.status(
            "Created",
            format_args!("a KMDF driver in {}, deleted at the end", path.display()),
        );
        output.detail("`cargo wdk new my_driver` makes one to keep");
        Ok(Self {
            package: NAME.to_owned(),
            manifest,
            _folder: Some(folder),
        })
    }

    /// The driver as a real image, built here.
    fn image(&self, output: &Output) -> anyhow::Result<Subject> {
        if !cfg!(all(target_arch = "x86_64", unix)) {
            bail!("images are x86-64 code and are mapped on Unix, and this is not an x86-64 Unix");
        }
        setup::ensure(CpuArchitecture::Amd64, output)?;
        let selection = project::select_in(&self.manifest, &self.package)?;
        run::built(&selection, None, output)
    }

    /// Runs the example `demo` of the package, and shows its record.
    fn run_native(&self, simulation: &Simulation, output: &Output) -> anyhow::Result<Outcome> {
        let options = serde_json::to_string(&simulation.options(output))?;
        let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["run", "--manifest-path"])
            .arg(&self.manifest)
            .args(output.cargo_arguments())
            .args(["--package", &self.package, "--example", "demo", "--"])
            .arg(options)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run cargo")?;
        let lines = child.stdout.take().context("cargo has no output")?;
        let (mut verdict, mut events) = (None, Vec::new());
        for line in BufReader::new(lines).lines() {
            match serde_json::from_str(&line?)? {
                Line::Entry(entry) => run::record(entry, &mut events, output),
                Line::Verdict(it) => verdict = Some(it),
            }
        }
        child.wait()?;
        let verdict = verdict.context("the driver did not run; cargo says why above")?;
        let found = Found {
            verdict: &verdict,
            trust: None,
            dump: None,
        };
        run::conclude(&found, &events, output)
    }
}

/// The program that runs the driver called `name` natively.
fn native_example(name: &str) -> String {
    let scenario = format!("{name}.scenario");
    format!(
        "fn main() -> std::process::ExitCode {{\n    \
             wdk_scenario::native::main(\n        \
                 include_bytes!(\"../{name}.inx\"),\n        \
                 {name}::DRIVER,\n        \
                 \"{scenario}\",\n        \
                 include_str!(\"../{scenario}\"),\n    \
             )\n}}\n"
    )
}
