//! The imports of a generated file, by name: a glob would put all names of the crate into each
//! module's metadata.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt::Write as _,
};

use anyhow::{Result, bail};

use super::functions::{block, is_object_type};
use crate::abi::{
    known::{Known, PRIMITIVES},
    language::{Body, File, Item, Kind, MemberType, Names, Signature, TypeText, Value},
};

/// What a generated file names.
#[derive(Default)]
pub(crate) struct Used<'a> {
    /// Declared names, of this file or another.
    pub(crate) names: HashSet<&'a str>,
    /// Names in functions that only hosts have.
    host_names: HashSet<&'a str>,
    /// The declarations that name them first.
    lines: HashMap<&'a str, usize>,
    /// Paths below the crate of what the generated text itself needs.
    pub(crate) paths: BTreeSet<&'static str>,
}

impl<'a> Used<'a> {
    pub(crate) fn of(file: &'a File) -> Self {
        let mut used = Self::default();
        for item in &file.items {
            let mut own = Self::default();
            own.item(item);
            let host_only = matches!(&item.kind, Kind::Function(f) if f.host_only);
            for name in own.names {
                if host_only {
                    used.host_names.insert(name);
                } else {
                    used.names.insert(name);
                }
                used.lines.entry(name).or_insert(item.line);
            }
            used.paths.extend(own.paths);
        }
        used
    }

    fn item(&mut self, item: &'a Item) {
        match &item.kind {
            Kind::Constants(constants) => {
                self.type_(&constants.type_);
                self.values(&constants.values);
            }
            Kind::Guids(_) => {
                self.names.insert("GUID");
                self.paths.insert("layout::guid");
            }
            Kind::Type(type_) => self.type_(&type_.target),
            Kind::Opaque(_) => {
                self.names.insert("UCHAR");
            }
            Kind::Enumeration(enumeration) => self.values(&enumeration.values),
            Kind::Compound(compound) => {
                self.paths.insert("layout::layout");
                self.body(&compound.body);
            }
            Kind::Callback(callback) => {
                self.paths.insert("fn_types");
                self.signature(&callback.signature);
            }
            Kind::Function(function) => {
                if function.host_only {
                    self.paths.insert("host_world");
                }
                self.signature(&function.signature);
            }
            Kind::Variable(variable) => {
                if !is_object_type(&item.kind) {
                    self.type_(&variable.type_);
                }
            }
            // Renames are imports themselves.
            Kind::Renames(_) => {}
        }
        if let Some((_, variadic, _, object_types)) = block(&item.kind) {
            let name = if object_types {
                "world::object_type_variables"
            } else if variadic {
                "variadic_imports"
            } else {
                "imports"
            };
            self.paths.insert(name);
        }
    }

    pub(crate) fn type_(&mut self, type_: &'a TypeText) {
        self.names.extend(type_.names.iter().map(String::as_str));
    }

    fn signature(&mut self, signature: &'a Signature) {
        for (_, type_) in &signature.parameters {
            self.type_(type_);
        }
        if let Some(type_) = &signature.result {
            self.type_(type_);
        }
    }

    fn values(&mut self, values: &'a [Value]) {
        for value in values {
            let name = value.value.split("::").next().unwrap_or_default();
            if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
                self.names.insert(name);
            }
        }
    }

    fn body(&mut self, body: &'a Body) {
        for member in &body.members {
            match &member.type_ {
                MemberType::Named(type_) => self.type_(type_),
                MemberType::Nested(body, _) => self.body(body),
            }
            if !member.bits.is_empty() {
                self.paths.insert("layout::bit_fields");
            }
        }
    }

    /// The `use` items.
    ///
    /// # Errors
    ///
    /// A name that no description has, nor the list of what is written by hand.
    pub(crate) fn imports(
        &self,
        defined: &HashSet<&str>,
        known: &Known,
        path: &str,
    ) -> Result<String> {
        let mut paths: BTreeSet<&str> = self.paths.clone();
        let mut host_paths = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        for &name in self.names.union(&self.host_names) {
            if name == "c_void" || PRIMITIVES.contains(&name) || defined.contains(name) {
                continue;
            }
            if !self.names.contains(name) && known.has(name) {
                host_paths.insert(name);
            } else if known.has(name) {
                paths.insert(name);
            } else {
                unknown.insert(name);
            }
        }
        if !unknown.is_empty() {
            let messages: Vec<String> = unknown
                .into_iter()
                .map(|name| {
                    let line = match self.lines.get(name) {
                        Some(line) => format!(":{line}"),
                        None => String::new(),
                    };
                    format!(
                        "abi/{path}{line}: `{name}` is not declared: no description has it, and \
                         hand-written.txt does not list it"
                    )
                })
                .collect();
            bail!("{}", messages.join("\n"));
        }
        let mut text = String::new();
        if self.names.contains("c_void") {
            text += "use core::ffi::c_void;\n\n";
        }
        let list = |paths: BTreeSet<&str>| paths.into_iter().collect::<Vec<_>>().join(", ");
        if !paths.is_empty() {
            writeln!(text, "use crate::{{{}}};", list(paths))?;
        }
        if !host_paths.is_empty() {
            let paths = list(host_paths);
            writeln!(text, "\nhost_world! {{\n    use crate::{{{paths}}};\n}}")?;
        }
        Ok(text)
    }
}

/// The names that a description declares at the top of its module.
pub(crate) fn declared(file: &File) -> HashSet<&str> {
    file.items.iter().flat_map(declared_by).collect()
}

/// The names that one declaration is about.
pub(crate) fn declared_by(item: &Item) -> Vec<&str> {
    let mut found = Vec::new();
    match &item.kind {
        Kind::Constants(constants) => {
            found.extend(constants.values.iter().map(|value| value.name.as_str()));
        }
        Kind::Guids(guids) => found.extend(guids.iter().map(|guid| guid.name.as_str())),
        Kind::Type(type_) => all(&mut found, &type_.names),
        Kind::Opaque(names) => all(&mut found, names),
        Kind::Enumeration(enumeration) => all(&mut found, &enumeration.names),
        Kind::Compound(compound) => all(&mut found, &compound.names),
        Kind::Callback(callback) => {
            found.push(callback.name.as_str());
        }
        Kind::Function(function) => {
            found.push(function.name.as_str());
        }
        Kind::Variable(variable) => {
            found.push(variable.name.as_str());
        }
        Kind::Renames(renames) => found.extend(renames.iter().map(|r| r.name.as_str())),
    }
    found
}

fn all<'a>(found: &mut Vec<&'a str>, names: &'a Names) {
    found.push(&names.name);
    found.extend(names.aliases.iter().map(|alias| alias.name.as_str()));
}
