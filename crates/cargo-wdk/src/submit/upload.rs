//! `cargo wdk submit upload`: a cabinet's way through the hardware dashboard, which takes hours and
//! can be gone on with at any point.

use std::{
    fs,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wdk_inf::Date;
use wdk_package::{
    catalog::Os,
    digest::Algorithm,
    submit::{self, Submission},
};

use super::{
    api::{self, Api},
    describe_cabinet,
};
use crate::{clock, outcome::Outcome, output::Output};

#[derive(Args)]
pub(super) struct Upload {
    /// The cabinet, signed.
    #[arg(value_name = "CAB")]
    cabinet: PathBuf,
    /// The new product's name; the cabinet's when not given.
    #[arg(long)]
    name: Option<String>,
    /// A product that is there already; by default a new one is made.
    #[arg(long, value_name = "ID", conflicts_with_all = ["name", "os", "signature"])]
    product: Option<u64>,
    /// The systems that the product is for, by inf2cat's names, for example 10_RS3_X64,10_NI_X64.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    os: Vec<Os>,
    /// The same by Partner Center's codes, for example WINDOWS_v100_X64_RS3_FULL.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    signature: Vec<String>,
    /// Where the device is.
    #[arg(long, value_name = "WHERE", default_value = "external")]
    device_type: DeviceType,
    /// Send a cabinet that breaks a rule of `submit check`.
    #[arg(long)]
    ignore_rules: bool,
    /// Return as soon as Partner Center has the cabinet; the same command waits for the answer.
    #[arg(long)]
    no_wait: bool,
    /// How often to ask whether the answer is there.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    interval: u64,
    /// Where the signed package goes; beside the cabinet when not given.
    #[arg(short, long, value_name = "FILE.zip")]
    output: Option<PathBuf>,
    /// Where the API is.
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://manage.devcenter.microsoft.com/v2.0/my/hardware"
    )]
    endpoint: String,
    /// Where an application gets its tokens.
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://login.microsoftonline.com"
    )]
    authority: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum DeviceType {
    /// Inside of the computer.
    Internal,
    /// Connected to it.
    External,
    /// Either.
    Both,
}

/// How far a cabinet is, in a file beside it.
#[derive(Clone, Default, Serialize, Deserialize)]
struct State {
    /// The SHA-256 of the cabinet.
    cabinet: String,
    endpoint: String,
    product: u64,
    submission: Option<u64>,
    uploaded: bool,
    committed: bool,
}

/// What came of it, for programs.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    state: State,
    commit_status: String,
    step: String,
    step_state: String,
    messages: Vec<Value>,
    /// The signed package.
    file: Option<PathBuf>,
}

pub(super) fn run(arguments: &Upload, output: &Output) -> anyhow::Result<Outcome> {
    let cabinet = &arguments.cabinet;
    let bytes = fs::read(cabinet).with_context(|| format!("cannot read {}", cabinet.display()))?;
    let digest = Algorithm::Sha256.of([&*bytes]).to_string();
    let place = cabinet.with_added_extension("submission.json");
    let known = State::read(&place, &digest, &arguments.endpoint)?;
    let checked = match &known {
        Some(_) => None,
        None => match arguments.checked(output)? {
            Some(checked) => Some(checked),
            None => return Ok(Outcome::Failure),
        },
    };
    let api = Api::new(&arguments.endpoint, &arguments.authority, output)?;
    let mut state = match (known, checked) {
        (Some(state), _) => {
            output.status("Going on", format_args!("with {}", place.display()));
            state
        }
        (None, checked) => {
            let product = match arguments.product {
                Some(product) => product,
                None => api.create_product(&arguments.new_product(checked.as_ref())?)?,
            };
            output.status("Product", product);
            let endpoint = arguments.endpoint.clone();
            State {
                cabinet: digest,
                endpoint,
                product,
                ..State::default()
            }
        }
    };
    state.write(&place)?;
    let submission = arguments.send(&api, &mut state, &place, output)?;
    if arguments.no_wait {
        let command = format!("cargo wdk submit upload {}", cabinet.display());
        output.note("Sent", format_args!("`{command}` waits for the answer"));
        let now = api.submission(state.product, submission)?;
        output.json(&Report::of(state, now, None))?;
        return Ok(Outcome::Success);
    }
    let ended = arguments.wait(&api, &state, submission, output)?;
    if ended.has_failed() {
        output.error(
            "Failed",
            format_args!("Partner Center refuses the cabinet at {}", step(&ended)),
        );
        for message in &ended.workflow_status.messages {
            output.detail(plain(message));
        }
        output.json(&Report::of(state, ended, None))?;
        return Ok(Outcome::Failure);
    }
    let to = arguments.answer();
    let address = ended.address("signedPackage").filter(|it| !it.is_empty());
    let address = address.context("the submission is complete, but has no signed package")?;
    api.download(address, &to, shows_progress(output))?;
    output.status("Signed", to.display());
    output.detail(format_args!(
        "unpack it, and hold it against what was sent: cargo wdk submit check {} --answer FOLDER",
        cabinet.display()
    ));
    output.json(&Report::of(state, ended, Some(to)))?;
    Ok(Outcome::Success)
}

impl Upload {
    /// The cabinet by the rules, or nothing when it breaks one.
    fn checked(&self, output: &Output) -> anyhow::Result<Option<Submission>> {
        let path = &self.cabinet;
        let unpacked = tempfile::tempdir()?;
        let opened = fs::File::open(path)?;
        let checked = submit::check(opened, unpacked.path())
            .with_context(|| format!("{} cannot be read as a cabinet", path.display()))?;
        describe_cabinet(&checked, path, output);
        if checked.is_good() || self.ignore_rules {
            return Ok(Some(checked));
        }
        output.error(
            "Kept",
            "nothing was sent; --ignore-rules sends a cabinet that breaks them",
        );
        output.json(&checked)?;
        Ok(None)
    }

    /// A product that Partner Center signs by attestation.
    fn new_product(&self, cabinet: Option<&Submission>) -> anyhow::Result<Value> {
        let mut codes = self.signature.clone();
        for os in &self.os {
            let code = os.dashboard_code();
            codes.push(code.with_context(|| {
                format!("Microsoft lists no code for {os}; give Partner Center's by --signature")
            })?);
        }
        if codes.is_empty() {
            let folders = cabinet.into_iter().flat_map(|it| &it.folders);
            let archs: std::collections::BTreeSet<_> =
                folders.flat_map(|it| it.architectures.clone()).collect();
            let archs: Vec<_> = archs.into_iter().collect();
            bail!(
                "say for which systems Partner Center is to sign the drivers, which are for {}: --os \
                 LIST has inf2cat's names, as 10_RS3_X64,10_NI_X64",
                archs.join(" and ")
            );
        }
        let mut families = serde_json::Map::new();
        for code in &codes {
            let family = family(code).with_context(|| {
                format!("{code} is no code of Windows 10 or 11, as WINDOWS_v100_X64_RS3_FULL")
            })?;
            families.insert(family, json!("Unclassified"));
        }
        let stem = self.cabinet.file_stem().unwrap_or_default();
        let name = self.name.clone();
        let name = name.unwrap_or_else(|| stem.to_string_lossy().into_owned());
        Ok(json!({
            "productName": name,
            "testHarness": "Attestation",
            "announcementDate": format!("{}T00:00:00", iso(clock::today()?)),
            "deviceMetadataIds": [],
            "firmwareVersion": "0",
            "deviceType": match self.device_type {
                DeviceType::Internal => "internal",
                DeviceType::External => "external",
                DeviceType::Both => "internalExternal",
            },
            "isTestSign": false,
            "isFlightSign": false,
            "marketingNames": [],
            "selectedProductTypes": families,
            "requestedSignatures": codes,
            "additionalAttributes": {},
        }))
    }

    /// Makes the submission, uploads the cabinet and commits it, as far as that is not done.
    fn send(
        &self,
        api: &Api<'_>,
        state: &mut State,
        place: &Path,
        output: &Output,
    ) -> anyhow::Result<u64> {
        let stem = self.cabinet.file_stem().unwrap_or_default();
        let (submission, made) = match state.submission {
            Some(submission) => (submission, None),
            None => {
                let name = stem.to_string_lossy();
                let made = api.create_submission(state.product, &name, "initial")?;
                state.submission = Some(made.id);
                state.write(place)?;
                output.status("Submission", made.id);
                (made.id, Some(made))
            }
        };
        if !state.uploaded {
            // The address is signed for a short time, and not kept.
            let made = match made {
                Some(made) => made,
                None => api.submission(state.product, submission)?,
            };
            let address = made.address("initialPackage");
            let address = address.filter(|it| !it.is_empty());
            let address = address.context("the submission has no address to upload to")?;
            api.upload(&self.cabinet, address, shows_progress(output))?;
            state.uploaded = true;
            state.write(place)?;
            output.status("Uploaded", self.cabinet.display());
        }
        if !state.committed {
            api.commit(state.product, submission)?;
            state.committed = true;
            state.write(place)?;
            output.status("Committed", submission);
        }
        Ok(submission)
    }

    /// Asks until the submission is signed or refused.
    fn wait(
        &self,
        api: &Api<'_>,
        state: &State,
        submission: u64,
        output: &Output,
    ) -> anyhow::Result<api::Submission> {
        let mut told = String::new();
        let bar = output.progress("Partner Center");
        loop {
            let now = api.submission(state.product, submission)?;
            let at = step(&now);
            if at != told {
                bar.suspend(|| output.status("Status", &at));
                told = at;
            }
            if now.has_failed() || now.is_done() {
                bar.finish_and_clear();
                return Ok(now);
            }
            thread::sleep(Duration::from_secs(self.interval));
        }
    }

    fn answer(&self) -> PathBuf {
        let stem = self.cabinet.file_stem().unwrap_or_default();
        let name = format!("{}-signed.zip", stem.to_string_lossy());
        let beside = self.cabinet.with_file_name(name);
        self.output.clone().unwrap_or(beside)
    }
}

impl State {
    /// What was written for this cabinet.
    fn read(place: &Path, digest: &str, endpoint: &str) -> anyhow::Result<Option<Self>> {
        let text = match fs::read_to_string(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| format!("cannot read {}", place.display()))?,
        };
        let shown = place.display();
        let state: Self = serde_json::from_str(&text)
            .with_context(|| format!("{shown} is not what this command wrote"))?;
        if state.cabinet != digest || state.endpoint != endpoint {
            bail!(
                "{shown} is of another cabinet or another endpoint; remove it to send this one as a \
                 submission of its own"
            );
        }
        Ok(Some(state))
    }

    fn write(&self, place: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        fs::write(place, text).with_context(|| format!("cannot write {}", place.display()))
    }
}

impl Report {
    fn of(state: State, now: api::Submission, file: Option<PathBuf>) -> Self {
        let workflow = now.workflow_status;
        Self {
            state,
            commit_status: now.commit_status,
            step: workflow.current_step,
            step_state: workflow.state,
            messages: workflow.messages,
            file,
        }
    }
}

fn step(submission: &api::Submission) -> String {
    let workflow = &submission.workflow_status;
    let parts = [
        &submission.commit_status,
        &workflow.current_step,
        &workflow.state,
    ];
    let parts = parts.iter().filter(|it| !it.is_empty());
    parts.map(|it| it.as_str()).collect::<Vec<_>>().join(" ")
}

fn plain(message: &Value) -> String {
    match message.as_str() {
        Some(text) => text.to_owned(),
        None => message.to_string(),
    }
}

fn shows_progress(output: &Output) -> bool {
    output.is_text() && !output.is_quiet() && io::stderr().is_terminal()
}

/// The system family of an operating system's code: `windows_v100_RS3` for
/// `WINDOWS_v100_X64_RS3_FULL`.
fn family(code: &str) -> Option<String> {
    let rest = code.strip_prefix("WINDOWS_v100_")?.strip_suffix("_FULL")?;
    let (server, rest) = match rest.strip_prefix("SERVER_") {
        Some(rest) => ("Server", rest),
        None => ("", rest),
    };
    let rest = rest.strip_prefix("X64_").unwrap_or(rest);
    let release = rest.strip_prefix("ARM64_").unwrap_or(rest);
    Some(match release {
        "TH1" | "TH2" => format!("windows_v100{server}"),
        "" => return None,
        _ => format!("windows_v100{server}_{release}"),
    })
}

/// A day as ISO 8601 writes it.
fn iso(day: Date) -> String {
    let text = day.to_string();
    let parts: Vec<_> = text.split('/').collect();
    match parts[..] {
        [month, day, year] => format!("{year}-{month}-{day}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_those_that_microsoft_lists() {
        let of = |code| family(code).unwrap_or_default();
        assert_eq!(of("WINDOWS_v100_X64_TH1_FULL"), "windows_v100");
        assert_eq!(of("WINDOWS_v100_RS3_FULL"), "windows_v100_RS3");
        assert_eq!(of("WINDOWS_v100_ARM64_GE_FULL"), "windows_v100_GE");
        assert_eq!(
            of("WINDOWS_v100_SERVER_X64_FE_FULL"),
            "windows_v100Server_FE"
        );
        for wrong in ["WINDOWS_v63_X64", "10_NI_X64", "WINDOWS_v100_X64__FULL"] {
            assert_eq!(family(wrong), None, "{wrong}");
        }
        assert_eq!(iso("02/29/2028".parse().unwrap()), "2028-02-29");
    }
}
