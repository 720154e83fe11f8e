//! `#[derive(Plain)]`, for plain data, and `#[derive(Portable)]`, for structures with the same layout
//! in all images.
//!
//! What is derived is a promise about every field. The parser accepts one form of a structure and
//! refuses everything else, and the expansion takes the structure apart by a pattern without `..`,
//! with the types that the compiler infers: a field that the parser misses does not compile. The
//! `unsafe impl` is written here and not in a macro of `wdk`, so that there is no macro that writes
//! it without the checks.

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

/// `#[derive(Plain)]`
pub(crate) fn plain(item: TokenStream) -> TokenStream {
    Structure::parse("Plain", item).map_or_else(
        |error| error,
        |structure| {
            let code = format!("unsafe impl ::wdk::Plain for {} {{}}", structure.name);
            structure.expand(&code, "::wdk::__plain!")
        },
    )
}

/// `#[derive(Portable)]`
pub(crate) fn portable(item: TokenStream) -> TokenStream {
    Structure::parse("Portable", item).map_or_else(
        |error| error,
        |structure| {
            let name = &structure.name;
            let fields = structure.fields.iter();
            let passes = |field| {
                format!("&& ::wdk::__private::passes(|{name} {{ {field}: it, .. }}: {name}| it)")
            };
            let passes: String = fields.map(passes).collect();
            let code = format!(
                "unsafe impl ::wdk::export::Portable for {name} {{
                    type Raw = Self;
                    type Borrowed<'call> = Self;
                    const PASSES_TO_EXPORTER: bool = true {passes};
                    fn into_raw(self) -> Self {{ self }}
                    unsafe fn from_raw(raw: Self) -> Self {{ raw }}
                }}"
            );
            structure.expand(&code, "::wdk::__portable!")
        },
    )
}

/// A structure without generics and with a layout of C.
struct Structure {
    name: Ident,
    /// The names of the fields; of a tuple structure, their numbers.
    fields: Vec<TokenTree>,
}

impl Structure {
    fn parse(derived: &str, item: TokenStream) -> Result<Self, TokenStream> {
        let tokens = flat(item);
        let start = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        let wrong = |span, reason: &str| Err(compile_error(span, &format!("`{derived}` {reason}")));
        let (attributes, rest) = attributes(&tokens);
        let rest = after_visibility(rest);
        let [keyword, TokenTree::Ident(name), rest @ ..] = rest else {
            return wrong(start, "is for structures");
        };
        if !is_ident(keyword, "struct") {
            return wrong(
                start,
                "is for structures: of an enumeration or a union not every bit pattern is a value",
            );
        }
        if !attributes.iter().any(|attribute| fixes_layout(attribute)) {
            return wrong(
                name.span(),
                "needs `#[repr(C)]` or `#[repr(transparent)]`: the compiler chooses the order of the \
                 fields of other structures",
            );
        }
        let fields = match rest {
            [TokenTree::Group(fields)] if fields.delimiter() == Delimiter::Brace => {
                named_fields(fields)
            }
            [TokenTree::Group(fields), end]
                if fields.delimiter() == Delimiter::Parenthesis && is_punct(end, ';') =>
            {
                let count = split_at_commas(fields.stream()).len();
                Some((0..count).map(|at| number(at, fields.span())).collect())
            }
            [end] if is_punct(end, ';') => Some(Vec::new()),
            [generics, ..] if is_punct(generics, '<') => {
                return wrong(generics.span(), "cannot be derived for generic structures");
            }
            rest => {
                let clause = rest.iter().find(|token| is_ident(token, "where"));
                return wrong(
                    clause.map_or(name.span(), TokenTree::span),
                    "cannot be derived for structures with a `where` clause: remove it",
                );
            }
        };
        let Some(fields) = fields else {
            return wrong(name.span(), "does not understand the fields");
        };
        Ok(Self {
            name: name.clone(),
            fields,
        })
    }

    /// The implementation in `code`, and the `check` of the structure and its fields.
    fn expand(self, code: &str, check: &str) -> TokenStream {
        let mut result: TokenStream = code.parse().expect("valid tokens");
        let mut call = TokenStream::from(TokenTree::Ident(self.name));
        for (at, field) in self.fields.into_iter().enumerate() {
            let binding = Ident::new(&format!("field_{at}"), field.span());
            let pair = TokenStream::from_iter([field, TokenTree::Ident(binding)]);
            call.extend([TokenTree::Group(Group::new(Delimiter::Bracket, pair))]);
        }
        result.extend(crate::call(check, call));
        result
    }
}

/// The tokens without the invisible delimiters around what a macro has inserted.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut flat_tokens = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                flat_tokens.extend(flat(group.stream()));
            }
            token => flat_tokens.push(token),
        }
    }
    flat_tokens
}

/// The attributes at the start, and what follows them.
fn attributes(mut tokens: &[TokenTree]) -> (Vec<&Group>, &[TokenTree]) {
    let mut attributes = Vec::new();
    while let [hash, TokenTree::Group(attribute), rest @ ..] = tokens
        && is_punct(hash, '#')
    {
        attributes.push(attribute);
        tokens = rest;
    }
    (attributes, tokens)
}

fn after_visibility(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [word, TokenTree::Group(scope), rest @ ..]
            if is_ident(word, "pub") && scope.delimiter() == Delimiter::Parenthesis =>
        {
            rest
        }
        [word, rest @ ..] if is_ident(word, "pub") => rest,
        _ => tokens,
    }
}

/// Whether the attribute is `repr(C, ..)` or `repr(transparent)`.
fn fixes_layout(attribute: &Group) -> bool {
    matches!(&flat(attribute.stream())[..], [name, TokenTree::Group(arguments)]
        if is_ident(name, "repr")
            && flat(arguments.stream())
                .iter()
                .any(|word| is_ident(word, "C") || is_ident(word, "transparent")))
}

/// The names of the fields in braces; `None` when one is not `attributes visibility name: type`.
fn named_fields(fields: &Group) -> Option<Vec<TokenTree>> {
    split_at_commas(fields.stream())
        .into_iter()
        .map(|field| {
            let field = flat(field.into_iter().collect());
            let (_, rest) = attributes(&field);
            match after_visibility(rest) {
                [name @ TokenTree::Ident(_), colon, _, ..] if is_punct(colon, ':') => {
                    Some(name.clone())
                }
                _ => None,
            }
        })
        .collect()
}

fn number(value: usize, span: Span) -> TokenTree {
    let mut number = Literal::usize_unsuffixed(value);
    number.set_span(span);
    TokenTree::Literal(number)
}

/// The pieces between the commas that do not stand in a type's angle brackets.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<TokenTree> = Vec::new();
    let mut depth = 0_u32;
    for token in tokens {
        if is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') && !piece.last().is_some_and(|last| is_punct(last, '-')) {
            depth = depth.saturating_sub(1);
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
