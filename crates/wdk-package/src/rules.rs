//! What the kernel's loader asks of a driver image, and what Windows' driver rules add.

use serde::Serialize;

use crate::{image::Image, symbols::Symbols};

/// `IMAGE_SUBSYSTEM_NATIVE`.
const NATIVE: u16 = 1;
/// `IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE` and `_NX_COMPAT`: the loader may move the image, and
/// its data is never run.
const HARDENED: u16 = 0x0040 | 0x0100;

/// Modules that every Windows has, and drivers import from.
const KERNEL_MODULES: [&str; 11] = [
    "ntoskrnl.exe",
    "HAL.dll",
    "CLASSPNP.SYS",
    "FLTMGR.SYS",
    "FWPKCLNT.SYS",
    "HIDCLASS.SYS",
    "NDIS.SYS",
    "storport.sys",
    "USBD.SYS",
    "vhf.sys",
    "WMILIB.SYS",
];

/// What an image should be.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The function that the system calls first.
    pub entry: &'static str,
    /// The modules that it may import from.
    pub modules: Vec<String>,
}

impl Expected {
    /// A KMDF driver: the kernel and the framework's loader.
    #[must_use]
    pub fn kmdf() -> Self {
        let loader = ["WDFLDR.SYS"];
        Self {
            entry: "FxDriverEntry",
            modules: KERNEL_MODULES
                .iter()
                .chain(&loader)
                .map(|it| (*it).to_owned())
                .collect(),
        }
    }

    /// The same driver, which imports from these export drivers, too.
    #[must_use]
    pub fn importing(mut self, modules: impl IntoIterator<Item = String>) -> Self {
        self.modules.extend(modules);
        self
    }

    /// A WDM driver: the kernel alone.
    #[must_use]
    pub fn wdm() -> Self {
        Self {
            entry: "DriverEntry",
            modules: KERNEL_MODULES.iter().map(|it| (*it).to_owned()).collect(),
        }
    }
}

/// Something that Windows would refuse or should not have to load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// Holds `image` and its symbols against the rules; nothing when all is in order.
#[must_use]
pub fn check(image: &Image, symbols: Option<&Symbols>, expected: &Expected) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |rule, message: String| findings.push(Finding { rule, message });
    if image.subsystem != NATIVE {
        let message = format!(
            "the subsystem is {}, not native; link with /SUBSYSTEM:NATIVE",
            image.subsystem
        );
        report("subsystem", message);
    }
    if image.dll_characteristics & HARDENED != HARDENED {
        report(
            "hardening",
            "link with /DYNAMICBASE and /NXCOMPAT".to_owned(),
        );
    }
    if let Some(symbols) = symbols {
        // The linker folds equal functions: a function of the driver may be the entry, too.
        let mut names = symbols.names(image.entry);
        if !names.any(|it| it == expected.entry) {
            let name = symbols.name(image.entry).unwrap_or("nameless");
            report(
                "entry",
                format!("the entry point is {name}, not {}", expected.entry),
            );
        }
    }
    if image.checksum != image.computed_checksum {
        let (stored, right) = (image.checksum, image.computed_checksum);
        report(
            "checksum",
            format!("the checksum is {stored:#x} and should be {right:#x}"),
        );
    }
    for import in &image.imports {
        if !expected
            .modules
            .iter()
            .any(|it| it.eq_ignore_ascii_case(&import.module))
        {
            let names = import.names.join(", ");
            let message = format!(
                "{} is imported ({names}), which is no module of the kernel that this driver declares",
                import.module
            );
            report("imports", message);
        }
    }
    let exports = |name: &str| image.exports.iter().any(|it| it == name);
    if exports("DllInitialize") != exports("DllUnload") {
        let message = "an export driver has both DllInitialize and DllUnload, or the system never \
                       unloads it; write `unload` in its `impl ExportDriver`";
        report("export-driver", message.to_owned());
    }
    for section in image
        .sections
        .iter()
        .filter(|it| it.writable && it.executable)
    {
        report(
            "sections",
            format!("section {} is writable and executable", section.name),
        );
    }
    match (&image.pdb, symbols) {
        (None, _) | (_, None) => {
            let message = "the image has no PDB; build with debug = \"line-tables-only\"";
            report("symbols", message.to_owned());
        }
        (Some(pdb), Some(symbols)) if (pdb.guid, pdb.age) != (symbols.guid, symbols.age) => {
            report(
                "symbols",
                "the PDB belongs to another image; build again".to_owned(),
            );
        }
        _ => {}
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Pdb;

    fn findings(names: &[(u32, &str)]) -> Vec<String> {
        let image = Image {
            arch: "amd64".to_owned(),
            subsystem: NATIVE,
            dll_characteristics: HARDENED,
            entry: 0x1000,
            checksum: 1,
            computed_checksum: 1,
            imports: Vec::new(),
            exports: Vec::new(),
            sections: Vec::new(),
            pdb: Some(Pdb {
                path: "x.pdb".to_owned(),
                guid: [0; 16],
                age: 1,
            }),
        };
        let found = check(&image, Some(&Symbols::known(names)), &Expected::wdm());
        found.into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn an_entry_that_was_folded_with_an_equal_function_is_the_entry() {
        let folded = [
            (0x1000, "an_equal_function"),
            (0x1000, "DriverEntry"),
            (0x1000, "a_third_one"),
        ];
        assert!(findings(&folded).is_empty());
        let wrong = findings(&[(0x1000, "an_equal_function"), (0x2000, "DriverEntry")]);
        assert_eq!(
            wrong,
            ["the entry point is an_equal_function, not DriverEntry"]
        );
        let nameless = findings(&[(0x2000, "DriverEntry")]);
        assert_eq!(nameless, ["the entry point is nameless, not DriverEntry"]);
    }
}
