//! `cargo wdk submit`: what goes to Microsoft's Partner Center, and what comes back.

mod api;
mod curl;
mod upload;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde::Serialize;
use wdk_package::{
    cabinet::Reader,
    submit::{self, Answer, Finding, Issuers, Severity, Submission},
};

use crate::{file, outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct Submit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hold a cabinet against Partner Center's published rules; and what came back against it.
    Check(Check),
    /// Send a cabinet to Partner Center by its API, wait until it is signed, and fetch the answer.
    ///
    /// Called again it goes on where it stopped: how far it is stands in CAB.submission.json. Who
    /// asks stands in the environment: WDK_PARTNER_TENANT, WDK_PARTNER_CLIENT and
    /// WDK_PARTNER_SECRET of an application of Microsoft Entra with the role Driver Submitter, or an
    /// access token in WDK_PARTNER_TOKEN.
    Upload(Box<upload::Upload>),
}

#[derive(Args)]
struct Check {
    /// The cabinet.
    #[arg(value_name = "CAB")]
    cabinet: PathBuf,
    /// What came back: the folder where it was unpacked, or a cabinet. It has to have the same INFs,
    /// and the same images but for their signatures, which have to be Microsoft's.
    #[arg(long, value_name = "FOLDER")]
    answer: Option<PathBuf>,
    /// Certificates whose holders are asked for instead of Microsoft's authorities, .pem or .cer.
    #[arg(long, value_name = "FILE", requires = "answer")]
    issuer: Option<PathBuf>,
}

/// What was found, as programs see it.
#[derive(Serialize)]
struct Report {
    cabinet: Submission,
    answer: Option<Answer>,
}

pub(crate) fn run(arguments: &Submit, output: &Output) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Check(it) => check(it, output),
        Command::Upload(it) => upload::run(it, output),
    }
}

fn check(arguments: &Check, output: &Output) -> anyhow::Result<Outcome> {
    let issuers = match &arguments.issuer {
        None => Issuers::default(),
        Some(path) => Issuers::read(&file::read(path)?)
            .with_context(|| format!("{} has no certificate", path.display()))?,
    };
    let unpacked = tempfile::tempdir()?;
    let path = &arguments.cabinet;
    let opened = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let cabinet = submit::check(opened, unpacked.path())
        .with_context(|| format!("{} cannot be read as a cabinet", path.display()))?;
    describe_cabinet(&cabinet, path, output);
    let answer = arguments.answer.as_deref();
    let answer = answer.map(|it| held_against(it, unpacked.path(), &issuers));
    let answer = answer.transpose()?;
    if let Some(answer) = &answer {
        describe_answer(answer, output);
    }
    // What was sent is past when its answer is looked at.
    let good = match &answer {
        Some(answer) => answer.is_good(),
        None => cabinet.is_good(),
    };
    output.json(&Report { cabinet, answer })?;
    Ok(Outcome::of(good))
}

fn held_against(answer: &Path, sent: &Path, issuers: &Issuers) -> anyhow::Result<Answer> {
    let what = || format!("cannot read {}", answer.display());
    if answer.is_dir() {
        return submit::check_answer(sent, answer, issuers).with_context(what);
    }
    let unpacked = tempfile::tempdir()?;
    let opened = fs::File::open(answer).with_context(what)?;
    let mut reader = Reader::open(opened).with_context(|| {
        let path = answer.display();
        format!("{path} is neither a folder nor a cabinet; unpack a .zip file into a folder")
    })?;
    reader.extract(unpacked.path()).with_context(what)?;
    submit::check_answer(sent, unpacked.path(), issuers).with_context(what)
}

fn describe_cabinet(cabinet: &Submission, path: &Path, output: &Output) {
    output.status("Cabinet", path.display());
    if let Some(signer) = &cabinet.signer {
        output.detail(format_args!("signed by {}", signer.subject));
    }
    for folder in &cabinet.folders {
        let what = folder.architectures.join(" ");
        output.detail(format_args!(
            "{}  {}  {what}",
            folder.name,
            folder.infs.join(" ")
        ));
    }
    findings(&cabinet.findings, output);
    if cabinet.is_good() {
        output.status("Right", "it breaks no published rule of Partner Center");
    }
}

fn describe_answer(answer: &Answer, output: &Output) {
    for folder in &answer.folders {
        output.status(
            "Answer",
            format_args!("{} for {}", folder.place.display(), folder.name),
        );
        if let Some(signer) = &folder.signer {
            output.detail(format_args!("catalog signed by {}", signer.subject));
        }
        if let Some(how) = folder.how {
            output.detail(format_args!("signed after: {how}"));
        }
    }
    findings(&answer.findings, output);
    if answer.is_good() {
        output.status(
            "Right",
            "what came back is what was sent, with the signatures asked for",
        );
    }
}

fn findings(findings: &[Finding], output: &Output) {
    for it in findings {
        match it.severity {
            Severity::Error => output.error("Wrong", it),
            Severity::Warning => output.warning("Advised", it),
        }
    }
}
