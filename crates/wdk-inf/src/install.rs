//! What installing a device does: services, registry values, files, interfaces.

use std::{collections::HashSet, ops::Range};

use crate::{
    diagnostic::{Diagnostic, InfError},
    model::{Inf, Match},
    registry::{self, RegistryEntry},
    strings::{Dirs, fold},
    syntax::{Field, Line},
    target::number,
};

/// The flags of CopyFiles about a file that is in use or there already, which rule 1103 refuses for
/// files that stay in the Driver Store: FORCE_FILE_IN_USE, NO_OVERWRITE, REPLACEONLY,
/// REPLACE_BOOT_FILE, IN_USE_TRY_RENAME.
pub(crate) const COPYING_FLAGS: i64 = 0x0008 | 0x0010 | 0x0400 | 0x1000 | 0x4000;

/// What a DDInstall section and its companions install, paths resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Install {
    /// The DDInstall section, with its decoration.
    pub section: String,
    /// Values of the device's software key, and of others by absolute root.
    pub registry: Vec<RegistryEntry>,
    /// Values of the device's hardware key: the `.HW` section.
    pub hardware_registry: Vec<RegistryEntry>,
    /// Services, the device's own among them: the `.Services` section.
    pub services: Vec<Service>,
    /// Files to copy.
    pub copy_files: Vec<CopyFile>,
    /// Device interfaces: the `.Interfaces` section.
    pub interfaces: Vec<Interface>,
    /// Which KMDF version the services need: the `.Wdf` section.
    pub kmdf: Vec<KmdfService>,
    /// INF files of Windows that sections are needed from.
    pub includes: Vec<String>,
}

/// An `AddService` directive with its service-install section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The service's name.
    pub name: String,
    /// The `SPSVCINST_` bits.
    pub flags: u32,
    /// `SERVICE_KERNEL_DRIVER` is 1.
    pub service_type: u32,
    /// `SERVICE_DEMAND_START` is 3.
    pub start_type: u32,
    /// What happens when it fails to start.
    pub error_control: u32,
    /// The image, as an absolute path.
    pub binary: String,
    /// What the user sees.
    pub display_name: Option<String>,
    /// The load order group.
    pub load_order_group: Option<String>,
    /// Values of the service's key.
    pub registry: Vec<RegistryEntry>,
    /// Where the directive stands.
    pub span: Range<usize>,
}

impl Service {
    /// Whether it is the service of the device's function driver: `SPSVCINST_ASSOCSERVICE`.
    #[must_use]
    pub fn is_function_driver(&self) -> bool {
        self.flags & 0x2 != 0
    }

    /// The image without its path.
    #[must_use]
    pub fn image_file_name(&self) -> &str {
        self.binary.rsplit('\\').next().unwrap_or_default()
    }
}

/// A file of a `CopyFiles` directive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CopyFile {
    /// Its name in the package.
    pub source: String,
    /// Its name where it is copied to.
    pub destination: String,
    /// The directory it is copied to, from `[DestinationDirs]`.
    pub directory: String,
    /// The number of that directory.
    pub dirid: Option<u32>,
    /// The `COPYFLG_` bits.
    pub flags: u32,
    /// Where the line stands.
    pub span: Range<usize>,
}

/// An `AddInterface` directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The interface class, as written, in braces.
    pub class: String,
    /// The reference string.
    pub reference: Option<String>,
    /// Values of the interface's key.
    pub registry: Vec<RegistryEntry>,
}

/// A `KmdfService` directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KmdfService {
    /// The service that binds to the framework.
    pub service: String,
    /// Major version of the framework, 1.
    pub major: u32,
    /// Minor version, for example 33.
    pub minor: u32,
}

impl Install {
    /// The service of the device's function driver.
    #[must_use]
    pub fn function_driver(&self) -> Option<&Service> {
        self.services.iter().find(|it| it.is_function_driver())
    }
}

impl Inf {
    /// What installing the device of `found` does, with directories where `dirs` has them.
    ///
    /// # Errors
    ///
    /// [`InfError`] with all findings when a section is missing or a line of one is malformed.
    pub fn install(&self, found: &Match, dirs: &Dirs) -> Result<Install, InfError> {
        let base = &found.model.install_section;
        let decorated = [
            format!("{base}.NT{}", found.arch),
            format!("{base}.NT"),
            base.clone(),
        ];
        let Some(section) = decorated.iter().find(|name| self.has_section(name)) else {
            let message = format!("section [{}] not found", decorated[0]);
            let problem = Diagnostic::error(1203, message, found.model.span.clone());
            let help = match self.similar_section(&decorated[0]) {
                Some(other) => {
                    format!("did you mean [{other}]? It says what installing this device does")
                }
                None => "it says what installing this device does".to_owned(),
            };
            return Err(self.fail(problem.help(help)));
        };
        self.install_section(section, dirs)
    }

    /// What installing a primitive driver does, one without devices: its `[DefaultInstall]` for
    /// `arch`.
    ///
    /// # Errors
    ///
    /// [`InfError`] with all findings when there is no such section or a line is malformed.
    pub fn install_default(&self, arch: crate::Arch, dirs: &Dirs) -> Result<Install, InfError> {
        let decorated = [
            format!("DefaultInstall.NT{arch}"),
            "DefaultInstall".to_owned(),
        ];
        let Some(section) = decorated.iter().find(|name| self.has_section(name)) else {
            let message = format!("section [{}] not found", decorated[0]);
            let problem = Diagnostic::error(1203, message, 0..0);
            return Err(
                self.fail(problem.help("it says what installing a driver without devices does"))
            );
        };
        self.install_section(section, dirs)
    }

    /// What installing the package's own setup class writes below the class's key: the lists of
    /// `[ClassInstall32]`. None when the INF has no such section.
    ///
    /// # Errors
    ///
    /// [`InfError`] with all findings when a section is missing or a line of one is malformed.
    pub fn class_install(
        &self,
        arch: crate::Arch,
        dirs: &Dirs,
    ) -> Result<Option<Vec<RegistryEntry>>, InfError> {
        let decorated = [
            format!("ClassInstall32.NT{arch}"),
            "ClassInstall32.NT".to_owned(),
            "ClassInstall32".to_owned(),
        ];
        let Some(section) = decorated.iter().find(|name| self.has_section(name)) else {
            return Ok(None);
        };
        let mut reader = Reader {
            inf: self,
            dirs,
            findings: Vec::new(),
            registry: 0,
        };
        let sections = reader.closure(vec![section.clone()], &mut Vec::new());
        let entries = reader.add_reg(&sections);
        let findings = reader.findings;
        self.judge(findings)?;
        Ok(Some(entries))
    }

    /// The files that install sections copy on `arch`, without what else they do. Each section is
    /// given without decoration, with the place where it is named.
    ///
    /// A list that several sections name is read once, so this takes no longer than the INF is
    /// long.
    ///
    /// # Errors
    ///
    /// [`InfError`] with all findings when a section is missing or a line of one is malformed.
    pub fn copied_files(
        &self,
        sections: impl IntoIterator<Item = (String, Range<usize>)>,
        arch: crate::Arch,
    ) -> Result<Vec<CopyFile>, InfError> {
        let mut reader = Reader {
            inf: self,
            dirs: &Dirs::default(),
            findings: Vec::new(),
            registry: 0,
        };
        let mut roots = Vec::new();
        for (base, place) in sections {
            let decorated = [
                format!("{base}.NT{arch}"),
                format!("{base}.NT"),
                base.clone(),
            ];
            match decorated.iter().find(|name| self.has_section(name)) {
                Some(section) => roots.push(section.clone()),
                None => {
                    let message = format!("section [{}] not found", decorated[0]);
                    let problem = Diagnostic::error(1203, message, place);
                    let problem = problem.help("it says what installing this device does");
                    reader.findings.push(problem);
                }
            }
        }
        let sections = reader.closure(roots, &mut Vec::new());
        let files = reader.copy_files(&sections);
        let findings = reader.findings;
        self.judge(findings)?;
        Ok(files)
    }

    fn install_section(&self, section: &str, dirs: &Dirs) -> Result<Install, InfError> {
        let mut reader = Reader {
            inf: self,
            dirs,
            findings: Vec::new(),
            registry: 0,
        };
        let install = reader.install(section);
        let findings = reader.findings;
        self.judge(findings)?;
        Ok(install)
    }
}

/// How many registry values a device gets. Interfaces and services may name one list again and again, so
/// that a file has many more than it has lines.
const MOST_REGISTRY: usize = 1 << 18;
/// How many sections that are missing are listed.
const MOST_FINDINGS: usize = 1_000;

/// Collects the findings of one [`Inf::install`].
struct Reader<'a> {
    inf: &'a Inf,
    dirs: &'a Dirs,
    findings: Vec<Diagnostic>,
    /// How many lines of registry lists were read.
    registry: usize,
}

impl<'a> Reader<'a> {
    fn install(&mut self, section: &str) -> Install {
        let mut install = Install {
            section: section.to_owned(),
            ..Install::default()
        };
        let main = self.closure(vec![section.to_owned()], &mut install.includes);
        install.registry = self.add_reg(&main);
        install.copy_files = self.copy_files(&main);
        let hardware = self.closure(vec![format!("{section}.HW")], &mut install.includes);
        install.hardware_registry = self.add_reg(&hardware);
        let services = self.closure(vec![format!("{section}.Services")], &mut install.includes);
        for (line, name) in self.named(&services, "AddService") {
            install.services.extend(self.service(line, name));
        }
        let interfaces = self.closure(vec![format!("{section}.Interfaces")], &mut install.includes);
        for (line, class) in self.named(&interfaces, "AddInterface") {
            let sections = self.section_of(line, 2);
            let registry = self.add_reg(&sections);
            let reference = Some(self.inf.expand(line, 1)).filter(|it| !it.is_empty());
            install.interfaces.push(Interface {
                class,
                reference,
                registry,
            });
        }
        let wdf = self.closure(vec![format!("{section}.Wdf")], &mut install.includes);
        for (line, service) in self.named(&wdf, "KmdfService") {
            install.kmdf.extend(self.kmdf(line, service));
        }
        install
    }

    /// The sections of `queue` and what their `Needs` directives add; what other INF files have is listed only.
    fn closure(&self, mut queue: Vec<String>, includes: &mut Vec<String>) -> Vec<String> {
        let mut seen = HashSet::new();
        queue.retain(|it| seen.insert(fold(it)));
        let mut at = 0;
        while let Some(name) = queue.get(at).cloned() {
            at += 1;
            for line in self.inf.directives(&name, "Include") {
                includes.extend((0..line.fields.len()).map(|it| self.inf.expand(line, it)));
            }
            for line in self.inf.directives(&name, "Needs") {
                let needed = (0..line.fields.len()).map(|it| self.inf.expand(line, it));
                queue.extend(needed.filter(|it| self.inf.has_section(it) && seen.insert(fold(it))));
            }
        }
        queue
    }

    /// The directives `key` of `sections`, each with its first field.
    fn named(&self, sections: &[String], key: &'a str) -> Vec<(&'a Line, String)> {
        let inf = self.inf;
        let lines = sections.iter().flat_map(|it| inf.directives(it, key));
        lines.map(|line| (line, inf.expand(line, 0))).collect()
    }

    /// The section that field `at` names, or nothing with a finding when it is missing.
    fn section_of(&mut self, line: &Line, at: usize) -> Vec<String> {
        let name = self.inf.expand(line, at);
        if name.is_empty() {
            return Vec::new();
        }
        if !self.inf.has_section(&name) {
            let place = line.fields[at].span.clone();
            let problem = Diagnostic::error(1203, format!("section [{name}] not found"), place);
            if self.findings.len() >= MOST_FINDINGS {
                return Vec::new();
            }
            let help = match self.inf.similar_section(&name) {
                Some(other) => format!("did you mean [{other}]?"),
                None => format!("write the section, or name one that is there instead of {name}"),
            };
            self.findings.push(problem.help(help));
            return Vec::new();
        }
        vec![name]
    }

    /// Counts a line of a registry list; a finding says when there are too many.
    fn has_too_many(&mut self, line: &Line) -> bool {
        self.registry += 1;
        if self.registry == MOST_REGISTRY + 1 {
            let message = format!("the device gets more than {MOST_REGISTRY} registry values");
            let problem = Diagnostic::error(1000, message, line.span.clone());
            self.findings
                .push(problem.help("name each list in fewer AddReg directives"));
        }
        self.registry > MOST_REGISTRY
    }

    fn add_reg(&mut self, sections: &[String]) -> Vec<RegistryEntry> {
        let mut entries = Vec::new();
        let mut read = HashSet::new();
        for (line, _) in self.named(sections, "AddReg") {
            for at in 0..line.fields.len() {
                for name in self.section_of(line, at) {
                    // Written once, however many directives name the list.
                    if !read.insert(fold(&name)) {
                        continue;
                    }
                    for line in self.inf.lines(&name) {
                        if self.has_too_many(line) {
                            return entries;
                        }
                        match registry::entry(self.inf, line, self.dirs) {
                            Ok(entry) => entries.push(entry),
                            Err(problem) => self.findings.push(problem),
                        }
                    }
                }
            }
        }
        entries
    }

    fn copy_files(&mut self, sections: &[String]) -> Vec<CopyFile> {
        let mut files = Vec::new();
        let mut read = HashSet::new();
        for (line, _) in self.named(sections, "CopyFiles") {
            for (at, field) in line.fields.iter().enumerate() {
                if let Some(name) = field.value.strip_prefix('@') {
                    files.push(self.copy_file("DefaultDestDir", name, "", 0, field));
                    continue;
                }
                for list in self.section_of(line, at) {
                    // Copied once, however many sections name the list.
                    if !read.insert(fold(&list)) {
                        continue;
                    }
                    for line in self.inf.lines(&list) {
                        let (name, source) = (self.inf.expand(line, 0), self.inf.expand(line, 1));
                        let flags = self.flags(line, 3, 1080);
                        files.push(self.copy_file(&list, &name, &source, flags, &line.fields[0]));
                    }
                }
            }
        }
        files
    }

    fn copy_file(
        &self,
        list: &str,
        name: &str,
        source: &str,
        flags: u32,
        field: &Field,
    ) -> CopyFile {
        let inf = self.inf;
        let directory = inf
            .line("DestinationDirs", list)
            .or_else(|| inf.line("DestinationDirs", "DefaultDestDir"));
        let dirid = directory.and_then(|line| number(&inf.expand(line, 0)));
        let dirid = dirid.and_then(|it| u32::try_from(it).ok());
        let mut path = dirid
            .and_then(|it| self.dirs.get(it))
            .unwrap_or_default()
            .to_owned();
        if let Some(subdir) = directory
            .map(|line| inf.expand(line, 1))
            .filter(|it| !it.is_empty())
        {
            path = format!("{}\\{subdir}", path.trim_end_matches('\\'));
        }
        CopyFile {
            source: if source.is_empty() { name } else { source }.to_owned(),
            destination: name.to_owned(),
            directory: path,
            dirid,
            flags,
            span: field.span.clone(),
        }
    }

    fn flags(&mut self, line: &Line, at: usize, code: u16) -> u32 {
        let text = self.inf.expand(line, at);
        if text.is_empty() {
            return 0;
        }
        number(&text)
            .and_then(|it| u32::try_from(it).ok())
            .unwrap_or_else(|| {
                let place = line.fields[at].span.clone();
                self.findings.push(Diagnostic::error(
                    code,
                    format!("{text:?} is no value of flags"),
                    place,
                ));
                0
            })
    }

    /// `None` for `AddService=,2`: a device without a driver.
    fn service(&mut self, line: &Line, name: String) -> Option<Service> {
        let flags = self.flags(line, 1, 1083);
        if name.is_empty() {
            return None;
        }
        let Some(section) = self.section_of(line, 2).pop() else {
            if self.inf.expand(line, 2).is_empty() {
                let message = format!("service {name} has no service-install section");
                self.findings
                    .push(Diagnostic::error(1005, message, line.span.clone()));
            }
            return None;
        };
        let text = |key| {
            Some(self.inf.expand(self.inf.line(&section, key)?, 0)).filter(|it| !it.is_empty())
        };
        let (display_name, load_order_group) = (text("DisplayName"), text("LoadOrderGroup"));
        let service_type = self.required_number(&section, line, "ServiceType")?;
        let start_type = self.required_number(&section, line, "StartType")?;
        let error_control = self.required_number(&section, line, "ErrorControl")?;
        let binary = self.required(&section, line, "ServiceBinary")?;
        let binary = self
            .inf
            .strings()
            .resolve(&binary.fields[0].value, self.dirs);
        let sections = self.closure(vec![section], &mut Vec::new());
        let registry = self.add_reg(&sections);
        let span = line.span.clone();
        Some(Service {
            name,
            flags,
            service_type,
            start_type,
            error_control,
            binary,
            display_name,
            load_order_group,
            registry,
            span,
        })
    }

    fn required(&mut self, section: &str, named_by: &Line, key: &str) -> Option<&'a Line> {
        let found = self.inf.line(section, key);
        if found.is_none() {
            let place = self
                .inf
                .section(section)
                .next()
                .map_or(named_by.span.clone(), |it| it.name.span.clone());
            let message = format!("section [{section}] lacks the directive {key}");
            self.findings.push(Diagnostic::error(1234, message, place));
        }
        found
    }

    fn required_number(&mut self, section: &str, named_by: &Line, key: &str) -> Option<u32> {
        let line = self.required(section, named_by, key)?;
        let value = number(&self.inf.expand(line, 0)).and_then(|it| u32::try_from(it).ok());
        if value.is_none() {
            let message = format!("{key} is not a number");
            self.findings
                .push(Diagnostic::error(1082, message, line.span.clone()));
        }
        value
    }

    fn kmdf(&mut self, line: &Line, service: String) -> Option<KmdfService> {
        let section = self.section_of(line, 1).pop()?;
        let version = self.required(&section, line, "KmdfLibraryVersion")?;
        let text = self.inf.expand(version, 0);
        let numbers = text
            .split_once('.')
            .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        let Some((major, minor)) = numbers else {
            let message = format!("{text:?} is no KMDF version");
            let problem = Diagnostic::error(1082, message, version.span.clone());
            self.findings
                .push(problem.help("write it as 1.33; in an INX, as $KMDFVERSION$"));
            return None;
        };
        Some(KmdfService {
            service,
            major,
            minor,
        })
    }
}
