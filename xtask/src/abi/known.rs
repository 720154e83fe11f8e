//! Every name that generated files may use, and what it is.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result, ensure};

use super::{
    kmdf,
    language::{AliasOf, File, Item, Kind, Names},
    rust::declared,
};

/// Rust's own types.
pub(crate) const PRIMITIVES: &[&str] = &[
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64",
];

/// Names that hand-written files of the crate declare and descriptions use, one on a line.
const HAND_WRITTEN: &str = "crates/wdk-sys/abi/hand-written.txt";

pub(crate) struct Known {
    names: HashSet<String>,
    /// What an alias stands for, where that is a name.
    aliases: HashMap<String, String>,
}

impl Known {
    /// Collects the names of all descriptions.
    ///
    /// # Errors
    ///
    /// A name that is declared twice.
    pub(crate) fn new(root: &Path, files: &[File], kmdf: &kmdf::Description) -> Result<Self> {
        let mut known = Self {
            names: kmdf::names(kmdf),
            aliases: HashMap::new(),
        };
        let list = fs::read_to_string(root.join(HAND_WRITTEN))
            .with_context(|| format!("cannot read {HAND_WRITTEN}"))?;
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        known.names.extend(lines.map(str::to_owned));
        for file in files {
            for name in declared(file) {
                ensure!(
                    known.names.insert(name.to_owned()),
                    "abi/{}.abi: {name} is declared already",
                    file.path
                );
            }
            for item in &file.items {
                known.alias(item);
            }
        }
        Ok(known)
    }

    fn alias(&mut self, item: &Item) {
        match &item.kind {
            Kind::Type(type_) => {
                let name = type_.names.name.clone();
                self.aliases.insert(name, type_.target.text.clone());
                self.names_of(&type_.names);
            }
            Kind::Compound(compound) => self.names_of(&compound.names),
            _ => {}
        }
    }

    fn names_of(&mut self, names: &Names) {
        for alias in names.aliases.iter().filter(|a| a.to == AliasOf::Value) {
            self.aliases.insert(alias.name.clone(), names.name.clone());
        }
    }

    /// Whether something of this name is declared.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Rust's type behind an alias, if it is one of its own.
    pub(crate) fn primitive(&self, name: &str) -> Option<&str> {
        let mut name = name;
        while let Some(target) = self.aliases.get(name) {
            name = target;
        }
        PRIMITIVES
            .iter()
            .copied()
            .find(|primitive| *primitive == name)
    }
}
