//! What must run at PASSIVE_LEVEL cannot be called where the level may be higher.
use wdk::prelude::*;

fn path<'a>(driver: &'a Driver, irql: &mut UpToDispatch) -> &'a UnicodeStr {
    driver.registry_path(irql)
}

fn main() {
    let _ = path;
}
