//! What C must say of the structures.

use crate::abi::{AliasOf, Body, Compound, MemberType};

/// An assertion for the size, the alignment and each member of each structure that is not skipped.
pub(super) fn of<'a>(
    compounds: impl Iterator<Item = &'a Compound>,
    skip: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut assertions = Vec::new();
    for compound in compounds.filter(|compound| !skip(&compound.names.name)) {
        let c_name = c_name(compound);
        let body = &compound.body;
        assertions.push(format!("sizeof({c_name}) == {}", body.size));
        assertions.push(format!("_Alignof({c_name}) == {}", body.align));
        for (path, offset) in flatten(body) {
            assertions.push(format!("__builtin_offsetof({c_name}, {path}) == {offset}"));
        }
    }
    assertions
}

/// The type's name in C: its first alias. Where it has none it is a type without a tag, or, if its
/// name looks like one, a tag.
fn c_name(compound: &Compound) -> String {
    let names = &compound.names;
    if let Some(alias) = names.aliases.iter().find(|a| a.to == AliasOf::Value) {
        return alias.name.clone();
    }
    let name = &names.name;
    let tag = name.starts_with(|first: char| first == '_' || first.is_ascii_lowercase());
    match (tag, compound.body.union) {
        (false, _) => name.clone(),
        (true, false) => format!("struct {name}"),
        (true, true) => format!("union {name}"),
    }
}

/// The members, and those of types that are written in place, by their C paths. C's bit fields have no
/// offset; the members that stand for them are `BitFields`.
fn flatten(body: &Body) -> Vec<(String, usize)> {
    let mut paths = Vec::new();
    for member in &body.members {
        let name = member
            .name
            .as_deref()
            .map(|name| name.trim_start_matches("r#"));
        if name.is_some_and(|name| name.starts_with("BitFields") || name.starts_with("_padding")) {
            continue;
        }
        if let Some(name) = name {
            paths.push((name.to_owned(), member.offset));
        }
        if let MemberType::Nested(inner, length) = &member.type_ {
            let index = if length.is_some() { "[0]" } else { "" };
            for (path, offset) in flatten(inner) {
                let path = match name {
                    Some(name) => format!("{name}{index}.{path}"),
                    None => path,
                };
                paths.push((path, member.offset + offset));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi;

    #[test]
    fn unnamed_members_vanish_from_c_paths() {
        let text = "struct _IRP, IRP (208, 8) {
            0 Type: CSHORT
            4 BitFields: ULONG { A 0..1 }
            120 Tail: union (88, 8) {
                0 struct (88, 8) { 32 Thread: PETHREAD }
            }
            208 Ranges: struct[2] (0, 1) { 0 Start: UCHAR }
        }";
        let file = abi::parse("irp", text).unwrap();
        let compound = abi::compounds(&file).next().unwrap();
        let expected = [
            ("Type", 0),
            ("Tail", 120),
            ("Tail.Thread", 152),
            ("Ranges", 208),
            ("Ranges[0].Start", 208),
        ];
        assert_eq!(
            flatten(&compound.body),
            expected.map(|(path, offset)| (path.to_owned(), offset))
        );
        let assertions = of([compound].into_iter(), |_| false);
        assert_eq!(assertions[0], "sizeof(IRP) == 208");
        assert!(of([compound].into_iter(), |name| name == "_IRP").is_empty());
    }
}
