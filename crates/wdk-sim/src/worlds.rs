//! One test body, several worlds: the driver linked into the test, and its built image.
#![forbid(unsafe_code)]

use std::{convert::Infallible, env, path::PathBuf};

use wdk_sys::host::NativeDriver;

use crate::nt::loader::{code::Code, image::Image};

pub use crate::engine::repeat::PACKAGES;

/// Runs `test` on `driver` as it is linked into the test, and then, where [`PACKAGES`] says that
/// images were built, on its `.sys`. Says on standard error which world it runs in, or skips.
///
/// # Panics
/// When `test` does, and when images were built but this driver's cannot be read.
pub fn in_every_world(driver: &'static NativeDriver, mut test: impl FnMut(Code)) {
    all_in_every_world([driver.into()], |[code]| test(code));
}

/// [`in_every_world`] for several drivers that work together: all natively, then all as images.
///
/// # Panics
/// As [`in_every_world`].
pub fn all_in_every_world<const N: usize>(drivers: [Code; N], mut test: impl FnMut([Code; N])) {
    let never_fails = try_in_every_world(drivers, |codes| {
        test(codes);
        Ok::<(), Infallible>(())
    });
    match never_fails {
        Ok(()) => {}
    }
}

/// [`all_in_every_world`] up to the first world in which the test fails.
pub(crate) fn try_in_every_world<E, const N: usize>(
    drivers: [Code; N],
    mut test: impl FnMut([Code; N]) -> Result<(), E>,
) -> Result<(), E> {
    let names = drivers.each_ref().map(Code::default_service);
    eprintln!("world: {}, native", names.join(", "));
    test(drivers)?;
    let Some(packages) = env::var_os(PACKAGES).map(PathBuf::from) else {
        eprintln!(
            "world: {}.sys is skipped: {PACKAGES} does not say where built packages are",
            names.join(".sys, ")
        );
        return Ok(());
    };
    test(names.map(|name| {
        let name = name.replace('-', "_");
        let path = packages
            .join(format!("{name}_package"))
            .join(format!("{name}.sys"));
        eprintln!("world: {}", path.display());
        match Image::from_file(&path) {
            Ok(image) => image.into(),
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }))
}
