//! What an output path names stays what it is.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::{FileTypeExt as _, MetadataExt as _, symlink},
    path::Path,
    process, thread,
};

use crate::support::{certificate, inx, wdk};

/// A folder with a package that can be catalogued and signed.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let inf = "[Version]\nSignature = \"$Windows NT$\"\nDriverVer = 01/01/2026,1.0.0.0\n\
        CatalogFile = lamp.cat\n[Manufacturer]\nMe = Models,NTamd64\n\
        [Models.NTamd64]\nLamp = Lamp,root\\lamp\n[Lamp]\n";
    fs::write(at("lamp.inf"), inf).unwrap();
    certificate(&at("good.pfx"));
    folder
}

fn run(folder: &Path, command: &str) {
    let mut process = wdk(folder);
    process.args(command.split(' ')).assert().success();
}

/// The commands with an output path; what they write is not empty.
const COMMANDS: [&str; 2] = [
    "cat create lamp.inf -o out",
    "inf stamp lamp.inf -v 2.0.0.0 -d 01/01/2026 -o out",
];

#[test]
fn a_pipe_gets_the_bytes_and_stays() {
    for command in COMMANDS {
        let folder = folder();
        let pipe = folder.path().join("out");
        let made = process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|it| it.success()), "mkfifo");
        let from = pipe.clone();
        let reader = thread::spawn(move || fs::read(from).unwrap());
        run(folder.path(), command);
        let kind = fs::symlink_metadata(&pipe).unwrap().file_type();
        assert!(kind.is_fifo(), "{command}");
        // A writer that never came must not keep the reader waiting.
        drop(fs::File::options().read(true).write(true).open(&pipe));
        assert!(!reader.join().unwrap().is_empty(), "{command}");
    }
}

#[test]
fn a_link_stays_and_its_goal_is_written() {
    for command in COMMANDS {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        for goal in ["there", "not-there-yet"] {
            fs::write(at("there"), "old").unwrap();
            let _ = fs::remove_file(at("out"));
            symlink(goal, at("out")).unwrap();
            run(folder.path(), command);
            assert!(fs::symlink_metadata(at("out")).unwrap().is_symlink());
            assert!(fs::metadata(at(goal)).unwrap().len() > 3, "{command}");
        }
    }
}

#[test]
fn a_file_that_is_changed_in_place_stays_the_same_file() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    run(folder.path(), "cat create lamp.inf");
    fs::write(at("toaster.inf"), inx("toaster.inx").replace('=', " =  ")).unwrap();
    for (command, file) in [
        ("sign --certificate good.pfx", "lamp.cat"),
        ("inf fmt", "toaster.inf"),
        ("inf stamp -v 3.0.0.0", "lamp.inf"),
    ] {
        let link = format!("link-to-{file}");
        symlink(file, at(&link)).unwrap();
        let before = (
            fs::metadata(at(file)).unwrap().ino(),
            fs::read(at(file)).unwrap(),
        );
        run(folder.path(), &format!("{command} {link}"));
        let after = (
            fs::metadata(at(file)).unwrap().ino(),
            fs::read(at(file)).unwrap(),
        );
        assert!(
            fs::symlink_metadata(at(&link)).unwrap().is_symlink(),
            "{command}"
        );
        assert_eq!(before.0, after.0, "{command}");
        assert!(before.1 != after.1, "{command} changed nothing");
    }
}
