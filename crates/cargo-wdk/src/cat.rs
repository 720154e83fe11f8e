//! `cargo wdk cat`: catalogs.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use serde::Serialize;
use wdk_inf::Inf;
use wdk_package::{
    Catalog,
    catalog::{self, Format, Member, Os, Verdict},
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
    Create(Create),
    /// Show what is in a catalog.
    Dump(Dump),
    /// Check a package against its catalog, as Windows does before it stages it.
    Verify(Verify),
}

#[derive(Args)]
pub(crate) struct Create {
    /// The package's stamped INF; the other files are beside it.
    #[arg(value_name = "INF")]
    pub(crate) inf: PathBuf,
    /// Where the catalog goes; beside the INF, as its CatalogFile says, when not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The systems it is for, by inf2cat's names, for example 10_X64,10_NI_X64; every Windows 10
    /// and 11 that the INF has devices for when not given.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) os: Vec<Os>,
    /// A version 1 catalog: SHA-1, for systems before Windows 8.
    #[arg(long)]
    pub(crate) v1: bool,
    /// Also digest every page of the images.
    #[arg(long)]
    pub(crate) page_hashes: bool,
    /// Leaves it unsigned unless --certificate is given.
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

fn create(arguments: &Create, output: &Output) -> anyhow::Result<Outcome> {
    let options = catalog::Options {
        format: if arguments.v1 { Format::V1 } else { Format::V2 },
        systems: arguments.os.clone(),
        time: clock::now()?,
        page_hashes: arguments.page_hashes,
    };
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => named(&arguments.inf)?,
    };
    file::check_writable(&path)?;
    let identity = match &arguments.signer.certificate {
        Some(_) => Some(sign::identity(&arguments.signer, Path::new(""))?),
        None => None,
    };
    let made = catalog::create(&arguments.inf, &options)?;
    let bytes = match &identity {
        Some(identity) => made.sign(&arguments.signer.signing(identity))?,
        None => made.to_file()?,
    };
    file::write(&path, &bytes)?;
    output.status("Made", path.display());
    let view = View::of(&made, &bytes);
    view.describe(output);
    output.json(&view)?;
    Ok(Outcome::Success)
}

/// The catalog that the INF at `path` names.
fn named(path: &Path) -> anyhow::Result<PathBuf> {
    let bytes = file::read(path)?;
    let inf = Inf::parse_named(&path.display().to_string(), &bytes)?;
    let architectures = catalog::architectures(&inf).into_iter();
    let names = architectures.map(|arch| catalog::file_name(&inf, arch));
    let names = names.collect::<Result<Vec<_>, _>>();
    let names = names.with_context(|| format!("CatalogFile of {}", path.display()))?;
    let mut names: Vec<_> = names.into_iter().flatten().collect();
    names.dedup();
    match names.as_slice() {
        [only] => Ok(path.with_file_name(only)),
        [] => bail!("[Version] has no CatalogFile; `cargo wdk build` stamps it"),
        more => bail!(
            "the INF names several catalogs: {}; say which",
            more.join(", ")
        ),
    }
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
    let path = match &arguments.catalog {
        Some(path) => path.clone(),
        None => named(&arguments.inf)?,
    };
    let bytes = file::read(&path)?;
    catalog::parse(&bytes).with_context(|| format!("{} is no catalog", path.display()))?;
    let verdict = catalog::verify_package(&bytes, &arguments.inf)?;
    describe(&verdict, output);
    output.json(&verdict)?;
    Ok(Outcome::of(verdict.is_good()))
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
        let signer = Signature::parse(bytes).and_then(|it| it.verify());
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
            signature: signer.as_ref().err().map(ToString::to_string),
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
        match (&self.signer, &self.signature) {
            (Some(signer), _) => output.detail(format_args!("signed by {}", signer.subject)),
            (None, Some(reason)) => output.detail(reason),
            (None, None) => {}
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
