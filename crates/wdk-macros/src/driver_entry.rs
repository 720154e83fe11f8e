//! `#[driver_entry]`: makes a function the driver's entry, in both worlds.

use proc_macro::{Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let name = match service_name(arguments) {
        Ok(name) => name,
        Err(error) => return error,
    };
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let Some(keyword) = tokens.iter().position(|token| is_ident(token, "fn")) else {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        return compile_error(span, "`#[driver_entry]` goes on a function");
    };
    for token in &tokens[..keyword] {
        for (word, message) in [
            ("async", "nothing could run an `async` entry"),
            (
                "extern",
                "`#[driver_entry]` chooses the calling convention; leave `extern` out",
            ),
        ] {
            if is_ident(token, word) {
                return compile_error(token.span(), message);
            }
        }
    }
    let Some(function @ TokenTree::Ident(_)) = tokens.get(keyword + 1) else {
        return compile_error(
            tokens[keyword].span(),
            "`#[driver_entry]` needs a named function",
        );
    };
    if let Some(generics) = tokens.get(keyword + 2).filter(|token| is_punct(token, '<')) {
        return compile_error(generics.span(), "the entry of a driver cannot be generic");
    }
    // The constant is where a wrong signature is reported, at the function's name.
    let mut result = item;
    result.extend::<TokenStream>(
        "const __WDK_DRIVER_ENTRY: ::wdk::__private::Entry ="
            .parse()
            .expect("valid tokens"),
    );
    result.extend([
        function.clone(),
        TokenTree::Punct(Punct::new(';', Spacing::Alone)),
    ]);
    let mut call: TokenStream = "__WDK_DRIVER_ENTRY,".parse().expect("valid tokens");
    call.extend(name);
    result.extend(crate::call("::wdk::__driver_entry!", call));
    result
}

/// `name = "toaster"`, or else the name of the crate.
fn service_name(arguments: TokenStream) -> Result<TokenStream, TokenStream> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    match tokens.as_slice() {
        [] => Ok("match ::core::option_env!(\"CARGO_CRATE_NAME\") { \
                  ::core::option::Option::Some(name) => name, \
                  ::core::option::Option::None => ::core::module_path!() }"
            .parse()
            .expect("valid tokens")),
        [key, equals, TokenTree::Literal(name)]
            if is_ident(key, "name") && is_punct(equals, '=') && is_string(name) =>
        {
            Ok(TokenTree::Literal(name.clone()).into())
        }
        [other, ..] => Err(compile_error(
            other.span(),
            "`#[driver_entry]` takes `name = \"service\"`, or nothing",
        )),
    }
}

fn is_string(literal: &Literal) -> bool {
    literal.to_string().starts_with('"')
}
