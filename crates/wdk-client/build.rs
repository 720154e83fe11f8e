//! Tells Cargo how the program is linked: without a C runtime, so that the linker alone is needed.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |variable, value| env::var(variable).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_PANIC", "abort") {
        for argument in [
            "/NODEFAULTLIB",
            "/SUBSYSTEM:CONSOLE",
            "/ENTRY:client_main",
            "/BREPRO",
        ] {
            println!("cargo::rustc-link-arg={argument}");
        }
    }
}
