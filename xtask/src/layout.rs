//! `cargo xtask layout`: has a C compiler check the structures of `wdk-sys` against the DDK headers.
//!
//! Every description of the NT part states size, alignment and offsets, which rustc asserts of the Rust
//! structure. The same numbers become static assertions about the C structure here. The headers are
//! those of mingw-w64, which know little of the feature modules: what they lack is counted there, not
//! an error. `--wdk` compares everything with the headers of an installed WDK instead.

mod assertions;
mod exceptions;

use std::{
    collections::BTreeMap, fmt::Write as _, fs, path::Path, path::PathBuf, process::Command,
};

use anyhow::{Context as _, bail};

use crate::abi::{self, File};
use exceptions::{NOT_IN_HEADERS, UNLIKE_WDK, WRONG_IN_HEADERS};

const COMPILER: &str = "x86_64-w64-mingw32-gcc";
const HEADERS: &str = "/usr/share/mingw-w64/include/ddk";

/// Arguments of `cargo xtask layout`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Compare with the headers of a WDK: its `Include/10.0.xxxxx.0` folder.
    #[arg(long)]
    wdk: Option<PathBuf>,
    /// What compiles against the WDK's headers: clang.
    #[arg(long, default_value = "clang")]
    compiler: String,
}

/// Descriptions whose structures one C program can name.
struct Group {
    /// Paths below `abi`, without the extension; a folder stands for all in it.
    descriptions: &'static [&'static str],
    /// The headers, and what must stand before them.
    prologue: &'static str,
    /// The headers of mingw-w64 must have every structure, save those listed below.
    complete: bool,
}

const GROUPS: &[Group] = &[
    Group {
        descriptions: &["ntdef", "wdm"],
        prologue: "#include <ntifs.h>\n#include <ntddk.h>\n#include <wmilib.h>\n#define _WMIKM_\n\
                   #include <wmistr.h>\n#if __has_include(<csq.h>)\n#include <csq.h>\n#endif\n",
        complete: true,
    },
    Group {
        descriptions: &["usb"],
        prologue: "#include <ntddk.h>\n#include <usb.h>\n#include <usbdlib.h>\n#include <usbioctl.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["ndis"],
        prologue: "#define NDIS680_MINIPORT 1\n#define NDIS680 1\n#define NDIS_MINIPORT_DRIVER 1\n\
                   #define NDIS_WDM 1\n#include <ntddk.h>\n#include <ndis.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["wfp"],
        prologue: "#define NDIS680 1\n#define NDIS_WDM 1\n#include <ntifs.h>\n#include <ndis.h>\n\
                   #include <fwpsk.h>\n#include <fwpmk.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["filesystem"],
        prologue: "#include <fltKernel.h>\n",
        complete: false,
    },
    Group {
        descriptions: &[
            "storage/request",
            "storage/disk",
            "storage/storport",
            "storage/srb",
            "storage/scsi",
            "storage/ioctl",
        ],
        prologue: "#include <ntddk.h>\n#include <ntddstor.h>\n#include <ntdddisk.h>\n\
                   #include <ntddscsi.h>\n#include <storport.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["storage/classpnp"],
        prologue: "#include <ntddk.h>\n#include <ntddstor.h>\n#include <ntdddisk.h>\n\
                   #include <ntddcdrm.h>\n#include <classpnp.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["hid", "spb", "parallel_ports"],
        prologue: "#include <ntddk.h>\n#include <hidport.h>\n#include <hidclass.h>\n#include <vhf.h>\n\
                   #include <spb.h>\n#include <reshub.h>\n#include <ntddpar.h>\n#include <ntddser.h>\n",
        complete: false,
    },
    Group {
        descriptions: &["gpio"],
        prologue: "#include <ntddk.h>\ntypedef void *WDFDRIVER, *WDFDEVICE, *PWDFDEVICE_INIT;\n\
                   typedef void *PWDF_OBJECT_ATTRIBUTES, *WDFCMRESLIST, *WDFFILEOBJECT, *WDFREQUEST;\n\
                   typedef int WDF_POWER_DEVICE_STATE, WDF_TRI_STATE;\n\
                   #include <gpio.h>\n#include <gpioclx.h>\n",
        complete: false,
    },
];

impl Group {
    fn has(&self, description: &str) -> bool {
        self.descriptions.iter().any(|listed| {
            description
                .strip_prefix(listed)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Checks the layouts, or says that the headers are not installed.
///
/// # Errors
///
/// The compiler's messages, when a number differs from the headers'.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let installed = Command::new(COMPILER).arg("--version").output().is_ok();
    if arguments.wdk.is_none() && !(installed && Path::new(HEADERS).is_dir()) {
        println!("skipped: install mingw-w64 (Debian: mingw-w64-x86-64-dev, gcc-mingw-w64-x86-64)");
        return Ok(());
    }
    let mut wrong = String::new();
    let descriptions = abi::descriptions(&abi::workspace_root())?;
    for group in GROUPS {
        wrong += &check(group, &descriptions, arguments)?;
    }
    let unbelieved = arguments
        .wdk
        .as_ref()
        .map_or(WRONG_IN_HEADERS, |_| UNLIKE_WDK);
    for (name, why) in unbelieved {
        println!("not compared: {name}: {why}");
    }
    if !wrong.is_empty() {
        bail!("layouts differ from the headers:\n{wrong}");
    }
    Ok(())
}

/// Checks the structures of a group, and gives what differs.
fn check(group: &Group, descriptions: &[File], arguments: &Arguments) -> anyhow::Result<String> {
    let compounds = descriptions
        .iter()
        .filter(|file| group.has(&file.path))
        .flat_map(abi::compounds);
    let mingw = arguments.wdk.is_none();
    let assertions = assertions::of(compounds, |name| {
        let listed = |list: &[(&str, &str)]| list.iter().any(|(listed, _)| *listed == name);
        if mingw {
            listed(WRONG_IN_HEADERS) || listed(NOT_IN_HEADERS)
        } else {
            listed(UNLIKE_WDK)
        }
    });
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("layout.c");
    fs::write(&file, program(group.prologue, &assertions))?;
    let first = group.prologue.lines().count() + 1;
    let errors = match &arguments.wdk {
        Some(wdk) => errors(wdk_compiler(&arguments.compiler, wdk), &file)?,
        None => errors(mingw_compiler(), &file)?,
    };

    let strict = group.complete || !mingw;
    let files = group.descriptions.join(", ");
    if let Some(fatal) = errors.values().find(|error| error.contains("fatal error")) {
        println!("{files}: not compared: {fatal}");
        return Ok(if strict {
            format!("{fatal}\n")
        } else {
            String::new()
        });
    }
    let (mut absent, mut unknown) = (0, false);
    let mut wrong = String::new();
    for (at, assertion) in assertions.iter().enumerate() {
        let error = errors.get(&(first + at));
        let differs = error.is_some_and(|error| error.contains("static assertion failed"));
        if assertion.starts_with("sizeof") {
            unknown = error.is_some() && !differs;
        }
        match error {
            None => {}
            Some(_) if !strict && (unknown || !differs) => absent += 1,
            Some(error) => writeln!(wrong, "{assertion}: {error}")?,
        }
    }
    let agree = assertions.len() - absent - wrong.lines().count();
    println!("{files}: {agree} numbers agree with the headers, {absent} are not in them");
    Ok(wrong)
}

fn mingw_compiler() -> Command {
    let mut command = Command::new(COMPILER);
    command
        .args(["-fsyntax-only", "-w", "-fmax-errors=0", "-I", HEADERS])
        .args([
            "-D_AMD64_",
            "-D_WIN32_WINNT=0x0A00",
            "-DNTDDI_VERSION=0x0A000000",
        ]);
    command
}

fn wdk_compiler(compiler: &str, include: &Path) -> Command {
    let mut command = Command::new(compiler);
    command
        .args([
            "-target",
            "x86_64-pc-windows-msvc",
            "-fsyntax-only",
            "-w",
            "-ferror-limit=0",
        ])
        .args([
            "-fms-extensions",
            "-fms-compatibility",
            "-fno-caret-diagnostics",
        ])
        .args([
            "-D_AMD64_",
            "-DAMD64",
            "-D_WIN64",
            "-D_KERNEL_MODE=1",
            "-D_WIN32_WINNT=0x0A00",
        ]);
    for folder in ["km", "shared", "km/crt"] {
        command.arg("-isystem").arg(include.join(folder));
    }
    command
}

/// The first error of each line of the program; those elsewhere are of line 0.
fn errors(mut compiler: Command, file: &Path) -> anyhow::Result<BTreeMap<usize, String>> {
    let output = compiler
        .arg(file)
        .output()
        .with_context(|| format!("{:?} does not start", compiler.get_program()))?;
    let mut errors = BTreeMap::<usize, String>::new();
    let path = file.display().to_string();
    for message in String::from_utf8_lossy(&output.stderr).lines() {
        let Some((place, _)) = message.split_once("error: ") else {
            continue;
        };
        let line = place
            .strip_prefix(path.as_str())
            .and_then(|place| place.split(':').nth(1))
            .and_then(|line| line.parse().ok());
        errors
            .entry(line.unwrap_or(0))
            .or_insert_with(|| message.to_owned());
    }
    if errors.is_empty() && !output.status.success() {
        bail!(
            "the compiler failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(errors)
}

/// The C program: one assertion a line.
fn program(prologue: &str, assertions: &[String]) -> String {
    assertions
        .iter()
        .fold(prologue.to_owned(), |program, fact| {
            format!("{program}_Static_assert({fact}, \"{fact}\");\n")
        })
}
