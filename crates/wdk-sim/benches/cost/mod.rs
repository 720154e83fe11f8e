//! What the sample drivers' images cost beside the same drivers in C, shared by the bench and the
//! test of the same name.

pub(crate) mod images;
pub(crate) mod record;
mod step;
pub(crate) mod subject;
pub(crate) mod twin;

use record::{Record, Row};
use subject::SUBJECTS;
use twin::Twins;

/// Measures every driver. Without a C compiler the numbers of the twins are the committed ones, and
/// the text says why; a driver that has none yet is left out then.
pub(crate) fn measure() -> (Record, Option<String>) {
    let recorded = Record::read();
    let twins = Twins::new();
    let mut rows = Vec::new();
    for subject in SUBJECTS {
        let c = match &twins {
            Ok(twins) => subject.measure(&twins.build(subject)),
            Err(_) => match recorded.row(subject.name) {
                Some(row) => row.c.clone(),
                None => continue,
            },
        };
        rows.push(Row {
            driver: subject.name.to_owned(),
            c,
            rust: subject.measure(&images::of(subject.name)),
        });
    }
    let clang = match &twins {
        Ok(twins) => twins.version.clone(),
        Err(_) => recorded.clang,
    };
    let rustc = images::compiler();
    (Record { clang, rustc, rows }, twins.err())
}
