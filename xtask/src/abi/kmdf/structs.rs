//! Structures and unions, with their layout asserted.

use std::{collections::HashSet, fmt::Write as _};

use anyhow::{Context, Result, ensure};

use super::{
    DESCRIPTION, Description,
    ctype::{named, rust_type},
    description::{Field, Kind, Struct, linked},
};
use crate::abi::{known::Known, rust::Used};

pub(crate) fn emit(description: &Description, known: &Known) -> Result<String> {
    let mut used = Used::default();
    used.paths.insert("layout::layout");
    let mut defined = HashSet::new();
    for item in &description.structs {
        defined.insert(item.name.as_str());
        let aliases = item.pointers.iter().chain(&item.const_pointers);
        defined.extend(aliases.map(String::as_str));
        names(&item.fields, &mut used);
    }
    let imports = used.imports(&defined, known, DESCRIPTION)?;
    let mut text = format!(
        "//! Structures of the framework's interface.\n\
        #![expect(missing_docs, reason = \"the linked pages document the members\")]\n\n{imports}"
    );
    for item in &description.structs {
        structure(&mut text, item).with_context(|| item.name.clone())?;
    }
    Ok(text)
}

/// The types of the members, and of the members of types written in place.
fn names<'a>(fields: &'a [Field], used: &mut Used<'a>) {
    for field in fields {
        used.names.extend(field.c_type.as_deref().and_then(named));
        names(&field.fields, used);
    }
}

fn structure(text: &mut String, item: &Struct) -> Result<()> {
    let name = &item.name;
    let link = linked(name, &item.header, "ns", &format!("_{name}"));
    let about = format!("{link}.");
    type_and_layout(
        text,
        name,
        &about,
        item.kind,
        &item.fields,
        0,
        item.size,
        Some(item.align),
    )?;
    writeln!(
        text,
        "/// The tag of [`{name}`].\npub type _{name} = {name};"
    )?;
    for pointer in &item.pointers {
        writeln!(
            text,
            "/// Pointer to a [`{name}`].\npub type {pointer} = *mut {name};"
        )?;
    }
    for pointer in &item.const_pointers {
        writeln!(
            text,
            "/// Pointer to a constant [`{name}`].\npub type {pointer} = *const {name};"
        )?;
    }
    Ok(())
}

/// The type, the types written in place in it, its default value and its assertions. `base` is
/// its offset in the outermost structure.
#[expect(clippy::too_many_arguments, reason = "the parts of one declaration")]
fn type_and_layout(
    text: &mut String,
    name: &str,
    about: &str,
    kind: Kind,
    fields: &[Field],
    base: usize,
    size: usize,
    align: Option<usize>,
) -> Result<()> {
    let keyword = match kind {
        Kind::Struct => "struct",
        Kind::Union => "union",
    };
    let mut members = String::new();
    let mut offsets = String::new();
    let bit_fields = fields.iter().any(|field| field.bits.is_some());
    if bit_fields {
        let first = fields[0].c_type.as_deref().context("a bit field's type")?;
        let storage = rust_type(first)?;
        writeln!(members, "pub _bits: {storage},")?;
        writeln!(offsets, "_bits: 0,")?;
    }
    let mut nested = 0;
    for field in fields.iter().filter(|field| field.bits.is_none()) {
        let c_type = match &field.c_type {
            Some(c_type) => rust_type(c_type)?,
            None => {
                nested += 1;
                nested_name(name, nested)
            }
        };
        if let Some(align) = field.align {
            ensure!(align == 8, "{}: alignment {align}", field.name);
            writeln!(
                members,
                "/// Aligns the next member.\npub _align{}: [u64; 0],",
                field.name
            )?;
        }
        writeln!(members, "pub {}: {c_type},", field.name)?;
        writeln!(offsets, "{}: {},", field.name, field.offset - base)?;
    }
    let align = align.map_or_else(String::new, |align| format!(", {align}"));
    write!(
        text,
        "\n/// {about}\n#[repr(C)]\n#[derive(Clone, Copy)]\npub {keyword} {name} {{\n{members}}}\n\
         layout!({name}: {size}{align} {{\n{offsets}}});\n"
    )?;
    if bit_fields {
        accessors(text, name, fields)?;
    }
    let written_in_place = fields.iter().filter_map(|field| Some((field, field.kind?)));
    for (number, (field, kind)) in (1..).zip(written_in_place) {
        let nested = nested_name(name, number);
        let about = format!("The member `{}` of [`{name}`].", field.name);
        type_and_layout(
            text,
            &nested,
            &about,
            kind,
            &field.fields,
            field.offset,
            field.size,
            None,
        )?;
    }
    Ok(())
}

/// What bindgen calls the `number`th type that is written in place in `outer`, a structure or such a
/// type itself. It begins with the structure's tag.
fn nested_name(outer: &str, number: usize) -> String {
    let tag = if outer.starts_with('_') { "" } else { "_" };
    format!("{tag}{outer}__bindgen_ty_{number}")
}

fn accessors(text: &mut String, name: &str, fields: &[Field]) -> Result<()> {
    writeln!(text, "impl {name} {{")?;
    for field in fields {
        let c_type = field.c_type.as_deref().context("a bit field's type")?;
        let storage = rust_type(c_type)?;
        let bits = field.bits.context("a bit field's width")?;
        let bit = field.bit.context("a bit field's place")?;
        let mask = format!("{:#x}", (1_u64 << bits) - 1);
        let (get, clear, set) = match bit {
            0 => ("self._bits".to_owned(), mask.clone(), String::new()),
            _ => (
                format!("(self._bits >> {bit})"),
                format!("({mask} << {bit})"),
                format!(" << {bit}"),
            ),
        };
        let field = &field.name;
        write!(
            text,
            "/// The bit field `{field}`, {bits} wide.\n#[must_use]\n\
             pub const fn {field}(&self) -> {storage} {{ {get} & {mask} }}\n\
             /// Sets the bit field `{field}`; higher bits of `value` are dropped.\n\
             pub const fn set_{field}(&mut self, value: {storage}) {{\n\
             self._bits = (self._bits & !{clear}) | ((value & {mask}){set});\n}}\n"
        )?;
    }
    writeln!(text, "}}")?;
    Ok(())
}
