//! Whether a crate is written for a nightly compiler.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether the crate root with this text turns unstable features on: `#![feature(..)]` without a
/// condition.
///
/// The released compiler takes them in crates that `RUSTC_BOOTSTRAP` names.
#[must_use]
pub fn unstable_features(source: &str) -> bool {
    let Ok(tokens) = source.parse::<TokenStream>() else {
        return false;
    };
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens.windows(3).any(|it| match it {
        [
            TokenTree::Punct(hash),
            TokenTree::Punct(bang),
            TokenTree::Group(group),
        ] => {
            let is_attribute = group.delimiter() == Delimiter::Bracket;
            let first = group.stream().into_iter().next();
            let is_feature = matches!(first, Some(TokenTree::Ident(name)) if name == "feature");
            hash.as_char() == '#' && bang.as_char() == '!' && is_attribute && is_feature
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_turned_on_counts() {
        assert!(unstable_features(
            "//! A crate.\n#![no_std]\n#![feature(allocator_api, x)]\nfn f() {}"
        ));
        for stable in [
            "#![no_std]",
            "// #![feature(x)]",
            "#![cfg_attr(feature = \"nightly\", feature(hint_must_use))]",
            "#[cfg(feature = \"x\")] fn f() {}",
        ] {
            assert!(!unstable_features(stable), "{stable}");
        }
    }
}
