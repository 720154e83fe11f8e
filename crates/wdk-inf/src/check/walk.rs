//! From the devices to everything that installing them reads, each section once per way of
//! reading it.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    ops::Range,
    rc::Rc,
};

use super::{
    Options, RuleSet,
    classes::Class,
    files::Copied,
    findings::Findings,
    grammar::{Directive, Kind, Standing, Value, What},
    manifest::Manifest,
    models::Devices,
    reach::Reach,
    registry::Values,
    services::ServiceFacts,
    wdf::Frameworks,
};
use crate::{
    model::Inf,
    strings::fold,
    syntax::{Field, Line},
    target::{OsVersion, number},
};

/// One section to read, and why.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) section: String,
    pub(super) kind: Kind,
    pub(super) reach: Reach,
    /// The service whose section or registry this is.
    pub(super) service: Option<Rc<str>>,
}

impl Visit {
    pub(super) fn new(section: &str, kind: Kind, reach: Reach) -> Self {
        Self {
            section: section.to_owned(),
            kind,
            reach,
            service: None,
        }
    }
}

/// Who used a section first.
struct Use {
    kind: Kind,
    directive: String,
}

/// One check of one file.
pub(super) struct Check<'a> {
    pub(super) inf: &'a Inf,
    pub(super) options: &'a Options,
    pub(super) out: Findings,
    pub(super) manifest: Manifest,
    pub(super) class: Class,
    pub(super) copied: Copied,
    pub(super) values: Values,
    pub(super) services: ServiceFacts,
    pub(super) frameworks: Frameworks,
    /// The INF files that any section includes, in lower case.
    pub(super) included: HashSet<String>,
    /// All that `Needs` names, in lower case.
    pub(super) needed: HashSet<String>,
    /// The first line that names an audio effect.
    pub(super) effects_used: Option<(Reach, Range<usize>)>,
    /// What was added: section, directive, name, all in lower case; with the place of the first.
    added: HashMap<(String, &'static str, String), usize>,
    queue: VecDeque<Visit>,
    visited: HashMap<(String, Kind, Option<Rc<str>>), Reach>,
    uses: HashMap<String, Use>,
    used: HashSet<String>,
}

impl<'a> Check<'a> {
    pub(super) fn new(inf: &'a Inf, options: &'a Options, mut out: Findings) -> Self {
        let manifest = Manifest::of(inf, &mut out);
        Self {
            inf,
            options,
            out,
            manifest,
            class: Class::of(inf),
            copied: Copied::default(),
            values: Values::default(),
            services: ServiceFacts::default(),
            frameworks: Frameworks::default(),
            included: HashSet::new(),
            needed: HashSet::new(),
            effects_used: None,
            added: HashMap::new(),
            queue: VecDeque::new(),
            visited: HashMap::new(),
            uses: HashMap::new(),
            used: HashSet::new(),
        }
    }

    /// Checks everything and hands the findings back.
    pub(super) fn run(mut self) -> Findings {
        self.strings();
        self.version();
        self.collect_includes();
        let devices = Devices::of(&mut self);
        self.start(&devices);
        self.primitive();
        self.classes();
        self.network();
        while let Some(visit) = self.queue.pop_front() {
            self.visit(&visit);
        }
        self.function_drivers(&devices);
        self.service_binaries();
        self.audio();
        self.unused();
        self.out
    }

    /// Marks a section as read by Windows.
    pub(super) fn mark(&mut self, section: &str) {
        self.used.insert(fold(section));
    }

    /// Has a section read, unless that was done already.
    pub(super) fn enqueue(&mut self, visit: Visit) {
        let key = (fold(&visit.section), visit.kind, visit.service.clone());
        self.used.insert(key.0.clone());
        let reach = match self.visited.get(&key) {
            Some(before) if before.covers(&visit.reach) => return,
            Some(before) => before.union(&visit.reach),
            None => visit.reach,
        };
        self.visited.insert(key, reach);
        self.queue.push_back(Visit { reach, ..visit });
    }

    /// Rule `code` of isolation, for sections that it holds for.
    pub(super) fn isolation(
        &mut self,
        reach: Reach,
        code: u16,
        span: Range<usize>,
        message: String,
    ) {
        if reach.isolated && !reach.legacy {
            self.out.add(code, span, message);
        }
    }

    /// The first Windows that `/w` or `/h` asks isolation from.
    pub(super) fn isolation_floor(&self) -> OsVersion {
        match self.options.rules {
            RuleSet::Signature => OsVersion::WINDOWS_11_24H2,
            _ => OsVersion::new(10, 0, 17763),
        }
    }

    /// Rule 1199 when the oldest Windows that `reach` has is older than `since`.
    pub(super) fn needs_windows(
        &mut self,
        reach: Reach,
        since: OsVersion,
        span: Range<usize>,
        what: &str,
    ) {
        if reach.floor < since && !reach.legacy {
            let floor = match reach.floor {
                OsVersion { major: 0, .. } => "any Windows".to_owned(),
                floor => format!("Windows {floor}"),
            };
            let message = format!("{what} needs Windows {since}, and this installs on {floor}");
            self.out.add(1199, span, message);
        }
    }

    /// Whether `line` is the first in its section to add `what`.
    pub(super) fn first_of(
        &mut self,
        visit: &Visit,
        directive: &'static str,
        line: &Line,
        what: &str,
    ) -> bool {
        let key = (fold(&visit.section), directive, fold(what));
        *self.added.entry(key).or_insert(line.span.start) == line.span.start
    }

    fn visit(&mut self, visit: &Visit) {
        match visit.kind {
            Kind::AddReg(owner) => self.add_registry(visit, owner),
            Kind::DelReg => self.delete_registry(visit),
            Kind::BitReg => self.bit_registry(visit),
            Kind::CopyFiles => self.copy_list(visit),
            Kind::DelFiles | Kind::RenFiles => self.remove_list(visit),
            Kind::PowerSetting => self.power_setting(visit),
            Kind::NetComponent => self.network_component(visit),
            Kind::InterfaceInstall => self.interface_classes(visit),
            kind => {
                if let Some(table) = kind.directives() {
                    self.directives(visit, table);
                }
            }
        }
    }

    /// Reads a section of directives by its table.
    fn directives(&mut self, visit: &Visit, table: &'static [Directive]) {
        let inf = self.inf;
        let mut seen: HashMap<&'static str, usize> = HashMap::new();
        for line in inf.lines(&visit.section) {
            let Some(key) = line.key.as_ref() else {
                self.bare_line(visit, table, line);
                continue;
            };
            let name = inf.strings().expand(&key.value);
            // CatalogFile.NTamd64, ExcludeFromSelect.NT
            let base = name.split_once('.').map_or(name.as_str(), |(base, _)| base);
            let Some(directive) = table.iter().find(|it| it.key.eq_ignore_ascii_case(base)) else {
                self.unknown_directive(visit, key, &name);
                continue;
            };
            let count = seen.entry(directive.key).or_insert(0);
            *count += 1;
            if directive.once && *count == 2 {
                let message = format!("{name} is there already in [{}]", visit.section);
                self.out.add(1088, key.span.clone(), message);
            }
            self.directive(visit, directive, key, line);
        }
        for directive in table {
            if let Some(code) = directive.required
                && !seen.contains_key(directive.key)
            {
                self.missing(visit, directive, code);
            }
        }
        self.section_facts(visit);
    }

    /// A line without `=`: only `Reboot` is a directive by itself.
    fn bare_line(&mut self, visit: &Visit, table: &'static [Directive], line: &Line) {
        let bare = &line.fields[0];
        let known = table
            .iter()
            .find(|it| it.key.eq_ignore_ascii_case(&bare.value));
        match known.map(|it| it.standing) {
            Some(Standing::Bad(code)) => self.bad_directive(visit, code, bare, line),
            _ if visit.kind.is_closed() => {
                let message = format!("{:?} in [{}] is no directive", bare.value, visit.section);
                self.out.add(1078, line.span.clone(), message);
            }
            _ => {}
        }
    }

    fn unknown_directive(&mut self, visit: &Visit, key: &Field, name: &str) {
        let network = ["AddNetFilter", "AddNetProtocol"];
        if network.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            let message = format!("{name} does not belong into [{}]", visit.section);
            self.out.add(2402, key.span.clone(), message);
        } else if visit.kind.is_closed() {
            let message = format!("{name} does not belong into [{}]", visit.section);
            self.out.add(1290, key.span.clone(), message);
        }
    }

    fn missing(&mut self, visit: &Visit, directive: &Directive, code: u16) {
        let stamped = visit.kind == Kind::Version && directive.key == "DriverVer";
        if stamped && self.options.unstamped {
            return;
        }
        let place = self.place(&visit.section);
        let message = format!("[{}] lacks {}", visit.section, directive.key);
        self.out.add(code, place, message);
    }

    /// Where `section` begins.
    pub(super) fn place(&self, section: &str) -> Range<usize> {
        let first = self.inf.section(section).next();
        first.map_or(0..0, |it| it.name.span.clone())
    }

    fn directive(
        &mut self,
        visit: &Visit,
        directive: &'static Directive,
        key: &Field,
        line: &'a Line,
    ) {
        let name = directive.key;
        if let Standing::Bad(code) = directive.standing {
            self.bad_directive(visit, code, key, line);
        }
        if directive.since > visit.reach.floor {
            self.needs_windows(visit.reach, directive.since, key.span.clone(), name);
        }
        let values: Vec<String> = (0..line.fields.len())
            .map(|at| self.inf.expand(line, at))
            .collect();
        if values.iter().all(String::is_empty) && directive.values.iter().any(|it| it.required) {
            if visit.kind == Kind::Version && directive.required.is_some() {
                self.missing(visit, directive, 1234);
                return;
            }
            match directive.values {
                [
                    Value {
                        what: What::Section(_),
                        ..
                    },
                ] => {
                    self.out
                        .add(1005, line.span.clone(), format!("{name} names no section"));
                }
                [_] => self
                    .out
                    .add(1006, line.span.clone(), format!("{name} has no value")),
                _ => self
                    .out
                    .add(1085, line.span.clone(), format!("{name} has no values")),
            }
            return;
        }
        if !directive.many && values.len() > directive.values.len() {
            let extra = &line.fields[directive.values.len()];
            let message = format!("{name} has a value too many: {:?}", extra.value);
            self.out.add(1201, extra.span.clone(), message);
        }
        let mut sound = true;
        for (at, expected) in directive.values.iter().enumerate() {
            let missing = values.get(at).is_none_or(String::is_empty);
            if missing && expected.required {
                sound = false;
                let message = match expected.what {
                    What::Section(_) => (1005, format!("{name} names no {}", expected.name)),
                    _ => (1080, format!("{name} lacks the {}", expected.name)),
                };
                self.out.add(message.0, line.span.clone(), message.1);
            } else if !missing {
                sound &= self.value(visit, directive, expected, &line.fields[at], &values[at]);
            }
        }
        if directive.many
            && let Some(last) = directive.values.last()
        {
            let more = line.fields.iter().zip(&values);
            for (field, value) in more.skip(directive.values.len()) {
                if !value.is_empty() {
                    self.value(visit, directive, last, field, value);
                }
            }
        }
        if sound {
            self.subject(visit, name, line, &values);
        }
    }

    /// A directive whose mere presence is wrong.
    fn bad_directive(&mut self, visit: &Visit, code: u16, key: &Field, line: &Line) {
        if visit.reach.legacy {
            return;
        }
        let name = &key.value;
        let what = self.inf.expand(line, 0);
        let message = match code {
            1208 => format!("{name} is for INF files of Windows alone"),
            1301 => format!("{name} is an operation that Windows gave up"),
            1302 => format!("{name} runs code of the package: [{what}]"),
            1307 => format!("{name} is for desktop Windows"),
            1308 => format!("{name} deletes what is in [{what}]"),
            2004 => format!("{name} is better avoided"),
            _ => format!("{name} has no effect any more"),
        };
        self.out.add(code, line.span.clone(), message);
    }

    /// Checks one value; follows it when it names a section.
    fn value(
        &mut self,
        visit: &Visit,
        directive: &Directive,
        expected: &Value,
        field: &Field,
        value: &str,
    ) -> bool {
        let (key, name, place) = (directive.key, expected.name, field.span.clone());
        match expected.what {
            What::Text => true,
            What::Section(kind) => {
                if kind == Kind::CopyFiles && value.starts_with('@') {
                    self.copy_single(visit, &value[1..], field);
                    return true;
                }
                self.follow(visit, directive, kind, value, place)
            }
            What::Flags(mask) => match number(value).and_then(|it| u32::try_from(it).ok()) {
                None => {
                    self.out.add(
                        1260,
                        place,
                        format!("the {name} of {key}, {value:?}, are no number"),
                    );
                    false
                }
                Some(bits) if bits & !mask != 0 => {
                    let wrong = bits & !mask;
                    self.out
                        .add(1083, place, format!("{key} has no flags {wrong:#x}"));
                    true
                }
                Some(_) => true,
            },
            What::Number(low, high) => match number(value) {
                None => {
                    self.out.add(
                        1082,
                        place,
                        format!("the {name} of {key}, {value:?}, is no number"),
                    );
                    false
                }
                Some(it) if it < low || it > high => {
                    let message = format!("the {name} of {key} is {it}, not {low} to {high}");
                    self.out.add(1081, place, message);
                    false
                }
                Some(_) => true,
            },
            What::Word(words) => {
                let known = words.iter().any(|it| it.eq_ignore_ascii_case(value));
                if !known {
                    let message = format!("{key} is {value:?}, none of {}", words.join(", "));
                    self.out.add(1081, place, message);
                }
                known
            }
            What::Guid => {
                let good = is_guid(value);
                if !good {
                    self.out.add(
                        1019,
                        place,
                        format!("the {name} of {key}, {value:?}, is no GUID"),
                    );
                }
                good
            }
            What::Path => self.path(visit, key, field, value),
            What::Version => {
                let good = is_version(value);
                if !good {
                    self.out
                        .add(1217, place, format!("{key} is {value:?}, no version"));
                }
                good
            }
        }
    }

    /// Goes on to the section that a directive names.
    pub(super) fn follow(
        &mut self,
        visit: &Visit,
        directive: &Directive,
        kind: Kind,
        section: &str,
        place: Range<usize>,
    ) -> bool {
        let key = directive.key;
        if !self.inf.has_section(section) {
            self.no_section(key, kind, section, place);
            return false;
        }
        let lower = fold(section);
        match self.uses.get(&lower) {
            Some(before) if before.kind.format() != kind.format() => {
                let message = format!(
                    "[{section}] is read by {} already, which takes other lines",
                    before.directive
                );
                self.out.add(1206, place, message);
                return false;
            }
            // What AddReg writes, DelReg may take away again.
            Some(before)
                if before.directive != key && kind.format() == Kind::CopyFiles.format() =>
            {
                let message = format!("[{section}] is also used by {}", before.directive);
                self.out.add(1205, place, message);
            }
            Some(_) => {}
            None => {
                let directive = key.to_owned();
                self.uses.insert(lower, Use { kind, directive });
            }
        }
        if kind == Kind::List {
            self.mark(section);
        } else {
            let service = visit.service.clone();
            let next = Visit {
                service,
                ..Visit::new(section, kind, visit.reach)
            };
            // Services' own sections are entered by `services.rs`, which knows the name.
            if !matches!(kind, Kind::Service | Kind::WdfService | Kind::EventLog) {
                self.enqueue(next);
            }
        }
        true
    }

    fn no_section(&mut self, key: &str, kind: Kind, section: &str, place: Range<usize>) {
        if let Some(owner) = super::inbox::owner(section)
            && self.included.contains(owner)
        {
            let message = format!("[{section}] is in {owner}, so {key} cannot name it");
            self.out.add(1220, place, message);
        } else if kind == Kind::Service {
            let message = format!("the service section [{section}] is not there");
            self.out.add(2006, place, message);
        } else {
            self.out.add(
                1203,
                place,
                format!("[{section}], named by {key}, is not there"),
            );
        }
    }

    /// What each subject has to say about a directive whose values are in order.
    fn subject(&mut self, visit: &Visit, name: &'static str, line: &'a Line, values: &[String]) {
        match name {
            "Include" => self.include(line, values),
            "Needs" => self.needs(visit, line, values),
            "AddService" => self.add_service(visit, line, values),
            "DelService" if !visit.reach.legacy => {
                let message = format!("the service {} is deleted", values[0]);
                self.out.add(1309, line.span.clone(), message);
            }
            "DelFiles" | "RenFiles" | "CopyFiles" | "DelReg" => {}
            "CopyINF" => self.copy_inf(line, values),
            "DriverVer" => self.driver_ver(line, values),
            "FeatureScore" => self.feature_score(line, values),
            "AddInterface" => self.add_interface(visit, line, values),
            "KmdfService" | "UmdfService" | "UmdfServiceOrder" => {
                self.wdf_directive(visit, name, line, values)
            }
            "KmdfLibraryVersion" | "UmdfLibraryVersion" => {
                self.library_version(visit, name, line, values)
            }
            "AddComponent" | "AddSoftware" | "AddComServer" | "AddFilter" | "AddEventProvider"
            | "AddAutoLogger" => {
                self.unique(visit, name, line, values);
            }
            "AddComClass" => self.com_class(visit, line, values),
            "ComponentIDs" => self.component_ids(visit, line, values),
            "ThreadingModel" => self.threading_model(visit, line, values),
            "WMIInterface" => self.wmi_flags(line, values),
            "FileName" => self.data_file(visit, line, values),
            _ => {}
        }
        self.for_class(visit, name, line, values);
    }

    /// What holds for a section as a whole.
    fn section_facts(&mut self, visit: &Visit) {
        match visit.kind {
            Kind::Service => self.service(visit),
            Kind::Services => self.services_section(visit),
            Kind::Wdf => self.wdf_section(visit),
            Kind::WdfService => self.wdf_service(visit),
            Kind::Filter => self.filter(visit),
            Kind::SoftwareItem => self.software(visit),
            Kind::EventProvider => self.event_provider(visit),
            _ => {}
        }
    }

    /// The sections that nothing refers to.
    fn unused(&mut self) {
        const READ: [&str; 10] = [
            "version",
            "strings",
            "manufacturer",
            "sourcedisksnames",
            "sourcedisksfiles",
            "destinationdirs",
            "controlflags",
            "signatureattributes",
            "classinstall32",
            "defaultuninstall",
        ];
        if self.options.target.is_some() {
            return;
        }
        for section in &self.inf.document().sections {
            let name = fold(&self.inf.strings().expand(&section.name.value));
            let base = name.split('.').next().unwrap_or_default();
            let protects = name
                .strip_suffix(".security")
                .is_some_and(|it| self.used.contains(it));
            if !READ.contains(&base) && !self.used.contains(&name) && !protects {
                let message = format!("nothing refers to [{}]", section.name.value);
                self.out.add(2083, section.name.span.clone(), message);
            }
        }
    }
}

/// `{4D36E97D-E325-11CE-BFC1-08002BE10318}`.
pub(super) fn is_guid(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
        return false;
    };
    let lengths = inner.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && inner.chars().all(|it| it == '-' || it.is_ascii_hexdigit())
}

/// Four numbers of 16 bits.
pub(super) fn is_version(text: &str) -> bool {
    let is_number =
        |it: &str| it.chars().all(|it| it.is_ascii_digit()) && it.parse::<u16>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(is_number)
}
