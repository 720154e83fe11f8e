//! What came back from Partner Center.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use wdk_inf::Inf;

use super::{Finding, Findings, Issuers, Severity, extension, microsoft, tree};
use crate::{
    authenticode, catalog,
    digest::Algorithm,
    path,
    signature::{Signature, SignatureError, Signer},
};

/// What came back, held against what was sent.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The drivers' folders.
    pub folders: Vec<Returned>,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
}

/// A driver's folder that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// Its name in the cabinet.
    pub name: String,
    /// Where it is.
    pub place: PathBuf,
    /// Who signed its catalogs.
    pub signer: Option<Signer>,
    /// How Microsoft came to sign: by attestation, or after tests.
    pub how: Option<&'static str>,
}

impl Answer {
    /// Whether all is what was sent, signed by whom it should be.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings.iter().all(|it| it.severity < Severity::Error)
    }
}

/// Holds the files in `answer`, unpacked, against those of the cabinet in `sent`: the same INFs,
/// the same images but for their signatures, and catalogs and images signed by one of `issuers`.
///
/// # Errors
///
/// When a file cannot be read.
pub fn check_answer(sent: &Path, answer: &Path, issuers: &Issuers) -> io::Result<Answer> {
    let mut found = Findings::default();
    let came = tree(answer)?;
    let mut folders = Vec::new();
    let mut names = path::list(sent, None)?;
    names.sort();
    for name in names {
        if path::kind(sent, &name)? != Some(path::Kind::Folder) {
            continue;
        }
        let files = tree(&sent.join(&name))?;
        let Some(place) = place_of(&name, &files, &came) else {
            found.error("not-returned", &name, "nothing came back for this folder");
            continue;
        };
        let compared = Compared {
            name: &name,
            files: &files,
            came: &came,
            place: &place,
            issuers,
        };
        folders.push(compared.check(answer, &mut found)?);
    }
    let findings = found.0;
    Ok(Answer { folders, findings })
}

/// Where in the answer the folder `name` is: where all of its INFs are. Partner Center puts it below
/// others.
fn place_of(
    name: &str,
    files: &BTreeMap<String, PathBuf>,
    came: &BTreeMap<String, PathBuf>,
) -> Option<String> {
    let mut infs = files.keys().filter(|it| extension(it) == "inf");
    let first = infs.next()?;
    let places = came.keys().filter_map(|it| it.strip_suffix(first.as_str()));
    let mut places: Vec<_> = places
        .filter(|it| it.is_empty() || it.ends_with('\\'))
        .filter(|place| {
            infs.clone()
                .all(|it| came.contains_key(&format!("{place}{it}")))
        })
        .collect();
    // Two folders may have INFs of the same names: then the folder's name tells.
    let own = format!("{}\\", path::fold(name));
    let is_own = |it: &&str| **it == own || it.ends_with(&format!("\\{own}"));
    if places.iter().any(is_own) {
        places.retain(is_own);
    }
    places.first().map(|it| (*it).to_owned())
}

/// A folder that was sent, and what came back for it.
struct Compared<'a> {
    name: &'a str,
    files: &'a BTreeMap<String, PathBuf>,
    came: &'a BTreeMap<String, PathBuf>,
    /// Before every name in `came`.
    place: &'a str,
    issuers: &'a Issuers,
}

impl Compared<'_> {
    fn check(&self, answer: &Path, found: &mut Findings) -> io::Result<Returned> {
        let mut returned = Returned {
            name: self.name.to_owned(),
            place: answer.join(self.place.replace('\\', "/")),
            signer: None,
            how: None,
        };
        for (file, sent) in self.files {
            let label = format!("{}\\{file}", self.name);
            let kind = extension(file);
            // Microsoft's catalogs stand in for those that were sent.
            if kind == "cat" {
                continue;
            }
            let Some(came) = self.came.get(&format!("{}{file}", self.place)) else {
                if kind != "pdb" {
                    found.error("missing", &label, "it did not come back");
                }
                continue;
            };
            self.compare(&label, sent, came, found)?;
            if kind == "inf" {
                let label = format!("{}\\{file}", self.name);
                self.check_catalogs(&label, came, &mut returned, found)?;
            }
        }
        for other in self
            .came
            .keys()
            .filter_map(|it| it.strip_prefix(self.place))
        {
            if !self.files.contains_key(other) && extension(other) != "cat" {
                let label = format!("{}\\{other}", self.name);
                found.warning("added", &label, "it was not sent");
            }
        }
        Ok(returned)
    }

    /// Whether `came` is `sent`, but for the signature of an image.
    fn compare(
        &self,
        label: &str,
        sent: &Path,
        came: &Path,
        found: &mut Findings,
    ) -> io::Result<()> {
        let (sent, came) = (fs::read(sent)?, fs::read(came)?);
        let Ok(digest) = authenticode::digest(&sent, Algorithm::Sha256) else {
            if sent != came {
                found.error("changed", label, "it is not the file that was sent");
            }
            return Ok(());
        };
        if authenticode::digest(&came, Algorithm::Sha256).as_ref() != Ok(&digest) {
            let message = "it is not the image that was sent, signatures aside";
            found.error("changed", label, message);
            return Ok(());
        }
        let signature = authenticode::verify(&came);
        let parsed = authenticode::signature(&came);
        let parsed = parsed.ok().flatten().map(Signature::parse);
        match (signature, parsed) {
            (Err(SignatureError::Unsigned), _) => {
                let message = "the image is not signed; Microsoft signs every image";
                found.error("image-signature", label, message);
            }
            (Err(error), _) => found.error("image-signature", label, error.to_string()),
            (Ok(_), Some(Ok(first))) => {
                let nested = first.nested().unwrap_or_default();
                let mut all = [first].into_iter().chain(nested);
                if !all.any(|it| self.issuers.issued(&it)) {
                    let message = "the image's signature is not Microsoft's";
                    found.error("image-issuer", label, message);
                }
            }
            (Ok(_), _) => found.error("image-signature", label, "it cannot be read"),
        }
        Ok(())
    }

    /// Holds the INF at `path` and its files against the catalogs that came.
    fn check_catalogs(
        &self,
        label: &str,
        path: &Path,
        returned: &mut Returned,
        found: &mut Findings,
    ) -> io::Result<()> {
        let Ok(inf) = Inf::parse_named(label, &fs::read(path)?) else {
            found.error("inf", label, "it cannot be read");
            return Ok(());
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        for (name, architectures) in catalog::catalogs(&inf).unwrap_or_default() {
            let bytes = match path::read(folder, &name) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    found.error(
                        "no-catalog",
                        label,
                        format!("its catalog {name} did not come"),
                    );
                    continue;
                }
                Err(error) => return Err(error),
            };
            match catalog::verify_package_for(&bytes, path, &architectures) {
                Ok(verdict) => {
                    for finding in verdict.findings {
                        found.error("catalog", label, format!("{name}: {finding}"));
                    }
                    if let Some(reason) = verdict.signature {
                        found.error("catalog-signature", label, format!("{name}: {reason}"));
                    }
                    returned.signer = verdict.signer;
                }
                Err(error) => found.error("catalog", label, format!("{name}: {error}")),
            }
            match Signature::parse(&bytes) {
                Ok(parsed) if self.issuers.issued(&parsed) => {
                    returned.how = microsoft::how(&parsed);
                }
                _ => {
                    let message = format!("{name}: the signature is not Microsoft's");
                    found.error("catalog-issuer", label, message);
                }
            }
        }
        Ok(())
    }
}
