//! What is said of files that cannot be used: which one, why, and each thing once.

use std::{fs, path::Path};

use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support::{certificate, wdk, workspace};

/// Ways in which a file can be of no use.
const KINDS: [&str; 4] = ["missing", "folder", "loop", "garbage"];

/// Every command that reads a file; `{}` is the file. The kinds that the command takes, since its
/// other argument is to blame or nothing is wrong, are behind it.
const COMMANDS: &[(&str, &[&str])] = &[
    ("inf check {}", &[]),
    ("inf port {}", &["garbage"]),
    ("inf fmt {}", &["garbage"]),
    ("inf stamp {} -v 1.0.0.0", &["garbage"]),
    ("inf kdfiles {}", &["garbage"]),
    ("cat create {}", &[]),
    ("cat dump {}", &[]),
    ("cat verify {}", &[]),
    ("cat verify x.inf --catalog {}", &[]),
    ("cat create x.inf -o out.cat --certificate {}", &[]),
    (
        "cat create x.inf -o out.cat --certificate good.pfx --key {}",
        &["garbage"],
    ),
    ("cat create x.inf -o {}", &["missing", "garbage"]),
    ("inf stamp x.inf -v 1.0.0.0 -o {}", &["missing", "garbage"]),
    ("sign --certificate good.pfx {}", &[]),
    ("sign --certificate {} x.cat", &[]),
    // There is no project whose test certificate would sign.
    ("sign x.cat --cwd {}", &["missing", "loop", "garbage"]),
    ("build --cwd {}", &["missing", "loop", "garbage"]),
    ("clean --cwd {}", &["missing", "loop", "garbage"]),
    ("run {}.sys", &[]),
    ("run {}", &[]),
    ("run x.sys --scenario {}", &[]),
    ("compare {} x.sys --scenario x.scenario", &[]),
    ("compare x.sys x.sys --scenario {}", &[]),
    ("store add {}", &[]),
    ("inf check x.inf --cwd {}", &["folder"]),
];

/// A folder with one file of each kind, and what the commands need besides.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["folder", "folder.sys"] {
        fs::create_dir(at(name)).unwrap();
    }
    for name in ["garbage", "garbage.sys", "x.sys", "x.cat"] {
        fs::write(at(name), b"\xFE\xFF\x00 no such thing \xD8\x00").unwrap();
    }
    #[cfg(unix)]
    for name in ["loop", "loop.sys"] {
        std::os::unix::fs::symlink(name, at(name)).unwrap();
    }
    let inf = "[Version]\nSignature = \"$Windows NT$\"\nDriverVer = 01/01/2026,1.0.0.0\n\
        CatalogFile = x.cat\n[Manufacturer]\nMe = Models,NTamd64\n\
        [Models.NTamd64]\nLamp = Lamp,root\\lamp\n[Lamp]\n";
    fs::write(at("x.inf"), inf).unwrap();
    fs::write(at("x.scenario"), "load\n").unwrap();
    certificate(&at("good.pfx"));
    folder
}

/// What the command says, and whether it failed.
fn said(folder: &Path, command: &str, kind: &str, format: &str) -> (Option<i32>, String, String) {
    let command = command.replace("{}", kind);
    let mut process = wdk(folder);
    process.args(command.split(' ')).args(["--format", format]);
    let output = process.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code();
    (code, text(&output.stdout), text(&output.stderr))
}

/// Whether a part of the message is said twice.
fn repeats(message: &str) -> Option<&str> {
    let line = message.lines().next().unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    for part in line.split(": ").map(str::trim) {
        if seen.contains(&part) {
            return Some(part);
        }
        seen.push(part);
    }
    (line.matches("(os error").count() > 1).then_some("(os error")
}

#[test]
fn every_command_names_the_file_and_says_once_what_is_wrong_with_it() {
    let mut wrong = Vec::new();
    for (command, taken) in COMMANDS {
        for kind in KINDS {
            if taken.contains(&kind) || (kind == "loop" && cfg!(not(unix))) {
                continue;
            }
            // The commands change files.
            let folder = folder();
            let (code, stdout, stderr) = said(folder.path(), command, kind, "text");
            let all = format!("{stdout}{stderr}");
            let mut note = |what: &str| wrong.push(format!("{command} {kind}: {what}\n{all}"));
            if code != Some(1) {
                note(&format!("exit code {code:?}"));
            }
            if !all.contains(kind) {
                note("the file is not named");
            }
            if let Some(part) = repeats(&stderr) {
                note(&format!("{part:?} is said twice"));
            }
            if all.contains("panicked") {
                note("a panic");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn programs_get_the_same_message_as_one_object() {
    for command in ["cat dump {}", "sign --certificate {} x.cat", "run {}.sys"] {
        let folder = folder();
        let (_, _, text) = said(folder.path(), command, "missing", "text");
        let (code, stdout, stderr) = said(folder.path(), command, "missing", "json");
        assert_eq!((code, stderr.as_str()), (Some(1), ""), "{command}");
        let object: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let message = object["error"].as_str().unwrap();
        assert_eq!(text.trim_end(), format!("error: {message}"), "{command}");
    }
}

#[test]
fn the_detection_of_repeated_parts_works() {
    let twice = "error: x: No such file (os error 2): No such file (os error 2)";
    assert!(repeats(twice).is_some());
    assert_eq!(
        repeats("error: cannot read x: No such file (os error 2)"),
        None
    );
}

/// Nothing is compiled for what cannot succeed.
#[test]
fn what_can_be_checked_is_checked_before_anything_is_compiled() {
    let refused = |arguments: &[&str], variable: Option<(&str, &str)>, code: i32, words: &str| {
        let mut command = wdk(workspace());
        command.args(arguments).args(["--package", "toaster"]);
        if let Some((name, value)) = variable {
            command.env(name, value);
        }
        let assert = command.assert().code(code).stderr(contains(words));
        assert
            .stderr(contains("Compiling").not().and(contains("Finished").not()))
            .stdout(contains("Built").not());
    };
    for command in ["build", "package"] {
        refused(
            &[command, "--certificate", "nosuch.pfx"],
            None,
            1,
            "nosuch.pfx",
        );
        refused(&[command, "--certificate", "."], None, 1, "cannot sign");
        refused(&[command, "--timestamp", "nosuch"], None, 2, "http://");
        refused(
            &[command],
            Some(("STAMPINF_VERSION", "1.x")),
            1,
            "STAMPINF_VERSION",
        );
        refused(
            &[command],
            Some(("SOURCE_DATE_EPOCH", "soon")),
            1,
            "SOURCE_DATE_EPOCH",
        );
    }
}
