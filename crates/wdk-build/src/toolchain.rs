//! Compilers, core libraries and linkers that make kernel code, on whatever machine this is.
//!
//! A driver needs `core` and `alloc` compiled for a Windows target. They are looked for in this
//! order, and the first that is complete is used:
//!
//! 1. the active toolchain's library for the target (`rustup target add`);
//! 2. the active toolchain's sources (`rustup component add rust-src`), compiled along with the
//!    driver;
//! 3. another toolchain of this machine with one of the two: rustup's others, then the
//!    distribution's, for example Debian's `rustc-web` with `rust-web-src`.
//!
//! The linker is the `rust-lld` of the toolchain, else an `lld-link` of the machine. Nothing of
//! Microsoft's is needed.

use std::{
    env,
    error::Error,
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
    process::Command,
};

use semver::Version;

use crate::{link::CpuArchitecture, linker::REAL_LINKER};

mod machine;
mod setup;

pub use machine::Machine;
pub use setup::{Progress, SetupError, Step, set_up};

/// The oldest compiler that builds the crates of this workspace.
const OLDEST: Version = Version::new(1, 91, 0);

/// Whose toolchain it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The one that `cargo` uses here.
    Active,
    /// Another of rustup's, by name.
    Rustup(String),
    /// The distribution's.
    System,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => f.write_str("active toolchain"),
            Self::Rustup(name) => write!(f, "rustup toolchain {name}"),
            Self::System => f.write_str("system toolchain"),
        }
    }
}

/// A compiler of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// Whose it is.
    pub origin: Origin,
    /// Its `rustc`.
    pub rustc: PathBuf,
    /// The `cargo` beside it.
    pub cargo: PathBuf,
    /// Its release.
    pub version: Version,
    /// The commit of Rust's repository that it was built from, where it knows.
    pub commit: Option<String>,
    /// The target that it runs on.
    pub host: String,
    /// The folder with its libraries.
    pub sysroot: PathBuf,
}

/// Where `core` and `alloc` come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// The toolchain has them compiled.
    Installed,
    /// They are compiled from the toolchain's sources (`-Zbuild-std`).
    Sources,
}

/// What a compiler lacks for kernel code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Its release is too old.
    TooOld,
    /// Neither the target's library nor the sources are installed.
    NoCore(&'static str),
    /// No linker that makes Windows images.
    NoLinker,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooOld => write!(f, "is older than {OLDEST}"),
            Self::NoCore(target) => write!(
                f,
                "has neither the library for {target} nor the sources of core"
            ),
            Self::NoLinker => f.write_str("finds neither rust-lld nor lld-link"),
        }
    }
}

impl Error for Lack {}

/// No compiler of this machine can make kernel code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoToolchain {
    /// What was to be compiled for.
    pub arch: CpuArchitecture,
    /// Which compilers there are, and what each lacks.
    pub tried: Vec<(Compiler, Lack)>,
}

impl fmt::Display for NoToolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no kernel toolchain for {}: {}; run `cargo wdk setup`",
            self.arch,
            reasons(&self.tried)
        )
    }
}

impl Error for NoToolchain {}

fn reasons(tried: &[(Compiler, Lack)]) -> String {
    if tried.is_empty() {
        return "no Rust compiler was found".to_owned();
    }
    let each = tried
        .iter()
        .map(|(it, lack)| format!("the {} ({}) {lack}", it.origin, it.version));
    each.collect::<Vec<_>>().join(", ")
}

/// A compiler, a core library and a linker that together make kernel code for one architecture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// What it compiles for.
    pub arch: CpuArchitecture,
    /// The compiler.
    pub compiler: Compiler,
    /// Where its `core` comes from.
    pub core: Core,
    /// The linker.
    pub linker: PathBuf,
}

impl Toolchain {
    /// The first complete toolchain of this machine for `arch`.
    ///
    /// # Errors
    ///
    /// [`NoToolchain`] with what each compiler lacks.
    pub fn find(arch: CpuArchitecture) -> Result<Self, NoToolchain> {
        Self::find_on(&Machine::this(), arch)
    }

    /// The first complete toolchain of `machine` for `arch`.
    ///
    /// # Errors
    ///
    /// [`NoToolchain`] with what each compiler lacks.
    pub fn find_on(machine: &Machine, arch: CpuArchitecture) -> Result<Self, NoToolchain> {
        let mut tried = Vec::new();
        for (compiler, outcome) in Self::survey(machine, arch) {
            match outcome {
                Ok(toolchain) => return Ok(toolchain),
                Err(lack) => tried.push((compiler, lack)),
            }
        }
        Err(NoToolchain { arch, tried })
    }

    /// Every compiler of `machine`, in the order in which they are tried, and what it lacks.
    #[must_use]
    pub fn survey(machine: &Machine, arch: CpuArchitecture) -> Vec<(Compiler, Result<Self, Lack>)> {
        let judge = |it: &Compiler| (it.clone(), Self::with(it, machine, arch));
        machine.compilers().iter().map(judge).collect()
    }

    fn with(compiler: &Compiler, machine: &Machine, arch: CpuArchitecture) -> Result<Self, Lack> {
        if compiler.version < OLDEST {
            return Err(Lack::TooOld);
        }
        let core = compiler.core(arch).ok_or(Lack::NoCore(arch.target()))?;
        let linker = compiler
            .linker()
            .or_else(|| machine.linker())
            .ok_or(Lack::NoLinker)?;
        Ok(Self {
            arch,
            compiler: compiler.clone(),
            core,
            linker,
        })
    }

    /// [`cargo`](Self::cargo) whose result does not depend on where it is built: folders of sources
    /// get the names that go with them, and `linker`, a program that calls
    /// [`link`](crate::linker::link) when [`REAL_LINKER`] is set, stands before the linker.
    #[must_use]
    pub fn reproducible_cargo(
        &self,
        subcommand: &str,
        linker: &Path,
        sources: &[(PathBuf, &str)],
    ) -> Command {
        let registry = cargo_home().map(|it| (it, CARGO_NAME));
        let rust = self.compiler.rust_sources();
        let rust_name = self.compiler.rust_sources_name();
        let folders = registry.iter().chain(sources);
        let folders = folders.map(|(folder, name)| (folder, *name));
        let remapped = [(&rust, &*rust_name)].into_iter().chain(folders);
        let remapped = remapped
            .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()));
        let flags: Vec<_> = self
            .rustflags()
            .into_iter()
            .map(str::to_owned)
            .chain(remapped)
            .collect();
        let mut cargo = self.cargo(subcommand);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1F"));
        cargo.env(self.linker_variable(), linker);
        cargo.env(REAL_LINKER, &self.linker);
        cargo
    }

    /// `cargo <subcommand>` for the kernel: compiler, target, linker and code generation chosen.
    #[must_use]
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = Command::new(&self.compiler.cargo);
        let target = self.arch.target();
        cargo.arg(subcommand).arg("--target").arg(target);
        // Which toolchain it is was decided here, whatever rustup or the caller's cargo had chosen.
        for inherited in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTDOC", "RUSTFLAGS"] {
            cargo.env_remove(inherited);
        }
        cargo.env("RUSTC", &self.compiler.rustc);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", self.rustflags().join("\x1F"));
        cargo.env(self.linker_variable(), &self.linker);
        if self.core == Core::Sources {
            cargo.arg("-Zbuild-std=core,alloc,compiler_builtins");
            // The unstable option on a stable compiler.
            cargo.env("RUSTC_BOOTSTRAP", "1");
        }
        cargo
    }

    fn linker_variable(&self) -> String {
        let target = self.arch.target().replace('-', "_").to_uppercase();
        format!("CARGO_TARGET_{target}_LINKER")
    }

    /// Kernel code never unwinds, and links no C runtime.
    #[expect(clippy::unused_self, reason = "a future target may need other flags")]
    fn rustflags(&self) -> [&'static str; 2] {
        ["-Cpanic=abort", "-Ctarget-feature=+crt-static"]
    }
}

/// What images and symbols call [`cargo_home`].
pub const CARGO_NAME: &str = "/cargo";

/// Where Cargo keeps the sources of the registry.
#[must_use]
pub fn cargo_home() -> Option<PathBuf> {
    let home = env::home_dir().map(|it| it.join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or(home)
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let core = match self.core {
            Core::Installed => "its installed library",
            Core::Sources => "core from its sources",
        };
        let linker = self
            .linker
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        write!(
            f,
            "{} {}, {core}, linked by {linker}",
            self.compiler.origin, self.compiler.version
        )
    }
}

impl Compiler {
    /// Where the sources of Rust's libraries are when they are installed.
    #[must_use]
    pub fn rust_sources(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust")
    }

    /// What images and symbols call that folder: the same as the compiled libraries do, whether
    /// the sources are installed or not.
    #[must_use]
    pub fn rust_sources_name(&self) -> String {
        match &self.commit {
            Some(commit) => format!("/rustc/{commit}"),
            None => "/rust".to_owned(),
        }
    }

    fn core(&self, arch: CpuArchitecture) -> Option<Core> {
        let rustlib = self.sysroot.join("lib/rustlib");
        let library = rustlib.join(arch.target()).join("lib");
        let installed = library.read_dir().is_ok_and(|files| {
            files
                .flatten()
                .any(|it| it.file_name().to_string_lossy().starts_with("libcore-"))
        });
        let sources = rustlib.join("src/rust/library/core/src/lib.rs").exists();
        match (installed, sources) {
            (true, _) => Some(Core::Installed),
            (false, true) => Some(Core::Sources),
            (false, false) => None,
        }
    }

    fn linker(&self) -> Option<PathBuf> {
        let name = machine::executable("rust-lld");
        let own = self
            .sysroot
            .join("lib/rustlib")
            .join(&self.host)
            .join("bin")
            .join(&name);
        let beside = self.rustc.with_file_name(&name);
        [own, beside].into_iter().find(|it| it.exists())
    }

    /// Asks `rustc` who it is; `None` when it does not run or has no `cargo` beside it.
    fn query(rustc: &Path, origin: Origin) -> Option<Self> {
        let answer = |arguments: &[&str]| {
            let output = Command::new(rustc).args(arguments).output().ok()?;
            output
                .status
                .success()
                .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let sysroot = PathBuf::from(answer(&["--print", "sysroot"])?.trim());
        let verbose = answer(&["-vV"])?;
        let value = |key: &str| {
            verbose
                .lines()
                .find_map(|line| line.strip_prefix(key))
                .map(str::trim)
        };
        // `rustc` may be rustup's proxy: what it stands for is in the system root.
        let own = sysroot.join("bin").join(machine::executable("rustc"));
        let rustc = if own.exists() { own } else { rustc.to_owned() };
        let cargo = rustc.with_file_name(machine::executable("cargo"));
        let compiler = Self {
            origin,
            version: Version::parse(value("release:")?).ok()?,
            host: value("host:")?.to_owned(),
            commit: value("commit-hash:")
                .filter(|it| *it != "unknown")
                .map(str::to_owned),
            cargo: if cargo.exists() {
                cargo
            } else {
                OsString::from("cargo").into()
            },
            rustc,
            sysroot,
        };
        Some(compiler)
    }
}
