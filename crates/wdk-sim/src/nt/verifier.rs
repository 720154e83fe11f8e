//! The driver verifier: rules, the reports of broken ones, and the highest IRQL of each export.

pub(crate) mod irql;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod stack_depth;
