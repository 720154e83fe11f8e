//! `cargo wdk new`: a driver project that builds and passes its own simulated test.

mod templates;

use std::{
    collections::hash_map::RandomState,
    env, fs,
    hash::{BuildHasher as _, Hasher as _},
    path::{Component, Path, PathBuf},
};

use anyhow::{Context as _, bail};
use cargo_metadata::MetadataCommand;
use serde::Serialize;

use crate::{
    cli::{self, Kind, Outcome},
    output::Output,
};

/// The crates that a project names, in the placeholders of its `Cargo.toml`.
const CRATES: [&str; 4] = ["wdk", "wdk-panic", "wdk-build", "wdk-sim"];

/// The features of `wdk` that a project names, as `wdk+feature`.
const WDK_FEATURES: [&str; 1] = ["ndis"];

/// Rust's words that no crate can be named for; those of all editions up to 2024.
/// <https://doc.rust-lang.org/reference/keywords.html>
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[derive(Serialize)]
struct Report<'a> {
    name: &'a str,
    kind: Kind,
    path: &'a Path,
    files: Vec<PathBuf>,
}

pub fn run(arguments: &cli::New, output: &Output) -> anyhow::Result<Outcome> {
    let kind = arguments.kind();
    let path = absolute(&arguments.path)?;
    let package = path
        .file_name()
        .and_then(|it| it.to_str())
        .context("the path has no name")?;
    check_name(package)?;
    if path.read_dir().is_ok_and(|mut it| it.next().is_some()) {
        bail!("{} is not empty; choose another path", path.display());
    }
    if path.exists() && !path.is_dir() {
        bail!("{} is a file; choose another path", path.display());
    }
    let name = package.replace('-', "_");
    let checkout = checkout();
    let mut values = vec![
        ("package".to_owned(), package.to_owned()),
        ("name".to_owned(), name.clone()),
        ("guid".to_owned(), random_guid()),
    ];
    for it in CRATES {
        values.push((it.to_owned(), dependency(it, checkout.as_deref(), &path)));
    }
    for feature in WDK_FEATURES {
        let wdk = dependency("wdk", checkout.as_deref(), &path);
        let with_feature = wdk.replace(" }", &format!(", features = [\"{feature}\"] }}"));
        values.push((format!("wdk+{feature}"), with_feature));
    }
    let mut files = Vec::new();
    for (place, template) in templates::files(kind) {
        files.push(write(
            &path,
            &fill(place, &values),
            &fill(template, &values),
        )?);
    }
    let manifest = path.join("Cargo.toml");
    if !is_member(&manifest) {
        // Its own workspace, wherever it stands.
        let standalone = fs::read_to_string(&manifest)? + templates::PROFILE + "\n[workspace]\n";
        fs::write(&manifest, standalone)?;
        files.extend(checkout.map(|it| alias(&path, &it)).transpose()?);
    }
    output.status(
        "Created",
        format_args!("the {kind} {name} in {}", path.display()),
    );
    output.more(format_args!(
        "cd {} && cargo wdk build && cargo test",
        quoted(&arguments.path)
    ));
    output.json(&Report {
        name: &name,
        kind,
        path: &path,
        files,
    })?;
    Ok(Outcome::Good)
}

/// A path as a shell takes it in one piece.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |it: char| it.is_alphanumeric() || "-_./\\:~".contains(it);
    match path.chars().all(plain) {
        true => path,
        false => format!("{path:?}"),
    }
}

/// A name that Cargo, Windows' service manager and Rust all take.
fn check_name(name: &str) -> anyhow::Result<()> {
    const MAX: usize = 31;
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let rest_is_plain = name
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    if !starts_well || !rest_is_plain || name.len() > MAX {
        bail!(
            "{name:?} cannot name a driver; use at most {MAX} letters, digits, - and _, and start with a letter"
        );
    }
    if CRATES.contains(&name) || ["core", "std", "alloc", "test"].contains(&name) {
        bail!("{name:?} is taken by a crate that the driver needs; choose another name");
    }
    if KEYWORDS.contains(&name) {
        bail!("{name:?} is a keyword of Rust; choose another name");
    }
    if is_device(name) {
        bail!("{name:?} is a device name that Windows keeps from files; choose another name");
    }
    Ok(())
}

/// Whether Windows refuses `name.sys`, since DOS had a device of that name.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = |it: &str| matches!(it.as_bytes(), [b'1'..=b'9']);
    ["con", "prn", "aux", "nul"].contains(&name.as_str())
        || ["com", "lpt"]
            .iter()
            .any(|device| name.strip_prefix(device).is_some_and(numbered))
}

/// The path from the root, without `.` and `..`.
fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    let mut clean = PathBuf::new();
    for part in env::current_dir()
        .context("cannot tell the current folder")?
        .join(path)
        .components()
    {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    Ok(clean)
}

/// The checkout that this program was built in, when it still stands.
fn checkout() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    root.join("crates/wdk/Cargo.toml")
        .exists()
        .then(|| root.to_owned())
}

fn dependency(name: &str, checkout: Option<&Path>, project: &Path) -> String {
    let Some(checkout) = checkout else {
        // Not by version: these names are windows-drivers-rs's on crates.io.
        return format!("{{ git = {:?} }}", env!("CARGO_PKG_REPOSITORY"));
    };
    let folder = match project.strip_prefix(checkout) {
        Ok(below) => below.components().map(|_| "..").collect::<PathBuf>(),
        Err(_) => checkout.to_owned(),
    };
    let crate_path = folder.join("crates").join(name);
    format!(
        "{{ path = {} }}",
        toml_string(&crate_path.display().to_string())
    )
}

/// In single quotes TOML keeps the backslashes of Windows paths; only they cannot hold a single quote.
fn toml_string(text: &str) -> String {
    match text.contains('\'') {
        true => format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")),
        false => format!("'{text}'"),
    }
}

fn fill(template: &str, values: &[(String, String)]) -> String {
    let mut text = template.to_owned();
    for (key, value) in values {
        text = text.replace(&format!("{{{{{key}}}}}"), value);
    }
    text
}

fn write(project: &Path, place: &str, text: &str) -> anyhow::Result<PathBuf> {
    let path = project.join(place);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// Whether a workspace above counts the project among its members.
fn is_member(manifest: &Path) -> bool {
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec();
    metadata
        .is_ok_and(|it| it.workspace_root.as_std_path() != manifest.parent().unwrap_or(manifest))
}

/// Lets `cargo wdk` run the checkout's program from the project's folder.
fn alias(project: &Path, checkout: &Path) -> anyhow::Result<PathBuf> {
    let manifest = checkout.join("Cargo.toml").display().to_string();
    let words = ["run", "--quiet", "--manifest-path", &manifest];
    let words =
        words
            .into_iter()
            .chain(["--package", "cargo-wdk", "--bin", "cargo-wdk", "--", "wdk"]);
    // Cargo merges the configurations of all folders above. One string takes the place of another;
    // a list would be joined with it. Only a list can hold a path with blanks.
    let command = if manifest.contains(char::is_whitespace) {
        let words: Vec<_> = words.map(toml_string).collect();
        format!("[{}]", words.join(", "))
    } else {
        let words: Vec<_> = words.collect();
        toml_string(&words.join(" "))
    };
    write(
        project,
        ".cargo/config.toml",
        &format!("[alias]\nwdk = {command}\n"),
    )
}

/// A random (version 4) GUID.
fn random_guid() -> String {
    let random = || RandomState::new().build_hasher().finish();
    let (high, low) = (random(), random());
    let high = (high & !0xF000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_of_version_four() {
        let guid = random_guid();
        assert_eq!(guid.len(), 36);
        assert_eq!(&guid[14..15], "4");
        assert!("89AB".contains(&guid[19..20]), "{guid}");
        assert_ne!(guid, random_guid());
    }

    #[test]
    fn names_are_those_that_all_sides_take() {
        for good in ["my_driver", "lamp-2", "com", "com10", "matches"] {
            check_name(good).unwrap();
        }
        for bad in [
            "",
            "2lamps",
            "a b",
            "wdk",
            "a_name_of_more_than_thirty_one_characters",
            "ä",
            "match",
            "gen",
            "con",
            "COM1",
        ] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }
}
