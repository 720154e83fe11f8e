//! `cargo wdk pack`: packages of any origin.

use std::{
    fs,
    io::{self, Seek as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;
use wdk_package::{
    Identity,
    catalog::{self, Format, Os, Pages},
    pack::{self, Packed, PackedFolder},
    signature::Signing,
};

use crate::{clock, file, outcome::Outcome, output::Output, sign};

#[derive(Args)]
pub(crate) struct Pack {
    /// The folder with stamped INFs, in it or in folders below, and all that they install.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Where the packages go: a folder that is not there yet; FOLDER_package when not given.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Also put them into a cabinet, as Partner Center takes it for attestation.
    #[arg(long, value_name = "FILE")]
    cab: Option<PathBuf>,
    /// The systems they are for, by inf2cat's names, for example 10_X64,10_NI_X64; every Windows 10
    /// and 11 that the INFs have devices for when not given.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    os: Vec<Os>,
    /// Version 1 catalogs: SHA-1, for systems before Windows 8.
    #[arg(long)]
    v1: bool,
    /// Also digest every page of the images.
    #[arg(long)]
    page_hashes: bool,
    /// Sign images anew that others have signed; they are left as they are otherwise.
    #[arg(long)]
    replace_signatures: bool,
    /// Sign nothing.
    #[arg(long, conflicts_with_all = ["certificate", "token"])]
    no_sign: bool,
    /// Sign the images a second time, beside the first signature, by this .pfx or .pem file.
    #[arg(long, value_name = "FILE", conflicts_with = "no_sign")]
    also_certificate: Option<PathBuf>,
    /// The file with the second signer's key, when its FILE has only certificates.
    #[arg(long, value_name = "KEY", requires = "also_certificate")]
    also_key: Option<PathBuf>,
    #[command(flatten)]
    signer: sign::Signer,
}

/// The packages as programs see them.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    packed: Packed,
    cabinet: Option<PathBuf>,
    certificate: Option<PathBuf>,
}

impl Pack {
    fn identities(&self) -> anyhow::Result<(Option<Identity>, Option<Identity>)> {
        if self.no_sign {
            return Ok((None, None));
        }
        let also = self.also_certificate.as_ref().map(|certificate| {
            let signer = sign::Signer {
                certificate: Some(certificate.clone()),
                key: self.also_key.clone(),
                ..sign::Signer::default()
            };
            sign::identity(&signer, Path::new(""))
        });
        Ok((Some(self.signer.find()?), also.transpose()?))
    }

    /// The folder's own name, which names the cabinet's folder and the signer's certificate.
    fn name(&self) -> anyhow::Result<String> {
        let folder = fs::canonicalize(&self.folder)
            .with_context(|| format!("cannot read {}", self.folder.display()))?;
        let name = folder
            .file_name()
            .map(|it| it.to_string_lossy().into_owned());
        match name {
            Some(name) if folder.is_dir() => Ok(name),
            Some(_) => bail!("{} is no folder", self.folder.display()),
            None => bail!("{} has no name; pack a folder in it", self.folder.display()),
        }
    }
}

pub(crate) fn run(arguments: &Pack, output: &Output) -> anyhow::Result<Outcome> {
    let name = arguments.name()?;
    let target = match &arguments.output {
        Some(folder) => folder.clone(),
        None => {
            let folder = fs::canonicalize(&arguments.folder)?;
            folder.with_file_name(format!("{name}_package"))
        }
    };
    if let Some(path) = &arguments.cab {
        file::check_writable(path)?;
    }
    let catalog = catalog::Options {
        format: if arguments.v1 { Format::V1 } else { Format::V2 },
        systems: arguments.os.clone(),
        time: clock::now()?,
        pages: Pages::all(arguments.page_hashes),
        ahead_of_utc: 0,
    };
    let (identity, second) = arguments.identities()?;
    let signing = identity.as_ref().map(|it| arguments.signer.signing(it));
    let also = second.as_ref().map(|it| arguments.signer.signing(it));
    let how = pack::Pack {
        catalog: &catalog,
        signing: signing.as_ref(),
        also: also.as_ref(),
        replace_signatures: arguments.replace_signatures,
    };
    let progress = output.progress("packing");
    let packed = pack::pack(&arguments.folder, &target, &how);
    progress.finish_and_clear();
    let packed = packed?;
    for package in &packed.packages {
        describe(package, &packed.folder, output);
    }
    let report = Report {
        cabinet: cabinet(arguments, &packed, &name, signing.as_ref(), output)?,
        certificate: certificate(&packed, &name, identity.as_ref())?,
        packed,
    };
    if !arguments.no_sign && !arguments.signer.is_given() {
        let whose = "a test certificate, which only machines take where it was installed";
        output.note("Test-signed", format_args!("by {whose}"));
    }
    if arguments.no_sign {
        let what = "nothing is signed, so Windows does not install it; sign images and catalogs";
        output.warning("Unsigned", what);
    }
    output.json(&report)?;
    Ok(Outcome::Success)
}

fn describe(package: &PackedFolder, root: &Path, output: &Output) {
    let place = root.join(&package.folder);
    output.status("Packed", place.display());
    for catalog in &package.catalogs {
        output.detail(format_args!(
            "{}  {} members, {}, of {}",
            catalog.file,
            catalog.members,
            catalog.architectures.join(" "),
            catalog.infs.join(" ")
        ));
        if let Some(signer) = &catalog.signer {
            output.detail(format_args!("signed by {}", signer.subject));
        }
    }
    for image in &package.images {
        match &image.signer {
            Some(signer) if image.kept => {
                let whose =
                    format_args!("{}  keeps the signature of {}", image.file, signer.subject);
                output.detail(whose);
            }
            Some(signer) => {
                let others = signer.also.iter().map(|it| format!(" and {}", it.subject));
                let others: String = others.collect();
                output.detail(format_args!(
                    "{}  signed by {}{others}",
                    image.file, signer.subject
                ));
            }
            None => output.detail(format_args!("{}  not signed", image.file)),
        }
    }
    for file in &package.left_out {
        output.detail(format_args!("{file}  left out: no INF installs it"));
    }
}

/// Writes the cabinet, when one is wanted.
fn cabinet(
    arguments: &Pack,
    packed: &Packed,
    name: &str,
    signing: Option<&Signing<'_>>,
    output: &Output,
) -> anyhow::Result<Option<PathBuf>> {
    let Some(path) = &arguments.cab else {
        return Ok(None);
    };
    // What is there is not touched before the cabinet is whole.
    let mut made = tempfile::tempfile()?;
    packed.write_cabinet(&mut made, name, signing)?;
    let what = || format!("cannot write {}", path.display());
    made.rewind()?;
    io::copy(&mut made, &mut fs::File::create(path).with_context(what)?).with_context(what)?;
    output.status("Cabinet", path.display());
    if signing.is_some() && !arguments.signer.is_given() {
        let what = "Microsoft takes cabinets only signed with your organization's EV certificate";
        output.note("Test-signed", what);
    }
    Ok(Some(path.clone()))
}

/// Writes the signer's certificate beside the packages, for the machines that are to trust it.
fn certificate(
    packed: &Packed,
    name: &str,
    identity: Option<&Identity>,
) -> anyhow::Result<Option<PathBuf>> {
    let Some(identity) = identity else {
        return Ok(None);
    };
    let path = packed.folder.join(format!("{name}.cer"));
    file::write(&path, &identity.certificate())?;
    Ok(Some(path))
}
