//! Functions and variables of kernel modules, and callbacks.

use std::fmt::Write as _;

use anyhow::Result;

use super::docs;
use crate::abi::language::{Callback, Function, Irql, Item, Kind, Signature, TypeText, WINDOWS};

/// What tells one block of imports from another: module, variadic, host only, object types.
pub(super) fn block(kind: &Kind) -> Option<(&str, bool, bool, bool)> {
    match kind {
        Kind::Function(f) => Some((&f.module, f.signature.variadic, f.host_only, false)),
        Kind::Variable(variable) => Some((&variable.module, false, false, is_object_type(kind))),
        _ => None,
    }
}

/// Whether it is a variable with the type of objects: C declares these as pointers to the kernel's
/// variables.
pub(super) fn is_object_type(kind: &Kind) -> bool {
    matches!(kind, Kind::Variable(variable) if variable.type_.text == "POBJECT_TYPE")
}

/// Neighbours that one block of imports has.
pub(super) fn imports(text: &mut String, run: &[Item]) -> Result<()> {
    let Some((module, variadic, host_only, object_types)) = block(&run[0].kind) else {
        return Ok(());
    };
    let name = if object_types {
        "object_type_variables"
    } else if variadic {
        "variadic_imports"
    } else {
        "imports"
    };
    let (start, end) = if host_only {
        ("host_world! {\n", "}\n")
    } else {
        ("", "")
    };
    write!(text, "\n{start}{name}! {{ {module:?};\n")?;
    for item in run {
        match &item.kind {
            Kind::Function(function) => self::function(text, &item.docs, function)?,
            Kind::Variable(variable) => {
                docs(text, "    ", &item.docs);
                if let Some(number) = &variable.since {
                    writeln!(text, "    ///\n    /// {}", since(number))?;
                }
                let type_ = &variable.type_.text;
                if is_object_type(&item.kind) {
                    writeln!(text, "    {0} = \"__imp_{0}\";", variable.name)?;
                    continue;
                }
                writeln!(text, "    pub static mut {}: {type_};", variable.name)?;
            }
            _ => {}
        }
    }
    write!(text, "}}\n{end}")?;
    Ok(())
}

fn function(text: &mut String, lines: &[String], function: &Function) -> Result<()> {
    docs(text, "    ", lines);
    let mut facts = Vec::new();
    if let Some(irql) = irql(&function.irql) {
        facts.push(format!("IRQL: {irql}."));
    }
    facts.extend(function.since.as_deref().map(since));
    if !facts.is_empty() {
        writeln!(text, "    ///\n    /// {}", facts.join(" "))?;
    }
    if let Some(page) = &function.page {
        writeln!(text, "    /// <{page}>")?;
    }
    let safe = if function.safe { "safe " } else { "" };
    let start = format!("    pub {safe}fn {}", function.name);
    signature(text, &start, &function.signature, ";")
}

/// The sentence about a Windows version's number.
fn since(number: &str) -> String {
    let found = WINDOWS.iter().find(|(listed, _)| *listed == number);
    format!("Since: {}.", found.map_or(number, |(_, name)| name))
}

fn irql(irql: &Irql) -> Option<String> {
    let (sign, level, besides) = match irql {
        Irql::Unknown => return None,
        Irql::Other(text) => return Some(text.clone()),
        Irql::Any(besides) => ("", "any", besides),
        Irql::AtMost(level, besides) => ("<= ", level.name(), besides),
        Irql::Exactly(level, besides) => ("", level.name(), besides),
        Irql::AtLeast(level, besides) => (">= ", level.name(), besides),
    };
    Some(match besides {
        Some(besides) => format!("{sign}{level}, {besides}"),
        None => format!("{sign}{level}"),
    })
}

/// Neighbours that one block of callback types has.
pub(super) fn callbacks(text: &mut String, run: &[Item]) -> Result<()> {
    writeln!(text, "\nfn_types! {{")?;
    for item in run {
        if let Kind::Callback(Callback { name, signature }) = &item.kind {
            docs(text, "    ", &item.docs);
            let start = format!("    pub type {name} = fn");
            self::signature(text, &start, signature, ";")?;
        }
    }
    writeln!(text, "}}")?;
    Ok(())
}

/// A signature, on several lines when one is too short.
fn signature(text: &mut String, start: &str, signature: &Signature, end: &str) -> Result<()> {
    let mut parameters: Vec<String> = signature
        .parameters
        .iter()
        .map(|(name, TypeText { text, .. })| format!("{name}: {text}"))
        .collect();
    if signature.variadic {
        parameters.push("...".to_owned());
    }
    let result = match &signature.result {
        Some(TypeText { text, .. }) => format!(" -> {text}"),
        None => String::new(),
    };
    let whole = format!("{start}({}){result}{end}", parameters.join(", "));
    if whole.len() <= 100 {
        writeln!(text, "{whole}")?;
        return Ok(());
    }
    let separator = if signature.variadic { "" } else { "," };
    writeln!(
        text,
        "{start}(\n        {}{separator}\n    ){result}{end}",
        parameters.join(",\n        ")
    )?;
    Ok(())
}
