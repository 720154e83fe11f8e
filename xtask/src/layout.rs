//! `cargo xtask layout`: has a C compiler check the structures of `wdk-sys` against the DDK headers.
//!
//! Every `layout!` of the NT part states size, alignment and offsets, which rustc asserts of the Rust
//! structure. The same numbers become static assertions about the C structure here. The headers are
//! those of mingw-w64, which know little of the feature modules: what they lack is counted there, not
//! an error. `--wdk` compares everything with the headers of an installed WDK instead.

use std::{
    collections::BTreeMap, fmt::Write as _, fs, path::Path, path::PathBuf, process::Command,
};

use anyhow::{Context as _, bail};

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

/// Files of `wdk-sys/src` whose structures one C program can name.
struct Group {
    files: &'static [&'static str],
    /// The headers, and what must stand before them.
    prologue: &'static str,
    /// The headers of mingw-w64 must have every structure, save those listed below.
    complete: bool,
}

const GROUPS: &[Group] = &[
    Group {
        files: &["ntdef.rs", "wdm"],
        prologue: "#include <ntifs.h>\n#include <ntddk.h>\n#include <wmilib.h>\n#define _WMIKM_\n\
                   #include <wmistr.h>\n#if __has_include(<csq.h>)\n#include <csq.h>\n#endif\n",
        complete: true,
    },
    Group {
        files: &["usb"],
        prologue: "#include <ntddk.h>\n#include <usb.h>\n#include <usbdlib.h>\n#include <usbioctl.h>\n",
        complete: false,
    },
    Group {
        files: &["ndis"],
        prologue: "#define NDIS680_MINIPORT 1\n#define NDIS680 1\n#define NDIS_MINIPORT_DRIVER 1\n\
                   #define NDIS_WDM 1\n#include <ntddk.h>\n#include <ndis.h>\n",
        complete: false,
    },
    Group {
        files: &["wfp"],
        prologue: "#define NDIS680 1\n#define NDIS_WDM 1\n#include <ntifs.h>\n#include <ndis.h>\n\
                   #include <fwpsk.h>\n#include <fwpmk.h>\n",
        complete: false,
    },
    Group {
        files: &["filesystem"],
        prologue: "#include <fltKernel.h>\n",
        complete: false,
    },
    Group {
        files: &[
            "storage/request.rs",
            "storage/disk.rs",
            "storage/storport.rs",
            "storage/srb.rs",
            "storage/scsi.rs",
            "storage/ioctl.rs",
        ],
        prologue: "#include <ntddk.h>\n#include <ntddstor.h>\n#include <ntdddisk.h>\n\
                   #include <ntddscsi.h>\n#include <storport.h>\n",
        complete: false,
    },
    Group {
        files: &["storage/classpnp.rs"],
        prologue: "#include <ntddk.h>\n#include <ntddstor.h>\n#include <ntdddisk.h>\n\
                   #include <ntddcdrm.h>\n#include <classpnp.h>\n",
        complete: false,
    },
    Group {
        files: &["hid.rs", "spb.rs", "parallel_ports.rs"],
        prologue: "#include <ntddk.h>\n#include <hidport.h>\n#include <hidclass.h>\n#include <vhf.h>\n\
                   #include <spb.h>\n#include <reshub.h>\n#include <ntddpar.h>\n#include <ntddser.h>\n",
        complete: false,
    },
    Group {
        files: &["gpio.rs"],
        prologue: "#include <ntddk.h>\ntypedef void *WDFDRIVER, *WDFDEVICE, *PWDFDEVICE_INIT;\n\
                   typedef void *PWDF_OBJECT_ATTRIBUTES, *WDFCMRESLIST, *WDFFILEOBJECT, *WDFREQUEST;\n\
                   typedef int WDF_POWER_DEVICE_STATE, WDF_TRI_STATE;\n\
                   #include <gpio.h>\n#include <gpioclx.h>\n",
        complete: false,
    },
];

/// Where the headers are wrong, with what decides.
const WRONG_IN_HEADERS: &[(&str, &str)] = &[
    (
        "_DEVICE_OBJECT",
        "wdm.h aligns it to MEMORY_ALLOCATION_ALIGNMENT, 16; `dt nt!_DEVICE_OBJECT` shows 336 bytes",
    ),
    ("_DEVICE_DESCRIPTION", EARLIER_REVISION),
    ("_IO_DRIVER_CREATE_CONTEXT", EARLIER_REVISION),
    ("_KWAIT_BLOCK", EARLIER_REVISION),
    ("_PROCESSOR_RELATIONSHIP", EARLIER_REVISION),
    ("_NDIS_OFFLOAD", EARLIER_REVISION),
    ("_NDIS_OFFLOAD_PARAMETERS", EARLIER_REVISION),
    ("_NDIS_RECEIVE_SCALE_CAPABILITIES", EARLIER_REVISION),
    ("_NDIS_RECEIVE_SCALE_PARAMETERS", EARLIER_REVISION),
    ("_DRIVE_LAYOUT_INFORMATION_MBR", EARLIER_REVISION),
    ("_HW_INITIALIZATION_DATA", EARLIER_REVISION),
    ("_PORT_CONFIGURATION_INFORMATION", EARLIER_REVISION),
    ("_SCSI_WMI_REQUEST_BLOCK", EARLIER_REVISION),
    ("_CLASS_DRIVER_EXTENSION", EARLIER_REVISION),
    ("_STORAGE_MINIPORT_DESCRIPTOR", EARLIER_REVISION),
];

/// These headers end with NDIS 6.30 and Windows 7; the structure's documentation lists what it gained.
const EARLIER_REVISION: &str = "an earlier revision";

/// Where this crate and a WDK's headers differ on purpose.
const UNLIKE_WDK: &[(&str, &str)] = &[
    (
        "_IRP",
        "drivers only have pointers to IRPs, and the alignment of 16 is that of the pool",
    ),
    (
        "_DEVOBJ_EXTENSION",
        "what follows the documented fields belongs to the system",
    ),
    (
        "_DISPATCHER_HEADER",
        "the first four bytes are named as they were before bit fields",
    ),
    (
        "_DMA_OPERATIONS",
        "the functions of version 3 are _DMA_OPERATIONS_V3",
    ),
    ("_DMA_TRANSFER_INFO", "version 2 is newer than some kits"),
    (
        "_IO_STACK_LOCATION",
        "Read.Flags and Write.Flags are newer than some kits",
    ),
    ("_KAPC", "the routines are reserved fields since Windows 8"),
    (
        "_KAPC_STATE",
        "KernelApcInProgress shares its byte with bit fields since Windows 10",
    ),
    ("_KGUARDED_MUTEX", "a fast mutex since Windows 8"),
    (
        "_SCATTER_GATHER_LIST",
        "an array without length has one element here",
    ),
    ("_SLIST_HEADER", "the unions have other names"),
    (
        "tagWNODE_ALL_DATA",
        "an array without length has one element here",
    ),
    ("_DMA_OPERATIONS_V3", NEWER),
    ("_DMA_TRANSFER_INFO_V2", NEWER),
    ("_POOL_EXTENDED_PARAMETER", NEWER),
    ("_PO_FX_DEVICE_V3", NEWER),
];

const NEWER: &str = "newer than some kits, or under another name";

/// What came after these headers, with where it is documented.
const NOT_IN_HEADERS: &[(&str, &str)] = &[
    (
        "_D3COLD_SUPPORT_INTERFACE",
        "wdm/ns-wdm-_d3cold_support_interface",
    ),
    (
        "_KEY_NAME_INFORMATION",
        "ntddk/ns-ntddk-_key_name_information",
    ),
    (
        "_BDCB_IMAGE_INFORMATION",
        "ntddk/ns-ntddk-_bdcb_image_information",
    ),
    ("_DMA_ADAPTER_INFO", "wdm/ns-wdm-_dma_adapter_info"),
    ("_DMA_ADAPTER_INFO_V1", "wdm/ns-wdm-_dma_adapter_info_v1"),
    ("_DMA_OPERATIONS_V3", "wdm/ns-wdm-_dma_operations"),
    ("_DMA_TRANSFER_INFO", "wdm/ns-wdm-_dma_transfer_info"),
    ("_DMA_TRANSFER_INFO_V1", "wdm/ns-wdm-_dma_transfer_info_v1"),
    ("_DMA_TRANSFER_INFO_V2", "wdm/ns-wdm-_dma_transfer_info_v2"),
    (
        "_POOL_EXTENDED_PARAMETER",
        "wdm/ns-wdm-_pool_extended_parameter",
    ),
    (
        "_PO_FX_COMPONENT_IDLE_STATE",
        "wdm/ns-wdm-_po_fx_component_idle_state",
    ),
    ("_PO_FX_COMPONENT_V1", "wdm/ns-wdm-_po_fx_component_v1"),
    ("_PO_FX_COMPONENT_V2", "wdm/ns-wdm-_po_fx_component_v2"),
    ("_PO_FX_DEVICE_V1", "wdm/ns-wdm-_po_fx_device_v1"),
    ("_PO_FX_DEVICE_V3", "wdm/ns-wdm-_po_fx_device_v3"),
];

/// Structures whose C name is not ours without the underscore.
const C_NAMES: &[(&str, &str)] = &[
    ("_EXT_SET_PARAMETERS_V0", "EXT_SET_PARAMETERS"),
    ("_PM_SUPPORT", "struct _PM_SUPPORT"),
];

/// How the names of members end that are arrays of structures without a name of their own.
const ARRAYS: &[&str] = &["_u_type2_Range", "_DescriptorList", "_AlternateMode"];

struct Layout {
    size: usize,
    align: usize,
    fields: Vec<(String, usize)>,
}

type Layouts = BTreeMap<String, Layout>;

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
    for group in GROUPS {
        wrong += &check(group, arguments)?;
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
fn check(group: &Group, arguments: &Arguments) -> anyhow::Result<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/wdk-sys/src");
    let mut layouts = Layouts::new();
    for file in group.files {
        let path = source.join(file);
        if path.is_dir() {
            read_folder(&path, &mut layouts)?;
        } else {
            read_layouts(&path, &mut layouts)?;
        }
    }

    let mingw = arguments.wdk.is_none();
    let assertions = assertions(&layouts, |name| {
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
    let files = group.files.join(", ");
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

/// The numbers of the files of a folder and of those inside.
fn read_folder(folder: &Path, layouts: &mut Layouts) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(&path, layouts)?;
        } else {
            read_layouts(&path, layouts)?;
        }
    }
    Ok(())
}

/// The numbers of every `layout! { .. }` of a file.
fn read_layouts(file: &Path, layouts: &mut Layouts) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    for block in text.split("\nlayout! {\n").skip(1) {
        let block = block.split("\n}").next().unwrap_or_default();
        for item in block
            .split('}')
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            let (name, layout) =
                parse(item).with_context(|| format!("{}: not a layout: {item}", file.display()))?;
            layouts.insert(name, layout);
        }
    }
    Ok(())
}

/// `NAME: size, align { Field: offset, ..`
fn parse(item: &str) -> Option<(String, Layout)> {
    let (head, fields) = item.split_once('{')?;
    let (name, numbers) = head.split_once(':')?;
    let (size, align) = numbers.split_once(',')?;
    let fields = fields
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .map(|field| {
            let (name, offset) = field.split_once(':')?;
            let name = name.trim().trim_start_matches("r#");
            Some((name.to_owned(), offset.trim().parse().ok()?))
        })
        .collect::<Option<_>>()?;
    let layout = Layout {
        size: size.trim().parse().ok()?,
        align: align.trim().parse().ok()?,
        fields,
    };
    Some((name.trim().to_owned(), layout))
}

/// The C program: one assertion a line.
fn program(prologue: &str, assertions: &[String]) -> String {
    assertions
        .iter()
        .fold(prologue.to_owned(), |program, fact| {
            format!("{program}_Static_assert({fact}, \"{fact}\");\n")
        })
}

/// What C must say of the structures.
fn assertions(layouts: &Layouts, skip: impl Fn(&str) -> bool) -> Vec<String> {
    let mut assertions = Vec::new();
    for (name, layout) in layouts {
        if skip(name) || is_part(name, layouts) {
            continue;
        }
        let c_name = c_name(name);
        assertions.push(format!("sizeof({c_name}) == {}", layout.size));
        assertions.push(format!("_Alignof({c_name}) == {}", layout.align));
        for (path, offset) in flatten(name, layout, layouts) {
            assertions.push(format!("__builtin_offsetof({c_name}, {path}) == {offset}"));
        }
    }
    assertions
}

/// The type's name in C: that of the structure without the underscores around it, or its tag where
/// no type has that name.
fn c_name(name: &str) -> String {
    if let Some((_, c_name)) = C_NAMES.iter().find(|(ours, _)| *ours == name) {
        return (*c_name).to_owned();
    }
    let trimmed = name.trim_start_matches("tag").trim_matches('_');
    let only_tag = name.starts_with("_URB_")
        || name.ends_with("__")
        || name == "_NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION"
        || (name == trimmed && name.starts_with(|first: char| first.is_ascii_lowercase()));
    if only_tag {
        format!("struct {name}")
    } else {
        trimmed.to_owned()
    }
}

/// A structure that has no C name, since it is declared inside of another.
fn is_part(name: &str, layouts: &Layouts) -> bool {
    layouts.iter().any(|(outer, layout)| {
        name.strip_prefix(outer.as_str())
            .and_then(|rest| rest.strip_prefix('_'))
            .is_some_and(|field| layout.fields.iter().any(|(name, _)| name == field))
    })
}

/// The fields of a structure and of its unnamed parts by their C paths. A member that is unnamed in
/// C is called `Anonymous` here; bit fields have no offset.
fn flatten(name: &str, layout: &Layout, layouts: &Layouts) -> Vec<(String, usize)> {
    let mut paths = Vec::new();
    for (field, offset) in &layout.fields {
        let anonymous = field.starts_with("Anonymous");
        if field.starts_with("BitFields") || field.starts_with("_padding") {
            continue;
        }
        if !anonymous {
            paths.push((field.clone(), *offset));
        }
        let part = format!("{name}_{field}");
        if let Some(inner) = layouts.get(&part) {
            for (path, inner_offset) in flatten(&part, inner, layouts) {
                let index = if ARRAYS.iter().any(|end| part.ends_with(end)) {
                    "[0]"
                } else {
                    ""
                };
                let path = if anonymous {
                    path
                } else {
                    format!("{field}{index}.{path}")
                };
                paths.push((path, offset + inner_offset));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unnamed_members_vanish_from_c_paths() {
        let mut layouts = Layouts::new();
        for item in [
            "_IRP: 208, 8 { Type: 0, Tail: 120, BitFields: 4",
            "_IRP_Tail: 88, 8 { Anonymous: 0",
            "_IRP_Tail_Anonymous: 88, 8 { Thread: 32",
        ] {
            let (name, layout) = parse(item).unwrap();
            layouts.insert(name, layout);
        }
        assert!(is_part("_IRP_Tail", &layouts) && !is_part("_IRP", &layouts));
        let paths = flatten("_IRP", &layouts["_IRP"], &layouts);
        let expected = [("Type", 0), ("Tail", 120), ("Tail.Thread", 152)];
        assert_eq!(
            paths,
            expected.map(|(path, offset)| (path.to_owned(), offset))
        );
    }
}
