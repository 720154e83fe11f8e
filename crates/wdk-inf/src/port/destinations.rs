//! Where lists of files go, and which of them can stay in the package.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Image, Moved, Porter, Row,
    plan::{List, Otherwise, Removing},
    references::{is_read_by_windows, value_lists},
    sources::{Sources, ambiguous_renames, co_installer, service_files},
};
use crate::{
    edit::line_end,
    install::COPYING_FLAGS,
    model::Inf,
    path::folders,
    strings::fold,
    syntax::{Field, Line},
    target::{Arch, number},
};

/// What becomes of a list.
#[derive(Clone)]
pub(super) enum Decision {
    /// It stays where it is copied to.
    Stay,
    /// Its files stay in these directories of the package.
    Move(BTreeMap<Arch, String>, Row),
}

/// The key of the line for what has no line of its own.
const DEFAULT: &str = "defaultdestdir";

/// A line of `[DestinationDirs]`, read.
pub(super) struct Destination<'a> {
    pub(super) line: &'a Line,
    dirid: i64,
    subdirectory: String,
}

/// A list, and what becomes of it.
type Decided<'l, 'a> = (&'l List<'a>, Decision);

impl<'a> Porter<'a> {
    pub(super) fn destinations(&mut self) {
        let sources = Sources::of(self.inf);
        let services = service_files(self.inf);
        let ambiguous = ambiguous_renames(&self.plan.lists);
        self.pin();
        let plan = std::mem::take(&mut self.plan.lists);
        let mut by_line: BTreeMap<usize, (Destination<'a>, Vec<Decided<'_, 'a>>)> = BTreeMap::new();
        for list in &plan {
            let Some(to) = self.destination(&list.name) else {
                continue;
            };
            let mut decision = self.decide(list, &to, &sources, &services, &ambiguous);
            if let (true, Decision::Move(directories, row)) = (list.kept, &decision) {
                self.place_copy(&to, list, directories, *row);
                decision = Decision::Stay;
            }
            let entry = by_line.entry(to.line.span.start);
            entry
                .or_insert_with(|| (to, Vec::new()))
                .1
                .push((list, decision));
        }
        for (to, mut decided) in by_line.into_values() {
            self.at_once(&mut decided);
            if decided
                .iter()
                .any(|(_, it)| matches!(it, Decision::Move(..)))
            {
                self.place(&to, &decided);
            }
        }
        self.removals(&plan);
        self.plan.lists = plan;
    }

    /// Finds the files whose paths stand in values that others than Windows may read.
    fn pin(&mut self) {
        let inf = self.inf;
        let lists = self.plan.lists.iter().flat_map(|it| &it.files);
        let names: HashSet<_> = lists.map(|it| fold(&it.name)).collect();
        let mut read: Vec<_> = value_lists(inf).into_iter().collect();
        read.sort();
        for line in read.iter().flat_map(|list| inf.lines(list)) {
            let (root, below) = (inf.expand(line, 0), inf.expand(line, 1));
            let key = format!(r"{root}\{below}");
            if root.eq_ignore_ascii_case("HKR") {
                continue;
            }
            let of_windows = is_read_by_windows(&key);
            for at in 4..line.fields.len() {
                let value = fold(&inf.expand(line, at));
                // A library without a path is looked for in System32; drivers are not loaded by their names.
                let (how, library) = match value.contains('\\') {
                    true if of_windows => continue,
                    true => ("has the path of", false),
                    false => ("names, without a path,", true),
                };
                for piece in value.split(['\\', '/', '"', ';', ',', ' ', '=']) {
                    if names.contains(piece) && !(library && piece.ends_with(".sys")) {
                        let name = inf.expand(line, 2);
                        let what = format!("the value {name} below {key} {how}");
                        self.pinned.entry(piece.to_owned()).or_insert(what);
                    }
                }
            }
        }
    }

    /// The line for `list`. Of two lines with one key, Windows takes the first.
    fn destination(&mut self, list: &str) -> Option<Destination<'a>> {
        let inf = self.inf;
        let own = inf
            .line("DestinationDirs", list)
            .filter(|_| !list.starts_with('@'));
        let line = own.or_else(|| inf.line("DestinationDirs", DEFAULT))?;
        line.key.as_ref()?;
        let Some(dirid) = number(&inf.expand(line, 0)) else {
            let help = "write the number, or say what the build puts there: --define NAME=VALUE";
            self.question(
                line.span.clone(),
                Row::Elsewhere,
                "the DIRID is not a number",
                help,
            );
            return None;
        };
        Some(Destination {
            line,
            dirid,
            subdirectory: match folders(&inf.expand(line, 1)) {
                Ok(parts) => parts.join("\\"),
                Err(_) => inf.expand(line, 1),
            },
        })
    }

    fn decide(
        &mut self,
        list: &List<'a>,
        to: &Destination<'a>,
        sources: &Sources,
        services: &HashSet<String>,
        ambiguous: &HashSet<String>,
    ) -> Decision {
        let Some(row) = Row::of(to.dirid, &to.subdirectory) else {
            return Decision::Stay;
        };
        if self.gone.contains(&fold(&list.name)) {
            return Decision::Stay;
        }
        if list.files.is_empty() || list.archs.is_empty() && list.otherwise.is_none() {
            return Decision::Stay;
        }
        let refused = match row.obstacle() {
            Some((message, help)) => {
                Some((to.line.span.clone(), message.to_owned(), help.to_owned()))
            }
            None => self
                .obstacle(list, row, services, ambiguous)
                .map(|(message, help)| (list.field.span.clone(), message, help)),
        };
        if let Some((span, message, help)) = refused {
            self.question(span, row, message, help);
            return Decision::Stay;
        }
        match sources.directories(list, self.any_arch) {
            Ok(directories) => Decision::Move(directories, row),
            Err((message, help)) => {
                self.question(to.line.span.clone(), row, message, help);
                Decision::Stay
            }
        }
    }

    /// Why a list cannot stay in the package, whatever its directory.
    fn obstacle(
        &self,
        list: &List<'_>,
        row: Row,
        services: &HashSet<String>,
        ambiguous: &HashSet<String>,
    ) -> Option<(String, String)> {
        let refuse = |message: String, help: &str| Some((message, help.to_owned()));
        match list.otherwise {
            Some(Otherwise::CoInstaller) => {
                return refuse(
                    "a co-installer cannot run from the Driver Store".to_owned(),
                    co_installer(list),
                );
            }
            Some(Otherwise::ClassInstaller) => {
                return refuse(
                    format!(
                        "{} belongs to a class installer, which Windows looks for in System32",
                        list.name
                    ),
                    "leave it there, or do without: classes need no installer on Windows 10",
                );
            }
            Some(Otherwise::Default) => {
                let message = format!("{} is copied without a device", list.name);
                return Some(match &self.plan.not_primitive {
                    Some(why) => (format!("{message}: {}", why.message), why.help.clone()),
                    None => (
                        format!("{message}, by a section whose decoration Windows does not know"),
                        "write it as [DefaultInstall.NTamd64]".to_owned(),
                    ),
                });
            }
            None => {}
        }
        if let Some(directive) = list.deleted {
            let help = "give the files that are copied a list of their own; files in the Driver Store need no deleting";
            return refuse(
                format!(
                    "{directive} = {} of a device cannot be used in the Driver Store (InfVerif 1102)",
                    list.name
                ),
                help,
            );
        }
        if self.inf.has_section(&format!("{}.Security", list.name)) {
            let help = "remove the section: Windows protects the Driver Store itself";
            return refuse(
                format!(
                    "[{}.Security] cannot be used in the Driver Store (InfVerif 1101)",
                    list.name
                ),
                help,
            );
        }
        for file in &list.files {
            let name = fold(&file.name);
            if let Some(value) = self.pinned.get(&name) {
                let help = "others may read it: find out who, write %13%\\ there if they may be given that path, and \
                            port again";
                return refuse(format!("{value} {}", file.name), help);
            }
            if ambiguous.contains(&name) {
                let help = "give each file a name of its own in the package";
                return refuse(format!("different files are copied as {}", file.name), help);
            }
            match self.images.get(&fold(&file.source)) {
                Some(Image::Export(why)) => {
                    let help = "an export driver is found in System32\\drivers by those that import it: leave it there";
                    return refuse(format!("{} is an export driver: {why}", file.name), help);
                }
                Some(Image::Plain) => {}
                None if row.is_of_modules()
                    && name.ends_with(".sys")
                    && !services.contains(&name) =>
                {
                    let help = "if other drivers import it, it must stay in System32\\drivers; --images FOLDER looks \
                                into the files of the package";
                    return refuse(
                        format!(
                            "no service is made of {}: is it an export driver?",
                            file.name
                        ),
                        help,
                    );
                }
                None => {}
            }
        }
        None
    }

    /// Files that are named directly share one line, so that they move together or not at all.
    fn at_once(&mut self, decided: &mut [Decided<'_, 'a>]) {
        let direct = |list: &List<'_>| list.name.starts_with('@');
        let mut directories = BTreeSet::new();
        for (_, decision) in decided.iter().filter(|(list, _)| direct(list)) {
            match decision {
                Decision::Stay => {
                    directories.insert(None);
                }
                Decision::Move(by_arch, _) => {
                    directories.extend(by_arch.values().map(|it| Some(it.clone())))
                }
            }
        }
        if directories.len() < 2 {
            return;
        }
        for (list, decision) in decided.iter_mut().filter(|(list, _)| direct(list)) {
            if let Decision::Move(_, row) = decision {
                let message = format!(
                    "{} goes where others with @ go that cannot move with it",
                    list.name
                );
                let help = "name the files in lists, each with its line in DestinationDirs";
                self.question(list.field.span.clone(), *row, message, help);
                *decision = Decision::Stay;
            }
        }
    }

    /// Writes where the lists of one line go now.
    fn place(&mut self, to: &Destination<'a>, decided: &[Decided<'_, 'a>]) {
        let key = to.line.key.as_ref().map_or("", |it| it.value.as_str());
        let is_default = fold(&self.inf.strings().expand(key)) == DEFAULT;
        let stays_direct = decided
            .iter()
            .any(|(list, it)| list.name.starts_with('@') && matches!(it, Decision::Stay));
        let mut lines = Vec::new();
        let mut written = None;
        // What cannot have a line of its own says where the default goes.
        let (direct, others): (Vec<_>, Vec<_>) = decided
            .iter()
            .partition(|(list, _)| list.name.starts_with('@'));
        for (list, decision) in direct.into_iter().chain(others) {
            let Decision::Move(directories, row) = decision else {
                continue;
            };
            let groups = groups(directories);
            for (at, (directory, archs)) in groups.iter().enumerate() {
                let name = self.list_name(list, at, archs);
                let own = match at {
                    0 if !is_default || !stays_direct => match &written {
                        None => {
                            self.rewrite(to.line, *row, directory);
                            written = Some(directory.clone());
                            true
                        }
                        Some(other) => other == directory,
                    },
                    _ => false,
                };
                if !own {
                    lines.push(format!("{name} = {}", thirteen(directory)));
                }
                if at > 0 {
                    self.copy_list(list, &name, *row, directory);
                }
            }
            self.moved(to, list, directories, *row);
        }
        if is_default && written.is_some() {
            let old = &self.inf.text()[to.line.fields[0].span.start..to.line.span.end]
                .trim_end()
                .to_owned();
            for (list, decision) in decided {
                let used =
                    !list.archs.is_empty() || list.otherwise.is_some() || !list.files.is_empty();
                let kept = used && !self.gone.contains(&fold(&list.name));
                if matches!(decision, Decision::Stay) && kept && !list.name.starts_with('@') {
                    lines.push(format!("{} = {old}", self.raw(list.field)));
                }
            }
            let lists: HashSet<_> = decided.iter().map(|(list, _)| fold(&list.name)).collect();
            let mut kept = HashSet::new();
            for it in &self.plan.removing {
                let has_line = self.inf.line("DestinationDirs", &it.list).is_some();
                if !has_line && !lists.contains(&it.list) && kept.insert(it.list.clone()) {
                    lines.push(format!("{} = {old}", self.raw(&it.line.fields[it.at])));
                }
            }
        }
        let row = decided.iter().find_map(|(_, it)| match it {
            Decision::Move(_, row) => Some(*row),
            Decision::Stay => None,
        });
        if let (Some(row), false) = (row, lines.is_empty()) {
            let end = line_end(self.inf.text());
            let text: String = lines.iter().map(|it| format!("{end}{it}")).collect();
            let reason = "lists that go elsewhere need a line of their own";
            self.insert(to.line.extent.end, text, row, reason);
        }
    }

    pub(super) fn raw(&self, field: &Field) -> String {
        self.inf.text()[field.span.clone()]
            .trim_matches('"')
            .to_owned()
    }

    /// The name of a list for the processors of its group.
    fn list_name(&self, list: &List<'_>, group: usize, archs: &[Arch]) -> String {
        match (group, archs.first()) {
            (0, _) | (_, None) => self.raw(list.field),
            (_, Some(arch)) => format!("{}.{arch}", self.raw(list.field)),
        }
    }

    fn rewrite(&mut self, line: &Line, row: Row, directory: &str) {
        let reason = match directory {
            "" => "the file stays in the package, where Windows unpacked it".to_owned(),
            _ => format!(
                r"the file stays in {directory}\ of the package, as SourceDisksFiles has it"
            ),
        };
        let id = &line.fields[0];
        match (line.fields.get(1), directory) {
            (Some(old), "") => self.remove(id, old, "13", row, &reason),
            (Some(old), _) => {
                self.change(id.span.clone(), "13", row, &reason);
                self.change(old.span.clone(), directory, row, &reason);
            }
            (None, _) => self.change(id.span.clone(), thirteen(directory), row, &reason),
        }
    }

    /// A list for other processors, whose files the package has elsewhere.
    fn copy_list(&mut self, list: &List<'a>, name: &str, row: Row, directory: &str) {
        let lines = list.files.iter().filter_map(|it| it.line);
        let at = lines.map(|it| it.extent.end).max().unwrap_or(0);
        let reason = format!(r"the package has these files in {directory}\ for another processor");
        self.insert(at, list_text(self.inf, list, name), row, reason);
    }

    fn moved(
        &mut self,
        to: &Destination<'a>,
        list: &List<'a>,
        directories: &BTreeMap<Arch, String>,
        row: Row,
    ) {
        for file in &list.files {
            let renamed = fold(&file.name) != fold(&file.source);
            if let Some(line) = file.line {
                if renamed {
                    self.keep_name(line, &file.name, &file.source, row);
                }
                self.drop_flags(line, row);
            }
        }
        self.note_moved(to, list, directories, row);
        let names = groups(directories)
            .into_iter()
            .enumerate()
            .flat_map(|(at, (_, archs))| {
                let name = self.list_name(list, at, &archs);
                archs.into_iter().map(move |arch| (arch, name.clone()))
            })
            .collect();
        self.names.insert(fold(&list.name), names);
    }

    /// Notes where the files of a list were and are.
    pub(super) fn note_moved(
        &mut self,
        to: &Destination<'a>,
        list: &List<'a>,
        directories: &BTreeMap<Arch, String>,
        row: Row,
    ) {
        let base = match to.dirid {
            10 => "",
            11 => "System32",
            _ => r"System32\drivers",
        };
        for file in &list.files {
            let same_name = self.by_name.entry(fold(&file.name)).or_default();
            same_name.push(self.moved.len());
            let path = |(arch, directory): (&Arch, &String)| (*arch, join(directory, &file.source));
            self.moved.push(Moved {
                old_name: file.name.clone(),
                old_directory: join(base, &to.subdirectory),
                paths: directories.iter().map(path).collect(),
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

    fn keep_name(&mut self, line: &Line, old: &str, source_name: &str, row: Row) {
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
        let message = format!("{old} is now called {source_name}");
        let help = "change what opens it by name, or rename the file in the package";
        self.question(name.span.clone(), row, message, help);
    }

    fn drop_flags(&mut self, line: &Line, row: Row) {
        let Some(flags) = number(&self.inf.expand(line, 3)).filter(|it| it & COPYING_FLAGS != 0)
        else {
            return;
        };
        let gone = flags & COPYING_FLAGS;
        let reason = format!("flags {gone:#x} cannot be used in the Driver Store (InfVerif 1103)");
        self.change(line.fields[3].span.clone(), kept_flags(flags), row, reason);
    }

    /// What deletes or renames a file that is not copied any more does nothing, and is not allowed.
    fn removals(&mut self, lists: &[List<'a>]) {
        let mut by_line: BTreeMap<usize, Vec<(&Removing<'a>, Row)>> = BTreeMap::new();
        let removing = std::mem::take(&mut self.plan.removing);
        for it in &removing {
            let moved = lists.iter().find(|list| {
                !list.kept && fold(&list.name) == it.list && self.names.contains_key(&it.list)
            });
            let row = moved.and_then(|list| {
                let at = self
                    .by_name
                    .get(&fold(&list.files.first()?.name))?
                    .first()?;
                Some(self.moved[*at].row)
            });
            if let Some(row) = row {
                by_line
                    .entry(it.line.span.start)
                    .or_default()
                    .push((it, row));
            }
        }
        for gone in by_line.into_values() {
            let (first, row) = gone[0];
            let line = first.line;
            let reason = format!(
                "files in the Driver Store go with their package, without {} (InfVerif 1102)",
                first.directive
            );
            if gone.len() == line.fields.len() {
                self.change(line.span.clone(), "", row, reason);
                continue;
            }
            let kept = line
                .fields
                .iter()
                .enumerate()
                .filter(|(at, _)| gone.iter().all(|(it, _)| it.at != *at));
            let kept: Vec<_> = kept
                .map(|(_, it)| self.inf.text()[it.span.clone()].to_owned())
                .collect();
            let all = line.fields[0].span.start..line.fields[line.fields.len() - 1].span.end;
            self.change(all, kept.join(", "), row, reason);
        }
        self.plan.removing = removing;
    }
}

/// A list called `name`, as it reads in the Driver Store.
pub(super) fn list_text(inf: &Inf, list: &List<'_>, name: &str) -> String {
    let end = line_end(inf.text());
    let mut text = format!("{end}{end}[{name}]");
    for file in &list.files {
        text.push_str(end);
        match file.line {
            Some(line) => text.push_str(&list_line(inf, line, &file.name, &file.source)),
            None => text.push_str(&file.name),
        }
    }
    text
}

/// A line of a list as it reads in the Driver Store.
fn list_line(inf: &Inf, line: &Line, name: &str, source: &str) -> String {
    let raw = |at: usize| {
        line.fields
            .get(at)
            .map_or("", |it| &inf.text()[it.span.clone()])
    };
    let own = match fold(name) == fold(source) {
        true => raw(0),
        false => raw(1),
    };
    let flags = match number(&inf.expand(line, 3)) {
        Some(flags) => kept_flags(flags),
        None => raw(3).to_owned(),
    };
    match flags.is_empty() {
        true => own.to_owned(),
        false => format!("{own},,,{flags}"),
    }
}

fn kept_flags(flags: i64) -> String {
    match flags & !COPYING_FLAGS {
        0 => String::new(),
        rest => format!("{rest:#x}"),
    }
}

pub(super) fn thirteen(directory: &str) -> String {
    match directory {
        "" => "13".to_owned(),
        _ => format!("13,{directory}"),
    }
}

/// The directories with the processors that have their files there; that of the first processor comes first.
pub(super) fn groups(directories: &BTreeMap<Arch, String>) -> Vec<(String, Vec<Arch>)> {
    let mut groups: Vec<(String, Vec<Arch>)> = Vec::new();
    for (arch, directory) in directories {
        match groups.iter_mut().find(|(it, _)| it == directory) {
            Some((_, archs)) => archs.push(*arch),
            None => groups.push((directory.clone(), vec![*arch])),
        }
    }
    groups
}

pub(super) fn join(directory: &str, name: &str) -> String {
    match (directory.trim_matches('\\'), name.trim_matches('\\')) {
        ("", name) => name.to_owned(),
        (directory, "") => directory.to_owned(),
        (directory, name) => format!(r"{directory}\{name}"),
    }
}
