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
    effect::{Effects, Kind, targets},
    port::{Port, proof::compare},
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
            self.person(path, &port);
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
            let mut codes = BTreeMap::<_, usize>::new();
            for finding in report.findings {
                *codes.entry(finding.code).or_default() += 1;
            }
            codes
        };
        let (before, after) = (codes(inf), codes(&port.inf));
        for (code, many) in after {
            if many > before.get(&code).copied().unwrap_or(0) {
                self.broken.push(format!("{}: {code}", path.display()));
            }
        }
    }

    fn person(&mut self, path: &Path, port: &Port) {
        let bytes = fs::read(path.with_extension("new")).unwrap();
        let Ok(person) = Inf::parse(&bytes) else {
            return;
        };
        let outcome = match against(&port.inf, &person) {
            None => "no common device".to_owned(),
            Some(differ) if differ.is_empty() => "equal".to_owned(),
            Some(differ) => {
                self.list(path, "person", &differ.join(" | "));
                let besides = ["added", "lost", "part of Windows", "needless"];
                let is_besides = |it: &String| besides.iter().any(|word| it.starts_with(word));
                match differ.iter().all(is_besides) {
                    true => "equal but for what the person added or removed".to_owned(),
                    false => "different".to_owned(),
                }
            }
        };
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

/// What a person's port installs on the newest Windows and ours does not, or the other way round.
fn against(ours: &Inf, person: &Inf) -> Option<Vec<String>> {
    let mut differ = BTreeSet::new();
    let mut common = false;
    let archs: BTreeSet<Arch> = match ours.text().contains("$ARCH$") {
        true => BTreeSet::from([Arch::Amd64]),
        false => targets(person).0,
    };
    for arch in archs {
        let stamp = wdk_inf::Stamp::new().arch(arch);
        let (Ok(ours), Ok(person)) = (ours.stamp(&stamp), person.stamp(&stamp)) else {
            continue;
        };
        let (mut old, mut new) = (Effects::of(&ours, arch), Effects::of(&person, arch));
        let os = OsVersion::WINDOWS_11_24H2;
        for device in old.devices(os) {
            let same = new.devices(os).into_iter().find(|it| it.ids == device.ids);
            let Some(other) = same else { continue };
            common = true;
            let (Ok(a), Ok(b)) = (
                old.of_section(&device.section),
                new.of_section(&other.section),
            ) else {
                continue;
            };
            for it in compare(&a, &b) {
                if it.kind != Some(Kind::Service) {
                    differ.insert(format!(
                        "{} {:?} {}: {} / {}",
                        it.verdict, it.kind, it.what, it.before, it.after
                    ));
                }
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
