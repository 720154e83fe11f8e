//! `cargo wdk debug`, and what a debugger finds in the symbols of a driver.

mod natvis;
mod symbols;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use pelite::pe64::{Pe as _, PeFile};
use predicates::str::contains;
use wdk_build::CpuArchitecture;

use crate::support::{can_build, new_project, wdk, workspace};
use symbols::Symbols;

/// Values of the types that a debugger is to show, so that they are in the symbols.
const SHOWN: &str = "
use wdk_alloc::{KArc, KBox, KVec};

type All<'a> = (
    (Option<&'a WaitLock<u32>>, Option<&'a Timer>, Option<&'a Parked>, Option<&'a Queue>),
    (Option<&'a KBox<u32>>, Option<&'a KVec<u8>>, Option<&'a KArc<u32>>),
    (Option<&'a UnicodeString<8>>, Option<&'a UnicodeStr>, Option<&'a str>, Option<&'a [u32]>),
    (core::result::Result<&'a u32, ()>, Option<u32>),
);

#[inline(never)]
fn shown(all: All<'_>) -> bool {
    core::hint::black_box(all).3.0.is_ok()
}
";

/// A driver's project with these types, built with the profile `release`; its package.
fn build(folder: &Path) -> PathBuf {
    new_project(folder, &["lamp"]).assert().success();
    let project = folder.join("lamp");
    let edit = |name: &str, edits: &[(&str, &str)]| {
        let path = project.join(name);
        let mut text = fs::read_to_string(&path).unwrap();
        for (from, to) in edits {
            assert!(text.contains(from), "no {from} in {name}");
            text = text.replacen(from, to, 1);
        }
        fs::write(path, text).unwrap();
    };
    edit(
        "src/lib.rs",
        &[
            (
                "/// What each device has.",
                &format!("{SHOWN}\n/// What each device has."),
            ),
            (
                "    log::info!(\"unloaded\");",
                "    let nothing = ((None, None, None, None), (None, None, None));\n    \
                 let nothing = (nothing.0, nothing.1, (None, None, None, None), (Err(()), None));\n    \
                 log::info!(\"unloaded {}\", shown(core::hint::black_box(nothing)));",
            ),
        ],
    );
    let alloc = workspace().join("crates/wdk-alloc");
    let dependency = format!("[dependencies]\nwdk-alloc = {{ path = {alloc:?} }}\n");
    edit("Cargo.toml", &[("[dependencies]\n", &dependency)]);
    wdk(&project)
        .args(["build", "--no-sign"])
        .assert()
        .success();
    project.join("target/wdk/amd64/release/lamp_package")
}

/// The code of an image.
fn code(image: &Path) -> Vec<u8> {
    let bytes = fs::read(image).unwrap();
    let file = PeFile::from_bytes(&bytes).unwrap();
    let text = file.section_headers().by_name(".text").unwrap();
    file.get_section_bytes(text).unwrap().to_vec()
}

#[test]
fn windbg_gets_symbols_sources_and_what_shows_values() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let package = build(folder.path());
    let mut symbols = Symbols::open(&package.join("lamp.pdb"));

    symbols.describe_code();
    symbols.name_sources();
    for file in natvis::FILES {
        let text = fs::read(workspace().join(file)).unwrap();
        assert!(symbols.embed(&text), "{file} is not in the PDB");
    }
    natvis::check_fields(&symbols.types());

    let project = folder.path().join("lamp");
    writes_a_folder(&project, &package);
    refuses_symbols_of_another_build(&project, &package);
    debug_information_costs_no_code(&project, &package);
}

fn writes_a_folder(project: &Path, package: &Path) {
    let run = wdk(project)
        .args(["debug", "--format", "json", "--folder", r"D:\lamp"])
        .assert()
        .success();
    let report: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let path = |name: &str| PathBuf::from(report[name].as_str().unwrap());
    let folder = package.with_file_name("lamp_debug");
    assert_eq!(path("folder"), fs::canonicalize(&folder).unwrap());

    // What the image asks for is what leads to the file.
    let bytes = fs::read(package.join("lamp.sys")).unwrap();
    let image = wdk_package::Image::parse(&bytes).unwrap();
    let id = wdk_package::symbol_store::symbols_id(&image.pdb.unwrap());
    let stored = folder.join("symbols/lamp.pdb").join(id).join("lamp.pdb");
    let read = |path: &Path| fs::read(path).unwrap();
    assert_eq!(read(&stored), read(&package.join("lamp.pdb")));
    assert_eq!(read(&path("image")), bytes);
    assert_eq!(read(&folder.join("images/lamp.sys")), bytes);

    let text = |name: &str| String::from_utf8(read(&path(name))).unwrap();
    assert_eq!(text("map"), "map\nlamp.sys\nD:\\lamp\\images\\lamp.sys\n");
    let live = text("live");
    for line in [
        r".sympath+ D:\lamp\symbols",
        r".kdfiles D:\lamp\lamp.map",
        "ed nt!Kd_IHVDRIVER_Mask 0xF",
        "bu lamp!FxDriverEntry",
        r".scriptload D:\lamp\wdk.js",
    ] {
        assert!(live.lines().any(|it| it == line), "{line}: {live}");
    }
    let here = format!(".srcpath+ {}", fs::canonicalize(project).unwrap().display());
    assert!(live.contains(&here), "{here}: {live}");
    assert!(text("dump").contains("!rustpanic"));
    assert_eq!(report["commands"][0], r"$<D:\lamp\live.wds");
}

/// A debugger would only say that it finds no symbols.
fn refuses_symbols_of_another_build(project: &Path, package: &Path) {
    let other = project.join("other");
    fs::create_dir(&other).unwrap();
    for file in ["lamp.inf", "lamp.sys", "lamp.pdb"] {
        let mut bytes = fs::read(package.join(file)).unwrap();
        if file == "lamp.sys" {
            let mark = bytes.windows(4).position(|it| it == b"RSDS").unwrap();
            bytes[mark + 4] ^= 1;
        }
        fs::write(other.join(file), bytes).unwrap();
    }
    wdk(project)
        .args(["debug", "other"])
        .assert()
        .failure()
        .stderr(contains("belongs to another build"));
}

fn debug_information_costs_no_code(project: &Path, package: &Path) {
    let with = code(&package.join("lamp.sys"));
    let manifest = project.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let without = text.replace(
        "[profile.release]\ndebug = true",
        "[profile.release]\ndebug = false",
    );
    assert_ne!(
        without, text,
        "the template's release profile has debug information"
    );
    fs::write(&manifest, without).unwrap();
    wdk(project).args(["build", "--no-sign"]).assert().success();
    let without = code(&package.join("lamp.sys"));
    eprintln!(
        ".text: {} bytes with debug information, {} without",
        with.len(),
        without.len()
    );
    assert_eq!(with.len(), without.len());
}

#[test]
fn a_package_that_is_not_there_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    wdk(folder.path())
        .args(["debug", "nowhere"])
        .assert()
        .failure()
        .stderr(contains("name that of a package"));
    new_project(folder.path(), &["lamp"]).assert().success();
    wdk(&folder.path().join("lamp"))
        .arg("debug")
        .assert()
        .failure()
        .stderr(contains("run `cargo wdk build` first"));
}

/// Under node, with a debugger host that answers as WinDbg is documented to.
#[test]
fn the_extension_shows_panics_and_objects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new("node")
        .arg(folder.join("tests/cli/debug/extension.js"))
        .arg(folder.join("templates/debug/wdk.js"))
        .output();
    let Ok(run) = run else {
        eprintln!("skipped: there is no node");
        return;
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}
