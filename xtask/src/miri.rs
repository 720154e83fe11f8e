//! `cargo xtask miri`: Miri runs the tests of pure code and reports undefined behaviour.
//!
//! Code that runs on the simulated machine is out of its reach: it switches stacks in assembly.

use std::env;

use anyhow::{Context as _, bail};

use crate::rustup;

/// The toolchain that has Miri.
const TOOLCHAIN: &str = "nightly";

/// What is run: a crate, and the parts of its library's tests. Whole grammars take hours under Miri; these
/// are the parts that handle raw pointers, lists, text and bytes, a minute in all. The unit tests of
/// `wdk` and `kmdf` are not here, because their test build takes the simulated machine along.
const SELECTION: &[(&str, &[&str])] = &[
    ("wdk-sys", &["wdm::"]),
    ("wdk-inf", &["edit", "text", "strings"]),
    ("wdk-package", &["asn1", "catalog::os", "store::rank"]),
];

/// How many inputs a property test tries; Miri is a thousand times slower than the processor.
const CASES: &str = "2";

/// Fails when Miri finds something. Says so and succeeds where Miri cannot be had.
pub(crate) fn run() -> anyhow::Result<()> {
    if let Err(reason) = rustup::need(TOOLCHAIN, &["miri", "rust-src"]) {
        println!("skipped: {reason}");
        return Ok(());
    }
    for (package, parts) in SELECTION {
        let mut cargo = rustup::cargo(
            TOOLCHAIN,
            [
                "miri",
                "test",
                "--locked",
                "--lib",
                "--package",
                package,
                "--",
            ],
        );
        cargo.args(*parts);
        cargo.env("PROPTEST_CASES", CASES);
        // Property tests look for the file of inputs that failed before.
        let flags = env::var("MIRIFLAGS").unwrap_or_default();
        cargo.env("MIRIFLAGS", format!("{flags} -Zmiri-disable-isolation"));
        let status = cargo
            .status()
            .with_context(|| format!("cannot run {cargo:?}"))?;
        if !status.success() {
            bail!("Miri reports undefined behaviour or a failed test in {package}");
        }
    }
    Ok(())
}
