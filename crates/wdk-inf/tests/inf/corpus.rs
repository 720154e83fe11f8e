//! A folder of the user's own INF files, named by `WDK_INF_FOLDER`: every one is ported, and none may come
//! out worse. `WDK_INF_LIST=1` says what became of each file.
//!
//! Of two files `x.old` and `x.new` the second is what a person made of the first: the port of the
//! first is compared with it by what both install.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

use wdk_inf::{
    Arch, Inf, OsVersion,
    check::{Options, check},
    effect::{Effect, Effects, Kind, targets},
    port::{
        Port, PortOptions,
        proof::{Verdict, compare},
    },
};

use crate::invariants;

#[test]
fn no_file_of_the_users_folder_is_broken_by_porting() {
    let Some(folder) = env::var_os("WDK_INF_FOLDER") else {
        return;
    };
    let mut sweep = Sweep::default();
    for path in files(Path::new(&folder)) {
        sweep.file(&path);
    }
    sweep.print();
    assert!(sweep.broken.is_empty(), "{:#?}", sweep.broken);
}

#[derive(Default)]
struct Sweep {
    outcomes: BTreeMap<&'static str, usize>,
    /// How many files were refused for each reason.
    refusals: BTreeMap<String, usize>,
    /// How many have a question of each kind.
    questions: BTreeMap<String, usize>,
    people: BTreeMap<String, usize>,
    broken: Vec<String>,
}

impl Sweep {
    fn count(&mut self, outcome: &'static str) {
        *self.outcomes.entry(outcome).or_default() += 1;
    }

    fn file(&mut self, path: &Path) {
        let bytes = fs::read(path).unwrap();
        let Ok(inf) = Inf::parse_named(&path.display().to_string(), &bytes) else {
            return self.count("not an INF");
        };
        self.count("read");
        let port = match inf.port() {
            Ok(port) => port,
            Err(error) => {
                self.list(path, "cannot be ported", &error.to_string());
                return self.count("cannot be ported");
            }
        };
        for question in &port.questions {
            *self.questions.entry(kind(&question.message)).or_default() += 1;
        }
        invariants::port(&bytes);
        let refusals = port.proof.refusals();
        if port.changes.is_empty() {
            let asks = port.questions.first().map_or("", |it| it.message.as_str());
            self.count(if asks.is_empty() {
                "unchanged, nothing to do"
            } else {
                "unchanged, asks"
            });
            self.list(path, "unchanged", asks);
        } else if refusals.is_empty() {
            self.count("changed, proven");
            self.list(path, "changed", "");
            self.hold_against_check(path, &inf, &port);
        } else {
            self.count("refused");
            let kinds: BTreeSet<_> = refusals.iter().map(|it| kind(it)).collect();
            for refusal in kinds {
                *self.refusals.entry(refusal).or_default() += 1;
            }
            self.list(path, "refused", &refusals.join(" | "));
        }
        if path.extension().is_some_and(|it| it == "old") {
            self.person(path, &inf, &port);
        }
    }

    /// What is written must not have an error that the file did not have.
    fn hold_against_check(&mut self, path: &Path, inf: &Inf, port: &Port) {
        let options = Options {
            unstamped: inf.text().contains('$'),
            ..Options::default()
        };
        let codes = |inf: &Inf| {
            let report = check("x.inf", &inf.to_bytes(), &options);
            let mut codes = BTreeMap::<_, (usize, BTreeSet<_>)>::new();
            for finding in report.findings {
                let (many, messages) = codes.entry(finding.code).or_default();
                *many += 1;
                messages.insert(finding.message);
            }
            codes
        };
        let (before, after) = (codes(inf), codes(&port.inf));
        let none = (0, BTreeSet::new());
        for (code, (many, messages)) in after {
            let (had, said) = before.get(&code).unwrap_or(&none);
            if many > *had && !messages.is_subset(said) {
                self.broken.push(format!("{}: {code}", path.display()));
            }
        }
    }

    /// Compares with what a person made of the file. Where that answers the question for which processors
    /// the sections without one are, the port has the answer as well.
    fn person(&mut self, path: &Path, inf: &Inf, port: &Port) {
        let bytes = fs::read(path.with_extension("new")).unwrap();
        let Ok(person) = Inf::parse(&bytes) else {
            return;
        };
        let primitive = processors(inf, &person);
        let answered = (!primitive.is_empty()).then(|| {
            let options = PortOptions {
                primitive,
                ..PortOptions::default()
            };
            inf.port_with(&options).unwrap()
        });
        let port = answered.as_ref().unwrap_or(port);
        let refusals = port.proof.refusals();
        if answered.is_some() {
            *self
                .people
                .entry("asked, and answered as the person did".to_owned())
                .or_default() += 1;
            if !refusals.is_empty() {
                self.list(path, "refused", &refusals.join(" | "));
            }
        }
        let outcome = match against(inf, &port.inf, &person) {
            _ if !refusals.is_empty() => "refused".to_owned(),
            None => "no common device".to_owned(),
            Some(differ) if differ.is_empty() => "equal".to_owned(),
            Some(differ) => {
                let all = differ.iter().map(|(_, it)| it.as_str()).collect::<Vec<_>>();
                self.list(path, "person", &all.join(" | "));
                match differ.iter().all(|(besides, _)| *besides) {
                    true => "equal but for what the person changed besides".to_owned(),
                    false => "different".to_owned(),
                }
            }
        };
        self.list(path, "outcome", &outcome);
        *self.people.entry(outcome).or_default() += 1;
    }

    fn list(&self, path: &Path, what: &str, why: &str) {
        if env::var_os("WDK_INF_LIST").is_some() {
            println!("{what}\t{}\t{why}", path.display());
        }
    }

    fn print(&self) {
        println!("{:#?}", self.outcomes);
        println!("refused for {:#?}", self.refusals);
        println!("questions {:#?}", self.questions);
        println!("against people's ports {:#?}", self.people);
    }
}

/// The processors that a person wrote where the file named none.
fn processors(old: &Inf, person: &Inf) -> Vec<String> {
    let decorations = |inf: &Inf| {
        let sections = inf.document().sections.iter();
        let names = sections.map(|it| it.name.value.to_ascii_lowercase());
        let decorations = names.filter_map(|it| {
            let rest = it.strip_prefix("defaultinstall.nt")?;
            Some(rest.split('.').next().unwrap_or_default().to_owned())
        });
        decorations.collect::<BTreeSet<_>>()
    };
    let names_none = ["DefaultInstall", "DefaultInstall.nt"]
        .into_iter()
        .any(|it| old.has_section(it));
    if !names_none || old.has_section("Manufacturer") {
        return Vec::new();
    }
    let named = decorations(person).into_iter().filter(|it| !it.is_empty());
    named.map(|it| it.replace("$arch$", "$ARCH$")).collect()
}

/// What a person's port installs on the newest Windows and ours does not, or the other way round; and whether the
/// person changed that besides: ours has it as the file had it, and it is not about where files are.
fn against(before: &Inf, ours: &Inf, person: &Inf) -> Option<Vec<(bool, String)>> {
    let mut differ = BTreeSet::new();
    let mut common = false;
    let archs: BTreeSet<Arch> = match ours.text().contains("$ARCH$") {
        true => BTreeSet::from([Arch::Amd64]),
        false => targets(person).0,
    };
    for arch in archs {
        let stamp = wdk_inf::Stamp::new().arch(arch);
        let stamped = [before, ours, person].map(|it| it.stamp(&stamp));
        let [Ok(before), Ok(ours), Ok(person)] = stamped else {
            continue;
        };
        let mut was = Effects::of(&before, arch);
        let (mut old, mut new) = (Effects::of(&ours, arch), Effects::of(&person, arch));
        let os = OsVersion::WINDOWS_11_24H2;
        for device in old.devices(os) {
            let same = new.devices(os).into_iter().find(|it| it.ids == device.ids);
            let Some(other) = same else { continue };
            common = true;
            let first = was.devices(os).into_iter().find(|it| it.ids == device.ids);
            let first = first.and_then(|it| was.of_section(&it.section).ok());
            let (Ok(a), Ok(b)) = (
                old.of_section(&device.section),
                new.of_section(&other.section),
            ) else {
                continue;
            };
            let as_it_was = |kind: Kind, what: &str| {
                let values = |of: &Effect| -> BTreeSet<String> {
                    let items = of.iter().filter(|it| it.kind == kind && it.what == what);
                    items.map(|it| it.value.clone()).collect()
                };
                first
                    .as_ref()
                    .is_some_and(|first| values(first) == values(&a))
            };
            for it in compare(&a, &b) {
                let Some(kind) = it.kind.filter(|it| *it != Kind::Service) else {
                    continue;
                };
                // A file that both have is in one place or in another; what only one has, the person added or
                // took out.
                let besides = match it.verdict {
                    Verdict::Added | Verdict::Lost if kind == Kind::File => true,
                    Verdict::Replaced | Verdict::Needless => true,
                    Verdict::Added | Verdict::Lost | Verdict::Changed => {
                        kind != Kind::File && as_it_was(kind, &it.what)
                    }
                    _ => false,
                };
                let text = format!(
                    "{}{} {kind} {}: {} / {}",
                    if besides { "" } else { "! " },
                    it.verdict,
                    it.what,
                    it.before,
                    it.after
                );
                differ.insert((besides, text));
            }
        }
    }
    common.then(|| differ.into_iter().collect())
}

/// A message without the names in it.
fn kind(message: &str) -> String {
    let words = message.split_whitespace().map(|it| match it {
        _ if it.contains(['.', '\\', '[', '"', '_', '%', '<']) => "…",
        _ => it,
    });
    let mut kind: Vec<_> = words.take(12).collect();
    kind.dedup();
    kind.join(" ")
}

/// The INF files below `folder`, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|it| {
            ["inf", "inx", "old"]
                .iter()
                .any(|ext| it.eq_ignore_ascii_case(ext))
        }) {
            files.push(path);
        }
    }
    files.sort();
    files
}
