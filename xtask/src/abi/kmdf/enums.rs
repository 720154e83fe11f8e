//! Enumerations: a module of constants each, since any value may come from C.

use std::fmt::Write as _;

use super::{Description, description::linked};

pub(crate) fn emit(description: &Description) -> String {
    let mut text = "//! Enumerations of the framework's interface.\n".to_owned();
    for item in &description.enums {
        let values: Vec<(&str, i64)> = item
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_i64().unwrap_or_default()))
            .collect();
        module(&mut text, &item.name, &item.header, &values);
        for pointer in &item.pointers {
            write!(
                text,
                "/// Pointer to a [`{0}`].\npub type {pointer} = *mut {0};\n",
                item.name
            )
            .expect("writes to memory");
        }
    }
    let names: Vec<String> = description
        .functions
        .iter()
        .map(|function| format!("{}TableIndex", function.name))
        .collect();
    let mut indices: Vec<(&str, i64)> = names.iter().map(String::as_str).zip(0..).collect();
    let count = indices.len().try_into().expect("a small table");
    indices.push(("WdfFunctionTableNumEntries", count));
    module(&mut text, "WDFFUNCENUM", "wdffuncenum.h", &indices);
    text
}

fn module(text: &mut String, name: &str, header: &str, values: &[(&str, i64)]) {
    let link = linked(name, header, "ne", &format!("_{name}"));
    write!(
        text,
        "\n/// Values of {link}.\n\
         #[expect(missing_docs, reason = \"the linked page has the meanings\")]\n\
         pub mod _{name} {{\n\
         /// As wide as a C enumeration.\npub type Type = i32;\n"
    )
    .expect("writes to memory");
    for (value_name, value) in values {
        let value = match i32::try_from(*value) {
            Ok(value) => value.to_string(),
            Err(_) => format!("{value:#x}_u32 as Type"),
        };
        writeln!(text, "pub const {value_name}: Type = {value};").expect("writes to memory");
    }
    write!(text, "}}\n/// {link}.\npub type {name} = _{name}::Type;\n").expect("writes to memory");
}
