//! `#[derive(Plain)]`, for plain data, and `#[derive(Portable)]`, for structures with the same layout
//! in all images.

use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

pub(crate) fn expand(derived: &str, expansion: &str, item: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = item.into_iter().collect();
    let Some(keyword) = tokens.iter().position(|token| is_ident(token, "struct")) else {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        let message = format!(
            "`{derived}` is for structures: in an enumeration not every bit pattern is a value"
        );
        return compile_error(span, &message);
    };
    let Some(name @ TokenTree::Ident(_)) = tokens.get(keyword + 1) else {
        let message = format!("`{derived}` needs a named structure");
        return compile_error(tokens[keyword].span(), &message);
    };
    if !has_fixed_layout(&tokens[..keyword]) {
        let message = format!(
            "`{derived}` needs `#[repr(C)]` or `#[repr(transparent)]`: the compiler chooses the order \
             of the fields of other structures"
        );
        return compile_error(name.span(), &message);
    }
    if let Some(generics) = tokens.get(keyword + 2).filter(|token| is_punct(token, '<')) {
        let message = format!("`{derived}` cannot be derived for generic structures");
        return compile_error(generics.span(), &message);
    }
    let fields = tokens[keyword + 2..].iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    });
    let mut call = TokenStream::from(name.clone());
    for field in fields.map(types).unwrap_or_default() {
        call.extend([TokenTree::Group(Group::new(Delimiter::Bracket, field))]);
    }
    crate::call(expansion, call)
}

/// Whether one of the attributes is `repr(C, ..)` or `repr(transparent)`.
fn has_fixed_layout(attributes: &[TokenTree]) -> bool {
    attributes.iter().any(|token| {
        let TokenTree::Group(attribute) = token else {
            return false;
        };
        let mut inner = attribute.stream().into_iter();
        inner.next().is_some_and(|name| is_ident(&name, "repr"))
            && matches!(inner.next(), Some(TokenTree::Group(arguments))
            if arguments.stream().into_iter().any(|word| {
                is_ident(&word, "C") || is_ident(&word, "transparent")
            }))
    })
}

/// The types of a structure's fields.
fn types(fields: &Group) -> Vec<TokenStream> {
    let named = fields.delimiter() == Delimiter::Brace;
    split_at_commas(fields.stream())
        .iter()
        .map(|field| type_of(field, named))
        .collect()
}

/// The pieces between the commas that do not stand in a type's angle brackets.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut depth = 0;
    for token in tokens {
        if is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') {
            depth -= 1;
        }
        if depth == 0 && is_punct(&token, ',') {
            pieces.push(std::mem::take(&mut piece));
        } else {
            piece.push(token);
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The type of one field: what follows its attributes and visibility, and its name.
fn type_of(field: &[TokenTree], named: bool) -> TokenStream {
    if named && let Some(colon) = field.iter().position(|token| is_punct(token, ':')) {
        return field[colon + 1..].iter().cloned().collect();
    }
    let mut rest = field;
    while let [hash, TokenTree::Group(_), tail @ ..] = rest
        && is_punct(hash, '#')
    {
        rest = tail;
    }
    if let [visibility, tail @ ..] = rest
        && is_ident(visibility, "pub")
    {
        rest = match tail {
            [TokenTree::Group(scope), tail @ ..]
                if scope.delimiter() == Delimiter::Parenthesis && !tail.is_empty() =>
            {
                tail
            }
            _ => tail,
        };
    }
    rest.iter().cloned().collect()
}
