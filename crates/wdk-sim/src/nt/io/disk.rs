//! The machine's disk, on which its driver store is.
#![forbid(unsafe_code)]

use std::{cell::RefCell, rc::Rc};

use wdk_inf::{Arch, OsVersion};
use wdk_package::store::{Catalogs, Memory, Store};

/// The Windows that the machine claims to be.
pub(crate) const OS: OsVersion = OsVersion::WINDOWS_11_24H2;
/// The architecture of the machine.
pub(crate) const ARCH: Arch = if cfg!(target_arch = "aarch64") {
    Arch::Arm64
} else {
    Arch::Amd64
};

/// The driver store with the file system that it is on.
pub(crate) type Disk = Rc<RefCell<Store>>;

/// An empty disk.
pub(crate) fn empty() -> Disk {
    let store = Store::on(Memory::new())
        .system(ARCH, OS)
        .trust(Catalogs::if_present());
    Rc::new(RefCell::new(store))
}
