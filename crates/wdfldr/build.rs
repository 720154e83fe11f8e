//! Tells Cargo how the image is linked, and under which names it exports the framework.

use std::env;

/// The loader's exports. In the image the plain names belong to the imports that `wdk-sys`
/// declares, so the functions behind the exports have another.
const EXPORTS: [&str; 4] = [
    "WdfVersionBind",
    "WdfVersionUnbind",
    "WdfVersionBindClass",
    "WdfVersionUnbindClass",
];

fn main() -> Result<(), wdk_build::ConfigError> {
    wdk_build::configure_wdk_binary_build()?;
    let is = |variable, value| env::var(variable).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_PANIC", "abort") {
        for name in EXPORTS {
            println!("cargo::rustc-link-arg=/EXPORT:{name}=wdfldr_{name}");
        }
    }
    Ok(())
}
