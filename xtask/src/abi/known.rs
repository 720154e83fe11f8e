//! Every name that generated files may use, and what it is.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, ensure};

use super::{
    hand_written::HandWritten,
    kmdf,
    language::{AliasOf, File, Item, Kind, Names},
    rust::declared_by,
};

/// Rust's own types.
pub(crate) const PRIMITIVES: &[&str] = &[
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64",
];

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
    pub(crate) fn new(
        files: &[File],
        kmdf: &kmdf::Description,
        hand_written: &[HandWritten],
    ) -> Result<Self> {
        let mut known = Self {
            names: kmdf::names(kmdf),
            aliases: HashMap::new(),
        };
        known
            .names
            .extend(hand_written.iter().map(|item| item.name.clone()));
        for file in files {
            for item in &file.items {
                for name in declared_by(item) {
                    ensure!(
                        known.names.insert(name.to_owned()),
                        "abi/{}.abi:{}: `{name}` is declared already",
                        file.path,
                        item.line
                    );
                }
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
