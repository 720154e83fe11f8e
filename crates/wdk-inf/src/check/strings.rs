//! `[Strings]`: undefined tokens, languages with different tokens.

use std::collections::{HashMap, HashSet};

use super::{context::Check, duplicates::duplicates};
use crate::{
    strings::{Part, fold},
    syntax::Field,
};

/// How many sections of strings are compared.
const MOST_LANGUAGES: usize = 512;

pub(super) fn string_sections(check: &mut Check<'_>) {
    let inf = check.inf;
    let mut languages = Vec::new();
    let mut seen: HashMap<String, bool> = HashMap::new();
    for section in &inf.document().sections {
        tokens(check, &section.name);
        let name = fold(&section.name.value);
        if name == "strings" || name.starts_with("strings.") {
            let keys = section.lines.iter().filter_map(|it| it.key.as_ref());
            let keys: HashSet<_> = keys.map(|it| fold(&it.value)).collect();
            // Windows has a few hundred languages.
            if languages.len() < MOST_LANGUAGES {
                languages.push((section, keys));
            }
            // It looks at all sections of this name.
            if !seen.contains_key(&name) {
                duplicates(inf, &section.name.value, &mut check.out);
            }
        } else {
            for line in &section.lines {
                for field in line.key.iter().chain(&line.fields) {
                    tokens(check, field);
                }
            }
        }
        let expanded = fold(&inf.strings().expand(&section.name.value));
        let again = seen.insert(expanded, true).is_some();
        if again {
            let message = format!("[{}] is there already", section.name.value);
            check.out.add(1209, section.name.span.clone(), message);
        }
    }
    let Some((first, all)) = languages.first() else {
        return;
    };
    for (section, keys) in &languages[1..] {
        if keys.len() != all.len() {
            let (name, other) = (&section.name.value, &first.name.value);
            let message = format!(
                "[{name}] has {} strings, [{other}] has {}",
                keys.len(),
                all.len()
            );
            let mut missing: Vec<_> = all.symmetric_difference(keys).map(String::as_str).collect();
            missing.sort_unstable();
            missing.truncate(5);
            let advice = format!("only one of them has {}", missing.join(", "));
            check
                .out
                .advise(1295, section.name.span.clone(), message, advice);
        }
    }
}

fn tokens(check: &mut Check<'_>, field: &Field) {
    if !field.value.contains('%') {
        return;
    }
    for part in check.inf.strings().parts(&field.value) {
        if let Part::Unknown(name) = part
            && name != "-1"
        {
            let message = format!("[Strings] has no {name}");
            let advice = format!("if the percent signs are meant, write %%{name}%%");
            check.out.advise(1235, field.span.clone(), message, advice);
        }
    }
}
