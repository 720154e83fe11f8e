//! `cargo xtask coverage`: for each of the 458 table functions, what exists of it here: the raw
//! typed function, its use by the safe API, its port in the framework.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::{
    abi::{self, Description},
    format::Format,
};

const SAFE: &str = "crates/wdk/src";
const FRAMEWORK: &str = "crates/kmdf/src/table.rs";
const PARTIAL: &str = "crates/kmdf/partial.tsv";

/// Arguments of `cargo xtask coverage`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row {
    index: usize,
    name: String,
    raw: Raw,
    safe: bool,
    framework: bool,
    /// What the framework's function lacks of Microsoft's.
    missing: Option<String>,
}

/// What the raw layer has of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Raw {
    Typed,
    /// An index without a signature, since Microsoft publishes none: for class extensions.
    Private,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Report {
    raw: usize,
    /// Those of `raw` that have no public signature.
    private: usize,
    safe: usize,
    framework: usize,
    /// Those of `framework` that lack something.
    partial: usize,
    functions: Vec<Row>,
}

/// Prints the table and its sums.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = abi::workspace_root();
    let mut safe = String::new();
    read_all(&root.join(SAFE), &mut safe)?;
    let framework = fs::read_to_string(root.join(FRAMEWORK))
        .with_context(|| format!("cannot read {FRAMEWORK}"))?;
    let partial =
        fs::read_to_string(root.join(PARTIAL)).with_context(|| format!("cannot read {PARTIAL}"))?;
    let report = report(&abi::load(&root)?, &safe, &framework, &partial)?;
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&report)?),
        Format::Text => print(&report),
    }
    Ok(())
}

fn report(description: &Description, safe: &str, framework: &str, partial: &str) -> Result<Report> {
    let used = used(safe);
    let ported = ported(framework);
    let missing = missing(partial)?;
    if let Some(name) = missing.keys().find(|&name| !ported.contains(name)) {
        bail!("{PARTIAL}: {name} is not a function that the framework has");
    }
    let functions: Vec<Row> = description
        .functions
        .iter()
        .map(|function| Row {
            index: function.index,
            name: function.name.clone(),
            raw: match function.private {
                true => Raw::Private,
                false => Raw::Typed,
            },
            safe: used.contains(function.name.as_str()),
            framework: ported.contains(function.name.as_str()),
            missing: missing
                .get(function.name.as_str())
                .map(|&text| text.to_owned()),
        })
        .collect();
    let count = |column: fn(&Row) -> bool| functions.iter().filter(|&row| column(row)).count();
    Ok(Report {
        raw: functions.len(),
        private: count(|row| row.raw == Raw::Private),
        safe: count(|row| row.safe),
        framework: count(|row| row.framework),
        partial: count(|row| row.missing.is_some()),
        functions,
    })
}

fn print(report: &Report) {
    let mark = |there: bool| if there { "x" } else { "." };
    println!("slot  raw safe framework  function");
    for row in &report.functions {
        println!(
            "{:>4}   {}   {}       {}      {}",
            row.index,
            match row.raw {
                Raw::Typed => "x",
                Raw::Private => "p",
            },
            mark(row.safe),
            match &row.missing {
                Some(_) => "~",
                None => mark(row.framework),
            },
            row.name
        );
    }
    println!("\n~ lacks something of Microsoft's function:");
    for row in &report.functions {
        if let Some(missing) = &row.missing {
            println!("      {}: {missing}", row.name);
        }
    }
    println!(
        "of {}: raw {} ({} marked p are private to class extensions: an index without a signature), \
         safe {}, framework {} ({} in part)",
        report.functions.len(),
        report.raw,
        report.private,
        report.safe,
        report.framework,
        report.partial
    );
}

/// The table functions that the safe API names in code: as a path, or in a list of imports.
fn used(source: &str) -> HashSet<&str> {
    source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|code| code.split(|c: char| !(c.is_alphanumeric() || c == '_')))
        .filter(|word| word.starts_with("Wdf"))
        .collect()
}

/// The rows of the framework's table that do not end with `unported`.
fn ported(table: &str) -> HashSet<&str> {
    table
        .lines()
        .filter_map(|line| {
            let (row, module) = line.trim().strip_suffix(';')?.split_once(" = ")?;
            let (name, pointer) = row.split_once(' ')?;
            (pointer.starts_with("PFN_WDF") && module != "unported").then_some(name)
        })
        .collect()
}

/// Which functions lack what.
fn missing(table: &str) -> Result<HashMap<&str, &str>> {
    let mut missing = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, text)) = line.split_once('\t') else {
            bail!("{PARTIAL}: a line is a function, a tabulator and what is missing, not {line:?}");
        };
        if missing.insert(name, text).is_some() {
            bail!("{PARTIAL}: {name} stands there twice");
        }
    }
    Ok(missing)
}

fn read_all(folder: &Path, text: &mut String) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            read_all(&path, text)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path)?);
            text.push('\n');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_its_own_source() {
        let description = abi::load(&abi::workspace_root()).unwrap();
        let safe =
            "unsafe { wdf::WdfDriverCreate(a) }; // WdfDeviceCreate(\n/// WdfIoQueueCreate\n";
        let framework = "    WdfDeviceCreate PFN_WDFDEVICECREATE = device;\n    \
                         WdfDriverCreate PFN_WDFDRIVERCREATE = unported;\n";
        let partial = "# A comment.\nWdfDeviceCreate\thalf of it\n";
        let report = report(&description, safe, framework, partial).unwrap();
        assert_eq!((report.raw, report.private), (458, 13));
        assert_eq!((report.safe, report.framework, report.partial), (1, 1, 1));
        let row = |name: &str| {
            report
                .functions
                .iter()
                .find(|row| row.name == name)
                .unwrap()
        };
        assert!(row("WdfDriverCreate").safe && !row("WdfDriverCreate").framework);
        assert!(row("WdfDeviceCreate").framework && !row("WdfDeviceCreate").safe);
        assert_eq!(
            row("WdfDeviceCreate").missing.as_deref(),
            Some("half of it")
        );
        assert_eq!(row("WdfCxDeviceInitAllocate").raw, Raw::Private);
    }

    #[test]
    fn what_is_missing_is_missing_of_a_function_that_is_there() {
        let description = abi::load(&abi::workspace_root()).unwrap();
        let framework = "    WdfDriverCreate PFN_WDFDRIVERCREATE = unported;\n";
        for partial in ["WdfDriverCreate\tall of it\n", "WdfDriverCreate\n"] {
            assert!(
                report(&description, "", framework, partial).is_err(),
                "{partial}"
            );
        }
    }

    #[test]
    fn the_framework_has_a_row_for_every_slot() {
        let root = abi::workspace_root();
        let table = fs::read_to_string(root.join(FRAMEWORK)).unwrap();
        for function in abi::load(&root).unwrap().functions {
            let row = format!(" {} PFN_{} = ", function.name, function.name.to_uppercase());
            assert!(table.contains(&row), "no row{row}");
        }
    }
}
