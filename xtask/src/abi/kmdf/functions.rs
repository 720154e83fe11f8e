//! The table functions: their pointer types, and a typed wrapper for each public one.

use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write as _,
};

use anyhow::{Context, Result};

use super::{
    DESCRIPTION, Description,
    ctype::{parameters, result, signature_names},
    description::{Function, linked},
};
use crate::abi::{known::Known, rust::Used};

/// Every framework of the versions we support has the functions up to this minor version.
const OLDEST_MINOR: u32 = 15;

pub(crate) fn emit(description: &Description, known: &Known) -> Result<BTreeMap<String, String>> {
    let mut headers: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
    for function in description.functions.iter().filter(|f| !f.private) {
        headers.entry(&function.header).or_default().push(function);
    }
    let mut files = BTreeMap::from([("pfn".to_owned(), pointers(description, known)?)]);
    for (header, functions) in headers {
        let module = header.trim_end_matches(".h");
        let mut text = String::new();
        for function in functions.iter().filter(|f| !f.by_hand) {
            wrapper(&mut text, function).with_context(|| function.name.clone())?;
        }
        let pointers: Vec<String> = functions.iter().map(|f| pointer(f)).collect();
        let mut used = Used::default();
        for (function, pointer) in functions.iter().zip(&pointers).filter(|(f, _)| !f.by_hand) {
            used.names
                .extend(signature_names(&function.args, &function.ret));
            used.names.insert(pointer);
            used.paths.insert(caller(function).0);
        }
        let imports = used.imports(&HashSet::new(), known, DESCRIPTION)?;
        let text = format!("//! Functions of `{header}`.\n\n{imports}{text}");
        files.insert(format!("functions/{module}"), text);
    }
    Ok(files)
}

/// `PFN_WDFDRIVERCREATE`.
fn pointer(function: &Function) -> String {
    format!("PFN_{}", function.name.to_uppercase())
}

/// The macro of `wdf` that calls the function, and what its documentation says of older frameworks.
fn caller(function: &Function) -> (&'static str, &'static str) {
    match (function.since, function.ret.as_str()) {
        (OLDEST_MINOR, _) => ("wdf::call", ""),
        (_, "NTSTATUS") => (
            "wdf::call_newer_status",
            "///\n/// # Errors\n/// `STATUS_PROCEDURE_NOT_FOUND` on an older framework.\n",
        ),
        _ => (
            "wdf::call_newer",
            "///\n/// An older framework has no such function; calling it there stops the system.\n",
        ),
    }
}

fn pointers(description: &Description, known: &Known) -> Result<String> {
    let mut used = Used::default();
    used.paths.insert("fn_types");
    used.names.insert("PWDF_DRIVER_GLOBALS");
    for function in description.functions.iter().filter(|f| !f.private) {
        used.names
            .extend(signature_names(&function.args, &function.ret));
    }
    let imports = used.imports(&HashSet::new(), known, DESCRIPTION)?;
    let mut text = format!("//! Types of the table's functions.\n\n{imports}\nfn_types! {{\n");
    for function in &description.functions {
        let name = &function.name;
        if function.private {
            writeln!(
                text,
                "/// Slot {} of the function table, `{name}`; class extensions alone know its signature.",
                function.index
            )?;
        } else {
            writeln!(
                text,
                "/// Slot {} of the function table, [`{name}`](crate::{name}).",
                function.index
            )?;
        }
        let arguments = match parameters(&function.args)?.as_str() {
            "" => String::new(),
            arguments => format!(", {arguments}"),
        };
        let result = if function.private {
            String::new()
        } else {
            result(&function.ret)?
        };
        writeln!(
            text,
            "pub type PFN_{} = fn(DriverGlobals: PWDF_DRIVER_GLOBALS{arguments}){result};",
            name.to_uppercase(),
        )?;
    }
    writeln!(text, "}}")?;
    Ok(text)
}

fn wrapper(text: &mut String, function: &Function) -> Result<()> {
    let name = &function.name;
    let link = linked(name, &function.header, "nf", name);
    let summary = function.summary.as_deref().context("no summary")?;
    let irql = match &function.irql_max {
        Some(irql) => format!("`{irql}` or below"),
        None => "any level".to_owned(),
    };
    let when = function
        .irql_when
        .as_ref()
        .map_or_else(String::new, |case| {
            format!("; `{}` or below when `{}`", case.irql_max, case.when)
        });
    let since = match function.since {
        OLDEST_MINOR => String::new(),
        minor => format!(" Since KMDF 1.{minor}."),
    };
    let (path, without) = caller(function);
    let macro_name = path.trim_start_matches("wdf::");
    write!(
        text,
        "\n/// {summary}\n///\n/// IRQL: {irql}{when}.{since} {link}.\n{without}///\n\
         /// # Safety\n/// A framework is bound, and the arguments are what the linked page asks for.\n"
    )?;
    let result = result(&function.ret)?;
    if !result.is_empty() {
        writeln!(text, "#[must_use]")?;
    }
    if function.args.len() > 7 {
        writeln!(
            text,
            "#[expect(clippy::too_many_arguments, reason = \"as in C\")]"
        )?;
    }
    let names: Vec<&str> = function
        .args
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    write!(
        text,
        "#[inline(always)]\npub unsafe fn {name}({}){result} {{\n\
         {macro_name}!({}[{name}TableIndex]({}))\n}}\n",
        parameters(&function.args)?,
        pointer(function),
        names.join(", ")
    )?;
    Ok(())
}
