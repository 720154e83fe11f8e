//! Attributes and derives for Windows kernel drivers.
//!
//! Drivers use them through [`wdk`](../wdk/index.html); the crates of the framework and of the
//! simulated machine use [`macro@abi`] through `wdk-sys`.

extern crate proc_macro;

mod abi;

use proc_macro::{Span, TokenStream};

/// Gives a function the calling convention of kernel functions and callbacks.
///
/// The function is written without `extern`; the convention is the C one in the kernel and the
/// x64 Windows one in a host process, so that native code and a mapped image can call each other.
///
/// - `#[abi(enter)]` starts the body with `let __ddi = crate::enter!(FunctionName);`, a macro
///   of the calling crate, for checks that every exported function shares.
/// - `#[abi(no_mangle)]` exports the function under its own name.
#[proc_macro_attribute]
pub fn abi(arguments: TokenStream, function: TokenStream) -> TokenStream {
    abi::expand(arguments, function)
}

/// `compile_error!` with `message`, pointing at `span`.
fn compile_error(span: Span, message: &str) -> TokenStream {
    let tokens: TokenStream = format!("::core::compile_error!({message:?});")
        .parse()
        .expect("valid tokens");
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}
