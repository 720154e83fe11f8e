//! Constants, GUIDs and enumerations.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};

use super::{aliases, docs};
use crate::abi::{
    known::Known,
    language::{Constants, Enumeration, Guid},
};

pub(super) fn constants(text: &mut String, constants: &Constants, known: &Known) -> Result<()> {
    let type_ = &constants.type_.text;
    let signed = known.primitive(type_) == Some("i32");
    for value in &constants.values {
        docs(text, "", &value.docs);
        let mut number = value.value.clone();
        if signed && hexadecimal(&number).is_some_and(|number| number > 0x7FFF_FFFF) {
            number = format!("u32::cast_signed({number})");
        }
        writeln!(text, "pub const {}: {type_} = {number};", value.name)?;
    }
    Ok(())
}

fn hexadecimal(number: &str) -> Option<u64> {
    u64::from_str_radix(&number.strip_prefix("0x")?.replace('_', ""), 16).ok()
}

pub(super) fn guids(text: &mut String, guids: &[Guid]) -> Result<()> {
    for guid in guids {
        docs(text, "", &guid.docs);
        let parts: Vec<&str> = guid.value.split('-').collect();
        let [data1, data2, data3, high, low] = parts[..] else {
            unreachable!("the lexer knows a GUID's form");
        };
        let bytes = format!("{high}{low}");
        let data4: Option<Vec<String>> = (0..8)
            .map(|byte| Some(format!("0x{}", bytes.get(byte * 2..byte * 2 + 2)?)))
            .collect();
        let data4 = data4.context("a GUID's last bytes")?.join(", ");
        writeln!(
            text,
            "pub const {}: GUID = guid(0x{data1}, 0x{data2}, 0x{data3}, [{data4}]);",
            guid.name
        )?;
    }
    Ok(())
}

/// A module of constants, since any value may come from C.
pub(super) fn enumeration(
    text: &mut String,
    lines: &[String],
    enumeration: &Enumeration,
) -> Result<()> {
    let name = &enumeration.names.name;
    docs(text, "", lines);
    writeln!(
        text,
        "pub mod {name} {{\n/// The values are of this type.\npub type Type = i32;"
    )?;
    for value in &enumeration.values {
        docs(text, "", &value.docs);
        writeln!(text, "pub const {}: Type = {};", value.name, value.value)?;
    }
    writeln!(text, "}}")?;
    aliases(
        text,
        &enumeration.names,
        &format!("{name}::Type"),
        "value of ",
    )
}
