//! Writes the Rust of a description.

mod compounds;
mod functions;
mod imports;
mod values;

use std::{collections::HashSet, fmt::Write as _};

use anyhow::Result;

use super::{
    known::Known,
    language::{Alias, AliasOf, File, Item, Kind, Names, Rename},
};

pub(crate) use imports::{Used, declared, declared_by};

/// The module of a description.
pub(super) fn module(file: &File, known: &Known) -> Result<String> {
    let mut body = String::new();
    let mut layouts = Vec::new();
    for run in file.items.chunk_by(together) {
        match &run[0].kind {
            Kind::Callback(_) => functions::callbacks(&mut body, run)?,
            Kind::Function(_) | Kind::Variable(_) => functions::imports(&mut body, run)?,
            _ => {
                for item in run {
                    declaration(&mut body, item, known)?;
                    if let Kind::Compound(compound) = &item.kind {
                        layouts.extend(compounds::layouts(compound));
                    }
                }
            }
        }
    }
    compounds::assertions(&mut body, &layouts)?;
    let docs: String = file.docs.iter().fold(String::new(), |mut text, line| {
        text += format!("//! {line}").trim_end();
        text + "\n"
    });
    let defined = declared(file);
    let body = linked(&body, &defined, known);
    let imports = Used::of(file).imports(&defined, known, &format!("{}.abi", file.path))?;
    Ok(format!("{docs}\n{imports}\n{body}"))
}

/// `text` with the paths of the names that its comments link to and that other modules declare.
fn linked(text: &str, defined: &HashSet<&str>, known: &Known) -> String {
    let mut linked = String::new();
    for line in text.lines() {
        let mut rest = line;
        if line.trim_start().starts_with("///") {
            while let Some((before, after)) = rest.split_once("[`")
                && let Some((name, after)) = after.split_once("`]")
            {
                let path = !defined.contains(name) && known.has(name) && !after.starts_with('(');
                let path = if path {
                    format!("(crate::{name})")
                } else {
                    String::new()
                };
                linked += &format!("{before}[`{name}`]{path}");
                rest = after;
            }
        }
        linked += rest;
        linked.push('\n');
    }
    linked
}

/// Whether two neighbours stand in one block.
fn together(one: &Item, other: &Item) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Callback(_), Kind::Callback(_)) => true,
        _ => match (functions::block(&one.kind), functions::block(&other.kind)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        },
    }
}

fn declaration(text: &mut String, item: &Item, known: &Known) -> Result<()> {
    text.push('\n');
    match &item.kind {
        Kind::Constants(constants) => values::constants(text, constants, known)?,
        Kind::Guids(guids) => values::guids(text, guids)?,
        Kind::Enumeration(enumeration) => values::enumeration(text, &item.docs, enumeration)?,
        Kind::Compound(compound) => compounds::compound(text, &item.docs, compound)?,
        Kind::Opaque(names) => {
            docs(text, "", &item.docs);
            writeln!(
                text,
                "#[repr(C)]\npub struct {} {{\n_opaque: [UCHAR; 0],\n}}",
                names.name
            )?;
            aliases(text, names, &names.name, "")?;
        }
        Kind::Type(type_) => {
            let name = &type_.names.name;
            if item.docs.is_empty() {
                writeln!(text, "/// {}", said_of(&type_.target.text))?;
            }
            docs(text, "", &item.docs);
            writeln!(text, "pub type {name} = {};", type_.target.text)?;
            aliases(text, &type_.names, name, "")?;
        }
        Kind::Renames(renames) => {
            for Rename { name, target } in renames {
                writeln!(text, "pub use crate::{target} as {name};")?;
            }
        }
        Kind::Callback(_) | Kind::Function(_) | Kind::Variable(_) => {
            unreachable!("stand in blocks")
        }
    }
    Ok(())
}

/// What can be said of an alias that is not documented.
fn said_of(target: &str) -> String {
    let pointee = target
        .strip_prefix("*mut ")
        .or(target.strip_prefix("*const "));
    let (prefix, name) = match pointee {
        Some(name) => ("Pointer to a", name),
        None => ("A", target),
    };
    match name.strip_suffix("::Type") {
        Some(enumeration) => format!("{prefix} value of [`{enumeration}`]."),
        None => format!("{prefix} [`{name}`]."),
    }
}

/// The aliases of a type that is spelt `type_`; `of` is what they are besides: `value of `.
fn aliases(text: &mut String, names: &Names, type_: &str, of: &str) -> Result<()> {
    let target = &names.name;
    for Alias { name, to } in &names.aliases {
        let (said, pointer) = match to {
            AliasOf::Value => ("A", ""),
            AliasOf::Pointer => ("Pointer to a", "*mut "),
            AliasOf::ConstPointer => ("Pointer to a", "*const "),
        };
        writeln!(
            text,
            "/// {said} {of}[`{target}`].\npub type {name} = {pointer}{type_};"
        )?;
    }
    Ok(())
}

/// Documentation comments.
fn docs(text: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        *text += format!("{indent}/// {line}").trim_end();
        text.push('\n');
    }
}
