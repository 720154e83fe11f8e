//! `#[wdm_driver]`: makes an implementation of `wdm::Driver` the driver of the image.

use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::{compile_error, driver_entry::Arguments, is_ident, provider::Providers};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let Arguments {
        name,
        imports,
        exports,
        providers,
    } = match Arguments::parse("wdm_driver", arguments) {
        Ok(arguments) => arguments,
        Err(error) => return error,
    };
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    let driver = match (
        tokens.iter().position(|token| is_ident(token, "for")),
        tokens.split_last(),
    ) {
        (Some(start), Some((body, head))) if is_body(body) => &head[start + 1..],
        _ => &[],
    };
    if driver.is_empty() || !tokens.iter().any(|token| is_ident(token, "impl")) {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        return compile_error(
            span,
            "`#[wdm_driver]` goes on `impl wdm::Driver for` the type of the driver's state",
        );
    }
    let mut call: TokenStream = driver.iter().cloned().collect();
    call.extend(",".parse::<TokenStream>().expect("valid tokens"));
    call.extend(name);
    call.extend(imports);
    call.extend(exports);
    let mut result = with_providers(item, &providers);
    result.extend(providers.declarations());
    result.extend(crate::call("::wdk::__wdm_driver!", call));
    result
}

/// The implementation with its list of providers: its last token is the body.
fn with_providers(item: TokenStream, providers: &Providers) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.pop() {
        let mut inner = providers.constant();
        inner.extend(body.stream());
        let mut with_list = Group::new(Delimiter::Brace, inner);
        with_list.set_span(body.span());
        tokens.push(TokenTree::Group(with_list));
    }
    tokens.into_iter().collect()
}
