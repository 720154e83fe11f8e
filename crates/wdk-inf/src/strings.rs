//! What stands between percent signs: `%name%` from the `[Strings]` section and `%13%`, a
//! directory known by number.

use std::collections::{BTreeMap, HashMap};

use crate::{growth, syntax::Document};

/// The `[Strings]` of one language.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    values: HashMap<String, String>,
}

/// A piece of a field whose tokens were looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Plain text, or the value of a string.
    Text(String),
    /// `%number%`.
    Dir(u32),
    /// `%name%` that `[Strings]` lacks; Windows leaves it as it stands.
    Unknown(String),
}

impl Strings {
    /// Collects the strings for `language` (a LANGID): the exact section, else that of the
    /// neutral or of any same primary language, else the undecorated one.
    #[must_use]
    pub fn of(document: &Document, language: Option<u16>) -> Self {
        let chosen = language.and_then(|wanted| closest_language(document, wanted));
        let name = chosen.map_or("strings".to_owned(), |id| format!("strings.{id:04x}"));
        let sections = document
            .sections
            .iter()
            .filter(|it| fold(&it.name.value) == name);
        let mut values = HashMap::new();
        for line in sections.flat_map(|it| &it.lines) {
            if let (Some(key), Some(value)) = (&line.key, line.fields.first()) {
                // Of two strings with one name, Windows takes the first.
                let key = fold(&key.value.replace("%%", "%"));
                values.entry(key).or_insert_with(|| value.value.clone());
            }
        }
        Self { values }
    }

    /// The string called `name`, in any case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(&fold(name)).map(String::as_str)
    }

    /// Splits `value` at its tokens. What a string expands to is not looked at again.
    #[must_use]
    pub fn parts(&self, value: &str) -> Vec<Part> {
        growth::step();
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = value;
        while let Some(open) = rest.find('%') {
            text.push_str(&rest[..open]);
            let after = &rest[open + 1..];
            let Some(close) = after.find('%') else {
                rest = &rest[open..];
                break;
            };
            let name = &after[..close];
            rest = &after[close + 1..];
            if name.is_empty() {
                text.push('%');
            } else if let Some(value) = self.get(name) {
                text.push_str(value);
            } else {
                flush(&mut text, &mut parts);
                parts.push(match name.parse() {
                    Ok(id) => Part::Dir(id),
                    Err(_) => Part::Unknown(name.to_owned()),
                });
            }
        }
        text.push_str(rest);
        flush(&mut text, &mut parts);
        parts
    }

    /// Whether a token in `value` is neither a string nor a directory.
    #[must_use]
    pub fn is_undefined(&self, value: &str) -> bool {
        let unknown = |it: &Part| matches!(it, Part::Unknown(_));
        self.parts(value).iter().any(unknown)
    }

    /// `value` with its strings replaced and its directories left as `%number%`.
    #[must_use]
    pub fn expand(&self, value: &str) -> String {
        // Most values have no tokens.
        if !value.contains('%') {
            growth::step();
            return value.to_owned();
        }
        let show = |part| match part {
            Part::Text(text) => text,
            Part::Dir(id) => format!("%{id}%"),
            Part::Unknown(name) => format!("%{name}%"),
        };
        self.parts(value).into_iter().map(show).collect()
    }

    /// `value` with its strings and directories replaced.
    #[must_use]
    pub fn resolve(&self, value: &str, dirs: &Dirs) -> String {
        let mut resolved = String::new();
        let mut after_dir = false;
        for part in self.parts(value) {
            let was_dir = std::mem::replace(&mut after_dir, matches!(part, Part::Dir(_)));
            match part {
                // `%24%\x` is `C:\x` although `%24%` ends in a backslash.
                Part::Text(text) if was_dir && resolved.ends_with('\\') => {
                    resolved.push_str(text.strip_prefix('\\').unwrap_or(&text));
                }
                Part::Text(text) => resolved.push_str(&text),
                Part::Dir(id) => match dirs.get(id) {
                    Some(path) => resolved.push_str(path),
                    None => resolved.push_str(&format!("%{id}%")),
                },
                Part::Unknown(name) => resolved.push_str(&format!("%{name}%")),
            }
        }
        resolved
    }
}

fn flush(text: &mut String, parts: &mut Vec<Part>) {
    if !text.is_empty() {
        parts.push(Part::Text(std::mem::take(text)));
    }
}

fn closest_language(document: &Document, wanted: u16) -> Option<u16> {
    const PRIMARY: u16 = 0x3FF;
    let languages = document.sections.iter().filter_map(|section| {
        let name = fold(&section.name.value);
        let digits = name.strip_prefix("strings.").filter(|it| it.len() == 4)?;
        u16::from_str_radix(digits, 16).ok()
    });
    let distance = |id: u16| match id {
        _ if id == wanted => Some(0),
        _ if id == wanted & PRIMARY => Some(1),
        _ if id & PRIMARY == wanted & PRIMARY => Some(2),
        _ => None,
    };
    languages
        .filter_map(|id| Some((distance(id)?, id)))
        .min()
        .map(|(_, id)| id)
}

/// Folds case as INF names compare.
pub(crate) fn fold(name: &str) -> String {
    growth::step();
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.to_lowercase()
    }
}

/// Where the numbered directories are.
///
/// See [Using dirids](https://learn.microsoft.com/windows-hardware/drivers/install/using-dirids).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirs {
    paths: BTreeMap<u32, String>,
}

impl Dirs {
    /// The directories of a Windows installation at `windows`, for example `C:\Windows`.
    #[must_use]
    pub fn new(windows: &str) -> Self {
        let windows = windows.trim_end_matches('\\');
        let drive = windows.split('\\').next().unwrap_or("C:");
        let below = |path: &str| format!(r"{windows}\{path}");
        let paths = [
            (10, windows.to_owned()),
            (11, below("System32")),
            (12, below(r"System32\drivers")),
            (17, below("INF")),
            (18, below("Help")),
            (20, below("Fonts")),
            (21, below(r"System32\viewers")),
            (23, below(r"System32\spool\drivers\color")),
            (24, format!(r"{drive}\")),
            (30, format!(r"{drive}\")),
            (50, below("System")),
            (51, below(r"System32\spool")),
            (52, below(r"System32\spool\drivers")),
            (55, below(r"System32\spool\prtprocs")),
            (16422, format!(r"{drive}\Program Files")),
            (16425, below("SysWOW64")),
            (16426, format!(r"{drive}\Program Files (x86)")),
            (16427, format!(r"{drive}\Program Files\Common Files")),
            (16428, format!(r"{drive}\Program Files (x86)\Common Files")),
        ];
        Self {
            paths: paths.into(),
        }
        .package(&below(r"System32\DriverStore\FileRepository"))
    }

    /// The same with the driver package at `path`: DIRID 13, from which modern drivers run.
    #[must_use]
    pub fn package(self, path: &str) -> Self {
        self.with(13, path)
    }

    /// The same with directory `id` at `path`.
    #[must_use]
    pub fn with(mut self, id: u32, path: &str) -> Self {
        self.paths.insert(id, path.to_owned());
        self
    }

    /// The same with `%SystemRoot%` where the installation is, as a `REG_EXPAND_SZ` has it.
    #[must_use]
    pub fn expandable(&self) -> Self {
        let windows = self.get(10).unwrap_or_default().to_owned();
        let expandable = |path: &String| match path.strip_prefix(&windows) {
            Some(rest) if !windows.is_empty() => format!("%SystemRoot%{rest}"),
            _ => path.clone(),
        };
        let paths = self.paths.iter();
        Self {
            paths: paths.map(|(id, path)| (*id, expandable(path))).collect(),
        }
    }

    /// Directory `id`.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&str> {
        self.paths.get(&id).map(String::as_str)
    }
}

impl Default for Dirs {
    /// An installation at `C:\Windows`.
    fn default() -> Self {
        Self::new(r"C:\Windows")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::scan;

    fn strings(text: &str) -> Strings {
        Strings::of(&scan(&format!("[Strings]\n{text}")), None)
    }

    #[test]
    fn tokens_are_replaced_once_and_in_any_case() {
        let strings = strings("Foo = \"bar\"\nloop = \"%loop2%\"\nloop2 = x\nper=1\ncent=2");
        assert_eq!(strings.expand("a %FOO% b"), "a bar b");
        assert_eq!(strings.expand("%loop%"), "%loop2%");
        assert_eq!(strings.expand("%per%%cent%"), "12");
        assert_eq!(strings.expand("100%% %none% %open"), "100% %none% %open");
    }

    #[test]
    fn directories_join_with_one_backslash() {
        let dirs = Dirs::default().package(r"C:\Store\x");
        let strings = strings("tail = \"x\\\"\n");
        assert_eq!(strings.resolve(r"%13%\a.sys", &dirs), r"C:\Store\x\a.sys");
        assert_eq!(strings.resolve(r"%24%\fred", &dirs), r"C:\fred");
        assert_eq!(strings.resolve(r"%tail%\y", &dirs), r"x\\y");
        assert_eq!(strings.resolve("%99999%", &dirs), "%99999%");
        assert_eq!(strings.resolve("%%SystemRoot%%", &dirs), "%SystemRoot%");
    }

    #[test]
    fn an_expandable_directory_names_the_installation_by_a_variable() {
        let dirs = Dirs::default()
            .package(r"C:\Windows\System32\x")
            .expandable();
        assert_eq!(dirs.get(13), Some(r"%SystemRoot%\System32\x"));
        assert_eq!(dirs.get(24), Some(r"C:\"));
    }

    #[test]
    fn the_closest_language_is_used_alone() {
        let document =
            scan("[Strings]\na=neutral\nb=only\n[Strings.0407]\na=deutsch\n[Strings.0007]\na=de\n");
        assert_eq!(
            Strings::of(&document, Some(0x0407)).get("a"),
            Some("deutsch")
        );
        assert_eq!(Strings::of(&document, Some(0x0407)).get("b"), None);
        assert_eq!(Strings::of(&document, Some(0x0C07)).get("a"), Some("de"));
        assert_eq!(
            Strings::of(&document, Some(0x0409)).get("a"),
            Some("neutral")
        );
    }
}
