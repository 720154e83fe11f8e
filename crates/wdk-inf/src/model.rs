//! What an INF means: its version, the devices it knows, and what installing one does.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::OnceLock,
};

mod no_device;
mod similar;

use crate::{
    diagnostic::{Diagnostic, InfError, Level},
    edit::Edits,
    growth,
    strings::{Strings, fold},
    syntax::{Document, Line, Section, scan},
    target::{Arch, Decoration, OsVersion},
    text::{Encoding, MOST_BYTES, NotText, decode, encode},
};

/// A driver package's INF file.
#[derive(Clone, Debug)]
pub struct Inf {
    name: String,
    text: String,
    encoding: Encoding,
    document: Document,
    strings: Strings,
    /// Sections by folded name.
    index: HashMap<String, Joined>,
    warnings: Vec<Diagnostic>,
}

/// The sections of one name, which Windows joins.
#[derive(Clone, Debug, Default)]
struct Joined {
    /// Where they are among all sections.
    sections: Vec<usize>,
    /// The lines of all of them.
    lines: usize,
    /// Where lines are by their folded key, once one was asked for.
    keys: OnceLock<HashMap<String, Vec<LineAt>>>,
}

/// A section, and a line in it.
type LineAt = (usize, usize);

/// What has more lines is looked up by an index of their keys.
const FEW_LINES: usize = 16;

/// The `[Version]` section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The setup class, for example `System`.
    pub class: Option<String>,
    /// The setup class by GUID, in braces.
    pub class_guid: Option<String>,
    /// Who provides the package.
    pub provider: Option<String>,
    /// `DriverVer` as written: a date and a version.
    pub driver_ver: Option<(String, Option<String>)>,
    /// `CatalogFile`, without decoration.
    pub catalog_file: Option<String>,
    /// Whether Windows protects the installed files from being changed.
    pub pnp_lockdown: bool,
}

/// A line of a Models section: a device that the package drives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// What the user sees.
    pub description: String,
    /// The manufacturer from `[Manufacturer]`.
    pub manufacturer: String,
    /// The DDInstall section, without decoration.
    pub install_section: String,
    /// The ids it drives: the hardware id first, then compatible ids.
    pub ids: Vec<String>,
    /// The decoration of the Models section.
    pub decoration: Option<Decoration>,
    /// Where the line stands.
    pub span: Range<usize>,
}

/// Which id of the model it was. The earlier variants rank higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The model's hardware id.
    HardwareId,
    /// The model's n-th compatible id, counted from zero.
    CompatibleId(usize),
}

/// A device that the package drives, found by one of its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The line that names it.
    pub model: Model,
    /// Which of its ids was asked for.
    pub kind: MatchKind,
    /// The architecture that was asked for.
    pub arch: Arch,
}

/// The finding that the file is too large to be read.
pub(crate) fn too_large(bytes: &[u8]) -> Option<Diagnostic> {
    let (size, most) = (bytes.len() >> 20, MOST_BYTES >> 20);
    let message = format!("the file has {size} MB, and an INF has at most {most} MB");
    let problem = Diagnostic::error(1000, message, 0..0);
    let help = "is it an INF? Divide a package of so many devices into several";
    (bytes.len() > MOST_BYTES).then(|| problem.help(help))
}

impl Inf {
    /// Reads an INF or INX file.
    ///
    /// # Errors
    ///
    /// [`InfError`] with all findings when the bytes are no text or more than
    /// [`MOST_BYTES`], the text is not INF syntax, or `[Version]` lacks a signature that Windows accepts.
    pub fn parse(bytes: &[u8]) -> Result<Self, InfError> {
        Self::parse_named("<inf>", bytes)
    }

    /// [`parse`](Self::parse) with a file name for the diagnostics.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_named(name: &str, bytes: &[u8]) -> Result<Self, InfError> {
        if let Some(problem) = too_large(bytes) {
            return Err(InfError {
                name: name.to_owned(),
                text: String::new(),
                diagnostics: vec![problem],
            });
        }
        match decode(bytes) {
            Ok((text, encoding)) => Self::from_text(name, text, encoding),
            Err(NotText) => {
                let problem = Diagnostic::error(1003, "half a UTF-16 character in the file", 0..0)
                    .help("save it as UTF-16 with a byte order mark, or as plain ASCII");
                let diagnostics = vec![problem];
                Err(InfError {
                    name: name.to_owned(),
                    text: String::new(),
                    diagnostics,
                })
            }
        }
    }

    pub(crate) fn from_text(
        name: &str,
        text: String,
        encoding: Encoding,
    ) -> Result<Self, InfError> {
        let document = scan(&text);
        let (mut inf, findings) = Self::read(name, text, encoding, document);
        inf.warnings = inf.judge(findings)?;
        Ok(inf)
    }

    /// The file with what is wrong with it, however much that is.
    pub(crate) fn read(
        name: &str,
        text: String,
        encoding: Encoding,
        mut document: Document,
    ) -> (Self, Vec<Diagnostic>) {
        let strings = Strings::of(&document, None);
        let mut index = HashMap::<_, Joined>::new();
        for (at, section) in document.sections.iter().enumerate() {
            let name = fold(&strings.expand(&section.name.value));
            let joined = index.entry(name).or_default();
            joined.sections.push(at);
            joined.lines += section.lines.len();
        }
        let mut findings = std::mem::take(&mut document.problems);
        if matches!(encoding, Encoding::Utf8 { .. }) && !text.is_ascii() {
            let at = text.find(|it: char| !it.is_ascii()).unwrap_or(0);
            let length = text[at..].chars().next().map_or(0, char::len_utf8);
            findings.push(
                Diagnostic::warning(1003, "Windows does not read UTF-8", at..at + length)
                    .help("`cargo wdk build` writes the stamped INF as UTF-16"),
            );
        }
        let inf = Self {
            name: name.to_owned(),
            text,
            encoding,
            document,
            strings,
            index,
            warnings: Vec::new(),
        };
        findings.extend(inf.check_signature());
        (inf, findings)
    }

    fn check_signature(&self) -> Option<Diagnostic> {
        let Some(line) = self.line("Version", "Signature") else {
            let place = self
                .section("Version")
                .next()
                .map_or(0..0, |it| it.name.span.clone());
            let problem = Diagnostic::error(1001, "[Version] has no signature", place);
            return Some(problem.help("write Signature = \"$Windows NT$\" into [Version]"));
        };
        let signature = self.expand(line, 0).to_ascii_lowercase();
        let span = line.span.clone();
        match signature.as_str() {
            "$windows nt$" => None,
            "$chicago$" => Some(Diagnostic::warning(
                1001,
                "the signature is that of Windows 95",
                span,
            )),
            _ => Some(
                Diagnostic::error(1001, "Windows does not know this signature", span)
                    .help("write Signature = \"$Windows NT$\""),
            ),
        }
    }

    /// Findings with an error among them are the error; others are handed back.
    pub(crate) fn judge(&self, findings: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, InfError> {
        if findings.iter().all(|it| it.level < Level::Error) {
            return Ok(findings);
        }
        Err(InfError {
            name: self.name.clone(),
            text: self.text.clone(),
            diagnostics: findings,
        })
    }

    pub(crate) fn fail(&self, finding: Diagnostic) -> InfError {
        let (name, text) = (self.name.clone(), self.text.clone());
        InfError {
            name,
            text,
            diagnostics: vec![finding],
        }
    }

    /// The file's name, as given to [`parse_named`](Self::parse_named).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text, in which all spans count.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file is stored.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The file again; the same bytes that were parsed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.text, self.encoding).unwrap_or_else(|NotText| self.text.clone().into_bytes())
    }

    /// The file with `edits` made, in the same encoding.
    ///
    /// # Errors
    ///
    /// [`InfError`] when the edits conflict, the result is not an INF, or the encoding lacks one of its
    /// characters.
    pub fn edited(&self, edits: &Edits) -> Result<Self, InfError> {
        self.edited_as(edits, self.encoding)
    }

    pub(crate) fn edited_as(&self, edits: &Edits, encoding: Encoding) -> Result<Self, InfError> {
        let text = edits.apply(&self.text).map_err(|conflict| {
            let end = self.text.len();
            let Range { start, end: stop } = conflict.0.span.clone();
            self.fail(Diagnostic::error(
                1002,
                conflict.to_string(),
                start.min(end)..stop.min(end),
            ))
        })?;
        let edited = Self::from_text(&self.name, text, encoding)?;
        if encode(&edited.text, encoding) == Err(NotText) {
            let problem = Diagnostic::error(1003, "a character is not in the ANSI code page", 0..0);
            return Err(edited.fail(problem.help("save the file as UTF-16 with a byte order mark")));
        }
        Ok(edited)
    }

    /// The file as it reads when each name of `macros` stands for its value. Spans stay those of the
    /// text.
    pub(crate) fn with_values(&self, macros: &[(String, String)]) -> Self {
        if !macros.iter().any(|(name, _)| self.text.contains(name)) {
            return self.clone();
        }
        let mut document = self.document.clone();
        let fill = |value: &mut String| {
            for (name, new) in macros {
                if value.contains(name) {
                    *value = value.replace(name, new);
                }
            }
        };
        for section in &mut document.sections {
            fill(&mut section.name.value);
            for line in &mut section.lines {
                let fields = line.key.iter_mut().chain(&mut line.fields);
                fields.for_each(|it| fill(&mut it.value));
            }
        }
        Self::read(&self.name, self.text.clone(), self.encoding, document).0
    }

    /// What is odd but does not keep the file from being used.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// All sections as written.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The `[Strings]` in use.
    #[must_use]
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The sections called `name`, in any case.
    pub fn section(&self, name: &str) -> impl Iterator<Item = &Section> {
        let found = self.index.get(&fold(name));
        let found = found.map_or(&[][..], |it| it.sections.as_slice());
        found.iter().map(|at| &self.document.sections[*at])
    }

    /// Whether a section is called `name`.
    #[must_use]
    pub fn has_section(&self, name: &str) -> bool {
        self.index.contains_key(&fold(name))
    }

    /// Whether a section called `name` has a line.
    #[must_use]
    pub fn has_lines(&self, name: &str) -> bool {
        self.index.get(&fold(name)).is_some_and(|it| it.lines > 0)
    }

    /// The lines of the sections called `name`.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.section(name)
            .flat_map(|section| &section.lines)
            .inspect(|_| growth::step())
    }

    /// The lines of section `name` whose key is `key`, in any case.
    pub fn directives(&self, name: &str, key: &str) -> impl Iterator<Item = &Line> {
        let joined = self.index.get(&fold(name));
        let found = joined.map_or_else(Vec::new, |it| self.keyed(it, &fold(key)));
        found.into_iter()
    }

    /// The lines of `joined` whose folded key is `key`.
    fn keyed(&self, joined: &Joined, key: &str) -> Vec<&Line> {
        let sections = &self.document.sections;
        if joined.sections.len() + joined.lines <= FEW_LINES {
            let lines = joined.sections.iter().flat_map(|at| &sections[*at].lines);
            let same = |line: &&Line| self.folded_key(line).is_some_and(|it| it == key);
            return lines.filter(same).collect();
        }
        let keys = joined.keys.get_or_init(|| {
            let mut keys = HashMap::<_, Vec<_>>::new();
            for at in &joined.sections {
                for (line_at, line) in sections[*at].lines.iter().enumerate() {
                    if let Some(key) = self.folded_key(line) {
                        keys.entry(key).or_default().push((*at, line_at));
                    }
                }
            }
            keys
        });
        let found = keys.get(key).map_or(&[][..], Vec::as_slice);
        let line = |(section, line): &LineAt| &sections[*section].lines[*line];
        found.iter().map(line).collect()
    }

    fn folded_key(&self, line: &Line) -> Option<String> {
        #[cfg(test)]
        tests::LOOKED_AT.with(|it| it.set(it.get() + 1));
        let key = line.key.as_ref()?;
        Some(fold(&self.strings.expand(&key.value)))
    }

    /// The first line of section `name` whose key is `key`.
    #[must_use]
    pub fn line(&self, name: &str, key: &str) -> Option<&Line> {
        self.directives(name, key).next()
    }

    /// Field `at` of `line` with its strings replaced; empty when the line is shorter.
    #[must_use]
    pub fn expand(&self, line: &Line, at: usize) -> String {
        line.fields
            .get(at)
            .map_or_else(String::new, |field| self.strings.expand(&field.value))
    }

    /// The `[Version]` section.
    #[must_use]
    pub fn version(&self) -> Version {
        let value =
            |key| Some(self.expand(self.line("Version", key)?, 0)).filter(|it| !it.is_empty());
        let driver_ver = self.line("Version", "DriverVer").map(|line| {
            let version = Some(self.expand(line, 1)).filter(|it| !it.is_empty());
            (self.expand(line, 0), version)
        });
        Version {
            class: value("Class"),
            class_guid: value("ClassGuid"),
            provider: value("Provider"),
            driver_ver,
            catalog_file: value("CatalogFile"),
            pnp_lockdown: value("PnpLockdown").as_deref() == Some("1"),
        }
    }

    /// The devices that the package drives on `arch` and `os`: of each line of `[Manufacturer]`,
    /// those of the Models section closest to the OS. A section that several lines name counts for the
    /// first of them.
    #[must_use]
    pub fn models(&self, arch: Arch, os: OsVersion) -> Vec<Model> {
        let (mut models, mut read) = (Vec::new(), HashSet::new());
        for line in self.lines("Manufacturer") {
            let manufacturer = line
                .key()
                .map_or_else(String::new, |it| self.strings.expand(&it.value));
            let Some((decoration, section, _)) = self.closest(line, arch, os) else {
                continue;
            };
            if !read.insert(fold(&section)) {
                continue;
            }
            let found = self
                .lines(&section)
                .map(|it| self.model(it, &manufacturer, decoration));
            models.extend(found);
        }
        models
    }

    /// The Models section of a line of `[Manufacturer]` that is closest to the OS, its decoration,
    /// and the field that names it.
    fn closest(
        &self,
        line: &Line,
        arch: Arch,
        os: OsVersion,
    ) -> Option<(Option<Decoration>, String, usize)> {
        let base = match self.expand(line, 0) {
            name if name.is_empty() => self.strings.expand(&line.key()?.value),
            name => name,
        };
        let closest = (1..line.fields.len())
            .filter_map(|at| {
                let written = self.expand(line, at);
                let section = format!("{base}.{written}");
                Some((Decoration::parse(&written)?, section, at))
            })
            .filter(|(decoration, ..)| decoration.applies_to(arch, os))
            .max_by_key(|(decoration, ..)| decoration.closeness());
        match closest {
            Some((decoration, section, at)) => Some((Some(decoration), section, at)),
            // Only x86 still reads Models sections that name no architecture.
            None => (arch == Arch::X86).then_some((None, base, 0)),
        }
    }

    fn model(&self, line: &Line, manufacturer: &str, decoration: Option<Decoration>) -> Model {
        Model {
            description: line
                .key()
                .map_or_else(String::new, |it| self.strings.expand(&it.value)),
            manufacturer: manufacturer.to_owned(),
            install_section: self.expand(line, 0),
            ids: (1..line.fields.len())
                .map(|at| self.expand(line, at))
                .filter(|id| !id.is_empty())
                .collect(),
            decoration,
            span: line.span.clone(),
        }
    }

    /// The best match for the hardware or compatible id `id` of a device, in any case.
    #[must_use]
    pub fn match_hardware_id(&self, arch: Arch, os: OsVersion, id: &str) -> Option<Match> {
        let id = fold(id);
        let found = self.models(arch, os).into_iter().filter_map(|model| {
            let kind = match model.ids.iter().position(|it| fold(it) == id)? {
                0 => MatchKind::HardwareId,
                at => MatchKind::CompatibleId(at - 1),
            };
            Some(Match { model, kind, arch })
        });
        // The first of equals: `min_by_key` keeps the file's order.
        found.min_by_key(|it| it.kind)
    }

    /// [`match_hardware_id`](Self::match_hardware_id) with the reason when there is none.
    ///
    /// # Errors
    ///
    /// [`InfError`] that names the line which would have to be different, and lists the ids which
    /// the package does know on this architecture and OS.
    pub fn find_hardware_id(&self, arch: Arch, os: OsVersion, id: &str) -> Result<Match, InfError> {
        if let Some(found) = self.match_hardware_id(arch, os, id) {
            return Ok(found);
        }
        Err(self.fail(self.no_device(arch, os, id)))
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, fmt::Write as _};

    use super::*;

    thread_local! {
        /// How many lines were looked at to find a key.
        pub(super) static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn a_long_section_is_read_once_however_often_it_is_asked() {
        const FILES: usize = 2_000;
        let mut text = "[Version]\nSignature = \"$Windows NT$\"\n[SourceDisksFiles]\n".to_owned();
        for at in 0..FILES {
            writeln!(text, "File{at}.sys = {at}").unwrap();
        }
        text.push_str("file7.SYS = twice\n");
        let inf = Inf::parse(text.as_bytes()).unwrap();
        LOOKED_AT.set(0);
        for at in 0..FILES {
            let line = inf
                .line("sourcedisksfiles", &format!("FILE{at}.sys"))
                .unwrap();
            assert_eq!(line.fields[0].value, at.to_string());
        }
        assert_eq!(inf.directives("SourceDisksFiles", "file7.sys").count(), 2);
        assert!(inf.line("SourceDisksFiles", "other.sys").is_none());
        assert_eq!(LOOKED_AT.get(), FILES + 1);
    }

    #[test]
    fn what_many_devices_copy_is_read_in_steps_that_grow_with_the_file_alone() {
        let steps = |devices: usize| {
            let mut text = "[Version]\nSignature = \"$Windows NT$\"\n".to_owned();
            for at in 0..devices {
                writeln!(text, "[Device{at}.NTamd64]\nCopyFiles = All, @own{at}.sys").unwrap();
            }
            text.push_str("[All]\n");
            for at in 0..devices {
                writeln!(text, "file{at}.dat").unwrap();
            }
            text.push_str("[DestinationDirs]\n");
            for at in 0..devices {
                writeln!(text, "list{at} = 13").unwrap();
            }
            let inf = Inf::parse(text.as_bytes()).unwrap();
            let sections = (0..devices).map(|at| (format!("Device{at}"), 0..0));
            LOOKED_AT.set(0);
            let files = inf.copied_files(sections, Arch::Amd64).unwrap();
            assert_eq!(files.len(), 2 * devices);
            LOOKED_AT.get()
        };
        let (few, many) = (steps(500), steps(5_000));
        assert!(
            many <= 10 * few + 100,
            "{few} steps for 500 devices, {many} for 5000"
        );
    }
    #[test]
    fn a_file_that_is_larger_than_any_inf_is_refused_before_it_is_read() {
        let mut text = "[Version]\nSignature = \"$Windows NT$\"\n".to_owned();
        text.push_str(&"; a comment\n".repeat(MOST_BYTES / 12 + 1));
        let error = Inf::parse(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("at most 16 MB"), "{error}");
        let report = crate::check::check("x.inf", text.as_bytes(), &Default::default());
        assert!(report.to_string().contains("at most 16 MB"), "{report}");
        assert_eq!(report.errors(), 1);
        text.truncate(MOST_BYTES);
        Inf::parse(text.as_bytes()).unwrap();
    }

    #[test]
    fn what_is_wrong_is_listed_up_to_a_bound() {
        let homeless = Inf::parse("a\n".repeat(5_000).as_bytes()).unwrap_err();
        assert!(
            homeless.diagnostics.len() <= 1_001,
            "{}",
            homeless.diagnostics.len()
        );
        let mut text = "[Version]\nSignature = \"$Windows NT$\"\n[Manufacturer]\n".to_owned();
        text.push_str(&"x = \n".repeat(20_000));
        let report = crate::check::check("x.inf", text.as_bytes(), &Default::default());
        assert!(report.findings.len() <= 10_001, "{}", report.findings.len());
        let last = report.findings.last().unwrap();
        assert!(
            last.message.contains("more than 10000 findings"),
            "{}",
            last.message
        );
    }
}
