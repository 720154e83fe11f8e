//! Where the package has its files, what they are to services, and which names are ambiguous.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{co_installers::is_of_framework, destinations::groups, plan::List};
use crate::{model::Inf, path::folders, strings::fold, target::Arch};

/// What replaces a co-installer.
pub(super) fn co_installer(list: &List<'_>) -> &'static str {
    if list.files.iter().any(|it| is_of_framework(&it.name)) {
        return "remove it with its .CoInstallers section: KMDF and UMDF are part of Windows 10, the .Wdf section \
                says which version is needed";
    }
    if list
        .files
        .iter()
        .any(|it| fold(&it.name).starts_with("winusbcoinstaller"))
    {
        return "remove it with its .CoInstallers section: WinUSB is part of Windows; Include = winusb.inf, \
                Needs = WINUSB.NT";
    }
    "remove it: Windows drivers have none. Values are written by AddReg, programs run by AddSoftware, devices made \
     by AddComponent, and settings that need code are made by a service"
}

/// The names of the files that services are made of.
pub(super) fn service_files(inf: &Inf) -> HashSet<String> {
    let lines = inf.document().sections.iter().flat_map(|it| &it.lines);
    let binaries = lines.filter(|line| {
        let key = line.key.as_ref().map(|it| fold(&it.value));
        key.as_deref() == Some("servicebinary")
    });
    binaries
        .filter_map(|line| {
            let path = fold(&inf.expand(line, 0));
            Some(path.rsplit(['\\', '%']).next()?.to_owned())
        })
        .collect()
}

/// Where `[SourceDisksFiles]` has each file: subdirectories by architecture and folded name. A disk with a
/// path of its own makes that unknown.
pub(super) struct Sources(HashMap<(Option<Arch>, String), Option<String>>);

impl Sources {
    pub(super) fn of(inf: &Inf) -> Self {
        let archs = [Arch::X86, Arch::Amd64, Arch::Arm, Arch::Arm64, Arch::Ia64];
        let sections = |base: &'static str| {
            let decorated = archs.map(|arch| (Some(arch), format!("{base}.{arch}")));
            std::iter::once((None, base.to_owned())).chain(decorated)
        };
        let with_path: HashSet<_> = sections("SourceDisksNames")
            .flat_map(|(_, section)| inf.lines(&section).collect::<Vec<_>>())
            .filter(|line| !folders(&inf.expand(line, 3)).is_ok_and(|it| it.is_empty()))
            .filter_map(|line| Some(inf.strings().expand(&line.key.as_ref()?.value)))
            .collect();
        let mut sources = HashMap::new();
        for (arch, section) in sections("SourceDisksFiles") {
            for line in inf.lines(&section) {
                let Some(key) = line.key() else { continue };
                let known = !with_path.contains(&inf.expand(line, 0));
                let below = inf.expand(line, 1);
                // A folder that leads out of the package is known no more than one on a disk of its own.
                let directory = folders(&below).ok().filter(|_| known);
                let directory = directory.map(|it| it.join("\\"));
                let name = fold(&inf.strings().expand(&key.value));
                sources.entry((arch, name)).or_insert(directory);
            }
        }
        Self(sources)
    }

    fn of_file(&self, name: &str, arch: Arch) -> Option<&Option<String>> {
        let name = fold(name);
        let own = self.0.get(&(Some(arch), name.clone()));
        own.or_else(|| self.0.get(&(None, name)))
    }

    /// The directory of the package that all files of `list` are in, for each processor; else what stands
    /// in the way. With `any` the file is built for each processor by itself.
    pub(super) fn directories(
        &self,
        list: &List<'_>,
        any: bool,
    ) -> Result<BTreeMap<Arch, String>, (String, String)> {
        let refuse = |message: String, help: &str| Err((message, help.to_owned()));
        let mut directories = BTreeMap::new();
        let mut archs: Vec<_> = list.archs.iter().copied().collect();
        if any {
            let has = |arch: &Arch| self.0.keys().any(|(it, _)| *it == Some(*arch));
            let others = [Arch::X86, Arch::Arm64, Arch::Arm].into_iter().filter(has);
            archs.extend(others);
        }
        for arch in archs {
            let mut found = BTreeMap::new();
            for file in &list.files {
                match self.of_file(&file.source, arch) {
                    None => {
                        let help = "add it to SourceDisksFiles, or do not copy it if it belongs to Windows";
                        return refuse(format!("{} is not in SourceDisksFiles", file.source), help);
                    }
                    Some(None) => {
                        let help = "write it behind the file in SourceDisksFiles, as in x.sys = 1,amd64, and leave the disk's empty: \
                                    the subdirectory there must be that in DestinationDirs (InfVerif 1100)";
                        return refuse(
                            format!("the disk of {} has a path of its own", file.source),
                            help,
                        );
                    }
                    Some(Some(directory)) => {
                        found.insert(fold(directory), directory.clone());
                    }
                }
            }
            if found.len() > 1 {
                let names: Vec<_> = found.into_keys().collect();
                let help = "give the files of each a list and a line in DestinationDirs of their own (InfVerif 1100)";
                let message = format!(
                    "the files come from several directories: {}",
                    names.join(", ")
                );
                return refuse(message, help);
            }
            directories.insert(arch, found.into_values().next().unwrap_or_default());
        }
        let differing = groups(&directories);
        if (any || list.name.starts_with('@')) && differing.len() > 1 {
            let names: Vec<_> = differing.into_iter().map(|(it, _)| it).collect();
            let help = "give the files of each a list and a line in DestinationDirs of their own (InfVerif 1100)";
            let message = format!(
                "the files come from several directories: {}",
                names.join(", ")
            );
            return refuse(message, help);
        }
        Ok(directories)
    }
}

/// Names under which different files are copied on one processor: what refers to them cannot be followed.
pub(super) fn ambiguous_renames(lists: &[List<'_>]) -> HashSet<String> {
    let mut first: HashMap<(Arch, String), String> = HashMap::new();
    let mut ambiguous = HashSet::new();
    for list in lists {
        for file in &list.files {
            for arch in &list.archs {
                let (name, source) = (fold(&file.name), fold(&file.source));
                let known = first
                    .entry((*arch, name.clone()))
                    .or_insert_with(|| source.clone());
                if *known != source {
                    ambiguous.insert(name);
                }
            }
        }
    }
    ambiguous
}
