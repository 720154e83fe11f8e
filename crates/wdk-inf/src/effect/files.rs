//! The files of a package: where it has them, where they are copied to, and how paths name them.

use std::collections::HashMap;

use crate::{
    model::Inf,
    path::folders,
    strings::{Dirs, fold},
    target::{Arch, number},
};

/// Where the package is, for the comparison: the folder's real name is not known beforehand.
pub(super) const PACKAGE: &str = r"C:\Windows\System32\DriverStore\FileRepository\package";

/// What paths begin with instead of the Windows directory.
const WINDOWS: [&str; 6] = [
    r"%systemroot%\",
    r"%windir%\",
    r"\systemroot\",
    r"systemroot\",
    r"\??\%systemroot%\",
    r"\??\c:\windows\",
];

pub(super) struct Files {
    /// The path in the package, by the folded name.
    sources: HashMap<String, String>,
    /// The path in the package, by the folded path on the machine.
    places: HashMap<String, String>,
}

impl Files {
    pub(super) fn of(inf: &Inf, arch: Arch, dirs: &Dirs) -> Self {
        let mut files = Self {
            sources: sources(inf, arch),
            places: HashMap::new(),
        };
        for source in files.sources.values() {
            files
                .places
                .insert(fold(&format!(r"{PACKAGE}\{source}")), source.clone());
        }
        let mut read = std::collections::HashSet::new();
        for line in inf.document().sections.iter().flat_map(|it| &it.lines) {
            if line
                .key
                .as_ref()
                .is_none_or(|it| fold(&it.value) != "copyfiles")
            {
                continue;
            }
            for at in 0..line.fields.len() {
                let list = inf.expand(line, at);
                if !read.insert(fold(&list)) {
                    continue;
                }
                for (name, source) in listed(inf, &list) {
                    let place = format!(r"{}\{name}", directory(inf, &list, dirs));
                    let source = files.source(&source);
                    files.places.entry(fold(&place)).or_insert(source);
                }
            }
        }
        files
    }

    /// Where the package has the file called `name`.
    pub(super) fn source(&self, name: &str) -> String {
        let known = self.sources.get(&fold(name));
        known.cloned().unwrap_or_else(|| fold(name))
    }

    /// Whether a file goes anywhere but to the package's own folder.
    pub(super) fn copies(&self, source: &str) -> bool {
        let package = fold(PACKAGE);
        let mut places = self.places.iter();
        places.any(|(place, it)| it == source && !place.starts_with(&package))
    }

    /// `text` with paths of the package's files as `<source>`. `own` are those that the same section
    /// copies.
    pub(super) fn normal(&self, text: &str, own: &HashMap<String, String>) -> String {
        let mut normal = String::new();
        let mut rest = text;
        loop {
            let end = rest.find([';', ',', '"']).unwrap_or(rest.len());
            normal.push_str(&self.piece(&rest[..end], own));
            let Some(separator) = rest[end..].chars().next() else {
                return normal;
            };
            normal.push(separator);
            rest = &rest[end + separator.len_utf8()..];
        }
    }

    fn piece(&self, piece: &str, own: &HashMap<String, String>) -> String {
        let trimmed = piece.trim().trim_start_matches('@');
        let folded = fold(trimmed);
        let mut path = folded.clone();
        for prefix in WINDOWS {
            if let Some(below) = folded.strip_prefix(prefix) {
                path = format!(r"c:\windows\{below}");
            }
        }
        if path.starts_with(r"system32\") {
            path = format!(r"c:\windows\{path}");
        }
        let look = |path: &str| own.get(path).or_else(|| self.places.get(path));
        if let Some(source) = look(&path) {
            return format!("<{source}>");
        }
        // Arguments follow the path of a program.
        match path.split_once(' ') {
            Some((program, arguments)) if look(program).is_some() => {
                format!("<{}> {arguments}", look(program).map_or("", String::as_str))
            }
            _ if path != folded => path,
            _ => piece.to_owned(),
        }
    }
}

/// The names of a `CopyFiles` value, a list or a file, with those that the files have in the package.
pub(super) fn listed(inf: &Inf, list: &str) -> Vec<(String, String)> {
    if let Some(name) = list.strip_prefix('@') {
        return vec![(name.to_owned(), name.to_owned())];
    }
    inf.lines(list)
        .map(|line| (inf.expand(line, 0), inf.expand(line, 1)))
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, source)| match source.is_empty() {
            true => (name.clone(), name),
            false => (name, source),
        })
        .collect()
}

/// The directory that the files of `list` go to.
pub(super) fn directory(inf: &Inf, list: &str, dirs: &Dirs) -> String {
    let own = inf
        .line("DestinationDirs", list)
        .filter(|_| !list.starts_with('@'));
    let Some(line) = own.or_else(|| inf.line("DestinationDirs", "DefaultDestDir")) else {
        return r"C:\Windows\System32".to_owned();
    };
    let dirid = inf.expand(line, 0);
    let known = number(&dirid).and_then(|it| u32::try_from(it).ok());
    let path = known.and_then(|it| dirs.get(it)).map(str::to_owned);
    let path = path.unwrap_or_else(|| format!("directory {dirid}"));
    let below = inf.expand(line, 1);
    let below = match folders(&below) {
        Ok(parts) => parts.join("\\"),
        Err(_) => below,
    };
    match below.is_empty() {
        true => path.trim_end_matches('\\').to_owned(),
        false => format!(r"{}\{below}", path.trim_end_matches('\\')),
    }
}

/// Where `[SourceDisksFiles]` and its form for `arch` have each file.
fn sources(inf: &Inf, arch: Arch) -> HashMap<String, String> {
    let mut disks = HashMap::new();
    for section in [
        format!("SourceDisksNames.{arch}"),
        "SourceDisksNames".to_owned(),
    ] {
        for line in inf.lines(&section) {
            let Some(key) = &line.key else { continue };
            let id = inf.strings().expand(&key.value);
            disks.entry(id).or_insert_with(|| inf.expand(line, 3));
        }
    }
    let mut sources = HashMap::new();
    for section in [
        format!("SourceDisksFiles.{arch}"),
        "SourceDisksFiles".to_owned(),
    ] {
        for line in inf.lines(&section) {
            let Some(key) = line.key() else { continue };
            let name = fold(&inf.strings().expand(&key.value));
            let disk = disks.get(&inf.expand(line, 0)).map_or("", String::as_str);
            let below = inf.expand(line, 1);
            let parts = [disk.trim_matches('\\'), below.trim_matches('\\'), &name];
            let parts: Vec<_> = parts.into_iter().filter(|it| !it.is_empty()).collect();
            let path = parts.join("\\");
            let path = match folders(&path) {
                Ok(parts) => parts.join("\\"),
                Err(_) => path,
            };
            sources.entry(name).or_insert_with(|| fold(&path));
        }
    }
    sources
}
