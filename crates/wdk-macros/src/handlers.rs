//! `#[handlers]`: records which methods of a callback trait are written.

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(argument) = arguments.into_iter().next() {
        return compile_error(argument.span(), "`#[handlers]` takes no arguments");
    }
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_trait_impl = tokens.iter().any(|token| is_ident(token, "impl"))
        && tokens.iter().any(|token| is_ident(token, "for"));
    let body = match tokens.last_mut() {
        Some(TokenTree::Group(body)) if is_trait_impl && body.delimiter() == Delimiter::Brace => {
            body
        }
        _ => {
            let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
            let message = "`#[handlers]` goes on the implementation of a callback trait, such as \
                           `impl QueueHandler for Toaster`";
            return compile_error(span, message);
        }
    };
    let mut inner: TokenStream = "const PUT_WDK_HANDLERS_ON_THE_IMPL: () = ();"
        .parse()
        .expect("valid tokens");
    inner.extend(presence(body.stream()));
    inner.extend(body.stream());
    let mut with_constants = Group::new(Delimiter::Brace, inner);
    with_constants.set_span(body.span());
    *body = with_constants;
    tokens.into_iter().collect()
}

/// A constant for each method, under the same `#[cfg]`.
fn presence(body: TokenStream) -> TokenStream {
    let mut constants = TokenStream::new();
    let mut conditions = TokenStream::new();
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(_) if is_punct(&token, '#') => {
                if let Some(attribute) = tokens.next_if(is_cfg) {
                    conditions.extend([token, attribute]);
                }
            }
            TokenTree::Ident(_) if is_ident(&token, "fn") => {
                if let Some(TokenTree::Ident(name)) = tokens.peek() {
                    constants.extend(std::mem::take(&mut conditions));
                    constants.extend(constant(name));
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                conditions = TokenStream::new();
            }
            TokenTree::Punct(_) if is_punct(&token, ';') => conditions = TokenStream::new(),
            _ => {}
        }
    }
    constants
}

fn is_cfg(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let first = group.stream().into_iter().next();
    first.is_some_and(|first| is_ident(&first, "cfg"))
}

/// `const HAS_NAME: bool = true;`, whose errors point at the method.
fn constant(method: &Ident) -> TokenStream {
    let name = format!("HAS_{}", method.to_string().to_uppercase());
    let constant: TokenStream = format!("const {name}: bool = true;")
        .parse()
        .expect("valid tokens");
    constant
        .into_iter()
        .map(|mut token| {
            if is_ident(&token, &name) {
                token.set_span(method.span());
            }
            token
        })
        .collect()
}
