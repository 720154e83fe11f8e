//! From `[Manufacturer]` over the Models sections to the install sections.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::{
        Bound::{Excluded, Unbounded},
        Range,
    },
};

use super::{
    agenda::Visit,
    context::Check,
    grammar::{Kind, SUFFIXES},
    reach::{Archs, NEWEST, Reach, before, floor},
    rules::RuleSet,
};
use crate::{
    strings::fold,
    syntax::Line,
    target::{Arch, Decoration, OsVersion},
};

/// `MAX_DEVICE_ID_LEN`, with the zero that ends it.
const MAX_ID: usize = 200;

/// An install section that devices use.
#[derive(Clone, Debug)]
pub(super) struct Device {
    /// With its decoration.
    pub(super) section: String,
    pub(super) reach: Reach,
    /// What it is called in messages: a hardware id, or the description.
    pub(super) name: String,
    /// Where the first line that uses it stands.
    pub(super) span: Range<usize>,
}

/// The devices of the package.
#[derive(Debug, Default)]
pub(super) struct Devices {
    pub(super) list: Vec<Device>,
    /// Their hardware ids, in lower case.
    pub(super) ids: HashSet<String>,
    /// The first line that has no hardware id, and what to write instead.
    without_id: Option<(Range<usize>, String)>,
    by_section: HashMap<String, usize>,
}

/// A Models section with what it is for.
struct Models {
    section: String,
    reach: Reach,
    arch: Arch,
}

impl Devices {
    /// Reads `[Manufacturer]` and the Models sections.
    pub(super) fn of(check: &mut Check<'_>) -> Self {
        let mut devices = Self::default();
        // Each section once, however many manufacturers name it.
        let (mut all, mut known) = (Vec::<Models>::new(), HashMap::new());
        for line in check.inf.lines("Manufacturer") {
            for models in manufacturer(check, line) {
                match known.get(&fold(&models.section)) {
                    Some(before) => {
                        let before: &mut Models = &mut all[*before];
                        before.reach = before.reach.union(&models.reach);
                    }
                    None => {
                        known.insert(fold(&models.section), all.len());
                        all.push(models);
                    }
                }
            }
        }
        for models in all {
            check.agenda.mark(&models.section);
            for line in check.inf.lines(&models.section) {
                devices.model(check, &models, line);
            }
        }
        // The oldest Windows first: what is checked for it is checked for the others.
        devices.list.sort_by_key(|it| it.reach.floor);
        devices
    }

    fn model(&mut self, check: &mut Check<'_>, models: &Models, line: &Line) {
        let inf = check.inf;
        let base = inf.expand(line, 0);
        if line.key.is_none() || base.is_empty() {
            let message = format!("a device of [{}] has no install section", models.section);
            check.out.add(1271, line.span.clone(), message);
            return;
        }
        let ids: Vec<_> = (1..line.fields.len())
            .map(|at| inf.expand(line, at))
            .filter(|it| !it.is_empty())
            .collect();
        let description = line.key.as_ref().map(|it| inf.strings().expand(&it.value));
        let name = ids.first().cloned().or(description).unwrap_or_default();
        if ids.is_empty() && self.without_id.is_none() {
            let advice = match base.contains('\\') {
                true => format!(
                    "the install section comes before the hardware id: write `%Device% = Install, {base}`"
                ),
                false => format!(
                    r"write the id after the install section: `%Device% = {base}, root\name`"
                ),
            };
            self.without_id = Some((line.span.clone(), advice));
        }
        for at in 1..line.fields.len() {
            let length = inf.expand(line, at).chars().count();
            if length >= MAX_ID {
                let message = format!("a hardware id of {length} characters fits no device");
                check.out.add(1286, line.fields[at].span.clone(), message);
            }
        }
        self.ids.extend(ids.iter().map(|it| fold(it)));
        let candidates = [
            format!("{base}.NT{}", models.arch),
            format!("{base}.NT"),
            base.clone(),
        ];
        let Some(section) = candidates.iter().find(|it| inf.has_section(it)) else {
            let message = format!("{name} is installed by [{base}], which is not there");
            let place = line.fields[0].span.clone();
            check.missing_section(1261, place, message, &candidates[0]);
            return;
        };
        let known = self
            .by_section
            .entry(fold(section))
            .or_insert(self.list.len());
        match self.list.get_mut(*known) {
            Some(device) => device.reach = device.reach.union(&models.reach),
            None => self.list.push(Device {
                section: section.clone(),
                reach: models.reach,
                name,
                span: line.span.clone(),
            }),
        }
    }
}

/// The Models sections of a line of `[Manufacturer]`.
fn manufacturer(check: &mut Check<'_>, line: &Line) -> Vec<Models> {
    let base = check.inf.expand(line, 0);
    if base.is_empty() {
        let message = "this manufacturer has no Models section";
        check.out.add(1011, line.span.clone(), message);
        return Vec::new();
    }
    let mut targets = Vec::new();
    for at in 1..line.fields.len() {
        let text = check.inf.expand(line, at);
        let place = line.fields[at].span.clone();
        if text.is_empty() {
            continue;
        }
        match Decoration::parse(&text) {
            Some(decoration) => {
                check_decoration(check, &decoration, &text, place.clone());
                targets.push((decoration, format!("{base}.{text}"), place));
            }
            // An unstamped file has its own rule.
            None if text.contains("$ARCH$") => check.agenda.mark(&format!("{base}.{text}")),
            None => {
                let message = format!("{text:?} is no target of [{base}]");
                check.out.add(1287, place, message);
            }
        }
    }
    if targets.is_empty() && line.fields.len() > 1 {
        return Vec::new();
    }
    if targets.is_empty() {
        if !check.inf.has_section(&base) {
            let place = line.fields[0].span.clone();
            let message = format!("the Models section [{base}] is not there");
            check.missing_section(1203, place, message, &base);
            return Vec::new();
        }
        let message = format!("[{base}] has no decoration, so it is for x86: write [{base}.NTx86]");
        check.out.add(2010, check.place(&base), message);
        targets.push((Decoration::default(), base.clone(), line.span.clone()));
    } else {
        // Windows for x86 falls back to it.
        check.agenda.mark(&base);
    }
    let floors: BTreeSet<_> = targets
        .iter()
        .map(|(it, ..)| (it.arch, floor(it)))
        .collect();
    let mut models = Vec::new();
    for (decoration, section, place) in targets {
        if !check.inf.has_section(&section) {
            let message = format!("the Models section [{section}] is not there");
            check.missing_section(1203, place, message, &section);
            continue;
        }
        let (from, arch) = (floor(&decoration), decoration.arch.unwrap_or(Arch::X86));
        let newer = (Excluded((decoration.arch, from)), Unbounded);
        let next = floors.range(newer).next();
        let next = next.filter(|(other, _)| *other == decoration.arch);
        let ceiling = next.map_or(NEWEST, |(_, it)| before(*it));
        if is_targeted(check, arch, from, ceiling) {
            let reach = Reach {
                archs: Archs::only(arch),
                floor: from,
                ceiling,
                isolated: ceiling >= check.isolation_floor(),
                legacy: false,
            };
            models.push(Models {
                section,
                reach,
                arch,
            });
        } else {
            check.agenda.mark(&section);
        }
    }
    models
}

/// Whether `/osver` and `/rulever` leave a Models section in.
pub(super) fn is_targeted(check: &Check<'_>, arch: Arch, from: OsVersion, to: OsVersion) -> bool {
    let by_target = check.options.target.is_none_or(|it| {
        let os = floor(&it);
        it.arch.is_none_or(|it| it == arch) && from <= os && os <= to
    });
    let by_rules = check.options.rules != RuleSet::Signature
        || check.options.rule_version.is_none_or(|it| from <= it);
    by_target && by_rules
}

pub(super) fn check_decoration(
    check: &mut Check<'_>,
    decoration: &Decoration,
    text: &str,
    place: Range<usize>,
) {
    let version = (decoration.major.unwrap_or(0), decoration.minor.unwrap_or(0));
    if let Some(build) = decoration.build
        && (version < (10, 0) || version == (10, 0) && build < 14310)
    {
        let message = format!("{text} compares builds, which begins with 10.0.14310");
        check.out.add(1288, place.clone(), message);
    }
    if decoration.product_type.is_some_and(|it| it > 1)
        || decoration.suite_mask.is_some_and(|it| it != 0)
    {
        let message = format!("{text} names a product type or suite");
        check.out.add(1307, place, message);
    }
}

/// Has the install sections of all devices read.
pub(super) fn start(check: &mut Check<'_>, devices: &Devices) {
    for device in &devices.list {
        install_section(check, &device.section, device.reach);
    }
    device_install(check, devices);
    let installs = ["DefaultInstall", "DefaultUninstall"];
    let primitive = check.inf.document().sections.iter().any(|it| {
        let name = fold(&it.name.value);
        installs.iter().any(|base| name.starts_with(&fold(base)))
    });
    if devices.ids.is_empty() && !primitive && check.options.target.is_none() {
        no_devices(check, devices);
    }
}

/// Rule 1297, at the line that would have to be different.
fn no_devices(check: &mut Check<'_>, devices: &Devices) {
    if let Some((place, advice)) = &devices.without_id {
        let message = "the package has no hardware ids: this line names none";
        check
            .out
            .advise(1297, place.clone(), message, advice.clone());
    } else if check.inf.has_section("Manufacturer") {
        let place = check.place("Manufacturer");
        let message = "the package has no hardware ids: no Models section is left that names one";
        check.out.add(1297, place, message);
    } else {
        let place = check.place("Version");
        let message = "the package has no hardware ids: there is no [Manufacturer] section";
        match check.inf.similar_section("Manufacturer") {
            Some(other) => {
                let advice = format!("[{other}] is not read; write [Manufacturer]");
                check.out.advise(1297, place, message, advice);
            }
            None => check.out.add(1297, place, message),
        }
    }
}

/// An install section with those that belong to it.
pub(super) fn install_section(check: &mut Check<'_>, section: &str, reach: Reach) {
    check
        .agenda
        .enqueue(Visit::new(section, Kind::Install, reach));
    for (suffix, kind) in SUFFIXES {
        let beside = format!("{section}.{suffix}");
        if !check.inf.has_section(&beside) {
            continue;
        }
        let place = check.place(&beside);
        match kind {
            Kind::LogConfigOverride | Kind::FactDef => {
                check.out.add(
                    1300,
                    place,
                    format!("[{beside}] is a section that Windows no longer reads"),
                );
            }
            _ => {}
        }
        check.agenda.enqueue(Visit::new(&beside, *kind, reach));
    }
}

/// Rule 1270.
fn device_install(check: &mut Check<'_>, devices: &Devices) {
    let inf = check.inf;
    check.agenda.mark("DeviceInstall32");
    let mut hardware = inf
        .directives("DeviceInstall32", "HardwareId")
        .chain(inf.directives("DeviceInstall32", "HardwareIds"))
        .peekable();
    if hardware.peek().is_none() {
        return;
    }
    let mut driven =
        hardware.flat_map(|line| (0..line.fields.len()).map(|at| fold(&inf.expand(line, at))));
    if !driven.any(|id| devices.ids.contains(&id)) {
        let place = check.place("DeviceInstall32");
        check
            .out
            .add(1270, place, "none of these devices is in a Models section");
    }
}

/// Rule 1296, for each install section that a device uses.
pub(super) fn function_drivers(check: &mut Check<'_>, devices: &Devices) {
    if !check.known.class.has_function_drivers() {
        return;
    }
    for device in &devices.list {
        let services = format!("{}.Services", device.section);
        if !check
            .known
            .services
            .has_function_driver(check.inf, &services)
        {
            let message = format!(
                "{} has no service for its function driver in [{services}]",
                device.name
            );
            check.out.add(1296, device.span.clone(), message);
        }
    }
}
