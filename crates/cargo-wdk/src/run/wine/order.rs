//! The order in which requests end on both machines.
//!
//! A program learns with which step an operation has ended, and no more: of two that end with one
//! step it cannot tell which was first. Whether the end comes with one step or the next is the
//! schedule's too. That one operation ends before another, and after it on the other machine, is not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// Two operations that end one way round on the simulated machine, and the other on Wine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Inversion {
    /// Ends first on the simulated machine.
    pub(super) first: String,
    /// Ends first on Wine.
    pub(super) second: String,
}

/// With which steps operations have ended, by their names: a name may be used again.
#[derive(Default)]
pub(super) struct Order {
    simulated: BTreeMap<String, Vec<usize>>,
    wine: BTreeMap<String, Vec<usize>>,
    /// Operations that only one of the machines has.
    left_out: BTreeSet<String>,
}

impl Order {
    /// Step number `step` has ended these operations.
    pub(super) fn add(&mut self, step: usize, simulated: &[String], wine: &[String]) {
        for (ends, names) in [(&mut self.simulated, simulated), (&mut self.wine, wine)] {
            for name in names {
                ends.entry(name.clone()).or_default().push(step);
            }
        }
    }

    /// These cannot be compared.
    pub(super) fn leave_out(&mut self, names: impl IntoIterator<Item = String>) {
        self.left_out.extend(names);
    }

    /// What is the other way round on Wine.
    pub(super) fn inversions(&self) -> Vec<Inversion> {
        let mut ends: Vec<(&String, usize, usize)> = Vec::new();
        for (name, simulated) in &self.simulated {
            let wine = self.wine.get(name).map_or(&[][..], Vec::as_slice);
            // Of a name that was used again, the first ends belong together, and so on.
            if !self.left_out.contains(name) {
                let both = simulated.iter().zip(wine);
                ends.extend(both.map(|(one, other)| (name, *one, *other)));
            }
        }
        let mut found = Vec::new();
        for (first, simulated, wine) in &ends {
            for (second, simulated_second, wine_second) in &ends {
                if simulated < simulated_second && wine > wine_second {
                    found.push(Inversion {
                        first: (*first).clone(),
                        second: (*second).clone(),
                    });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inversions(steps: &[(&[&str], &[&str])], left_out: &[&str]) -> Vec<(String, String)> {
        let names = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let mut order = Order::default();
        for (number, (simulated, wine)) in steps.iter().enumerate() {
            order.add(number, &names(simulated), &names(wine));
        }
        order.leave_out(names(left_out));
        let found = order.inversions().into_iter();
        found.map(|it| (it.first, it.second)).collect()
    }

    #[test]
    fn what_ends_the_other_way_round_is_found() {
        let steps: [(&[&str], &[&str]); 2] = [(&["read"], &["write"]), (&["write"], &["read"])];
        let expected = [("read".to_owned(), "write".to_owned())];
        assert_eq!(inversions(&steps, &[]), expected);
        assert_eq!(inversions(&steps, &["read"]), []);
    }

    #[test]
    fn a_step_more_or_less_is_the_schedules() {
        // Both end with the first step on Wine; one of them with the second here.
        assert_eq!(inversions(&[(&["a"], &["a", "b"]), (&["b"], &[])], &[]), []);
        assert_eq!(
            inversions(&[(&[], &["a"]), (&["a"], &[]), (&["b"], &["b"])], &[]),
            []
        );
    }

    #[test]
    fn a_name_that_is_used_again_is_another_operation() {
        let steps: [(&[&str], &[&str]); 3] = [(&["a"], &["a"]), (&["b"], &["a"]), (&["a"], &["b"])];
        let expected = [("b".to_owned(), "a".to_owned())];
        assert_eq!(inversions(&steps, &[]), expected);
    }
}
