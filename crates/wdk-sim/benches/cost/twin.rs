//! Compiles the twins: the same drivers in C, by clang and the linker of the Rust toolchain.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use wdk_build::{DriverModel, link, metadata::KmdfVersion};

use super::{
    images,
    subject::{Subject, root},
};

/// Programs that may be the compiler; the major version decides what code comes out.
const COMPILERS: [&str; 2] = ["clang-19", "clang"];
const MAJOR: &str = "19";

/// What the twins import. Twins of other drivers add their functions.
const IMPORTS: [(&str, &[&str]); 2] = [
    (
        "ntoskrnl.exe",
        &["ExAllocatePool2", "ExFreePool", "memcpy", "memset"],
    ),
    ("WDFLDR.SYS", &["WdfVersionBind", "WdfVersionUnbind"]),
];

/// What compiles and links C.
pub(crate) struct Twins {
    compiler: &'static str,
    /// The compiler's version, such as `19.1.7`.
    pub(crate) version: String,
    linker: PathBuf,
}

impl Twins {
    /// The programs of this machine, or what is missing.
    pub(crate) fn new() -> Result<Self, String> {
        let missing = || format!("there is no clang {MAJOR}; on Debian, `apt install clang-19`");
        let found = COMPILERS.into_iter().find_map(|compiler| {
            let output = Command::new(compiler).arg("--version").output().ok()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let version = text.split_once("version ")?.1.split_whitespace().next()?;
            let is_known = version.split('.').next() == Some(MAJOR);
            is_known.then(|| (compiler, version.to_owned()))
        });
        let (compiler, version) = found.ok_or_else(missing)?;
        let linker = images::toolchain()?.linker;
        Ok(Self {
            compiler,
            version,
            linker,
        })
    }

    /// Compiles and links the twin of a driver.
    pub(crate) fn build(&self, subject: &Subject) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("twins")
            .join(subject.name);
        fs::create_dir_all(&folder).expect("a folder for the twin");
        let linker = &self.linker;
        let mut inputs = Vec::new();
        for source in subject.twin {
            let source = root().join(source);
            let object = folder
                .join(source.file_stem().expect("a name"))
                .with_extension("obj");
            run(Command::new(self.compiler)
                .args([
                    "--target=x86_64-pc-windows-msvc",
                    "-std=c17",
                    "-O2",
                    "-ffreestanding",
                    "-fasynchronous-unwind-tables",
                    "-ffunction-sections",
                    "-fdata-sections",
                    // Control Flow Guard, as drivers in Rust have it.
                    "-Xclang",
                    "-cfguard",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-c",
                ])
                .arg(source)
                .arg("-o")
                .arg(&object));
            inputs.push(object);
        }
        for (module, names) in IMPORTS {
            inputs.push(import_library(linker, &folder, module, names));
        }
        let image = folder.join(subject.name).with_extension("sys");
        let model = DriverModel::Kmdf(KmdfVersion::default());
        run(lld(linker)
            .args(link::arguments(model, None, subject.name))
            .arg("/GUARD:CF")
            .args(inputs)
            .arg(format!("/OUT:{}", image.display())));
        image
    }
}

/// The import library of `module`, with just these functions.
fn import_library(linker: &Path, folder: &Path, module: &str, names: &[&str]) -> PathBuf {
    let definition = folder.join(module).with_extension("def");
    let library = folder.join(module).with_extension("lib");
    let text = format!("LIBRARY \"{module}\"\nEXPORTS\n{}\n", names.join("\n"));
    fs::write(&definition, text).expect("the folder is ours");
    let mut command = lld(linker);
    // First, since lld takes it for another program's name.
    command.arg("/LIB").arg("/MACHINE:X64");
    run(command
        .arg(format!("/DEF:{}", definition.display()))
        .arg(format!("/OUT:{}", library.display())));
    library
}

fn lld(linker: &Path) -> Command {
    let mut command = Command::new(linker);
    command.args(["-flavor", "link"]);
    command
}

fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
