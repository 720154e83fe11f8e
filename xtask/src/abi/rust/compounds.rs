//! Structures and unions, their layouts and their bit fields.

use std::fmt::Write as _;

use anyhow::Result;

use super::{aliases, docs};
use crate::abi::language::{Body, Compound, Member, MemberType, Representation};

/// A type of a compound: itself, or one that is written in place in it.
pub(super) struct Layout<'a> {
    pub(super) name: String,
    /// The names of the members, as Rust has them.
    pub(super) members: Vec<String>,
    pub(super) body: &'a Body,
}

/// The compound and the types in it, each behind those that it consists of.
pub(super) fn layouts(compound: &Compound) -> Vec<Layout<'_>> {
    let mut found = Vec::new();
    collect(&compound.names.name, &compound.body, &mut found);
    found
}

fn collect<'a>(name: &str, body: &'a Body, found: &mut Vec<Layout<'a>>) {
    for (member, type_) in body.members.iter().zip(nested_names(name, body)) {
        if let (MemberType::Nested(body, _), Some(name)) = (&member.type_, type_) {
            collect(&name, body, found);
        }
    }
    found.push(Layout {
        name: name.to_owned(),
        members: member_names(body),
        body,
    });
}

/// The members' names; those that have none in C are called as bindgen calls them, since drivers
/// written for windows-drivers-rs do.
fn member_names(body: &Body) -> Vec<String> {
    let mut unnamed = 0;
    let name = |member: &Member| match &member.name {
        Some(name) => name.clone(),
        None => {
            unnamed += 1;
            format!("__bindgen_anon_{unnamed}")
        }
    };
    body.members.iter().map(name).collect()
}

/// The names of the types that are written in place, as bindgen calls them, too.
fn nested_names(parent: &str, body: &Body) -> Vec<Option<String>> {
    let mut nested = 0;
    let name = |member: &Member| match member.type_ {
        MemberType::Nested(..) => {
            nested += 1;
            Some(format!("{parent}__bindgen_ty_{nested}"))
        }
        MemberType::Named(_) => None,
    };
    body.members.iter().map(name).collect()
}

pub(super) fn compound(text: &mut String, lines: &[String], compound: &Compound) -> Result<()> {
    let name = &compound.names.name;
    docs(text, "", lines);
    type_(text, name, &compound.body)?;
    aliases(text, &compound.names, name, "")?;
    nested(text, name, &compound.body)
}

/// The types that are written in place in `body`.
fn nested(text: &mut String, parent: &str, body: &Body) -> Result<()> {
    for (member, name) in body.members.iter().zip(nested_names(parent, body)) {
        if let (MemberType::Nested(body, _), Some(name)) = (&member.type_, name) {
            type_(text, &name, body)?;
            nested(text, &name, body)?;
        }
    }
    Ok(())
}

fn type_(text: &mut String, name: &str, body: &Body) -> Result<()> {
    let align = body.align;
    let representation = match body.representation {
        Representation::Natural => "C".to_owned(),
        Representation::Packed => format!("C, packed({align})"),
        Representation::Aligned => format!("C, align({align})"),
    };
    let keyword = if body.union { "union" } else { "struct" };
    writeln!(
        text,
        "#[repr({representation})]\n#[derive(Clone, Copy)]\npub {keyword} {name} {{"
    )?;
    let types = nested_names(name, body);
    for ((member, member_name), nested) in body.members.iter().zip(member_names(body)).zip(types) {
        docs(text, "", &member.docs);
        let spelt = match (&member.type_, nested) {
            (MemberType::Named(type_), _) => type_.text.clone(),
            (MemberType::Nested(_, Some(length)), Some(name)) => format!("[{name}; {length}]"),
            (MemberType::Nested(..), name) => name.unwrap_or_default(),
        };
        writeln!(text, "pub {member_name}: {spelt},")?;
    }
    writeln!(text, "}}")?;
    Ok(())
}

/// The `layout!` and the `bit_fields!` of a file.
pub(super) fn assertions(text: &mut String, layouts: &[Layout<'_>]) -> Result<()> {
    if layouts.is_empty() {
        return Ok(());
    }
    writeln!(text, "\nlayout! {{")?;
    for layout in layouts {
        let members: Vec<String> = layout
            .body
            .members
            .iter()
            .zip(&layout.members)
            .map(|(member, name)| format!("{name}: {}", member.offset))
            .collect();
        let start = format!(
            "    {}: {}, {} {{",
            layout.name, layout.body.size, layout.body.align
        );
        wrapped(text, &start, &members)?;
    }
    writeln!(text, "}}")?;
    let mut bits = String::new();
    for layout in layouts {
        for (member, name) in layout.body.members.iter().zip(&layout.members) {
            let MemberType::Named(type_) = &member.type_ else {
                continue;
            };
            if member.bits.is_empty() {
                continue;
            }
            writeln!(bits, "    {}.{name}: {} {{", layout.name, type_.text)?;
            for field in &member.bits {
                writeln!(
                    bits,
                    "        {0} set_{0}: {1}, {2};",
                    field.name, field.low, field.width
                )?;
            }
            writeln!(bits, "    }}")?;
        }
    }
    if !bits.is_empty() {
        write!(text, "\nbit_fields! {{\n{bits}}}\n")?;
    }
    Ok(())
}

/// `parts` between braces, on lines that are not too long.
fn wrapped(text: &mut String, start: &str, parts: &[String]) -> Result<()> {
    let whole = format!("{start} {} }}", parts.join(", "));
    if whole.len() <= 100 {
        writeln!(text, "{whole}")?;
        return Ok(());
    }
    writeln!(text, "{start}")?;
    let mut line = String::new();
    for part in parts {
        if line.len() + part.len() > 88 {
            writeln!(text, "        {}", line.trim_end())?;
            line.clear();
        }
        line += &format!("{part}, ");
    }
    writeln!(text, "        {}\n    }}", line.trim_end())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::layouts;
    use crate::abi::language::{Kind, parse};

    #[test]
    fn what_has_no_name_is_numbered_as_bindgen_numbers_it() {
        let text = "struct _X (32, 8) {
            0 union (8, 8) { 0 struct (8, 8) { 0 A: PVOID } 0 B: PVOID }
            8 Tail: struct (8, 8) { 0 _: INTERFACE }
            16 C: PVOID
            24 union (8, 8) { 0 D: struct[2] (4, 4) { 0 E: ULONG } }
        }";
        let file = parse("x", text).unwrap();
        let Kind::Compound(compound) = &file.items[0].kind else {
            panic!("{file:?}");
        };
        let found: Vec<(String, String)> = layouts(compound)
            .into_iter()
            .map(|layout| (layout.name, layout.members.join(" ")))
            .collect();
        let expected = [
            ("_X__bindgen_ty_1__bindgen_ty_1", "A"),
            ("_X__bindgen_ty_1", "__bindgen_anon_1 B"),
            ("_X__bindgen_ty_2", "__bindgen_anon_1"),
            ("_X__bindgen_ty_3__bindgen_ty_1", "E"),
            ("_X__bindgen_ty_3", "D"),
            ("_X", "__bindgen_anon_1 Tail C __bindgen_anon_2"),
        ];
        assert_eq!(
            found,
            expected.map(|(name, members)| (name.to_owned(), members.to_owned()))
        );
    }
}
