//! Constructors that do what the headers' plain `X_INIT` functions do.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use anyhow::{Context, Result};

use super::{
    DESCRIPTION, Description,
    ctype::{named, rust_type},
    description::{Field, Init, Struct},
};
use crate::abi::{known::Known, rust::Used};

/// Values of `set` that are not a number or an enumerator of the framework.
const NT_VALUES: [(&str, &str); 2] = [
    ("TRUE", "TRUE"),
    (
        "PowerDeviceMaximum",
        "_DEVICE_POWER_STATE::PowerDeviceMaximum",
    ),
];

pub(crate) fn emit(description: &Description, known: &Known) -> Result<String> {
    let mut values: HashMap<&str, String> = NT_VALUES
        .iter()
        .map(|&(name, path)| (name, path.to_owned()))
        .collect();
    for item in &description.enums {
        for name in item.values.keys() {
            values.insert(name, format!("_{}::{name}", item.name));
        }
    }
    let items: Vec<&Struct> = description
        .structs
        .iter()
        .filter(|item| !item.init.is_empty())
        .collect();
    let mut used = Used::default();
    for item in &items {
        used.names.insert(&item.name);
        for init in &item.init {
            names(item, init, &values, &mut used)?;
        }
    }
    let imports = used.imports(&HashSet::new(), known, DESCRIPTION)?;
    let mut text = format!("//! Structures as their `X_INIT` functions leave them.\n\n{imports}");
    for item in items {
        write!(text, "\nimpl {} {{\n", item.name)?;
        for init in &item.init {
            constructor(&mut text, item, init, &values)
                .with_context(|| format!("{}::{}", item.name, init.name))?;
        }
        writeln!(text, "}}")?;
    }
    Ok(text)
}

/// What a constructor names: the types of its arguments and of what it sets, the values.
fn names<'a>(
    item: &'a Struct,
    init: &'a Init,
    values: &'a HashMap<&str, String>,
    used: &mut Used<'a>,
) -> Result<()> {
    if let Some(size) = sized(item) {
        used.names.insert("_WDFSTRUCTENUM");
        used.paths.insert("wdf::structure_size");
        if size.size != 4 {
            used.names.extend(size.c_type.as_deref().and_then(named));
        }
    }
    for argument in &init.args {
        let field = member(item, argument)?;
        used.names.extend(field.c_type.as_deref().and_then(named));
    }
    for (target, value) in &init.set {
        let field = member(item, target)?;
        let path = values.get(value.as_str());
        if value == "-1" || path.is_some() && is_flags(field) {
            used.names.extend(field.c_type.as_deref().and_then(named));
        }
        if let Some(path) = path {
            used.names.extend(path.split("::").next());
        }
    }
    Ok(())
}

/// The first member, where it is the structure's size.
fn sized(item: &Struct) -> Option<&Field> {
    item.fields.first().filter(|field| field.name == "Size")
}

fn constructor(
    text: &mut String,
    item: &Struct,
    init: &Init,
    values: &HashMap<&str, String>,
) -> Result<()> {
    let name = &item.name;
    let mut arguments = Vec::new();
    let mut members = String::new();
    if let Some(size) = sized(item) {
        let wide = format!("structure_size::<Self>(_WDFSTRUCTENUM::INDEX_{name})");
        match size.size {
            4 => writeln!(members, "Size: {wide},")?,
            _ => writeln!(members, "Size: {wide} as {},", field_type(size)?)?,
        }
    }
    for argument in &init.args {
        let field = member(item, argument)?;
        arguments.push(format!("{argument}: {}", field_type(field)?));
        writeln!(members, "{argument},")?;
    }
    for (target, value) in &init.set {
        let field = member(item, target)?;
        let value = match (value.as_str(), values.get(value.as_str())) {
            ("-1", _) => format!("{}::MAX", field_type(field)?),
            (_, Some(path)) if is_flags(field) => format!("{path} as {}", field_type(field)?),
            (_, Some(path)) => path.clone(),
            (number, None) => {
                number
                    .parse::<u32>()
                    .with_context(|| format!("unknown value {number}"))?;
                number.to_owned()
            }
        };
        writeln!(members, "{target}: {value},")?;
    }
    let rest = if init.args.len() + init.set.len() + 1 < item.fields.len() {
        "..Self::default()"
    } else {
        ""
    };
    write!(
        text,
        "/// A [`{name}`] as `{}` makes it.\n#[must_use]\npub fn {}({}) -> Self {{\n\
         Self {{\n{members}{rest}\n}}\n}}\n\n",
        c_name(name, &init.name),
        init.name,
        arguments.join(", ")
    )?;
    Ok(())
}

/// Flags are plain numbers in C's structures, and enumerators in its headers.
fn is_flags(field: &Field) -> bool {
    field.c_type.as_deref() == Some("ULONG")
}

/// `init` of `X` is `X_INIT`; the forward progress policies have the word at the end.
fn c_name(structure: &str, constructor: &str) -> String {
    let constructor = constructor.to_uppercase();
    match constructor.strip_prefix("INIT_") {
        Some(kind) if structure.ends_with("_POLICY") => format!("{structure}_{kind}_INIT"),
        _ => format!("{structure}_{constructor}"),
    }
}

fn member<'a>(item: &'a Struct, name: &str) -> Result<&'a Field> {
    item.fields
        .iter()
        .find(|field| field.name == name)
        .with_context(|| format!("has no member {name}"))
}

fn field_type(field: &Field) -> Result<String> {
    rust_type(field.c_type.as_deref().context("not of a named type")?)
}
