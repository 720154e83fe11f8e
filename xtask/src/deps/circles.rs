//! Import circles: the strongly connected components of a graph of files.

use std::collections::{BTreeMap, BTreeSet};

/// Who imports whom.
pub(super) type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The circles of two files and more, each sorted.
pub(super) fn of<'a>(graph: &Graph<'a>) -> Vec<Vec<&'a str>> {
    let mut search = Search {
        graph,
        numbers: BTreeMap::new(),
        lowest: BTreeMap::new(),
        path: Vec::new(),
        circles: Vec::new(),
    };
    for file in graph.keys() {
        if !search.numbers.contains_key(file) {
            search.visit(file);
        }
    }
    search.circles
}

/// Tarjan's algorithm.
struct Search<'g, 'a> {
    graph: &'g Graph<'a>,
    /// In which order the files were visited.
    numbers: BTreeMap<&'a str, usize>,
    /// The first visited file that is reachable.
    lowest: BTreeMap<&'a str, usize>,
    path: Vec<&'a str>,
    circles: Vec<Vec<&'a str>>,
}

impl<'a> Search<'_, 'a> {
    fn visit(&mut self, file: &'a str) {
        let number = self.numbers.len();
        self.numbers.insert(file, number);
        self.lowest.insert(file, number);
        self.path.push(file);
        let imported = self.graph.get(file).cloned().unwrap_or_default();
        for other in imported {
            let reached = match self.numbers.get(other) {
                None => {
                    self.visit(other);
                    self.lowest[other]
                }
                Some(number) if self.path.contains(&other) => *number,
                Some(_) => continue,
            };
            let lowest = self.lowest[file].min(reached);
            self.lowest.insert(file, lowest);
        }
        if self.lowest[file] == number {
            let start = self.path.iter().position(|it| *it == file).unwrap_or(0);
            let mut circle = self.path.split_off(start);
            circle.sort_unstable();
            if circle.len() > 1 {
                self.circles.push(circle);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph<'a>(edges: &[(&'a str, &'a str)]) -> Graph<'a> {
        let mut graph = Graph::new();
        for (from, to) in edges {
            graph.entry(from).or_default().insert(to);
            graph.entry(to).or_default();
        }
        graph
    }

    #[test]
    fn a_chain_has_no_circle() {
        assert!(of(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    }

    #[test]
    fn files_that_reach_each_other_are_one_circle() {
        let found = of(&graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]));
        assert_eq!(found, [["a", "b", "c"]]);
    }

    #[test]
    fn two_circles_with_an_arrow_between_them_are_two() {
        let found = of(&graph(&[
            ("a", "b"),
            ("b", "a"),
            ("b", "c"),
            ("c", "d"),
            ("d", "c"),
        ]));
        assert_eq!(found.len(), 2);
    }
}
