//! Which toolchain is chosen, on machines made of empty files.

use std::{fs, path::Path};

use semver::Version;
use tempfile::TempDir;
use wdk_build::{
    CpuArchitecture, Toolchain,
    toolchain::{Compiler, Core, Lack, Machine, Origin},
};

const AMD64: CpuArchitecture = CpuArchitecture::Amd64;
const LIBRARY: &str = "lib/rustlib/x86_64-pc-windows-msvc/lib/libcore-1234.rlib";
const SOURCES: &str = "lib/rustlib/src/rust/library/core/src/lib.rs";
const LINKER: &str = "lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld";

struct World {
    folder: TempDir,
    compilers: Vec<Compiler>,
}

impl World {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            compilers: Vec::new(),
        }
    }

    fn file(&self, path: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }

    /// A compiler in its own folder with `files`.
    fn compiler(mut self, name: &str, origin: Origin, version: &str, files: &[&str]) -> Self {
        for file in files {
            self.file(&format!(
                "{name}/{file}{}",
                if *file == LINKER {
                    std::env::consts::EXE_SUFFIX
                } else {
                    ""
                }
            ));
        }
        let sysroot = self.folder.path().join(name);
        self.compilers.push(Compiler {
            origin,
            rustc: sysroot.join("bin/rustc"),
            cargo: sysroot.join("bin/cargo"),
            version: Version::parse(version).unwrap(),
            host: "x86_64-unknown-linux-gnu".to_owned(),
            commit: None,
            sysroot,
        });
        self
    }

    fn machine(&self) -> Machine {
        Machine::with(self.compilers.clone(), None)
    }
}

fn environment(command: &std::process::Command, name: &str) -> Option<String> {
    let found = command.get_envs().find(|(key, _)| *key == name)?;
    found.1.map(|it| it.to_string_lossy().into_owned())
}

#[test]
fn the_installed_library_comes_before_the_sources() {
    let world = World::new().compiler("a", Origin::Active, "1.95.0", &[LIBRARY, SOURCES, LINKER]);
    let toolchain = Toolchain::find_on(&world.machine(), AMD64).unwrap();
    assert_eq!(toolchain.core, Core::Installed);
    let cargo = toolchain.cargo("rustc");
    assert!(
        !cargo
            .get_args()
            .any(|it| it.to_string_lossy().contains("build-std"))
    );
    assert_eq!(environment(&cargo, "RUSTC_BOOTSTRAP"), None);
}

#[test]
fn sources_are_compiled_along() {
    let world = World::new().compiler("a", Origin::Active, "1.95.0", &[SOURCES, LINKER]);
    let toolchain = Toolchain::find_on(&world.machine(), CpuArchitecture::Arm64).unwrap();
    assert_eq!(toolchain.core, Core::Sources);
    let cargo = toolchain.cargo("rustc");
    assert!(
        cargo
            .get_args()
            .any(|it| it == "-Zbuild-std=core,alloc,compiler_builtins")
    );
    assert!(cargo.get_args().any(|it| it == "aarch64-pc-windows-msvc"));
    assert_eq!(environment(&cargo, "RUSTC_BOOTSTRAP").as_deref(), Some("1"));
}

#[test]
fn a_complete_second_toolchain_is_used_with_its_own_compiler_and_cargo() {
    let world = World::new()
        .compiler("active", Origin::Active, "1.95.0", &[LINKER])
        .compiler(
            "old",
            Origin::Rustup("1.60".to_owned()),
            "1.60.0",
            &[LIBRARY, LINKER],
        )
        .compiler("system", Origin::System, "1.96.0", &[SOURCES, LINKER]);
    let toolchain = Toolchain::find_on(&world.machine(), AMD64).unwrap();
    assert_eq!(toolchain.compiler.origin, Origin::System);
    let cargo = toolchain.cargo("rustc");
    let bin = world.folder.path().join("system/bin");
    assert_eq!(Path::new(cargo.get_program()), bin.join("cargo"));
    assert_eq!(
        environment(&cargo, "RUSTC"),
        Some(bin.join("rustc").display().to_string())
    );
    assert!(
        cargo
            .get_envs()
            .any(|it| it.0 == "RUSTUP_TOOLCHAIN" && it.1.is_none())
    );
    let flags = environment(&cargo, "CARGO_ENCODED_RUSTFLAGS").unwrap();
    assert_eq!(flags.split('\x1F').next(), Some("-Cpanic=abort"));
    let linker = environment(&cargo, "CARGO_TARGET_X86_64_PC_WINDOWS_MSVC_LINKER").unwrap();
    assert!(linker.contains("rust-lld"), "{linker}");
}

#[test]
fn what_each_compiler_lacks_is_said() {
    let world = World::new()
        .compiler("active", Origin::Active, "1.95.0", &[LINKER])
        .compiler("old", Origin::System, "1.85.0", &[SOURCES])
        .compiler(
            "bare",
            Origin::Rustup("nightly".to_owned()),
            "1.97.0-nightly",
            &[SOURCES],
        );
    let missing = Toolchain::find_on(&world.machine(), AMD64).unwrap_err();
    let lacks: Vec<_> = missing.tried.iter().map(|(_, lack)| lack.clone()).collect();
    assert_eq!(
        lacks,
        [
            Lack::NoCore("x86_64-pc-windows-msvc"),
            Lack::TooOld,
            Lack::NoLinker
        ]
    );
    let text = missing.to_string();
    assert!(
        text.contains("cargo wdk setup") && text.contains("rustup toolchain nightly"),
        "{text}"
    );
}

#[test]
fn one_system_root_is_listed_once() {
    let world = World::new().compiler("a", Origin::Active, "1.95.0", &[]);
    let twice = [world.compilers.clone(), world.compilers.clone()].concat();
    assert_eq!(Machine::with(twice, None).compilers().len(), 1);
}
