//! The registration of subsystems: a new one adds its row here, and nothing else knows of it.
#![forbid(unsafe_code)]

use crate::{exports, ndis, nt::subsystem::Subsystem, wdf, wfp};

/// Every subsystem of a machine.
pub(crate) static SUBSYSTEMS: &[&Subsystem] = &[
    &exports::SUBSYSTEM,
    &wdf::SUBSYSTEM,
    &ndis::SUBSYSTEM,
    &wfp::SUBSYSTEM,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_name_is_exported_twice() {
        let mut seen = HashSet::new();
        let tables = SUBSYSTEMS.iter().flat_map(|it| it.exports);
        for export in tables.copied().flatten() {
            assert!(seen.insert((export.module, export.name)), "{}", export.name);
        }
    }

    #[test]
    fn exports_are_found_by_name() {
        let subsystems = crate::nt::subsystem::Subsystems::new(SUBSYSTEMS);
        let find = |module, name| subsystems.export(module, name);
        assert!(find("NTOSKRNL.EXE", "KeGetCurrentIrql").is_some());
        assert!(find("hal.dll", "KeGetCurrentIrql").is_some());
        assert!(find("ntoskrnl.exe", "NoSuchFunction").is_none());
    }
}
