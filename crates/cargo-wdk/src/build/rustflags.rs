//! The compiler's flags of the project itself, which `.cargo/config.toml` has.
//!
//! Cargo takes them from one place alone, and `cargo wdk build` has flags of its own. So they are read
//! here and put before those: a `--cfg` stays, and what kernel code cannot do without is said last.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr as _,
};

use cargo_platform::{Cfg, CfgExpr};
use toml_edit::{DocumentMut, Item};
use wdk_build::toolchain::{Compiler, cargo_home};

const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// Puts the project's own flags before those that `cargo` is called with.
pub(super) fn add_own(cargo: &mut Command, compiler: &Compiler, target: &str) {
    let own = own(compiler, target);
    let ours = cargo.get_envs().find(|(name, _)| *name == FLAGS);
    let ours = ours.and_then(|(_, value)| value?.to_str().map(str::to_owned));
    let all = own.into_iter().chain(ours);
    let all: Vec<_> = all.filter(|it| !it.is_empty()).collect();
    cargo.env(FLAGS, all.join("\x1F"));
}

/// What the configuration files say for `target`: those of the target, else those of `[build]`.
fn own(compiler: &Compiler, target: &str) -> Vec<String> {
    let files: Vec<_> = files().iter().filter_map(|it| read(it)).collect();
    let cfgs = files.iter().any(|it| it.contains_key("target"));
    let cfgs = match cfgs {
        true => configuration(compiler, target),
        false => Vec::new(),
    };
    let mut of_target = Vec::new();
    let mut of_build = Vec::new();
    // Cargo joins lists, those of the folder itself last.
    for file in files.iter().rev() {
        let targets = file.get("target").and_then(Item::as_table_like);
        for (name, item) in targets.into_iter().flat_map(|it| it.iter()) {
            if is_for(name, target, &cfgs) {
                of_target.extend(flags(item.get("rustflags")));
            }
        }
        of_build.extend(flags(file.get("build").and_then(|it| it.get("rustflags"))));
    }
    match of_target.is_empty() {
        true => of_build,
        false => of_target,
    }
}

/// The configuration files that Cargo reads here, the nearest first.
fn files() -> Vec<PathBuf> {
    let here = env::current_dir().unwrap_or_default();
    let folders = here.ancestors().map(|it| it.join(".cargo"));
    let mut folders: Vec<_> = folders.collect();
    folders.extend(cargo_home().filter(|it| !folders.contains(it)));
    let file = |folder: PathBuf| {
        let names = ["config", "config.toml"].map(|it| folder.join(it));
        names.into_iter().find(|it| it.exists())
    };
    folders.into_iter().filter_map(file).collect()
}

/// A file that is no TOML is Cargo's to refuse.
fn read(path: &Path) -> Option<DocumentMut> {
    fs::read_to_string(path).ok()?.parse().ok()
}

/// A list, or words of one text.
fn flags(item: Option<&Item>) -> Vec<String> {
    let list = item.and_then(Item::as_array);
    let list = list.into_iter().flatten();
    let list = list.filter_map(|it| it.as_str()).map(str::to_owned);
    let text = item.and_then(Item::as_str).unwrap_or_default();
    let words = text.split_whitespace().map(str::to_owned);
    list.chain(words).collect()
}

/// Whether a table of `[target]` is for `target`.
fn is_for(name: &str, target: &str, cfgs: &[Cfg]) -> bool {
    if name == target {
        return true;
    }
    let expression = name
        .strip_prefix("cfg(")
        .and_then(|it| it.strip_suffix(')'));
    let expression = expression.and_then(|it| CfgExpr::from_str(it).ok());
    expression.is_some_and(|it| it.matches(cfgs))
}

/// What the compiler sets for `target`.
fn configuration(compiler: &Compiler, target: &str) -> Vec<Cfg> {
    let output = Command::new(&compiler.rustc)
        .args(["--print", "cfg", "--target", target])
        .output();
    let text = output.map(|it| it.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.lines()
        .filter_map(|it| Cfg::from_str(it).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_lists_or_words() {
        let document: DocumentMut = "list = ['--cfg', 'a b']\ntext = ' -C x  -C y'"
            .parse()
            .unwrap();
        assert_eq!(flags(document.get("list")), ["--cfg", "a b"]);
        assert_eq!(flags(document.get("text")), ["-C", "x", "-C", "y"]);
        assert!(flags(None).is_empty());
    }

    #[test]
    fn a_table_is_for_a_target_by_name_or_by_condition() {
        let cfgs = ["windows", "target_env=\"msvc\""].map(|it| Cfg::from_str(it).unwrap());
        let target = "x86_64-pc-windows-msvc";
        for name in [
            target,
            "cfg(windows)",
            "cfg(all(windows, target_env = \"msvc\"))",
        ] {
            assert!(is_for(name, target, &cfgs), "{name}");
        }
        for name in ["aarch64-pc-windows-msvc", "cfg(unix)", "cfg(not(windows))"] {
            assert!(!is_for(name, target, &cfgs), "{name}");
        }
    }
}
