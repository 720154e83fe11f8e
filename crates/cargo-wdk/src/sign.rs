//! `cargo wdk sign`, and by whom everything here is signed.

mod command;
#[cfg(feature = "token")]
mod token;

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
    /// Sign with a key in a token that this PKCS #11 library reaches; WDK_TOKEN_PIN holds its PIN.
    /// The certificate is the token's, or that of --certificate.
    #[arg(long, value_name = "LIBRARY", conflicts_with = "key")]
    pub(crate) token: Option<PathBuf>,
    /// The token's label, when there are several.
    #[arg(long, value_name = "LABEL", requires = "token")]
    pub(crate) token_label: Option<String>,
    /// The key's label, when the token has several.
    #[arg(long, value_name = "LABEL", requires = "token")]
    pub(crate) token_key: Option<String>,
    /// Sign by a command that gets a SHA-256 digest and writes the signature: its words may have
    /// {digest}, {digest-base64} and {algorithm} (rsa, p256, p384), its input is the digest's bytes.
    #[arg(long, value_name = "COMMAND", requires = "certificate",
          conflicts_with_all = ["key", "token"])]
    pub(crate) sign_command: Option<String>,
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
    /// Keep the signature that an image has, and add another beside it, as signtool's /as.
    #[arg(long)]
    pub(crate) append: bool,
    #[command(flatten)]
    pub(crate) signer: Signer,
}

impl Signer {
    /// Whether somebody else than the test certificate signs.
    pub(crate) fn is_given(&self) -> bool {
        self.certificate.is_some() || self.token.is_some()
    }

    /// The identity that signs. Where none is named it is the test certificate of the Cargo project
    /// that the current folder is in.
    pub(crate) fn find(&self) -> anyhow::Result<Identity> {
        if self.is_given() {
            return identity(self, Path::new(""));
        }
        let metadata = project::metadata();
        let metadata = metadata.context(
            "nobody signs: this is no Cargo project, which would have a test certificate; \
             give --certificate FILE (`cargo wdk certificate` makes one), or --token",
        )?;
        let target = metadata.target_directory.into_std_path_buf();
        identity(self, &target.join("wdk"))
    }

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
    if let Some(module) = &signer.token {
        return in_token(signer, module);
    }
    if let (Some(command), Some(path)) = (&signer.sign_command, &signer.certificate) {
        let certificate = file::read(path)?;
        let made = command::identity(command, &certificate);
        return made.with_context(|| format!("{} cannot sign", path.display()));
    }
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

#[cfg(feature = "token")]
fn in_token(signer: &Signer, module: &Path) -> anyhow::Result<Identity> {
    let certificate = signer.certificate.as_deref().map(file::read).transpose()?;
    let (label, key) = (signer.token_label.as_deref(), signer.token_key.as_deref());
    token::identity(module, label, key, certificate.as_deref()).context("cannot sign")
}

#[cfg(not(feature = "token"))]
fn in_token(_: &Signer, _: &Path) -> anyhow::Result<Identity> {
    bail!("this program was built without the feature `token`, so it cannot use tokens")
}

/// A signed file as programs see it.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a Path,
    signer: wdk_package::signature::Signer,
}

pub(crate) fn run(arguments: &Sign, output: &Output) -> anyhow::Result<Outcome> {
    let identity = arguments.signer.find()?;
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
            .sign(&mut bytes, &signing, arguments)
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
        arguments: &Sign,
    ) -> anyhow::Result<wdk_package::signature::Signer> {
        Ok(match self {
            Self::Image => {
                match arguments.append {
                    true => authenticode::append(bytes, signing, arguments.page_hashes)?,
                    false => authenticode::sign(bytes, signing, arguments.page_hashes)?,
                }
                authenticode::verify(bytes)?
            }
            _ if arguments.append => bail!("only an image can have a second signature"),
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
