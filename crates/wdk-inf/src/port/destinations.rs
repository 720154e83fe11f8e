//! `[DestinationDirs]` and the files that its lines place.

use std::collections::{HashMap, HashSet};

use super::{Moved, Porter, Row};
use crate::{
    install::COPYING_FLAGS,
    model::Inf,
    path::folders,
    strings::fold,
    syntax::{Field, Line},
    target::number,
};

/// A file of a `CopyFiles` directive.
#[derive(Clone)]
struct Payload<'a> {
    name: String,
    source: String,
    /// Its line in the file list; a file named directly, with `@`, has none.
    line: Option<&'a Line>,
    place: &'a Field,
}

/// The files of one line of `[DestinationDirs]`, and who else uses the line.
#[derive(Default)]
struct Placed<'a> {
    files: Vec<Payload<'a>>,
    /// A directive that cannot be used on files in the Driver Store, and where it stands.
    deleted: Option<(&'static str, &'a Field)>,
    /// They are copied by a `.CoInstallers` section.
    co_installers: bool,
    lists: HashSet<String>,
}

impl<'a> Porter<'a> {
    pub(super) fn destinations(&mut self) {
        let inf = self.inf;
        let mut placed = placed(inf);
        let sources = sources(inf);
        let ambiguous = ambiguous_renames(&placed);
        for line in inf.lines("DestinationDirs") {
            let Some(key) = &line.key else { continue };
            // Of two lines with one key, Windows takes the first.
            let Some(placed) = placed.remove(&fold(&inf.strings().expand(&key.value))) else {
                continue;
            };
            let span = line.span.clone();
            let Some(dirid) = number(&inf.expand(line, 0)) else {
                let help = "write the number, or port what the build puts there";
                self.question(span, Row::Elsewhere, "the DIRID is not a number", help);
                continue;
            };
            let subdirectory = inf.expand(line, 1);
            let Some(row) = Row::of(dirid, &subdirectory) else {
                continue;
            };
            let obstacle = match row.obstacle() {
                Some((message, help)) => Err((message.to_owned(), help.to_owned())),
                None => source_directory(inf, &placed, &sources, &ambiguous),
            };
            match obstacle {
                Err((message, help)) => self.question(span, row, message, help),
                Ok(directory) => self.place(line, &placed, row, (dirid, &subdirectory), &directory),
            }
        }
    }

    /// Moves the files of `line` to `directory` of the package.
    fn place(
        &mut self,
        line: &Line,
        placed: &Placed<'_>,
        row: Row,
        (dirid, subdirectory): (i64, &str),
        directory: &str,
    ) {
        let reason = match directory {
            "" => "the file stays in the package, where Windows unpacked it".to_owned(),
            _ => format!(
                r"the file stays in {directory}\ of the package, as SourceDisksFiles has it"
            ),
        };
        let id = &line.fields[0];
        let stated = line.fields.get(1);
        match (stated, directory) {
            (Some(old), "") => {
                self.remove(id, old, "13", row, &reason);
            }
            (Some(old), _) => {
                self.change(id.span.clone(), "13", row, &reason);
                self.change(old.span.clone(), directory, row, &reason);
            }
            (None, "") => self.change(id.span.clone(), "13", row, &reason),
            (None, _) => self.change(id.span.clone(), format!("13,{directory}"), row, &reason),
        }
        let base = match dirid {
            10 => "",
            11 => "System32",
            _ => r"System32\drivers",
        };
        let old_directory = join(base, subdirectory);
        for file in &placed.files {
            let renamed = fold(&file.name) != fold(&file.source);
            if let Some(line) = file.line {
                if renamed {
                    self.keep_name(line, file, row);
                }
                self.drop_flags(line, row);
            }
            let same_name = self.by_name.entry(fold(&file.name)).or_default();
            same_name.push(self.moved.len());
            self.moved.push(Moved {
                old_name: file.name.clone(),
                old_directory: old_directory.clone(),
                path: join(directory, &file.source),
                row,
                span: file.place.span.clone(),
                referenced: false,
            });
        }
    }

    /// Writes `new` for `first` and drops the field `second` behind it, with its comma if only blanks
    /// stand between them.
    fn remove(&mut self, first: &Field, second: &Field, new: &str, row: Row, reason: &str) {
        let between = first.span.end..second.span.start;
        let plain = between.start <= between.end
            && self.inf.text()[between]
                .bytes()
                .all(|it| b", \t".contains(&it));
        if plain {
            self.change(first.span.start..second.span.end, new, row, reason);
        } else {
            self.change(first.span.clone(), new, row, reason);
            self.change(second.span.clone(), "", row, reason);
        }
    }

    fn keep_name(&mut self, line: &Line, file: &Payload<'_>, row: Row) {
        let (Some(name), Some(source)) = (line.fields.first(), line.fields.get(1)) else {
            return;
        };
        let new = self.inf.text()[source.span.clone()].to_owned();
        let reason = "a file cannot be renamed in the Driver Store (InfVerif 1100)";
        if line.fields.len() == 2 {
            self.remove(name, source, &new, row, reason);
        } else {
            self.change(name.span.clone(), new, row, reason);
            self.change(source.span.clone(), "", row, reason);
        }
        let message = format!("{} is now called {}", file.name, file.source);
        let help = "change what opens it by name, or rename the file in the package";
        self.question(name.span.clone(), row, message, help);
    }

    fn drop_flags(&mut self, line: &Line, row: Row) {
        let Some(flags) = number(&self.inf.expand(line, 3)).filter(|it| it & COPYING_FLAGS != 0)
        else {
            return;
        };
        let new = match flags & !COPYING_FLAGS {
            0 => String::new(),
            rest => format!("{rest:#x}"),
        };
        let gone = flags & COPYING_FLAGS;
        let reason = format!("flags {gone:#x} cannot be used in the Driver Store (InfVerif 1103)");
        self.change(line.fields[3].span.clone(), new, row, reason);
    }
}

/// The files by the folded key of the `[DestinationDirs]` line that places them.
fn placed(inf: &Inf) -> HashMap<String, Placed<'_>> {
    const DEFAULT: &str = "defaultdestdir";
    let stated: HashSet<_> = inf
        .lines("DestinationDirs")
        .filter_map(|line| Some(fold(&inf.strings().expand(&line.key.as_ref()?.value))))
        .collect();
    let mut placed: HashMap<String, Placed<'_>> = HashMap::new();
    let lines = inf.document().sections.iter().flat_map(|section| {
        let name = fold(&inf.strings().expand(&section.name.value));
        let co_installers = name.ends_with(".coinstallers");
        section.lines.iter().map(move |line| (co_installers, line))
    });
    for (co_installers, line) in lines {
        let key = line.key.as_ref().map(|it| fold(&it.value));
        let unusable = match key.as_deref() {
            Some("copyfiles") => None,
            Some("delfiles") => Some("DelFiles"),
            Some("renfiles") => Some("RenFiles"),
            _ => continue,
        };
        for field in &line.fields {
            let value = inf.strings().expand(&field.value);
            let direct = value.strip_prefix('@');
            let list = fold(&value);
            let place = if direct.is_none() && stated.contains(&list) {
                &list
            } else {
                DEFAULT
            };
            let placed = placed.entry(place.to_owned()).or_default();
            placed.co_installers |= co_installers;
            if let Some(directive) = unusable {
                placed.deleted.get_or_insert((directive, field));
            } else if let Some(name) = direct {
                let (name, source) = (name.to_owned(), name.to_owned());
                placed.files.push(Payload {
                    name,
                    source,
                    line: None,
                    place: field,
                });
            } else if placed.lists.insert(list) {
                placed
                    .files
                    .extend(inf.lines(&value).filter_map(|line| payload(inf, line)));
            }
        }
    }
    placed.retain(|_, it| !it.files.is_empty());
    placed
}

fn payload<'a>(inf: &Inf, line: &'a Line) -> Option<Payload<'a>> {
    let name = inf.expand(line, 0);
    if name.is_empty() {
        return None;
    }
    let source = Some(inf.expand(line, 1)).filter(|it| !it.is_empty());
    Some(Payload {
        source: source.unwrap_or_else(|| name.clone()),
        name,
        line: Some(line),
        place: line.fields.first()?,
    })
}

/// Where `[SourceDisksFiles]`, of any architecture, has each file: subdirectories by folded name.
/// A disk with a path of its own makes that unknown.
fn sources(inf: &Inf) -> HashMap<String, HashSet<Option<String>>> {
    let sections = |base: &'static str| {
        let sections = &inf.document().sections;
        let of_base = sections.iter().filter(move |section| {
            let name = fold(&section.name.value);
            name.strip_prefix(base)
                .is_some_and(|it| it.is_empty() || it.starts_with('.'))
        });
        of_base.flat_map(|it| &it.lines)
    };
    let with_path: HashSet<_> = sections("sourcedisksnames")
        .filter(|line| !inf.expand(line, 3).is_empty())
        .filter_map(|line| Some(inf.strings().expand(&line.key.as_ref()?.value)))
        .collect();
    let mut sources: HashMap<_, HashSet<_>> = HashMap::new();
    for line in sections("sourcedisksfiles") {
        let Some(key) = line.key() else { continue };
        let known = !with_path.contains(&inf.expand(line, 0));
        let below = inf.expand(line, 1);
        // A folder that leads out of the package is known no more than one on a disk of its own.
        let directory = folders(&below).ok().filter(|_| known);
        let directory = directory.map(|it| it.join("\\"));
        let name = fold(&inf.strings().expand(&key.value));
        sources.entry(name).or_default().insert(directory);
    }
    sources
}

/// Names under which different files are copied: what refers to them cannot be followed.
fn ambiguous_renames(placed: &HashMap<String, Placed<'_>>) -> HashSet<String> {
    let mut first: HashMap<String, String> = HashMap::new();
    let files = placed.values().flat_map(|it| &it.files);
    let differing = files.filter_map(|file| {
        let (name, source) = (fold(&file.name), fold(&file.source));
        let known = first.entry(name.clone()).or_insert_with(|| source.clone());
        (*known != source).then_some(name)
    });
    differing.collect()
}

/// The one directory of the package that all files of a line are in; else what stands in the way.
fn source_directory(
    inf: &Inf,
    placed: &Placed<'_>,
    sources: &HashMap<String, HashSet<Option<String>>>,
    ambiguous: &HashSet<String>,
) -> Result<String, (String, String)> {
    let refuse = |message: String, help: &str| Err((message, help.to_owned()));
    if let Some((directive, field)) = placed.deleted {
        let help = "give the files that are copied a list and a line in DestinationDirs of their own; \
                    files in the Driver Store need no deleting";
        return refuse(
            format!(
                "{directive} = {} cannot be used in the Driver Store (InfVerif 1102)",
                field.value
            ),
            help,
        );
    }
    if placed.co_installers {
        let help =
            "remove it: Windows drivers have none, and the frameworks' own are part of Windows";
        return refuse(
            "a co-installer cannot run from the Driver Store".to_owned(),
            help,
        );
    }
    if let Some(list) = placed
        .lists
        .iter()
        .find(|it| inf.has_section(&format!("{it}.Security")))
    {
        let help = "remove the section: Windows protects the Driver Store itself";
        return refuse(
            format!("[{list}.Security] cannot be used in the Driver Store (InfVerif 1101)"),
            help,
        );
    }
    let mut directories = HashSet::new();
    for file in &placed.files {
        if ambiguous.contains(&fold(&file.name)) {
            let help = "give each file a name of its own in the package";
            return refuse(format!("different files are copied as {}", file.name), help);
        }
        match sources.get(&fold(&file.source)) {
            None => {
                let help = "add it to SourceDisksFiles, or do not copy it if it belongs to Windows";
                return refuse(format!("{} is not in SourceDisksFiles", file.source), help);
            }
            Some(found) if found.contains(&None) => {
                let help = "the destination's subdirectory must be where the package has the file (InfVerif 1100)";
                return refuse(
                    format!("the disk of {} has a path of its own", file.source),
                    help,
                );
            }
            Some(found) => directories.extend(found.iter().flatten().map(|it| fold(it))),
        }
    }
    let mut directories: Vec<_> = directories.into_iter().collect();
    if let [_, _, ..] = directories.as_slice() {
        directories.sort();
        let help = "give the files of each a list and a line in DestinationDirs of their own (InfVerif 1100)";
        return refuse(
            format!(
                "the files come from several directories: {}",
                directories.join(", ")
            ),
            help,
        );
    }
    let written = placed
        .files
        .first()
        .and_then(|it| sources.get(&fold(&it.source)));
    Ok(written
        .into_iter()
        .flatten()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default())
}

pub(super) fn join(directory: &str, name: &str) -> String {
    match (directory.trim_matches('\\'), name.trim_matches('\\')) {
        ("", name) => name.to_owned(),
        (directory, "") => directory.to_owned(),
        (directory, name) => format!(r"{directory}\{name}"),
    }
}
