//! A fresh project, broken in more than thirty ways: each message names the line and what to do, none
//! is long, none is a crash or a hang.

use std::{fs, path::Path, time::Duration};

use assert_cmd::Command;

/// What a person would have to scroll for.
const MOST_LINES: usize = 40;

/// One way to break a project.
struct Breakage {
    what: &'static str,
    file: &'static str,
    /// What is replaced by what in the file.
    edit: (&'static str, &'static str),
    /// `cargo wdk ...`, or `cargo test ...` when it begins so.
    command: &'static [&'static str],
    /// What the message has to name: the place, and what to do.
    told: &'static [&'static str],
}

const BUILD: &[&str] = &["build"];
const RUN: &[&str] = &["run"];

const BREAKAGES: &[Breakage] = &[
    // The INX.
    Breakage {
        what: "the section's name is not closed",
        file: "lamp.inx",
        edit: ("[Manufacturer]", "[Manufacturer"),
        command: BUILD,
        told: &["lamp.inx:19:1", "write ] after the name"],
    },
    Breakage {
        what: "no hardware id",
        file: "lamp.inx",
        edit: (r", root\lamp", ""),
        command: BUILD,
        told: &["lamp.inx:23:1", "write the id after the install section"],
    },
    Breakage {
        what: "the section that CopyFiles names is missing",
        file: "lamp.inx",
        edit: ("[lamp_Files]", "[lamp_Fils]"),
        command: BUILD,
        told: &["lamp.inx:26:13", "did you mean [lamp_Fils]?"],
    },
    Breakage {
        what: "a string that is not there",
        file: "lamp.inx",
        edit: ("%Device%", "%Devise%"),
        command: BUILD,
        told: &["lamp.inx:23:1", "[Strings] has no Devise"],
    },
    Breakage {
        what: "the service's section is missing",
        file: "lamp.inx",
        edit: ("[lamp_Service]", "[lamp_Servce]"),
        command: BUILD,
        told: &["lamp.inx:32:46", "did you mean [lamp_Servce]?"],
    },
    Breakage {
        what: "a class that is not its GUID's",
        file: "lamp.inx",
        edit: ("{4D36E97D-E325", "{4D36E97D-E326"),
        command: BUILD,
        told: &["lamp.inx:6:"],
    },
    // The manifest.
    Breakage {
        what: "no metadata",
        file: "Cargo.toml",
        edit: (
            "[package.metadata.wdk.driver-model]\ndriver-type = \"KMDF\"\n\
             kmdf-version-major = 1\ntarget-kmdf-version-minor = 31\n",
            "",
        ),
        command: BUILD,
        told: &["Cargo.toml", "[package.metadata.wdk.driver-model]"],
    },
    Breakage {
        what: "a version of KMDF that does not exist",
        file: "Cargo.toml",
        edit: ("minor = 31", "minor = 99"),
        command: BUILD,
        told: &["1.99", "use 1.15 to 1.33"],
    },
    Breakage {
        what: "a misspelled key",
        file: "Cargo.toml",
        edit: ("driver-type", "driver-typ"),
        command: BUILD,
        told: &["of Cargo.toml", "driver-typ"],
    },
    Breakage {
        what: "a driver type that is none of ours",
        file: "Cargo.toml",
        edit: ("\"KMDF\"", "\"UMDF\""),
        command: BUILD,
        told: &["UMDF", "kernel drivers"],
    },
    // What is given to the commands.
    Breakage {
        what: "a package that is not there",
        file: "README.md",
        edit: ("# lamp", "# Lamp"),
        command: &["build", "--package", "lmap"],
        told: &["no package is called lmap", "lamp"],
    },
    Breakage {
        what: "a certificate that is not there",
        file: "README.md",
        edit: ("# lamp", "# Lamp"),
        command: &["build", "--certificate", "nothing.pfx"],
        told: &["nothing.pfx"],
    },
    Breakage {
        what: "a certificate that is none",
        file: "README.md",
        edit: ("# lamp", "# Lamp"),
        command: &["build", "--certificate", "README.md"],
        told: &["README.md"],
    },
    Breakage {
        what: "a scenario that is not there",
        file: "README.md",
        edit: ("# lamp", "# Lamp"),
        command: &["run", "--scenario", "other.scenario"],
        told: &["cannot read other.scenario"],
    },
    // The scenario.
    Breakage {
        what: "a verb that is none",
        file: "lamp.scenario",
        edit: ("surprise-remove", "surprise-remuv"),
        command: RUN,
        told: &["lamp.scenario:10:1", "surprise-remove"],
    },
    Breakage {
        what: "an expectation that does not hold",
        file: "lamp.scenario",
        edit: (
            "read 64                    => \"hello\"",
            "read 64 => \"hallo\"",
        ),
        command: RUN,
        told: &["lamp.scenario:6", "hallo", "hello"],
    },
    Breakage {
        what: "an interface that the driver does not have",
        file: "lamp.scenario",
        edit: ("open {", "open {00000000-0000-0000-0000-000000000001} # {"),
        command: RUN,
        told: &[
            "lamp.scenario:5",
            "no enabled interface of class {00000000-0000-0000-0000-000000000001}",
        ],
    },
    // The driver: what the compiler says.
    Breakage {
        what: "a request that is completed twice",
        file: "src/lib.rs",
        edit: (
            "        request.finish(copied, irql)\n    }\n\n    fn read",
            "        let done = request.finish(copied, irql);\n        request.finish(copied, irql);\n        \
             done\n    }\n\n    fn read",
        ),
        command: BUILD,
        told: &["src/lib.rs:", "use of moved value: `request`"],
    },
    Breakage {
        what: "a request that is not completed",
        file: "src/lib.rs",
        edit: (
            "        request.finish(copied, irql)\n    }\n\n    fn read",
            "        drop(copied);\n    }\n\n    fn read",
        ),
        command: BUILD,
        told: &["src/lib.rs:", "Disposed"],
    },
    Breakage {
        what: "the standard library",
        file: "src/lib.rs",
        edit: (
            "use wdk_panic as _;",
            "use std::sync::Mutex;\nuse wdk_panic as _;",
        ),
        command: BUILD,
        told: &["src/lib.rs:6:5", "std"],
    },
    Breakage {
        what: "unsafe code",
        file: "src/lib.rs",
        edit: (
            "log::info!(\"unloaded\");",
            "unsafe { core::hint::unreachable_unchecked() }",
        ),
        command: BUILD,
        told: &["src/lib.rs:", "forbid(unsafe_code)"],
    },
    Breakage {
        what: "a callback with the wrong IRQL",
        file: "src/lib.rs",
        edit: ("type Irql = UpToDispatch;", "type Irql = Passive;"),
        command: BUILD,
        told: &["src/lib.rs:", "Passive"],
    },
    Breakage {
        what: "the attribute of the handlers is missing",
        file: "src/lib.rs",
        edit: ("#[wdk::handlers]\n", ""),
        command: BUILD,
        told: &["src/lib.rs:51", "`#[wdk::handlers]`"],
    },
    Breakage {
        what: "the attribute of the context is missing",
        file: "src/lib.rs",
        edit: ("#[wdk::context]\n", ""),
        command: BUILD,
        told: &["src/lib.rs:15:1", "put `#[wdk::context]` on it"],
    },
    Breakage {
        what: "a context with a cell",
        file: "src/lib.rs",
        edit: (
            "#[wdk::context]\n",
            "/// Counts.\n#[wdk::context]\nstruct Counts {\n    reads: core::cell::Cell<u32>,\n}\n\n#[wdk::context]\n",
        ),
        command: BUILD,
        told: &["src/lib.rs:18:5", "`SpinLock<T>`"],
    },
    Breakage {
        what: "no entry point",
        file: "src/lib.rs",
        edit: ("#[wdk::driver_entry]\n", ""),
        command: BUILD,
        told: &[
            "src/lib.rs:25:4",
            "help: put `#[wdk::driver_entry]` on the function",
        ],
    },
    Breakage {
        what: "no panic handler",
        file: "src/lib.rs",
        edit: ("use wdk_panic as _;\n", ""),
        command: BUILD,
        told: &["help: add `use wdk_panic as _;` to src/lib.rs"],
    },
    Breakage {
        what: "a build script that does nothing",
        file: "build.rs",
        edit: ("wdk_build::configure_wdk_binary_build()", "Ok(())"),
        command: BUILD,
        told: &[
            "write into build.rs",
            "wdk_build::configure_wdk_binary_build()",
        ],
    },
    Breakage {
        what: "a misspelled handler",
        file: "src/lib.rs",
        edit: ("fn write(&self", "fn wriet(&self"),
        command: BUILD,
        told: &["src/lib.rs:55:5", "with a similar name: `write`"],
    },
    Breakage {
        what: "a handler that lacks a parameter",
        file: "src/lib.rs",
        edit: (
            "request: Request, length: usize, irql",
            "request: Request, irql",
        ),
        command: BUILD,
        told: &["src/lib.rs:55:14", "expected 4 parameters"],
    },
    Breakage {
        what: "a bracket that is not closed",
        file: "src/lib.rs",
        edit: ("log::info!(\"unloaded\");", "log::info!(\"unloaded\")}"),
        command: BUILD,
        told: &["src/lib.rs:49:1", "unexpected closing delimiter"],
    },
    // The driver: what the machine says.
    Breakage {
        what: "an index out of range",
        file: "src/lib.rs",
        edit: (
            "last.bytes[..last.length]",
            "last.bytes[..last.length + 64]",
        ),
        command: RUN,
        told: &["RUST_PANIC", "src/lib.rs:72", "out of range"],
    },
    Breakage {
        what: "a large array on the stack",
        file: "src/lib.rs",
        edit: (
            "        let copied = self.last.with(irql, |last, _| {",
            "        let large = core::hint::black_box([1; 300 * 1024]);\n        \
             let copied = self.last.with(irql, |last, _| {\n            last.bytes[0] = large[_length];",
        ),
        command: RUN,
        told: &[
            "UNEXPECTED_KERNEL_MODE_TRAP",
            "the kernel stack is full",
            "src/lib.rs:7",
        ],
    },
    Breakage {
        what: "an endless loop",
        file: "src/lib.rs",
        edit: (
            "        let copied = self.last.with(irql, |last, _| {",
            "        while core::hint::black_box(_length) != usize::MAX {}\n        \
             let copied = self.last.with(irql, |last, _| {",
        ),
        command: &["run", "--callback-limit", "1"],
        told: &["EvtIoRead of lamp does not return", "src/lib.rs:71"],
    },
    Breakage {
        what: "a device without an interface",
        file: "src/lib.rs",
        edit: (
            "    device.create_interface(&INTERFACE, None, irql)\n",
            "    let _ = device;\n    Ok(())\n",
        ),
        command: RUN,
        told: &["lamp.scenario:5", "no enabled interface of class"],
    },
    Breakage {
        what: "a device that the driver refuses",
        file: "src/lib.rs",
        edit: (
            "    device.create_interface(&INTERFACE, None, irql)\n",
            "    device.create_interface(&INTERFACE, None, irql)?;\n    Err(Error::NO_SUCH_DEVICE)\n",
        ),
        command: RUN,
        told: &["load: STATUS_NO_SUCH_DEVICE", "EvtDriverDeviceAdd"],
    },
];

/// A project that is edited in place.
struct Project(tempfile::TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        let mut new = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"));
        new.args(["wdk", "new", "lamp", "--source"])
            .arg(workspace());
        new.current_dir(project.0.path()).assert().success();
        // The versions that were fetched for this checkout, so that no registry is asked.
        let lock = project.folder().join("Cargo.lock");
        fs::copy(workspace().join("Cargo.lock"), lock).unwrap();
        project
    }

    fn folder(&self) -> std::path::PathBuf {
        self.0.path().join("lamp")
    }

    /// Calls `cargo wdk`; what it printed, and its exit code.
    fn call(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"));
        command
            .arg("wdk")
            .args(arguments)
            .current_dir(self.folder());
        // One folder for all runs, so that only the driver is compiled.
        command.env("CARGO_TARGET_DIR", workspace().join("target/new-projects"));
        for name in ["SOURCE_DATE_EPOCH", "STAMPINF_DATE", "STAMPINF_VERSION"] {
            command.env_remove(name);
        }
        command.timeout(Duration::from_secs(300));
        let output = command.output().unwrap();
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        (text, output.status.code())
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
}

#[test]
fn every_message_names_the_line_and_what_to_do() {
    if let Err(missing) = wdk_build::Toolchain::find(wdk_build::CpuArchitecture::Amd64) {
        eprintln!("skipped: {missing}");
        return;
    }
    assert!(BREAKAGES.len() >= 20);
    let project = Project::new();
    let (text, code) = project.call(RUN);
    assert_eq!(code, Some(0), "the project is whole: {text}");
    let mut wrong = Vec::new();
    for it in BREAKAGES {
        let path = project.folder().join(it.file);
        let whole = fs::read_to_string(&path).unwrap();
        let broken = whole.replacen(it.edit.0, it.edit.1, 1);
        assert_ne!(broken, whole, "{}: {:?} is not there", it.what, it.edit.0);
        fs::write(&path, broken).unwrap();
        let (text, code) = project.call(it.command);
        fs::write(&path, whole).unwrap();
        for problem in problems(it, &text, code) {
            wrong.push(format!("{}: {problem}\n{text}", it.what));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Whether a line says what happened on the machine, after the virtual time, or what Cargo compiles.
fn is_record(line: &str) -> bool {
    let time = line.trim_start().split(' ').next().unwrap_or_default();
    line.starts_with("   Compiling") || (time.contains('.') && time.parse::<f64>().is_ok())
}

/// What is wrong with the message of a breakage.
fn problems(it: &Breakage, text: &str, code: Option<i32>) -> Vec<String> {
    let mut problems = Vec::new();
    // None is a hang that was ended or a crash, 101 a panic of the tool.
    if code != Some(1) {
        problems.push(format!("the exit code is {code:?}"));
    }
    let lines = text.lines().filter(|it| !is_record(it)).count();
    if lines > MOST_LINES {
        problems.push(format!("{lines} lines"));
    }
    let missing = it.told.iter().filter(|part| !text.contains(**part));
    problems.extend(missing.map(|it| format!("it does not say {it:?}")));
    problems
}
