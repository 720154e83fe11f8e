//! `#[abi]`: gives a function the calling convention of the kernel, in both worlds.

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct, plain::split_at_commas};

/// The arguments of `#[abi(..)]`.
#[derive(Default)]
struct Options {
    enter: bool,
    no_mangle: bool,
}

impl Options {
    fn parse(arguments: TokenStream) -> Result<Self, TokenStream> {
        let mut options = Self::default();
        for token in arguments {
            match token.to_string().as_str() {
                "enter" => options.enter = true,
                "no_mangle" => options.no_mangle = true,
                "," => {}
                other => {
                    let message = format!("`#[abi]` takes `enter` and `no_mangle`, not `{other}`");
                    return Err(compile_error(token.span(), &message));
                }
            }
        }
        Ok(options)
    }
}

/// Splits the function at its `fn` keyword and passes both halves to `wdk_sys::abi_fn!`, which
/// depends on the world that it is compiled for.
pub(crate) fn expand(arguments: TokenStream, function: TokenStream) -> TokenStream {
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(error) => return error,
    };
    let tokens: Vec<TokenTree> = function.into_iter().collect();
    let Some(keyword) = tokens.iter().position(|token| is_ident(token, "fn")) else {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        return compile_error(span, "`#[abi]` goes on a function");
    };
    if let Some(written) = tokens[..keyword]
        .iter()
        .find(|token| is_ident(token, "extern"))
    {
        let message = "`#[abi]` chooses the calling convention; leave `extern` out";
        return compile_error(written.span(), message);
    }
    let Some(TokenTree::Ident(name)) = tokens.get(keyword + 1).cloned() else {
        return compile_error(tokens[keyword].span(), "`#[abi]` needs a named function");
    };

    let mut before = TokenStream::new();
    if options.no_mangle {
        before.extend(
            "#[unsafe(no_mangle)]"
                .parse::<TokenStream>()
                .expect("valid tokens"),
        );
    }
    before.extend(tokens[..keyword].iter().cloned());

    let mut after: Vec<TokenTree> = tokens[keyword..].to_vec();
    if options.enter {
        match after.last_mut() {
            Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
                *body = with_enter(&name, &parameters(&tokens[keyword..]), body);
            }
            _ => return compile_error(name.span(), "`#[abi(enter)]` needs a function body"),
        }
    }

    let mut result: TokenStream = "::wdk_sys::abi_fn!".parse().expect("valid tokens");
    let mut input = TokenStream::new();
    input.extend([TokenTree::Group(Group::new(Delimiter::Bracket, before))]);
    input.extend(after);
    result.extend([TokenTree::Group(Group::new(Delimiter::Brace, input))]);
    result
}

/// The names of the function's parameters.
fn parameters(function: &[TokenTree]) -> Vec<Ident> {
    let list = function.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    });
    let list = list.map_or_else(Vec::new, |list| split_at_commas(list.stream()));
    let name = |parameter: &Vec<TokenTree>| {
        let colon = parameter.iter().position(|token| is_punct(token, ':'))?;
        match parameter.get(colon.checked_sub(1)?) {
            Some(TokenTree::Ident(name)) => Some(name.clone()),
            _ => None,
        }
    };
    list.iter().filter_map(name).collect()
}

/// Puts `let __ddi = crate::enter!(Name, Parameter, ..);` before the body.
fn with_enter(name: &Ident, parameters: &[Ident], body: &Group) -> Group {
    let names = parameters.iter().map(|name| format!(", {name}"));
    let names: String = names.collect();
    let mut inner: TokenStream = format!("let __ddi = crate::enter!({name}{names});")
        .parse()
        .expect("valid tokens");
    inner.extend(body.stream());
    let mut group = Group::new(Delimiter::Brace, inner);
    group.set_span(body.span());
    group
}
