//! What Microsoft's Partner Center asks of a cabinet, before it is uploaded; and whether what came
//! back is what was sent, with Microsoft's signatures.
//!
//! The rules are those of
//! [Attestation sign Windows drivers](https://learn.microsoft.com/windows-hardware/drivers/dashboard/code-signing-attestation)
//! and [Driver code signing requirements](https://learn.microsoft.com/windows-hardware/drivers/dashboard/code-signing-reqs).
//! Partner Center has more, which are not published.

mod answer;
mod microsoft;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use serde::Serialize;
use wdk_inf::{
    Arch, Inf,
    check::{self, RuleSet},
    diagnostic::Level,
};
use x509_cert::{Certificate, ext::pkix::CertificatePolicies};

pub use self::{
    answer::{Answer, Returned, check_answer},
    microsoft::Issuers,
};
use crate::{
    cabinet::{self, Reader},
    catalog::{self, package_files},
    pack::is_folder_name,
    path,
    signature::Signer,
};

/// How much a [`Finding`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// To know: the rule is not for every driver, or only advised.
    Warning,
    /// Partner Center refuses it, or the answer is not what was asked for.
    Error,
}

/// Something that is not as a rule has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file in the cabinet or the answer that it is about.
    pub file: Option<String>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}: {} ({})", self.message, self.rule),
            None => write!(f, "{} ({})", self.message, self.rule),
        }
    }
}

/// What a cabinet is, by the rules.
#[derive(Clone, Debug, Serialize)]
pub struct Submission {
    /// Who signed it.
    pub signer: Option<Signer>,
    /// The drivers' folders, with their INFs.
    pub folders: Vec<Folder>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// A driver's folder in a cabinet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Its name.
    pub name: String,
    /// Its INFs, below it, with slashes.
    pub infs: Vec<String>,
    /// What the INFs are for.
    pub architectures: Vec<String>,
}

impl Submission {
    /// Whether no rule is broken; what is only advised does not count.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings.iter().all(|it| it.severity < Severity::Error)
    }
}

/// Collects findings.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(
        &mut self,
        rule: &'static str,
        severity: Severity,
        file: Option<&str>,
        message: impl Into<String>,
    ) {
        self.0.push(Finding {
            rule,
            severity,
            file: file.map(str::to_owned),
            message: message.into(),
        });
    }

    fn error(&mut self, rule: &'static str, file: &str, message: impl Into<String>) {
        self.add(rule, Severity::Error, Some(file), message);
    }

    fn warning(&mut self, rule: &'static str, file: &str, message: impl Into<String>) {
        self.add(rule, Severity::Warning, Some(file), message);
    }
}

/// Holds a cabinet against the rules. Its files are unpacked below `work`, an empty folder.
///
/// # Errors
///
/// When it is no cabinet, a file in it is damaged or named so that it would lead out of `work`, or
/// `work` cannot be written.
pub fn check<F: Read + Seek>(mut cabinet: F, work: &Path) -> io::Result<Submission> {
    let mut found = Findings::default();
    let signer = check_signature(&mut cabinet, &mut found);
    cabinet.rewind()?;
    let mut reader = Reader::open(cabinet)?;
    let names: Vec<_> = reader.files().into_iter().map(|it| it.name).collect();
    let names: Vec<_> = names.iter().map(|it| it.replace('/', "\\")).collect();
    reader.extract(work)?;
    let mut inside: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in &names {
        match name.trim_start_matches('\\').split_once('\\') {
            Some((folder, file)) => {
                let files = inside.entry(folder.to_owned()).or_default();
                files.push(file.to_owned());
            }
            None => found.error(
                "root-file",
                name,
                "files cannot stand beside the drivers' folders; put it into one, or leave it out",
            ),
        }
    }
    if inside.is_empty() {
        let message = "the cabinet has no driver's folder";
        found.add("no-driver", Severity::Error, None, message);
    }
    let mut folders = Vec::new();
    for (name, files) in &inside {
        if !is_folder_name(name) {
            found.error(
                "folder-name",
                name,
                "a driver's folder has a name of fewer than 40 letters, digits, and the \
                 characters . _ -; rename it",
            );
        }
        folders.push(check_folder(&work.join(name), name, files, &mut found)?);
    }
    check_architectures(&folders, &mut found);
    Ok(Submission {
        signer,
        folders,
        findings: found.0,
    })
}

fn check_signature<F: Read + Seek>(cabinet: &mut F, found: &mut Findings) -> Option<Signer> {
    let signer = match cabinet::verify_file(cabinet) {
        Ok(signer) => signer,
        Err(error) => {
            let message = format!(
                "the cabinet: {error}; sign it with your organization's certificate, `cargo wdk \
                 sign` or the certificate's own tool"
            );
            found.add("signature", Severity::Error, None, message);
            return None;
        }
    };
    let parsed = cabinet::signature_of(cabinet).ok()?;
    let chain = parsed.signers_chain();
    if !parsed.digest_is_sha256() {
        let message = "the cabinet is not signed with SHA-256; use signtool's /fd sha256";
        found.add("sha256", Severity::Error, None, message);
    }
    if let [own] = chain[..]
        && own.tbs_certificate.subject == own.tbs_certificate.issuer
    {
        let message = "the cabinet's certificate is its own issuer, as test certificates are; \
                       Partner Center takes those of the authorities that it lists";
        found.add("certificate", Severity::Error, None, message);
    } else if !chain.first().is_some_and(|it| is_extended_validation(it)) {
        let message = "the certificate does not say that it is an EV certificate; the account needs \
                       one, and this one must be registered there";
        found.add("ev", Severity::Warning, None, message);
    }
    if signer.timestamp.is_none() {
        let message = "no server attests when the cabinet was signed; advised is --timestamp URL";
        found.add("timestamp", Severity::Warning, None, message);
    }
    Some(signer)
}

/// Whether the certificate's policies have that of the CA/Browser forum for EV code signing.
fn is_extended_validation(certificate: &Certificate) -> bool {
    const EV_CODE_SIGNING: &str = "2.23.140.1.3";
    let policies = certificate.tbs_certificate.get::<CertificatePolicies>();
    let Ok(Some((_, policies))) = policies else {
        return false;
    };
    let mut ids = policies.0.iter().map(|it| it.policy_identifier.to_string());
    ids.any(|it| it == EV_CODE_SIGNING)
}

fn extension(name: &str) -> String {
    let found = name.rsplit_once('.').map_or("", |it| it.1);
    found.to_lowercase()
}

/// Checks a driver's folder, which was unpacked to `folder`.
fn check_folder(
    folder: &Path,
    name: &str,
    files: &[String],
    found: &mut Findings,
) -> io::Result<Folder> {
    let is = |wanted: &str| {
        let wanted = wanted.to_owned();
        files.iter().filter(move |it| extension(it) == wanted)
    };
    let infs: Vec<_> = is("inf").cloned().collect();
    if infs.is_empty() {
        let message = "the folder has no .inf file; each driver's folder is a package of its own";
        found.error("no-inf", name, message);
    }
    if is("cat").next().is_none() {
        let message = "the folder has no catalog, by which the company is verified; make it with \
                       `cargo wdk pack` or `cargo wdk cat create`";
        found.error("no-catalog", name, message);
    }
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut architectures: BTreeSet<Arch> = BTreeSet::new();
    for inf in &infs {
        let label = format!("{name}\\{inf}");
        let path = path::find(folder, inf)?;
        check_inf(&path, &label, found);
        let Ok(parsed) = Inf::parse_named(&label, &fs::read(&path)?) else {
            continue;
        };
        architectures.extend(catalog::architectures(&parsed));
        let below = inf.rsplit_once('\\').map_or("", |it| it.0);
        let beside = path.parent().unwrap_or(folder);
        check_files(&parsed, beside, below, &label, &mut named, found);
        check_catalogs(&parsed, &path, &label, found)?;
    }
    for file in files {
        let label = format!("{name}\\{file}");
        let stem = |it: &str| path::fold(it.rsplit_once('.').map_or(it, |it| it.0));
        match extension(file).as_str() {
            "inf" | "cat" | "pdb" => {}
            _ if !named.contains(&path::fold(file)) => {
                found.warning("unreferenced", &label, "no INF of the folder installs it");
            }
            "sys" if !is("pdb").any(|it| stem(it) == stem(file)) => {
                let message = "its symbols (.pdb) are not beside it; Microsoft's analysis of \
                               crashes needs them";
                found.warning("symbols", &label, message);
            }
            _ => {}
        }
    }
    Ok(Folder {
        name: name.to_owned(),
        infs: infs.iter().map(|it| it.replace('\\', "/")).collect(),
        architectures: architectures.iter().map(ToString::to_string).collect(),
    })
}

/// Holds an INF against the rules that the dashboard requires before it signs.
fn check_inf(path: &Path, label: &str, found: &mut Findings) {
    let options = check::Options {
        rules: RuleSet::Signature,
        ..check::Options::default()
    };
    for it in check::check_file(path, &options).findings {
        let severity = match it.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
        };
        let message = format!("{} {}", it.code, it.message);
        found.add("inf", severity, Some(label), message);
    }
}

/// Looks for the files that an INF installs, `below` the driver's folder.
fn check_files(
    inf: &Inf,
    beside: &Path,
    below: &str,
    label: &str,
    named: &mut BTreeSet<String>,
    found: &mut Findings,
) {
    for arch in catalog::architectures(inf) {
        let files = match package_files(inf, arch) {
            Ok(files) => files,
            Err(error) => return found.error("files", label, error.to_string()),
        };
        for file in files {
            let whole = match below {
                "" => file.source.clone(),
                below => format!("{below}\\{}", file.source),
            };
            let is_new = named.insert(path::fold(&whole));
            let kind = path::kind(beside, &file.source);
            if is_new && !matches!(kind, Ok(Some(path::Kind::File(_)))) {
                let message = format!("it installs {}, which is not in the cabinet", file.source);
                found.error("missing-file", label, message);
            }
        }
        let floor = inf.reaches(arch).first().map(|it| it.windows.major);
        if floor.is_some_and(|it| (1..10).contains(&it)) {
            let message = "it has devices for systems before Windows 10, which take no driver that \
                           is signed by attestation alone";
            found.warning("windows-10", label, message);
        }
    }
}

/// Holds the package against its catalogs, which Microsoft replaces.
fn check_catalogs(inf: &Inf, path: &Path, label: &str, found: &mut Findings) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    for (name, architectures) in catalog::catalogs(inf).unwrap_or_default() {
        let bytes = match path::read(folder, &name) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.warning("catalog", label, format!("its catalog {name} is not there"));
                continue;
            }
            Err(error) => return Err(error),
        };
        let wrong = match catalog::verify_package_for(&bytes, path, &architectures) {
            Ok(verdict) => {
                let finding = verdict.findings.first().map(ToString::to_string);
                finding.or(verdict.signature)
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(wrong) = wrong {
            let message = format!("{name}: {wrong}; Microsoft makes another in any case");
            found.warning("catalog", label, message);
        }
    }
    Ok(())
}

/// All folders of a cabinet are for the same architectures.
fn check_architectures(folders: &[Folder], found: &mut Findings) {
    let known = || folders.iter().filter(|it| !it.architectures.is_empty());
    let Some(first) = known().next() else { return };
    for other in known().filter(|it| it.architectures != first.architectures) {
        let message = format!(
            "the folder is for {}, {} is for {}; all folders of one cabinet have to be for the \
             same, so make a cabinet of each",
            other.architectures.join(" and "),
            first.name,
            first.architectures.join(" and ")
        );
        found.error("architectures", &other.name, message);
    }
}

/// The files in `folder` and below by their folded paths with backslashes.
fn tree(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    gather(folder, "", &mut files)?;
    Ok(files)
}

fn gather(folder: &Path, at: &str, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    for name in path::list(folder, None)? {
        let below = match at {
            "" => path::fold(&name),
            at => format!("{at}\\{}", path::fold(&name)),
        };
        let place = folder.join(&name);
        match path::kind(folder, &name)? {
            Some(path::Kind::Folder) => gather(&place, &below, files)?,
            Some(path::Kind::File(_)) => drop(files.insert(below, place)),
            _ => {}
        }
    }
    Ok(())
}
