//! Sections that several processors read, and that must say something else for each: the files of a package
//! are in one directory for each processor.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Porter, Row, network::STORE, plan::companions, references::Edit};
use crate::{
    edit::{Edits, line_end},
    effect::named_sections,
    strings::fold,
    target::Arch,
};

/// A section for a processor that its own text is not for.
type Variant = (String, Arch);

impl Porter<'_> {
    /// Gives each processor sections of its own where what they say differs.
    pub(super) fn split(&mut self) {
        let one_for_all = self.plan.readers.values().all(|it| it.len() < 2);
        if self.moved.is_empty() || self.plan.kept.is_empty() && one_for_all {
            return;
        }
        let named_by = self.named_by();
        let variants = self.variants(&named_by);
        let own = self.for_each_processor(&variants);
        let names: HashMap<Variant, String> = variants
            .iter()
            .filter_map(|it| Some((it.clone(), self.variant_name(it, &own)?)))
            .collect();
        if let Some((section, _)) = variants
            .iter()
            .find(|it| names.get(*it).is_none_or(|name| self.inf.has_section(name)))
        {
            let place = self
                .inf
                .section(section)
                .next()
                .map_or(0..0, |it| it.name.span.clone());
            let message = format!("[{section}] is for several processors and cannot be divided");
            let help = "write a section for each, as in [Install.NTarm64], with lists and services of their own";
            self.question(place, Row::Drivers, message, help);
            return;
        }
        let roots = names
            .keys()
            .filter(|(it, _)| self.plan.roots.contains_key(it));
        self.beside = roots.cloned().collect();
        let mut all: Vec<_> = self
            .plan
            .readers
            .iter()
            .map(|(name, archs)| (name.clone(), archs.clone()))
            .collect();
        all.sort();
        for (section, archs) in all {
            if let Some(main) = self.plan.main(&section) {
                for edit in self.renamed(&section, main, &names) {
                    self.change(edit.span, edit.new, edit.row, edit.reason);
                }
            }
            let mut written = HashSet::new();
            for arch in archs {
                if let Some(name) = names.get(&(section.clone(), arch))
                    && written.insert(name)
                {
                    self.write_variant(&section, arch, name, &names);
                }
            }
        }
    }

    /// The sections that name each section, folded; an install section names its companions.
    fn named_by(&self) -> HashMap<String, Vec<String>> {
        let inf = self.inf;
        let mut named_by = HashMap::<String, Vec<String>>::new();
        for section in self.plan.readers.keys() {
            for line in inf.lines(section) {
                for field in named_sections(inf, line) {
                    let named = fold(&inf.strings().expand(&field.value));
                    if self.plan.readers.contains_key(&named) {
                        named_by.entry(named).or_default().push(section.clone());
                    }
                }
            }
        }
        named_by
    }

    /// What has to be written anew.
    fn variants(&self, named_by: &HashMap<String, Vec<String>>) -> BTreeSet<Variant> {
        let mut variants = BTreeSet::new();
        let mut queue = Vec::new();
        for (section, archs) in &self.plan.readers {
            let main = self.plan.main(section);
            if archs.len() < 2 && main.is_some() {
                continue;
            }
            let own = main.map_or(Vec::new(), |it| texts(self.edits(section, it)));
            for arch in archs.iter().filter(|it| main != Some(**it)) {
                if texts(self.edits(section, *arch)) != own {
                    queue.push((section.clone(), *arch));
                }
            }
        }
        let group = self.groups();
        while let Some((section, arch)) = queue.pop() {
            if !variants.insert((section.clone(), arch)) {
                continue;
            }
            for other in group.get(&section).into_iter().flatten() {
                queue.push((other.clone(), arch));
            }
            for by in named_by.get(&section).into_iter().flatten() {
                let archs = &self.plan.readers[by];
                if self.plan.main(by) == Some(arch) {
                    queue.extend(archs.iter().skip(1).map(|it| (by.clone(), *it)));
                } else if archs.contains(&arch) {
                    queue.push((by.clone(), arch));
                }
            }
        }
        // What becomes a comment needs no copy.
        variants.retain(|(section, _)| !self.gone.contains(section));
        variants
    }

    /// The install section and its companions, which have one name, for each of them.
    fn groups(&self) -> HashMap<String, Vec<String>> {
        let mut groups = HashMap::new();
        for root in self.plan.roots.keys() {
            let names = companions().map(|suffix| fold(&format!("{root}{suffix}")));
            let names: Vec<_> = names
                .filter(|it| self.plan.readers.contains_key(it))
                .collect();
            for name in &names {
                groups.insert(name.clone(), names.clone());
            }
        }
        groups
    }

    /// The sections beside which newer Windows has another one for each processor: what they say, or
    /// name, differs.
    fn for_each_processor(&self, variants: &BTreeSet<Variant>) -> HashSet<String> {
        let mut first = HashMap::new();
        let mut own = HashSet::new();
        for (section, arch) in variants
            .iter()
            .filter(|(it, _)| self.plan.kept.contains(it))
        {
            let texts = texts(self.edits(section, *arch));
            let known = first.entry(section).or_insert_with(|| texts.clone());
            if *known != texts {
                own.insert(section.clone());
            }
        }
        let (named_by, group) = (self.named_by(), self.groups());
        let mut queue: Vec<_> = own.iter().cloned().collect();
        while let Some(section) = queue.pop() {
            let beside = group.get(&section).into_iter().flatten();
            for by in named_by.get(&section).into_iter().flatten().chain(beside) {
                if own.insert(by.clone()) {
                    queue.push(by.clone());
                }
            }
        }
        own
    }

    /// What the section is called for a processor of its own, or for newer Windows; `None` when nothing can
    /// select it.
    fn variant_name(&self, (section, arch): &Variant, own: &HashSet<String>) -> Option<String> {
        let written = self.inf.section(section).next()?;
        let written = self.inf.text()[written.name.span.clone()].trim().to_owned();
        let root = self.plan.roots.iter().find_map(|(root, base)| {
            let suffix = section.strip_prefix(root.as_str())?;
            let is_companion = companions().any(|it| fold(it) == suffix);
            is_companion.then_some((root, base))
        });
        let Some((root, base)) = root else {
            // Sections that `Needs` names keep the suffix that says what they are.
            let lower = written.to_ascii_lowercase();
            let suffix = companions().filter(|it| !it.is_empty() && lower.ends_with(&fold(it)));
            let length = suffix.map(str::len).max().unwrap_or(0);
            let (head, suffix) = written.split_at(written.len() - length);
            return Some(
                match (self.plan.kept.contains(section), own.contains(section)) {
                    (false, _) => format!("{head}.{arch}{suffix}"),
                    (true, false) => format!("{head}.Store{suffix}"),
                    (true, true) => format!("{head}.Store.{arch}{suffix}"),
                },
            );
        };
        // The name may have macros in it, which are as long in neither.
        let suffix = section.len() - root.len();
        if let Some(primitive) = &self.plan.primitive {
            let mut roots = primitive.roots.iter();
            let copy = roots.find(|it| it.section == *root)?.copy.as_ref()?;
            return Some(format!("{copy}{}", written.get(written.len() - suffix..)?));
        }
        let base = base.as_ref()?;
        if self.plan.kept.contains(section) {
            let (head, end) = (base.len(), written.len() - suffix);
            let decoration = match own.contains(section) {
                true => format!(".NT{arch}"),
                false => written.get(head..end)?.to_owned(),
            };
            let (head, suffix) = (written.get(..head)?, written.get(end..)?);
            return Some(format!("{head}{STORE}{decoration}{suffix}"));
        }
        if root.len() > base.len() + ".nt".len() {
            return None;
        }
        // The section's own spelling is kept where its letters are those of the folded name.
        let (head, suffix) = (
            written.get(..base.len())?,
            written.get(written.len() - suffix..)?,
        );
        Some(format!("{head}.NT{arch}{suffix}"))
    }

    /// The fields of `section` that name sections which are called otherwise for `arch`.
    fn renamed(&self, section: &str, arch: Arch, names: &HashMap<Variant, String>) -> Vec<Edit> {
        let inf = self.inf;
        let mut edits = Vec::new();
        for line in inf.lines(section) {
            for field in named_sections(inf, line) {
                let named = fold(&inf.strings().expand(&field.value));
                if let Some(name) = names.get(&(named, arch)) {
                    edits.push(Edit {
                        span: field.span.clone(),
                        new: name.clone(),
                        row: Row::Drivers,
                        reason: format!("the section for {arch}"),
                    });
                }
            }
        }
        edits
    }

    fn write_variant(
        &mut self,
        section: &str,
        arch: Arch,
        name: &str,
        names: &HashMap<Variant, String>,
    ) {
        let inf = self.inf;
        let end = line_end(inf.text());
        let mut edits = self.edits(section, arch);
        edits.extend(self.renamed(section, arch, names));
        let mut text = format!("{end}{end}[{name}]");
        let mut at = inf
            .section(section)
            .map(|it| it.name.span.end + 1)
            .max()
            .unwrap_or(0);
        let mut seen = HashSet::new();
        for line in inf.lines(section) {
            let mut own = Edits::default();
            for edit in &edits {
                let within = line.span.start <= edit.span.start && edit.span.end <= line.span.end;
                if within && seen.insert(edit.span.start) {
                    own.replace(
                        edit.span.start - line.span.start..edit.span.end - line.span.start,
                        edit.new.as_str(),
                    );
                }
            }
            let raw = &inf.text()[line.span.clone()];
            text.push_str(end);
            text.push_str(own.apply(raw).as_deref().unwrap_or(raw).trim_end());
            at = at.max(line.extent.end);
        }
        let reason = match self.plan.kept.contains(section) {
            true => format!(
                "newer Windows takes this, and older Windows [{section}], with the files where it copies them"
            ),
            false => format!("what [{section}] is for {arch}"),
        };
        self.insert(at, text, Row::Drivers, reason);
    }
}

fn texts(edits: Vec<Edit>) -> Vec<(usize, String)> {
    edits
        .into_iter()
        .map(|it| (it.span.start, it.new))
        .collect()
}
