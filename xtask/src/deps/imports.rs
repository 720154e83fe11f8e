//! The paths of a source file that lead to other modules of its crate.
//!
//! Read from tokens: `use` declarations, and paths in code and in macros that begin with `crate`,
//! `super`, `self` or a module below. `mod name;` is no import: it says where a module is, not
//! that it is used.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// The module that it leads to.
    pub(super) module: String,
    /// The line on which it stands.
    pub(super) line: usize,
}

/// The imports of the file with the module path `module`.
pub(super) fn of(
    source: &str,
    module: &str,
    modules: &BTreeMap<String, &str>,
) -> Result<Vec<Import>> {
    let tokens: TokenStream = source
        .parse()
        .map_err(|error| anyhow!("the file is no Rust: {error}"))?;
    let mut reader = Reader {
        modules,
        imports: Vec::new(),
    };
    let module: Vec<String> = segments(module);
    reader.items(tokens, &module);
    Ok(reader.imports)
}

fn segments(module: &str) -> Vec<String> {
    let parts = module.split("::").filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

struct Reader<'a> {
    modules: &'a BTreeMap<String, &'a str>,
    imports: Vec<Import>,
}

impl Reader<'_> {
    /// Reads tokens within `module`, which may be an inline one.
    fn items(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(word) if word == "use" => {
                    at += 1;
                    self.tree(&tokens, &mut at, &[], module, word.span().start().line);
                }
                TokenTree::Ident(word) if word == "mod" => {
                    at += 1;
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at), tokens.get(at + 1))
                    {
                        let inner = [module, &[name.to_string()]].concat();
                        self.items(body.stream(), &inner);
                        at += 2;
                    }
                }
                TokenTree::Ident(_) => {
                    let line = token.span().start().line;
                    let path = path(&tokens, &mut at);
                    if path.len() > 1 {
                        self.add(&path, module, line);
                    }
                }
                TokenTree::Group(group) => {
                    self.items(group.stream(), module);
                    at += 1;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
            }
        }
    }

    /// Reads a `use` tree up to its comma, its semicolon or its end.
    fn tree(
        &mut self,
        tokens: &[TokenTree],
        at: &mut usize,
        prefix: &[String],
        module: &[String],
        mut line: usize,
    ) {
        if let Some(token) = tokens.get(*at) {
            line = token.span().start().line;
        }
        let mut full = prefix.to_vec();
        full.extend(path(tokens, at));
        let mut group: Option<Group> = None;
        if let Some(TokenTree::Group(braces)) = tokens.get(*at)
            && braces.delimiter() == Delimiter::Brace
        {
            group = Some(braces.clone());
            *at += 1;
        }
        while let Some(token) = tokens.get(*at) {
            *at += 1;
            if matches!(token, TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';')) {
                break;
            }
        }
        match group {
            Some(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut at = 0;
                while at < inner.len() {
                    self.tree(&inner, &mut at, &full, module, line);
                }
            }
            None => self.add(&full, module, line),
        }
    }

    /// Notes a path that leads to a module of the crate.
    fn add(&mut self, path: &[String], module: &[String], line: usize) {
        let mut absolute = module.to_vec();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                absolute.clear();
                rest = &path[1..];
            }
            Some("super" | "self") => {
                while let Some(first @ ("super" | "self")) = rest.first().map(String::as_str) {
                    if first == "super" {
                        absolute.pop();
                    }
                    rest = &rest[1..];
                }
            }
            Some(first) => {
                let child = [module, &[first.to_owned()]].concat().join("::");
                if !self.modules.contains_key(&child) {
                    return;
                }
            }
            None => return,
        }
        absolute.extend(rest.iter().filter(|it| *it != "self").cloned());
        // The longest part that is a file; what follows are names in it.
        for length in (0..=absolute.len()).rev() {
            let module = absolute[..length].join("::");
            if self.modules.contains_key(&module) {
                self.imports.push(Import { module, line });
                return;
            }
        }
    }
}

/// Takes `a::b::c`, without a group or a star at its end.
fn path(tokens: &[TokenTree], at: &mut usize) -> Vec<String> {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(word)) = tokens.get(*at) {
        path.push(word.to_string());
        *at += 1;
        let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
        if !colon(tokens.get(*at)) || !colon(tokens.get(*at + 1)) {
            break;
        }
        *at += 2;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `source` imports as the module `a::b` of a crate with a few files.
    fn imports(source: &str) -> Vec<(String, usize)> {
        let files = ["", "a", "a::b", "a::b::child", "a::c", "d"];
        let modules = files.iter().map(|file| ((*file).to_owned(), *file));
        let found = of(source, "a::b", &modules.collect()).expect("Rust");
        found.into_iter().map(|it| (it.module, it.line)).collect()
    }

    fn one(source: &str) -> String {
        let found = imports(source);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].0.clone()
    }

    #[test]
    fn declarations_are_followed_to_the_file() {
        assert_eq!(one("use crate::d::inner::Name;"), "d");
        assert_eq!(one("use super::c::Name as Other;"), "a::c");
        assert_eq!(one("pub use self::child::*;"), "a::b::child");
        assert_eq!(one("use child::Name;"), "a::b::child");
        assert_eq!(one("use crate::Name;"), "");
    }

    #[test]
    fn trees_are_read_with_the_line_of_each_branch() {
        let found = imports("use crate::{\n    a::{self, c::Name},\n    d,\n};\n");
        let expected = [("a", 2), ("a::c", 2), ("d", 3)];
        assert_eq!(found, expected.map(|(it, line)| (it.to_owned(), line)));
    }

    #[test]
    fn paths_in_code_and_in_macros_count() {
        assert_eq!(one("fn f() { g(crate::d::X); }"), "d");
        assert_eq!(one("macro_rules! m { () => { $crate::d::X }; }"), "d");
        assert_eq!(one("fn f() -> super::c::Name { todo!() }"), "a::c");
    }

    #[test]
    fn an_inline_module_is_part_of_its_file() {
        assert_eq!(one("mod tests { use super::*; }"), "a::b");
        assert_eq!(one("mod tests { use super::super::c::X; }"), "a::c");
    }

    #[test]
    fn comments_strings_foreign_crates_and_module_declarations_do_not_count() {
        let source = "//! [`x`](crate::d::x)\nmod child;\nuse std::rc::Rc;\n\
                      const T: &str = \"crate::d\"; // crate::d::X\n";
        assert!(imports(source).is_empty());
    }
}
