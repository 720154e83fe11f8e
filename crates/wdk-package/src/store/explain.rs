//! Why an operation of a log failed, and what to do.

use std::collections::HashSet;

use serde::Serialize;
use wdk_inf::{Arch, OsVersion};

use super::{
    Catalogs, Contents, StoreError, Trust as _,
    meaning::{Meaning, meaning as known},
    setup_log::{Ending, LogSection, Mark, code_in},
};

/// A failed section of a log, explained.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The section's title.
    pub title: String,
    /// When it started.
    pub start: String,
    /// Where it starts in the log.
    pub line: usize,
    /// The section's exit status.
    pub code: u32,
    /// The line of the log that tells the cause, and its number.
    pub cause: Option<(usize, String)>,
    /// The code of the cause, which may tell more than the section's.
    pub cause_code: u32,
    /// The name of that code.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub advice: String,
    /// The INF that it is about, as the log has it.
    pub inf: Option<String>,
    /// The catalog that was asked, as the log has it.
    pub catalog: Option<String>,
    /// The file that the catalog does not vouch for, or that is missing.
    pub member: Option<String>,
    /// What the package says to that: the line of the INF, the member of the catalog.
    pub findings: Vec<String>,
}

impl LogSection {
    /// Why the section failed; none for one that did not.
    ///
    /// With the `package` that it is about, the line of its INF and the member of its catalog
    /// are looked up.
    #[must_use]
    pub fn explain(
        &self,
        package: Option<&Contents>,
        arch: Arch,
        os: OsVersion,
    ) -> Option<Explanation> {
        let Ending::Failure(code) = self.ending else {
            return None;
        };
        let (cause, cause_code) = self.cause(code);
        let Meaning {
            name,
            meaning,
            advice,
        } = known(cause_code)
            .or_else(|| known(code))
            .unwrap_or(Meaning {
                name: "",
                meaning: "this code is not known here",
                advice: "read the lines marked with ! and !!! above the exit status",
            });
        let mut explained = Explanation {
            title: self.title.clone(),
            start: self.start.clone(),
            line: self.line,
            code,
            cause,
            cause_code,
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            advice: advice.to_owned(),
            inf: self.inf(),
            catalog: self.value("Catalog"),
            member: self.member(),
            findings: Vec::new(),
        };
        if let Some(package) = package.filter(|it| explained.is_about(it)) {
            let ids = self.ids();
            explained.findings = findings(&explained, package, &ids, (arch, os));
        }
        Some(explained)
    }

    /// The first bad line with a code other than the section's, else the first with a code, else the
    /// first bad one: what stands further down only passes it on.
    fn cause(&self, code: u32) -> (Option<(usize, String)>, u32) {
        let bad = self.lines.iter().filter(|it| it.mark != Mark::Information);
        let coded = |it: &&super::setup_log::LogLine| {
            let found = coded(&it.text)?;
            // That a publisher is trusted has a code among errors.
            (found != 0 && found != TRUSTED_PUBLISHER).then_some(found)
        };
        let other = bad
            .clone()
            .find(|it| coded(it).is_some_and(|it| it != code));
        let any = bad.clone().find(|it| coded(it).is_some());
        let first = other.or(any).or(bad.clone().next());
        let cause = first.map(|it| (it.number, it.text.clone()));
        let found = first.and_then(|it| coded(&it)).unwrap_or(code);
        (cause, found)
    }

    /// The last value of `key = ...`.
    fn value(&self, key: &str) -> Option<String> {
        let found = self.lines.iter().rev().find_map(|it| {
            let (name, value) = it.text.split_once('=')?;
            name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
        });
        found.map(str::to_owned)
    }

    /// The file that a bad line is about: what was verified last, or could not be copied.
    fn member(&self) -> Option<String> {
        let source = self.lines.iter().rev().find_map(|it| {
            let named = it.text.split_once("SourceFile")?.1;
            Some(named.trim_matches([' ', '-', '\'', '=']).to_owned())
        });
        let quoted = self.lines.iter().find_map(|it| {
            let bad = it.mark != Mark::Information && it.text.contains("is not in the package");
            bad.then(|| before_words(&it.text))
        });
        source.or(quoted.flatten()).or_else(|| self.value("Key"))
    }

    /// The INF that the section is about.
    fn inf(&self) -> Option<String> {
        let texts = self.lines.iter().map(|it| &it.text);
        let texts = std::iter::once(&self.title).chain(texts);
        let mut found = texts.filter_map(|it| inf_in(it));
        // That of the store's own folder comes later, and is the same.
        found.next()
    }

    /// The hardware and compatible ids that a driver was looked for.
    fn ids(&self) -> Vec<String> {
        let mut lines = self
            .lines
            .iter()
            .skip_while(|it| !(it.text.starts_with("Searching for") && it.text.contains("ID(s)")));
        lines.next();
        let ids = lines.take_while(|it| it.category == "dvi" && !it.text.contains(' '));
        let mut ids: Vec<_> = ids.map(|it| it.text.clone()).collect();
        if ids.is_empty() {
            // `Device Install - ROOT\LAMP\0000`: the id without what counts the devices.
            let instance = self.title.rsplit(" - ").next().unwrap_or_default();
            let id = instance.rsplit_once('\\').map(|(id, _)| id.to_owned());
            ids.extend(id.filter(|it| it.contains('\\')));
        }
        ids
    }
}

/// `ERROR_AUTHENTICODE_TRUSTED_PUBLISHER`, which is what Windows calls success.
const TRUSTED_PUBLISHER: u32 = 0xE000_0241;

/// The code of a line: `Error 0x...`, `Error = 0x...`, `exit(0x...)`, `Error 2:`.
fn coded(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("error").or_else(|| lower.find("exit"))?;
    code_in(&text[at..]).or_else(|| {
        let rest = lower[at..].trim_start_matches(|it: char| !it.is_ascii_digit());
        let end = rest.find(|it: char| !it.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].parse().ok()
    })
}

/// What stands before ` is not in the package`, behind a code.
fn before_words(text: &str) -> Option<String> {
    let (before, _) = text.split_once(" is not in the package")?;
    Some(before.rsplit(": ").next()?.trim_matches('\'').to_owned())
}

/// The first word of a text that is the path of an INF.
fn inf_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut ends = lower
        .match_indices(".inf")
        .map(|(at, name)| at + name.len());
    // The name of a store's folder has it in its middle.
    let end = ends.find(|end| !lower[*end..].starts_with('_'))?;
    let start = text[..end].rfind(['\'', '"', '{', '[']);
    let path = &text[start.map_or(0, |at| at + 1)..end];
    let path = path.rsplit_once(" - ").map_or(path, |(_, path)| path);
    let path = match path.find(":\\") {
        // From the drive's letter on.
        Some(at) if at > 0 && path.is_char_boundary(at - 1) => &path[at - 1..],
        _ => path.rsplit(' ').next()?,
    };
    Some(path.to_owned())
}

impl Explanation {
    /// Whether the section names this package's INF, or none.
    fn is_about(&self, package: &Contents) -> bool {
        self.inf.as_ref().is_none_or(|path| {
            let name = path.rsplit('\\').next().unwrap_or(path);
            let published = name.to_ascii_lowercase();
            let published = published
                .strip_prefix("oem")
                .and_then(|it| it.strip_suffix(".inf"));
            let published = published.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
            published || name.eq_ignore_ascii_case(package.name())
        })
    }
}

/// What the package itself says to the failure.
fn findings(
    explained: &Explanation,
    package: &Contents,
    ids: &[String],
    (arch, os): (Arch, OsVersion),
) -> Vec<String> {
    let inf = package.inf();
    let mut findings = Vec::new();
    match Catalogs::if_present().verify(package) {
        Err(StoreError::Refused { message, file, .. }) => {
            findings.push(format!("catalog: {message}"));
            let name = file.as_deref().and_then(|it| it.rsplit('\\').next());
            findings.extend(name.iter().flat_map(|it| lines_with(package, it)));
        }
        Err(other) => findings.push(format!("catalog: {other}")),
        Ok(_) => {
            if let Some(member) = &explained.member {
                let name = member.rsplit('\\').next().unwrap_or(member);
                findings.extend(lines_with(package, name));
            }
        }
    }
    match package.missing(arch, os) {
        Ok(missing) => findings.extend(missing.iter().flat_map(|file| {
            let name = file.rsplit('\\').next().unwrap_or(file);
            let lines = lines_with(package, name);
            std::iter::once(format!("{file} is not in the package")).chain(lines)
        })),
        Err(error) => findings.push(error.to_string()),
    }
    const NO_COMPAT_DRIVERS: u32 = 0xE000_0228;
    if explained.code == NO_COMPAT_DRIVERS || explained.cause_code == NO_COMPAT_DRIVERS {
        let matched = ids
            .iter()
            .any(|id| inf.match_hardware_id(arch, os, id).is_some());
        if let (false, Some(id)) = (matched, ids.first())
            && let Err(error) = inf.find_hardware_id(arch, os, id)
        {
            findings.push(error.render(false));
        }
    }
    let mut seen = HashSet::new();
    findings.retain(|it| seen.insert(it.clone()));
    findings
}

/// How many lines of an INF are shown for one name.
const MOST_LINES: usize = 8;

/// The lines of the package's INF that name a file.
fn lines_with(package: &Contents, name: &str) -> Vec<String> {
    let wanted = name.to_lowercase();
    let lines = package.inf().text().lines().enumerate();
    let lines = lines.filter(|(_, line)| {
        let code = line.split(';').next().unwrap_or_default();
        code.to_lowercase().contains(&wanted)
    });
    let shown = lines.map(|(at, line)| format!("{}:{}: {}", package.name(), at + 1, line.trim()));
    shown.take(MOST_LINES).collect()
}
