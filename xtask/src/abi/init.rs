//! Constructors that do what the headers' plain `X_INIT` functions do.

use std::{collections::HashMap, fmt::Write as _};

use anyhow::{Context, Result};

use super::{
    Description,
    ctype::rust_type,
    description::{Field, Init, Struct},
};

/// Values of `set` that are not a number or an enumerator of the framework.
const NT_VALUES: [(&str, &str); 2] = [
    ("TRUE", "crate::TRUE"),
    (
        "PowerDeviceMaximum",
        "_DEVICE_POWER_STATE::PowerDeviceMaximum",
    ),
];

pub(crate) fn emit(description: &Description) -> Result<String> {
    let mut values: HashMap<&str, String> = NT_VALUES
        .iter()
        .map(|&(name, path)| (name, path.to_owned()))
        .collect();
    for item in &description.enums {
        for name in item.values.keys() {
            values.insert(name, format!("_{}::{name}", item.name));
        }
    }
    let mut text = "//! Structures as their `X_INIT` functions leave them.\n\n\
        use crate::{wdf::structure_size, *};\n"
        .to_owned();
    for item in description
        .structs
        .iter()
        .filter(|item| !item.init.is_empty())
    {
        write!(text, "\nimpl {} {{\n", item.name)?;
        for init in &item.init {
            constructor(&mut text, item, init, &values)
                .with_context(|| format!("{}::{}", item.name, init.name))?;
        }
        writeln!(text, "}}")?;
    }
    Ok(text)
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
    if let Some(size) = item.fields.first().filter(|field| field.name == "Size") {
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
