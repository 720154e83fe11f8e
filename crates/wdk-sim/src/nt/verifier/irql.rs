//! The highest IRQL of each export.

use crate::nt::verifier::report::Vf;

use super::{
    limits::{APC_LEVEL, DISPATCH_LEVEL, PASSIVE_LEVEL},
    rules,
};
use crate::engine::export;

/// A function without a limit.
pub(crate) const ANY: u8 = 31;

/// The highest IRQL at which `name` may be called.
pub(crate) const fn limit(name: &str) -> u8 {
    if contains(PASSIVE_LEVEL, name) {
        0
    } else if contains(APC_LEVEL, name) {
        1
    } else if contains(DISPATCH_LEVEL, name) {
        2
    } else {
        ANY
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut index = 0;
    while index < names.len() {
        if export::equal(names[index].as_bytes(), name.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

impl Vf {
    /// Reports a call above the function's limit.
    #[cold]
    pub(crate) fn irql_too_high(&self, name: &'static str, limit: u8) {
        let irql = self.sched.irql();
        let rule = if name.starts_with("Zw") {
            &rules::IRQL_PASSIVE
        } else {
            &rules::IRQL_TOO_HIGH
        };
        let message = format!("{name} was called at IRQL {irql}; its highest is {limit}");
        self.violation(rule, [u64::from(irql), u64::from(limit), 0], message);
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

    use super::*;

    const TABLE: &str = "src/nt/verifier/limits.rs";

    /// What the declarations in `wdk-sys` say after `IRQL:`, by function.
    fn documented(folder: &Path, limits: &mut BTreeMap<String, u8>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                documented(&path, limits);
                continue;
            }
            let mut words = String::new();
            for line in fs::read_to_string(path).unwrap().lines().map(str::trim) {
                if let Some(text) = line.strip_prefix("///") {
                    words.push_str(text);
                    continue;
                }
                let declared = line
                    .strip_prefix("pub fn ")
                    .or(line.strip_prefix("pub safe fn "));
                let name = declared.and_then(|rest| rest.split('(').next());
                if let (Some(name), Some(limit)) = (name, parse(&words)) {
                    limits.insert(name.to_owned(), limit);
                }
                words.clear();
            }
        }
    }

    /// The level that the first words name as the highest.
    fn parse(words: &str) -> Option<u8> {
        let (_, level) = words.split_once("IRQL:")?;
        let level = level.trim().trim_start_matches("<= ");
        let levels = [
            ("PASSIVE_LEVEL", 0),
            ("APC_LEVEL", 1),
            ("DISPATCH_LEVEL", 2),
        ];
        levels
            .iter()
            .find(|(name, _)| level.starts_with(name))
            .map(|(_, limit)| *limit)
    }

    fn table(limits: &BTreeMap<String, u8>) -> String {
        let mut text = "//! The functions with a highest IRQL, @generated from what `wdk-sys` documents of them by\n\
            //! `BLESS=1 cargo test -p wdk-sim limits`.\n".to_owned();
        for (level, name) in ["PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL"]
            .iter()
            .enumerate()
        {
            write!(
                text,
                "\n#[rustfmt::skip]\npub(super) const {name}: &[&str] = &[\n"
            )
            .unwrap();
            for (function, _) in limits
                .iter()
                .filter(|(_, limit)| usize::from(**limit) == level)
            {
                writeln!(text, "    \"{function}\",").unwrap();
            }
            text.push_str("];\n");
        }
        text
    }

    #[test]
    fn limits_are_those_that_the_declarations_document() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let declarations = root.join("../wdk-sys/src");
        if !declarations.exists() {
            return; // A package from a registry has no neighbours.
        }
        let mut limits = BTreeMap::new();
        for folder in ["wdm", "wfp"] {
            documented(&declarations.join(folder), &mut limits);
        }
        assert!(limits.len() > 500, "{} functions", limits.len());
        let expected = table(&limits);
        let path = root.join(TABLE);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &expected).unwrap();
        }
        let actual = fs::read_to_string(&path).unwrap();
        assert!(
            actual == expected,
            "run `BLESS=1 cargo test -p wdk-sim limits`"
        );
    }

    #[test]
    fn well_known_functions_have_their_limits() {
        for (name, expected) in [
            ("KeGetCurrentIrql", ANY),
            ("KeSetEvent", 2),
            ("KeInsertQueueDpc", ANY),
            ("ExAcquireFastMutex", 1),
            ("ExAllocatePool2", 2),
            ("ZwCreateKey", 0),
            ("RtlUnicodeStringToInteger", 0),
            ("IofCallDriver", 2),
            ("IoCreateDevice", 1),
            ("PsCreateSystemThread", 0),
        ] {
            assert_eq!(limit(name), expected, "{name}");
        }
    }
}
