//! C types as Rust writes them.

use anyhow::{Context, Result, ensure};

use super::description::Argument;

/// `WDFQUEUE *` is `*mut WDFQUEUE`, `const GUID *` is `*const GUID`, `CHAR[32]` is `[CHAR; 32]`.
pub(crate) fn rust_type(c_type: &str) -> Result<String> {
    if let Some((element, rest)) = c_type.split_once('[') {
        let length = rest.strip_suffix(']').context("an array's length")?;
        return Ok(format!("[{}; {length}]", rust_type(element)?));
    }
    let base = c_type.trim_end_matches([' ', '*']);
    let stars = c_type[base.len()..].matches('*').count();
    let (constant, base) = match base.strip_prefix("const ") {
        Some(base) => (true, base),
        None => (false, base),
    };
    ensure!(
        base.chars().all(|c| c.is_alphanumeric() || c == '_') && !base.is_empty(),
        "cannot write the C type `{c_type}` in Rust"
    );
    ensure!(
        !constant || stars > 0,
        "`{c_type}` is constant but no pointer"
    );
    let base = match (base, stars) {
        ("void", 0) => "()",
        ("void", _) => "::core::ffi::c_void",
        _ => base,
    };
    let outer = "*mut ".repeat(stars.saturating_sub(1));
    Ok(match (stars, constant) {
        (0, _) => base.to_owned(),
        (_, true) => format!("{outer}*const {base}"),
        (_, false) => format!("{outer}*mut {base}"),
    })
}

/// The name in a C type, unless that is `void`.
pub(crate) fn named(c_type: &str) -> Option<&str> {
    let base = c_type.split('[').next().unwrap_or_default();
    let base = base.trim_end_matches([' ', '*']);
    let name = base.strip_prefix("const ").unwrap_or(base);
    (!name.is_empty() && name != "void").then_some(name)
}

/// The names in a function's arguments and result.
pub(crate) fn signature_names<'a>(
    arguments: &'a [Argument],
    result: &'a str,
) -> impl Iterator<Item = &'a str> {
    arguments
        .iter()
        .map(|(_, c_type)| c_type.as_str())
        .chain([result])
        .filter_map(named)
}

/// `Device: WDFDEVICE, Queue: *mut WDFQUEUE`.
pub(crate) fn parameters(arguments: &[Argument]) -> Result<String> {
    let parameters: Result<Vec<String>> = arguments
        .iter()
        .map(|(name, c_type)| Ok(format!("{name}: {}", rust_type(c_type)?)))
        .collect();
    Ok(parameters?.join(", "))
}

/// ` -> NTSTATUS`, or nothing.
pub(crate) fn result(c_type: &str) -> Result<String> {
    Ok(match rust_type(c_type)?.as_str() {
        "()" => String::new(),
        name => format!(" -> {name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::rust_type;

    #[test]
    fn pointers_and_arrays_keep_their_meaning() {
        assert_eq!(rust_type("void").unwrap(), "()");
        assert_eq!(rust_type("PMDL *").unwrap(), "*mut PMDL");
        assert_eq!(rust_type("const GUID *").unwrap(), "*const GUID");
        assert_eq!(rust_type("const UCHAR * *").unwrap(), "*mut *const UCHAR");
        assert_eq!(rust_type("PVOID[4]").unwrap(), "[PVOID; 4]");
        rust_type("struct (unnamed)").unwrap_err();
        rust_type("const GUID").unwrap_err();
    }
}
