//! The driver verifier: finds what a driver does wrong, and reports the rule by name.
#![forbid(unsafe_code)]

pub use crate::nt::verifier::{
    report::{OnViolation, Violation},
    rules::Rule,
    stack_depth::DeepestStack,
};
use crate::subsystems::SUBSYSTEMS;

/// The rules, one constant each.
pub mod rules {
    pub use crate::{ndis::rules::*, nt::verifier::rules::*, wdf::rules::*, wfp::rules::*};
}

const COUNT: usize = {
    let (mut subsystem, mut count) = (0, 0);
    while subsystem < SUBSYSTEMS.len() {
        count += SUBSYSTEMS[subsystem].rules.len();
        subsystem += 1;
    }
    count
};

const ALL: [&Rule; COUNT] = {
    let mut all = [SUBSYSTEMS[0].rules[0]; COUNT];
    let (mut subsystem, mut count) = (0, 0);
    while subsystem < SUBSYSTEMS.len() {
        let rules = SUBSYSTEMS[subsystem].rules;
        let mut index = 0;
        while index < rules.len() {
            all[count] = rules[index];
            index += 1;
            count += 1;
        }
        subsystem += 1;
    }
    all
};

/// Every rule of the machine. Those of the framework come with its violations.
pub const RULES: &[&Rule] = &ALL;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: HashSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
    }
}
