//! The scripts that WinDbg runs.
//!
//! They are run with [`$<`](https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/-----------------------a---run-script-file-),
//! which takes one line after the other: in a block, `.sympath` would take the lines that follow for
//! more folders. No file name stands in quotation marks, since `$<` and `.kdfiles` take the rest of
//! their line for the name.

use std::fmt::Write as _;

/// What is debugged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A machine that runs.
    Live,
    /// A crash dump.
    Dump,
}

impl Kind {
    /// The script's file.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Live => "live.wds",
            Self::Dump => "dump.wds",
        }
    }
}

/// What the scripts depend on.
pub(super) struct Script<'a> {
    /// The driver's name, without `.sys`.
    pub(super) driver: &'a str,
    pub(super) kmdf: bool,
    /// The folder of the scripts, as WinDbg sees it.
    pub(super) folder: &'a str,
    /// What sources are called in the PDB, and where they are.
    pub(super) sources: Vec<(String, String)>,
}

impl Script<'_> {
    /// What the user types to run a script.
    pub(super) fn command(&self, kind: Kind) -> String {
        format!("$<{}", self.path(kind.file()))
    }

    fn path(&self, name: &str) -> String {
        let slash = if self.folder.contains('\\') {
            '\\'
        } else {
            '/'
        };
        format!("{}{slash}{name}", self.folder)
    }

    pub(super) fn text(&self, kind: Kind) -> String {
        let mut text = String::new();
        let _ = match kind {
            Kind::Live => self.live(&mut text),
            Kind::Dump => self.dump(&mut text),
        };
        text
    }

    fn live(&self, out: &mut String) -> std::fmt::Result {
        let driver = self.driver;
        writeln!(
            out,
            "$$ Written by `cargo wdk debug`. In WinDbg: {}",
            self.command(Kind::Live)
        )?;
        writeln!(out, "$$")?;
        writeln!(
            out,
            "$$ On the target, once, as administrator; then restart it:"
        )?;
        writeln!(out, "$$   bcdedit /set testsigning on")?;
        writeln!(out, "$$   bcdedit /debug on")?;
        writeln!(
            out,
            "$$   bcdedit /dbgsettings net hostip:w.x.y.z port:50000"
        )?;
        writeln!(
            out,
            "$$ It prints a key. On this machine: windbg -k net:port=50000,key=..."
        )?;
        writeln!(
            out,
            "$$ Driver Verifier, which finds more; restart after it:"
        )?;
        writeln!(out, "$$   verifier /standard /driver {driver}.sys")?;
        writeln!(out, "$$   verifier /reset")?;
        if self.kmdf {
            let key = format!(r"HKLM\SYSTEM\CurrentControlSet\Services\{driver}\Parameters\Wdf");
            writeln!(
                out,
                "$$ The framework's verifier; restart the device after it:"
            )?;
            writeln!(out, "$$   reg add {key} /v VerifierOn /t REG_DWORD /d 1")?;
            writeln!(out, "$$   reg add {key} /v VerboseOn /t REG_DWORD /d 1")?;
        }
        writeln!(out, "$$")?;
        self.begin(out)?;
        writeln!(
            out,
            "$$ This build in the place of the target's, whenever the target loads it."
        )?;
        writeln!(out, ".kdfiles {}", self.path(&format!("{driver}.map")))?;
        writeln!(
            out,
            "$$ What the driver logs: errors, warnings, traces, information."
        )?;
        writeln!(out, "ed nt!Kd_IHVDRIVER_Mask 0xF")?;
        writeln!(
            out,
            "$$ Stop where the driver begins, also when it is not loaded yet."
        )?;
        if self.kmdf {
            writeln!(out, "bu {driver}!FxDriverEntry")?;
        }
        writeln!(out, "bu {driver}!DriverEntry")?;
        writeln!(out, ".reload")?;
        writeln!(out, "$$ When the driver is there:")?;
        self.objects(out)
    }

    fn dump(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "$$ Written by `cargo wdk debug`. In WinDbg: {}",
            self.command(Kind::Dump)
        )?;
        self.begin(out)?;
        writeln!(out, ".reload")?;
        writeln!(out, ".bugcheck")?;
        writeln!(out, "$$ The message of a panic, and where it was.")?;
        writeln!(out, "!rustpanic")?;
        writeln!(out, "k")?;
        writeln!(
            out,
            "$$ In kernel dumps, which have the framework's memory:"
        )?;
        self.objects(out)
    }

    /// Symbols, sources, and the extension.
    fn begin(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, ".symfix+")?;
        writeln!(out, ".sympath+ {}", self.path("symbols"))?;
        writeln!(out, ".exepath+ {}", self.path("symbols"))?;
        for (name, folder) in &self.sources {
            writeln!(out, "$$ {name} in the symbols")?;
            writeln!(out, ".srcpath+ {folder}")?;
        }
        writeln!(out, ".lines -e")?;
        writeln!(out, ".scriptload {}", self.path("wdk.js"))
    }

    /// Commands for the framework's objects, to be typed.
    fn objects(&self, out: &mut String) -> std::fmt::Result {
        let driver = self.driver;
        if !self.kmdf {
            return writeln!(out, "$$   !drvobj {driver} 7");
        }
        writeln!(out, "$$   !wdfkd.wdfdriverinfo {driver} 0x31")?;
        writeln!(out, "$$   !wdfkd.wdflogdump {driver}")?;
        writeln!(out, "$$   !rustobjects {driver}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(kmdf: bool) -> Script<'static> {
        Script {
            driver: "lamp",
            kmdf,
            folder: r"D:\lamp_debug",
            sources: vec![("/source".to_owned(), r"D:\lamp".to_owned())],
        }
    }

    #[test]
    fn a_live_machine_stops_where_the_driver_begins() {
        let text = script(true).text(Kind::Live);
        let commands: Vec<_> = text.lines().filter(|it| !it.starts_with("$$")).collect();
        assert_eq!(
            commands,
            [
                ".symfix+",
                r".sympath+ D:\lamp_debug\symbols",
                r".exepath+ D:\lamp_debug\symbols",
                r".srcpath+ D:\lamp",
                ".lines -e",
                r".scriptload D:\lamp_debug\wdk.js",
                r".kdfiles D:\lamp_debug\lamp.map",
                "ed nt!Kd_IHVDRIVER_Mask 0xF",
                "bu lamp!FxDriverEntry",
                "bu lamp!DriverEntry",
                ".reload",
            ]
        );
        assert!(
            text.contains("$$   !wdfkd.wdfdriverinfo lamp 0x31"),
            "{text}"
        );
    }

    #[test]
    fn a_dump_is_read_and_not_written_to() {
        let text = script(true).text(Kind::Dump);
        for live in ["\nbu ", "\ned ", "\n.kdfiles "] {
            assert!(!text.contains(live), "{text}");
        }
        assert!(text.contains("\n!rustpanic\n"), "{text}");
    }

    #[test]
    fn a_driver_without_the_framework_has_none_of_its_commands() {
        for kind in [Kind::Live, Kind::Dump] {
            let text = script(false).text(kind);
            assert!(!text.contains("wdfkd") && !text.contains("Fx"), "{text}");
        }
        assert_eq!(
            script(false).command(Kind::Dump),
            r"$<D:\lamp_debug\dump.wds"
        );
    }
}
