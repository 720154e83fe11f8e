//! Draws states and what leads from one to another, as SVG.

use std::fmt::Write as _;

use super::{
    Machine, State,
    layout::{self, Edge, Layout, Point, Size},
};

/// The height of a line of text.
const LINE: f64 = 14.0;
/// About the width of a character, and of a bold one.
const CHARACTER: f64 = 6.5;
const BOLD: f64 = 7.2;
/// Between a box's border and its text.
const PADDING: f64 = 8.0;
/// So many other states that lead to a state are named in its box.
const NAMED: usize = 4;

const STYLE: &str = "\
text{font:11px sans-serif;text-anchor:middle;fill:#1b1b1b}\
.state{font-weight:bold}\
.action{fill:#0b5394}\
.other{fill:#666}\
rect{fill:#fff;stroke:#444}\
.closed{fill:#ececec}\
.elsewhere{stroke:#888;stroke-dasharray:4 3}\
.label{stroke:none;opacity:.85}\
path{fill:none;stroke:#444}\
.outcome{stroke:#0b5394;stroke-dasharray:5 3}";

/// A box of the picture.
struct Node<'a> {
    name: &'a str,
    /// Which state leads to a state of another subject: each has its own box, so that few lines cross.
    from: Option<usize>,
    /// `None` for a state of another subject.
    state: Option<&'a State>,
    /// What leads from the state to itself, and which states of other subjects lead to it.
    notes: Vec<String>,
}

/// A line of the picture, for all that leads from the one to the other in the same way.
struct Line<'a> {
    from: usize,
    to: usize,
    outcome: bool,
    causes: Vec<&'a str>,
}

/// Draws `states` of a machine, and the states of others that they lead to.
pub(super) fn picture(machine: &Machine, states: &[&State]) -> String {
    let mut nodes: Vec<Node<'_>> = states
        .iter()
        .map(|state| Node {
            name: &state.state,
            from: None,
            state: Some(state),
            notes: sources(machine, states, state),
        })
        .collect();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (from, state) in states.iter().enumerate() {
        let outcomes = state.outcomes.iter().map(|way| (true, way));
        let events = state.events.iter().map(|way| (false, way));
        for (outcome, way) in outcomes.chain(events) {
            let to = node(&mut nodes, states.len(), from, &way.to);
            if to == from {
                nodes[from].notes.push(format!("{} ↺", way.cause));
                continue;
            }
            let same =
                |line: &&mut Line<'_>| (line.from, line.to, line.outcome) == (from, to, outcome);
            match lines.iter_mut().find(same) {
                Some(line) => line.causes.push(&way.cause),
                None => lines.push(Line {
                    from,
                    to,
                    outcome,
                    causes: vec![&way.cause],
                }),
            }
        }
    }
    let sizes: Vec<Size> = nodes.iter().map(node_size).collect();
    let edges: Vec<Edge> = lines
        .iter()
        .map(|line| Edge {
            from: line.from,
            to: line.to,
            label: text_size(&line.causes),
        })
        .collect();
    draw(&nodes, &sizes, &lines, &layout::place(&sizes, &edges))
}

/// Notes about the states of other subjects that lead to a state.
fn sources(machine: &Machine, subject: &[&State], state: &State) -> Vec<String> {
    let sources: Vec<String> = machine
        .states
        .iter()
        .filter(|other| {
            let mut ways = other.outcomes.iter().chain(&other.events);
            ways.any(|way| way.to == state.state)
        })
        .filter(|other| !subject.iter().any(|own| own.state == other.state))
        .map(|other| format!("\u{2190} {}", other.state))
        .collect();
    if sources.len() > NAMED {
        return vec![format!("\u{2190} {} other states", sources.len())];
    }
    sources
}

/// The node of a state that `from` leads to: one of the first `own`, or another subject's, which is added.
fn node<'a>(nodes: &mut Vec<Node<'a>>, own: usize, from: usize, name: &'a str) -> usize {
    let found = nodes
        .iter()
        .enumerate()
        .position(|(index, node)| node.name == name && (index < own || node.from == Some(from)));
    if let Some(index) = found {
        return index;
    }
    nodes.push(Node {
        name,
        from: Some(from),
        state: None,
        notes: Vec::new(),
    });
    nodes.len() - 1
}

/// What stands in a box: its style, and the text.
fn texts<'a>(node: &'a Node<'a>) -> Vec<(&'static str, &'a str)> {
    let style = if node.state.is_some() {
        "state"
    } else {
        "other"
    };
    let action = node.state.and_then(|state| state.action.as_deref());
    let mut texts = vec![(style, node.name)];
    texts.extend(action.map(|action| ("action", action)));
    texts.extend(node.notes.iter().map(|note| ("other", note.as_str())));
    texts
}

fn node_size(node: &Node<'_>) -> Size {
    let texts: Vec<&str> = texts(node).into_iter().map(|(_, text)| text).collect();
    let Size { width, height } = text_size(&texts);
    let name = text_size(&[node.name]).width * BOLD / CHARACTER;
    Size {
        width: width.max(name) + PADDING,
        height: height + PADDING,
    }
}

fn text_size(lines: &[&str]) -> Size {
    let longest = lines.iter().map(|line| line.chars().count()).max();
    let count = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    Size {
        width: count(longest.unwrap_or(0)) * CHARACTER + PADDING,
        height: count(lines.len()) * LINE,
    }
}

fn draw(nodes: &[Node<'_>], sizes: &[Size], lines: &[Line<'_>], layout: &Layout) -> String {
    let Size { width, height } = layout.size;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\">\n<style>{STYLE}</style>\n\
         <marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" style=\"fill:#444\"/></marker>\n\
         <rect width=\"100%\" height=\"100%\" style=\"stroke:none\"/>\n"
    );
    for (line, route) in lines.iter().zip(&layout.edges) {
        let class = if line.outcome {
            " class=\"outcome\""
        } else {
            ""
        };
        let curve = curve(&route.points);
        put(
            &mut svg,
            &format!("<path{class} d=\"{curve}\" marker-end=\"url(#end)\"/>"),
        );
    }
    for (line, route) in lines.iter().zip(&layout.edges) {
        let style = if line.outcome { "action" } else { "" };
        let texts: Vec<(&str, &str)> = line.causes.iter().map(|cause| (style, *cause)).collect();
        labelled(
            &mut svg,
            "label",
            route.label,
            text_size(&line.causes),
            &texts,
        );
    }
    for ((node, size), centre) in nodes.iter().zip(sizes).zip(&layout.nodes) {
        let class = match node.state {
            None => "elsewhere",
            Some(state) if state.open => "open",
            Some(_) => "closed",
        };
        labelled(&mut svg, class, *centre, *size, &texts(node));
    }
    svg.push_str("</svg>\n");
    svg
}

fn put(svg: &mut String, element: &str) {
    svg.push_str(element);
    svg.push('\n');
}

/// A box with lines of text in it.
fn labelled(svg: &mut String, class: &str, centre: Point, size: Size, texts: &[(&str, &str)]) {
    let Size { width, height } = size;
    let (x, y) = (centre.x - width / 2.0, centre.y - height / 2.0);
    let round = if class == "label" { 0 } else { 5 };
    put(
        svg,
        &format!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round}\"/>"
        ),
    );
    let all = text_size(&texts.iter().map(|(_, text)| *text).collect::<Vec<_>>());
    let mut baseline = centre.y - all.height / 2.0 + LINE * 0.75;
    for (style, text) in texts {
        let x = centre.x;
        put(
            svg,
            &format!("<text class=\"{style}\" x=\"{x:.1}\" y=\"{baseline:.1}\">{text}</text>"),
        );
        baseline += LINE;
    }
}

/// A smooth line through points, which leaves and enters each vertically.
fn curve(points: &[Point]) -> String {
    let mut path = String::new();
    let mut last: Option<Point> = None;
    for point in points {
        let Point { x, y } = *point;
        // Writing to a string cannot fail.
        let _ = match last {
            None => write!(path, "M{x:.1} {y:.1}"),
            Some(from) => {
                let middle = f64::midpoint(from.y, y);
                write!(
                    path,
                    "C{:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}",
                    from.x
                )
            }
        };
        last = Some(*point);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{Machine, State, picture};
    use crate::states::Way;

    fn state(name: &str, open: bool, events: &[(&str, &str)]) -> State {
        State {
            state: name.to_owned(),
            name: format!("WdfDevState{name}"),
            open,
            action: None,
            outcomes: Vec::new(),
            events: events
                .iter()
                .map(|(cause, to)| Way {
                    cause: (*cause).to_owned(),
                    to: (*to).to_owned(),
                })
                .collect(),
            ignored: Vec::new(),
        }
    }

    #[test]
    fn a_picture_names_states_causes_and_the_other_subjects_states() {
        let machine = Machine {
            machine: "test".to_owned(),
            states: vec![
                state(
                    "Up",
                    true,
                    &[("Sleep", "Down"), ("Fail", "Gone"), ("Tick", "Up")],
                ),
                state("Down", false, &[("Wake", "Up")]),
                state("Gone", true, &[("Retry", "Up")]),
            ],
        };
        let svg = picture(&machine, &[&machine.states[0], &machine.states[1]]);
        for text in [
            ">Up<",
            ">Down<",
            ">Gone<",
            ">Sleep<",
            ">Wake<",
            ">Fail<",
            ">Tick ",
            "\u{2190} Gone",
        ] {
            assert!(svg.contains(text), "{text} is missing in {svg}");
        }
        assert_eq!(svg.matches("class=\"closed\"").count(), 1);
        assert_eq!(svg.matches("class=\"elsewhere\"").count(), 1);
        assert_eq!(svg.matches("<path").count(), 1 + 3);
    }
}
