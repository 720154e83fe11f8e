//! The frameworks that the package's services use.

use std::{collections::HashMap, ops::Range};

/// Which framework each WDF section is for.
#[derive(Debug, Default)]
pub(crate) struct Frameworks {
    /// WDF sections, in lower case, with the directive that names them.
    pub(crate) by_section: HashMap<String, &'static str>,
    /// The services that KMDF is for, with their places.
    pub(crate) kmdf: Vec<(String, Range<usize>)>,
}
