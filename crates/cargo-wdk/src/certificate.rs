//! `cargo wdk certificate`: a test certificate in a file.

use std::{
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde::Serialize;
use wdk_inf::Date;
use wdk_package::certificate::{KeyAlgorithm, test_key};

use crate::{file, outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct Certificate {
    /// Its file, with the key; a .cer file for the test machines is written beside it.
    #[arg(value_name = "FILE", default_value = "wdk-test.pfx")]
    file: PathBuf,
    /// Whose it says that it is.
    #[arg(long, default_value = "CN=WDK test certificate")]
    subject: String,
    /// What kind of key it has.
    #[arg(long, value_enum, default_value_t = Algorithm::Rsa)]
    algorithm: Algorithm,
}

#[derive(Clone, Copy, ValueEnum)]
enum Algorithm {
    /// RSA, 2048 bits: what every Windows takes.
    Rsa,
    /// The elliptic curve P-256.
    P256,
    /// The elliptic curve P-384.
    P384,
}

/// The certificate as programs see it.
#[derive(Serialize)]
struct Report {
    file: PathBuf,
    certificate: PathBuf,
    subject: String,
    thumbprint: String,
    algorithm: &'static str,
    not_before: u64,
    not_after: u64,
}

pub(crate) fn run(arguments: &Certificate, output: &Output) -> anyhow::Result<Outcome> {
    let algorithm = match arguments.algorithm {
        Algorithm::Rsa => KeyAlgorithm::Rsa,
        Algorithm::P256 => KeyAlgorithm::P256,
        Algorithm::P384 => KeyAlgorithm::P384,
    };
    // The wall clock, whatever SOURCE_DATE_EPOCH says: it has to hold today.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let path = &arguments.file;
    let was_there = path.exists();
    let identity = test_key::read_or_make_of(path, algorithm, &arguments.subject, now)
        .with_context(|| format!("no test certificate in {}", path.display()))?;
    let certificate = path.with_extension("cer");
    file::write(&certificate, &identity.certificate())?;
    let day = |seconds: u64| Date::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX));
    let report = Report {
        file: path.clone(),
        certificate,
        subject: identity.subject(),
        thumbprint: identity.thumbprint(),
        algorithm: match identity.algorithm() {
            KeyAlgorithm::Rsa => "rsa",
            KeyAlgorithm::P256 => "p256",
            KeyAlgorithm::P384 => "p384",
            _ => "other",
        },
        not_before: identity.not_before(),
        not_after: identity.not_after(),
    };
    let verb = if was_there { "Found" } else { "Made" };
    output.status(
        verb,
        format_args!("{}, {}", report.subject, report.algorithm),
    );
    output.detail(format_args!("thumbprint {}", report.thumbprint));
    output.detail(format_args!("holds until {}", day(report.not_after)));
    output.detail(format_args!(
        "sign with --certificate {}; whoever has this file can sign for machines that trust it",
        path.display()
    ));
    output.detail(format_args!(
        "trust it on a test machine: certutil -addstore Root {0}, and -addstore TrustedPublisher {0}",
        report.certificate.display()
    ));
    output.json(&report)?;
    Ok(Outcome::Success)
}
