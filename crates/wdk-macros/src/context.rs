//! `#[context]`: makes a structure a typed context.

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct, plain::split_at_commas};

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
    let context = Ident::new(CONTEXT, Span::call_site());
    let mut arguments = vec![name.clone(), TokenTree::Ident(context)];
    if is_ident(&tokens[keyword], "struct") {
        arguments.extend(tokens.get(keyword + 2..).map(fields).unwrap_or_default());
    }
    let mut result = item;
    result.extend(crate::call("::wdk::__context!", arguments));
    result
}

/// What the fields' expressions call the context.
const CONTEXT: &str = "_context";

/// The fields of a structure, each as `[#[cfg(..)] &_context.name]` with the place of its name. They are
/// checked one by one only so that an error stands at the field: the whole structure is checked too.
fn fields(body: &[TokenTree]) -> Vec<TokenTree> {
    let Some(TokenTree::Group(fields)) = body.first() else {
        return Vec::new();
    };
    let pieces = split_at_commas(fields.stream());
    let named = fields.delimiter() == Delimiter::Brace;
    let found = pieces.iter().enumerate().filter_map(|(at, field)| {
        let conditions = field.windows(2).filter(|pair| is_condition(pair)).flatten();
        let mut tokens: Vec<TokenTree> = conditions.cloned().collect();
        let name = if named {
            let colon = field.windows(2).position(|pair| {
                matches!(&pair[0], TokenTree::Ident(_)) && is_punct(&pair[1], ':')
            })?;
            field[colon].clone()
        } else {
            let mut number = Literal::usize_unsuffixed(at);
            number.set_span(field.last()?.span());
            TokenTree::Literal(number)
        };
        let span = name.span();
        let punct = |sign| {
            let mut punct = Punct::new(sign, Spacing::Alone);
            punct.set_span(span);
            TokenTree::Punct(punct)
        };
        let context = TokenTree::Ident(Ident::new(CONTEXT, span));
        tokens.extend([punct('&'), context, punct('.'), name]);
        let group = Group::new(Delimiter::Bracket, tokens.into_iter().collect());
        Some(TokenTree::Group(group))
    });
    found.collect()
}

/// `#` and `[cfg(..)]`
fn is_condition(pair: &[TokenTree]) -> bool {
    let [hash, TokenTree::Group(attribute)] = pair else {
        return false;
    };
    let first = attribute.stream().into_iter().next();
    is_punct(hash, '#') && first.is_some_and(|first| is_ident(&first, "cfg"))
}
