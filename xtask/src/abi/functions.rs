//! The table functions: their pointer types, and a typed wrapper for each public one.

use std::{collections::BTreeMap, fmt::Write as _};

use anyhow::{Context, Result};

use super::{
    Description,
    ctype::{parameters, result},
    description::{Function, documentation},
};

/// Every framework of the versions we support has the functions up to this minor version.
const OLDEST_MINOR: u32 = 15;

pub(crate) fn emit(description: &Description) -> Result<BTreeMap<String, String>> {
    let mut headers: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
    for function in description.functions.iter().filter(|f| !f.private) {
        headers.entry(&function.header).or_default().push(function);
    }
    let mut files = BTreeMap::from([("pfn.rs".to_owned(), pointers(description)?)]);
    let mut list = "//! The typed functions, by header.\n\n".to_owned();
    for (header, functions) in headers {
        let module = header.trim_end_matches(".h");
        let mut text = String::new();
        for function in functions.iter().filter(|f| !f.by_hand) {
            wrapper(&mut text, function).with_context(|| function.name.clone())?;
        }
        let used = ["call", "call_newer", "call_newer_status"]
            .map(|name| (name, text.contains(&format!("\n{name}!("))));
        let macros: Vec<&str> = used
            .iter()
            .filter_map(|&(name, used)| used.then_some(name))
            .collect();
        let text = format!(
            "//! Functions of `{header}`.\n\nuse crate::{{wdf::{{{}}}, *}};\n{text}",
            macros.join(", ")
        );
        files.insert(format!("functions/{module}.rs"), text);
        writeln!(list, "mod {module};\npub use {module}::*;")?;
    }
    files.insert("functions.rs".to_owned(), list);
    Ok(files)
}

/// `PFN_WDFDRIVERCREATE` and its like.
fn pointers(description: &Description) -> Result<String> {
    let mut text = "//! Types of the table's functions.\n\nuse crate::*;\n\n\
        crate::fn_types! {\n"
        .to_owned();
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
                "/// Slot {} of the function table, [`{name}`].",
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
    let link = documentation(&function.header, "nf", name);
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
    let (macro_name, without) = match (function.since, function.ret.as_str()) {
        (OLDEST_MINOR, _) => ("call", ""),
        (_, "NTSTATUS") => (
            "call_newer_status",
            "///\n/// # Errors\n/// `STATUS_PROCEDURE_NOT_FOUND` on an older framework.\n",
        ),
        _ => (
            "call_newer",
            "///\n/// An older framework has no such function; calling it there stops the system.\n",
        ),
    };
    write!(
        text,
        "\n/// {summary}\n///\n/// IRQL: {irql}{when}.{since} [`{name}`]({link}).\n{without}///\n\
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
         {macro_name}!(PFN_{}[{name}TableIndex]({}))\n}}\n",
        parameters(&function.args)?,
        name.to_uppercase(),
        names.join(", ")
    )?;
    Ok(())
}
