//! `#[driver_entry]`: makes a function the driver's entry, in both worlds.

use proc_macro::{Delimiter, Group, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::{compile_error, is_ident, is_punct, provider::Providers};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let Arguments {
        name,
        imports,
        exports,
        providers,
    } = match Arguments::parse("driver_entry", arguments) {
        Ok(arguments) => arguments,
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
    call.extend(imports);
    call.extend(exports);
    call.extend(providers.names());
    result.extend(providers.declarations());
    result.extend(crate::call("::wdk::__driver_entry!", call));
    result
}

/// The arguments of the attribute.
pub(crate) struct Arguments {
    /// `name = "toaster"`, or else the name of the crate.
    pub(crate) name: TokenStream,
    /// `imports(toaster_class)`: `, [toaster_class::LIBRARY, ..]` by reference.
    pub(crate) imports: TokenStream,
    /// `exports(Class)`: `, [Class]`, for a driver that is also an export driver.
    pub(crate) exports: TokenStream,
    /// `provider(EVENTS = "Company.Component")`
    pub(crate) providers: Providers,
}

impl Arguments {
    pub(crate) fn parse(attribute: &str, arguments: TokenStream) -> Result<Self, TokenStream> {
        let mut parsed = Self {
            name: crate::crate_name(),
            imports: crate::imports(&TokenStream::new()),
            exports: Self::exports(TokenStream::new()),
            providers: Providers::default(),
        };
        let tokens: Vec<TokenTree> = arguments.into_iter().collect();
        for argument in tokens.split(|token| is_punct(token, ',')) {
            match argument {
                [] => {}
                [key, equals, TokenTree::Literal(name)]
                    if is_ident(key, "name") && is_punct(equals, '=') && is_string(name) =>
                {
                    parsed.name = TokenTree::Literal(name.clone()).into();
                }
                [key, TokenTree::Group(crates)]
                    if is_ident(key, "imports") && crates.delimiter() == Delimiter::Parenthesis =>
                {
                    parsed.imports = crate::imports(&crates.stream());
                }
                [key, TokenTree::Group(driver)]
                    if is_ident(key, "exports") && driver.delimiter() == Delimiter::Parenthesis =>
                {
                    parsed.exports = Self::exports(driver.stream());
                }
                [key, TokenTree::Group(provider)]
                    if is_ident(key, "provider")
                        && provider.delimiter() == Delimiter::Parenthesis =>
                {
                    parsed.providers.add(provider)?;
                }
                [other, ..] => {
                    return Err(compile_error(
                        other.span(),
                        &format!(
                            "`#[{attribute}]` takes `name = \"service\"`, \
                             `imports(export_driver, ..)`, `exports(Type)` and \
                             `provider(NAME = \"Company.Component\")`, or nothing"
                        ),
                    ));
                }
            }
        }
        Ok(parsed)
    }

    fn exports(driver: TokenStream) -> TokenStream {
        let mut exports: TokenStream = ",".parse().expect("valid tokens");
        exports.extend([TokenTree::Group(Group::new(Delimiter::Bracket, driver))]);
        exports
    }
}

pub(crate) fn is_string(literal: &Literal) -> bool {
    literal.to_string().starts_with('"')
}
