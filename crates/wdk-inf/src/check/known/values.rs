//! The registry values that were set so far.

use std::collections::HashMap;

use super::super::reach::Reach;

/// A value outside HKR, or of a service: root or service, key, name.
type ValueKey = (String, String, String);

/// The values set so far, for the next section that sets one of them.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// Data, section and reach of the first line that sets the value.
    pub(crate) first: HashMap<ValueKey, (String, String, Reach)>,
}
