//! `#[handlers]`: records which methods of a callback trait are written.

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

/// The traits whose implementations the attribute goes on.
const TRAITS: [&str; 3] = ["QueueHandler", "DeviceEvents", "Miniport"];

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(argument) = arguments.into_iter().next() {
        return compile_error(argument.span(), "`#[handlers]` takes no arguments");
    }
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let registered = registered(&tokens);
    let body = match tokens.last_mut() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => body,
        _ => return misplaced(&tokens),
    };
    let Some(registered) = registered else {
        return misplaced(&tokens);
    };
    let mut inner = presence(body.stream());
    inner.extend(body.stream());
    let mut with_constants = Group::new(Delimiter::Brace, inner);
    with_constants.set_span(body.span());
    *body = with_constants;
    let mut result: TokenStream = tokens.into_iter().collect();
    result.extend(registered);
    result
}

fn misplaced(tokens: &[TokenTree]) -> TokenStream {
    let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
    let message = "`#[handlers]` goes on the implementation of a callback trait, by its own name: \
                   `impl QueueHandler for Toaster`, `impl DeviceEvents for Toaster` or \
                   `impl Miniport for Toaster`";
    compile_error(span, message)
}

/// The implementation of the trait that shows that the attribute is there: the same header with
/// the marker's path in place of the callback trait's, and without a body.
fn registered(tokens: &[TokenTree]) -> Option<TokenStream> {
    let start = tokens.iter().position(|token| is_ident(token, "impl"))?;
    let header = tokens.get(start..tokens.len() - 1)?;
    let mut depth = 0_usize;
    let keyword = header.iter().position(|token| {
        if is_punct(token, '<') {
            depth += 1;
        } else if is_punct(token, '>') {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && is_ident(token, "for")
    })?;
    let (before, after) = header.split_at(keyword);
    let [.., name] = before else {
        return None;
    };
    let known = TRAITS.iter().find(|known| is_ident(name, known))?;
    let marker = Ident::new(&format!("{known}Attribute"), name.span());
    let path_start = before.iter().rposition(|token| {
        !is_punct(token, ':')
            && !matches!(token, TokenTree::Ident(word) if word.to_string() != "impl")
    });
    // Everything up to the path is `impl`, with generics or without.
    let generics = path_start.map_or(1, |last| last + 1);
    let mut result: TokenStream = before.get(..generics)?.iter().cloned().collect();
    let path: TokenStream = "::wdk::registered::".parse().expect("valid tokens");
    result.extend(path);
    result.extend([TokenTree::Ident(marker)]);
    result.extend(after.iter().cloned());
    result.extend([TokenTree::Group(Group::new(
        Delimiter::Brace,
        TokenStream::new(),
    ))]);
    Some(result)
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
