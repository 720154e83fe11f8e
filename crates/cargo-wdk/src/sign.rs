//! `cargo wdk sign`, and by whom everything here is signed.

use std::{
    env,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;
use wdk_package::{
    Identity, authenticode, cabinet, catalog,
    certificate::{CertificateError, test_key},
    signature::{Signature, Signing},
};

use crate::{file, outcome::Outcome, output::Output, project};

/// The variable with the password of the certificate's file: an argument could be seen by others.
const PASSWORD: &str = "WDK_CERTIFICATE_PASSWORD";
/// The workspace's test certificate, below its `target/wdk`.
pub(crate) const TEST_CERTIFICATE: &str = "test-certificate.pfx";
const TEST_SUBJECT: &str = "CN=WDK test certificate";

/// Who signs.
#[derive(Args, Clone, Default)]
pub(crate) struct Signer {
    /// The signer's .pfx file, or a .pem file with certificates and key. Without it, a test
    /// certificate is made for the workspace, once a year. WDK_CERTIFICATE_PASSWORD holds its password.
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate: Option<PathBuf>,
    /// The file with the private key, when FILE has only certificates.
    #[arg(long, value_name = "KEY", requires = "certificate")]
    pub(crate) key: Option<PathBuf>,
    /// Have the signatures' time attested by this RFC 3161 server, http://...
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(crate) timestamp: Option<String>,
    /// The password of FILE, when not that of the variable.
    #[arg(skip)]
    pub(crate) password: Option<String>,
}

/// The address of a time stamp server.
fn address(text: &str) -> Result<String, String> {
    if text.starts_with("http://") {
        return Ok(text.to_owned());
    }
    Err("give an http:// address, as the public servers have; the answer is signed".to_owned())
}

/// Sign files in place.
#[derive(Args)]
pub(crate) struct Sign {
    /// Images (.sys, .dll, .exe), catalogs (.cat) and cabinets (.cab).
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Also sign the digest of every page of the images.
    #[arg(long)]
    pub(crate) page_hashes: bool,
    #[command(flatten)]
    pub(crate) signer: Signer,
}

impl Signer {
    /// What the library needs to know. There is no signing time, so that the same files signed by
    /// the same key have the same bytes.
    pub(crate) fn signing<'a>(&'a self, identity: &'a Identity) -> Signing<'a> {
        Signing {
            timestamp: self.timestamp.as_deref(),
            ..Signing::by(identity)
        }
    }
}

/// The identity that `signer` names, or the test identity below `folder`, which is made when there
/// is none.
pub(crate) fn identity(signer: &Signer, folder: &Path) -> anyhow::Result<Identity> {
    if let Some(path) = &signer.certificate {
        let password = signer.password.clone();
        let password = password.unwrap_or_else(|| env::var(PASSWORD).unwrap_or_default());
        // What is wrong with this file is told of this file.
        signer.key.as_deref().map(file::read).transpose()?;
        return match Identity::read(path, signer.key.as_deref(), &password) {
            Ok(identity) => Ok(identity),
            // It names the file.
            Err(error @ CertificateError::File { .. }) => Err(error).context("cannot sign"),
            Err(error) => Err(error).with_context(|| format!("{} cannot sign", path.display())),
        };
    }
    // The wall clock, whatever SOURCE_DATE_EPOCH says: it has to hold today.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let path = folder.join(TEST_CERTIFICATE);
    match test_key::read_or_make(&path, TEST_SUBJECT, now) {
        Ok(identity) => Ok(identity),
        // They name the file and say what to do.
        Err(error @ (CertificateError::File { .. } | CertificateError::Exposed { .. })) => {
            Err(error).context("cannot sign")
        }
        Err(error) => {
            Err(error).with_context(|| format!("remove {} to have it made again", path.display()))
        }
    }
}

/// A signed file as programs see it.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a Path,
    signer: wdk_package::signature::Signer,
}

pub(crate) fn run(arguments: &Sign, output: &Output) -> anyhow::Result<Outcome> {
    let target = match &arguments.signer.certificate {
        Some(_) => PathBuf::new(),
        None => {
            let metadata = project::metadata();
            let metadata = metadata
                .context("nobody signs: give --certificate, or call it in a Cargo project")?;
            metadata.target_directory.into_std_path_buf().join("wdk")
        }
    };
    let identity = identity(&arguments.signer, &target)?;
    let signing = arguments.signer.signing(&identity);
    // All are looked at before the first is changed.
    let mut files = Vec::new();
    for file in &arguments.files {
        let bytes = file::read(file)?;
        let kind = Kind::of(&bytes);
        let kind = kind.with_context(|| format!("{} cannot be signed", file.display()))?;
        file::check_writable(file)?;
        files.push((file, kind, bytes));
    }
    let mut reports = Vec::new();
    for (file, kind, mut bytes) in files {
        let signer = kind
            .sign(&mut bytes, &signing, arguments.page_hashes)
            .with_context(|| format!("{} cannot be signed", file.display()))?;
        file::write(file, &bytes)?;
        let what = format_args!("{} by {}", file.display(), signer.subject);
        output.status("Signed", what);
        if let Some((time, server)) = &signer.timestamp {
            output.detail(format_args!("time {time}, attested by {server}"));
        }
        reports.push(Report { file, signer });
    }
    output.json(&reports)?;
    Ok(Outcome::Success)
}

/// What can be signed.
enum Kind {
    Image,
    Cabinet,
    Catalog,
}

impl Kind {
    fn of(bytes: &[u8]) -> anyhow::Result<Self> {
        Ok(match bytes.first_chunk() {
            Some(b"MZ") => Self::Image,
            Some(b"MS") => Self::Cabinet,
            Some(b"\x30\x82" | b"\x30\x83") => Self::Catalog,
            _ => bail!("it is no image, catalog or cabinet"),
        })
    }

    /// Signs `bytes` in the form of their kind.
    fn sign(
        &self,
        bytes: &mut Vec<u8>,
        signing: &Signing<'_>,
        pages: bool,
    ) -> anyhow::Result<wdk_package::signature::Signer> {
        Ok(match self {
            Self::Image => {
                authenticode::sign(bytes, signing, pages)?;
                authenticode::verify(bytes)?
            }
            Self::Cabinet => {
                cabinet::sign(bytes, signing)?;
                cabinet::verify(bytes)?
            }
            Self::Catalog => {
                *bytes = catalog::parse(bytes)?.sign(signing)?;
                Signature::parse(bytes)?.verify()?
            }
        })
    }
}
