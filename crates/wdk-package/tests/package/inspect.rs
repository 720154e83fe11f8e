//! What is told of images: one made byte by byte, and a C driver where a compiler for Windows is there.

use std::{fs, io::ErrorKind, path::Path, process::Command};

use proptest::prelude::*;
use wdk_package::inspect::{Inspection, Signature};

use crate::image::{DRIVER, Recipe, image};

fn inspect(recipe: &Recipe) -> Inspection {
    Inspection::of(&image(recipe), None).unwrap()
}

#[test]
fn an_image_is_told_as_it_is() {
    let told = inspect(&DRIVER);
    assert_eq!(told.arch, "amd64");
    assert!(told.native && told.checksum_holds);
    assert_eq!(told.signature, Signature::None);
    assert!(told.load_config.is_none() && told.framework.is_none() && told.pdb.is_none());
    // DbgPrint is as old as Windows 2000; 64-bit Windows is not.
    assert_eq!(
        told.verdict(),
        "runs on Windows Server 2003 and later; memory integrity: yes"
    );
}

#[test]
fn memory_integrity_refuses_sections_that_are_writable_and_executable() {
    let told = inspect(&Recipe {
        section_flags: 0xE000_0020,
        ..DRIVER
    });
    assert_eq!(told.integrity[0].rule, "writable-code");
    assert!(told.verdict().ends_with("memory integrity: no"));
}

#[test]
fn another_file_is_refused_with_what_it_is() {
    let refused = |bytes: &[u8]| Inspection::of(bytes, None).unwrap_err().to_string();
    assert!(refused(b"no image").starts_with("not a 64-bit PE image"));
    let x86 = Recipe {
        machine: 0x14C,
        ..DRIVER
    };
    assert!(refused(&image(&x86)).contains("machine type 0x014c"));
    let whole = image(&DRIVER);
    for length in [0, 0x40, 0x90, 0x120, 0x210] {
        let _ = Inspection::of(&whole[..length], None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn no_image_ends_the_program(
        at in 0_usize..0x400,
        value in any::<u8>(),
        second in 0_usize..0x400,
        other in any::<u8>(),
    ) {
        let mut bytes = image(&DRIVER);
        bytes[at] = value;
        bytes[second] = other;
        let _ = Inspection::of(&bytes, None);
    }
}

const SOURCE: &str = r#"
typedef unsigned short wide;
static const wide name[] = {'K','m','d','f','L','i','b','r','a','r','y',0};
static unsigned minimum = 25;
static unsigned counts[2] = {458, 81};
static unsigned char higher;
static void *table, *sizes, *globals;
struct bind {
    unsigned size; const wide *component; unsigned major, minor, build, functions;
    void *table, *module; unsigned *minimum; void *higher; unsigned *functions2, *structures;
    void *sizes;
} WdfBindInfo = { sizeof(struct bind), name, 1, 33, 0, 458, &table, 0, &minimum, &higher,
    &counts[0], &counts[1], &sizes };
__declspec(dllimport) long WdfVersionBind(void *, void *, struct bind *, void **);
__declspec(dllimport) void *ExAllocatePool2(unsigned long long, unsigned long long, unsigned);
__attribute__((noinline)) static int inner(volatile char *p) {
    volatile char own[3000]; own[0] = p[0]; own[2999] = 1; return own[0] + own[2999];
}
__attribute__((noinline)) static int middle(volatile char *p) {
    volatile char own[1000]; own[0] = p[0]; own[999] = 2; return inner(own) + own[999];
}
long DriverEntry(void *driver, void *path) {
    volatile char own[500]; own[0] = 1;
    if (!ExAllocatePool2(64, 16, 1)) return -1;
    return WdfVersionBind(driver, path, &WdfBindInfo, &globals) + middle(own);
}
"#;

/// Runs a tool of MinGW; `false` where it is not installed.
fn tool(folder: &Path, name: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(name);
    let output = match command.args(arguments).current_dir(folder).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => return false,
        other => other.unwrap(),
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    true
}

#[test]
fn a_driver_in_c_is_told_with_its_framework_and_its_stack() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("driver.c"), SOURCE).unwrap();
    for (module, function) in [
        ("WDFLDR.SYS", "WdfVersionBind"),
        ("ntoskrnl.exe", "ExAllocatePool2"),
    ] {
        let definition = format!("LIBRARY {module}\nEXPORTS\n{function}\n");
        fs::write(here.join(format!("{module}.def")), definition).unwrap();
        let (from, to) = (format!("{module}.def"), format!("{module}.a"));
        let arguments = ["-d", &from, "-l", &to];
        if !tool(here, "x86_64-w64-mingw32-dlltool", &arguments) {
            eprintln!("skipped: there is no MinGW here (apt install gcc-mingw-w64-x86-64)");
            return;
        }
    }
    let arguments = [
        "-O1",
        "-ffreestanding",
        "-fno-stack-protector",
        "-nostdlib",
        "-Wl,--subsystem,native,-e,DriverEntry,--dynamicbase",
        "driver.c",
        "WDFLDR.SYS.a",
        "ntoskrnl.exe.a",
        "-o",
        "driver.sys",
    ];
    assert!(tool(here, "x86_64-w64-mingw32-gcc", &arguments));
    let told = Inspection::of(&fs::read(here.join("driver.sys")).unwrap(), None).unwrap();
    let framework = told.framework.as_ref().expect("a driver of the framework");
    assert_eq!((framework.target, framework.minimum), (Some(33), Some(25)));
    assert_eq!(
        (framework.functions, framework.block),
        (Some(458), Some(88))
    );
    // KMDF 1.25 came with 1803; the pool's function is newer.
    assert_eq!(told.floor.windows.build, 19041);
    assert_eq!(told.floor.needs[0].what, "ExAllocatePool2 of ntoskrnl.exe");
    let stack = told.stack.expect("x64");
    assert_eq!(stack.chain.len(), 3, "{stack:?}");
    assert!((4500..5500).contains(&stack.deepest), "{stack:?}");
    assert!(stack.indirect_calls >= 2, "{stack:?}");
    assert!(told.integrity.is_empty(), "{:?}", told.integrity);
}
