//! Two runs of one seed, in two processes, say the same: report, JSON and trace, byte for byte.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wdk_build::{CpuArchitecture, test_image};

use crate::support::{can_build, wdk, workspace};

/// The samples that are run, and the INX of each. With `WDK_EVERY_SCENARIO` all that install a
/// driver which runs alone are; building them takes a minute.
const SAMPLES: [&str; 7] = [
    "toaster",
    "sioctl",
    "echo",
    "netwire",
    "storefile",
    "portblock",
    "raw-echo",
];
/// The choices of a run that depend on a seed, and memory that is mapped block by block.
const SEEDED: [&str; 5] = ["--seed", "7", "--processors", "2", "--special-pool"];
/// Those that are always run.
const ALWAYS: usize = 2;

/// What is written of a run, without the time that it took here.
struct Written {
    text: String,
    json: String,
    trace: Vec<u8>,
    page: Vec<u8>,
}

/// The image and the INF of a sample in `folder`, and its scenario beside them.
fn prepare(sample: &str, folder: &Path) -> PathBuf {
    let source = workspace().join("driver").join(sample);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let image = test_image::build(&source, sample, target).expect("the driver builds");
    let name = sample.replace('-', "_");
    let path = folder.join(&name).with_extension("sys");
    fs::copy(&image, &path).unwrap();
    fs::copy(image.with_extension("pdb"), path.with_extension("pdb")).unwrap();
    // What the INF copies beside the image.
    let others = workspace().join("inf").join(&name);
    if let Ok(files) = fs::read_dir(&others) {
        let copies = folder.join(&name);
        fs::create_dir(&copies).unwrap();
        for file in files {
            let file = file.unwrap();
            fs::copy(file.path(), copies.join(file.file_name())).unwrap();
        }
    }
    let scenario = source.join(sample).with_extension("scenario");
    if scenario.exists() {
        fs::copy(scenario, path.with_extension("scenario")).unwrap();
    }
    wdk(folder)
        .args(["inf", "stamp"])
        .arg(workspace().join("inf").join(&name).with_extension("inx"))
        .arg("-o")
        .arg(path.with_extension("inf"))
        .args([
            "-d",
            "01/02/2026",
            "-v",
            "1.0.0.0",
            "-a",
            "amd64",
            "-k",
            "1.31",
            "-D",
            "FLOOR=19041",
        ])
        .assert()
        .success();
    path
}

fn run(path: &Path, arguments: &[&str]) -> Written {
    let folder = path.parent().unwrap();
    let run = |more: &[&str]| {
        let output = wdk(folder)
            .arg("run")
            .arg(path.file_name().unwrap())
            .args(["--ignore-catalog", "-v"])
            .args(arguments)
            .args(more)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_repeated = |line: &&str| {
            !line.contains("wall_milliseconds") && !line.contains(" s of virtual time in ")
        };
        text.lines()
            .filter(is_repeated)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    Written {
        text: run(&["--timeline", "run.html"]),
        json: run(&["--format", "json", "--timeline", "run.pftrace"]),
        trace: read("run.pftrace"),
        page: read("run.html"),
    }
}

#[test]
fn two_processes_write_the_same_bytes() {
    let runs = cfg!(all(target_os = "linux", target_arch = "x86_64"));
    if !runs || !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let every = std::env::var_os("WDK_EVERY_SCENARIO").is_some();
    // Chance decides by a seed; with every scenario threads take turns as well.
    let choices: &[&[&str]] = match every {
        false => &[&SEEDED],
        true => &[&SEEDED, &[]],
    };
    let samples = if every {
        &SAMPLES[..]
    } else {
        &SAMPLES[..ALWAYS]
    };
    for sample in samples {
        let folder = tempfile::tempdir().unwrap();
        let path = prepare(sample, folder.path());
        for arguments in choices {
            let (one, other) = (run(&path, arguments), run(&path, arguments));
            assert!(one.text.contains("DriverEntry"), "{sample}: {}", one.text);
            // Nothing of the host is told.
            assert!(!one.text.contains("0x7f"), "{sample}: {}", one.text);
            assert_eq!(one.text, other.text, "{sample}: the reports differ");
            assert_eq!(one.json, other.json, "{sample}: the JSON differs");
            assert!(one.trace == other.trace, "{sample}: the traces differ");
            assert!(one.page == other.page, "{sample}: the pages differ");
        }
    }
}
