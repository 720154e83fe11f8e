//! `cargo wdk new`: a driver project that builds and passes its own simulated test.

mod address;
mod name;
mod place;
mod source;
mod taken;
mod templates;

use std::{
    collections::hash_map::RandomState,
    env, fs,
    hash::{BuildHasher as _, Hasher as _},
    path::{Component, Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use self::{
    place::{Place, repository_above},
    source::{slashes, toml_string},
};
pub(crate) use self::{
    source::{Source, SourceArguments},
    templates::Kind,
};
use crate::{outcome::Outcome, output::Output};

/// The crates that a project names, in the placeholders of its `Cargo.toml`.
const CRATES: [&str; 4] = ["wdk", "wdk-panic", "wdk-build", "wdk-sim"];

/// The features of `wdk` that a project names, as `wdk+feature`.
const WDK_FEATURES: [&str; 1] = ["ndis"];

#[derive(Args)]
pub(crate) struct New {
    /// Where the project is made; the last part is its name.
    path: PathBuf,
    /// A KMDF driver (the default).
    #[arg(long, group = "kind")]
    kmdf: bool,
    /// A WDM driver, without the framework.
    #[arg(long, group = "kind")]
    wdm: bool,
    /// An export driver: a kernel-mode DLL, whose functions other drivers import.
    #[arg(long, group = "kind")]
    export: bool,
    /// A callout driver of the Windows Filtering Platform.
    #[arg(long, group = "kind")]
    wfp: bool,
    /// An NDIS 6 miniport driver: a virtual network adapter.
    #[arg(long, group = "kind")]
    ndis: bool,
    /// Write a file for continuous integration, too: .github/workflows/NAME.yml, in the repository
    /// that the project stands in.
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Ci>,
    #[command(flatten)]
    source: SourceArguments,
}

/// Who checks each change of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions.
    Github,
}

impl New {
    /// The kind that the flags name.
    fn kind(&self) -> Kind {
        if self.export {
            Kind::Export
        } else if self.ndis {
            Kind::Ndis
        } else if self.wfp {
            Kind::Wfp
        } else if self.wdm {
            Kind::Wdm
        } else {
            Kind::Kmdf
        }
    }
}

/// What was made.
#[derive(Serialize)]
struct Report<'a> {
    name: &'a str,
    kind: Kind,
    path: &'a Path,
    source: &'a Source,
    files: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &New, output: &Output) -> anyhow::Result<Outcome> {
    let kind = arguments.kind();
    let here = env::current_dir().context("the current folder is not known")?;
    let path = clean(&here.join(&arguments.path));
    // Nothing is said of the source where the project cannot be made.
    name::check(package_name(&path)?)?;
    let source = Source::of(&arguments.source, &path, output)?;
    let workflow = arguments.ci.map(|_| workflow(&path, &source)).transpose()?;
    let Created {
        name,
        mut files,
        place,
    } = create(&path, kind, &source)?;
    if let Some(workflow) = workflow {
        files.push(workflow.write(&path, &name, &source)?);
    }
    output.status(
        "Created",
        format_args!("the {kind} {name} in {}", path.display()),
    );
    output.detail(format_args!("it takes the crates from {source}"));
    for line in place.describe(&path) {
        output.detail(line);
    }
    if !is_installed() && !path.join(CARGO_CONFIG).exists() {
        output.detail(format_args!(
            "`cargo wdk` is installed by: {}",
            source.install_command()
        ));
    }
    output.detail(format_args!(
        "cd {} && cargo wdk build && cargo test",
        quoted(&arguments.path)
    ));
    output.json(&Report {
        name: &name,
        kind,
        path: &path,
        source: &source,
        files,
    })?;
    Ok(Outcome::Success)
}

/// A project that was made.
pub(crate) struct Created {
    /// The driver's name.
    name: String,
    files: Vec<PathBuf>,
    place: Place,
}

/// The package of the project in `path`.
fn package_name(path: &Path) -> anyhow::Result<&str> {
    let name = path.file_name().context("the path has no name")?;
    name.to_str().context("the path's name is not Unicode")
}

/// Makes a project in the folder `path`, which is absolute.
pub(crate) fn create(path: &Path, kind: Kind, source: &Source) -> anyhow::Result<Created> {
    let package = package_name(path)?;
    name::check(package)?;
    if path.read_dir().is_ok_and(|mut it| it.next().is_some()) {
        bail!("{} is not empty; choose another path", path.display());
    }
    if path.exists() && !path.is_dir() {
        bail!("{} is a file; choose another path", path.display());
    }
    let name = package.replace('-', "_");
    // These have placeholders of their own, so they come first.
    let words = templates::words(kind).into_iter();
    let mut values: Vec<_> = words
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect();
    values.extend([
        ("package".to_owned(), package.to_owned()),
        ("name".to_owned(), name.clone()),
        ("guid".to_owned(), random_guid()),
        ("source".to_owned(), source_note(source)),
        ("install".to_owned(), source.install_command()),
    ]);
    for it in CRATES {
        values.push((it.to_owned(), source.dependency(it, path)));
    }
    for feature in WDK_FEATURES {
        let wdk = source.dependency("wdk", path);
        let with_feature = wdk.replace(" }", &format!(", features = [\"{feature}\"] }}"));
        values.push((format!("wdk+{feature}"), with_feature));
    }
    let mut files = Vec::new();
    for (place, template) in templates::files(kind) {
        files.push(write(path, fill(place, &values), &fill(template, &values))?);
    }
    let manifest = path.join("Cargo.toml");
    let place = Place::of(&manifest);
    if !matches!(place, Place::Member(_)) {
        // Its own workspace, wherever it stands.
        let standalone = fs::read_to_string(&manifest)? + templates::PROFILE + "\n[workspace]\n";
        fs::write(&manifest, standalone)?;
        if let Source::Path(checkout) = source
            && path.starts_with(checkout)
        {
            files.push(alias(path, source)?);
        }
    }
    Ok(Created { name, files, place })
}

/// A file that tells a service what to check.
struct Workflow {
    path: PathBuf,
    /// The project's folder in the repository.
    folder: String,
}

/// Where the workflow of the project in `project` goes. It fails when there is one, and when the
/// service could not get the crates.
fn workflow(project: &Path, source: &Source) -> anyhow::Result<Workflow> {
    if let Source::Path(_) = source {
        bail!(
            "--ci: the crates come from a checkout on this machine, which GitHub's machines do \
             not have; name their repository with --source URL"
        );
    }
    let root = repository_above(project).unwrap_or_else(|| project.to_owned());
    let folder = match project.strip_prefix(&root) {
        Ok(below) if !below.as_os_str().is_empty() => slashes(below),
        _ => ".".to_owned(),
    };
    let package = project.file_name().unwrap_or_default();
    let path = root
        .join(".github/workflows")
        .join(package)
        .with_extension("yml");
    if path.exists() {
        bail!(
            "{} is there already; remove it, or leave out --ci",
            path.display()
        );
    }
    Ok(Workflow { path, folder })
}

impl Workflow {
    fn write(&self, project: &Path, name: &str, source: &Source) -> anyhow::Result<PathBuf> {
        let package = project.file_name().unwrap_or_default().to_string_lossy();
        let values = [
            ("package", package.into_owned()),
            ("name", name.to_owned()),
            ("folder", self.folder.clone()),
            ("install", source.install_command()),
        ];
        let values = values.map(|(key, value)| (key.to_owned(), value));
        let text = fill(templates::GITHUB, &values);
        write(Path::new(""), &self.path, &text)
    }
}

/// Where the crates come from, in the words of the project's own files.
fn source_note(source: &Source) -> String {
    match source {
        Source::Git { .. } => format!("from {source}"),
        Source::Path(_) => "from a checkout of their repository, by its path".to_owned(),
    }
}

/// Whether Cargo finds this program as its subcommand.
fn is_installed() -> bool {
    let program = Path::new("cargo-wdk").with_extension(env::consts::EXE_EXTENSION);
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|it| it.join(&program).is_file())
}

/// A path as a shell takes it in one piece.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |it: char| it.is_alphanumeric() || "-_./\\:~".contains(it);
    match path.chars().all(plain) {
        true => path,
        false => format!("{path:?}"),
    }
}

/// The path without `.` and `..`.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

fn fill(template: &str, values: &[(String, String)]) -> String {
    let mut text = template.to_owned();
    for (key, value) in values {
        text = text.replace(&format!("{{{{{key}}}}}"), value);
    }
    text
}

fn write(project: &Path, place: impl AsRef<Path>, text: &str) -> anyhow::Result<PathBuf> {
    let path = project.join(place);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// Cargo's configuration of a project.
const CARGO_CONFIG: &str = ".cargo/config.toml";

/// Lets `cargo wdk`, called in the project's folder, run the program of the checkout around it: the
/// checkout's own alias knows only its own packages.
fn alias(project: &Path, source: &Source) -> anyhow::Result<PathBuf> {
    let manifest = slashes(&source.folder(project).join("Cargo.toml"));
    // Cargo merges the configurations of all folders above. One string takes the place of another;
    // a list would be joined with it.
    let command =
        format!("run --manifest-path {manifest} --package cargo-wdk --bin cargo-wdk -- wdk");
    let text = format!("[alias]\nwdk = {}\n", toml_string(&command));
    write(project, CARGO_CONFIG, &text)
}

/// A random (version 4) GUID.
fn random_guid() -> String {
    let random = || RandomState::new().build_hasher().finish();
    let (high, low) = (random(), random());
    let high = (high & !0xF000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_of_version_four() {
        let guid = random_guid();
        assert_eq!(guid.len(), 36);
        assert_eq!(&guid[14..15], "4");
        assert!("89AB".contains(&guid[19..20]), "{guid}");
        assert_ne!(guid, random_guid());
    }
}
