//! A reader that leaves, as `| head -1` does, ends the output and nothing else.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::support::workspace;

/// Runs the command, reads `lines` lines of its output, closes the pipe, and waits.
fn run(arguments: &[&str], lines: usize, folder: &Path) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"))
        .arg("wdk")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::with_capacity(1, child.stdout.take().unwrap());
    for _ in 0..lines {
        output.read_line(&mut String::new()).unwrap();
    }
    drop(output);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn ends_quietly(arguments: &[&str], code: i32) {
    for lines in [0, 1] {
        let output = run(arguments, lines, workspace());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
        assert_eq!(errors, "", "{arguments:?}");
    }
}

#[test]
fn every_command_with_much_output_ends_quietly() {
    ends_quietly(&["inf", "explain", "1322"], 0);
    ends_quietly(&["inf", "explain", "1322", "--format", "json"], 0);
    ends_quietly(&["inf", "kdfiles", "inf/toaster.inx"], 0);
    ends_quietly(&["inf", "check", "inf/toaster.inx", "inf/echo.inx"], 0);
    ends_quietly(&["inf", "check", "--format", "sarif", "inf/echo.inx"], 0);
    ends_quietly(&["inf", "fmt", "--check", "inf/echo.inx"], 0);
    ends_quietly(&["--help"], 0);
    ends_quietly(&["build", "--help"], 0);
}

#[test]
fn the_exit_code_is_that_of_the_work() {
    // What is wrong is wrong, whether somebody reads it or not.
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("x.inf");
    std::fs::write(&wrong, "[Version]\nSignature = \"$Windows NT$\"\n").unwrap();
    for format in ["text", "json", "sarif"] {
        ends_quietly(
            &["inf", "check", "--format", format, wrong.to_str().unwrap()],
            1,
        );
    }
    let output = run(&["store", "enum"], 0, folder.path());
    assert_eq!(output.status.code(), Some(0));
}

/// A full disk is not a reader that left.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"))
        .args(["wdk", "inf", "explain", "1322"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("standard output cannot be written"),
        "{errors}"
    );
}
