//! `cargo xtask layout`: has a C compiler check the structures of `wdk-sys` against the DDK headers.
//!
//! Every `layout!` of the NT part states size, alignment and offsets, which rustc asserts of the Rust
//! structure. The same numbers become static assertions about the C structure here.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, process::Command};

use anyhow::{Context as _, bail};

const COMPILER: &str = "x86_64-w64-mingw32-gcc";
const HEADERS: &str = "/usr/share/mingw-w64/include/ddk";

/// Where the headers are wrong, with what decides.
const WRONG_IN_HEADERS: &[(&str, &str)] = &[(
    "_DEVICE_OBJECT",
    "wdm.h aligns it to MEMORY_ALLOCATION_ALIGNMENT, 16; `dt nt!_DEVICE_OBJECT` shows 336 bytes",
)];

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
const ARRAYS: &[&str] = &["_u_type2_Range"];

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
pub fn run() -> anyhow::Result<()> {
    if !Path::new(HEADERS).is_dir() || Command::new(COMPILER).arg("--version").output().is_err() {
        println!("skipped: install mingw-w64 (Debian: mingw-w64-x86-64-dev, gcc-mingw-w64-x86-64)");
        return Ok(());
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/wdk-sys/src");
    let mut layouts = Layouts::new();
    read_layouts(&source.join("ntdef.rs"), &mut layouts)?;
    read_folder(&source.join("wdm"), &mut layouts)?;

    let (program, assertions) = probe(&layouts);
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("layout.c");
    fs::write(&file, program)?;
    let output = Command::new(COMPILER)
        .args(["-fsyntax-only", "-w", "-fmax-errors=0", "-I", HEADERS])
        .args([
            "-D_AMD64_",
            "-D_WIN32_WINNT=0x0A00",
            "-DNTDDI_VERSION=0x0A000000",
        ])
        .arg(&file)
        .output()
        .context("the C compiler does not start")?;
    if !output.status.success() {
        bail!(
            "layouts differ from the headers:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    println!("{assertions} sizes, alignments and offsets agree with the headers");
    for (name, why) in WRONG_IN_HEADERS {
        println!("not compared: {name}: {why}");
    }
    println!(
        "not compared: {} structures that these headers do not have",
        NOT_IN_HEADERS.len()
    );
    Ok(())
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

/// The C program, and how many assertions it makes.
fn probe(layouts: &Layouts) -> (String, usize) {
    let mut program = String::from(
        "#include <ntifs.h>\n#include <ntddk.h>\n#include <wmilib.h>\n#define _WMIKM_\n#include <wmistr.h>\n#include <csq.h>\n",
    );
    let mut assertions = 0;
    for (name, layout) in layouts {
        let listed = |list: &[(&str, &str)]| list.iter().any(|(listed, _)| listed == name);
        if listed(WRONG_IN_HEADERS) || listed(NOT_IN_HEADERS) || is_part(name, layouts) {
            continue;
        }
        let c_name = C_NAMES.iter().find(|(ours, _)| ours == name).map_or_else(
            || name.trim_start_matches("tag").trim_start_matches('_'),
            |(_, c_name)| c_name,
        );
        let mut assert = |left: &str, right: usize| {
            assertions += 1;
            writeln!(program, "_Static_assert({left} == {right}, \"{left}\");")
        };
        let _ = assert(&format!("sizeof({c_name})"), layout.size);
        let _ = assert(&format!("_Alignof({c_name})"), layout.align);
        for (path, offset) in flatten(name, layout, layouts) {
            let _ = assert(&format!("__builtin_offsetof({c_name}, {path})"), offset);
        }
    }
    (program, assertions)
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
