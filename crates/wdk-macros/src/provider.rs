//! `provider(NAME = "Company.Component")` in the attribute of a driver's entry: a provider of events.

use proc_macro::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::{compile_error, driver_entry::is_string, is_punct};

/// The declared providers.
#[derive(Default)]
pub(crate) struct Providers(Vec<Provider>);

struct Provider {
    /// What stands before the name; by default the provider is visible in the whole crate.
    visibility: Vec<TokenTree>,
    name: Ident,
    /// The literal behind `=`.
    title: TokenTree,
}

impl Providers {
    /// Reads the parentheses of `provider(..)`.
    pub(crate) fn add(&mut self, provider: &Group) -> Result<(), TokenStream> {
        let tokens: Vec<TokenTree> = provider.stream().into_iter().collect();
        match tokens.as_slice() {
            [
                visibility @ ..,
                TokenTree::Ident(name),
                equals,
                TokenTree::Literal(title),
            ] if is_punct(equals, '=') && is_string(title) => {
                self.0.push(Provider {
                    visibility: visibility.to_vec(),
                    name: name.clone(),
                    title: title.clone().into(),
                });
                Ok(())
            }
            _ => Err(compile_error(
                provider.span(),
                "a provider of events is written `provider(EVENTS = \"Company.Component\")`",
            )),
        }
    }

    /// The statics that the driver's events name.
    pub(crate) fn declarations(&self) -> TokenStream {
        let mut items = TokenStream::new();
        for Provider {
            visibility,
            name,
            title,
        } in &self.0
        {
            items.extend(parse("/// The provider of this driver's events."));
            match visibility.is_empty() {
                true => items.extend(parse("pub(crate)")),
                false => items.extend(visibility.iter().cloned()),
            }
            items.extend(parse("static"));
            items.extend([TokenTree::Ident(name.clone())]);
            items.extend(parse(": ::wdk::trace::Provider = "));
            let title = TokenStream::from(title.clone());
            items.extend(crate::call("::wdk::__trace_provider!", title));
            items.extend(parse(";"));
        }
        items
    }

    /// `, [EVENTS, ..]`
    pub(crate) fn names(&self) -> TokenStream {
        let mut tokens = parse(",");
        tokens.extend([TokenTree::Group(Group::new(
            Delimiter::Bracket,
            self.list(""),
        ))]);
        tokens
    }

    /// The list of references that `wdm::Driver` keeps; nothing without providers.
    pub(crate) fn constant(&self) -> TokenStream {
        if self.0.is_empty() {
            return TokenStream::new();
        }
        let mut item = parse("const PROVIDERS: &'static [&'static ::wdk::trace::Provider] = &");
        item.extend([TokenTree::Group(Group::new(
            Delimiter::Bracket,
            self.list("&"),
        ))]);
        item.extend(parse(";"));
        item
    }

    fn list(&self, before: &str) -> TokenStream {
        let mut list = TokenStream::new();
        for (index, provider) in self.0.iter().enumerate() {
            if index > 0 {
                list.extend(parse(","));
            }
            list.extend(parse(before));
            list.extend([TokenTree::Ident(provider.name.clone())]);
        }
        list
    }
}

fn parse(text: &str) -> TokenStream {
    text.parse().expect("valid tokens")
}
