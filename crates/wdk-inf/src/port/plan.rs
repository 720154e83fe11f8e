//! Which sections install on which processor, on a Windows that runs files from the Driver Store, and
//! which lists of files they copy.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    network,
    primitive::{self, Obstacle, Primitive},
};
use crate::{
    effect::{COMPANIONS, REMOVALS, named_sections},
    model::Inf,
    strings::fold,
    syntax::{Field, Line},
    target::{Arch, Decoration, OsVersion},
};

/// A Models section, as a line of `[Manufacturer]` names it.
pub(super) struct Selection<'a> {
    /// The line of `[Manufacturer]`.
    pub(super) line: &'a Line,
    /// The field with the decoration; 0 for the section without one, which is for x86.
    pub(super) at: usize,
    pub(super) arch: Arch,
    /// The oldest Windows that it is for.
    pub(super) lowest: OsVersion,
    /// The Models section with its decoration.
    pub(super) section: String,
    /// Some Windows from the floor on selects it.
    pub(super) live: bool,
    /// The install sections of its devices, folded, with the names that the Models section has for them.
    pub(super) installs: BTreeMap<String, String>,
}

/// A file of a `CopyFiles` directive.
#[derive(Clone)]
pub(super) struct Payload<'a> {
    pub(super) name: String,
    pub(super) source: String,
    /// Its line in the file list; a file named directly, with `@`, has none.
    pub(super) line: Option<&'a Line>,
    pub(super) place: &'a Field,
}

/// What a `CopyFiles` directive names: a list, or a file by `@`.
pub(super) struct List<'a> {
    /// The value, expanded.
    pub(super) name: String,
    /// Where it is named first.
    pub(super) field: &'a Field,
    /// The processors on which devices copy it, on Windows from the floor on.
    pub(super) archs: BTreeSet<Arch>,
    pub(super) files: Vec<Payload<'a>>,
    /// What else copies it, for which DIRID 13 is wrong or unknown.
    pub(super) otherwise: Option<Otherwise>,
    /// A device section deletes or renames its files, too.
    pub(super) deleted: Option<&'static str>,
    /// Older Windows needs it as it is: what moves is a list of its own.
    pub(super) kept: bool,
}

/// Who copies a list besides the devices.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    CoInstaller,
    ClassInstaller,
    Default,
}

/// A directive that deletes or renames files.
pub(super) struct Removing<'a> {
    pub(super) directive: &'static str,
    pub(super) line: &'a Line,
    pub(super) at: usize,
    pub(super) list: String,
}

/// What is known of the file before anything is moved.
pub(super) struct Plan<'a> {
    pub(super) selections: Vec<Selection<'a>>,
    pub(super) lists: Vec<List<'a>>,
    pub(super) removing: Vec<Removing<'a>>,
    /// The processors that read each section on a Windows from the floor on, by folded name.
    pub(super) readers: HashMap<String, BTreeSet<Arch>>,
    /// The install sections of devices among them, with the folded names to which Windows adds decorations;
    /// nothing when there are several.
    pub(super) roots: BTreeMap<String, Option<String>>,
    /// What stands for devices in a package without them.
    pub(super) primitive: Option<Primitive>,
    /// Why a `[DefaultInstall]` section is not that of a primitive driver.
    pub(super) not_primitive: Option<Obstacle>,
    /// The oldest Windows whose network configuration takes DIRID 13, where that installs the package.
    pub(super) network: Option<OsVersion>,
    /// The sections that older Windows reads as they are, folded.
    pub(super) kept: HashSet<String>,
}

impl<'a> Plan<'a> {
    /// `oldest` is the oldest Windows that a package without devices is for, where its author says so.
    pub(super) fn of(inf: &'a Inf, floor: OsVersion, oldest: Option<OsVersion>) -> Self {
        let network = network::floor(inf);
        let floor = network.map_or(floor, |it| it.max(floor));
        let selections = selections(inf, floor);
        let (mut readers, mut roots) = (HashMap::new(), BTreeMap::new());
        for selection in selections.iter().filter(|it| it.live) {
            for (section, base) in &selection.installs {
                let known = roots
                    .entry(section.clone())
                    .or_insert_with(|| Some(base.clone()));
                if known.as_ref() != Some(base) {
                    *known = None;
                }
            }
            reach(inf, selection.installs.keys(), selection.arch, &mut readers);
        }
        let (mut kept, mut not_primitive) = (HashMap::new(), None);
        let primitive = match primitive::of(inf, oldest) {
            Some(Ok(primitive)) => Some(primitive),
            Some(Err(why)) => {
                not_primitive = Some(why);
                None
            }
            None => None,
        };
        for root in primitive.iter().flat_map(|it| &it.roots) {
            roots.insert(root.section.clone(), Some(root.section.clone()));
            reach(inf, [&root.section], root.arch, &mut readers);
        }
        for section in primitive.iter().flat_map(|it| &it.kept) {
            reach(inf, [section], Arch::X86, &mut kept);
        }
        let older = selections
            .iter()
            .filter(|it| network.is_some() && it.lowest < floor);
        for it in older {
            reach(inf, it.installs.keys(), it.arch, &mut kept);
        }
        let mut plan = Self {
            selections,
            lists: Vec::new(),
            removing: Vec::new(),
            readers,
            roots,
            primitive,
            not_primitive,
            network,
            kept: kept.into_keys().collect(),
        };
        plan.directives(inf);
        plan
    }

    /// Whether a device's section is read on no Windows, or only on those before the floor.
    pub(super) fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// From where on Windows takes the sections beside those for older Windows.
    pub(super) fn newer(&self) -> OsVersion {
        self.network.unwrap_or(primitive::VERSIONED)
    }

    /// The processor for which the text of `section` itself is written; others may need another one, and
    /// all do when older Windows reads it as it is.
    pub(super) fn main(&self, section: &str) -> Option<Arch> {
        match self.kept.contains(section) {
            true => None,
            false => self.readers.get(section)?.first().copied(),
        }
    }

    fn directives(&mut self, inf: &'a Inf) {
        let mut known = HashMap::<String, usize>::new();
        let mut deleted = HashMap::new();
        for section in &inf.document().sections {
            let name = fold(&inf.strings().expand(&section.name.value));
            for line in &section.lines {
                let key = line.key.as_ref().map(|it| fold(&it.value));
                let removing = match key.as_deref() {
                    Some("copyfiles") => None,
                    Some("delfiles") => Some("DelFiles"),
                    Some("renfiles") => Some("RenFiles"),
                    _ => continue,
                };
                for (at, field) in line.fields.iter().enumerate() {
                    let value = inf.strings().expand(&field.value);
                    if let Some(directive) = removing {
                        if self.readers.contains_key(&name) && !name.ends_with(".remove") {
                            deleted.insert(fold(&value), directive);
                        }
                        let list = fold(&value);
                        self.removing.push(Removing {
                            directive,
                            line,
                            at,
                            list,
                        });
                        continue;
                    }
                    let at = *known.entry(fold(&value)).or_insert_with(|| {
                        self.lists.push(list(inf, &value, field));
                        self.lists.len() - 1
                    });
                    let list = &mut self.lists[at];
                    list.kept |= self.kept.contains(&name) || self.kept.contains(&fold(&value));
                    let primitive = self.primitive.is_some();
                    match otherwise(&name).filter(|it| !primitive || *it != Otherwise::Default) {
                        Some(other) => list.otherwise = Some(other),
                        None => list
                            .archs
                            .extend(self.readers.get(&name).into_iter().flatten()),
                    }
                }
            }
        }
        for list in &mut self.lists {
            list.deleted = deleted.get(&fold(&list.name)).copied();
        }
    }
}

fn otherwise(section: &str) -> Option<Otherwise> {
    if section.ends_with(".coinstallers") {
        return Some(Otherwise::CoInstaller);
    }
    if section.starts_with("classinstall32") {
        return Some(Otherwise::ClassInstaller);
    }
    section
        .starts_with("defaultinstall")
        .then_some(Otherwise::Default)
}

fn list<'a>(inf: &'a Inf, value: &str, field: &'a Field) -> List<'a> {
    let files = match value.strip_prefix('@') {
        Some(name) => vec![Payload {
            name: name.to_owned(),
            source: name.to_owned(),
            line: None,
            place: field,
        }],
        None => inf
            .lines(value)
            .filter_map(|line| payload(inf, line))
            .collect(),
    };
    List {
        name: value.to_owned(),
        field,
        archs: BTreeSet::new(),
        files,
        otherwise: None,
        deleted: None,
        kept: false,
    }
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

/// What stands behind the name of an install section in those that belong to it.
pub(super) fn companions() -> impl Iterator<Item = &'static str> {
    COMPANIONS
        .iter()
        .chain(&REMOVALS)
        .map(|(suffix, _)| *suffix)
}

/// Notes `arch` on all sections that the install sections read there.
pub(super) fn reach<'s>(
    inf: &Inf,
    installs: impl IntoIterator<Item = &'s String>,
    arch: Arch,
    readers: &mut HashMap<String, BTreeSet<Arch>>,
) {
    let mut queue: Vec<String> = Vec::new();
    for install in installs {
        queue.extend(companions().map(|suffix| fold(&format!("{install}{suffix}"))));
    }
    while let Some(name) = queue.pop() {
        if !inf.has_section(&name) || !readers.entry(name.clone()).or_default().insert(arch) {
            continue;
        }
        for line in inf.lines(&name) {
            let named = named_sections(inf, line).map(|it| fold(&inf.strings().expand(&it.value)));
            queue.extend(named.filter(|it| inf.has_section(it)));
        }
    }
}

/// The Models sections of all lines of `[Manufacturer]`.
pub(super) fn selections(inf: &Inf, floor: OsVersion) -> Vec<Selection<'_>> {
    let mut all = Vec::new();
    let mut installs = HashMap::new();
    for line in inf.lines("Manufacturer") {
        let base = match (inf.expand(line, 0), line.key()) {
            (name, _) if !name.is_empty() => name,
            (_, Some(key)) => inf.strings().expand(&key.value),
            _ => continue,
        };
        let mut of_line = Vec::new();
        for at in 1..line.fields.len() {
            let written = inf.expand(line, at);
            let Some(decoration) = Decoration::parse(&written) else {
                continue;
            };
            of_line.push((decoration, at, format!("{base}.{written}")));
        }
        let mut live = live(&of_line, floor);
        // Only x86 reads a section without a decoration, and only where none is for x86.
        if inf.has_section(&base) {
            let for_x86 = |(it, ..): &(Decoration, usize, String)| {
                it.arch.unwrap_or(Arch::X86) == Arch::X86 && lowest(it) <= floor
            };
            live.push(!of_line.iter().any(for_x86));
            of_line.push((Decoration::default(), 0, base));
        }
        for ((decoration, at, section), live) in of_line.into_iter().zip(live) {
            let arch = decoration.arch.unwrap_or(Arch::X86);
            let devices = installs
                .entry((fold(&section), arch))
                .or_insert_with(|| devices(inf, &section, arch));
            all.push(Selection {
                line,
                at,
                arch,
                lowest: lowest(&decoration),
                section,
                live,
                installs: devices.clone(),
            });
        }
    }
    all
}

pub(super) fn lowest(decoration: &Decoration) -> OsVersion {
    let number = |it: Option<u32>| it.unwrap_or(0);
    OsVersion::new(
        number(decoration.major),
        number(decoration.minor),
        number(decoration.build),
    )
}

/// Which decorations of a line some Windows from `floor` on selects.
fn live(of_line: &[(Decoration, usize, String)], floor: OsVersion) -> Vec<bool> {
    let is_older = |it: &Decoration| lowest(it) <= floor;
    // The newest decoration for every edition hides what is older.
    let mut hides: HashMap<Arch, OsVersion> = HashMap::new();
    for (it, ..) in of_line.iter().filter(|(it, ..)| is_older(it)) {
        if it.product_type.is_none() && it.suite_mask.is_none() {
            let newest = hides
                .entry(it.arch.unwrap_or(Arch::X86))
                .or_insert(lowest(it));
            *newest = (*newest).max(lowest(it));
        }
    }
    let hidden = |it: &Decoration| {
        let newest = hides.get(&it.arch.unwrap_or(Arch::X86));
        is_older(it) && newest.is_some_and(|newest| lowest(it) < *newest)
    };
    of_line.iter().map(|(it, ..)| !hidden(it)).collect()
}

/// The install sections of the devices of a Models section.
fn devices(inf: &Inf, models: &str, arch: Arch) -> BTreeMap<String, String> {
    let mut sections = BTreeMap::new();
    let mut seen = HashSet::new();
    for line in inf.lines(models) {
        let base = inf.expand(line, 0);
        if line.key.is_none() || !seen.insert(fold(&base)) {
            continue;
        }
        let names = [
            format!("{base}.NT{arch}"),
            format!("{base}.NT"),
            base.clone(),
        ];
        if let Some(section) = names.iter().find(|it| inf.has_section(it)) {
            sections.insert(fold(section), fold(&base));
        }
    }
    sections
}
