//! Handle types: distinct pointers to types that have no values.

use std::fmt::Write as _;

use super::Description;

pub(crate) fn emit(description: &Description) -> String {
    let mut text = "//! Handles of framework objects.\n".to_owned();
    for handle in &description.handles {
        write!(
            text,
            "\n/// What a [`{handle}`] points to; the framework alone knows its content.\n\
             #[derive(Clone, Copy, Debug)]\npub enum {handle}__ {{}}\n\
             /// Handle of a framework object.\npub type {handle} = *mut {handle}__;\n"
        )
        .expect("writes to memory");
    }
    text
}
