#![expect(unexpected_cfgs, reason = "the case has no feature `import`")]

use wdk::{export::ExportDriver, prelude::*};

struct Names {
    first: SpinLock<Option<&'static UnicodeStr>>,
}

#[wdk::export_driver]
impl ExportDriver for Names {
    fn initialize(_: &UnicodeStr, _: &mut Passive) -> Result<Self> {
        Ok(Names { first: SpinLock::new(None) })
    }
}

type Static = &'static UnicodeStr;

/// The name lies in the image of the importer, which is unloaded first.
#[wdk::export]
pub fn keep(#[state] names: &Names, name: Static, irql: &mut UpToDispatch) {
    names.first.with(irql, |first, _| *first = Some(name));
}

fn main() {}
