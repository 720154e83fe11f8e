//! The driver replacement map of WinDbg's `.kdfiles`: with it the debugger hands its own copy of a
//! driver to the target each time the target loads it.
//!
//! Where the Driver Store has a file differs between versions of the package and of Windows, so the map
//! names the files alone, as
//! [Run from Driver Store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store#testing-private-binaries)
//! recommends. See [.kdfiles](https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/-kdfiles--set-driver-replacement-map-).

use std::fmt::Write as _;

use crate::{model::Inf, strings::fold, target::Arch};

/// What the debugger can replace.
const IMAGES: [&str; 3] = [".sys", ".dll", ".exe"];

/// A file that `[SourceDisksFiles]` lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// Where it is in the package, with its name.
    pub path: String,
}

impl Inf {
    /// The files of the package for `arch`, each once: those that the architecture's own section lists
    /// hide those of the plain one.
    #[must_use]
    pub fn source_files(&self, arch: Arch) -> Vec<SourceFile> {
        let mut files: Vec<SourceFile> = Vec::new();
        for suffix in [format!(".{arch}"), String::new()] {
            for line in self.lines(&format!("SourceDisksFiles{suffix}")) {
                let Some(key) = line.key() else { continue };
                let name = self.strings().expand(&key.value);
                if name.is_empty() || files.iter().any(|it| fold(&it.name) == fold(&name)) {
                    continue;
                }
                let disk = self.expand(line, 0);
                let disks = format!("SourceDisksNames{suffix}");
                let disk = self
                    .line(&disks, &disk)
                    .or_else(|| self.line("SourceDisksNames", &disk));
                let pieces = [
                    disk.map_or_else(String::new, |it| self.expand(it, 3)),
                    self.expand(line, 1),
                    name.clone(),
                ];
                let pieces = pieces.iter().map(|it| it.trim_matches('\\'));
                let path = pieces
                    .filter(|it| !it.is_empty())
                    .collect::<Vec<_>>()
                    .join("\\");
                files.push(SourceFile { name, path });
            }
        }
        files
    }

    /// The map for the images of the package, which the debugger's machine has in `folder`.
    #[must_use]
    pub fn kdfiles(&self, arch: Arch, folder: &str) -> String {
        let mut map = String::new();
        for file in self.source_files(arch) {
            let name = fold(&file.name);
            if IMAGES.iter().any(|it| name.ends_with(it)) {
                let folder = folder.trim_end_matches(['\\', '/']);
                let slash = if folder.contains('/') { "/" } else { "\\" };
                let path = file.path.replace('\\', slash);
                let _ = writeln!(map, "map\n{}\n{folder}{slash}{path}", file.name);
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_mapped_by_their_bare_names() {
        let inf = Inf::parse(
            b"[Version]\nSignature=$CHICAGO$\n[SourceDisksNames]\n1=d,,,\\bin\n2=d\n\
              [SourceDisksFiles]\nLamp.sys=2\nlamp.txt=2\nhelp.DLL=1,sub\n[SourceDisksFiles.arm64]\nlamp.sys=1,arm\n",
        )
        .unwrap();
        assert_eq!(
            inf.kdfiles(Arch::Amd64, r"C:\new\"),
            "map\nLamp.sys\nC:\\new\\Lamp.sys\nmap\nhelp.DLL\nC:\\new\\bin\\sub\\help.DLL\n"
        );
        assert_eq!(
            inf.kdfiles(Arch::Arm64, "/mnt/new"),
            "map\nlamp.sys\n/mnt/new/bin/arm/lamp.sys\nmap\nhelp.DLL\n/mnt/new/bin/sub/help.DLL\n"
        );
    }
}
