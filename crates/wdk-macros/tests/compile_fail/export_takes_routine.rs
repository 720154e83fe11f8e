#![expect(unexpected_cfgs, reason = "the case has no feature `import`")]

use wdk::{export::{ExportDriver, Portable}, prelude::*, wdm::DispatchRoutine};

struct Class;

#[wdk::export_driver]
impl ExportDriver for Class {
    fn initialize(_: &UnicodeStr, _: &mut Passive) -> Result<Self> {
        Ok(Class)
    }
}

#[derive(Clone, Copy, Portable)]
#[repr(C)]
struct Routines {
    count: u32,
    read: DispatchRoutine,
}

/// The routine lies in the image of the importer, which is unloaded first.
#[wdk::export]
pub fn keep(routine: DispatchRoutine) {
    let _ = routine;
}

#[wdk::export]
pub fn copy(routines: &[DispatchRoutine]) {
    let _ = routines;
}

#[wdk::export]
pub fn keep_all(routines: Routines) {
    let _ = routines;
}

fn main() {}
