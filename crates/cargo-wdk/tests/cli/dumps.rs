//! Crash dumps: `run --dump` writes them, somebody else's reader and `analyze` read them, and two
//! processes write the same.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kdmp_parser::KernelDumpParser;
use serde_json::Value;
use tempfile::TempDir;
use wdk_build::{CpuArchitecture, test_image};
use wdk_dump::{Dump, Kind, Memory as _};

use crate::support::{can_build, wdk, workspace};

/// A folder with the image of `faulty`, its PDB and its INF.
struct Driver {
    folder: TempDir,
}

impl Driver {
    /// None where no image can be built, or mapped.
    fn build() -> Option<Self> {
        let runs = cfg!(all(target_os = "linux", target_arch = "x86_64"));
        if !runs || !can_build(CpuArchitecture::Amd64) {
            return None;
        }
        let source = workspace().join("driver/faulty");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let image = test_image::build(&source, "faulty", target).expect("the driver builds");
        let folder = tempfile::tempdir().unwrap();
        fs::copy(&image, folder.path().join("faulty.sys")).unwrap();
        let pdb = image.with_extension("pdb");
        fs::copy(pdb, folder.path().join("faulty.pdb")).unwrap();
        let inx = workspace().join("inf/faulty.inx");
        wdk(folder.path())
            .args(["inf", "stamp"])
            .arg(inx)
            .args(["-o", "faulty.inf", "-d", "01/02/2026", "-v", "1.0.0.0"])
            .args(["-a", "amd64", "-k", "1.31", "-D", "FLOOR=19041"])
            .assert()
            .success();
        Some(Self { folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the driver with one request of this control code; gives the report, without the time
    /// that it took here.
    fn run(&self, code: u32, arguments: &[&str]) -> String {
        let scenario = format!("load\nopen\nioctl {code:#x}\n");
        fs::write(self.path("fault.scenario"), scenario).unwrap();
        let output = wdk(self.folder.path())
            .args([
                "run",
                "faulty.sys",
                "--scenario",
                "fault.scenario",
                "--format",
                "json",
            ])
            .args(["--ignore-catalog", "-v"])
            .args(arguments)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().filter(|it| !it.contains("wall_milliseconds"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What `analyze` finds in a dump.
    fn analyze(&self, dump: &str) -> Value {
        let output = wdk(self.folder.path())
            .args(["analyze", dump, "--format", "json"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// `analyze` names the driver, and the line of the fault.
    fn analysis_names(&self, file: &str, code: u32, line: &str) {
        let found = self.analyze(file);
        assert_eq!(found["code"], code, "{found:#}");
        assert_eq!(found["driver"], "faulty.sys", "{found:#}");
        let functions = found["calls"].as_array().unwrap().iter();
        let mut functions = functions.flat_map(|it| it["functions"].as_array().unwrap());
        let own = functions.find(|it| it["is_drivers"] == true);
        let own = own.unwrap_or_else(|| panic!("{file}: {found:#}"));
        assert!(
            own["file"].as_str().unwrap().ends_with("faults.rs"),
            "{own}"
        );
        assert_eq!(own["line"], line_of(line), "{file}: {own}");
    }
}

/// A small dump has the bug check, the registers and the modules of the large one, and neither the
/// driver's code nor its data nor the pool.
fn is_small(small: &[u8], large: &[u8]) {
    assert!(small.len() < 0x1_0000, "{:#x}", small.len());
    let [small, large] = [small, large].map(|it| Dump::parse(it).unwrap());
    assert_eq!(small.kind, Kind::Small);
    assert_eq!((small.code, small.build), (large.code, large.build));
    assert_eq!(small.parameters, large.parameters);
    assert_eq!(small.registers, large.registers);
    assert_eq!(small.exception, large.exception);
    assert_eq!(small.modules, large.modules);
    let rsp = small.registers.rsp();
    assert_eq!(small.bytes(rsp, 64), large.bytes(rsp, 64));
    assert!(small.bytes(rsp, 64).is_some());
    let code = small.registers.rip;
    assert!(large.bytes(code, 4).is_some());
    assert_eq!(small.bytes(code, 4), None);
}

/// A driver's own callback has put it there: it is in the driver's data.
fn the_message_of_a_panic_is_in_a_small_dump(driver: &Driver) {
    let bytes = fs::read(driver.path("panic.small.dmp")).unwrap();
    let dump = Dump::parse(&bytes).unwrap();
    let message = dump.text(dump.parameters[0], 512).unwrap();
    assert!(
        message.contains("the len is 4 but the index is 5"),
        "{message}"
    );
    let found = driver.analyze("panic.small.dmp");
    assert_eq!(found["message"], message.trim_end());
}

/// The number of the source line that has `text`.
fn line_of(text: &str) -> u64 {
    let source = fs::read_to_string(workspace().join("driver/faulty/src/faults.rs")).unwrap();
    let found = source.lines().position(|line| line.contains(text));
    found.expect("the driver has the line") as u64 + 1
}

/// A panic, a use of freed pool, and a violation.
const FAULTS: [(&str, u32, &[&str], u32, &str); 3] = [
    ("panic", 0x22_2010, &[], 0x5250_4E43, "toast[slice]"),
    (
        "freed",
        0x22_2014,
        &["--special-pool"],
        0xCC,
        "memory.read_volatile()",
    ),
    (
        "twice",
        0x22_2000,
        &["--seed", "3"],
        0x10D,
        "Request::from_raw(request) }.complete",
    ),
];

#[test]
fn a_bug_check_leaves_a_dump_that_others_read_and_that_repeats() {
    let Some(driver) = Driver::build() else {
        return;
    };
    for (name, control, arguments, code, line) in FAULTS {
        let file = format!("{name}.dmp");
        let with_dump = |file: &str| {
            let mut all = arguments.to_vec();
            let timeline = format!("{name}.pftrace");
            all.extend(["--dump", file, "--timeline", &timeline]);
            let report = driver.run(control, &all);
            let trace = fs::read(driver.path(&timeline)).unwrap();
            (report, trace, fs::read(driver.path(file)).unwrap())
        };
        let first = with_dump(&file);
        let second = with_dump(&file);
        assert_eq!(first.0, second.0, "{name}: the reports differ");
        assert!(first.1 == second.1, "{name}: the traces differ");
        assert_same(name, &first.2, &second.2);
        let report: Value = serde_json::from_str(&first.0).unwrap();
        assert_eq!(report["dump"], file.as_str());

        others_read(&driver.path(&file), code);
        driver.analysis_names(&file, code, line);

        let small = format!("{name}.small.dmp");
        let mut all = arguments.to_vec();
        // The same run: a timeline has the machine record more, which leaves other values in
        // registers that no call keeps.
        let timeline = format!("{name}.pftrace");
        all.extend(["--dump", &small, "--timeline", &timeline]);
        all.extend(["--dump-kind", "triage"]);
        let write = || {
            driver.run(control, &all);
            fs::read(driver.path(&small)).unwrap()
        };
        let bytes = write();
        is_small(&bytes, &second.2);
        assert!(bytes == write(), "{name}: the small dumps differ");
        driver.analysis_names(&small, code, line);
        // Its code is in the image file alone; which PDB belongs to it is in the dump.
        let image = driver.path("faulty.sys");
        let elsewhere = driver.path("faulty.elsewhere");
        fs::rename(&image, &elsewhere).unwrap();
        let found = driver.analyze(&small);
        assert_eq!(found["driver"], "faulty.sys", "{found:#}");
        let innermost = &found["calls"][0]["functions"][0]["name"];
        assert!(innermost.is_string(), "{found:#}");
        fs::rename(elsewhere, image).unwrap();
    }
    the_message_of_a_panic_is_in_a_small_dump(&driver);
    let found = driver.analyze("panic.dmp");
    let message = found["message"].as_str().unwrap();
    assert!(
        message.contains("the len is 4 but the index is 5"),
        "{message}"
    );
    let found = driver.analyze("freed.dmp");
    let message = found["message"].as_str().unwrap();
    assert!(
        message.contains("into a freed block of 64 bytes"),
        "{message}"
    );

    another_pdb_is_refused(&driver);
    nothing_is_written_without_a_bug_check(&driver);
}

/// Two dumps are the same: header, registers, modules, the driver's image and its stack. In the
/// pool lie structures of the framework, which is native code: what is between their fields need
/// not repeat.
fn assert_same(name: &str, one: &[u8], other: &[u8]) {
    const STACK: usize = 2048;
    assert!(
        one[..0x2000] == other[..0x2000],
        "{name}: the headers differ"
    );
    assert_eq!(one.len(), other.len(), "{name}");
    let [one, other] = [one, other].map(|it| Dump::parse(it).unwrap());
    assert_eq!(one.modules, other.modules, "{name}");
    let stack = one.registers.rsp();
    let stack = (stack, STACK.min(0x1000 - stack as usize % 0x1000));
    let images = one.modules[1..].iter();
    let parts = images.map(|it| (it.base, it.size as usize)).chain([stack]);
    for (address, length) in parts {
        let found = one.bytes(address, length);
        assert!(found.is_some(), "{name}: {address:#x}");
        assert!(
            found == other.bytes(address, length),
            "{name}: {address:#x} differs"
        );
    }
}

/// The code, the parameters and the driver's module are what another reader finds.
fn others_read(file: &Path, code: u32) {
    let reader = KernelDumpParser::new(file).expect("it opens");
    let headers = reader.headers();
    assert_eq!(headers.bug_check_code, code);
    let [first, ..] = headers.bug_check_code_parameters;
    assert_ne!(first, 0);
    let modules: Vec<_> = reader.kernel_modules().collect();
    let module = modules.iter().find(|(_, name)| *name == "faulty.sys");
    let (range, _) = module.expect("the driver's module");
    // The image is there, with its header; the driver was running.
    let mut start = [0; 2];
    reader.virt_read_exact(range.start, &mut start).unwrap();
    assert_eq!(&start, b"MZ");
    assert!(range.contains(&reader.context_record().rip.into()));
    let kernels = modules
        .iter()
        .all(|(range, _)| range.start >= 0xFFFF_8000_0000_0000.into());
    assert!(kernels, "{modules:?}");
}

fn another_pdb_is_refused(driver: &Driver) {
    let pdb = driver.path("faulty.pdb");
    let mut bytes = fs::read(&pdb).unwrap();
    // The GUID of the PDB as the image has it.
    let image = fs::read(driver.path("faulty.sys")).unwrap();
    let record = image.windows(4).position(|it| it == b"RSDS").unwrap();
    let guid = &image[record + 4..record + 20];
    let at = bytes.windows(16).position(|it| it == guid).unwrap();
    bytes[at] ^= 1;
    fs::write(&pdb, bytes).unwrap();
    let found = driver.analyze("panic.dmp");
    let missing = found["missing"][0].as_str().unwrap();
    assert!(missing.contains("is of another build"), "{missing}");
    assert_eq!(found["driver"], "faulty.sys");
    fs::remove_file(&pdb).unwrap();
    let found = driver.analyze("panic.dmp");
    let missing = found["missing"][0].as_str().unwrap();
    assert!(missing.contains("was not found"), "{missing}");
}

fn nothing_is_written_without_a_bug_check(driver: &Driver) {
    let report = driver.run(0x22_2004, &["--dump", "none.dmp"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report["dump"].is_null(), "{}", report["dump"]);
    assert!(!driver.path("none.dmp").exists());
}

#[test]
fn files_that_are_no_dump_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.dmp");
    let mut header = vec![0; 0x3000];
    header[..8].copy_from_slice(b"PAGEDU64");
    for (content, says) in [
        (&b""[..], "it is no kernel crash dump"),
        (b"MDMP\x93\xA7\0\0", "the dump of a program"),
        (b"PAGEDUMP", "32-bit Windows"),
        (b"PAGEDU64", "it is cut off"),
        (&header, "machine type 0x0000"),
    ] {
        fs::write(&path, content).unwrap();
        let output = wdk(folder.path()).args(["analyze", "file.dmp"]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            text.contains("cannot analyze file.dmp") && text.contains(says),
            "{text}"
        );
    }
    let missing = wdk(folder.path())
        .args(["analyze", "no.dmp"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
}
