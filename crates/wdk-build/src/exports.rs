//! What a driver exports: found in its sources, and written for the linker into a module-definition file.
//!
//! The linker wants the file before the compiler has expanded a macro, so the attributes are looked
//! for in the text. What the compiler then expands is held against the list, so that neither can
//! miss something unnoticed.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::ConfigError;

/// What a driver exports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    /// `#[export_driver]`: it has `DllInitialize`.
    pub initialize: bool,
    /// The implementation has `unload`: it has `DllUnload`.
    pub unload: bool,
    /// The functions with `#[export]`, in alphabetical order.
    pub functions: Vec<String>,
}

impl Exports {
    /// Looks through the `.rs` files in `folder` and below.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Read`] when a file cannot be read.
    pub fn of_sources(folder: &Path) -> Result<Self, ConfigError> {
        let mut exports = Self::default();
        let mut folders = vec![folder.to_owned()];
        folders.retain(|folder| folder.exists());
        while let Some(folder) = folders.pop() {
            let read = |error| ConfigError::Read(folder.clone(), error);
            for entry in fs::read_dir(&folder).map_err(read)? {
                let path: PathBuf = entry.map_err(read)?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "rs") {
                    let text = fs::read_to_string(&path);
                    exports.add_source(&text.map_err(|error| ConfigError::Read(path, error))?);
                }
            }
        }
        exports.functions.sort_unstable();
        exports.functions.dedup();
        Ok(exports)
    }

    /// Whether nothing is exported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// All names, the system's routines first.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let routines = [
            ("DllInitialize", self.initialize),
            ("DllUnload", self.unload),
        ];
        let routines = routines.into_iter().filter(|(_, wanted)| *wanted);
        let functions = self.functions.iter().map(String::as_str);
        routines.map(|(name, _)| name).chain(functions).collect()
    }

    /// The module-definition file of the driver `name`. What is `PRIVATE` does not go into the
    /// import library: the system alone calls it.
    ///
    /// See [Module-Definition Files](https://learn.microsoft.com/cpp/build/reference/module-definition-dot-def-files).
    #[must_use]
    pub fn module_definition(&self, name: &str) -> String {
        let mut text = format!("LIBRARY {name}.sys\nEXPORTS\n");
        let private = self.names().len() - self.functions.len();
        for (at, export) in self.names().into_iter().enumerate() {
            let kind = if at < private { " PRIVATE" } else { "" };
            // Writing to a string does not fail.
            let _ = writeln!(text, "    {export}{kind}");
        }
        text
    }

    /// A text that is no Rust is left to the compiler, which says so better.
    fn add_source(&mut self, text: &str) {
        if let Ok(tokens) = text.parse() {
            self.add_items(tokens);
        }
    }

    fn add_items(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else {
                continue;
            };
            let is_attribute = group.delimiter() == Delimiter::Bracket
                && at > 0
                && matches!(&tokens[at - 1], TokenTree::Punct(hash) if hash.as_char() == '#');
            let rest = &tokens[at + 1..];
            match attribute(group).as_deref() {
                Some("export") if is_attribute => self.functions.extend(function(rest)),
                Some("export_driver") if is_attribute => {
                    self.initialize = true;
                    let body = rest.iter().find_map(braced);
                    self.unload = body.is_some_and(|body| has_method(body, "unload"));
                }
                _ if group.delimiter() == Delimiter::Brace => self.add_items(group.stream()),
                _ => {}
            }
        }
    }
}

/// The last name of an attribute's path: `export` of `wdk::export`.
fn attribute(group: &Group) -> Option<String> {
    let path = group.stream().into_iter().take_while(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    });
    path.filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    })
    .last()
}

/// The name of the function that begins here.
fn function(tokens: &[TokenTree]) -> Option<String> {
    let keyword = tokens.iter().position(|token| is_ident(token, "fn"))?;
    match tokens.get(keyword + 1)? {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

fn has_method(body: &Group, name: &str) -> bool {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    tokens
        .windows(2)
        .any(|pair| is_ident(&pair[0], "fn") && is_ident(&pair[1], name))
}

fn braced(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}

fn is_ident(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exports(text: &str) -> Exports {
        let mut exports = Exports::default();
        exports.add_source(text);
        exports
    }

    #[test]
    fn attributes_are_found_wherever_items_stand() {
        let found = exports(
            r##"
            //! Not this: `#[wdk::export] fn in_a_comment() {}`
            const TEXT: &str = "#[export] fn in_a_string() {}";
            #[wdk::export_driver]
            impl ExportDriver for Class {
                fn initialize(_: &UnicodeStr, _: &mut Passive) -> Result<Self> { Ok(Class) }
                fn unload(&self, _: &mut Passive) -> Result<()> { Ok(()) }
            }
            /// Documented.
            #[wdk::export]
            #[must_use]
            pub fn lamp_count() -> u32 { 0 }
            mod inner {
                #[export]
                pub(super) fn lamp_light(#[state] class: &Class) {}
            }
            #[inline]
            fn not_this() {}
            "##,
        );
        assert_eq!(
            found.names(),
            ["DllInitialize", "DllUnload", "lamp_count", "lamp_light"]
        );
    }

    #[test]
    fn a_driver_without_unload_exports_none() {
        let found = exports(
            "#[wdk::export_driver(standard)] impl ExportDriver for C { fn initialize() {} }",
        );
        assert!(found.initialize);
        assert!(!found.unload);
        assert!(exports("fn plain() {}").is_empty());
        assert!(exports("fn broken( {").is_empty());
    }

    #[test]
    fn the_definition_file_keeps_the_systems_routines_to_the_system() {
        let found = Exports {
            initialize: true,
            unload: true,
            functions: vec!["lamp_light".to_owned()],
        };
        assert_eq!(
            found.module_definition("lamp"),
            "LIBRARY lamp.sys\nEXPORTS\n    DllInitialize PRIVATE\n    DllUnload PRIVATE\n    \
             lamp_light\n"
        );
    }
}
