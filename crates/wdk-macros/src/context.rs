//! `#[context]`: makes a structure a typed context.

use proc_macro::{Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(argument) = arguments.into_iter().next() {
        return compile_error(argument.span(), "`#[context]` takes no arguments");
    }
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let Some(keyword) = tokens
        .iter()
        .position(|token| is_ident(token, "struct") || is_ident(token, "enum"))
    else {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        return compile_error(span, "`#[context]` goes on a structure or an enumeration");
    };
    let Some(name @ TokenTree::Ident(_)) = tokens.get(keyword + 1) else {
        return compile_error(tokens[keyword].span(), "`#[context]` needs a named type");
    };
    if let Some(generics) = tokens.get(keyword + 2).filter(|token| is_punct(token, '<')) {
        let message = "a context type cannot be generic: the framework identifies it by the \
                       address of one static";
        return compile_error(generics.span(), message);
    }
    let mut result = item;
    result.extend(crate::call("::wdk::__context!", [name.clone()]));
    result
}
