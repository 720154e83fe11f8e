//! Which compilers and linkers a machine has.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{Compiler, Origin};

/// The compilers and the linker of a machine, looked up once.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    compilers: Vec<Compiler>,
    linker: Option<PathBuf>,
}

impl Machine {
    /// This machine: the active toolchain, rustup's others, the distribution's.
    #[must_use]
    pub fn this() -> Self {
        let active = env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        let mut compilers: Vec<Compiler> = Compiler::query(&active, Origin::Active)
            .into_iter()
            .collect();
        let others = rustup_toolchains().into_iter().chain(system_compilers());
        for (rustc, origin) in others {
            if rustc.exists() {
                compilers.extend(Compiler::query(&rustc, origin));
            }
        }
        Self::with(compilers, linker_on(&search_path()))
    }

    /// A machine that has just these.
    #[must_use]
    pub fn with(compilers: Vec<Compiler>, linker: Option<PathBuf>) -> Self {
        let mut distinct: Vec<Compiler> = Vec::new();
        for compiler in compilers {
            if !distinct.iter().any(|it| it.sysroot == compiler.sysroot) {
                distinct.push(compiler);
            }
        }
        Self {
            compilers: distinct,
            linker,
        }
    }

    /// Its compilers, the active one first.
    #[must_use]
    pub fn compilers(&self) -> &[Compiler] {
        &self.compilers
    }

    /// A linker for Windows images that belongs to no Rust toolchain.
    #[must_use]
    pub fn linker(&self) -> Option<PathBuf> {
        self.linker.clone()
    }
}

/// `name` with the extension that this system's executables have.
pub(super) fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

fn search_path() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|it| env::split_paths(&it).collect())
        .unwrap_or_default()
}

fn rustup_toolchains() -> Vec<(PathBuf, Origin)> {
    let home = env::home_dir().map(|it| it.join(".rustup"));
    let Some(home) = env::var_os("RUSTUP_HOME").map(PathBuf::from).or(home) else {
        return Vec::new();
    };
    let mut found: Vec<_> = folders(&home.join("toolchains"))
        .into_iter()
        .map(|folder| {
            let name = folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (
                folder.join("bin").join(executable("rustc")),
                Origin::Rustup(name),
            )
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    found
}

fn system_compilers() -> Vec<(PathBuf, Origin)> {
    // Ubuntu keeps its compilers side by side, below /usr/lib/rust-1.91 and the like.
    let side_by_side = folders(Path::new("/usr/lib")).into_iter().filter(|it| {
        it.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("rust-"))
    });
    let mut folders: Vec<_> = side_by_side.map(|it| it.join("bin")).collect();
    folders.sort();
    folders.reverse();
    let system = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map(PathBuf::from);
    let all = system.into_iter().chain(folders);
    all.map(|it| (it.join(executable("rustc")), Origin::System))
        .collect()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = path.read_dir().into_iter().flatten().flatten();
    entries
        .map(|it| it.path())
        .filter(|it| it.is_dir())
        .collect()
}

/// The newest `lld-link` in `folders`. Debian appends the LLVM version to the name.
fn linker_on(folders: &[PathBuf]) -> Option<PathBuf> {
    let plain = ["lld-link", "rust-lld"].map(executable);
    let versioned = (14..40)
        .rev()
        .map(|version| executable(&format!("lld-link-{version}")));
    let mut names = plain.into_iter().chain(versioned);
    names.find_map(|name| {
        folders
            .iter()
            .map(|it| it.join(&name))
            .find(|it| it.exists())
    })
}
