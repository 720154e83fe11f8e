//! `#[export_driver]` and `#[export]`: kernel-mode DLLs and their functions.

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct, plain::split_at_commas};

/// `#[export_driver]` on `impl ExportDriver for ...`.
pub(crate) fn driver(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let (standard, imports) = match driver_arguments(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return error,
    };
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let parts = tokens
        .iter()
        .position(|token| is_ident(token, "for"))
        .zip(tokens.split_last());
    let (state, body) = match parts {
        Some((start, (TokenTree::Group(body), head)))
            if body.delimiter() == Delimiter::Brace && start + 1 < head.len() =>
        {
            (&head[start + 1..], body)
        }
        _ => {
            let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
            return compile_error(
                span,
                "`#[export_driver]` goes on `impl ExportDriver for` the type of the driver's state",
            );
        }
    };
    let unload = has_method(body, "unload").then(|| ident("unload"));
    let mut call = TokenStream::new();
    call.extend([
        group(state.iter().cloned().collect()),
        group(unload.into_iter().collect()),
        group(standard.into_iter().collect()),
    ]);
    call.extend(crate::crate_name());
    call.extend(imports);
    let mut result = item;
    result.extend(crate::call("::wdk::__export_driver!", call));
    result
}

/// `standard` and `imports(..)`.
fn driver_arguments(
    arguments: TokenStream,
) -> Result<(Option<TokenTree>, TokenStream), TokenStream> {
    let mut standard = None;
    let mut imports = crate::imports(&TokenStream::new());
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    for argument in tokens.split(|token| is_punct(token, ',')) {
        match argument {
            [] => {}
            [word] if is_ident(word, "standard") => standard = Some(word.clone()),
            [word, TokenTree::Group(crates)]
                if is_ident(word, "imports") && crates.delimiter() == Delimiter::Parenthesis =>
            {
                imports = crate::imports(&crates.stream());
            }
            [other, ..] => {
                return Err(compile_error(
                    other.span(),
                    "`#[export_driver]` takes `standard`, for a driver that also has a \
                     `DriverEntry` of its own, and `imports(export_driver, ..)`, or nothing",
                ));
            }
        }
    }
    Ok((standard, imports))
}

fn has_method(body: &Group, name: &str) -> bool {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    tokens
        .windows(2)
        .any(|pair| is_ident(&pair[0], "fn") && is_ident(&pair[1], name))
}

/// `#[export]` on a function.
pub(crate) fn function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(argument) = arguments.into_iter().next() {
        return compile_error(argument.span(), "`#[export]` takes no arguments");
    }
    match Function::parse(item) {
        Ok(function) => function.expand(),
        Err(error) => error,
    }
}

/// The parts of an exported function.
struct Function {
    /// Attributes and visibility.
    before: TokenStream,
    name: Ident,
    /// Name and type of the parameter with `#[state]`.
    state: Option<(Ident, TokenStream)>,
    parameters: Vec<Parameter>,
    result: TokenStream,
    body: TokenTree,
}

struct Parameter {
    mutable: Option<TokenTree>,
    name: Ident,
    kind: TokenStream,
}

impl Function {
    fn parse(item: TokenStream) -> Result<Self, TokenStream> {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let first = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        let wrong = |span, message| Err(compile_error(span, message));
        let Some(keyword) = tokens.iter().position(|token| is_ident(token, "fn")) else {
            return wrong(first, "`#[export]` goes on a function");
        };
        let (before, rest) = tokens.split_at(keyword);
        for (word, message) in [
            (
                "extern",
                "`#[export]` chooses the calling convention; leave `extern` out",
            ),
            (
                "unsafe",
                "the callers in other images cannot be held to the contract of an `unsafe` function",
            ),
            ("async", "nothing could run an `async` function"),
            (
                "const",
                "an exported function is called in another image; leave `const` out",
            ),
        ] {
            if let Some(token) = before.iter().find(|token| is_ident(token, word)) {
                return wrong(token.span(), message);
            }
        }
        let [_, TokenTree::Ident(name), rest @ ..] = rest else {
            return wrong(first, "`#[export]` needs a named function");
        };
        let [TokenTree::Group(parameters), result @ .., body] = rest else {
            return wrong(name.span(), "an exported function cannot be generic");
        };
        if parameters.delimiter() != Delimiter::Parenthesis {
            return wrong(name.span(), "an exported function cannot be generic");
        }
        let result = match result {
            [] => TokenStream::from(TokenTree::Group(Group::new(
                Delimiter::Parenthesis,
                TokenStream::new(),
            ))),
            [dash, arrow, kind @ ..] if is_punct(dash, '-') && is_punct(arrow, '>') => {
                kind.iter().cloned().collect()
            }
            [other, ..] => {
                return wrong(other.span(), "an exported function has no `where` clause");
            }
        };
        let mut function = Self {
            before: before.iter().cloned().collect(),
            name: name.clone(),
            state: None,
            parameters: Vec::new(),
            result,
            body: body.clone(),
        };
        for (at, parameter) in split_at_commas(parameters.stream()).into_iter().enumerate() {
            function.parameter(&parameter, at == 0)?;
        }
        Ok(function)
    }

    /// `#[state] name: type`, or `mut name: type`.
    fn parameter(&mut self, tokens: &[TokenTree], first: bool) -> Result<(), TokenStream> {
        let (is_state, tokens) = match tokens {
            [hash, TokenTree::Group(attribute), rest @ ..]
                if is_punct(hash, '#') && is_state(attribute) =>
            {
                (true, rest)
            }
            _ => (false, tokens),
        };
        let (mutable, tokens) = match tokens {
            [word, rest @ ..] if is_ident(word, "mut") => (Some(word.clone()), rest),
            _ => (None, tokens),
        };
        let [TokenTree::Ident(name), colon, kind @ ..] = tokens else {
            let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
            return Err(compile_error(
                span,
                "a parameter of an exported function is `name: type`",
            ));
        };
        if !is_punct(colon, ':') {
            return Err(compile_error(
                name.span(),
                "an exported function is no method; take the driver's state as `#[state]`",
            ));
        }
        let kind: TokenStream = kind.iter().cloned().collect();
        if !is_state {
            self.parameters.push(Parameter {
                mutable,
                name: name.clone(),
                kind,
            });
            return Ok(());
        }
        if !first {
            return Err(compile_error(
                name.span(),
                "`#[state]` is the first parameter",
            ));
        }
        self.state = Some((name.clone(), kind));
        Ok(())
    }

    fn expand(self) -> TokenStream {
        let symbol = self.name.to_string();
        let crate_name = std::env::var("CARGO_CRATE_NAME").unwrap_or_default();
        let mut state = TokenStream::new();
        if let Some((name, kind)) = self.state {
            state.extend([TokenTree::Ident(name)]);
            state.extend(kind);
        }
        let parameters = self.parameters.into_iter().map(|parameter| {
            let mut inner = TokenStream::from(TokenTree::Ident(parameter.name));
            inner.extend([group(parameter.mutable.into_iter().collect())]);
            inner.extend(parameter.kind);
            TokenTree::Group(Group::new(Delimiter::Parenthesis, inner))
        });
        crate::call(
            "::wdk::__export!",
            [
                group(crate::generated()),
                group(self.before),
                TokenTree::Ident(self.name),
                TokenTree::Literal(Literal::string(&symbol)),
                TokenTree::Literal(Literal::string(&format!("{crate_name}.sys"))),
                group(state),
                group(parameters.collect()),
                group(self.result),
                self.body,
            ],
        )
    }
}

fn is_state(attribute: &Group) -> bool {
    let mut inner = attribute.stream().into_iter();
    inner.next().is_some_and(|word| is_ident(&word, "state")) && inner.next().is_none()
}

fn group(tokens: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(Delimiter::Bracket, tokens))
}

fn ident(text: &str) -> TokenTree {
    TokenTree::Ident(Ident::new(text, Span::call_site()))
}
