//! The names that a driver may have.

use anyhow::bail;

use super::taken::{COMPILER, DEPENDENCIES, DRIVERS, KEYWORDS, OURS, SERVICES, is_device};

/// The longest name of a driver.
const MAX: usize = 31;

/// Fails for a name that Cargo, Windows or Rust refuses, or has given to something else; says why
/// and proposes another one.
pub(super) fn check(name: &str) -> anyhow::Result<()> {
    let Some(reason) = objection(name) else {
        return Ok(());
    };
    let other = proposal(name);
    bail!("{name:?} cannot name a driver: {reason}; call it {other}, for example")
}

/// What stands against a name.
fn objection(name: &str) -> Option<String> {
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let rest_is_plain = name
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    if !starts_well || !rest_is_plain || name.len() > MAX {
        return Some(format!(
            "it takes at most {MAX} letters, digits, - and _, and starts with a letter"
        ));
    }
    // Windows does not tell capitals from small letters, Cargo does not tell - from _.
    let image = image(name);
    let has = |names: &[&str]| names.contains(&image.as_str());
    if has(&KEYWORDS) {
        return Some(format!("{image} is a keyword of Rust"));
    }
    if has(&COMPILER) {
        return Some(format!("{image} is a crate that comes with the compiler"));
    }
    if has(&OURS) {
        return Some(format!(
            "{image} is a crate or module that the driver is written with"
        ));
    }
    if is_device(&image) {
        return Some(format!(
            "Windows has no file {image}.sys, since {} is a device",
            image.to_uppercase()
        ));
    }
    if has(DRIVERS) {
        return Some(format!("Windows has a driver or kernel module {image}"));
    }
    if has(SERVICES) {
        return Some(format!(
            "Windows has a service {image}, and drivers are services, too"
        ));
    }
    if has(DEPENDENCIES) {
        return Some(format!(
            "{image} is a crate that the driver or its tests depend on"
        ));
    }
    if name.chars().any(|it| it.is_ascii_uppercase()) || image.contains("__") {
        return Some("Rust writes crates with small letters and single _".to_owned());
    }
    None
}

/// How the image, the service and the crate of the package `name` are called.
fn image(name: &str) -> String {
    name.to_ascii_lowercase().replace('-', "_")
}

/// A name like `name` that nothing stands against.
fn proposal(name: &str) -> String {
    // `MyDriver` becomes `my_driver`, `USB` becomes `usb`.
    let mut plain = String::new();
    let mut last = '_';
    for it in name.chars() {
        if it.is_ascii_uppercase() && (last.is_ascii_lowercase() || last.is_ascii_digit()) {
            plain.push('_');
        }
        last = it;
        plain.push(match it.is_ascii_alphanumeric() {
            true => it.to_ascii_lowercase(),
            false => '_',
        });
    }
    let words: Vec<_> = plain.split('_').filter(|it| !it.is_empty()).collect();
    let plain = words.join("_");
    if plain.is_empty() {
        return "my_driver".to_owned();
    }
    let shortened = |room: usize| plain[..plain.len().min(room)].trim_end_matches('_');
    let candidates = [
        shortened(MAX).to_owned(),
        format!("my_{}", shortened(MAX - 3)),
        format!("{}_driver", shortened(MAX - 7)),
    ];
    let good = candidates.into_iter().find(|it| objection(it).is_none());
    good.unwrap_or_else(|| "my_driver".to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_that_nobody_else_has_are_taken() {
        for good in ["my_driver", "lamp-2", "com", "com10", "matches", "lamp"] {
            check(good).unwrap();
        }
    }

    #[test]
    fn a_refused_name_is_told_why_and_which_one_works() {
        for (bad, reason, other) in [
            ("", "starts with a letter", "my_driver"),
            ("2lamps", "starts with a letter", "my_2lamps"),
            ("a b", "letters, digits", "a_b"),
            (
                "a_name_of_more_than_thirty_one_characters",
                "at most 31",
                "a_name_of_more_than_thirty_one",
            ),
            ("ä", "letters, digits", "my_driver"),
            ("match", "keyword", "my_match"),
            ("gen", "keyword", "my_gen"),
            ("core", "comes with the compiler", "my_core"),
            ("proc-macro", "comes with the compiler", "my_proc_macro"),
            ("wdk", "written with", "my_wdk"),
            ("wdk-sim", "written with", "my_wdk_sim"),
            ("kmdf", "written with", "my_kmdf"),
            ("wdm", "written with", "my_wdm"),
            ("con", "is a device", "my_con"),
            ("COM1", "is a device", "my_com1"),
            ("Null", "driver or kernel module", "my_null"),
            ("hal", "driver or kernel module", "my_hal"),
            ("wdf01000", "driver or kernel module", "my_wdf01000"),
            ("eventlog", "service eventlog", "my_eventlog"),
            ("serde", "depend on", "my_serde"),
            ("miniz-oxide", "depend on", "my_miniz_oxide"),
            ("MyDriver", "small letters", "my_driver"),
            ("my--driver", "single _", "my_driver"),
        ] {
            let error = check(bad).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
            assert!(error.contains(&format!("call it {other},")), "{error}");
            check(other).unwrap();
        }
    }

    #[test]
    fn every_name_of_the_lists_is_written_as_it_is_compared() {
        for list in [
            &KEYWORDS[..],
            &COMPILER,
            &OURS,
            DEPENDENCIES,
            DRIVERS,
            SERVICES,
        ] {
            for name in list {
                assert_eq!(image(name), *name);
                // Any such name gets a proposal of its own.
                assert!(check(&proposal(name)).is_ok(), "{name}");
            }
            let once: BTreeSet<_> = list.iter().collect();
            assert_eq!(once.len(), list.len(), "a name stands twice");
        }
    }

    /// The modules that drivers here import from are those that the descriptions name.
    #[test]
    fn modules_that_drivers_import_from_are_refused() {
        let abi = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../wdk-sys/abi");
        let mut folders = vec![abi];
        let mut modules = BTreeSet::from(["WDFLDR.SYS".to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let named = text.lines().filter_map(|it| it.strip_prefix("module "));
                modules.extend(named.map(|it| it.split(' ').next().unwrap().to_owned()));
            }
        }
        assert!(modules.len() > 8, "{modules:?}");
        for module in modules {
            let name = module.split('.').next().unwrap();
            assert!(check(name).is_err(), "{module}");
        }
    }

    /// A project's dependencies are looked up as Cargo resolves them.
    #[test]
    fn crates_that_a_project_depends_on_are_refused() {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .other_options(["--locked".to_owned()])
            .exec()
            .unwrap();
        let resolve = metadata.resolve.as_ref().unwrap();
        let named = |it: &str| {
            metadata
                .packages
                .iter()
                .find(|found| found.name.as_str() == it)
        };
        let mut left: Vec<_> = super::super::CRATES
            .map(|it| named(it).unwrap().id.clone())
            .into();
        let mut seen = BTreeSet::new();
        while let Some(id) = left.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let node = resolve.nodes.iter().find(|it| it.id == id).unwrap();
            let used = node.deps.iter().filter(|it| {
                let kinds = it.dep_kinds.iter();
                kinds
                    .clone()
                    .any(|it| it.kind != cargo_metadata::DependencyKind::Development)
            });
            left.extend(used.map(|it| it.pkg.clone()));
        }
        let used = metadata.packages.iter().filter(|it| seen.contains(&it.id));
        let names = used.map(|it| image(&it.name));
        let free: Vec<_> = names.filter(|it| objection(it).is_none()).collect();
        assert!(
            free.is_empty(),
            "add these to `DEPENDENCIES` of taken.rs: {free:?}"
        );
    }
}
