//! The highest IRQL of each export.

use super::rules;
use crate::{
    engine::export,
    generated::irql_limits::{APC_LEVEL, DISPATCH_LEVEL, PASSIVE_LEVEL},
    nt::verifier::report::Vf,
};

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
    use super::*;

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
