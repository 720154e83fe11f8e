//! `Include` and `Needs`: sections taken over from this INF or from Windows' own.

use std::{collections::HashSet, ops::Range, rc::Rc};

use super::{
    agenda::Visit,
    context::Check,
    grammar::{Kind, suffix},
    inbox,
};
use crate::{strings::fold, syntax::Line};

/// Rule 2008: a section has the name of one in an included INF.
pub(super) fn included_sections(check: &mut Check<'_>) {
    let inf = check.inf;
    for section in &inf.document().sections {
        let name = inf.strings().expand(&section.name.value);
        if let Some(owner) = inbox::owner(&name, &check.known.included)
            && check.known.included.contains(owner)
        {
            let message = format!("{owner}, which is included, has a section [{name}] too");
            check.out.add(2008, section.name.span.clone(), message);
        }
    }
}

pub(super) fn include(check: &mut Check<'_>, line: &Line, values: &[String]) {
    for (at, value) in values.iter().enumerate() {
        let name = fold(value);
        if name.is_empty() {
            continue;
        }
        let place = line.fields[at].span.clone();
        if !name.ends_with(".inf") {
            check
                .out
                .add(1202, place, format!("{value:?} is no INF of Windows"));
        } else if check.known.manifest.has(&name) {
            let message = format!("{value} is a file of this package, not an INF of Windows");
            check.out.add(1202, place, message);
        } else if let Some(product) = &check.options.product
            && !product.has_file(&name)
        {
            let message = format!("the product has no {value}");
            check.out.add(1318, place, message);
        }
    }
}

pub(super) fn needs(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let inf = check.inf;
    let included = included_by(check, &visit.section);
    for (at, needed) in values.iter().enumerate() {
        if needed.is_empty() {
            continue;
        }
        let place = line.fields[at].span.clone();
        let sound = matching_suffix(check, visit, needed, place.clone());
        if inf.has_section(needed) {
            if sound {
                let service = visit.service.clone();
                check.agenda.enqueue(Visit {
                    service,
                    ..Visit::new(needed, visit.kind, visit.reach)
                });
            } else {
                check.agenda.mark(needed);
                needed_beyond(check, &visit.section, needed);
            }
            continue;
        }
        if visit.kind == Kind::Services {
            check.known.services.are_others_needed = true;
        }
        if let Some(product) = &check.options.product
            && !included.is_empty()
            && !product.may_have(included.iter(), needed)
        {
            let message = format!("the product's INF files have no [{needed}]");
            check.out.add(1317, place, message);
            continue;
        }
        match inbox::owner(needed, &included) {
            Some(owner) if included.contains(owner) => {}
            Some(owner) if check.known.class.is_camera() => {
                let message = format!("[{needed}] is in {owner}, which is not included");
                check.out.add(2651, place, message);
            }
            Some(owner) if check.known.included.contains(owner) => {
                let message = format!(
                    "[{needed}] is in {owner}, which [{}] does not include",
                    visit.section
                );
                check.out.add(1314, place, message);
            }
            Some(owner) => {
                let message = format!(
                    "[{}] has to include {owner} to need [{needed}]",
                    visit.section
                );
                check.out.add(1319, place, message);
            }
            None if !included.is_empty() => {}
            None => nowhere(check, needed, place),
        }
    }
}

/// The INF files that a section includes; kept for its next directive.
fn included_by(check: &mut Check<'_>, section: &str) -> Rc<HashSet<String>> {
    if let Some((before, included)) = &check.included_by
        && before == section
    {
        return Rc::clone(included);
    }
    let inf = check.inf;
    let included = inf
        .directives(section, "Include")
        .flat_map(|line| (0..line.fields.len()).map(|at| fold(&inf.expand(line, at))))
        .collect();
    let included = Rc::new(included);
    check.included_by = Some((section.to_owned(), Rc::clone(&included)));
    included
}

/// Neither in this INF nor in an included one.
fn nowhere(check: &mut Check<'_>, needed: &str, place: Range<usize>) {
    let base = suffix(needed).map(|it| &needed[..needed.len() - it.len() - 1]);
    match base.filter(|it| check.inf.has_section(it)) {
        Some(base) => {
            let message = format!("[{base}] is there, but not [{needed}]");
            check.out.add(1316, place, message);
        }
        None => check.out.add(
            1315,
            place,
            format!("[{needed}] is not there, and nothing is included"),
        ),
    }
}

/// Rules 1312 and 1313: `[X.Services]` needs `[Y.Services]`.
fn matching_suffix(
    check: &mut Check<'_>,
    visit: &Visit,
    needed: &str,
    place: Range<usize>,
) -> bool {
    let (section, own, other) = (&visit.section, suffix(&visit.section), suffix(needed));
    // What sections of Windows need is taken on trust where Microsoft does not say it.
    if !check.inf.has_section(needed) && !inbox::has_suffixes(needed) {
        return true;
    }
    match (own, other) {
        (own, other) if own == other => return true,
        (_, Some(_)) => {
            let message = format!("[{section}] needs [{needed}], which has another suffix");
            check.out.add(1312, place, message);
        }
        (own, None) => {
            let suffix = own.unwrap_or_default();
            let message = format!("[{section}] needs [{needed}], which lacks the suffix .{suffix}");
            check.out.add(1313, place, message);
        }
    }
    false
}

/// Rules 1310 and 1311: what a wrongly needed section needs is read as the first one's kind.
fn needed_beyond(check: &mut Check<'_>, first: &str, wrong: &str) {
    let inf = check.inf;
    for line in inf.directives(wrong, "Needs") {
        for at in 0..line.fields.len() {
            let (needed, place) = (inf.expand(line, at), line.fields[at].span.clone());
            let code = match suffix(&needed) {
                other if other == suffix(first) => continue,
                Some(_) => 1310,
                None => 1311,
            };
            check.agenda.mark(&needed);
            let message = format!("[{needed}] is read for [{first}], whose suffix it lacks");
            check.out.add(code, place, message);
        }
    }
}
