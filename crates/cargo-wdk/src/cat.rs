//! `cargo wdk cat`: catalogs.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use serde::Serialize;
use wdk_inf::{Arch, Inf};
use wdk_package::{
    Catalog,
    catalog::{self, Format, Member, Os, Pages, Part, Verdict},
    signature::{Signature, Signer},
};

use crate::{clock, file, outcome::Outcome, output::Output, sign};

#[derive(Args)]
pub(crate) struct Cat {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make the catalog of a package from its INF: inf2cat's job.
    Create(Box<Create>),
    /// Show what is in a catalog.
    Dump(Dump),
    /// Check a package against its catalog, as Windows does before it stages it.
    Verify(Verify),
}

/// What `--page-hashes` says by itself; no file can have this name.
const ALL_IMAGES: &str = "*";

#[derive(Args)]
pub(crate) struct Create {
    /// The package's stamped INF; the other files are beside it. INFs that name the same catalog
    /// share it.
    #[arg(value_name = "INF", required_unless_present = "driver")]
    pub(crate) infs: Vec<PathBuf>,
    /// A folder, all INF files in which are meant: inf2cat's /driver.
    #[arg(long, alias = "drv", value_name = "FOLDER", conflicts_with = "infs")]
    pub(crate) driver: Option<PathBuf>,
    /// Check that a catalog can be made, and write none.
    #[arg(long, conflicts_with = "output")]
    pub(crate) nocat: bool,
    /// Where the catalog goes, one for all INFs; beside them, as CatalogFile says, when not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The systems it is for, by inf2cat's names, for example 10_X64,10_NI_X64; every Windows 10
    /// and 11 that the INF has devices for when not given.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) os: Vec<Os>,
    /// A version 1 catalog: SHA-1, for systems before Windows 8.
    #[arg(long)]
    pub(crate) v1: bool,
    /// Also digest every page of the images, or of those called so: --page-hashes=lamp.sys,lamp.dll.
    #[arg(
        long,
        value_name = "LIST",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ALL_IMAGES,
        value_delimiter = ','
    )]
    pub(crate) page_hashes: Vec<String>,
    /// DriverVer is of a clock that shows local time, as stampinf's: it may be of the day that it
    /// is here, although that is tomorrow in UTC.
    #[arg(long, alias = "use-local-time")]
    pub(crate) uselocaltime: bool,
    /// Leaves it unsigned unless --certificate or --token is given.
    #[command(flatten)]
    pub(crate) signer: sign::Signer,
}

#[derive(Args)]
pub(crate) struct Dump {
    /// The catalog.
    pub(crate) file: PathBuf,
}

#[derive(Args)]
pub(crate) struct Verify {
    /// The package's INF.
    #[arg(value_name = "INF")]
    pub(crate) inf: PathBuf,
    /// The catalog; that which the INF names when not given.
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Cat, output: &Output) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Create(it) => create(it, output),
        Command::Dump(it) => dump(it, output),
        Command::Verify(it) => verify(it, output),
    }
}

impl Create {
    fn pages(&self) -> Pages {
        match &self.page_hashes[..] {
            [] => Pages::None,
            [all] if all == ALL_IMAGES => Pages::All,
            names => Pages::Of(names.to_vec()),
        }
    }
}

fn create(arguments: &Create, output: &Output) -> anyhow::Result<Outcome> {
    let options = catalog::Options {
        format: if arguments.v1 { Format::V1 } else { Format::V2 },
        systems: arguments.os.clone(),
        time: clock::now()?,
        pages: arguments.pages(),
        ahead_of_utc: match arguments.uselocaltime {
            true => clock::ahead_of_utc()?,
            false => 0,
        },
    };
    let infs = match &arguments.driver {
        Some(folder) => infs_in(folder)?,
        None => arguments.infs.clone(),
    };
    let wanted = match &arguments.output {
        Some(path) => vec![(path.clone(), whole(&infs))],
        None => named(&infs)?,
    };
    for (path, _) in wanted.iter().filter(|_| !arguments.nocat) {
        file::check_writable(path)?;
    }
    let identity = match arguments.signer.is_given() {
        true => Some(sign::identity(&arguments.signer, Path::new(""))?),
        false => None,
    };
    let mut catalogs = Vec::new();
    for (path, parts) in &wanted {
        let made = catalog::create_shared(parts, &options);
        catalogs.push(made.with_context(|| format!("the catalog {}", path.display()))?);
    }
    if let Some(name) = options.pages.missing_in(&catalogs).first() {
        bail!("--page-hashes: no INF installs an image called {name}");
    }
    let mut views = Vec::new();
    for ((path, _), made) in wanted.iter().zip(&catalogs) {
        let bytes = match &identity {
            Some(identity) => made.sign(&arguments.signer.signing(identity))?,
            None => made.to_file()?,
        };
        if arguments.nocat {
            output.status("Signable", path.display());
        } else {
            file::write(path, &bytes)?;
            output.status("Made", path.display());
        }
        let view = View::of(made, &bytes);
        view.describe(output);
        if identity.is_none() && !arguments.nocat {
            output.warning(
                "Unsigned",
                "Windows installs nothing by this catalog until it is signed: `cargo wdk sign \
                 FILE.cat`, or --certificate here; `cargo wdk certificate` makes a certificate",
            );
        }
        views.push(view);
    }
    match &views[..] {
        [only] => output.json(only)?,
        all => output.json(&all)?,
    }
    Ok(Outcome::Success)
}

/// The INF files in `folder`, by name.
fn infs_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
    let is_inf = |it: &PathBuf| {
        it.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("inf"))
    };
    let paths = entries.map(|it| it.map(|it| it.path()));
    let paths = paths.collect::<Result<Vec<_>, _>>();
    let mut infs = paths.with_context(|| format!("cannot read {}", folder.display()))?;
    infs.retain(is_inf);
    infs.sort();
    if infs.is_empty() {
        bail!("{} has no INF file", folder.display());
    }
    Ok(infs)
}

/// One catalog for all of `infs` and for every architecture.
fn whole(infs: &[PathBuf]) -> Vec<Part> {
    let all = [Arch::X86, Arch::Amd64, Arch::Arm64, Arch::Arm, Arch::Ia64];
    let parts = infs.iter().map(|inf| Part {
        inf: inf.clone(),
        architectures: all.to_vec(),
    });
    parts.collect()
}

/// The catalogs that `infs` name, beside them, with what they are of.
fn named(infs: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, Vec<Part>)>> {
    let mut catalogs: Vec<(PathBuf, Vec<Part>)> = Vec::new();
    for inf in infs {
        let bytes = file::read(inf)?;
        let parsed = Inf::parse_named(&inf.display().to_string(), &bytes)?;
        let names = catalog::catalogs(&parsed);
        let names = names.with_context(|| format!("CatalogFile of {}", inf.display()))?;
        if names.is_empty() && catalog::architectures(&parsed).is_empty() {
            bail!(
                "{} installs nothing on any architecture; is it stamped?",
                inf.display()
            );
        }
        if names.is_empty() {
            bail!(
                "[Version] of {} has no CatalogFile; `cargo wdk build` stamps it",
                inf.display()
            );
        }
        for (name, architectures) in names {
            let part = Part {
                inf: inf.clone(),
                architectures,
            };
            let path = beside(inf, &name);
            match catalogs.iter_mut().find(|it| it.0 == path) {
                Some((_, parts)) => parts.push(part),
                None => catalogs.push((path, vec![part])),
            }
        }
    }
    Ok(catalogs)
}

/// The file `name` beside `inf`, in the case that it has there.
fn beside(inf: &Path, name: &str) -> PathBuf {
    let folder = inf.parent().unwrap_or(Path::new(""));
    let found = wdk_package::path::find(folder, name);
    found.unwrap_or_else(|_| inf.with_file_name(name))
}

fn dump(arguments: &Dump, output: &Output) -> anyhow::Result<Outcome> {
    let bytes = file::read(&arguments.file)?;
    let catalog = catalog::parse(&bytes)
        .with_context(|| format!("{} is no catalog", arguments.file.display()))?;
    output.status("Catalog", arguments.file.display());
    let view = View::of(&catalog, &bytes);
    view.describe(output);
    output.json(&view)?;
    Ok(Outcome::Success)
}

fn verify(arguments: &Verify, output: &Output) -> anyhow::Result<Outcome> {
    let inf = &arguments.inf;
    let wanted = match &arguments.catalog {
        None => named(std::slice::from_ref(inf))?,
        Some(path) => {
            // A catalog for one architecture vouches for the files of that one.
            let own = |it: &(PathBuf, _)| it.0.file_name() == path.file_name();
            let named = named(std::slice::from_ref(inf)).unwrap_or_default();
            let parts = named.into_iter().find(own).map(|it| it.1);
            let parts = parts.unwrap_or_else(|| whole(std::slice::from_ref(inf)));
            vec![(path.clone(), parts)]
        }
    };
    let mut verdicts = Vec::new();
    for (path, parts) in &wanted {
        let bytes = file::read(path)?;
        catalog::parse(&bytes).with_context(|| format!("{} is no catalog", path.display()))?;
        let verdict = catalog::verify_package_for(&bytes, inf, &parts[0].architectures)?;
        if wanted.len() > 1 {
            output.status("Catalog", path.display());
        }
        describe(&verdict, output);
        verdicts.push(verdict);
    }
    match &verdicts[..] {
        [only] => output.json(only)?,
        all => output.json(&all)?,
    }
    Ok(Outcome::of(verdicts.iter().all(Verdict::is_good)))
}

fn describe(verdict: &Verdict, output: &Output) {
    match (&verdict.signer, &verdict.signature) {
        (Some(signer), _) => {
            output.status("Signed", format_args!("by {}", signer.subject));
            output.detail(format_args!(
                "it holds where {} is trusted (thumbprint {})",
                signer.anchor, signer.thumbprint
            ));
        }
        (None, Some(reason)) => output.error("Wrong", format_args!("the catalog: {reason}")),
        (None, None) => {}
    }
    for finding in &verdict.findings {
        output.error("Wrong", finding);
    }
    if verdict.findings.is_empty() {
        output.status("Right", "all files are as the catalog says");
    }
}

/// A catalog as people and programs see it.
#[derive(Serialize)]
struct View {
    version: Format,
    id: String,
    time: i64,
    attributes: Vec<(String, String)>,
    members: Vec<MemberView>,
    signer: Option<Signer>,
    signature: Option<String>,
}

#[derive(Serialize)]
struct MemberView {
    file: Option<String>,
    digest: Option<String>,
    image: Option<bool>,
    os: Option<String>,
    pages: Option<usize>,
}

impl View {
    fn of(catalog: &Catalog, bytes: &[u8]) -> Self {
        let parsed = Signature::parse(bytes);
        let checked = parsed.as_ref().map_err(Clone::clone);
        let checked = checked.and_then(Signature::verify);
        // Who signed an old file is shown, although Windows takes its signature no longer.
        let signer = parsed.and_then(|it| it.signer());
        let attributes = catalog.attributes.iter().map(|it| {
            let value = it.as_text();
            (it.name.clone(), value.unwrap_or_else(|| "not text".into()))
        });
        Self {
            version: catalog.format,
            id: hex::encode(&catalog.id),
            time: catalog.time,
            attributes: attributes.collect(),
            members: catalog.members.iter().map(MemberView::of).collect(),
            signature: checked.as_ref().err().map(ToString::to_string),
            signer: signer.ok(),
        }
    }

    fn describe(&self, output: &Output) {
        output.detail(format_args!("version {:?}, id {}", self.version, self.id));
        for (name, value) in &self.attributes {
            output.detail(format_args!("{name} = {value}"));
        }
        for member in &self.members {
            let file = member.file.as_deref().unwrap_or("(no name)");
            let digest = member.digest.as_deref().unwrap_or("(no digest)");
            let os = member.os.as_deref().unwrap_or("no system");
            output.detail(format_args!("{digest}  {file}  {os}"));
        }
        if let Some(signer) = &self.signer {
            output.detail(format_args!("signed by {}", signer.subject));
        }
        if let Some(reason) = &self.signature {
            output.detail(reason);
        }
    }
}

impl MemberView {
    fn of(member: &Member) -> Self {
        let pages = member
            .indirect()
            .and_then(wdk_package::authenticode::IndirectData::page_hashes);
        Self {
            file: member.file(),
            digest: member.digest().map(|it| it.to_string()),
            image: member.is_image(),
            os: member.os(),
            pages: pages.map(|it| it.pages().len()),
        }
    }
}
