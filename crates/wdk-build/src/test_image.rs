//! A driver's image, built by the driver's own tests.

use std::{
    env,
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{
    link::CpuArchitecture,
    toolchain::{NoToolchain, Toolchain},
};

/// Why a test has no image of its driver. It is printed in words by a test that returns it, too.
#[non_exhaustive]
pub enum TestImageError {
    /// No compiler of this machine can make kernel code.
    NoToolchain(NoToolchain),
    /// `cargo` could not be started.
    Cargo(PathBuf, io::Error),
    /// The driver does not compile or link for the kernel.
    Build(String),
    /// The build left no image.
    NoImage(PathBuf),
}

impl fmt::Display for TestImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToolchain(missing) => write!(
                f,
                "the test needs the driver's image, and there is {missing}\n\
                 With rustup, `rustup target add {}` is enough. To leave the test out: \
                 `cargo test -- --skip built_image`.",
                missing.arch.target()
            ),
            Self::Cargo(program, error) => write!(f, "cannot run {}: {error}", program.display()),
            Self::Build(package) => write!(
                f,
                "{package} does not build for the kernel; cargo says why above"
            ),
            Self::NoImage(image) => write!(
                f,
                "there is no {}: `crate-type` and the library's `name` in Cargo.toml must be \
                 Cargo's defaults",
                image.display()
            ),
        }
    }
}

impl Error for TestImageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoToolchain(missing) => Some(missing),
            Self::Cargo(_, error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Debug for TestImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Builds the image of the driver `package`, whose `Cargo.toml` is in `folder`, for x86-64 with the
/// profile `release` below the folder `target`, and says where it is; its symbols lie beside it.
/// The first time takes as long as compiling `wdk`, later ones as long as asking Cargo.
///
/// The macro [`test_image!`](crate::test_image!) knows the three arguments.
///
/// # Errors
///
/// [`TestImageError`], which says what to do.
pub fn build(folder: &Path, package: &str, target: &Path) -> Result<PathBuf, TestImageError> {
    let toolchain = Toolchain::find(CpuArchitecture::Amd64).map_err(TestImageError::NoToolchain)?;
    let target = target.join("image");
    let mut cargo = toolchain.cargo("rustc");
    cargo
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .args(["--package", package])
        .args(["--lib", "--crate-type", "cdylib", "--profile", "release"])
        .arg("--target-dir")
        .arg(&target);
    // The call of `cargo test` around this one describes the test.
    for (name, _) in env::vars_os() {
        let own = name
            .to_str()
            .is_some_and(|it| it.starts_with("CARGO_PKG_") || it.starts_with("CARGO_MANIFEST_"));
        if own {
            cargo.env_remove(name);
        }
    }
    let program = toolchain.compiler.cargo.clone();
    let status = cargo
        .status()
        .map_err(|error| TestImageError::Cargo(program, error))?;
    if !status.success() {
        return Err(TestImageError::Build(package.to_owned()));
    }
    let image = target
        .join(CpuArchitecture::Amd64.target())
        .join("release")
        .join(package.replace('-', "_"))
        .with_extension("dll");
    match image.exists() {
        true => Ok(image),
        false => Err(TestImageError::NoImage(image)),
    }
}

/// The image of the driver whose integration test calls it, built now: a path, or a
/// [`TestImageError`].
///
/// ```rust,ignore
/// let image = Image::from_file(wdk_build::test_image!()?)?;
/// ```
#[macro_export]
macro_rules! test_image {
    () => {
        $crate::test_image::build(
            ::std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
            env!("CARGO_PKG_NAME"),
            ::std::path::Path::new(env!("CARGO_TARGET_TMPDIR")),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A test that returns the error prints it with `Debug`.
    #[test]
    fn a_missing_toolchain_is_told_with_what_to_do() {
        let missing = NoToolchain {
            arch: CpuArchitecture::Amd64,
            tried: Vec::new(),
        };
        let error = TestImageError::NoToolchain(missing);
        let text = format!("{error:?}");
        for part in [
            "`cargo wdk setup`",
            "`rustup target add x86_64-pc-windows-msvc`",
            "`cargo test -- --skip built_image`",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }
}
