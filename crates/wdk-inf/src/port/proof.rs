//! The proof of a port: what the package installs before and after, on every architecture and
//! Windows version that it names, and what `check` finds in the result that it did not find before.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    fmt,
};

use super::{co_installers::is_of_framework, primitive};
use crate::{
    check::{self, Options},
    diagnostic::{Diagnostic, Level},
    effect::{self, Device, Effect, Effects, Item, Kind, TooMuch},
    model::Inf,
    strings::fold,
    target::{Arch, OsVersion},
};

/// How many Windows versions are compared; INF files name a few.
const MOST_VERSIONS: usize = 32;
/// How many differences are listed.
const MOST_DIFFERENCES: usize = 1_000;
/// Where the comparison puts the package; see [`Item::value`].
const PACKAGE: &str = r"c:\windows\system32\driverstore\filerepository\package";

/// How something differs before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A file stays in the package instead of being copied.
    Moved,
    /// A value held the bare name of a file, and holds its full path: its readers must accept that.
    Reader,
    /// A file that stays in the package was deleted or renamed elsewhere, which is needless now.
    Needless,
    /// A co-installer of KMDF or UMDF, which are part of Windows.
    Replaced,
    /// A minifilter's value is below `Parameters`, where the filter manager of Windows 11 24H2 looks for it.
    Parameters,
    /// `LegacyUninstall`: Windows 10 1903 and later does not read the section, and takes back by itself what the
    /// package installed.
    Primitive,
    /// A device is not installed any more, on a Windows that does not run files from the Driver Store.
    OlderWindows,
    /// It is not there any more.
    Lost,
    /// It was not there before.
    Added,
    /// It says something else.
    Changed,
    /// The file would stay in the package on a Windows that does not run it from there.
    TooOld,
}

impl Verdict {
    /// Whether a port may have such a difference.
    #[must_use]
    pub fn is_harmless(self) -> bool {
        matches!(
            self,
            Self::Moved
                | Self::Reader
                | Self::Needless
                | Self::Replaced
                | Self::Parameters
                | Self::Primitive
                | Self::OlderWindows
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Moved => "moved",
            Self::Reader => "full path",
            Self::Needless => "needless",
            Self::Replaced => "part of Windows",
            Self::Parameters => "below Parameters",
            Self::Primitive => "for older Windows",
            Self::OlderWindows => "not on older Windows",
            Self::Lost => "lost",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::TooOld => "too old for DIRID 13",
        })
    }
}

/// Something that is not the same before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// How it differs.
    pub verdict: Verdict,
    /// The device: its hardware id, or `DefaultInstall`.
    pub device: String,
    /// What it is; nothing for the device itself.
    pub kind: Option<Kind>,
    /// Its name.
    pub what: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// What was compared on one architecture from one Windows version on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The architecture.
    pub arch: Arch,
    /// The oldest Windows of those that are alike.
    pub windows: OsVersion,
    /// How many devices the package drives there, before.
    pub devices: usize,
    /// How many things are installed there in all, before.
    pub items: usize,
    /// What differs, in the order of the devices.
    pub differences: Vec<Difference>,
}

/// What a port changes for the machines that the package is installed on.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// One for each architecture and Windows version.
    pub targets: Vec<Target>,
    /// What `check` finds now and did not before.
    pub findings: Vec<Diagnostic>,
    /// Why there is no proof.
    pub unproven: Option<String>,
}

impl Proof {
    /// Whether the result does all that the file did.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.unproven.is_none() && self.findings.is_empty() && self.harm().next().is_none()
    }

    /// The differences that no port may have.
    pub fn harm(&self) -> impl Iterator<Item = (&Target, &Difference)> {
        let all = self.targets.iter();
        let all = all.flat_map(|target| target.differences.iter().map(move |it| (target, it)));
        all.filter(|(_, it)| !it.verdict.is_harmless())
    }

    /// Why the result must not be written, one sentence each; empty when the proof [`holds`](Self::holds).
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        let mut refusals: Vec<String> = self.unproven.iter().cloned().collect();
        let mut said = BTreeSet::new();
        for (target, it) in self.harm() {
            let kind = it
                .kind
                .map_or_else(|| "device".to_owned(), |kind| kind.to_string());
            let mut text = format!("{kind} {} of {} is {}", it.what, it.device, it.verdict);
            if it.kind.is_none() {
                text = format!("device {} is {}", it.device, it.verdict);
            }
            if said.insert(text.clone()) {
                let values = match (it.before.is_empty(), it.after.is_empty()) {
                    (true, true) => String::new(),
                    _ => format!(": {:?} before, {:?} after", it.before, it.after),
                };
                refusals.push(format!(
                    "{text} on {} Windows {}{values}",
                    target.arch, target.windows
                ));
            }
        }
        refusals.extend(self.findings.iter().map(|it| {
            format!(
                "`inf check` finds what it did not before: {} {}",
                it.code, it.message
            )
        }));
        refusals
    }
}

impl fmt::Display for Proof {
    /// A table: what was compared, then what differs and how.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:6} {:14} {:>7} {:>9} {:>5} {:>9} {:>4}",
            "arch", "from Windows", "devices", "installed", "moved", "full path", "harm"
        )?;
        for target in &self.targets {
            let count = |is: &dyn Fn(Verdict) -> bool| {
                let all = target.differences.iter();
                all.filter(|it| is(it.verdict)).count()
            };
            writeln!(
                f,
                "{:6} {:14} {:>7} {:>9} {:>5} {:>9} {:>4}",
                target.arch.to_string(),
                target.windows.to_string(),
                target.devices,
                target.items,
                count(&|it| it == Verdict::Moved),
                count(&|it| it == Verdict::Reader),
                count(&|it| !it.is_harmless()),
            )?;
        }
        let mut said = BTreeSet::new();
        for difference in self.targets.iter().flat_map(|it| &it.differences) {
            let kind = difference.kind.map_or("device", Kind::name);
            let values = match difference.verdict {
                Verdict::Moved => format!("{} -> the package", difference.before),
                Verdict::Parameters => format!("it was {}", difference.before),
                _ if difference.before.is_empty() && difference.after.is_empty() => String::new(),
                _ => format!("{} -> {}", difference.before, difference.after),
            };
            let what = match difference.kind {
                None => &difference.device,
                Some(_) => &difference.what,
            };
            let line = format!("{kind:8} {what:32} {}: {values}", difference.verdict);
            if said.insert(line.clone()) {
                writeln!(f, "{}", line.trim_end_matches([':', ' ']))?;
            }
        }
        Ok(())
    }
}

/// Compares `before` with `after`, in which files stay in the package from `floor` on. Windows before `oldest` never
/// installs the package.
pub(super) fn prove(
    before: &Inf,
    after: &Inf,
    floor: OsVersion,
    oldest: Option<OsVersion>,
    macros: &Macros,
) -> Proof {
    let mut proof = Proof {
        findings: new_findings(before, after, macros),
        ..Proof::default()
    };
    let mut archs = macros.archs(before);
    // An INF without devices need not name a processor.
    let named = macros.archs(after);
    if effect::targets(before).1.is_empty() {
        archs = named;
    }
    for arch in archs {
        let (old, new) = (macros.filled(before, arch), macros.filled(after, arch));
        let versions: BTreeSet<_> = [&old, &new]
            .into_iter()
            .flat_map(|it| effect::targets(it).1)
            .chain([floor, OsVersion::WINDOWS_11_24H2])
            .filter(|it| oldest.is_none_or(|oldest| *it >= oldest) || *it >= floor)
            .collect();
        if versions.len() > MOST_VERSIONS {
            let many = versions.len();
            proof.unproven = Some(format!(
                "the INF names {many} Windows versions; up to {MOST_VERSIONS} are compared"
            ));
            return proof;
        }
        let mut comparison = Comparison {
            old: Effects::of(&old, arch),
            new: Effects::of(&new, arch),
            known: HashMap::new(),
        };
        for windows in versions {
            match comparison.target(arch, windows, floor) {
                Ok(target) => proof.targets.push(target),
                Err(too_much) => {
                    proof.unproven = Some(too_much.to_string());
                    return proof;
                }
            }
        }
    }
    proof
}

struct Comparison<'a> {
    old: Effects<'a>,
    new: Effects<'a>,
    /// What differs between two sections.
    known: HashMap<(String, String), Vec<Difference>>,
}

impl Comparison<'_> {
    fn target(
        &mut self,
        arch: Arch,
        windows: OsVersion,
        floor: OsVersion,
    ) -> Result<Target, TooMuch> {
        let (old, new) = (self.old.devices(windows), self.new.devices(windows));
        let mut target = Target {
            arch,
            windows,
            devices: old.len(),
            items: 0,
            differences: Vec::new(),
        };
        let sections: BTreeSet<_> = old.iter().map(|it| it.section.clone()).collect();
        for section in sections {
            target.items += self.old.of_section(&section)?.len();
        }
        let mut said = BTreeSet::new();
        for (before, after) in pairs(&old, &new) {
            let differences = match (before, after) {
                (Some(before), Some(after)) => {
                    let pair = (before.section.clone(), after.section.clone());
                    // What many devices share is said of the first.
                    if !said.insert(pair.clone()) {
                        continue;
                    }
                    self.sections(before, &pair)?
                        .into_iter()
                        .map(|mut it| {
                            match it.verdict {
                                Verdict::Moved if windows < floor => it.verdict = Verdict::TooOld,
                                Verdict::Parameters if windows < primitive::VERSIONED => {
                                    it.verdict = Verdict::Changed;
                                }
                                _ => {}
                            }
                            it
                        })
                        .collect()
                }
                (Some(before), None) if windows < floor => {
                    vec![of_device(Verdict::OlderWindows, before)]
                }
                (Some(before), None) => vec![of_device(Verdict::Lost, before)],
                (None, Some(after)) => vec![of_device(Verdict::Added, after)],
                (None, None) => continue,
            };
            target.differences.extend(differences);
            target.differences.truncate(MOST_DIFFERENCES);
        }
        Ok(target)
    }

    fn sections(
        &mut self,
        device: &Device,
        pair: &(String, String),
    ) -> Result<Vec<Difference>, TooMuch> {
        if !self.known.contains_key(pair) {
            let old = self.old.of_section(&pair.0)?;
            let new = self.new.of_section(&pair.1)?;
            self.known.insert(pair.clone(), compare(&old, &new));
        }
        let mut differences = self.known[pair].clone();
        for it in &mut differences {
            let source = it.what.trim_start_matches('<').trim_end_matches('>');
            let gone = it.verdict == Verdict::Lost && it.kind == Some(Kind::Removal);
            if gone && source.len() < it.what.len() && !self.new.copies(source) {
                it.verdict = Verdict::Needless;
            }
            it.device = device.ids.first().cloned().unwrap_or_default();
            let legacy = it.what == "device legacyuninstall" && it.after == "1";
            if legacy && it.device == "DefaultUninstall" && it.verdict != Verdict::Lost {
                it.verdict = Verdict::Primitive;
            }
        }
        Ok(differences)
    }
}

/// The devices of both sides by their ids, in the order of the file.
fn pairs<'a>(
    old: &'a [Device],
    new: &'a [Device],
) -> Vec<(Option<&'a Device>, Option<&'a Device>)> {
    let mut unpaired: HashMap<_, VecDeque<&Device>> = HashMap::new();
    for device in new {
        unpaired.entry(key(device)).or_default().push_back(device);
    }
    let mut pairs = Vec::new();
    for device in old {
        let other = unpaired.get_mut(&key(device)).and_then(VecDeque::pop_front);
        pairs.push((Some(device), other));
    }
    for device in new {
        let rest = unpaired.get_mut(&key(device));
        if let Some(added) = rest.and_then(VecDeque::pop_front) {
            pairs.push((None, Some(added)));
        }
    }
    pairs
}

fn key(device: &Device) -> Vec<String> {
    device.ids.iter().map(|it| fold(it)).collect()
}

fn of_device(verdict: Verdict, device: &Device) -> Difference {
    Difference {
        verdict,
        device: device.ids.first().cloned().unwrap_or_default(),
        kind: None,
        what: String::new(),
        before: String::new(),
        after: String::new(),
    }
}

/// What differs between two install sections, but for where the package's own files are.
#[must_use]
pub fn compare(old: &Effect, new: &Effect) -> Vec<Difference> {
    let (old, new) = (by_name(old), by_name(new));
    let names: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let stays = |source: &str| {
        new.get(&(Kind::File, source))
            .is_some_and(|places| places.iter().any(|it| it.starts_with(PACKAGE)))
    };
    let mut differences = Vec::new();
    for (kind, what) in names {
        let empty = BTreeSet::new();
        let before = old.get(&(kind, what)).unwrap_or(&empty);
        let after = new.get(&(kind, what)).unwrap_or(&empty);
        if before == after {
            continue;
        }
        let source = what.trim_start_matches('<').trim_end_matches('>');
        let verdict = match (before.is_empty(), after.is_empty()) {
            (false, true) if kind == Kind::Removal && stays(source) => Verdict::Needless,
            (false, true) if is_framework(kind, what, before) => Verdict::Replaced,
            (false, true) => Verdict::Lost,
            (true, false) => Verdict::Added,
            _ if kind == Kind::File && after.iter().all(|it| it.starts_with(PACKAGE)) => {
                Verdict::Moved
            }
            _ if is_full_path(before, after) => Verdict::Reader,
            _ => Verdict::Changed,
        };
        let list = |values: &BTreeSet<&str>| {
            let values: Vec<_> = values.iter().copied().collect();
            values.join(" and ")
        };
        differences.push(Difference {
            verdict,
            device: String::new(),
            kind: Some(kind),
            what: what.to_owned(),
            before: list(before),
            after: list(after),
        });
    }
    below_parameters(&mut differences, &new);
    differences
}

/// Joins the values of minifilters that are below `Parameters` with what they were.
fn below_parameters(differences: &mut Vec<Difference>, new: &ByName<'_>) {
    let filters = new.iter().filter_map(|((kind, what), values)| {
        let service = what.strip_suffix(" loadordergroup")?;
        let is_filter = values.iter().any(|it| fold(it).starts_with("fsfilter"));
        (*kind == Kind::Service && is_filter).then_some(service)
    });
    let filters: HashSet<_> = filters.collect();
    if filters.is_empty() {
        return;
    }
    // Where a value of a filter is below `Parameters`.
    let there = |what: &str| {
        let (service, rest) = what.split_once('\\')?;
        let folded = fold(rest);
        let below = match folded.as_str() {
            " supportedfeatures" => "Parameters",
            it if it.starts_with(r"instances\") || it.starts_with("instances ") => r"Parameters\",
            _ => return None,
        };
        filters
            .contains(service)
            .then(|| format!(r"{service}\{below}{rest}"))
    };
    let is_value = |it: &&Difference| it.kind == Some(Kind::Value);
    let added = differences.iter().filter(is_value);
    let mut added: HashMap<String, String> = added
        .filter(|it| it.verdict == Verdict::Added)
        .map(|it| (it.what.clone(), it.after.clone()))
        .collect();
    let mut joined = HashSet::new();
    for it in differences.iter_mut() {
        if it.kind != Some(Kind::Value) || it.verdict != Verdict::Lost {
            continue;
        }
        let there = there(&it.what).filter(|there| added.get(there) == Some(&it.before));
        if let Some(there) = there {
            added.remove(&there);
            joined.insert(there.clone());
            it.verdict = Verdict::Parameters;
            it.before = std::mem::replace(&mut it.what, there);
        }
    }
    differences.retain(|it| it.verdict != Verdict::Added || !joined.contains(&it.what));
}

/// Whether it installed KMDF or UMDF.
fn is_framework(kind: Kind, what: &str, values: &BTreeSet<&str>) -> bool {
    match kind {
        Kind::File => is_of_framework(what.rsplit('\\').next().unwrap_or(what)),
        Kind::Value => {
            let names = values.iter().flat_map(|it| it.split([',', '<', '>', '\\']));
            let mut dlls = names.filter(|it| it.contains('.'));
            fold(what).ends_with(" coinstallers32") && dlls.all(is_of_framework)
        }
        _ => false,
    }
}

type ByName<'a> = BTreeMap<(Kind, &'a str), BTreeSet<&'a str>>;

fn by_name(effect: &Effect) -> ByName<'_> {
    let mut by_name = ByName::new();
    for Item { kind, what, value } in effect {
        by_name.entry((*kind, what)).or_default().insert(value);
    }
    by_name
}

/// Whether the only difference is that files of the package are named by their paths.
fn is_full_path(before: &BTreeSet<&str>, after: &BTreeSet<&str>) -> bool {
    let bare = |value: &str| {
        let mut bare = String::new();
        let mut rest = value;
        while let Some((head, tail)) = rest.split_once('<') {
            let Some((path, tail)) = tail.split_once('>') else {
                break;
            };
            bare.push_str(head);
            bare.push_str(path.rsplit('\\').next().unwrap_or(path));
            rest = tail;
        }
        fold(&(bare + rest))
    };
    let names =
        |values: &BTreeSet<&str>| -> BTreeSet<_> { values.iter().map(|it| bare(it)).collect() };
    names(before) == names(after)
}

/// What stands for `$NAME$` in an INX.
#[derive(Clone, Debug, Default)]
pub(super) struct Macros(pub(super) Vec<(String, String)>);

impl Macros {
    /// The file as it is after stamping for `arch`; spans stay those of the text.
    pub(super) fn filled(&self, inf: &Inf, arch: Arch) -> Inf {
        let mut macros = self.0.clone();
        macros.push(("$ARCH$".to_owned(), arch.to_string()));
        inf.with_values(&macros)
    }

    /// The architectures that the file is for.
    pub(super) fn archs(&self, inf: &Inf) -> Vec<Arch> {
        if inf.text().contains("$ARCH$") {
            return vec![Arch::Amd64, Arch::Arm64];
        }
        effect::targets(&self.filled(inf, Arch::Amd64))
            .0
            .into_iter()
            .collect()
    }
}

/// The findings of which `after` has more than `before`. What a copy of a section says again is not new.
fn new_findings(before: &Inf, after: &Inf, macros: &Macros) -> Vec<Diagnostic> {
    let options = Options {
        unstamped: before.text().contains('$'),
        ..Options::default()
    };
    let report = |inf: &Inf| {
        let bytes = match macros.0.is_empty() {
            true => inf.to_bytes(),
            false => {
                let replaced =
                    |text: String, (name, value): &(String, String)| text.replace(name, value);
                macros
                    .0
                    .iter()
                    .fold(inf.text().to_owned(), replaced)
                    .into_bytes()
            }
        };
        check::check(inf.name(), &bytes, &options).findings
    };
    let mut known = HashMap::<u16, usize>::new();
    let mut said = HashSet::new();
    for finding in report(before) {
        *known.entry(finding.code).or_default() += 1;
        said.insert((finding.code, finding.message));
    }
    let mut new = report(after);
    new.retain(|it| {
        let left = known.entry(it.code).or_default();
        let is_new = *left == 0;
        *left = left.saturating_sub(1);
        is_new && it.level >= Level::Warning && !said.contains(&(it.code, it.message.clone()))
    });
    new
}
