//! Import libraries of the kernel's modules, by the names that drivers link.
//!
//! A driver's own `extern` blocks name functions that `wdk-sys` does not declare, some with
//! `#[link(name = "fltMgr")]`. With a WDK the linker finds the libraries there. Here they are written
//! for each link, from the list of what the modules export (`abi/exports` and the descriptions in
//! `wdk-sys`).

use std::io::{self, Cursor};

use ar_archive_writer::{COFFShortExport, MachineTypes, write_import_library};
use wdk_build::CpuArchitecture;

/// Module, name, and whether it is a variable.
const EXPORTS: &str = include_str!("generated/exports.tsv");

/// What a library is called in lower case, and the module that it imports from.
const LIBRARIES: [(&str, &str); 16] = [
    ("ntoskrnl", "ntoskrnl.exe"),
    ("wdm", "ntoskrnl.exe"),
    ("hal", "HAL.dll"),
    ("fltmgr", "FLTMGR.SYS"),
    ("ndis", "NDIS.SYS"),
    ("netio", "NETIO.SYS"),
    ("fwpkclnt", "FWPKCLNT.SYS"),
    ("wmilib", "WMILIB.SYS"),
    ("usbd", "USBD.SYS"),
    ("storport", "storport.sys"),
    ("classpnp", "CLASSPNP.SYS"),
    ("hidclass", "HIDCLASS.SYS"),
    ("vhfkm", "vhf.sys"),
    ("ksecdd", "ksecdd.sys"),
    ("cng", "cng.sys"),
    ("wdfldr", "WDFLDR.SYS"),
];

/// Libraries of code, which the crates here have themselves: stack cookies, the framework's entry, safe
/// strings. They are empty, so that a function of theirs that is missing is named by the linker.
const EMPTY: [&str; 10] = [
    "bufferoverflowfastfailk",
    "bufferoverflowk",
    "wdfdriverentry",
    "wdmsec",
    "ntstrsafe",
    "libcntpr",
    "aux_klib",
    "uuid",
    "arm64rt",
    "rtlver",
];

/// Libraries of user mode that crates name for all of their functions (`winapi`, `ntapi`). A driver that calls none of
/// them links where there is a Windows SDK; they are empty, so that the linker names a function that is called.
const USER_MODE: [&str; 14] = [
    "advapi32", "bcrypt", "credui", "crypt32", "gdi32", "kernel32", "ntdll", "ole32", "psapi",
    "secur32", "shell32", "user32", "userenv", "ws2_32",
];

/// What every driver is linked with in the end, as in Microsoft's build.
pub(crate) const DEFAULT: [&str; 3] = ["ntoskrnl", "hal", "wmilib"];

/// The library called `name`, in any case and without its extension, if it is one of the kernel's.
pub(crate) fn library(name: &str, arch: CpuArchitecture) -> Option<io::Result<Vec<u8>>> {
    let name = name.to_ascii_lowercase();
    if EMPTY.contains(&name.as_str()) || USER_MODE.contains(&name.as_str()) {
        return Some(Ok(b"!<arch>\n".to_vec()));
    }
    let (_, module) = LIBRARIES.iter().find(|(it, _)| *it == name)?;
    Some(write(module, arch))
}

fn write(module: &str, arch: CpuArchitecture) -> io::Result<Vec<u8>> {
    let machine = match arch {
        CpuArchitecture::Amd64 => MachineTypes::AMD64,
        CpuArchitecture::Arm64 => MachineTypes::ARM64,
    };
    let exports: Vec<_> = exports(module).collect();
    let mut file = Cursor::new(Vec::new());
    write_import_library(&mut file, module, &exports, machine, false, false, &[])?;
    Ok(file.into_inner())
}

fn exports(module: &str) -> impl Iterator<Item = COFFShortExport> {
    let rows = EXPORTS.lines().filter(|it| !it.starts_with('#'));
    rows.filter_map(move |row| {
        let mut cells = row.split('\t');
        let (of, name) = (cells.next()?, cells.next()?);
        (of == module).then(|| COFFShortExport {
            name: name.to_owned(),
            ext_name: None,
            symbol_name: None,
            import_name: None,
            export_as: None,
            ordinal: 0,
            noname: false,
            data: false,
            private: false,
            // C declares variables without an attribute, so their names are those of the pointers.
            constant: cells.next().is_some(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_found_in_any_case() {
        let bytes = |name| library(name, CpuArchitecture::Amd64).map(Result::unwrap);
        let text = String::from_utf8_lossy(&bytes("fltMgr").unwrap()).into_owned();
        assert!(text.contains("FltRegisterFilter"), "of a description");
        let text = String::from_utf8_lossy(&bytes("NtosKrnl").unwrap()).into_owned();
        assert!(text.contains("PsGetProcessPeb"), "of a list");
        assert!(text.contains("__imp_PsProcessType"));
        assert!(bytes("a_driver_s_own").is_none());
        assert_eq!(bytes("kernel32").unwrap(), b"!<arch>\n");
        assert_eq!(bytes("BufferOverflowFastFailK").unwrap(), b"!<arch>\n");
    }

    #[test]
    fn every_module_that_exports_has_a_library() {
        let rows = EXPORTS.lines().filter(|it| !it.starts_with('#'));
        let mut modules: Vec<_> = rows.filter_map(|it| it.split('\t').next()).collect();
        modules.dedup();
        for module in modules {
            assert!(LIBRARIES.iter().any(|(_, it)| *it == module), "{module}");
        }
        let empty = LIBRARIES
            .iter()
            .filter(|(_, it)| exports(it).next().is_none());
        let empty: Vec<_> = empty.map(|(it, _)| *it).collect();
        // Nothing is known of the functions of these.
        assert_eq!(empty, ["cng", "wdfldr"]);
    }
}
